/* check_terms.c - does the inverted index hold exactly the terms that the articles have? */
#include "indexer/write/check_terms.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"

enum { MOST_REPORTED = 24 };

typedef struct term_sum {
    uint64_t hash; /* of the term; 0: free */
    uint64_t sum;  /* of posting_hash of its articles */
    uint32_t articles;
    bool is_met;
} term_sum;

struct term_sums {
    term_sum *slots;
    size_t slot_count, used;
};

static uint64_t posting_hash(uint32_t article, uint32_t wdf)
{
    return hash_u64(((uint64_t)article << 32 | wdf) + 0x9E3779B97F4A7C15u);
}

static uint64_t term_hash(str term)
{
    uint64_t hash = hash_bytes(term, 0);
    return hash ? hash : 1;
}

static term_sum *find(term_sums *s, uint64_t hash)
{
    size_t at = hash & (s->slot_count - 1);
    while (s->slots[at].hash && s->slots[at].hash != hash)
        at = (at + 1) & (s->slot_count - 1);
    return &s->slots[at];
}

static void grow(term_sums *s)
{
    term_sum *old = s->slots;
    size_t old_count = s->slot_count;
    s->slot_count = old_count ? old_count * 2 : 1 << 14;
    s->slots = mem_zalloc(s->slot_count * sizeof *s->slots);
    for (size_t i = 0; i < old_count; i++)
        if (old[i].hash)
            *find(s, old[i].hash) = old[i];
    free(old);
}

term_sums *term_sums_new(void)
{
    term_sums *s = mem_zalloc(sizeof *s);
    grow(s);
    return s;
}

void term_sums_free(term_sums **s)
{
    if (!*s)
        return;
    free((*s)->slots);
    free(*s);
    *s = NULL;
}

static int compare_terms(const void *a, const void *b)
{
    const inverted_term *x = a, *y = b;
    return str_compare(x->term, y->term);
}

static void expect_one(term_sums *s, uint32_t article, str term, uint32_t wdf)
{
    if (s->used * 4 >= s->slot_count * 3)
        grow(s);
    uint64_t hash = term_hash(term);
    term_sum *t = find(s, hash);
    s->used += t->hash == 0;
    t->hash = hash;
    t->sum += posting_hash(article, wdf);
    t->articles++;
}

void term_sums_expect(term_sums *s, arena *a, uint32_t article, const inverted_term *terms, size_t count)
{
    inverted_term *sorted = arena_alloc(a, (count + 1) * sizeof *sorted);
    if (count > 0) {
        memcpy(sorted, terms, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, compare_terms);
    }
    for (size_t i = 0; i < count;) {
        str term = sorted[i].term;
        uint32_t wdf = 0;
        for (; i < count && str_equal(sorted[i].term, term); i++)
            wdf += sorted[i].wdf;
        expect_one(s, article, term, wdf);
    }
}

typedef struct comparison {
    term_sums *expected;
    inverted_reader *index;
    const forward_reader *live;
    uint64_t sum;
    uint32_t articles;
    void (*found)(void *context, const char *fault);
    void *context;
    unsigned reported;
    xc_error why;
    bool has_failed;
} comparison;

static void report(comparison *c, const char *what, str term)
{
    char fault[400];
    if (c->reported++ >= MOST_REPORTED)
        return;
    snprintf(fault, sizeof fault, "inverted index: term \"%.*s\" %s", (int)(term.len > 250 ? 250 : term.len), term.data, what);
    c->found(c->context, fault);
}

static int add_posting(void *context, xc_docid docid, uint32_t wdf, uint32_t document_length)
{
    comparison *c = context;
    uint32_t article = inverted_article_of(c->index, docid);
    (void)document_length;
    if (forward_reader_slot(c->live, article)) {
        c->sum += posting_hash(article, wdf);
        c->articles++;
    }
    return 1;
}

static int compare_term(void *context, const char *term, size_t len, uint32_t documents)
{
    comparison *c = context;
    (void)documents;
    c->sum = 0;
    c->articles = 0;
    if (xc_each_posting(inverted_reader_database(c->index), term, len, add_posting, c, &c->why) != XC_OK) {
        c->has_failed = true;
        return 0;
    }
    term_sum *expected = find(c->expected, term_hash((str){term, len}));
    expected->is_met = expected->hash != 0;
    if (expected->hash == 0 ? c->articles > 0 : c->articles != expected->articles || c->sum != expected->sum)
        report(c, "has other articles than its articles say", (str){term, len});
    return 1;
}

quoth_status term_sums_compare(term_sums *s, inverted_reader *index, const forward_reader *live,
                               void (*found)(void *context, const char *fault), void *context, quoth_error *err)
{
    comparison c = {.expected = s, .index = index, .live = live, .found = found, .context = context};
    xc_database *db = inverted_reader_database(index);
    size_t missing = 0;
    char fault[100];
    xc_status status = db ? xc_each_term(db, "", 0, compare_term, &c, &c.why) : XC_OK;
    if (c.has_failed || (status != XC_OK && status != XC_STOPPED))
        return inverted_failure(&c.why, "cannot walk the inverted index", err);
    for (size_t i = 0; i < s->slot_count; i++)
        missing += s->slots[i].hash != 0 && !s->slots[i].is_met;
    if (missing > 0) {
        snprintf(fault, sizeof fault, "inverted index: %zu terms of articles are missing", missing);
        found(context, fault);
    }
    return QUOTH_OK;
}
