/* api_why.c - why does this article match a query, or not? */
#include <quoth/why.h>

#include "searcher/why/why.h"

#include <stdlib.h>

struct quoth_why {
    arena a;
    why_list list;
};

quoth_status quoth_why_make(quoth_archive *archive, uint64_t id, const char *query_text, int any, quoth_why **why,
                            quoth_error *err)
{
    arena a = {0};
    session s;
    if (id == 0 || id > UINT32_MAX)
        return fail(err, QUOTH_NOT_FOUND, "no article %llu", (unsigned long long)id);
    quoth_why *made = mem_zalloc(sizeof *made);
    quoth_status status = session_begin(&s, archive, &a, query_text, any, err);
    if (status == QUOTH_OK) {
        status = why_make(&s, &made->a, (uint32_t)id, &made->list, err);
        session_end(&s);
    }
    arena_release(&a);
    if (status == QUOTH_OK)
        *why = made;
    else
        quoth_why_free(made);
    return status;
}

int quoth_why_matches(const quoth_why *why)
{
    return why->list.parts.items[0].holds;
}

size_t quoth_why_count(const quoth_why *why)
{
    return why->list.parts.count;
}

const quoth_why_part *quoth_why_at(const quoth_why *why, size_t i)
{
    return i < why->list.parts.count ? &why->list.parts.items[i] : NULL;
}

const char *quoth_why_title(const quoth_why *why)
{
    return why->list.title.data;
}

void quoth_why_free(quoth_why *why)
{
    if (!why)
        return;
    arena_release(&why->a);
    free(why);
}
