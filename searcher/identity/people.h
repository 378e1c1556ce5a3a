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
/* The same for a name in one article: of several people who bear it, the one whom that article means. */
static inline uint32_t people_meant(const people_table *t, uint32_t speaker, uint32_t article)
{
    uint32_t head = people_head(t, speaker), low = 0, high = t->namesake_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const namesake *n = &t->namesakes[middle];
        if (n->head < head || (n->head == head && n->article < article))
            low = middle + 1;
        else
            high = middle;
    }
    bool other = low < t->namesake_count && t->namesakes[low].head == head && t->namesakes[low].article == article;
    return other && head && t->namesakes[low].person < t->end ? t->namesakes[low].person : head;
}
/* The head of the names that a person goes by: a namesake's are those of the other one. */
uint32_t people_names_of(const people_table *t, uint32_t person);
/* The next name of the same person, hidden ones left out; from any name round to itself. */
static inline uint32_t people_next(const people_table *t, uint32_t speaker)
{
    uint32_t n = t->next[speaker];
    for (uint32_t steps = 0; n < t->count && n != speaker && t->head[n] == 0 && steps < t->count; steps++)
        n = t->next[n];
    return n < t->count ? n : speaker;
}
/* What the person is called, by his number; in `a`. "" for 0. */
quoth_status people_name(quoth_archive *archive, arena *a, const people_table *t, uint32_t head, str *out, quoth_error *err);

/* Names, and in which articles they mean whom a query means. */
typedef struct people_found {
    const uint32_t *numbers; /* rising */
    size_t count;
    const uint32_t *articles; /* rising; NULL: in all */
    size_t article_count;
    bool but; /* in all but these */
} people_found;

/* Whether the names mean him in this article. */
static inline bool people_found_in(const people_found *f, uint32_t article)
{
    bool listed = false;
    for (size_t i = 0; i < f->article_count && !listed; i++)
        listed = f->articles[i] == article;
    return !f->articles || listed != f->but;
}

/* The speakers that a query means: those who have all words of `value` in one of their names, under all of their names; or,
 * where it begins with "=", whoever has exactly this name; or, where it is what one of several people of one name is shown as
 * ("Tom Holt (goalkeeper)"), he alone. In `a`. Blanks mean nobody. */
quoth_status people_find(quoth_archive *archive, arena *a, str value, people_found *out, quoth_error *err);

#endif
