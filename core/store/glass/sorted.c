/* sorted.c - how do posting lists lie in memory, one behind the other?
 *
 * Each is the length of its key (a byte), the key, then packed numbers: documents, sum of wdfs, first id, how far the last lies
 * beyond it, length of the run; and the run. */
#include "sorted.h"

void glass_sorted_put(glass_sorted *s, const glass_chunk *list)
{
    const size_t key_len = list->key.len;
    char *start = buf_reserve(&s->lists, 1 + key_len + 5 * GLASS_NUMBER_ROOM + list->run.len);
    unsigned char *at = (unsigned char *)start;
    *at++ = (unsigned char)key_len;
    memcpy(at, list->key.data, key_len);
    at = glass_put_number(at + key_len, list->documents);
    at = glass_put_number(at, list->occurrences);
    at = glass_put_number(at, list->first_id);
    at = glass_put_number(at, list->last_id - list->first_id);
    at = glass_put_number(at, list->run.len);
    memcpy(at, list->run.data, list->run.len);
    s->lists.len += (size_t)((char *)at - start) + list->run.len;
}

bool glass_sorted_next(glass_sorted_reader *r, glass_chunk *out)
{
    uint32_t span = 0, len = 0;
    if (r->at == r->end)
        return false;
    out->key.len = *r->at++;
    memcpy(out->key.data, r->at, out->key.len);
    r->at += out->key.len;
    (void)glass_get_number(&r->at, r->end, &out->documents);
    (void)glass_get_number(&r->at, r->end, &out->occurrences);
    (void)glass_get_number(&r->at, r->end, &out->first_id);
    (void)glass_get_number(&r->at, r->end, &span);
    (void)glass_get_number(&r->at, r->end, &len);
    out->last_id = out->first_id + span;
    out->is_first = out->is_last = true;
    out->run = (str){(const char *)r->at, len};
    r->at += len;
    return true;
}
