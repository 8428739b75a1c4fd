#!/usr/bin/env python3
"""The whole law of Korea as documents: how long importing takes, what it needs, and how fast questions are afterwards.

usage: statutes_scale.py --ctl PATH-TO-sillokctl --texts statutes-ko.jsonl.xz --queries law.queries.jsonl [--work DIR] [--questions 60]
Prints one JSON object. The folder is used for texts and vault, and left behind when it is named."""
import argparse, json, lzma, os, random, sys, tempfile, time
import vault_run

ap = argparse.ArgumentParser()
for name in ('--ctl', '--texts', '--queries'):
    ap.add_argument(name, required=True)
ap.add_argument('--work')
ap.add_argument('--questions', type=int, default=60)
a = ap.parse_args()
kept = a.work or tempfile.mkdtemp()
folder, vault = os.path.join(kept, 'texts'), os.path.join(kept, 'vault')
os.makedirs(folder, exist_ok=True)


def ctl(*args):
    out, _, peak = vault_run.run(a.ctl, vault, *args)
    return out, peak


count = size = 0
titles = []
for line in lzma.open(a.texts, 'rt', encoding='utf-8'):
    law = json.loads(line)
    count += 1
    path = os.path.join(folder, f"{count:04} {law['title'].replace('/', '·')[:60]}.md")  # the texts are Markdown
    titles.append((law['title'], path))
    data = law['text'].encode()
    size += len(data)
    if not os.path.exists(path):
        open(path, 'wb').write(data)

out = {'texts': count, 'text_bytes': size}
ctl('vault', 'create')
ctl('collection', 'create', 'laws')
before = os.times()
began = time.time()
result, peak = ctl('collection', 'add', 'laws', folder, '--watch', '--json')
out['import_seconds'] = round(time.time() - began, 1)
after = os.times()
out['import_cpu_seconds'] = round(after.children_user + after.children_system - before.children_user - before.children_system, 1)
out['mb_per_second'] = round(size / 1e6 / out['import_seconds'], 2)
out['load_after'] = os.getloadavg()[0]
out['result'] = json.loads(result)
out['peak_rss_mib'] = peak
print(json.dumps(out), file=sys.stderr)
out['vault_bytes'] = os.path.getsize(os.path.join(vault, 'vault.db'))
out['vault_to_text'] = round(out['vault_bytes'] / size, 2)

random.seed(5)
asked = [json.loads(line)['question'] for line in open(a.queries, encoding='utf-8')]
places = [f'{title} 제{random.randint(1, 5)}조' for title, _ in random.sample(titles, a.questions // 3)]


def times(questions):
    ms = sorted(json.loads(ctl('ask', '--collection', 'laws', '--json', q)[0])['timings']['search_ms'] for q in questions)
    return {'n': len(ms), 'p50': round(ms[len(ms) // 2], 1), 'p95': round(ms[int(.95 * (len(ms) - 1))], 1)}


out['question_ms'] = times(random.sample(asked, a.questions))
out['reference_ms'] = times(places)

with open(titles[7][1], 'ab') as law:
    law.write('\n##### 제999조 (시험)\n\n바뀐 조문이다.\n'.encode())
began = time.time()
out['one_changed'] = json.loads(ctl('collection', 'resume', 'laws', '--json')[0])
out['one_changed']['seconds'] = round(time.time() - began, 1)
print(json.dumps(out, ensure_ascii=False, indent=1))
