/* test_parser.c - does every query become the tree it says, and every mistake an error at the right column? */
#include "unit/test.h"

#include "base/clock.h"
#include "base/limits.h"
#include "searcher/query/parser.h"

static const parse_options usual = {.today = 19600}; /* 2023-08-31 */

static char *tree_of(const char *text, bool any, quoth_status *status, quoth_error *err)
{
    arena a = {0};
    buf out = {0};
    query q;
    parse_options options = usual;
    options.any = any;
    *status = query_parse(&a, str_from(text), &options, &q, err);
    if (*status == QUOTH_OK)
        tree_write(&q, q.root, &out);
    buf_put_byte(&out, '\0');
    arena_release(&a);
    return out.data;
}

static void check_tree(const test_row *row)
{
    quoth_error err;
    quoth_status status;
    bool any = row->count > 2 && strcmp(row->fields[2], "any") == 0;
    char *tree = tree_of(row->fields[0], any, &status, &err);
    if (status != QUOTH_OK)
        fail_msg("%s:%d: %s: %s", row->file, row->line, row->fields[0], err.message);
    if (strcmp(tree, row->fields[1]) != 0)
        fail_msg("%s:%d: %s became %s", row->file, row->line, row->fields[0], tree);
    char *again = tree_of(tree, false, &status, &err);
    if (status != QUOTH_OK || strcmp(again, tree) != 0)
        fail_msg("%s:%d: printed as %s, which became %s", row->file, row->line, tree, status == QUOTH_OK ? again : err.message);
    free(again);
    free(tree);
}

TEST(each_query_becomes_the_tree_it_says_which_is_printed_as_a_query)
{
    test_each_row("query_trees.tsv", 90, check_tree);
}

static void check_error(const test_row *row)
{
    quoth_error err;
    quoth_status status;
    char *tree = tree_of(row->fields[0], false, &status, &err);
    if (status == QUOTH_OK)
        fail_msg("%s:%d: %s became %s", row->file, row->line, row->fields[0], tree);
    free(tree);
    assert_int_equal(status, QUOTH_BAD_QUERY);
    if (err.column != (unsigned)atoi(row->fields[1]) || err.column_end != (unsigned)atoi(row->fields[2]))
        fail_msg("%s:%d: %s: columns %u to %u, %s", row->file, row->line, row->fields[0], err.column, err.column_end,
                 err.message);
    if (!strstr(err.message, row->fields[3]))
        fail_msg("%s:%d: %s: message \"%s\"", row->file, row->line, row->fields[0], err.message);
    if (row->count > 4 && !strstr(err.hint, row->fields[4]))
        fail_msg("%s:%d: %s: hint \"%s\"", row->file, row->line, row->fields[0], err.hint);
}

TEST(each_mistake_is_told_with_its_column_and_a_hint)
{
    test_each_row("query_errors.tsv", 45, check_error);
}

/* `count` times `part` between `before` and `after`. */
static char *repeated(const char *before, const char *part, size_t count, const char *after)
{
    buf b = {0};
    buf_put_str(&b, str_from(before));
    for (size_t i = 0; i < count; i++)
        buf_put_str(&b, str_from(part));
    buf_put_str(&b, str_from(after));
    buf_put_byte(&b, '\0');
    return b.data;
}

static quoth_status status_in_time(char *text, quoth_error *err)
{
    quoth_status status;
    uint64_t start = clock_ns();
    free(tree_of(text, false, &status, err));
    assert_true(clock_ns() - start < 1000000000u);
    free(text);
    return status;
}

TEST(ten_thousand_brackets_are_refused_at_once)
{
    quoth_error err;
    assert_int_equal(status_in_time(repeated("", "(", 10000, "a"), &err), QUOTH_LIMIT);
    assert_non_null(strstr(err.message, "200 levels"));
    assert_true(err.column > 0);
    assert_int_equal(status_in_time(repeated("", "title:(", 9000, "a"), &err), QUOTH_BAD_QUERY);
    assert_int_equal(status_in_time(repeated("", "ATLEAST/2(", 6000, "a"), &err), QUOTH_LIMIT);
    assert_int_equal(status_in_time(repeated("", "2OF(a ", 6000, "a"), &err), QUOTH_LIMIT);
    assert_int_equal(status_in_time(repeated("a", " W/2 a", 6000, ""), &err), QUOTH_LIMIT);
}

TEST(a_long_row_of_words_is_one_level)
{
    quoth_error err;
    assert_int_equal(status_in_time(repeated("a", " OR a", 5000, ""), &err), QUOTH_OK);
    assert_int_equal(status_in_time(repeated("a", " a", 5000, ""), &err), QUOTH_OK);
    assert_int_equal(status_in_time(repeated("", "NOT ", 10000, "a"), &err), QUOTH_OK);
    assert_int_equal(status_in_time(repeated("", "-", 10001, "a"), &err), QUOTH_OK);
}

TEST(a_query_beyond_a_limit_is_refused_with_its_name)
{
    quoth_error err;
    assert_int_equal(status_in_time(repeated("a", " a", LIMIT_QUERY_LEAVES, ""), &err), QUOTH_LIMIT);
    assert_non_null(strstr(err.message, "8192 words"));
    assert_int_equal(status_in_time(repeated("a", "a", LIMIT_QUERY_BYTES, ""), &err), QUOTH_LIMIT);
    assert_int_equal(status_in_time(repeated("\"", "a ", LIMIT_QUERY_LEAVES + 1, "\""), &err), QUOTH_LIMIT);
}

TEST(a_small_operator_is_noted)
{
    arena a = {0};
    query q;
    assert_int_equal(query_parse(&a, STR("talks or truce"), &usual, &q, NULL), QUOTH_OK);
    assert_int_equal(q.notes.count, 1);
    assert_non_null(strstr(q.notes.items[0].data, "capitals"));
    arena_release(&a);
}

TEST(any_bytes_are_an_error_or_a_tree)
{
    static const char *const odd[] = {"\xff",
                                      "a \xc3",
                                      "\x01\x02",
                                      "\xe2\x80\x9c",
                                      "(((\xe2\x80\x9d",
                                      "=",
                                      "~",
                                      "~1",
                                      "-",
                                      "--",
                                      "W/",
                                      "\xef\xbb\xbf",
                                      "@",
                                      "@place:",
                                      "a:b:c:d",
                                      "title:title:title:",
                                      "\"*\"",
                                      "\"(\"",
                                      "\"(|)\"",
                                      "2OF()",
                                      "0OF(a)",
                                      "CAPS()",
                                      "quote:()",
                                      "near:,,",
                                      "length:..",
                                      "NOT W/5",
                                      "a NOT W/5"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        quoth_error err;
        quoth_status status;
        free(tree_of(odd[i], false, &status, &err));
        if (status != QUOTH_OK)
            assert_true(err.message[0] != '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(each_query_becomes_the_tree_it_says_which_is_printed_as_a_query),
        RUN(each_mistake_is_told_with_its_column_and_a_hint),
        RUN(ten_thousand_brackets_are_refused_at_once),
        RUN(a_long_row_of_words_is_one_level),
        RUN(a_query_beyond_a_limit_is_refused_with_its_name),
        RUN(a_small_operator_is_noted),
        RUN(any_bytes_are_an_error_or_a_tree),
    };
    return test_run(tests);
}
