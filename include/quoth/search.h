/* search.h - ask an archive */
#ifndef QUOTH_SEARCH_H
#define QUOTH_SEARCH_H

#include <quoth/error.h>
#include <quoth/tag.h>

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* An archive opened for reading. It sees what was committed when a search begins; writers do not disturb it. */
typedef struct quoth_archive quoth_archive;
quoth_status quoth_archive_open(const char *archive_dir, quoth_archive **archive, quoth_error *err);
void quoth_archive_close(quoth_archive *archive);
/* Who is to be told of what is wrong beside an archive although every call goes on: lines of its file of aliases that cannot be
 * understood, with file and line. Called from inside the call that read them, once each time that the file has changed. NULL:
 * nobody. */
void quoth_archive_on_warning(quoth_archive *archive, void (*warn)(void *context, const char *text), void *context);
/* Makes what else the first search after a change of the archive would make: who is one person under several names (some 10 us
 * a name, less where only a few articles are new), kept in the archive's folder if that may be written. */
quoth_status quoth_archive_prepare(quoth_archive *archive, quoth_error *err);

enum { QUOTH_ALL_SENTENCES = 1 << 30 };
typedef enum quoth_sort { QUOTH_BY_RELEVANCE, QUOTH_BY_DATE, QUOTH_BY_DATE_DESCENDING } quoth_sort;

typedef struct quoth_search_options {
    size_t limit;  /* hits wanted; 0: 10 */
    size_t offset; /* hits skipped before them */
    quoth_sort sort;
    int any;              /* words without an operator between them: OR instead of AND */
    int expand;           /* by relevance: weigh also by what the best hits have in common; what matches stays the same */
    unsigned recent_days; /* by relevance: scores halve with so many days of age (see README); 0: they do not */
    int count_exactly;    /* check every candidate, so that the total is exact */
    int no_snippets;
    unsigned snippet_sentences; /* with a match, in a snippet; 0: 2; QUOTH_ALL_SENTENCES: every one */
    unsigned context_sentences; /* shown besides, before and after each of these */
    int matches;                /* fill in quoth_hit.matches; needs snippets */
    const char *after;          /* quoth_result_next of the same query and order; NULL: from the beginning */
    size_t sample;              /* so many of all matches, drawn at random, instead of the best; 0: no */
    int group;                  /* copies of one report are one hit; excludes `after` and `sample`, and all hits */
    const char *lead;           /* which copy stands for them: NULL or "best", "first", "longest", "source:NAME" */
    uint64_t seed;              /* the same seed draws the same articles as long as the same ones match */
    int count_only;             /* no hits, but how many articles match, exactly: only `any` is looked at besides */
} quoth_search_options;

typedef struct quoth_snippet {
    const char *text;          /* whole sentences; " … " where some are left out */
    const quoth_span *matches; /* offsets in `text`: exactly the words that satisfied the query */
    size_t match_count;
} quoth_snippet;

typedef struct quoth_match {
    quoth_span span;
    int in_title;
    uint32_t sentence, paragraph; /* in which it begins, from 1, of the title or of the text */
    uint32_t page;                /* of the document, from 1; 0 where it has no pages */
} quoth_match;
/* A reprint of the same report, changed or not: half of the shorter text or more stands word for word in the longer one. */
typedef struct quoth_copy {
    uint64_t id;
    const char *external_id, *title, *date, *source, *locator;
    unsigned words;
    /* Of the runs of five words: those shared of all that either has, and of those of the shorter text. Only quoth_copies_get
     * fills these in. */
    double resemblance, containment;
} quoth_copy;

typedef struct quoth_hit {
    size_t rank;             /* from 1 */
    uint64_t id;             /* the article's number in the archive */
    const char *external_id; /* the source's own id */
    double score;
    const char *title, *date, *source, *author, *url, *language, *locator;
    const char *const *authors; /* each of `author`, told apart as the field author: does */
    size_t author_count;
    const char *const *speakers; /* quoted in it, under their names in the whole archive, most often first */
    size_t speaker_count;
    const char *const *places;
    size_t place_count;
    const quoth_span *title_matches;
    size_t title_match_count;
    quoth_snippet snippet;
    const quoth_match *matches; /* all, of the title and then of the text: with options.matches */
    size_t match_count;
    uint64_t group;           /* with options.group: the smallest number of its copies and itself; 0: it has none */
    const quoth_copy *copies; /* those that match the query too, at most 1,000 */
    size_t copy_count;
    unsigned page; /* where the snippet's first match stands, from 1; 0 for articles without pages, and without snippets */
} quoth_hit;

typedef struct quoth_result quoth_result;

/* QUOTH_OK also when nothing was found: see quoth_result_count and quoth_result_notes. QUOTH_BAD_QUERY with column and hint;
 * QUOTH_UNSUPPORTED for what parses but is not evaluated yet. `options` may be NULL. */
quoth_status quoth_search(quoth_archive *archive, const char *query, const quoth_search_options *options, quoth_result **result,
                          quoth_error *err);
size_t quoth_result_count(const quoth_result *result);
const quoth_hit *quoth_result_hit(const quoth_result *result, size_t i);
/* Articles that match in all; *exact (may be NULL) says whether it is counted or estimated. */
uint64_t quoth_result_total(const quoth_result *result, int *exact);
/* Where the next hits begin, for options.after; "" when none follow. It names the last hit and where that stands: articles that
 * are added or removed between two pages make no hit by date repeat or vanish, and by relevance only those whose weights the
 * others change so far that they change places. */
const char *quoth_result_next(const quoth_result *result);
double quoth_result_milliseconds(const quoth_result *result);
/* What of the query the archive lacks: words that it does not have, values unknown, what is near; and where nothing was found,
 * why. One line each; NULL beyond. */
const char *quoth_result_note(const quoth_result *result, size_t i);
void quoth_result_free(quoth_result *result);

typedef struct quoth_search_visitor {
    void *context; /* handed to the callbacks */
    /* Valid until it returns. Return 0 to stop: the call then returns QUOTH_OK. */
    int (*hit)(void *context, const quoth_hit *hit);
    /* What of the query the archive lacks, and why nothing was found. May be NULL. */
    void (*note)(void *context, const char *text);
} quoth_search_visitor;

typedef struct quoth_search_totals {
    uint64_t matches; /* without a limit: those visited */
    int exact;
    uint64_t shown;
    double milliseconds;
} quoth_search_totals;

/* Hands over every hit, or options->limit of them (0: all), in the order asked for. Memory does not grow with their number: by
 * relevance the best 100,000 are ranked and those after them follow in the order of the archive, with score 0; by date the order
 * is kept throughout. What it sees of the archive is what was there when it began, but for articles removed meanwhile.
 * options->after and sample as for quoth_search; group is refused. `totals` may be NULL. */
quoth_status quoth_search_each(quoth_archive *archive, const char *query, const quoth_search_options *options,
                               const quoth_search_visitor *visitor, quoth_search_totals *totals, quoth_error *err);

/* All matches of the query in one article: byte and code-point offsets in its title and text.
 * QUOTH_NOT_FOUND when there is no such article; *count is 0 when it does not match. Freed with quoth_matches_free. */
quoth_status quoth_matches(quoth_archive *archive, uint64_t id, const char *query, quoth_match **matches, size_t *count,
                           quoth_error *err);
void quoth_matches_free(quoth_match *matches);

#ifdef __cplusplus
}
#endif
#endif
