#!/usr/bin/env python3
"""tags.py QUOTH CORPUS [--missed] - how much of what people marked in the corpus do the taggers find?

Gives the articles of CORPUS/answers.jsonl to `quoth tag` and compares. Fails when a figure lies below its floor in floors.tsv.
--missed prints each mark that was missed or got otherwise.

A quotation is found when a tagged one covers it with a Jaccard overlap of 0.3 or more, counted in characters other than white space
and quotation marks, each tagged one used once, best pairs first. A speaker is right when the resolved name is the same but for case,
typographic marks and a leading article. A place is found when a tagged one overlaps it. A time is found when the span is the same."""
import json
import os
import subprocess
import sys

MARKS = set("\"“”„«»»'‘’‚`")
LEAST_OVERLAP = 0.3


class Tally:
    """Named shares: right of all."""

    def __init__(self):
        self.right, self.all = {}, {}

    def add(self, name, right, of=1):
        self.right[name] = self.right.get(name, 0) + right
        self.all[name] = self.all.get(name, 0) + of

    def share(self, name):
        return self.right.get(name, 0) / self.all[name] if self.all.get(name) else 0.0


def tagged_by(quoth, articles):
    lines = "".join(json.dumps({"id": a["id"], "title": a["title"], "text": a["text"], "date": a["dct"], "language": a["language"]}) + "\n" for a in articles)
    done = subprocess.run([quoth, "tag"], input=lines, capture_output=True, text=True, check=True)
    return {tags["id"]: tags for tags in map(json.loads, done.stdout.splitlines())}


def in_body(tags, kind):
    return [t for t in tags.get(kind, []) if t.get("in") != "title"]


def letters(text, quote):
    spans = quote.get("spans") or [[quote["start"], quote["end"]]]
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace() and text[i] not in MARKS}


def pairs(text, gold, system):
    """{index in gold: index in system}, best overlaps first."""
    g, s = [letters(text, q) for q in gold], [letters(text, q) for q in system]
    overlaps = sorted(((len(a & b) / len(a | b), x, y) for x, a in enumerate(g) for y, b in enumerate(s) if a & b), key=lambda o: (-o[0], o[1], o[2]))
    matched, used = {}, set()
    for overlap, x, y in overlaps:
        if overlap >= LEAST_OVERLAP and x not in matched and y not in used:
            matched[x] = y
            used.add(y)
    return matched


def plain(name):
    name = name.replace("’", "'").replace("“", '"').replace("”", '"').casefold().strip()
    for article in ("the ", "a ", "an ", "la ", "le ", "el ", "il ", "de ", "die ", "der ", "das "):
        name = name.removeprefix(article)
    return name


def overlapping(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def score_quotes(tally, missed, article, system):
    gold, text = article["quotes"], article["text"]
    matched = pairs(text, gold, system)
    where = "en" if article["language"] == "en" else "other"
    for x, quote in enumerate(gold):
        tally.add(f"quotations {quote['type']} recall", x in matched)
        tally.add(f"quotations {where} recall", x in matched)
        wanted = quote.get("speaker", {}).get("name", "")
        if x not in matched:
            missed.append((article["id"], quote["type"], text[quote["start"]:quote["end"]], wanted))
        elif wanted:
            got = (system[matched[x]].get("speaker") or {}).get("name") or ""
            tally.add("speakers named", plain(got) == plain(wanted))
            if plain(got) != plain(wanted):
                missed.append((article["id"], "speaker", wanted, got))
    used = set(matched.values())
    for y, quote in enumerate(system):
        tally.add("quotations precision", y in used)
        tally.add(f"quotations {quote['type']} precision", y in used)
        if y not in used:
            missed.append((article["id"], "no quotation", text[quote["start"]:quote["end"]], quote["type"]))


def score_places(tally, missed, article, system):
    gold, text = article["places"], article["text"]
    for place in gold:
        over = [p for p in system if overlapping(p, place)]
        tally.add("places recall", bool(over))
        if over:
            tally.add("places id", any(p.get("geonameid") == place["geonameid"] for p in over))
        if not over or all(p.get("geonameid") != place["geonameid"] for p in over):
            missed.append((article["id"], "place", text[place["start"]:place["end"]], f"{place['geonameid']}, got {[p.get('geonameid') for p in over]}"))
    for place in system:
        right = any(overlapping(place, p) for p in gold)
        tally.add("places precision", right)
        if not right:
            missed.append((article["id"], "no place", text[place["start"]:place["end"]], place.get("geonameid")))


def score_times(tally, missed, article, system):
    gold, text = {(t["start"], t["end"]): t["value"] for t in article["timexes"]}, article["text"]
    found = {(t["start"], t["end"]): t["value"] for t in system}
    for span, value in gold.items():
        tally.add("times recall", span in found)
        if span in found:
            tally.add("times value", found[span] == value)
        if found.get(span) != value:
            missed.append((article["id"], "time", text[slice(*span)], f"{value}, got {found.get(span)}"))
    for span in found:
        tally.add("times precision", span in gold)
        if span not in gold:
            missed.append((article["id"], "no time", text[slice(*span)], found[span]))


def f_measure(tally, what):
    p, r = tally.share(f"{what} precision"), tally.share(f"{what} recall")
    return 2 * p * r / (p + r) if p + r else 0.0


def figures(tally):
    names = [f"quotations {kind} {side}" for kind in ("direct", "mixed", "indirect") for side in ("recall", "precision")]
    names += ["quotations precision", "quotations en recall", "quotations other recall", "speakers named"]
    out = {name: tally.share(name) for name in names}
    out["places overlap F"] = f_measure(tally, "places")
    out["places id"] = tally.share("places id")
    out["times strict F"] = f_measure(tally, "times")
    out["times value"] = tally.share("times value")
    return out


def main():
    quoth, corpus = sys.argv[1:3]
    articles = [json.loads(line) for line in open(os.path.join(corpus, "answers.jsonl"), encoding="utf-8")]
    tagged = tagged_by(quoth, articles)
    tally, missed = Tally(), []
    for article in articles:
        tags = tagged.get(article["id"])
        if tags is None:
            sys.exit(f"quoth tag said nothing about {article['id']}")
        score_quotes(tally, missed, article, in_body(tags, "quotes"))
        score_places(tally, missed, article, in_body(tags, "places"))
        score_times(tally, missed, article, in_body(tags, "timexes"))
    if "--missed" in sys.argv:
        for row in missed:
            print("\t".join(str(field).replace("\n", " ") for field in row))
    floors = dict(line.rstrip("\n").split("\t") for line in open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "floors.tsv"), encoding="utf-8")
                  if line.strip() and not line.startswith("#"))
    values, low = figures(tally), 0
    for name, value in values.items():
        floor = float(floors.pop(name, 0))
        low += value < floor
        print(f"{name:30} {value:.3f}  floor {floor:.3f}{'  TOO LOW' if value < floor else ''}")
    for name in floors:
        print(f"floors.tsv: there is no figure {name}")
    return 1 if low or floors else 0


if __name__ == "__main__":
    sys.exit(main())
