#!/usr/bin/env python3
"""pauses.py QUOTH - a check that begins in the middle of a commit, and goes on when the writer has ended: does it blame nobody?

Writer and check are stopped at fault points, so that nothing here depends on how fast they are."""
import os
import signal
import subprocess
import sys
import tempfile

QUOTH = os.path.abspath(sys.argv[1])
BUSY = 75
ARTICLES = 20


def write_version(path, version):
    with open(path, "w", encoding="utf-8") as out:
        for i in range(ARTICLES):
            out.write(f'{{"id":"a{i}","title":"Report {i}","text":"The marker stands in version {version} of report {i}."}}\n')


def start(room, pause_at, *arguments):
    """Runs until it stops at the fault point; None where it ends before."""
    process = subprocess.Popen([QUOTH, *arguments, "-q", "-A", os.path.join(room, "archive")], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True, env={**os.environ, "QUOTH_PAUSE": pause_at})
    status = os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    if status.si_code == os.CLD_STOPPED:
        return process
    process.communicate()
    return None


def go_on(process):
    process.send_signal(signal.SIGCONT)
    out, errors = process.communicate()
    return process.returncode, out, errors


def points_of_a_commit(room):
    listed = subprocess.run([QUOTH, "index", "-q", "-A", os.path.join(room, "archive"), os.path.join(room, "reports.jsonl")],
                            capture_output=True, text=True, env={**os.environ, "QUOTH_FAULT": "list"})
    return [line.split()[1] for line in listed.stderr.splitlines() if line.startswith("fault: ")]


def check_meanwhile(room, point):
    """What the check answered, or None where the writer does not come by."""
    writer = start(room, point, "index", os.path.join(room, "reports.jsonl"))
    if writer is None:
        return None
    check = start(room, "check-open", "check")
    if check is None:
        sys.exit(f"pauses: the writer stands at {point}: the check ended before its fault point")
    status, _, errors = go_on(writer)
    if status:
        sys.exit(f"pauses: the writer that had stopped at {point} ended with {status}: {errors}")
    return go_on(check)


def main():
    with tempfile.TemporaryDirectory() as room:
        source = os.path.join(room, "reports.jsonl")
        write_version(source, 0)
        points_of_a_commit(room)
        write_version(source, 1)
        points, tried = points_of_a_commit(room), 0
        for version, point in enumerate(points, 2):
            write_version(source, version)
            answer = check_meanwhile(room, point)
            if answer is None:
                continue
            tried += 1
            status, out, errors = answer
            if status not in (0, BUSY) or out:
                sys.exit(f"pauses: the writer stood at {point}: check ended with {status}: {out}{errors}")
        subprocess.run([QUOTH, "check", "-q", "-A", os.path.join(room, "archive")], check=True)
        print(f"a check during each of {tried} steps of a commit blamed nobody")
        sys.exit(0 if tried >= 5 else f"pauses: only {tried} of {len(points)} steps were come by")


if __name__ == "__main__":
    main()
