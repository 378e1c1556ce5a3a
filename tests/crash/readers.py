#!/usr/bin/env python3
"""readers.py QUOTH [SECONDS] - while a writer replaces every article, does each search see all of them, and check blame none?"""
import json
import os
import subprocess
import sys
import tempfile
import time

ARTICLES = 400
BUSY = 75


def write_version(path, version):
    with open(path + ".new", "w", encoding="utf-8") as out:
        for i in range(ARTICLES):
            out.write(json.dumps({"id": f"a{i}", "title": f"Report {i}", "text": f"The marker stands in version {version} of report {i}."}) + "\n")
    os.replace(path + ".new", path)


def main():
    quoth, seconds = os.path.abspath(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 4
    with tempfile.TemporaryDirectory() as folder:
        source, archive = os.path.join(folder, "reports.jsonl"), os.path.join(folder, "archive")
        write_version(source, 0)
        subprocess.run([quoth, "index", "-q", "-A", archive, source], check=True)
        writer, versions, searches, wrong = None, 0, 0, []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if writer is None or writer.poll() is not None:
                if writer is not None and writer.returncode:
                    sys.exit(f"the writer ended with {writer.returncode}")
                versions += 1
                write_version(source, versions)
                writer = subprocess.Popen([quoth, "index", "-q", "-A", archive, source])
            answer = subprocess.run([quoth, "count", "-q", "-A", archive, "marker"], capture_output=True, text=True)
            searches += 1
            if answer.returncode or answer.stdout.strip() != str(ARTICLES):
                wrong.append((answer.returncode, answer.stdout.strip(), answer.stderr.strip()))
            if searches % 10 == 0:
                check = subprocess.run([quoth, "check", "-q", "-A", archive], capture_output=True, text=True)
                if check.returncode not in (0, BUSY) or check.stdout:
                    wrong.append((check.returncode, check.stdout.strip()[:200], check.stderr.strip()))
        writer.wait()
        subprocess.run([quoth, "check", "-q", "-A", archive], check=True)
        print(f"{searches} searches during {versions} replacements of {ARTICLES} articles, {len(wrong)} wrong")
        for one in wrong[:5]:
            print("wrong:", *one)
        sys.exit(1 if wrong or versions < 2 else 0)


if __name__ == "__main__":
    main()
