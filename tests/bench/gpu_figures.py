#!/usr/bin/env python3
"""Speed of every model in a folder on the graphics card, paired with another engine's bench where one is given, as JSON.

  tests/bench/gpu_figures.py --bench build/cuda/bin/sillok-bench --models DIR [--peer /path/llama-bench] [--save FILE.json]

A pair runs one after the other, as often as --pairs says; a ratio is the median of the pairs' own ratios. `share_of_copy` compares written
tokens x bytes of weights with the card's own copy bandwidth where --copy-gb-s gives it.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit("%s ended with %d: %s" % (command[0], done.returncode, done.stderr.decode(errors="replace")[-400:]))
    return json.loads(done.stdout)


def ours(bench, model, prompt, generate):
    out = run([bench, "--model", model, "--backend", "cuda", "--prompt", str(prompt), "--generate", str(generate), "--repetitions", "3", "--json"])
    return out["prompt_tokens_per_s"]["median"], out["generation_tokens_per_s"]["median"], out


def theirs(peer, model, prompt, generate):
    rows = run([peer, "-m", model, "-p", str(prompt), "-n", str(generate), "-ngl", "99", "-r", "3", "-o", "json"])
    speed = {("pp" if row["n_prompt"] else "tg"): row["avg_ts"] for row in rows}
    return speed["pp"], speed["tg"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--models", required=True)
    parser.add_argument("--peer")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--prompt", type=int, default=2048)
    parser.add_argument("--generate", type=int, default=128)
    parser.add_argument("--copy-gb-s", type=float, default=0)
    parser.add_argument("--save")
    a = parser.parse_args()
    figures = []
    for name in sorted(os.listdir(a.models)):
        if not name.endswith(".gguf"):
            continue
        model = os.path.join(a.models, name)
        pairs = []
        for _ in range(a.pairs):
            prompt, generation, whole = ours(a.bench, model, a.prompt, a.generate)
            pair = {"prompt": prompt, "generation": generation}
            if a.peer:
                pair["peer_prompt"], pair["peer_generation"] = theirs(a.peer, model, a.prompt, a.generate)
            pairs.append(pair)
        row = {"model": name, "bytes": os.path.getsize(model), "device": whole["device"], "load_ms": whole["load_ms"], "pairs": pairs}
        for key in ("prompt", "generation"):
            row[key + "_tokens_per_s"] = statistics.median(p[key] for p in pairs)
            if a.peer:
                row[key + "_ratio"] = statistics.median(p[key] / p["peer_" + key] for p in pairs)
        row["written_gb_s"] = row["generation_tokens_per_s"] * row["bytes"] / 1e9
        if a.copy_gb_s:
            row["share_of_copy"] = row["written_gb_s"] / a.copy_gb_s
        figures.append(row)
        print("%-28s reads %9.1f t/s, writes %7.1f t/s = %.0f GB/s%s" % (name, row["prompt_tokens_per_s"], row["generation_tokens_per_s"], row["written_gb_s"],
              ", %.2fx and %.2fx" % (row["prompt_ratio"], row["generation_ratio"]) if a.peer else ""))
    if a.save:
        with open(a.save, "w") as file:
            json.dump({"figures": figures}, file, indent=1)
            file.write("\n")


if __name__ == "__main__":
    main()
