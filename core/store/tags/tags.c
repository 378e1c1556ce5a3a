/* tags.c - how are an article's tags kept in the catalogue?
 *
 *     version byte, count of names, the names (length, bytes), counts of the four lists, then each column: length, bytes
 *
 * Names and values that occur in several tags are written once. A tag's fields go to columns, all lists through the same ones:
 * like values side by side. With what the taggers find, 12 bytes a tag, 10 after zstd. Flags tell the kind and what else there
 * is; a span is the distance from the start of the tag before it and its length; other spans count from the tag's own start. */
#include "store/tags/tags.h"

#include "base/hash.h"

enum { VERSION = 1 };

typedef enum column { FLAGS, START, LENGTH, OTHER_START, OTHER_LENGTH, VALUE, DAYS, CONFIDENCE, RULE, COLUMNS } column;

typedef struct columns {
    buf of[COLUMNS];
} columns;

/* Flags: two bits of kind, then what else is there. */
enum { IN_TITLE = 4, HAS_SPEAKER = 8, HAS_CUE = 16, HAS_ROLE = 32, HAS_FIRST = 8, HAS_LAST = 16 };

/* --- names: text -> number, in the order of their first use --- */

typedef struct name_table {
    arena *a;
    VEC(str) names;
    uint32_t *slots; /* number + 1 */
    size_t slot_count;
} name_table;

static size_t name_slot(const name_table *t, str name)
{
    size_t at = hash_bytes(name, 0) & (t->slot_count - 1);
    while (t->slots[at] && !str_equal(t->names.items[t->slots[at] - 1], name))
        at = (at + 1) & (t->slot_count - 1);
    return at;
}

static void name_put(name_table *t, str name)
{
    size_t at = name_slot(t, name);
    if (t->slots[at])
        return;
    vec_push(t->a, &t->names, name);
    t->slots[at] = (uint32_t)t->names.count;
}

static uint32_t name_number(const name_table *t, str name)
{
    return t->slots[name_slot(t, name)] - 1;
}

static void collect_names(const tags *t, name_table *names)
{
    size_t most = 2 * t->quotations.count + t->dates.count + t->persons.count;
    for (names->slot_count = 16; names->slot_count < 2 * most;)
        names->slot_count *= 2;
    names->slots = ARENA_ARRAY(names->a, uint32_t, names->slot_count);
    for (size_t i = 0; i < t->quotations.count; i++) {
        name_put(names, t->quotations.items[i].name);
        if (t->quotations.items[i].role.len)
            name_put(names, t->quotations.items[i].role);
    }
    for (size_t i = 0; i < t->dates.count; i++)
        name_put(names, t->dates.items[i].value);
    for (size_t i = 0; i < t->persons.count; i++)
        name_put(names, t->persons.items[i].name);
}

/* --- writing --- */

static bool is_empty(text_span s)
{
    return s.start == 0 && s.end == 0;
}

static void put_span(columns *out, column start, text_span s, uint32_t from)
{
    buf_put_signed_varint(&out->of[start], (int64_t)s.start - from);
    buf_put_signed_varint(&out->of[start + 1], (int64_t)s.end - s.start);
}

static void put_quotations(const tags *t, const name_table *names, columns *out)
{
    uint32_t from = 0;
    for (size_t i = 0; i < t->quotations.count; i++) {
        const quotation *q = &t->quotations.items[i];
        bool speaker = !is_empty(q->speaker), cue = !is_empty(q->cue);
        buf_put_byte(&out->of[FLAGS], (unsigned char)((q->kind & 3) | (q->in_title ? IN_TITLE : 0) | (speaker ? HAS_SPEAKER : 0) |
                                                      (cue ? HAS_CUE : 0) | (q->role.len ? HAS_ROLE : 0)));
        put_span(out, START, q->span, from);
        from = q->span.start;
        if (speaker)
            put_span(out, OTHER_START, q->speaker, from);
        if (cue)
            put_span(out, OTHER_START, q->cue, from);
        buf_put_varint(&out->of[VALUE], name_number(names, q->name));
        if (q->role.len)
            buf_put_varint(&out->of[VALUE], name_number(names, q->role));
        buf_put_byte(&out->of[CONFIDENCE], q->confidence);
        buf_put_byte(&out->of[RULE], q->rule);
    }
}

static void put_places(const tags *t, columns *out)
{
    uint32_t from = 0;
    for (size_t i = 0; i < t->places.count; i++) {
        const place_mention *p = &t->places.items[i];
        buf_put_byte(&out->of[FLAGS], (unsigned char)((p->kind & 3) | (p->in_title ? IN_TITLE : 0)));
        put_span(out, START, p->span, from);
        from = p->span.start;
        buf_put_varint(&out->of[VALUE], p->place);
        buf_put_byte(&out->of[CONFIDENCE], p->confidence);
        buf_put_byte(&out->of[RULE], p->rule);
    }
}

static void put_dates(const tags *t, const name_table *names, columns *out)
{
    uint32_t from = 0;
    for (size_t i = 0; i < t->dates.count; i++) {
        const date_mention *d = &t->dates.items[i];
        bool first = d->days.first != NO_DAY, last = d->days.last != NO_DAY;
        buf_put_byte(&out->of[FLAGS], (unsigned char)((d->type & 3) | (d->in_title ? IN_TITLE : 0) | (first ? HAS_FIRST : 0) |
                                                      (last ? HAS_LAST : 0)));
        put_span(out, START, d->span, from);
        from = d->span.start;
        buf_put_varint(&out->of[VALUE], name_number(names, d->value));
        if (first)
            buf_put_signed_varint(&out->of[DAYS], d->days.first);
        if (last)
            buf_put_signed_varint(&out->of[DAYS], (int64_t)d->days.last - (first ? d->days.first : 0));
        buf_put_byte(&out->of[CONFIDENCE], d->confidence);
        buf_put_byte(&out->of[RULE], d->rule);
    }
}

static void put_persons(const tags *t, const name_table *names, columns *out)
{
    uint32_t from = 0;
    for (size_t i = 0; i < t->persons.count; i++) {
        const person_mention *p = &t->persons.items[i];
        buf_put_byte(&out->of[FLAGS], p->in_title ? IN_TITLE : 0);
        put_span(out, START, p->span, from);
        from = p->span.start;
        buf_put_varint(&out->of[VALUE], name_number(names, p->name));
    }
}

void tags_encode(const tags *t, buf *out)
{
    arena a = {0};
    name_table names = {.a = &a};
    collect_names(t, &names);
    buf_clear(out);
    buf_put_byte(out, VERSION);
    buf_put_varint(out, names.names.count);
    for (size_t i = 0; i < names.names.count; i++) {
        buf_put_varint(out, names.names.items[i].len);
        buf_put_str(out, names.names.items[i]);
    }
    buf_put_varint(out, t->quotations.count);
    buf_put_varint(out, t->places.count);
    buf_put_varint(out, t->dates.count);
    buf_put_varint(out, t->persons.count);
    columns c = {0};
    put_quotations(t, &names, &c);
    put_places(t, &c);
    put_dates(t, &names, &c);
    put_persons(t, &names, &c);
    for (int i = 0; i < COLUMNS; i++) {
        buf_put_varint(out, c.of[i].len);
        buf_put_str(out, buf_str(&c.of[i]));
        buf_release(&c.of[i]);
    }
    arena_release(&a);
}

/* --- reading --- */

typedef struct tag_reader {
    byte_reader of[COLUMNS];
    str *names;
    size_t name_count;
    bool bad;
} tag_reader;

/* A count of things that take at least `least` bytes each; more than the bytes can hold is damage. */
static size_t get_count(byte_reader *r, size_t least)
{
    uint64_t count = read_varint(r);
    if (count > (uint64_t)(r->end - r->at) / least)
        r->bad = true;
    return r->bad ? 0 : (size_t)count;
}

static str get_name(tag_reader *t)
{
    uint64_t number = read_varint(&t->of[VALUE]);
    if (number < t->name_count)
        return t->names[number];
    t->bad = true;
    return STR("");
}

static text_span get_span(tag_reader *t, column column_of_start, uint32_t from)
{
    byte_reader *r = &t->of[column_of_start];
    int64_t distance = read_signed_varint(r), len = read_signed_varint(&t->of[column_of_start + 1]);
    if (distance < -(int64_t)from || distance > UINT32_MAX || len < -(int64_t)UINT32_MAX || len > UINT32_MAX)
        r->bad = true;
    int64_t start = r->bad ? 0 : (int64_t)from + distance, end = r->bad ? 0 : start + len;
    if (start > UINT32_MAX || end < 0 || end > UINT32_MAX) {
        r->bad = true;
        return (text_span){0, 0};
    }
    return (text_span){(uint32_t)start, (uint32_t)end};
}

static int64_t get_day(byte_reader *r, int64_t from)
{
    int64_t value = read_signed_varint(r);
    if (value < 2 * (int64_t)INT32_MIN || value > 2 * (int64_t)INT32_MAX || from + value < INT32_MIN || from + value > INT32_MAX)
        r->bad = true;
    return r->bad ? 0 : from + value;
}

static void get_names(arena *a, byte_reader *r, tag_reader *t)
{
    t->name_count = get_count(r, 1);
    t->names = ARENA_ARRAY(a, str, t->name_count);
    for (size_t i = 0; i < t->name_count; i++) {
        uint64_t len = read_varint(r);
        t->names[i] = read_bytes(r, (size_t)len);
    }
}

static void get_quotations(arena *a, tag_reader *t, size_t count, tags *out)
{
    uint32_t from = 0;
    out->quotations.items = ARENA_ARRAY(a, quotation, count);
    out->quotations.count = out->quotations.room = count;
    for (size_t i = 0; i < count && !t->bad; i++) {
        quotation *q = &out->quotations.items[i];
        unsigned flags = read_byte(&t->of[FLAGS]);
        q->kind = flags & 3;
        q->in_title = flags & IN_TITLE;
        q->span = get_span(t, START, from);
        from = q->span.start;
        if (flags & HAS_SPEAKER)
            q->speaker = get_span(t, OTHER_START, from);
        if (flags & HAS_CUE)
            q->cue = get_span(t, OTHER_START, from);
        q->name = get_name(t);
        q->role = flags & HAS_ROLE ? get_name(t) : STR("");
        q->confidence = read_byte(&t->of[CONFIDENCE]);
        q->rule = read_byte(&t->of[RULE]);
        t->bad |= q->kind > QUOTE_INDIRECT || (flags & HAS_ROLE && q->role.len == 0);
    }
}

static void get_places(arena *a, tag_reader *t, size_t count, tags *out)
{
    uint32_t from = 0;
    out->places.items = ARENA_ARRAY(a, place_mention, count);
    out->places.count = out->places.room = count;
    for (size_t i = 0; i < count && !t->bad; i++) {
        place_mention *p = &out->places.items[i];
        unsigned flags = read_byte(&t->of[FLAGS]);
        p->kind = flags & 3;
        p->in_title = flags & IN_TITLE;
        p->span = get_span(t, START, from);
        from = p->span.start;
        uint64_t place = read_varint(&t->of[VALUE]);
        p->place = (uint32_t)place;
        p->confidence = read_byte(&t->of[CONFIDENCE]);
        p->rule = read_byte(&t->of[RULE]);
        t->bad |= p->kind > MENTION_WITHIN || place > UINT32_MAX;
    }
}

static void get_dates(arena *a, tag_reader *t, size_t count, tags *out)
{
    uint32_t from = 0;
    out->dates.items = ARENA_ARRAY(a, date_mention, count);
    out->dates.count = out->dates.room = count;
    for (size_t i = 0; i < count && !t->bad; i++) {
        date_mention *d = &out->dates.items[i];
        unsigned flags = read_byte(&t->of[FLAGS]);
        d->type = flags & 3;
        d->in_title = flags & IN_TITLE;
        d->span = get_span(t, START, from);
        from = d->span.start;
        d->value = get_name(t);
        d->days = (day_range){NO_DAY, NO_DAY};
        if (flags & HAS_FIRST)
            d->days.first = (day)get_day(&t->of[DAYS], 0);
        if (flags & HAS_LAST)
            d->days.last = (day)get_day(&t->of[DAYS], flags & HAS_FIRST ? d->days.first : 0);
        d->confidence = read_byte(&t->of[CONFIDENCE]);
        d->rule = read_byte(&t->of[RULE]);
    }
}

static void get_persons(arena *a, tag_reader *t, size_t count, tags *out)
{
    uint32_t from = 0;
    out->persons.items = ARENA_ARRAY(a, person_mention, count);
    out->persons.count = out->persons.room = count;
    for (size_t i = 0; i < count && !t->bad; i++) {
        person_mention *p = &out->persons.items[i];
        p->in_title = read_byte(&t->of[FLAGS]) & IN_TITLE;
        p->span = get_span(t, START, from);
        from = p->span.start;
        p->name = get_name(t);
    }
}

/* The columns, none of which may be longer than what is left, and the lists' counts: a tag takes a byte of flags. */
static void get_columns(byte_reader *r, tag_reader *t, uint64_t counts[4])
{
    uint64_t sum = 0;
    for (int i = 0; i < 4; i++) {
        counts[i] = get_count(r, 1);
        sum += counts[i];
    }
    for (int i = 0; i < COLUMNS; i++) {
        uint64_t len = read_varint(r);
        t->of[i] = byte_reader_of(read_bytes(r, (size_t)len));
    }
    t->bad = r->bad || r->at != r->end || sum != (uint64_t)(t->of[FLAGS].end - t->of[FLAGS].at);
}

static bool all_read(const tag_reader *t)
{
    for (int i = 0; i < COLUMNS; i++)
        if (t->of[i].bad || t->of[i].at != t->of[i].end)
            return false;
    return !t->bad;
}

quoth_status tags_decode(arena *a, str bytes, tags *out, quoth_error *err)
{
    *out = (tags){0};
    tag_reader t = {.bad = false};
    uint64_t counts[4];
    byte_reader r = byte_reader_of(bytes);
    if (read_byte(&r) != VERSION)
        return fail(err, QUOTH_CORRUPT, "stored tags are of no known version");
    get_names(a, &r, &t);
    get_columns(&r, &t, counts);
    if (!t.bad) {
        get_quotations(a, &t, (size_t)counts[0], out);
        get_places(a, &t, (size_t)counts[1], out);
        get_dates(a, &t, (size_t)counts[2], out);
        get_persons(a, &t, (size_t)counts[3], out);
    }
    if (!all_read(&t)) {
        *out = (tags){0};
        return fail(err, QUOTH_CORRUPT, "stored tags are damaged");
    }
    return QUOTH_OK;
}
