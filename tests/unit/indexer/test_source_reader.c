/* test_source_reader.c - articles from files through the public reader */
#include "source_test.h"

#include <quoth/inspect.h>
#include <quoth/tag.h>

static int problems;

static void count_problem(void *context, const char *path, uint64_t line, const quoth_error *why)
{
    assert_ptr_equal(context, &problems);
    assert_non_null(strstr(path, "a.jsonl"));
    assert_int_equal(line, 2);
    assert_true(why->message[0]);
    problems++;
}

TEST(articles_come_out_one_by_one_and_problems_are_told)
{
    static const quoth_mapping mapping = {"title", ".head"};
    quoth_index_options options = {
        .mappings = &mapping, .mapping_count = 1, .source = "The Coast", .context = &problems, .problem = count_problem};
    const char *paths[] = {write_text(
        "a.jsonl", "{\"id\":\"1\",\"head\":\"H\",\"text\":\"one\",\"date\":\"2020-02-03\"}\nbroken\n{\"text\":\"two\"}\n")};
    quoth_reader *reader;
    quoth_article_input input;
    quoth_error err;
    assert_int_equal(quoth_reader_open(paths, 1, &options, &reader, &err), QUOTH_OK);
    assert_int_equal(quoth_reader_next(reader, &input, &err), QUOTH_OK);
    assert_string_equal(input.id, "1");
    assert_string_equal(input.title, "H");
    assert_string_equal(input.text, "one");
    assert_int_equal(input.text_bytes, 3);
    assert_string_equal(input.published, "2020-02-03");
    assert_string_equal(input.source, "The Coast");
    assert_non_null(strstr(input.locator, "a.jsonl#1"));
    assert_int_equal(quoth_reader_next(reader, &input, &err), QUOTH_OK);
    assert_string_equal(input.text, "two");
    assert_int_equal(quoth_reader_next(reader, &input, &err), QUOTH_NOT_FOUND);
    assert_int_equal(quoth_reader_next(reader, &input, &err), QUOTH_NOT_FOUND);
    assert_int_equal(problems, 1);
    quoth_reader_close(reader);
}

TEST(a_bad_option_fails_the_opening)
{
    quoth_index_options options = {.format = "docx"};
    const char *paths[] = {"-"};
    quoth_reader *reader;
    quoth_error err;
    assert_int_equal(quoth_reader_open(paths, 1, &options, &reader, &err), QUOTH_BAD_USAGE);
    assert_null(reader);
    quoth_reader_close(NULL);
}

TEST(formats_are_listed)
{
    assert_string_equal(quoth_format_list(0)->name, "jsonl");
    assert_null(quoth_format_list(100));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(articles_come_out_one_by_one_and_problems_are_told),
        RUN(a_bad_option_fails_the_opening),
        RUN(formats_are_listed),
    };
    return test_run(tests);
}
