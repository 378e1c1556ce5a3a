#!/usr/bin/env python3
"""sample_quotes.py QUOTH ARTICLES.jsonl COUNT SEED - quotations to be judged by eye, drawn at random

Tags the articles with `quoth tag` and draws COUNT quotations: those whose SHA-1 of seed, article, start and end is least, so that the
draw stays what it was for all quotations that a change of the taggers leaves alone. For each it prints one line to be filled in,

    article TAB start TAB end TAB kind TAB rule TAB mention TAB resolved name TAB quotation? TAB name?

and below it, indented, the words around, with the quotation in <<...>>, its mention in [[...]]. The verdict is 1 or 0.

    sample_quotes.py --sum VERDICTS.tsv

prints the shares of such lines once they are judged. The articles and so the words are their publishers': keep the output elsewhere."""
import hashlib
import json
import subprocess
import sys

BEFORE, AFTER = 900, 250


def quotations(quoth, path):
    with open(path, encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    done = subprocess.run([quoth, "tag", path], capture_output=True, text=True, check=True)
    texts = {article["id"]: article for article in articles}
    for line in done.stdout.splitlines():
        tags = json.loads(line)
        for quote in tags.get("quotes", []):
            if quote.get("in") != "title" and tags["id"] in texts:
                yield texts[tags["id"]], quote


def place_in_draw(seed, article, quote):
    return hashlib.sha1(f"{seed} {article['id']} {quote['start']} {quote['end']}".encode()).digest()


def marked(text, marks, start, end):
    """The text from start to end with the (place, string) marks put in."""
    out, at = [], start
    for place, mark in sorted(marks):
        if start <= place <= end:
            out += [text[at:place], mark]
            at = place
    return "".join(out) + text[at:end]


def print_quote(article, quote):
    text, speaker = article["text"], quote.get("speaker") or {}
    mention = text[speaker["start"]:speaker["end"]] if "start" in speaker else ""
    fields = [article["id"], quote["start"], quote["end"], quote["type"], quote["rule"], mention, speaker.get("name") or "", "", ""]
    print("\t".join(str(field).replace("\n", " ") for field in fields))
    marks = [(quote["start"], "<<"), (quote["end"], ">>")]
    if mention:
        marks += [(speaker["start"], "[["), (speaker["end"], "]]")]
    around = marked(text, marks, max(0, quote["start"] - BEFORE), min(len(text), quote["end"] + AFTER))
    for line in [article.get("title", ""), *around.split("\n")]:
        if line.strip():
            print("    " + line)


def print_sum(path):
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith((" ", "#"))]
    said = sum(row[7] == "1" for row in rows)
    both = sum(row[7] == "1" and row[8] == "1" for row in rows)
    print(f"{len(rows)} quotations: {said / len(rows):.3f} are one; {both / len(rows):.3f} with the right name; name right of those {both / max(1, said):.3f}")


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--sum":
        return print_sum(sys.argv[2])
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    quoth, path, count, seed = sys.argv[1:]
    drawn = sorted(quotations(quoth, path), key=lambda pair: place_in_draw(seed, *pair))[:int(count)]
    for article, quote in drawn:
        print_quote(article, quote)


if __name__ == "__main__":
    main()
