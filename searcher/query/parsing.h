/* parsing.h - what the files of the parser share; for no one else */
#ifndef QUERY_PARSING_H
#define QUERY_PARSING_H

#include "base/limits.h"
#include "searcher/query/lexer.h"
#include "searcher/query/parser.h"

typedef VEC(node *) node_list;
typedef VEC(leaf) leaf_list;

typedef struct parser {
    arena *a;
    lexer lx;
    lexeme next;
    const parse_options *options;
    bool final_marks; /* a ? at a word's end is a wildcard */
    query *q;
    leaf_list leaves;
    unsigned depth;
    quoth_error *err;
} parser;

/* What the place in the query imposes on the words that stand there. */
typedef struct surroundings {
    field_id scope;  /* inside title:( … ) */
    field_id values; /* inside date:( … ): words are values of this field */
    str custom;      /* the name of FIELD_CUSTOM there */
    casing casing;
    bool in_quote;
    bool in_edit;
    field_id side; /* inside removed:( … ) or added:( … ) */
} surroundings;

/* Clauses of one quotation or one change: exact also with --any. */
static inline bool is_inside(surroundings here)
{
    return here.in_quote || here.in_edit;
}

#define FAIL(p, lexeme, ...) fail_at((p)->err, (p)->lx.text, (lexeme)->start, (lexeme)->end, QUOTH_BAD_QUERY, __VA_ARGS__)

/* A node over bytes [start, end) of the query, without kids. */
node *parser_node(parser *p, node_kind kind, size_t start, size_t end);
/* Gives it kids; QUOTH_LIMIT when it gets too deep. */
quoth_status parser_adopt(parser *p, node *n, node **kids, size_t count);
/* AND, OR or quorum of `kids`; a single kid stands for itself. */
quoth_status parser_join(parser *p, node_kind kind, const node_list *kids, node **out);

/* edit: behind the field's name, and removed: and added: inside it; `at` is the name. */
quoth_status parser_edit(parser *p, surroundings here, const lexeme *at, node **out);
/* Whether a field may stand inside edit:; else why not. */
quoth_status parser_check_edit(parser *p, surroundings here, const lexeme *at);
/* What follows a field of words, as behind title:. */
quoth_status parser_behind_field(parser *p, surroundings here, const lexeme *at, node **out);

/* Leaves the words out that a question has for grammar, unless there are only such. */
void parser_drop_empty_words(const parser *p, node_list *words);
/* What a lexeme LEX_WORD or LEX_PHRASE means. NULL in *out: running text without a word. */
quoth_status parser_word(parser *p, surroundings here, const lexeme *at, node **out);
quoth_status parser_phrase(parser *p, surroundings here, const lexeme *at, node **out);

#endif
