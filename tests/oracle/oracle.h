/* oracle.h - a second, naive evaluator: what should a query find, by the definitions alone (searcher/match/README.md)? */
#ifndef ORACLE_H
#define ORACLE_H

#include <quoth.h>

#include "base/arena.h"
#include "base/buf.h"
#include "text/analysis.h"
#include "text/day.h"
#include "text/stem.h"

/* --- articles --- */

typedef struct bounds {
    uint32_t first, end; /* words of the article, the title's first */
} bounds;

typedef VEC(bounds) bounds_list;

typedef struct stem_in {
    language lang;
    str stem;
} stem_in;

/* Anything written that a leaf can match: a word, or a compound over words. */
typedef struct written {
    bounds at;
    str form, stem;
    VEC(stem_in) elsewhere; /* in an article of no known language: the stems of the same form in articles of others */
} written;

/* Nobody: not named, not quoted, or hidden by a rule. */
enum { NO_GROUP = -1 };

typedef struct tagged {
    bounds at;
    str name;  /* folded */
    int group; /* of world.people */
    uint32_t place;
    day first_day, last_day;
    int kind;            /* quotations: 0 direct, 1 mixed, 2 indirect */
    unsigned confidence; /* percent */
} tagged;

typedef VEC(tagged) tagged_list;

typedef struct own_value {
    str name, value; /* folded */
} own_value;

/* One change: the texts before and after it, and which words of each it took out or put in. */
typedef struct oracle_change {
    const struct oracle_article *before, *after;
    const bool *gone, *came;
} oracle_change;

typedef struct oracle_article {
    uint64_t id;
    str external_id, title, body, source, author, url; /* source folded, author as byline_keys */
    VEC(own_value) fields;
    language lang;
    day published, *captured; /* all its captures */
    size_t capture_count;
    written *units;
    size_t unit_count;
    uint8_t *flags;                   /* by word */
    uint32_t *sentences, *paragraphs; /* by word */
    uint32_t word_count, title_words, lead_end;
    uint32_t *start, *end; /* bytes, by word */
    tagged_list quotations, speakers, places, dates, persons;
    VEC(oracle_change) changes;
    uint32_t number; /* of world.texts */
} oracle_article;

typedef VEC(oracle_article *) article_list;

/* Everyone who goes by one name, as `quoth speakers` lists them. */
typedef struct name_group {
    VEC(str) names;  /* folded; first the one that is shown */
    bool is_renamed; /* the one that is shown may be nobody's own */
} name_group;

/* A name that somebody gave to a place. */
typedef struct place_name {
    str folded, meant;
} place_name;

typedef struct unit_at {
    uint32_t text, unit;
} unit_at;

/* One form in the texts of one language: whether a choice fits is the same everywhere. */
typedef struct lexeme {
    const written *like;
    language lang;
    uint64_t form_hash, stem_hash;
    VEC(unit_at) places;
} lexeme;

/* An archive and all that it says, read back. */
typedef struct world {
    arena a;
    quoth_archive *archive;
    stemmers *stemmers;
    article_list articles, texts; /* texts: also the versions before and after changes */
    VEC(lexeme) lexemes;
    VEC(language) languages; /* of texts */
    VEC(name_group) people;
    VEC(place_name) place_names;
    VEC(str) hidden; /* names that a rule hides, folded */
} world;

/* Reads all that the archive in this folder holds. */
void world_read(world *w, const char *archive_dir);
void world_release(world *w);
/* changes.c: changes some of the invented articles; fills in an article's changes. */
void changes_make(quoth_writer *w, const char *archive_dir, unsigned count);
void changes_take(world *w, oracle_article *art);
/* An article's units and what else follows from title, body and language. */
void article_take_words(world *w, oracle_article *art);
/* lexemes.c: numbers the texts and finds their lexemes, once all is read. */
void lexemes_number(world *w);
/* Ends the program when a step that cannot fail has. */
void must(quoth_status status, const quoth_error *err, const char *what);

/* --- making archives --- */

typedef struct quarry quarry;
/* The articles of a folder, to draw samples of; NULL for no folder. `scratch_dir` is made anew and used until quarry_free. */
quarry *quarry_open(const char *articles_folder, const char *scratch_dir);
void quarry_free(quarry **q);
/* Makes an archive of `count` invented articles and of `sample` of the quarry's (all: 0), sample by sample all of them in turn;
 * with pages of a crawl, an article that is removed again, and rules about names. */
void archive_make(const char *archive_dir, quarry *q, unsigned count, unsigned sample, unsigned number);

/* --- expressions --- */

typedef enum shape {
    IS_WORD,
    IS_PHRASE,
    IS_AND,
    IS_OR,
    IS_NOT,
    IS_NEAR,
    IS_NOT_NEAR,
    IS_ATLEAST,
    IS_QUORUM,
    IS_FIELD,
    IS_VALUES, /* field:(a OR b): parts are IS_FIELD */
    IS_WITHIN, /* title:( … ), CAPS( … ): one part */
    IS_MENTION,
    IS_QUOTE,
    IS_EDIT,
    IS_ANY, /* at the top, with --any: parts side by side are alternatives, but fields and what NOT excludes filter */
    IS_SIDE /* removed: and added: and neither, by `field` */
} shape;

typedef enum form_of_word { STEMMED, EXACT, WILD, FUZZY } form_of_word;

typedef struct word_choice {
    str text; /* folded; with * and ? when WILD */
    form_of_word how;
    unsigned edits; /* FUZZY */
    /* choices_find: where it stands. Of text n the units units[first[n]] to units[first[n + 1] - 1]. */
    const uint32_t *units, *first;
} word_choice;

typedef struct step {
    VEC(word_choice) choices;
    unsigned gap;
} step;

enum { MOST_MEANT_PLACES = 16 };

typedef struct expression {
    shape shape;
    struct expression **parts;
    size_t part_count;
    VEC(step) steps; /* IS_WORD: one; IS_PHRASE: more */
    char scope;      /* 0, 't', 'l', 'b' */
    char casing;     /* 0, 'C' capital, 'A' all capitals, 'N' none */
    unsigned n;
    char reach; /* 'n', 'S', 'P' */
    bool ordered;
    const char *field; /* IS_FIELD, IS_VALUES, IS_MENTION */
    str value;         /* as written */
    str sought;        /* as compared: folded */
    bool whole;        /* a name as it is, not some words of it */
    day first_day, last_day;
    uint32_t places[MOST_MEANT_PLACES];
    size_t place_count;
    uint64_t least, most;
    double lat, lon, km;
    unsigned surety; /* the least confidence of the tag, in percent; 0: any */
    uint64_t like;   /* IS_QUORUM: written as like: this article */
} expression;

/* A random expression about these articles. */
expression *expression_random(arena *a, const world *w, unsigned depth);
/* An IS_ANY. */
expression *expression_random_any(arena *a, const world *w);
void expression_write(const expression *e, buf *out);
/* The same numbers on every machine. */
void random_seed(uint64_t seed);
uint32_t random_below(uint32_t limit);

/* What the two files of random expressions share. */
typedef struct making {
    arena *a;
    const world *w;
    char scope, casing;
    bool in_quote;
    bool in_edit; /* of words before and after changes; no tags */
} making;
expression *new_expression(const making *m, shape s, size_t parts);
const oracle_article *some_article(const making *m);
bool is_plain(str s);
expression *some_word(const making *m);
expression *some_mention(const making *m);
/* by:, about:, kind: in a quotation; else any other field. NULL where nothing to ask for was met. */
expression *some_field(const making *m);

/* A change, NULL where there is none; a clause of edit:. */
const oracle_change *some_change(const making *m);
expression *some_side(making *m, unsigned depth, expression *(*positional)(making *, unsigned));

/* --- the evaluator --- */

/* What each word of the expression stands for: due before the next two. */
void choices_find(arena *a, const world *w, expression *e);
bool brute_satisfied(arena *a, const world *w, const oracle_article *art, const expression *e);
/* Of an article that satisfies it: sorted, those that share a word merged. */
bounds_list brute_highlights(arena *a, const world *w, const oracle_article *art, const expression *e);

/* What the files of the evaluator share. */
bool bounds_contain(bounds outer, bounds inner);
/* `quotation` is NULL outside of quote:. */
bool field_holds(const world *w, const oracle_article *art, const tagged *quotation, const expression *e);
/* IS_MENTION: the tags of that kind, and whether one is meant. */
const tagged_list *mentions_of(const oracle_article *art, const expression *e);
bool mention_fits(const world *w, const expression *e, const tagged *t);

#endif
