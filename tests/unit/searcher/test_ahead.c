/* test_ahead.c - do two threads say of many records what one says of each? */
#include "unit/folder.h"

#include "base/hash.h"
#include "searcher/query/parser.h"
#include "searcher/rank/ahead.h"

enum { ARTICLES = 3000, WORDS = 60, REMOVED = 17 };

/* Of a query's words a takes one byte, b and c two, and d is beyond 65,535: bytes alone do not tell it. */
static const uint32_t numbers[] = {2, 300, 40000, 70000};

static uint32_t random_below(uint64_t *state, uint32_t limit)
{
    *state = hash_u64(*state + 1);
    return (uint32_t)(*state % limit);
}

static void write_articles(void)
{
    forward_writer *w;
    uint64_t state = 5;
    assert_int_equal(forward_writer_open(folder, 0, &w, NULL), QUOTH_OK);
    for (uint32_t article = 1; article <= ARTICLES; article++) {
        uint32_t words[WORDS];
        buf bytes = {0};
        for (uint32_t i = 0; i < WORDS; i++)
            words[i] = random_below(&state, 8) ? 1000 + random_below(&state, 50) : numbers[random_below(&state, 4)];
        forward_record r = {.article = article, .token_count = WORDS, .lead_end = 10, .title_tokens = 5, .words = words};
        forward_slot slot = {.words = WORDS};
        forward_encode(&r, &bytes);
        assert_int_equal(forward_writer_append(w, article, &slot, buf_str(&bytes), STR(""), NULL), QUOTH_OK);
        buf_release(&bytes);
    }
    assert_int_equal(forward_writer_remove(w, REMOVED, NULL), QUOTH_OK);
    assert_int_equal(forward_writer_commit(w, 1, NULL), QUOTH_OK);
    forward_writer_close(&w);
}

static matcher *matcher_of(arena *a, const char *text)
{
    query *q = ARENA_NEW(a, query);
    quoth_error err;
    parse_options options = {0};
    assert_int_equal(query_parse(a, str_from(text), &options, q, &err), QUOTH_OK);
    for (uint32_t i = 0; i < q->leaf_count; i++)
        vec_push(a, &q->leaves[i].forms,
                 (leaf_forms){.lang = LANGUAGE_ANY, .words = &numbers[q->leaves[i].words[0].form.data[0] - 'a'], .count = 1});
    return matcher_new(a, q);
}

static bool accepts(matcher *m, const forward_reader *reader, arena *a, uint32_t article)
{
    forward_record record;
    assert_int_equal(forward_reader_get(reader, a, article, FORWARD_ALL, &record, NULL), QUOTH_OK);
    article_facts facts = {.record = &record, .slot = forward_reader_slot(reader, article)};
    return matcher_accepts(m, &facts);
}

static void assert_judged(const forward_reader *reader, const char *text, bool by_two, bool is_told)
{
    arena a = {0};
    uint32_t list[ARTICLES];
    int8_t verdicts[ARTICLES];
    size_t known = 0, matches = 0;
    matcher *m = matcher_of(&a, text);
    for (uint32_t i = 0; i < ARTICLES; i++)
        list[i] = i + 1;
    assert_true(ahead_is_worth(m, ARTICLES));
    size_t said = ahead_judge(reader, m, list, ARTICLES, verdicts, by_two);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        known += verdicts[i] >= 0;
        matches += verdicts[i] == 1;
        if (verdicts[i] >= 0 && accepts(m, reader, &a, list[i]) != (verdicts[i] == 1))
            fail_msg("%s: article %u is said to be %d", text, list[i], verdicts[i]);
    }
    assert_int_equal(verdicts[REMOVED - 1], -1);
    assert_int_equal(known, said);
    assert_true(known > ARTICLES / 2);
    assert_true(is_told ? known > ARTICLES - 50 && matches > 20 : known < ARTICLES - 100); /* told: but across title and body */
    matcher_release(m);
    arena_release(&a);
}

TEST(two_threads_judge_as_one_does)
{
    forward_reader *reader;
    write_articles();
    assert_int_equal(forward_reader_open(folder, &reader, NULL), QUOTH_OK);
    for (int by_two = 0; by_two < 2; by_two++) {
        assert_judged(reader, "\"a b\"", by_two, true);
        assert_judged(reader, "(a PRE/9 c)", by_two, true);
        assert_judged(reader, "(c W/3 b) AND \"b a\"", by_two, true);
        assert_judged(reader, "\"c d\"", by_two, false);
    }
    forward_reader_close(&reader);
}

TEST(what_the_bytes_do_not_tell_and_what_is_few_is_not_worth_it)
{
    arena a = {0};
    matcher *m = matcher_of(&a, "\"a b\""), *sentence = matcher_of(&a, "(a W/S b)");
    assert_false(ahead_is_worth(m, 10));
    assert_false(ahead_is_worth(sentence, ARTICLES));
    matcher_release(m);
    matcher_release(sentence);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(two_threads_judge_as_one_does),
        RUN(what_the_bytes_do_not_tell_and_what_is_few_is_not_worth_it),
    };
    return test_run(tests);
}
