#!/usr/bin/python3
"""engines.py - how is each peer told to index the feed, and to answer? One function each; peers runs them as processes of their own.

    engines.py index ENGINE FEED FOLDER         the feed: title, yyyymmdd or nothing, text, by tabs, an article a line
    engines.py ask ENGINE FOLDER QUERIES WARM   prints "query mode milliseconds found" a line; WARM passes go before, untimed

The work is done by the engines' own C and C++; Python adds about 10 microseconds a query and 5 % of the indexing."""
import json
import os
import subprocess
import sys
import time
import urllib.parse

MODES = (("top 10", 10), ("top 1000", 1000), ("count", 0))


def articles(feed):
    with open(feed, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def ask_all(path, warm, answer):
    """answer(query, limit) -> articles found (limit 0: all that match, counted exactly)"""
    with open(path, encoding="utf-8") as lines:
        queries = [line.rstrip("\n") for line in lines]
    for turn in range(warm + 1):
        for number, query in enumerate(queries):
            for mode, limit in MODES:
                start = time.perf_counter()
                found = answer(query, limit)
                took = (time.perf_counter() - start) * 1e3
                if turn == warm:
                    print(number, mode, f"{took:.4f}", found, sep="\t")


# --- Xapian ---

def index_xapian(feed, folder, everything=False):
    import xapian
    database = xapian.WritableDatabase(folder, xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("en"))
    generator.set_stemming_strategy(xapian.TermGenerator.STEM_ALL if everything else xapian.TermGenerator.STEM_SOME)
    for title, day, text in articles(feed):
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(title)
        generator.increase_termpos()
        generator.index_text(text)
        document.set_data(title)
        document.add_value(0, day)
        database.add_document(document)
    database.commit()


def index_xapian_all(feed, folder):
    index_xapian(feed, folder, everything=True)


def ask_xapian(folder, path, warm):
    import xapian
    database = xapian.Database(folder)
    parser = xapian.QueryParser()
    parser.set_database(database)
    parser.set_stemmer(xapian.Stem("en"))
    parser.set_stemming_strategy(xapian.QueryParser.STEM_ALL)
    parser.set_default_op(xapian.Query.OP_AND)
    days = xapian.RangeProcessor(0, "date:")
    parser.add_rangeprocessor(days)
    flags = xapian.QueryParser.FLAG_BOOLEAN | xapian.QueryParser.FLAG_PHRASE | xapian.QueryParser.FLAG_WILDCARD
    enquire, all_articles = xapian.Enquire(database), database.get_doccount()

    def answer(text, limit):
        enquire.set_query(parser.parse_query(text, flags))
        if not limit:
            return enquire.get_mset(0, 0, all_articles).get_matches_estimated()
        hits = enquire.get_mset(0, limit)
        for hit in hits:
            hit.document.get_data()
        return hits.size()

    ask_all(path, warm, answer)


# --- SQLite FTS5 ---

def index_fts5(feed, folder, options=""):
    import sqlite3
    os.mkdir(folder)
    database = sqlite3.connect(os.path.join(folder, "fts.sqlite"))
    database.executescript(f"""pragma page_size=8192; pragma journal_mode=wal; pragma synchronous=normal; pragma cache_size=-200000;
        create virtual table article using fts5(title, body, date unindexed, tokenize='porter unicode61', detail=full{options});
        insert into article(article, rank) values ('hashsize', 67108864), ('automerge', 0), ('crisismerge', 1999);""")
    database.executemany("insert into article(rowid, title, date, body) values (?, ?, ?, ?)",
                         ((number, *article) for number, article in enumerate(articles(feed), 1)))
    database.execute("insert into article(article) values ('optimize')")
    database.commit()
    database.execute("pragma wal_checkpoint(truncate)")


def index_fts5_contentless(feed, folder):
    index_fts5(feed, folder, options=", content=''")


def ask_fts5(folder, path, warm):
    import sqlite3
    database = sqlite3.connect(os.path.join(folder, "fts.sqlite"))
    database.execute("pragma mmap_size=4000000000")

    def answer(line, limit):
        text, *days = line.split("\t")
        where = "from article where article match ?" + (" and date between ? and ?" if days else "")
        if not limit:
            return database.execute(f"select count(*) {where}", (text, *days)).fetchone()[0]
        return len(database.execute(f"select rowid, title, rank {where} order by rank limit {limit}", (text, *days)).fetchall())

    ask_all(path, warm, answer)


# --- Groonga ---

SCHEMA = """plugin_register token_filters/stem
table_create Articles TABLE_NO_KEY
column_create Articles title COLUMN_SCALAR ShortText
column_create Articles date COLUMN_SCALAR Int32
column_create Articles text COLUMN_SCALAR|COMPRESS_ZSTD Text
table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerAuto --token_filters TokenFilterStem
table_create Days TABLE_PAT_KEY Int32
load --table Articles
"""
INDEXES = """column_create Terms words COLUMN_INDEX|WITH_POSITION|WITH_SECTION Articles title,text
column_create Days article COLUMN_INDEX Articles date
"""


def index_groonga(feed, folder):
    os.mkdir(folder)
    process = subprocess.Popen(["groonga", "-n", os.path.join(folder, "db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process.stdin.write(SCHEMA + '[["title", "date", "text"]')
    for title, day, text in articles(feed):
        process.stdin.write(",\n" + json.dumps([title, int(day or 0), text], ensure_ascii=False))
    process.stdin.write("]\n" + INDEXES)
    replies, _ = process.communicate()
    refused = [reply for reply in replies.splitlines() if not reply.startswith("[[0,")]
    if refused or process.returncode:
        sys.exit(f"groonga: {refused[:1]}")


def ask_groonga(folder, path, warm):
    process = subprocess.Popen(["groonga", os.path.join(folder, "db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def answer(line, limit):
        text, *days = line.split("\t")
        wanted = {"table": "Articles", "match_columns": "title||text", "query": text, "limit": limit, "output_columns": "_id,_score,title",
                  "sort_keys": "-_score" if limit else "", "cache": "no"}
        if days:
            wanted["filter"] = f"date >= {days[0]} && date <= {days[1]}"
        process.stdin.write("/d/select?" + urllib.parse.urlencode(wanted) + "\n")
        process.stdin.flush()
        head, body = json.loads(process.stdout.readline())
        return min(limit or body[0][0][0], body[0][0][0]) if head[0] == 0 else -1

    ask_all(path, warm, answer)
    process.stdin.close()
    process.wait()


INDEX = {"xapian-some": index_xapian, "xapian": index_xapian_all, "fts5": index_fts5, "fts5-contentless": index_fts5_contentless,
         "groonga": index_groonga}
ASK = {"xapian": ask_xapian, "fts5": ask_fts5, "groonga": ask_groonga}

if __name__ == "__main__":
    if sys.argv[1] == "index":
        INDEX[sys.argv[2]](*sys.argv[3:5])
    else:
        ASK[sys.argv[2]](sys.argv[3], sys.argv[4], int(sys.argv[5]))
