/* table.h - speaker number -> who that is: for all of an archive, made once a state, kept in a file
 *
 * The file "people" in the archive's folder is made from the three stores and the aliases by whoever first needs it after a
 * change; without it everything is found again. It is replaced whole, so that readers see the old or the new; who may not write
 * there keeps the table to himself. */
#ifndef SEARCHER_IDENTITY_TABLE_H
#define SEARCHER_IDENTITY_TABLE_H

#include "base/file.h"
#include "text/day.h"

#define PEOPLE_FILE "people"

/* To be raised when the same stores would make another table: the rules of group.c, names/, the layout below. */
enum { PEOPLE_VERSION = 4 };

/* What a table was made of. */
typedef struct people_state {
    uint64_t catalogue, forward, inverted; /* generations: the same, but while a commit goes on or after one that was killed */
    uint64_t aliases;                      /* of the file of aliases: a hash, 0 for none */
    uint64_t slots_file;                   /* which file the forward index is */
    uint32_t end;                          /* one past the largest article number */
    uint32_t articles;                     /* below it */
} people_state;

/* How often a name is quoted. */
typedef struct times_said {
    uint32_t articles; /* that quote somebody under it */
    day first, last;   /* published; NO_DAY when none has a date */
    uint32_t trades;   /* a bit for each that an article tells of whoever bears it (names/trade.h) */
} times_said;

/* A person who is shown under another name than those he is quoted under, or than the most usual of them. */
typedef struct shown_as {
    uint32_t head;
    uint32_t start, len; /* of the name, in the text */
} shown_as;

/* In this article the names of `head` mean somebody else: `person`, whose number is not that of any name. */
typedef struct namesake {
    uint32_t head, article, person;
} namesake;

/* All lists but `shown` and `namesakes` have `count` members, by speaker number; 0 is nobody. */
typedef struct people_table {
    people_state state;
    uint32_t count;         /* one past the largest speaker number */
    const uint32_t *head;   /* the name that stands for the person; 0: hidden */
    const uint32_t *next;   /* the next name of the same person, round and round; hidden names included */
    const uint32_t *alike;  /* the head before anybody said anything: what the evidence joins */
    const times_said *said; /* how often */
    const shown_as *shown;  /* by head */
    uint32_t shown_count;
    const namesake *namesakes; /* by head and article */
    uint32_t namesake_count;
    uint32_t end; /* one past the largest number of a person: from `count` on they are namesakes */
    str text;
    file_map map; /* where the lists are; or */
    buf own;
} people_table;

/* Its lists are gone then. {0} is a valid, empty table. */
void people_table_close(people_table *t);
/* The table in the archive's folder, without looking at what it was made of. False when there is none, or none of this version.
 */
bool people_table_open(const char *archive_dir, people_table *out);

/* A table of zeroes to be filled in: lists, then people_table_show, then people_table_save. */
typedef struct people_lists {
    uint32_t *head, *next, *alike;
    times_said *said;
} people_lists;
people_lists people_table_new(people_table *out, uint32_t count);
/* Names that differ from those in the catalogue; heads must rise. `namesakes` must be in order, their persons numbered from
 * t->count on without gaps, each with a name in `shown`. Once, after all else is filled in, t->state too: the lists move. */
void people_table_show(people_table *t, const shown_as *shown, uint32_t count, str text, const namesake *namesakes,
                       uint32_t namesake_count);
/* Puts it into the archive's folder, unless that cannot be done or somebody else is doing it. */
void people_table_save(const people_table *t, const char *archive_dir);

#endif
