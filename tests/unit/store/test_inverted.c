/* test_inverted.c - are articles found under their own ids through shards, merges, commits and kills? */
#include "store/inverted/inverted.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "unit/test.h"

static char *new_archive(void)
{
    char *dir = strdup("/tmp/quoth-inverted-XXXXXX");
    assert_non_null(mkdtemp(dir));
    return dir;
}

static void drop_archive(char *dir)
{
    folder_remove(dir, NULL);
    free(dir);
}

static bool has_folder(const char *dir, const char *name)
{
    char path[300];
    snprintf(path, sizeof path, "%s/inverted/%s", dir, name);
    return file_exists(path);
}

#define assert_ok(call)                             \
    do {                                            \
        quoth_error err = {0};                      \
        if ((call) != QUOTH_OK)                     \
            fail_msg("%s: %s", #call, err.message); \
    } while (0)

/* Every article has "all", its own "i<id>", and "m<id modulo 7>" id times. */
static void add_article(shard_builder *b, uint32_t id)
{
    char own[20], modulo[20];
    inverted_term terms[3] = {{STR("all"), 1, NULL},
                              {{own, (size_t)snprintf(own, sizeof own, "i%u", id)}, 0, NULL},
                              {{modulo, (size_t)snprintf(modulo, sizeof modulo, "m%u", id % 7)}, id, NULL}};
    assert_ok(shard_builder_add(b, id, terms, 3, &err));
}

static shard_info build_shard(const char *dir, const char *name, uint32_t first, uint32_t last, uint32_t step)
{
    shard_builder *b = NULL;
    shard_info info;
    assert_ok(shard_builder_new(dir, name, &b, &err));
    for (uint32_t id = first; id <= last; id += step)
        add_article(b, id);
    assert_ok(shard_builder_finish(&b, &info, &err));
    assert_null(b);
    return info;
}

/* Adds a shard of [first, last] to the archive, as a commit of its own. */
static void commit_shard(const char *dir, const char *name, uint32_t first, uint32_t last)
{
    arena a = {0};
    inverted_manifest m;
    assert_ok(inverted_manifest_read(dir, &a, &m, &err));
    shard_info info = build_shard(dir, name, first, last, 1);
    vec_push(&a, &m.shards, info);
    m.generation++;
    assert_ok(inverted_commit(dir, &m, &err));
    arena_release(&a);
}

static void merge_shards(const char *dir, size_t from, size_t to, const char *name)
{
    arena a = {0};
    inverted_manifest m;
    assert_ok(inverted_manifest_read(dir, &a, &m, &err));
    assert_ok(inverted_merge(dir, &a, &m, from, to, name, &err));
    m.generation++;
    assert_ok(inverted_commit(dir, &m, &err));
    arena_release(&a);
}

static inverted_reader *open_reader(const char *dir)
{
    inverted_reader *r = NULL;
    assert_ok(inverted_reader_open(dir, &r, &err));
    return r;
}

static uint32_t documents_of(inverted_reader *r, const char *term)
{
    uint32_t count = 0;
    assert_ok(inverted_term_documents(r, str_from(term), &count, &err));
    return count;
}

/* The article that has this term alone. */
static uint32_t article_with(inverted_reader *r, const char *term)
{
    xc_query_builder *b = NULL;
    xc_hit hit;
    xc_match_result result;
    assert_int_equal(xc_query_builder_new(&b, NULL), XC_OK);
    xc_query query = xc_query_term(b, term, strlen(term), 1);
    assert_int_equal(xc_match(inverted_reader_database(r), b, query, NULL, NULL, &hit, 1, &result, NULL), XC_OK);
    xc_query_builder_free(&b);
    return result.count == 1 ? inverted_article_of(r, hit.docid) : 0;
}

static void assert_articles(inverted_reader *r, uint32_t first, uint32_t last)
{
    char term[20];
    for (uint32_t id = first; id <= last; id++) {
        snprintf(term, sizeof term, "i%u", id);
        assert_int_equal(article_with(r, term), id);
    }
}

TEST(articles_are_found_under_their_own_ids_however_many_shards_there_are)
{
    char *dir = new_archive();
    commit_shard(dir, "a", 1, 40);
    commit_shard(dir, "b", 41, 45);
    commit_shard(dir, "c", 1000, 1020);
    inverted_reader *r = open_reader(dir);
    assert_int_equal(inverted_reader_shards(r), 3);
    assert_int_equal(inverted_reader_generation(r), 3);
    assert_int_equal(documents_of(r, "all"), 66);
    assert_int_equal(documents_of(r, "nowhere"), 0);
    assert_articles(r, 1, 45);
    assert_articles(r, 1000, 1020);
    inverted_reader_close(&r);
    assert_ok(inverted_check(dir, &err));
    drop_archive(dir);
}

TEST(merged_shards_answer_as_before)
{
    char *dir = new_archive();
    commit_shard(dir, "a", 1, 40);
    commit_shard(dir, "b", 41, 45);
    commit_shard(dir, "c", 1000, 1020);
    commit_shard(dir, "d", 2000, 2001);
    merge_shards(dir, 0, 3, "e");
    inverted_reader *r = open_reader(dir);
    assert_int_equal(inverted_reader_shards(r), 2);
    assert_int_equal(documents_of(r, "all"), 68);
    assert_articles(r, 1, 45);
    assert_articles(r, 1000, 1020);
    assert_articles(r, 2000, 2001);
    inverted_reader_close(&r);
    assert_ok(inverted_check(dir, &err));
    drop_archive(dir);
}

TEST(a_shard_merged_away_stays_for_one_commit_more)
{
    char *dir = new_archive();
    commit_shard(dir, "a", 1, 10);
    commit_shard(dir, "b", 11, 20);
    inverted_reader *r = open_reader(dir);
    merge_shards(dir, 0, 2, "c");
    assert_true(has_folder(dir, "a") && has_folder(dir, "b"));
    assert_articles(r, 1, 20);
    commit_shard(dir, "d", 21, 30);
    assert_false(has_folder(dir, "a") || has_folder(dir, "b"));
    assert_true(has_folder(dir, "c") && has_folder(dir, "d"));
    assert_articles(r, 1, 20);
    bool changed = false;
    assert_ok(inverted_reader_refresh(r, &changed, &err));
    assert_true(changed);
    assert_articles(r, 1, 30);
    assert_ok(inverted_reader_refresh(r, &changed, &err));
    assert_false(changed);
    inverted_reader_close(&r);
    drop_archive(dir);
}

TEST(a_shard_built_and_merged_before_any_commit_is_removed_by_the_first)
{
    char *dir = new_archive();
    arena a = {0};
    inverted_manifest m = {.generation = 1};
    vec_push(&a, &m.shards, build_shard(dir, "a", 1, 10, 3));
    vec_push(&a, &m.shards, build_shard(dir, "b", 11, 20, 3));
    assert_ok(inverted_merge(dir, &a, &m, 0, 2, "c", &err));
    assert_ok(inverted_commit(dir, &m, &err));
    assert_false(has_folder(dir, "a") || has_folder(dir, "b"));
    inverted_reader *r = open_reader(dir);
    assert_int_equal(article_with(r, "i14"), 14);
    inverted_reader_close(&r);
    arena_release(&a);
    drop_archive(dir);
}

TEST(shards_being_built_survive_a_commit_and_only_a_sweep_removes_them)
{
    char *dir = new_archive();
    build_shard(dir, "pending", 100, 110, 1);
    commit_shard(dir, "a", 1, 10);
    commit_shard(dir, "b", 11, 20);
    assert_true(has_folder(dir, "pending"));
    assert_ok(inverted_sweep(dir, &err));
    assert_false(has_folder(dir, "pending"));
    assert_true(has_folder(dir, "a") && has_folder(dir, "b"));
    drop_archive(dir);
}

TEST(an_archive_without_a_manifest_is_empty)
{
    char *dir = new_archive();
    inverted_reader *r = open_reader(dir);
    assert_int_equal(documents_of(r, "all"), 0);
    assert_int_equal(article_with(r, "all"), 0);
    assert_int_equal(inverted_reader_generation(r), 0);
    assert_ok(inverted_sweep(dir, &err));
    commit_shard(dir, "a", 1, 3);
    bool changed = false;
    assert_ok(inverted_reader_refresh(r, &changed, &err));
    assert_true(changed);
    assert_articles(r, 1, 3);
    inverted_reader_close(&r);
    drop_archive(dir);
}

TEST(an_empty_shard_leaves_no_files)
{
    char *dir = new_archive();
    shard_info info = build_shard(dir, "a", 1, 0, 1);
    assert_int_equal(info.documents, 0);
    assert_false(has_folder(dir, "a"));
    shard_builder *b = NULL;
    assert_ok(shard_builder_new(dir, "b", &b, &err));
    add_article(b, 1);
    assert_true(has_folder(dir, "b"));
    shard_builder_abandon(&b);
    assert_false(has_folder(dir, "b"));
    drop_archive(dir);
}

TEST(equal_terms_add_up_and_boolean_terms_add_no_length)
{
    char *dir = new_archive();
    inverted_term terms[] = {{STR("b"), 2, NULL}, {STR("a"), 1, NULL}, {STR("b"), 3, NULL}, {STR("Xbool"), 0, NULL}};
    arena a = {0};
    inverted_manifest m = {.generation = 1};
    shard_builder *b = NULL;
    shard_info info;
    assert_ok(shard_builder_new(dir, "s", &b, &err));
    assert_ok(shard_builder_add(b, 5, terms, 4, &err));
    assert_ok(shard_builder_finish(&b, &info, &err));
    vec_push(&a, &m.shards, info);
    assert_ok(inverted_commit(dir, &m, &err));
    inverted_reader *r = open_reader(dir);
    xc_term_statistics found;
    xc_statistics all;
    assert_int_equal(xc_term_statistics_get(inverted_reader_database(r), "b", 1, &found, NULL), XC_OK);
    assert_int_equal(found.occurrences, 5);
    assert_int_equal(xc_statistics_get(inverted_reader_database(r), &all, NULL), XC_OK);
    assert_int_equal(all.total_length, 6);
    assert_int_equal(documents_of(r, "Xbool"), 1);
    inverted_reader_close(&r);
    arena_release(&a);
    drop_archive(dir);
}

TEST(a_builder_refuses_what_cannot_be_found_again)
{
    char *dir = new_archive(), longest[LIMIT_TERM_BYTES + 1];
    memset(longest, 'x', sizeof longest);
    inverted_term good = {{longest, LIMIT_TERM_BYTES}, 1, NULL}, too_long = {{longest, LIMIT_TERM_BYTES + 1}, 1, NULL};
    inverted_term empty = {STR(""), 1, NULL};
    shard_builder *b = NULL;
    shard_info info;
    assert_int_equal(shard_builder_new(dir, "../a", &b, NULL), QUOTH_BAD_USAGE);
    assert_int_equal(shard_builder_new(dir, "", &b, NULL), QUOTH_BAD_USAGE);
    assert_ok(shard_builder_new(dir, "a", &b, &err));
    assert_int_equal(shard_builder_add(b, 1, &too_long, 1, NULL), QUOTH_BAD_INPUT);
    assert_int_equal(shard_builder_add(b, 1, &empty, 1, NULL), QUOTH_BAD_INPUT);
    assert_int_equal(shard_builder_add(b, 0, &good, 1, NULL), QUOTH_BAD_USAGE);
    assert_ok(shard_builder_add(b, 7, &good, 1, &err));
    assert_int_equal(shard_builder_add(b, 7, &good, 1, NULL), QUOTH_BAD_USAGE);
    assert_ok(shard_builder_finish(&b, &info, &err));
    assert_true(info.first_id == 7 && info.last_id == 7 && info.documents == 1);
    drop_archive(dir);
}

TEST(overlapping_shards_are_not_committed)
{
    char *dir = new_archive();
    arena a = {0};
    inverted_manifest m = {.generation = 1};
    vec_push(&a, &m.shards, build_shard(dir, "a", 1, 10, 1));
    vec_push(&a, &m.shards, build_shard(dir, "b", 10, 20, 1));
    assert_int_equal(inverted_commit(dir, &m, NULL), QUOTH_BAD_USAGE);
    arena_release(&a);
    drop_archive(dir);
}

/* ---------------------------------------------------------------- merging in steps */

TEST(shards_come_and_are_merged_beside_a_merge_in_steps)
{
    char *dir = new_archive();
    arena a = {0};
    inverted_manifest m;
    inverted_merging *g = NULL;
    bool is_done = false;
    commit_shard(dir, "a", 1, 40);
    commit_shard(dir, "b", 41, 90);
    assert_ok(inverted_manifest_read(dir, &a, &m, &err));
    assert_ok(inverted_merge_start(dir, &m, 0, 2, "ab", &g, &err));
    assert_ok(inverted_merge_step(g, 1, &is_done, &err));
    assert_false(is_done);
    commit_shard(dir, "c", 91, 91);
    commit_shard(dir, "d", 92, 92);
    assert_ok(inverted_manifest_read(dir, &a, &m, &err));
    assert_int_equal(inverted_merge_end(g, &m), 2);
    assert_ok(inverted_merge(dir, &a, &m, 2, 4, "cd", &err));
    for (int steps = 0; !is_done; steps++) {
        assert_true(steps < 1000);
        assert_ok(inverted_merge_step(g, 100, &is_done, &err));
    }
    assert_ok(inverted_merge_finish(&g, &a, &m, &err));
    assert_null(g);
    assert_int_equal(m.shards.count, 2);
    assert_int_equal(m.shards.items[0].documents, 90);
    m.generation++;
    assert_ok(inverted_commit(dir, &m, &err));
    assert_ok(inverted_check(dir, &err));
    inverted_reader *r = open_reader(dir);
    assert_int_equal(documents_of(r, "all"), 92);
    assert_int_equal(article_with(r, "i90"), 90);
    inverted_reader_close(&r);
    arena_release(&a);
    drop_archive(dir);
}

#ifdef QUOTH_FAULTS
TEST(the_tip_counts_until_the_machine_is_started_again)
{
    char *dir = new_archive();
    arena a = {0};
    inverted_manifest m;
    setenv("QUOTH_START", "monday", 1);
    commit_shard(dir, "a", 1, 40);
    for (uint32_t id = 41; id < 44; id++) { /* each time the other one of its two files */
        char name[8];
        snprintf(name, sizeof name, "n%u", id);
        assert_ok(inverted_manifest_read(dir, &a, &m, &err));
        vec_push(&a, &m.shards, build_shard(dir, name, id, id, 1));
        m.generation++;
        assert_ok(inverted_commit_tip(dir, &m, &err));
        inverted_reader *r = open_reader(dir);
        assert_int_equal(documents_of(r, "all"), id);
        inverted_reader_close(&r);
    }
    setenv("QUOTH_START", "tuesday", 1);
    assert_ok(inverted_manifest_read(dir, &a, &m, &err));
    assert_int_equal(m.generation, 1);
    assert_int_equal(m.shards.count, 1);
    assert_ok(inverted_sweep(dir, &err));
    assert_false(has_folder(dir, "n42"));
    unsetenv("QUOTH_START");
    arena_release(&a);
    drop_archive(dir);
}
#endif

TEST(a_tip_that_drops_a_shard_of_the_manifest_leaves_its_folder)
{
    char *dir = new_archive();
    arena a = {0};
    inverted_manifest m;
    commit_shard(dir, "a", 1, 40);
    commit_shard(dir, "b", 41, 90);
    for (int i = 0; i < 4; i++) { /* long after all readers have left it */
        assert_ok(inverted_manifest_read(dir, &a, &m, &err));
        if (m.shards.count == 2)
            assert_ok(inverted_merge(dir, &a, &m, 0, 2, "ab", &err));
        m.generation++;
        assert_ok(inverted_commit_tip(dir, &m, &err));
    }
    assert_true(has_folder(dir, "a") && has_folder(dir, "b") && has_folder(dir, "ab"));
    for (int i = 0; i < 2; i++) {
        assert_ok(inverted_manifest_read(dir, &a, &m, &err));
        m.generation++;
        assert_ok(inverted_commit(dir, &m, &err));
    }
    assert_false(has_folder(dir, "a") || has_folder(dir, "b"));
    assert_ok(inverted_check(dir, &err));
    arena_release(&a);
    drop_archive(dir);
}

/* ---------------------------------------------------------------- which shards to merge */

TEST(shards_stay_few_and_articles_are_copied_few_times)
{
    arena a = {0};
    inverted_manifest m = {0};
    uint64_t copied = 0, articles = 0;
    size_t most = 0, from, to;
    for (int batch = 0; batch < 4000; batch++) {
        uint32_t documents = 500;
        vec_push(&a, &m.shards, (shard_info){.documents = documents});
        articles += documents;
        while (inverted_merge_wanted(&m, UINT64_MAX, &from, &to)) {
            assert_true(from + 1 < to && to <= m.shards.count);
            uint32_t sum = 0;
            for (size_t i = from; i < to; i++)
                sum += m.shards.items[i].documents;
            copied += sum;
            m.shards.items[from].documents = sum;
            memmove(m.shards.items + from + 1, m.shards.items + to, (m.shards.count - to) * sizeof *m.shards.items);
            m.shards.count -= to - from - 1;
        }
        if (m.shards.count > most)
            most = m.shards.count;
    }
    assert_true(most <= 24);
    assert_true(copied < articles * 8);
    arena_release(&a);
}

TEST(a_few_large_neighbours_are_left_alone)
{
    arena a = {0};
    inverted_manifest m = {0};
    size_t from, to;
    static const uint32_t sizes[] = {5000000, 100000, 70000, 9000, 20, 20};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        vec_push(&a, &m.shards, (shard_info){.documents = sizes[i]});
    assert_false(inverted_merge_wanted(&m, UINT64_MAX, &from, &to));
    vec_push(&a, &m.shards, (shard_info){.documents = 1});
    vec_push(&a, &m.shards, (shard_info){.documents = 1});
    assert_true(inverted_merge_wanted(&m, UINT64_MAX, &from, &to));
    assert_int_equal(from, 4);
    assert_int_equal(to, 8);
    assert_true(inverted_merge_wanted(&m, 42, &from, &to));
    assert_false(inverted_merge_wanted(&m, 41, &from, &to)); /* who has little time leaves it to others */
    arena_release(&a);
}

/* ---------------------------------------------------------------- damage and kills */

static void write_manifest(const char *dir, const char *text)
{
    char path[300];
    snprintf(path, sizeof path, "%s/inverted", dir);
    assert_ok(folder_make(path, &err));
    snprintf(path, sizeof path, "%s/inverted/manifest", dir);
    assert_ok(file_replace(path, str_from(text), &err));
}

TEST(a_manifest_that_is_damaged_is_an_error_that_says_so)
{
    static const struct {
        const char *text;
        quoth_status status;
    } rows[] = {
        {"", QUOTH_CORRUPT},
        {"rubbish", QUOTH_CORRUPT},
        {"quoth-inverted 2\ngeneration 1\n", QUOTH_UNSUPPORTED},
        {"quoth-inverted 1\n", QUOTH_CORRUPT},
        {"quoth-inverted 1\ngeneration 3\nchecksum 0000000000000000\n", QUOTH_CORRUPT},
    };
    char *dir = new_archive();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        inverted_reader *r = NULL;
        quoth_error err = {0};
        write_manifest(dir, rows[i].text);
        assert_int_equal(inverted_reader_open(dir, &r, &err), rows[i].status);
        assert_non_null(strstr(err.message, "manifest"));
        assert_int_equal(inverted_check(dir, NULL), rows[i].status);
    }
    drop_archive(dir);
}

TEST(a_manifest_with_any_byte_changed_is_refused)
{
    char *dir = new_archive(), path[300];
    arena a = {0};
    str text;
    commit_shard(dir, "a", 1, 10);
    snprintf(path, sizeof path, "%s/inverted/manifest", dir);
    assert_ok(file_read(&a, path, 1000, &text, &err));
    for (size_t i = 0; i < text.len; i++) {
        char *copy = arena_copy(&a, text).data ? (char *)arena_copy(&a, text).data : NULL;
        copy[i] ^= 1;
        assert_ok(file_replace(path, (str){copy, text.len}, &err));
        inverted_manifest m;
        assert_int_not_equal(inverted_manifest_read(dir, &a, &m, NULL), QUOTH_OK);
    }
    arena_release(&a);
    drop_archive(dir);
}

TEST(a_shard_that_is_gone_or_broken_is_reported)
{
    char *dir = new_archive(), path[300];
    inverted_reader *r = NULL;
    commit_shard(dir, "a", 1, 500);
    snprintf(path, sizeof path, "%s/inverted/a/postlist.glass", dir);
    int fd = open(path, O_RDWR);
    char noise[8192];
    memset(noise, 0x5a, sizeof noise);
    assert_true(fd >= 0 && pwrite(fd, noise, sizeof noise, 0) == sizeof noise);
    close(fd);
    assert_int_not_equal(inverted_check(dir, NULL), QUOTH_OK);
    snprintf(path, sizeof path, "%s/inverted/a", dir);
    assert_ok(folder_remove(path, &err));
    assert_int_equal(inverted_reader_open(dir, &r, NULL), QUOTH_CORRUPT);
    assert_null(r);
    drop_archive(dir);
}

TEST(a_reader_opens_while_a_writer_commits_and_merges)
{
    char *dir = new_archive(), name[20];
    commit_shard(dir, "s0", 1, 5);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        for (uint32_t i = 1; i < 40; i++) {
            snprintf(name, sizeof name, "s%u", i);
            commit_shard(dir, name, i * 5 + 1, i * 5 + 5);
            snprintf(name, sizeof name, "m%u", i);
            merge_shards(dir, 0, 2, name);
        }
        _exit(0);
    }
    int status = 0, opened = 0;
    uint32_t last = 0;
    while (waitpid(child, &status, WNOHANG) == 0) {
        inverted_reader *r = open_reader(dir);
        uint32_t now = documents_of(r, "all");
        assert_true(now >= last && now % 5 == 0);
        last = now;
        opened++;
        inverted_reader_close(&r);
    }
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0 && opened > 0);
    inverted_reader *r = open_reader(dir);
    assert_articles(r, 1, 200);
    inverted_reader_close(&r);
    drop_archive(dir);
}

#ifdef QUOTH_FAULTS
TEST(a_commit_killed_between_its_steps_happened_or_did_not)
{
    static const struct {
        const char *point;
        uint32_t articles;
    } rows[] = {{"inverted.shard-synced", 20}, {"inverted.manifest-written", 30}, {"inverted.before-cleanup", 30}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *dir = new_archive();
        commit_shard(dir, "a", 1, 10);
        commit_shard(dir, "b", 11, 20);
        merge_shards(dir, 0, 2, "c");
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            setenv("QUOTH_FAULT", rows[i].point, 1);
            commit_shard(dir, "d", 21, 30);
            _exit(0);
        }
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        inverted_reader *r = open_reader(dir);
        assert_int_equal(documents_of(r, "all"), rows[i].articles);
        inverted_reader_close(&r);
        assert_ok(inverted_check(dir, &err));
        assert_ok(inverted_sweep(dir, &err));
        if (rows[i].articles == 20)
            commit_shard(dir, "d", 21, 30);
        commit_shard(dir, "e", 31, 40);
        assert_false(has_folder(dir, "a") || has_folder(dir, "b"));
        r = open_reader(dir);
        assert_articles(r, 1, 40);
        inverted_reader_close(&r);
        drop_archive(dir);
    }
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(articles_are_found_under_their_own_ids_however_many_shards_there_are),
        RUN(merged_shards_answer_as_before),
        RUN(a_shard_merged_away_stays_for_one_commit_more),
        RUN(a_shard_built_and_merged_before_any_commit_is_removed_by_the_first),
        RUN(shards_being_built_survive_a_commit_and_only_a_sweep_removes_them),
        RUN(an_archive_without_a_manifest_is_empty),
        RUN(an_empty_shard_leaves_no_files),
        RUN(equal_terms_add_up_and_boolean_terms_add_no_length),
        RUN(a_builder_refuses_what_cannot_be_found_again),
        RUN(overlapping_shards_are_not_committed),
        RUN(shards_come_and_are_merged_beside_a_merge_in_steps),
#ifdef QUOTH_FAULTS
        RUN(the_tip_counts_until_the_machine_is_started_again),
#endif
        RUN(a_tip_that_drops_a_shard_of_the_manifest_leaves_its_folder),
        RUN(shards_stay_few_and_articles_are_copied_few_times),
        RUN(a_few_large_neighbours_are_left_alone),
        RUN(a_manifest_that_is_damaged_is_an_error_that_says_so),
        RUN(a_manifest_with_any_byte_changed_is_refused),
        RUN(a_shard_that_is_gone_or_broken_is_reported),
        RUN(a_reader_opens_while_a_writer_commits_and_merges),
#ifdef QUOTH_FAULTS
        RUN(a_commit_killed_between_its_steps_happened_or_did_not),
#endif
    };
    return test_run(tests);
}
