/* people.h - who is mentioned, and which mentions are one and the same person or body? */
#ifndef TAG_SPEAKER_PEOPLE_H
#define TAG_SPEAKER_PEOPLE_H

#include "indexer/tag/speaker/marks.h"

typedef enum who {
    WHO_PERSON,   /* a name: "Mr Gallant" */
    WHO_BODY,     /* "the Defence Ministry", "FBI", and names that may as well be places: "Israel" */
    WHO_PRONOUN,  /* "she" */
    WHO_ROLE,     /* "the spokesman" */
    WHO_PLURAL,   /* "officials" */
    WHO_MEDIUM,   /* "the report" */
    WHO_RELATIVE, /* "who" */
    WHO_OTHER     /* any other noun where a speaker would stand */
} who;

typedef enum gender { GENDER_UNKNOWN, GENDER_MAN, GENDER_WOMAN } gender;

/* A noun phrase that may speak. Numbers of pieces, inclusive. */
typedef struct mention {
    uint32_t first, last; /* with its determiner or titles */
    uint32_t core;        /* first piece of the name itself, or the head noun */
    uint32_t figure;      /* 1 + who it is, 0 unknown */
    uint32_t owner;       /* figure whose possessive stands in it: "Ann Lee" in "Ann Lee's lawyer"; 0 none */
    uint32_t meant;       /* 1 + the mention "they" stands for, when that has no figure; 0 none */
    uint32_t bearer;      /* of an office without a name: figure that bears it, as far as anybody asked; 0 not asked or nobody */
    uint32_t with;        /* 1 + the mention of who speaks together with him: "Ann Lee and Tom Reed said"; 0 none */
    uint8_t type;         /* who */
    uint8_t gender;
    bool possessive; /* followed by 's: "Trump" in "Trump's lawyer" */
    bool mute;       /* stands in a dateline, and so says nothing */
    bool title;      /* a name with a title before it, or a first name known as such: surely a person */
} mention;

/* A person or body of this article. */
typedef struct figure {
    str name;                     /* its fullest form, without titles */
    str role;                     /* the fullest office that is said of a person: "Israeli defence minister"; or "" */
    uint32_t first_key, last_key; /* of its first and last word, "Jr." aside */
    uint32_t middle_key;          /* of the word before the last, 0 if there is one only */
    uint32_t words;
    uint32_t mentions;
    uint32_t piece;     /* where it stood first */
    uint32_t paragraph; /* where it stood last with more than one word */
    uint8_t type;       /* WHO_PERSON or WHO_BODY */
    uint8_t gender;
    bool place;  /* also the name of a town or country, and nothing says that a person is meant */
    bool sure;   /* once seen with a title or a known first name */
    bool speaks; /* a verb of saying once stood beside it */
    bool given;  /* begins with a first name that everybody knows */
    bool junior; /* "Jr." stands behind the name */
    bool spouse; /* named by a first name alone, as somebody's wife or husband: "his wife, Ann" */
} figure;

/* "the minister" has been said of a figure. */
typedef struct office {
    uint32_t key; /* of the noun */
    uint32_t figure, piece;
    uint32_t modifier; /* key of the word that tells it from others, 0 none */
    bool past;         /* "the former minister" */
    bool deputy;       /* "the vice president" */
} office;

enum { MOST_JUNIORS = 8 };

typedef struct people {
    VEC(mention) mentions; /* in the order of the text */
    VEC(figure) figures;
    VEC(office) offices;
    uint32_t juniors[MOST_JUNIORS]; /* keys of surnames by which a father and a son are called (juniors.h) */
    uint32_t junior_count;
} people;

/* Mentions of one text; figures and offices are added to what `out` holds, so that title and body share them. Linear but
 * for the look-up of a name among the article's figures, which looks at a bounded number of the newest. */
void find_people(arena *a, const scan *s, people *out);

/* Is this a person's name, or one of at least so many words and no more than three that nobody knows and no body has? */
bool may_be_person(const scan *s, const people *p, const mention *m, uint32_t fewest_words);

/* The office whose noun stands at that piece, with what belongs to it: "Israeli defence minister", "head of customs".
 * `name_key`: of the first word of the name that bears it. */
str office_text(arena *a, const scan *s, uint32_t noun, uint32_t name_key);

/* What to call whoever `m` is: the figure's name, or the noun itself in lower case; "" for a pronoun nobody fits. */
str mention_name(arena *a, const scan *s, const people *p, const mention *m);

#endif
