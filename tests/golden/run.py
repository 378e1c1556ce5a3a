#!/usr/bin/env python3
"""run.py QUOTH SOURCE FILE... - do the commands in these files print what stands below them?

A file holds shell commands and what they print, as a terminal shows it; other lines are remarks:

    $ quoth count '"half the time"'
    1
    [exit 0]          (only needed when the status is not 0)

In a .md file only the blocks fenced by ```console count. Each file runs in one empty folder with corpus/ beside it, an archive of its
own, one shell after the other; both streams are shown, standard output first. Times, speeds and sizes vary: they are compared as N.
A line that is just "..." stands for any lines. "./dev" commands set up the machine and are only checked to exist.
With UPDATE=1 the files are rewritten with what was printed."""
import os
import re
import subprocess
import sys
import tempfile

VARYING = [(r"\d+(\.\d+)? (bytes|kB|MB|GB)/s", "N/s"), (r"\d+(\.\d+)? (ms|s)\b", r"N \2"), (r'"(took_ms|seconds)":[0-9.e-]+', r'"\1":N'),
           (r"\d+\.\d+ (kB|MB), \d+\.\d+", "N"), (r"on disk +.*", "on disk N")]


def comparable(lines):
    out = []
    for line in lines:
        for pattern, to in VARYING:
            line = re.sub(pattern, to, line)
        out.append(line.rstrip())
    return out


def agrees(expected, printed):
    """Lists of lines; "..." in `expected` matches any number of lines."""
    if not expected:
        return not printed
    if expected[0] == "...":
        return any(agrees(expected[1:], printed[i:]) for i in range(len(printed) + 1))
    return bool(printed) and expected[0] == printed[0] and agrees(expected[1:], printed[1:])


def cases(lines, markdown):
    """Yields (index of the command's line, command, first and last index of what is expected)."""
    active, i = not markdown, 0
    while i < len(lines):
        if markdown and lines[i].startswith("```"):
            active = lines[i] == "```console"
        elif active and lines[i].lstrip().startswith("$ "):
            indent = len(lines[i]) - len(lines[i].lstrip())
            start, command = i, lines[i][indent + 2:]
            while command.endswith("\\"):
                i += 1
                command = command[:-1] + lines[i][indent:].removeprefix("> ")
            end = i + 1
            while end < len(lines) and not (lines[end].lstrip().startswith("$ ") or lines[end].startswith("```") or
                                            (not markdown and lines[end].startswith("#"))):
                end += 1
            while not markdown and end > i + 1 and lines[end - 1] == "":
                end -= 1
            yield start, command, i + 1, end, indent
            i = end - 1
        i += 1


def run(command, folder, environment):
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    lines = done.stdout.splitlines() + done.stderr.splitlines()
    return [line.replace(folder, "$HOME") for line in lines] + ([f"[exit {done.returncode}]"] if done.returncode else [])


def check(path, quoth, source):
    lines = open(path, encoding="utf-8").read().split("\n")
    failures, count, replacements = 0, 0, []
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.join(source, "corpus"), os.path.join(folder, "corpus"))
        environment = {"PATH": os.path.dirname(quoth) + ":" + os.environ["PATH"], "HOME": folder, "LANG": "C.UTF-8", "QUOTH_TODAY": "2024-06-30",
                       "QUOTH_ARCHIVE": os.path.join(folder, "archive"), "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        for start, command, first, end, indent in cases(lines, path.endswith(".md")):
            count += 1
            if command.startswith("./dev"):
                usage = subprocess.run([os.path.join(source, "dev"), "help"], capture_output=True, text=True).stdout
                printed = [] if re.search(rf"^  {command.split()[1]}\b", usage, re.M) else [f"no such command: {command}"]
                if printed:
                    print(f"{path}:{start + 1}: {printed[0]}")
                    failures += 1
                continue
            printed = run(command, folder, environment)
            expected = [line[indent:] for line in lines[first:end]]
            if not agrees(comparable(expected), comparable(printed)):
                failures += 1
                print(f"{path}:{start + 1}: $ {command}\n--- expected\n" + "\n".join(expected) + "\n--- printed\n" + "\n".join(printed))
                replacements.append((first, end, [" " * indent + line for line in printed]))
    if os.environ.get("UPDATE"):
        for first, end, printed in reversed(replacements):
            lines[first:end] = printed
        open(path, "w", encoding="utf-8").write("\n".join(lines))
    print(f"{path}: {count} commands, {failures} differ")
    if count == 0:
        print(f"{path}: holds no command")
    return failures + (count == 0)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(1 if sum(check(path, os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])) for path in sys.argv[3:]) else 0)
