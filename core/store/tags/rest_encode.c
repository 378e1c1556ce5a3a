/* rest_encode.c - what of an article's tags must be said beside its marks? */
#include "store/tags/guess.h"
#include "store/tags/rest_format.h"

typedef struct encoding {
    arena a;
    const tag_ground *ground;
    buf of[COLUMNS];
    name_memory names, values, roles;
    uint8_t rules[MARK_PERSON + 1][256]; /* 1 + the last rule of each kind and confidence */
    bool fails;
} encoding;

static void put_edges(encoding *e, text_span words, text_span span)
{
    int64_t before = (int64_t)words.start - span.start, behind = (int64_t)span.end - words.end;
    unsigned left = before >= 0 && before < EDGE_TOLD ? (unsigned)before : EDGE_TOLD;
    unsigned right = behind >= 0 && behind < EDGE_TOLD ? (unsigned)behind : EDGE_TOLD;
    buf_put_byte(&e->of[EDGES], (unsigned char)(left << 4 | right));
    if (left == EDGE_TOLD)
        buf_put_signed_varint(&e->of[EDGES], before);
    if (right == EDGE_TOLD)
        buf_put_signed_varint(&e->of[EDGES], behind);
}

/* The span of a tag that has this mark. */
static void put_span(encoding *e, const forward_mark *m, text_span span, bool in_title)
{
    text_span words = {0, 0};
    e->fails |= !mark_span(e->ground, m, &words) || in_title != mark_in_title(e->ground, m) || span.end < span.start;
    put_edges(e, words, span);
}

static void put_rule(encoding *e, const forward_mark *m, uint8_t rule)
{
    uint8_t *last = &e->rules[m->kind][m->confidence];
    e->fails |= rule == UINT8_MAX;
    buf_put_byte(&e->of[RULES], *last == rule + 1 ? 0 : (unsigned char)(rule + 1));
    *last = (uint8_t)(rule + 1);
}

static void put_literal(encoding *e, str letters)
{
    buf_put_varint(&e->of[NAMES], letters.len);
    buf_put_str(&e->of[LETTERS], letters);
}

static void put_known_or_new(encoding *e, name_memory *m, str name)
{
    uint32_t number = name_find(m, name);
    buf_put_varint(&e->of[NAMES], NAME_KNOWN + (number == UINT32_MAX ? m->names.count : number));
    if (number == UINT32_MAX)
        put_literal(e, name);
}

/* `guess`: STR("") where nobody is named. */
static void put_name(encoding *e, str own, str guess, uint32_t value, str name)
{
    if (str_equal(name, guess))
        buf_put_varint(&e->of[NAMES], NAME_GUESSED);
    else if (str_equal(name, own))
        buf_put_varint(&e->of[NAMES], NAME_OWN);
    else
        put_known_or_new(e, &e->names, name);
    name_learn(&e->names, own, value, name);
}

static void put_person(encoding *e, const forward_mark *m, const person_mention *p)
{
    str own = span_text(e->ground, p->in_title, p->span);
    put_span(e, m, p->span, p->in_title);
    put_name(e, own, name_guess(&e->names, own, m->value), m->value, p->name);
}

/* A cue of words, told from where its speaker ends, or its quotation. */
static bool put_cue_words(encoding *e, const quotation *q, uint32_t from)
{
    const tag_ground *g = e->ground;
    const forward_record *r = g->record;
    uint32_t low = q->in_title ? 0 : r->title_tokens, end = q->in_title ? r->title_tokens : r->token_count, high = end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (place_of(g, q->in_title, middle)->start < q->cue.start)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t last = low;
    while (last < end && place_of(g, q->in_title, last)->end < q->cue.end && last - low < UINT8_MAX)
        last++;
    if (last >= end || place_of(g, q->in_title, low)->start != q->cue.start || place_of(g, q->in_title, last)->end != q->cue.end)
        return false;
    int64_t distance = (int64_t)low - from;
    uint64_t coded = distance < 0 ? 2 * (uint64_t)-distance - 1 : 2 * (uint64_t)distance;
    if (coded + 1 >= CUE_AS_BYTES)
        return false;
    buf_put_byte(&e->of[CUES], (unsigned char)(coded + 1));
    buf_put_byte(&e->of[CUES], (unsigned char)(last - low));
    return true;
}

static void put_cue(encoding *e, const quotation *q, uint32_t from)
{
    if (q->cue.start == 0 && q->cue.end == 0) {
        buf_put_byte(&e->of[CUES], 0);
        return;
    }
    if (put_cue_words(e, q, from))
        return;
    buf_put_byte(&e->of[CUES], CUE_AS_BYTES);
    buf_put_signed_varint(&e->of[CUES], (int64_t)q->cue.start - q->span.start);
    buf_put_signed_varint(&e->of[CUES], (int64_t)q->cue.end - q->cue.start);
}

static void put_role(encoding *e, str name, str role)
{
    if (str_equal(role, role_guess(&e->roles, name)))
        buf_put_varint(&e->of[NAMES], NAME_GUESSED);
    else if (role.len == 0)
        buf_put_varint(&e->of[NAMES], NAME_OWN);
    else
        put_known_or_new(e, &e->roles, role);
    name_learn(&e->roles, name, 0, role);
}

static void put_quotation(encoding *e, const forward_mark *m, const forward_mark *speaker, const quotation *q)
{
    str own = speaker ? span_text(e->ground, q->in_title, q->speaker) : STR("");
    bool is_named = q->speaker.start != 0 || q->speaker.end != 0;
    e->fails |=
        m->detail != q->kind || m->confidence != q->confidence || is_named != (speaker != NULL) || q->cue.end < q->cue.start;
    put_span(e, m, q->span, q->in_title);
    if (speaker)
        put_span(e, speaker, q->speaker, q->in_title);
    put_cue(e, q, speaker ? speaker->end : m->end);
    put_name(e, own, m->value ? name_guess(&e->names, own, m->value) : STR(""), m->value, q->name);
    put_role(e, q->name, q->role);
    put_rule(e, m, q->rule);
}

static void put_date(encoding *e, const forward_mark *m, const date_mention *d)
{
    date_room room;
    str own = span_text(e->ground, d->in_title, d->span), guess = date_guess(&e->values, own, d->days, &room);
    e->fails |= m->detail != d->type || m->confidence != d->confidence || m->value != (uint32_t)d->days.first ||
                m->value2 != (uint32_t)d->days.last;
    put_span(e, m, d->span, d->in_title);
    if (str_equal(d->value, guess))
        buf_put_varint(&e->of[NAMES], NAME_GUESSED);
    else if (str_starts_with(d->value, guess)) {
        buf_put_varint(&e->of[NAMES], NAME_OWN);
        put_literal(e, str_slice(d->value, guess.len, d->value.len));
    } else
        put_known_or_new(e, &e->values, d->value);
    name_learn(&e->values, own, 0, d->value);
    put_rule(e, m, d->rule);
}

static void put_place(encoding *e, const forward_mark *m, const place_mention *p)
{
    e->fails |= m->detail != p->kind || m->confidence != p->confidence || m->value != p->place || m->value2 != 0;
    put_span(e, m, p->span, p->in_title);
    put_rule(e, m, p->rule);
}

static bool has_marks_of(const tags *t, const forward_record *r)
{
    return count_marks(r, MARK_PERSON) == t->persons.count && count_marks(r, MARK_QUOTATION) == t->quotations.count &&
           count_marks(r, MARK_DATE) == t->dates.count && count_marks(r, MARK_PLACE) == t->places.count;
}

static void put_all(encoding *e, const tags *t)
{
    const forward_record *r = e->ground->record;
    const forward_mark **speakers = speakers_of(&e->a, r);
    mark_walk persons = {r, 0, MARK_PERSON}, quotations = {r, 0, MARK_QUOTATION}, dates = {r, 0, MARK_DATE},
              places = {r, 0, MARK_PLACE};
    e->names = memory_new(&e->a, t->persons.count + t->quotations.count);
    e->values = memory_new(&e->a, t->dates.count);
    e->roles = memory_new(&e->a, t->quotations.count);
    for (size_t i = 0; i < t->persons.count && !e->fails; i++)
        put_person(e, next_mark(&persons), &t->persons.items[i]);
    for (size_t i = 0; i < t->quotations.count && !e->fails; i++) {
        const forward_mark *m = next_mark(&quotations);
        put_quotation(e, m, speakers[m - r->marks], &t->quotations.items[i]);
    }
    for (size_t i = 0; i < t->dates.count && !e->fails; i++)
        put_date(e, next_mark(&dates), &t->dates.items[i]);
    for (size_t i = 0; i < t->places.count && !e->fails; i++)
        put_place(e, next_mark(&places), &t->places.items[i]);
}

void tags_rest_encode(const tags *t, const tag_ground *ground, buf *out)
{
    encoding e = {.ground = ground, .fails = !has_marks_of(t, ground->record)};
    if (!e.fails)
        put_all(&e, t);
    if (e.fails)
        tags_encode(t, out);
    else {
        buf_clear(out);
        buf_put_byte(out, REST);
        for (column c = 0; c < COLUMNS; c++) {
            if (c != LETTERS)
                buf_put_varint(out, e.of[c].len);
            buf_put_str(out, buf_str(&e.of[c]));
        }
    }
    for (column c = 0; c < COLUMNS; c++)
        buf_release(&e.of[c]);
    arena_release(&e.a);
}
