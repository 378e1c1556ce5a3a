/* edits.c - by which terms is a change of an article found? */
#include "indexer/write/edits.h"

#include <stdlib.h>

static int compare_texts(const void *a, const void *b)
{
    return str_compare(*(const str *)a, *(const str *)b);
}

static void keep_each_once(str *list, size_t *count)
{
    size_t kept = 0;
    if (*count > 0)
        qsort(list, *count, sizeof *list, compare_texts);
    for (size_t i = 0; i < *count; i++)
        if (kept == 0 || !str_equal(list[i], list[kept - 1]))
            list[kept++] = list[i];
    *count = kept;
}

quoth_status edit_terms_of(deriver *d, arena *a, const version_change *change, language lang, str **terms, size_t *count,
                           quoth_error *err)
{
    derived_terms list = {0};
    TRY(derive_changed_words(d, a, &change->before_title, &change->gone_title, lang, EDIT_REMOVED, &list, err));
    TRY(derive_changed_words(d, a, &change->before_body, &change->gone_body, lang, EDIT_REMOVED, &list, err));
    TRY(derive_changed_words(d, a, &change->after_title, &change->came_title, lang, EDIT_ADDED, &list, err));
    TRY(derive_changed_words(d, a, &change->after_body, &change->came_body, lang, EDIT_ADDED, &list, err));
    keep_each_once(list.items, &list.count);
    *terms = list.items;
    *count = list.count;
    return QUOTH_OK;
}

version_text history_after(const past_version *list, size_t count, size_t i, version_text present)
{
    return i + 1 < count ? list[i + 1].text : present;
}
