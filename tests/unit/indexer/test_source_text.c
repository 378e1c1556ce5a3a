/* test_source_text.c - a text file: its title, its date, its body */
#include "source_test.h"

TEST(a_short_first_line_with_an_empty_one_after_it_is_the_title)
{
    reading r = {0};
    read_text(&r, "a.txt", "\xEF\xBB\xBF\n Harbour opens again \n\nThe harbour opened.\n\nShips came.\n");
    assert_str(r.articles[0].title, "Harbour opens again");
    assert_str(r.articles[0].body, "The harbour opened.\n\nShips came.\n");
    assert_ends_with(r.articles[0].locator, "/a.txt");
    reading_release(&r);
}

TEST(a_first_line_that_is_a_sentence_or_goes_on_is_text)
{
    static const char *const texts[] = {"The harbour opened.\n\nShips came.", "The harbour\nopened again.", "One line alone"};
    for (size_t i = 0; i < 3; i++) {
        reading r = {0};
        read_text(&r, "a.txt", texts[i]);
        assert_str(r.articles[0].body, texts[i]);
        assert_true(r.articles[0].title.len > 0);
        assert_true(str_starts_with(str_from(texts[i]), str_slice(r.articles[0].title, 0, 11)));
        reading_release(&r);
    }
}

TEST(without_a_title_the_first_words_stand_for_it)
{
    reading r = {0};
    read_text(&r, "a.txt", "one two\nthree four five six seven eight nine ten eleven twelve.");
    assert_str(r.articles[0].title, "one two three four five six seven eight nine ten");
    reading_release(&r);
}

TEST(a_dateline_with_its_year_gives_the_publication_date)
{
    reading r = {0};
    read_text(&r, "a.txt", "Harbour opens\n\nPORT ALMA, Nov 5, 2023 (Agency) - The harbour opened.\n");
    assert_str(r.articles[0].published, "2023-11-05");
    reading_release(&r);
}

TEST(a_dateline_without_year_gives_none)
{
    reading r = {0};
    read_text(&r, "a.txt", "Harbour opens\n\nPORT ALMA, Nov 5 (Agency) - The harbour opened in 2023.\n");
    assert_int_equal(r.articles[0].published_day, NO_DAY);
    reading_release(&r);
}

TEST(a_line_that_is_only_a_date_gives_the_publication_date)
{
    reading r = {0};
    read_text(&r, "a.txt", "Harbour opens\n\n8 November 2023\n\nThe harbour opened after 3 May 2020.\n");
    assert_str(r.articles[0].published, "2023-11-08");
    reading_release(&r);
}

TEST(an_empty_text_is_a_problem)
{
    reading r = {0};
    read_text(&r, "a.txt", " \n\n");
    read_text(&r, "b.txt", "");
    assert_int_equal(r.count, 0);
    assert_int_equal(r.problem_count, 2);
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(a_short_first_line_with_an_empty_one_after_it_is_the_title),
        RUN_IN_FOLDER(a_first_line_that_is_a_sentence_or_goes_on_is_text),
        RUN_IN_FOLDER(without_a_title_the_first_words_stand_for_it),
        RUN_IN_FOLDER(a_dateline_with_its_year_gives_the_publication_date),
        RUN_IN_FOLDER(a_dateline_without_year_gives_none),
        RUN_IN_FOLDER(a_line_that_is_only_a_date_gives_the_publication_date),
        RUN_IN_FOLDER(an_empty_text_is_a_problem),
    };
    return test_run(tests);
}
