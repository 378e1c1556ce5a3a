/* cursor.c - how does one read the entries of a sequential glass table, and find one of them?
 *
 * The blocks of level 0 lie in the file in key order, with those of the levels above between them (see table.c for the layout):
 * only finding needs the tree.
 */
#include "cursor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"

enum { BLOCKS_A_READ = 8 };

typedef struct item {
    unsigned flags;
    str key, tag;
} item;

static quoth_status damaged(const glass_cursor *c, quoth_error *err)
{
    return fail(err, QUOTH_CORRUPT, "%s is damaged in block %u", c->path, c->block);
}

static quoth_status read_blocks(glass_cursor *c, quoth_error *err)
{
    uint32_t count = c->blocks - c->block < BLOCKS_A_READ ? c->blocks - c->block : BLOCKS_A_READ;
    size_t wanted = (size_t)count * GLASS_BLOCK;
    for (size_t done = 0; done < wanted;) {
        ssize_t got = pread(c->fd, c->memory + done, wanted - done, (off_t)c->block * GLASS_BLOCK + (off_t)done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail_errno(err, QUOTH_IO, "cannot read %s", c->path);
        if (got == 0)
            return fail(err, QUOTH_CORRUPT, "%s is too short", c->path);
        done += (size_t)got;
    }
    c->held_from = c->block;
    c->held = count;
    return QUOTH_OK;
}

static quoth_status parse_item(const glass_cursor *c, const unsigned char *block, unsigned at, item *out, quoth_error *err)
{
    if (at + GLASS_LEAF_HEAD > GLASS_BLOCK)
        return damaged(c, err);
    unsigned word = glass_get_u16(block + at), size = (word & GLASS_LENGTH) + GLASS_LEAF_HEAD, key = block[at + 2];
    unsigned head = GLASS_LEAF_HEAD + key + (word & GLASS_FIRST ? 0 : GLASS_PIECE);
    if (head > size || at + size > GLASS_BLOCK || (word & GLASS_COMPRESSED))
        return damaged(c, err);
    out->flags = word & (GLASS_FIRST | GLASS_LAST);
    out->key = (str){(const char *)block + at + GLASS_LEAF_HEAD, key};
    out->tag = (str){(const char *)block + at + head, size - head};
    return QUOTH_OK;
}

/* The next item of level 0; at_end. */
static quoth_status next_item(glass_cursor *c, item *out, quoth_error *err)
{
    for (; c->block < c->blocks; c->block++, c->place = GLASS_DIRECTORY) {
        if (c->block - c->held_from >= c->held)
            TRY(read_blocks(c, err));
        const unsigned char *block = c->memory + (size_t)(c->block - c->held_from) * GLASS_BLOCK;
        unsigned end = glass_get_u16(block + GLASS_DIRECTORY_END_AT);
        if (block[GLASS_LEVEL_AT] != 0 || c->place >= end)
            continue;
        if (end > GLASS_BLOCK || (end & 1) != (GLASS_DIRECTORY & 1))
            return damaged(c, err);
        unsigned at = glass_get_u16(block + c->place);
        c->place += GLASS_ENTRY;
        return parse_item(c, block, at, out, err);
    }
    c->at_end = true;
    return QUOTH_OK;
}

/* The pieces of a tag that has several, one behind the other. */
static quoth_status join_pieces(glass_cursor *c, str *tag, quoth_error *err)
{
    buf_clear(&c->tag);
    buf_put_str(&c->tag, *tag);
    for (item piece = {0}; !(piece.flags & GLASS_LAST);) {
        TRY(next_item(c, &piece, err));
        if (c->at_end || (piece.flags & GLASS_FIRST))
            return damaged(c, err);
        buf_put_str(&c->tag, piece.tag);
    }
    *tag = buf_str(&c->tag);
    return QUOTH_OK;
}

/* The number behind a term in a key (see glass_key_add_id), which is all that is left; 0: none. */
static uint32_t id_of_bytes(const unsigned char *at, const unsigned char *end)
{
    unsigned extra = 0;
    while (extra < 3 && (*at << extra & 0x80))
        extra++;
    if (end - at != (ptrdiff_t)extra + 2)
        return 0;
    uint64_t value = *at & (0x7fu >> extra);
    while (++at < end)
        value = value << 8 | *at;
    return value <= UINT32_MAX ? (uint32_t)value : 0;
}

/* Takes a chunk's key apart: *first_len bytes are the key of the list's first chunk; *id is the number behind it, 0 in the first
 * chunk. False for what is no key of a posting list. */
static bool split_key(const glass_key *key, size_t *first_len, uint32_t *id)
{
    const unsigned char *start = key->data, *at = start, *end = start + key->len;
    bool is_lengths = glass_is_lengths_key(start, key->len);
    if (is_lengths)
        at += 2;
    else
        while (at < end && (*at != 0x00 || (end - at > 1 && at[1] == 0xff)))
            at += *at == 0x00 ? 2 : 1;
    *first_len = (size_t)(at - start);
    *id = 0;
    if (at == start || at == end)
        return at > start;
    if (!is_lengths && ++at == end)
        return false;
    *id = id_of_bytes(at, end);
    return *id > 0;
}

static quoth_status parse_chunk(glass_cursor *c, str tag, quoth_error *err)
{
    glass_chunk *chunk = &c->chunk;
    const unsigned char *at = (const unsigned char *)tag.data, *end = at + tag.len;
    uint32_t span;
    size_t first_len;
    if (!split_key(&chunk->key, &first_len, &chunk->first_id))
        return fail(err, QUOTH_UNSUPPORTED, "%s has entries that quoth does not write", c->path);
    chunk->key.len = first_len;
    chunk->documents = chunk->occurrences = 0;
    chunk->is_first = chunk->first_id == 0;
    if (chunk->is_first && !(glass_get_number(&at, end, &chunk->documents) && glass_get_number(&at, end, &chunk->occurrences) &&
                             glass_get_number(&at, end, &chunk->first_id) && ++chunk->first_id > 0))
        return damaged(c, err);
    if (at == end || (*at != '0' && *at != '1'))
        return damaged(c, err);
    chunk->is_last = *at++ == '1';
    if (!glass_get_number(&at, end, &span) || span > UINT32_MAX - chunk->first_id)
        return damaged(c, err);
    chunk->last_id = chunk->first_id + span;
    chunk->run = (str){(const char *)at, (size_t)(end - at)};
    return QUOTH_OK;
}

quoth_status glass_cursor_next(glass_cursor *c, quoth_error *err)
{
    item first = {0};
    do { /* the empty key at the start is no entry */
        TRY(next_item(c, &first, err));
        if (c->at_end)
            return QUOTH_OK;
    } while (first.key.len == 0);
    if (!(first.flags & GLASS_FIRST))
        return damaged(c, err);
    memcpy(c->chunk.key.data, first.key.data, first.key.len);
    c->chunk.key.len = first.key.len;
    if (!(first.flags & GLASS_LAST))
        TRY(join_pieces(c, &first.tag, err));
    return parse_chunk(c, first.tag, err);
}

quoth_status glass_cursor_open(const char *path, const glass_root *root, glass_cursor *out, quoth_error *err)
{
    *out = (glass_cursor){.fd = open(path, O_RDONLY | O_CLOEXEC), .blocks = root->blocks, .place = GLASS_DIRECTORY};
    if (out->fd < 0)
        return fail_errno(err, QUOTH_IO, "cannot open %s", path);
    out->path = strdup(path);
    out->memory = mem_alloc((size_t)BLOCKS_A_READ * GLASS_BLOCK);
    return glass_cursor_next(out, err);
}

quoth_status glass_cursor_map(const char *path, const glass_root *root, glass_cursor *out, quoth_error *err)
{
    *out = (glass_cursor){.fd = -1, .blocks = root->blocks, .root = root->block, .level = root->level, .held = root->blocks};
    if (!root->is_there || !root->is_sequential)
        return fail(err, QUOTH_UNSUPPORTED, "the blocks of %s are not in the order of their keys", path);
    TRY(file_map_open(path, &out->map, err));
    out->path = strdup(path);
    if (out->map.bytes.len / GLASS_BLOCK < root->blocks)
        return fail(err, QUOTH_CORRUPT, "%s is too short", path);
    out->memory = (unsigned char *)(uintptr_t)out->map.bytes.data; /* only read */
    return QUOTH_OK;
}

/* --- finding --- */

enum { BRANCH_HEAD = 5 /* block number, key length */ };

/* Of an item: its key, and which piece of its tag it has; those of a branch begin with a number. */
typedef struct place_key {
    str key;
    unsigned piece;
} place_key;

static int compare_places(place_key x, place_key y)
{
    size_t len = x.key.len < y.key.len ? x.key.len : y.key.len;
    int order = len ? memcmp(x.key.data, y.key.data, len) : 0;
    if (order == 0)
        order = (x.key.len > y.key.len) - (x.key.len < y.key.len);
    return order ? order : (x.piece > y.piece) - (x.piece < y.piece);
}

static bool key_at(const glass_cursor *c, const unsigned char *block, unsigned place, bool is_leaf, place_key *out)
{
    unsigned at = glass_get_u16(block + place), head = is_leaf ? GLASS_LEAF_HEAD : BRANCH_HEAD;
    item leaf = {0};
    if (is_leaf) {
        if (parse_item(c, block, at, &leaf, NULL) != QUOTH_OK || !leaf.key.data)
            return false;
        bool is_first = leaf.flags & GLASS_FIRST;
        *out = (place_key){leaf.key, is_first ? 1 : glass_get_u16((const unsigned char *)leaf.key.data + leaf.key.len)};
        return true;
    }
    if (at + head > GLASS_BLOCK || at + head + block[at + 4] + GLASS_PIECE > GLASS_BLOCK)
        return false;
    out->key = (str){(const char *)block + at + head, block[at + 4]};
    out->piece = glass_get_u16(block + at + head + out->key.len);
    return true;
}

/* How many of the block's items come before the key (or are it, in a branch: what is not before the next one is below it). */
static bool count_before(const glass_cursor *c, const unsigned char *block, place_key wanted, bool is_leaf, unsigned *out)
{
    unsigned end = glass_get_u16(block + GLASS_DIRECTORY_END_AT), low = 0, high;
    if (end < GLASS_DIRECTORY || end > GLASS_BLOCK || (end & 1) != (GLASS_DIRECTORY & 1))
        return false;
    for (high = (end - GLASS_DIRECTORY) / GLASS_ENTRY; low < high;) {
        unsigned middle = low + (high - low) / 2;
        place_key here;
        if (!key_at(c, block, GLASS_DIRECTORY + middle * GLASS_ENTRY, is_leaf, &here))
            return false;
        int order = compare_places(here, wanted);
        if (order < 0 || (order == 0 && !is_leaf))
            low = middle + 1;
        else
            high = middle;
    }
    *out = low;
    return true;
}

static const unsigned char *block_of_level(const glass_cursor *c, uint32_t number, uint32_t level)
{
    const unsigned char *block = c->memory + (size_t)number * GLASS_BLOCK;
    return number < c->blocks && block[GLASS_LEVEL_AT] == level ? block : NULL;
}

/* The leaf where the key is, or would be. */
static const unsigned char *leaf_with(glass_cursor *c, place_key wanted)
{
    uint32_t number = c->root, level = c->level;
    const unsigned char *block = block_of_level(c, number, level);
    for (; block && level > 0; block = block_of_level(c, number, --level)) {
        unsigned before;
        if (!count_before(c, block, wanted, false, &before) || before == 0)
            return NULL;
        number = glass_get_u32(block + glass_get_u16(block + GLASS_DIRECTORY + (before - 1) * GLASS_ENTRY));
    }
    c->block = number;
    return block;
}

quoth_status glass_cursor_seek(glass_cursor *c, str term, bool *found, quoth_error *err)
{
    unsigned before;
    place_key here;
    *found = false;
    if (term.len > GLASS_KEY_BYTES)
        return QUOTH_OK;
    glass_key_of_term(&c->chunk.key, term);
    place_key wanted = {{(const char *)c->chunk.key.data, c->chunk.key.len}, 1};
    const unsigned char *leaf = leaf_with(c, wanted);
    if (!leaf || !count_before(c, leaf, wanted, true, &before))
        return damaged(c, err);
    c->place = GLASS_DIRECTORY + before * GLASS_ENTRY;
    if (c->place >= glass_get_u16(leaf + GLASS_DIRECTORY_END_AT))
        return QUOTH_OK; /* it would be the last of its block */
    if (!key_at(c, leaf, c->place, true, &here))
        return damaged(c, err);
    if (compare_places(here, wanted) != 0)
        return QUOTH_OK;
    c->at_end = false;
    *found = true;
    TRY(glass_cursor_next(c, err));
    return c->at_end || !c->chunk.is_first ? damaged(c, err) : QUOTH_OK;
}

void glass_cursor_share(const glass_cursor *mapped, glass_cursor *out)
{
    *out = (glass_cursor){.fd = -1, .path = mapped->path, .blocks = mapped->blocks, .root = mapped->root, .level = mapped->level};
    out->memory = mapped->memory;
    out->held = mapped->held;
    out->is_shared = true;
}

/* To the end of the leaf before. Keys of branches are cut short, so that a key may lie before all of the leaf that they lead to.
 */
static bool step_back(glass_cursor *c, const unsigned char **leaf)
{
    while (c->block > 0) {
        const unsigned char *block = c->memory + (size_t)--c->block * GLASS_BLOCK;
        unsigned end = glass_get_u16(block + GLASS_DIRECTORY_END_AT);
        if (block[GLASS_LEVEL_AT] != 0 || end <= GLASS_DIRECTORY || end > GLASS_BLOCK)
            continue;
        *leaf = block;
        c->place = end;
        return true;
    }
    return false;
}

/* Onto the last item that is not behind this key, if there is one. */
static bool seek_last(glass_cursor *c, place_key wanted, bool *found, place_key *out)
{
    unsigned before;
    const unsigned char *leaf = leaf_with(c, wanted);
    if (!leaf || !count_before(c, leaf, wanted, true, &before))
        return false;
    c->place = GLASS_DIRECTORY + before * GLASS_ENTRY;
    if (c->place < glass_get_u16(leaf + GLASS_DIRECTORY_END_AT)) {
        if (!key_at(c, leaf, c->place, true, out))
            return false;
        *found = compare_places(*out, wanted) == 0;
        if (*found)
            return true;
    }
    *found = before > 0 || step_back(c, &leaf);
    c->place -= GLASS_ENTRY;
    return !*found || key_at(c, leaf, c->place, true, out);
}

quoth_status glass_cursor_seek_from(glass_cursor *c, const glass_key *key, uint32_t id, bool *found, quoth_error *err)
{
    glass_key wanted;
    place_key last = {0};
    wanted.len = key->len;
    memcpy(wanted.data, key->data, key->len);
    *found = false;
    if (key->len > GLASS_KEY_BYTES)
        return QUOTH_OK;
    glass_key_add_id(&wanted, !glass_is_lengths_key(key->data, key->len), id);
    if (!seek_last(c, (place_key){{(const char *)wanted.data, wanted.len}, 1}, found, &last))
        return damaged(c, err);
    if (*found && last.piece != 1 && !seek_last(c, (place_key){last.key, 1}, found, &last)) /* its tag begins further up */
        return damaged(c, err);
    *found = *found && last.key.len >= key->len && memcmp(last.key.data, key->data, key->len) == 0;
    if (!*found)
        return QUOTH_OK;
    c->at_end = false;
    TRY(glass_cursor_next(c, err));
    *found = !c->at_end && c->chunk.key.len == key->len && memcmp(c->chunk.key.data, key->data, key->len) == 0;
    return QUOTH_OK;
}

/* --- postings --- */

quoth_status glass_cursor_postings(const glass_cursor *c, size_t room, uint32_t *ids, uint32_t *wdfs, size_t *count,
                                   quoth_error *err)
{
    const unsigned char *at = (const unsigned char *)c->chunk.run.data, *end = at + c->chunk.run.len;
    uint32_t id = c->chunk.first_id, gap, wdf;
    size_t n = 0;
    for (;;) {
        if (n == room || !glass_get_number(&at, end, &wdf))
            return damaged(c, err);
        if (wdfs)
            wdfs[n] = wdf;
        ids[n++] = id;
        if (at == end)
            break;
        if (!glass_get_number(&at, end, &gap) || gap >= c->chunk.last_id - id)
            return damaged(c, err);
        id += gap + 1;
    }
    *count = n;
    return id == c->chunk.last_id ? QUOTH_OK : damaged(c, err);
}

void glass_cursor_close(glass_cursor *c)
{
    if (c->path && c->fd >= 0)
        close(c->fd);
    if (!c->is_shared)
        free(c->path);
    if (!c->is_shared && c->map.bytes.len == 0)
        free(c->memory);
    file_map_close(&c->map);
    buf_release(&c->tag);
    *c = (glass_cursor){.fd = -1};
}
