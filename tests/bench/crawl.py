#!/usr/bin/env python3
"""crawl.py QUOTH [PAGES] - how fast is a crawl indexed, held against the same pages as files?

Generates PAGES (10,000) web pages of invented news, as responses of a WARC packed record by record, and as files in folders. Indexes both in
turn, three times, each into an archive of its own, and prints the rates and the ratio of their medians. Target: a crawl at no less
than half the rate of files. Needs nothing but the program; some 150 MB in the temporary folder."""
import gzip
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

WORDS = ("harbour tide ferry bridge council vote minister report market grain price storm rain school hospital strike union court judge "
         "police road train delay budget tax island coast quay fleet port ship cargo crew captain engine repair inquiry committee").split()
PEOPLE = ("Ada Quist", "Tom Varga", "Mina Okoro", "Jon Pell", "Rosa Lind")
PLACES = ("Whitby", "Lisbon", "Toledo", "Nairobi", "Osaka", "Gdansk")
FRAME = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - Quay Post</title>
<meta property="article:published_time" content="{day}T08:00:00Z"><link rel="canonical" href="https://quay.example/{path}">
</head><body><nav><ul>{nav}</ul></nav><article><h1>{title}</h1>{body}</article>
<aside><h2>More</h2><ul>{nav}</ul></aside><footer><p>Contact the Quay Post. All rights reserved.</p></footer></body></html>"""


def sentence(rng):
    words = " ".join(rng.choice(WORDS) for _ in range(rng.randint(8, 20)))
    if rng.random() < 0.2:
        return f"“The {words},” said {rng.choice(PEOPLE)} in {rng.choice(PLACES)}."
    return f"The {words} in {rng.choice(PLACES)}."


def page(number):
    rng = random.Random(number)
    day = f"2023-{rng.randint(1, 10):02}-{rng.randint(1, 28):02}"
    path = f"{day.replace('-', '/')}/{number}.html"
    nav = "".join(f'<li><a href="/{w}">{w.title()}</a></li>' for w in rng.sample(WORDS, 20))
    body = "".join("<p>" + " ".join(sentence(rng) for _ in range(4)) + "</p>" for _ in range(rng.randint(4, 10)))
    return path, FRAME.format(title=" ".join(rng.sample(WORDS, 6)).capitalize(), day=day, path=path, nav=nav, body=body).encode()


def record(path, html):
    http = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(html)) + html
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://quay.example/{path}\r\nWARC-Date: 2023-12-01T00:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


def generate(root, pages):
    with open(f"{root}/crawl.warc.gz", "wb") as crawl:
        for number in range(pages):
            path, html = page(number)
            crawl.write(gzip.compress(record(path, html), 6))
            os.makedirs(os.path.dirname(f"{root}/files/{path}"), exist_ok=True)
            with open(f"{root}/files/{path}", "wb") as file:
                file.write(html)


def rate(quoth, archive, what, pages):
    began = time.monotonic()
    told = subprocess.run([quoth, "index", "--archive", archive, what], check=True, capture_output=True, text=True)
    took = time.monotonic() - began
    said = told.stdout + told.stderr
    if f"{pages} articles added".replace(",", "") not in said.replace(",", ""):
        sys.exit(f"crawl.py: not all pages became articles: {said.strip()}")
    return pages / took


def main():
    quoth, pages = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    rates = {"crawl.warc.gz": [], "files": []}
    with tempfile.TemporaryDirectory() as root:
        generate(root, pages)
        for turn in range(3):
            for what in rates:
                rates[what].append(rate(quoth, f"{root}/archive-{what}-{turn}", f"{root}/{what}", pages))
    median = {what: statistics.median(list_) for what, list_ in rates.items()}
    for what, list_ in rates.items():
        print(f"{what:14} {median[what]:7.0f} pages/s   ({', '.join(f'{r:.0f}' for r in list_)})")
    ratio = median["crawl.warc.gz"] / median["files"]
    print(f"ratio          {ratio:7.2f}           target at least 0.50: {'met' if ratio >= 0.5 else 'MISSED'}")
    return ratio < 0.5


if __name__ == "__main__":
    sys.exit(main())
