/* table.c - how does one write a glass B-tree from sorted entries, each block once?
 *
 * A block: revision (4 bytes), level (1), gap before the items (2), all free bytes (2), end of the directory (2), the directory
 * of item offsets (2 each, in key order), the gap, the items from the end of the block downward. An item of level 0: its length
 * less 3 with three flags on top (2), key length (1), key, number of the piece unless it is the first (2), tag. An item above:
 * block number (4), key length (1), key, number of the piece (2). The gap keeps what an earlier block had there, as Xapian's
 * does, so that a table is byte for byte the one that full compaction writes. */
#include "table.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"

enum {
    BRANCH_HEAD = 5, /* block number, key length */
    MOST_LEVELS = 10,
    MOST_ITEM = (GLASS_BLOCK - GLASS_DIRECTORY - 4 * GLASS_ENTRY) / 4, /* four of the largest items fit a block */
    WORTH_SPLITTING = 34, /* a tag is split to fill a block when so much and the key fit: Xapian's own finding */
    REVISION = 1,
    MOST_PIECES = 65535
};

typedef struct level {
    unsigned char *block;
    uint32_t number;
    unsigned directory_end, items_start;
    unsigned dead; /* free bytes between items */
} level;

struct glass_table {
    int fd;
    char *path;
    uint32_t next_number;
    unsigned top; /* the root's level */
    level levels[MOST_LEVELS];
    unsigned char *spare;
    glass_key last_key; /* of the last item in levels[0] */
    uint64_t entries;
};

static unsigned gap_of(const level *l)
{
    return l->items_start - l->directory_end;
}

static void level_clear(level *l)
{
    l->directory_end = GLASS_DIRECTORY;
    l->items_start = GLASS_BLOCK;
    l->dead = 0;
}

/* Room for an item of `size` bytes behind all others. The caller has made sure that it fits. */
static unsigned char *level_append(level *l, unsigned size)
{
    l->items_start -= size;
    glass_put_u16(l->block + l->directory_end, l->items_start);
    l->directory_end += GLASS_ENTRY;
    return l->block + l->items_start;
}

static quoth_status write_block(glass_table *t, unsigned height, const level *l, quoth_error *err)
{
    unsigned char *at = l->block;
    glass_put_u32(at, REVISION);
    at[GLASS_LEVEL_AT] = (unsigned char)height;
    glass_put_u16(at + GLASS_GAP_AT, gap_of(l));
    glass_put_u16(at + GLASS_FREE_AT, gap_of(l) + l->dead);
    glass_put_u16(at + GLASS_DIRECTORY_END_AT, l->directory_end);
    off_t where = (off_t)l->number * GLASS_BLOCK;
    for (size_t done = 0; done < GLASS_BLOCK;) {
        ssize_t put = pwrite(t->fd, at + done, GLASS_BLOCK - done, where + (off_t)done);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return fail_errno(err, QUOTH_IO, "cannot write %s", t->path);
        done += (size_t)put;
    }
    return QUOTH_OK;
}

static unsigned branch_item_size(const unsigned char *item)
{
    return BRANCH_HEAD + item[4] + GLASS_PIECE;
}

/* Moves the items of a branch together, so that all free bytes are in the gap. */
static void compact_branch(glass_table *t, level *l)
{
    unsigned end = GLASS_BLOCK;
    for (unsigned c = GLASS_DIRECTORY; c < l->directory_end; c += GLASS_ENTRY) {
        const unsigned char *item = l->block + glass_get_u16(l->block + c);
        unsigned size = branch_item_size(item);
        end -= size;
        memcpy(t->spare + end, item, size);
        glass_put_u16(l->block + c, end);
    }
    memcpy(l->block + end, t->spare + end, GLASS_BLOCK - end);
    l->items_start = end;
    l->dead = 0;
}

/* Gives the tree a new root above block `below`, the old one. */
static quoth_status add_root(glass_table *t, uint32_t below, quoth_error *err)
{
    if (t->top + 1 == MOST_LEVELS)
        return fail(err, QUOTH_LIMIT, "%s has more levels than Xapian can read", t->path);
    level *l = &t->levels[++t->top];
    l->block = mem_zalloc(GLASS_BLOCK);
    l->number = t->next_number++;
    level_clear(l);
    unsigned char *item = level_append(l, BRANCH_HEAD + GLASS_PIECE);
    memset(item, 0, BRANCH_HEAD + GLASS_PIECE);
    glass_put_u32(item, below);
    return QUOTH_OK;
}

/* Writes a full branch and starts the next with `item`, whose key is left out there (it is in the level above). */
static quoth_status start_branch(glass_table *t, unsigned height, const unsigned char *item, quoth_error *err)
{
    level *l = &t->levels[height];
    unsigned char *full = mem_alloc(GLASS_BLOCK); /* the next block inherits the gap as it is before compaction */
    level written = *l;
    written.block = memcpy(full, l->block, GLASS_BLOCK);
    compact_branch(t, &written);
    quoth_status status = write_block(t, height, &written, err);
    free(full);
    TRY(status);
    level_clear(l);
    l->number = t->next_number++;
    unsigned size = branch_item_size(item);
    unsigned char *first = level_append(l, size);
    memcpy(first, item, size);
    memset(first + 4, 0, 1 + GLASS_PIECE);
    l->dead = item[4];
    return QUOTH_OK;
}

/* Enters `item` (room for a whole one), which leads to a new block of the level below `height`, there and above as needed. */
static quoth_status enter_branch_item(glass_table *t, unsigned char *item, quoth_error *err)
{
    for (unsigned height = 1;; height++) {
        level *l = &t->levels[height];
        unsigned size = branch_item_size(item), needed = size + GLASS_ENTRY;
        if (gap_of(l) + l->dead >= needed) {
            if (gap_of(l) < needed)
                compact_branch(t, l);
            memcpy(level_append(l, size), item, size);
            return QUOTH_OK;
        }
        uint32_t full = l->number;
        TRY(start_branch(t, height, item, err));
        if (height == t->top)
            TRY(add_root(t, full, err));
        glass_put_u32(item, l->number);
    }
}

/* Writes the full block of level 0 and starts the next, which will begin with piece `piece` of `key`. */
static quoth_status start_leaf(glass_table *t, const glass_key *key, unsigned piece, quoth_error *err)
{
    level *l = &t->levels[0];
    uint32_t full = l->number;
    TRY(write_block(t, 0, l, err));
    level_clear(l);
    l->number = t->next_number++;
    if (t->top == 0)
        TRY(add_root(t, full, err));
    unsigned char item[BRANCH_HEAD + GLASS_KEY_BYTES + GLASS_PIECE];
    size_t same = 0; /* the dividing key: as much of the new one as differs from the one before */
    while (same < key->len && same < t->last_key.len && key->data[same] == t->last_key.data[same])
        same++;
    size_t len = same < key->len ? same + 1 : same;
    glass_put_u32(item, l->number);
    item[4] = (unsigned char)len;
    memcpy(item + BRANCH_HEAD, key->data, len);
    glass_put_u16(item + BRANCH_HEAD + len, piece);
    return enter_branch_item(t, item, err);
}

static quoth_status add_piece(glass_table *t, const glass_key *key, str tag, unsigned piece, bool is_last, quoth_error *err)
{
    level *l = &t->levels[0];
    unsigned head = GLASS_LEAF_HEAD + (unsigned)key->len + (piece > 1 ? GLASS_PIECE : 0), size = head + (unsigned)tag.len;
    if (gap_of(l) < size + GLASS_ENTRY)
        TRY(start_leaf(t, key, piece, err));
    unsigned char *item = level_append(l, size);
    glass_put_u16(item, (size - 3) | (piece == 1 ? GLASS_FIRST : 0) | (is_last ? GLASS_LAST : 0));
    item[2] = (unsigned char)key->len;
    memcpy(item + GLASS_LEAF_HEAD, key->data, key->len);
    if (piece > 1)
        glass_put_u16(item + GLASS_LEAF_HEAD + key->len, piece);
    memcpy(item + head, tag.data, tag.len);
    return QUOTH_OK;
}

/* How much of a long tag its first piece takes: all that the block has room for, if that is worth a piece. */
static size_t first_piece(const level *l, const glass_key *key, size_t tag, size_t piece)
{
    size_t head = GLASS_LEAF_HEAD + GLASS_PIECE + key->len;
    if (tag <= piece + GLASS_PIECE)
        return tag;
    size_t room = gap_of(l) % (MOST_ITEM + GLASS_ENTRY);
    if (room > GLASS_ENTRY + head) {
        room -= GLASS_ENTRY + head;
        if (room >= (tag - GLASS_PIECE) % piece || room >= key->len + WORTH_SPLITTING)
            return room + GLASS_PIECE;
    }
    return piece + GLASS_PIECE;
}

quoth_status glass_table_add(glass_table *t, const glass_key *key, str tag, quoth_error *err)
{
    if (key->len == 0 || key->len > GLASS_KEY_BYTES)
        return fail(err, QUOTH_BAD_INPUT, "a key of %zu bytes in %s", key->len, t->path);
    size_t piece = MOST_ITEM - (GLASS_LEAF_HEAD + GLASS_PIECE + key->len);
    size_t length = first_piece(&t->levels[0], key, tag.len, piece);
    for (unsigned i = 1;; i++) {
        bool is_last = tag.len <= length;
        TRY(add_piece(t, key, str_slice(tag, 0, length), i, is_last, err));
        memcpy(t->last_key.data, key->data, key->len);
        t->last_key.len = key->len;
        if (is_last)
            break;
        if (i == MOST_PIECES)
            return fail(err, QUOTH_LIMIT, "an entry too large for %s", t->path);
        tag = str_slice(tag, length, tag.len);
        length = piece;
    }
    t->entries++;
    return QUOTH_OK;
}

quoth_status glass_table_new(const char *path, glass_table **out, quoth_error *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return fail_errno(err, QUOTH_IO, "cannot create %s", path);
    glass_table *t = mem_zalloc(sizeof *t);
    t->fd = fd;
    t->path = strdup(path);
    t->spare = mem_zalloc(GLASS_BLOCK);
    level *leaf = &t->levels[0];
    leaf->block = mem_zalloc(GLASS_BLOCK);
    leaf->number = t->next_number++;
    level_clear(leaf);
    unsigned char *item = level_append(leaf, GLASS_LEAF_HEAD); /* each table begins with an empty key that is no entry */
    glass_put_u16(item, GLASS_FIRST | GLASS_LAST);
    item[2] = 0;
    *out = t;
    return QUOTH_OK;
}

void glass_table_abandon(glass_table **t)
{
    if (!*t)
        return;
    if ((*t)->fd >= 0)
        close((*t)->fd);
    for (int i = 0; i < MOST_LEVELS; i++)
        free((*t)->levels[i].block);
    free((*t)->spare);
    free((*t)->path);
    free(*t);
    *t = NULL;
}

quoth_status glass_table_finish(glass_table **table, glass_root *out, quoth_error *err)
{
    glass_table *t = *table;
    quoth_status status = QUOTH_OK;
    for (unsigned height = t->top + 1; height-- > 0 && status == QUOTH_OK;)
        status = write_block(t, height, &t->levels[height], err);
    if (close(t->fd) != 0 && status == QUOTH_OK)
        status = fail_errno(err, QUOTH_IO, "cannot write %s", t->path);
    t->fd = -1;
    *out = (glass_root){t->levels[t->top].number, t->top, t->entries, t->next_number, true, true};
    glass_table_abandon(table);
    return status;
}
