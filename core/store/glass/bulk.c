/* bulk.c - how do the terms of many articles turn into posting lists without touching a tree for each?
 *
 * A hash table finds a term's record. The record holds the newest posting (a term may come twice in an article) and a stream of
 * those before it, already in the encoding of the file, in slices that double in size. At the end the records are sorted once, by
 * radix on the first eight bytes of the term, and each stream is copied behind the header of its chunk. */
#include "bulk.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "store/glass/postlist.h"
#include "store/glass/version.h"

enum {
    PREFIX = 8, /* bytes of a term that stand in its record */
    FIRST_SLOTS = 1 << 12,
    NAME_BLOCK = 64 << 10,
    SLICE_BLOCK = 256 << 10,
    SMALLEST_SLICE = 32, /* with the pointer to the next */
    LARGEST_SLICE = 2048,
    AT_ONCE = 32 /* terms looked up together */
};

/* 64 bytes, a line of the processor's cache. */
typedef struct term_record {
    uint64_t prefix;  /* the first bytes, the first of all on top, then zeros */
    const char *rest; /* those after PREFIX */
    uint32_t documents;
    uint32_t last_id, wdf; /* the newest posting, not in the stream yet */
    uint16_t slice;        /* size of the newest slice */
    uint8_t len;
    uint64_t occurrences;
    unsigned char *first, *at, *end; /* the stream: at `end` of a slice stands where the next one is */
} term_record;

typedef struct slot {
    uint32_t hash;
    uint32_t record; /* counted from 1; 0: free */
} slot;

typedef struct pool {
    arena memory;
    char *at, *end;
} pool;

struct glass_bulk {
    uint32_t number; /* no other one's that memos may be of */
    slot *slots;
    size_t slot_count; /* a power of two */
    term_record *records;
    size_t count, room;
    term_record lengths; /* of documents: as if it were a term that all have */
    glass_totals totals;
    pool names, slices;
    uint64_t seeds[2];
};

static void *pool_take(pool *p, size_t size, size_t block)
{
    if ((size_t)(p->end - p->at) < size) {
        p->at = arena_alloc(&p->memory, block);
        p->end = p->at + block;
    }
    void *taken = p->at;
    p->at += size;
    return taken;
}

glass_bulk *glass_bulk_new(void)
{
    static atomic_uint last_number;
    glass_bulk *b = mem_zalloc(sizeof *b);
    b->number = atomic_fetch_add(&last_number, 1) + 1;
    b->slot_count = FIRST_SLOTS;
    b->slots = mem_zalloc(b->slot_count * sizeof *b->slots);
    /* Against texts made to collide; where there is no randomness, there is only less of that. */
    if (getrandom(b->seeds, sizeof b->seeds, GRND_NONBLOCK) != sizeof b->seeds)
        b->seeds[0] = clock_ns();
    return b;
}

void glass_bulk_free(glass_bulk **b)
{
    if (!*b)
        return;
    arena_release(&(*b)->names.memory);
    arena_release(&(*b)->slices.memory);
    free((*b)->slots);
    free((*b)->records);
    free(*b);
    *b = NULL;
}

size_t glass_bulk_memory(const glass_bulk *b)
{
    return b->slot_count * sizeof *b->slots + b->room * sizeof *b->records + arena_size(&b->names.memory) +
           arena_size(&b->slices.memory);
}

bool glass_bulk_is_empty(const glass_bulk *b)
{
    return b->totals.documents == 0;
}

/* ---------------------------------------------------------------- finding a term's record */

static uint64_t load_u64(const char *data) /* the first byte on top */
{
    const unsigned char *at = (const unsigned char *)data;
    return (uint64_t)glass_get_u32(at) << 32 | glass_get_u32(at + 4);
}

/* 1 to 8 bytes, then zeros: without a loop, by two reads that overlap. */
static uint64_t load_bytes(const char *data, size_t count)
{
    const unsigned char *at = (const unsigned char *)data;
    if (count == PREFIX)
        return load_u64(data);
    if (count >= 4)
        return (uint64_t)glass_get_u32(at) << 32 | (uint64_t)glass_get_u32(at + count - 4) << (8 * (PREFIX - count));
    return (uint64_t)at[0] << 56 | (uint64_t)at[count / 2] << (8 * (PREFIX - 1 - count / 2)) |
           (uint64_t)at[count - 1] << (8 * (PREFIX - count));
}

static uint64_t prefix_of(str term)
{
    return load_bytes(term.data, term.len < PREFIX ? term.len : PREFIX);
}

/* Both halves of the product of both, folded: the mixer of wyhash. */
static uint64_t multiply_and_fold(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint32_t hash_term(const glass_bulk *b, str term, uint64_t prefix)
{
    uint64_t rest = term.len <= PREFIX       ? 0
                    : term.len <= 2 * PREFIX ? load_u64(term.data + term.len - PREFIX)
                                             : hash_bytes(str_slice(term, PREFIX, term.len), b->seeds[1]);
    uint64_t hash = multiply_and_fold(prefix ^ b->seeds[0] ^ 0x9e3779b97f4a7c15ULL, rest ^ b->seeds[1] ^ 0xd6e8feb86659fd93ULL);
    return (uint32_t)multiply_and_fold(hash ^ term.len, 0xa0761d6478bd642fULL);
}

static void grow_slots(glass_bulk *b)
{
    size_t count = b->slot_count * 2;
    slot *slots = mem_zalloc(count * sizeof *slots);
    for (size_t i = 0; i < b->slot_count; i++) {
        if (b->slots[i].record == 0)
            continue;
        size_t to = b->slots[i].hash & (count - 1);
        while (slots[to].record != 0)
            to = (to + 1) & (count - 1);
        slots[to] = b->slots[i];
    }
    free(b->slots);
    b->slots = slots;
    b->slot_count = count;
}

static void grow_records(glass_bulk *b, size_t room)
{
    term_record *records = mem_alloc_lines(room * sizeof *records);
    if (b->count > 0)
        memcpy(records, b->records, b->count * sizeof *records);
    free(b->records);
    b->records = records;
    b->room = room;
}

/* So that neither slots nor records move while `more` terms are looked up. */
static void make_room(glass_bulk *b, size_t more)
{
    while ((b->count + more) * 2 > b->slot_count)
        grow_slots(b);
    if (b->count + more > b->room)
        grow_records(b, (b->count + more) * 2);
}

static term_record *add_record(glass_bulk *b, slot *at, uint32_t hash, str term, uint64_t prefix)
{
    term_record *t = &b->records[b->count++];
    *t = (term_record){.prefix = prefix, .len = (uint8_t)term.len};
    if (term.len > PREFIX)
        t->rest = memcpy(pool_take(&b->names, term.len - PREFIX, NAME_BLOCK), term.data + PREFIX, term.len - PREFIX);
    *at = (slot){hash, (uint32_t)b->count};
    return t;
}

static bool is_record_of(const term_record *t, str term, uint64_t prefix)
{
    return t->prefix == prefix && t->len == term.len &&
           (term.len <= PREFIX || memcmp(t->rest, term.data + PREFIX, term.len - PREFIX) == 0);
}

static term_record *record_of(glass_bulk *b, str term, uint32_t hash, uint64_t prefix)
{
    for (size_t i = hash & (b->slot_count - 1);; i = (i + 1) & (b->slot_count - 1)) {
        slot *s = &b->slots[i];
        if (s->record == 0)
            return add_record(b, s, hash, term, prefix);
        if (s->hash != hash)
            continue;
        term_record *t = &b->records[s->record - 1];
        if (is_record_of(t, term, prefix))
            return t;
    }
}

/* Where its memo says, or NULL. */
static term_record *remembered(const glass_bulk *b, const inverted_term *t)
{
    return t->memo && t->memo->builder == b->number ? &b->records[t->memo->record] : NULL;
}

static term_record *find_record(glass_bulk *b, const inverted_term *t, uint32_t hash, uint64_t prefix)
{
    term_record *found = record_of(b, t->term, hash, prefix);
    if (t->memo)
        *t->memo = (inverted_memo){b->number, (uint32_t)(found - b->records)};
    return found;
}

/* The records of some terms. In steps, each of which asks the memory for what the next will touch: one term after the other would
 * wait for it three times. */
static void find_records(glass_bulk *b, const inverted_term *terms, size_t count, term_record *found[AT_ONCE])
{
    uint64_t prefixes[AT_ONCE];
    uint32_t hashes[AT_ONCE];
    make_room(b, count);
    for (size_t i = 0; i < count; i++) {
        found[i] = remembered(b, &terms[i]);
        if (found[i]) {
            __builtin_prefetch(found[i], 1);
            continue;
        }
        prefixes[i] = prefix_of(terms[i].term);
        hashes[i] = hash_term(b, terms[i].term, prefixes[i]);
        __builtin_prefetch(&b->slots[hashes[i] & (b->slot_count - 1)]);
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t record = found[i] ? 0 : b->slots[hashes[i] & (b->slot_count - 1)].record;
        if (record > 0)
            __builtin_prefetch(&b->records[record - 1], 1);
    }
    for (size_t i = 0; i < count; i++) {
        if (!found[i])
            found[i] = find_record(b, &terms[i], hashes[i], prefixes[i]);
        assert(is_record_of(found[i], terms[i].term, prefix_of(terms[i].term)));
        if (found[i]->at)
            __builtin_prefetch(found[i]->at, 1);
    }
}

/* ---------------------------------------------------------------- postings */

static void start_slice(glass_bulk *b, term_record *t)
{
    t->slice = t->slice == 0 ? SMALLEST_SLICE : t->slice < LARGEST_SLICE ? (uint16_t)(t->slice * 2) : t->slice;
    unsigned char *fresh = pool_take(&b->slices, t->slice, SLICE_BLOCK);
    if (t->at)
        memcpy(t->end, &fresh, sizeof fresh);
    else
        t->first = fresh;
    t->at = fresh;
    t->end = fresh + t->slice - sizeof fresh;
}

static inline void put_byte(glass_bulk *b, term_record *t, unsigned char byte)
{
    if (t->at == t->end)
        start_slice(b, t);
    *t->at++ = byte;
}

static inline void put_number(glass_bulk *b, term_record *t, uint32_t value)
{
    for (; value >= 128; value >>= 7)
        put_byte(b, t, (unsigned char)(value | 128));
    put_byte(b, t, (unsigned char)value);
}

/* The stream of a list: its first id less 1, then a wdf and how far the next id lies beyond, less 1, in turn. It ends before the
 * wdf of the newest posting, which is in the record; that of a single posting is empty. */
static void put_posting(glass_bulk *b, term_record *t, uint32_t id, uint32_t wdf)
{
    if (t->documents == 1)
        put_number(b, t, t->last_id - 1);
    if (t->documents > 0) {
        put_number(b, t, t->wdf);
        put_number(b, t, id - t->last_id - 1);
    }
    t->last_id = id;
    t->wdf = wdf;
    t->documents++;
}

void glass_bulk_add(glass_bulk *b, uint32_t article, const inverted_term *terms, size_t count)
{
    uint32_t length = 0, most_wdf = 0;
    term_record *found[AT_ONCE];
    for (size_t i = 0; i < count; i++) {
        if (i % AT_ONCE == 0)
            find_records(b, terms + i, count - i < AT_ONCE ? count - i : AT_ONCE, found);
        term_record *t = found[i % AT_ONCE];
        if (t->last_id == article)
            t->wdf += terms[i].wdf;
        else
            put_posting(b, t, article, terms[i].wdf);
        t->occurrences += terms[i].wdf;
        length += terms[i].wdf;
        if (t->wdf > most_wdf)
            most_wdf = t->wdf;
    }
    put_posting(b, &b->lengths, article, length);
    glass_totals_add(&b->totals, article, length, most_wdf);
}

/* ---------------------------------------------------------------- sorting */

typedef struct sort_entry {
    uint64_t prefix;
    const term_record *record;
} sort_entry;

static int compare_records(const void *a, const void *b)
{
    const term_record *x = ((const sort_entry *)a)->record, *y = ((const sort_entry *)b)->record;
    size_t x_rest = x->len > PREFIX ? x->len - PREFIX : 0, y_rest = y->len > PREFIX ? y->len - PREFIX : 0;
    size_t common = x_rest < y_rest ? x_rest : y_rest;
    int order = common > 0 ? memcmp(x->rest, y->rest, common) : 0;
    return order != 0 ? order : (int)x->len - (int)y->len;
}

/* Stable, by one byte of the prefix; false: all are equal in it, nothing was moved. */
static bool sort_by_byte(const sort_entry *from, sort_entry *to, size_t count, unsigned shift)
{
    size_t starts[256] = {0};
    for (size_t i = 0; i < count; i++)
        starts[from[i].prefix >> shift & 255]++;
    if (count == 0 || starts[from[0].prefix >> shift & 255] == count)
        return false;
    for (size_t byte = 0, sum = 0; byte < 256; byte++) {
        size_t here = starts[byte];
        starts[byte] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++)
        to[starts[from[i].prefix >> shift & 255]++] = from[i];
    return true;
}

/* Terms that begin alike: mostly a few, for which qsort would be dear. */
static void sort_alike(sort_entry *list, size_t count)
{
    enum { FEW = 24 };
    if (count > FEW) {
        qsort(list, count, sizeof *list, compare_records);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        sort_entry moved = list[i];
        size_t to = i;
        for (; to > 0 && compare_records(&list[to - 1], &moved) > 0; to--)
            list[to] = list[to - 1];
        list[to] = moved;
    }
}

/* All records in order of their terms; the caller frees it. */
static sort_entry *sort_records(const glass_bulk *b)
{
    sort_entry *list = mem_alloc((b->count + 1) * sizeof *list), *other = mem_alloc((b->count + 1) * sizeof *other);
    for (size_t i = 0; i < b->count; i++)
        list[i] = (sort_entry){b->records[i].prefix, &b->records[i]};
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if (sort_by_byte(list, other, b->count, shift)) {
            sort_entry *sorted = other;
            other = list;
            list = sorted;
        }
    }
    free(other);
    for (size_t i = 0, end; i < b->count; i = end) {
        for (end = i + 1; end < b->count && list[end].prefix == list[i].prefix;)
            end++;
        sort_alike(list + i, end - i);
    }
    return list;
}

/* ---------------------------------------------------------------- writing */

static str term_of(const term_record *t, char room[256])
{
    for (unsigned i = 0; i < PREFIX; i++)
        room[i] = (char)(t->prefix >> (8 * (PREFIX - 1 - i)));
    if (t->len > PREFIX)
        memcpy(room + PREFIX, t->rest, t->len - PREFIX);
    return (str){room, t->len};
}

/* The whole stream and the newest posting's wdf. */
static void gather(const term_record *t, buf *out)
{
    size_t size = SMALLEST_SLICE;
    buf_clear(out);
    for (unsigned char *start = t->first; t->at;) {
        unsigned char *end = start + size - sizeof start;
        if (end == t->end) {
            buf_put(out, start, (size_t)(t->at - start));
            break;
        }
        buf_put(out, start, (size_t)(end - start));
        memcpy(&start, end, sizeof start);
        size = size < LARGEST_SLICE ? size * 2 : size;
    }
    buf_put_varint(out, t->wdf);
}

/* All of it as one chunk, its run in `scratch`. */
static void make_list(const glass_bulk *b, const term_record *t, buf *scratch, glass_chunk *out)
{
    char name[256];
    bool is_lengths = t == &b->lengths;
    glass_key_of_term(&out->key, term_of(t, name));
    gather(t, scratch);
    byte_reader r = byte_reader_of(buf_str(scratch));
    out->documents = is_lengths ? 0 : t->documents;
    out->occurrences = is_lengths ? 0 : (uint32_t)t->occurrences;
    out->first_id = t->documents > 1 ? (uint32_t)read_varint(&r) + 1 : t->last_id;
    out->last_id = t->last_id;
    out->is_first = out->is_last = true;
    out->run = (str){(const char *)r.at, (size_t)(r.end - r.at)};
}

typedef quoth_status (*list_taker)(void *context, const glass_chunk *list, quoth_error *err);

/* In key order. */
static quoth_status each_list(const glass_bulk *b, list_taker take, void *context, quoth_error *err)
{
    buf scratch = {0};
    glass_chunk list;
    sort_entry *sorted = sort_records(b);
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i <= b->count && status == QUOTH_OK; i++) {
        const term_record *t = i == 0 ? &b->lengths : sorted[i - 1].record;
        if (t->documents == 0)
            continue;
        make_list(b, t, &scratch, &list);
        status = take(context, &list, err);
    }
    free(sorted);
    buf_release(&scratch);
    return status;
}

static quoth_status write_list(void *context, const glass_chunk *list, quoth_error *err)
{
    glass_list_writer *w = context;
    glass_list_start(w, &list->key, list->documents, list->occurrences);
    TRY(glass_list_add(w, list->first_id, list->last_id, list->run, err));
    return glass_list_end(w, err);
}

static quoth_status write_records(const glass_bulk *b, glass_table *table, quoth_error *err)
{
    glass_list_writer w = {.table = table};
    quoth_status status = each_list(b, write_list, &w, err);
    glass_list_release(&w);
    return status;
}

static quoth_status keep_list(void *context, const glass_chunk *list, quoth_error *err)
{
    (void)err;
    glass_sorted_put(context, list);
    return QUOTH_OK;
}

void glass_bulk_sort(const glass_bulk *b, glass_sorted *out)
{
    out->totals = b->totals;
    (void)each_list(b, keep_list, out, NULL);
}

quoth_status glass_bulk_write(glass_bulk *b, const char *path, quoth_error *err)
{
    arena a = {0};
    glass_root root = {0};
    glass_table *table = NULL;
    quoth_status status = glass_table_new(path_join(&a, path, "postlist.glass"), &table, err);
    if (status == QUOTH_OK)
        status = write_records(b, table, err);
    if (status == QUOTH_OK)
        status = glass_table_finish(&table, &root, err);
    glass_table_abandon(&table);
    if (status == QUOTH_OK)
        status = glass_version_write(path_join(&a, path, "iamglass"), &root, &b->totals, err);
    arena_release(&a);
    return status;
}
