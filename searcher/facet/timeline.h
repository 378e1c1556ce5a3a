/* timeline.h - how many articles of some selections were published in each period? */
#ifndef SEARCHER_FACET_TIMELINE_H
#define SEARCHER_FACET_TIMELINE_H

#include "searcher/facet/period.h"
#include "searcher/facet/selection.h"

enum { MOST_SELECTIONS = 2 };

typedef struct timeline {
    int32_t first; /* number of the first period */
    size_t count;
    uint32_t *held;                      /* articles of the archive in each */
    uint32_t *articles[MOST_SELECTIONS]; /* of each selection */
    uint64_t undated[MOST_SELECTIONS];
} timeline;

/* From the first to the last period in which any selection has an article. In `a`. QUOTH_LIMIT beyond LIMIT_PERIODS. */
quoth_status timeline_count(quoth_archive *archive, arena *a, quoth_period by, const selection *const *selections, size_t count,
                            timeline *out, quoth_error *err);

#endif
