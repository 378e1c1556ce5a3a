/* captures.c - one page captured many times: which of its captures is the article? */
#include "indexer/write/captures.h"

#include "store/custom.h"

/* When the page was captured, as its crawl says in the one way of ISO 28500 ("2023-11-08T12:30:00Z"); "" for other articles. */
static str captured_at(const catalogue_article *row)
{
    return custom_value(row->fields, STR("captured"));
}

static quoth_status settle_with(quoth_writer *w, arena *a, const catalogue_article *item, uint32_t other, uint32_t *replaced,
                                bool *is_old, quoth_error *err)
{
    catalogue_article row;
    TRY(catalogue_get_article(w->cat, a, other, &row, err));
    str before = captured_at(&row);
    if (before.len == 0 || !str_equal(row.external_id, item->external_id))
        return QUOTH_OK;
    if (str_compare(before, captured_at(item)) >= 0) {
        *is_old = true;
        return QUOTH_OK;
    }
    *replaced = other;
    return QUOTH_OK;
}

bool captures_is_one(const batch_item *item)
{
    return item->row.external_id.len > 0 && captured_at(&item->row).len > 0;
}

quoth_status captures_settle(quoth_writer *w, const batch_item *item, uint32_t *replaced, bool *is_old, quoth_error *err)
{
    *replaced = 0;
    *is_old = false;
    if (!captures_is_one(item))
        return QUOTH_OK;
    arena a = {0};
    uint32_t *ids;
    size_t count;
    quoth_status status = catalogue_find(w->cat, &a, item->row.external_id, &ids, &count, err);
    for (size_t i = 0; i < count && status == QUOTH_OK && !*is_old; i++)
        status = settle_with(w, &a, &item->row, ids[i], replaced, is_old, err);
    arena_release(&a);
    return status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
}
