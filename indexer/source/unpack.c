/* unpack.c - what do gzip, zstd, bzip2 and xz bytes hold? */
#include "indexer/source/unpack.h"

#include <bzlib.h>
#include <lzma.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include "base/arena.h"

enum { XZ_MEMORY = 128 << 20 };

/* What a library says of one step. */
typedef enum step { STEP_ON, STEP_MEMBER_ENDED, STEP_BAD } step;

typedef union library {
    z_stream z;
    ZSTD_DStream *zstd;
    bz_stream bz;
    lzma_stream xz;
} library;

/* One row of the table of packings. `run` takes from `*in` and adds to `*made`. */
typedef struct packing {
    str magic;
    const char *name;
    bool (*start)(library *l);
    step (*run)(library *l, str *in, char *to, size_t room, size_t *made);
    void (*stop)(library *l);
} packing;

struct unpacker {
    const packing *kind;
    library library;
    bool in_member;
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
    l->zstd = ZSTD_createDStream();
    return l->zstd != NULL;
}

static step zstd_run(library *l, str *in, char *to, size_t room, size_t *made)
{
    ZSTD_inBuffer from = {in->data, in->len, 0};
    ZSTD_outBuffer out = {to, room, 0};
    size_t got = ZSTD_decompressStream(l->zstd, &out, &from);
    *in = str_slice(*in, from.pos, in->len);
    *made = out.pos;
    return ZSTD_isError(got) ? STEP_BAD : got == 0 ? STEP_MEMBER_ENDED : STEP_ON;
}

static void zstd_stop(library *l)
{
    ZSTD_freeDStream(l->zstd);
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
    {{"\x1f\x8b", 2}, "gzip", gzip_start, gzip_run, gzip_stop},
    {{"\x28\xb5\x2f\xfd", 4}, "zstd", zstd_start, zstd_run, zstd_stop},
    {{"BZh", 3}, "bzip2", bzip2_start, bzip2_run, bzip2_stop},
    {{"\xfd"
      "7zXZ",
      5},
     "xz",
     xz_start,
     xz_run,
     xz_stop},
};

/* --- members one after the other --- */

static void start_member(unpacker *u)
{
    if (!u->kind->start(&u->library))
        memory_exhausted(0);
    u->in_member = true;
}

unpacker *unpacker_new(str head)
{
    for (size_t i = 0; i < sizeof packings / sizeof *packings; i++)
        if (str_starts_with(head, packings[i].magic)) {
            unpacker *u = mem_zalloc(sizeof *u);
            u->kind = &packings[i];
            start_member(u);
            return u;
        }
    return NULL;
}

void unpacker_free(unpacker **held)
{
    unpacker *u = *held;
    if (u && u->in_member)
        u->kind->stop(&u->library);
    free(u);
    *held = NULL;
}

static void end_member(unpacker *u)
{
    u->kind->stop(&u->library);
    u->in_member = false;
    u->head_len = u->head_used = 0;
}

/* Between two members: gathers the magic number of the next. */
static unpack_state find_member(unpacker *u, str *in)
{
    const str magic = u->kind->magic;
    while (u->head_len < magic.len && in->len > 0) {
        if (in->data[0] != magic.data[u->head_len])
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
