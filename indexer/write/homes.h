/* homes.h - where are the publications of this archive at home, as far as its articles tell? */
#ifndef WRITE_HOMES_H
#define WRITE_HOMES_H

#include "indexer/article.h"
#include "store/catalogue/catalogue.h"
#include "store/home.h"

/* Two tables: the votes, which grow with every article and are kept in the catalogue, and the homes that were decided from them
 * at the last homes_settle, which the taggers see. Whoever settles at the same articles gets the same homes, whatever the number
 * of threads. A removed article's votes stay. */
typedef struct homes homes;

homes *homes_new(void);
void homes_free(homes **h);
/* The votes of the catalogue, and the homes they make. */
quoth_status homes_load(homes *h, catalogue *c, quoth_error *err);

/* By what a publication is known: its folded name, or the host of the article's address; "" for neither. In `a`. */
str homes_key(arena *a, const article *art);
/* As of the last homes_settle; all NO_PLACE for a publication nobody knows. Any thread, but not while it is settled. */
source_home homes_find(const homes *h, str key);

/* One article: its certain places. The one thread that stores. */
void homes_vote(homes *h, str key, const uint32_t *certain, size_t count);
/* From now on the votes count. No other thread may be reading. */
void homes_settle(homes *h);
/* Before articles are all tagged again: no votes; the homes stay. */
void homes_recount(homes *h);
/* Puts what has changed into the catalogue's open transaction. */
quoth_status homes_store(homes *h, catalogue *c, quoth_error *err);

#endif
