/* limits.h - everything that grows with what strangers send has a maximum here, with its reason */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include <stdint.h>

enum {
    /* An article: a day's newspaper page by OCR has about 100 KB; a book has 2 MB. Longer is cut off by the reader,
     * which reports it. Token numbers, byte offsets and record lengths all fit 32 bits with much to spare. */
    LIMIT_ARTICLE_BYTES = 8 << 20,
    LIMIT_TITLE_BYTES = 4096,
    /* One line of JSON lines, one HTML file: the article and its mark-up. */
    LIMIT_RECORD_BYTES = 64 << 20,
    /* Containers in containers: a.zip!b.tar!c.gz is made by people, more by bombs. */
    LIMIT_CONTAINER_DEPTH = 6,
    /* Files inside one file on the disk: ten years of a wire service's items. */
    LIMIT_CONTAINER_MEMBERS = 20000000,
    /* Bytes that one file on the disk may unpack to, for each byte it has, once it has given so many: news shrinks to a fifth, a
     * crawl of one page again and again to a hundredth. */
    LIMIT_UNPACKED_RATIO = 500,
    LIMIT_UNPACKED_FREE = 256 << 20,
    /* Pages of a run by whose records revisits may call them: 12 MB of hashes and some 80 bytes an address, twice. */
    LIMIT_PAGES_MET = 1 << 17,
    /* A .quothignore and one rule in it: matching costs the rule's length for each byte of a path. */
    LIMIT_IGNORE_BYTES = 256 << 10,
    LIMIT_IGNORE_RULE_BYTES = 1000,
    /* A word: longer ones are binary debris; 245 bytes is what Xapian's glass backend takes as a term. */
    LIMIT_WORD_BYTES = 64,
    LIMIT_TERM_BYTES = 245,
    /* Earlier versions of an article: a page that lives for a day, captured every quarter of an hour. */
    LIMIT_VERSIONS = 96,
    /* A query: as long as a page of text. */
    LIMIT_QUERY_BYTES = 64 << 10,
    LIMIT_QUERY_DEPTH = 200,
    LIMIT_QUERY_LEAVES = 8192,
    LIMIT_PHRASE_WORDS = 500,
    /* Different parts of a query that are looked for in the record of each candidate, so each costs the more the larger the
     * archive: near: computes distances, on: compares ranges, proximity joins lists of words. */
    LIMIT_NEAR_FIELDS = 24,
    LIMIT_DAY_FIELDS = 250,
    LIMIT_PROXIMITIES = 1000,
    /* Different names whose bearers are looked up, some 1 ms each where many are called so; articles that like: names. */
    LIMIT_QUERY_NAMES = 1000,
    LIMIT_LIKE_FIELDS = 50,
    /* Words that one wildcard may stand for (QUERY.md). */
    LIMIT_EXPANSIONS = 10000,
    /* Words that all wildcards of a query stand for together: each costs some 10 us to look up and, with its terms, some 100
       bytes. */
    LIMIT_ALL_EXPANSIONS = 20000,
    /* Words of the archive that all wildcards and ~ of a query are held against: some 10 ns each. */
    LIMIT_WORDS_LOOKED_AT = 5000000,
    /* Periods of a timeline: 136 years by the day; more has no room on any screen. */
    LIMIT_PERIODS = 50000,
    /* The file of aliases: what people write by hand. */
    LIMIT_ALIAS_BYTES = 4 << 20,
    LIMIT_ALIAS_RULES = 20000,
    /* Custom fields of an article: an index of a hundred pages has fewer, and each is a term. */
    LIMIT_FIELD_VALUES = 1024,
    LIMIT_FIELD_VALUE_BYTES = 1024,
    LIMIT_FIELDS_BYTES = 64 << 10,
    /* Custom fields that one run of indexing may name. */
    LIMIT_FIELDS = 64,
    /* Hits kept for one answer; more are streamed. */
    LIMIT_TOP_HITS = 100000,
    /* Places on a page on which copies are folded, those before it included: they are kept and compared. */
    LIMIT_FOLDED_HITS = 10000,
    /* Copies of one article that are named: a group has rarely more than some dozens. */
    LIMIT_COPIES_TOLD = 1000
};

/* Bytes that one file on the disk may unpack to in all: a hundred large crawls in one. */
#define LIMIT_UNPACKED_BYTES ((uint64_t)1 << 40)

#endif
