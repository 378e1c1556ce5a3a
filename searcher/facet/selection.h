/* selection.h - all articles that match a query, as one set */
#ifndef SEARCHER_FACET_SELECTION_H
#define SEARCHER_FACET_SELECTION_H

#include "searcher/archive.h"
#include "searcher/notes.h"

/* A bit for each article number: 1.2 MB for ten million articles. */
typedef struct selection {
    uint64_t *bits;
    uint32_t end; /* one past the largest number */
    uint64_t count;
} selection;

/* The articles that match; all for a query that is NULL or blank. Everything in `a`; the archive must have been entered. `notes`
 * (may be NULL) gets why there is none. Fails as quoth_search does. */
quoth_status selection_make(quoth_archive *archive, arena *a, const char *query_text, bool any, selection *out, note_list *notes,
                            quoth_error *err);
/* The first article from `from` on; 0 when there is none. */
uint32_t selection_next(const selection *s, uint32_t from);
static inline bool selection_has(const selection *s, uint32_t article)
{
    return article < s->end && (s->bits[article / 64] >> article % 64 & 1);
}
/* Those of x that are in y, or that are not. In `a`. */
selection selection_common(arena *a, const selection *x, const selection *y);
selection selection_without(arena *a, const selection *x, const selection *y);

#endif
