"""An independent look at a written DOCX or HWPX: exit 0 when its package and XML are what the standards ask for. usage: check_package.py FILE

Knows nothing of the program that wrote it: zipfile and ElementTree of Python only. Prints the paragraphs, one a line, with line breaks as spaces."""
import sys
import xml.etree.ElementTree as tree
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/package/2006/relationships}"
T = "{http://schemas.openxmlformats.org/package/2006/content-types}"
HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
HH = "{http://www.hancom.co.kr/hwpml/2011/head}"
OPF = "{http://www.idpf.org/2007/opf/}"
OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"


def must(condition, what):
    if not condition:
        sys.exit("wrong: " + what)


def docx(archive, parsed):
    names = set(archive.namelist())
    must(archive.namelist()[0] == "[Content_Types].xml", "the content types come first")
    types = parsed["[Content_Types].xml"]
    defaults = {e.get("Extension") for e in types.iter(T + "Default")}
    overrides = {e.get("PartName").lstrip("/") for e in types.iter(T + "Override")}
    for name in names - {"[Content_Types].xml"}:
        must(name in overrides or name.rsplit(".", 1)[-1] in defaults, "no content type for " + name)
    must(overrides <= names, "a content type for a part that is not there")
    for rels, base in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        for relation in parsed[rels].iter(R + "Relationship"):
            must(relation.get("TargetMode") != "External", "a relation to the outside")
            must(base + relation.get("Target") in names, "a relation to nothing: " + relation.get("Target"))
    styles = {s.get(W + "styleId") for s in parsed["word/styles.xml"].iter(W + "style")}
    body = parsed["word/document.xml"].find(W + "body")
    must(body[-1].tag == W + "sectPr", "the section properties end the body")
    for style in body.iter(W + "pStyle"):
        must(style.get(W + "val") in styles, "a style that is not defined: " + style.get(W + "val"))
    for table in body.iter(W + "tbl"):
        columns = len(table.find(W + "tblGrid"))
        for row in table.iter(W + "tr"):
            must(len(row.findall(W + "tc")) == columns, "a row with other columns than the grid")
    for paragraph in body.iter(W + "p"):
        yield "".join(" " if e.tag == W + "br" else e.text or "" for e in paragraph.iter() if e.tag in (W + "t", W + "br"))


def hwpx(archive, parsed):
    names = archive.namelist()
    must(names[0] == "mimetype" and archive.infolist()[0].compress_type == zipfile.ZIP_STORED, "mimetype comes first and is stored")
    must(archive.read("mimetype") == b"application/hwp+zip", "the mimetype's words")
    for name in ("version.xml", "settings.xml", "META-INF/container.xml", "META-INF/manifest.xml", "Contents/content.hpf", "Contents/header.xml"):
        must(name in names, "no " + name)
    for root in parsed["META-INF/container.xml"].iter(OCF + "rootfile"):
        must(root.get("full-path") in names, "a root file that is not there")
    package = parsed["Contents/content.hpf"]
    items = {i.get("id"): i.get("href") for i in package.iter(OPF + "item")}
    must(set(items.values()) <= set(names), "an item that is not there")
    spine = [items[i.get("idref")] for i in package.iter(OPF + "itemref")]
    head = parsed["Contents/header.xml"]
    for lists in head.iter():
        if lists.get("itemCnt"):
            must(int(lists.get("itemCnt")) == len(lists), "a count that is wrong: " + lists.tag)
    ids = {kind: {e.get("id") for e in head.iter(HH + kind)} for kind in ("charPr", "paraPr", "style", "borderFill")}
    for section in (s for s in spine if "section" in s):
        for element in parsed[section].iter():
            for attribute, kind in (("charPrIDRef", "charPr"), ("paraPrIDRef", "paraPr"), ("styleIDRef", "style"), ("borderFillIDRef", "borderFill")):
                must(element.get(attribute) is None or element.get(attribute) in ids[kind], attribute + " names nothing")
        must(parsed[section][0].find(HP + "run").find(HP + "secPr") is not None, "the section's properties stand in its first run")
        for table in parsed[section].iter(HP + "tbl"):
            rows = table.findall(HP + "tr")
            must(int(table.get("rowCnt")) == len(rows) and all(len(r) == int(table.get("colCnt")) for r in rows), "a table with other rows or columns")
        for paragraph in parsed[section].iter(HP + "p"):
            runs = [t for run in paragraph.findall(HP + "run") for t in run.findall(HP + "t")]
            if runs:
                yield "".join((t.text or "") + "".join(" " + (b.tail or "") for b in t) for t in runs)


archive = zipfile.ZipFile(sys.argv[1])
must(archive.testzip() is None, "a damaged part")
must(len(set(archive.namelist())) == len(archive.namelist()), "two parts of one name")
parsed = {n: tree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith((".xml", ".rels", ".hpf"))}
for line in (docx if "[Content_Types].xml" in parsed else hwpx)(archive, parsed):
    print(line)
