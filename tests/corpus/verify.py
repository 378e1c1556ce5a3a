#!/usr/bin/env python3
"""verify.py QUOTH CORPUS - does `quoth verify` say of altered quotations what looking at every quotation says?

Quotations of the corpus are altered at random (a fixed seed) in ways that count and ways that do not. The other side compares
each text with every quotation of the archive, word by word (edit distance with a free beginning and end: Sellers 1980)."""
import json
import os
import random
import re
import subprocess
import sys
import tempfile

SAMPLE, LEAST_WORDS, MOST_WORDS, NEAR = 40, 6, 30, 0.25
STRANGER = "Zebulon Quirke"


def words(text):
    return re.findall(r"\w+(?:'\w+)*", text.lower().replace("’", "'"))


def distance(sought, row):
    """Fewest words changed, added or left out to find `sought` somewhere in `row`."""
    column = list(range(len(sought) + 1))
    best = column[-1]
    for word in row:
        diagonal, column[0] = column[0], 0
        for i, wanted in enumerate(sought, 1):
            diagonal, column[i] = column[i], min(diagonal + (word != wanted), column[i - 1] + 1, column[i] + 1)
        best = min(best, column[-1])
    return best


def unchanged(chance, given):
    shown = re.sub(r"[,;:.!?]", lambda m: chance.choice([m.group(0), "", " "]), " ".join(given))
    return chance.choice([shown, shown.upper(), f"“{shown}”", f"'{shown}'"])


def with_gap(chance, given):
    at = chance.randrange(1, len(given) - 3)
    return " ".join(given[:at] + [chance.choice(["…", "...", "[…]", "[...]"])] + given[at + chance.randrange(1, 3):])


def inserted(chance, given):
    at = chance.randrange(1, len(given))
    return " ".join(given[:at] + ["grandfatherly"] + given[at:])


def replaced(chance, given):
    at = chance.randrange(len(given))
    return " ".join(given[:at] + ["grandfatherly"] + given[at + 1:])


def dropped(chance, given):
    at = chance.randrange(1, len(given) - 1)
    return " ".join(given[:at] + given[at + 1:])


def inflected(chance, given):
    at = chance.choice([i for i, w in enumerate(given) if w.isalpha() and len(w) > 3] or [0])
    return " ".join(given[:at] + [given[at][:-1] if given[at].endswith("s") else given[at] + "s"] + given[at + 1:])


SAME, CHANGED = (unchanged, with_gap), (inserted, replaced, dropped, inflected)


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return done


def verify(quoth, archive, text, *more):
    done = run(quoth, "verify", "-A", archive, "--json", *more, "--", text)
    answer = json.loads(done.stdout)
    return answer, (done.returncode == 0) == (answer["verdict"] == "exact")


def problem_of(answer, text, alteration, quotations):
    """What is wrong with the answer, or None."""
    verdict, sought = answer["verdict"], words(text)
    if alteration in SAME:
        return None if verdict == "exact" else f"{verdict}, not exact"
    costs = [distance(sought, row) for row in quotations]
    best = min(costs)
    if best == 0:
        return None if verdict == "exact" else f"{verdict}, but a quotation has these words"
    if verdict == "exact":
        return "exact, but no quotation has these words"
    if best > NEAR * len(sought):
        return None
    if verdict != "altered":
        return f"{verdict}, but {best} words differ from a quotation"
    cost = distance(sought, words(answer["closest"]["text"]))
    return f"the closest differs in {cost} words, another one in {best}" if cost > best + 1 else None


def problems(quoth, archive, listed):
    chance = random.Random(20240317)
    quotations = [words(q["text"]) for q in listed]
    plain = [q for q in listed if q["kind"] == "direct" and LEAST_WORDS <= len(q["text"].split()) <= MOST_WORDS and q["text"].isprintable()
             and re.fullmatch(r"[A-Za-z ,.;:!?“”’\"]+", q["text"])]
    for q in chance.sample(plain, min(SAMPLE, len(plain))):
        given = re.sub(r"[“”\"]", "", q["text"]).split()
        if len(given) < LEAST_WORDS:
            continue
        for alteration in SAME + CHANGED:
            text = alteration(chance, given)
            answer, status_fits = verify(quoth, archive, text)
            wrong = problem_of(answer, text, alteration, quotations)
            if wrong or not status_fits:
                yield f"{alteration.__name__}: {text}: {wrong or 'the exit status does not fit'}"
        answer, _ = verify(quoth, archive, " ".join(given), "--by", STRANGER)
        if answer["verdict"] != ("other_speaker" if answer["closest"]["speaker"] else "no_record"):
            yield f"by a stranger: {' '.join(given)}: {answer['verdict']}"
        answer, _ = verify(quoth, archive, " ".join("zq" + w for w in given if w.isalpha()))
        if answer["verdict"] != "no_record" or answer["closest"]:
            yield f"made up: {answer['verdict']}"


def main():
    quoth, corpus = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        archive = os.path.join(folder, "archive")
        run(quoth, "index", "-q", "-A", archive, os.path.join(corpus, "articles"))
        listed = [json.loads(line) for line in run(quoth, "quotes", "-q", "-A", archive, "--limit=0", "--jsonl").stdout.splitlines()]
        found = list(problems(quoth, archive, listed))
    print(f"{len(listed)} quotations, {len(found)} wrong answers")
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
