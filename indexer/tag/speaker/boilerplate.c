/* boilerplate.c - where does a site's list of links begin and end? */
#include "indexer/tag/speaker/boilerplate.h"

enum { LIST = 160, NAMES = 9 /* pieces */ };

static bool is_more(const scan *s, const piece *p)
{
    return p->kind == PIECE_WORD && p->flags & PIECE_ALL_CAPITALS && str_equal(piece_text(s, p), STR("MORE"));
}

/* "SmithBridge" behind "Smith" */
static bool is_glued_to(const scan *s, const piece *name, const piece *p)
{
    str surname = piece_text(s, name), word = piece_text(s, p);
    if (name->kind != PIECE_WORD || !(name->flags & PIECE_CAPITAL) || surname.len < 2 || word.len <= surname.len ||
        memcmp(word.data, surname.data, surname.len) != 0)
        return false;
    char next = word.data[surname.len];
    return (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
}

/* The piece behind the first "Smith" of "Ann Smith Ann Mary SmithBridge falls … MORE", or that of MORE + 1. */
static uint32_t list_start(const scan *s, uint32_t more)
{
    for (uint32_t i = more; i-- > 0 && more - i <= LIST && !(s->pieces[i + 1].flags & PIECE_PARAGRAPH_START);) {
        if (s->pieces[i].kind != PIECE_WORD || !(s->pieces[i].flags & PIECE_CAPITAL))
            continue;
        for (uint32_t back = 2; back <= NAMES && back <= i; back++)
            if (is_glued_to(s, &s->pieces[i - back], &s->pieces[i]))
                return i - back + 1;
    }
    return more + 1;
}

void blank_link_lists(scan *s)
{
    for (uint32_t more = 0; more < s->count; more++) {
        if (!is_more(s, &s->pieces[more]))
            continue;
        for (uint32_t i = list_start(s, more); i <= more; i++) {
            piece *p = &s->pieces[i];
            p->kind = PIECE_OTHER;
            p->bits = p->key = p->symbol = 0;
            p->lemma = 0;
            p->form = p->flags = p->mark = 0;
        }
    }
}
