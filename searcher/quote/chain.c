/* chain.c - can an article have a text word for word? */
#include "searcher/quote/chain.h"

/* The most frequent words of an archive have the first numbers. */
static bool is_rarer(const asked_text *t, uint32_t word, uint32_t than)
{
    return t->numbers[word] > t->numbers[than];
}

enum { BACK, ON };

void chain_init(chain *c, arena *a, const asked_text *text, uint32_t reach)
{
    *c = (chain){.text = text, .reach = reach, .met = ARENA_ARRAY(a, uint32_t, text->count + 1)};
    for (int way = BACK; way <= ON; way++) {
        c->ends[way] = ARENA_ARRAY(a, uint16_t, text->count + 1);
        c->beside[way] = ARENA_ARRAY(a, uint16_t, text->count + 1);
    }
    for (uint32_t i = 0; i < text->count; i++) {
        uint16_t form = text->sought[i].form, word = (uint16_t)(i + 1), last = c->ends[ON][form];
        if (last == 0)
            c->ends[BACK][form] = word;
        c->beside[BACK][word] = last;
        c->beside[ON][last] = word;
        c->ends[ON][form] = word;
        if (is_rarer(text, i, c->rarest))
            c->rarest = i;
    }
}

typedef struct walk {
    const forward_record *record;
    uint64_t left; /* words that may still be looked at */
} walk;

/* Puts the word of this form at `place` behind, or before, each part of the text that ends, or begins, within reach; parts that
 * it lengthens itself do not count, so the longest comes first. True: it is in one of them. */
static bool lengthen(chain *c, int way, uint16_t form, uint32_t place)
{
    bool has = false;
    for (uint32_t i = c->ends[way][form]; i > 0; i = c->beside[!way][i]) {
        uint32_t word = i - 1, inner = way == ON ? word - 1 : word + 1;
        if (way == ON ? word <= c->rarest : word >= c->rarest)
            break;
        uint32_t apart = way == ON ? place - c->met[inner] : c->met[inner] - place;
        if (c->met[inner] == 0 || apart > c->reach)
            continue;
        c->met[word] = place;
        has = true;
    }
    return has;
}

/* Whether the words of the text behind the rarest one, or those before it, may stand behind or before that at `from`. Of each
 * the place is kept that is nearest to what is looked at next. */
static bool goes_on(chain *c, walk *w, uint32_t from, int way)
{
    const asked_text *t = c->text;
    const uint32_t last = way == ON ? t->count - 1 : 0, step = way == ON ? 1 : UINT32_MAX;
    memset(c->met, 0, t->count * sizeof *c->met);
    c->met[c->rarest] = from + 1;
    uint32_t newest = from;
    for (uint32_t at = from + step; c->met[last] == 0 && at < w->record->token_count; at += step) {
        if (w->left == 0 || (way == ON ? at - newest : newest - at) > c->reach)
            break;
        w->left--;
        if (asked_may_have(t, w->record->words[at]) && lengthen(c, way, asked_word_of(t, w->record->words[at]).form, at + 1))
            newest = at;
    }
    return c->met[last] != 0 || w->left == 0;
}

bool chain_may_stand(chain *c, const forward_record *r)
{
    enum { TIMES = 4 }; /* so often each word may be looked at, for the walk to stay linear: what comes then is possible */
    walk w = {r, (uint64_t)r->token_count * TIMES};
    uint32_t wanted = c->text->numbers[c->rarest];
    for (uint32_t i = 0; i < r->token_count; i++)
        if (r->words[i] == wanted && goes_on(c, &w, i, ON) && goes_on(c, &w, i, BACK))
            return true;
    return false;
}
