/* test_file.c - are two spellings of a path one path? */
#include "base/file.h"

#include "unit/test.h"

TEST(spellings_of_a_path_become_one)
{
    static const struct {
        const char *path, *want;
    } cases[] = {{"a/b", "a/b"},
                 {"./a/b", "a/b"},
                 {"a//b", "a/b"},
                 {"a/./b", "a/b"},
                 {".//./a/././/b/", "a/b"},
                 {"a/", "a"},
                 {"/", "/"},
                 {"//", "/"},
                 {"/./", "/"},
                 {".", "."},
                 {"./", "."},
                 {"././", "."},
                 {"..", ".."},
                 {"../a", "../a"},
                 {".a/b.", ".a/b."},
                 {"a/.", "a/."},
                 {"a./b", "a./b"},
                 {"", ""},
                 {"./.hidden", ".hidden"},
                 {"-", "-"},
                 {"./-", "./-"},
                 {"/a//", "/a"},
                 {"a/../b", "a/../b"}};
    arena a = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(path_clean(&a, cases[i].path), cases[i].want);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(spellings_of_a_path_become_one)};
    return test_run(tests);
}
