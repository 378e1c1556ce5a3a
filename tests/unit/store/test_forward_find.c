/* test_forward_find.c - are words found in a record's bytes where decoding finds them? */
#include "store/forward/run.h"

#include <stdlib.h>

#include "base/hash.h"
#include "unit/test.h"

enum { MOST_TOKENS = 400, BEHIND = 64 };

static uint64_t random_state = 11;

static uint32_t random_below(uint32_t limit)
{
    random_state = hash_u64(random_state + 1);
    return (uint32_t)(random_state % limit);
}

/* Half of the words take one byte, some are beyond two. */
static uint32_t random_word(void)
{
    static const uint32_t limits[] = {6, 256, 300, 70000, 200000};
    return random_below(limits[random_below(5)]);
}

static bool is_wanted(const uint32_t *wanted, size_t count, uint32_t word)
{
    for (size_t i = 0; i < count; i++)
        if (wanted[i] == word)
            return true;
    return false;
}

/* Of what passes, the wanted ones are exactly those that stand in the first `tokens` words; it rises, and says what stands there.
 */
static void assert_found(arena *a, const forward_record *r, uint32_t tokens, const uint32_t *wanted, size_t count)
{
    word_filter filter = {0};
    found_word *found;
    size_t found_count, next = 0;
    for (size_t i = 0; i < count; i++)
        word_filter_add(&filter, wanted[i]);
    assert_true(forward_find(a, r, tokens, &filter, &found, &found_count));
    for (uint32_t t = 0; t < tokens && t < r->token_count; t++) {
        bool is_next = next < found_count && found[next].at == t;
        assert_true(is_next || !is_wanted(wanted, count, r->words[t]));
        if (is_next)
            assert_int_equal(found[next++].word, r->words[t]);
    }
    assert_int_equal(next, found_count);
}

TEST(words_are_found_where_they_stand)
{
    arena a = {0};
    uint32_t words[MOST_TOKENS], wanted[WORD_FILTER_WORDS];
    for (int round = 0; round < 2000; round++) {
        quoth_error err;
        buf bytes = {0};
        forward_record back, r = {.article = 7, .token_count = random_below(MOST_TOKENS), .words = words};
        arena_reset(&a);
        for (uint32_t t = 0; t < r.token_count; t++)
            words[t] = random_word();
        forward_encode(&r, &bytes);
        char *exact = mem_alloc(bytes.len); /* so that a sanitizer sees what reads behind it */
        memcpy(exact, bytes.data, bytes.len);
        assert_int_equal(forward_decode(&a, (str){exact, bytes.len}, FORWARD_WORDS, &back, &err), QUOTH_OK);
        size_t count = random_below(round % 10 ? 8 : WORD_FILTER_WORDS + 1);
        for (size_t i = 0; i < count; i++)
            wanted[i] = random_below(3) && r.token_count ? words[random_below(r.token_count)] : random_word();
        assert_found(&a, &back, random_below(3) ? r.token_count : random_below(MOST_TOKENS), wanted, count);
        free(exact);
        buf_release(&bytes);
    }
    arena_release(&a);
}

/* The same by looking at each place; `in_part`: across title and body is none. */
static bool has_run(const forward_record *r, const word_run *wanted, bool in_part)
{
    for (uint32_t t = 0; t + wanted->count <= r->token_count; t++) {
        uint32_t k = 0;
        if (in_part && t < r->title_tokens && t + wanted->count > r->title_tokens)
            continue;
        while (k < wanted->count && is_wanted(wanted->words[k], wanted->word_counts[k], r->words[t + k]))
            k++;
        if (k == wanted->count)
            return true;
    }
    return false;
}

TEST(runs_are_found_and_little_else)
{
    arena a = {0};
    uint32_t words[MOST_TOKENS];
    unsigned has = 0, may = 0, sure = 0;
    for (int round = 0; round < 3000; round++) {
        quoth_error err;
        buf bytes = {0};
        forward_record back, r = {.article = 7, .token_count = random_below(MOST_TOKENS), .words = words};
        r.title_tokens = r.lead_end = random_below(2) ? 0 : random_below(r.token_count + 1);
        word_run wanted = {.count = 0};
        arena_reset(&a);
        for (uint32_t t = 0; t < r.token_count; t++)
            words[t] = random_word();
        forward_encode(&r, &bytes);
        assert_int_equal(forward_decode(&a, buf_str(&bytes), FORWARD_WORDS, &back, &err), QUOTH_OK);
        uint32_t items = 2 + random_below(RUN_ITEMS - 1), from = r.token_count ? random_below(r.token_count) : 0;
        for (uint32_t k = 0; k < items; k++) {
            uint32_t *list = ARENA_ARRAY(&a, uint32_t, 8);
            for (uint32_t i = 0; i < 8; i++)
                list[i] = random_word() % (round % 2 ? UINT16_MAX : UINT32_MAX); /* of narrow ones alone it can be sure */
            if (random_below(8) && from + k < r.token_count)
                list[random_below(8)] = words[from + k];
            word_run_add(&wanted, list, 1 + random_below(8));
        }
        run_presence found = forward_run_presence(&a, &back, &wanted);
        assert_true(found != RUN_ABSENT || !has_run(&back, &wanted, false));
        assert_true(found != RUN_PRESENT || has_run(&back, &wanted, true));
        has += has_run(&back, &wanted, false);
        may += found != RUN_ABSENT;
        sure += found == RUN_PRESENT;
        buf_release(&bytes);
    }
    assert_true(sure > 100);
    assert_true(has > 300 && may - has < has / 10); /* numbers above 65,535 are not told from others */
    arena_release(&a);
}

/* The same of pairs; `in_part` as above. */
static bool has_near(const forward_record *r, const word_near *pair, bool in_part)
{
    const word_run *w = &pair->of;
    for (uint32_t t = 0; t < r->token_count; t++)
        for (uint32_t other = t + 1; other < r->token_count && other - t <= pair->most; other++) {
            bool on = is_wanted(w->words[0], w->word_counts[0], r->words[t]) &&
                      is_wanted(w->words[1], w->word_counts[1], r->words[other]),
                 back = !pair->ordered && is_wanted(w->words[1], w->word_counts[1], r->words[t]) &&
                        is_wanted(w->words[0], w->word_counts[0], r->words[other]);
            if ((on || back) && !(in_part && t < r->title_tokens && other >= r->title_tokens))
                return true;
        }
    return false;
}

TEST(pairs_near_each_other_are_found_and_little_else)
{
    arena a = {0};
    uint32_t words[MOST_TOKENS];
    unsigned has = 0, may = 0, sure = 0, lacks = 0;
    for (int round = 0; round < 3000; round++) {
        quoth_error err;
        buf bytes = {0};
        forward_record back, r = {.article = 7, .token_count = random_below(MOST_TOKENS), .words = words};
        r.title_tokens = r.lead_end = random_below(2) ? 0 : random_below(r.token_count + 1);
        word_near wanted = {.most = 1 + random_below(round % 3 ? 5 : NEAR_MOST), .ordered = random_below(2)};
        arena_reset(&a);
        for (uint32_t t = 0; t < r.token_count; t++)
            words[t] = random_word();
        forward_encode(&r, &bytes);
        assert_int_equal(forward_decode(&a, buf_str(&bytes), FORWARD_CODED, &back, &err), QUOTH_OK);
        for (uint32_t k = 0; k < 2; k++) {
            uint32_t *list = ARENA_ARRAY(&a, uint32_t, 4), count = 1 + random_below(4);
            for (uint32_t i = 0; i < count; i++)
                list[i] = random_below(3) && r.token_count ? words[random_below(r.token_count)] : random_word();
            word_run_add(&wanted.of, list, count);
        }
        run_presence found = forward_near_presence(&a, &back, &wanted);
        bool there = has_near(&r, &wanted, true);
        assert_true(found != RUN_ABSENT || !there);
        assert_true(found != RUN_PRESENT || there);
        has += there;
        lacks += !there;
        may += found != RUN_ABSENT;
        sure += found == RUN_PRESENT;
        buf_release(&bytes);
    }
    assert_true(lacks > 300 && has > 300 && sure > has / 2);
    assert_true(may - has < has / 10);
    arena_release(&a);
}

/* Items from number k on, from token t on: of tokens and of compounds. */
static bool has_joined(const forward_record *r, const word_run *wanted, uint32_t k, uint32_t t)
{
    if (k == wanted->count)
        return true;
    for (uint32_t i = 0; i < r->compound_count; i++)
        if (r->compounds[i].first == t && is_wanted(wanted->words[k], wanted->word_counts[k], r->compounds[i].word) &&
            has_joined(r, wanted, k + 1, t + r->compounds[i].count))
            return true;
    return t < r->token_count && is_wanted(wanted->words[k], wanted->word_counts[k], r->words[t]) &&
           has_joined(r, wanted, k + 1, t + 1);
}

static bool is_of_run(const void *context, uint32_t word, uint32_t covered)
{
    const word_run *wanted = context;
    (void)covered;
    for (uint32_t k = 0; k < wanted->count; k++)
        if (is_wanted(wanted->words[k], wanted->word_counts[k], word))
            return true;
    return false;
}

TEST(runs_of_compounds_are_found)
{
    enum { TOKENS = 120, WORDS = 600 };
    arena a = {0};
    uint32_t words[TOKENS];
    forward_compound compounds[TOKENS], *found;
    size_t count;
    unsigned has = 0, joins = 0;
    for (int round = 0; round < 4000; round++) {
        quoth_error err;
        buf bytes = {0};
        uint32_t n = 0;
        word_run wanted = {.count = 0};
        compound_filter filter = {0};
        forward_record back, r = {.article = 7, .token_count = TOKENS, .words = words, .compounds = compounds};
        arena_reset(&a);
        for (uint32_t t = 0; t < TOKENS; t++)
            words[t] = random_below(WORDS);
        for (uint32_t t = 0; t < TOKENS - 4; t += 1 + random_below(6))
            compounds[n++] = (forward_compound){t, 1 + random_below(4), random_below(WORDS)};
        r.compound_count = n;
        forward_encode(&r, &bytes);
        assert_int_equal(forward_decode(&a, buf_str(&bytes), FORWARD_CODED, &back, &err), QUOTH_OK);
        for (uint32_t k = 0; k < 2 + (uint32_t)round % 3; k++) {
            uint32_t *list = ARENA_ARRAY(&a, uint32_t, 40);
            for (uint32_t i = 0; i < 40; i++)
                compound_filter_add(&filter, list[i] = random_below(WORDS));
            word_run_add(&wanted, list, 40);
        }
        bool plainly = forward_run_presence(&a, &back, &wanted) != RUN_ABSENT;
        assert_true(forward_find_compounds(&a, &back, &filter, is_of_run, &wanted, &found, &count));
        bool joined = forward_may_join_run(&back, &wanted, found, count), holds = false;
        for (uint32_t t = 0; t < TOKENS && !holds; t++)
            holds = has_joined(&r, &wanted, 0, t);
        assert_true(plainly || joined || !holds);
        has += holds;
        joins += joined && !plainly;
        buf_release(&bytes);
    }
    assert_true(has > 300 && has < 3500 && joins > 100);
    arena_release(&a);
}

/* Every other word, and another fourth where it covers more than one token. */
static bool is_asked_for(const void *context, uint32_t word, uint32_t covered)
{
    (void)context;
    return word % 2 == 0 || (word % 4 == 1 && covered > 1);
}

TEST(wanted_compounds_are_found)
{
    arena a = {0};
    quoth_error err;
    uint32_t words[MOST_TOKENS] = {0};
    forward_compound compounds[MOST_TOKENS / 4], *found;
    size_t count;
    for (int round = 0; round < 500; round++) {
        buf bytes = {0};
        uint32_t n = 0, asked_for = 0;
        compound_filter filter = {0};
        forward_record back, r = {.article = 7, .token_count = MOST_TOKENS, .words = words, .compounds = compounds};
        for (uint32_t at = random_below(20); at < MOST_TOKENS - 20; at += 4 + random_below(round % 3 ? 20 : 200), n++) {
            compounds[n] = (forward_compound){at, 1 + random_below(9), random_word()};
            asked_for += is_asked_for(NULL, compounds[n].word, compounds[n].count);
            if (is_asked_for(NULL, compounds[n].word, UINT32_MAX))
                compound_filter_add(&filter, compounds[n].word);
        }
        r.compound_count = n;
        forward_encode(&r, &bytes);
        assert_int_equal(forward_decode(&a, buf_str(&bytes), FORWARD_CODED, &back, &err), QUOTH_OK);
        assert_true(forward_find_compounds(&a, &back, &filter, is_asked_for, NULL, &found, &count));
        assert_int_equal(count, asked_for);
        for (uint32_t i = 0, k = 0; i < n; i++)
            if (is_asked_for(NULL, compounds[i].word, compounds[i].count))
                assert_memory_equal(&found[k++], &compounds[i], sizeof *found);
        filter.passes_all = true;
        back.coded.compounds.len -= n > 0;
        assert_true(n == 0 || !forward_find_compounds(&a, &back, &filter, is_asked_for, NULL, &found, &count));
        arena_reset(&a);
        buf_release(&bytes);
    }
    arena_release(&a);
}

TEST(broken_words_are_noticed)
{
    arena a = {0};
    quoth_error err;
    buf bytes = {0};
    uint32_t words[40];
    found_word *found;
    size_t count;
    word_filter filter = {0};
    forward_record back, r = {.article = 7, .token_count = 40, .words = words};
    for (uint32_t t = 0; t < 40; t++)
        words[t] = 70000 + t;
    word_filter_add(&filter, 70003);
    forward_encode(&r, &bytes);
    assert_int_equal(forward_decode(&a, buf_str(&bytes), FORWARD_CODED, &back, &err), QUOTH_OK);
    assert_true(forward_find(&a, &back, 40, &filter, &found, &count));
    assert_null(back.words);
    forward_record cut = back;
    cut.coded.words.len -= 1;
    cut.coded.behind = 0;
    assert_false(forward_find(&a, &cut, 40, &filter, &found, &count));
    cut.coded.words.len = 4;
    assert_false(forward_find(&a, &cut, 40, &filter, &found, &count));
    cut = back;
    cut.coded.wide.len -= 80; /* fewer upper halves than it says */
    assert_false(forward_find(&a, &cut, 40, &filter, &found, &count) && found[0].word == 70003);
    arena_release(&a);
    buf_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(words_are_found_where_they_stand),
        RUN(runs_are_found_and_little_else),
        RUN(pairs_near_each_other_are_found_and_little_else),
        RUN(runs_of_compounds_are_found),
        RUN(wanted_compounds_are_found),
        RUN(broken_words_are_noticed),
    };
    return test_run(tests);
}
