/* pack.c - what a record does not say of an article's text, and its tags, as one zstd frame, with a dictionary that the
 * archive's own articles gave
 *
 * Measured over 5,000 news reports (625 bytes of rest and tags each), bytes and microseconds of CPU an article:
 *   level   3       4       5       6       7       9
 *   bytes   344     336     332     330     328     326
 *   us      5       8       11      23      27      35
 * Level 7 would save .0007 of the text and cost 3 % of all indexing. */
#include <stdatomic.h>
#include <stdlib.h>
#include <zdict.h>
#include <zstd.h>

#include "base/hash.h"
#include "base/limits.h"
#include "store/catalogue/catalogue.h"
#include "store/catalogue/sql.h"

enum { LEVEL = 5, DICTIONARY_BYTES = 220 << 10, SAMPLE_BYTES = 6 << 20, FEWEST_SAMPLES = 64, MOST_DICTIONARIES = 64 };

/* The body, and as much again for tags: a frame that promises more was not written by quoth. */
enum { LARGEST_FRAME = 4 * LIMIT_ARTICLE_BYTES };

/* --- dictionaries --- */

typedef struct dictionary {
    unsigned id;
    ZSTD_DDict *reading;
    ZSTD_CDict *writing; /* NULL where only reading is wanted */
} dictionary;

/* Entries below `count` never change, so that other threads may read them while one more is added. */
struct dictionaries {
    dictionary list[MOST_DICTIONARIES];
    _Atomic size_t count;
};

dictionaries *dictionaries_new(void)
{
    return mem_zalloc(sizeof(dictionaries));
}

void dictionaries_free(dictionaries **d)
{
    if (!*d)
        return;
    for (size_t i = 0; i < (*d)->count; i++) {
        ZSTD_freeDDict((*d)->list[i].reading);
        ZSTD_freeCDict((*d)->list[i].writing);
    }
    free(*d);
    *d = NULL;
}

static const dictionary *newest(const dictionaries *d)
{
    size_t count = d ? atomic_load_explicit(&d->count, memory_order_acquire) : 0;
    return count > 0 ? &d->list[count - 1] : NULL;
}

bool dictionaries_has_any(const dictionaries *d)
{
    return newest(d) != NULL;
}

static const dictionary *find(const dictionaries *d, unsigned id)
{
    size_t count = d ? atomic_load_explicit(&d->count, memory_order_acquire) : 0;
    for (size_t i = 0; i < count; i++)
        if (d->list[i].id == id)
            return &d->list[i];
    return NULL;
}

/* What a dictionary is made of, as it is stored. */
typedef struct dictionary_parts {
    unsigned id;
    str bytes;
} dictionary_parts;

static quoth_status add(dictionaries *d, const dictionary_parts *parts, bool writes, quoth_error *err)
{
    size_t count = d->count;
    dictionary *one = &d->list[count];
    if (count == MOST_DICTIONARIES)
        return fail(err, QUOTH_LIMIT, "the archive has more than %d dictionaries", MOST_DICTIONARIES);
    *one = (dictionary){.id = parts->id};
    if (ZDICT_getDictID(parts->bytes.data, parts->bytes.len) == parts->id) {
        one->reading = ZSTD_createDDict(parts->bytes.data, parts->bytes.len);
        one->writing = writes ? ZSTD_createCDict(parts->bytes.data, parts->bytes.len, LEVEL) : NULL;
    }
    if (!one->reading || (writes && !one->writing)) {
        ZSTD_freeDDict(one->reading);
        ZSTD_freeCDict(one->writing);
        return fail(err, QUOTH_CORRUPT, "dictionary %u of the archive is damaged", parts->id);
    }
    atomic_store_explicit(&d->count, count + 1, memory_order_release);
    return QUOTH_OK;
}

quoth_status dictionaries_load(dictionaries *d, catalogue *c, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT id, bytes FROM dictionaries ORDER BY id", &s, err));
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            return QUOTH_OK;
        dictionary_parts parts = {(unsigned)sql_int(s, 0), sql_bytes(s, 1)};
        quoth_status status = find(d, parts.id) ? QUOTH_OK : add(d, &parts, true, err);
        if (status != QUOTH_OK) {
            sql_end(s);
            return status;
        }
    }
}

/* --- frames --- */

struct packer {
    ZSTD_CCtx *writing;
    ZSTD_DCtx *reading;
    const dictionaries *shared;
    catalogue *source; /* where unknown dictionaries are looked up, into `own` */
    dictionaries *own;
    buf plain;
};

packer *packer_new(void)
{
    packer *p = mem_zalloc(sizeof *p);
    p->writing = ZSTD_createCCtx();
    p->reading = ZSTD_createDCtx();
    if (!p->writing || !p->reading)
        memory_exhausted(0);
    return p;
}

void packer_share(packer *p, const dictionaries *d)
{
    p->shared = d;
}

void packer_look_up(packer *p, catalogue *c)
{
    p->source = c;
}

void packer_free(packer **p)
{
    if (!*p)
        return;
    ZSTD_freeCCtx((*p)->writing);
    ZSTD_freeDCtx((*p)->reading);
    dictionaries_free(&(*p)->own);
    buf_release(&(*p)->plain);
    free(*p);
    *p = NULL;
}

static quoth_status compress(packer *p, const dictionary *with, str plain, buf *out, quoth_error *err)
{
    buf_clear(out);
    size_t room = ZSTD_compressBound(plain.len), len;
    char *to = buf_reserve(out, room);
    if (with)
        len = ZSTD_compress_usingCDict(p->writing, to, room, plain.data, plain.len, with->writing);
    else
        len = ZSTD_compressCCtx(p->writing, to, room, plain.data, plain.len, LEVEL);
    if (ZSTD_isError(len))
        return fail(err, QUOTH_IO, "cannot compress an article: %s", ZSTD_getErrorName(len));
    out->len = len;
    return QUOTH_OK;
}

/* What is compressed: a byte, whether the rest is the body; the body's hash; varint length of the rest; the rest, the tags. */
static void put_plain(const packed_text *text, buf *out)
{
    buf_put_byte(out, text->is_as_it_is);
    for (unsigned i = 0; i < 4; i++)
        buf_put_byte(out, (unsigned char)(text->hash >> 8 * i));
    buf_put_varint(out, text->rest.len);
    buf_put_str(out, text->rest);
    buf_put_str(out, text->encoded_tags);
}

static quoth_status take_plain(str plain, packed_text *out, quoth_error *err)
{
    byte_reader r = byte_reader_of(plain);
    unsigned char kind = read_byte(&r);
    *out = (packed_text){.is_as_it_is = kind};
    for (unsigned i = 0; i < 4; i++)
        out->hash |= (uint32_t)read_byte(&r) << 8 * i;
    out->rest = read_bytes(&r, (size_t)read_varint(&r));
    if (r.bad || kind > 1)
        return fail(err, QUOTH_CORRUPT, "a stored text is cut off");
    out->encoded_tags = (str){(const char *)r.at, (size_t)(r.end - r.at)};
    return QUOTH_OK;
}

uint32_t body_hash(str body)
{
    return (uint32_t)hash_bytes(body, 0);
}

quoth_status catalogue_pack(packer *p, const packed_text *text, buf *out, quoth_error *err)
{
    buf_clear(&p->plain);
    put_plain(text, &p->plain);
    return compress(p, newest(p->shared), buf_str(&p->plain), out, err);
}

static quoth_status look_up(packer *p, unsigned id, const dictionary **out, quoth_error *err)
{
    sql_statement *s;
    bool row;
    if (!p->source)
        return fail(err, QUOTH_CORRUPT, "a stored text needs dictionary %u, which is not there", id);
    TRY(sql_start(p->source->db, "SELECT bytes FROM dictionaries WHERE id=?1", &s, err));
    sql_put_int(s, id);
    TRY(sql_next(s, &row, err));
    if (!row)
        return fail(err, QUOTH_CORRUPT, "a stored text needs dictionary %u, which is not there", id);
    if (!p->own)
        p->own = dictionaries_new();
    dictionary_parts parts = {id, sql_bytes(s, 0)};
    quoth_status status = add(p->own, &parts, false, err);
    sql_end(s);
    *out = status == QUOTH_OK ? find(p->own, id) : NULL;
    return status;
}

/* *out is NULL for a frame without one. */
static quoth_status dictionary_of(packer *p, str packed, const dictionary **out, quoth_error *err)
{
    unsigned id = ZSTD_getDictID_fromFrame(packed.data, packed.len);
    *out = NULL;
    if (id == 0)
        return QUOTH_OK;
    *out = find(p->shared, id);
    if (!*out)
        *out = find(p->own, id);
    return *out ? QUOTH_OK : look_up(p, id, out, err);
}

static quoth_status decompress(packer *p, const dictionary *with, arena *a, str packed, str *plain, quoth_error *err)
{
    unsigned long long size = ZSTD_getFrameContentSize(packed.data, packed.len);
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > LARGEST_FRAME)
        return fail(err, QUOTH_CORRUPT, "a stored text is not a frame of quoth");
    char *to = arena_alloc(a, (size_t)size + 1);
    size_t len = ZSTD_decompress_usingDDict(p->reading, to, (size_t)size, packed.data, packed.len, with ? with->reading : NULL);
    if (ZSTD_isError(len) || len != size)
        return fail(err, QUOTH_CORRUPT, "a stored text is damaged: %s",
                    ZSTD_isError(len) ? ZSTD_getErrorName(len) : "its length");
    to[len] = '\0';
    *plain = (str){to, len};
    return QUOTH_OK;
}

static quoth_status unpack_plain(packer *p, arena *a, str packed, str *plain, quoth_error *err)
{
    const dictionary *with = NULL;
    TRY(dictionary_of(p, packed, &with, err));
    return decompress(p, with, a, packed, plain, err);
}

quoth_status catalogue_unpack(packer *p, arena *a, str packed, packed_text *out, quoth_error *err)
{
    str plain = {0};
    TRY(unpack_plain(p, a, packed, &plain, err));
    return take_plain(plain, out, err);
}

bool packer_improves(const packer *p, str packed)
{
    return newest(p->shared) && ZSTD_getDictID_fromFrame(packed.data, packed.len) == 0;
}

quoth_status catalogue_repack(packer *p, arena *a, str packed, buf *out, quoth_error *err)
{
    str plain;
    TRY(unpack_plain(p, a, packed, &plain, err));
    return compress(p, newest(p->shared), plain, out, err);
}

/* --- training --- */

typedef struct sample {
    uint32_t id;
    str plain;
} sample;

typedef struct training {
    arena a;
    VEC(sample) list;
} training;

static quoth_status take_samples(catalogue *c, packer *p, training *t, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT id, packed, body_bytes FROM texts JOIN articles USING(id) ORDER BY id", &s, err));
    for (uint64_t bytes = 0; bytes < SAMPLE_BYTES;) {
        bool row;
        sample one = {0};
        TRY(sql_next(s, &row, err));
        if (!row)
            return QUOTH_OK;
        one.id = (uint32_t)sql_int(s, 0);
        quoth_status status = unpack_plain(p, &t->a, sql_bytes(s, 1), &one.plain, err);
        if (status != QUOTH_OK) {
            sql_end(s);
            return status;
        }
        vec_push(&t->a, &t->list, one);
        bytes += (uint64_t)sql_int(s, 2) + 1;
    }
    sql_end(s);
    return QUOTH_OK;
}

/* Of one article, so that no single one fills the dictionary. */
enum { LONGEST_SAMPLE = 64 << 10 };

/* One after the other. */
static void join_samples(const training *t, buf *joined, size_t *sizes)
{
    for (size_t i = 0; i < t->list.count; i++) {
        str part = str_slice(t->list.items[i].plain, 0, LONGEST_SAMPLE);
        buf_put_str(joined, part);
        sizes[i] = part.len;
    }
}

/* The id is 0 where the samples are too alike or too few to make a dictionary of. */
static dictionary_parts train(training *t)
{
    buf joined = {0};
    dictionary_parts parts = {0};
    char *out = arena_alloc(&t->a, DICTIONARY_BYTES);
    size_t *sizes = ARENA_ARRAY(&t->a, size_t, t->list.count + 1);
    join_samples(t, &joined, sizes);
    size_t len = ZDICT_trainFromBuffer(out, DICTIONARY_BYTES, joined.data, sizes, (unsigned)t->list.count);
    if (!ZDICT_isError(len)) {
        parts.bytes = (str){out, len};
        parts.id = ZDICT_getDictID(out, len);
    }
    buf_release(&joined);
    return parts;
}

static quoth_status put_dictionary(catalogue *c, const dictionary_parts *parts, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT INTO dictionaries VALUES(?1, ?2)", &s, err));
    sql_put_int(s, parts->id);
    sql_put_bytes(s, parts->bytes);
    return sql_finish(s, err);
}

static quoth_status put_again(catalogue *c, uint32_t id, str packed, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT INTO texts VALUES(?1, ?2)", &s, err));
    sql_put_int(s, id);
    sql_put_bytes(s, packed);
    return sql_finish(s, err);
}

/* Taken out and put in again in order: frames that became smaller in their place would leave holes. */
static quoth_status repack_samples(catalogue *c, packer *p, const training *t, quoth_error *err)
{
    buf packed = {0};
    sql_statement *s;
    if (t->list.count == 0)
        return QUOTH_OK;
    TRY(sql_start(c->db, "DELETE FROM texts WHERE id<=?1", &s, err));
    sql_put_int(s, t->list.items[t->list.count - 1].id);
    quoth_status status = sql_finish(s, err);
    for (size_t i = 0; i < t->list.count && status == QUOTH_OK; i++) {
        status = compress(p, newest(p->shared), t->list.items[i].plain, &packed, err);
        if (status == QUOTH_OK)
            status = put_again(c, t->list.items[i].id, buf_str(&packed), err);
    }
    buf_release(&packed);
    return status;
}

static quoth_status make_dictionary(catalogue *c, dictionaries *d, packer *p, training *t, quoth_error *err)
{
    TRY(take_samples(c, p, t, err));
    dictionary_parts parts = {0};
    if (t->list.count >= FEWEST_SAMPLES)
        parts = train(t);
    if (parts.id == 0)
        return QUOTH_OK;
    TRY(put_dictionary(c, &parts, err));
    TRY(add(d, &parts, true, err));
    return repack_samples(c, p, t, err);
}

quoth_status catalogue_train(catalogue *c, dictionaries *d, quoth_error *err)
{
    training t = {0};
    packer *p = packer_new();
    packer_share(p, d);
    quoth_status status = make_dictionary(c, d, p, &t, err);
    packer_free(&p);
    arena_release(&t.a);
    return status;
}
