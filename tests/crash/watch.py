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
    assert "versions  1" in quoth(room, "history", "slow"), "watch: a file was read before it was whole"


def removals(room, feed):
    """With --prune what goes from the folders goes from the archive; what only has another name stays what it is."""
    put(f"{feed}/first.json", "first", "A whale swam by.")
    os.makedirs(f"{feed}/in/deep")
    put(f"{feed}/in/deep/second.json", "second", "A barge sank near Bergen.")
    put(f"{feed}/in-2.json", "third", "A ferry left.")
    put(f"{feed}/kept.json", "fourth", "A crane fell.")
    wait_for(room, "has:title", "4", "what was there before")
    article = quoth(room, "search", "--format", "{article}", "crane")
    os.rename(f"{feed}/kept.json", f"{feed}/renamed.json")
    os.remove(f"{feed}/first.json")
    wait_for(room, "whale", "0", "a removed file")
    os.rename(f"{feed}/in", f"{room}/away")
    wait_for(room, "barge", "0", "a folder that was moved away")
    wait_for(room, "has:title", "2", "what is left")
    assert quoth(room, "search", "--format", "{article} {locator}", "crane") == f"{article} {feed}/renamed.json", "watch: renamed"
    with open(f"{feed}/two.jsonl", "w", encoding="utf-8") as file:
        file.write('{"id":"a","text":"A tug came."}\n{"id":"b","text":"A pilot boarded."}\n')
    wait_for(room, "tug OR pilot", "2", "two records")
    with open(f"{feed}/two.jsonl", "w", encoding="utf-8") as file:
        file.write('{"id":"a","text":"A tug came."}\n')
    wait_for(room, "pilot", "0", "a removed record")


def main():
    watch(changes, [], {"replaced": 1, "added": 8, "failed": 0, "removed": 0}, 8)
    watch(removals, ["--prune"], {"added": 6, "failed": 0, "removed": 3}, 3)
    print("watch: all changes found")


def watch(happens, options, expected, articles):
    with tempfile.TemporaryDirectory() as room:
        feed = os.path.join(room, "feed")
        os.makedirs(feed)
        command = [QUOTH, "index", "--watch", "--json", "--archive", os.path.join(room, "archive"), *options, feed]
        watcher = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            happens(room, feed)
        finally:
            watcher.send_signal(signal.SIGTERM)
            report = watcher.stdout.read()
        status = watcher.wait()
        counts = json.loads(report)
        assert status == 0, f"watch: ended with {status}"
        for name, count in expected.items():
            assert counts[name] == count, f"watch: {name} is not {count}: {report}"
        held = quoth(room, "count", "-q", "NOT nothing")
        assert held == str(articles), f"watch: {held} articles instead of {articles}"
        assert subprocess.run([QUOTH, "check", "-q", "--archive", os.path.join(room, "archive")]).returncode == 0


main()
