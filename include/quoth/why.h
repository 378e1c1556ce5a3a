/* why.h - why does this article match a query, or not? */
#ifndef QUOTH_WHY_H
#define QUOTH_WHY_H

#include <quoth/search.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Words of the article that a part of the query found, or nearly found. */
typedef struct quoth_why_passage {
    const char *text;          /* those words among their neighbours; " … " where words are left out */
    const quoth_span *matches; /* in `text` */
    size_t match_count;
    quoth_span span; /* of the first of these words, in the article's text or in its title */
    int in_title;
    unsigned paragraph, sentence; /* of the text, from 1; 0 in the title */
} quoth_why_passage;

/* One part of the query: an operator, a word, a phrase, a field. */
typedef struct quoth_why_part {
    const char *text; /* as the query has it; long ones are cut */
    const char
        *kind; /* "word", "phrase", "all", "any", "not", "near", "not near", "at least", "quorum", "field", "mention", "quote" */
    unsigned depth;                    /* 0: the whole query; parts follow what they belong to */
    int holds;                         /* in this article; beneath "quote" in the quotation that comes nearest */
    int is_excluded;                   /* stands beneath a "not": should not hold */
    const char *because;               /* "both are here, 14 apart; you asked for 5". No full stop */
    const quoth_why_passage *passages; /* what holds, or comes nearest: at most three */
    size_t passage_count;
} quoth_why_part;

typedef struct quoth_why quoth_why;

/* Explains by the same span program that decides what a search finds. Parts whose answer follows from that of the part they
 * belong to are left out (the words of a proximity that holds, of an exclusion that is met). `any` as in quoth_search_options.
 * QUOTH_NOT_FOUND when there is no such article; QUOTH_BAD_QUERY and QUOTH_LIMIT as quoth_search. Freed with quoth_why_free. */
quoth_status quoth_why_make(quoth_archive *archive, uint64_t id, const char *query, int any, quoth_why **why, quoth_error *err);
int quoth_why_matches(const quoth_why *why);
size_t quoth_why_count(const quoth_why *why);
/* NULL beyond the last. */
const quoth_why_part *quoth_why_at(const quoth_why *why, size_t i);
/* "" where the article has none. */
const char *quoth_why_title(const quoth_why *why);
void quoth_why_free(quoth_why *why);

#ifdef __cplusplus
}
#endif
#endif
