/* test_glass.c - does the bulk loader write what Xapian itself would have written for the same articles? */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
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
#define assert_xc(call)                             \
    do {                                            \
        xc_error why = {0};                         \
        if ((call) != XC_OK)                        \
            fail_msg("%s: %s", #call, why.message); \
    } while (0)

/* ---------------------------------------------------------------- articles */

typedef struct article_terms {
    uint32_t id;
    inverted_term *terms;
    size_t count;
} article_terms;

typedef struct article_set {
    arena a;
    article_terms *list;
    size_t count;
} article_set;

typedef enum term_kind { WORDS, LONG_ALIKE, ODD_BYTES } term_kind;

/* How a set of articles is drawn. */
typedef struct recipe {
    const char *name;
    uint32_t seed;
    size_t articles;
    uint32_t first_id, most_gap; /* between ids */
    term_kind kind;
    uint32_t vocabulary;
    size_t most_terms; /* of an article */
    uint32_t most_wdf;
    size_t everywhere; /* terms that all articles have */
} recipe;

static const recipe RECIPES[] = {
    {"one article of one term", 1, 1, 1, 1, WORDS, 1, 1, 1, 0},
    {"an article without terms", 2, 1, 7, 1, WORDS, 1, 0, 0, 0},
    {"boolean terms alone", 3, 40, 1, 3, WORDS, 30, 10, 0, 1},
    {"some hundred articles", 4, 500, 1, 1, WORDS, 3000, 120, 9, 12},
    {"ids far apart", 5, 19, 3, 200000000, WORDS, 40, 20, 5, 3},
    {"ids to the very last", 6, 2, 1, UINT32_MAX - 2, WORDS, 10, 10, 5, 2},
    {"ids that begin high", 7, 300, 0x7ffffff0, 5, WORDS, 200, 20, 5, 2},
    {"large wdfs", 8, 200, 1, 9, WORDS, 50, 20, 200000, 4},
    {"lists of many chunks", 9, 9000, 1, 2, WORDS, 20, 4, 300, 3},
    {"more articles than Xapian keeps in memory", 10, 12000, 1, 300, WORDS, 500, 3, 3, 1},
    {"chunks that begin with ids of all lengths", 15, 3000, 1, 1400000, WORDS, 20, 2, 3, 2},
    {"long terms that begin alike", 11, 300, 1, 4, LONG_ALIKE, 30000, 60, 3, 0},
    {"terms of zero and of all bits", 12, 200, 1, 40, ODD_BYTES, 4000, 60, 3, 0},
};
enum { RECIPE_COUNT = sizeof RECIPES / sizeof *RECIPES };

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return below ? (uint32_t)((*state >> 11) % below) : 0;
}

/* The same number gives the same term. */
static str make_term(arena *a, term_kind kind, uint32_t number)
{
    static const char odd[] = {'\0', '\xff', '\1', 'a'};
    uint64_t state = number * 0x9e3779b97f4a7c15ULL + 1;
    char text[LIMIT_TERM_BYTES + 1];
    size_t len = 0;
    switch (kind) {
    case WORDS: len = (size_t)snprintf(text, sizeof text, number % 3 ? "w%u" : "Xfield%u", number); break;
    case LONG_ALIKE:
        len = LIMIT_TERM_BYTES - draw(&state, 4);
        memset(text, 'x', len);
        len -= 8;
        len += (size_t)snprintf(text + len, 9, "%08x", number);
        break;
    case ODD_BYTES:
        len = 1 + draw(&state, number % 2 ? 9 : 120);
        for (size_t i = 0; i < len; i++)
            text[i] = odd[draw(&state, sizeof odd)];
        break;
    }
    return arena_copy(a, (str){text, len});
}

static article_set draw_articles(const recipe *r)
{
    article_set set = {.count = r->articles};
    uint64_t state = r->seed * 7919u + 1;
    uint32_t id = r->first_id;
    set.list = ARENA_ARRAY(&set.a, article_terms, r->articles);
    /* one a term, whichever builders are given it: as a deriver keeps them */
    inverted_memo *memos = ARENA_ARRAY(&set.a, inverted_memo, r->everywhere + r->vocabulary + 1);
    for (size_t i = 0; i < r->articles; i++) {
        article_terms *art = &set.list[i];
        art->id = id;
        id += 1 + (r->most_gap > 1000000000 ? r->most_gap - 1 : draw(&state, r->most_gap));
        art->count = r->everywhere + draw(&state, (uint32_t)r->most_terms + 1);
        art->terms = ARENA_ARRAY(&set.a, inverted_term, art->count + 1);
        for (size_t j = 0; j < art->count; j++) {
            /* small numbers often, so that some terms are frequent; equal ones within an article are wanted */
            uint32_t number = j < r->everywhere ? (uint32_t)j : draw(&state, 1 + draw(&state, r->vocabulary));
            art->terms[j] = (inverted_term){make_term(&set.a, r->kind, number), draw(&state, r->most_wdf + 1),
                                            number % 5 == 2 ? NULL : &memos[number]};
        }
    }
    return set;
}

/* ---------------------------------------------------------------- shards */

static char *new_archive(void)
{
    char *dir = strdup("/tmp/quoth-glass-XXXXXX");
    assert_non_null(mkdtemp(dir));
    return dir;
}

static void drop_archive(char *dir)
{
    folder_remove(dir, NULL);
    free(dir);
}

static const char *shard_path(arena *a, const char *dir, const char *name, const char *file)
{
    return path_join(a, inverted_path(a, dir, name), file);
}

typedef enum way { IN_BULK, BY_INTERFACE, IN_MEMORY } way;

/* Articles [from, to) of the set. */
static shard_info build_by(const char *dir, const char *name, const article_set *set, size_t from, size_t to, way how)
{
    arena a = {0};
    shard_builder *b = NULL;
    shard_info info;
    if (how == BY_INTERFACE)
        setenv("QUOTH_SHARDS", "api", 1);
    assert_ok(shard_builder_new(dir, name, &b, &err));
    unsetenv("QUOTH_SHARDS");
    if (how == IN_MEMORY)
        shard_builder_keep(b);
    for (size_t i = from; i < to; i++)
        assert_ok(shard_builder_add(b, set->list[i].id, set->list[i].terms, set->list[i].count, &err));
    assert_int_equal(shard_builder_memory(b) == 0, how == BY_INTERFACE);
    assert_ok(shard_builder_finish(&b, &info, &err));
    assert_int_equal(info.documents, to - from);
    assert_int_equal(file_exists(inverted_path(&a, dir, name)), how != IN_MEMORY);
    assert_int_equal(info.lists == NULL, how != IN_MEMORY);
    arena_release(&a);
    return info;
}

static shard_info build(const char *dir, const char *name, const article_set *set, size_t from, size_t to, bool by_interface)
{
    return build_by(dir, name, set, from, to, by_interface ? BY_INTERFACE : IN_BULK);
}

static xc_database *open_shard(const char *dir, const char *name)
{
    arena a = {0};
    xc_database *db = NULL;
    assert_xc(xc_open(inverted_path(&a, dir, name), &db, &why));
    arena_release(&a);
    return db;
}

/* Xapian's compaction of one shard. */
static void compact(const char *dir, const char *name, const char *into)
{
    arena a = {0};
    xc_database *db = open_shard(dir, name);
    assert_xc(xc_compact(db, inverted_path(&a, dir, into), XC_COMPACT_KEEP_DOCIDS, XC_FULL, 0, &why));
    xc_close(&db);
    arena_release(&a);
}

static void report_fault(void *context, const char *line, size_t len)
{
    buf_put(context, line, len);
    buf_put_byte(context, '\n');
}

static void assert_no_faults(const char *dir, const char *name)
{
    arena a = {0};
    buf report = {0};
    size_t faults = 1;
    assert_xc(xc_check(inverted_path(&a, dir, name), &faults, report_fault, &report, &why));
    if (faults > 0)
        fail_msg("%zu faults: %.*s", faults, (int)report.len, report.data);
    buf_release(&report);
    arena_release(&a);
}

/* ---------------------------------------------------------------- what a shard holds, as text */

typedef struct dump {
    xc_database *db;
    buf text;
} dump;

static int dump_posting(void *context, xc_docid docid, uint32_t wdf, uint32_t length)
{
    buf_printf(&((dump *)context)->text, " %u:%u/%u", docid, wdf, length);
    return 1;
}

static int dump_term(void *context, const char *term, size_t len, uint32_t documents)
{
    dump *d = context;
    xc_term_statistics known;
    assert_xc(xc_term_statistics_get(d->db, term, len, &known, &why));
    buf_put(&d->text, term, len);
    buf_printf(&d->text, " in %u %u, %llu times:", documents, known.documents, (unsigned long long)known.occurrences);
    assert_xc(xc_each_posting(d->db, term, len, dump_posting, d, &why));
    buf_put_byte(&d->text, '\n');
    return 1;
}

static buf dump_shard(const char *dir, const char *name)
{
    dump d = {.db = open_shard(dir, name)};
    xc_statistics all;
    assert_xc(xc_statistics_get(d.db, &all, &why));
    buf_printf(&d.text, "%u documents to %u, %llu words, %.17g each:", all.documents, all.last_docid,
               (unsigned long long)all.total_length, all.average_length);
    assert_xc(xc_each_posting(d.db, "", 0, dump_posting, &d, &why));
    buf_put_byte(&d.text, '\n');
    assert_xc(xc_each_term(d.db, "", 0, dump_term, &d, &why));
    xc_close(&d.db);
    return d.text;
}

static void assert_same_bytes(str a, str b, const char *what)
{
    if (str_equal(a, b))
        return;
    size_t at = 0;
    while (at < a.len && at < b.len && a.data[at] == b.data[at])
        at++;
    fail_msg("%s: %zu and %zu bytes, different from byte %zu on", what, a.len, b.len, at);
}

static void assert_same_content(const char *dir, const char *one, const char *other, const char *what)
{
    buf a = dump_shard(dir, one), b = dump_shard(dir, other);
    assert_same_bytes(buf_str(&a), buf_str(&b), what);
    buf_release(&a);
    buf_release(&b);
}

static str read_file(arena *a, const char *dir, const char *name, const char *file)
{
    str text;
    assert_ok(file_read(a, shard_path(a, dir, name, file), 1 << 30, &text, &err));
    return text;
}

/* Tables byte for byte; of the version file all but the UUID: so also the bounds of lengths and wdfs, and which tables exist. */
static void assert_same_files(const char *dir, const char *one, const char *other, const char *what)
{
    enum { UUID_START = 16, UUID_END = 32 };
    arena a = {0};
    assert_same_bytes(read_file(&a, dir, one, "postlist.glass"), read_file(&a, dir, other, "postlist.glass"), what);
    str v1 = read_file(&a, dir, one, "iamglass"), v2 = read_file(&a, dir, other, "iamglass");
    assert_same_bytes(str_slice(v1, 0, UUID_START), str_slice(v2, 0, UUID_START), what);
    assert_same_bytes(str_slice(v1, UUID_END, v1.len), str_slice(v2, UUID_END, v2.len), what);
    assert_memory_not_equal(v1.data + UUID_START, v2.data + UUID_START, UUID_END - UUID_START);
    arena_release(&a);
}

TEST(a_shard_passes_the_check_of_xapian)
{
    for (size_t i = 0; i < RECIPE_COUNT; i++) {
        char *dir = new_archive();
        article_set set = draw_articles(&RECIPES[i]);
        build(dir, "bulk", &set, 0, set.count, false);
        assert_no_faults(dir, "bulk");
        arena_release(&set.a);
        drop_archive(dir);
    }
}

TEST(a_shard_holds_what_xapian_makes_of_the_same_articles_posting_by_posting)
{
    for (size_t i = 0; i < RECIPE_COUNT; i++) {
        char *dir = new_archive();
        article_set set = draw_articles(&RECIPES[i]);
        build(dir, "bulk", &set, 0, set.count, false);
        build(dir, "api", &set, 0, set.count, true);
        assert_same_content(dir, "bulk", "api", RECIPES[i].name);
        arena_release(&set.a);
        drop_archive(dir);
    }
}

/* Levels of branches above the leaves: the second number of the first table, less two flags (glass/version.c). */
static unsigned tree_height(const char *dir, const char *name)
{
    enum { FIRST_TABLE = 33 };
    arena a = {0};
    str version = read_file(&a, dir, name, "iamglass");
    byte_reader r = byte_reader_of(str_slice(version, FIRST_TABLE, version.len));
    (void)read_varint(&r);
    unsigned height = (unsigned)(read_varint(&r) >> 2);
    arena_release(&a);
    return height;
}

TEST(a_shard_is_byte_for_byte_what_xapian_compacts_its_own_to)
{
    unsigned highest = 0;
    for (size_t i = 0; i < RECIPE_COUNT; i++) {
        char *dir = new_archive();
        article_set set = draw_articles(&RECIPES[i]);
        build(dir, "bulk", &set, 0, set.count, false);
        build(dir, "api", &set, 0, set.count, true);
        compact(dir, "api", "compacted");
        assert_same_files(dir, "bulk", "compacted", RECIPES[i].name);
        if (tree_height(dir, "bulk") > highest)
            highest = tree_height(dir, "bulk");
        arena_release(&set.a);
        drop_archive(dir);
    }
    assert_true(highest >= 2);
}

/* ---------------------------------------------------------------- searching */

static size_t search(const char *dir, const char *name, const recipe *r, uint32_t number, xc_hit *hits, size_t room)
{
    arena a = {0};
    xc_database *db = open_shard(dir, name);
    xc_query_builder *b = NULL;
    xc_match_parameters p = XC_MATCH_DEFAULTS;
    xc_match_result result;
    p.count = (uint32_t)room;
    assert_xc(xc_query_builder_new(&b, &why));
    xc_query leaves[3];
    for (uint32_t i = 0; i < 3; i++) {
        str term = make_term(&a, r->kind, number + i * i);
        leaves[i] = xc_query_term(b, term.data, term.len, 1 + i);
    }
    xc_query query =
        number % 2 ? xc_query_any_of(b, leaves, 3) : xc_query_and_maybe(b, leaves[0], xc_query_or(b, leaves[1], leaves[2]));
    assert_xc(xc_match(db, b, query, &p, NULL, hits, room, &result, &why));
    xc_query_builder_free(&b);
    xc_close(&db);
    arena_release(&a);
    return result.count;
}

TEST(hits_and_their_weights_are_those_of_xapians_own_shard)
{
    enum { HITS = 50 };
    size_t found = 0;
    for (size_t i = 0; i < RECIPE_COUNT; i++) {
        char *dir = new_archive();
        article_set set = draw_articles(&RECIPES[i]);
        build(dir, "bulk", &set, 0, set.count, false);
        build(dir, "api", &set, 0, set.count, true);
        for (uint32_t number = 0; number < 12; number++) {
            xc_hit ours[HITS] = {{0}}, theirs[HITS] = {{0}};
            size_t count = search(dir, "bulk", &RECIPES[i], number, ours, HITS);
            assert_int_equal(count, search(dir, "api", &RECIPES[i], number, theirs, HITS));
            for (size_t h = 0; h < count; h++)
                assert_true(ours[h].docid == theirs[h].docid && ours[h].weight == theirs[h].weight);
            found += count;
        }
        arena_release(&set.a);
        drop_archive(dir);
    }
    assert_true(found > 1000);
}

/* ---------------------------------------------------------------- more than memory holds */

TEST(a_builder_that_runs_out_of_its_memory_makes_the_same_shard)
{
    for (size_t i = 0; i < RECIPE_COUNT; i++) {
        char *dir = new_archive();
        arena a = {0};
        article_set set = draw_articles(&RECIPES[i]);
        shard_builder *b = NULL;
        shard_info info;
        bool spilled = false;
        assert_ok(shard_builder_new(dir, "spilled", &b, &err));
        shard_builder_limit(b, set.count <= 60 ? 1 : 450000);
        for (size_t j = 0; j < set.count; j++) {
            assert_ok(shard_builder_add(b, set.list[j].id, set.list[j].terms, set.list[j].count, &err));
            assert_true(shard_builder_memory(b) < 500000);
            spilled |= file_exists(inverted_path(&a, dir, "spilled.run0"));
        }
        assert_ok(shard_builder_finish(&b, &info, &err));
        assert_true(spilled || set.count > 60);
        assert_false(file_exists(inverted_path(&a, dir, "spilled.run0")));
        build(dir, "bulk", &set, 0, set.count, false);
        assert_same_files(dir, "spilled", "bulk", RECIPES[i].name);
        arena_release(&a);
        arena_release(&set.a);
        drop_archive(dir);
    }
}

TEST(an_abandoned_builder_leaves_none_of_its_runs)
{
    char *dir = new_archive();
    arena a = {0};
    shard_builder *b = NULL;
    inverted_term term = {STR("a"), 1, NULL};
    assert_ok(shard_builder_new(dir, "s", &b, &err));
    shard_builder_limit(b, 1);
    assert_ok(shard_builder_add(b, 1, &term, 1, &err));
    assert_ok(shard_builder_add(b, 2, &term, 1, &err));
    assert_true(file_exists(inverted_path(&a, dir, "s.run1")));
    shard_builder_abandon(&b);
    assert_int_equal(folder_size(inverted_path(&a, dir, "")), 0);
    assert_false(file_exists(inverted_path(&a, dir, "s.run0")) || file_exists(inverted_path(&a, dir, "s")));
    arena_release(&a);
    drop_archive(dir);
}

/* ---------------------------------------------------------------- merging */

/* The set in `parts` shards, every other one made the other way, merged into "merged". */
static void build_and_merge(const char *dir, const article_set *set, size_t parts, way one, way other)
{
    arena a = {0};
    inverted_manifest m = {.generation = 1};
    for (size_t i = 0; i < parts; i++) {
        char name[32];
        snprintf(name, sizeof name, "part%zu", i);
        shard_info info = build_by(dir, name, set, set->count * i / parts, set->count * (i + 1) / parts, i % 2 ? other : one);
        vec_push(&a, &m.shards, info);
    }
    assert_ok(inverted_merge(dir, &a, &m, 0, parts, "merged", &err));
    assert_int_equal(m.shards.count, 1);
    assert_int_equal(m.shards.items[0].documents, set->count);
    arena_release(&a);
}

TEST(merged_shards_hold_what_xapian_makes_of_all_articles_at_once)
{
    for (size_t i = 0; i < RECIPE_COUNT; i++) {
        if (RECIPES[i].articles < 7)
            continue;
        char *dir = new_archive();
        article_set set = draw_articles(&RECIPES[i]);
        build_and_merge(dir, &set, 7, IN_BULK, IN_BULK);
        build(dir, "api", &set, 0, set.count, true);
        assert_no_faults(dir, "merged");
        assert_same_content(dir, "merged", "api", RECIPES[i].name);
        arena_release(&set.a);
        drop_archive(dir);
    }
}

TEST(merged_shards_are_byte_for_byte_the_shard_of_all_articles)
{
    for (size_t i = 0; i < RECIPE_COUNT; i++) {
        if (RECIPES[i].articles < 19)
            continue;
        char *dir = new_archive();
        article_set set = draw_articles(&RECIPES[i]);
        build_and_merge(dir, &set, 19, IN_BULK, IN_BULK);
        build(dir, "bulk", &set, 0, set.count, false);
        assert_same_files(dir, "merged", "bulk", RECIPES[i].name);
        arena_release(&set.a);
        drop_archive(dir);
    }
}

TEST(shards_in_memory_merge_into_the_same_bytes_alone_and_with_those_on_disk)
{
    static const struct {
        size_t parts;
        way one, other;
    } cases[] = {{1, IN_MEMORY, IN_MEMORY}, {19, IN_MEMORY, IN_MEMORY}, {7, IN_BULK, IN_MEMORY}};
    for (size_t i = 0; i < RECIPE_COUNT * 3; i++) {
        const recipe *r = &RECIPES[i / 3];
        if (r->articles < 19)
            continue;
        char *dir = new_archive();
        article_set set = draw_articles(r);
        build_and_merge(dir, &set, cases[i % 3].parts, cases[i % 3].one, cases[i % 3].other);
        build(dir, "bulk", &set, 0, set.count, false);
        assert_same_files(dir, "merged", "bulk", r->name);
        arena_release(&set.a);
        drop_archive(dir);
    }
}

TEST(a_shard_that_outgrows_its_memory_does_not_stay_there)
{
    char *dir = new_archive();
    shard_builder *b = NULL;
    shard_info info;
    inverted_term term = {STR("a"), 1, NULL};
    assert_ok(shard_builder_new(dir, "s", &b, &err));
    shard_builder_keep(b);
    shard_builder_limit(b, 1);
    assert_ok(shard_builder_add(b, 1, &term, 1, &err));
    assert_ok(shard_builder_add(b, 2, &term, 1, &err));
    assert_ok(shard_builder_finish(&b, &info, &err));
    assert_null(info.lists);
    assert_no_faults(dir, "s");
    drop_archive(dir);
}

TEST(shards_of_both_ways_merge_into_one)
{
    for (size_t i = 0; i < RECIPE_COUNT; i++) {
        if (RECIPES[i].articles < 7 || RECIPES[i].articles > 1000)
            continue;
        char *dir = new_archive();
        article_set set = draw_articles(&RECIPES[i]);
        build_and_merge(dir, &set, 4, BY_INTERFACE, i % 2 ? IN_MEMORY : IN_BULK);
        build(dir, "bulk", &set, 0, set.count, false);
        assert_no_faults(dir, "merged");
        assert_same_content(dir, "merged", "bulk", RECIPES[i].name);
        arena_release(&set.a);
        drop_archive(dir);
    }
}

/* ---------------------------------------------------------------- damage */

static void spoil_file(const char *dir, const char *name, const char *file, uint64_t *state)
{
    arena a = {0};
    str text = read_file(&a, dir, name, file);
    char *bytes = arena_zero_terminated(&a, text);
    size_t len = draw(state, 8) == 0 ? draw(state, (uint32_t)text.len) : text.len;
    for (uint32_t i = 0; i < 3; i++)
        bytes[draw(state, (uint32_t)text.len)] = (char)draw(state, 256);
    FILE *out = fopen(shard_path(&a, dir, name, file), "wb");
    assert_true(out && fwrite(bytes, 1, len, out) == len && fclose(out) == 0);
    arena_release(&a);
}

TEST(damaged_shards_merge_to_an_error_or_to_a_database)
{
    static const recipe small = {"small", 13, 120, 1, 3, WORDS, 300, 20, 5, 3};
    static const recipe deep = {"deep", 14, 60, 1, 3, LONG_ALIKE, 3000, 30, 5, 3};
    uint64_t state = 4711;
    int errors = 0;
    for (int round = 0; round < 150; round++) {
        char *dir = new_archive();
        arena a = {0};
        article_set set = draw_articles(round % 2 ? &small : &deep);
        inverted_manifest m = {.generation = 1};
        vec_push(&a, &m.shards, build(dir, "one", &set, 0, set.count / 2, false));
        vec_push(&a, &m.shards, build(dir, "two", &set, set.count / 2, set.count, false));
        spoil_file(dir, "two", round % 4 ? "postlist.glass" : "iamglass", &state);
        quoth_status status = inverted_merge(dir, &a, &m, 0, 2, "merged", NULL);
        errors += status != QUOTH_OK;
        assert_true((m.shards.count == 1) == (status == QUOTH_OK));
        arena_release(&set.a);
        arena_release(&a);
        drop_archive(dir);
    }
    assert_true(errors > 10);
}

/* ---------------------------------------------------------------- limits */

TEST(a_term_whose_zero_bytes_leave_no_room_in_a_key_is_refused)
{
    char *dir = new_archive(), text[LIMIT_TERM_BYTES];
    shard_builder *b = NULL;
    shard_info info;
    memset(text, '\0', sizeof text);
    inverted_term fits = {{text, 124}, 1, NULL}, too_long = {{text, 125}, 1, NULL};
    assert_ok(shard_builder_new(dir, "s", &b, &err));
    assert_int_equal(shard_builder_add(b, 1, &too_long, 1, NULL), QUOTH_BAD_INPUT);
    assert_ok(shard_builder_add(b, UINT32_MAX - 1, &fits, 1, &err));
    assert_ok(shard_builder_finish(&b, &info, &err));
    assert_true(info.documents == 1 && info.first_id == UINT32_MAX - 1);
    assert_no_faults(dir, "s");
    drop_archive(dir);
}

TEST(an_article_of_more_words_than_xapian_counts_is_refused)
{
    char *dir = new_archive();
    inverted_term terms[2] = {{STR("a"), UINT32_MAX - 1, NULL}, {STR("b"), 1, NULL}};
    shard_builder *b = NULL;
    shard_info info;
    assert_ok(shard_builder_new(dir, "s", &b, &err));
    assert_int_equal(shard_builder_add(b, 1, terms, 2, NULL), QUOTH_BAD_INPUT);
    assert_ok(shard_builder_add(b, 2, terms, 1, &err));
    assert_ok(shard_builder_finish(&b, &info, &err));
    xc_database *db = open_shard(dir, "s");
    uint32_t length = 0;
    assert_xc(xc_document_length(db, 2, &length, &why));
    assert_int_equal(length, UINT32_MAX - 1);
    xc_close(&db);
    drop_archive(dir);
}

TEST(a_disk_that_takes_nothing_is_an_error_and_no_shard)
{
    char *dir = new_archive();
    shard_builder *b = NULL;
    shard_info info;
    inverted_term term = {STR("a"), 1, NULL};
    arena a = {0};
    assert_ok(shard_builder_new(dir, "s", &b, &err));
    assert_ok(shard_builder_add(b, 1, &term, 1, &err));
    /* a folder where the table should go */
    assert_int_equal(mkdir(shard_path(&a, dir, "s", "postlist.glass"), 0777), 0);
    assert_int_equal(shard_builder_finish(&b, &info, NULL), QUOTH_IO);
    assert_null(b);
    assert_false(file_exists(inverted_path(&a, dir, "s")));
    arena_release(&a);
    drop_archive(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_shard_passes_the_check_of_xapian),
        RUN(a_shard_holds_what_xapian_makes_of_the_same_articles_posting_by_posting),
        RUN(a_shard_is_byte_for_byte_what_xapian_compacts_its_own_to),
        RUN(hits_and_their_weights_are_those_of_xapians_own_shard),
        RUN(a_builder_that_runs_out_of_its_memory_makes_the_same_shard),
        RUN(an_abandoned_builder_leaves_none_of_its_runs),
        RUN(merged_shards_hold_what_xapian_makes_of_all_articles_at_once),
        RUN(merged_shards_are_byte_for_byte_the_shard_of_all_articles),
        RUN(shards_in_memory_merge_into_the_same_bytes_alone_and_with_those_on_disk),
        RUN(a_shard_that_outgrows_its_memory_does_not_stay_there),
        RUN(shards_of_both_ways_merge_into_one),
        RUN(damaged_shards_merge_to_an_error_or_to_a_database),
        RUN(a_term_whose_zero_bytes_leave_no_room_in_a_key_is_refused),
        RUN(an_article_of_more_words_than_xapian_counts_is_refused),
        RUN(a_disk_that_takes_nothing_is_an_error_and_no_shard),
    };
    return test_run(tests);
}
