/* copies.h - what is shown of the copies of an article? */
#ifndef SEARCHER_COPIES_H
#define SEARCHER_COPIES_H

#include "searcher/archive.h"
#include "searcher/rank/groups.h"

/* Fills hit->group and hit->copies, whose texts are in `a`. */
quoth_status copies_fill(quoth_archive *archive, arena *a, const hit_group *group, quoth_hit *hit, quoth_error *err);

#endif
