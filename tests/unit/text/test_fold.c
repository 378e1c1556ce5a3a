/* test_fold.c - which spellings fold to the same form? */
#include "unit/test.h"

#include "text/fold.h"

static int wrong;

static void check_row(const test_row *row)
{
    arena a = {0};
    if (row->count != 2)
        fail_msg("%s:%d: 2 fields expected", row->file, row->line);
    str folded = fold(&a, str_from(row->fields[0]));
    if (!str_equal(folded, str_from(row->fields[1])) || !str_equal(fold(&a, folded), folded)) {
        print_message("%s:%d: \"%s\" is folded to \"%.*s\", not \"%s\"\n", row->file, row->line, row->fields[0], STR_ARG(folded),
                      row->fields[1]);
        wrong++;
    }
    arena_release(&a);
}

TEST(spellings_fold_as_the_table_says)
{
    wrong = 0;
    test_each_row("fold.tsv", 100, check_row);
    assert_int_equal(wrong, 0);
}

TEST(what_is_folded_ascii_is_not_copied)
{
    arena a = {0};
    str plain = STR("hostages, don't: 7/7");
    assert_ptr_equal(fold(&a, plain).data, plain.data);
    assert_int_equal(arena_size(&a), 0);
    arena_release(&a);
}

/* Each byte becomes U+FFFD: three times as many. */
TEST(bytes_that_are_no_text_fold_into_room_of_their_own)
{
    arena a = {0};
    char bytes[40];
    memset(bytes, 0xFF, sizeof bytes);
    str folded = fold(&a, (str){bytes, sizeof bytes});
    memset(arena_alloc(&a, sizeof bytes), 'x', sizeof bytes);
    assert_int_equal(folded.len, 3 * sizeof bytes);
    for (size_t i = 0; i < folded.len; i += 3)
        assert_memory_equal(folded.data + i, "\xEF\xBF\xBD", 3);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(spellings_fold_as_the_table_says), RUN(what_is_folded_ascii_is_not_copied),
                                       RUN(bytes_that_are_no_text_fold_into_room_of_their_own)};
    return test_run(tests);
}
