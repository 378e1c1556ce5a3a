/* lexer.h - where does each part of a query begin and end? */
#ifndef SEARCHER_QUERY_LEXER_H
#define SEARCHER_QUERY_LEXER_H

#include "base/fail.h"
#include "searcher/query/tree.h"

typedef enum lexeme_kind {
    LEX_END,
    LEX_OPEN,
    LEX_CLOSE,
    LEX_WORD,   /* text */
    LEX_PHRASE, /* text: between the quotation marks; how: HOW_FORM, HOW_STEM after ~ */
    LEX_AND,
    LEX_OR,
    LEX_NOT,     /* also - before a word */
    LEX_NEAR,    /* n, reach, ordered */
    LEX_ATLEAST, /* n */
    LEX_QUORUM,  /* n */
    LEX_CASE,    /* casing */
    LEX_FIELD,   /* field; the value follows at once */
    LEX_MENTION  /* mention; text: its value */
} lexeme_kind;

typedef struct lexeme {
    lexeme_kind kind;
    size_t start, end; /* bytes of the query */
    str text;
    uint32_t n;
    reach reach;
    bool ordered;
    word_how how;
    casing casing;
    field_id field;
    str custom; /* FIELD_CUSTOM: its name, as written */
    mention mention;
    str surety; /* of a value in quotation marks: what follows @ right behind them; or "" */
} lexeme;

typedef struct lexer {
    str text;
    size_t at;
    const custom_fields *custom; /* NULL: none are known */
    bool values;                 /* words are values of a field: a colon in them means nothing */
    bool shouted;                /* all is written in capitals: AND, OR and NOT are words too */
    bool plain;                  /* running text: there are only words */
    quoth_error *err;
} lexer;

/* The next lexeme, and moves past it. */
quoth_status lexer_next(lexer *lx, lexeme *out);
/* What follows a field's colon up to white space or the bracket that closes an outer group, or a quoted text. */
quoth_status lexer_value(lexer *lx, lexeme *out);
/* What `err` says is of bytes [start, end) of the query. */
void fail_stands_at(quoth_error *err, str text, size_t start, size_t end);
/* Fills err with a failure at bytes [start, end) of the query. */
__attribute__((format(printf, 6, 7))) quoth_status fail_at(quoth_error *err, str text, size_t start, size_t end,
                                                           quoth_status status, const char *format, ...);

#endif
