#!/usr/bin/env python3
"""Which words are given names and surnames? Writes name_lists.c from lists of names and two corpora.

    make_name_lists.py NAMES_DIR CORPORA_DIR > name_lists.c

NAMES_DIR holds common-forenames-by-country.csv, common-surnames-by-country.csv (CC0), smashew_first_names_us.txt,
smashew_surnames_us.txt (public domain). CORPORA_DIR holds pmtranscripts.jsonl.zst (CC BY 3.0 AU) and chronam1916.jsonl.zst
(public domain): a surname of the long American list is kept when it is written somewhere in them with a capital, and a name
that is mostly written in lower case there is marked as an everyday word. Only single words; folded to plain ASCII letters."""
import collections
import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata

SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "ı": "i", "œ": "oe", "þ": "th", "ð": "d"})


def fold(word):
    word = unicodedata.normalize("NFKD", word.lower().translate(SPECIAL))
    return "".join(c for c in word if not unicodedata.combining(c))


def words_of(name):
    return [w for w in re.split(r"[\s\-’'`.]+", fold(name)) if re.fullmatch(r"[a-z]{2,24}", w)]


def count_words(corpora):
    lower, capital = collections.Counter(), collections.Counter()
    for corpus in ("pmtranscripts", "chronam1916"):
        path = os.path.join(corpora, corpus + ".jsonl.zst")
        for line in io.TextIOWrapper(subprocess.Popen(["zstd", "-dcq", path], stdout=subprocess.PIPE).stdout, encoding="utf-8"):
            text = json.loads(line).get("text") or ""
            if corpus == "pmtranscripts":  # the other is read by machine from print: its small letters are noise
                lower.update(re.findall(r"(?<![A-Za-z'-])[a-z]{2,24}(?![A-Za-z])", text))
            capital.update(w.lower() for w in re.findall(r"(?<=[a-z,;] )[A-Z][a-z]{1,23}(?![A-Za-z])", text))
    return lower, capital


def read_lines(*path):
    with open(os.path.join(*path), encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines)) if path[-1].endswith(".csv") else lines.read().split()


def given_names(names):
    gender = collections.defaultdict(collections.Counter)
    for row in read_lines(names, "common-forenames-by-country.csv"):
        for word in words_of(row["Romanized Name"]):
            gender[word][row["Gender"]] += 1
    for name in read_lines(names, "smashew_first_names_us.txt"):
        for word in words_of(name):
            gender[word]["?"] += 0
    return gender


def surnames(names, capital):
    kept = {w for row in read_lines(names, "common-surnames-by-country.csv") for w in words_of(row["Romanized Name"])}
    return kept | {w for name in read_lines(names, "smashew_surnames_us.txt") for w in words_of(name) if capital[w] >= 2}


def put_list(label, comment, words):
    print(f"\n/* {comment} */\nconst char {label}[] =")
    line = ""
    for word in sorted(words):
        if len(line) + len(word) > 120:
            print(f'    "{line}"')
            line = ""
        line += word + " "
    print(f'    "{line}";')


def main(names, corpora):
    lower, capital = count_words(corpora)
    given, family = given_names(names), surnames(names, capital)
    female = {w for w, c in given.items() if c["F"] > 2 * c["M"]}
    male = {w for w, c in given.items() if c["M"] > 2 * c["F"]}
    common = {w for w in set(given) | family if lower[w] >= 10 and lower[w] > capital[w] / 8}
    print("/* name_lists.c - which words are given names and surnames? Written by make_name_lists.py: change that, not this. */")
    print('#include "names/name_lists.h"\n\n/* clang-format off */')
    put_list("names_given_female", "Given names, mostly women's.", female)
    put_list("names_given_male", "Given names, mostly men's.", male)
    put_list("names_given_other", "Given names of both, or of whom is not known.", set(given) - female - male)
    put_list("names_surname", "Surnames.", family)
    put_list("names_common", "Of all these, the ones that are also everyday words.", common)
    print("/* clang-format on */")


if __name__ == "__main__":
    main(*sys.argv[1:3]) if len(sys.argv) == 3 else sys.exit(__doc__)
