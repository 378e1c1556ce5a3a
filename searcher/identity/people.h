/* people.h - who is who in an archive: names, joined by evidence and by what somebody said */
#ifndef SEARCHER_IDENTITY_PEOPLE_H
#define SEARCHER_IDENTITY_PEOPLE_H

#include "searcher/archive.h"
#include "searcher/identity/alias.h"
#include "searcher/identity/table.h"

/* The rules of the archive's file of aliases as it is now: read again when it has changed. Lives until the next call. Lines that
 * cannot be understood are not guessed at: they are left out, and the archive warns of them when the file is read. */
const alias_book *people_aliases(quoth_archive *archive);

/* Who each speaker number is, as the archive was entered and by the aliases as they are now. Lives until the next call. Made
 * where there is none yet for this state of the archive (make.h), else some microseconds. */
quoth_status people_of(quoth_archive *archive, const people_table **out, quoth_error *err);
/* For quoth_archive_close: both of them. */
void people_free(quoth_archive *archive);

/* The number that stands for the person behind a speaker's number; 0 for nobody: not known, or hidden. */
static inline uint32_t people_head(const people_table *t, uint32_t speaker)
{
    uint32_t head = speaker < t->count ? t->head[speaker] : 0;
    return head < t->count ? head : 0; /* the file is not believed */
}
/* The next name of the same person, hidden ones left out; from any name round to itself. */
static inline uint32_t people_next(const people_table *t, uint32_t speaker)
{
    uint32_t n = t->next[speaker];
    for (uint32_t steps = 0; n < t->count && n != speaker && t->head[n] == 0 && steps < t->count; steps++)
        n = t->next[n];
    return n < t->count ? n : speaker;
}
/* What the person is called, by the head's number; in `a`. "" for 0. */
quoth_status people_name(quoth_archive *archive, arena *a, const people_table *t, uint32_t head, str *out, quoth_error *err);

/* The speakers that a query means: those who have all words of `value` in one of their names, under all of their names; or,
 * where it begins with "=", the one person who has exactly this name. Rising numbers in `a`. Blanks mean nobody. */
quoth_status people_find(quoth_archive *archive, arena *a, str value, uint32_t **numbers, size_t *count, quoth_error *err);

#endif
