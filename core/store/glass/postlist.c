/* postlist.c - how does a posting list become entries of a glass table?
 *
 * The first chunk's key is the term, its tag begins with number of documents, sum of wdfs, first id less 1; a later chunk's key
 * has its first id behind the term. Then each has '1' if it is the last one, else '0', and its last id less its first, and
 * postings. Source: glass_postlist.cc of Xapian 1.4. */
#include "postlist.h"

enum { MOST_WAITING = 32 * GLASS_CHUNK };

typedef struct chunk {
    str run;
    uint32_t first_id, last_id;
    bool is_last;
} chunk;

static const unsigned char *skip_number(const unsigned char *at, const unsigned char *end)
{
    while (at < end && *at >= 128)
        at++;
    return at < end ? at + 1 : end;
}

/* Cuts the next chunk off: a posting goes into a new one when those before it have GLASS_CHUNK bytes. *id is the first posting's;
 * it becomes that of the chunk that follows. is_last: all of *rest is in it. */
static chunk cut_chunk(str *rest, uint32_t *id)
{
    const unsigned char *start = (const unsigned char *)rest->data, *end = start + rest->len;
    const unsigned char *at = skip_number(start, end);
    chunk c = {.first_id = *id, .last_id = *id};
    while (at < end) {
        uint32_t gap = 0;
        size_t len = (size_t)(at - start);
        (void)glass_get_number(&at, end, &gap);
        *id += gap + 1;
        if (len >= GLASS_CHUNK) {
            c.run = str_slice(*rest, 0, len);
            *rest = str_slice(*rest, (size_t)(at - start), rest->len);
            return c;
        }
        c.last_id = *id;
        at = skip_number(at, end);
    }
    c.run = *rest;
    c.is_last = true;
    return c;
}

static quoth_status put_chunk(glass_list_writer *w, const chunk *c, quoth_error *err)
{
    buf_clear(&w->tag);
    unsigned char *start = (unsigned char *)buf_reserve(&w->tag, c->run.len + 5 * GLASS_NUMBER_ROOM), *at = start;
    glass_key key;
    key.len = w->key.len;
    memcpy(key.data, w->key.data, key.len);
    if (c->first_id == w->first_id) {
        at = glass_put_number(at, w->documents);
        at = glass_put_number(at, (uint32_t)w->occurrences);
        at = glass_put_number(at, w->first_id - 1);
    } else
        glass_key_add_id(&key, !glass_is_lengths_key(key.data, key.len), c->first_id);
    *at++ = c->is_last ? '1' : '0';
    at = glass_put_number(at, c->last_id - c->first_id);
    memcpy(at, c->run.data, c->run.len);
    return glass_table_add(w->table, &key, (str){(char *)start, (size_t)(at - start) + c->run.len}, err);
}

void glass_list_start(glass_list_writer *w, const glass_key *key, uint32_t documents, uint64_t occurrences)
{
    w->key.len = key->len;
    memcpy(w->key.data, key->data, key->len);
    w->documents = documents;
    w->occurrences = occurrences;
    w->first_id = w->last_id = 0;
    buf_clear(&w->waiting);
}

/* All chunks that are sure not to be the list's last one. */
static quoth_status put_full_chunks(glass_list_writer *w, quoth_error *err)
{
    str rest = buf_str(&w->waiting);
    for (;;) {
        uint32_t id = w->next_id;
        chunk c = cut_chunk(&rest, &id);
        if (c.is_last)
            break;
        TRY(put_chunk(w, &c, err));
        w->next_id = id;
    }
    memmove(w->waiting.data, rest.data, rest.len);
    w->waiting.len = rest.len;
    return QUOTH_OK;
}

quoth_status glass_list_add(glass_list_writer *w, uint32_t first_id, uint32_t last_id, str run, quoth_error *err)
{
    if (first_id <= w->last_id || last_id < first_id || run.len == 0)
        return fail(err, QUOTH_CORRUPT, "postings of documents %u to %u follow those of document %u", first_id, last_id,
                    w->last_id);
    if (w->first_id == 0)
        w->first_id = w->next_id = first_id;
    else
        buf_put_varint(&w->waiting, first_id - w->last_id - 1);
    buf_put_str(&w->waiting, run);
    w->last_id = last_id;
    return w->waiting.len > MOST_WAITING ? put_full_chunks(w, err) : QUOTH_OK;
}

quoth_status glass_list_end(glass_list_writer *w, quoth_error *err)
{
    if (w->waiting.len > GLASS_CHUNK)
        TRY(put_full_chunks(w, err));
    return put_chunk(w, &(chunk){buf_str(&w->waiting), w->next_id, w->last_id, true}, err);
}
