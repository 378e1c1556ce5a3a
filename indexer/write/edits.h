/* edits.h - by which terms is a change of an article found? */
#ifndef WRITE_EDITS_H
#define WRITE_EDITS_H

#include "indexer/write/derive.h"
#include "store/history/versions.h"

/* The terms of one change, each once, in byte order, in `a`. */
quoth_status edit_terms_of(deriver *d, arena *a, const version_change *change, language lang, str **terms, size_t *count,
                           quoth_error *err);
/* What each of an article's versions became: texts[i] is followed by texts[i + 1], or by `present`. */
version_text history_after(const past_version *list, size_t count, size_t i, version_text present);

#endif
