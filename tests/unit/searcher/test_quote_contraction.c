/* test_quote_contraction.c - are words that are written as one and as two known for the same? */
#include "unit/test.h"

#include "searcher/quote/contraction.h"

static analysis words_of(arena *a, const char *text)
{
    analysis words;
    analyse(a, str_from(text), LANGUAGE_UNKNOWN, &words);
    return words;
}

static void expect_same(const char *x, const char *y, bool same)
{
    arena a = {0};
    analysis of_x = words_of(&a, x), of_y = words_of(&a, y);
    bool found = contraction_same(contraction_forms(&a, &of_x), of_x.token_count, contraction_forms(&a, &of_y), of_y.token_count);
    if (found != same)
        fail_msg("%s / %s: %s", x, y, found ? "the same" : "not the same");
    arena_release(&a);
}

static void expect_written(const char *text, int way, const char *rewritten)
{
    arena a = {0};
    uint32_t changes;
    analysis words = words_of(&a, text);
    str got = contraction_rewrite(&a, &words, way, &changes);
    assert_string_equal(arena_zero_terminated(&a, got), rewritten);
    assert_int_equal(changes > 0, rewritten[0] != '\0');
    arena_release(&a);
}

TEST(contracted_words_are_the_same_words)
{
    expect_same("We are here", "we’re here", true);
    expect_same("It's not so", "it isn't so", true);
    expect_same("It is not so", "it's not so", true);
    expect_same("I cannot swim", "I can't swim", true);
    expect_same("I can not swim", "I can't swim", true);
    expect_same("They will not go", "They won't go", true);
    expect_same("He has been there", "he's been there", true);
    expect_same("Let us go", "Let's go", true);
    expect_same("I would go", "I'd go", true);
    expect_same("I had gone", "I'd gone", true);
}

TEST(other_words_are_not)
{
    expect_same("We were here", "we're here", false);
    expect_same("He has it", "he is it", false);
    expect_same("I had gone", "I would gone", false);
    expect_same("The mayor's", "The mayor is", false);
    expect_same("We are", "we", false);
    expect_same("wont", "won't", false);
    expect_same("", "we're", false);
}

TEST(a_text_is_written_out)
{
    expect_written("We’re late… and it’s been long, he said", 0, "we are late… and it has been long, he said");
    expect_written("We can't, and won't", 0, "We cannot, and will not");
    expect_written("The mayor's bridge is not ours", 0, "");
}

TEST(a_text_is_contracted)
{
    expect_written("It is not so, we are sure", 1, "it's not so, we're sure");
    expect_written("It is not so, we are sure", 2, "It isn't so, we're sure");
    expect_written("I cannot go", 1, "I can't go");
    expect_written("What they are … not", 1, "What they're … not");
    expect_written("Bridges are old", 1, "");
    expect_written("", 1, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(contracted_words_are_the_same_words),
        RUN(other_words_are_not),
        RUN(a_text_is_written_out),
        RUN(a_text_is_contracted),
    };
    return test_run(tests);
}
