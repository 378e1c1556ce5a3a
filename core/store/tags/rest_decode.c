/* rest_decode.c - how are tags put together again from marks and what is said beside them? */
#include "store/tags/guess.h"
#include "store/tags/rest_format.h"

#include <string.h>

typedef struct decoding {
    arena *a;
    const tag_ground *ground;
    byte_reader of[COLUMNS];
    name_memory names, values, roles;
    uint8_t rules[MARK_PERSON + 1][256];
    bool bad;
} decoding;

static bool is_distance(int64_t bytes)
{
    return bytes >= -(int64_t)UINT32_MAX && bytes <= UINT32_MAX;
}

static text_span moved(decoding *d, text_span words, int64_t before, int64_t behind)
{
    bool fits = is_distance(before) && is_distance(behind);
    int64_t start = fits ? (int64_t)words.start - before : 0, end = fits ? (int64_t)words.end + behind : 0;
    if (!fits || start < 0 || end < start || end > UINT32_MAX) {
        d->bad = true;
        return (text_span){0, 0};
    }
    return (text_span){(uint32_t)start, (uint32_t)end};
}

static text_span get_span(decoding *d, const forward_mark *m)
{
    text_span words = {0, 0};
    d->bad |= !mark_span(d->ground, m, &words);
    unsigned char edges = read_byte(&d->of[EDGES]);
    int64_t left = edges >> 4, right = edges & 15;
    if (left == EDGE_TOLD)
        left = read_signed_varint(&d->of[EDGES]);
    if (right == EDGE_TOLD)
        right = read_signed_varint(&d->of[EDGES]);
    return moved(d, words, left, right);
}

static uint8_t get_rule(decoding *d, const forward_mark *m)
{
    uint8_t *last = &d->rules[m->kind][m->confidence], told = read_byte(&d->of[RULES]);
    if (told)
        *last = told;
    d->bad |= *last == 0;
    return (uint8_t)(*last - 1);
}

static str get_literal(decoding *d)
{
    str letters = read_bytes(&d->of[LETTERS], (size_t)read_varint(&d->of[NAMES]));
    d->bad |= d->of[LETTERS].bad;
    return letters;
}

static str get_known_or_new(decoding *d, const name_memory *m, uint64_t code)
{
    if (code - NAME_KNOWN < m->names.count)
        return m->names.items[code - NAME_KNOWN];
    d->bad |= code - NAME_KNOWN > m->names.count;
    return d->bad ? STR("") : get_literal(d);
}

static str get_name(decoding *d, str own, str guess, uint32_t value)
{
    uint64_t code = read_varint(&d->of[NAMES]);
    str name = code == NAME_GUESSED ? guess : code == NAME_OWN ? own : get_known_or_new(d, &d->names, code);
    name_learn(&d->names, own, value, name);
    return name;
}

static void get_person(decoding *d, const forward_mark *m, person_mention *p)
{
    p->in_title = mark_in_title(d->ground, m);
    p->span = get_span(d, m);
    str own = span_text(d->ground, p->in_title, p->span);
    p->name = get_name(d, own, name_guess(&d->names, own, m->value), m->value);
}

static void get_cue(decoding *d, quotation *q, uint32_t from)
{
    byte_reader *r = &d->of[CUES];
    unsigned char coded = read_byte(r);
    if (coded == 0)
        return;
    if (coded == CUE_AS_BYTES) {
        int64_t start = read_signed_varint(r), length = read_signed_varint(r);
        bool fits = is_distance(start) && is_distance(length);
        if (fits) /* from an empty span at the quotation's start */
            q->cue = moved(d, (text_span){q->span.start, q->span.start}, -start, start + length);
        d->bad |= !fits;
        return;
    }
    coded--;
    int64_t first = (int64_t)from + (coded & 1 ? -(int64_t)(coded / 2 + 1) : coded / 2), end = first + read_byte(r) + 1;
    d->bad |= first < 0 || end > UINT32_MAX || !words_span(d->ground, q->in_title, (uint32_t)first, (uint32_t)end, &q->cue);
}

static str get_role(decoding *d, str name)
{
    uint64_t code = read_varint(&d->of[NAMES]);
    str role = code == NAME_GUESSED ? role_guess(&d->roles, name)
               : code == NAME_OWN   ? STR("")
                                    : get_known_or_new(d, &d->roles, code);
    name_learn(&d->roles, name, 0, role);
    return role;
}

static void get_quotation(decoding *d, const forward_mark *m, const forward_mark *speaker, quotation *q)
{
    q->kind = m->detail;
    q->confidence = m->confidence;
    q->in_title = mark_in_title(d->ground, m);
    q->span = get_span(d, m);
    if (speaker)
        q->speaker = get_span(d, speaker);
    d->bad |= (speaker && mark_in_title(d->ground, speaker) != q->in_title) || q->kind > QUOTE_INDIRECT;
    get_cue(d, q, speaker ? speaker->end : m->end);
    str own = speaker ? span_text(d->ground, q->in_title, q->speaker) : STR("");
    q->name = get_name(d, own, m->value ? name_guess(&d->names, own, m->value) : STR(""), m->value);
    q->role = get_role(d, q->name);
    q->rule = get_rule(d, m);
}

static str get_value(decoding *d, str own, day_range days)
{
    date_room room;
    str guess = date_guess(&d->values, own, days, &room), value = guess;
    uint64_t code = read_varint(&d->of[NAMES]);
    if (code == NAME_OWN) {
        str letters = get_literal(d);
        char *joined = arena_alloc(d->a, guess.len + letters.len + 1);
        memcpy(joined, guess.data, guess.len);
        if (letters.len > 0) /* any bytes: a NUL, too */
            memcpy(joined + guess.len, letters.data, letters.len);
        value = (str){joined, guess.len + letters.len};
    } else if (code != NAME_GUESSED)
        value = get_known_or_new(d, &d->values, code);
    else if (guess.data == room.text)
        value = arena_copy(d->a, guess);
    name_learn(&d->values, own, 0, value);
    return value;
}

static void get_date(decoding *d, const forward_mark *m, date_mention *out)
{
    out->type = m->detail;
    out->confidence = m->confidence;
    out->days = (day_range){(day)m->value, (day)m->value2};
    out->in_title = mark_in_title(d->ground, m);
    out->span = get_span(d, m);
    out->value = get_value(d, span_text(d->ground, out->in_title, out->span), out->days);
    out->rule = get_rule(d, m);
    d->bad |= out->type > TIMEX_SET;
}

static void get_place(decoding *d, const forward_mark *m, place_mention *p)
{
    p->place = m->value;
    p->kind = m->detail;
    p->confidence = m->confidence;
    p->in_title = mark_in_title(d->ground, m);
    p->span = get_span(d, m);
    p->rule = get_rule(d, m);
    d->bad |= p->kind > MENTION_WITHIN;
}

/* Room for as many tags of each list as there are marks of its kind. */
#define LIST_OF(list, type, kind)                             \
    do {                                                      \
        size_t count_ = count_marks(d->ground->record, kind); \
        (list)->items = ARENA_ARRAY(d->a, type, count_);      \
        (list)->count = (list)->room = count_;                \
    } while (0)

static void get_all(decoding *d, tags *out)
{
    const forward_record *r = d->ground->record;
    const forward_mark **speakers = speakers_of(d->a, r);
    mark_walk persons = {r, 0, MARK_PERSON}, quotations = {r, 0, MARK_QUOTATION}, dates = {r, 0, MARK_DATE},
              places = {r, 0, MARK_PLACE};
    LIST_OF(&out->persons, person_mention, MARK_PERSON);
    LIST_OF(&out->quotations, quotation, MARK_QUOTATION);
    LIST_OF(&out->dates, date_mention, MARK_DATE);
    LIST_OF(&out->places, place_mention, MARK_PLACE);
    d->names = memory_new(d->a, out->persons.count + out->quotations.count);
    d->values = memory_new(d->a, out->dates.count);
    d->roles = memory_new(d->a, out->quotations.count);
    for (size_t i = 0; i < out->persons.count && !d->bad; i++)
        get_person(d, next_mark(&persons), &out->persons.items[i]);
    for (size_t i = 0; i < out->quotations.count && !d->bad; i++) {
        const forward_mark *m = next_mark(&quotations);
        get_quotation(d, m, speakers[m - r->marks], &out->quotations.items[i]);
    }
    for (size_t i = 0; i < out->dates.count && !d->bad; i++)
        get_date(d, next_mark(&dates), &out->dates.items[i]);
    for (size_t i = 0; i < out->places.count && !d->bad; i++)
        get_place(d, next_mark(&places), &out->places.items[i]);
}

static bool all_read(const decoding *d)
{
    for (column c = 0; c < COLUMNS; c++)
        if (d->of[c].bad || d->of[c].at != d->of[c].end)
            return false;
    return !d->bad;
}

quoth_status tags_rest_decode(arena *a, const tag_ground *ground, str bytes, tags *out, quoth_error *err)
{
    byte_reader r = byte_reader_of(bytes);
    if (bytes.len == 0 || bytes.data[0] != REST)
        return tags_decode(a, bytes, out, err);
    decoding d = {.a = a, .ground = ground};
    *out = (tags){0};
    read_byte(&r);
    for (column c = 0; c < LETTERS; c++)
        d.of[c] = byte_reader_of(read_bytes(&r, (size_t)read_varint(&r)));
    d.of[LETTERS] = r;
    d.bad = r.bad;
    if (!d.bad)
        get_all(&d, out);
    if (!all_read(&d)) {
        *out = (tags){0};
        return fail(err, QUOTH_CORRUPT, "stored tags are damaged");
    }
    return QUOTH_OK;
}
