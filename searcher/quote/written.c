/* written.c - do an article's words differ from a text in how they are written alone: "we're" and "we are"? */
#include "searcher/quote/written.h"

#include "searcher/quote/contraction.h"

enum { BEYOND = 2 /* words before and behind an occurrence that may belong to it: the alignment ends at words it knows */ };

typedef struct comparing {
    const forward_record *record;
    const occurrence *o;
    str *asked, *title, *body; /* folded words, "it's" among them */
    uint32_t asked_count;
    occurrence_row row;
    VEC(uint32_t) tokens; /* of the article: the row without what is left out under "…" */
} comparing;

static str form_of(const comparing *c, uint32_t word)
{
    uint32_t title = c->record->title_tokens;
    return word < title ? c->title[word] : c->body[word - title];
}

/* What stands beside the occurrence and is said with it. */
static bool is_said_beside(const comparing *c, uint32_t word)
{
    if (word >= c->record->token_count || (word < c->record->title_tokens) != c->o->in_title)
        return false;
    return !c->o->quoted || occurrence_says(c->record, c->o, word);
}

/* With so many words more before and behind. */
static bool is_same_with(arena *scratch, const comparing *c, uint32_t before, uint32_t behind)
{
    VEC(str) row = {0};
    for (uint32_t i = before; i > 0; i--) {
        if (c->o->first < i || !is_said_beside(c, c->o->first - i))
            return false;
        vec_push(scratch, &row, form_of(c, c->o->first - i));
    }
    for (size_t i = 0; i < c->tokens.count; i++)
        vec_push(scratch, &row, form_of(c, c->tokens.items[i]));
    for (uint32_t i = 0; i < behind; i++) {
        if (!is_said_beside(c, c->o->end + i))
            return false;
        vec_push(scratch, &row, form_of(c, c->o->end + i));
    }
    return contraction_same(c->asked, c->asked_count, row.items, row.count);
}

static void read_row(arena *scratch, const asked_text *text, comparing *c)
{
    align_step *steps;
    occurrence_row_of(scratch, text, c->record, c->o, &c->row);
    alignment whole = {0, 0, c->row.count};
    size_t count = align_steps(scratch, text->sought, text->count, c->row.words, &whole, &steps);
    for (size_t i = 0; i < count; i++)
        if (steps[i].op == ALIGN_SAME || steps[i].op == ALIGN_IN_ROW)
            vec_push(scratch, &c->tokens, c->row.tokens[steps[i].row]);
}

quoth_status written_excuse(lazy_article *article, const asked_text *text, occurrence *o, quoth_error *err)
{
    const open_article *open;
    arena *scratch = article->a;
    TRY(lazy_article_open(article, &open, err));
    comparing c = {.record = &open->record, .o = o, .asked_count = text->count};
    c.asked = contraction_forms(scratch, &text->words);
    c.title = contraction_forms(scratch, &open->stored.title_words);
    c.body = contraction_forms(scratch, &open->stored.body_words);
    read_row(scratch, text, &c);
    for (uint32_t before = 0; before <= BEYOND; before++)
        for (uint32_t behind = 0; behind <= BEYOND; behind++)
            if (is_same_with(scratch, &c, before, behind)) {
                o->first -= before;
                o->end += behind;
                o->cost = 0;
                o->contracted = true;
                return QUOTH_OK;
            }
    return QUOTH_OK;
}
