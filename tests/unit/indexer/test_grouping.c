/* test_grouping.c - the groups of copies depend on which articles are there, and on nothing else */
#include "unit/folder.h"

#include <quoth/index.h>
#include <quoth/inspect.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "store/copies.h"

static char archive[96], other[96], input[96];

/* The folder, and what lies in it. */
static int make_paths(void **state)
{
    if (make_folder(state) != 0)
        return -1;
    snprintf(archive, sizeof archive, "%s/archive", folder);
    snprintf(other, sizeof other, "%s/other", folder);
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

/* --- stories and their reprints --- */

static str sentence(arena *a, unsigned story, unsigned n)
{
    static const char *const WHO[] = {"the ferry master", "a baker", "the mayor", "two divers", "the council", "a teacher"};
    static const char *const DID[] = {"counted", "painted", "sold", "moved", "measured", "lost", "praised"};
    uint64_t h = hash_u64(story * 1000u + n);
    return arena_printf(a, "On day %u %s %s %u crates near pier %u while %s watched ship%u. ", (unsigned)(h % 97),
                        WHO[h / 97 % 6], DID[h / 600 % 7], (unsigned)(h / 4200 % 89), (unsigned)(h / 373800 % 61),
                        WHO[h / 31 % 6], (unsigned)(h % 5003));
}

enum { SENTENCES = 24 };

/* Edition 0 is the whole story; the others are cut at the end, at the start, or have a local paragraph. */
static str reprint(arena *a, unsigned story, unsigned edition)
{
    unsigned first = edition % 4 == 2 ? 4 + edition % 3 : 0, end = edition % 4 == 1 ? SENTENCES / 2 + edition % 7 : SENTENCES;
    str text = edition % 4 == 3 ? arena_printf(a, "%.*s", STR_ARG(sentence(a, 7000 + story, edition))) : STR("");
    for (unsigned n = first; n < end; n++)
        text = arena_printf(a, "%.*s%.*s", STR_ARG(text), STR_ARG(sentence(a, story, n)));
    return text;
}

static char *name_of(arena *a, unsigned number)
{
    return arena_zero_terminated(a, arena_printf(a, "n%u", number));
}

enum { MOST = 400, ABSENT = 0xFFFF, ALONE = 0xFFFE };
static uint64_t ids[MOST]; /* of the numbers, in the archive */

/* Number n is edition n / stories of story n % stories. */
static void add(quoth_writer *w, unsigned stories, unsigned n)
{
    arena a = {0};
    quoth_article_input in = {
        .id = name_of(&a, n), .title = "Harbour notes", .text = reprint(&a, n % stories, n / stories).data, .language = "en"};
    OK(quoth_writer_add(w, &in, &ids[n], err));
    arena_release(&a);
}

static void take_out(quoth_writer *w, unsigned n)
{
    OK(quoth_writer_remove(w, ids[n], err));
}

/* --- what the groups are: for each number the smallest number that is in the same group --- */

typedef struct partition {
    unsigned of[MOST];
} partition;

static partition groups_in(const char *dir)
{
    arena a = {0};
    catalogue *c = NULL;
    partition p;
    unsigned smallest[4 * MOST];
    uint32_t id, group;
    memset(smallest, 0xFF, sizeof smallest);
    OK(catalogue_open(dir, OPEN_READ, &c, err));
    for (unsigned n = 0; n < MOST; n++) {
        p.of[n] = ABSENT;
        if (catalogue_find_given(c, str_from(name_of(&a, n)), &id, NULL) != QUOTH_OK)
            continue;
        OK(copies_group_of(c, id, &group, err));
        p.of[n] = group == 0 ? ALONE : group;
        if (group != 0 && smallest[group] > n)
            smallest[group] = n;
    }
    for (unsigned n = 0; n < MOST; n++)
        if (p.of[n] != ABSENT && p.of[n] != ALONE)
            p.of[n] = smallest[p.of[n]];
    catalogue_close(&c);
    arena_release(&a);
    return p;
}

static void assert_same_groups(const partition *x, const partition *y)
{
    for (unsigned n = 0; n < MOST; n++)
        if (x->of[n] != y->of[n])
            fail_msg("article n%u: group n%u and n%u", n, x->of[n], y->of[n]);
}

static void print_fault(void *context, const char *fault)
{
    (void)context;
    print_error("%s\n", fault);
}

static void assert_sound(const char *dir)
{
    quoth_check_callbacks callbacks = {.found = print_fault};
    OK(quoth_check(dir, &callbacks, err));
}

TEST(reprints_of_a_story_are_one_group_and_stories_stay_apart)
{
    enum { STORIES = 5, ALL = 60 };
    quoth_writer *w = NULL;
    OK(quoth_writer_open(archive, QUOTH_CREATE, &w, err));
    for (unsigned n = 0; n < ALL; n++)
        add(w, STORIES, n);
    OK(quoth_writer_commit(w, err));
    quoth_writer_close(w);
    partition p = groups_in(archive);
    for (unsigned n = 0; n < ALL; n++)
        assert_int_equal(p.of[n], n % STORIES);
    assert_sound(archive);
}

TEST(an_article_joins_its_group_later_and_leaves_it)
{
    quoth_writer *w = NULL;
    OK(quoth_writer_open(archive, QUOTH_CREATE, &w, err));
    add(w, 3, 0);
    add(w, 3, 1);
    OK(quoth_writer_commit(w, err));
    partition p = groups_in(archive);
    assert_true(p.of[0] == ALONE && p.of[1] == ALONE);
    add(w, 3, 3);
    add(w, 3, 9);
    OK(quoth_writer_commit(w, err));
    p = groups_in(archive);
    assert_true(p.of[0] == 0 && p.of[1] == ALONE && p.of[3] == 0 && p.of[9] == 0);
    take_out(w, 0);
    OK(quoth_writer_commit(w, err));
    p = groups_in(archive);
    assert_true(p.of[0] == ABSENT && p.of[3] == 3 && p.of[9] == 3);
    assert_sound(archive);
    take_out(w, 9);
    OK(quoth_writer_commit(w, err));
    p = groups_in(archive);
    assert_int_equal(p.of[3], ALONE);
    quoth_writer_close(w);
    assert_sound(archive);
}

/* What held a group together is taken out: the two halves of a story have nothing in common. */
TEST(a_group_falls_apart_with_the_article_between)
{
    arena a = {0};
    quoth_writer *w = NULL;
    str whole = reprint(&a, 1, 0), texts[3];
    size_t middle = whole.len / 2;
    texts[0] = arena_copy(&a, str_slice(whole, 0, middle));
    texts[1] = arena_copy(&a, str_slice(whole, middle, whole.len));
    texts[2] = whole;
    OK(quoth_writer_open(archive, QUOTH_CREATE, &w, err));
    for (unsigned n = 0; n < 3; n++) {
        quoth_article_input in = {.id = name_of(&a, n), .text = texts[n].data, .language = "en"};
        OK(quoth_writer_add(w, &in, &ids[n], err));
        OK(quoth_writer_commit(w, err));
        partition now = groups_in(archive);
        assert_int_equal(now.of[0], n < 2 ? ALONE : 0);
    }
    partition p = groups_in(archive);
    assert_true(p.of[1] == 0 && p.of[2] == 0);
    take_out(w, 2);
    OK(quoth_writer_commit(w, err));
    quoth_writer_close(w);
    p = groups_in(archive);
    assert_true(p.of[0] == ALONE && p.of[1] == ALONE);
    assert_sound(archive);
    arena_release(&a);
}

static bool is_there[MOST];

/* So many of one story that the windows are full, in a random order, in and out, in batches of random length. */
static void come_and_go(quoth_writer *w, unsigned stories, unsigned all, unsigned seed)
{
    memset(is_there, 0, sizeof is_there);
    for (unsigned i = 0; i < 2 * all; i++) {
        unsigned n = (unsigned)(hash_u64(seed * 77777u + i) % all);
        if (is_there[n])
            take_out(w, n);
        else
            add(w, stories, n);
        is_there[n] = !is_there[n];
        if (hash_u64(seed + i * 31u) % 25 == 0)
            OK(quoth_writer_commit(w, err));
    }
    OK(quoth_writer_commit(w, err));
}

TEST(whatever_came_and_went_the_groups_are_those_of_what_is_there)
{
    enum { STORIES = 3, ALL = 90 };
    for (unsigned seed = 1; seed <= 2; seed++) {
        quoth_writer *w = NULL;
        OK(quoth_writer_open(archive, QUOTH_CREATE, &w, err));
        come_and_go(w, STORIES, ALL, seed);
        quoth_writer_close(w);
        assert_sound(archive);
        partition grown = groups_in(archive);
        OK(quoth_writer_open(other, QUOTH_CREATE, &w, err));
        for (unsigned n = 0; n < ALL; n++)
            if (is_there[n])
                add(w, STORIES, n);
        OK(quoth_writer_commit(w, err));
        quoth_writer_close(w);
        partition made = groups_in(other);
        assert_same_groups(&grown, &made);
        OK(folder_remove(archive, err));
        OK(folder_remove(other, err));
    }
}

TEST(a_reindex_finds_the_same_groups)
{
    quoth_writer *w = NULL;
    OK(quoth_writer_open(archive, QUOTH_CREATE, &w, err));
    come_and_go(w, 6, 60, 5);
    partition before = groups_in(archive);
    OK(quoth_writer_reindex(w, 0, NULL, NULL, err));
    quoth_writer_close(w);
    partition after = groups_in(archive);
    assert_same_groups(&before, &after);
    assert_sound(archive);
}

static partition index_with(const char *dir, unsigned threads)
{
    quoth_writer *w = NULL;
    const char *paths[] = {input};
    quoth_index_options options = {.threads = threads};
    OK(quoth_writer_open(dir, QUOTH_CREATE, &w, err));
    OK(quoth_writer_index(w, paths, 1, &options, NULL, err));
    quoth_writer_close(w);
    arena a = {0};
    catalogue *c = NULL;
    partition p;
    OK(catalogue_open(dir, OPEN_READ, &c, err));
    for (uint32_t n = 0; n < MOST; n++)
        OK(copies_group_of(c, n + 1, &p.of[n], err));
    catalogue_close(&c);
    arena_release(&a);
    return p;
}

TEST(the_number_of_threads_makes_no_difference)
{
    arena a = {0};
    buf out = {0};
    for (unsigned n = 0; n < MOST; n++) {
        json_writer w = {.out = &out};
        json_object(&w);
        json_put_string(&w, "text", reprint(&a, n % 70, n / 70));
        json_object_end(&w);
        buf_put_byte(&out, '\n');
    }
    OK(file_replace(input, buf_str(&out), err));
    partition one = index_with(archive, 1), three = index_with(other, 3);
    assert_same_groups(&one, &three);
    assert_int_equal(one.of[MOST - 1], (MOST - 1) % 70 + 1);
    buf_release(&out);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {WITH_PATHS(reprints_of_a_story_are_one_group_and_stories_stay_apart),
                                       WITH_PATHS(an_article_joins_its_group_later_and_leaves_it),
                                       WITH_PATHS(a_group_falls_apart_with_the_article_between),
                                       WITH_PATHS(whatever_came_and_went_the_groups_are_those_of_what_is_there),
                                       WITH_PATHS(a_reindex_finds_the_same_groups),
                                       WITH_PATHS(the_number_of_threads_makes_no_difference)};
    return test_run(tests);
}
