/* test_custom.c - are the fields of a source's own kept and compared as custom.h says? */
#include "unit/test.h"

#include "base/limits.h"
#include "store/fields/custom.h"

TEST(a_name_is_small_letters_and_none_of_ours)
{
    assert_true(custom_name_is_good(STR("topics")));
    assert_true(custom_name_is_good(STR("news-desk_2")));
    assert_false(custom_name_is_good(STR("")));
    assert_false(custom_name_is_good(STR("Topics")));
    assert_false(custom_name_is_good(STR("2nd")));
    assert_false(custom_name_is_good(STR("a:b")));
    assert_false(custom_name_is_good(STR("place")));
    assert_false(custom_name_is_good(STR("abcdefghijklmnopqrstuvwxyzabcdefg")));
}

TEST(values_come_back_in_order_without_blanks_to_spare)
{
    arena a = {0};
    custom_values v = {0};
    str rest, name, value;
    assert_true(custom_add(&a, &v, STR("tags"), STR("  Sea \t\n Freight ")));
    assert_true(custom_add(&a, &v, STR("tags"), STR("   ")));
    assert_true(custom_add(&a, &v, STR("tags"), STR("Sea Freight")));
    assert_true(custom_add(&a, &v, STR("desk"), STR("Sea")));
    assert_int_equal(v.count, 2);
    rest = v.text;
    assert_true(custom_next(&rest, &name, &value));
    assert_true(str_equal(name, STR("tags")) && str_equal(value, STR("Sea Freight")));
    assert_true(custom_next(&rest, &name, &value));
    assert_true(str_equal(name, STR("desk")) && str_equal(value, STR("Sea")));
    assert_false(custom_next(&rest, &name, &value));
    arena_release(&a);
}

TEST(a_value_is_had_whole_and_folded)
{
    str fields = STR("tags\tsea freight\ndesk\tfarm\n");
    assert_true(custom_has(fields, STR("tags"), STR("sea freight")));
    assert_false(custom_has(fields, STR("tags"), STR("sea")));
    assert_false(custom_has(fields, STR("tags"), STR("farm")));
    assert_true(custom_has(fields, STR("desk"), STR("")));
    assert_false(custom_has(fields, STR("des"), STR("")));
    arena a = {0};
    assert_true(str_equal(custom_folded(&a, STR(" SEA  Fr\xC3\xA9ight ")), STR("sea freight")));
    arena_release(&a);
}

TEST(more_than_the_limits_is_refused_and_long_values_are_cut_between_characters)
{
    arena a = {0};
    custom_values v = {0};
    char text[32], longest[3001];
    size_t kept = 0;
    for (unsigned i = 0; i < LIMIT_FIELD_VALUES + 10; i++) {
        int n = snprintf(text, sizeof text, "value %u", i);
        kept += custom_add(&a, &v, STR("tags"), (str){text, (size_t)n});
    }
    assert_int_equal(kept, LIMIT_FIELD_VALUES);
    v = (custom_values){0};
    longest[0] = 'x';
    for (size_t i = 1; i < sizeof longest; i += 2)
        memcpy(longest + i, "\xC3\xA9", 2);
    assert_true(custom_add(&a, &v, STR("t"), (str){longest, sizeof longest}));
    assert_int_equal(v.text.len, LIMIT_FIELD_VALUE_BYTES - 1 + 3);
    arena_release(&a);
}

TEST(terms_say_the_field_and_the_value)
{
    buf term = {0};
    term_custom(&term, STR("topics"), STR("money-fx"));
    assert_true(str_equal(buf_str(&term), STR("Xtopics:money-fx")));
    term_custom_field(&term, STR("topics"));
    assert_true(str_equal(buf_str(&term), STR("Ftopics")));
    buf_release(&term);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_name_is_small_letters_and_none_of_ours),
        RUN(values_come_back_in_order_without_blanks_to_spare),
        RUN(a_value_is_had_whole_and_folded),
        RUN(more_than_the_limits_is_refused_and_long_values_are_cut_between_characters),
        RUN(terms_say_the_field_and_the_value),
    };
    return test_run(tests);
}
