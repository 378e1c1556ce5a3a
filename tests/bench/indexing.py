#!/usr/bin/python3
"""indexing.py QUOTH JSONL[.zst] [--rounds N] [--only quoth,xapian,fts5] - how fast does quoth index, beside its peers?

Each engine indexes the same articles (title and text) from the same file as a process of its own; the engines take turns, N rounds, and the
medians are printed. Peers: plain Xapian (Debian's python3-xapian: TermGenerator with an English stemmer, STEM_SOME, positions, flush every
10,000 documents as by default) and SQLite FTS5 (porter unicode61, detail=full, text stored, then optimize). Both are written in C or C++;
the Python around them costs under 5 % of their time and reads the file as quoth does. Runs with the system's python3."""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def articles(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield article.get("title", ""), article.get("text", "")


def index_xapian(path, to):
    import xapian
    database = xapian.WritableDatabase(to, xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("en"))
    generator.set_stemming_strategy(xapian.TermGenerator.STEM_SOME)
    for title, text in articles(path):
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(title)
        generator.increase_termpos()
        generator.index_text(text)
        document.set_data(title)
        database.add_document(document)
    database.commit()


def index_fts5(path, to):
    import sqlite3
    os.mkdir(to)
    database = sqlite3.connect(os.path.join(to, "fts.sqlite"))
    database.executescript("""pragma journal_mode=wal; pragma cache_size=-200000;
        create virtual table article using fts5(title, body, tokenize='porter unicode61', detail=full);""")
    database.executemany("insert into article values (?, ?)", articles(path))
    database.execute("insert into article(article) values ('optimize')")
    database.commit()
    database.execute("pragma wal_checkpoint(truncate)")


def folder_bytes(folder):
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names)


def measured(command):
    """Wall seconds, CPU seconds and peak bytes of a process."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed: {errors.decode()}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quoth")
    parser.add_argument("jsonl")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="quoth,quoth-no-tags,xapian,fts5")
    parser.add_argument("--as-peer", choices=["xapian", "fts5"], help=argparse.SUPPRESS)
    parser.add_argument("--to", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.as_peer:
        {"xapian": index_xapian, "fts5": index_fts5}[options.as_peer](options.jsonl, options.to)
        return

    room = tempfile.mkdtemp(prefix="quoth-bench-")
    try:
        plain = options.jsonl
        if plain.endswith(".zst"):
            plain = os.path.join(room, "articles.jsonl")
            subprocess.run(["zstd", "-dqf", options.jsonl, "-o", plain], check=True)
        text = sum(len(title.encode()) + len(body.encode()) for title, body in articles(plain))
        to = os.path.join(room, "archive")
        me = [sys.executable, os.path.abspath(__file__), options.quoth, plain, "--to", to, "--as-peer"]
        commands = {"quoth": [options.quoth, "index", "--quiet", "--archive", to, plain],
                    "quoth-no-tags": [options.quoth, "index", "--quiet", "--no-tags", "--archive", to, plain],
                    "xapian": me + ["xapian"], "fts5": me + ["fts5"]}
        figures = {name: [] for name in options.only.split(",")}
        for _ in range(options.rounds):
            for name in figures:
                shutil.rmtree(to, ignore_errors=True)
                figures[name].append((*measured(commands[name]), folder_bytes(to)))
        print(f"{text / 1e6:.1f} MB of text, {os.cpu_count()} cores, median of {options.rounds} rounds\n")
        print(f"{'engine':14} {'wall s':>8} {'MB/s':>7} {'CPU s':>8} {'peak MB':>8} {'disk/text':>9} {'speed of quoth':>15}")
        base = statistics.median(f[0] for f in figures[next(iter(figures))])
        for name, runs in figures.items():
            wall, cpu, peak, disk = (statistics.median(column) for column in zip(*runs))
            print(f"{name:14} {wall:8.1f} {text / 1e6 / wall:7.2f} {cpu:8.1f} {peak / 1e6:8.0f} {disk / text:9.2f} {wall / base:14.2f}x")
    finally:
        shutil.rmtree(room, ignore_errors=True)


if __name__ == "__main__":
    main()
