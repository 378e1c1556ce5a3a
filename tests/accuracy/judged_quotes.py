#!/usr/bin/env python3
"""judged_quotes.py [--articles FILE] [--list development|held-out] QUOTH - quotations of real news against what a reader marked

judged_quotes.tsv marks, in windows of about 1,700 characters of 100 American news articles, every quotation that stands there, and whose it is:

    window  article  first byte  end byte  half         halves by a hash of the article: changes are made on development, told on held-out
    quote   first byte  end byte  name's first byte  end byte       the fullest name of the speaker in the article; 0 0: nobody is named
    maybe   first byte  end byte  0  0                  a promise, a chant, a sign: neither right nor wrong to find

Offsets are into the article's text as UTF-8. The articles are their publishers' and are no part of quoth: FILE has them, JSON lines with id and
text (default: corpora/usnews.jsonl.zst below $QUOTH_SHARED or ../shared beside the repository); where it is absent nothing is measured, which is
said, and the exit status is 77. A quotation is found when one that the tagger gives has at least .3 of all their letters in common, its span is right
from .8, as in tests/accuracy/run. --list prints what is wrong in one half: for development."""
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
MARKS = os.path.join(HERE, "judged_quotes.tsv")
FOUND, EXACT = .3, .8
HALVES = ("development", "held-out")
TITLES = {"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "the", "a", "an"}


def half_of(article):
    return HALVES[int.from_bytes(hashlib.sha1(f"half {article}".encode()).digest()[:8], "big") % 2]


def read_marks():
    windows = []
    with open(MARKS, encoding="utf-8") as lines:
        for line in lines:
            kind, *rest = line.rstrip("\n").split("\t")
            if kind == "window":
                windows.append({"id": rest[0], "start": int(rest[1]), "end": int(rest[2]), "half": rest[3], "marked": []})
                assert rest[3] == half_of(rest[0]), line
            else:
                windows[-1]["marked"].append((kind, *map(int, rest)))
    return windows


def article_lines(path):
    if not path.endswith(".zst"):
        with open(path, "rb") as lines:
            yield from lines
        return
    with subprocess.Popen(["zstd", "-dc", path], stdout=subprocess.PIPE) as unpacked:
        yield from unpacked.stdout


def read_articles(path, wanted):
    articles = {}
    for line in article_lines(path):
        article = json.loads(line)
        if article["id"] in wanted:
            articles[article["id"]] = article
    return articles


def tagged(quoth, articles):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for article in articles.values():
            out.write(json.dumps(article) + "\n")
        out.flush()
        done = subprocess.run([quoth, "tag", out.name], capture_output=True, text=True, check=True)
    return {tags["id"]: tags for tags in map(json.loads, done.stdout.splitlines())}


def letters(text, start, end):
    """Code points of the span that are no space and no quotation mark."""
    return {i for i in range(start, end) if not text[i].isspace() and text[i] not in "\"'“”‘’„«»‹›`"}


def overlap(a, b):
    return len(a & b) / max(1, len(a | b))


def words_of(name):
    words = [w for w in re.sub(r"[’']s\b", "", name.lower()).replace(",", " ").replace(".", " ").split()]
    return [w for w in words if w not in TITLES] or words


def same_name(system, marked):
    a, b = words_of(system), words_of(marked)
    if not a or not b:
        return not a and not b
    return a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a))


class Text:
    """An article's text, and where its bytes are in it."""

    def __init__(self, article):
        self.text = article["text"]
        self.place = {}
        at = 0
        for i, c in enumerate(self.text):
            self.place[at] = i
            at += len(c.encode())
        self.place[at] = len(self.text)

    def slice(self, start, end):
        return self.place[start], self.place[end]


def judge(window, text, quotes):
    """(system quotation or None, marked quotation or None, overlap) for each of either; what is neither right nor wrong is left out."""
    first, last = text.slice(window["start"], window["end"])
    inside = [q for q in quotes if q.get("in") != "title" and first <= (q["start"] + q["end"]) // 2 < last]
    marked = [(kind, *text.slice(start, end), text.text[slice(*text.slice(*name))]) for kind, start, end, *name in window["marked"]]
    found = [letters(text.text, q["start"], q["end"]) for q in inside]
    wanted = [letters(text.text, m[1], m[2]) for m in marked]
    pairs = sorted(((overlap(f, w), i, k) for i, f in enumerate(found) for k, w in enumerate(wanted) if f & w), reverse=True)
    of_system, of_marked = {}, {}
    for share, i, k in pairs:
        if share >= FOUND and i not in of_system and k not in of_marked:
            of_system[i], of_marked[k] = (k, share), i
    for i, q in enumerate(inside):
        k, share = of_system.get(i, (None, 0))
        if k is None:
            yield q, None, 0
        elif marked[k][0] == "quote":
            yield q, marked[k], share
    for k, m in enumerate(marked):
        if k not in of_marked and m[0] == "quote":
            yield None, m, 0


def is_right(row):
    q, m, share = row
    return q is not None and m is not None and share >= EXACT and same_name((q.get("speaker") or {}).get("name") or "", m[3])


def ratio(part, of):
    return f"{part / max(1, of):.3f} ({part} of {of})"


def print_figures(half, rows):
    system = [r for r in rows if r[0]]
    marked = [r for r in rows if r[1]]
    both = [r for r in system if r[1]]
    named = [r for r in both if same_name((r[0].get("speaker") or {}).get("name") or "", r[1][3])]
    print(f"{half}: {len(system)} quotations found, {len(marked)} marked")
    print(f"  precision               {ratio(len(both), len(system))}")
    print(f"  recall                  {ratio(len(both), len(marked))}")
    print(f"  span right, of found    {ratio(sum(r[2] >= EXACT for r in both), len(both))}")
    print(f"  name right, of found    {ratio(len(named), len(both))}")
    print(f"  span and name right     {ratio(sum(map(is_right, system)), len(system))}")
    for kind in ("direct", "mixed", "indirect"):
        part = [r for r in system if r[0]["type"] == kind]
        print(f"    {kind:8} precision    {ratio(sum(bool(r[1]) for r in part), len(part))}, all right {ratio(sum(map(is_right, part)), len(part))}")


def print_reliability(rows):
    """Is a confidence of .8 right eight times of ten?"""
    print("confidence: how many of them are quotations")
    for decile in range(10):
        part = [r for r in rows if r[0] and min(9, int(r[0]["confidence"] * 10)) == decile]
        if part:
            mean = sum(r[0]["confidence"] for r in part) / len(part)
            print(f"  .{decile}  mean {mean:.2f}  {ratio(sum(bool(r[1]) for r in part), len(part))}")


def print_wrong(texts, rows):
    for article, (q, m, share) in rows:
        if is_right((q, m, share)):
            continue
        text = texts[article].text
        what = "missed" if not q else "none" if not m else "span" if share < EXACT else "name"
        print(f"{what}\t{article}\t{q['type'] if q else ''}\t{q['rule'] if q else ''}\t{q['confidence'] if q else ''}\t"
              f"{(q.get('speaker') or {}).get('name') if q else ''}\t{m[3] if m else ''}")
        for label, span in (("found", (q["start"], q["end"]) if q else None), ("marked", (m[1], m[2]) if m else None)):
            if span:
                around = text[max(0, span[0] - 90):span[0]] + "<<" + text[span[0]:span[1]] + ">>" + text[span[1]:span[1] + 60]
                print(f"    {label:6} {' '.join(around.split())}")


def main(arguments):
    shared = os.environ.get("QUOTH_SHARED") or os.path.join(ROOT, "..", "shared")
    path, listed, quoth = os.path.join(shared, "corpora", "usnews.jsonl.zst"), None, None
    while arguments:
        word = arguments.pop(0)
        if word == "--articles" and arguments:
            path = arguments.pop(0)
        elif word == "--list" and arguments and arguments[0] in HALVES:
            listed = arguments.pop(0)
        elif quoth is None and not word.startswith("-"):
            quoth = word
        else:
            sys.exit(__doc__)
    if quoth is None:
        sys.exit(__doc__)
    if not os.path.exists(path):
        print(f"not taken: no articles ({path})")
        return 77
    windows = read_marks()
    articles = read_articles(path, {w["id"] for w in windows})
    missing = {w["id"] for w in windows} - set(articles)
    if missing:
        print(f"not taken: {len(missing)} of the articles are not in {path}")
        return 77
    tags, texts = tagged(quoth, articles), {i: Text(a) for i, a in articles.items()}
    rows = {half: [] for half in HALVES}
    for window in windows:
        rows[window["half"]] += [(window["id"], row) for row in judge(window, texts[window["id"]], tags[window["id"]].get("quotes", []))]
    if listed:
        print_wrong(texts, rows[listed])
        return 0
    for half in HALVES:
        print_figures(half, [row for _, row in rows[half]])
    print_reliability([row for half in HALVES for _, row in rows[half]])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
