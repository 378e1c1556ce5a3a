#!/usr/bin/env python3
"""rescan.py QUOTH FOLDER [FILES] - what does it cost to find that nothing is new?

Makes FILES (100,000) small texts below FOLDER, indexes them once, and then times in turn, five rounds: `quoth index` over the unchanged
files, and `find -printf '%s %T@'` over them. Prints medians of the elapsed and of the CPU time, and their ratios."""
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time

ROUNDS, A_FOLDER = 5, 500


def make_files(folder, count):
    for i in range(count):
        below = f"{folder}/news/{i // A_FOLDER:05d}"
        if i % A_FOLDER == 0:
            os.makedirs(below, exist_ok=True)
        with open(f"{below}/report-{i:07d}.txt", "w") as out:
            out.write(f"The council met.\n\nIt was the meeting number {i} of the council.\n")


def timed(command):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    quoth, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 100000
    commands = {"find": ["find", f"{folder}/news", "-type", "f", "-printf", "%s %T@\n"],
                "quoth": [quoth, "index", "-q", "-A", f"{folder}/archive", f"{folder}/news"]}
    make_files(folder, count)
    subprocess.run(commands["quoth"] + ["--no-tags"], check=True)
    times = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            times[name].append(timed(command))
    for column, what in enumerate(("elapsed", "CPU")):
        middle = {name: statistics.median(t[column] for t in times[name]) for name in commands}
        print(f"{what}: find {middle['find']:.3f} s, quoth {middle['quoth']:.3f} s for {count} unchanged files:"
              f" {middle['quoth'] / middle['find']:.2f} times")
    shutil.rmtree(f"{folder}/news")
    shutil.rmtree(f"{folder}/archive")


if __name__ == "__main__":
    main()
