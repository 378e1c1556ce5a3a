/* names.h - words that people, their titles and their bodies are called by */
#ifndef NAMES_H
#define NAMES_H

#include "base/str.h"

/* Bits of what a folded word may be. */
enum {
    NAME_GIVEN = 1,        /* "yoav", "mary" */
    NAME_GIVEN_FEMALE = 2, /* mostly a woman's */
    NAME_GIVEN_MALE = 4,
    NAME_SURNAME = 8,
    NAME_HONORIFIC = 16,    /* "mr", "gen.", "sheikh": precedes a name */
    NAME_ROLE = 32,         /* "minister", "spokesman", "analyst": a person by office or occupation */
    NAME_BODY = 64,         /* "ministry", "inc", "committee", "university": ends the name of a body */
    NAME_NATIONALITY = 128, /* "israeli" */
    NAME_COMMON = 256       /* also an everyday word of English ("will", "mark", "may"): not a name by itself */
};

/* A given name of another language, which reports spell in several ways: "tarek", "tareq". */
#define NAME_RENDERED (1u << 31)

/* All bits of a folded word (its full stops left out); 0 when unknown. Any thread; a hash look-up. */
unsigned names_of(str folded_word);

#endif
