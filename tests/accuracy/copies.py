#!/usr/bin/env python3
"""copies.py QUOTH SOURCE... [--seed=S] [--least=PRECISION,RECALL] - are reprints found, and nothing else?

SOURCE: JSON lines with "text", or folders with them. To each article of enough words one to three reprints are made as newspapers
make them: cut from the end, with a new lead, another headline, another dateline, local paragraphs added, words changed; often several
at once. Local paragraphs and new leads come from other articles of the same source. All go into an archive in a temporary folder.
Pairs of articles of one original are to be in one group; pairs of different ones are not, save for originals that quoth groups
without any reprint too (they may well be copies)."""
import collections
import itertools
import json
import os
import random
import re
import subprocess
import sys
import tempfile

LEAST_WORDS = 90


def articles_of(sources):
    for source in sources:
        paths = [source] if os.path.isfile(source) else sorted(
            os.path.join(folder, name) for folder, _, names in os.walk(source) for name in names if name.endswith(".jsonl"))
        for path in paths:
            with open(path, encoding="utf-8") as lines:
                for line in lines:
                    article = json.loads(line)
                    if len(article.get("text", "").split()) >= LEAST_WORDS:
                        yield {"title": article.get("title", ""), "text": article["text"]}


def paragraphs(text):
    """At least three: what has no blank lines is cut at full stops."""
    parts = [p for p in re.split(r"\n\s*\n", text) if p.strip()]
    if len(parts) >= 3:
        return parts
    sentences = re.split(r"(?<=[.!?]) ", text)
    return [" ".join(sentences[i:i + 2]) for i in range(0, len(sentences), 2)]


def cut_end(parts, rng, _):
    """Keeps 35 to 80 % of the words."""
    wanted, kept, words = rng.uniform(.35, .8) * sum(len(p.split()) for p in parts), [], 0
    for p in parts:
        kept.append(p)
        words += len(p.split())
        if words >= wanted:
            break
    return kept


def new_lead(parts, rng, strange):
    lead = " ".join(rng.choice(strange).split()[:rng.randint(20, 45)])
    return [lead + "."] + parts[1:]


def dateline(parts, rng, _):
    return [rng.choice(["OSLO (AP) - ", "TOLEDO, Ohio - ", "By our correspondent. ", "WASHINGTON, March 3 (Reuters) - "]) + parts[0]] + parts[1:]


def local_paragraphs(parts, rng, strange):
    """Up to a quarter of the text."""
    room, parts = sum(len(p.split()) for p in parts) / 4, list(parts)
    for _ in range(rng.randint(1, 3)):
        words = rng.choice(strange).split()[:60]
        if len(words) > room:
            break
        room -= len(words)
        parts.insert(rng.randint(1, len(parts)), " ".join(words))
    return parts


def copy_edits(parts, rng, _):
    """One word in 25 to 60 is left out, doubled or changed."""
    rate, out = 1 / rng.uniform(25, 60), []
    for p in parts:
        words = []
        for w in p.split():
            if rng.random() >= rate:
                words.append(w)
            elif rng.random() < .7:
                words.append(rng.choice(["the", "about", "last", "some", "reportedly", "also", "nearly"]))
        out.append(" ".join(words))
    return out


EDITS = [cut_end, new_lead, dateline, local_paragraphs, copy_edits]


def reprint(article, rng, strange):
    edits = rng.sample(EDITS, rng.choice([1, 1, 2, 2, 3]))
    parts = paragraphs(article["text"])
    for edit in sorted(edits, key=EDITS.index):
        parts = edit(parts, rng, strange)
    title = article["title"] if rng.random() < .3 else "Report %d" % rng.randint(1, 9999)
    return {"title": title, "text": "\n\n".join(parts)}, "+".join(e.__name__ for e in sorted(edits, key=EDITS.index))


def groups_of(quoth, records):
    """name -> group, 0: none"""
    with tempfile.TemporaryDirectory() as folder:
        archive = ["--archive", os.path.join(folder, "a")]
        lines = "".join(json.dumps({"id": name, **r}) + "\n" for name, r in records)
        subprocess.run([quoth, "index", "-q", "--no-tags", "--format=jsonl", *archive, "-"], input=lines.encode(), check=True)
        names, groups = [name for name, _ in records], {}
        for i in range(0, len(names), 500):
            out = subprocess.run([quoth, "copies", "-q", "--json", *archive, *names[i:i + 500]], capture_output=True)
            for name, line in zip(names[i:i + 500], out.stdout.decode().splitlines()):
                groups[name] = json.loads(line)["group"]
        return groups


def main():
    options = dict(a[2:].split("=", 1) for a in sys.argv[1:] if a.startswith("--"))
    quoth, *sources = [a for a in sys.argv[1:] if not a.startswith("--")]
    rng = random.Random(int(options.get("seed", 1)))
    originals = list(articles_of(sources))
    if options.get("sample"):
        originals = rng.sample(originals, min(len(originals), int(options["sample"])))
    if len(originals) < 10:
        sys.exit("copies.py: too few articles in " + " ".join(sources))
    strange = [p for a in originals for p in paragraphs(a["text"]) if len(p.split()) >= 20]
    records, kinds = [("o%d" % i, a) for i, a in enumerate(originals)], {}
    alone = groups_of(quoth, records)
    for i, a in enumerate(originals):
        for k in range(rng.randint(1, 3)):
            name = "r%d.%d" % (i, k)
            edited, kinds[name] = reprint(a, rng, strange)
            records.append((name, edited))
    rng.shuffle(records)
    groups = groups_of(quoth, records)
    of = lambda name: int(re.match(r"[or](\d+)", name).group(1))
    family = {i: alone["o%d" % i] or -i for i in range(len(originals))}  # originals that are copies of each other by themselves
    pairs, found = 0, 0
    by_kind = collections.defaultdict(lambda: [0, 0])
    members = collections.defaultdict(list)
    for name, _ in records:
        members[of(name)].append(name)
    for names in members.values():
        for x, y in itertools.combinations(names, 2):
            pairs += 1
            found += groups[x] != 0 and groups[x] == groups[y]
    for name, kind in kinds.items():
        by_kind[kind][0] += 1
        by_kind[kind][1] += groups[name] != 0 and groups[name] == groups["o%d" % of(name)]
    grouped, wrong, right = collections.defaultdict(list), 0, 0
    for name, g in groups.items():
        if g:
            grouped[g].append(name)
    for names in grouped.values():
        for x, y in itertools.combinations(names, 2):
            same = of(x) == of(y) or family[of(x)] == family[of(y)]
            right += same
            wrong += not same
    precision, recall = right / max(1, right + wrong), found / max(1, pairs)
    for kind, (all_of, hit) in sorted(by_kind.items(), key=lambda k: k[1][1] / k[1][0])[:12]:
        print("%-45s %5d reprints, found %.3f" % (kind, all_of, hit / all_of))
    print("%d originals, %d reprints: precision %.4f (%d pairs), recall %.4f (%d pairs)" %
          (len(originals), len(kinds), precision, right + wrong, recall, pairs))
    least = [float(x) for x in options.get("least", "0,0").split(",")]
    return precision < least[0] or recall < least[1]


if __name__ == "__main__":
    sys.exit(main())
