/* gazetteer.c - which places are called so, and what lies in what? */
#include "gazetteer/gazetteer.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "gazetteer/format.h"

enum { HEAD_BYTES = 16, MAX_ANCESTORS = 8, MAX_DEPTH = 8 };
enum { FLAG_CAPITAL = 1, FLAG_SEAT = 2, FLAG_SECTION = 4 };

static pthread_once_t opened = PTHREAD_ONCE_INIT;
static section sections[SECTION_COUNT];
static size_t place_count;
static atomic_bool is_open; /* asked for several times a word, where pthread_once would be a call each */

static void open_file(void)
{
    size_t size = (size_t)(gazetteer_file_end - gazetteer_file);
    bool good = size > HEAD_BYTES + 8 * SECTION_COUNT && memcmp(gazetteer_file, "quothgz1", 8) == 0 &&
                read_u32(gazetteer_file + 12) == SECTION_COUNT;
    place_count = good ? read_u32(gazetteer_file + 8) : 0;
    for (size_t i = 0; good && i < SECTION_COUNT; i++) {
        const unsigned char *row = gazetteer_file + HEAD_BYTES + 8 * i;
        uint32_t start = read_u32(row), len = read_u32(row + 4);
        good = start <= size && len <= size - start;
        sections[i] = (section){gazetteer_file + start, len};
    }
    if (!good || sections[SECTION_PLACES].len != place_count * RECORD_BYTES) {
        fprintf(stderr, "quoth: the gazetteer inside this program is damaged; build it again\n");
        abort();
    }
    atomic_store_explicit(&is_open, true, memory_order_release);
}

static inline void ensure_open(void)
{
    if (!atomic_load_explicit(&is_open, memory_order_acquire))
        pthread_once(&opened, open_file);
}

section gazetteer_section(unsigned which)
{
    ensure_open();
    return sections[which];
}

size_t gazetteer_place_count(void)
{
    ensure_open();
    return place_count;
}

/* --- records --- */

static const unsigned char *record_at(uint32_t index)
{
    ensure_open();
    return sections[SECTION_PLACES].data + (size_t)index * RECORD_BYTES;
}

static uint32_t links_of(uint32_t index)
{
    return read_u24(record_at(index) + 15);
}

static uint32_t parent_of(uint32_t index)
{
    return links_of(index) & NO_INDEX;
}

static place_kind kind_of(uint32_t index)
{
    return (place_kind)(links_of(index) >> 18 & 7);
}

static place_id id_of(uint32_t index)
{
    return index == NO_INDEX ? NO_PLACE : read_u32(record_at(index));
}

static uint32_t search_index(uint32_t id)
{
    uint32_t low = 0, high = (uint32_t)gazetteer_place_count();
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (id_of(middle) < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < gazetteer_place_count() && id_of(low) == id ? low : NO_INDEX;
}

/* News speak of few places, and of what they lie in, again and again; a search would wait for memory a dozen times. */
enum { RECENT_BITS = 10 };

uint32_t gazetteer_index(uint32_t id)
{
    static _Thread_local struct {
        uint32_t id, index; /* id 0: free */
    } recent[1 << RECENT_BITS];
    size_t at = id * 0x9e3779b1u >> (32 - RECENT_BITS); /* Fibonacci hashing */
    if (id == NO_PLACE)
        return NO_INDEX;
    if (recent[at].id != id) {
        recent[at].index = search_index(id);
        recent[at].id = id;
    }
    return recent[at].index;
}

static str text_at(uint32_t offset)
{
    const unsigned char *p = gazetteer_section(SECTION_TEXTS).data + offset;
    return (str){(const char *)p + 1, p[0]};
}

/* The first row whose key (a u24) is not less, in rows of `size` bytes. */
static size_t first_row(section s, size_t size, uint32_t key)
{
    size_t low = 0, high = s.len / size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (read_u24(s.data + middle * size) < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static str code_of(uint32_t index)
{
    section s = gazetteer_section(SECTION_CODES);
    size_t row = first_row(s, CODE_BYTES, index);
    const unsigned char *p = s.data + row * CODE_BYTES;
    return row < s.len / CODE_BYTES && read_u24(p) == index ? text_at(read_u24(p + 3)) : STR("");
}

static double degrees(const unsigned char *p)
{
    int32_t value = (int32_t)(read_u24(p) << 8) >> 8; /* the sign is in bit 23 */
    return value / 1e4;
}

/* The division and the country that a place is or lies in, the nearest ones; NO_INDEX when there is none. */
static void find_above(uint32_t index, uint32_t *division, uint32_t *country)
{
    *division = *country = NO_INDEX;
    for (int depth = 0; index != NO_INDEX && depth < MAX_DEPTH; depth++, index = parent_of(index)) {
        const place_kind kind = kind_of(index);
        if (kind == PLACE_COUNTRY && *country == NO_INDEX)
            *country = index;
        if (kind == PLACE_ADMIN1 && *division == NO_INDEX)
            *division = index;
    }
}

/* What a place is and where; neither its country's code nor its division's. */
static void fill_place(uint32_t index, place *out)
{
    const unsigned char *p = record_at(index);
    uint32_t people = read_u16(p + 13);
    *out = (place){.id = read_u32(p),
                   .kind = kind_of(index),
                   .name = text_at(read_u24(p + 4)),
                   .lat = (float)degrees(p + 7),
                   .lon = (float)degrees(p + 10),
                   .population = (people & 0x7ff) << (people >> 11),
                   .parent = id_of(parent_of(index))};
}

static void fill_country(uint32_t country, place *out)
{
    str code = country == NO_INDEX ? STR("") : code_of(country);
    memcpy(out->country, code.data, code.len < 2 ? code.len : 2);
}

/* `before`: a reading that is filled already and may lie in the same country, or NULL. */
static void fill_reading(uint32_t bearer, const place_reading *before, place_reading *out)
{
    uint32_t index = bearer & BEARER_INDEX, flags = links_of(index) >> 21, division, country;
    find_above(index, &division, &country);
    *out = (place_reading){.is_weak = bearer & BEARER_IS_WEAK,
                           .is_capital = flags & FLAG_CAPITAL,
                           .is_seat = flags & FLAG_SEAT,
                           .is_section = flags & FLAG_SECTION,
                           .country_id = id_of(country),
                           .division_id = id_of(division)};
    fill_place(index, &out->place);
    if (before && before->country_id == out->country_id)
        memcpy(out->place.country, before->place.country, sizeof out->place.country);
    else
        fill_country(country, &out->place);
}

bool gazetteer_get(place_id id, place *out)
{
    uint32_t index = gazetteer_index(id);
    if (index == NO_INDEX)
        return false;
    uint32_t division, country;
    find_above(index, &division, &country);
    fill_place(index, out);
    fill_country(country, out);
    out->admin1_code = division == NO_INDEX ? STR("") : code_of(division);
    return true;
}

str gazetteer_name(place_id id)
{
    uint32_t index = gazetteer_index(id);
    return index == NO_INDEX ? STR("") : text_at(read_u24(record_at(index) + 4));
}

size_t gazetteer_count(void)
{
    return gazetteer_place_count();
}

place_id gazetteer_at(size_t number)
{
    return number < gazetteer_place_count() ? id_of((uint32_t)number) : NO_PLACE;
}

/* --- names --- */

const unsigned char *gazetteer_name_row(uint64_t hash)
{
    const unsigned char *bucket = gazetteer_section(SECTION_BUCKETS).data + (hash >> 48) * 4;
    const unsigned char *names = gazetteer_section(SECTION_NAMES).data;
    uint32_t tag = (uint32_t)(hash >> 16);
    for (uint32_t row = read_u32(bucket), end = read_u32(bucket + 4); row < end; row++)
        if (read_u32(names + (size_t)row * NAME_BYTES) == tag)
            return names + (size_t)row * NAME_BYTES;
    return NULL;
}

/* The bearers of a name: `*count` values of three bytes; `single` has room for one. */
static const unsigned char *bearers_of(str folded_name, size_t *count)
{
    name_hash h = hash_name_begin();
    hash_name_text(&h, folded_name);
    const unsigned char *row = gazetteer_name_row(hash_name_end(&h));
    *count = row ? 1 : 0;
    if (!row)
        return NULL;
    uint32_t value = read_u24(row + 4);
    if (!(value & NAME_IS_LIST))
        return row + 4;
    const unsigned char *list = gazetteer_section(SECTION_LISTS).data + (value & ~(uint32_t)NAME_IS_LIST);
    *count = read_u16(list);
    return list + 2;
}

size_t gazetteer_named(str folded_name, place_id *out, size_t room)
{
    size_t count;
    const unsigned char *bearers = bearers_of(folded_name, &count);
    for (size_t i = 0; i < count && i < room; i++)
        out[i] = id_of(read_u24(bearers + 3 * i) & BEARER_INDEX);
    return count;
}

size_t gazetteer_readings(str folded_name, place_reading *out, size_t room)
{
    size_t count;
    const unsigned char *bearers = bearers_of(folded_name, &count);
    size_t filled = count < room ? count : room;
    for (size_t i = 0; i < filled; i++) /* they lie far apart: asked for before the first is read, and then what they lie in */
        __builtin_prefetch(record_at(read_u24(bearers + 3 * i) & BEARER_INDEX));
    for (size_t i = 0; i < filled; i++) {
        uint32_t above = parent_of(read_u24(bearers + 3 * i) & BEARER_INDEX);
        if (above != NO_INDEX)
            __builtin_prefetch(record_at(above));
    }
    for (size_t i = 0; i < filled; i++)
        fill_reading(read_u24(bearers + 3 * i), i ? &out[i - 1] : NULL, &out[i]);
    return count;
}

place_id gazetteer_word_place(unsigned which, uint64_t hash)
{
    section s = gazetteer_section(which);
    size_t low = 0, high = s.len / WORD_BYTES;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint64_t here = read_u64(s.data + middle * WORD_BYTES);
        if (here == hash)
            return id_of(read_u32(s.data + middle * WORD_BYTES + 8));
        if (here < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return NO_PLACE;
}

place_id gazetteer_demonym(str folded)
{
    name_hash h = hash_name_begin();
    hash_name_text(&h, folded);
    return gazetteer_word_place(SECTION_DEMONYMS, hash_name_end(&h));
}

place_id gazetteer_abbreviation(str folded)
{
    char spaceless[16];
    size_t len = 0;
    for (size_t i = 0; i < folded.len; i++) {
        if (folded.data[i] == ' ')
            continue;
        if (len == sizeof spaceless)
            return NO_PLACE;
        spaceless[len++] = folded.data[i];
    }
    name_hash h = hash_name_begin();
    hash_name_word(&h, (str){spaceless, len});
    return gazetteer_word_place(SECTION_ABBREVIATIONS, hash_name_end(&h));
}

/* --- what lies in what --- */

static bool is_member(uint32_t region, uint32_t part)
{
    section s = gazetteer_section(SECTION_MEMBERS);
    for (size_t row = first_row(s, MEMBER_BYTES, part); row < s.len / MEMBER_BYTES; row++) {
        const unsigned char *p = s.data + row * MEMBER_BYTES;
        if (read_u24(p) != part)
            return false;
        if (read_u24(p + 3) == region)
            return true;
    }
    return false;
}

bool gazetteer_contains(place_id outer, place_id inside)
{
    uint32_t region = gazetteer_index(outer), part = gazetteer_index(inside);
    if (region == NO_INDEX)
        return false;
    for (int depth = 0; part != NO_INDEX && depth < MAX_DEPTH; depth++, part = parent_of(part))
        if (part == region || is_member(region, part))
            return true;
    return false;
}

typedef struct id_list {
    place_id *out;
    size_t count, room;
} id_list;

static void list_once(id_list *list, uint32_t index)
{
    place_id id = id_of(index);
    for (size_t i = 0; i < list->count; i++)
        if (list->out[i] == id)
            return;
    if (list->count < list->room)
        list->out[list->count++] = id;
}

size_t gazetteer_ancestors(place_id id, place_id *out, size_t room)
{
    id_list list = {out, 0, room < MAX_ANCESTORS ? room : MAX_ANCESTORS};
    uint32_t self = gazetteer_index(id), part = self;
    section s = gazetteer_section(SECTION_MEMBERS);
    if (self == NO_INDEX)
        return 0;
    for (int depth = 0; (part = parent_of(part)) != NO_INDEX && depth < MAX_DEPTH; depth++)
        list_once(&list, part);
    part = self;
    for (int depth = 0; part != NO_INDEX && depth < MAX_DEPTH; depth++, part = parent_of(part)) {
        for (size_t row = first_row(s, MEMBER_BYTES, part); row < s.len / MEMBER_BYTES; row++) {
            const unsigned char *p = s.data + row * MEMBER_BYTES;
            if (read_u24(p) != part)
                break;
            list_once(&list, read_u24(p + 3));
        }
    }
    return list.count;
}

double gazetteer_km(float lat1, float lon1, float lat2, float lon2)
{
    double radian = M_PI / 180, dlat = (lat2 - lat1) * radian / 2, dlon = (lon2 - lon1) * radian / 2;
    double x = sin(dlat) * sin(dlat) + cos(lat1 * radian) * cos(lat2 * radian) * sin(dlon) * sin(dlon);
    return 12742 * asin(x < 1 ? sqrt(x) : 1); /* twice the earth's mean radius */
}
