/* test_inverted_terms.c - does the map of the shards tell of each term which articles have it? */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "store/inverted/inverted.h"
#include "unit/test.h"

#define assert_ok(call)                             \
    do {                                            \
        quoth_error err = {0};                      \
        if ((call) != QUOTH_OK)                     \
            fail_msg("%s: %s", #call, err.message); \
    } while (0)

/* Term number n is in every article whose number has no rest by n; long terms make the trees of the tables deep. */
enum { TERMS = 400, ARTICLES = 6000, SHARDS = 3 };

static str term_of(arena *a, unsigned n)
{
    str word = arena_printf(a, n % 2 ? "w%u" : "zeroes%u", n);
    if (n % 5 == 0) {
        char *longer = arena_zalloc(a, LIMIT_TERM_BYTES - 20);
        memset(longer, 'x', LIMIT_TERM_BYTES - 30);
        memcpy(longer + LIMIT_TERM_BYTES - 30, word.data, word.len);
        return (str){longer, LIMIT_TERM_BYTES - 30 + word.len};
    }
    return word;
}

static shard_info build(const char *dir, const char *name, uint32_t from, uint32_t to)
{
    shard_builder *b = NULL;
    shard_info info;
    arena a = {0};
    str names[TERMS + 1];
    for (unsigned n = 1; n <= TERMS; n++)
        names[n] = term_of(&a, n);
    assert_ok(shard_builder_new(dir, name, &b, &err));
    for (uint32_t article = from; article < to; article++) {
        inverted_term terms[TERMS];
        size_t count = 0;
        for (unsigned n = 1; n <= TERMS; n++)
            if (article % n == 0)
                terms[count++] = (inverted_term){names[n], article % 300 * (n % 3), NULL};
        assert_ok(shard_builder_add(b, article, terms, count, &err));
    }
    assert_ok(shard_builder_finish(&b, &info, &err));
    arena_release(&a);
    return info;
}

static char *make_archive(arena *a, const char *how)
{
    char *dir = strdup("/tmp/quoth-terms-XXXXXX");
    inverted_manifest m = {.generation = 1};
    assert_non_null(mkdtemp(dir));
    if (how)
        setenv("QUOTH_SHARDS", how, 1);
    for (uint32_t i = 0; i < SHARDS; i++) {
        char name[8];
        snprintf(name, sizeof name, "s%u", i);
        vec_push(a, &m.shards, build(dir, name, 1 + i * ARTICLES / SHARDS, 1 + (i + 1) * ARTICLES / SHARDS));
    }
    unsetenv("QUOTH_SHARDS");
    assert_ok(inverted_commit(dir, &m, &err));
    return dir;
}

static void drop_archive(char *dir)
{
    folder_remove(dir, NULL);
    free(dir);
}

static void check_term(inverted_reader *r, unsigned n)
{
    arena a = {0};
    uint32_t *articles, documents;
    size_t count;
    assert_ok(inverted_term_articles(r, &a, term_of(&a, n), &articles, &count, &err));
    assert_ok(inverted_term_documents(r, term_of(&a, n), &documents, &err));
    assert_int_equal(count, n <= TERMS ? ARTICLES / n : 0);
    assert_int_equal(documents, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(articles[i], n * (i + 1));
    arena_release(&a);
}

static void check_archive(const char *how)
{
    arena a = {0};
    char *dir = make_archive(&a, how);
    inverted_reader *r = NULL;
    assert_ok(inverted_reader_open(dir, &r, &err));
    for (unsigned n = 1; n <= 2 * TERMS; n++)
        check_term(r, n);
    static const char *const absent[] = {"", "a", "w", "w1\xff", "zzz", "\xff\xff"};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
        uint32_t documents = 1;
        assert_ok(inverted_term_documents(r, str_from(absent[i]), &documents, &err));
        assert_int_equal(documents, 0);
    }
    inverted_reader_close(&r);
    drop_archive(dir);
    arena_release(&a);
}

TEST(each_term_has_its_articles_in_every_shard)
{
    check_archive(NULL);
}

TEST(shards_that_xapian_wrote_say_the_same)
{
    check_archive("api");
}

TEST(a_damaged_table_is_an_error_or_a_list_of_the_promised_length)
{
    arena a = {0};
    char *dir = make_archive(&a, NULL);
    const char *path = path_join(&a, inverted_path(&a, dir, "s1"), "postlist.glass");
    str whole;
    unsigned errors = 0;
    srand(4711);
    assert_ok(file_read(&a, path, 1 << 30, &whole, &err));
    for (int round = 0; round < 60; round++) {
        arena scratch = {0};
        inverted_reader *r = NULL;
        char *bytes = arena_zero_terminated(&scratch, whole);
        for (int i = 0; i < 200; i++)
            bytes[(size_t)rand() % whole.len] = (char)rand();
        assert_ok(file_replace(path, (str){bytes, whole.len}, &err));
        if (inverted_reader_open(dir, &r, NULL) != QUOTH_OK) {
            errors++;
            arena_release(&scratch);
            continue;
        }
        for (unsigned n = 1; n <= TERMS; n++) {
            uint32_t *articles, documents;
            size_t count;
            quoth_status status = inverted_term_articles(r, &scratch, term_of(&scratch, n), &articles, &count, NULL);
            errors += status != QUOTH_OK;
            if (status == QUOTH_OK && inverted_term_documents(r, term_of(&scratch, n), &documents, NULL) == QUOTH_OK)
                assert_int_equal(documents, count);
        }
        inverted_reader_close(&r);
        arena_release(&scratch);
    }
    assert_true(errors > 100);
    drop_archive(dir);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(each_term_has_its_articles_in_every_shard),
        RUN(shards_that_xapian_wrote_say_the_same),
        RUN(a_damaged_table_is_an_error_or_a_list_of_the_promised_length),
    };
    return test_run(tests);
}
