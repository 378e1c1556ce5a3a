/* version.c - how does Xapian know a glass database, its root block and its statistics?
 *
 * "iamglass": 14 bytes of magic, 2 of format version, 16 of UUID, revision, six tables (root block, level << 2 | sequential << 1
 * | no blocks yet, entries, block size / 2048, shortest tag that is compressed, length and bytes of the list of free blocks),
 * then the statistics. All numbers packed. Source: glass_version.cc of Xapian 1.4. */
#include "version.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"

enum {
    MAGIC_BYTES = 16,
    UUID_BYTES = 16,
    MOST_BYTES = 256,
    TABLES = 6,
    IS_FAKE = 1, /* of a table: it has no blocks yet */
    IS_SEQUENTIAL = 2,
    COMPRESS_MIN = 18 /* what Xapian writes for the tables with texts in them; we have none */
};

/* The last two bytes: 14 March 2016, years from 2014 in seven bits, month in four, day in five. */
static const unsigned char MAGIC[MAGIC_BYTES] = {0x0f, 0x0d, 'X', 'a', 'p', 'i', 'a',  'n',
                                                 ' ',  'G',  'l', 'a', 's', 's', 0x04, 0x6e};
/* postlist, docdata, termlist, position, spelling, synonym */
static const unsigned char COMPRESSED_FROM[TABLES] = {0, COMPRESS_MIN, COMPRESS_MIN, 0, COMPRESS_MIN, COMPRESS_MIN};

bool glass_is_known(const char *library_version)
{
    return strncmp(library_version, "1.4.", 4) == 0;
}

static void put_number(buf *out, uint64_t value)
{
    buf_put_varint(out, value);
}

static void put_table(buf *out, const glass_root *root, unsigned compressed_from)
{
    unsigned flags = root->is_there ? (root->is_sequential ? IS_SEQUENTIAL : 0) : IS_SEQUENTIAL | IS_FAKE;
    put_number(out, root->block);
    put_number(out, root->level << 2 | flags);
    put_number(out, root->entries);
    put_number(out, GLASS_BLOCK >> 11);
    put_number(out, compressed_from);
    buf free_blocks = {0}; /* revision, first block beyond the file, then begin and end of a list that is empty */
    if (root->is_there) {
        put_number(&free_blocks, 1);
        put_number(&free_blocks, root->blocks);
        buf_put(&free_blocks, "\0\0\0\0", 4);
    }
    put_number(out, free_blocks.len);
    buf_put_str(out, buf_str(&free_blocks));
    buf_release(&free_blocks);
}

static void put_totals(buf *out, const glass_totals *t)
{
    put_number(out, t->documents);
    put_number(out, t->last_id - t->documents);
    put_number(out, t->least_length);
    put_number(out, t->most_wdf);
    put_number(out, t->most_length - t->most_wdf);
    put_number(out, 0); /* oldest changeset: none is kept */
    put_number(out, t->length);
    put_number(out, 0); /* of spellings */
}

/* Random, version 4. Xapian tells shards apart by it. */
static quoth_status make_uuid(unsigned char uuid[UUID_BYTES], quoth_error *err)
{
    if (getrandom(uuid, UUID_BYTES, 0) != UUID_BYTES)
        return fail_errno(err, QUOTH_IO, "the system gives no random bytes");
    uuid[6] = (unsigned char)((uuid[6] & 0x0f) | 0x40);
    uuid[8] = (unsigned char)((uuid[8] & 0x3f) | 0x80);
    return QUOTH_OK;
}

quoth_status glass_version_write(const char *path, const glass_root *postlist, const glass_totals *totals, quoth_error *err)
{
    static const glass_root none = {0};
    unsigned char uuid[UUID_BYTES];
    TRY(make_uuid(uuid, err));
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return fail_errno(err, QUOTH_IO, "cannot create %s", path);
    buf out = {0};
    buf_put(&out, MAGIC, sizeof MAGIC);
    buf_put(&out, uuid, sizeof uuid);
    put_number(&out, 1); /* revision */
    for (int i = 0; i < TABLES; i++)
        put_table(&out, i == 0 ? postlist : &none, COMPRESSED_FROM[i]);
    put_totals(&out, totals);
    quoth_status status = fd_write_all(fd, path, buf_str(&out), err);
    buf_release(&out);
    if (close(fd) != 0 && status == QUOTH_OK)
        status = fail_errno(err, QUOTH_IO, "cannot write %s", path);
    return status;
}

static bool read_table(byte_reader *r, glass_root *out)
{
    out->block = (uint32_t)read_varint(r);
    uint64_t flags = read_varint(r);
    out->level = (uint32_t)(flags >> 2);
    out->is_there = !(flags & IS_FAKE);
    out->is_sequential = flags & IS_SEQUENTIAL;
    out->entries = read_varint(r);
    uint64_t block_size = read_varint(r) << 11;
    (void)read_varint(r);
    byte_reader free_blocks = byte_reader_of(read_bytes(r, (size_t)read_varint(r)));
    (void)read_varint(&free_blocks);
    out->blocks = (uint32_t)read_varint(&free_blocks);
    return block_size == GLASS_BLOCK;
}

static void read_totals(byte_reader *r, glass_totals *out)
{
    out->documents = (uint32_t)read_varint(r);
    out->last_id = (uint32_t)read_varint(r) + out->documents;
    out->least_length = (uint32_t)read_varint(r);
    out->most_wdf = (uint32_t)read_varint(r);
    out->most_length = (uint32_t)read_varint(r) + out->most_wdf;
    (void)read_varint(r);
    out->length = read_varint(r);
    (void)read_varint(r);
}

static quoth_status parse_version(const char *path, str text, bool *usable, glass_root *postlist, glass_totals *totals,
                                  quoth_error *err)
{
    byte_reader r = byte_reader_of(text);
    str magic = read_bytes(&r, MAGIC_BYTES);
    (void)read_bytes(&r, UUID_BYTES);
    if (r.bad || memcmp(magic.data, MAGIC, MAGIC_BYTES - 2) != 0)
        return fail(err, QUOTH_CORRUPT, "%s does not belong to a Xapian database", path);
    *usable = memcmp(magic.data, MAGIC, MAGIC_BYTES) == 0;
    (void)read_varint(&r); /* revision */
    for (int i = 0; *usable && i < TABLES; i++) {
        glass_root other;
        *usable = read_table(&r, i == 0 ? postlist : &other) && (i == 0 || !other.is_there);
    }
    read_totals(&r, totals);
    if (*usable && (r.bad || r.at != r.end))
        return fail(err, QUOTH_CORRUPT, "%s is damaged", path);
    return QUOTH_OK;
}

quoth_status glass_version_read(const char *path, bool *usable, glass_root *postlist, glass_totals *totals, quoth_error *err)
{
    arena a = {0};
    str text;
    *usable = false;
    quoth_status status = file_read(&a, path, MOST_BYTES, &text, err);
    if (status == QUOTH_OK)
        status = parse_version(path, text, usable, postlist, totals, err);
    arena_release(&a);
    return status;
}

static uint32_t least_but_zero(uint32_t a, uint32_t b)
{
    if (a == 0 || b == 0)
        return a + b;
    return a < b ? a : b;
}

static uint32_t most_of(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

void glass_totals_add(glass_totals *t, uint32_t id, uint32_t length, uint32_t most_wdf)
{
    glass_totals_merge(t, &(glass_totals){1, id, length, length, most_wdf, length});
}

void glass_totals_merge(glass_totals *t, const glass_totals *other)
{
    t->documents += other->documents;
    t->last_id = most_of(t->last_id, other->last_id);
    t->least_length = least_but_zero(t->least_length, other->least_length);
    t->most_length = most_of(t->most_length, other->most_length);
    t->most_wdf = most_of(t->most_wdf, other->most_wdf);
    t->length += other->length;
}
