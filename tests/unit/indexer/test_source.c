/* test_source.c - folders, packed files, standard input: which files are read, and what happens to bad ones? */
#include "source_test.h"

#include <archive.h>
#include <archive_entry.h>

#include "base/hash.h"

static const char one_line[] = "{\"id\":\"a\",\"title\":\"Harbour opens\",\"text\":\"The harbour opened.\"}\n";

/* The bytes packed by one of libarchive's filters, in `r`'s memory. */
static str packed(reading *r, int (*add_filter)(struct archive *), const char *bytes, size_t len)
{
    size_t room = len + 65536, used = 0;
    char *out = arena_alloc(&r->memory, room);
    struct archive *a = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    add_filter(a);
    archive_write_set_format_raw(a);
    archive_write_set_bytes_per_block(a, 0);
    archive_write_open_memory(a, out, room, &used);
    archive_entry_set_filetype(entry, AE_IFREG);
    assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
    assert_int_equal(archive_write_data(a, bytes, len), (int)len);
    archive_entry_free(entry);
    archive_write_close(a);
    archive_write_free(a);
    return (str){out, used};
}

TEST(folders_are_read_in_byte_order_of_names_without_hidden_ones)
{
    reading r = {0};
    mkdir(path_of("b"), 0700);
    mkdir(path_of(".git"), 0700);
    write_text("b/z.txt", "Z\n\ntext z");
    write_text("b/A.txt", "A\n\ntext a");
    write_text("c.txt", "C\n\ntext c");
    write_text(".hidden.txt", "H\n\nhidden");
    write_text(".git/x.txt", "X\n\nhidden");
    read_path(&r, test_folder);
    assert_int_equal(r.count, 3);
    assert_ends_with(r.articles[0].locator, "/b/A.txt");
    assert_ends_with(r.articles[1].locator, "/b/z.txt");
    assert_ends_with(r.articles[2].locator, "/c.txt");
    assert_int_equal(r.problem_count, 0);
    reading_release(&r);
}

TEST(a_loop_of_symbolic_links_is_a_problem_and_ends)
{
    reading r = {0};
    mkdir(path_of("sub"), 0700);
    write_text("sub/a.txt", "A\n\ntext a");
    assert_int_equal(symlink(test_folder, path_of("sub/up")), 0);
    read_path(&r, test_folder);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.problem_count, 1);
    assert_contains(str_from(r.problems[0].why.message), "symbolic link");
    reading_release(&r);
}

TEST(a_missing_path_is_a_problem_and_the_next_is_read)
{
    reading r = {0};
    const char *paths[] = {path_of("missing.txt"), write_text("there.jsonl", one_line)};
    read_paths(&r, paths, 2);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.problem_count, 1);
    assert_int_equal(r.problems[0].why.status, QUOTH_IO);
    assert_ends_with(str_from(r.problems[0].path), "missing.txt");
    reading_release(&r);
}

TEST(packed_files_are_read_as_what_they_hold)
{
    static const struct {
        const char *name;
        int (*filter)(struct archive *);
    } cases[] = {{"a.jsonl.gz", archive_write_add_filter_gzip},   {"a.jsonl.zst", archive_write_add_filter_zstd},
                 {"a.jsonl.bz2", archive_write_add_filter_bzip2}, {"a.jsonl.xz", archive_write_add_filter_xz},
                 {"a.gz", archive_write_add_filter_gzip},         {"a.jsonl", archive_write_add_filter_zstd}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reading r = {0};
        str bytes = packed(&r, cases[i].filter, one_line, sizeof one_line - 1);
        read_path(&r, write_bytes(cases[i].name, bytes.data, bytes.len));
        assert_int_equal(r.count, 1);
        assert_str(r.articles[0].title, "Harbour opens");
        assert_int_equal(r.problem_count, 0);
        reading_release(&r);
    }
}

TEST(a_packed_file_may_be_of_several_members)
{
    reading r = {0};
    str bytes = packed(&r, archive_write_add_filter_gzip, one_line, sizeof one_line - 1);
    buf twice = {0};
    buf_put_str(&twice, bytes);
    buf_put_str(&twice, bytes);
    read_path(&r, write_bytes("two.jsonl.gz", twice.data, twice.len));
    assert_int_equal(r.count, 2);
    buf_release(&twice);
    reading_release(&r);
}

/* `count` lines that do not pack well. */
static str many_lines(reading *r, int count)
{
    buf all = {0};
    for (int i = 0; i < count; i++) {
        buf_printf(&all, "{\"id\":%d,\"text\":\"", i);
        for (uint64_t k = 0; k < 200; k++)
            buf_printf(&all, "%016llx ", (unsigned long long)hash_u64((uint64_t)i * 1000 + k + 1));
        buf_put_str(&all, STR("\"}\n"));
    }
    str copy = arena_copy(&r->memory, buf_str(&all));
    buf_release(&all);
    return copy;
}

TEST(a_truncated_packed_file_gives_its_whole_records_and_one_problem)
{
    int (*const filters[])(struct archive *) = {archive_write_add_filter_gzip, archive_write_add_filter_zstd};
    for (size_t i = 0; i < 2; i++) {
        reading r = {0};
        str lines = many_lines(&r, 60);
        str bytes = packed(&r, filters[i], lines.data, lines.len);
        read_path(&r, write_bytes("cut.jsonl.gz", bytes.data, bytes.len * 2 / 3));
        assert_true(r.count < 60);
        assert_int_equal(r.problem_count, 1);
        assert_int_equal(r.problems[0].why.status, QUOTH_BAD_INPUT);
        for (size_t k = 0; k < r.count; k++)
            assert_int_equal(r.articles[k].body.len, 3400);
        reading_release(&r);
    }
}

TEST(a_truncated_packed_text_is_a_problem_and_no_article)
{
    reading r = {0};
    str lines = many_lines(&r, 10);
    str bytes = packed(&r, archive_write_add_filter_gzip, lines.data, lines.len);
    read_path(&r, write_bytes("cut.txt.gz", bytes.data, bytes.len / 2));
    assert_int_equal(r.count, 0);
    assert_int_equal(r.problem_count, 1);
    reading_release(&r);
}

/* 80 MB of one letter between two good lines. */
static str bomb(reading *r)
{
    size_t len = (size_t)80 << 20;
    char *bytes = arena_alloc(&r->memory, len + 2 * sizeof one_line);
    memcpy(bytes, one_line, sizeof one_line - 1);
    memset(bytes + sizeof one_line - 1, 'a', len);
    memcpy(bytes + sizeof one_line - 1 + len, "\n", 1);
    memcpy(bytes + sizeof one_line + len, one_line, sizeof one_line - 1);
    return (str){bytes, len + 2 * sizeof one_line - 1};
}

TEST(an_endless_line_is_one_problem_between_its_neighbours)
{
    reading r = {0};
    str bytes = bomb(&r);
    bytes = packed(&r, archive_write_add_filter_zstd, bytes.data, bytes.len);
    assert_true(bytes.len < 100000);
    read_path(&r, write_bytes("bomb.jsonl.zst", bytes.data, bytes.len));
    assert_int_equal(r.count, 2);
    assert_int_equal(r.problem_count, 1);
    assert_int_equal(r.problems[0].line, 2);
    assert_int_equal(r.problems[0].why.status, QUOTH_LIMIT);
    reading_release(&r);
}

TEST(a_text_file_past_the_limit_is_one_problem)
{
    reading r = {0};
    str bytes = bomb(&r);
    bytes = packed(&r, archive_write_add_filter_zstd, bytes.data, bytes.len);
    read_path(&r, write_bytes("bomb.txt.zst", bytes.data, bytes.len));
    assert_int_equal(r.count, 0);
    assert_int_equal(r.problem_count, 1);
    assert_int_equal(r.problems[0].why.status, QUOTH_LIMIT);
    reading_release(&r);
}

/* Runs the reader with the file as standard input. */
static void read_standard_input(reading *r, const char *path)
{
    int kept = dup(STDIN_FILENO), fd = open(path, O_RDONLY);
    assert_true(kept >= 0 && fd >= 0);
    dup2(fd, STDIN_FILENO);
    read_path(r, "-");
    dup2(kept, STDIN_FILENO);
    close(kept);
    close(fd);
}

TEST(standard_input_is_known_by_its_first_bytes)
{
    static const char *const inputs[] = {"{\"title\":\"T\",\"text\":\"b\"}\n", "  [ {\"title\":\"T\",\"text\":\"b\"} ]",
                                         "<!DOCTYPE html><html><title>T</title><p>b</p></html>",
                                         "<DOC><HEADLINE>T</HEADLINE><TEXT>b</TEXT></DOC>", "T\n\nb"};
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        reading r = {0};
        read_standard_input(&r, write_text("input", inputs[i]));
        assert_int_equal(r.count, 1);
        assert_str(r.articles[0].title, "T");
        assert_str(r.articles[0].body, "b");
        assert_true(r.articles[0].locator.data[0] == '-');
        reading_release(&r);
    }
}

TEST(an_unknown_format_is_a_problem_when_named_and_silent_in_a_folder)
{
    reading named = {0}, walked = {0}, all = {.options = {.all_files = true}}, forced = {.options = {.format = STR("text")}};
    const char *path = write_text("notes.xyz", "Short\n\nSome notes.");
    read_path(&named, path);
    assert_int_equal(named.count, 0);
    assert_int_equal(named.problem_count, 1);
    assert_int_equal(named.problems[0].why.status, QUOTH_UNSUPPORTED);
    read_path(&walked, test_folder);
    assert_int_equal(walked.count + walked.problem_count, 0);
    read_path(&all, test_folder);
    assert_int_equal(all.count, 1);
    read_path(&forced, path);
    assert_int_equal(forced.count, 1);
    reading_release(&named);
    reading_release(&walked);
    reading_release(&all);
    reading_release(&forced);
}

TEST(a_file_without_ending_is_known_by_its_content)
{
    reading r = {0};
    read_text(&r, "dump", one_line);
    assert_int_equal(r.count, 1);
    assert_ends_with(r.articles[0].locator, "/dump#a");
    reading_release(&r);
}

TEST(a_page_that_is_called_json_is_read_as_a_page)
{
    reading r = {0};
    read_text(&r, "page.json", "<!DOCTYPE html><html><title>Moved</title><body><p>Read on.</p></body></html>");
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].title, "Moved");
    reading_release(&r);
}

TEST(binary_bytes_called_text_are_a_problem)
{
    reading r = {0};
    read_path(&r, write_bytes("image.txt", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
    assert_int_equal(r.count, 0);
    assert_int_equal(r.problem_count, 1);
    reading_release(&r);
}

TEST(an_unknown_forced_format_is_bad_usage)
{
    source_options options = {.format = STR("docx")};
    source *s;
    quoth_error err;
    const char *paths[] = {"-"};
    assert_int_equal(source_open(paths, 1, &options, (source_callbacks){0}, &s, &err), QUOTH_BAD_USAGE);
    assert_contains(str_from(err.message), "docx");
}

static bool skip_all(void *context, source_file *f)
{
    (void)context;
    assert_true(f->size > 0 && f->mtime_ns > 0);
    return false;
}

TEST(a_file_that_the_caller_refuses_is_not_opened)
{
    reading r = {.file = skip_all};
    chmod(write_text("a.jsonl", one_line), 0);
    read_path(&r, test_folder);
    assert_int_equal(r.count + r.problem_count, 0);
    reading_release(&r);
}

TEST(options_fill_what_articles_leave_open)
{
    reading r = {.options = {.source = STR("The Coast"), .language = STR("en")}};
    read_text(&r, "a.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\",\"source\":\"Other\",\"lang\":\"de\"}\n");
    assert_str(r.articles[0].source, "The Coast");
    assert_str(r.articles[0].language, "en");
    assert_str(r.articles[1].source, "Other");
    assert_str(r.articles[1].language, "de");
    reading_release(&r);
}

TEST(a_text_past_the_limit_is_cut_at_a_paragraph_and_reported)
{
    reading r = {0};
    size_t len = LIMIT_ARTICLE_BYTES + 100000;
    char *text = arena_alloc(&r.memory, len + 64), *at = text;
    at += sprintf(at, "{\"text\":\"");
    for (size_t i = 0; i < len / 10; i++)
        at += sprintf(at, "%s", i % 100 == 99 ? "water.\\n\\n" : "water air ");
    strcpy(at, "\"}\n");
    read_text(&r, "long.jsonl", text);
    assert_int_equal(r.count, 1);
    assert_true(r.articles[0].body.len <= LIMIT_ARTICLE_BYTES && r.articles[0].body.len > LIMIT_ARTICLE_BYTES / 2);
    assert_ends_with(str_trim(r.articles[0].body), "water.");
    assert_int_equal(r.problem_count, 1);
    assert_int_equal(r.problems[0].why.status, QUOTH_LIMIT);
    reading_release(&r);
}

TEST(every_format_has_a_name_and_endings)
{
    size_t count = 0;
    for (; source_format_list(count); count++) {
        assert_true(source_format_list(count)->name[0] && source_format_list(count)->description[0]);
        assert_int_equal(source_format_list(count)->endings[0], '.');
    }
    assert_true(count >= 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(folders_are_read_in_byte_order_of_names_without_hidden_ones),
        RUN_IN_FOLDER(a_loop_of_symbolic_links_is_a_problem_and_ends),
        RUN_IN_FOLDER(a_missing_path_is_a_problem_and_the_next_is_read),
        RUN_IN_FOLDER(packed_files_are_read_as_what_they_hold),
        RUN_IN_FOLDER(a_packed_file_may_be_of_several_members),
        RUN_IN_FOLDER(a_truncated_packed_file_gives_its_whole_records_and_one_problem),
        RUN_IN_FOLDER(a_truncated_packed_text_is_a_problem_and_no_article),
        RUN_IN_FOLDER(an_endless_line_is_one_problem_between_its_neighbours),
        RUN_IN_FOLDER(a_text_file_past_the_limit_is_one_problem),
        RUN_IN_FOLDER(standard_input_is_known_by_its_first_bytes),
        RUN_IN_FOLDER(an_unknown_format_is_a_problem_when_named_and_silent_in_a_folder),
        RUN_IN_FOLDER(a_file_without_ending_is_known_by_its_content),
        RUN_IN_FOLDER(a_page_that_is_called_json_is_read_as_a_page),
        RUN_IN_FOLDER(binary_bytes_called_text_are_a_problem),
        RUN(an_unknown_forced_format_is_bad_usage),
        RUN_IN_FOLDER(a_file_that_the_caller_refuses_is_not_opened),
        RUN_IN_FOLDER(options_fill_what_articles_leave_open),
        RUN_IN_FOLDER(a_text_past_the_limit_is_cut_at_a_paragraph_and_reported),
        RUN(every_format_has_a_name_and_endings),
    };
    return test_run(tests);
}
