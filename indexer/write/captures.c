/* captures.c - one page captured many times: which of its captures is the article? */
#include "indexer/write/captures.h"

#include "store/custom.h"

/* When the page was captured, as its crawl says in the one way of ISO 28500 ("2023-11-08T12:30:00Z"); "" for other articles. */
static str captured_at(const catalogue_article *row)
{
    str rest = row->fields, name, value;
    while (custom_next(&rest, &name, &value))
        if (str_equal(name, STR("captured")))
            return value;
    return STR("");
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
    return writer_remove_article(w, other, err);
}

quoth_status captures_settle(quoth_writer *w, const batch_item *item, uint32_t *replaced, bool *is_old, quoth_error *err)
{
    *replaced = 0;
    *is_old = false;
    if (item->row.external_id.len == 0 || captured_at(&item->row).len == 0)
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
