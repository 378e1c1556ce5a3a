/* marks.c - which tokens does a tag cover, and which number has its speaker? */
#include "indexer/write/marks.h"

#include <stdlib.h>

#include "base/hash.h"
#include "text/fold.h"

/* --- speakers --- */

/* The folded names of an article -> number; by hash, since an article may have thousands. */
typedef struct name_numbers {
    str *names;
    uint32_t *numbers;
    size_t slot_count;
} name_numbers;

static size_t name_slot(const name_numbers *t, str folded)
{
    size_t at = hash_bytes(folded, 0) & (t->slot_count - 1);
    while (t->names[at].len > 0 && !str_equal(t->names[at], folded))
        at = (at + 1) & (t->slot_count - 1);
    return at;
}

static quoth_status number_of(name_numbers *t, lexicon *shared, arena *a, str name, uint32_t *out, quoth_error *err)
{
    str folded = str_trim(fold(a, name));
    *out = 0;
    if (folded.len == 0)
        return QUOTH_OK;
    size_t at = name_slot(t, folded);
    if (t->names[at].len == 0) {
        TRY(lexicon_speaker(shared, folded, str_trim(name), &t->numbers[at], err));
        t->names[at] = folded;
    }
    *out = t->numbers[at];
    return QUOTH_OK;
}

quoth_status number_speakers(lexicon *shared, arena *a, const tags *found, speaker_numbers *out, quoth_error *err)
{
    size_t quotations = found->quotations.count, persons = found->persons.count;
    name_numbers t = {.slot_count = 16};
    while (t.slot_count < 2 * quotations)
        t.slot_count *= 2;
    t.names = ARENA_ARRAY(a, str, t.slot_count);
    t.numbers = ARENA_ARRAY(a, uint32_t, t.slot_count);
    out->of_quotation = ARENA_ARRAY(a, uint32_t, quotations + 1);
    out->of_person = ARENA_ARRAY(a, uint32_t, persons + 1);
    for (size_t i = 0; i < quotations; i++)
        TRY(number_of(&t, shared, a, found->quotations.items[i].name, &out->of_quotation[i], err));
    for (size_t i = 0; i < persons; i++) {
        str folded = str_trim(fold(a, found->persons.items[i].name));
        out->of_person[i] = folded.len > 0 ? t.numbers[name_slot(&t, folded)] : 0;
    }
    out->quoted = arena_alloc(a, (quotations + 1) * sizeof *out->quoted);
    memcpy(out->quoted, out->of_quotation, quotations * sizeof *out->quoted);
    out->quoted_count = quotations;
    return QUOTH_OK;
}

/* --- token ranges --- */

/* The first token that ends behind `byte`. */
static uint32_t first_ending_after(const analysis *text, uint32_t byte)
{
    uint32_t low = 0, high = text->token_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (text->tokens[middle].end > byte)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* The first token from `from` on that starts at `byte` or behind it. Most spans are a few words long. */
static uint32_t first_starting_at(const analysis *text, uint32_t from, uint32_t byte)
{
    enum { NEAR = 12 };
    uint32_t low = from, high = text->token_count;
    for (; low < high && low < from + NEAR; low++)
        if (text->tokens[low].start >= byte)
            return low;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (text->tokens[middle].start >= byte)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

typedef struct mark_list {
    const derive_input *in;
    forward_mark *marks;
    uint32_t count;
} mark_list;

/* While the list is made, value2 of a quotation and of its speaker is the quotation's number. */
static bool add_mark(mark_list *l, text_span span, bool in_title, forward_mark mark)
{
    const analysis *text = in_title ? l->in->title : l->in->body;
    uint32_t from = in_title ? 0 : l->in->title->token_count;
    uint32_t first = first_ending_after(text, span.start), end = first_starting_at(text, first, span.end);
    if (span.end <= span.start || first >= end)
        return false;
    mark.first = from + first;
    mark.end = from + end;
    l->marks[l->count++] = mark;
    return true;
}

static void add_quotations(mark_list *l, const speaker_numbers *speakers)
{
    for (uint32_t i = 0; i < l->in->found->quotations.count; i++) {
        const quotation *q = &l->in->found->quotations.items[i];
        forward_mark mark = {.kind = MARK_QUOTATION, .detail = q->kind, .confidence = q->confidence};
        mark.value = speakers->of_quotation[i];
        mark.value2 = i;
        if (!add_mark(l, q->span, q->in_title, mark)) {
            speakers->quoted[i] = 0; /* the inverted index says what the marks say */
            continue;
        }
        mark.kind = MARK_SPEAKER;
        add_mark(l, q->speaker, q->in_title, mark);
    }
}

static void add_others(mark_list *l, const speaker_numbers *speakers)
{
    const tags *found = l->in->found;
    for (size_t i = 0; i < found->places.count; i++) {
        const place_mention *p = &found->places.items[i];
        forward_mark mark = {.kind = MARK_PLACE, .detail = p->kind, .confidence = p->confidence, .value = p->place};
        add_mark(l, p->span, p->in_title, mark);
    }
    for (size_t i = 0; i < found->dates.count; i++) {
        const date_mention *d = &found->dates.items[i];
        forward_mark mark = {.kind = MARK_DATE, .detail = d->type, .confidence = d->confidence};
        mark.value = (uint32_t)d->days.first;
        mark.value2 = (uint32_t)d->days.last;
        add_mark(l, d->span, d->in_title, mark);
    }
    for (size_t i = 0; i < found->persons.count; i++) {
        forward_mark mark = {.kind = MARK_PERSON, .confidence = 100, .value = speakers->of_person[i]};
        add_mark(l, found->persons.items[i].span, found->persons.items[i].in_title, mark);
    }
}

/* By first token, longer first; then by kind and value, so that the order does not depend on the sorting. */
static int compare_marks(const void *a, const void *b)
{
    const forward_mark *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->value2 != y->value2)
        return x->value2 < y->value2 ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

/* Lets each speaker point to where its quotation is now. */
static void point_to_quotations(arena *a, mark_list *l)
{
    uint32_t *at = ARENA_ARRAY(a, uint32_t, l->in->found->quotations.count + 1);
    for (uint32_t i = 0; i < l->count; i++)
        if (l->marks[i].kind == MARK_QUOTATION) {
            at[l->marks[i].value2] = i;
            l->marks[i].value2 = 0;
        }
    for (uint32_t i = 0; i < l->count; i++)
        if (l->marks[i].kind == MARK_SPEAKER)
            l->marks[i].value2 = at[l->marks[i].value2];
}

void make_marks(arena *a, const derive_input *in, const speaker_numbers *speakers, forward_record *r)
{
    const tags *t = in->found;
    size_t most = 2 * t->quotations.count + t->places.count + t->dates.count + t->persons.count;
    mark_list l = {.in = in, .marks = ARENA_ARRAY(a, forward_mark, most + 1)};
    add_quotations(&l, speakers);
    add_others(&l, speakers);
    if (l.count > 0)
        qsort(l.marks, l.count, sizeof *l.marks, compare_marks);
    point_to_quotations(a, &l);
    r->marks = l.marks;
    r->mark_count = l.count;
}
