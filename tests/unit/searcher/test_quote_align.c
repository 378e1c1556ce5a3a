/* test_quote_align.c - where does a text lie in a row of words, and what differs? */
#include "unit/test.h"

#include "searcher/quote/align.h"

enum { MOST = 32 };

/* Letters are words; capital and small letter have one stem. '~' before a letter is a gap. */
static uint32_t sought_of(const char *text, sought_word *out)
{
    uint32_t count = 0;
    bool gap = false;
    for (; *text; text++) {
        if (*text == '~') {
            gap = true;
            continue;
        }
        out[count++] = (sought_word){(uint16_t)*text, (uint16_t)(*text | 32), 100, gap};
        gap = false;
    }
    return count;
}

static uint32_t row_of(const char *text, row_word *out)
{
    uint32_t count = 0;
    for (; *text; text++)
        out[count++] = (row_word){(uint16_t)*text, (uint16_t)(*text | 32)};
    return count;
}

static alignment best(const char *text, const char *row)
{
    arena a = {0};
    sought_word sought[MOST];
    row_word words[MOST];
    uint32_t sought_count = sought_of(text, sought), row_count = row_of(row, words);
    alignment at;
    assert_true(align_best(&a, sought, sought_count, words, row_count, &at));
    arena_release(&a);
    return at;
}

static void assert_steps(const char *text, const char *row, const char *expected)
{
    arena a = {0};
    sought_word sought[MOST];
    row_word words[MOST];
    uint32_t sought_count = sought_of(text, sought), row_count = row_of(row, words);
    alignment at;
    align_step *steps;
    char got[4 * MOST] = "";
    assert_true(align_best(&a, sought, sought_count, words, row_count, &at));
    size_t count = align_steps(&a, sought, sought_count, words, &at, &steps);
    for (size_t i = 0; i < count; i++) {
        static const char marks[] = {[ALIGN_SAME] = '=', [ALIGN_IN_ROW] = '-', [ALIGN_IN_TEXT] = '+', [ALIGN_LEFT_OUT] = '.'};
        char step[3] = {marks[steps[i].op], steps[i].op == ALIGN_IN_TEXT ? text[steps[i].sought] : row[steps[i].row], 0};
        strcat(got, step);
    }
    assert_string_equal(got, expected);
    arena_release(&a);
}

TEST(a_text_is_found_inside_a_row_at_no_cost)
{
    alignment at = best("cde", "abcdefg");
    assert_int_equal(at.cost, 0);
    assert_int_equal(at.first, 2);
    assert_int_equal(at.end, 5);
}

TEST(a_word_left_out_costs_less_than_a_word_put_in)
{
    assert_int_equal(best("abde", "abcde").cost, ALIGN_REMOVED);
    assert_int_equal(best("abxcde", "abcde").cost, 100);
}

TEST(another_form_of_the_same_stem_costs_little)
{
    assert_int_equal(best("aBc", "abc").cost, ALIGN_INFLECTED);
}

TEST(words_left_out_at_an_ellipsis_cost_nothing)
{
    alignment at = best("ab~yz", "abcdefghyz");
    assert_int_equal(at.cost, 0);
    assert_int_equal(at.first, 0);
    assert_int_equal(at.end, 10);
}

TEST(nothing_is_found_where_no_word_is_in_common)
{
    arena a = {0};
    sought_word sought[MOST];
    row_word words[MOST];
    alignment at;
    uint32_t sought_count = sought_of("xyz", sought), row_count = row_of("abc", words);
    assert_false(align_best(&a, sought, sought_count, words, row_count, &at));
    arena_release(&a);
}

TEST(nothing_is_found_in_an_empty_row)
{
    arena a = {0};
    sought_word sought[MOST];
    alignment at;
    assert_false(align_best(&a, sought, sought_of("abc", sought), NULL, 0, &at));
    arena_release(&a);
}

TEST(steps_name_what_was_removed_added_and_kept)
{
    assert_steps("abd", "abcd", "=a=b-c=d");
    assert_steps("abxd", "abd", "=a=b+x=d");
    assert_steps("axc", "abc", "=a-b+x=c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_text_is_found_inside_a_row_at_no_cost),     RUN(a_word_left_out_costs_less_than_a_word_put_in),
        RUN(another_form_of_the_same_stem_costs_little),  RUN(words_left_out_at_an_ellipsis_cost_nothing),
        RUN(nothing_is_found_where_no_word_is_in_common), RUN(nothing_is_found_in_an_empty_row),
        RUN(steps_name_what_was_removed_added_and_kept),
    };
    return test_run(tests);
}
