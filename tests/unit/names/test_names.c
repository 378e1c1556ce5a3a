/* test_names.c - is a word known for what it can be? */
#include "unit/test.h"

#include "names/names.h"

TEST(given_names_know_whose_they_mostly_are)
{
    assert_true(names_of(STR("mary")) & NAME_GIVEN_FEMALE);
    assert_false(names_of(STR("mary")) & NAME_GIVEN_MALE);
    assert_true(names_of(STR("yoav")) & NAME_GIVEN_MALE);
    assert_true(names_of(STR("mohammed")) & NAME_GIVEN);
}

TEST(surnames_are_known)
{
    assert_true(names_of(STR("kowalski")) & NAME_SURNAME);
    assert_true(names_of(STR("smith")) & NAME_SURNAME);
}

TEST(a_full_stop_does_not_hide_a_title)
{
    assert_true(names_of(STR("gen.")) & NAME_HONORIFIC);
    assert_true(names_of(STR("gen")) & NAME_HONORIFIC);
    assert_true(names_of(STR("mr")) & NAME_HONORIFIC);
    assert_true(names_of(STR("sheikh")) & NAME_HONORIFIC);
}

TEST(offices_bodies_and_nationalities_are_told_apart)
{
    assert_true(names_of(STR("minister")) & NAME_ROLE);
    assert_true(names_of(STR("spokeswoman")) & NAME_ROLE);
    assert_true(names_of(STR("ministry")) & NAME_BODY);
    assert_false(names_of(STR("ministry")) & NAME_ROLE);
    assert_true(names_of(STR("israeli")) & NAME_NATIONALITY);
}

TEST(names_that_are_everyday_words_say_so)
{
    assert_true(names_of(STR("will")) & NAME_COMMON);
    assert_true(names_of(STR("mark")) & NAME_COMMON);
    assert_true(names_of(STR("may")) & NAME_COMMON);
    assert_false(names_of(STR("kowalski")) & NAME_COMMON);
}

TEST(unknown_words_have_no_bits)
{
    assert_int_equal(names_of(STR("zxqv")), 0);
    assert_int_equal(names_of(STR("")), 0);
    assert_int_equal(names_of(STR("of")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(given_names_know_whose_they_mostly_are), RUN(surnames_are_known),
        RUN(a_full_stop_does_not_hide_a_title),      RUN(offices_bodies_and_nationalities_are_told_apart),
        RUN(names_that_are_everyday_words_say_so),   RUN(unknown_words_have_no_bits)};
    return test_run(tests);
}
