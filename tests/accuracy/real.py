#!/usr/bin/env python3
"""real.py QUOTH [SHARED [ROOT]] - is each format read from files that other people made?

Looks for real files of each format where Debian's packages put them (below ROOT, where they need only be unpacked: apt-get download, dpkg-deb -x;
default: the machine) and in SHARED (default: $QUOTH_SHARED, else ../shared beside the repository), reads those that are there, and says of which formats this machine has none. Fails only where a file that is there gives fewer articles
than it holds, or what it must not."""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
DOC = "/usr/share/doc"
FEEDS = DOC + "/libxml-rss-perl/examples/"

# Format, path ({shared} is SHARED), whose it is, the least number of articles, a word of the first one's text or title, options.
FILES = [
    ("pdf", DOC + "/shared-mime-info/shared-mime-info-spec.pdf", "shared-mime-info", 1, "MIME", []),
    ("pdf", DOC + "/libtasn1-doc/libtasn1.pdf", "libtasn1-doc", 1, "ASN.1", []),
    ("mail", DOC + "/gir1.2-gmime-3.0/examples/example.eml", "gir1.2-gmime-3.0", 1, "the test", []),
    ("html", DOC + "/base-passwd/users-and-groups.html", "base-passwd", 1, "root", []),
    ("html", DOC + "/libffi8/html/Introduction.html", "libffi8", 1, "calling convention", []),
    ("csv", "/usr/share/distro-info/debian.csv", "distro-info-data", 10, "Buzz", ["--map", "title=.codename,date=.release"]),
    ("csv", "/usr/share/distro-info/ubuntu.csv", "distro-info-data", 10, "Warty", ["--map", "title=.codename,date=.release"]),
    ("csv", "{shared}/gazetteer/en_names.tsv", "SHARED", 1000, "", ["--map", "id=.1,title=.2"]),
    ("text", "/usr/share/common-licenses/GPL-3", "base-files", 1, "license", ["--all-files"]),
    ("text in gzip", DOC + "/base-files/changelog.gz", "base-files", 1, "base-files", ["--all-files"]),
    ("tar", DOC + "/openjdk-17-jre-headless/test-amd64/jtreport-hotspot.tar.gz", "openjdk-17-jre-headless", 1, "", []),
    ("tar of pages", "{shared}/gold/dev/html.tar.zst", "SHARED", 600, "", []),
    ("feed", FEEDS + "0.9/slashdot.rdf", "libxml-rss-perl", 10, "Red Hat Tightening", []),
    ("feed", FEEDS + "0.91/xmlnews.rdf", "libxml-rss-perl", 1, "XML Data Servers", []),
    ("feed", FEEDS + "0.91/fm.rdf", "libxml-rss-perl", 10, "Xskat", []),
    ("feed", FEEDS + "1.0/slash.rdf", "libxml-rss-perl", 2, "Installed Slash", []),
    ("feed", FEEDS + "2.0/flickr-rss-with-both-desc-and-media-desc.xml", "libxml-rss-perl", 1, "", []),
    ("office", DOC + "/debian-policy/policy.epub", "debian-policy", 1, "requirements for the Debian distribution", []),
    ("office", "/usr/share/developers-reference/developers-reference.epub", "developers-reference", 1, "Holger Levsen", []),
    ("sqlite", "/usr/share/proj/proj.db", "proj-data", 3000, "Afghanistan", ["--sql=select name as title, description as text from extent"]),
    ("jsonl", "{shared}/retrieval/cranfield/docs.jsonl", "SHARED", 1000, "slipstream", []),
]
# Nobody whom we know of ships a file of these.
FORMATS = ["sgml", "warc", "export", "nitf", "newsml", "newsml-g2", "ninjs", "schema.org", "iptc7901"]


def articles(quoth, path, options):
    """The number of articles and the title and text of the first."""
    with tempfile.TemporaryDirectory() as folder:
        archive = os.path.join(folder, "archive")
        done = subprocess.run([quoth, "index", "--archive", archive, "--quiet", *options, path], capture_output=True, text=True, errors="replace")
        if done.returncode not in (0, 4):
            return 0, f"exit {done.returncode}: {done.stderr.strip()[:300]}"
        stats = json.loads(subprocess.run([quoth, "stats", "--json", "--archive", archive], check=True, capture_output=True, text=True).stdout)
        count = stats["articles"]
        if count == 0:
            return 0, done.stderr.strip()[:300]
        first = subprocess.run([quoth, "show", "--archive", archive, "--color=never", "1"], capture_output=True, text=True, errors="replace")
        return count, first.stdout


def main():
    quoth = os.path.abspath(sys.argv[1])
    root = os.path.dirname(os.path.dirname(HERE))
    shared = sys.argv[2] if len(sys.argv) > 2 else os.environ.get("QUOTH_SHARED", os.path.join(root, "..", "shared"))
    machine = sys.argv[3] if len(sys.argv) > 3 else ""
    failed, read = 0, set()
    for format_, path, whose, least, word, options in FILES:
        path = path.format(shared=shared)
        path = machine + path if os.path.exists(machine + path) else path
        if not os.path.exists(path):
            print(f"absent  {format_:13} {path} (of {whose})")
            continue
        count, first = articles(quoth, path, options)
        good = count >= least and word.lower() in first.lower()
        failed += not good
        read.add(format_)
        print(f"{'read' if good else 'FAILED':7} {format_:13} {count:6} articles of {path}" + ("" if good else f"\n        {first[:400]}"))
    for format_ in FORMATS:
        print(f"absent  {format_:13} no package is known to have one")
    print(f"{len(read)} formats read from real files, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
