/* match.c - which articles answer a query of the index, and how much does each weigh? */
#include "store/inverted/match.h"

#include <math.h>
#include <stdlib.h>

enum { BIT_WORDS = MATCH_WINDOW / 64 };

typedef struct part part;
struct part {
    xc_query_kind kind;
    part **kids;
    size_t count;
    double factor;      /* of weights; 0: it only says what matches */
    uint64_t documents; /* about so many match: how joins are ordered */

    str term;
    uint32_t wqf;
    glass_list *lists;       /* by shard */
    glass_postings postings; /* in this window */
    double weight;           /* of BM25; of a synonym too */

    const xc_posting_source *source;
    void *cursor;
    bool is_started;

    uint64_t bits[BIT_WORDS]; /* in this window */
};

typedef struct matching {
    const xc_query_builder *builder;
    term_shard *shards;
    size_t shard_count, shard; /* of them; the one that is looked at */
    const bm25 *weights;
    double documents, length_factor;
    arena a;
    VEC(part *) terms;
    VEC(part *) sources;
    uint32_t *wdfs;  /* of a synonym, by number of the bit; all 0 in between */
    double *largest; /* the same, of XC_QUERY_MAX_OF */
    const uint32_t *lengths;
    double *scores;
    quoth_error *err;
} matching;

/* --- from the query to parts --- */

static part *make(matching *m, xc_query query, double factor);

static bool make_kids(matching *m, part *p, const xc_query_parts *q)
{
    bool is_filter = q->kind == XC_QUERY_FILTER || q->kind == XC_QUERY_AND_NOT;
    p->kids = ARENA_ARRAY(&m->a, part *, q->count + 1);
    for (size_t i = 0; i < q->count; i++) {
        part *kid = make(m, q->kids[i], is_filter && i > 0 ? 0 : p->factor);
        bool of_terms = p->kind == XC_QUERY_SYNONYM || p->kind == XC_QUERY_MAX_OF;
        if (!kid || (of_terms && kid->kind != XC_QUERY_TERM))
            return false;
        p->kids[p->count++] = kid;
    }
    if ((p->kind == XC_QUERY_SYNONYM || p->kind == XC_QUERY_MAX_OF) && p->factor == 0)
        p->kind = XC_QUERY_ANY_OF;
    if (p->kind == XC_QUERY_FILTER)
        p->kind = XC_QUERY_ALL_OF; /* what only filters weighs nothing already */
    return true;
}

static bool make_source(matching *m, part *p, const xc_query_parts *q)
{
    p->source = q->source;
    vec_push(&m->a, &m->sources, p);
    return q->source->has && (!q->source->weight || p->factor == 0);
}

/* NULL for what only Xapian can match. */
static part *make(matching *m, xc_query query, double factor)
{
    xc_query_parts q = xc_query_parts_of(m->builder, query);
    if (q.kind == XC_QUERY_SCALED)
        return make(m, q.kids[0], factor * q.factor);
    part *p = ARENA_NEW(&m->a, part);
    p->kind = q.kind;
    p->factor = factor;
    switch (q.kind) {
    case XC_QUERY_NOTHING: return p;
    case XC_QUERY_EVERYTHING: /* the list of lengths has them all */
        p->kind = XC_QUERY_TERM;
        p->factor = 0;
        vec_push(&m->a, &m->terms, p);
        return p;
    case XC_QUERY_TERM:
        p->term = (str){q.term, q.term_len};
        p->wqf = q.wqf;
        vec_push(&m->a, &m->terms, p);
        return p;
    case XC_QUERY_SOURCE: return make_source(m, p, &q) ? p : NULL;
    case XC_QUERY_ALL_OF:
    case XC_QUERY_ANY_OF:
    case XC_QUERY_MAX_OF:
    case XC_QUERY_SYNONYM:
    case XC_QUERY_AND_NOT:
    case XC_QUERY_FILTER:
    case XC_QUERY_AND_MAYBE: return make_kids(m, p, &q) ? p : NULL;
    case XC_QUERY_SCALED:
    case XC_QUERY_OTHER: break;
    }
    return NULL;
}

/* --- weights --- */

/* BM25Weight::init of Xapian, with k3 1 and without relevance feedback. */
static double weight_of(const matching *m, double documents, uint32_t wqf, double factor)
{
    double odds = (m->documents - documents + 0.5) / (documents + 0.5);
    if (odds < 2)
        odds = odds * 0.5 + 1;
    return log(odds) * factor * (2.0 * wqf / (1.0 + wqf)) * (m->weights->k1 + 1);
}

static int fewer_first(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

/* How many documents have any of the terms, as if these were independent: Xapian joins the two rarest first, and rounds. */
static uint64_t documents_of_any(matching *m, const part *p)
{
    uint64_t *known = ARENA_ARRAY(&m->a, uint64_t, p->count + 1);
    size_t count = p->count;
    for (size_t i = 0; i < count; i++)
        known[i] = p->kids[i]->documents;
    for (; count > 1; count--) {
        qsort(known, count, sizeof *known, fewer_first);
        double x = (double)known[0], y = (double)known[1];
        known[0] = (uint64_t)(x + y - x * y / m->documents + 0.5);
        known[1] = known[count - 1];
    }
    return count ? known[0] : 0;
}

static int rarest_first(const void *x, const void *y)
{
    const part *a = *(part *const *)x, *b = *(part *const *)y;
    return a->documents < b->documents ? -1 : a->documents > b->documents;
}

/* What terms weigh, how many documents each part has about, and in which order joins look at theirs. */
static void prepare(matching *m, part *p)
{
    uint64_t least = UINT64_MAX, sum = 0;
    for (size_t i = 0; i < p->count; i++) {
        prepare(m, p->kids[i]);
        sum += p->kids[i]->documents;
        least = p->kids[i]->documents < least ? p->kids[i]->documents : least;
    }
    switch (p->kind) {
    case XC_QUERY_TERM: break;
    case XC_QUERY_SOURCE: p->documents = UINT64_MAX >> 20; break; /* asked of what all others have */
    case XC_QUERY_ALL_OF:
        qsort(p->kids, p->count, sizeof *p->kids, rarest_first);
        p->documents = p->count ? least : 0;
        break;
    case XC_QUERY_SYNONYM: p->documents = documents_of_any(m, p); break;
    case XC_QUERY_ANY_OF:
    case XC_QUERY_MAX_OF: p->documents = sum; break;
    case XC_QUERY_AND_NOT:
    case XC_QUERY_AND_MAYBE: p->documents = p->kids[0]->documents; break;
    case XC_QUERY_NOTHING:
    case XC_QUERY_EVERYTHING:
    case XC_QUERY_SCALED:
    case XC_QUERY_FILTER:
    case XC_QUERY_OTHER: break;
    }
    if (m->weights && p->factor != 0 && p->documents > 0 && (p->kind == XC_QUERY_TERM || p->kind == XC_QUERY_SYNONYM))
        p->weight = weight_of(m, (double)p->documents, p->kind == XC_QUERY_TERM ? p->wqf : 1, p->factor);
}

/* --- lists --- */

static quoth_status open_lists(matching *m)
{
    for (size_t i = 0; i < m->terms.count; i++) {
        part *p = m->terms.items[i];
        p->lists = ARENA_ARRAY(&m->a, glass_list, m->shard_count + 1);
        for (size_t s = 0; s < m->shard_count; s++) {
            TRY(glass_list_open(&m->shards[s].cursor, p->term, &p->lists[s], m->err));
            p->documents += p->term.len ? p->lists[s].documents : m->shards[s].documents;
        }
        size_t room = p->documents < MATCH_WINDOW ? (size_t)p->documents : MATCH_WINDOW;
        p->postings.room = room + 1;
        p->postings.distances = arena_alloc(&m->a, p->postings.room * sizeof *p->postings.distances);
        p->postings.wdfs = arena_alloc(&m->a, p->postings.room * sizeof *p->postings.wdfs);
    }
    return QUOTH_OK;
}

static void close_lists(matching *m)
{
    for (size_t i = 0; i < m->terms.count; i++)
        for (size_t s = 0; m->terms.items[i]->lists && s < m->shard_count; s++)
            glass_list_close(&m->terms.items[i]->lists[s]);
}

static void stop_sources(matching *m)
{
    for (size_t i = 0; i < m->sources.count; i++) {
        part *p = m->sources.items[i];
        if (p->is_started && p->source->release)
            p->source->release(p->cursor);
        p->is_started = false;
    }
}

static quoth_status start_sources(matching *m)
{
    const term_shard *shard = &m->shards[m->shard];
    xc_shard about = {m->shard, shard->documents, shard->last_id};
    for (size_t i = 0; i < m->sources.count; i++) {
        part *p = m->sources.items[i];
        xc_source_bounds bounds = {0, about.documents, about.documents, 0.0};
        p->cursor = p->source->context;
        if (p->source->init && p->source->init(p->source->context, &about, &bounds, &p->cursor) != 0)
            return fail(m->err, QUOTH_CORRUPT, "a list of articles cannot be read");
        p->is_started = true;
    }
    return QUOTH_OK;
}

/* --- what matches --- */

static inline bool has_bit(const uint64_t *bits, uint32_t i)
{
    return bits[i / 64] >> i % 64 & 1;
}

static bool is_empty(const uint64_t *bits)
{
    uint64_t any = 0;
    for (size_t i = 0; i < BIT_WORDS; i++)
        any |= bits[i];
    return any == 0;
}

/* The next article from `id` on that may match: none before it does. */
static quoth_status next_of(matching *m, part *p, uint32_t id, uint32_t *next)
{
    uint32_t of_kid;
    switch (p->kind) {
    case XC_QUERY_TERM:
        TRY(glass_list_seek(&p->lists[m->shard], id, m->err));
        *next = p->lists[m->shard].id;
        return QUOTH_OK;
    case XC_QUERY_ALL_OF:
        *next = p->count ? id : GLASS_LIST_END;
        for (size_t i = 0; i < p->count && *next != GLASS_LIST_END; i++)
            TRY(next_of(m, p->kids[i], *next, next));
        return QUOTH_OK;
    case XC_QUERY_ANY_OF:
    case XC_QUERY_MAX_OF:
    case XC_QUERY_SYNONYM:
        *next = GLASS_LIST_END;
        for (size_t i = 0; i < p->count && *next != id; i++) {
            TRY(next_of(m, p->kids[i], id, &of_kid));
            *next = of_kid < *next ? of_kid : *next;
        }
        return QUOTH_OK;
    case XC_QUERY_AND_NOT:
    case XC_QUERY_AND_MAYBE: return next_of(m, p->kids[0], id, next);
    case XC_QUERY_SOURCE: *next = id; return QUOTH_OK;
    case XC_QUERY_NOTHING:
    case XC_QUERY_EVERYTHING:
    case XC_QUERY_SCALED:
    case XC_QUERY_FILTER:
    case XC_QUERY_OTHER: break;
    }
    *next = GLASS_LIST_END;
    return QUOTH_OK;
}

static quoth_status fill(matching *m, part *p, uint32_t from, const uint64_t *mask);

static quoth_status fill_term(matching *m, part *p, uint32_t from, const uint64_t *mask)
{
    glass_postings *found = &p->postings;
    TRY(glass_list_take(&p->lists[m->shard], from, MATCH_WINDOW, mask, found, m->err));
    for (size_t i = 0; i < found->count; i++)
        p->bits[found->distances[i] / 64] |= 1ull << found->distances[i] % 64;
    return QUOTH_OK;
}

static quoth_status fill_joined(matching *m, part *p, uint32_t from, const uint64_t *mask)
{
    for (size_t i = 0; i < p->count; i++) {
        TRY(fill(m, p->kids[i], from, mask));
        mask = p->kids[i]->bits;
        if (is_empty(mask))
            return QUOTH_OK;
    }
    memcpy(p->bits, mask, sizeof p->bits);
    return QUOTH_OK;
}

static quoth_status fill_either(matching *m, part *p, uint32_t from, const uint64_t *mask)
{
    for (size_t i = 0; i < p->count; i++) {
        TRY(fill(m, p->kids[i], from, mask));
        for (size_t w = 0; w < BIT_WORDS; w++)
            p->bits[w] |= p->kids[i]->bits[w];
    }
    return QUOTH_OK;
}

/* The first, perhaps without the second, which is looked for where the first is. */
static quoth_status fill_first(matching *m, part *p, uint32_t from, const uint64_t *mask)
{
    TRY(fill(m, p->kids[0], from, mask));
    if (is_empty(p->kids[0]->bits))
        return QUOTH_OK;
    TRY(fill(m, p->kids[1], from, p->kids[0]->bits));
    for (size_t w = 0; w < BIT_WORDS; w++)
        p->bits[w] = p->kids[0]->bits[w] & ~(p->kind == XC_QUERY_AND_NOT ? p->kids[1]->bits[w] : 0);
    return QUOTH_OK;
}

static void fill_source(part *p, uint32_t from, const uint64_t *mask)
{
    for (uint32_t w = 0; w < BIT_WORDS; w++)
        for (uint64_t rest = mask[w]; rest; rest &= rest - 1)
            if (p->source->has(p->cursor, from + 64 * w + (uint32_t)__builtin_ctzll(rest)))
                p->bits[w] |= rest & -rest;
}

/* p->bits become those of `mask` that match it. */
static quoth_status fill(matching *m, part *p, uint32_t from, const uint64_t *mask)
{
    memset(p->bits, 0, sizeof p->bits);
    switch (p->kind) {
    case XC_QUERY_TERM: return fill_term(m, p, from, mask);
    case XC_QUERY_ALL_OF: return fill_joined(m, p, from, mask);
    case XC_QUERY_ANY_OF:
    case XC_QUERY_MAX_OF:
    case XC_QUERY_SYNONYM: return fill_either(m, p, from, mask);
    case XC_QUERY_AND_NOT:
    case XC_QUERY_AND_MAYBE: return fill_first(m, p, from, mask);
    case XC_QUERY_SOURCE: fill_source(p, from, mask); return QUOTH_OK;
    case XC_QUERY_NOTHING:
    case XC_QUERY_EVERYTHING:
    case XC_QUERY_SCALED:
    case XC_QUERY_FILTER:
    case XC_QUERY_OTHER: break;
    }
    return QUOTH_OK;
}

/* --- what it weighs --- */

/* BM25Weight::get_sumpart of Xapian, operation by operation. */
static inline double sum_part(const matching *m, double weight, uint32_t wdf, uint32_t length)
{
    double normal = length * m->length_factor;
    if (normal < m->weights->min_length)
        normal = m->weights->min_length;
    return weight * (wdf / (m->weights->k1 * (normal * m->weights->b + (1 - m->weights->b)) + wdf));
}

static void weigh_term(matching *m, const part *p, const uint64_t *which)
{
    for (size_t i = 0; i < p->postings.count; i++) {
        uint32_t at = p->postings.distances[i];
        if (has_bit(which, at))
            m->scores[at] += sum_part(m, p->weight, p->postings.wdfs[i], m->lengths[at]);
    }
}

static void weigh_synonym(matching *m, const part *p, const uint64_t *which)
{
    for (size_t k = 0; k < p->count; k++)
        for (size_t i = 0; i < p->kids[k]->postings.count; i++)
            m->wdfs[p->kids[k]->postings.distances[i]] += p->kids[k]->postings.wdfs[i];
    for (uint32_t w = 0; w < BIT_WORDS; w++)
        for (uint64_t rest = p->bits[w]; rest; rest &= rest - 1) {
            uint32_t at = 64 * w + (uint32_t)__builtin_ctzll(rest);
            uint32_t wdf = m->wdfs[at] < m->lengths[at] ? m->wdfs[at] : m->lengths[at];
            m->wdfs[at] = 0;
            if (has_bit(which, at))
                m->scores[at] += sum_part(m, p->weight, wdf, m->lengths[at]);
        }
}

static void weigh_largest(matching *m, const part *p, const uint64_t *which)
{
    for (size_t k = 0; k < p->count; k++) {
        const part *kid = p->kids[k];
        for (size_t i = 0; i < kid->postings.count; i++) {
            uint32_t at = kid->postings.distances[i];
            double weight = has_bit(which, at) ? sum_part(m, kid->weight, kid->postings.wdfs[i], m->lengths[at]) : 0;
            m->largest[at] = weight > m->largest[at] ? weight : m->largest[at];
        }
    }
    for (uint32_t w = 0; w < BIT_WORDS; w++)
        for (uint64_t rest = p->bits[w] & which[w]; rest; rest &= rest - 1) {
            uint32_t at = 64 * w + (uint32_t)__builtin_ctzll(rest);
            m->scores[at] += m->largest[at];
            m->largest[at] = 0;
        }
}

/* Adds to the scores of `which`, all of which match p. */
static void weigh(matching *m, const part *p, const uint64_t *which)
{
    uint64_t both[BIT_WORDS];
    if (p->factor == 0)
        return;
    if (p->kind == XC_QUERY_TERM) {
        weigh_term(m, p, which);
        return;
    }
    if (p->kind == XC_QUERY_SYNONYM) {
        weigh_synonym(m, p, which);
        return;
    }
    if (p->kind == XC_QUERY_MAX_OF) {
        weigh_largest(m, p, which);
        return;
    }
    for (size_t i = 0; i < p->count; i++) {
        const part *kid = p->kids[i];
        if (p->kind == XC_QUERY_ALL_OF || kid->kind == XC_QUERY_TERM) {
            weigh(m, kid, which);
            continue;
        }
        for (size_t w = 0; w < BIT_WORDS; w++)
            both[w] = which[w] & kid->bits[w];
        if (!is_empty(both))
            weigh(m, kid, both);
    }
}

/* --- window by window --- */

static void mask_of(const term_shard *shard, uint32_t from, uint64_t *mask)
{
    for (uint32_t w = 0; w < BIT_WORDS; w++) {
        uint64_t first = (uint64_t)from + 64ull * w;
        mask[w] = ~0ull;
        if (first < shard->first_id)
            mask[w] = shard->first_id - first >= 64 ? 0 : mask[w] << (shard->first_id - first);
        if (first > shard->last_id)
            mask[w] = 0;
        else if (shard->last_id - first < 63)
            mask[w] &= (1ull << (shard->last_id - first + 1)) - 1;
    }
}

static quoth_status match_window_of(matching *m, part *root, uint32_t from)
{
    term_shard *shard = &m->shards[m->shard];
    uint64_t mask[BIT_WORDS];
    mask_of(shard, from, mask);
    TRY(fill(m, root, from, mask));
    if (!m->weights || is_empty(root->bits))
        return QUOTH_OK;
    TRY(term_shard_lengths(shard, from / MATCH_WINDOW, &m->lengths, m->err));
    memset(m->scores, 0, MATCH_WINDOW * sizeof *m->scores);
    weigh(m, root, root->bits);
    return QUOTH_OK;
}

static quoth_status match_shard(matching *m, part *root, match_visitor visit, void *context, bool *goes_on)
{
    const term_shard *shard = &m->shards[m->shard];
    uint32_t id = shard->first_id;
    TRY(start_sources(m));
    while (*goes_on) {
        TRY(next_of(m, root, id, &id));
        if (id > shard->last_id) /* or the end */
            break;
        uint32_t from = id - id % MATCH_WINDOW;
        TRY(match_window_of(m, root, from));
        if (!is_empty(root->bits))
            *goes_on = visit(context, &(match_window){from, root->bits, m->weights ? m->scores : NULL});
        if (shard->last_id - from < MATCH_WINDOW)
            break;
        id = from + MATCH_WINDOW;
    }
    return QUOTH_OK;
}

static quoth_status match_all(matching *m, part *root, match_visitor visit, void *context)
{
    double length = 0;
    bool goes_on = true;
    for (size_t s = 0; s < m->shard_count; s++) {
        m->documents += m->shards[s].documents;
        length += (double)m->shards[s].total_length;
    }
    m->length_factor = length > 0 ? 1 / (length / m->documents) : 0;
    TRY(open_lists(m));
    prepare(m, root);
    m->scores = ARENA_ARRAY(&m->a, double, MATCH_WINDOW);
    m->wdfs = ARENA_ARRAY(&m->a, uint32_t, MATCH_WINDOW);
    m->largest = ARENA_ARRAY(&m->a, double, MATCH_WINDOW);
    for (m->shard = 0; m->shard < m->shard_count && goes_on; m->shard++) {
        quoth_status status = match_shard(m, root, visit, context, &goes_on);
        stop_sources(m);
        TRY(status);
    }
    return QUOTH_OK;
}

quoth_status inverted_match(inverted_reader *r, const xc_query_builder *b, xc_query query, const bm25 *weights,
                            match_visitor visit, void *context, bool *able, quoth_error *err)
{
    matching m = {.builder = b, .weights = weights, .err = err};
    const char *told = getenv("QUOTH_MATCHER");
    *able = false;
    if (told && strcmp(told, "xapian") == 0)
        return QUOTH_OK;
    term_lists *lists = inverted_reader_lists(r);
    if (lists)
        m.shards = term_lists_shards(lists, &m.shard_count);
    part *root = lists ? make(&m, query, 1) : NULL;
    quoth_status status = QUOTH_OK;
    *able = root != NULL;
    if (root)
        status = match_all(&m, root, visit, context);
    close_lists(&m);
    arena_release(&m.a);
    return status;
}
