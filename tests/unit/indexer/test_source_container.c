/* test_source_container.c - files in zip and tar files, and what bombs, locks and breaks among them cost */
#include "source_test.h"

#include <archive.h>
#include <archive_entry.h>

typedef struct member {
    const char *name, *bytes;
    size_t len; /* 0: all of `bytes` */
} member;

typedef int (*choice)(struct archive *);

/* A container of these members in `r`'s memory. */
static str boxed(reading *r, choice format, choice filter, const char *options, const member *members, size_t count)
{
    size_t room = 1 << 20, used = 0;
    for (size_t i = 0; i < count; i++)
        room += members[i].len + 4096;
    char *out = arena_alloc(&r->memory, room);
    struct archive *a = archive_write_new();
    format(a);
    filter(a);
    archive_write_set_bytes_per_block(a, 0);
    if (options) {
        assert_int_equal(archive_write_set_options(a, options), ARCHIVE_OK);
        archive_write_set_passphrase(a, "harbour");
    }
    assert_int_equal(archive_write_open_memory(a, out, room, &used), ARCHIVE_OK);
    for (size_t i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();
        size_t len = members[i].len ? members[i].len : strlen(members[i].bytes);
        archive_entry_set_pathname(entry, members[i].name);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0600);
        archive_entry_set_size(entry, (la_int64_t)len);
        archive_entry_set_mtime(entry, 1600000000, 0);
        assert_true(archive_write_header(a, entry) >= ARCHIVE_WARN); /* names outside ASCII in the C locale */
        assert_int_equal(archive_write_data(a, members[i].bytes, len), (int)len);
        archive_entry_free(entry);
    }
    archive_write_close(a);
    archive_write_free(a);
    return (str){out, used};
}

static const member three[] = {
    {"2023/11/x.txt", "Harbour opens\n\nThe harbour opened in rain.", 0},
    {"2023/11/y.jsonl",
     "{\"id\":\"y1\",\"title\":\"Tide\",\"text\":\"The tide came.\"}\n{\"title\":\"Ebb\",\"text\":\"It went.\"}\n", 0},
    {"notes.bin", "\x01\x02\x03\x04", 0},
};
enum { THREE = sizeof three / sizeof *three };

TEST(every_kind_of_container_is_read_as_a_folder_with_stable_locators)
{
    static const struct {
        const char *name;
        choice format, filter;
    } cases[] = {
        {"a.zip", archive_write_set_format_zip, archive_write_add_filter_none},
        {"a.tar", archive_write_set_format_ustar, archive_write_add_filter_none},
        {"a.tar", archive_write_set_format_gnutar, archive_write_add_filter_none},
        {"a.tar", archive_write_set_format_pax, archive_write_add_filter_none},
        {"a.tar.gz", archive_write_set_format_pax, archive_write_add_filter_gzip},
        {"a.tgz", archive_write_set_format_ustar, archive_write_add_filter_gzip},
        {"a.tar.zst", archive_write_set_format_ustar, archive_write_add_filter_zstd},
        {"a.tar.bz2", archive_write_set_format_ustar, archive_write_add_filter_bzip2},
        {"a.tar.xz", archive_write_set_format_ustar, archive_write_add_filter_xz},
        {"a.dat", archive_write_set_format_zip, archive_write_add_filter_none},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reading r = {0};
        str bytes = boxed(&r, cases[i].format, cases[i].filter, NULL, three, THREE);
        char want[64];
        read_path(&r, write_bytes(cases[i].name, bytes.data, bytes.len));
        assert_int_equal(r.count, 3);
        assert_int_equal(r.problem_count, 0);
        snprintf(want, sizeof want, "/%s!2023/11/x.txt", cases[i].name);
        assert_ends_with(r.articles[0].locator, want);
        assert_str(r.articles[0].title, "Harbour opens");
        snprintf(want, sizeof want, "/%s!2023/11/y.jsonl#y1", cases[i].name);
        assert_ends_with(r.articles[1].locator, want);
        assert_ends_with(r.articles[2].locator, "y.jsonl#2");
        reading_release(&r);
    }
}

TEST(containers_lie_in_containers_and_packed_files_in_both)
{
    reading r = {0};
    str inner = boxed(&r, archive_write_set_format_ustar, archive_write_add_filter_zstd, NULL, three, 1);
    const member middle[] = {{"in/b.tar.zst", inner.data, inner.len}, {"after.txt", "After\n\nWhat followed.", 0}};
    str outer = boxed(&r, archive_write_set_format_zip, archive_write_add_filter_none, NULL, middle, 2);
    read_path(&r, write_bytes("a.zip", outer.data, outer.len));
    assert_int_equal(r.count, 2);
    assert_ends_with(r.articles[0].locator, "/a.zip!in/b.tar.zst!2023/11/x.txt");
    assert_ends_with(r.articles[1].locator, "/a.zip!after.txt");
    assert_int_equal(r.problem_count, 0);
    reading_release(&r);
}

TEST(names_outside_ascii_hidden_files_and_paths_that_climb)
{
    static const member members[] = {{"\xD9\x85\xD9\x8A.txt", "One\n\nThe first.", 0},
                                     {".git/x.txt", "Hidden\n\nNot this.", 0},
                                     {"__MACOSX/y.txt", "Hidden\n\nNot this.", 0},
                                     {"./a/../../b.txt", "Two\n\nThe second.", 0},
                                     {"/etc/c.txt", "Three\n\nThe third.", 0}};
    const choice formats[] = {archive_write_set_format_zip, archive_write_set_format_pax};
    for (size_t i = 0; i < 2; i++) {
        reading r = {0};
        str bytes = boxed(&r, formats[i], archive_write_add_filter_none, NULL, members, 5);
        read_path(&r, write_bytes("n.box", bytes.data, bytes.len));
        assert_int_equal(r.count, 3);
        assert_ends_with(r.articles[0].locator, "n.box!\xD9\x85\xD9\x8A.txt");
        assert_ends_with(r.articles[1].locator, "b.txt");
        assert_ends_with(r.articles[2].locator, "n.box!etc/c.txt");
        reading_release(&r);
    }
}

TEST(an_encrypted_member_costs_one_line_and_the_rest_is_read)
{
    reading r = {0};
    str locked = boxed(&r, archive_write_set_format_zip, archive_write_add_filter_none, "zip:encryption=zipcrypt", three, 2);
    str open = boxed(&r, archive_write_set_format_zip, archive_write_add_filter_none, NULL, three, 1);
    const member members[] = {{"locked.zip", locked.data, locked.len}, {"open.zip", open.data, open.len}};
    str bytes = boxed(&r, archive_write_set_format_ustar, archive_write_add_filter_none, NULL, members, 2);
    read_path(&r, write_bytes("a.tar", bytes.data, bytes.len));
    assert_int_equal(r.count, 1);
    assert_ends_with(r.articles[0].locator, "a.tar!open.zip!2023/11/x.txt");
    assert_int_equal(r.problem_count, 2);
    assert_ends_with(str_from(r.problems[0].path), "a.tar!locked.zip!2023/11/x.txt");
    assert_contains(str_from(r.problems[0].why.message), "encrypted");
    reading_release(&r);
}

TEST(a_container_cut_short_gives_its_first_members_and_one_line)
{
    const choice formats[] = {archive_write_set_format_zip, archive_write_set_format_ustar};
    const choice filters[] = {archive_write_add_filter_none, archive_write_add_filter_gzip};
    for (size_t i = 0; i < 2; i++) {
        reading r = {0};
        char *noise = arena_alloc(&r.memory, 60000);
        for (size_t k = 0; k < 60000; k++)
            noise[k] = (char)("\n abcdefghijklmnopqrstuvwxyz0123456789"[(k * k * 31 + k / 7) % 38]);
        const member members[] = {three[0], {"long.txt", noise, 60000}, {"last.txt", "Last\n\nThe last.", 0}};
        str bytes = boxed(&r, formats[i], filters[i], NULL, members, 3);
        read_path(&r, write_bytes("cut.box", bytes.data, bytes.len / 2));
        assert_int_equal(r.count, 1);
        assert_int_equal(r.problem_count, 1);
        assert_int_equal(r.problems[0].why.status, QUOTH_BAD_INPUT);
        reading_release(&r);
    }
}

TEST(a_broken_member_costs_one_line_and_the_rest_is_read)
{
    reading r = {0};
    const member members[] = {three[0], {"bad.jsonl.gz", "\x1f\x8b\x08 broken", 0}, {"last.txt", "Last\n\nThe last.", 0}};
    str bytes = boxed(&r, archive_write_set_format_ustar, archive_write_add_filter_none, NULL, members, 3);
    read_path(&r, write_bytes("a.tar", bytes.data, bytes.len));
    assert_int_equal(r.count, 2);
    assert_int_equal(r.problem_count, 1);
    assert_ends_with(str_from(r.problems[0].path), "a.tar!bad.jsonl.gz");
    reading_release(&r);
}

TEST(a_damaged_stretch_of_a_tar_costs_one_line_and_the_rest_is_read)
{
    static char noise[20 * 512];
    reading r = {0};
    memset(noise, 'x', sizeof noise);
    str good = boxed(&r, archive_write_set_format_ustar, archive_write_add_filter_none, NULL, three, 1);
    buf bytes = {0};
    buf_put_str(&bytes, str_slice(good, 0, 1024)); /* a header, and a text */
    buf_put(&bytes, noise, sizeof noise);
    buf_put_str(&bytes, good);
    read_path(&r, write_bytes("noise.tar", bytes.data, bytes.len));
    assert_int_equal(r.count, 2);
    assert_int_equal(r.problem_count, 1);
    buf_release(&bytes);
    reading_release(&r);
}

/* `three` in so many zip files, one in the other. */
static str nested(reading *r, int depth)
{
    str bytes = boxed(r, archive_write_set_format_zip, archive_write_add_filter_none, NULL, three, 1);
    for (int i = 1; i < depth; i++) {
        const member inner[] = {{"in.zip", bytes.data, bytes.len}};
        bytes = boxed(r, archive_write_set_format_zip, archive_write_add_filter_none, NULL, inner, 1);
    }
    return bytes;
}

TEST(containers_that_lie_too_deep_cost_one_line)
{
    reading r = {0};
    str bytes = nested(&r, LIMIT_CONTAINER_DEPTH);
    read_path(&r, write_bytes("deep.zip", bytes.data, bytes.len));
    assert_int_equal(r.count, 1);
    assert_int_equal(r.problem_count, 0);
    bytes = nested(&r, LIMIT_CONTAINER_DEPTH + 1);
    read_path(&r, write_bytes("deeper.zip", bytes.data, bytes.len));
    assert_int_equal(r.count, 1);
    assert_int_equal(r.problem_count, 1);
    assert_int_equal(r.problems[0].why.status, QUOTH_LIMIT);
    assert_contains(str_from(r.problems[0].why.message), "deep");
    reading_release(&r);
}

/* Three members under these limits: how many articles, and what does the one line say? */
static void check_bomb(nest_limits limits, const member *second, size_t articles, const char *line)
{
    reading r = {.options.limits = limits};
    const member members[] = {three[0], *second, {"last.txt", "Last\n\nThe last.", 0}};
    str bytes = boxed(&r, archive_write_set_format_zip, archive_write_add_filter_none, NULL, members, 3);
    read_path(&r, write_bytes("bomb.zip", bytes.data, bytes.len));
    assert_int_equal(r.count, articles);
    assert_int_equal(r.problem_count, 1);
    assert_int_equal(r.problems[0].why.status, QUOTH_LIMIT);
    assert_contains(str_from(r.problems[0].why.message), line);
    reading_release(&r);
}

TEST(a_bomb_costs_one_line_by_whatever_it_exceeds)
{
    static char zeros[4 << 20];
    memset(zeros, ' ', sizeof zeros);
    const member big = {"big.txt", zeros, sizeof zeros};
    check_bomb((nest_limits){.free_bytes = 1 << 20, .most_ratio = 100}, &big, 1, "times its size");
    check_bomb((nest_limits){.most_total = 1 << 20}, &big, 1, "GB");
    check_bomb((nest_limits){.most_members = 2}, &three[0], 2, "more than 2 files");
}

TEST(a_packed_bomb_is_given_up_at_its_ratio)
{
    static const struct {
        const char *name;
        choice filter;
    } cases[] = {{"x.jsonl.gz", archive_write_add_filter_gzip},
                 {"x.jsonl.zst", archive_write_add_filter_zstd},
                 {"x.jsonl.bz2", archive_write_add_filter_bzip2},
                 {"x.jsonl.xz", archive_write_add_filter_xz}};
    static char lines[8 << 20];
    memset(lines, '\n', sizeof lines);
    const member big = {"x.jsonl", lines, sizeof lines};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reading r = {.options.limits = {.free_bytes = 1 << 20, .most_ratio = 100}};
        str bytes = boxed(&r, archive_write_set_format_raw, cases[i].filter, NULL, &big, 1);
        read_path(&r, write_bytes(cases[i].name, bytes.data, bytes.len));
        assert_int_equal(r.problem_count, 1);
        assert_contains(str_from(r.problems[0].why.message), "times its size");
        reading_release(&r);
    }
}

TEST(what_was_appended_to_packed_data_costs_nothing_of_it)
{
    static const struct {
        const char *name;
        choice filter;
    } cases[] = {{"t.jsonl.gz", archive_write_add_filter_gzip},
                 {"t.jsonl.zst", archive_write_add_filter_zstd},
                 {"t.jsonl.bz2", archive_write_add_filter_bzip2},
                 {"t.jsonl.xz", archive_write_add_filter_xz}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reading r = {0};
        str bytes = boxed(&r, archive_write_set_format_raw, cases[i].filter, NULL, &three[1], 1);
        char *grown = arena_alloc(&r.memory, bytes.len + 20);
        memcpy(grown, bytes.data, bytes.len);
        memcpy(grown + bytes.len, "appended by a mirror", 20);
        read_path(&r, write_bytes(cases[i].name, grown, bytes.len + 20));
        assert_int_equal(r.count, 2);
        assert_int_equal(r.problem_count, 0);
        reading_release(&r);
    }
}

TEST(nothing_in_a_member_is_newer_than_the_member)
{
    reading r = {0};
    static const member page = {
        "p.html",
        "<html><head><title>Tide</title><meta property=\"article:published_time\" content=\"2024-05-01\"></head>"
        "<body><article><p>The tide came early to the harbour, people said there.</p></article></body></html>",
        0};
    str bytes = boxed(&r, archive_write_set_format_ustar, archive_write_add_filter_none, NULL, &page, 1);
    read_path(&r, write_bytes("p.tar", bytes.data, bytes.len));
    assert_int_equal(r.count, 1);
    assert_int_equal(r.articles[0].published_day, NO_DAY);
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(every_kind_of_container_is_read_as_a_folder_with_stable_locators),
        RUN_IN_FOLDER(containers_lie_in_containers_and_packed_files_in_both),
        RUN_IN_FOLDER(names_outside_ascii_hidden_files_and_paths_that_climb),
        RUN_IN_FOLDER(an_encrypted_member_costs_one_line_and_the_rest_is_read),
        RUN_IN_FOLDER(a_container_cut_short_gives_its_first_members_and_one_line),
        RUN_IN_FOLDER(a_broken_member_costs_one_line_and_the_rest_is_read),
        RUN_IN_FOLDER(a_damaged_stretch_of_a_tar_costs_one_line_and_the_rest_is_read),
        RUN_IN_FOLDER(containers_that_lie_too_deep_cost_one_line),
        RUN_IN_FOLDER(a_bomb_costs_one_line_by_whatever_it_exceeds),
        RUN_IN_FOLDER(a_packed_bomb_is_given_up_at_its_ratio),
        RUN_IN_FOLDER(what_was_appended_to_packed_data_costs_nothing_of_it),
        RUN_IN_FOLDER(nothing_in_a_member_is_newer_than_the_member),
    };
    return test_run(tests);
}
