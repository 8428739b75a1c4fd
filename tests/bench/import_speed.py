#!/usr/bin/env python3
"""How fast documents of each format are imported: read in sealed processes, divided, indexed and stored encrypted.

usage: import_speed.py --ctl PATH-TO-sillokctl --documents FOLDER-WITH-MANIFEST [--mb 20] [--repetitions 3] [--work DIR]
Files that are hostile are left out. The others are copied until a format has that many megabytes or 40 copies of each file, every copy with
a few bytes of its own where the format ignores them. They go into a new collection at each repetition; what the same takes for an empty
text is taken off. Prints one JSON object."""
import argparse, csv, json, os, shutil, statistics, sys, tempfile, zipfile
import vault_run

ap = argparse.ArgumentParser()
for name in ('--ctl', '--documents'):
    ap.add_argument(name, required=True)
ap.add_argument('--mb', type=float, default=20)
ap.add_argument('--repetitions', type=int, default=3)
ap.add_argument('--work')
a = ap.parse_args()
work = a.work or tempfile.mkdtemp()
vault = os.path.join(work, 'vault')
KINDS = {'hml': 'HWPML', 'htm': 'HTML', 'md': 'MD', 'tif': None, 'tiff': None, 'png': None, 'jpg': None}


def ctl(*args):
    out, seconds, _ = vault_run.run(a.ctl, vault, *args)
    return out, seconds


def copy(path, to, number):
    """The same document with other bytes: a comment of the archive or of the PDF, or bytes behind the end of a compound file or text."""
    shutil.copy(path, to)
    mark = f'{number:06}'.encode()
    if zipfile.is_zipfile(to):
        with zipfile.ZipFile(to, 'a') as archive:
            archive.comment = mark
    else:
        head = open(to, 'rb').read(8)
        end = (b'\n%' + mark + b'\n' if head.startswith(b'%PDF') else mark.ljust(512, b'\0') if head.startswith(b'\xd0\xcf')
               else b'<!-- ' + mark + b' -->' if head.lstrip(b'\xef\xbb\xbf').startswith(b'<') else b'\n\n' + mark if b'\0' not in head else b'')
        with open(to, 'ab') as out:
            out.write(end)


groups = {}
with open(os.path.join(a.documents, 'MANIFEST.tsv'), encoding='utf-8') as manifest:
    for row in csv.DictReader(manifest, delimiter='\t', quoting=csv.QUOTE_NONE):
        path = os.path.join(a.documents, row['file'])
        kind = KINDS.get(row['format'].lower(), row['format'].upper())
        if kind and os.path.exists(path) and not row['file'].startswith('host'):
            groups.setdefault(kind, []).append(path)

ctl('vault', 'create')
nothing = os.path.join(work, 'nothing')
os.makedirs(nothing, exist_ok=True)
idle = []
for turn in range(3):
    open(os.path.join(nothing, 'a.txt'), 'w').write(f'{turn}\n')
    ctl('collection', 'create', f'nothing-{turn}')
    idle.append(ctl('collection', 'add', f'nothing-{turn}', nothing, '--json')[1])
idle = statistics.median(idle)
out = {'one_empty_text_s': round(idle, 3), 'load': os.getloadavg()[0], 'formats': {}}
for kind, paths in sorted(groups.items()):
    folder = os.path.join(work, kind)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    copies = int(min(40, max(1, a.mb * 1e6 / sum(map(os.path.getsize, paths)))))
    for number in range(copies):
        for path in paths:
            try:
                copy(path, os.path.join(folder, f'{number:02}-{os.path.basename(path)}'), number)
            except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
                pass
    seconds = []
    for turn in range(a.repetitions):
        ctl('collection', 'create', f'{kind}-{turn}')
        seconds.append(max(ctl('collection', 'add', f'{kind}-{turn}', folder, '--json')[1] - idle, 1e-3))
    listed = next(c for c in json.loads(ctl('collection', 'list', '--json')[0])['collections'] if c['name'] == f'{kind}-0')
    ready = [d for d in listed['documents'] if d['ready']]
    pages = sum(d['pages'] for d in ready)
    size = sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))
    took = statistics.median(seconds)
    out['formats'][kind] = {'files': len(os.listdir(folder)), 'ready': len(ready), 'pages': pages, 'mb': round(size / 1e6, 1), 'seconds': round(took, 2),
                            'files_per_s': round(len(ready) / took, 1), 'pages_per_s': round(pages / took, 1), 'mb_per_s': round(size / 1e6 / took, 2)}
    print(kind, out['formats'][kind], file=sys.stderr)
print(json.dumps(out, indent=1))
