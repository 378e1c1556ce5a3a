#!/usr/bin/env python3
"""totals.py QUOTH ARCHIVE [QUERIES [SEED]] - how far are the totals of ranked searches from the truth?

Makes queries of words that stand in the archive's own snippets (two words, phrases, proximity, quotations, exclusions), asks each for
its ten best hits and for its exact count, and prints, of those that are not exact, how the totals spread around the truth; and the
time that the searches took. Only queries with more than ten matches count: of fewer the total is the list."""
import json
import random
import re
import statistics
import subprocess
import sys

FORMS = ["{a} {b}", "{a} {b} -{c}", '"{p} {q}"', "{a} W/5 {b}", "{a} W/S {b}", "{p} PRE/3 {q}", "({a} OR {b}) W/10 {c}", "quote:({a} {b})",
         "ATLEAST/3({a}) {b}", "=({a}) CAPS({b})", "2OF({a} {b} {c})", "title:{a} {b}"]


def run(quoth, archive, *arguments):
    return subprocess.run([quoth, "--archive", archive, *arguments], capture_output=True, text=True, check=False).stdout


def queries(quoth, archive, count, rng):
    text = run(quoth, archive, "search", "-q", "--sample=600", f"--seed={rng.randrange(1000)}", "--format={title} {snippet}", "the")
    lines = [re.findall(r"[a-z]{3,}", line.lower()) for line in text.splitlines()]
    lines = [line for line in lines if len(line) > 6]
    for i in range(count):
        line = rng.choice(lines)
        at = rng.randrange(len(line) - 1)
        a, b, c = rng.sample(line, 3)
        yield FORMS[i % len(FORMS)].replace("=(", "(").format(a=a, b=b, c=c, p=line[at], q=line[at + 1])


def main():
    quoth, archive = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    ratios, times, exact, asked = [], [], 0, 0
    for query in queries(quoth, archive, count, rng):
        answer = run(quoth, archive, "search", "-q", "--json", "--no-snippets", "--", query)
        if not answer:
            continue
        found = json.loads(answer)
        times.append(found["took_ms"])
        if found["total"] <= 10:
            continue
        asked += 1
        truth = int(run(quoth, archive, "count", "-q", "--", query))
        if found["total_is_exact"]:
            exact += 1
            assert found["total"] == truth, query
        else:
            ratios.append(found["total"] / max(truth, 1))
    ratios.sort()
    print(f"{asked} queries with more than ten matches, {exact} totals exact, {len(ratios)} estimated")
    if len(ratios) > 10:
        tenths = statistics.quantiles(ratios, n=20)
        print("estimate / truth:  " + "  ".join(f"{p} % {tenths[p // 5 - 1]:.2f}" for p in (5, 25, 50, 75, 95)))
        errors = sorted(abs(r - 1) for r in ratios)
        print(f"error: median {errors[len(errors) // 2]:.0%}, within 10 % {sum(e <= .1 for e in errors) / len(errors):.0%}, "
              f"within 25 % {sum(e <= .25 for e in errors) / len(errors):.0%}, worst {errors[-1]:.0%}")
    times.sort()
    print(f"search: median {times[len(times) // 2]:.2f} ms, 95 % {times[len(times) * 95 // 100]:.2f} ms")


if __name__ == "__main__":
    sys.exit(main())
