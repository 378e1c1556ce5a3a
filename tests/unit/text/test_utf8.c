/* test_utf8.c - is every byte sequence read as Unicode says, and repaired as the header says? */
#include "unit/test.h"

#include "text/utf8.h"

TEST(every_code_point_is_written_and_read_back)
{
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        char bytes[4];
        size_t len = utf8_put(c, bytes), at = 0, back = len;
        assert_true(utf8_is_valid((str){bytes, len}));
        assert_int_equal(utf8_next((str){bytes, len}, &at), c);
        assert_int_equal(at, len);
        assert_int_equal(utf8_previous((str){bytes, len}, &back), c);
        assert_int_equal(back, 0);
    }
}

TEST(overlong_surrogate_and_cut_sequences_are_invalid)
{
    static const char *const invalid[] = {"\xC0\x80",
                                          "\xC1\xBF",
                                          "\xE0\x80\x80",
                                          "\xE0\x9F\xBF",
                                          "\xED\xA0\x80",
                                          "\xED\xBF\xBF",
                                          "\xF0\x8F\xBF\xBF",
                                          "\xF4\x90\x80\x80",
                                          "\xF5\x80\x80\x80",
                                          "\xFF",
                                          "\x80",
                                          "\xE2\x82",
                                          "\xC3",
                                          "\xF0\x9F\x98",
                                          "a\xC3z"};
    for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++)
        assert_false(utf8_is_valid(str_from(invalid[i])));
    size_t at = 0;
    assert_int_equal(utf8_next(STR("\xC3z"), &at), 0xFFFD);
    assert_int_equal(at, 1);
    at = 1;
    assert_int_equal(utf8_previous(STR("\x80"), &at), 0xFFFD);
    assert_int_equal(at, 0);
}

static void check_repair(str broken, str repaired)
{
    arena a = {0};
    str found = utf8_repair(&a, broken);
    if (!str_equal(found, repaired))
        fail_msg("repaired to %.*s, not %.*s", STR_ARG(found), STR_ARG(repaired));
    arena_release(&a);
}

TEST(valid_text_is_not_copied)
{
    arena a = {0};
    str text = STR("na\xC3\xAFve");
    assert_ptr_equal(utf8_repair(&a, text).data, text.data);
    assert_int_equal(arena_size(&a), 0);
}

TEST(broken_text_is_repaired_as_what_it_was)
{
    check_repair(STR("caf\xE9"), STR("caf\xC3\xA9")); /* Latin-1 */
    check_repair(STR("\x93Stop\x94, it\x92s \x80"
                     "5"),
                 STR("\xE2\x80\x9CStop\xE2\x80\x9D, it\xE2\x80\x99s \xE2\x82\xAC"
                     "5"));                                                         /* windows-1252 */
    check_repair(STR("a\x81z"), STR("a\xEF\xBF\xBDz"));                             /* not assigned there */
    check_repair(STR("\xC3\xA9 and \xE9\xE9!"), STR("\xC3\xA9 and \xEF\xBF\xBD!")); /* UTF-8 with a broken run */
    check_repair(STR("a\0b"), STR("a b"));
    check_repair(STR("\xE9\0"), STR("\xC3\xA9 "));
    check_repair(STR(""), STR(""));
}

TEST(a_cursor_counts_code_points_in_any_order)
{
    utf8_cursor c = {.text = STR("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x99\x82z")};
    assert_int_equal(utf8_cursor_at(&c, 0), 0);
    assert_int_equal(utf8_cursor_at(&c, 3), 2);
    assert_int_equal(utf8_cursor_at(&c, 10), 4);
    assert_int_equal(utf8_cursor_at(&c, 1), 1);
    assert_int_equal(utf8_cursor_at(&c, 999), 5);
    assert_int_equal(utf8_count(c.text), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(every_code_point_is_written_and_read_back),
        RUN(overlong_surrogate_and_cut_sequences_are_invalid),
        RUN(valid_text_is_not_copied),
        RUN(broken_text_is_repaired_as_what_it_was),
        RUN(a_cursor_counts_code_points_in_any_order),
    };
    return test_run(tests);
}
