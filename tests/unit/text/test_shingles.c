/* test_shingles.c - how much of one text stands in another */
#include "unit/test.h"

#include "base/hash.h"
#include "text/shingles.h"

enum { WORDS = 600 };

/* `count` words of a made-up text, the same for the same seed. */
static void make_text(uint32_t *words, size_t count, unsigned seed)
{
    for (size_t i = 0; i < count; i++)
        words[i] = (uint32_t)(hash_u64(seed * 100000u + i) % 5000);
}

static likeness compare(const uint32_t *x, size_t x_count, const uint32_t *y, size_t y_count)
{
    arena a = {0};
    shingle_set of_x, of_y;
    shingles_of(&a, x, x_count, &of_x);
    shingles_of(&a, y, y_count, &of_y);
    likeness l = shingles_compare(&of_x, &of_y), back = shingles_compare(&of_y, &of_x);
    assert_true(l.resemblance == back.resemblance && l.containment == back.containment);
    arena_release(&a);
    return l;
}

static signature sign(const uint32_t *words, size_t count)
{
    signature_maker m = {0};
    signature s;
    for (size_t i = 0; i < count; i++)
        signature_word(&m, hash_u64(words[i] + 77u));
    signature_end(&m, &s);
    return s;
}

static unsigned shared_keys(const signature *x, const signature *y)
{
    unsigned shared = 0;
    for (uint32_t i = 0; i < x->count; i++)
        for (uint32_t k = 0; k < y->count; k++)
            shared += x->keys[i] == y->keys[k];
    return shared;
}

TEST(a_text_is_wholly_in_itself_and_not_in_another)
{
    uint32_t x[WORDS], y[WORDS];
    make_text(x, WORDS, 1);
    make_text(y, WORDS, 2);
    likeness same = compare(x, WORDS, x, WORDS), other = compare(x, WORDS, y, WORDS);
    assert_true(same.resemblance == 1 && same.containment == 1 && likeness_is_copy(same));
    assert_true(other.resemblance == 0 && other.containment == 0 && !likeness_is_copy(other));
}

TEST(half_of_a_text_is_contained_and_resembles_by_half)
{
    uint32_t x[WORDS];
    make_text(x, WORDS, 1);
    likeness l = compare(x, WORDS, x + WORDS / 2, WORDS / 2);
    assert_true(l.containment == 1);
    assert_true(l.resemblance > 0.48 && l.resemblance < 0.51);
    assert_true(likeness_is_copy(l));
}

TEST(one_piece_of_a_round_up_is_no_copy_of_it)
{
    uint32_t x[WORDS];
    make_text(x, WORDS, 1);
    likeness l = compare(x, WORDS, x + 200, WORDS / 8);
    assert_true(l.containment == 1 && !likeness_is_copy(l));
}

TEST(texts_that_open_differently_are_no_copies_whatever_they_share)
{
    uint32_t x[2 * WORDS], y[2 * WORDS];
    make_text(x, 2 * WORDS, 1);
    make_text(y, 2 * WORDS, 2);
    memcpy(y + WORDS / 2, x + WORDS / 2, WORDS * 3 / 2 * sizeof *x);
    likeness l = compare(x, 2 * WORDS, y, 2 * WORDS);
    assert_true(l.containment > 0.7 && l.opening == 0 && !likeness_is_copy(l));
    memcpy(y + 60, x + 60, WORDS * sizeof *x); /* a new lead is something else */
    assert_true(likeness_is_copy(compare(x, 2 * WORDS, y, 2 * WORDS)));
}

TEST(a_follow_up_that_tells_its_news_at_length_is_no_copy)
{
    uint32_t x[WORDS], y[WORDS];
    make_text(x, WORDS, 1);
    make_text(y, WORDS, 2);
    memcpy(y, x, 90 * sizeof *x); /* opens alike */
    memcpy(y + 290, x + 290, (WORDS - 290) * sizeof *x);
    likeness l = compare(x, WORDS, y, WORDS);
    assert_true(l.containment > 0.6 && l.opening > 0.4 && l.alone > 190 && !likeness_is_copy(l));
    memcpy(y + 90, x + 90, 140 * sizeof *x);
    assert_true(likeness_is_copy(compare(x, WORDS, y, WORDS)));
}

TEST(one_changed_word_costs_five_shingles)
{
    uint32_t x[WORDS], y[WORDS];
    make_text(x, WORDS, 1);
    memcpy(y, x, sizeof x);
    y[300] = 70000;
    double shingles = WORDS - SHINGLE_WORDS + 1;
    likeness l = compare(x, WORDS, y, WORDS);
    assert_true(l.containment == (shingles - 5) / shingles);
}

TEST(a_repeated_passage_counts_once)
{
    uint32_t x[WORDS];
    make_text(x, 50, 1);
    for (size_t i = 50; i < WORDS; i++)
        x[i] = x[i % 50];
    arena a = {0};
    shingle_set s;
    shingles_of(&a, x, WORDS, &s);
    assert_int_equal(s.count, 50);
    arena_release(&a);
}

TEST(short_texts_have_no_signature)
{
    uint32_t x[WORDS];
    make_text(x, WORDS, 1);
    size_t least = SIGNATURE_LEAST_SHINGLES + SHINGLE_WORDS - 1;
    assert_int_equal(sign(x, 0).count, 0);
    assert_int_equal(sign(x, least - 1).count, 0);
    assert_int_equal(sign(x, least).count, SIGNATURE_KEYS);
    likeness none = compare(x, 3, x, 4);
    assert_true(none.containment == 0 && !likeness_is_copy(none));
}

TEST(a_signature_of_few_different_shingles_is_short_and_its_keys_rise)
{
    uint32_t x[WORDS] = {0}; /* one word, again and again */
    assert_int_equal(sign(x, WORDS).count, 1);
    make_text(x, WORDS, 4);
    signature s = sign(x, WORDS);
    for (uint32_t i = 1; i < s.count; i++)
        assert_true(s.keys[i - 1] < s.keys[i]);
}

/* The chance that a shared shingle is in both signatures is the resemblance, for each of the sixteen. */
TEST(of_texts_that_share_a_third_nearly_all_share_two_keys)
{
    enum { PAIRS = 500 };
    unsigned met = 0;
    for (unsigned seed = 0; seed < PAIRS; seed++) {
        uint32_t x[WORDS], y[WORDS];
        make_text(x, WORDS, 10 + 2 * seed);
        make_text(y, WORDS, 11 + 2 * seed);
        memcpy(y, x, WORDS / 2 * sizeof *x);
        signature of_x = sign(x, WORDS), of_y = sign(y, WORDS);
        met += shared_keys(&of_x, &of_y) >= 2;
    }
    assert_true(met >= PAIRS * 96 / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(a_text_is_wholly_in_itself_and_not_in_another),
                                       RUN(half_of_a_text_is_contained_and_resembles_by_half),
                                       RUN(one_piece_of_a_round_up_is_no_copy_of_it),
                                       RUN(texts_that_open_differently_are_no_copies_whatever_they_share),
                                       RUN(a_follow_up_that_tells_its_news_at_length_is_no_copy),
                                       RUN(one_changed_word_costs_five_shingles),
                                       RUN(a_repeated_passage_counts_once),
                                       RUN(short_texts_have_no_signature),
                                       RUN(a_signature_of_few_different_shingles_is_short_and_its_keys_rise),
                                       RUN(of_texts_that_share_a_third_nearly_all_share_two_keys)};
    return test_run(tests);
}
