/* tags_rest.c - how are tags put together from marks, and what must be said beside them?
 *
 *     version byte; where it is REST: length and bytes of each column but the last: edges, cues, names, rules, letters
 *
 * The n-th person is the n-th mark of its kind, and so on; persons come first, then quotations, dates, places.
 *   edges    a byte a span: bytes before the first word << 4 | bytes behind the last (15: any other number follows, signed)
 *   cues     a byte: 0 none; 1 + the words between it and its speaker or quotation, zigzag, then a byte of words; 255: as bytes
 *   names    0: as guessed; 1: the text of the tag itself (of a date: the guess and letters behind it); 2 + which of the names so
 *            far; 2 + how many there are: a new one, its length behind it
 *            of a quotation also its role; 0: that of the last one by this name; 1: none
 *   rules    0: the rule of the last tag of this kind and confidence; else 1 + the rule
 *   letters  of new names */
#include "store/tags_rest.h"

#include <stdio.h>

#include "base/hash.h"

/* The first byte; tags_encode's own is 1. */
enum { REST = 2 };

typedef enum column { EDGES, CUES, NAMES, RULES, LETTERS, COLUMNS } column;
enum { EDGE_TOLD = 15, CUE_AS_BYTES = 255, NAME_GUESSED = 0, NAME_OWN = 1, NAME_KNOWN = 2, LOOKED_BACK = 64 };

/* --- names, the same for both sides --- */

typedef struct map_slot {
    uint64_t key; /* 0: free */
    uint32_t value;
} map_slot;

typedef struct map {
    map_slot *slots;
    size_t mask;
} map;

static map map_new(arena *a, size_t most)
{
    size_t room = 16;
    while (room < 2 * most)
        room *= 2;
    return (map){ARENA_ARRAY(a, map_slot, room), room - 1};
}

static map_slot *map_at(const map *m, uint64_t key)
{
    size_t at = hash_u64(key) & m->mask;
    while (m->slots[at].key && m->slots[at].key != key)
        at = (at + 1) & m->mask;
    return &m->slots[at];
}

static void map_put(map *m, uint64_t key, uint32_t value)
{
    *map_at(m, key) = (map_slot){key, value};
}

static uint64_t text_key(str text)
{
    return hash_bytes(text, 0) | 1;
}

/* Names so far, and which of them a text or a number stood for last. */
typedef struct name_memory {
    arena *a;
    VEC(str) names;
    map by_name, by_text, by_value;
} name_memory;

static name_memory memory_new(arena *a, size_t most)
{
    return (name_memory){.a = a, .by_name = map_new(a, most), .by_text = map_new(a, most), .by_value = map_new(a, most)};
}

/* Which it is; UINT32_MAX for one that has not been. */
static uint32_t name_find(const name_memory *m, str name)
{
    const map_slot *s = map_at(&m->by_name, text_key(name));
    return s->key && str_equal(m->names.items[s->value], name) ? s->value : UINT32_MAX;
}

static bool ends_with_word(str name, str word)
{
    return word.len > 0 && name.len > word.len && str_ends_with(name, word) && name.data[name.len - word.len - 1] == ' ';
}

static str name_guess(const name_memory *m, str own, uint32_t value)
{
    const map_slot *s = value ? map_at(&m->by_value, value) : NULL;
    if (!s || !s->key)
        s = map_at(&m->by_text, text_key(own));
    if (s->key)
        return m->names.items[s->value];
    size_t oldest = m->names.count > LOOKED_BACK ? m->names.count - LOOKED_BACK : 0;
    for (size_t i = m->names.count; i-- > oldest;)
        if (ends_with_word(m->names.items[i], own))
            return m->names.items[i];
    return own;
}

static void name_learn(name_memory *m, str own, uint32_t value, str name)
{
    if (name.len == 0)
        return;
    uint32_t number = name_find(m, name);
    if (number == UINT32_MAX) {
        number = (uint32_t)m->names.count;
        vec_push(m->a, &m->names, name);
        map_put(&m->by_name, text_key(name), number);
    }
    map_put(&m->by_text, text_key(own), number);
    if (value)
        map_put(&m->by_value, value, number);
}

/* The office that this name had last; "" for none. */
static str role_guess(const name_memory *roles, str name)
{
    const map_slot *s = map_at(&roles->by_text, text_key(name));
    return s->key ? roles->names.items[s->value] : STR("");
}

/* --- dates --- */

typedef struct date_room {
    char text[16];
} date_room;

/* What a value that names these days mostly is; what else the same words stood for last. */
static str date_guess(const name_memory *m, str own, day_range days, date_room *room)
{
    if (days.first == NO_DAY || days.last == NO_DAY) {
        const map_slot *s = map_at(&m->by_text, text_key(own));
        return s->key ? m->names.items[s->value] : STR("PRESENT_REF");
    }
    char first[11];
    size_t len = 10;
    civil_date c = day_to_civil(days.first);
    day_format(days.first, first);
    day_range year = day_range_of_year(c.year), month = day_range_of_month(c.year, c.month);
    if (days.first == year.first && days.last == year.last)
        len = 4;
    else if (days.first == month.first && days.last == month.last)
        len = 7;
    memcpy(room->text, first, len);
    return (str){room->text, len};
}

/* --- the ground --- */

/* The marks of one kind, in order. */
typedef struct mark_walk {
    const forward_record *record;
    uint32_t at;
    mark_kind kind;
} mark_walk;

static const forward_mark *next_mark(mark_walk *w)
{
    while (w->at < w->record->mark_count)
        if (w->record->marks[w->at++].kind == w->kind)
            return &w->record->marks[w->at - 1];
    return NULL;
}

static size_t count_marks(const forward_record *r, mark_kind kind)
{
    size_t count = 0;
    for (uint32_t i = 0; i < r->mark_count; i++)
        count += r->marks[i].kind == kind;
    return count;
}

static bool mark_in_title(const tag_ground *g, const forward_mark *m)
{
    return m->first < g->record->title_tokens;
}

static const text_place *place_of(const tag_ground *g, bool in_title, uint32_t token)
{
    return in_title ? &g->title_places[token] : &g->body_places[token - g->record->title_tokens];
}

/* Where the words of tokens [first, end) are, in the title or the body; false where they are in neither alone. */
static bool words_span(const tag_ground *g, bool in_title, uint32_t first, uint32_t end, text_span *out)
{
    uint32_t title = g->record->title_tokens, all = g->record->token_count;
    if (first >= end || end > (in_title ? title : all) || (!in_title && first < title))
        return false;
    *out = (text_span){place_of(g, in_title, first)->start, place_of(g, in_title, end - 1)->end};
    return true;
}

static bool mark_span(const tag_ground *g, const forward_mark *m, text_span *out)
{
    return words_span(g, mark_in_title(g, m), m->first, m->end, out);
}

static str span_text(const tag_ground *g, bool in_title, text_span s)
{
    return str_slice(in_title ? g->title : g->body, s.start, s.end);
}

/* The mark of each quotation's speaker, by the quotation's place among the marks. */
static const forward_mark **speakers_of(arena *a, const forward_record *r)
{
    const forward_mark **out = ARENA_ARRAY(a, const forward_mark *, r->mark_count + 1);
    for (uint32_t i = 0; i < r->mark_count; i++)
        if (r->marks[i].kind == MARK_SPEAKER && r->marks[i].value2 < r->mark_count)
            out[r->marks[i].value2] = &r->marks[i];
    return out;
}

/* --- encoding --- */

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

/* --- decoding --- */

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
