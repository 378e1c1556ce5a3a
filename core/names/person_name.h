/* person_name.h - of what parts is a person's name made, and may two spellings of a part be the same? */
#ifndef NAMES_PERSON_NAME_H
#define NAMES_PERSON_NAME_H

#include "base/arena.h"

typedef enum name_kind {
    NAME_OF_PERSON, /* a given name (or an initial) and a surname: "Yoav Gallant", "J. K. Rowling" */
    NAME_SINGLE,    /* one word that may be a surname: "Gallant", "Mr. Gallant" */
    NAME_OTHER      /* a body, an office, a phrase: "White House", "officials" */
} name_kind;

typedef enum name_suffix { SUFFIX_NONE, SUFFIX_JUNIOR, SUFFIX_SENIOR, SUFFIX_SECOND, SUFFIX_THIRD, SUFFIX_FOURTH } name_suffix;
typedef enum name_sex { SEX_UNKNOWN, SEX_FEMALE, SEX_MALE } name_sex;

enum { NAME_MOST_WORDS = 6, NAME_MOST_INITIALS = 7 };

/* Everything folded. Hyphens part words: "Kim Jong-un" is "Kim Jong Un". */
typedef struct person_name {
    name_kind kind;
    str words[NAME_MOST_WORDS]; /* without titles, initials, nickname and suffix */
    uint32_t count;
    char initials[NAME_MOST_INITIALS + 1]; /* and those of middle names, in their order, zero-terminated */
    bool starts_with_initial;              /* and no given name follows: "J. Smith" */
    str nickname;                          /* between quotation marks: Bertram "Bert" Holm; or "" */
    name_suffix suffix;
    name_sex sex; /* as the title says: "Mrs." */
} person_name;

/* Takes a name as it is shown apart; slices live in `a`. Any bytes; names of more words than fit are NAME_OTHER. */
void person_name_parse(arena *a, str name, person_name *out);
/* The surname; of a body or phrase the last word. */
str person_name_last(const person_name *n);
/* How a folded word sounds, roughly: what the usual transliterations of one word have in common ("gaddafi", "qadhafi"). */
str name_sound(arena *a, str word);
/* Whether one of two folded given names is short for the other: "bill", "william"; but not "bill", "willie". */
bool name_is_nickname(str x, str y);

#endif
