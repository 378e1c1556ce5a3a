/* closeness.c - how well do the words of a query stand in an article? */
#include "searcher/rank/closeness.h"

#include <math.h>

#include "store/forward/find.h"

/* Chosen on seven collections, each by the six others: tests/bench/retrieval. NEAR is in units of one word, the others of the
 * words' inverse document frequency. */
static const double WEIGHT_NEAR = 1.5, WEIGHT_TITLE = 0.3, WEIGHT_LEAD = 0.3;
/* Saturation as in BM25. */
static const double NEAR_K = 1.2, NEAR_B = 0.75;

enum { NO_WORD = UINT8_MAX };

typedef struct free_word {
    const leaf *leaf;
    double idf;
    double near; /* in this article: the sum over its neighbours of their idf / distance^2 */
    bool in_title, in_lead;
} free_word;

typedef struct table_slot {
    uint32_t word; /* + 1; 0: free */
    uint8_t index;
} table_slot;

struct closeness {
    free_word words[CLOSE_WORDS];
    size_t count;
    double average_length;
    table_slot *table; /* number of a form -> its index in words */
    uint32_t mask;
    word_filter filter; /* of all forms */
};

/* --- the words --- */

static void add_word(closeness *c, const plan *p, uint32_t l, double documents)
{
    static const double LEAST_IDF = 0.1;
    const leaf *words = &p->q->leaves[l];
    double with = p->leaves[l].documents;
    if (c->count == CLOSE_WORDS || words->word_count != 1 || words->words[0].how == HOW_PATTERN || with == 0)
        return;
    double idf = with < documents ? log((documents - with + 0.5) / (with + 0.5)) : 0;
    c->words[c->count++] = (free_word){.leaf = words, .idf = idf > LEAST_IDF ? idf : LEAST_IDF};
}

static void gather(closeness *c, const plan *p, const node *n, double documents)
{
    switch (n->kind) {
    case NODE_WORD: add_word(c, p, n->leaf, documents); return;
    case NODE_AND:
    case NODE_OR:
    case NODE_QUORUM:
        for (uint32_t i = 0; i < n->kid_count; i++)
            gather(c, p, n->kids[i], documents);
        return;
    case NODE_PHRASE:
    case NODE_NOT:
    case NODE_NEAR:
    case NODE_NOT_NEAR:
    case NODE_ATLEAST:
    case NODE_FIELD:
    case NODE_MENTION:
    case NODE_QUOTE:
    case NODE_EDIT:
    case NODE_SIDE: return;
    }
}

/* Numbers of words are handed out in order, so they need no better hash. */
static table_slot *find(const closeness *c, uint32_t word)
{
    for (uint32_t at = word;; at++) {
        table_slot *s = &c->table[at & c->mask];
        if (s->word == 0 || s->word == word + 1)
            return s;
    }
}

static void list_forms(closeness *c, size_t index, const leaf_forms *f)
{
    for (size_t i = 0; i < f->count; i++) {
        table_slot *s = find(c, f->words[i]);
        if (s->word != 0)
            continue;
        *s = (table_slot){f->words[i] + 1, (uint8_t)index};
        word_filter_add(&c->filter, f->words[i]);
    }
}

static void fill_table(closeness *c, arena *a)
{
    size_t forms = 0, size = 16;
    for (size_t i = 0; i < c->count; i++)
        for (size_t k = 0; k < c->words[i].leaf->forms.count; k++)
            forms += c->words[i].leaf->forms.items[k].count;
    while (size < 4 * forms)
        size *= 2;
    c->table = ARENA_ARRAY(a, table_slot, size);
    c->mask = (uint32_t)size - 1;
    for (size_t i = 0; i < c->count; i++)
        for (size_t k = 0; k < c->words[i].leaf->forms.count; k++)
            list_forms(c, i, &c->words[i].leaf->forms.items[k]);
}

quoth_status closeness_new(quoth_archive *archive, arena *a, const plan *p, closeness **out, quoth_error *err)
{
    closeness *c = ARENA_NEW(a, closeness);
    xc_statistics all;
    xc_error why;
    *out = NULL;
    if (xc_statistics_get(inverted_reader_database(archive->inverted), &all, &why) != XC_OK)
        return inverted_failure(&why, "cannot read the index", err);
    gather(c, p, p->q->root, all.documents);
    if (c->count == 0)
        return QUOTH_OK;
    c->average_length = all.average_length;
    fill_table(c, a);
    *out = c;
    return QUOTH_OK;
}

/* --- an article --- */

/* Each occurrence and the one before it, if it is of another word (Büttcher, Clarke and Lushman 2006). Those of the title, then
 * those of the body. */
static void walk(closeness *c, const forward_record *r, const found_word *found, size_t count)
{
    uint8_t last = NO_WORD;
    uint32_t last_at = 0;
    for (size_t i = 0; i < count; i++) {
        const table_slot *s = find(c, found[i].word);
        uint32_t t = found[i].at;
        if (s->word == 0)
            continue;
        if (last_at < r->title_tokens && t >= r->title_tokens)
            last = NO_WORD;
        free_word *here = &c->words[s->index];
        if (last != NO_WORD && last != s->index) {
            double distance = t - last_at;
            here->near += c->words[last].idf / (distance * distance);
            c->words[last].near += here->idf / (distance * distance);
        }
        here->in_title = here->in_title || t < r->title_tokens;
        here->in_lead = here->in_lead || (t >= r->title_tokens && t < r->lead_end);
        last = s->index;
        last_at = t;
    }
}

bool closeness_bonus(closeness *c, arena *scratch, const forward_record *r, double *bonus)
{
    /* One word alone has no neighbours, and behind the lead it says nothing. */
    uint32_t tokens = c->count > 1 ? r->token_count : r->lead_end;
    found_word *found;
    size_t count;
    if (!forward_find(scratch, r, tokens, &c->filter, &found, &count))
        return false;
    double near = 0, title = 0, lead = 0;
    double k = NEAR_K * (1 - NEAR_B + NEAR_B * r->token_count / c->average_length);
    bool has_lead = r->lead_end < r->token_count;
    for (size_t i = 0; i < c->count; i++) {
        c->words[i].near = 0;
        c->words[i].in_title = c->words[i].in_lead = false;
    }
    walk(c, r, found, count);
    for (size_t i = 0; i < c->count; i++) {
        const free_word *w = &c->words[i];
        near += (w->idf < 1 ? w->idf : 1) * w->near / (w->near + k);
        title += w->in_title ? w->idf : 0;
        lead += w->in_lead && has_lead ? w->idf : 0;
    }
    *bonus = WEIGHT_NEAR * near + WEIGHT_TITLE * title + WEIGHT_LEAD * lead;
    return true;
}

double closeness_most(const closeness *c)
{
    double near = 0, idf = 0;
    for (size_t i = 0; i < c->count; i++) {
        near += c->words[i].idf < 1 ? c->words[i].idf : 1;
        idf += c->words[i].idf;
    }
    return (c->count > 1 ? WEIGHT_NEAR * near : 0) + (WEIGHT_TITLE + WEIGHT_LEAD) * idf;
}
