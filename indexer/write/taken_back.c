/* taken_back.c - what its sender takes back leaves the archive, or does not come into it */
#include "indexer/write/taken_back.h"

#include "indexer/source/when.h"
#include "store/history/recalls.h"

quoth_status taken_back_start(taken_back *t, quoth_error *err)
{
    return recalls_await_any(t->w->cat, &t->awaits, err);
}

/* What came of it before its sender takes it back: another item is another thing, and what comes later may be it. */
static quoth_status await_item(taken_back *t, str id, str at, quoth_error *err)
{
    bool has_come;
    TRY(recalls_has_id(t->w->cat, id, &has_come, err));
    t->awaits |= !has_come;
    return has_come ? QUOTH_OK : recalls_await(t->w->cat, id, at, err);
}

/* What a program gave has ids of another kind. */
quoth_status taken_back_recall(taken_back *t, str id, str at, quoth_error *err)
{
    uint32_t *ids;
    size_t count, found = 0;
    arena_reset(&t->scratch);
    TRY(catalogue_find(t->w->cat, &t->scratch, id, &ids, &count, err));
    for (size_t i = 0; i < count; i++) {
        catalogue_article row;
        TRY(catalogue_get_article(t->w->cat, &t->scratch, ids[i], &row, err));
        if (row.file == 0 || !str_equal(row.external_id, id))
            continue;
        found++;
        if (moment_compare(row.published, at) == MOMENT_LATER) /* released anew since */
            continue;
        t->forget(t->context, row.id);
        TRY(recalls_put(t->w->cat, id, row.content_hash, err));
        TRY(writer_remove_article(t->w, row.id, err));
        ++*t->removed;
    }
    return found > 0 ? QUOTH_OK : await_item(t, id, at, err);
}

/* It was taken back before it came. Where the two bear no dates, only what comes first is it. */
static quoth_status is_awaited(taken_back *t, const batch_item *item, bool *out, quoth_error *err)
{
    str id = item->row.external_id, at;
    arena_reset(&t->scratch);
    quoth_status status = recalls_awaited(t->w->cat, &t->scratch, id, &at, NULL);
    if (status != QUOTH_OK)
        return status == QUOTH_NOT_FOUND ? QUOTH_OK : fail(err, status, "cannot look up what was taken back");
    moment_order order = moment_compare(item->row.published, at);
    *out = order != MOMENT_LATER;
    if (*out)
        TRY(recalls_put(t->w->cat, id, item->content_hash, err));
    return order == MOMENT_UNKNOWN ? recalls_forget(t->w->cat, id, err) : QUOTH_OK;
}

quoth_status taken_back_is(taken_back *t, const batch_item *item, bool *out, quoth_error *err)
{
    *out = false;
    if (item->row.external_id.len == 0)
        return QUOTH_OK;
    TRY(recalls_has(t->w->cat, item->row.external_id, item->content_hash, out, err));
    return *out || !t->awaits ? QUOTH_OK : is_awaited(t, item, out, err);
}
