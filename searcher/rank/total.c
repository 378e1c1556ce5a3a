/* total.c - how many articles match? */
#include "searcher/rank/total.h"

#include "searcher/plan/bounds.h"

static article_space space_of(const quoth_archive *archive, arena *a)
{
    return (article_space){a, forward_reader_end(archive->forward)};
}

/* Sets of what a query has NOT are of all numbers, also of those that no article has. */
typedef struct presence {
    const quoth_archive *archive;
    const total_wanted *wanted;
} presence;

static bool is_present(void *context, uint32_t article)
{
    const presence *p = context;
    if (p->wanted->is_there)
        return p->wanted->is_there(p->wanted->context, article);
    return forward_reader_slot(p->archive->forward, article) != NULL;
}

static articles present(const quoth_archive *archive, const article_space *s, const total_wanted *wanted, articles x)
{
    presence p = {archive, wanted};
    return wanted->is_there || x.all_but ? articles_kept(s, x, is_present, &p) : x;
}

/* --- those between --- */

typedef struct listing {
    arena *a;
    VEC(uint32_t) list;
} listing;

static bool add_to_list(void *context, uint32_t article)
{
    listing *l = context;
    vec_push(l->a, &l->list, article);
    return true;
}

/* The i-th of `count` in an order that spreads any first few evenly: steps of the golden section (Knuth 6.4, Fibonacci hashing),
 * made coprime to the count so that each comes once. */
static size_t step_for(size_t count)
{
    size_t step = (size_t)((double)count * 0.6180339887498949) | 1;
    for (;; step++) {
        size_t x = step, y = count;
        while (y) {
            size_t rest = x % y;
            x = y;
            y = rest;
        }
        if (x == 1)
            return step;
    }
}

/* Samples lie far apart: what is judged soon is fetched meanwhile. */
static void expect_further(const uint32_t *list, size_t count, size_t at, size_t step, const forward_reader *forward)
{
    enum { SLOT_AHEAD = 4, RECORD_AHEAD = 2 };
    forward_reader_expect_slot(forward, list[(at + SLOT_AHEAD * step) % count]);
    forward_reader_expect(forward, list[(at + RECORD_AHEAD * step) % count]);
}

/* Of all of them; NULL: nothing. */
static int8_t *foreseen(const total_wanted *wanted, arena *a, const uint32_t *list, size_t count)
{
    if (!wanted->foresee)
        return NULL;
    int8_t *verdicts = arena_alloc(a, count + 1);
    memset(verdicts, -1, count + 1);
    wanted->foresee(wanted->context, list, count, verdicts);
    return verdicts;
}

static quoth_status judge_some(const total_wanted *wanted, arena *a, const uint32_t *list, size_t count, total_found *out)
{
    bool all = wanted->exactly || count <= TOTAL_MOST_JUDGED;
    size_t step = all ? 1 : step_for(count), judged = 0, matched = 0, at = 0;
    const int8_t *known = all ? foreseen(wanted, a, list, count) : NULL;
    while (judged < count && (all || (judged < TOTAL_MOST_JUDGED && matched < TOTAL_ENOUGH_MATCH))) {
        bool is_known = known && known[at] >= 0;
        if (wanted->forward && !is_known)
            expect_further(list, count, at, step, wanted->forward);
        int matches = is_known ? known[at] : wanted->judge(wanted->context, list[at]);
        if (matches < 0)
            return QUOTH_CORRUPT; /* the judge knows what is wrong */
        matched += matches > 0;
        judged++;
        at = (at + step) % count;
    }
    out->judged = judged;
    out->is_exact = judged == count;
    out->matches += judged ? (count * matched + judged / 2) / judged : 0;
    return QUOTH_OK;
}

quoth_status total_of_candidates(arena *a, const uint32_t *list, size_t count, const total_wanted *wanted, total_found *out)
{
    *out = (total_found){.is_known = true, .candidates = count};
    return judge_some(wanted, a, list, count, out);
}

/* --- all of them --- */

/* One word whose terms are of different languages, of which an article has one: the lists need not be read. */
static bool is_sum_of_lists(const plan *p, const total_wanted *wanted)
{
    const node *root = p->q->root;
    if (root->kind != NODE_WORD || wanted->is_there || !p->leaves[root->leaf].exact)
        return false;
    const leaf *l = &p->q->leaves[root->leaf];
    return p->leaves[root->leaf].terms.count < 2 || (l->word_count == 1 && l->words[0].how == HOW_STEM);
}

static uint64_t postings_of(const plan *p)
{
    uint64_t sum = 0;
    for (uint32_t l = 0; l < p->q->leaf_count; l++)
        sum += p->leaves[l].documents;
    return sum;
}

quoth_status total_find(quoth_archive *archive, arena *a, const plan *p, const total_wanted *wanted, total_found *out,
                        quoth_error *err)
{
    *out = (total_found){.is_known = true, .is_exact = true};
    if (is_sum_of_lists(p, wanted)) {
        out->matches = out->candidates = p->leaves[p->q->root->leaf].documents;
        return QUOTH_OK;
    }
    out->is_known = wanted->exactly || postings_of(p) <= TOTAL_MOST_POSTINGS;
    if (!out->is_known)
        return QUOTH_OK;
    article_space s = space_of(archive, a);
    bounds b;
    listing between = {.a = a};
    TRY(bounds_of_plan(archive, &s, p, &b, err));
    out->matches = out->candidates = articles_count(&s, present(archive, &s, wanted, b.least));
    if (b.exact)
        return QUOTH_OK;
    articles_each(&s, present(archive, &s, wanted, articles_without(&s, b.most, b.least)), add_to_list, &between);
    out->candidates += between.list.count;
    return judge_some(wanted, a, between.list.items, between.list.count, out);
}

typedef struct visiting {
    const total_wanted *wanted;
    void (*visit)(void *context, uint32_t article);
    void *context;
    articles sure;
    bool all_sure, failed;
    const uint32_t *open; /* those that are not sure, and what was foreseen of each; NULL: nothing */
    const int8_t *known;
    size_t open_count, next;
} visiting;

static int judge_open(visiting *v, uint32_t article)
{
    while (v->next < v->open_count && v->open[v->next] < article)
        v->next++; /* removed since the list was made */
    if (v->next == v->open_count || v->open[v->next] != article)
        return v->wanted->judge(v->wanted->context, article);
    if (v->known && v->known[v->next] >= 0)
        return v->known[v->next];
    if (v->wanted->forward)
        expect_further(v->open, v->open_count, v->next, 1, v->wanted->forward);
    return v->wanted->judge(v->wanted->context, article);
}

static bool visit_one(void *context, uint32_t article)
{
    visiting *v = context;
    int matches = v->all_sure || articles_have(v->sure, article) ? 1 : judge_open(v, article);
    v->failed = matches < 0;
    if (matches > 0)
        v->visit(v->context, article);
    return !v->failed;
}

quoth_status total_each(quoth_archive *archive, arena *a, const plan *p, const total_wanted *wanted,
                        void (*visit)(void *context, uint32_t article), void *visit_context, quoth_error *err)
{
    article_space s = space_of(archive, a);
    bounds b;
    listing open = {.a = a};
    TRY(bounds_of_plan(archive, &s, p, &b, err));
    visiting v = {.wanted = wanted, .visit = visit, .context = visit_context, .sure = b.least, .all_sure = b.exact};
    if (!b.exact) {
        articles_each(&s, present(archive, &s, wanted, articles_without(&s, b.most, b.least)), add_to_list, &open);
        v.open = open.list.items;
        v.open_count = open.list.count;
        v.known = foreseen(wanted, a, v.open, v.open_count);
    }
    articles_each(&s, present(archive, &s, wanted, b.most), visit_one, &v);
    return v.failed ? QUOTH_CORRUPT : QUOTH_OK;
}
