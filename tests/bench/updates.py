#!/usr/bin/env python3
"""updates.py QUOTH BENCH_UPDATES BENCH_ASK ARTICLES.jsonl... [options] - what does a small update of a large archive cost?

Makes an archive of --size articles as tests/bench/scale does (or takes a copy of --archive, made with the same QUOTH), and prints:

  one       a process `quoth index one.jsonl`: its wall time and CPU, median and maximum over --single runs
  visible   in one open writer, a commit an article: from the call until a search finds it, median, 99th percentile, maximum; and the
            CPU of both, median and mean, which does not depend on what else the machine does
  rate      articles a second, --commits commits of one article each, synced; and in commits of 10
  search    the queries of scale, time after these commits by time before, when the archive was one shard, median over the queries

Merges are in these times: a commit that merges says so by its maximum. Nothing here decides by a clock."""
import argparse
import importlib.machinery
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True


def load_scale():
    loader = importlib.machinery.SourceFileLoader("scale", os.path.join(os.path.dirname(os.path.abspath(__file__)), "scale"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("scale", loader))
    loader.exec_module(module)
    return module


def write_jsonl(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_lines(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(" ".join(row["title"].split()) + "\t" + " ".join(row["text"].split()) + "\n")


def one_by_process(options, archive, rows, room):
    """[(wall ms, cpu ms)] of `quoth index` with one new article."""
    times = []
    for number, row in enumerate(rows):
        path = os.path.join(room, f"one-{number}.jsonl")  # a file that changes would have its article replaced
        write_jsonl(path, [row])
        start = time.monotonic()
        process = subprocess.Popen([options.quoth, "index", "--quiet", "--archive", archive, path])
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit("updates: quoth index failed")
        times.append(((time.monotonic() - start) * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3))
    return times


def by_writer(options, archive, rows, batch, room):
    """(milliseconds to open, [(committed, found, cpu)])"""
    path = os.path.join(room, "lines")
    write_lines(path, rows)
    lines = subprocess.run([options.bench_updates, archive, path, str(batch)], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    fields = [line.split("\t") for line in lines]
    return float(fields[0][1]), [(float(f[1]), float(f[2]), float(f[3])) for f in fields[1:]]


def ask(options, archive, asked, room):
    """[milliseconds of CPU] for the top 10 of each query."""
    path = os.path.join(room, "queries")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(query + "\n" for _, query in asked)
    out = subprocess.run([options.bench_ask, archive, path, "3", "cpu"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return [float(line.split("\t")[2]) for line in out.splitlines() if line.split("\t")[1] == "top 10"]


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def shards(archive):
    with open(os.path.join(archive, "inverted", "manifest"), encoding="utf-8") as file:
        return sum(line.startswith("shard ") for line in file)


def make_archive(options, altered, room):
    archive = os.path.join(room, "archive")
    if options.archive:
        shutil.copytree(options.archive, archive)
        return archive
    path = os.path.join(room, "articles.jsonl")
    write_jsonl(path, altered.articles(options.size))
    subprocess.run([options.quoth, "index", "--quiet", "--archive", archive, path], check=True)
    os.remove(path)
    return archive


def report(options, altered, room):
    fresh = [dict(row, id="") for row in altered.articles(2 * options.commits + options.single)]
    archive = make_archive(options, altered, room)
    before = ask(options, archive, altered.queries(), room)
    print(f"archive      {options.size if not options.archive else 'as given'} articles, {shards(archive)} shards", flush=True)
    single = one_by_process(options, archive, fresh[2 * options.commits:], room)
    print(f"one          {statistics.median(w for w, _ in single):.1f} ms wall, {statistics.median(c for _, c in single):.1f} ms CPU; "
          f"most {max(w for w, _ in single):.1f} ms", flush=True)
    opened, commits = by_writer(options, archive, fresh[:options.commits], 1, room)
    found, cpu = [f for _, f, _ in commits], [c for _, _, c in commits]
    print(f"open         {opened:.1f} ms")
    print(f"visible      {statistics.median(found):.1f} ms, 99 of 100 below {percentile(found, .99):.1f}, most {max(found):.1f}; longest commit {max(c for c, _, _ in commits):.1f}; "
          f"CPU {statistics.median(cpu):.1f} ms, mean {statistics.mean(cpu):.1f}")
    print(f"rate         {1e3 * len(commits) / sum(c for c, _, _ in commits):.0f} articles a second, a commit each", flush=True)
    after = ask(options, archive, altered.queries(), room)
    ratios = [a / b for a, b in zip(after, before)]
    print(f"search       {statistics.median(ratios):.2f} times as long after {options.commits} commits (geometric mean "
          f"{statistics.geometric_mean(ratios):.2f}), {shards(archive)} shards")
    _, commits = by_writer(options, archive, fresh[options.commits:2 * options.commits], 10, room)
    print(f"rate         {1e3 * options.commits / sum(c for c, _, _ in commits):.0f} articles a second, ten a commit")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quoth")
    parser.add_argument("bench_updates")
    parser.add_argument("bench_ask")
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--size", type=int, default=100000)
    parser.add_argument("--archive", help="an archive of that size, copied")
    parser.add_argument("--commits", type=int, default=500)
    parser.add_argument("--single", type=int, default=15)
    parser.add_argument("--fresh", type=int, default=400)
    options = parser.parse_args()
    for name in ("quoth", "bench_updates", "bench_ask"):
        setattr(options, name, os.path.abspath(getattr(options, name)))
    scale = load_scale()
    with tempfile.TemporaryDirectory() as room:
        report(options, scale.Altered(scale.read(options.articles), options.fresh), room)


main()
