/* test_cursor.c - is a cursor read as it was written, and nothing else taken for one? */
#include "unit/test.h"

#include "searcher/rank/cursor.h"

static void check_kept(const cursor *c)
{
    arena a = {0};
    cursor again;
    str text = cursor_write(&a, c);
    if (!cursor_read(text, &again))
        fail_msg("%.*s is not read", STR_ARG(text));
    assert_int_equal(again.sort, c->sort);
    assert_true(again.rank == c->rank);
    assert_int_equal(again.article, c->article);
    assert_memory_equal(&again.place, &c->place, sizeof c->place);
    assert_int_equal(again.query, c->query);
    arena_release(&a);
}

TEST(a_cursor_of_any_article_is_read_as_it_was_written)
{
    static const uint32_t articles[] = {1, 999999999, 1000000000, 4294967295};
    static const double places[] = {0, -1e12, 19665, 7.25};
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 4; j++) {
            check_kept(&(cursor){QUOTH_BY_RELEVANCE, 20, articles[i], places[j], 0xacec1933});
            check_kept(&(cursor){QUOTH_BY_DATE_DESCENDING, 99990, articles[i], places[j], 0});
        }
}

TEST(what_no_cursor_says_is_not_taken_for_one)
{
    static const char *const texts[] = {
        "",
        "12345",
        "r",
        "x3.7.3fb6.ac",
        "r3.7.3fb6.ac.1",
        "r3.7.3fb6",
        "r3.7.3fb6.",
        "r.7.3fb6.a",
        "r-3.7.3fb6.a",
        "r3. 7.3fb6.a",
        "r3.+7.3fb6.ac",
        "r3.7.0x3fb6.ac",
        "r3.4294967296.3f.a",
        "r3.07.3fb6.ac",
        "r3.7.3FB6.a",
        "r3.7.3fb6.ac ",
        "r18446744073709551616.7.3f.a",
        "r3.7.10000000000000000.a",
        "r3.7.3f.100000000",
    };
    cursor c;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (cursor_read(str_from(texts[i]), &c))
            fail_msg("\"%s\" is read", texts[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(a_cursor_of_any_article_is_read_as_it_was_written),
                                       RUN(what_no_cursor_says_is_not_taken_for_one)};
    return test_run(tests);
}
