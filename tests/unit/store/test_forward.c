/* test_forward.c - are records and slots what was written, whatever is killed, cut off or forged? */
#include "store/forward/forward.h"
#include "store/forward/values.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "text/analysis.h"
#include "unit/test.h"

/* ---------------------------------------------------------------- random records */

static uint64_t random_next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    return *state ^= *state << 17;
}

static uint32_t below(uint64_t *state, uint32_t limit)
{
    return limit ? (uint32_t)(random_next(state) >> 20) % limit : 0;
}

/* Mostly small, sometimes huge. */
static uint32_t skewed(uint64_t *state)
{
    static const uint32_t limits[] = {4, 300, 0xff00, 0x10000, 0x11000, 0x1000000, UINT32_MAX};
    return below(state, limits[below(state, 7)]);
}

static void random_words(uint64_t *state, arena *a, forward_record *r)
{
    uint32_t *words = ARENA_ARRAY(a, uint32_t, r->token_count + 1);
    uint8_t *cases = ARENA_ARRAY(a, uint8_t, r->token_count + 1);
    bool lower = below(state, 4) == 0;
    for (uint32_t i = 0; i < r->token_count; i++) {
        words[i] = skewed(state);
        cases[i] = lower ? 0 : (uint8_t)below(state, 4);
    }
    r->words = words;
    r->cases = cases;
}

static void random_structure(uint64_t *state, arena *a, forward_record *r)
{
    VEC(forward_compound) compounds = {0};
    VEC(forward_sentence) sentences = {0};
    VEC(forward_mark) marks = {0};
    uint32_t paragraph = 0;
    for (uint32_t t = 0; t < r->token_count; t++) {
        uint32_t left = r->token_count - t;
        if (below(state, 20) == 0) {
            paragraph += below(state, 3) ? below(state, 2) : skewed(state) % 1000;
            vec_push(a, &sentences, (forward_sentence){t, paragraph});
        }
        while (below(state, 10) == 0)
            vec_push(a, &compounds, (forward_compound){t, 1 + below(state, left < 9 ? left : 9), skewed(state)});
        while (below(state, 12) == 0) {
            uint8_t kind = (uint8_t)below(state, MARK_PERSON + 1);
            vec_push(a, &marks,
                     (forward_mark){t, t + below(state, left + 1), kind, (uint8_t)below(state, 256), (uint8_t)below(state, 101),
                                    skewed(state), skewed(state)});
        }
    }
    r->compounds = compounds.items;
    r->compound_count = (uint32_t)compounds.count;
    r->sentences = sentences.items;
    r->sentence_count = (uint32_t)sentences.count;
    r->marks = marks.items;
    r->mark_count = (uint32_t)marks.count;
}

static forward_record random_record(uint64_t *state, arena *a, uint32_t article)
{
    forward_record r = {.article = article, .lang = (language)below(state, 30), .token_count = below(state, 600)};
    if (below(state, 8) == 0)
        r.token_count = below(state, 3);
    r.title_tokens = below(state, r.token_count + 1);
    r.lead_end = r.title_tokens + below(state, r.token_count - r.title_tokens + 1);
    random_words(state, a, &r);
    random_structure(state, a, &r);
    return r;
}

static void assert_same_bytes(const void *a, const void *b, size_t len)
{
    if (len > 0)
        assert_memory_equal(a, b, len);
}

static void assert_same_record(const forward_record *a, const forward_record *b, unsigned sections)
{
    assert_int_equal(a->article, b->article);
    assert_int_equal(a->lang, b->lang);
    assert_int_equal(a->token_count, b->token_count);
    assert_int_equal(a->title_tokens, b->title_tokens);
    assert_int_equal(a->lead_end, b->lead_end);
    if (sections & FORWARD_WORDS)
        assert_same_bytes(a->words, b->words, a->token_count * sizeof *a->words);
    if (sections & FORWARD_CASES)
        assert_same_bytes(a->cases, b->cases, a->token_count);
    if (sections & FORWARD_COMPOUNDS) {
        assert_int_equal(a->compound_count, b->compound_count);
        assert_same_bytes(a->compounds, b->compounds, a->compound_count * sizeof *a->compounds);
    }
    if (sections & FORWARD_SENTENCES) {
        assert_int_equal(a->sentence_count, b->sentence_count);
        assert_same_bytes(a->sentences, b->sentences, a->sentence_count * sizeof *a->sentences);
    }
    if (!(sections & FORWARD_MARKS))
        return;
    assert_int_equal(a->mark_count, b->mark_count);
    for (uint32_t i = 0; i < a->mark_count; i++) { /* the struct has padding */
        const forward_mark *m = &a->marks[i], *n = &b->marks[i];
        assert_true(m->first == n->first && m->end == n->end && m->kind == n->kind && m->detail == n->detail &&
                    m->confidence == n->confidence && m->value == n->value && m->value2 == n->value2);
    }
}

/* ---------------------------------------------------------------- records */

TEST(a_record_comes_back_as_it_was_put_in)
{
    uint64_t state = 42;
    arena a = {0};
    buf out = {0};
    for (int round = 0; round < 2000; round++) {
        forward_record r = random_record(&state, &a, skewed(&state)), back;
        buf_clear(&out);
        buf_put_byte(&out, 'x'); /* encoding appends */
        forward_encode(&r, &out);
        str bytes = str_slice(buf_str(&out), 1, out.len);
        assert_int_equal(forward_decode(&a, bytes, FORWARD_ALL, &back, NULL), QUOTH_OK);
        assert_same_record(&r, &back, FORWARD_ALL);
        arena_reset(&a);
    }
    buf_release(&out);
    arena_release(&a);
}

TEST(sections_not_asked_for_stay_empty_and_do_not_disturb_the_others)
{
    uint64_t state = 7;
    arena a = {0};
    buf out = {0};
    for (unsigned sections = 0; sections <= FORWARD_ALL; sections++) {
        forward_record r = random_record(&state, &a, 5), back;
        buf_clear(&out);
        forward_encode(&r, &out);
        assert_int_equal(forward_decode(&a, buf_str(&out), sections, &back, NULL), QUOTH_OK);
        assert_same_record(&r, &back, sections);
        assert_true(sections & FORWARD_CASES || back.cases == NULL);
        assert_true(sections & FORWARD_MARKS || back.marks == NULL);
        assert_true(sections & FORWARD_COMPOUNDS || back.compound_count == 0);
    }
    buf_release(&out);
    arena_release(&a);
}

TEST(cases_left_out_read_as_lower_case)
{
    arena a = {0};
    buf out = {0};
    uint32_t words[5] = {1, 2, 3, 4, 5};
    forward_record r = {.article = 1, .token_count = 5, .lead_end = 5, .words = words}, back;
    forward_encode(&r, &out);
    assert_int_equal(forward_decode(&a, buf_str(&out), FORWARD_ALL, &back, NULL), QUOTH_OK);
    for (int i = 0; i < 5; i++)
        assert_int_equal(back.cases[i], 0);
    buf_release(&out);
    arena_release(&a);
}

TEST(of_the_cases_only_capitals_are_kept)
{
    arena a = {0};
    buf out = {0};
    uint32_t words[2] = {1, 2};
    uint8_t cases[2] = {TOKEN_CAPITAL | TOKEN_ALL_CAPITALS | TOKEN_DIGIT, TOKEN_DIGIT};
    forward_record r = {.token_count = 2, .words = words, .cases = cases}, back;
    forward_encode(&r, &out);
    assert_int_equal(forward_decode(&a, buf_str(&out), FORWARD_CASES, &back, NULL), QUOTH_OK);
    assert_int_equal(back.cases[0], TOKEN_CAPITAL | TOKEN_ALL_CAPITALS);
    assert_int_equal(back.cases[1], 0);
    buf_release(&out);
    arena_release(&a);
}

TEST(a_record_cut_off_anywhere_is_corrupt)
{
    uint64_t state = 3;
    arena a = {0};
    buf out = {0};
    forward_record r = random_record(&state, &a, 9), back;
    forward_encode(&r, &out);
    for (size_t len = 0; len < out.len; len++) {
        char *exact = malloc(len + 1); /* so that ASan sees a read beyond */
        memcpy(exact, out.data, len);
        assert_int_equal(forward_decode(&a, (str){exact, len}, FORWARD_ALL, &back, NULL), QUOTH_CORRUPT);
        free(exact);
    }
    buf_put_byte(&out, 0);
    assert_int_equal(forward_decode(&a, buf_str(&out), FORWARD_ALL, &back, NULL), QUOTH_CORRUPT);
    buf_release(&out);
    arena_release(&a);
}

TEST(what_still_decodes_after_a_bit_flipped_encodes_to_the_same_bytes)
{
    uint64_t state = 11;
    arena a = {0};
    buf out = {0}, again = {0};
    int refused = 0, taken = 0;
    for (int round = 0; round < 20000; round++) {
        if (round % 100 == 0) {
            arena_reset(&a);
            buf_clear(&out);
            forward_record r = random_record(&state, &a, 77);
            forward_encode(&r, &out);
        }
        size_t at = below(&state, (uint32_t)out.len);
        char flip = (char)(1 << below(&state, 8));
        out.data[at] ^= flip;
        forward_record back;
        if (forward_decode(&a, buf_str(&out), FORWARD_ALL, &back, NULL) == QUOTH_OK) {
            buf_clear(&again);
            forward_encode(&back, &again);
            assert_int_equal(again.len, out.len);
            assert_memory_equal(again.data, out.data, out.len);
            taken++;
        } else
            refused++;
        out.data[at] ^= flip;
    }
    assert_true(refused > 100 && taken > 100);
    buf_release(&out);
    buf_release(&again);
    arena_release(&a);
}

TEST(a_count_that_promises_more_than_the_bytes_hold_takes_no_memory)
{
    /* format, language, article 1, two thousand million tokens, no title, no lead, five empty sections */
    static const char huge[] = "\1\1\1\xff\xff\xff\xff\7\0\0\0\0\0\0\0\0\0\0\0\0";
    arena a = {0};
    forward_record back;
    assert_int_equal(forward_decode(&a, (str){huge, sizeof huge - 1}, FORWARD_ALL, &back, NULL), QUOTH_CORRUPT);
    assert_true(arena_size(&a) < 100000);
    arena_release(&a);
}

/* ---------------------------------------------------------------- stores */

static char *new_archive(void)
{
    char *dir = strdup("/tmp/quoth-forward-XXXXXX");
    assert_non_null(mkdtemp(dir));
    return dir;
}

static void drop_archive(char *dir)
{
    folder_remove(dir, NULL);
    free(dir);
}

/* An article whose content follows from its number and `version`. */
static forward_record article_of(arena *a, uint32_t article, uint32_t version)
{
    uint64_t state = article * 1000003ull + version + 1;
    return random_record(&state, a, article);
}

static forward_slot columns_of(uint32_t article, uint32_t version)
{
    return (forward_slot){.published_day = (int32_t)(article * 3), .source = version, .words = article, .lang = 1};
}

/* Rising numbers that follow from the record's length. */
static forward_values values_of(arena *a, const forward_record *r)
{
    uint64_t state = r->token_count + 77ull * r->article + 1;
    uint32_t counts[2] = {below(&state, 6), below(&state, 40)}, *lists[2];
    for (int i = 0; i < 2; i++) {
        lists[i] = ARENA_ARRAY(a, uint32_t, counts[i] + 1);
        for (uint32_t j = 0, last = 0; j < counts[i]; j++)
            last = lists[i][j] = last + 1 + below(&state, j % 2 ? 3 : 1u << 24);
    }
    uint8_t *trades = ARENA_ARRAY(a, uint8_t, counts[0] + 1);
    for (uint32_t i = 0; i < counts[0]; i++)
        trades[i] = (uint8_t)(1 + (i + counts[1]) % 15);
    return (forward_values){lists[0], counts[0] && counts[1] % 2 ? trades : NULL, lists[1], counts[0], counts[1]};
}

static void put_articles(forward_writer *w, uint32_t from, uint32_t to, uint32_t version)
{
    arena a = {0};
    buf out = {0}, values = {0};
    for (uint32_t id = from; id < to; id++) {
        forward_record r = article_of(&a, id, version);
        forward_slot columns = columns_of(id, version);
        buf_clear(&out);
        forward_encode(&r, &out);
        forward_values lists = values_of(&a, &r);
        forward_values_encode(&lists, &values);
        assert_int_equal(forward_writer_append(w, id, &columns, buf_str(&out), buf_str(&values), NULL), QUOTH_OK);
        arena_reset(&a);
    }
    buf_release(&out);
    buf_release(&values);
    arena_release(&a);
}

static void write_commit(const char *dir, uint32_t from, uint32_t to, uint32_t version, uint64_t generation)
{
    forward_writer *w = NULL;
    assert_int_equal(forward_writer_open(dir, 0, &w, NULL), QUOTH_OK);
    put_articles(w, from, to, version);
    assert_int_equal(forward_writer_commit(w, generation, NULL), QUOTH_OK);
    forward_writer_close(&w);
}

static void assert_values(const forward_reader *r, arena *a, const forward_record *wanted)
{
    str bytes;
    forward_values got, made = values_of(a, wanted);
    assert_int_equal(forward_reader_values(r, a, wanted->article, &bytes, NULL), QUOTH_OK);
    assert_int_equal(forward_values_decode(a, bytes, &got, NULL), QUOTH_OK);
    assert_int_equal(got.speaker_count, made.speaker_count);
    assert_int_equal(got.place_count, made.place_count);
    assert_same_bytes(got.speakers, made.speakers, made.speaker_count * sizeof *made.speakers);
    assert_int_equal(got.trades != NULL, made.trades != NULL);
    if (made.trades)
        assert_same_bytes(got.trades, made.trades, made.speaker_count);
    assert_same_bytes(got.places, made.places, made.place_count * sizeof *made.places);
}

static void assert_articles(const forward_reader *r, uint32_t from, uint32_t to, uint32_t version)
{
    arena a = {0};
    for (uint32_t id = from; id < to; id++) {
        forward_record wanted = article_of(&a, id, version), got;
        const forward_slot *slot = forward_reader_slot(r, id);
        assert_non_null(slot);
        assert_int_equal(slot->source, version);
        assert_int_equal(slot->published_day, id * 3);
        assert_int_equal(forward_reader_get(r, &a, id, FORWARD_ALL, &got, NULL), QUOTH_OK);
        assert_same_record(&wanted, &got, FORWARD_ALL);
        assert_values(r, &a, &wanted);
        arena_reset(&a);
    }
    arena_release(&a);
}

static forward_reader *reader_of(const char *dir)
{
    forward_reader *r = NULL;
    quoth_error err = {0};
    if (forward_reader_open(dir, &r, &err) != QUOTH_OK)
        fail_msg("%s", err.message);
    return r;
}

TEST(what_was_committed_is_read_back)
{
    char *dir = new_archive();
    write_commit(dir, 1, 3000, 1, 5); /* more than one spool and one batch of slots */
    forward_reader *r = reader_of(dir);
    assert_int_equal(forward_reader_end(r), 3000);
    assert_int_equal(forward_reader_generation(r), 5);
    assert_null(forward_reader_slot(r, 0));
    assert_null(forward_reader_slot(r, 3000));
    assert_null(forward_reader_slot(r, UINT32_MAX));
    assert_articles(r, 1, 3000, 1);
    forward_reader_close(&r);
    drop_archive(dir);
}

TEST(an_archive_without_a_forward_index_is_an_empty_one)
{
    char *dir = new_archive();
    arena a = {0};
    forward_record rec;
    forward_reader *r = reader_of(dir);
    assert_int_equal(forward_reader_end(r), 0);
    assert_int_equal(forward_reader_get(r, &a, 1, FORWARD_WORDS, &rec, NULL), QUOTH_NOT_FOUND);
    write_commit(dir, 1, 4, 1, 1);
    assert_int_equal(forward_reader_end(r), 0);
    assert_int_equal(forward_reader_refresh(r, NULL), QUOTH_OK);
    assert_articles(r, 1, 4, 1);
    forward_reader_close(&r);
    arena_release(&a);
    drop_archive(dir);
}

TEST(what_is_not_committed_is_dropped)
{
    char *dir = new_archive();
    forward_writer *w = NULL;
    write_commit(dir, 1, 10, 1, 1);
    assert_int_equal(forward_writer_open(dir, 0, &w, NULL), QUOTH_OK);
    put_articles(w, 10, 4000, 1); /* enough to be written out */
    forward_writer_close(&w);
    forward_reader *r = reader_of(dir);
    assert_int_equal(forward_reader_end(r), 10);
    uint64_t before = forward_reader_bytes(r);
    write_commit(dir, 10, 11, 1, 2);
    assert_int_equal(forward_reader_refresh(r, NULL), QUOTH_OK);
    assert_true(forward_reader_bytes(r) < before + 20000);
    assert_articles(r, 1, 11, 1);
    forward_reader_close(&r);
    drop_archive(dir);
}

TEST(a_reader_keeps_its_view_until_it_refreshes)
{
    char *dir = new_archive();
    write_commit(dir, 1, 10, 1, 1);
    forward_reader *r = reader_of(dir);
    for (uint64_t generation = 2; generation < 20; generation++) {
        uint32_t end = forward_reader_end(r);
        write_commit(dir, end, end + 50, 1, generation);
        assert_int_equal(forward_reader_end(r), end);
        assert_articles(r, 1, end, 1);
        assert_int_equal(forward_reader_refresh(r, NULL), QUOTH_OK);
        assert_int_equal(forward_reader_end(r), end + 50);
    }
    assert_articles(r, 1, forward_reader_end(r), 1);
    forward_reader_close(&r);
    drop_archive(dir);
}

TEST(a_reader_knows_without_a_refresh_that_nothing_is_new_until_a_commit_begins)
{
    char *dir = new_archive();
    forward_writer *w = NULL;
    write_commit(dir, 1, 10, 1, 1);
    forward_reader *r = reader_of(dir);
    assert_true(forward_reader_is_current(r));
    assert_int_equal(forward_writer_open(dir, 1, &w, NULL), QUOTH_OK);
    assert_true(forward_reader_is_current(r));
    assert_int_equal(forward_writer_remove(w, 5, NULL), QUOTH_OK);
    assert_true(forward_reader_is_current(r));
    assert_int_equal(forward_writer_prepare(w, 2, NULL), QUOTH_OK);
    assert_false(forward_reader_is_current(r)); /* a slot may change from now on */
    assert_int_equal(forward_writer_commit(w, 2, NULL), QUOTH_OK);
    assert_false(forward_reader_is_current(r)); /* though no record is longer than before */
    assert_int_equal(forward_reader_refresh(r, NULL), QUOTH_OK);
    assert_true(forward_reader_is_current(r));
    forward_writer_close(&w);
    assert_int_equal(folder_remove(dir, NULL), QUOTH_OK);
    assert_false(forward_reader_is_current(r));
    write_commit(dir, 1, 10, 1, 2);
    assert_false(forward_reader_is_current(r)); /* another store, as a reindex makes one */
    forward_reader_close(&r);
    drop_archive(dir);
}

TEST(a_removed_article_is_gone_and_gaps_hold_nothing)
{
    char *dir = new_archive();
    forward_writer *w = NULL;
    write_commit(dir, 1, 10, 1, 1);
    assert_int_equal(forward_writer_open(dir, 0, &w, NULL), QUOTH_OK);
    assert_int_equal(forward_writer_remove(w, 4, NULL), QUOTH_OK);
    assert_int_equal(forward_writer_remove(w, 123456, NULL), QUOTH_OK);
    put_articles(w, 20, 21, 1);
    put_articles(w, 22, 23, 1);
    assert_int_equal(forward_writer_remove(w, 22, NULL), QUOTH_OK);
    assert_int_equal(forward_writer_commit(w, 2, NULL), QUOTH_OK);
    forward_writer_close(&w);
    forward_reader *r = reader_of(dir);
    assert_int_equal(forward_reader_end(r), 21);
    assert_null(forward_reader_slot(r, 4));
    for (uint32_t id = 10; id < 20; id++)
        assert_null(forward_reader_slot(r, id));
    assert_articles(r, 5, 10, 1);
    assert_articles(r, 20, 21, 1);
    forward_reader_close(&r);
    drop_archive(dir);
}

TEST(of_an_article_appended_twice_the_later_counts)
{
    char *dir = new_archive();
    forward_writer *w = NULL;
    assert_int_equal(forward_writer_open(dir, 0, &w, NULL), QUOTH_OK);
    put_articles(w, 1, 50, 1);
    put_articles(w, 1, 50, 2);
    assert_int_equal(forward_writer_commit(w, 1, NULL), QUOTH_OK);
    assert_int_equal(forward_writer_commit(w, 1, NULL), QUOTH_BAD_USAGE);
    put_articles(w, 7, 9, 3);
    assert_int_equal(forward_writer_commit(w, 2, NULL), QUOTH_OK);
    forward_writer_close(&w);
    forward_reader *r = reader_of(dir);
    assert_articles(r, 1, 7, 2);
    assert_articles(r, 7, 9, 3);
    assert_articles(r, 9, 50, 2);
    forward_reader_close(&r);
    drop_archive(dir);
}

TEST(a_store_made_anew_under_a_reader_is_found_at_refresh)
{
    char *dir = new_archive(), path[200];
    write_commit(dir, 1, 30, 1, 9);
    forward_reader *r = reader_of(dir);
    snprintf(path, sizeof path, "%s/forward", dir);
    assert_int_equal(folder_remove(path, NULL), QUOTH_OK);
    assert_articles(r, 1, 30, 1);
    write_commit(dir, 1, 5, 2, 1);
    assert_int_equal(forward_reader_refresh(r, NULL), QUOTH_OK);
    assert_int_equal(forward_reader_end(r), 5);
    assert_articles(r, 1, 5, 2);
    forward_reader_close(&r);
    drop_archive(dir);
}

/* ---------------------------------------------------------------- kills and damage */

#ifdef QUOTH_FAULTS
static void commit_killed_at(const char *dir, const char *point)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        setenv("QUOTH_FAULT", point, 1);
        write_commit(dir, 10, 30, 1, 2);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

TEST(a_commit_killed_between_its_steps_happened_or_did_not)
{
    static const struct {
        const char *point;
        uint64_t generation;
    } rows[] = {{"forward.records-synced", 1}, {"forward.slots-written", 1}, {"forward.committed", 2}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *dir = new_archive();
        write_commit(dir, 1, 10, 1, 1);
        forward_reader *r = reader_of(dir);
        commit_killed_at(dir, rows[i].point);
        assert_articles(r, 1, 10, 1);
        assert_int_equal(forward_reader_refresh(r, NULL), QUOTH_OK);
        assert_int_equal(forward_reader_generation(r), rows[i].generation);
        assert_articles(r, 1, forward_reader_end(r), 1);
        write_commit(dir, 10, 40, 1, 3);
        assert_articles(r, 1, forward_reader_end(r), 1);
        assert_int_equal(forward_reader_refresh(r, NULL), QUOTH_OK);
        assert_int_equal(forward_reader_end(r), 40);
        assert_articles(r, 1, 40, 1);
        forward_reader_close(&r);
        drop_archive(dir);
    }
}
#endif

/* Prepared for generation 2, and never committed. */
static void write_promise(const char *dir)
{
    forward_writer *w = NULL;
    assert_int_equal(forward_writer_open(dir, 0, &w, NULL), QUOTH_OK);
    put_articles(w, 10, 30, 1);
    assert_int_equal(forward_writer_remove(w, 4, NULL), QUOTH_OK);
    assert_int_equal(forward_writer_prepare(w, 2, NULL), QUOTH_OK);
    forward_writer_close(&w);
}

TEST(a_promise_is_kept_when_the_catalogue_has_committed_it_and_else_forgotten)
{
    for (uint64_t committed = 1; committed <= 2; committed++) {
        char *dir = new_archive();
        forward_writer *w = NULL;
        write_commit(dir, 1, 10, 1, 1);
        write_promise(dir);
        assert_int_equal(forward_writer_open(dir, committed, &w, NULL), QUOTH_OK);
        assert_int_equal(forward_writer_generation(w), committed);
        assert_int_equal(forward_writer_has(w, 4), committed == 1);
        assert_int_equal(forward_writer_has(w, 29), committed == 2);
        forward_writer_close(&w);
        forward_reader *r = reader_of(dir);
        assert_articles(r, 5, committed == 2 ? 30 : 10, 1);
        forward_reader_close(&r);
        assert_int_equal(forward_writer_open(dir, committed, &w, NULL), QUOTH_OK); /* once is enough */
        forward_writer_close(&w);
        drop_archive(dir);
    }
}

TEST(a_reader_finds_a_promised_record_before_its_slot_is_written)
{
    arena a = {0};
    char *dir = new_archive();
    str bytes;
    forward_record got;
    write_commit(dir, 1, 10, 1, 1);
    write_promise(dir);
    forward_reader *r = reader_of(dir);
    assert_null(forward_reader_slot(r, 20));
    assert_int_equal(forward_reader_promised(r, &a, 20, 2, &bytes, NULL), QUOTH_OK);
    assert_int_equal(forward_decode(&a, bytes, FORWARD_WORDS, &got, NULL), QUOTH_OK);
    assert_int_equal(got.article, 20);
    assert_int_equal(forward_reader_promised(r, &a, 20, 1, &bytes, NULL), QUOTH_NOT_FOUND);
    assert_int_equal(forward_reader_promised(r, &a, 20, 3, &bytes, NULL), QUOTH_NOT_FOUND);
    assert_int_equal(forward_reader_promised(r, &a, 4, 2, &bytes, NULL), QUOTH_NOT_FOUND);
    forward_reader_close(&r);
    drop_archive(dir);
    arena_release(&a);
}

TEST(records_older_than_the_catalogue_are_refused_and_not_touched)
{
    char *dir = new_archive(), path[200];
    forward_writer *w = NULL;
    quoth_error err = {0};
    write_commit(dir, 1, 10, 1, 1);
    write_promise(dir);
    assert_int_equal(forward_writer_open(dir, 3, &w, &err), QUOTH_CORRUPT);
    assert_true(err.hint[0] != '\0');
    assert_int_equal(forward_writer_open(dir, 2, &w, NULL), QUOTH_OK);
    forward_writer_close(&w);
    snprintf(path, sizeof path, "%s/forward", dir);
    assert_int_equal(folder_remove(path, NULL), QUOTH_OK);
    assert_int_equal(forward_writer_open(dir, 2, &w, &err), QUOTH_CORRUPT);
    assert_false(file_exists(path));
    drop_archive(dir);
}

static void patch(const char *dir, const char *name, off_t at, const void *data, size_t len)
{
    char path[300];
    snprintf(path, sizeof path, "%s/forward/%s", dir, name);
    int fd = open(path, O_RDWR);
    assert_true(fd >= 0 && pwrite(fd, data, len, at) == (ssize_t)len);
    close(fd);
}

static off_t bytes_of(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_size;
}

static void cut(const char *dir, const char *name, off_t len)
{
    char path[300];
    snprintf(path, sizeof path, "%s/forward/%s", dir, name);
    assert_int_equal(truncate(path, len), 0);
}

static void assert_open_fails(const char *dir, quoth_status wanted)
{
    forward_reader *r = NULL;
    forward_writer *w = NULL;
    quoth_error err = {0};
    assert_int_equal(forward_reader_open(dir, &r, &err), wanted);
    assert_true(err.message[0] != '\0');
    assert_null(r);
    assert_int_equal(forward_writer_open(dir, 0, &w, NULL), wanted);
    assert_null(w);
}

TEST(a_damaged_promise_is_none)
{
    for (off_t at = 10; at < 1000; at += 90) {
        char *dir = new_archive(), path[200];
        forward_writer *w = NULL;
        write_commit(dir, 1, 10, 1, 1);
        write_promise(dir);
        snprintf(path, sizeof path, "%s/forward/records", dir);
        patch(dir, "records", bytes_of(path) - at - 1, "\xA5", 1);
        assert_int_equal(forward_writer_open(dir, 2, &w, NULL), QUOTH_CORRUPT);
        forward_writer_close(&w);
        drop_archive(dir);
    }
}

TEST(a_torn_header_leaves_the_commit_before_it)
{
    char *dir = new_archive();
    write_commit(dir, 1, 10, 1, 1);  /* copy 1 */
    write_commit(dir, 10, 20, 1, 2); /* copy 0 */
    patch(dir, "slots", 16, "XXXX", 4);
    forward_reader *r = reader_of(dir);
    assert_int_equal(forward_reader_generation(r), 1);
    assert_articles(r, 1, 10, 1);
    forward_reader_close(&r);
    patch(dir, "slots", 512 + 16, "XXXX", 4);
    assert_open_fails(dir, QUOTH_CORRUPT);
    drop_archive(dir);
}

TEST(files_cut_off_or_missing_are_reported_and_never_touched)
{
    static const struct {
        const char *name;
        off_t len;
    } rows[] = {{"slots", 4096 + 48 * 9 - 1},
                {"slots", 600},
                {"slots", 0},
                {"records", 100},
                {"records", 0},
                {"values", 17},
                {"values", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *dir = new_archive();
        write_commit(dir, 1, 10, 1, 1);
        cut(dir, rows[i].name, rows[i].len);
        assert_open_fails(dir, QUOTH_CORRUPT);
        drop_archive(dir);
    }
    char *dir = new_archive(), path[300];
    write_commit(dir, 1, 10, 1, 1);
    snprintf(path, sizeof path, "%s/forward/records", dir);
    assert_int_equal(unlink(path), 0);
    assert_open_fails(dir, QUOTH_CORRUPT);
    drop_archive(dir);
}

TEST(a_store_of_a_newer_quoth_is_refused_as_unsupported)
{
    char *dir = new_archive();
    uint32_t version = 99;
    write_commit(dir, 1, 10, 1, 1);
    patch(dir, "slots", 8, &version, 4);
    patch(dir, "slots", 512 + 8, &version, 4);
    assert_open_fails(dir, QUOTH_UNSUPPORTED);
    drop_archive(dir);
}

TEST(values_that_were_never_written_are_corrupt)
{
    static const struct {
        const char *bytes;
        size_t len;
        quoth_status wanted;
    } rows[] = {
        {"", 0, QUOTH_OK},
        {"\x00\x05", 2, QUOTH_OK},                          /* one place */
        {"\x02\x05", 2, QUOTH_OK},                          /* one speaker */
        {"\x03\x05\x08", 3, QUOTH_OK},                      /* of a trade */
        {"\x05\x05\x05\x81", 4, QUOTH_OK},                  /* two, and two trades */
        {"\x03\x05\x00", 3, QUOTH_CORRUPT},                 /* no trade is told */
        {"\x03\x05\x18", 3, QUOTH_CORRUPT},                 /* a trade of nobody */
        {"\x03\x05", 2, QUOTH_CORRUPT},                     /* trades cut off */
        {"\x01\x05", 2, QUOTH_CORRUPT},                     /* trades of nobody */
        {"\x02\x05\x05\x01", 4, QUOTH_OK},                  /* and two places */
        {"\x00", 1, QUOTH_CORRUPT},                         /* none at all is written as nothing */
        {"\x04\x05", 2, QUOTH_CORRUPT},                     /* fewer speakers than promised */
        {"\xff\xff\xff\xff\x0f\x01", 6, QUOTH_CORRUPT},     /* many more */
        {"\x02\x00", 2, QUOTH_CORRUPT},                     /* speaker 0 */
        {"\x00\x05\x00", 3, QUOTH_CORRUPT},                 /* a place twice */
        {"\x00\x85\x00", 3, QUOTH_CORRUPT},                 /* not the shortest form */
        {"\x00\x85", 2, QUOTH_CORRUPT},                     /* cut off */
        {"\x00\xff\xff\xff\xff\x1f", 6, QUOTH_CORRUPT},     /* above 32 bits */
        {"\x00\xff\xff\xff\xff\x0f\x01", 7, QUOTH_CORRUPT}, /* together */
    };
    arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        forward_values values;
        assert_int_equal(forward_values_decode(&a, (str){rows[i].bytes, rows[i].len}, &values, NULL), rows[i].wanted);
    }
    arena_release(&a);
}

TEST(a_slot_that_points_outside_or_to_another_article_is_corrupt)
{
    char *dir = new_archive();
    arena a = {0};
    forward_record rec;
    forward_slot forged[] = {{.offset = 1, .length = 10},
                             {.offset = 1ull << 40, .length = 10},
                             {.offset = UINT64_MAX, .length = UINT32_MAX},
                             {.offset = 16, .length = UINT32_MAX},
                             {.offset = 16, .length = 0}};
    write_commit(dir, 1, 10, 1, 1);
    forward_reader *r = reader_of(dir);
    for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
        patch(dir, "slots", 4096 + 48 * 5, &forged[i], sizeof forged[i]);
        assert_int_equal(forward_reader_get(r, &a, 5, FORWARD_ALL, &rec, NULL), QUOTH_CORRUPT);
    }
    forward_slot other = *forward_reader_slot(r, 6);
    patch(dir, "slots", 4096 + 48 * 5, &other, sizeof other);
    assert_int_equal(forward_reader_get(r, &a, 5, FORWARD_ALL, &rec, NULL), QUOTH_CORRUPT);
    forward_reader_close(&r);
    arena_release(&a);
    drop_archive(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_record_comes_back_as_it_was_put_in),
        RUN(sections_not_asked_for_stay_empty_and_do_not_disturb_the_others),
        RUN(cases_left_out_read_as_lower_case),
        RUN(of_the_cases_only_capitals_are_kept),
        RUN(a_record_cut_off_anywhere_is_corrupt),
        RUN(what_still_decodes_after_a_bit_flipped_encodes_to_the_same_bytes),
        RUN(a_count_that_promises_more_than_the_bytes_hold_takes_no_memory),
        RUN(what_was_committed_is_read_back),
        RUN(an_archive_without_a_forward_index_is_an_empty_one),
        RUN(what_is_not_committed_is_dropped),
        RUN(a_reader_keeps_its_view_until_it_refreshes),
        RUN(a_reader_knows_without_a_refresh_that_nothing_is_new_until_a_commit_begins),
        RUN(a_removed_article_is_gone_and_gaps_hold_nothing),
        RUN(of_an_article_appended_twice_the_later_counts),
        RUN(a_store_made_anew_under_a_reader_is_found_at_refresh),
#ifdef QUOTH_FAULTS
        RUN(a_commit_killed_between_its_steps_happened_or_did_not),
#endif
        RUN(a_promise_is_kept_when_the_catalogue_has_committed_it_and_else_forgotten),
        RUN(a_reader_finds_a_promised_record_before_its_slot_is_written),
        RUN(records_older_than_the_catalogue_are_refused_and_not_touched),
        RUN(a_damaged_promise_is_none),
        RUN(a_torn_header_leaves_the_commit_before_it),
        RUN(files_cut_off_or_missing_are_reported_and_never_touched),
        RUN(a_store_of_a_newer_quoth_is_refused_as_unsupported),
        RUN(values_that_were_never_written_are_corrupt),
        RUN(a_slot_that_points_outside_or_to_another_article_is_corrupt),
    };
    return test_run(tests);
}
