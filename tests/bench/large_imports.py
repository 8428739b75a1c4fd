#!/usr/bin/env python3
"""Ten thousand files, and documents of a thousand pages: how long importing takes and how much memory.

usage: large_imports.py --ctl PATH-TO-sillokctl --texts statutes-ko.jsonl.xz [--files 10000] [--pages 1000] [--work DIR]
The files are articles of law. The long documents are an HWPX of as many pages' worth of paragraphs and a PDF of as many pages."""
import argparse, json, lzma, os, re, sys, tempfile, zipfile
from xml.sax.saxutils import escape
import vault_run

ap = argparse.ArgumentParser()
for name in ('--ctl', '--texts'):
    ap.add_argument(name, required=True)
ap.add_argument('--files', type=int, default=10000)
ap.add_argument('--pages', type=int, default=1000)
ap.add_argument('--work')
a = ap.parse_args()
work = a.work or tempfile.mkdtemp()
vault = os.path.join(work, 'vault')
many, long = os.path.join(work, 'many'), os.path.join(work, 'long')
for folder in (many, long):
    os.makedirs(folder, exist_ok=True)

articles = []
for line in lzma.open(a.texts, 'rt', encoding='utf-8'):
    law = json.loads(line)
    articles += [(law['title'], part) for part in re.split(r'\n(?=##### )', law['text']) if len(part) > 60]
    if len(articles) >= max(a.files, 40 * a.pages):
        break
size = 0
for number, (title, text) in enumerate(articles[:a.files]):
    data = f'# {title}\n\n{text}\n'.encode()
    size += len(data)
    open(os.path.join(many, f'{number:05}.md'), 'wb').write(data)

paragraphs = [line for _, text in articles[:a.pages * 40] for line in text.split('\n') if line.strip()][:a.pages * 30]
section = ''.join(f'<hp:p id="{n}"><hp:run><hp:t>{escape(line)}</hp:t></hp:run></hp:p>' for n, line in enumerate(paragraphs))
with zipfile.ZipFile(os.path.join(long, 'long.hwpx'), 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('mimetype', 'application/hwp+zip')
    z.writestr('Contents/section0.xml', '<?xml version="1.0" encoding="UTF-8"?><hs:sec xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
               f'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph">{section}</hs:sec>')


def pdf(pages):
    """The simplest file with that many pages: numbered lines in one of the fonts that every reader has."""
    objects = ['<</Type/Catalog/Pages 2 0 R>>', f'<</Type/Pages/Count {pages}/Kids[{" ".join(f"{4 + 2 * n} 0 R" for n in range(pages))}]>>',
               '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>']
    for n in range(pages):
        lines = ''.join(f'(Page {n + 1} line {k} says that item {n * 40 + k} costs {n * 7919 + k * 104729} won) Tj T* ' for k in range(40))
        content = f'BT /F1 10 Tf 14 TL 50 800 Td {lines}ET'
        objects.append(f'<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * n} 0 R>>')
        objects.append(f'<</Length {len(content)}>>stream\n{content}\nendstream')
    out, places = b'%PDF-1.4\n', []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += f'{n} 0 obj\n{body}\nendobj\n'.encode()
    table = ''.join(f'{place:010} 00000 n \n' for place in places)
    return out + f'xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n'.encode()


open(os.path.join(long, 'long.pdf'), 'wb').write(pdf(a.pages))
vault_run.run(a.ctl, vault, 'vault', 'create')
out = {'load': os.getloadavg()[0]}
for name, path in (('many files', many), ('long HWPX', os.path.join(long, 'long.hwpx')), ('long PDF', os.path.join(long, 'long.pdf'))):
    vault_run.run(a.ctl, vault, 'collection', 'create', name)
    result, seconds, peak = vault_run.run(a.ctl, vault, 'collection', 'add', name, path, '--json')
    listed = next(c for c in json.loads(vault_run.run(a.ctl, vault, 'collection', 'list', '--json')[0])['collections'] if c['name'] == name)
    bytes_read = size if path == many else os.path.getsize(path)
    out[name] = {'result': json.loads(result), 'documents': len(listed['documents']), 'pages': sum(d['pages'] for d in listed['documents']), 'mb': round(bytes_read / 1e6, 1),
                 'seconds': round(seconds, 1), 'peak_rss_mib': peak}
    print(name, out[name], file=sys.stderr)
print(json.dumps(out, indent=1, ensure_ascii=False))
