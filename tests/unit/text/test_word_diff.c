/* test_word_diff.c - which words were taken out, which put in? */
#include "unit/test.h"

#include "base/hash.h"
#include "text/word_diff.h"

/* "the [old] +new+ bridge": taken out in brackets, put in between plus signs, a unit each. */
static str marked(arena *a, const char *before, const char *after)
{
    analysis x, y;
    text_units gone, came;
    str out = STR("");
    analyse(a, str_from(before), LANGUAGE_UNKNOWN, &x);
    analyse(a, str_from(after), LANGUAGE_UNKNOWN, &y);
    word_diff(a, &x, &y, &gone, &came);
    for (size_t i = 0, k = 0; i < gone.count || k < came.count;) {
        const char *gap = out.len ? " " : "";
        if (i < gone.count && gone.items[i].is_changed) {
            str t = str_slice(x.text, gone.items[i].start, gone.items[i].end);
            out = arena_printf(a, "%.*s%s[%.*s]", STR_ARG(out), gap, STR_ARG(t));
            i++;
        } else if (k < came.count && came.items[k].is_changed) {
            str t = str_slice(y.text, came.items[k].start, came.items[k].end);
            out = arena_printf(a, "%.*s%s+%.*s+", STR_ARG(out), gap, STR_ARG(t));
            k++;
        } else {
            assert_true(i < gone.count && k < came.count);
            str s = str_slice(x.text, gone.items[i].start, gone.items[i].end);
            str t = str_slice(y.text, came.items[k].start, came.items[k].end);
            assert_true(str_equal(s, t));
            out = arena_printf(a, "%.*s%s%.*s", STR_ARG(out), gap, STR_ARG(t));
            i++, k++;
        }
    }
    return out;
}

static void assert_marked(const char *before, const char *after, const char *expected)
{
    arena a = {0};
    str got = marked(&a, before, after);
    assert_string_equal(got.data, expected);
    arena_release(&a);
}

TEST(words_are_compared_as_written)
{
    assert_marked("The old bridge opened.", "The new bridge opened.", "The [old] +new+ bridge opened .");
    assert_marked("No one was hurt.", "One was hurt.", "[No] [one] +One+ was hurt .");
    assert_marked("A café, then.", "A cafe, then.", "A [café] +cafe+ , then .");
}

TEST(marks_are_units_and_white_space_is_not)
{
    assert_marked("It opened.", "It   opened\n\n!", "It opened [.] +!+");
    assert_marked("a b", "a\tb", "a b");
}

TEST(all_of_a_text_may_be_new)
{
    assert_marked("", "one two", "+one+ +two+");
    assert_marked("one two", "", "[one] [two]");
    assert_marked("", "", "");
}

/* The length of the longest common subsequence, by the book. */
static size_t longest_common(const uint64_t *x, size_t n, const uint64_t *y, size_t m)
{
    enum { MOST = 64 };
    size_t row[MOST + 1] = {0};
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = 0;
        for (size_t k = 1; k <= m; k++) {
            size_t above = row[k];
            row[k] = x[i - 1] == y[k - 1] ? diagonal + 1 : row[k - 1] > above ? row[k - 1] : above;
            diagonal = above;
        }
    }
    return row[m];
}

static size_t make(uint64_t *out, unsigned seed, unsigned letters)
{
    size_t count = hash_u64(seed) % 60;
    for (size_t i = 0; i < count; i++)
        out[i] = hash_u64(seed * 977u + i) % letters;
    return count;
}

TEST(what_is_kept_is_the_same_in_both_and_as_long_as_can_be)
{
    for (unsigned seed = 0; seed < 3000; seed++) {
        arena a = {0};
        uint64_t x[64], y[64];
        bool gone[64], came[64];
        size_t n = make(x, seed, 2 + seed % 9), m = make(y, seed + 100000, 2 + seed % 9), kept = 0;
        assert_true(sequence_diff(&a, x, n, y, m, gone, came));
        size_t k = 0;
        for (size_t i = 0; i < n; i++) {
            if (gone[i])
                continue;
            while (k < m && came[k])
                k++;
            assert_true(k < m && x[i] == y[k++]);
            kept++;
        }
        while (k < m)
            assert_true(came[k++]);
        assert_int_equal(kept, longest_common(x, n, y, m));
        arena_release(&a);
    }
}

TEST(texts_that_have_nothing_in_common_cost_a_bounded_time)
{
    enum { MANY = 200000 };
    arena a = {0};
    uint64_t *x = ARENA_ARRAY(&a, uint64_t, MANY), *y = ARENA_ARRAY(&a, uint64_t, MANY);
    bool *gone = ARENA_ARRAY(&a, bool, MANY), *came = ARENA_ARRAY(&a, bool, MANY);
    for (size_t i = 0; i < MANY; i++) {
        x[i] = hash_u64(i);
        y[i] = hash_u64(i + 5 * MANY);
    }
    y[0] = x[0];
    assert_false(sequence_diff(&a, x, MANY, y, MANY, gone, came));
    assert_true(!gone[0] && !came[0] && gone[1] && came[MANY - 1]);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(words_are_compared_as_written), RUN(marks_are_units_and_white_space_is_not),
                                       RUN(all_of_a_text_may_be_new), RUN(what_is_kept_is_the_same_in_both_and_as_long_as_can_be),
                                       RUN(texts_that_have_nothing_in_common_cost_a_bounded_time)};
    return test_run(tests);
}
