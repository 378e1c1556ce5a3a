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

/* Anything written that a leaf can match: a word, or a compound over words. */
typedef struct written {
    bounds at;
    str form, stem;
} written;

typedef struct tagged {
    bounds at;
    str name; /* folded speaker */
    uint32_t place;
    day first_day, last_day;
    int kind;            /* quotations: 0 direct, 1 mixed, 2 indirect */
    unsigned confidence; /* percent */
} tagged;

typedef struct oracle_article {
    uint64_t id;
    str external_id, title, body, source, author, date; /* source and author folded */
    VEC(str) tags;                                      /* values of the custom field tags, folded */
    language lang;
    day published;
    written *units;
    size_t unit_count;
    uint8_t *flags;                   /* by word */
    uint32_t *sentences, *paragraphs; /* by word */
    uint32_t word_count, title_words, lead_end;
    uint32_t *start, *end; /* bytes, by word */
    VEC(tagged) quotations, places, dates;
} oracle_article;

typedef VEC(oracle_article *) article_list;

/* Invents `count` articles from few words and writes them, then those of `folder`, into the archive; reads all back. */
void articles_make(arena *a, const char *archive_dir, const char *folder, unsigned count, article_list *out);

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
    IS_MENTION,
    IS_QUOTE
} shape;

typedef enum form_of_word { STEMMED, EXACT, WILD, FUZZY } form_of_word;

typedef struct word_choice {
    str text; /* folded; with * and ? when WILD */
    form_of_word how;
} word_choice;

typedef struct step {
    VEC(word_choice) choices;
    unsigned gap;
} step;

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
    const char *field; /* IS_FIELD, IS_MENTION */
    str value;
    day first_day, last_day;
    uint32_t place;
    uint64_t least, most;
    unsigned surety; /* the least confidence of the tag, in percent; 0: any */
} expression;

/* A random expression about these articles. */
expression *expression_random(arena *a, const article_list *articles, unsigned depth);
void expression_write(const expression *e, buf *out);
/* The same numbers on every machine. */
void random_seed(uint64_t seed);
uint32_t random_below(uint32_t limit);

/* --- the evaluator --- */

/* Whether the article satisfies it, and the highlights: sorted, those that share a word merged. */
bool brute_satisfied(arena *a, stemmers *s, const oracle_article *art, const expression *e, bounds_list *highlights);

#endif
