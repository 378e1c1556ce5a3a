/* test_homes.c - by what is a publication known while its articles are indexed? */
#include "unit/test.h"

#include "indexer/write/homes.h"

TEST(the_key_of_a_publication_outlives_the_article)
{
    static const char *const cases[][3] = {{"quay post", "", "quay post"},
                                           {"Quay Post", "", "quay post"},
                                           {"", "https://quay.example/tide", "quay.example"},
                                           {"", "https://www.Quay.example/tide", "quay.example"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena a = {0};
        char source[32], url[64];
        strcpy(source, cases[i][0]);
        strcpy(url, cases[i][1]);
        article x = {.source = str_from(source), .url = str_from(url)};
        str key = homes_key(&a, &x);
        memset(source, '#', sizeof source);
        memset(url, '#', sizeof url);
        assert_true(str_equal(key, str_from(cases[i][2])));
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(the_key_of_a_publication_outlives_the_article)};
    return test_run(tests);
}
