#!/usr/bin/env python3
"""facets.py QUOTH CORPUS - do facets, timelines, terms and comparisons count what one finds by reading every article that matches?

Speakers, sources, authors, languages and dates are counted over the articles that `quoth search` lists; for these and for places,
`quoth count` of the query with a value's clause must give the value's count. Who is one person under several names `quoth speakers` says. Periods, telling words and the overlap of two queries are held against `quoth count`, too. The queries are those of CORPUS/queries.tsv that find something, and no query at all."""
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

KINDS = ("speaker", "source", "author", "lang", "year", "month", "day")
CLAUSES = 4  # of each facet, drawn at random


def run(quoth, archive, *arguments):
    done = subprocess.run([quoth, *arguments, "--archive", archive], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"quoth {' '.join(arguments)}: exit status {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def folded(name):
    """Enough for the names of the corpus: each is always written with the same accents."""
    return " ".join(name.lower().replace("“", '"').replace("”", '"').split())


def people(quoth, archive):
    """What each name is shown as."""
    shown = {}
    for person in json.loads(run(quoth, archive, "speakers", "--json", "-n", "0"))["speakers"]:
        for name in [person["speaker"], *person["variants"]]:
            shown[folded(name)] = folded(person["speaker"])
    return shown


def read(quoth, archive):
    """What the facets of each article must be, by its number."""
    articles = {}
    shown = people(quoth, archive)
    numbers = range(1, json.loads(run(quoth, archive, "facets", "--json", "--facet=lang"))["total"] + 1)
    for line in run(quoth, archive, "show", "--json", "--tags", *map(str, numbers)).splitlines():
        a = json.loads(line)
        quotes = [q for q in a["quotes"] if any(map(str.isalnum, a["text"][q["start"]:q["end"]]))]  # one without a word cannot be searched
        speakers = {shown[folded(q["speaker"]["name"])] for q in quotes if q.get("speaker", {}).get("name")}
        articles[a["article"]] = {"speaker": speakers, "source": {a["source"]} - {""}, "author": {folded(a["author"])} - {""},
                                  "lang": {a["language"]}, "year": {a["date"][:4]} - {""}, "month": {a["date"][:7]} - {""},
                                  "day": {a["date"]} - {""}}
    return articles


def check(quoth, archive, query, articles, rng):
    """Yields what is wrong."""
    found = articles if not query else [json.loads(h)["article"] for h in run(quoth, archive, "search", "--jsonl", "-n1000", "--no-snippets", query).splitlines()]
    names = ",".join(f"{k}:0" for k in (*KINDS, "place"))
    answer = json.loads(run(quoth, archive, "facets", "--json", f"--facet={names}", *([query] if query else [])))
    if answer["total"] != len(found):
        yield f"{answer['total']} articles of {len(found)}"
    for kind, facet in answer["facets"].items():
        counts = [v["articles"] for v in facet["values"]]
        if kind in KINDS:
            expected = collections.Counter(value for a in found for value in articles[a][kind])
            of = folded if kind in ("speaker", "author") else str
            shown = {(of(v["value"]), v["articles"]) for v in facet["values"]}
            if shown != set(expected.items()):
                yield f"{kind}: shown, but not read: {sorted(shown - set(expected.items()))}; the reverse: {sorted(set(expected.items()) - shown)}"
            if facet["without"] != sum(not articles[a][kind] for a in found):
                yield f"{kind}: {facet['without']} without"
        if facet["distinct"] != len(counts) or (kind not in ("year", "month", "day") and counts != sorted(counts, reverse=True)):
            yield f"{kind}: not in order"
        for value in rng.sample(facet["values"], min(CLAUSES, len(counts))):
            count = int(run(quoth, archive, "count", f"({query}) {value['clause']}" if query else value["clause"]))
            if count != value["articles"]:
                yield f"{value['clause']}: {count} articles, the facet has {value['articles']}"


def count_of(quoth, archive, *queries):
    return int(run(quoth, archive, "count", " AND ".join(f"({q})" for q in queries if q) or "date:.. OR -date:.."))


def check_overviews(quoth, archive, query, other, articles, rng):
    """Yields what is wrong with the timeline of a query, its terms, and its comparison with another one."""
    if not query:
        return
    by = rng.choice(("day", "week", "month", "year"))
    line = json.loads(run(quoth, archive, "timeline", "--json", f"--by={by}", query))
    if sum(p["articles"] for p in line["periods"]) + line["undated"] != line["total"]:
        yield f"timeline by {by}: periods do not add up"
    for p in rng.sample(line["periods"], min(3, len(line["periods"]))):
        if p["articles"] != count_of(quoth, archive, query, f"date:{p['period']}") or p["held"] != count_of(quoth, archive, f"date:{p['period']}"):
            yield f"timeline: {p}"
    english = f"({query}) lang:en"  # elsewhere a word has another stem
    terms = json.loads(run(quoth, archive, "terms", "--json", "-n", "4", english))
    for t in terms["terms"]:
        here = count_of(quoth, archive, english, t["word"])
        if (t["matches"], t["rest"]) != (here, count_of(quoth, archive, t["word"], "lang:en") - here):
            yield f"terms: {t}"
    both = json.loads(run(quoth, archive, "compare", "--json", "-n", "2", query, other))
    if (both["a"]["total"], both["b"]["total"], both["both"]) != (line["total"], count_of(quoth, archive, other), count_of(quoth, archive, query, other)):
        yield f"compared with {other}: {both['a']['total']} {both['b']['total']} {both['both']}"
    for side, of, not_of in (("a", query, other), ("b", other, query)):
        for p in both[side]["places"]:
            if p["here"] != count_of(quoth, archive, of, f"NOT ({not_of})", f"place:\"{p['place'].partition(',')[0]}\"") and p["place"].count(",") == 1:
                yield f"compared with {other}: {p}"


def main():
    quoth, corpus = sys.argv[1:3]
    rng = random.Random(4)
    queries = [line.partition("\t") for line in open(os.path.join(corpus, "queries.tsv"), encoding="utf-8") if line.strip() and line[0] != "#"]
    queries = [""] + rng.sample([q for q, _, ids in queries if ids.strip()], 24)
    wrong = 0
    with tempfile.TemporaryDirectory() as archive:
        run(quoth, archive, "index", "--quiet", os.path.join(corpus, "articles"))
        articles = read(quoth, archive)
        for i, query in enumerate(queries):
            problems = [*check(quoth, archive, query, articles, rng), *check_overviews(quoth, archive, query, queries[i - 1] or "bridge", articles, rng)]
            for problem in problems:
                print(f"{query or '(all)'}: {problem}")
                wrong += 1
    print(f"{len(queries)} queries, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
