#!/usr/bin/env python3
"""people.py QUOTH CORPUS - is the table of people the same however it was made, and never wrong when it is old, damaged or missing?

The table ("people" in the archive's folder) grows with the archive and is made by whoever needs it first. After each change the list
of speakers with a table that has grown must be the one with a table made from nothing."""
import concurrent.futures
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

faults = 0


def run(quoth, archive, *arguments):
    done = subprocess.run([quoth, *arguments, "--archive", archive], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"quoth {' '.join(arguments)}: exit status {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def speakers(quoth, archive):
    return run(quoth, archive, "speakers", "--json", "-n", "0")


def expect(what, ok):
    global faults
    faults += not ok
    if not ok:
        print(f"{what}: the speakers differ")


def same_from_nothing(quoth, archive, what):
    """What a table that has grown says, and what one made from nothing says."""
    grown = speakers(quoth, archive)
    os.remove(os.path.join(archive, "people"))
    expect(what, grown == speakers(quoth, archive))
    return grown


def articles(corpus):
    """Invented reports as JSON lines, shuffled, so that names meet in another order than they were written."""
    lines = []
    for name in sorted(os.listdir(os.path.join(corpus, "articles"))):
        if name.endswith(".jsonl"):
            lines += open(os.path.join(corpus, "articles", name), encoding="utf-8").read().splitlines()
    random.Random(11).shuffle(lines)
    return lines


def main():
    quoth, corpus = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        archive, rules = os.path.join(folder, "a"), os.path.join(folder, "a", "aliases")
        lines = articles(corpus)
        steps = [0, 40, 41, 43, 50, 80, 81, len(lines)]
        for i, (start, end) in enumerate(zip(steps, steps[1:])):
            path = os.path.join(folder, f"{i}.jsonl")
            with open(path, "w", encoding="utf-8") as f:
                f.write("\n".join(lines[start:end]) + "\n")
            run(quoth, archive, "index", "-q", path)
            same_from_nothing(quoth, archive, f"after {end} articles")
        everyone = speakers(quoth, archive)
        names = [p["speaker"] for p in json.loads(everyone)["speakers"]]

        run(quoth, archive, "remove", "-q", "3", "17")
        fewer = same_from_nothing(quoth, archive, "after a removal")
        run(quoth, archive, "reindex", "-q")
        expect("after a reindex", fewer == speakers(quoth, archive))

        for text in (f"merge {names[0]} = {names[1]}\n", f"hide {names[0]}\n", f"rename {names[2]} = Somebody Else\n", ""):
            with open(rules, "w", encoding="utf-8") as f:
                f.write(text)
            with_rule = same_from_nothing(quoth, archive, f"with {text!r}")
            expect(f"{text!r} changes something", (with_rule == fewer) == (text == ""))

        table = os.path.join(archive, "people")
        whole = open(table, "rb").read()
        for damaged in (b"", whole[:30], whole[:-1], whole + b"x", b"X" + whole[1:], whole[:9] + b"\x07" + whole[10:]):
            with open(table, "wb") as f:
                f.write(damaged)
            expect(f"a table of {len(damaged)} bytes", fewer == speakers(quoth, archive))
        os.remove(table)
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            expect("eight at once", {fewer} == set(pool.map(lambda _: speakers(quoth, archive), range(8))))
        expect("the file they left", fewer == speakers(quoth, archive) and os.listdir(archive).count("people") == 1)

        shutil.rmtree(os.path.join(folder, "b"), ignore_errors=True)
        shutil.copytree(archive, os.path.join(folder, "b"))
        expect("a copy elsewhere", fewer == speakers(quoth, os.path.join(folder, "b")))
    print(f"{len(names)} speakers, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
