#!/usr/bin/env python3
"""counts.py CORPUS - does the corpus hold as much, and in as many forms, as its README says?"""
import collections
import json
import os
import sys

LEAST = {"articles": 120, "queries": 80, "queries that find something": 80, "languages": 8, "articles of 390 words and more": 10,
         "articles of 8 quotations and more": 10, "quotations": 500, "places": 400, "times": 350}
FORMATS = {"jsonl", "txt", "html", "sgm", "trec"}
KINDS = {"direct", "mixed", "indirect"}
TIMES = {"DATE", "TIME", "DURATION", "SET"}
PLACES = {"name", "demonym", "dateline"}


def problems_of(article):
    """Offsets that cannot be, quotations without a speaker in reported speech."""
    length = len(article["text"])
    for kind in ("quotes", "places", "timexes"):
        for tag in article[kind]:
            if not 0 <= tag["start"] < tag["end"] <= length:
                yield f"{article['id']}: {kind} at {tag['start']}..{tag['end']} of {length}"
    for quote in article["quotes"]:
        if quote["type"] != "direct" and "speaker" not in quote:
            yield f"{article['id']}: nobody says: {article['text'][quote['start']:quote['end']]}"


def main():
    corpus = sys.argv[1]
    articles = [json.loads(line) for line in open(os.path.join(corpus, "answers.jsonl"), encoding="utf-8")]
    queries = [line.rstrip("\n").partition("\t") for line in open(os.path.join(corpus, "queries.tsv"), encoding="utf-8") if line.strip() and line[0] != "#"]
    have = {"articles": len(articles), "queries": len({q[0] for q in queries}), "queries that find something": sum(bool(q[2].strip()) for q in queries),
            "languages": len({a["language"] for a in articles}), "articles of 390 words and more": sum(len(a["text"].split()) >= 390 for a in articles),
            "articles of 8 quotations and more": sum(len(a["quotes"]) >= 8 for a in articles), "quotations": sum(len(a["quotes"]) for a in articles),
            "places": sum(len(a["places"]) for a in articles), "times": sum(len(a["timexes"]) for a in articles)}
    problems = [p for a in articles for p in problems_of(a)]
    problems += [f"two articles have the title {t}" for t, n in collections.Counter(a["title"] for a in articles).items() if n > 1]
    for what, least in LEAST.items():
        print(f"{have[what]:6} {what} (at least {least})")
        if have[what] < least:
            problems.append(f"fewer than {least} {what}")
    kinds = collections.Counter(q["type"] for a in articles for q in a["quotes"])
    for name, wanted, seen in (("format", FORMATS, {a["format"] for a in articles}), ("kind of quotation", KINDS, set(kinds)),
                               ("type of time", TIMES, {t["type"] for a in articles for t in a["timexes"]}),
                               ("kind of place", PLACES, {p["kind"] for a in articles for p in a["places"]})):
        problems += [f"no {name} {x}" for x in sorted(wanted - seen)]
        problems += [f"unknown {name} {x}" for x in sorted(seen - wanted)]
    print("\n".join(problems) or "all well")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
