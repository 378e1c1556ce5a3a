/* api_search.c - ask an archive */
#include <quoth/search.h>

#include "base/clock.h"
#include "gazetteer/gazetteer.h"
#include "searcher/notes.h"
#include "searcher/rank/search.h"
#include "searcher/session.h"
#include "searcher/snippet/snippet.h"
#include "searcher/stored.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { USUAL_LIMIT = 10, USUAL_SENTENCES = 2, MOST_NAMES = 64 };

struct quoth_result {
    arena a; /* all that the result shows */
    quoth_hit *hits;
    size_t count;
    uint64_t total;
    int total_is_exact;
    double milliseconds;
    note_list notes;
};

/* --- who and where --- */

typedef struct counted {
    str name;
    uint32_t number; /* of a place */
    size_t first;    /* where it was met first */
    unsigned times;
} counted;

typedef VEC(counted) counted_list;

static void count_name(arena *a, counted_list *list, str name)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].name, name)) {
            list->items[i].times++;
            return;
        }
    if (name.len > 0 && list->count < MOST_NAMES)
        vec_push(a, list, (counted){.name = name, .first = list->count, .times = 1});
}

static void count_place(arena *a, counted_list *list, place_id id)
{
    place p;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].number == id) {
            list->items[i].times++;
            return;
        }
    if (list->count < MOST_NAMES && gazetteer_get(id, &p))
        vec_push(a, list, (counted){p.name, id, list->count, 1});
}

static int most_often_first(const void *x, const void *y)
{
    const counted *a = x, *b = y;
    if (a->times != b->times)
        return a->times > b->times ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

static const char *const *names_of(arena *a, counted_list *list)
{
    const char **names = ARENA_ARRAY(a, const char *, list->count + 1);
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, most_often_first);
    for (size_t i = 0; i < list->count; i++)
        names[i] = snippet_clean(a, list->items[i].name);
    return names;
}

static void fill_names(arena *a, const tags *found, quoth_hit *hit)
{
    counted_list speakers = {0}, places = {0};
    for (size_t i = 0; i < found->quotations.count; i++)
        count_name(a, &speakers, found->quotations.items[i].name);
    for (size_t i = 0; i < found->places.count; i++)
        count_place(a, &places, found->places.items[i].place);
    hit->speakers = names_of(a, &speakers);
    hit->speaker_count = speakers.count;
    hit->places = names_of(a, &places);
    hit->place_count = places.count;
}

/* --- one hit --- */

static void fill_columns(arena *a, const catalogue_article *row, quoth_hit *hit)
{
    char date[11] = "";
    if (row->published_day != NO_DAY)
        day_format(row->published_day, date);
    hit->id = row->id;
    hit->external_id = arena_zero_terminated(a, row->external_id);
    hit->date = arena_zero_terminated(a, str_from(date));
    hit->source = arena_zero_terminated(a, row->source);
    hit->author = arena_zero_terminated(a, row->author);
    hit->url = arena_zero_terminated(a, row->url);
    hit->language = arena_zero_terminated(a, language_code(row->lang));
    hit->locator = arena_zero_terminated(a, row->locator);
}

static quoth_status fill_snippet(session *s, arena *a, arena *scratch, const stored_article *art, unsigned sentences,
                                 quoth_hit *hit, quoth_error *err)
{
    spans highlights;
    const marked_span *marked, *evidence;
    shown_text title, body;
    TRY(stored_highlights(s->archive, scratch, art, s->m, &highlights, err));
    size_t marked_count = matcher_marked(s->m, &marked), evidence_count = matcher_evidence(s->m, &evidence);
    snippet_reasons reasons = {{marked, evidence}, {marked_count, evidence_count}};
    snippet_title(a, &art->title_words, &highlights, &title);
    snippet_body(a, &art->body_words, art->title_words.token_count, &highlights, &reasons, sentences, &body);
    hit->title = title.text.data;
    hit->title_matches = title.matches;
    hit->title_match_count = title.match_count;
    hit->snippet = (quoth_snippet){body.text.data, body.matches, body.match_count};
    return QUOTH_OK;
}

static quoth_status fill_hit(session *s, arena *a, arena *scratch, const ranked_hit *from, const quoth_search_options *options,
                             quoth_hit *hit, quoth_error *err)
{
    stored_article art;
    arena_reset(scratch);
    TRY(stored_read(s->archive, scratch, from->article, !options->no_snippets, &art, err));
    hit->score = from->score;
    fill_columns(a, &art.row, hit);
    fill_names(a, &art.found, hit);
    if (!options->no_snippets)
        return fill_snippet(s, a, scratch, &art, options->context_sentences ? options->context_sentences : USUAL_SENTENCES, hit,
                            err);
    hit->title = snippet_clean(a, art.row.title);
    hit->snippet.text = "";
    return QUOTH_OK;
}

static quoth_status fill_hits(session *s, const ranking *r, const quoth_search_options *options, quoth_result *result,
                              quoth_error *err)
{
    arena scratch = {0};
    quoth_status status = QUOTH_OK;
    result->hits = ARENA_ARRAY(&result->a, quoth_hit, r->count + 1);
    for (size_t i = 0; i < r->count && status == QUOTH_OK; i++) {
        quoth_hit *hit = &result->hits[result->count];
        status = fill_hit(s, &result->a, &scratch, &r->hits[i], options, hit, err);
        if (status == QUOTH_NOT_FOUND) { /* removed since the index was opened */
            status = QUOTH_OK;
            continue;
        }
        hit->rank = options->offset + ++result->count;
    }
    arena_release(&scratch);
    return status;
}

/* --- the whole --- */

static quoth_status answer(session *s, const quoth_search_options *options, quoth_result *result, quoth_error *err)
{
    ranking r;
    ranking_wanted wanted = {.offset = options->offset,
                             .limit = options->limit ? options->limit : USUAL_LIMIT,
                             .sort = options->sort,
                             .count_exactly = options->count_exactly};
    TRY(rank_articles(s->archive, s->a, &s->plan, s->m, &wanted, &r, err));
    result->total = r.total;
    result->total_is_exact = r.total_is_exact;
    TRY(fill_hits(s, &r, options, result, err));
    if (r.total == 0 || r.count == 0)
        TRY(notes_make(s->archive, &result->a, &s->q, &s->plan, &result->notes, err));
    return QUOTH_OK;
}

static quoth_status search_once(quoth_archive *archive, const char *query_text, const quoth_search_options *options,
                                quoth_result **result, quoth_error *err)
{
    uint64_t start = clock_ns();
    arena a = {0};
    session s;
    quoth_result *made = mem_zalloc(sizeof *made);
    quoth_status status = session_begin(&s, archive, &a, query_text, options->any, err);
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

static void append_matches(const analysis *text, uint32_t first_word, const spans *highlights, int in_title, quoth_match *out,
                           size_t *count)
{
    utf8_cursor cursor = {.text = text->text};
    for (size_t i = 0; i < highlights->count; i++) {
        span h = highlights->items[i];
        if (h.first < first_word || h.end - first_word > text->token_count)
            continue;
        uint32_t start = text->tokens[h.first - first_word].start, end = text->tokens[h.end - 1 - first_word].end;
        uint32_t start_cp = (uint32_t)utf8_cursor_at(&cursor, start), end_cp = (uint32_t)utf8_cursor_at(&cursor, end);
        out[(*count)++] = (quoth_match){{start, end, start_cp, end_cp}, in_title};
    }
}

static quoth_status find_matches(session *s, uint32_t id, quoth_match **matches, size_t *count, quoth_error *err)
{
    stored_article art;
    spans highlights;
    TRY(stored_read(s->archive, s->a, id, true, &art, err));
    TRY(stored_highlights(s->archive, s->a, &art, s->m, &highlights, err));
    *count = 0;
    *matches = mem_zalloc((highlights.count + 1) * sizeof **matches);
    append_matches(&art.title_words, 0, &highlights, 1, *matches, count);
    append_matches(&art.body_words, art.title_words.token_count, &highlights, 0, *matches, count);
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
