/* postlist.c - how does a posting list become entries of a glass table?
 *
 * The first chunk's key is the term, its tag begins with number of documents, sum of wdfs, first id less 1; a later chunk's key
 * has its first id behind the term. Then each has '1' if it is the last one, else '0', and its last id less its first, and
 * postings. Source: glass_postlist.cc of Xapian 1.4. */
#include "postlist.h"

typedef struct chunk {
    str body;
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
 * it becomes that of the chunk that follows. */
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
            c.body = str_slice(*rest, 0, len);
            *rest = str_slice(*rest, (size_t)(at - start), rest->len);
            return c;
        }
        c.last_id = *id;
        at = skip_number(at, end);
    }
    c.body = *rest;
    c.is_last = true;
    *rest = (str){"", 0};
    return c;
}

static quoth_status add_chunk(glass_table *t, const glass_list *list, const chunk *c, buf *tag, quoth_error *err)
{
    glass_key key;
    unsigned char *start = (unsigned char *)buf_reserve(tag, c->body.len + 5 * GLASS_NUMBER_ROOM), *at = start;
    glass_key_of_term(&key, list->term);
    if (c->first_id == list->first_id) {
        at = glass_put_number(at, list->documents);
        at = glass_put_number(at, (uint32_t)list->occurrences);
        at = glass_put_number(at, list->first_id - 1);
    } else
        glass_key_add_id(&key, list->term.len > 0, c->first_id);
    *at++ = c->is_last ? '1' : '0';
    at = glass_put_number(at, c->last_id - c->first_id);
    memcpy(at, c->body.data, c->body.len);
    return glass_table_add(t, &key, (str){(char *)start, (size_t)(at - start) + c->body.len}, err);
}

quoth_status glass_postlist_add(glass_table *t, const glass_list *list, buf *scratch, quoth_error *err)
{
    buf_clear(scratch);
    if (list->body.len <= GLASS_CHUNK)
        return add_chunk(t, list, &(chunk){list->body, list->first_id, list->last_id, true}, scratch, err);
    str rest = list->body;
    uint32_t id = list->first_id;
    for (bool is_last = false; !is_last;) {
        chunk c = cut_chunk(&rest, &id);
        TRY(add_chunk(t, list, &c, scratch, err));
        is_last = c.is_last;
    }
    return QUOTH_OK;
}
