/* test_ignore.c - does a .quothignore mean what a .gitignore means? */
#include "source_test.h"

#include <stdlib.h>
#include <sys/wait.h>

#include "indexer/source/ignore.h"

/* As the walk asks: folders first, and nothing below one that is out. */
static bool is_out(const ignore_rules *rules, str path)
{
    for (size_t end = 1; end < path.len; end++)
        if (path.data[end] == '/' && ignore_judge(rules, str_slice(path, 0, end), true) == IGNORE_OUT)
            return true;
    return path.data[path.len - 1] != '/' && ignore_judge(rules, path, false) == IGNORE_OUT;
}

static void check_row(const test_row *row)
{
    arena a = {0};
    ignore_rules rules;
    quoth_error err = {0};
    assert_int_equal(row->count, 3);
    assert_int_equal(ignore_parse(&a, str_from(row->fields[0]), &rules, &err), QUOTH_OK);
    if (is_out(&rules, str_from(row->fields[1])) != (strcmp(row->fields[2], "out") == 0))
        fail_msg("%s:%d: \"%s\" should be %s by \"%s\"", row->file, row->line, row->fields[1], row->fields[2], row->fields[0]);
    arena_release(&a);
}

TEST(paths_are_left_out_as_the_table_says)
{
    test_each_row("ignore.tsv", 100, check_row);
}

static void check_against_git(const test_row *row)
{
    static const char script[] =
        "rm -rf tree && mkdir tree && cd tree && git init -q && printf '%s\\n' \"$RULES\" >.gitignore || exit 9;"
        "case $NAME in */) mkdir -p -- \"$NAME\";; *) mkdir -p -- \"./$(dirname -- \"$NAME\")\" && : >\"./$NAME\";; esac || exit "
        "9;"
        "printf %s \"$NAME\" | git check-ignore -q --no-index --stdin -z";
    setenv("RULES", row->fields[0], 1);
    setenv("NAME", row->fields[1], 1);
    int status = system(script);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
    if ((WEXITSTATUS(status) == 0) != (strcmp(row->fields[2], "out") == 0))
        fail_msg("%s:%d: git disagrees about \"%s\" by \"%s\"", row->file, row->line, row->fields[1], row->fields[0]);
}

TEST(git_agrees_with_the_table)
{
    char here[4096];
    if (system("git --version >/dev/null 2>&1") != 0)
        skip();
    setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
    setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
    unsetenv("GIT_DIR");
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(test_folder), 0);
    test_each_row("ignore.tsv", 100, check_against_git);
    assert_int_equal(chdir(here), 0);
}

TEST(a_rule_without_end_is_refused_with_its_line)
{
    arena a = {0};
    buf text = {0};
    ignore_rules rules;
    quoth_error err = {0};
    buf_put_str(&text, STR("*.a\n"));
    for (int i = 0; i <= LIMIT_IGNORE_RULE_BYTES; i++)
        buf_put_byte(&text, '*');
    assert_int_equal(ignore_parse(&a, buf_str(&text), &rules, &err), QUOTH_LIMIT);
    assert_non_null(strstr(err.message, "line 2"));
    assert_int_equal(rules.count, 1);
    buf_release(&text);
    arena_release(&a);
}

TEST(any_bytes_are_some_rules)
{
    arena a = {0};
    ignore_rules rules;
    quoth_error err = {0};
    uint64_t state = 7;
    for (int round = 0; round < 20000; round++) {
        char text[24];
        for (size_t i = 0; i < sizeof text; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            text[i] = "*?[]!\\/a-:^b#\n "[(state >> 33) % 15];
        }
        assert_int_equal(ignore_parse(&a, (str){text, sizeof text}, &rules, &err), QUOTH_OK);
        ignore_judge(&rules, STR("a/b-a/[b]"), false);
        arena_reset(&a);
    }
    arena_release(&a);
}

static void make_folder(const char *name)
{
    assert_int_equal(mkdir(path_of(name), 0700), 0);
}

static void assert_titles(const reading *r, const char *const *want, size_t count)
{
    assert_int_equal(r->count, count);
    for (size_t i = 0; i < count; i++)
        assert_str(r->articles[i].body, want[i]);
}

TEST(deeper_rules_stand_over_higher_ones_and_named_files_over_all)
{
    reading r = {0};
    make_folder("sub");
    make_folder("drafts");
    write_text(".quothignore", "*.txt\ndrafts/\n!keep.txt\n");
    write_text("sub/.quothignore", "!sub.txt\nkeep.txt\n");
    write_text("keep.txt", "kept above");
    write_text("out.txt", "out");
    write_text("drafts/keep.txt", "in a folder left out");
    write_text("sub/sub.txt", "kept below");
    write_text("sub/keep.txt", "out below");
    read_path(&r, test_folder);
    assert_titles(&r, (const char *const[]){"kept above", "kept below"}, 2);
    assert_int_equal(r.problem_count, 0);
    reading_release(&r);
    reading named = {0};
    read_path(&named, path_of("out.txt"));
    assert_titles(&named, (const char *const[]){"out"}, 1);
    reading_release(&named);
}

TEST(a_file_is_read_once_by_whatever_paths_it_is_reached)
{
    reading r = {0};
    make_folder("sub");
    write_text("a.txt", "once");
    assert_int_equal(link(path_of("a.txt"), path_of("b.txt")), 0);
    assert_int_equal(symlink("../a.txt", path_of("sub/c.txt")), 0);
    read_paths(&r, (const char *const[]){path_of("a.txt"), test_folder, path_of("sub/../a.txt")}, 3);
    assert_titles(&r, (const char *const[]){"once"}, 1);
    reading_release(&r);
}

TEST(the_folder_to_leave_out_is_not_walked)
{
    reading r = {0};
    make_folder("archive");
    make_folder("archive/inner");
    write_text("a.txt", "in");
    write_text("archive/inner/b.txt", "out");
    char other_spelling[256];
    snprintf(other_spelling, sizeof other_spelling, "%s/archive/inner/..", test_folder);
    r.options.leave_out = str_from(other_spelling);
    read_path(&r, test_folder);
    assert_titles(&r, (const char *const[]){"in"}, 1);
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(paths_are_left_out_as_the_table_says),
        RUN_IN_FOLDER(git_agrees_with_the_table),
        RUN(a_rule_without_end_is_refused_with_its_line),
        RUN(any_bytes_are_some_rules),
        RUN_IN_FOLDER(deeper_rules_stand_over_higher_ones_and_named_files_over_all),
        RUN_IN_FOLDER(a_file_is_read_once_by_whatever_paths_it_is_reached),
        RUN_IN_FOLDER(the_folder_to_leave_out_is_not_walked),
    };
    return test_run(tests);
}
