/* selection.c - all articles that match a query, as one set */
#include "searcher/facet/selection.h"

#include "searcher/rank/search.h"
#include "searcher/session.h"

static selection empty(arena *a, uint32_t end)
{
    return (selection){.bits = ARENA_ARRAY(a, uint64_t, end / 64 + 1), .end = end};
}

static void take(void *context, uint32_t article)
{
    selection *s = context;
    if (article >= s->end || selection_has(s, article))
        return;
    s->bits[article / 64] |= 1ull << article % 64;
    s->count++;
}

static void take_all(quoth_archive *archive, selection *s)
{
    for (uint32_t article = 1; article < s->end; article++)
        if (forward_reader_slot(archive->forward, article))
            take(s, article);
}

static quoth_status take_matches(session *s, selection *out, note_list *notes, quoth_error *err)
{
    TRY(rank_each_article(s->archive, s->a, &s->plan, s->m, take, out, err));
    return notes ? notes_make(s->archive, s->a, &s->q, &s->plan, out->count == 0, notes, err) : QUOTH_OK;
}

quoth_status selection_make(quoth_archive *archive, arena *a, const char *query_text, bool any, selection *out, note_list *notes,
                            quoth_error *err)
{
    session s;
    *out = empty(a, forward_reader_end(archive->forward));
    if (str_trim(str_from(query_text)).len == 0) {
        take_all(archive, out);
        return QUOTH_OK;
    }
    TRY(session_open_for(&s, archive, a, query_text, any, SESSION_LISTS, err));
    quoth_status status = take_matches(&s, out, notes, err);
    session_close(&s);
    return status;
}

uint32_t selection_next(const selection *s, uint32_t from)
{
    for (uint64_t at = from; at < s->end; at = (at / 64 + 1) * 64) {
        uint64_t rest = s->bits[at / 64] >> at % 64;
        if (rest)
            return (uint32_t)(at + (uint64_t)__builtin_ctzll(rest));
    }
    return 0;
}

/* Words of x and of y with the same number. */
static selection combined(arena *a, const selection *x, const selection *y, bool common)
{
    selection out = empty(a, x->end);
    for (uint32_t i = 0; i <= x->end / 64; i++) {
        uint64_t other = i <= y->end / 64 ? y->bits[i] : 0;
        out.bits[i] = x->bits[i] & (common ? other : ~other);
        out.count += (uint64_t)__builtin_popcountll(out.bits[i]);
    }
    return out;
}

selection selection_common(arena *a, const selection *x, const selection *y)
{
    return combined(a, x, y, true);
}

selection selection_without(arena *a, const selection *x, const selection *y)
{
    return combined(a, x, y, false);
}
