/* history.h - what an article said before it was changed */
#ifndef QUOTH_HISTORY_H
#define QUOTH_HISTORY_H

#include <quoth/search.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum quoth_change_kind { QUOTH_KEPT, QUOTH_REMOVED, QUOTH_ADDED } quoth_change_kind;

/* A piece of text. The kept and the added ones of a version, in order, are its title and its text; the kept and the removed ones
 * those of the version before it; white space may differ. */
typedef struct quoth_change {
    quoth_change_kind kind;
    int in_title;
    const char *text; /* not zero-terminated */
    size_t bytes;
} quoth_change;

typedef struct quoth_article_version {
    const char *title, *text;
    size_t text_bytes;
    const char *published; /* as it said */
    const char *captured;  /* when a crawl met it: "2023-11-08T12:30:00Z"; "" for other articles */
    const char *replaced;  /* when the archive learned of the next version, in the same form; "" of the present one */
    /* From the version before; none of the first. Whole words, at most some 5,000 that differ: beyond that what is left counts as
     * changed. */
    const quoth_change *changes;
    size_t change_count;
    unsigned words_removed, words_added;
} quoth_article_version;

/* Oldest first; the last is what the article says now. At most 97: the oldest go. */
typedef struct quoth_history {
    uint64_t id;
    const quoth_article_version *versions;
    size_t count;
    /* Of a page of a crawl, all days on which it was captured, with and without a change: "2023-11-08"; rising. */
    const char *const *captured;
    size_t captured_count;
} quoth_history;

/* QUOTH_NOT_FOUND when there is no such article. Freed with quoth_history_free. */
quoth_status quoth_history_get(quoth_archive *archive, uint64_t id, const quoth_history **history, quoth_error *err);
void quoth_history_free(const quoth_history *history);

#ifdef __cplusplus
}
#endif
#endif
