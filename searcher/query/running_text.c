/* running_text.c - is a query running text rather than a formula? */
#include "searcher/query/running_text.h"

#include "searcher/query/words.h"
#include "text/classes.h"
#include "text/utf8.h"

bool text_is_shouted(str text)
{
    enum { FEW_WORDS = 5 };
    size_t words = 0;
    bool in_word = false;
    for (size_t at = 0; at < text.len;) {
        char_class class = class_of(utf8_next(text, &at));
        if (class == CLASS_LOWER)
            return false;
        words += class == CLASS_UPPER && !in_word;
        in_word = class == CLASS_UPPER;
    }
    return words > FEW_WORDS;
}

static bool is_question_mark(const lexeme *l)
{
    return l->kind == LEX_WORD && str_equal(l->text, STR("?"));
}

/* A word in which nothing is an operator but perhaps a question mark at its end. */
static bool is_plain_word(const lexeme *l)
{
    return l->kind == LEX_WORD && l->text.data[0] != '=' && str_find(l->text, STR("~")) == SIZE_MAX &&
           !words_have_wildcard(l->text, false);
}

bool text_is_question(const lexer *lx)
{
    enum { FEW_WORDS = 2 };
    lexer ahead = *lx;
    lexeme l;
    size_t words = 0;
    if (!str_ends_with(str_trim(lx->text), STR("?")))
        return false;
    for (ahead.err = NULL; lexer_next(&ahead, &l) == QUOTH_OK && l.kind != LEX_END;) {
        if (!is_plain_word(&l) && l.kind != LEX_PHRASE)
            return false;
        words += !is_question_mark(&l);
    }
    return l.kind == LEX_END && words > FEW_WORDS;
}
