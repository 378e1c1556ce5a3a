"""queries.py - which questions are asked of every engine, and how does each engine spell them?

A query is groups of atoms: every group must match, by any of its atoms; `without` must not; `days` is a range of yyyymmdd. An
atom is a tuple: ("word", w), ("phrase", w, w...), ("near", a, b), ("prefix", p). All words are plain lower-case letters, so that
no engine's tokenizer has a say, and all are stemmed by every engine."""
import json
import math
import random
import re
from collections import Counter, namedtuple

Query = namedtuple("Query", "kind groups without days", defaults=((), None))
NEAR = 10
EACH = 20  # queries drawn a class
WORD = re.compile("[a-z]+")


def word(w):
    return ("word", w)


def required(*words):
    return tuple((word(w),) for w in words)


class Draw:
    """Draws words and phrases from the corpus itself; the same corpus gives the same queries."""

    def __init__(self, articles):
        self.random = random.Random(42)
        self.texts, frequency, days = [], Counter(), set()
        for title, day, text in articles:
            frequency.update({w for w in WORD.findall(f"{title} {text}".lower()) if 2 < len(w) < 20})
            self.texts.append(text.lower())
            if day:
                days.add(day)
        self.frequency, self.count = frequency, len(self.texts)
        self.years = sorted({day[:4] for day in days})
        self.common = self.about(self.count / 5, 60)
        self.mid = self.about(self.count / 60, 60)
        self.rare = self.about(max(2, self.count / 3000), 60)

    def about(self, target, n):
        """The n words whose document frequency is nearest to the target, in the order of a seeded shuffle."""
        near = sorted(self.frequency, key=lambda w: (abs(math.log(self.frequency[w] / target)), w))[:n]
        self.random.shuffle(near)
        return near

    def runs(self, length, wanted, n):
        """n runs of words that stand side by side in some article, each word's frequency as wanted."""
        found, tries = [], 0
        while len(found) < n and tries < 40 * n:
            tries += 1
            words = self.random.choice(self.texts).split()
            for at in self.random.sample(range(max(0, len(words) - length)), min(300, max(0, len(words) - length))):
                run = tuple(words[at:at + length])
                if all(WORD.fullmatch(w) and wanted(self.frequency[w]) for w in run) and run not in found:
                    found.append(run)
                    break
        return found


def drawn(articles):
    d = Draw(articles)
    often, seldom = (lambda f: f > d.count / 10), (lambda f: 0 < f < d.count / 100)
    pick = lambda words, i: words[i % len(words)]  # noqa: E731
    queries = []
    for i in range(EACH):
        c, m, r = ([pick(words, i * 3 + k) for k in range(4)] for words in (d.common, d.mid, d.rare))
        queries += [
            Query("term, rare", required(r[0])), Query("term, mid", required(m[0])), Query("term, common", required(c[0])),
            Query("AND of 2", required(c[0], m[0])), Query("AND of 3", required(c[0], c[1], m[1])),
            Query("OR of 2", ((word(c[0]), word(m[0])),)), Query("OR of 4", ((word(c[0]), word(c[1]), word(m[0]), word(r[0])),)),
            Query("NEAR/10", ((("near", c[0], c[1]),),)), Query("NOT", required(c[0]), (word(c[1]),)),
            Query("mix", ((word(c[0]), word(m[0])), (word(c[1]),)), (word(m[1]),)),
            Query("prefix", ((("prefix", c[0][:5]),),))]
        if d.years:
            year = pick(d.years, i)
            queries.append(Query("term + date", required(c[0]), (), (f"{year}0101", f"{year}0630")))
    for kind, length, wanted in (("phrase of 2, common", 2, often), ("phrase of 3, common", 3, often), ("phrase of 2, rare", 2, seldom)):
        queries += [Query(kind, ((("phrase", *run),),)) for run in d.runs(length, wanted, EACH)]
    return queries


def real(path, step):
    """Every step-th query of a file as {"query": '+must "a phrase" -not', "tags": [class, ...]}. With a + somewhere, all parts
    that have no sign are required too; without any, the parts are alternatives."""
    queries = []
    with open(path, encoding="utf-8") as lines:
        for at, line in enumerate(lines):
            if at % step:
                continue
            row, parts, without = json.loads(line), [], []
            for sign, phrase, single in re.findall(r'([+-]?)(?:"([^"]*)"|(\S+))', row["query"].lower()):
                words = WORD.findall(phrase or single)
                if words:
                    atom = word(words[0]) if len(words) == 1 else ("phrase", *words)
                    (without if sign == "-" else parts).append(atom)
            if parts:
                must = "+" in row["query"] or row["tags"][0] == "negated"
                groups = tuple((atom,) for atom in parts) if must else (tuple(parts),)
                queries.append(Query(f"real: {row['tags'][0]}", groups, tuple(without)))
    return queries


# --- spellings ---

def joined(query, atom, conjunction=" AND ", negation=" NOT "):
    either = lambda atoms: " OR ".join(map(atom, atoms)) if len(atoms) == 1 else f"({' OR '.join(map(atom, atoms))})"  # noqa: E731
    text = conjunction.join(map(either, query.groups))
    return text + "".join(negation + atom(a) for a in query.without)


def quoth(query):
    def atom(a):
        return {"word": lambda: a[1], "prefix": lambda: a[1] + "*", "near": lambda: f"({a[1]} W/{NEAR} {a[2]})",
                "phrase": lambda: '~"' + " ".join(a[1:]) + '"'}[a[0]]()
    text = joined(query, atom, negation=" AND NOT ")
    if query.days:
        text += " AND date:{}..{}".format(*(f"{d[:4]}-{d[4:6]}-{d[6:]}" for d in query.days))
    return text


def xapian(query):
    def atom(a):
        return {"word": lambda: a[1], "prefix": lambda: a[1] + "*", "near": lambda: f"({a[1]} NEAR/{NEAR} {a[2]})",
                "phrase": lambda: '"' + " ".join(a[1:]) + '"'}[a[0]]()
    text = joined(query, atom)
    return text + (" AND date:{}..{}".format(*query.days) if query.days else "")


def fts5(query):
    """SQL's WHERE after `article match`: FTS5 counts the words between the two, so that W/10 is its NEAR 9."""
    def atom(a):
        return {"word": lambda: f'"{a[1]}"', "prefix": lambda: f'"{a[1]}" *', "near": lambda: f'NEAR("{a[1]}" "{a[2]}", {NEAR - 1})',
                "phrase": lambda: '"' + " ".join(a[1:]) + '"'}[a[0]]()
    return joined(query, atom) + ("\t{}\t{}".format(*query.days) if query.days else "")


def groonga(query):
    def atom(a):
        return {"word": lambda: a[1], "prefix": lambda: a[1] + "*", "near": lambda: f'*N{NEAR}"{a[1]} {a[2]}"',
                "phrase": lambda: '"' + " ".join(a[1:]) + '"'}[a[0]]()
    text = joined(query, atom, conjunction=" ", negation=" -")
    return text + ("\t{}\t{}".format(*query.days) if query.days else "")


def lucene(query):
    """For peer/Lucene.java: groups by tab, atoms by |; "a b" is a phrase, a~b near, p* a prefix, -a not, [from to] the days."""
    def atom(a):
        return {"word": lambda: a[1], "prefix": lambda: a[1] + "*", "near": lambda: f"{a[1]}~{a[2]}", "phrase": lambda: " ".join(a[1:])}[a[0]]()
    parts = ["|".join(map(atom, group)) for group in query.groups] + ["-" + atom(a) for a in query.without]
    return "\t".join(parts + (["[{} {}]".format(*query.days)] if query.days else []))
