#!/usr/bin/env python3
"""rescan.py QUOTH [--files N] [--below FOLDER] - what does it cost to find that nothing is new?

Makes N (100,000) small texts in a folder of its own, indexes them once, and then times in turn, five rounds: `quoth index` over the
unchanged files, and `find -printf '%s %T@'` over them. Prints medians of the elapsed and of the CPU time, and their ratios. The folder is
made in the temporary one, or in FOLDER where another disk is to be measured, and is removed in the end."""
import argparse
import os
import resource
import statistics
import subprocess
import tempfile
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


def measure(quoth, folder, count):
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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quoth")
    parser.add_argument("--files", type=int, default=100000)
    parser.add_argument("--below", help="where the folder is made")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quoth-rescan-", dir=args.below) as folder:
        measure(os.path.abspath(args.quoth), folder, args.files)


if __name__ == "__main__":
    main()
