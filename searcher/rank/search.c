/* search.c - which articles answer a plan, in which order? */
#include "searcher/rank/search.h"

#include <assert.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/limits.h"
#include "names/byline.h"
#include "searcher/changes.h"
#include "searcher/rank/ahead.h"
#include "searcher/rank/candidates.h"
#include "searcher/rank/expand.h"
#include "searcher/rank/second.h"
#include "searcher/rank/total.h"
#include "store/fields/custom.h"
#include "store/history/captures.h"
#include "text/fold.h"

/* BM25 as Xapian computes it. Of k1 .9 to 2 and b 0 to .75 these are the best on average over the seven collections of
 * tests/bench/retrieval, where all between k1 1.2 to 1.8 and b .5 to .75 lie within .004 nDCG@10. Short articles are not taken
 * for longer than they are: Xapian's floor of half the average length costs .001. */
static const double BM25_K1 = 1.5, BM25_B = 0.65, BM25_SHORTEST = 0;

typedef struct deciding {
    quoth_archive *archive;
    matcher *m;
    bool verify; /* else only: is it still there? */
    unsigned sections;
    bool newest_first;
    const ranking_wanted *wanted;
    arena scratch;
    uint64_t candidates, verified, accepted, verify_ns;
    candidates_wanted from_lists; /* what of `listed` was asked for */
    candidates *listed;           /* NULL: the candidates are not known one by one */
    quoth_error *err;
    quoth_status status;
} deciding;

int ranked_hit_compare(const void *x, const void *y)
{
    const ranked_hit *a = x, *b = y;
    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    return (a->article > b->article) - (a->article < b->article);
}

static bool load(row_reader *r)
{
    if (!r->loaded && r->status == QUOTH_OK) {
        r->status = catalogue_get_article(r->archive->catalogue, r->a, r->article, &r->row, r->err);
        r->loaded = true;
    }
    return r->status == QUOTH_OK;
}

size_t row_reader_changes(void *context, const article_change **out)
{
    row_reader *r = context;
    article_change *list;
    size_t count = 0;
    if (load(r))
        r->status = changes_read(r->archive, r->a, &r->row, &list, &count, r->err);
    if (r->status != QUOTH_OK || count == 0)
        return 0;
    *out = list;
    return count;
}

/* The day of the capture in the row, and those of the others: ISO, one a line. */
static str captured_days(row_reader *r)
{
    day *others, own = custom_captured(r->row.fields);
    size_t count = 0;
    if (own == NO_DAY) /* from no crawl */
        return STR("");
    r->status = captures_get(r->archive->catalogue, r->a, r->article, &others, &count, r->err);
    DEFER(buf_release) buf out = {0};
    char text[11];
    buf_printf(&out, "%s", day_format(own, text));
    for (size_t i = 0; i < count && r->status == QUOTH_OK; i++)
        buf_printf(&out, "\n%s", day_format(others[i], text));
    return arena_copy(r->a, buf_str(&out));
}

str row_reader_value(void *context, field_id id)
{
    row_reader *r = context;
    if (!load(r))
        return STR("");
    if (id == FIELD_CAPTURED)
        return captured_days(r);
    if (id == FIELD_SOURCE)
        return fold(r->a, r->row.source);
    if (id == FIELD_AUTHOR)
        return byline_keys(r->a, r->row.author);
    if (id == FIELD_ID)
        return r->row.external_id;
    if (id == FIELD_CUSTOM)
        return fold(r->a, r->row.fields);
    return r->row.url;
}

/* May a look at the record's bytes decide? */
static bool may_end_early(const deciding *d)
{
    return matcher_has_runs(d->m) && d->sections & (FORWARD_CODED | FORWARD_WORDS);
}

/* What is known of it before it is looked at further; MATCHER_UNSURE with what that needs. Look at d->status first. */
static matcher_verdict read_candidate(deciding *d, uint32_t article, forward_record *record)
{
    matcher_verdict verdict = MATCHER_UNSURE;
    bool early = may_end_early(d);
    unsigned first = early ? FORWARD_CODED : d->sections;
    if (first)
        d->status = forward_reader_get(d->archive->forward, &d->scratch, article, first, record, d->err);
    if (d->status == QUOTH_OK && early)
        verdict = matcher_judge(d->m, record);
    if (d->status == QUOTH_OK && verdict == MATCHER_UNSURE && first != d->sections)
        d->status = forward_reader_get(d->archive->forward, &d->scratch, article, d->sections, record, d->err);
    return verdict;
}

static int verify(deciding *d, uint32_t article, const forward_slot *slot)
{
    arena_reset(&d->scratch);
    d->verified++;
    forward_record record = {.article = article, .lang = slot->lang};
    matcher_verdict verdict = read_candidate(d, article, &record);
    if (d->status != QUOTH_OK || verdict != MATCHER_UNSURE)
        return d->status == QUOTH_OK ? verdict == MATCHER_ACCEPTS : -1;
    row_reader row = {.archive = d->archive, .a = &d->scratch, .article = article, .err = d->err};
    article_facts facts = {
        .record = &record, .slot = slot, .context = &row, .value = row_reader_value, .changes = row_reader_changes};
    bool accepted = matcher_accepts(d->m, &facts);
    if (row.status != QUOTH_OK && row.status != QUOTH_NOT_FOUND) {
        d->status = row.status;
        return -1;
    }
    if (matcher_is_broken(d->m)) {
        d->status = fail(d->err, QUOTH_CORRUPT, "the forward record of article %u has broken words", article);
        return -1;
    }
    return accepted;
}

static bool is_there(void *context, uint32_t article)
{
    const deciding *d = context;
    return forward_reader_slot(d->archive->forward, article) &&
           (!d->wanted->admits || d->wanted->admits(d->wanted->context, article));
}

static int judge(void *context, uint32_t article)
{
    deciding *d = context;
    uint64_t start = d->wanted->timed ? clock_ns() : 0;
    const forward_slot *slot = forward_reader_slot(d->archive->forward, article);
    int accepted = slot ? verify(d, article, slot) : 0; /* removed since the list was made */
    d->verify_ns += d->wanted->timed ? clock_ns() - start : 0;
    return accepted;
}

static void foresee(void *context, const uint32_t *list, size_t count, int8_t *verdicts)
{
    deciding *d = context;
    if (!may_end_early(d) || !ahead_is_worth(d->m, count))
        return;
    uint64_t start = d->wanted->timed ? clock_ns() : 0;
    d->verified += ahead_judge(d->archive->forward, d->m, list, count, verdicts, ahead_has_idle_processor());
    d->verify_ns += d->wanted->timed ? clock_ns() - start : 0;
}

/* Deciders and keys are told the shard's own docid, which is the article's id. */
static int decide(void *context, xc_docid article)
{
    deciding *d = context;
    d->candidates++;
    if (!is_there(d, article))
        return 0;
    int accepted = d->verify ? judge(d, article) : 1;
    d->accepted += accepted > 0;
    return accepted;
}

/* The smallest hashes of all matches are a sample of them: uniform, found in one pass, and the same whatever the order of
 * looking. */
static size_t sample_key(uint64_t seed, xc_docid article, char out[XC_KEY_ROOM])
{
    uint64_t key = hash_u64(hash_u64(seed) + article);
    for (int i = 0; i < 8; i++)
        out[i] = (char)(key >> (56 - 8 * i));
    return 8;
}

/* Undated articles come last in either order. */
static size_t sort_key(void *context, xc_docid article, char out[XC_KEY_ROOM])
{
    deciding *d = context;
    if (d->wanted->sample)
        return sample_key(d->wanted->seed, article, out);
    const forward_slot *slot = forward_reader_slot(d->archive->forward, article);
    uint32_t key = 0;
    if (slot && slot->published_day != NO_DAY)
        key = (uint32_t)slot->published_day ^ 0x80000000u;
    else if (!d->newest_first)
        key = UINT32_MAX;
    for (int i = 0; i < 4; i++)
        out[i] = (char)(key >> (24 - 8 * i));
    return 4;
}

/* So many matches are looked at before the total is estimated: where the index proves them that is cheap (0.15 ms), where
 * records must be opened it costs what the hits cost. */
enum { COUNTED_IF_PROVED = 2000, COUNTED_IF_VERIFIED = 40 };

static xc_match_parameters parameters_of(const ranking_wanted *wanted, bool verify)
{
    xc_match_parameters p = XC_MATCH_DEFAULTS;
    p.first = (uint32_t)wanted->offset;
    p.count = (uint32_t)wanted->limit;
    p.check_at_least = wanted->count_exactly ? UINT32_MAX : verify ? COUNTED_IF_VERIFIED : COUNTED_IF_PROVED;
    p.k1 = BM25_K1;
    p.b = BM25_B;
    p.min_length = BM25_SHORTEST;
    if (wanted->sample || wanted->by_number) {
        p.order = wanted->sample ? XC_BY_VALUE : XC_BY_DOCID;
        return p;
    }
    switch (wanted->sort) {
    case QUOTH_BY_RELEVANCE: p.order = XC_BY_WEIGHT; break;
    case QUOTH_BY_DATE: p.order = XC_BY_VALUE; break;
    case QUOTH_BY_DATE_DESCENDING:
        p.order = XC_BY_VALUE;
        p.descending = 1;
        break;
    }
    return p;
}

/* What the index is asked for: not always what is wanted in the end. */
typedef struct first_stage {
    xc_query query;
    size_t first, count;
} first_stage;

static quoth_status match_by_xapian(deciding *d, arena *a, const plan *p, const ranking_wanted *wanted, const first_stage *stage,
                                    ranked_hit **ranked, xc_match_result *result, quoth_error *err)
{
    xc_hit *hits = ARENA_ARRAY(a, xc_hit, stage->count + 1);
    xc_match_parameters parameters = parameters_of(wanted, d->verify);
    parameters.first = (uint32_t)stage->first;
    parameters.count = (uint32_t)stage->count;
    xc_match_callbacks callbacks = {.context = d};
    if (d->verify || wanted->admits || d->archive->has_removed || wanted->timed)
        callbacks.decide = decide;
    if (parameters.order == XC_BY_VALUE)
        callbacks.sort_key = sort_key;
    xc_error why;
    xc_status status = xc_match(inverted_reader_database(d->archive->inverted), p->builder, stage->query, &parameters, &callbacks,
                                hits, stage->count, result, &why);
    if (d->status != QUOTH_OK)
        return d->status;
    if (status != XC_OK)
        return inverted_failure(&why, "cannot search the index", err);
    *ranked = ARENA_ARRAY(a, ranked_hit, result->count + 1);
    for (size_t i = 0; i < result->count; i++)
        (*ranked)[i] = (ranked_hit){inverted_article_of(d->archive->inverted, hits[i].docid), hits[i].weight};
    return QUOTH_OK;
}

/* The hits of `found` behind the first `first`, and how many there are as far as is known. */
static void take_found(deciding *d, candidates_found *found, size_t first, ranked_hit **ranked, xc_match_result *result)
{
    size_t skipped = first < found->count ? first : found->count;
    uint64_t open = d->verify ? found->proposed - found->judged : 0;
    d->candidates += found->proposed;
    d->accepted += found->accepted;
    *ranked = found->hits + skipped;
    *result = (xc_match_result){.count = found->count - skipped};
    result->lower = result->estimated = (uint32_t)found->accepted;
    result->upper = (uint32_t)(found->accepted + open);
}

/* By day; undated articles come last in either order. */
static double place_by_day(void *context, uint32_t article)
{
    const deciding *d = context;
    const forward_slot *slot = forward_reader_slot(d->archive->forward, article);
    if (!slot || slot->published_day == NO_DAY)
        return -1e12;
    return d->newest_first ? slot->published_day : -(double)slot->published_day;
}

/* By relevance or by day, from the lists themselves. */
static quoth_status match_lists(deciding *d, arena *a, const plan *p, const ranking_wanted *wanted, const first_stage *stage,
                                ranked_hit **ranked, xc_match_result *result, bool *able, quoth_error *err)
{
    static const bm25 weights = {BM25_K1, BM25_B, BM25_SHORTEST};
    candidates_found *found = ARENA_NEW(a, candidates_found);
    bool by_day = wanted->sort != QUOTH_BY_RELEVANCE;
    d->from_lists = (candidates_wanted){.context = d,
                                        .is_there = wanted->admits || d->archive->has_removed ? is_there : NULL,
                                        .judge = d->verify ? judge : NULL,
                                        .foresee = d->verify ? foresee : NULL,
                                        .place = by_day ? place_by_day : NULL,
                                        .forward = d->archive->forward,
                                        .limit = stage->first + stage->count,
                                        .judge_all = wanted->count_exactly};
    quoth_status status = candidates_find(d->archive, a, p, stage->query, &weights, &d->from_lists, found, able, err);
    TRY(d->status);
    TRY(status);
    if (!*able)
        return QUOTH_OK;
    d->listed = d->verify ? &found->listed : NULL;
    take_found(d, found, stage->first, ranked, result);
    return QUOTH_OK;
}

static quoth_status match(deciding *d, arena *a, const plan *p, const ranking_wanted *wanted, const first_stage *stage,
                          ranked_hit **ranked, xc_match_result *result, quoth_error *err)
{
    bool able = false;
    d->listed = NULL;
    if (!wanted->sample && !wanted->by_number)
        TRY(match_lists(d, a, p, wanted, stage, ranked, result, &able, err));
    return able ? QUOTH_OK : match_by_xapian(d, a, p, wanted, stage, ranked, result, err);
}

static ranked_hit *copy_hits(arena *a, const ranked_hit *hits, size_t count)
{
    assert(hits || count == 0);
    ranked_hit *copy = ARENA_ARRAY(a, ranked_hit, count + 1);
    for (size_t i = 0; i < count; i++)
        copy[i] = hits[i];
    return copy;
}

/* What the best hits have in common weighs too: those best in the final order, as what the words' places and the neighbours say
 * of them also tells better which of them mean the same. `*plainly` are the hits as each is found by its own words. */
static quoth_status expand(deciding *d, arena *a, const plan *p, const second_stage *second, xc_query *expanded,
                           ranked_hit **plainly, size_t *count, quoth_error *err)
{
    const ranking_wanted *wanted = d->wanted;
    ranking_wanted best = {.admits = wanted->admits, .context = wanted->context};
    first_stage stage = {p->query, 0, READ_AGAIN};
    xc_match_result result = {0};
    TRY(match(d, a, p, &best, &stage, plainly, &result, err));
    if (second_stage_works(second))
        TRY(second_stage_by_words(second, d->archive, *plainly, result.count, result.count, err));
    *count = result.count;
    ranked_hit *meant = copy_hits(a, *plainly, result.count);
    TRY(second_stage_by_neighbours(second, d->archive, meant, result.count, err));
    return expand_query(d->archive, a, p, meant, result.count, expanded, err);
}

static quoth_status check_wanted(const ranking_wanted *wanted, quoth_error *err)
{
    if (wanted->limit > LIMIT_TOP_HITS || wanted->offset > LIMIT_TOP_HITS)
        return fail(err, QUOTH_LIMIT, "at most %d hits are kept for one answer", LIMIT_TOP_HITS);
    return QUOTH_OK;
}

/* Hits [offset, offset + limit) of those found, which begin at the first where there was a second stage. */
static void cut_page(const deciding *d, const xc_match_result *result, ranked_hit *ranked, size_t skipped, ranking *out)
{
    if (skipped > result->count)
        skipped = result->count;
    out->hits = ranked + skipped;
    out->count = result->count - skipped < d->wanted->limit ? result->count - skipped : d->wanted->limit;
    out->total = result->estimated;
    out->total_is_exact = result->lower == result->upper;
    out->candidates = d->candidates;
    out->verified = d->verified;
    out->accepted = d->accepted;
    out->verify_ns = d->verify_ns;
}

static int judge_listed(void *context, uint32_t article)
{
    deciding *d = context;
    return candidates_judge(d->listed, &d->from_lists, article);
}

static total_wanted total_wanted_of(deciding *d)
{
    bool any_may_be_missing = d->wanted->admits || d->archive->has_removed;
    return (total_wanted){.context = d,
                          .is_there = any_may_be_missing ? is_there : NULL,
                          .judge = d->listed ? judge_listed : judge,
                          .foresee = d->listed ? NULL : foresee,
                          .forward = d->archive->forward,
                          .exactly = d->wanted->count_exactly};
}

/* Xapian guesses the total from the candidates that were good enough for the list, and they are no sample of all. */
static quoth_status count_better(deciding *d, arena *a, const plan *p, ranking *out, quoth_error *err)
{
    total_wanted wanted = total_wanted_of(d);
    total_found found;
    quoth_status status;
    if (out->total_is_exact)
        return QUOTH_OK;
    uint64_t start = d->wanted->timed ? clock_ns() : 0;
    if (d->listed)
        status = total_of_candidates(a, d->listed->articles, d->listed->count, &wanted, &found);
    else
        status = total_find(d->archive, a, p, &wanted, &found, err);
    TRY(d->status);
    TRY(status);
    if (found.is_known) {
        out->total = found.matches > out->count ? found.matches : out->count;
        out->total_is_exact = found.is_exact;
    }
    out->count_ns = d->wanted->timed ? clock_ns() - start : 0;
    return QUOTH_OK;
}

static quoth_status find(deciding *d, arena *a, const plan *p, ranking *out, quoth_error *err)
{
    const ranking_wanted *wanted = d->wanted;
    second_stage second;
    TRY(second_stage_of(d->archive, a, p, wanted, &second, err));
    bool works = second_stage_works(&second);
    first_stage stage = {p->query, wanted->offset, wanted->limit};
    if (works)
        stage = (first_stage){p->query, 0, second_stage_depth(&second, wanted->offset + wanted->limit)};
    ranked_hit *plainly = NULL, *ranked = NULL;
    size_t plainly_count = 0;
    if (wanted->expand)
        TRY(expand(d, a, p, &second, &stage.query, &plainly, &plainly_count, err));
    xc_match_result result = {0};
    TRY(match(d, a, p, wanted, &stage, &ranked, &result, err));
    if (works)
        TRY(second_stage_rank(&second, d->archive, ranked, result.count,
                              wanted->expand ? result.count : wanted->offset + wanted->limit, err));
    expand_keep_plain(plainly, plainly_count, ranked, result.count < READ_AGAIN ? result.count : READ_AGAIN);
    cut_page(d, &result, ranked, works ? wanted->offset : 0, out);
    return count_better(d, a, p, out, err);
}

quoth_status rank_articles(quoth_archive *archive, arena *a, const plan *p, matcher *m, const ranking_wanted *wanted,
                           ranking *out, quoth_error *err)
{
    TRY(check_wanted(wanted, err));
    *out = (ranking){0};
    deciding d = {.archive = archive,
                  .m = m,
                  .verify = !p->exact,
                  .sections = matcher_sections(m, false),
                  .newest_first = wanted->sort == QUOTH_BY_DATE_DESCENDING,
                  .wanted = wanted,
                  .err = err};
    quoth_status status = find(&d, a, p, out, err);
    arena_release(&d.scratch);
    return status;
}

/* --- all of them --- */

static deciding looking_at_all(quoth_archive *archive, const plan *p, matcher *m, quoth_error *err)
{
    static const ranking_wanted all = {.count_exactly = true};
    return (deciding){
        .archive = archive, .m = m, .wanted = &all, .verify = !p->exact, .sections = matcher_sections(m, false), .err = err};
}

quoth_status rank_count_articles(quoth_archive *archive, arena *a, const plan *p, matcher *m, uint64_t *out, quoth_error *err)
{
    deciding d = looking_at_all(archive, p, m, err);
    total_wanted wanted = total_wanted_of(&d);
    total_found found;
    quoth_status status = total_find(archive, a, p, &wanted, &found, err);
    arena_release(&d.scratch);
    TRY(d.status);
    TRY(status);
    *out = found.matches;
    return QUOTH_OK;
}

quoth_status rank_each_article(quoth_archive *archive, arena *a, const plan *p, matcher *m, article_visitor visit, void *context,
                               quoth_error *err)
{
    deciding d = looking_at_all(archive, p, m, err);
    total_wanted wanted = total_wanted_of(&d);
    quoth_status status = total_each(archive, a, p, &wanted, visit, context, err);
    arena_release(&d.scratch);
    TRY(d.status);
    return status;
}
