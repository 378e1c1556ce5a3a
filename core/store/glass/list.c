/* list.c - how does one read a posting list from where it matters on? */
#include "list.h"

static quoth_status damaged(const glass_list *l, quoth_error *err)
{
    return fail(err, QUOTH_CORRUPT, "%s has a damaged posting list before document %u", l->cursor.path, l->cursor.chunk.last_id);
}

static void enter_chunk(glass_list *l)
{
    const glass_chunk *c = &l->cursor.chunk;
    l->id = c->first_id;
    l->at = (const unsigned char *)c->run.data;
    l->end = l->at + c->run.len;
}

quoth_status glass_list_open(const glass_cursor *mapped, str term, glass_list *out, quoth_error *err)
{
    glass_key key;
    bool found;
    *out = (glass_list){.id = GLASS_LIST_END};
    glass_cursor_share(mapped, &out->cursor);
    if (term.len > GLASS_KEY_BYTES)
        return QUOTH_OK;
    glass_key_of_term(&key, term);
    TRY(glass_cursor_seek_from(&out->cursor, &key, 0, &found, err));
    if (!found)
        return QUOTH_OK;
    out->documents = out->cursor.chunk.documents;
    enter_chunk(out);
    return QUOTH_OK;
}

/* Onto the first posting of the next chunk, or to the end. */
static quoth_status next_chunk(glass_list *l, quoth_error *err)
{
    if (l->cursor.chunk.is_last) {
        l->id = GLASS_LIST_END;
        return QUOTH_OK;
    }
    uint32_t last = l->cursor.chunk.last_id;
    TRY(glass_cursor_next(&l->cursor, err));
    if (l->cursor.at_end || l->cursor.chunk.is_first || l->cursor.chunk.first_id <= last)
        return damaged(l, err);
    enter_chunk(l);
    return QUOTH_OK;
}

/* To the chunk that has `id`, or the first one behind it. */
static quoth_status find_chunk(glass_list *l, uint32_t id, quoth_error *err)
{
    bool found;
    TRY(next_chunk(l, err));
    if (l->id == GLASS_LIST_END || l->cursor.chunk.last_id >= id)
        return QUOTH_OK;
    glass_key key;
    key.len = l->cursor.chunk.key.len;
    memcpy(key.data, l->cursor.chunk.key.data, key.len);
    TRY(glass_cursor_seek_from(&l->cursor, &key, id, &found, err));
    if (!found)
        return damaged(l, err);
    enter_chunk(l);
    return l->cursor.chunk.last_id >= id ? QUOTH_OK : next_chunk(l, err);
}

/* A packed number of one byte, as nearly all are, or more. */
static inline bool take_number(const unsigned char **at, const unsigned char *end, uint32_t *out)
{
    if (*at < end && **at < 128) {
        *out = *(*at)++;
        return true;
    }
    return glass_get_number(at, end, out);
}

quoth_status glass_list_seek(glass_list *l, uint32_t id, quoth_error *err)
{
    if (l->id >= id)
        return QUOTH_OK;
    if (l->cursor.chunk.last_id < id)
        TRY(find_chunk(l, id, err));
    while (l->id < id) {
        uint32_t wdf, gap;
        if (!take_number(&l->at, l->end, &wdf) || !take_number(&l->at, l->end, &gap) || gap >= l->cursor.chunk.last_id - l->id)
            return damaged(l, err);
        l->id += gap + 1;
    }
    return QUOTH_OK;
}

quoth_status glass_list_take(glass_list *l, uint32_t from, uint32_t count, const uint64_t *mask, glass_postings *out,
                             quoth_error *err)
{
    size_t taken = 0;
    out->count = 0;
    TRY(glass_list_seek(l, from, err));
    while (l->id != GLASS_LIST_END && l->id - from < count) {
        const unsigned char *at = l->at, *end = l->end;
        uint32_t id = l->id, last = l->cursor.chunk.last_id, wdf, gap;
        for (;;) {
            uint32_t distance = id - from;
            if (distance >= count)
                break;
            if (taken == out->room || !take_number(&at, end, &wdf))
                return damaged(l, err);
            out->distances[taken] = (uint16_t)distance;
            out->wdfs[taken] = wdf;
            taken += mask ? mask[distance / 64] >> distance % 64 & 1 : 1;
            if (at == end && id == last)
                break;
            if (!take_number(&at, end, &gap) || gap >= last - id)
                return damaged(l, err);
            id += gap + 1;
        }
        l->at = at;
        l->id = id;
        if (id - from < count) /* the chunk is used up */
            TRY(next_chunk(l, err));
    }
    out->count = taken;
    return QUOTH_OK;
}
