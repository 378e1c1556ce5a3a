/* feed.c - which stored articles must be derived again? */
#include "indexer/write/feed.h"

static quoth_status add_article(stored_feed *f, batch *b, uint32_t id, bool skips_inverted, quoth_error *err)
{
    batch_item *item = batch_add(b);
    item->origin = FROM_CATALOGUE;
    item->skips_inverted = skips_inverted;
    TRY(catalogue_get_article(f->w->cat, &b->a, id, &item->row, err));
    b->bytes += item->row.body_bytes;
    f->articles++;
    f->bytes_of_text += item->row.body_bytes;
    return QUOTH_OK;
}

quoth_status stored_feed_fill(void *feed, batch *b, quoth_error *err)
{
    stored_feed *f = feed;
    stage_start(&f->w->clock);
    while (!batch_is_full(b)) {
        uint32_t id;
        quoth_error why;
        quoth_status status = catalogue_next_id(f->w->cat, f->next_id, &id, &why);
        if (status == QUOTH_NOT_FOUND)
            break;
        if (status != QUOTH_OK)
            return fail(err, status, "%s", why.message);
        f->next_id = id + 1;
        bool in_forward = f->has_forward && forward_reader_slot(f->has_forward, id), in_inverted = id <= f->inverted_until;
        if (!in_forward || !in_inverted)
            TRY(add_article(f, b, id, in_inverted, err));
    }
    writer_name_shard(f->w, b->shard_name);
    stage_done(&f->w->clock, STAGE_READ);
    return QUOTH_OK;
}
