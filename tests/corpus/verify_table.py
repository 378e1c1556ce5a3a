#!/usr/bin/env python3
"""verify_table.py QUOTH CORPUS TABLE - does `quoth verify` say of each text of the table what stands beside it?

A row: the text, whom it is ascribed to ("" for nobody), the verdict, who is shown as the speaker of the closest quotation, and what differs:
[-words of the quotation-] {+words of the text+}, a space between changes; where one more column stands, the explanation. The exit status must be 0 for "exact" alone. UPDATE=1 writes what was answered,
to be read before it is kept."""
import json
import os
import subprocess
import sys
import tempfile

FEWEST = 40


def changes(answer):
    marks = {"removed": "[-{}-]", "added": "{{+{}+}}"}
    return " ".join(marks[d["op"]].format(d["text"]) for d in answer["diff"] if d["op"] in marks)


def explained(answer):
    return answer["explanation"] + "".join(f"; a {what} differs" for what in ("negation", "number") if answer[what + "_differs"])


def answered(quoth, archive, text, by):
    done = subprocess.run([quoth, "verify", "-A", archive, "--json", *(["--by", by] if by else []), "--", text], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{text}: {done.stderr}")
    answer = json.loads(done.stdout)
    fields = [answer["verdict"], (answer["closest"] or {}).get("speaker", ""), changes(answer), explained(answer)]
    return fields, (done.returncode == 0) == (answer["verdict"] == "exact")


def main():
    quoth, corpus, table = sys.argv[1:]
    lines = open(table, encoding="utf-8").read().splitlines()
    out, wrong, rows = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        archive = os.path.join(folder, "archive")
        subprocess.run([quoth, "index", "-q", "-A", archive, os.path.join(corpus, "articles")], check=True)
        for line in lines:
            if not line or line.startswith("#"):
                out.append(line)
                continue
            text, by, *wanted = line.split("\t")
            got, status_fits = answered(quoth, archive, text, by)
            rows += 1
            got = got[:max(3, len(wanted))]
            if got != wanted + [""] * (3 - len(wanted)) or not status_fits:
                wrong += 1
                print(f"{text} (by {by or 'anybody'})\n  wanted {wanted}\n  got    {got}{'' if status_fits else ', and the exit status does not fit'}")
            out.append("\t".join([text, by, *got]).rstrip("\t"))
    if os.environ.get("UPDATE"):
        with open(table, "w", encoding="utf-8") as f:
            f.write("\n".join(out) + "\n")
    print(f"{rows} texts, {wrong} answered otherwise")
    return 1 if wrong or rows < FEWEST else 0


if __name__ == "__main__":
    sys.exit(main())
