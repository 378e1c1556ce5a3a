/* tree.h - what a query says, as a tree */
#ifndef SEARCHER_QUERY_TREE_H
#define SEARCHER_QUERY_TREE_H

#include "base/arena.h"
#include "base/buf.h"
#include "store/fields/field.h"

typedef enum node_kind {
    NODE_WORD,     /* one leaf */
    NODE_PHRASE,   /* items next to each other */
    NODE_AND,      /* all kids */
    NODE_OR,       /* any kid */
    NODE_NOT,      /* not the kid */
    NODE_NEAR,     /* kids[0] and kids[1] within `reach`, `n` words for REACH_WORDS; kids[0] first when `ordered` */
    NODE_NOT_NEAR, /* kids[0] with no kids[1] within reach */
    NODE_ATLEAST,  /* n spans of the kid */
    NODE_QUORUM,   /* n of the kids */
    NODE_FIELD,    /* an article-wide property */
    NODE_MENTION,  /* @person, @place, @date */
    NODE_QUOTE,    /* one quotation in which the kid holds */
    NODE_EDIT,     /* one change of the article in which the kid holds */
    NODE_SIDE      /* inside it: the kid holds in what FIELD_REMOVED or FIELD_ADDED says; FIELD_NONE: in either */
} node_kind;

typedef enum reach { REACH_WORDS, REACH_SENTENCE, REACH_PARAGRAPH } reach;
typedef enum casing { CASING_ANY, CASING_CAPITAL, CASING_ALL_CAPITALS, CASING_SMALL } casing;
typedef enum word_how { HOW_STEM, HOW_FORM, HOW_PATTERN, HOW_FUZZY } word_how;
typedef enum mention { MENTION_OF_PERSON, MENTION_OF_SPEAKER, MENTION_OF_PLACE, MENTION_OF_DATE } mention;
typedef enum has_what {
    HAS_SPEAKER,
    HAS_QUOTE,
    HAS_PLACE,
    HAS_DAY,
    HAS_DATE,
    HAS_TITLE,
    HAS_SOURCE,
    HAS_AUTHOR,
    HAS_URL,
    HAS_CUSTOM,
    HAS_NO_DATE /* of no query: what searcher/undated.c puts for a date */
} has_what;

/* One word as the query writes it, cut as texts are. */
typedef struct query_word {
    str form;      /* folded; with its * and ? for HOW_PATTERN */
    uint8_t how;   /* word_how */
    uint8_t edits; /* HOW_FUZZY */
} query_word;

/* All words of `lang` (LANGUAGE_ANY: of every language) that a leaf stands for, as numbers of the word list. */
#define LANGUAGE_ANY ((language)255)
typedef struct leaf_forms {
    language lang;
    const uint32_t *words;
    size_t count;
    /* The first so many are no compounds, as far as that is known; the last ones need not be looked for where they cover one
     * word: "trump's" stands over "trump" then, which is among the others. */
    size_t plain, spared;
} leaf_forms;

/* What stands at one place of the text: a word or alternatives. */
typedef struct leaf {
    const query_word *words;
    uint32_t word_count;
    uint8_t scope;         /* field_id: FIELD_NONE (title and body), FIELD_TITLE, FIELD_LEAD, FIELD_BODY */
    uint8_t casing;        /* casing */
    bool in_past;          /* of edit:, so its words may stand in no article any more */
    VEC(leaf_forms) forms; /* filled in by the planner */
} leaf;

typedef struct phrase_item {
    uint32_t leaf;
    uint32_t gap; /* words left out before it */
} phrase_item;

typedef struct node {
    node_kind kind;
    uint32_t id;         /* 0 .. query.node_count-1 */
    uint32_t start, end; /* bytes of the query */
    uint32_t depth;
    bool positional; /* has spans, so may stand beside W/n */
    struct node **kids;
    uint32_t kid_count;

    uint32_t leaf;      /* NODE_WORD */
    uint32_t repeated;  /* NODE_WORD: so many more of it stood beside it, and weigh */
    phrase_item *items; /* NODE_PHRASE */
    uint32_t item_count;

    uint32_t n; /* NODE_NEAR, _ATLEAST, _QUORUM */
    reach reach;
    bool ordered;

    field_id field;       /* NODE_FIELD, NODE_SIDE */
    str custom;           /* FIELD_CUSTOM, HAS_CUSTOM: the field's name, in small letters */
    mention mention;      /* NODE_MENTION */
    str value;            /* as written, without quotation marks; "" for @person without a value */
    day_range days;       /* date, since, until, on */
    uint64_t least, most; /* length, quotes */
    double lat, lon, km;  /* near; lat and lon by the planner where a place is named */
    str where;            /* near: that place; "": none */
    has_what has;
    uint8_t quote_kind; /* kind */
    uint8_t surety;     /* speaker, by, place, near, on: the least confidence of the tag, in percent; 0: any */

    /* By the planner: */
    const uint32_t *ids; /* speaker numbers, places, languages; about: places; near: what `where` may be */
    size_t id_count;
    const uint32_t *people; /* about: speaker numbers */
    size_t people_count;
    const str *values; /* source: folded names, in byte order */
    size_t value_count;
    bool exactly;                    /* source: it was asked for by its whole name */
    const struct people_found *only; /* speaker, by, @person: the names mean him in some articles only; NULL: in all */
    bool proved;                     /* what the inverted index finds satisfies this node already */
} node;

/* The most frequent words have the first numbers. */
enum { PLAIN_WORDS = 256 };

typedef struct query {
    str text;
    node *root;
    leaf *leaves;
    uint32_t leaf_count, node_count;
    bool any;          /* parse_options.any */
    VEC(str) readings; /* what is read otherwise than it may be meant: said with every answer */
    VEC(str) notes;    /* said when nothing is found: "or" in small letters is a word, … */
    /* By the planner: of words 0 to PLAIN_WORDS - 1 a bit each, set for those of letters and digits alone, which are no
     * compounds; NULL: nothing is known of them. */
    const uint64_t *plain_words;
} query;

/* The custom fields that an archive has: names that are no error. `name` as written. */
typedef struct custom_fields {
    void *context;
    bool (*has)(void *context, str name);
} custom_fields;

/* The name of a NODE_FIELD's field. */
str node_field_name(const node *n);
/* Writes the tree as one line of the query language with every bracket there: (a AND ("b c" W/5 d)). */
void tree_write(const query *q, const node *n, buf *out);
/* One node without what belongs to it: "W/5", "AND"; a word, phrase, field or mention whole. */
void tree_write_head(const query *q, const node *n, buf *out);
void leaf_write(const leaf *l, buf *out);

#endif
