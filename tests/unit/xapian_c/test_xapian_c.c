/* test_xapian_c.c - does the C binding do what libxapian does, and does no exception get out? */
#include "store/xapian_c/xapian_c.h"

#include <fts.h>
#include <unistd.h>

#include "unit/test.h"

#define assert_xc(call)                             \
    do {                                            \
        xc_error err = {XC_OK, ""};                 \
        if ((call) != XC_OK)                        \
            fail_msg("%s: %s", #call, err.message); \
    } while (0)

typedef struct fixture {
    char dir[40];
    char path[64];
} fixture;

static fixture new_folder(void)
{
    fixture f = {.dir = "/tmp/xapian-c-XXXXXX"};
    assert_non_null(mkdtemp(f.dir));
    snprintf(f.path, sizeof f.path, "%s/db", f.dir);
    return f;
}

static void drop_folder(fixture *f)
{
    char *roots[] = {f->dir, NULL};
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    for (FTSENT *entry; (entry = fts_read(tree));)
        if (entry->fts_info != FTS_D)
            remove(entry->fts_accpath);
    fts_close(tree);
}

static xc_database *create(const char *path, int flags)
{
    xc_database *db = NULL;
    assert_xc(xc_open_writable(path, XC_CREATE | flags, 0, &db, &err));
    return db;
}

static xc_database *open_reader(const char *path)
{
    xc_database *db = NULL;
    assert_xc(xc_open(path, &db, &err));
    return db;
}

/* Words of `text`, one space between two; value 0 is the number of the document. */
static void put_document(xc_database *db, xc_docid docid, const char *text)
{
    xc_document *doc = NULL;
    char number[XC_NUMBER_ROOM];
    assert_xc(xc_document_new(&doc, &err));
    for (const char *word = text; *word;) {
        size_t len = strcspn(word, " ");
        assert_xc(xc_document_add_term(doc, word, len, 1, &err));
        word += len + (word[len] == ' ');
    }
    assert_xc(xc_document_set_value(doc, 0, number, xc_number_to_value(docid, number), &err));
    assert_xc(xc_document_set_data(doc, text, strlen(text), &err));
    assert_xc(xc_replace_document(db, docid, doc, &err));
    xc_document_free(&doc);
    assert_null(doc);
}

/* Five documents on fruit. */
static void put_fruit(const char *path, int flags)
{
    xc_database *db = create(path, flags);
    put_document(db, 1, "apple apple apple pear");
    put_document(db, 2, "apple plum");
    put_document(db, 3, "pear plum quince");
    put_document(db, 4, "fig");
    put_document(db, 7, "apple fig quince");
    assert_xc(xc_commit(db, &err));
    xc_close(&db);
    assert_null(db);
}

typedef struct search {
    fixture folder;
    xc_database *db;
    xc_query_builder *b;
    xc_hit hits[20];
    xc_match_result result;
} search;

static search new_search(void)
{
    search s = {.folder = new_folder()};
    put_fruit(s.folder.path, 0);
    s.db = open_reader(s.folder.path);
    assert_xc(xc_query_builder_new(&s.b, &err));
    return s;
}

static void end_search(search *s)
{
    xc_query_builder_free(&s->b);
    xc_close(&s->db);
    drop_folder(&s->folder);
}

static xc_query word(search *s, const char *term)
{
    return xc_query_term(s->b, term, strlen(term), 1);
}

static void run(search *s, xc_query query, const xc_match_parameters *p, const xc_match_callbacks *calls)
{
    xc_error err;
    if (xc_match(s->db, s->b, query, p, calls, s->hits, 20, &s->result, &err) != XC_OK)
        fail_msg("%s", err.message);
}

/* The docids found, in rising order: "1 2 7". */
static void assert_found(search *s, xc_query query, const char *wanted)
{
    xc_match_parameters p = XC_MATCH_DEFAULTS;
    char got[200] = "";
    p.order = XC_BY_DOCID;
    run(s, query, &p, NULL);
    for (size_t i = 0; i < s->result.count; i++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%u", i ? " " : "", s->hits[i].docid);
    assert_string_equal(got, wanted);
}

/* ---------------------------------------------------------------- databases and documents */

TEST(what_is_committed_is_read_back)
{
    fixture f = new_folder();
    put_fruit(f.path, 0);
    xc_database *db = open_reader(f.path);
    xc_statistics all;
    xc_term_statistics apple;
    xc_text text;
    uint32_t length;
    assert_xc(xc_statistics_get(db, &all, &err));
    assert_int_equal(all.documents, 5);
    assert_int_equal(all.last_docid, 7);
    assert_int_equal(all.total_length, 13);
    assert_float_equal(all.average_length, 2.6, 1e-9);
    assert_xc(xc_term_statistics_get(db, "apple", 5, &apple, &err));
    assert_int_equal(apple.documents, 3);
    assert_int_equal(apple.occurrences, 5);
    assert_xc(xc_document_length(db, 3, &length, &err));
    assert_int_equal(length, 3);
    assert_xc(xc_document_data(db, 2, &text, &err));
    assert_string_equal(text.data, "apple plum");
    assert_xc(xc_document_value(db, 7, 0, &text, &err));
    assert_float_equal(xc_number_from_value(text.data, text.len), 7.0, 0);
    xc_close(&db);
    drop_folder(&f);
}

TEST(a_reader_sees_a_commit_after_reopening)
{
    fixture f = new_folder();
    put_fruit(f.path, 0);
    xc_database *reader = open_reader(f.path), *writer = NULL;
    xc_statistics all;
    int changed = -1;
    assert_xc(xc_open_writable(f.path, XC_OPEN, 0, &writer, &err));
    put_document(writer, 8, "kiwi");
    assert_xc(xc_delete_document(writer, 1, &err));
    assert_xc(xc_statistics_get(writer, &all, &err));
    assert_int_equal(all.last_docid, 8);
    assert_xc(xc_reopen(reader, &changed, &err));
    assert_int_equal(changed, 0);
    assert_xc(xc_commit(writer, &err));
    assert_xc(xc_reopen(reader, &changed, &err));
    assert_int_equal(changed, 1);
    assert_xc(xc_statistics_get(reader, &all, &err));
    assert_int_equal(all.documents, 5);
    xc_close(&reader);
    xc_close(&writer);
    drop_folder(&f);
}

TEST(a_cancelled_transaction_leaves_nothing)
{
    fixture f = new_folder();
    xc_database *db = create(f.path, XC_NO_SYNC);
    xc_statistics all;
    xc_text value;
    assert_xc(xc_transaction_begin(db, 1, &err));
    put_document(db, 1, "one");
    assert_xc(xc_metadata_set(db, "k", 1, "v", 1, &err));
    assert_xc(xc_transaction_cancel(db, &err));
    assert_xc(xc_statistics_get(db, &all, &err));
    assert_int_equal(all.documents, 0);
    assert_xc(xc_metadata_get(db, "k", 1, &value, &err));
    assert_int_equal(value.len, 0);
    assert_xc(xc_transaction_begin(db, 1, &err));
    put_document(db, 1, "one");
    assert_xc(xc_metadata_set(db, "k", 1, "v\0w", 3, &err));
    assert_xc(xc_transaction_commit(db, &err));
    xc_close(&db);
    db = open_reader(f.path);
    assert_xc(xc_metadata_get(db, "k", 1, &value, &err));
    assert_int_equal(value.len, 3);
    assert_memory_equal(value.data, "v\0w", 3);
    xc_close(&db);
    drop_folder(&f);
}

TEST(a_document_may_be_cleared_and_used_again)
{
    fixture f = new_folder();
    xc_database *db = create(f.path, 0);
    xc_document *doc = NULL;
    xc_term terms[] = {{"b", 1, 2}, {"a", 1, 1}, {"b", 1, 3}, {"n\0l", 3, 1}};
    xc_docid docid = 0;
    xc_term_statistics found;
    assert_xc(xc_document_new(&doc, &err));
    assert_xc(xc_document_add_terms(doc, terms, 4, &err));
    assert_xc(xc_document_add_boolean_term(doc, "Q1", 2, &err));
    assert_xc(xc_add_document(db, doc, &docid, &err));
    assert_int_equal(docid, 1);
    assert_xc(xc_document_clear(doc, &err));
    assert_xc(xc_document_add_term(doc, "c", 1, 1, &err));
    assert_xc(xc_add_document(db, doc, &docid, &err));
    assert_int_equal(docid, 2);
    assert_xc(xc_term_statistics_get(db, "b", 1, &found, &err));
    assert_int_equal(found.occurrences, 5);
    assert_int_equal(found.documents, 1);
    assert_xc(xc_term_statistics_get(db, "n\0l", 3, &found, &err));
    assert_int_equal(found.documents, 1);
    xc_document_free(&doc);
    xc_close(&db);
    drop_folder(&f);
}

static int note_term(void *context, const char *term, size_t len, uint32_t documents)
{
    char *list = context;
    sprintf(list + strlen(list), "%.*s:%u ", (int)len, term, documents);
    return strncmp(term, "quince", len) != 0;
}

static int note_posting(void *context, xc_docid docid, uint32_t wdf, uint32_t length)
{
    char *list = context;
    sprintf(list + strlen(list), "%u/%u/%u ", docid, wdf, length);
    return 1;
}

TEST(walks_go_in_order_and_stop_when_told)
{
    fixture f = new_folder();
    put_fruit(f.path, 0);
    xc_database *db = open_reader(f.path);
    char list[200] = "";
    assert_xc(xc_each_term(db, "p", 1, note_term, list, &err));
    assert_string_equal(list, "pear:2 plum:2 ");
    list[0] = '\0';
    assert_xc(xc_each_term(db, "", 0, note_term, list, &err));
    assert_string_equal(list, "apple:3 fig:2 pear:2 plum:2 quince:2 ");
    list[0] = '\0';
    assert_xc(xc_each_posting(db, "apple", 5, note_posting, list, &err));
    assert_string_equal(list, "1/3/4 2/1/2 7/1/3 ");
    list[0] = '\0';
    assert_xc(xc_each_term_of(db, 1, note_term, list, &err));
    assert_string_equal(list, "apple:3 pear:1 ");
    xc_close(&db);
    drop_folder(&f);
}

TEST(compaction_keeps_docids_and_metadata)
{
    fixture f = new_folder();
    char second[80], merged[80];
    snprintf(second, sizeof second, "%s/second", f.dir);
    snprintf(merged, sizeof merged, "%s/merged", f.dir);
    put_fruit(f.path, XC_NO_TERMLIST | XC_DANGEROUS | XC_NO_SYNC);
    xc_database *db = create(second, XC_NO_TERMLIST), *all = NULL;
    put_document(db, 100, "apple");
    assert_xc(xc_commit(db, &err));
    xc_close(&db);
    const char *paths[] = {f.path, second};
    assert_xc(xc_open_many(paths, 2, &all, &err));
    assert_int_equal(xc_shard_count(all), 2);
    assert_xc(xc_compact(all, merged, XC_COMPACT_KEEP_DOCIDS, XC_FULL, 0, &err));
    xc_close(&all);
    db = open_reader(merged);
    char list[200] = "";
    assert_xc(xc_each_posting(db, "apple", 5, note_posting, list, &err));
    assert_string_equal(list, "1/3/4 2/1/2 7/1/3 100/1/1 ");
    size_t faults = 1;
    assert_xc(xc_check(merged, &faults, NULL, NULL, &err));
    assert_int_equal(faults, 0);
    xc_close(&db);
    drop_folder(&f);
}

/* ---------------------------------------------------------------- queries */

TEST(each_operator_matches_its_documents)
{
    search s = new_search();
    xc_query apple = word(&s, "apple"), pear = word(&s, "pear"), plum = word(&s, "plum"), fig = word(&s, "fig");
    xc_query three[] = {apple, pear, plum};
    char low[XC_NUMBER_ROOM], high[XC_NUMBER_ROOM];
    size_t low_len = xc_number_to_value(2, low), high_len = xc_number_to_value(4, high);
    assert_found(&s, apple, "1 2 7");
    assert_found(&s, word(&s, "melon"), "");
    assert_found(&s, (xc_query){0}, "");
    assert_found(&s, xc_query_match_nothing(s.b), "");
    assert_found(&s, xc_query_match_all(s.b), "1 2 3 4 7");
    assert_found(&s, xc_query_and(s.b, apple, pear), "1");
    assert_found(&s, xc_query_or(s.b, apple, pear), "1 2 3 7");
    assert_found(&s, xc_query_and_not(s.b, apple, pear), "2 7");
    assert_found(&s, xc_query_filter(s.b, apple, fig), "7");
    assert_found(&s, xc_query_and_maybe(s.b, apple, fig), "1 2 7");
    assert_found(&s, xc_query_any_of(s.b, three, 3), "1 2 3 7");
    assert_found(&s, xc_query_all_of(s.b, three, 2), "1");
    assert_found(&s, xc_query_all_of(s.b, three, 0), "");
    assert_found(&s, xc_query_all_of(s.b, three, 1), "1 2 7");
    assert_found(&s, xc_query_one_odd(s.b, three, 3), "7");
    assert_found(&s, xc_query_max_of(s.b, three, 3), "1 2 3 7");
    assert_found(&s, xc_query_synonym(s.b, three, 3), "1 2 3 7");
    assert_found(&s, xc_query_scale_weight(s.b, apple, 0), "1 2 7");
    assert_found(&s, xc_query_value_range(s.b, 0, low, low_len, high, high_len), "2 3 4");
    assert_found(&s, xc_query_value_at_least(s.b, 0, high, high_len), "4 7");
    assert_found(&s, xc_query_value_at_most(s.b, 0, low, low_len), "1 2");
    assert_found(&s, xc_query_prefix(s.b, "p", 1, 0), "1 2 3");
    assert_xc(xc_query_builder_status(s.b, &err));
    end_search(&s);
}

TEST(a_query_can_be_read_by_people)
{
    search s = new_search();
    xc_text text;
    assert_xc(xc_query_text(s.b, xc_query_and(s.b, word(&s, "apple"), word(&s, "pear")), &text, &err));
    assert_string_equal(text.data, "Query((apple AND pear))");
    end_search(&s);
}

TEST(the_first_mistake_in_building_stays_until_the_builder_is_cleared)
{
    search s = new_search();
    xc_error err = {XC_OK, ""};
    xc_query bad = xc_query_scale_weight(s.b, word(&s, "apple"), -1.0);
    xc_query after = xc_query_and(s.b, bad, word(&s, "pear"));
    assert_int_equal(xc_query_builder_status(s.b, &err), XC_BAD_ARGUMENT);
    assert_true(err.message[0] != '\0');
    assert_int_equal(xc_match(s.db, s.b, after, NULL, NULL, s.hits, 20, &s.result, &err), XC_BAD_ARGUMENT);
    xc_query_builder_clear(s.b);
    assert_found(&s, word(&s, "pear"), "1 3");
    assert_int_equal(xc_match(s.db, s.b, (xc_query){99}, NULL, NULL, s.hits, 20, &s.result, &err), XC_BAD_ARGUMENT);
    end_search(&s);
}

/* ---------------------------------------------------------------- matching */

TEST(the_best_come_first_and_counts_are_exact_when_asked)
{
    search s = new_search();
    xc_match_parameters p = XC_MATCH_DEFAULTS;
    p.count = 2;
    p.check_at_least = UINT32_MAX;
    run(&s, word(&s, "apple"), &p, NULL);
    assert_int_equal(s.result.count, 2);
    assert_int_equal(s.hits[0].docid, 1);
    assert_true(s.hits[0].weight > s.hits[1].weight);
    assert_int_equal(s.hits[0].percent, 100);
    assert_true(s.result.lower == 3 && s.result.estimated == 3 && s.result.upper == 3);
    assert_true(s.result.max_attained == s.hits[0].weight && s.result.max_possible >= s.result.max_attained);
    p.first = 2;
    run(&s, word(&s, "apple"), &p, NULL);
    assert_int_equal(s.result.count, 1);
    p.first = 0;
    p.count = 100; /* more than there is room for */
    assert_xc(xc_match(s.db, s.b, word(&s, "apple"), &p, NULL, s.hits, 1, &s.result, &err));
    assert_int_equal(s.result.count, 1);
    end_search(&s);
}

TEST(weightings_differ)
{
    search s = new_search();
    xc_match_parameters p = XC_MATCH_DEFAULTS;
    xc_query both = xc_query_or(s.b, word(&s, "apple"), word(&s, "pear"));
    double seen[5];
    for (int w = XC_BM25; w <= XC_COORDINATE; w++) {
        p.weighting = (xc_weighting)w;
        run(&s, both, &p, NULL);
        assert_int_equal(s.hits[0].docid, 1);
        seen[w] = s.hits[0].weight;
    }
    assert_float_equal(seen[XC_BOOLEAN], 0, 0);
    assert_float_equal(seen[XC_COORDINATE], 2, 0);
    assert_true(seen[XC_BM25] > 0 && seen[XC_TF_IDF] > 0 && seen[XC_BM25_PLUS] > seen[XC_BM25]);
    p.weighting = XC_BM25;
    p.k1 = 0; /* how often a word occurs counts for nothing */
    run(&s, word(&s, "apple"), &p, NULL);
    assert_float_equal(s.hits[0].weight, s.hits[2].weight, 1e-9);
    p.weighting = XC_TF_IDF;
    p.normalisations = "???";
    xc_error err;
    assert_int_equal(xc_match(s.db, s.b, both, &p, NULL, s.hits, 20, &s.result, &err), XC_BAD_ARGUMENT);
    end_search(&s);
}

static size_t backward_key(void *context, xc_docid docid, char out[XC_KEY_ROOM])
{
    (void)context;
    out[0] = (char)(100 - docid);
    return 1;
}

TEST(orders_are_by_docid_value_or_key)
{
    search s = new_search();
    xc_match_parameters p = XC_MATCH_DEFAULTS;
    xc_match_callbacks keys = {NULL, NULL, backward_key};
    p.order = XC_BY_DOCID;
    p.descending = 1;
    run(&s, word(&s, "apple"), &p, NULL);
    assert_int_equal(s.hits[0].docid, 7);
    p.order = XC_BY_VALUE;
    run(&s, word(&s, "apple"), &p, NULL);
    assert_int_equal(s.hits[0].docid, 7);
    p.descending = 0;
    run(&s, word(&s, "apple"), &p, NULL);
    assert_int_equal(s.hits[0].docid, 1);
    run(&s, word(&s, "apple"), &p, &keys);
    assert_int_equal(s.hits[0].docid, 7);
    end_search(&s);
}

typedef struct decision {
    int calls, answer_after_first;
    xc_docid seen[20];
} decision;

static int refuse_seven(void *context, xc_docid docid)
{
    decision *d = context;
    d->seen[d->calls++] = docid;
    if (d->calls > 1 && d->answer_after_first < 0)
        return -1;
    return docid != 7;
}

TEST(a_decider_refuses_documents_and_can_stop_the_match)
{
    search s = new_search();
    xc_match_parameters p = XC_MATCH_DEFAULTS;
    decision d = {0, 0, {0}};
    xc_match_callbacks calls = {&d, refuse_seven, NULL};
    xc_error err = {XC_OK, ""};
    p.check_at_least = UINT32_MAX;
    run(&s, word(&s, "apple"), &p, &calls);
    assert_int_equal(s.result.count, 2);
    assert_int_equal(d.calls, 3);
    d = (decision){0, -1, {0}};
    assert_int_equal(xc_match(s.db, s.b, word(&s, "apple"), &p, &calls, s.hits, 20, &s.result, &err), XC_STOPPED);
    assert_int_equal(d.calls, 2);
    run(&s, word(&s, "apple"), &p, NULL); /* the database is as good as before */
    assert_int_equal(s.result.count, 3);
    end_search(&s);
}

/* ---------------------------------------------------------------- posting sources */

/* Documents whose own docid is odd, weighing a tenth of it. */
typedef struct odd_source {
    int inits, releases, stop, has_calls;
    xc_docid last[8]; /* by shard */
    size_t shards[8];
} odd_source;

typedef struct odd_cursor {
    odd_source *source;
    xc_docid last;
} odd_cursor;

static int odd_init(void *context, const xc_shard *shard, xc_source_bounds *bounds, void **cursor)
{
    odd_source *source = context;
    odd_cursor *c = malloc(sizeof *c);
    if (source->stop) {
        free(c);
        return 1;
    }
    source->shards[source->inits++] = shard->index;
    *c = (odd_cursor){source, shard->last_docid};
    source->last[shard->index] = shard->last_docid;
    bounds->max_weight = shard->last_docid / 10.0;
    *cursor = c;
    return 0;
}

static xc_docid odd_seek(void *cursor, xc_docid at_least, double min_weight)
{
    (void)min_weight;
    odd_cursor *c = cursor;
    xc_docid found = at_least | 1;
    return found <= c->last ? found : 0;
}

static int odd_has(void *cursor, xc_docid docid)
{
    ((odd_cursor *)cursor)->source->has_calls++;
    return docid % 2;
}

static double odd_weight(void *cursor, xc_docid docid)
{
    (void)cursor;
    return docid / 10.0;
}

static void odd_release(void *cursor)
{
    ((odd_cursor *)cursor)->source->releases++;
    free(cursor);
}

static xc_posting_source odd_calls(odd_source *source)
{
    return (xc_posting_source){source, "odd", odd_init, odd_seek, odd_has, odd_weight, odd_release};
}

TEST(a_posting_source_filters_and_weighs)
{
    search s = new_search();
    odd_source source = {0};
    xc_posting_source calls = odd_calls(&source);
    xc_query odd = xc_query_posting_source(s.b, &calls);
    assert_found(&s, odd, "1 3 5 7"); /* it is believed, though there is no document 5 */
    assert_found(&s, xc_query_and(s.b, xc_query_match_all(s.b), odd), "1 3 7");
    assert_found(&s, xc_query_and(s.b, word(&s, "apple"), odd), "1 7");
    assert_found(&s, xc_query_and_not(s.b, word(&s, "apple"), odd), "2");
    assert_found(&s, xc_query_or(s.b, word(&s, "fig"), odd), "1 3 4 5 7");
    run(&s, odd, NULL, NULL);
    assert_int_equal(s.hits[0].docid, 7);
    assert_float_equal(s.hits[0].weight, 0.7, 1e-9);
    calls.has = NULL;
    assert_found(&s, xc_query_and(s.b, word(&s, "apple"), xc_query_posting_source(s.b, &calls)), "1 7");
    assert_int_equal(source.inits, source.releases);
    source.stop = 1;
    xc_error err = {XC_OK, ""};
    assert_int_equal(xc_match(s.db, s.b, odd, NULL, NULL, s.hits, 20, &s.result, &err), XC_STOPPED);
    calls.seek = NULL;
    xc_query_posting_source(s.b, &calls);
    assert_int_equal(xc_query_builder_status(s.b, &err), XC_BAD_ARGUMENT);
    end_search(&s);
}

static void open_two_shards(search *s)
{
    char second[80];
    snprintf(second, sizeof second, "%s/second", s->folder.dir);
    xc_database *db = create(second, 0);
    put_document(db, 100, "apple");
    put_document(db, 101, "apple pear");
    assert_xc(xc_commit(db, &err));
    xc_close(&db);
    const char *paths[] = {s->folder.path, second};
    xc_close(&s->db);
    assert_xc(xc_open_many(paths, 2, &s->db, &err));
}

static int take_all(void *context, xc_docid docid)
{
    decision *d = context;
    d->seen[d->calls++] = docid;
    return 1;
}

TEST(a_source_and_a_decider_see_docids_of_the_shard_and_hits_have_those_of_the_whole)
{
    search s = new_search();
    odd_source source = {0};
    xc_posting_source calls = odd_calls(&source);
    decision d = {0, 0, {0}};
    xc_match_callbacks decider = {&d, take_all, NULL};
    xc_match_parameters p = XC_MATCH_DEFAULTS;
    open_two_shards(&s);
    /* Shard 0 has odd apples 1 and 7, shard 1 has 101: 1, 13 and 202 of the whole. */
    xc_query query = xc_query_filter(s.b, word(&s, "apple"), xc_query_posting_source(s.b, &calls));
    p.order = XC_BY_DOCID;
    p.check_at_least = UINT32_MAX;
    run(&s, query, &p, &decider);
    assert_int_equal(s.result.count, 3);
    static const xc_docid whole[] = {1, 13, 202}, own[] = {1, 7, 101};
    static const size_t shard[] = {0, 0, 1};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(s.hits[i].docid, whole[i]);
        assert_int_equal(xc_docid_in_shard(2, whole[i]), own[i]);
        assert_int_equal(xc_shard_of(2, whole[i]), shard[i]);
        assert_int_equal(xc_docid_of_whole(2, shard[i], own[i]), whole[i]);
    }
    assert_int_equal(d.calls, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(d.seen[i], own[i]);
    assert_int_equal(source.inits, 2);
    assert_int_equal(source.releases, 2);
    assert_true(source.shards[0] + source.shards[1] == 1);
    assert_int_equal(source.last[0], 7);
    assert_int_equal(source.last[1], 101);
    end_search(&s);
}

/* ---------------------------------------------------------------- errors */

TEST(each_failure_has_its_status_and_words)
{
    fixture f = new_folder();
    xc_database *db = NULL, *second = NULL;
    xc_error why = {XC_OK, ""};
    xc_text text;
    assert_int_equal(xc_open("/nowhere/at/all", &db, &why), XC_NO_DATABASE);
    assert_non_null(strstr(why.message, "/nowhere/at/all"));
    assert_int_equal(xc_open(f.dir, &db, NULL), XC_NO_DATABASE);
    assert_int_equal(xc_open_writable("/proc/nowhere/db", XC_CREATE, 0, &db, &why), XC_NOT_CREATED);
    assert_null(db);
    put_fruit(f.path, 0);
    assert_int_equal(xc_open_writable(f.path, XC_CREATE, 0, &db, &why), XC_NOT_CREATED);
    assert_xc(xc_open_writable(f.path, XC_OPEN, 0, &db, &err));
    assert_int_equal(xc_open_writable(f.path, XC_OPEN, 0, &second, &why), XC_LOCKED);
    assert_int_equal(xc_document_data(db, 99, &text, &why), XC_NO_DOCUMENT);
    assert_int_equal(xc_transaction_commit(db, &why), XC_BAD_OPERATION);
    xc_close(&db);
    db = open_reader(f.path);
    assert_int_equal(xc_commit(db, &why), XC_BAD_OPERATION);
    assert_int_equal(xc_delete_document(db, 1, &why), XC_BAD_OPERATION);
    xc_close(&db);
    drop_folder(&f);
}

TEST(a_term_that_is_too_long_or_empty_is_a_bad_argument)
{
    fixture f = new_folder();
    xc_database *db = create(f.path, 0);
    xc_document *doc = NULL;
    char longest[300];
    memset(longest, 'x', sizeof longest);
    assert_xc(xc_document_new(&doc, &err));
    assert_int_equal(xc_document_add_term(doc, "", 0, 1, NULL), XC_BAD_ARGUMENT);
    assert_xc(xc_document_add_term(doc, longest, sizeof longest, 1, &err));
    assert_int_equal(xc_add_document(db, doc, NULL, NULL), XC_BAD_ARGUMENT);
    xc_document_free(&doc);
    xc_close(&db);
    drop_folder(&f);
}

TEST(a_database_without_term_lists_says_what_it_lacks)
{
    fixture f = new_folder();
    put_fruit(f.path, XC_NO_TERMLIST);
    xc_database *db = open_reader(f.path);
    char list[200] = "";
    assert_int_equal(xc_each_term_of(db, 1, note_term, list, NULL), XC_NO_FEATURE);
    xc_close(&db);
    drop_folder(&f);
}

TEST(no_shards_at_all_are_an_empty_database)
{
    search s = new_search();
    xc_close(&s.db);
    assert_xc(xc_open_many(NULL, 0, &s.db, &err));
    assert_found(&s, xc_query_match_all(s.b), "");
    assert_int_equal(xc_shard_count(s.db), 1);
    end_search(&s);
}

TEST(closing_nothing_does_nothing)
{
    xc_database *db = NULL;
    xc_document *doc = NULL;
    xc_query_builder *b = NULL;
    xc_close(&db);
    xc_document_free(&doc);
    xc_query_builder_free(&b);
    assert_non_null(strchr(xc_library_version(), '.'));
    for (int status = XC_OK; status <= XC_INTERNAL; status++)
        assert_string_not_equal(xc_status_text((xc_status)status), "unknown status");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(what_is_committed_is_read_back),
        RUN(a_reader_sees_a_commit_after_reopening),
        RUN(a_cancelled_transaction_leaves_nothing),
        RUN(a_document_may_be_cleared_and_used_again),
        RUN(walks_go_in_order_and_stop_when_told),
        RUN(compaction_keeps_docids_and_metadata),
        RUN(each_operator_matches_its_documents),
        RUN(a_query_can_be_read_by_people),
        RUN(the_first_mistake_in_building_stays_until_the_builder_is_cleared),
        RUN(the_best_come_first_and_counts_are_exact_when_asked),
        RUN(weightings_differ),
        RUN(orders_are_by_docid_value_or_key),
        RUN(a_decider_refuses_documents_and_can_stop_the_match),
        RUN(a_posting_source_filters_and_weighs),
        RUN(a_source_and_a_decider_see_docids_of_the_shard_and_hits_have_those_of_the_whole),
        RUN(each_failure_has_its_status_and_words),
        RUN(a_term_that_is_too_long_or_empty_is_a_bad_argument),
        RUN(a_database_without_term_lists_says_what_it_lacks),
        RUN(no_shards_at_all_are_an_empty_database),
        RUN(closing_nothing_does_nothing),
    };
    return test_run(tests);
}
