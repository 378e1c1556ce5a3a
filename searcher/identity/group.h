/* group.h - which names of an archive are one person's? (README.md tells the method and what it was measured on) */
#ifndef SEARCHER_IDENTITY_GROUP_H
#define SEARCHER_IDENTITY_GROUP_H

#include "base/fail.h"
#include "names/person_name.h"
#include "text/day.h"

/* One name that somebody is quoted under. */
typedef struct known_name {
    uint32_t number; /* the speaker's, in the catalogue */
    str name;        /* as shown */
    str folded;      /* as an alias names it */
    person_name parts;
    str sound;                  /* of its surname: names that sound differently are never joined */
    uint64_t articles;          /* that quote somebody under this name */
    day first, last;            /* published; NO_DAY when none has a date */
    struct known_name *same_as; /* the name that it goes by; itself where it goes by no other */
} known_name;

/* Fills folded, parts, sound and same_as (itself) of a name; the rest must be there. */
void known_name_prepare(arena *a, known_name *n);

/* What the names alone do not tell. */
typedef struct group_evidence {
    void *context;
    /* Whether somebody said that these are two persons. */
    bool (*is_apart)(void *context, const known_name *x, const known_name *y);
    /* In how many articles both are quoted as two speakers. */
    quoth_status (*together)(void *context, const known_name *x, const known_name *y, uint64_t *out, quoth_error *err);
} group_evidence;

/* Of more names of one sound the least quoted are left as they are. */
enum { GROUP_MOST_NAMES = 1000 };
/* Days between two periods in which one person is quoted under two names. */
enum { GROUP_LONGEST_GAP = 15 * 366 };

/* Joins those of `count` names, all of one sound, that are one person's. same_as becomes the most quoted of the fullest kind.
 * The answer does not depend on the order of the names. Quadratic in `count`. */
quoth_status group_names(arena *a, known_name **names, uint32_t count, const group_evidence *evidence, quoth_error *err);

#endif
