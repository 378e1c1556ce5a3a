/* test_pending.c - which changed files have been quiet long enough? */
#include "unit/test.h"

#include "indexer/watch/pending.h"

TEST(a_file_is_due_when_nothing_was_heard_of_it_for_as_long_as_its_last_sign_demands)
{
    pending p = {0}, due = {0};
    assert_true(pending_first_due(&p) == UINT64_MAX);
    pending_note(&p, STR("in/b"), 1000, 250);
    pending_note(&p, STR("in/a"), 1100, 5000);
    pending_note(&p, STR("in/b"), 1200, 250);
    assert_int_equal(pending_first_due(&p), 1450);
    pending_take(&p, 1449, &due);
    assert_int_equal(due.count, 0);
    pending_take(&p, 1450, &due);
    assert_true(due.count == 1 && strcmp(due.items[0].path, "in/b") == 0 && p.count == 1);
    pending_note(&p, STR("in/a"), 1500, 100);
    assert_int_equal(pending_first_due(&p), 1600);
    pending_release(&p);
    pending_release(&due);
}

TEST(a_walk_goes_by_files_and_the_folders_above_them_only)
{
    pending p = {0};
    pending_note(&p, STR("in/deep/x.json"), 0, 0);
    pending_note(&p, STR("in/deep-2/y.json"), 0, 0);
    pending_note(&p, STR("in/z.json"), 0, 0);
    static const char *const yes[] = {"in", "in/", "in/deep", "in/deep/x.json", "in/deep-2", "in/deep-2/", "in/z.json"};
    static const char *const no[] = {"i",      "in/d", "in/deep/x",      "in/deep/x.json2", "in/deep-3",
                                     "in/dee", "in/a", "in/deep/y.json", "z.json"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_true(pending_leads_to(&p, str_from(yes[i])));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(pending_leads_to(&p, str_from(no[i])));
    pending_release(&p);
}

TEST(a_folder_named_as_the_root_leads_everywhere_below_it)
{
    pending p = {0};
    pending_note(&p, STR("/x.json"), 0, 0);
    assert_true(pending_leads_to(&p, STR("/")) && pending_leads_to(&p, STR("/x.json")) && !pending_leads_to(&p, STR("/y")));
    pending_release(&p);
}

TEST(past_a_limit_files_are_not_counted_but_lost)
{
    pending p = {0};
    char name[32];
    for (int i = 0; i <= PENDING_MOST; i++) {
        assert_false(p.is_lost);
        snprintf(name, sizeof name, "in/%08d", i);
        pending_note(&p, str_from(name), 0, 0);
    }
    assert_true(p.is_lost && p.count == PENDING_MOST);
    pending_release(&p);
    assert_false(p.is_lost);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(a_file_is_due_when_nothing_was_heard_of_it_for_as_long_as_its_last_sign_demands),
                                       RUN(a_walk_goes_by_files_and_the_folders_above_them_only),
                                       RUN(a_folder_named_as_the_root_leads_everywhere_below_it),
                                       RUN(past_a_limit_files_are_not_counted_but_lost)};
    return test_run(tests);
}
