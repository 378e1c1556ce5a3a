/* making.h - a table of people while it is made: what make.c and part.c share, and nobody else may know */
#ifndef SEARCHER_IDENTITY_MAKING_H
#define SEARCHER_IDENTITY_MAKING_H

#include "searcher/archive.h"
#include "searcher/identity/alias.h"
#include "searcher/identity/table.h"

typedef VEC(uint32_t) article_list;

/* What one of several people of one name is shown as. */
typedef struct told_apart {
    uint32_t person;
    str name;
} told_apart;

typedef struct making {
    quoth_archive *archive;
    const alias_book *book;
    arena a;       /* as long as the work */
    arena scratch; /* of an article, of one sound */
    people_lists lists;
    uint32_t count;
    VEC(uint32_t) met; /* newly: names quoted in the articles that were read, each once */
    bool *is_met;
    const people_table *before; /* where nothing but newer articles came since; or NULL */
    VEC(namesake) namesakes;
    VEC(told_apart) told; /* persons with a name of their own, rising but for the namesakes' */
    uint32_t end;         /* the next namesake's number */
    quoth_error *err;
} making;

/* The articles that quote somebody under this name, added to `out`, which is sorted then. In m->scratch. */
quoth_status making_articles_of(making *m, uint32_t speaker, article_list *out);
/* How often a whole person is quoted; names of one article count each. */
times_said making_said_by(const making *m, uint32_t number);
/* Of everyone who may be several people of one name: namesakes, told and end. Once the rounds of names are what they will be. */
quoth_status making_part_namesakes(making *m);

#endif
