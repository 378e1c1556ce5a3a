/* people.h - who is who in an archive: names, grouped by evidence and by what somebody said */
#ifndef SEARCHER_IDENTITY_PEOPLE_H
#define SEARCHER_IDENTITY_PEOPLE_H

#include "searcher/archive.h"
#include "searcher/identity/alias.h"
#include "searcher/identity/group.h"

/* The rules of the archive's file of aliases as it is now: read again when it has changed. Lives until the next call. Fails as
 * alias_parse does: a file that cannot be understood is not guessed at. */
quoth_status people_aliases(quoth_archive *archive, const alias_book **out, quoth_error *err);
/* For quoth_archive_close. */
void people_aliases_free(struct alias_cache **cache);

/* The speakers that a query means: those who have all these folded words in one of their names, under all of their names; rising
 * numbers in `a`. Reads only names that sound like those. A value that more than PEOPLE_MOST names have is taken by its words. */
enum { PEOPLE_MOST = 2000 };
quoth_status people_find(quoth_archive *archive, arena *a, const str *words, size_t word_count, uint32_t **numbers, size_t *count,
                         quoth_error *err);

/* All speakers: names[n] is that of number n, for n from 1 to count - 1, with name, articles and days filled in (name.len 0: not
 * used). Fills the rest; whoever goes by one name has one same_as, hidden ones NULL. What people_find joins is joined here. */
quoth_status people_group(quoth_archive *archive, arena *a, known_name *names, uint32_t count, quoth_error *err);

#endif
