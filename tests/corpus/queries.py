#!/usr/bin/env python3
"""queries.py QUOTH CORPUS - does each query of CORPUS/queries.tsv return the articles that a reader says it must?

Indexes CORPUS/articles into a temporary archive. Prints each wrong query with the ids that are missing and those too many."""
import json
import os
import subprocess
import sys
import tempfile


def rows(path):
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        if line.strip() and not line.startswith("#"):
            query, tab, ids = line.rstrip("\n").partition("\t")
            if not tab:
                sys.exit(f"{path}:{number}: no tab after the query: {query}")
            yield number, query, set(ids.split())


def id_of(hit):
    """The id in answers.jsonl: text files and pages have none of their own (their file's name is it), SGML's reader writes R before it."""
    stem, ending = os.path.splitext(os.path.basename(hit["locator"]))
    if ending in (".txt", ".html"):
        return stem
    return hit["id"][1:] if ".sgm#" in hit["locator"] or ending == ".sgm" else hit["id"]


def search(quoth, archive, query):
    """The ids found; or the error as text."""
    done = subprocess.run([quoth, "search", "--archive", archive, "--jsonl", "-n", "1000", query], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        return None, f"exit status {done.returncode}: {done.stderr.strip()}"
    return {id_of(json.loads(line)) for line in done.stdout.splitlines()}, ""


def main():
    quoth, corpus = sys.argv[1:3]
    known = {json.loads(line)["id"] for line in open(os.path.join(corpus, "answers.jsonl"), encoding="utf-8")}
    total = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        archive = os.path.join(folder, "archive")
        subprocess.run([quoth, "index", "--quiet", "--archive", archive, os.path.join(corpus, "articles")], check=True)
        for number, query, expected in rows(os.path.join(corpus, "queries.tsv")):
            total += 1
            found, error = search(quoth, archive, query)
            if not expected <= known:
                error = "ids that no article has: " + " ".join(sorted(expected - known))
            if error or found != expected:
                wrong += 1
                print(f"queries.tsv:{number}: {query}")
                print(f"    {error}" if error else f"    missing: {' '.join(sorted(expected - found)) or '-'}; too many: {' '.join(sorted(found - expected)) or '-'}")
    print(f"{total} queries, {wrong} wrong")
    return 1 if wrong or not total else 0


if __name__ == "__main__":
    sys.exit(main())
