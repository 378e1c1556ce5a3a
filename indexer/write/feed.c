/* feed.c - which stored articles must be derived again? */
#include "indexer/write/feed.h"

/* Its words are nowhere but in its record. */
static quoth_status read_text(stored_feed *f, batch *b, batch_item *item, quoth_error *err)
{
    forward_record record;
    quoth_error why;
    quoth_status status = forward_writer_get(f->w->forward, &b->a, item->row.id, FORWARD_ALL, &record, &why);
    if (status != QUOTH_OK) {
        fail(err, status == QUOTH_NOT_FOUND ? QUOTH_CORRUPT : status, "the text of article %u is lost: %s", item->row.id,
             why.message);
        fail_hint(err, "put the archive back from a copy, or index its files into a new one");
        return err->status;
    }
    if (record.article != item->row.id)
        return fail(err, QUOTH_CORRUPT, "the record of article %u is that of article %u", item->row.id, record.article);
    return text_reader_get(f->texts, &b->a, &item->row, &record, &item->stored, err);
}

static quoth_status add_article(stored_feed *f, batch *b, uint32_t id, bool skips_inverted, quoth_error *err)
{
    batch_item *item = batch_add(b);
    item->origin = FROM_CATALOGUE;
    item->skips_inverted = skips_inverted;
    TRY(catalogue_get_article(f->w->cat, &b->a, id, &item->row, err));
    TRY(read_text(f, b, item, err));
    b->bytes += item->row.body_bytes;
    f->articles++;
    f->bytes_of_text += item->row.body_bytes;
    return QUOTH_OK;
}

static quoth_status add_or_drop(stored_feed *f, batch *b, uint32_t id, quoth_error *err)
{
    bool in_forward = f->has_forward && forward_reader_slot(f->has_forward, id), in_inverted = id <= f->inverted_until;
    if (in_forward && in_inverted)
        return QUOTH_OK;
    if (f->drops_lost && !forward_writer_has(f->w->forward, id))
        return catalogue_remove_article(f->w->cat, id, err);
    return add_article(f, b, id, in_inverted, err);
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
        TRY(add_or_drop(f, b, id, err));
    }
    writer_name_shard(f->w, b->shard_name);
    stage_done(&f->w->clock, STAGE_READ);
    stage_end(&f->w->clock);
    return QUOTH_OK;
}
