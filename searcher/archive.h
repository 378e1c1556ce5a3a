/* archive.h - an archive opened for reading: the three stores side by side */
#ifndef SEARCHER_ARCHIVE_H
#define SEARCHER_ARCHIVE_H

#include <quoth/search.h>

#include "store/catalogue/catalogue.h"
#include "store/forward/forward.h"
#include "store/inverted/inverted.h"
#include "text/stem.h"

enum { WORD_KINDS = 1 << 14 };

struct quoth_archive {
    char *dir;
    /* Opened and refreshed in this order: what the inverted index finds, the others have. */
    inverted_reader *inverted;
    forward_reader *forward;
    catalogue *catalogue;
    struct text_reader *texts;
    stemmers *stemmers;

    uint64_t entered; /* generation at the last archive_enter */
    bool agreed;      /* the three stores were of that generation */
    bool strayed;     /* the catalogue was not, when it was used after a quick archive_enter */

    /* Of the generation last seen: */
    uint64_t generation;
    bool known;              /* the following are filled in */
    language languages[256]; /* in which there are articles */
    size_t language_count;
    bool has_removed;        /* the inverted index names articles that are no more */
    struct word_list *words; /* lexicon.c: all words, once a query has needed to look at all */
    uint64_t words_generation;
    uint64_t plain_words[4]; /* word_list.c: query.plain_words, of this generation */
    uint64_t plain_words_generation;
    /* word_list.c: of words before WORD_KINDS what was asked of them, 0 nothing yet; of this generation */
    uint32_t word_kinds[WORD_KINDS];
    uint64_t word_kinds_generation;
    /* identity/people.c, once asked for: */
    struct alias_cache *aliases;  /* what its file of aliases says */
    struct people_table *people;  /* who each speaker is */
    struct author_table *authors; /* facet/authors.c, once asked for: of each byline */

    void (*warn)(void *context, const char *text); /* NULL: nobody is told */
    void *warn_context;
};

/* Sees the newest commit and holds it until archive_leave. */
quoth_status archive_enter(quoth_archive *archive, quoth_error *err);
void archive_leave(quoth_archive *archive);
/* After archive_leave: has something been committed since archive_enter? Forward slots change in place, so an answer found
 * meanwhile may lack an article that was just replaced. */
bool archive_has_moved(quoth_archive *archive);
#endif
