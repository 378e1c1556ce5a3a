/* article.h - one news report as a reader found it */
#ifndef INDEXER_ARTICLE_H
#define INDEXER_ARTICLE_H

#include "base/arena.h"
#include "store/claim.h"
#include "store/fields/custom.h"

/* All slices are valid UTF-8 and live in the arena of the batch. Missing ones are empty. */
typedef struct article {
    str id;      /* the source's own id, or "" */
    str locator; /* stable: "dir/file.html", "dump.jsonl#id-or-number", "x.sgm#R42" */
    str title;
    str body;          /* exactly as given (offsets of tags point into it); paragraphs separated as in the source */
    str published;     /* as found, ISO where it could be read, else "" */
    day published_day; /* or NO_DAY */
    str url, author, source, language; /* language: a code, or "" to detect it */
    day_claims claims;                 /* what says when it was published, where the reader has a choice */
    custom_values fields;              /* of the source's own, as asked for */
    bool is_recalled;                  /* with QUOTH_WITHHELD: its sender takes back what was `published` with this `id` before */
    bool is_revisit; /* with QUOTH_NOT_FOUND: the page `id`, else `url`, was met again as it had been, when `fields` say */
    bool fields_cut; /* there were more than the limits allow */
} article;

#endif
