/* captures.c - one page captured many times: which of its captures is the article? */
#include "indexer/write/captures.h"

#include <time.h>

#include "indexer/write/history.h"
#include "store/fields/custom.h"
#include "store/history/captures.h"

/* When the page was captured, as its crawl says in the one way of ISO 28500 ("2023-11-08T12:30:00Z"); "" for other articles. */
static str captured_at(const catalogue_article *row)
{
    return custom_value(row->fields, STR("captured"));
}

/* The article of the page with this id: the newest, should there be more. row->id 0: there is none. */
static quoth_status find_page(quoth_writer *w, arena *a, str id, catalogue_article *page, quoth_error *err)
{
    uint32_t *ids;
    size_t count;
    *page = (catalogue_article){0};
    quoth_status status = catalogue_find(w->cat, a, id, &ids, &count, err);
    if (status != QUOTH_OK)
        return status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
    for (size_t i = 0; i < count; i++) {
        catalogue_article row;
        TRY(catalogue_get_article(w->cat, a, ids[i], &row, err));
        bool is_page = captured_at(&row).len > 0 && str_equal(row.external_id, id);
        if (is_page && (page->id == 0 || str_compare(captured_at(&row), captured_at(page)) > 0))
            *page = row;
    }
    return QUOTH_OK;
}

bool captures_is_one(const batch_item *item)
{
    return item->row.external_id.len > 0 && captured_at(&item->row).len > 0;
}

quoth_status captures_settle(quoth_writer *w, const batch_item *item, uint32_t *other, bool *is_old, quoth_error *err)
{
    *other = 0;
    *is_old = false;
    if (!captures_is_one(item))
        return QUOTH_OK;
    arena a = {0};
    catalogue_article page;
    quoth_status status = find_page(w, &a, item->row.external_id, &page, err);
    if (status == QUOTH_OK && page.id) {
        *other = page.id;
        *is_old = str_compare(captured_at(&page), captured_at(&item->row)) >= 0;
    }
    arena_release(&a);
    return status;
}

static quoth_status note_day(quoth_writer *w, const catalogue_article *page, day captured, quoth_error *err)
{
    return captured == custom_captured(page->fields) ? QUOTH_OK : captures_add(w->cat, page->id, captured, err);
}

quoth_status captures_add_older(quoth_writer *w, const batch_item *item, uint32_t newer, quoth_error *err)
{
    arena a = {0};
    catalogue_article page;
    past_version late = {.replaced_at = (int64_t)time(NULL),
                         .published = item->row.published,
                         .captured = captured_at(&item->row),
                         .text = {item->row.title, item->body}};
    quoth_status status = catalogue_get_article(w->cat, &a, newer, &page, err);
    if (status == QUOTH_OK)
        status = note_day(w, &page, custom_captured(item->row.fields), err);
    if (status == QUOTH_OK && !str_equal(captured_at(&page), late.captured))
        status = writer_insert_version(w, newer, &late, err);
    arena_release(&a);
    return status;
}

quoth_status captures_revisit(quoth_writer *w, const batch_item *item, bool *is_known, quoth_error *err)
{
    arena a = {0};
    catalogue_article page;
    quoth_status status = find_page(w, &a, item->revisited_id, &page, err);
    if (status == QUOTH_OK && page.id == 0 && item->revisited_else.len > 0)
        status = find_page(w, &a, item->revisited_else, &page, err);
    *is_known = status == QUOTH_OK && page.id != 0;
    if (*is_known)
        status = note_day(w, &page, item->revisited, err);
    arena_release(&a);
    return status;
}
