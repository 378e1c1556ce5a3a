#!/usr/bin/env python3
"""unmark.py [--check] - makes articles/ and answers.jsonl from marked/ (see README.md). --check only says whether they are up to date."""
import html
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = {"d": "direct", "m": "mixed", "i": "indirect"}


def parse_file(path):
    head, _, body = open(path, encoding="utf-8").read().partition("\n\n")
    article = {}
    for line in head.split("\n"):
        key, separator, value = line.partition(": ")
        if not separator:
            sys.exit(f"{path}: header line without a value: {line}")
        article[key] = value.strip()
    paragraphs = [" ".join(line.strip() for line in p.split("\n")) for p in re.split(r"\n\s*\n", body.strip())]
    article["path"] = path
    return article, "\n\n".join(paragraphs)


def unmark(path, marked):
    """The text without marks, and the marks as (kind, arguments, start, end)."""
    text, marks, open_marks, i = [], [], [], 0
    while i < len(marked):
        c = marked[i]
        if c == "{":
            bar = marked.find("|", i)
            found = re.fullmatch(r"([qscpt])([^|{}]*)", marked[i + 1:bar]) if bar > 0 else None
            if not found:
                sys.exit(f"{path}: a mark that is none: {marked[i:i + 40]}")
            open_marks.append((found.group(1), found.group(2), len(text)))
            i = bar + 1
        elif c == "}":
            if not open_marks:
                sys.exit(f"{path}: '}}' without '{{' after: {''.join(text[-40:])}")
            kind, arguments, start = open_marks.pop()
            marks.append((kind, arguments, start, len(text)))
            i += 1
        else:
            text.append(c)
            i += 1
    if open_marks:
        sys.exit(f"{path}: a mark is not closed: {open_marks[-1]}")
    return "".join(text), sorted(marks, key=lambda m: m[2])


def answers_of(path, text, marks):
    quotes, places, times = {}, [], []
    for kind, arguments, start, end in marks:
        if kind == "q":
            number, letter = arguments[:-1], arguments[-1]
            quote = quotes.setdefault(number, {"start": start, "end": end, "spans": [], "type": KINDS[letter], "speech": True})
            quote["spans"].append([start, end])
            quote["start"], quote["end"] = min(quote["start"], start), max(quote["end"], end)
    for kind, arguments, start, end in marks:
        if kind in "sc":
            numbers, _, name = arguments.partition(" ")
            for number in numbers.split(","):
                if number not in quotes:
                    sys.exit(f"{path}: there is no quotation {number}")
                if kind == "s":
                    quotes[number]["speaker"] = {"start": start, "end": end, "text": text[start:end], "name": name}
                else:
                    quotes[number]["cue"] = {"start": start, "end": end, "text": text[start:end]}
        elif kind == "p":
            number, _, how = arguments.partition(" ")
            places.append({"start": start, "end": end, "name": text[start:end], "geonameid": int(number), "kind": how or "name"})
        elif kind == "t":
            value, _, how = arguments.partition(" ")
            times.append({"start": start, "end": end, "type": how or "DATE", "value": value})
    return {"quotes": list(quotes.values()), "places": places, "timexes": times}


def as_jsonl(article):
    return json.dumps({k: article[k] for k in ("id", "title", "text", "date", "source", "author", "language") if article.get(k)}, ensure_ascii=False)


def as_txt(article):
    return f"{article['title']}\n\n{article['text']}\n"


def as_html(article):
    e = html.escape
    meta = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article["title"], "datePublished": article["date"],
            "author": {"@type": "Person", "name": article.get("author", "")}, "publisher": {"@type": "Organization", "name": article["source"]}}
    body = "\n".join(f"<p>{e(p, quote=False)}</p>" for p in article["text"].split("\n\n"))
    host = re.sub(r"[^a-z]+", "", article["source"].lower())
    return f"""<!DOCTYPE html>
<html lang="{article.get('language', 'en')}">
<head>
<meta charset="utf-8">
<title>{e(article['title'])} | {e(article['source'])}</title>
<link rel="canonical" href="https://www.{host}.example/{article['date'].replace('-', '/')}/{article['id']}">
<meta property="og:title" content="{e(article['title'])}">
<meta property="article:published_time" content="{article['date']}T08:30:00Z">
<script type="application/ld+json">{json.dumps(meta, ensure_ascii=False)}</script>
</head>
<body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article>
<h1>{e(article['title'])}</h1>
<div class="byline">By <a rel="author" href="/by">{e(article.get('author', 'Staff'))}</a> <time datetime="{article['date']}">{article['date']}</time></div>
{body}
</article>
<aside class="related"><h2>More on this</h2><ul><li><a href="/a">What we know so far</a></li><li><a href="/b">In pictures</a></li></ul></aside>
</main>
<footer><p>Sign up to our newsletter. All rights reserved.</p></footer>
</body>
</html>
"""


def as_sgm(article):
    e = lambda s: html.escape(s, quote=False)
    paragraphs = "\n".join("    " + p for p in article["text"].split("\n\n"))
    return f"""<REUTERS NEWID="{article['id']}">
<DATE>{article['date']}</DATE>
<TEXT>
<TITLE>{e(article['title'])}</TITLE>
<AUTHOR>{e(article.get('author', ''))}</AUTHOR>
<BODY>{e(paragraphs)}
</BODY></TEXT>
</REUTERS>
"""


def as_trec(article):
    e = lambda s: html.escape(s, quote=False)
    paragraphs = "\n".join(f"<P>\n{e(p)}\n</P>" for p in article["text"].split("\n\n"))
    return f"""<DOC>
<DOCNO>{article['id']}</DOCNO>
<DATE>{article['date']}</DATE>
<HEAD>{e(article['title'])}</HEAD>
<BYLINE>{e(article.get('author', ''))}</BYLINE>
<TEXT>
{paragraphs}
</TEXT>
</DOC>
"""


RECORDS = {"sgm": as_sgm, "trec": as_trec}
PAGES = {"txt": as_txt, "html": as_html}


def build():
    files, answers, ids = {}, [], set()
    for name in sorted(os.listdir(os.path.join(HERE, "marked"))):
        path = os.path.join(HERE, "marked", name)
        article, marked = parse_file(path)
        text, marks = unmark(path, marked)
        article["text"] = text
        if article["id"] in ids or not re.fullmatch(r"[a-z0-9-]+", article["id"]):
            sys.exit(f"{path}: the id {article['id']} is taken or is not of letters, digits and hyphens")
        ids.add(article["id"])
        form = article.get("format", "jsonl")
        if form == "jsonl":
            name = re.sub(r"[^a-z0-9]+", "-", article["source"].lower()).strip("-")
            if not name:
                sys.exit(f"{path}: the source's name holds no Latin letter to make a file's name of")
            to = f"articles/{name}.jsonl"
            files[to] = files.get(to, "") + as_jsonl(article) + "\n"
        elif form in RECORDS:
            to = f"articles/wire.{form}"
            files[to] = files.get(to, "") + RECORDS[form](article)
        else:
            files[f"articles/{article['id']}.{form}"] = PAGES[form](article)
        answers.append({"id": article["id"], "format": form, "title": article["title"], "dct": article.get("date"), "language": article.get("language"), "text": text,
                        **answers_of(path, text, marks)})
    files["answers.jsonl"] = "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in answers)
    return files


def main():
    files = build()
    stale = []
    present = {"articles/" + n for n in os.listdir(os.path.join(HERE, "articles"))} | {"answers.jsonl"}
    for name, content in files.items():
        path = os.path.join(HERE, name)
        if os.path.exists(path) and open(path, encoding="utf-8").read() == content:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            open(path, "w", encoding="utf-8").write(content)
    for name in present - set(files):
        if os.path.exists(os.path.join(HERE, name)):
            stale.append(name)
            if "--check" not in sys.argv:
                os.remove(os.path.join(HERE, name))
    if "--check" in sys.argv and stale:
        sys.exit("not up to date (run corpus/unmark.py): " + ", ".join(sorted(stale)))
    print(f"{len(files) - 1} files in articles/, {files['answers.jsonl'].count(chr(10))} articles")


if __name__ == "__main__":
    main()
