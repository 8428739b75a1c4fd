#!/usr/bin/env python3
"""Writes engine/tokenizer/unicode_classes.inc: ranges of code points by general category, from Python's unicodedata.

usage: make_unicode_classes.py > engine/tokenizer/unicode_classes.inc
Run it again when a vocabulary needs a newer Unicode version, and say the version in the commit.
"""
import unicodedata

CLASS = {"Lu": "Upper", "Lt": "Upper", "Ll": "Lower", "Lm": "OtherLetter", "Lo": "OtherLetter",
         "Mn": "Mark", "Mc": "Mark", "Me": "Mark", "Nd": "Number", "Nl": "Number", "No": "Number"}

def kind(cp):
    c = unicodedata.category(chr(cp))
    if c == "Lt": return "Title"
    if c == "Lm": return "ModifierLetter"
    if c in CLASS: return CLASS[c]
    if c[0] == "P": return "Punctuation"
    if c[0] == "S": return "Symbol"
    return "Other"

runs, start, last = [], 0, kind(0)
for cp in range(1, 0x110001):
    k = kind(cp) if cp < 0x110000 else None
    if k != last:
        if last != "Other": runs.append((start, cp - 1, last))
        start, last = cp, k
print("// Made by tests/tools/make_unicode_classes.py from Unicode %s. Sorted, without overlap; what is not listed is Other." % unicodedata.unidata_version)
for i in range(0, len(runs), 4):
    print(" ".join("{ 0x%X, 0x%X, UnicodeClass::%s }," % r for r in runs[i:i + 4]))
