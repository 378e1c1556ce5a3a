/* recent_texts.h - texts of articles that are stored and not committed, whose words no catalogue has yet */
#ifndef WRITE_RECENT_TEXTS_H
#define WRITE_RECENT_TEXTS_H

#include "base/arena.h"

/* Kept for those that may be compared with another before the commit: what takes a known article's place, and what may be
 * replaced itself by a later capture. Bounded by what a commit holds. {0} is empty. */
typedef struct recent_text {
    uint32_t article;
    str body;
} recent_text;

typedef struct recent_texts {
    arena a;
    VEC(recent_text) list; /* by article: numbers rise */
} recent_texts;

void recent_texts_add(recent_texts *r, uint32_t id, str body);
bool recent_texts_find(const recent_texts *r, uint32_t id, str *body);
/* After a commit. */
void recent_texts_clear(recent_texts *r);
void recent_texts_release(recent_texts *r);

#endif
