/* test_byline.c - who wrote an article, as its byline says it? */
#include "unit/test.h"

#include "names/byline.h"

static int wrong;

static void check_row(const test_row *row)
{
    arena a = {0};
    if (row->count != 2)
        fail_msg("%s:%d: 2 fields expected", row->file, row->line);
    str keys = byline_keys(&a, str_from(row->fields[0]));
    if (!str_equal(keys, str_from(row->fields[1]))) {
        print_message("%s:%d: \"%s\" is read as \"%.*s\", not \"%s\"\n", row->file, row->line, row->fields[0], STR_ARG(keys),
                      row->fields[1]);
        wrong++;
    }
    arena_release(&a);
}

TEST(bylines_are_read_as_the_table_says)
{
    wrong = 0;
    test_each_row("bylines.tsv", 40, check_row);
    assert_int_equal(wrong, 0);
}

TEST(authors_are_shown_as_they_are_written)
{
    arena a = {0};
    byline b;
    byline_read(&a, STR("By José \"Pepe\" Núñez and Ann Poe-Roe in Paris"), &b);
    assert_int_equal(b.count, 2);
    assert_true(str_equal(b.names[0], STR("José \"Pepe\" Núñez")));
    assert_true(str_equal(b.names[1], STR("Ann Poe-Roe")));
    arena_release(&a);
}

TEST(all_wanted_authors_must_be_there)
{
    str keys = STR("jane doe; john roe; ann poe");
    assert_true(byline_keys_hold(keys, STR("john roe")));
    assert_true(byline_keys_hold(keys, STR("ann poe; jane doe")));
    assert_true(byline_keys_hold(keys, STR("roe")));
    assert_true(byline_keys_hold(keys, STR("=john roe")));
    assert_false(byline_keys_hold(keys, STR("=john")));
    assert_false(byline_keys_hold(keys, STR("ann poe; jane roe")));
    assert_false(byline_keys_hold(keys, STR("jo")));
    assert_false(byline_keys_hold(keys, STR("")));
    assert_false(byline_keys_hold(keys, STR("=")));
    assert_false(byline_keys_hold(STR(""), STR("ann")));
}

TEST(an_author_is_meant_by_some_words_of_the_name)
{
    assert_true(byline_key_fits(STR("john a. roe, jr."), STR("roe"), false));
    assert_true(byline_key_fits(STR("john a. roe, jr."), STR("roe jr"), false));
    assert_true(byline_key_fits(STR("john a. roe, jr."), STR("roe, john a"), false));
    assert_false(byline_key_fits(STR("john a. roe, jr."), STR("john roe, jr."), true));
    assert_true(byline_key_fits(STR("john a. roe, jr."), STR("john a. roe, jr."), true));
    assert_false(byline_key_fits(STR("john a. roe, jr."), STR("roe sr"), false));
}

TEST(what_is_asked_for_is_read_as_a_byline)
{
    arena a = {0};
    assert_true(str_equal(byline_wanted(&a, STR("By Jane Doé and John Roe")), STR("jane doe; john roe")));
    assert_true(str_equal(byline_wanted(&a, STR("=Jane Doé")), STR("=jane doe")));
    arena_release(&a);
}

/* A page's list of all who ever wrote for it; made of nothing but separators; without any. */
TEST(endless_bylines_are_cut_off)
{
    static const char *const parts[] = {"Jane Doe, ", "Jane Doe and ", "a & ", "in ", ";", "\"", "by ", "x", "Jane Doe in "};
    enum { BYTES = 1 << 20 };
    for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++) {
        arena a = {0};
        char *text = arena_alloc(&a, BYTES);
        for (size_t i = 0; i < BYTES; i++)
            text[i] = parts[p][i % strlen(parts[p])];
        byline b;
        byline_read(&a, (str){text, BYTES}, &b);
        assert_in_range(b.count, 0, BYLINE_MOST_AUTHORS);
        for (size_t i = 0; i < b.count; i++)
            assert_true(b.names[i].len > 0);
        (void)byline_keys(&a, (str){text, BYTES});
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(bylines_are_read_as_the_table_says),    RUN(authors_are_shown_as_they_are_written),
        RUN(all_wanted_authors_must_be_there),      RUN(an_author_is_meant_by_some_words_of_the_name),
        RUN(what_is_asked_for_is_read_as_a_byline), RUN(endless_bylines_are_cut_off)};
    return test_run(tests);
}
