/* met.h - which page is it that a crawl calls by a record's name, or by the digest of what was sent? */
#ifndef SOURCE_CRAWL_MET_H
#define SOURCE_CRAWL_MET_H

#include "base/arena.h"

/* The pages of a run, in all its files: a revisit record need not say the address of the page that it is the same as (WARC 1.1,
 * 5.9 and 5.12). The newest LIMIT_PAGES_MET of them at least. NULL is empty. One thread. */
typedef struct pages_met pages_met;

/* A page with its address. Names that are "" name nothing; of two pages with one name the first counts. */
void pages_met_add(pages_met **m, str record_id, str digest, str address);
/* By its record, else by its digest: the address, good until the next page is added; "" for none. */
str pages_met_find(const pages_met *m, str record_id, str digest);
void pages_met_free(pages_met **m);

#endif
