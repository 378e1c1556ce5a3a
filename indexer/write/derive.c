/* derive.c - what do the forward and the inverted index keep of an article? */
#include "indexer/write/derive.h"

#include <stdlib.h>

#include "indexer/write/marks.h"
#include "names/byline.h"
#include "names/trade.h"
#include "store/fields/custom.h"
#include "store/fields/field.h"
#include "store/forward/cut.h"
#include "text/fold.h"

typedef VEC(inverted_term) term_list;

typedef struct derivation {
    deriver *d;
    arena *a;
    const derive_input *in;
    derived *out;
    quoth_error *err;
    term_list terms;
    VEC(cached_stem *) met; /* of this article */
    signature_maker shingles;
} derivation;

deriver *deriver_new(lexicon *shared, size_t most_words)
{
    deriver *d = mem_zalloc(sizeof *d);
    d->words = word_cache_new(shared, most_words);
    d->shared = shared;
    d->focus = focus_finder_new();
    return d;
}

void deriver_free(deriver **d)
{
    if (!*d)
        return;
    word_cache_free(&(*d)->words);
    focus_finder_free(&(*d)->focus);
    buf_release(&(*d)->term);
    free(*d);
    *d = NULL;
}

/* --- words --- */

static void count_stem(derivation *v, cached_stem *s, bool in_title)
{
    if (s->article != v->d->articles) {
        s->article = v->d->articles;
        s->count = s->title_count = 0;
        vec_push(v->a, &v->met, s);
    }
    s->count++;
    s->title_count += in_title;
}

/* Where the numbers of a text's tokens go. */
typedef struct numbering {
    uint32_t *words;
    cached_stem **stems;
    bool in_title;
} numbering;

static void number_token(derivation *v, cached_word *w, uint32_t i, const numbering *to)
{
    count_stem(v, w->stem, to->in_title);
    to->words[i] = w->number;
    to->stems[i] = w->stem;
    if (!to->in_title)
        signature_word(&v->shingles, w->hash);
}

static quoth_status number_tokens(derivation *v, const analysis *text, const numbering *to)
{
    for (uint32_t i = 0, count; i < text->token_count; i += count) {
        cached_word *found[WORD_CACHE_AT_ONCE];
        count = text->token_count - i < WORD_CACHE_AT_ONCE ? text->token_count - i : WORD_CACHE_AT_ONCE;
        TRY(word_cache_find_tokens(v->d->words, v->in->row->lang, &text->tokens[i], count, found, v->err));
        for (uint32_t j = 0; j < count; j++)
            number_token(v, found[j], i + j, to);
    }
    return QUOTH_OK;
}

/* A compound of one token with the token's own stem (a possessive) is that word once, not twice. */
static void number_compound(derivation *v, const compound *c, cached_word *w, cached_stem *const *stems, bool in_title)
{
    if (c->count != 1 || w->stem != stems[c->first])
        count_stem(v, w->stem, in_title);
}

static quoth_status number_compounds(derivation *v, const analysis *text, uint32_t from, forward_compound *compounds,
                                     cached_stem *const *stems)
{
    for (uint32_t i = 0, count; i < text->compound_count; i += count) {
        str forms[WORD_CACHE_AT_ONCE];
        cached_word *found[WORD_CACHE_AT_ONCE];
        for (count = 0; count < WORD_CACHE_AT_ONCE && i + count < text->compound_count; count++)
            forms[count] = compound_form(&text->compounds[i + count]);
        TRY(word_cache_find_all(v->d->words, v->in->row->lang, forms, count, found, v->err));
        for (uint32_t j = 0; j < count; j++) {
            const compound *c = &text->compounds[i + j];
            number_compound(v, c, found[j], stems, text == v->in->title);
            compounds[i + j] = (forward_compound){from + c->first, c->count, found[j]->number};
        }
    }
    return QUOTH_OK;
}

static quoth_status number_words(derivation *v)
{
    const analysis *title = v->in->title, *body = v->in->body;
    forward_record *r = &v->out->record;
    size_t count = (size_t)title->token_count + body->token_count;
    uint32_t *words = arena_alloc(v->a, (count + 1) * sizeof *words);
    cached_stem **stems = arena_alloc(v->a, (count + 1) * sizeof *stems);
    size_t compound_count = (size_t)title->compound_count + body->compound_count;
    forward_compound *compounds = arena_alloc(v->a, (compound_count + 1) * sizeof *compounds);
    uint32_t split = title->token_count;
    TRY(number_tokens(v, title, &(numbering){words, stems, true}));
    TRY(number_tokens(v, body, &(numbering){words + split, stems + split, false}));
    TRY(number_compounds(v, title, 0, compounds, stems));
    TRY(number_compounds(v, body, split, compounds + title->compound_count, stems + split));
    r->words = words;
    r->compounds = compounds;
    r->compound_count = (uint32_t)compound_count;
    return QUOTH_OK;
}

/* --- terms --- */

static void add_term(derivation *v, str term, uint32_t wdf)
{
    inverted_term t = {term, wdf, NULL};
    vec_push(v->a, &v->terms, t);
}

/* The term that was just built. */
static void add_built(derivation *v)
{
    add_term(v, arena_copy(v->a, buf_str(&v->d->term)), 0);
}

static void add_words(derivation *v)
{
    for (size_t i = 0; i < v->met.count; i++) {
        cached_stem *s = v->met.items[i];
        inverted_term t = {cached_stem_term(s), s->count, &s->memo};
        vec_push(v->a, &v->terms, t);
        if (s->title_count > 0)
            add_term(v, cached_stem_title_term(s), 0);
    }
}

static int compare_u32(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Sorts; each number stays once, 0 not at all. How many stay. */
static uint32_t make_rising(uint32_t *numbers, size_t count)
{
    uint32_t kept = 0;
    if (count > 1)
        qsort(numbers, count, sizeof *numbers, compare_u32);
    for (size_t i = 0; i < count; i++)
        if (numbers[i] != 0 && (kept == 0 || numbers[kept - 1] != numbers[i]))
            numbers[kept++] = numbers[i];
    return kept;
}

/* Of each speaker the trade of the first office that tells one; NULL where none does. */
static const uint8_t *trades_of(derivation *v, const speaker_numbers *speakers, const forward_values *values)
{
    const tags *found = v->in->found;
    uint8_t *trades = NULL;
    for (size_t i = 0; i < found->quotations.count; i++) {
        str role = found->quotations.items[i].role;
        uint32_t number = speakers->of_quotation[i], low = 0;
        trade t = number && role.len ? trade_of_office(v->a, role) : TRADE_UNTOLD;
        while (t && low < values->speaker_count && values->speakers[low] != number)
            low++;
        if (t == TRADE_UNTOLD || low == values->speaker_count)
            continue;
        if (!trades)
            trades = ARENA_ARRAY(v->a, uint8_t, values->speaker_count);
        trades[low] = trades[low] ? trades[low] : (uint8_t)t;
    }
    return trades;
}

static void add_speakers(derivation *v, const speaker_numbers *speakers)
{
    forward_values *values = &v->out->values;
    values->speakers = speakers->quoted;
    values->speaker_count = make_rising(speakers->quoted, speakers->quoted_count);
    values->trades = trades_of(v, speakers, values);
    for (uint32_t i = 0; i < values->speaker_count; i++) {
        term_speaker(&v->d->term, values->speakers[i]);
        add_built(v);
    }
}

static void add_places(derivation *v)
{
    focus_list places;
    focus_of_record(v->d->focus, v->a, &v->out->record, &places);
    uint32_t *numbers = arena_alloc(v->a, (places.count + 1) * sizeof *numbers);
    for (size_t i = 0; i < places.count; i++) {
        numbers[i] = places.items[i].place;
        term_place(&v->d->term, places.items[i].place);
        add_term(v, arena_copy(v->a, buf_str(&v->d->term)), focus_frequency(&places.items[i]));
    }
    v->out->values.places = numbers;
    v->out->values.place_count = make_rising(numbers, places.count);
}

static int compare_ranges(const void *a, const void *b)
{
    const day_range *x = a, *y = b;
    return x->first != y->first ? (x->first > y->first) - (x->first < y->first) : (x->last > y->last) - (x->last < y->last);
}

static void take_day_term(void *context, str term)
{
    derivation *v = context;
    add_term(v, arena_copy(v->a, term), 0);
}

static void add_days(derivation *v)
{
    VEC(day_range) list = {0};
    for (size_t i = 0; i < v->in->found->dates.count; i++) {
        day_range days = v->in->found->dates.items[i].days;
        if (days.first != NO_DAY && days.last != NO_DAY && days.last != DAY_OPEN_LAST)
            vec_push(v->a, &list, days);
    }
    if (list.count > 0)
        qsort(list.items, list.count, sizeof *list.items, compare_ranges);
    for (size_t i = 0; i < list.count; i++)
        if (i == 0 || compare_ranges(&list.items[i], &list.items[i - 1]) != 0)
            term_days_posted(list.items[i], take_day_term, v);
}

static void add_value(derivation *v, field_id id, str value)
{
    if (value.len == 0)
        return;
    term_value(&v->d->term, id, value);
    add_built(v);
}

static void take_url_key(void *context, str key)
{
    add_value(context, FIELD_URL, key);
}

static void add_authors(derivation *v)
{
    v->out->author_keys = byline_keys(v->a, v->in->row->author);
    for (str rest = v->out->author_keys; rest.len > 0;)
        add_value(v, FIELD_AUTHOR, byline_cut_key(&rest));
}

static void add_values(derivation *v)
{
    const catalogue_article *row = v->in->row;
    add_value(v, FIELD_SOURCE, fold(v->a, row->source));
    add_authors(v);
    add_value(v, FIELD_LANG, language_code(row->lang));
    add_value(v, FIELD_ID, row->external_id);
    add_value(v, FIELD_URL, row->url);
    url_keys(row->url, take_url_key, v);
    day captured = custom_captured(row->fields);
    if (captured != NO_DAY)
        term_captured_posted(captured, take_day_term, v);
}

static int compare_texts(const void *a, const void *b)
{
    return str_compare(*(const str *)a, *(const str *)b);
}

/* Two values of a field that fold to one are one. */
static void add_fields(derivation *v)
{
    VEC(str) list = {0};
    str rest = fold(v->a, v->in->row->fields), name, value;
    while (custom_next(&rest, &name, &value)) {
        term_custom(&v->d->term, name, str_trim(value));
        vec_push(v->a, &list, arena_copy(v->a, buf_str(&v->d->term)));
        term_custom_field(&v->d->term, name);
        vec_push(v->a, &list, arena_copy(v->a, buf_str(&v->d->term)));
    }
    if (list.count > 0)
        qsort(list.items, list.count, sizeof *list.items, compare_texts);
    for (size_t i = 0; i < list.count; i++)
        if (i == 0 || !str_equal(list.items[i], list.items[i - 1]))
            add_term(v, list.items[i], 0);
}

/* --- words of a change --- */

static quoth_status add_changed(deriver *d, arena *a, language lang, str form, edit_side side, derived_terms *out,
                                quoth_error *err)
{
    cached_word *w;
    TRY(word_cache_find(d->words, lang, form, &w, err));
    term_edit_word(&d->term, side, cached_stem_term(w->stem));
    vec_push(a, out, arena_copy(a, buf_str(&d->term)));
    return QUOTH_OK;
}

quoth_status derive_changed_words(deriver *d, arena *a, const analysis *text, const text_units *units, language lang,
                                  edit_side side, derived_terms *out, quoth_error *err)
{
    const bool *changed = units_changed_tokens(a, units, text->token_count);
    word_cache_rest(d->words);
    for (uint32_t i = 0; i < text->token_count; i++)
        if (changed[i])
            TRY(add_changed(d, a, lang, token_form(&text->tokens[i]), side, out, err));
    for (uint32_t i = 0; i < text->compound_count; i++) {
        const compound *c = &text->compounds[i];
        bool has_one = false;
        for (uint32_t k = c->first; k < c->first + c->count && !has_one; k++)
            has_one = changed[k];
        if (has_one)
            TRY(add_changed(d, a, lang, compound_form(c), side, out, err));
    }
    return QUOTH_OK;
}

static uint16_t clip16(size_t count)
{
    return count > UINT16_MAX ? UINT16_MAX : (uint16_t)count;
}

quoth_status derive(deriver *d, arena *a, const derive_input *in, derived *out, quoth_error *err)
{
    derivation v = {.d = d, .a = a, .in = in, .out = out, .err = err};
    *out = (derived){.record = {.article = in->row->id, .lang = in->row->lang}};
    word_cache_rest(d->words);
    d->articles++;
    TRY(number_words(&v));
    signature_end(&v.shingles, &out->copy_signature);
    forward_cut(a, in->title, in->body, &out->record);
    speaker_numbers speakers;
    TRY(number_speakers(d->shared, a, in->found, &speakers, err));
    make_marks(a, in, &speakers, &out->record);
    add_words(&v);
    add_speakers(&v, &speakers);
    add_places(&v);
    add_days(&v);
    add_values(&v);
    add_fields(&v);
    out->terms = v.terms.items;
    out->term_count = v.terms.count;
    out->columns = (forward_slot){.published_day = in->row->published_day,
                                  .checksum = catalogue_article_checksum(in->row, in->body->text, in->encoded_tags),
                                  .words = out->record.token_count,
                                  .quotations = clip16(in->found->quotations.count),
                                  .lang = in->row->lang};
    return QUOTH_OK;
}
