/* test_quote_names.c - which names are one person's? */
#include "unit/test.h"

#include "searcher/quote/names.h"

typedef struct given {
    const char *name;
    uint64_t quotations;
} given;

/* The name that the first of the list goes by. */
static const char *stands_for(const given *list, uint32_t count)
{
    arena a = {0};
    counted_name names[16] = {0};
    for (uint32_t i = 0; i < count; i++) {
        names[i].name = names[i].folded = str_from(list[i].name);
        names[i].quotations = list[i].quotations;
    }
    names_group(&a, names, count);
    uint32_t same_as = names[0].same_as;
    assert_int_equal(names[same_as].same_as, same_as);
    arena_release(&a);
    return list[same_as].name;
}
#define STANDS_FOR(...) stands_for((const given[]){__VA_ARGS__}, sizeof((const given[]){__VA_ARGS__}) / sizeof(given))

TEST(a_surname_belongs_to_the_only_one_who_bears_it)
{
    assert_string_equal(STANDS_FOR({"okafor", 5}, {"adaeze okafor", 9}, {"lee", 3}), "adaeze okafor");
}

TEST(a_surname_of_two_belongs_to_nobody)
{
    assert_string_equal(STANDS_FOR({"okafor", 5}, {"adaeze okafor", 9}, {"chidi okafor", 8}), "okafor");
}

TEST(a_surname_belongs_to_the_one_whom_it_nearly_always_means)
{
    assert_string_equal(STANDS_FOR({"okafor", 5}, {"adaeze okafor", 95}, {"chidi okafor", 2}), "adaeze okafor");
}

TEST(titles_and_initials_make_no_other_person)
{
    assert_string_equal(STANDS_FOR({"senate majority leader joan t. brandt", 2}, {"joan brandt", 9}), "joan brandt");
    assert_string_equal(STANDS_FOR({"mr. brandt", 2}, {"brandt", 9}), "brandt");
}

TEST(initials_that_contradict_each_other_are_two_persons)
{
    assert_string_equal(STANDS_FOR({"john w. brandt", 9}, {"john q. brandt", 8}), "john w. brandt");
}

TEST(a_body_much_quoted_is_no_variant_of_one_hardly_quoted)
{
    assert_string_equal(STANDS_FOR({"harbour board", 90}, {"old harbour board", 2}), "harbour board");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_surname_belongs_to_the_only_one_who_bears_it),           RUN(a_surname_of_two_belongs_to_nobody),
        RUN(a_surname_belongs_to_the_one_whom_it_nearly_always_means), RUN(titles_and_initials_make_no_other_person),
        RUN(initials_that_contradict_each_other_are_two_persons),      RUN(a_body_much_quoted_is_no_variant_of_one_hardly_quoted),
    };
    return test_run(tests);
}
