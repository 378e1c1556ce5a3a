/* test_copies.c - the index of signatures answers as a plain list would, and the groups are kept */
#include "unit/folder.h"

#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "store/copies.h"

#define OK(call) assert_int_equal((call), QUOTH_OK)

static catalogue *fresh(void)
{
    catalogue *c = NULL;
    quoth_error err;
    if (catalogue_open(folder, OPEN_CREATE, &c, &err) != QUOTH_OK)
        fail_msg("%s", err.message);
    OK(catalogue_begin(c, NULL));
    return c;
}

enum { ARTICLES = 60000, KEYS = 30000, MOST = 1 << 19 };

typedef struct plain_list {
    copy_key *keys;
    size_t count;
} plain_list;

static uint32_t key_of(uint32_t article, uint32_t k)
{
    return (uint32_t)hash_u64(hash_u64(article * 8u + k) % KEYS); /* each about 16 times, all over the range */
}

/* Some thousand articles' keys, six each, as one flush brings them. */
static void add_articles(catalogue *c, plain_list *all, uint32_t first, uint32_t end)
{
    size_t from = all->count;
    for (uint32_t article = first; article < end; article++)
        for (uint32_t k = 0; k < 6; k++)
            all->keys[all->count++] = (copy_key){key_of(article, k), article};
    qsort(all->keys + from, all->count - from, sizeof *all->keys, copy_key_compare);
    OK(copies_add_keys(c, all->keys + from, all->count - from, NULL));
}

typedef struct answers {
    const copy_key *questions;
    uint32_t *counts;
    uint64_t *sums;
} answers;

static void count_answer(void *context, size_t question, const copy_key *same, size_t count)
{
    answers *a = context;
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(same[i].key, a->questions[question].key);
        assert_true(i == 0 || same[i - 1].article <= same[i].article);
        a->counts[question]++;
        a->sums[question] += hash_u64(same[i].article);
    }
}

/* Every entry is asked for, and keys that nobody has. */
static void assert_answers(catalogue *c, plain_list *all)
{
    size_t count = all->count + 1000;
    copy_key *questions = malloc(count * sizeof *questions);
    assert_non_null(questions);
    memcpy(questions, all->keys, all->count * sizeof *questions);
    for (uint32_t i = 0; i < 1000; i++)
        questions[all->count + i] = (copy_key){i * 4294967u, 1};
    qsort(questions, count, sizeof *questions, copy_key_compare);
    qsort(all->keys, all->count, sizeof *all->keys, copy_key_compare);
    answers a = {questions, calloc(count, sizeof *a.counts), calloc(count, sizeof *a.sums)};
    OK(copies_look_up(c, questions, count, count_answer, &a, NULL));
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        while (at < all->count && all->keys[at].key < questions[i].key)
            at++;
        uint32_t expected = 0;
        uint64_t sum = 0;
        for (size_t k = at; k < all->count && all->keys[k].key == questions[i].key; k++, expected++)
            sum += hash_u64(all->keys[k].article);
        assert_int_equal(a.counts[i], expected);
        assert_true(a.sums[i] == sum);
    }
    free(questions);
    free(a.counts);
    free(a.sums);
}

TEST(keys_are_found_in_runs_that_are_merged_and_thinned_out)
{
    catalogue *c = fresh();
    plain_list all = {malloc(MOST * sizeof *all.keys), 0};
    assert_non_null(all.keys);
    for (uint32_t first = 1; first <= ARTICLES; first += 3000)
        add_articles(c, &all, first, first + 3000);
    assert_answers(c, &all);
    copy_key *gone = malloc(all.count * sizeof *gone);
    assert_non_null(gone);
    size_t gone_count = 0, kept = 0;
    for (size_t i = 0; i < all.count; i++)
        if (all.keys[i].article % 3 == 0 || all.keys[i].key < 4000000)
            gone[gone_count++] = all.keys[i];
        else
            all.keys[kept++] = all.keys[i];
    all.count = kept;
    OK(copies_drop_keys(c, gone, gone_count, NULL));
    OK(copies_drop_keys(c, gone, gone_count, NULL)); /* what is not there is no error */
    assert_answers(c, &all);
    add_articles(c, &all, ARTICLES + 1, ARTICLES + 2000);
    assert_answers(c, &all);
    uint64_t of_signatures, of_runs;
    OK(copies_count_keys(c, &of_signatures, &of_runs, NULL));
    assert_true(of_signatures == 0 && of_runs == all.count);
    free(gone);
    free(all.keys);
    catalogue_close(&c);
}

TEST(one_key_of_very_many_articles_is_one_answer)
{
    enum { MANY = 20000 };
    catalogue *c = fresh();
    plain_list all = {malloc(MANY * sizeof *all.keys), 0};
    assert_non_null(all.keys);
    for (uint32_t i = 1; i <= MANY; i++)
        all.keys[all.count++] = (copy_key){i < MANY / 4 ? 5 : i < MANY / 2 ? 4000000000u : 4000000001u, i};
    qsort(all.keys, all.count, sizeof *all.keys, copy_key_compare);
    OK(copies_add_keys(c, all.keys, all.count, NULL));
    copy_key questions[] = {{5, 1}, {4000000001u, 9}};
    uint32_t counts[2] = {0};
    uint64_t sums[2] = {0};
    answers a = {questions, counts, sums};
    OK(copies_look_up(c, questions, 2, count_answer, &a, NULL));
    assert_int_equal(counts[0], MANY / 4 - 1);
    assert_int_equal(counts[1], MANY / 2 + 1);
    free(all.keys);
    catalogue_close(&c);
}

TEST(signatures_come_back_and_go)
{
    catalogue *c = fresh();
    signature s = {3, {1, 4000000000u, 4294967295u}}, got;
    OK(copies_put_signature(c, 7, &s, NULL));
    OK(copies_get_signature(c, 7, &got, NULL));
    assert_int_equal(got.count, 3);
    assert_memory_equal(got.keys, s.keys, sizeof s.keys);
    OK(copies_remove_signature(c, 7, NULL));
    OK(copies_get_signature(c, 7, &got, NULL));
    assert_int_equal(got.count, 0);
    catalogue_close(&c);
}

static void put_row(catalogue *c, uint32_t id)
{
    catalogue_article row = {.id = id, .title = STR("A title"), .published_day = NO_DAY, .packed = STR("x")};
    OK(catalogue_put_article(c, &row, NULL));
}

TEST(groups_are_kept_renamed_and_counted)
{
    arena a = {0};
    catalogue *c = fresh();
    uint32_t group, *members;
    size_t count;
    for (uint32_t id = 1; id <= 5; id++)
        put_row(c, id);
    OK(copies_set_group(c, 4, 2, NULL));
    OK(copies_set_group(c, 2, 2, NULL));
    OK(copies_set_group(c, 5, 1, NULL));
    OK(copies_set_group(c, 1, 1, NULL));
    copies_totals totals;
    OK(copies_totals_get(c, &totals, NULL));
    assert_true(totals.groups == 2 && totals.articles == 4);
    OK(copies_rename_group(c, 2, 1, NULL));
    OK(copies_of_group(c, &a, 1, &members, &count, NULL));
    assert_true(count == 4 && members[0] == 1 && members[1] == 2 && members[2] == 4 && members[3] == 5);
    OK(copies_set_group(c, 4, 0, NULL));
    OK(copies_group_of(c, 4, &group, NULL));
    assert_int_equal(group, 0);
    OK(copies_group_of(c, 5, &group, NULL));
    assert_int_equal(group, 1);
    catalogue_close(&c);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {IN_FOLDER(keys_are_found_in_runs_that_are_merged_and_thinned_out),
                                       IN_FOLDER(one_key_of_very_many_articles_is_one_answer),
                                       IN_FOLDER(signatures_come_back_and_go), IN_FOLDER(groups_are_kept_renamed_and_counted)};
    return test_run(tests);
}
