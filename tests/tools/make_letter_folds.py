#!/usr/bin/env python3
"""Writes engine/tokenizer/letter_folds.inc: what a character becomes without its accents and in lower case, from Python's unicodedata.

usage: make_letter_folds.py > engine/tokenizer/letter_folds.inc
The first character of the canonical decomposition, lower-cased. Hangul syllables follow a rule and are not listed.
"""
import unicodedata

def fold(cp):
    base = unicodedata.normalize("NFD", chr(cp))[0]
    lower = base.lower()
    return ord(lower) if len(lower) == 1 else ord(base)

pairs = [(cp, fold(cp)) for cp in range(0x110000) if not 0xD800 <= cp < 0xE000 and not 0xAC00 <= cp <= 0xD7A3 and fold(cp) != cp]
print("// Made by tests/tools/make_letter_folds.py from Unicode %s. Sorted by the first number." % unicodedata.unidata_version)
for i in range(0, len(pairs), 7):
    print(" ".join("{ 0x%X, 0x%X }," % p for p in pairs[i:i + 7]))
