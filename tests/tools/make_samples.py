#!/usr/bin/env python3
"""Makes resources/samples/documents from resources/samples/sources: HWPX, PDF, MD and TXT.

usage: make_samples.py [--pdf-writer PROGRAM]    PROGRAM is the build target make_sample_pdf; without it PDFs are left as they are.
"""
import argparse, os, re, subprocess, zipfile
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLES = os.path.join(HERE, '..', '..', 'resources', 'samples')
JOBS = [
    ('vehicle-rules.md', '업무용 차량 관리 규정.hwpx'),
    ('travel-rules.md', '출장 여비 지급 기준.hwpx'),
    ('minutes.md', '10월 간부회의 회의록.hwpx'),
    ('energy-plan.md', '청사 에너지 절감 계획.pdf'),
    ('civil-manual.md', '민원 처리 편람.pdf'),
    ('budget.md', '3분기 예산 집행 현황.md'),
    ('faq.md', '복무와 휴가 자주 묻는 질문.md'),
    ('fire-notice.txt', '소방 합동 점검 안내.txt'),          # CP949, as old programs write it
    ('meeting-room.txt', '영상 회의실 사용 설명서.txt'),
]
NAMESPACES = ' '.join(f'xmlns:{p}="http://www.hancom.co.kr/hwpml/2011/{n}"' for p, n in
                      (('ha', 'app'), ('hp', 'paragraph'), ('hs', 'section'), ('hc', 'core'), ('hh', 'head')))
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
LINE_HEIGHT, PAGE_HEIGHT, CHARS_PER_LINE = 1600, 65764, 42
WHEN = (2026, 11, 1, 9, 0, 0)   # fixed, so that two runs give the same bytes


class Layout:
    """Places lines on pages the way a word processor notes them down."""
    def __init__(self):
        self.y = 0

    def lines(self, text):
        count = max(1, -(-len(text) // CHARS_PER_LINE))
        out = []
        for i in range(count):
            if self.y + LINE_HEIGHT > PAGE_HEIGHT:
                self.y = 0
            out.append(f'<hp:lineseg textpos="{i * CHARS_PER_LINE}" vertpos="{self.y}" vertsize="1000" textheight="1000" baseline="850" '
                       f'spacing="600" horzpos="0" horzsize="42520" flags="393216"/>')
            self.y += LINE_HEIGHT
        return '<hp:linesegarray>' + ''.join(out) + '</hp:linesegarray>'


def paragraph(text, style, layout=None):
    return (f'<hp:p id="0" paraPrIDRef="{style}" styleIDRef="{style}" pageBreak="0" columnBreak="0" merged="0"><hp:run charPrIDRef="0">'
            f'<hp:t>{escape(text)}</hp:t></hp:run>{layout.lines(text) if layout else ""}</hp:p>')


def table(rows, layout):
    width = 42520 // len(rows[0])
    body = ''
    for r, row in enumerate(rows):
        cells = ''
        for c, cell in enumerate(row):
            cells += (f'<hp:tc name="" header="{int(r == 0)}" hasMargin="0" protect="0" editable="0" dirty="0" borderFillIDRef="2">'
                      f'<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER" linkListIDRef="0" linkListNextIDRef="0" '
                      f'textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0">{paragraph(cell, 0)}</hp:subList>'
                      f'<hp:cellAddr colAddr="{c}" rowAddr="{r}"/><hp:cellSpan colSpan="1" rowSpan="1"/>'
                      f'<hp:cellSz width="{width}" height="1700"/><hp:cellMargin left="141" right="141" top="141" bottom="141"/></hp:tc>')
        body += f'<hp:tr>{cells}</hp:tr>'
    lines = layout.lines('')
    layout.y += LINE_HEIGHT * (len(rows) - 1)
    return (f'<hp:p id="0" paraPrIDRef="0" styleIDRef="0" pageBreak="0" columnBreak="0" merged="0"><hp:run charPrIDRef="0">'
            f'<hp:tbl id="1" zOrder="0" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" '
            f'pageBreak="CELL" repeatHeader="1" rowCnt="{len(rows)}" colCnt="{len(rows[0])}" cellSpacing="0" borderFillIDRef="2" noAdjust="0">'
            f'<hp:sz width="42520" widthRelTo="ABSOLUTE" height="{1700 * len(rows)}" heightRelTo="ABSOLUTE" protect="0"/>'
            f'<hp:pos treatAsChar="1" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA" '
            f'horzRelTo="PARA" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>{body}</hp:tbl><hp:t/></hp:run>{lines}</hp:p>')


def blocks(source):
    """(kind, value) from the sources' small Markdown: ('h', level, text), ('p', text), ('t', rows)."""
    rows = []
    for line in source.split('\n') + ['']:
        if line.startswith('|'):
            cells = [c.strip() for c in line.strip('|').split('|')]
            if not all(re.fullmatch(r':?-+:?', c) for c in cells):
                rows.append(cells)
            continue
        if rows:
            yield 't', 0, rows
            rows = []
        heading = re.match(r'(#+) (.*)', line)
        if heading:
            yield 'h', len(heading[1]), heading[2]
        elif line.strip():
            yield 'p', 0, line.strip()


def section(source):
    layout = Layout()
    body = ('<hp:p id="0" paraPrIDRef="0" styleIDRef="0" pageBreak="0" columnBreak="0" merged="0"><hp:run charPrIDRef="0">'
            '<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" outlineShapeIDRef="1" memoShapeIDRef="0" '
            'textVerticalWidthHead="0" masterPageCnt="0"><hp:pagePr landscape="WIDELY" width="59528" height="84186" gutterType="LEFT_ONLY">'
            '<hp:margin header="4252" footer="4252" gutter="0" left="8504" right="8504" top="5668" bottom="4252"/></hp:pagePr></hp:secPr>'
            '</hp:run></hp:p>')
    for kind, level, value in blocks(source):
        body += table(value, layout) if kind == 't' else paragraph(value, level, layout)
    return f'{DECLARATION}<hs:sec {NAMESPACES}>{body}</hs:sec>'


def header():
    fonts = ''.join(f'<hh:fontface lang="{lang}" fontCnt="1"><hh:font id="0" face="함초롬바탕" type="TTF" isEmbedded="0"/></hh:fontface>'
                    for lang in ('HANGUL', 'LATIN', 'HANJA', 'JAPANESE', 'OTHER', 'SYMBOL', 'USER'))
    heads = ''.join(f'<hh:paraHead start="1" level="{i}" align="LEFT" useInstWidth="1" autoIndent="1" widthAdjust="0" textOffsetType="PERCENT" '
                    f'textOffset="50" numFormat="DIGIT" charPrIDRef="4294967295" checkable="0"></hh:paraHead>' for i in range(1, 8))
    paras, styles = '', ''
    for i in range(4):
        kind = f'<hh:heading type="OUTLINE" idRef="0" level="{i - 1}"/>' if i else '<hh:heading type="NONE" idRef="0" level="0"/>'
        paras += (f'<hh:paraPr id="{i}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1" suppressLineNumbers="0" checked="0">'
                  f'<hh:align horizontal="JUSTIFY" vertical="BASELINE"/>{kind}'
                  f'<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="KEEP_WORD" widowOrphan="0" keepWithNext="0" keepLines="0" '
                  f'pageBreakBefore="0" lineWrap="BREAK"/><hh:lineSpacing type="PERCENT" value="160" unit="HWPUNIT"/></hh:paraPr>')
        name = f'개요 {i}' if i else '바탕글'
        styles += (f'<hh:style id="{i}" type="PARA" name="{name}" engName="{f"Outline {i}" if i else "Normal"}" paraPrIDRef="{i}" '
                   f'charPrIDRef="0" nextStyleIDRef="0" langID="1042" lockForm="0"/>')
    sides = ''.join(f'<hh:{side}Border type="SOLID" width="0.12 mm" color="#000000"/>' for side in ('left', 'right', 'top', 'bottom'))
    fills = ''.join(f'<hh:borderFill id="{i}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
                    f'{sides if i == 2 else ""}</hh:borderFill>' for i in (1, 2))
    char = ('<hh:charPr id="0" height="1000" textColor="#000000" shadeColor="none" useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="1">'
            '<hh:fontRef hangul="0" latin="0" hanja="0" japanese="0" other="0" symbol="0" user="0"/></hh:charPr>')
    return (f'{DECLARATION}<hh:head {NAMESPACES} version="1.4" secCnt="1"><hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/>'
            f'<hh:refList><hh:fontfaces itemCnt="7">{fonts}</hh:fontfaces><hh:borderFills itemCnt="2">{fills}</hh:borderFills>'
            f'<hh:charProperties itemCnt="1">{char}</hh:charProperties><hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/>'
            f'</hh:tabProperties><hh:numberings itemCnt="1"><hh:numbering id="1" start="0">{heads}</hh:numbering></hh:numberings>'
            f'<hh:paraProperties itemCnt="4">{paras}</hh:paraProperties><hh:styles itemCnt="4">{styles}</hh:styles></hh:refList></hh:head>')


def package(title):
    opf = 'xmlns:opf="http://www.idpf.org/2007/opf/"'
    return (f'{DECLARATION}<opf:package {opf} version="" unique-identifier="" id=""><opf:metadata><opf:title>{escape(title)}</opf:title>'
            f'<opf:language>ko</opf:language></opf:metadata><opf:manifest>'
            f'<opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
            f'<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/></opf:manifest>'
            f'<opf:spine><opf:itemref idref="header"/><opf:itemref idref="section0"/></opf:spine></opf:package>')


def write_hwpx(path, source):
    title = source.split('\n', 1)[0].lstrip('# ')
    container = (f'{DECLARATION}<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"><ocf:rootfiles>'
                 f'<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/></ocf:rootfiles></ocf:container>')
    version = (f'{DECLARATION}<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" tagetApplication="WORDPROCESSOR" major="5" '
               f'minor="1" micro="1" buildNumber="0" os="10" xmlVersion="1.4" application="Sillok samples" appVersion="1"/>')
    manifest = f'{DECLARATION}<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    parts = [('mimetype', 'application/hwp+zip'), ('version.xml', version), ('META-INF/container.xml', container), ('META-INF/manifest.xml', manifest),
             ('Contents/content.hpf', package(title)), ('Contents/header.xml', header()), ('Contents/section0.xml', section(source))]
    with zipfile.ZipFile(path, 'w') as out:
        for name, text in parts:
            info = zipfile.ZipInfo(name, WHEN)
            info.compress_type = zipfile.ZIP_STORED if name == 'mimetype' else zipfile.ZIP_DEFLATED
            out.writestr(info, text)


def main():
    options = argparse.ArgumentParser()
    options.add_argument('--pdf-writer')
    writer = options.parse_args().pdf_writer
    for source_name, name in JOBS:
        source_path = os.path.join(SAMPLES, 'sources', source_name)
        path = os.path.join(SAMPLES, 'documents', name)
        source = open(source_path, encoding='utf-8').read()
        if name.endswith('.hwpx'):
            write_hwpx(path, source)
        elif name.endswith('.pdf'):
            if writer:
                subprocess.run([writer, source_path, path], check=True, env={**os.environ, 'QT_QPA_PLATFORM': 'offscreen'})
        else:
            old = source_name == 'fire-notice.txt'
            with open(path, 'wb') as out:
                out.write(source.replace('\n', '\r\n').encode('cp949') if old else source.encode('utf-8'))


main()
