/* test_inverted_match.c - do quoth's own lists find and weigh what Xapian does? */
#include "store/inverted/match.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "unit/test.h"

#define assert_ok(call)                             \
    do {                                            \
        quoth_error err = {0};                      \
        if ((call) != QUOTH_OK)                     \
            fail_msg("%s: %s", #call, err.message); \
    } while (0)

/* Term number n is in one article of about 2^(n / 4): term 0 in nearly all, the last ones in a few. Ids have gaps, some wide, so
 * that lists have many chunks and windows without articles. The only term in every article, "all", is not drawn: for such a one,
 * unweighed, Xapian 1.4.22
 * walks the list of all documents under the term's name, and says that it is corrupt as soon as it has a second chunk. */
enum { TERMS = 48, ARTICLES = 9000, SHARDS = 3, MOST_ID = 300000 };
static const bm25 WEIGHTS = {1.5, 0.65, 0};

static uint64_t random_state = 3;

static uint32_t random_below(uint32_t limit)
{
    random_state = hash_u64(random_state + 1);
    return (uint32_t)(random_state % limit);
}

static str term_of(arena *a, unsigned n)
{
    return arena_printf(a, "w%u", n);
}

static shard_info build(const char *dir, const char *name, uint32_t articles, uint32_t *id)
{
    shard_builder *b = NULL;
    shard_info info;
    arena a = {0};
    assert_ok(shard_builder_new(dir, name, &b, &err));
    for (uint32_t i = 0; i < articles; i++) {
        inverted_term terms[TERMS + 1] = {{STR("all"), 0, NULL}};
        size_t count = 1;
        *id += 1 + (random_below(400) == 0 ? random_below(6000) : random_below(3));
        for (unsigned n = 0; n < TERMS; n++)
            if (random_below(1u << n / 4) == 0 && random_below(200) > 0)
                terms[count++] = (inverted_term){term_of(&a, n), random_below(n % 5 ? 6 : 300), NULL};
        assert_ok(shard_builder_add(b, *id, terms, count, &err));
    }
    assert_ok(shard_builder_finish(&b, &info, &err));
    arena_release(&a);
    return info;
}

static char *make_archive(uint32_t shards)
{
    char *dir = strdup("/tmp/quoth-match-XXXXXX");
    arena a = {0};
    uint32_t id = 0;
    inverted_manifest m = {.generation = 1};
    assert_non_null(mkdtemp(dir));
    for (uint32_t i = 0; i < shards; i++) {
        char name[16];
        snprintf(name, sizeof name, "s%u", i);
        vec_push(&a, &m.shards, build(dir, name, ARTICLES / shards, &id));
    }
    assert_true(id < MOST_ID);
    assert_ok(inverted_commit(dir, &m, &err));
    assert_ok(inverted_check(dir, &err));
    arena_release(&a);
    return dir;
}

static void drop_archive(char *dir)
{
    folder_remove(dir, NULL);
    free(dir);
}

/* --- queries --- */

static xc_docid seek_odd(void *cursor, xc_docid at_least, double min_weight)
{
    (void)cursor, (void)min_weight;
    return at_least | 1;
}

static int has_odd(void *cursor, xc_docid docid)
{
    (void)cursor;
    return docid & 1;
}

static xc_query draw(xc_query_builder *b, arena *a, unsigned depth);

static xc_query draw_term(xc_query_builder *b, arena *a)
{
    str term = term_of(a, random_below(TERMS + 3));
    return xc_query_term(b, term.data, term.len, 1 + random_below(2));
}

static xc_query draw_synonym(xc_query_builder *b, arena *a)
{
    xc_query terms[5];
    size_t count = 2 + random_below(4);
    for (size_t i = 0; i < count; i++)
        terms[i] = draw_term(b, a);
    return xc_query_synonym(b, terms, count);
}

static xc_query draw_largest(xc_query_builder *b, arena *a)
{
    xc_query terms[3];
    for (size_t i = 0; i < 3; i++)
        terms[i] = xc_query_scale_weight(b, draw_term(b, a), random_below(4) * 1.5);
    return xc_query_max_of(b, terms, 1 + random_below(3));
}

static xc_query draw_several(xc_query_builder *b, arena *a, unsigned depth, bool all)
{
    xc_query kids[4];
    size_t count = 2 + random_below(3);
    for (size_t i = 0; i < count; i++)
        kids[i] = draw(b, a, depth - 1);
    return all ? xc_query_all_of(b, kids, count) : xc_query_any_of(b, kids, count);
}

static xc_query draw(xc_query_builder *b, arena *a, unsigned depth)
{
    static const xc_posting_source odd = {.seek = seek_odd, .has = has_odd};
    unsigned kind = depth == 0 ? random_below(2) : random_below(11);
    switch (kind) {
    case 0:
    case 1: return draw_term(b, a);
    case 2: return draw_synonym(b, a);
    case 3:
    case 4: return draw_several(b, a, depth, true);
    case 5: return draw_several(b, a, depth, false);
    case 6: return xc_query_and_not(b, draw(b, a, depth - 1), draw(b, a, depth - 1));
    case 7:
        return xc_query_filter(b, draw(b, a, depth - 1),
                               random_below(2) ? draw(b, a, depth - 1) : xc_query_posting_source(b, &odd));
    case 8: return xc_query_and_maybe(b, draw(b, a, depth - 1), draw(b, a, depth - 1));
    case 9: return draw_largest(b, a);
    default: return xc_query_scale_weight(b, random_below(5) ? draw(b, a, depth - 1) : xc_query_match_all(b), random_below(3));
    }
}

/* --- both --- */

typedef struct found {
    double scores[MOST_ID];
    bool matches[MOST_ID];
    size_t count;
} found;

static bool take(void *context, const match_window *w)
{
    found *f = context;
    for (uint32_t i = 0; i < MATCH_WINDOW; i++)
        if (w->bits[i / 64] >> i % 64 & 1) {
            assert_false(f->matches[w->first + i]);
            f->matches[w->first + i] = true;
            f->scores[w->first + i] = w->scores ? w->scores[i] : -1;
            f->count++;
        }
    return true;
}

/* Sums of several parts are rounded in another order. How many documents a synonym has is estimated by Xapian shard by shard,
 * where one more or less comes of rounding. */
static double allowed(const inverted_reader *r, double weight)
{
    return (inverted_reader_shards(r) > 1 ? 2e-3 : 1e-12) * (1 + weight);
}

static void assert_same(inverted_reader *r, xc_query_builder *b, xc_query query, bool weighed)
{
    found *ours = mem_zalloc(sizeof *ours);
    xc_hit *theirs = mem_zalloc(MOST_ID * sizeof *theirs);
    xc_match_parameters p = XC_MATCH_DEFAULTS;
    xc_match_result result;
    xc_error why = {0};
    bool able;
    p.count = MOST_ID;
    p.k1 = WEIGHTS.k1;
    p.b = WEIGHTS.b;
    p.min_length = WEIGHTS.min_length;
    assert_ok(inverted_match(r, b, query, weighed ? &WEIGHTS : NULL, take, ours, &able, &err));
    assert_true(able);
    if (xc_match(inverted_reader_database(r), b, query, &p, NULL, theirs, MOST_ID, &result, &why) != XC_OK)
        fail_msg("%s", why.message);
    assert_int_equal(ours->count, result.count);
    for (size_t i = 0; i < result.count; i++) {
        uint32_t article = inverted_article_of(r, theirs[i].docid);
        assert_true(ours->matches[article]);
        if (weighed && fabs(ours->scores[article] - theirs[i].weight) > allowed(r, theirs[i].weight))
            fail_msg("article %u weighs %.17g instead of %.17g", article, ours->scores[article], theirs[i].weight);
    }
    free(ours);
    free(theirs);
}

static void check_archive(uint32_t shards)
{
    char *dir = make_archive(shards);
    inverted_reader *r = NULL;
    xc_query_builder *b = NULL;
    arena a = {0};
    assert_ok(inverted_reader_open(dir, &r, &err));
    assert_int_equal(xc_query_builder_new(&b, NULL), XC_OK);
    for (int round = 0; round < 400; round++) {
        assert_same(r, b, draw(b, &a, random_below(4)), round % 4);
        xc_query_builder_clear(b);
    }
    xc_query_builder_free(&b);
    inverted_reader_close(&r);
    arena_release(&a);
    drop_archive(dir);
}

TEST(matches_and_weights_are_those_of_xapian)
{
    check_archive(1);
}

TEST(several_shards_are_as_one)
{
    check_archive(SHARDS);
}

TEST(a_term_of_every_article_finds_each)
{
    char *dir = make_archive(SHARDS);
    inverted_reader *r = NULL;
    xc_query_builder *b = NULL;
    found *f = mem_zalloc(sizeof *f);
    bool able;
    assert_ok(inverted_reader_open(dir, &r, &err));
    assert_int_equal(xc_query_builder_new(&b, NULL), XC_OK);
    assert_ok(inverted_match(r, b, xc_query_term(b, "all", 3, 1), NULL, take, f, &able, &err));
    assert_true(able);
    assert_int_equal(f->count, ARTICLES);
    xc_query_builder_free(&b);
    inverted_reader_close(&r);
    free(f);
    drop_archive(dir);
}

static bool stop_at_once(void *context, const match_window *w)
{
    (void)w;
    ++*(size_t *)context;
    return false;
}

TEST(a_visitor_may_stop)
{
    char *dir = make_archive(SHARDS);
    inverted_reader *r = NULL;
    xc_query_builder *b = NULL;
    size_t windows = 0;
    bool able;
    assert_ok(inverted_reader_open(dir, &r, &err));
    assert_int_equal(xc_query_builder_new(&b, NULL), XC_OK);
    assert_ok(inverted_match(r, b, xc_query_term(b, "w0", 2, 1), NULL, stop_at_once, &windows, &able, &err));
    assert_true(able && windows == 1);
    xc_query_builder_free(&b);
    inverted_reader_close(&r);
    drop_archive(dir);
}

TEST(what_only_xapian_knows_is_left_to_it)
{
    char *dir = make_archive(SHARDS);
    inverted_reader *r = NULL;
    xc_query_builder *b = NULL;
    size_t windows = 0;
    bool able;
    assert_ok(inverted_reader_open(dir, &r, &err));
    assert_int_equal(xc_query_builder_new(&b, NULL), XC_OK);
    xc_query odd[2] = {xc_query_term(b, "w0", 2, 1), xc_query_term(b, "w1", 2, 1)};
    assert_ok(inverted_match(r, b, xc_query_one_odd(b, odd, 2), NULL, stop_at_once, &windows, &able, &err));
    assert_false(able || windows);
    setenv("QUOTH_MATCHER", "xapian", 1);
    assert_ok(inverted_match(r, b, odd[0], NULL, stop_at_once, &windows, &able, &err));
    unsetenv("QUOTH_MATCHER");
    assert_false(able || windows);
    xc_query_builder_free(&b);
    inverted_reader_close(&r);
    drop_archive(dir);
}

TEST(a_damaged_table_is_an_error_or_some_answer)
{
    arena a = {0};
    char *dir = make_archive(SHARDS);
    const char *path = path_join(&a, inverted_path(&a, dir, "s1"), "postlist.glass");
    str whole;
    unsigned errors = 0;
    srand(4711);
    assert_ok(file_read(&a, path, 1 << 30, &whole, &err));
    for (int round = 0; round < 40; round++) {
        arena scratch = {0};
        inverted_reader *r = NULL;
        xc_query_builder *b = NULL;
        char *bytes = arena_zero_terminated(&scratch, whole);
        for (int i = 0; i < 100; i++)
            bytes[(size_t)rand() % whole.len] = (char)rand();
        assert_ok(file_replace(path, (str){bytes, whole.len}, &err));
        assert_int_equal(xc_query_builder_new(&b, NULL), XC_OK);
        if (inverted_reader_open(dir, &r, NULL) == QUOTH_OK)
            for (int i = 0; i < 20; i++) {
                found *f = mem_zalloc(sizeof *f);
                bool able;
                errors += inverted_match(r, b, draw(b, &scratch, 2), &WEIGHTS, take, f, &able, NULL) != QUOTH_OK;
                free(f);
            }
        inverted_reader_close(&r);
        xc_query_builder_free(&b);
        arena_release(&scratch);
    }
    assert_true(errors > 100);
    drop_archive(dir);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(matches_and_weights_are_those_of_xapian), RUN(several_shards_are_as_one),
        RUN(a_term_of_every_article_finds_each),      RUN(a_visitor_may_stop),
        RUN(what_only_xapian_knows_is_left_to_it),    RUN(a_damaged_table_is_an_error_or_some_answer),
    };
    return test_run(tests);
}
