#!/usr/bin/env python3
"""The whole law of Korea as documents: how long importing takes, what it needs, and how fast questions are afterwards.

usage: statutes_scale.py --ctl PATH-TO-sillokctl --texts statutes-ko.jsonl.xz --queries law.queries.jsonl [--work DIR] [--questions 60]
Prints one JSON object. The folder is used for texts and vault, and left behind when it is named."""
import argparse, json, lzma, os, random, subprocess, sys, tempfile, threading, time

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
    """Runs a command on the vault; gives its output and the largest resident set of itself and of each process that it started."""
    read, write = os.pipe()
    os.write(write, b'statutes and more statutes\n')
    os.close(write)
    p = subprocess.Popen([a.ctl, *args, '--vault', vault, '--passphrase-fd', str(read)], pass_fds=[read], stdout=subprocess.PIPE)
    os.close(read)
    peak = {'main': 0, 'reader': 0}

    def watch():
        while p.poll() is None:
            for pid in filter(str.isdigit, os.listdir('/proc')):
                try:
                    status = open(f'/proc/{pid}/status').read()
                except OSError:
                    continue
                fact = dict(line.split(':', 1) for line in status.splitlines() if ':' in line)
                who = 'main' if int(pid) == p.pid else 'reader' if int(fact['PPid']) == p.pid else None
                if who and 'VmHWM' in fact:
                    peak[who] = max(peak[who], int(fact['VmHWM'].split()[0]))
            time.sleep(.1)
    watcher = threading.Thread(target=watch)
    watcher.start()
    out = p.communicate()[0].decode()
    watcher.join()
    assert p.returncode == 0, (args, p.returncode)
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
out['peak_rss_mib'] = {k: v // 1024 for k, v in peak.items()}
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
