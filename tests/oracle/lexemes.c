/* lexemes.c - which words of the world does a choice stand for? Held against each of them once a tree, not once an article */
#include "base/hash.h"
#include "oracle.h"
#include "text/utf8.h"

#include <stdlib.h>

/* --- the definitions --- */

static bool wild_fits(str pattern, str form)
{
    if (pattern.len == 0)
        return form.len == 0;
    str rest = str_slice(pattern, 1, pattern.len);
    if (pattern.data[0] == '*') {
        for (size_t i = 0; i <= form.len; i++)
            if (wild_fits(rest, str_slice(form, i, form.len)))
                return true;
        return false;
    }
    if (form.len == 0)
        return false;
    size_t next = 0;
    utf8_next(form, &next);
    if (pattern.data[0] == '?')
        return wild_fits(rest, str_slice(form, next, form.len));
    return pattern.data[0] == form.data[0] && wild_fits(rest, str_slice(form, 1, form.len));
}

enum { MOST_LETTERS = 64 };

static unsigned least(unsigned x, unsigned y)
{
    return x < y ? x : y;
}

/* Inserting, deleting or changing a letter and swapping two neighbours cost one each; no letter is edited twice. */
static unsigned edits(str x, str y)
{
    uint32_t a[MOST_LETTERS], b[MOST_LETTERS];
    unsigned n = 0, m = 0, cost[MOST_LETTERS + 1][MOST_LETTERS + 1];
    for (size_t at = 0; at < x.len;)
        a[n++] = utf8_next(x, &at);
    for (size_t at = 0; at < y.len;)
        b[m++] = utf8_next(y, &at);
    for (unsigned i = 0; i <= n; i++)
        for (unsigned j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            cost[i][j] = least(cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]), 1 + least(cost[i - 1][j], cost[i][j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = least(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost[n][m];
}

static bool fuzzily_fits(const word_choice *c, str form)
{
    uint64_t apart =
        utf8_count(c->text) > utf8_count(form) ? utf8_count(c->text) - utf8_count(form) : utf8_count(form) - utf8_count(c->text);
    return apart <= c->edits && edits(c->text, form) <= c->edits;
}

/* Where the article's language is unknown, a word stands for what it shares a stem with in another language. */
static bool shares_stem_elsewhere(const str *stems, const written *w)
{
    for (size_t i = 0; i < w->elsewhere.count; i++)
        if (str_equal(stems[w->elsewhere.items[i].lang], w->elsewhere.items[i].stem))
            return true;
    return false;
}

/* `stems` of the choice, by language. */
static bool choice_fits(const word_choice *c, const str *stems, language lang, const written *w)
{
    switch (c->how) {
    case STEMMED:
        if (lang == LANGUAGE_UNKNOWN)
            return str_equal(c->text, w->form) || shares_stem_elsewhere(stems, w);
        return str_equal(stems[lang], w->stem);
    case EXACT: return str_equal(c->text, w->form);
    case WILD: return wild_fits(c->text, w->form);
    case FUZZY: return fuzzily_fits(c, w->form);
    }
    return false;
}

/* --- the lexemes of a world --- */

typedef struct numbering {
    world *w;
    uint32_t *slots; /* a lexeme's number + 1; 0: empty */
    size_t mask;
} numbering;

static uint32_t lexeme_of(numbering *n, const oracle_article *art, const written *u)
{
    uint64_t hash = hash_bytes(u->form, 0);
    size_t at = hash_u64(hash + art->lang) & n->mask;
    for (; n->slots[at]; at = (at + 1) & n->mask) {
        const lexeme *l = &n->w->lexemes.items[n->slots[at] - 1];
        if (l->form_hash == hash && l->lang == art->lang && str_equal(l->like->form, u->form))
            return n->slots[at] - 1;
    }
    vec_push(&n->w->a, &n->w->lexemes, (lexeme){u, art->lang, hash, hash_bytes(u->stem, 0), {0}});
    n->slots[at] = (uint32_t)n->w->lexemes.count;
    return n->slots[at] - 1;
}

static void number_units(numbering *n, uint32_t number)
{
    oracle_article *art = n->w->texts.items[number];
    art->number = number;
    for (uint32_t u = 0; u < art->unit_count; u++) {
        uint32_t which = lexeme_of(n, art, &art->units[u]);
        vec_push(&n->w->a, &n->w->lexemes.items[which].places, (unit_at){number, u});
    }
}

static void know_languages(world *w)
{
    bool known[UINT8_MAX + 1] = {false};
    for (size_t i = 0; i < w->lexemes.count; i++)
        known[w->lexemes.items[i].lang] = true;
    for (size_t i = 0; i <= UINT8_MAX; i++)
        if (known[i])
            vec_push(&w->a, &w->languages, (language)i);
}

void lexemes_number(world *w)
{
    size_t units = 1, slots = 1;
    for (size_t i = 0; i < w->texts.count; i++)
        units += w->texts.items[i]->unit_count;
    while (slots < 2 * units)
        slots *= 2;
    numbering n = {.w = w, .slots = mem_zalloc(slots * sizeof *n.slots), .mask = slots - 1};
    for (uint32_t i = 0; i < w->texts.count; i++)
        number_units(&n, i);
    free(n.slots);
    know_languages(w);
}

/* --- choices --- */

typedef struct finding {
    arena *a;
    const world *w;
    word_choice *c;
    str stems[UINT8_MAX + 1]; /* of the choice, and their hashes */
    uint64_t stem_hashes[UINT8_MAX + 1], form_hash;
} finding;

/* Most words are told apart by their hashes. */
static bool may_fit(const finding *f, const lexeme *l)
{
    if (f->c->how == EXACT)
        return l->form_hash == f->form_hash;
    return f->c->how != STEMMED || l->lang == LANGUAGE_UNKNOWN || l->stem_hash == f->stem_hashes[l->lang];
}

static void take_stems(finding *f)
{
    f->form_hash = hash_bytes(f->c->text, 0);
    for (size_t i = 0; f->c->how == STEMMED && i < f->w->languages.count; i++) {
        language lang = f->w->languages.items[i];
        f->stems[lang] = arena_copy(f->a, stem_word(f->w->stemmers, lang, f->c->text));
        f->stem_hashes[lang] = hash_bytes(f->stems[lang], 0);
    }
}

/* The units of the fitting lexemes, sorted by text. */
static void sort_units(finding *f, const lexeme *const *fitting, size_t count)
{
    uint32_t texts = (uint32_t)f->w->texts.count, *first = ARENA_ARRAY(f->a, uint32_t, texts + 2), *units;
    for (size_t i = 0; i < count; i++)
        for (size_t p = 0; p < fitting[i]->places.count; p++)
            first[fitting[i]->places.items[p].text + 2]++;
    for (uint32_t t = 2; t < texts + 2; t++)
        first[t] += first[t - 1];
    units = ARENA_ARRAY(f->a, uint32_t, first[texts + 1] + 1);
    for (size_t i = 0; i < count; i++)
        for (size_t p = 0; p < fitting[i]->places.count; p++)
            units[first[fitting[i]->places.items[p].text + 1]++] = fitting[i]->places.items[p].unit;
    f->c->first = first;
    f->c->units = units;
}

static void find_choice(arena *a, const world *w, word_choice *c)
{
    finding f = {.a = a, .w = w, .c = c};
    VEC(const lexeme *) fitting = {0};
    take_stems(&f);
    for (size_t i = 0; i < w->lexemes.count; i++) {
        const lexeme *l = &w->lexemes.items[i];
        if (may_fit(&f, l) && choice_fits(c, f.stems, l->lang, l->like))
            vec_push(a, &fitting, l);
    }
    sort_units(&f, fitting.items, fitting.count);
}

void choices_find(arena *a, const world *w, expression *e)
{
    for (size_t s = 0; s < e->steps.count; s++)
        for (size_t c = 0; c < e->steps.items[s].choices.count; c++)
            find_choice(a, w, &e->steps.items[s].choices.items[c]);
    for (size_t i = 0; i < e->part_count; i++)
        choices_find(a, w, e->parts[i]);
}
