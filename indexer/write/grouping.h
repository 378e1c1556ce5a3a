/* grouping.h - keeps the groups of copies up to date while articles come and go */
#ifndef WRITE_GROUPING_H
#define WRITE_GROUPING_H

#include "store/catalogue/catalogue.h"
#include "store/forward/forward.h"
#include "text/shingles.h"

/* The groups are a function of the articles that are there, whatever the order in which they came or went and however many
 * threads read them; copy_finder.h says which. The work for an article is bounded by its signature and the window, so the cost is
 * linear in the archive. Memory: some 8 MB. */
typedef struct grouping grouping;
grouping *grouping_new(void);
void grouping_free(grouping **g);

/* A new article; ids rise. Its row is in the catalogue's open transaction and its record in `f`, not yet committed. */
quoth_status grouping_add(grouping *g, catalogue *c, forward_writer *f, uint32_t article, const signature *s, quoth_error *err);
/* An article that is about to be removed from both. */
quoth_status grouping_remove(grouping *g, catalogue *c, forward_writer *f, uint32_t article, quoth_error *err);
/* Does what was put off, some thousand articles: before every commit. */
quoth_status grouping_settle(grouping *g, catalogue *c, forward_writer *f, quoth_error *err);
/* The transaction was rolled back. */
void grouping_forget(grouping *g);

#endif
