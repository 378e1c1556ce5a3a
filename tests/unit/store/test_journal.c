/* test_journal.c - what was committed is in the journal, and nothing else */
#include "store/journal/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "unit/folder.h"

#define OK(call) assert_int_equal((call), QUOTH_OK)

static journal *opened(void)
{
    journal *j = NULL;
    OK(journal_open(folder, &j, NULL));
    return j;
}

/* Holds the entries against "first change\0second change\0…" of generations from `generation` on. */
static void assert_holds(journal *j, uint64_t generation, const char *const *changes, size_t count)
{
    arena a = {0};
    journal_entry *entries;
    size_t found;
    OK(journal_read(j, &a, &entries, &found, NULL));
    assert_int_equal(found, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(entries[i].generation, generation + i);
        assert_true(str_equal(entries[i].change, str_from(changes[i])));
    }
    arena_release(&a);
}

static const char *const CHANGES[] = {"one", "", "three, which is a little longer"};

static void append_three(void)
{
    journal *j = opened();
    for (size_t i = 0; i < 3; i++)
        OK(journal_append(j, 7 + i, str_from(CHANGES[i]), NULL));
    assert_true(journal_bytes(j) > 0);
    journal_close(&j);
}

static char *journal_path(arena *a)
{
    return path_join(a, folder, "journal");
}

TEST(an_archive_without_a_journal_has_no_entries)
{
    journal *j = opened();
    assert_holds(j, 0, NULL, 0);
    OK(journal_restart(j, NULL));
    journal_close(&j);
    arena a = {0};
    assert_false(file_exists(journal_path(&a)));
    arena_release(&a);
}

TEST(entries_are_there_when_it_is_opened_again)
{
    append_three();
    journal *j = opened();
    assert_holds(j, 7, CHANGES, 3);
    OK(journal_append(j, 10, STR("four"), NULL));
    assert_holds(j, 7, (const char *const[]){CHANGES[0], CHANGES[1], CHANGES[2], "four"}, 4);
    journal_close(&j);
}

TEST(after_a_restart_old_entries_count_no_more)
{
    append_three();
    journal *j = opened();
    assert_holds(j, 7, CHANGES, 3);
    OK(journal_restart(j, NULL));
    assert_int_equal(journal_bytes(j), 0);
    assert_holds(j, 0, NULL, 0);
    OK(journal_append(j, 20, STR("one"), NULL)); /* as long as the old one in its place, which others follow */
    assert_holds(j, 20, (const char *const[]){"one"}, 1);
    journal_close(&j);
}

TEST(what_stands_behind_a_damaged_entry_was_not_committed)
{
    arena a = {0};
    str text;
    append_three();
    OK(file_read(&a, journal_path(&a), 1 << 20, &text, NULL));
    for (size_t at = 4096; at < 4096 + 3 * 24 + 34; at++) {
        char *changed = arena_copy(&a, text).data ? arena_alloc(&a, text.len) : NULL;
        memcpy(changed, text.data, text.len);
        changed[at] ^= 0x10;
        OK(file_replace(journal_path(&a), (str){changed, text.len}, NULL));
        journal *j = opened();
        size_t whole = at < 4096 + 24 + 3 ? 0 : at < 4096 + 2 * 24 + 3 ? 1 : 2;
        assert_holds(j, 7, CHANGES, whole);
        journal_close(&j);
    }
    arena_release(&a);
}

TEST(a_journal_cut_off_anywhere_has_its_whole_entries)
{
    arena a = {0};
    str text;
    append_three();
    OK(file_read(&a, journal_path(&a), 1 << 20, &text, NULL));
    for (size_t len = 0; len < 4096 + 3 * 24 + 34; len++) {
        OK(file_replace(journal_path(&a), str_slice(text, 0, len), NULL));
        journal *j = opened();
        assert_holds(j, 7, CHANGES, len < 4096 + 24 + 3 ? 0 : len < 4096 + 2 * 24 + 3 ? 1 : 2);
        journal_close(&j);
    }
    arena_release(&a);
}

#ifdef QUOTH_FAULTS
TEST(entries_are_left_over_once_the_machine_was_started_again)
{
    setenv("QUOTH_START", "monday", 1);
    append_three();
    assert_false(journal_is_left_over(folder));
    setenv("QUOTH_START", "tuesday", 1);
    assert_true(journal_is_left_over(folder));
    journal *j = opened();
    assert_holds(j, 7, CHANGES, 3);
    OK(journal_restart(j, NULL));
    assert_false(journal_is_left_over(folder));
    setenv("QUOTH_START", "wednesday", 1);
    OK(journal_append(j, 10, STR("ten"), NULL));
    assert_false(journal_is_left_over(folder));
    journal_close(&j);
    unsetenv("QUOTH_START");
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(an_archive_without_a_journal_has_no_entries),
        IN_FOLDER(entries_are_there_when_it_is_opened_again),
        IN_FOLDER(after_a_restart_old_entries_count_no_more),
        IN_FOLDER(what_stands_behind_a_damaged_entry_was_not_committed),
        IN_FOLDER(a_journal_cut_off_anywhere_has_its_whole_entries),
#ifdef QUOTH_FAULTS
        IN_FOLDER(entries_are_left_over_once_the_machine_was_started_again),
#endif
    };
    return test_run(tests);
}
