/* days.h - which articles were published in a range of days? */
#ifndef SEARCHER_PLAN_DAYS_H
#define SEARCHER_PLAN_DAYS_H

#include "searcher/archive.h"

/* A posting source over the column of publication days; lives in `a`, good until the archive is refreshed. */
xc_query days_query(quoth_archive *archive, arena *a, xc_query_builder *b, day_range wanted);

#endif
