/* unpack.c - what do gzip, zstd, bzip2 and xz bytes hold? */
#include "indexer/source/unpack.h"

#include <bzlib.h>
#include <lzma.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include "base/arena.h"

enum { XZ_MEMORY = 128 << 20 };

/* A .warc.zst may begin with a skippable frame that holds the dictionary of all others, itself packed or not
 * (iipc.github.io/warc-specifications, WARC zstd 1.0). */
enum { FRAME_HEAD = 8, MOST_DICTIONARY = 8 << 20 };
static const str dictionary_frame = {"\x5D\x2A\x4D\x18", 4}, zstd_magic = {"\x28\xb5\x2f\xfd", 4},
                 raw_dictionary = {"\x37\xA4\x30\xEC", 4};

typedef struct zstd_reader {
    ZSTD_DStream *stream;
    char head[FRAME_HEAD]; /* of the dictionary's frame */
    size_t head_len;
    char *dictionary; /* while it is being read */
    size_t wanted, len;
    bool has_begun;
} zstd_reader;

/* What a library says of one step. */
typedef enum step { STEP_ON, STEP_MEMBER_ENDED, STEP_BAD } step;

typedef union library {
    z_stream z;
    zstd_reader *zstd;
    bz_stream bz;
    lzma_stream xz;
} library;

/* One row of the table of packings. `run` takes from `*in` and adds to `*made`. */
typedef struct packing {
    str magic;
    const char *name;
    bool goes_on; /* what the library knows of one member serves for the next; skippable frames lie between them */
    bool (*start)(library *l);
    step (*run)(library *l, str *in, char *to, size_t room, size_t *made);
    void (*stop)(library *l);
} packing;

struct unpacker {
    const packing *kind;
    library library;
    bool is_started, in_member;
    char head[LONGEST_MAGIC]; /* of what follows a member, as far as it has come */
    size_t head_len, head_used;
};

/* --- the libraries --- */

static bool gzip_start(library *l)
{
    l->z = (z_stream){0};
    return inflateInit2(&l->z, 16 + MAX_WBITS) == Z_OK;
}

static step gzip_run(library *l, str *in, char *to, size_t room, size_t *made)
{
    l->z.next_in = (Bytef *)in->data;
    l->z.avail_in = (uInt)in->len;
    l->z.next_out = (Bytef *)to;
    l->z.avail_out = (uInt)room;
    int got = inflate(&l->z, Z_NO_FLUSH);
    *in = str_slice(*in, in->len - l->z.avail_in, in->len);
    *made = room - l->z.avail_out;
    return got == Z_STREAM_END ? STEP_MEMBER_ENDED : got == Z_OK || got == Z_BUF_ERROR ? STEP_ON : STEP_BAD;
}

static void gzip_stop(library *l)
{
    inflateEnd(&l->z);
}

static bool zstd_start(library *l)
{
    l->zstd = mem_zalloc(sizeof *l->zstd);
    l->zstd->stream = ZSTD_createDStream();
    return l->zstd->stream != NULL;
}

/* As it stands in the frame, or packed there; what is neither is some other program's frame. */
static bool take_dictionary(zstd_reader *z)
{
    str bytes = {z->dictionary, z->wanted};
    if (str_starts_with(bytes, raw_dictionary))
        return !ZSTD_isError(ZSTD_DCtx_loadDictionary(z->stream, bytes.data, bytes.len));
    if (!str_starts_with(bytes, zstd_magic))
        return true;
    char *unpacked = mem_alloc(MOST_DICTIONARY);
    size_t len = ZSTD_decompress(unpacked, MOST_DICTIONARY, bytes.data, bytes.len);
    bool good = !ZSTD_isError(len) && !ZSTD_isError(ZSTD_DCtx_loadDictionary(z->stream, unpacked, len));
    free(unpacked);
    return good;
}

static void gather(str *in, char *to, size_t *len, size_t wanted)
{
    size_t take = in->len < wanted - *len ? in->len : wanted - *len;
    memcpy(to + *len, in->data, take);
    *len += take;
    *in = str_slice(*in, take, in->len);
}

/* The dictionary's frame at the start of the file. STEP_MEMBER_ENDED: it is read, or there is none. */
static step dictionary_run(zstd_reader *z, str *in)
{
    if (z->head_len == 0 && in->len > 0 && in->data[0] != dictionary_frame.data[0])
        return STEP_MEMBER_ENDED;
    if (!z->dictionary) {
        gather(in, z->head, &z->head_len, FRAME_HEAD);
        if (z->head_len < FRAME_HEAD)
            return STEP_ON;
        for (size_t i = 0; i < 4; i++)
            z->wanted |= (size_t)(unsigned char)z->head[4 + i] << 8 * i;
        if (z->wanted > MOST_DICTIONARY)
            return STEP_BAD;
        z->dictionary = mem_alloc(z->wanted + 1);
    }
    gather(in, z->dictionary, &z->len, z->wanted);
    if (z->len < z->wanted)
        return STEP_ON;
    bool good = take_dictionary(z);
    free(z->dictionary);
    z->dictionary = NULL;
    return good ? STEP_MEMBER_ENDED : STEP_BAD;
}

/* Skippable frames but the dictionary's are passed over by the library. */
static step zstd_run(library *l, str *in, char *to, size_t room, size_t *made)
{
    *made = 0;
    if (!l->zstd->has_begun) {
        step got = dictionary_run(l->zstd, in);
        if (got != STEP_MEMBER_ENDED)
            return got;
        l->zstd->has_begun = true;
    }
    ZSTD_inBuffer from = {in->data, in->len, 0};
    ZSTD_outBuffer out = {to, room, 0};
    size_t got = ZSTD_decompressStream(l->zstd->stream, &out, &from);
    *in = str_slice(*in, from.pos, in->len);
    *made = out.pos;
    return ZSTD_isError(got) ? STEP_BAD : got == 0 ? STEP_MEMBER_ENDED : STEP_ON;
}

static void zstd_stop(library *l)
{
    ZSTD_freeDStream(l->zstd->stream);
    free(l->zstd->dictionary);
    free(l->zstd);
}

static bool bzip2_start(library *l)
{
    l->bz = (bz_stream){0};
    return BZ2_bzDecompressInit(&l->bz, 0, 0) == BZ_OK;
}

static step bzip2_run(library *l, str *in, char *to, size_t room, size_t *made)
{
    l->bz.next_in = (char *)in->data;
    l->bz.avail_in = (unsigned)in->len;
    l->bz.next_out = to;
    l->bz.avail_out = (unsigned)room;
    int got = BZ2_bzDecompress(&l->bz);
    *in = str_slice(*in, in->len - l->bz.avail_in, in->len);
    *made = room - l->bz.avail_out;
    return got == BZ_STREAM_END ? STEP_MEMBER_ENDED : got == BZ_OK ? STEP_ON : STEP_BAD;
}

static void bzip2_stop(library *l)
{
    BZ2_bzDecompressEnd(&l->bz);
}

static bool xz_start(library *l)
{
    l->xz = (lzma_stream)LZMA_STREAM_INIT;
    return lzma_stream_decoder(&l->xz, XZ_MEMORY, 0) == LZMA_OK;
}

static step xz_run(library *l, str *in, char *to, size_t room, size_t *made)
{
    l->xz.next_in = (const uint8_t *)in->data;
    l->xz.avail_in = in->len;
    l->xz.next_out = (uint8_t *)to;
    l->xz.avail_out = room;
    lzma_ret got = lzma_code(&l->xz, LZMA_RUN);
    *in = str_slice(*in, in->len - l->xz.avail_in, in->len);
    *made = room - l->xz.avail_out;
    return got == LZMA_STREAM_END ? STEP_MEMBER_ENDED : got == LZMA_OK || got == LZMA_BUF_ERROR ? STEP_ON : STEP_BAD;
}

static void xz_stop(library *l)
{
    lzma_end(&l->xz);
}

static const packing packings[] = {
    {{"\x1f\x8b", 2}, "gzip", false, gzip_start, gzip_run, gzip_stop},
    {{"\x28\xb5\x2f\xfd", 4}, "zstd", true, zstd_start, zstd_run, zstd_stop},
    {{"BZh", 3}, "bzip2", false, bzip2_start, bzip2_run, bzip2_stop},
    {{"\xfd"
      "7zXZ",
      5},
     "xz",
     false,
     xz_start,
     xz_run,
     xz_stop},
};

/* --- members one after the other --- */

static void start_member(unpacker *u)
{
    if (!u->is_started && !u->kind->start(&u->library))
        memory_exhausted(0);
    u->is_started = u->in_member = true;
}

/* Could a member whose first bytes are `head` go on with `c`? */
static bool goes_on(const packing *kind, str head, char c)
{
    char first = head.len > 0 ? head.data[0] : c;
    bool skippable = kind->goes_on && (first & 0xF0) == 0x50; /* RFC 8878, 3.1.2 */
    return head.len == 0 && skippable ? true : c == (skippable ? dictionary_frame : kind->magic).data[head.len];
}

static bool has_magic(const packing *kind, str head)
{
    size_t len = 0;
    while (len < kind->magic.len && len < head.len && goes_on(kind, str_slice(head, 0, len), head.data[len]))
        len++;
    return len == kind->magic.len;
}

unpacker *unpacker_new(str head)
{
    for (size_t i = 0; i < sizeof packings / sizeof *packings; i++)
        if (has_magic(&packings[i], head)) {
            unpacker *u = mem_zalloc(sizeof *u);
            u->kind = &packings[i];
            start_member(u);
            return u;
        }
    return NULL;
}

static void stop(unpacker *u)
{
    if (u->is_started)
        u->kind->stop(&u->library);
    u->is_started = false;
}

void unpacker_free(unpacker **held)
{
    unpacker *u = *held;
    if (u)
        stop(u);
    free(u);
    *held = NULL;
}

static void end_member(unpacker *u)
{
    if (!u->kind->goes_on)
        stop(u);
    u->in_member = false;
    u->head_len = u->head_used = 0;
}

/* Between two members: gathers the magic number of the next. */
static unpack_state find_member(unpacker *u, str *in)
{
    const str magic = u->kind->magic;
    while (u->head_len < magic.len && in->len > 0) {
        if (!goes_on(u->kind, (str){u->head, u->head_len}, in->data[0]))
            return UNPACK_ENDED;
        u->head[u->head_len++] = in->data[0];
        *in = str_slice(*in, 1, in->len);
    }
    if (u->head_len < magic.len)
        return UNPACK_WANTS_INPUT;
    start_member(u);
    return UNPACK_WANTS_ROOM;
}

/* One step of the library, first over the magic number that was taken off. */
static step run_member(unpacker *u, str *in, char *to, size_t room, size_t *made)
{
    if (u->head_used == u->head_len)
        return u->kind->run(&u->library, in, to, room, made);
    str head = {u->head + u->head_used, u->head_len - u->head_used};
    step got = u->kind->run(&u->library, &head, to, room, made);
    u->head_used = u->head_len - head.len;
    return got;
}

unpack_state unpacker_run(unpacker *u, str *in, bool is_last, char *to, size_t room, size_t *made, quoth_error *err)
{
    *made = 0;
    for (;;) {
        if (!u->in_member) {
            unpack_state found = find_member(u, in);
            if (found != UNPACK_WANTS_ROOM)
                return found == UNPACK_WANTS_INPUT && is_last ? UNPACK_ENDED : found;
        }
        if (*made == room)
            return UNPACK_WANTS_ROOM;
        size_t before = in->len + (u->head_len - u->head_used), got = 0;
        step next = run_member(u, in, to + *made, room - *made, &got);
        *made += got;
        if (next == STEP_BAD) {
            fail(err, QUOTH_BAD_INPUT, "damaged %s data", u->kind->name);
            return UNPACK_FAILED;
        }
        if (next == STEP_MEMBER_ENDED)
            end_member(u);
        else if (got == 0 && in->len + (u->head_len - u->head_used) == before) {
            if (!is_last || in->len > 0)
                return UNPACK_WANTS_INPUT;
            fail(err, QUOTH_BAD_INPUT, "truncated %s data", u->kind->name);
            return UNPACK_FAILED;
        }
    }
}
