/* test_write.c - articles go in, are replaced and removed, and the archive stays whole */
#include "unit/folder.h"

#include <quoth/index.h>
#include <quoth/inspect.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "indexer/tag/tag.h"
#include "indexer/write/batch.h"
#include "store/catalogue/catalogue.h"
#include "store/tags/public.h"

static char archive[96], input[96];

/* The folder, and what lies in it. */
static int make_paths(void **state)
{
    if (make_folder(state) != 0)
        return -1;
    snprintf(archive, sizeof archive, "%s/archive", folder);
    snprintf(input, sizeof input, "%s/in.jsonl", folder);
    return 0;
}

#define WITH_PATHS(name) cmocka_unit_test_setup_teardown(name, make_paths, remove_folder)

#define OK(call)                                                        \
    do {                                                                \
        quoth_error ok_err_ = {0};                                      \
        quoth_error *err = &ok_err_;                                    \
        if ((call) != QUOTH_OK)                                         \
            fail_msg("%s:%d: %s", __FILE__, __LINE__, ok_err_.message); \
    } while (0)

static void write_input(const char *lines)
{
    static time_t tick = 1600000000;
    OK(file_replace(input, str_from(lines), err));
    tick++;
    struct timespec times[2] = {{.tv_sec = tick}, {.tv_sec = tick}};
    assert_int_equal(utimensat(-100 /* AT_FDCWD */, input, times, 0), 0);
}

static unsigned problems;
static uint64_t problem_line;
static void count_problem(void *context, const char *path, uint64_t line, const quoth_error *why)
{
    (void)context;
    assert_string_equal(path, input);
    assert_true(why->message[0] != '\0');
    problem_line = line;
    problems++;
}

static quoth_index_report index_input(quoth_index_options options)
{
    quoth_writer *w = NULL;
    quoth_index_report report;
    const char *paths[] = {input};
    options.problem = count_problem;
    options.threads = 2;
    OK(quoth_writer_open(archive, QUOTH_CREATE, &w, err));
    OK(quoth_writer_index(w, paths, 1, &options, &report, err));
    quoth_writer_close(w);
    OK(quoth_check(archive, NULL, err));
    return report;
}

static uint64_t article_count(void)
{
    catalogue *c = NULL;
    uint64_t count;
    OK(catalogue_open(archive, OPEN_READ, &c, err));
    OK(catalogue_article_count(c, &count, err));
    catalogue_close(&c);
    return count;
}

static const char THREE[] = "{\"id\":\"a\",\"title\":\"One\",\"text\":\"The first bridge opened.\"}\n"
                            "{\"id\":\"b\",\"title\":\"Two\",\"text\":\"The second bridge opened.\"}\n"
                            "{\"id\":\"c\",\"title\":\"Three\",\"text\":\"The third bridge opened.\"}\n";

/* --- batches --- */

TEST(batches_become_small_before_all_threads_wait_for_each_other)
{
    static const unsigned threads[] = {1, 2, 16, 256};
    for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
        uint64_t left = 20000, count = 0, last = 0;
        for (; left > 0; left -= last, count++) {
            last = batch_limits_for(threads[t], left, UINT64_MAX).items;
            assert_true(last > 0 && last <= left && last <= BATCH_ITEMS);
        }
        assert_true(last <= 32);
        assert_true(count < 20000 / BATCH_ITEMS + 40 * threads[t]);
    }
    assert_int_equal(batch_limits_for(2, UINT64_MAX, UINT64_MAX).items, BATCH_ITEMS);
    assert_int_equal(batch_limits_for(2, UINT64_MAX, UINT64_MAX).bytes, BATCH_BYTES);
    assert_int_equal(batch_limits_for(2, 3, 0).items, 3);
    assert_true(batch_limits_for(2, 3, 0).bytes > 0);
}

TEST(an_unchanged_file_is_not_opened_again)
{
    write_input(THREE);
    assert_int_equal(index_input((quoth_index_options){0}).added, 3);
    quoth_index_report again = index_input((quoth_index_options){0});
    assert_true(again.added == 0 && again.unchanged == 3 && again.files_unchanged == 1);
    again = index_input((quoth_index_options){.reread = 1});
    assert_true(again.added == 0 && again.unchanged == 3 && again.files_unchanged == 0);
}

TEST(a_changed_record_replaces_its_article_and_the_others_stay)
{
    write_input(THREE);
    index_input((quoth_index_options){0});
    write_input("{\"id\":\"c\",\"title\":\"Three\",\"text\":\"The third bridge opened.\"}\n"
                "{\"id\":\"a\",\"title\":\"One\",\"text\":\"The first bridge closed again.\"}\n"
                "{\"id\":\"d\",\"title\":\"Four\",\"text\":\"A fourth.\"}\n");
    quoth_index_report r = index_input((quoth_index_options){0});
    assert_true(r.added == 1 && r.replaced == 1 && r.unchanged == 1 && r.removed == 0);
    assert_int_equal(article_count(), 4);
    assert_int_equal(index_input((quoth_index_options){0}).removed, 0);
    r = index_input((quoth_index_options){.prune = 1}); /* the file has not changed since it was read without */
    assert_true(r.removed == 1 && r.added == 0 && r.unchanged == 3);
    assert_int_equal(article_count(), 3);
}

TEST(a_vanished_file_goes_only_when_asked)
{
    write_input(THREE);
    index_input((quoth_index_options){0});
    unlink(input);
    index_input((quoth_index_options){0});
    assert_int_equal(article_count(), 3);
    assert_int_equal(index_input((quoth_index_options){.prune = 1}).removed, 3);
    assert_int_equal(article_count(), 0);
}

/* The locator of the article that has this text of its own id. */
static void assert_locator(const char *external_id, const char *want)
{
    arena a = {0};
    catalogue *c = NULL;
    catalogue_article row;
    uint32_t *ids;
    size_t count;
    OK(catalogue_open(archive, OPEN_READ, &c, err));
    OK(catalogue_find(c, &a, str_from(external_id), &ids, &count, err));
    assert_int_equal(count, 1);
    OK(catalogue_get_article(c, &a, ids[0], &row, err));
    assert_string_equal(row.locator.data, want);
    catalogue_close(&c);
    arena_release(&a);
}

static quoth_index_report index_path(const char *path, quoth_index_options options)
{
    char kept[sizeof input];
    strcpy(kept, input);
    assert_true(snprintf(input, sizeof input, "%s", path) < (int)sizeof input);
    quoth_index_report report = index_input(options);
    strcpy(input, kept);
    return report;
}

TEST(a_renamed_file_keeps_its_articles_and_only_its_locators_change)
{
    char renamed[128], want[160];
    snprintf(renamed, sizeof renamed, "%s/renamed.jsonl", folder);
    snprintf(want, sizeof want, "%s#b", renamed);
    write_input(THREE);
    index_input((quoth_index_options){0});
    assert_int_equal(rename(input, renamed), 0);
    quoth_index_report r = index_path(folder, (quoth_index_options){0});
    assert_true(r.added == 0 && r.unchanged == 3 && r.files_unchanged == 1 && r.files_moved == 1);
    assert_int_equal(article_count(), 3);
    assert_locator("b", want);
    r = index_path(folder, (quoth_index_options){.prune = 1});
    assert_true(r.removed == 0 && r.added == 0 && r.files_moved == 0);
}

TEST(a_renamed_file_that_has_changed_is_another_file)
{
    char renamed[128];
    snprintf(renamed, sizeof renamed, "%s/renamed.jsonl", folder);
    write_input(THREE);
    index_input((quoth_index_options){0});
    assert_int_equal(rename(input, renamed), 0);
    struct timespec times[2] = {{.tv_sec = 1500000000}, {.tv_sec = 1500000000}};
    assert_int_equal(utimensat(-100 /* AT_FDCWD */, renamed, times, 0), 0);
    quoth_index_report r = index_path(folder, (quoth_index_options){0});
    assert_true(r.files_moved == 0 && r.added == 3);
}

TEST(another_path_to_a_file_gives_no_second_articles)
{
    char other[128], linked[128], want[128];
    snprintf(other, sizeof other, "%s/.//./in.jsonl", folder);
    snprintf(linked, sizeof linked, "%s/linked.jsonl", folder);
    snprintf(want, sizeof want, "%s#a", input);
    write_input(THREE);
    index_input((quoth_index_options){0});
    assert_int_equal(symlink("in.jsonl", linked), 0);
    quoth_index_report r = index_path(linked, (quoth_index_options){0});
    assert_true(r.added == 0 && r.unchanged == 3 && r.files_moved == 0);
    r = index_path(linked, (quoth_index_options){.reread = 1});
    assert_true(r.added == 0 && r.unchanged == 3);
    write_input("{\"id\":\"a\",\"text\":\"The first bridge fell.\"}\n");
    r = index_path(other, (quoth_index_options){0});
    assert_true(r.added == 0 && r.replaced == 1);
    assert_locator("a", want);
}

/* As a user does it: in a folder, with a path from there. */
static quoth_index_report index_from(const char *below, const char *path, quoth_index_options options)
{
    char there[128], *before = getcwd(NULL, 0);
    snprintf(there, sizeof there, "%s/%s", folder, below);
    assert_int_equal(chdir(there), 0);
    quoth_index_report report = index_path(path, options);
    assert_int_equal(chdir(before), 0);
    free(before);
    return report;
}

static void make_two_folders(void)
{
    char path[160];
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%c/in", folder, "ab"[i]);
        OK(folder_make(path, err));
        strcat(path, "/1.jsonl");
        OK(file_replace(path, i ? STR("{\"id\":\"b\",\"text\":\"A bridge.\"}\n") : STR("{\"id\":\"a\",\"text\":\"A road.\"}\n"),
                        err));
    }
}

TEST(paths_of_the_same_name_in_two_folders_are_two_files)
{
    char want[160];
    make_two_folders();
    assert_int_equal(index_from("a", "in", (quoth_index_options){0}).added, 1);
    quoth_index_report r = index_from("b", "in", (quoth_index_options){.prune = 1});
    assert_true(r.added == 1 && r.removed == 0 && r.replaced == 0);
    assert_int_equal(article_count(), 2);
    assert_locator("a", "in/1.jsonl#a");
    snprintf(want, sizeof want, "%s/b/in/1.jsonl#b", folder);
    assert_locator("b", want);
}

TEST(a_file_is_the_same_from_whatever_folder_it_is_indexed)
{
    static const struct {
        const char *from, *path;
    } ways[] = {{"a", "./in"}, {"a/in", "."}, {"", "a/in/1.jsonl"}, {"b", "../a/in"}};
    char changed[64], path[160];
    make_two_folders();
    snprintf(path, sizeof path, "%s/a/in/1.jsonl", folder);
    assert_int_equal(index_from("a", "in", (quoth_index_options){0}).added, 1);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        assert_int_equal(index_from(ways[i].from, ways[i].path, (quoth_index_options){0}).files_unchanged, 1);
        snprintf(changed, sizeof changed, "{\"id\":\"a\",\"text\":\"%zu roads.\"}\n", i);
        OK(file_replace(path, str_from(changed), err)); /* another file on the disk, by the same name */
        quoth_index_report r = index_from(ways[i].from, ways[i].path, (quoth_index_options){0});
        assert_true(r.replaced == 1 && r.added == 0);
        assert_locator("a", "in/1.jsonl#a");
    }
    unlink(path);
    assert_int_equal(index_from("b", "../a/in", (quoth_index_options){.prune = 1}).removed, 1);
}

TEST(an_archive_that_moved_with_its_files_stays_as_it_is)
{
    char from[160], to[160];
    make_two_folders();
    assert_int_equal(index_from("a", "in", (quoth_index_options){0}).added, 1);
    snprintf(from, sizeof from, "%s/a", folder);
    snprintf(to, sizeof to, "%s/c", folder);
    assert_int_equal(rename(from, to), 0);
    quoth_index_report r = index_from("c", "in", (quoth_index_options){.prune = 1});
    assert_true(r.added == 0 && r.removed == 0 && r.unchanged == 1 && r.files_moved == 0);
    assert_locator("a", "in/1.jsonl#a");
}

TEST(since_a_day_leaves_out_older_files_and_articles_until_next_time)
{
    static const char DATED[] = "{\"id\":\"old\",\"date\":\"2020-03-01\",\"text\":\"The ferry sank.\"}\n"
                                "{\"id\":\"new\",\"date\":\"2020-03-02\",\"text\":\"The ferry was raised.\"}\n"
                                "{\"id\":\"any\",\"text\":\"The ferry sailed.\"}\n";
    write_input(DATED); /* written in September 2020 */
    quoth_index_report r = index_input((quoth_index_options){.since = "2020-10"});
    assert_true(r.added == 0 && r.failed == 0);
    r = index_input((quoth_index_options){.since = "2020-03-02", .prune = 1});
    assert_true(r.added == 2 && r.failed == 0);
    r = index_input((quoth_index_options){.since = "2020-03-02"});
    assert_true(r.added == 0 && r.unchanged == 2);
    r = index_input((quoth_index_options){0});
    assert_true(r.added == 1 && r.unchanged == 2);
}

TEST(many_files_are_known_again_in_whatever_order_they_are_met)
{
    char path[160];
    quoth_error why;
    for (int i = 0; i < 600; i++) {
        static const char *const between[] = {"-", "/", "."};
        snprintf(path, sizeof path, "%s/all/d%d", folder, i / 9);
        OK(folder_make(path, err));
        snprintf(path, sizeof path, "%s/all/d%d%sf%d.txt", folder, i / 9, between[i % 3], i);
        assert_int_equal(file_replace(path, STR("A line of news."), &why), QUOTH_OK);
    }
    snprintf(path, sizeof path, "%s/all", folder);
    assert_int_equal(index_path(path, (quoth_index_options){0}).added, 600);
    quoth_index_report r = index_path(path, (quoth_index_options){0});
    assert_true(r.added == 0 && r.unchanged == 600 && r.files_unchanged == 600);
}

TEST(an_archive_with_a_dictionary_is_whole_and_grows)
{
    static const char *const says[] = {"the harbour was closed for repairs", "prices rose by four per cent",
                                       "the mayor thanked the volunteers", "no one was hurt in the accident"};
    arena a = {0};
    buf lines = {0};
    for (unsigned i = 0; i < 800; i++) {
        buf_printf(&lines, "{\"id\":\"n%u\",\"text\":\"", i);
        for (unsigned k = 0; k < 200; k++)
            buf_printf(&lines, "It was said that %s on day %u. ", says[(i + k * k) % 4], (i * 31 + k * 17) % 997);
        buf_printf(&lines, "\"}\n");
    }
    write_input(arena_zero_terminated(&a, buf_str(&lines)));
    assert_int_equal(index_input((quoth_index_options){0}).added, 800);
    buf_printf(&lines, "{\"id\":\"more\",\"text\":\"It was said that prices rose by four per cent.\"}\n");
    write_input(arena_zero_terminated(&a, buf_str(&lines)));
    assert_int_equal(index_input((quoth_index_options){0}).added, 1);

    catalogue *c = NULL;
    catalogue_article row;
    packed_text text;
    packer *p = packer_new();
    OK(catalogue_open(archive, OPEN_READ, &c, err));
    for (uint32_t id = 1; id <= 801; id += 100) {
        OK(catalogue_get_article(c, &a, id, &row, err));
        assert_int_equal(catalogue_unpack(p, &a, row.packed, &text, NULL), QUOTH_CORRUPT); /* not without */
    }
    packer_free(&p);
    catalogue_close(&c);
    buf_release(&lines);
    arena_release(&a);
}

TEST(the_first_words_of_an_archive_are_its_most_frequent_ones)
{
    arena a = {0};
    catalogue *c = NULL;
    str form;
    write_input("{\"id\":\"1\",\"text\":\"Rain came. The ferry left the harbour, the ferry returned, and then the rain.\"}\n"
                "{\"id\":\"2\",\"text\":\"The ferry.\"}\n");
    index_input((quoth_index_options){.threads = 1});
    OK(catalogue_open(archive, OPEN_READ, &c, err));
    static const char *const wanted[] = {"the", "ferry", "rain"};
    for (uint32_t i = 0; i < 3; i++) {
        OK(catalogue_word_form(c, &a, i, &form, err));
        assert_true(str_equal(form, str_from(wanted[i])));
    }
    catalogue_close(&c);
    arena_release(&a);
}

TEST(one_bad_record_is_reported_with_its_line_and_the_rest_goes_on)
{
    problems = 0;
    write_input("{\"id\":\"a\",\"text\":\"Fine.\"}\n{\"id\": broken\n{\"id\":\"c\",\"text\":\"Fine too.\"}\n");
    quoth_index_report r = index_input((quoth_index_options){0});
    assert_true(r.added == 2 && r.failed == 1 && problems == 1 && problem_line == 2);
}

static int stop_at_once(void *context, const quoth_index_progress *p)
{
    (void)p;
    return ++*(int *)context > 0;
}

TEST(a_stopped_run_is_committed_and_goes_on_next_time)
{
    buf lines = {0};
    for (int i = 0; i < 3000; i++)
        buf_printf(&lines, "{\"id\":\"n%d\",\"text\":\"Report number %d of the day.\"}\n", i, i);
    buf_put_byte(&lines, '\0');
    write_input(lines.data);
    buf_release(&lines);
    quoth_writer *w = NULL;
    quoth_index_report report;
    quoth_error why;
    const char *paths[] = {input};
    int calls = 0;
    quoth_index_options options = {.progress = stop_at_once, .context = &calls};
    OK(quoth_writer_open(archive, QUOTH_CREATE, &w, err));
    assert_int_equal(quoth_writer_index(w, paths, 1, &options, &report, &why), QUOTH_CANCELLED);
    quoth_writer_close(w);
    OK(quoth_check(archive, NULL, err));
    quoth_index_report rest = index_input((quoth_index_options){0});
    assert_int_equal(report.added + rest.added, 3000);
    assert_int_equal(article_count(), 3000);
}

TEST(an_archive_names_the_rules_that_found_its_tags)
{
    arena a = {0};
    catalogue *c = NULL;
    rule_names names;
    write_input(THREE);
    index_input((quoth_index_options){0});
    OK(catalogue_open(archive, OPEN_READ, &c, err));
    OK(rule_names_load(c, &a, &names, err));
    catalogue_close(&c);
    struct {
        str stored;
        const char *(*name)(uint8_t);
    } rooms[] = {{names.speaker, speaker_rule_name}, {names.place, place_rule_name}, {names.date, date_rule_name}};
    for (size_t i = 0; i < 3; i++) {
        assert_true(rooms[i].stored.len > 0);
        for (uint8_t rule = 0; rooms[i].stored.len > 0; rule++)
            assert_true(str_equal(str_cut(&rooms[i].stored, '\n'), str_from(rooms[i].name(rule))));
    }
    arena_release(&a);
}

TEST(the_same_id_again_replaces_the_article)
{
    quoth_writer *w = NULL;
    uint64_t first, second, third;
    OK(quoth_writer_open(archive, QUOTH_CREATE, &w, err));
    OK(quoth_writer_add(w, &(quoth_article_input){.id = "x", .text = "The old text."}, &first, err));
    OK(quoth_writer_add(w, &(quoth_article_input){.id = "x", .text = "The new text."}, &second, err));
    OK(quoth_writer_commit(w, err));
    OK(quoth_writer_add(w, &(quoth_article_input){.id = "x", .text = "The newest text."}, &third, err));
    OK(quoth_writer_commit(w, err));
    quoth_writer_close(w);
    assert_true(first < second && second < third);
    assert_int_equal(article_count(), 1);
    OK(quoth_check(archive, NULL, err));
}

TEST(what_is_not_committed_is_dropped_on_closing)
{
    quoth_writer *w = NULL;
    OK(quoth_writer_open(archive, QUOTH_CREATE, &w, err));
    OK(quoth_writer_add(w, &(quoth_article_input){.id = "x", .text = "Some text."}, NULL, err));
    quoth_writer_close(w);
    assert_int_equal(article_count(), 0);
}

TEST(an_article_is_removed_once)
{
    quoth_writer *w = NULL;
    uint64_t id;
    OK(quoth_writer_open(archive, QUOTH_CREATE, &w, err));
    OK(quoth_writer_add(w, &(quoth_article_input){.text = "Some text."}, &id, err));
    OK(quoth_writer_remove(w, id, err));
    assert_int_equal(quoth_writer_remove(w, id, NULL), QUOTH_NOT_FOUND);
    OK(quoth_writer_commit(w, err));
    quoth_writer_close(w);
    OK(quoth_check(archive, NULL, err));
    assert_int_equal(article_count(), 0);
}

TEST(a_second_writer_is_told_that_the_archive_is_busy)
{
    quoth_writer *w = NULL, *other = NULL;
    OK(quoth_writer_open(archive, QUOTH_CREATE, &w, err));
    assert_int_equal(quoth_writer_open(archive, QUOTH_CREATE, &other, NULL), QUOTH_BUSY);
    assert_null(other);
    quoth_writer_close(w);
}

TEST(an_inverted_index_that_is_lost_is_made_again)
{
    char inverted[128];
    write_input(THREE);
    index_input((quoth_index_options){0});
    snprintf(inverted, sizeof inverted, "%s/inverted", archive);
    OK(folder_remove(inverted, err));
    assert_int_not_equal(quoth_check(archive, NULL, NULL), QUOTH_OK);
    index_input((quoth_index_options){0});
    quoth_writer *w = NULL;
    OK(quoth_writer_open(archive, 0, &w, err));
    OK(quoth_writer_reindex(w, 1, NULL, NULL, err));
    quoth_writer_close(w);
    OK(quoth_check(archive, NULL, err));
    assert_int_equal(article_count(), 3);
}

/* Bytes of the one slot that speak of the text, of the author and of the values: none of them makes the record unreadable. */
TEST(a_damaged_slot_is_found_by_check)
{
    static const long damaged[] = {8, 20, 24, 36};
    char path[160];
    write_input(THREE);
    index_input((quoth_index_options){0});
    snprintf(path, sizeof path, "%s/forward/slots", archive);
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        FILE *f = fopen(path, "r+b");
        long at = 4096 + 48 + damaged[i];
        assert_true(f && fseek(f, at, SEEK_SET) == 0);
        int byte = fgetc(f);
        assert_true(fseek(f, at, SEEK_SET) == 0 && fputc(byte ^ 1, f) != EOF && fclose(f) == 0);
        assert_int_equal(quoth_check(archive, NULL, NULL), QUOTH_CORRUPT);
        f = fopen(path, "r+b");
        assert_true(f && fseek(f, at, SEEK_SET) == 0 && fputc(byte, f) != EOF && fclose(f) == 0);
        OK(quoth_check(archive, NULL, err));
    }
}

TEST(records_that_are_lost_are_told_and_nothing_is_made_of_nothing)
{
    char forward[128], aside[128];
    quoth_writer *w = NULL;
    quoth_error why = {0};
    write_input(THREE);
    index_input((quoth_index_options){0});
    snprintf(forward, sizeof forward, "%s/forward", archive);
    snprintf(aside, sizeof aside, "%s/aside", archive);
    assert_int_equal(rename(forward, aside), 0);
    assert_int_equal(quoth_writer_open(archive, 0, &w, &why), QUOTH_CORRUPT);
    assert_non_null(strstr(why.hint, "copy"));
    assert_int_not_equal(quoth_check(archive, NULL, NULL), QUOTH_OK);
    assert_int_equal(rename(aside, forward), 0);
    OK(quoth_check(archive, NULL, err));
    assert_int_equal(article_count(), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(batches_become_small_before_all_threads_wait_for_each_other),
        WITH_PATHS(an_unchanged_file_is_not_opened_again),
        WITH_PATHS(a_changed_record_replaces_its_article_and_the_others_stay),
        WITH_PATHS(a_damaged_slot_is_found_by_check),
        WITH_PATHS(a_vanished_file_goes_only_when_asked),
        WITH_PATHS(a_renamed_file_keeps_its_articles_and_only_its_locators_change),
        WITH_PATHS(a_renamed_file_that_has_changed_is_another_file),
        WITH_PATHS(another_path_to_a_file_gives_no_second_articles),
        WITH_PATHS(paths_of_the_same_name_in_two_folders_are_two_files),
        WITH_PATHS(a_file_is_the_same_from_whatever_folder_it_is_indexed),
        WITH_PATHS(an_archive_that_moved_with_its_files_stays_as_it_is),
        WITH_PATHS(since_a_day_leaves_out_older_files_and_articles_until_next_time),
        WITH_PATHS(many_files_are_known_again_in_whatever_order_they_are_met),
        WITH_PATHS(an_archive_with_a_dictionary_is_whole_and_grows),
        WITH_PATHS(the_first_words_of_an_archive_are_its_most_frequent_ones),
        WITH_PATHS(one_bad_record_is_reported_with_its_line_and_the_rest_goes_on),
        WITH_PATHS(a_stopped_run_is_committed_and_goes_on_next_time),
        WITH_PATHS(an_archive_names_the_rules_that_found_its_tags),
        WITH_PATHS(the_same_id_again_replaces_the_article),
        WITH_PATHS(what_is_not_committed_is_dropped_on_closing),
        WITH_PATHS(an_article_is_removed_once),
        WITH_PATHS(a_second_writer_is_told_that_the_archive_is_busy),
        WITH_PATHS(an_inverted_index_that_is_lost_is_made_again),
        WITH_PATHS(records_that_are_lost_are_told_and_nothing_is_made_of_nothing),
    };
    return test_run(tests);
}
