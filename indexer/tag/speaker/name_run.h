/* name_run.h - from where to where does a name go, and what in it is title, what name? */
#ifndef TAG_SPEAKER_NAME_RUN_H
#define TAG_SPEAKER_NAME_RUN_H

#include "indexer/tag/speaker/finder.h"

typedef struct name_run {
    uint32_t first, last, core; /* core: the first word after titles; last + 1 when there are only titles */
    uint32_t title;             /* the noun among the titles that is an office, or `core` */
    uint32_t words;             /* of the core */
    uint32_t title_bits, any_bits;
    bool strong_title;
} name_run;

/* Could a name begin here? A capital at the start of a sentence says nothing by itself. */
bool begins_name(const piece *p);

/* The name that begins at piece `i`, titles told apart. At most NAME_WORDS words. */
name_run read_name_run(const finder *f, uint32_t i);

/* A person's or a body's name, by its words alone. */
who type_of_name(const finder *f, const name_run *r);

#endif
