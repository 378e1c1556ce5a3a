#!/usr/bin/env python3
"""watch.py QUOTH - does quoth index --watch find what is written, moved and changed below its folders, and end when it is told to?

Nothing here depends on how fast it is: each change is waited for, up to a minute."""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

QUOTH = os.path.abspath(sys.argv[1])
PATIENCE = 60


def quoth(room, *arguments):
    done = subprocess.run([QUOTH, *arguments, "--archive", os.path.join(room, "archive"), "-q"], capture_output=True, text=True)
    return done.stdout.strip()


def wait_for(room, query, expected, what):
    until = time.monotonic() + PATIENCE
    while quoth(room, "count", query) != expected:
        if time.monotonic() > until:
            sys.exit(f"watch: {what}: {query} was not found {expected} times in {PATIENCE} s")
        time.sleep(0.05)


def put(path, name, text):
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"id": name, "title": name, "text": text}, file)


def changes(room, feed):
    put(f"{feed}/first.json", "first", "A whale swam by.")
    wait_for(room, "whale", "1", "what was there before")
    put(f"{feed}/second.json", "second", "A barge sank near Bergen.")
    wait_for(room, "barge", "1", "a new file")

    os.makedirs(f"{feed}/new/deep")
    put(f"{feed}/new/deep/third.json", "third", "A ferry left.")
    wait_for(room, "ferry", "1", "a file in a new folder")

    put(f"{room}/outside.json", "fourth", "A crane fell.")
    os.rename(f"{room}/outside.json", f"{feed}/new/fourth.json")
    wait_for(room, "crane", "1", "a file that was moved there")

    os.makedirs(f"{room}/tree/below")
    put(f"{room}/tree/below/fifth.json", "fifth", "A lighthouse was sold.")
    os.rename(f"{room}/tree", f"{feed}/tree")
    wait_for(room, "lighthouse", "1", "a folder that was moved there")

    with open(f"{feed}/slow.json", "w", encoding="utf-8") as file:
        file.write('{"id":"slow","title":"slow","text":"A tug')
        file.flush()
        file.write(' came late."}')
    wait_for(room, "tug late", "1", "a file written in two pieces")

    put(f"{feed}/second.json", "second", "A barge floated near Bergen.")
    wait_for(room, "edit:(removed:sank added:floated)", "1", "a changed file")

    os.rename(f"{feed}/new", f"{feed}/old")
    put(f"{feed}/old/deep/sixth.json", "sixth", "A pilot boarded.")
    wait_for(room, "pilot", "1", "a file in a folder that was renamed")

    put(f"{feed}/.hidden.json", "hidden", "Nobody reads this harbour.")
    with open(f"{feed}/.quothignore", "w", encoding="utf-8") as file:
        file.write("*.part\n")
    put(f"{feed}/seventh.part", "part", "Nor this harbour.")
    put(f"{feed}/eighth.json", "eighth", "The end of the quay.")
    wait_for(room, "quay", "1", "a file beside ones that are left out")
    wait_for(room, "harbour", "0", "what is left out")


def main():
    with tempfile.TemporaryDirectory() as room:
        feed = os.path.join(room, "feed")
        os.makedirs(feed)
        command = [QUOTH, "index", "--watch", "--json", "--archive", os.path.join(room, "archive"), feed]
        watcher = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            changes(room, feed)
        finally:
            watcher.send_signal(signal.SIGTERM)
            report = watcher.stdout.read()
        status = watcher.wait()
        counts = json.loads(report)
        assert status == 0, f"watch: ended with {status}"
        assert counts["replaced"] == 1 and counts["added"] == 8 and counts["failed"] == 0, f"watch: {report}"
        assert "versions  1" in quoth(room, "history", "slow"), "watch: a file was read before it was whole"
        held = quoth(room, "count", "has:title")
        assert held == "8", f"watch: {held} articles instead of 8"
        assert subprocess.run([QUOTH, "check", "-q", "--archive", os.path.join(room, "archive")]).returncode == 0
        print("watch: all changes found")


main()
