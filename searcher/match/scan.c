/* scan.c - which words of an article does each leaf of the query stand for? */
#include "searcher/match/matching.h"
#include "text/analysis.h"

enum { MAYBE_BITS = 1 << 15 }; /* 4 KB: stays in the nearest cache */

/* Which leaves a word number stands for, in one language: open addressing, then a chain of leaves. */
typedef struct lookup {
    uint64_t maybe[MAYBE_BITS / 64]; /* bit n: some word number that ends in n is a key. Nearly every token stops here */
    word_filter filter;              /* of the keys, for records whose words are not decoded */
    uint32_t *keys;                  /* word number + 1; 0 empty */
    uint32_t *heads;
    bool *wanted; /* by key: some leaf wants it, whatever it covers; else it is spared by all: leaf_forms */
    uint32_t mask;
    struct link {
        uint32_t leaf, next; /* next: index + 1 */
    } * links;
    uint32_t link_count;
    word_run *runs;   /* m->runs in this language */
    word_near *nears; /* m->nears */
    compound_filter compounds;
    bool has_compounds; /* some key may be one */
} lookup;

/* --- which leaves a word stands for --- */

static uint32_t slot_of(const lookup *t, uint32_t key)
{
    uint32_t at = (key * 2654435769u) >> 7 & t->mask; /* Fibonacci hashing: numbers in a row spread out */
    while (t->keys[at] != 0 && t->keys[at] != key)
        at = (at + 1) & t->mask;
    return at;
}

/* The words of a leaf in one language, one behind the other. */
static void add_item(matcher *m, word_run *run, const leaf *l, language lang)
{
    VEC(uint32_t) words = {0};
    for (size_t f = 0; f < l->forms.count; f++)
        for (size_t w = 0; w < l->forms.items[f].count - l->forms.items[f].spared; w++)
            if (l->forms.items[f].lang == LANGUAGE_ANY || l->forms.items[f].lang == lang)
                vec_push(&m->own, &words, l->forms.items[f].words[w]);
    word_run_add(run, words.items, words.count);
}

static word_run *runs_new(matcher *m, language lang)
{
    word_run *runs = ARENA_ARRAY(&m->own, word_run, m->runs.count + 1);
    for (size_t i = 0; i < m->runs.count; i++)
        for (uint32_t k = 0; k < m->runs.items[i].count; k++)
            add_item(m, &runs[i], &m->q->leaves[m->runs.items[i].leaves[k]], lang);
    return runs;
}

static word_near *nears_new(matcher *m, language lang)
{
    word_near *nears = ARENA_ARRAY(&m->own, word_near, m->nears.count + 1);
    for (size_t i = 0; i < m->nears.count; i++) {
        nears[i] = (word_near){.most = m->nears.items[i].most, .ordered = m->nears.items[i].ordered};
        for (unsigned k = 0; k < 2; k++)
            add_item(m, &nears[i].of, &m->q->leaves[m->nears.items[i].leaves[k]], lang);
    }
    return nears;
}

static bool is_never_compound(const query *q, uint32_t word)
{
    return q->plain_words && word < PLAIN_WORDS && q->plain_words[word / 64] >> word % 64 & 1;
}

static lookup *lookup_new(matcher *m, language lang, bool all)
{
    size_t words = 0;
    for (uint32_t l = 0; l < m->q->leaf_count; l++)
        for (size_t f = 0; f < m->q->leaves[l].forms.count; f++)
            words += m->q->leaves[l].forms.items[f].count;
    lookup *t = ARENA_NEW(&m->own, lookup);
    uint32_t size = 64;
    while (size < words * 4)
        size *= 2;
    t->mask = size - 1;
    t->keys = ARENA_ARRAY(&m->own, uint32_t, size);
    t->heads = ARENA_ARRAY(&m->own, uint32_t, size);
    t->wanted = ARENA_ARRAY(&m->own, bool, size);
    t->links = ARENA_ARRAY(&m->own, struct link, words + 1);
    for (uint32_t l = 0; l < m->q->leaf_count; l++) {
        if (m->q->leaves[l].in_past != m->is_side || (!all && !m->needed[l]))
            continue;
        for (size_t f = 0; f < m->q->leaves[l].forms.count; f++) {
            const leaf_forms *forms = &m->q->leaves[l].forms.items[f];
            if (forms->lang != LANGUAGE_ANY && forms->lang != lang)
                continue;
            for (size_t w = 0; w < forms->count; w++) {
                uint32_t at = slot_of(t, forms->words[w] + 1);
                bool is_wanted = w < forms->count - forms->spared;
                if (is_wanted && !t->wanted[at])
                    word_filter_add(&t->filter, forms->words[w]);
                t->wanted[at] = t->wanted[at] || is_wanted;
                if (t->keys[at] == 0 && w >= forms->plain && !is_never_compound(m->q, forms->words[w]))
                    compound_filter_add(&t->compounds, forms->words[w]);
                t->keys[at] = forms->words[w] + 1;
                t->maybe[forms->words[w] % MAYBE_BITS / 64] |= 1ull << forms->words[w] % 64;
                t->links[t->link_count] = (struct link){l, t->heads[at]};
                t->heads[at] = ++t->link_count;
            }
        }
    }
    t->has_compounds = t->compounds.passes_all || t->compounds.pairs.words > 0;
    t->runs = runs_new(m, lang);
    t->nears = nears_new(m, lang);
    return t;
}

static const lookup *lookup_for(matcher *m, language lang, bool all)
{
    lookup **tables = all ? m->lookups : m->verifying;
    if (!tables[lang])
        tables[lang] = lookup_new(m, lang, all);
    return tables[lang];
}

/* --- one record --- */

static inline bool may_be_key(const lookup *t, uint32_t word)
{
    return t->maybe[word % MAYBE_BITS / 64] >> word % 64 & 1;
}

static void find_word(matcher *m, const lookup *t, uint32_t word, span at)
{
    uint32_t slot = slot_of(t, word + 1);
    if (t->keys[slot] == 0)
        return;
    for (uint32_t i = t->heads[slot]; i != 0; i = t->links[i - 1].next) {
        uint32_t l = t->links[i - 1].leaf;
        if (m->found[l].count == 0)
            m->touched[m->touched_count++] = l;
        vec_push(&m->scratch, &m->found[l], at);
    }
}

static bool casing_holds(const forward_record *r, span s, casing wanted)
{
    const uint8_t *cases = r->cases;
    bool capital = false, all = true;
    if (wanted == CASING_ANY)
        return true;
    if (!cases)
        return false;
    for (uint32_t t = s.first; t < s.end; t++) {
        capital = capital || (cases[t] & TOKEN_CAPITAL);
        all = all && (cases[t] & TOKEN_ALL_CAPITALS);
    }
    switch (wanted) {
    case CASING_ANY: return true;
    case CASING_CAPITAL: return cases[s.first] & TOKEN_CAPITAL;
    case CASING_ALL_CAPITALS: return all;
    case CASING_SMALL: return !capital;
    }
    return false;
}

span scope_of_field(const forward_record *r, field_id scope)
{
    if (scope == FIELD_TITLE)
        return (span){0, r->title_tokens};
    if (scope == FIELD_LEAD)
        return (span){r->title_tokens, r->lead_end};
    if (scope == FIELD_BODY)
        return (span){r->title_tokens, r->token_count};
    return (span){0, r->token_count};
}

static void restrict_leaf(matcher *m, uint32_t number)
{
    const leaf *l = &m->q->leaves[number];
    if (l->scope == FIELD_NONE && l->casing == CASING_ANY)
        return;
    span scope = scope_of_field(m->record, l->scope);
    span_list *list = &m->found[number];
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        span s = list->items[i];
        if (s.first >= scope.first && s.end <= scope.end && casing_holds(m->record, s, l->casing))
            list->items[kept++] = s;
    }
    list->count = kept;
}

/* What covers one token and is spared stands where another form of the leaf does. */
static bool is_key(const void *context, uint32_t word, uint32_t covered)
{
    const lookup *t = context;
    if (!may_be_key(t, word))
        return false;
    uint32_t slot = slot_of(t, word + 1);
    return t->keys[slot] != 0 && (covered > 1 || t->wanted[slot]);
}

static void scan_decoded(matcher *m, const lookup *t)
{
    const forward_record *r = m->record;
    for (uint32_t i = 0; i < r->token_count; i++)
        if (may_be_key(t, r->words[i]))
            find_word(m, t, r->words[i], (span){i, i + 1});
    for (uint32_t i = 0; i < r->compound_count; i++) {
        const forward_compound *c = &r->compounds[i];
        if (may_be_key(t, c->word))
            find_word(m, t, c->word, (span){c->first, c->first + c->count});
    }
}

static void scan_coded(matcher *m, const lookup *t)
{
    const forward_record *r = m->record;
    found_word *found;
    forward_compound *compounds;
    size_t count;
    m->is_broken = !forward_find(&m->scratch, r, r->token_count, &t->filter, &found, &count);
    for (size_t i = 0; i < count; i++)
        find_word(m, t, found[i].word, (span){found[i].at, found[i].at + 1});
    if (!m->wants_compounds || !t->has_compounds)
        return;
    m->is_broken |= !forward_find_compounds(&m->scratch, r, &t->compounds, is_key, t, &compounds, &count);
    for (size_t i = 0; i < count; i++)
        find_word(m, t, compounds[i].word, (span){compounds[i].first, compounds[i].first + compounds[i].count});
}

void matcher_scan(matcher *m, bool all)
{
    const forward_record *r = m->record;
    const lookup *t = lookup_for(m, r->lang, all);
    for (uint32_t i = 0; i < m->touched_count; i++)
        m->found[m->touched[i]] = (span_list){0};
    m->touched_count = 0;
    arena_reset(&m->scratch);
    if (t->link_count == 0)
        return;
    if (r->words)
        scan_decoded(m, t);
    else
        scan_coded(m, t);
    for (uint32_t i = 0; i < m->touched_count; i++) {
        uint32_t l = m->touched[i];
        spans s = {m->found[l].items, m->found[l].count};
        spans_sort(&s); /* compounds come behind all others */
        m->found[l].count = s.count;
        restrict_leaf(m, l);
    }
}

/* The compounds that are words of the query; read when first needed. */
typedef struct wanted_compounds {
    bool known, broken;
    forward_compound *items;
    size_t count;
} wanted_compounds;

static void read_compounds(matcher *m, const forward_record *r, const lookup *t, wanted_compounds *c)
{
    if (!c->known)
        c->broken = !forward_find_compounds(&m->scratch, r, &t->compounds, is_key, t, &c->items, &c->count);
    c->known = true;
}

/* The runs know nothing of these. */
static bool has_spared(const lookup *t, const wanted_compounds *c)
{
    for (size_t i = 0; i < c->count; i++)
        if (!t->wanted[slot_of(t, c->items[i].word + 1)])
            return true;
    return false;
}

run_presence matcher_runs_presence(matcher *m, const forward_record *r)
{
    const lookup *t = lookup_for(m, r->lang, false);
    wanted_compounds c = {.known = !m->wants_compounds || !t->has_compounds};
    bool all_present = true;
    for (size_t i = 0; i < m->runs.count + m->nears.count; i++) {
        const word_run *run = i < m->runs.count ? &t->runs[i] : NULL;
        run_presence tokens =
            run ? forward_run_presence(&m->scratch, r, run) : forward_near_presence(&m->scratch, r, &t->nears[i - m->runs.count]);
        all_present = all_present && tokens == RUN_PRESENT;
        if (tokens != RUN_ABSENT)
            continue;
        read_compounds(m, r, t, &c);
        if (c.broken)
            return RUN_POSSIBLE; /* whoever decodes it finds what is broken */
        if (has_spared(t, &c))
            return RUN_POSSIBLE;
        if (run ? !forward_may_join_run(r, run, c.items, c.count) : c.count == 0)
            return RUN_ABSENT;
    }
    return all_present ? RUN_PRESENT : RUN_POSSIBLE;
}

spans matcher_leaf_anywhere(matcher *m, uint32_t number)
{
    const lookup *t = lookup_for(m, m->record->lang, true);
    span_list out = {0};
    for (uint32_t i = 0; i < m->record->token_count + m->record->compound_count; i++) {
        bool is_token = i < m->record->token_count;
        const forward_compound *c = is_token ? NULL : &m->record->compounds[i - m->record->token_count];
        uint32_t word = is_token ? m->record->words[i] : c->word;
        span at = is_token ? (span){i, i + 1} : (span){c->first, c->first + c->count};
        if (!may_be_key(t, word))
            continue;
        for (uint32_t k = t->heads[slot_of(t, word + 1)]; k != 0; k = t->links[k - 1].next)
            if (t->links[k - 1].leaf == number)
                vec_push(&m->scratch, &out, at);
    }
    spans s = {out.items, out.count};
    spans_sort(&s);
    return s;
}
