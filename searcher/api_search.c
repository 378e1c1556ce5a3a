/* api_search.c - ask an archive */
#include <quoth/search.h>

#include "base/clock.h"
#include "searcher/copies.h"
#include "searcher/hit.h"
#include "searcher/matches.h"
#include "searcher/notes.h"
#include "searcher/rank/page.h"
#include "searcher/stored.h"

#include <stdlib.h>

struct quoth_result {
    arena a; /* all that the result shows */
    quoth_hit *hits;
    size_t count;
    uint64_t total;
    int total_is_exact;
    const char *next;
    double milliseconds;
    note_list notes;
};

static quoth_status fill_hits(session *s, const page *p, const quoth_search_options *options, quoth_result *result,
                              quoth_error *err)
{
    const ranking *r = &p->r;
    arena scratch = {0};
    quoth_status status = QUOTH_OK;
    result->hits = ARENA_ARRAY(&result->a, quoth_hit, r->count + 1);
    for (size_t i = 0; i < r->count && status == QUOTH_OK; i++) {
        quoth_hit *hit = &result->hits[result->count];
        status = hit_fill(s, &result->a, &scratch, &r->hits[i], options, hit, err);
        if (status == QUOTH_NOT_FOUND) { /* removed since the index was opened */
            status = QUOTH_OK;
            continue;
        }
        if (status == QUOTH_OK && p->groups)
            status = copies_fill(s->archive, &result->a, &p->groups[i], hit, err);
        hit->rank = p->before + ++result->count;
    }
    arena_release(&scratch);
    return status;
}

/* --- the whole --- */

static quoth_status answer_count(session *s, quoth_result *result, quoth_error *err)
{
    TRY(rank_count_articles(s->archive, s->a, &s->plan, s->m, &result->total, err));
    result->total_is_exact = 1;
    result->next = "";
    return notes_make(s->archive, &result->a, &s->q, &s->plan, result->total == 0, &result->notes, err);
}

static quoth_status answer(session *s, const quoth_search_options *options, quoth_result *result, quoth_error *err)
{
    page p;
    if (options->count_only)
        return answer_count(s, result, err);
    TRY(page_find(s, options, &p, err));
    result->total = p.r.total;
    result->total_is_exact = p.r.total_is_exact;
    result->next = arena_zero_terminated(&result->a, p.next);
    TRY(fill_hits(s, &p, options, result, err));
    bool nothing = p.r.total == 0 || p.r.count == 0;
    return notes_make(s->archive, &result->a, &s->q, &s->plan, nothing, &result->notes, err);
}

static quoth_status search_once(quoth_archive *archive, const char *query_text, const quoth_search_options *options,
                                quoth_result **result, quoth_error *err)
{
    uint64_t start = clock_ns();
    arena a = {0};
    session s;
    quoth_result *made = mem_zalloc(sizeof *made);
    quoth_status status =
        session_begin_for(&s, archive, &a, query_text, options->any, options->count_only ? SESSION_COUNTS : SESSION_RANKS, err);
    if (status == QUOTH_OK) {
        status = answer(&s, options, made, err);
        session_end(&s);
    }
    arena_release(&a);
    made->milliseconds = (double)(clock_ns() - start) / 1e6;
    if (status == QUOTH_OK)
        *result = made;
    else
        quoth_result_free(made);
    return status;
}

/* Answers that a commit overlapped are found anew; where commits never pause, the last one is given. */
enum { SEARCH_TRIES = 3 };

quoth_status quoth_search(quoth_archive *archive, const char *query_text, const quoth_search_options *options,
                          quoth_result **result, quoth_error *err)
{
    static const quoth_search_options usual = {0};
    for (int tries = 1;; tries++) {
        quoth_status status = search_once(archive, query_text, options ? options : &usual, result, err);
        if (status != QUOTH_OK || tries == SEARCH_TRIES || !archive_has_moved(archive))
            return status;
        quoth_result_free(*result);
    }
}

size_t quoth_result_count(const quoth_result *result)
{
    return result->count;
}

const quoth_hit *quoth_result_hit(const quoth_result *result, size_t i)
{
    return i < result->count ? &result->hits[i] : NULL;
}

uint64_t quoth_result_total(const quoth_result *result, int *exact)
{
    if (exact)
        *exact = result->total_is_exact;
    return result->total;
}

const char *quoth_result_next(const quoth_result *result)
{
    return result->next;
}

double quoth_result_milliseconds(const quoth_result *result)
{
    return result->milliseconds;
}

const char *quoth_result_note(const quoth_result *result, size_t i)
{
    return i < result->notes.count ? result->notes.items[i] : NULL;
}

void quoth_result_free(quoth_result *result)
{
    if (!result)
        return;
    arena_release(&result->a);
    free(result);
}

/* --- all matches in one article --- */

static quoth_status find_matches(session *s, uint32_t id, quoth_match **matches, size_t *count, quoth_error *err)
{
    stored_article art;
    spans highlights;
    TRY(stored_read(s->archive, s->a, id, true, &art, err));
    TRY(stored_highlights(s->archive, s->a, &art, s->m, &highlights, err));
    *matches = mem_zalloc((highlights.count + 1) * sizeof **matches);
    *count = matches_of(&art, &highlights, *matches);
    return QUOTH_OK;
}

quoth_status quoth_matches(quoth_archive *archive, uint64_t id, const char *query_text, quoth_match **matches, size_t *count,
                           quoth_error *err)
{
    arena a = {0};
    session s;
    if (id == 0 || id > UINT32_MAX)
        return fail(err, QUOTH_NOT_FOUND, "no article %llu", (unsigned long long)id);
    quoth_status status = session_begin(&s, archive, &a, query_text, false, err);
    if (status == QUOTH_OK) {
        status = find_matches(&s, (uint32_t)id, matches, count, err);
        session_end(&s);
    }
    arena_release(&a);
    return status;
}

void quoth_matches_free(quoth_match *matches)
{
    free(matches);
}
