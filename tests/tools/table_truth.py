#!/usr/bin/env python3
"""The tables of the shared document fixtures, read straight out of the files by other means than Sillok's readers.

Usage: table_truth.py FIXTURES/documents > tests/data/tables/truth.tsv
One line a cell that holds text: file, table, row, column, rows spanned, columns spanned, digest of the text. Only tables of several
columns and several filled cells that hold no table themselves and no numbers that a spreadsheet shows in a format, of HWP and HWPX only those with merged cells; six of a file, twelve of HWP and HWPX. The digest is FNV-1a over the letters and digits of the text in
UTF-8 after NFC; so the file holds no text of the fixtures.
"""
import os, re, struct, sys, unicodedata, zipfile, zlib
import xml.etree.ElementTree as ET

def local(e): return e.tag.rsplit('}', 1)[-1]
def attr(e, name, default=None):
    for k, v in e.attrib.items():
        if k.rsplit('}', 1)[-1] == name: return v
    return default

def digest(text):
    h = 0xcbf29ce484222325
    for b in ''.join(c for c in unicodedata.normalize('NFC', text) if unicodedata.category(c)[0] in 'LN').encode():
        h = (h ^ b) * 0x100000001b3 & 0xffffffffffffffff
    return h

# A table: list of (row, column, rows, columns, text), and whether another table lies inside it.

def hwpx_text(e):
    out = ''
    for c in e:
        n = local(c)
        if n == 't': out += ''.join(c.itertext())
        elif n in ('secPr', 'linesegarray', 'shapeComment', 'parameterset'): continue
        elif n == 'script': out += c.text or ''
        else: out += hwpx_text(c)
    return out

def hwpx(path):
    z = zipfile.ZipFile(path)
    names = sorted((n for n in z.namelist() if re.fullmatch(r'Contents/section\d+\.xml', n)), key=lambda n: int(re.search(r'\d+', n).group()))
    for name in names:
        root = ET.fromstring(z.read(name))
        for t in root.iter():
            if local(t) != 'tbl': continue
            cells = []
            for tc in (c for tr in t if local(tr) == 'tr' for c in tr if local(c) == 'tc'):
                kid = {local(c): c for c in tc}
                a, s = kid['cellAddr'], kid['cellSpan']
                cells.append((int(attr(a, 'rowAddr')), int(attr(a, 'colAddr')), int(attr(s, 'rowSpan')), int(attr(s, 'colSpan')), hwpx_text(kid['subList'])))
            yield cells, sum(local(x) == 'tbl' for x in t.iter()) > 1

def docx_text(e): return ''.join(x.text or '' for x in e.iter() if local(x) in ('t',))

def docx(path):
    root = ET.fromstring(zipfile.ZipFile(path).read('word/document.xml'))
    for t in root.iter():
        if local(t) != 'tbl': continue
        cells, above = [], {}
        for r, tr in enumerate(x for x in t if local(x) == 'tr'):
            column = 0
            for tc in (x for x in tr if local(x) == 'tc'):
                span, merge = 1, None
                for p in (x for x in tc if local(x) == 'tcPr'):
                    for q in p:
                        if local(q) == 'gridSpan': span = int(attr(q, 'val'))
                        if local(q) == 'vMerge': merge = attr(q, 'val', 'continue')
                if merge == 'continue' and column in above: cells[above[column]][2] += 1
                else:
                    above[column] = len(cells)
                    cells.append([r, column, 1, span, docx_text(tc)])
                column += span
        yield [tuple(c) for c in cells], sum(local(x) == 'tbl' for x in t.iter()) > 1

def odt(path):
    root = ET.fromstring(zipfile.ZipFile(path).read('content.xml'))
    for t in root.iter():
        if local(t) != 'table': continue
        cells, r = [], 0
        for tr in (x for x in t.iter() if local(x) == 'table-row'):
            column = 0
            for tc in tr:
                n = int(attr(tc, 'number-columns-repeated', '1'))
                if local(tc) == 'table-cell':
                    cells.append((r, column, int(attr(tc, 'number-rows-spanned', '1')), int(attr(tc, 'number-columns-spanned', '1')), ''.join(tc.itertext())))
                column += n
            r += 1
        yield cells, sum(local(x) == 'table' for x in t.iter()) > 1

def xlsx(path):
    z = zipfile.ZipFile(path)
    shared = []
    if 'xl/sharedStrings.xml' in z.namelist():
        for si in ET.fromstring(z.read('xl/sharedStrings.xml')):
            shared.append(''.join(x.text or '' for x in si.iter() if local(x) == 't'))
    place = lambda ref: (int(re.sub('[A-Z]', '', ref)), sum((ord(c) - 64) * 26 ** i for i, c in enumerate(reversed(re.sub(r'\d', '', ref)))) - 1)
    for name in sorted(n for n in z.namelist() if re.fullmatch(r'xl/worksheets/sheet\d+\.xml', n)):
        root = ET.fromstring(z.read(name))
        merges, grid = {}, {}
        for m in (x for x in root.iter() if local(x) == 'mergeCell'):
            a, b = map(place, attr(m, 'ref').split(':'))
            merges[a] = (b[0] - a[0] + 1, b[1] - a[1] + 1)
        for c in (x for x in root.iter() if local(x) == 'c'):
            v = next((x.text for x in c if local(x) == 'v'), None)
            text = shared[int(v)] if attr(c, 't') == 's' and v else ''.join(x.text or '' for x in c.iter() if local(x) == 't') if attr(c, 't') == 'inlineStr' else v or ''
            if text.strip(): grid[place(attr(c, 'r'))] = (text, attr(c, 't'), attr(c, 's', '0'))
        rows = sorted({r for r, _ in grid})
        while rows:
            run = [rows.pop(0)]
            while rows and rows[0] == run[-1] + 1: run.append(rows.pop(0))
            inside = {k: v for k, v in grid.items() if k[0] in run}
            left = min(c for _, c in inside)
            yield [(r - run[0], c - left, *merges.get((r, c), (1, 1)), t) for (r, c), (t, kind, style) in sorted(inside.items())], any(kind is None and style != '0' for _, kind, style in inside.values())

def compound(path):
    """Streams of an OLE file by their path."""
    d = open(path, 'rb').read()
    size = 1 << struct.unpack_from('<H', d, 30)[0]
    nfat, first, mini_cut, mini_first = struct.unpack_from('<I', d, 44)[0], *struct.unpack_from('<I', d, 48), struct.unpack_from('<I', d, 56)[0], struct.unpack_from('<I', d, 60)[0]
    sector = lambda n: d[(n + 1) * size:(n + 2) * size]
    fat = [x for n in struct.unpack_from('<109I', d, 76)[:nfat] for x in struct.unpack('<%dI' % (size // 4), sector(n))]
    def chain(n, table, get):
        out = b''
        while n < 0xfffffffa and len(out) <= len(d): out += get(n); n = table[n]
        return out
    directory = chain(first, fat, sector)
    entries = [directory[i:i + 128] for i in range(0, len(directory), 128)]
    name = lambda e: e[:max(0, struct.unpack_from('<H', e, 64)[0] - 2)].decode('utf-16le')
    root = entries[0]
    mini = chain(struct.unpack_from('<I', root, 116)[0], fat, sector)
    table = chain(mini_first, fat, sector) if mini_first < 0xfffffffa else b''
    minifat = struct.unpack('<%dI' % (len(table) // 4), table)
    streams, met = {}, set()
    def walk(i, prefix):
        if i >= len(entries): return
        e = entries[i]
        left, right, child = struct.unpack_from('<3I', e, 68)
        if i in met: return
        met.add(i)
        walk(left, prefix); walk(right, prefix)
        if e[66] == 1: walk(child, prefix + name(e) + '/')
        if e[66] == 2:
            start, length = struct.unpack_from('<IQ', e, 116)
            body = chain(start, minifat, lambda n: mini[n * 64:(n + 1) * 64]) if length < mini_cut else chain(start, fat, sector)
            streams[prefix + name(e)] = body[:length]
    walk(struct.unpack_from('<I', root, 76)[0], '')
    return streams

def hwp(path):
    if open(path, 'rb').read(8) != b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1': return
    streams = compound(path)
    flags = struct.unpack_from('<I', streams['FileHeader'], 36)[0]
    if flags & 6: return
    for key in sorted((k for k in streams if k.startswith('BodyText/Section')), key=lambda k: int(k[16:])):
        d = zlib.decompressobj(-15).decompress(streams[key]) if flags & 1 else streams[key]
        records, at = [], 0
        while at + 4 <= len(d):
            head, = struct.unpack_from('<I', d, at); at += 4
            n = head >> 20
            if n == 0xfff: n, = struct.unpack_from('<I', d, at); at += 4
            records.append((head & 0x3ff, head >> 10 & 0x3ff, d[at:at + n])); at += n
        for i, (tag, level, body) in enumerate(records[:200000]):
            if tag != 71 or body[:4] != b' lbt': continue
            cells, nested, seen, inside = [], False, False, []
            for tag2, level2, body2 in records[i + 1:]:
                if level2 <= level: break
                if tag2 == 77 and level2 == level + 1: seen = True
                if tag2 == 71 and body2[:4] == b' lbt': nested = True
                if tag2 == 72 and level2 == level + 1 and seen:
                    column, row, columns, rows = struct.unpack_from('<4H', body2, 8)
                    inside = [row, column, rows, columns, '']
                    cells.append(inside)
                if tag2 == 67 and inside: inside[4] += hwp_text(body2)
            yield [tuple(c) for c in cells], nested

def hwp_text(body):
    out, i = '', 0
    units = struct.unpack('<%dH' % (len(body) // 2), body[:len(body) // 2 * 2])
    while i < len(units):
        u = units[i]
        if u < 32 and u not in (0, 10, 13, 24, 25, 26, 27, 28, 29, 30, 31): i += 8
        else:
            if u >= 32: out += struct.pack('<H', u).decode('utf-16le', 'replace')
            i += 1
    return out

READERS = {'.hwpx': hwpx, '.docx': docx, '.odt': odt, '.xlsx': xlsx, '.hwp': hwp}

def main(folder):
    for f in sorted(os.listdir(folder)):
        reader = READERS.get(os.path.splitext(f)[1])
        if not reader or f.startswith('host'): continue
        try: tables = list(reader(os.path.join(folder, f)))
        except Exception as e:
            print(f, repr(e), file=sys.stderr)
            continue
        kept = 0
        for cells, nested in tables:
            filled = [c for c in cells if digest(c[4]) != digest('')]
            width = max((c[1] + c[3] for c in cells), default=0)
            merged = any(c[2] > 1 or c[3] > 1 for c in filled)
            plain = f.endswith(('.docx', '.odt', '.xlsx')) # few of them merge cells
            if nested or width < 2 or len(filled) < 2 or not (merged or plain) or kept >= (6 if plain else 12): continue
            for row, column, rows, columns, text in filled:
                print(f, kept, row, column, rows, columns, '%016x' % digest(text), sep='\t')
            kept += 1

print("# Read out of the files of the shared fixtures by tests/tools/table_truth.py, which shares nothing with Sillok's readers. File, table, row, column, rows, columns, digest of the text.")
main(sys.argv[1])
