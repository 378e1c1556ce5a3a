#!/usr/bin/env python3
"""readers.py QUOTH CORPUS - does an archive hold each article of the corpus as it was written, whatever its format?

Indexes CORPUS/articles and compares the stored title, text, date, author, source and language with those of answers.jsonl and
marked/: nothing of a page's navigation, captions or footer may come in, no paragraph may get lost. A format is asked only for
what it has room for."""
import collections
import difflib
import json
import os
import subprocess
import sys
import tempfile

# Lines of a site's own that stand between an article's paragraphs: a reader may leave them out.
FURNITURE = ("ADVERTISEMENT", "More on this", "Sign up for ")
ROOM_FOR = {"jsonl": {"date", "author", "source"}, "html": {"date", "author", "source"}, "sgm": {"date", "author"}, "trec": {"date", "author"}, "txt": set()}


def headers(corpus, name):
    with open(os.path.join(corpus, "marked", name + ".txt"), encoding="utf-8") as file:
        return dict(line.split(": ", 1) for line in file.read().partition("\n\n")[0].split("\n"))


def stored(quoth, archive, count):
    shown = subprocess.run([quoth, "show", "--json", "--archive", archive] + [str(i + 1) for i in range(count)], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in shown.stdout.splitlines()]


def paragraphs(text):
    return [p for p in text.strip().split("\n\n") if not p.startswith(FURNITURE)]


def differences(wanted, got, fields):
    for field in ["title", "language", *sorted(fields)]:
        if field == "author" and not wanted.get("author"):
            continue
        if field != "text" and (got.get(field) or "").strip() != (wanted[field] or "").strip():
            yield f"{field}: {got.get(field)!r}, not {wanted[field]!r}"
    for line in difflib.unified_diff(paragraphs(wanted["text"]), paragraphs(got["text"]), "written", "stored", lineterm="", n=0):
        yield line[:160]


def main():
    quoth, corpus = sys.argv[1:3]
    by_title = {}
    for line in open(os.path.join(corpus, "answers.jsonl"), encoding="utf-8"):
        article = json.loads(line)
        by_title[article["title"]] = {**article, **{k: v for k, v in headers(corpus, article["id"]).items() if k in ("author", "source", "date")}}
    bad = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        archive = os.path.join(folder, "archive")
        subprocess.run([quoth, "index", "--quiet", "--archive", archive, os.path.join(corpus, "articles")], check=True)
        have = stored(quoth, archive, len(by_title))
    for got in have:
        article = by_title.pop(got["title"], None)
        found = ["no article has this title"] if article is None else list(differences(article, got, ROOM_FOR[article["format"]]))
        if found:
            bad[article["format"] if article else "?"] += 1
            print(f"{got['locator']}: {got['title']}", *found, sep="\n    ")
    for title in by_title:
        bad["lost"] += 1
        print(f"not in the archive: {title}")
    print(f"{len(have)} articles, otherwise than written: {dict(bad) or 0}")
    return 1 if bad or not have else 0


if __name__ == "__main__":
    sys.exit(main())
