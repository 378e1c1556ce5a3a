/* claim.h - what says when an article was published, and how is that kept? */
#ifndef STORE_CLAIM_H
#define STORE_CLAIM_H

#include "base/buf.h"
#include "base/fail.h"
#include "text/day.h"

/* Where a day of publication was found. The numbers are on disk. Those of a web page are in order of trust. */
typedef enum claim_origin {
    CLAIM_URL,
    CLAIM_JSON_LD,
    CLAIM_META,
    CLAIM_TIME,
    CLAIM_SCRIPT,
    CLAIM_VISIBLE,
    CLAIM_JSON_LD_PAGE,  /* of the page that holds the article */
    CLAIM_TEXT,          /* visible, in no element of its own */
    CLAIM_JSON_LD_OTHER, /* of a modification, not of the article's publication */
    CLAIM_META_OTHER,
    CLAIM_PAGE_ORIGINS,                /* those that may decide for a web page */
    CLAIM_RECORD = CLAIM_PAGE_ORIGINS, /* the record's own date */
    CLAIM_DATELINE,
    CLAIM_LINE, /* a line of its own at the top of a plain text */
    CLAIM_ORIGINS
} claim_origin;
/* "url", "json-ld", …: for programs. Static. */
const char *claim_origin_name(claim_origin origin);
/* "the page's address": for people. Static. */
const char *claim_origin_words(claim_origin origin);

typedef struct day_claim {
    claim_origin origin;
    day day;
    bool is_doubtful; /* of an update, of something else on the page, or far from the heading */
} day_claim;

/* At most one of each origin; the first is the one that was believed. */
typedef struct day_claims {
    day_claim items[CLAIM_ORIGINS];
    size_t count;
} day_claims;

/* Leaves out a second one of an origin. */
void claims_add(day_claims *c, day_claim claim);
/* Whether anything that speaks of this article's publication names another day than the one that was taken. */
bool claims_disagree(const day_claims *c, day taken);
bool claim_disagrees(const day_claim *claim, day taken);

/* Two or three bytes a claim. */
void claims_encode(const day_claims *c, day taken, buf *out);
/* QUOTH_CORRUPT on bytes that claims_encode never writes. */
quoth_status claims_decode(str bytes, day taken, day_claims *out, quoth_error *err);

#endif
