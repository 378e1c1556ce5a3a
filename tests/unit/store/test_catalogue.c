/* test_catalogue.c - the system of record keeps what it is given */
#include "unit/folder.h"

#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "names/person_name.h"
#include "store/archive.h"
#include "store/catalogue/catalogue.h"
#include "store/catalogue/sql.h"

#define OK(call) assert_int_equal((call), QUOTH_OK)

static catalogue *fresh(void)
{
    catalogue *c = NULL;
    quoth_error err;
    if (catalogue_open(folder, OPEN_CREATE, &c, &err) != QUOTH_OK)
        fail_msg("%s", err.message);
    return c;
}

static catalogue_article an_article(uint32_t id)
{
    return (catalogue_article){.id = id,
                               .external_id = STR("ext"),
                               .locator = STR("dump.jsonl#ext"),
                               .title = STR("A title"),
                               .url = STR("https://example.org/1"),
                               .author = STR("Jane Doe"),
                               .source = STR("The Daily Planet"),
                               .published = STR("2023-11-08"),
                               .published_day = 19669,
                               .lang = LANGUAGE_ENGLISH,
                               .content_hash = 0xFEDCBA9876543210u,
                               .words = 12,
                               .body_bytes = 70,
                               .quotations = 2,
                               .packed = STR("packed\0bytes")};
}

TEST(an_article_comes_back_with_all_its_columns)
{
    arena a = {0};
    catalogue *c = fresh();
    catalogue_article row = an_article(1), got;
    OK(catalogue_begin(c, NULL));
    OK(catalogue_put_article(c, &row, NULL));
    OK(catalogue_commit(c, NULL));
    OK(catalogue_get_article(c, &a, 1, &got, NULL));
    assert_true(str_equal(got.external_id, row.external_id) && str_equal(got.locator, row.locator));
    assert_true(str_equal(got.title, row.title) && str_equal(got.url, row.url) && str_equal(got.author, row.author));
    assert_true(str_equal(got.source, row.source) && str_equal(got.published, row.published));
    assert_true(str_equal(got.packed, row.packed));
    assert_true(got.content_hash == row.content_hash && got.published_day == row.published_day && got.lang == row.lang);
    assert_true(got.words == row.words && got.body_bytes == row.body_bytes && got.quotations == row.quotations && got.file == 0);
    catalogue_totals totals;
    OK(catalogue_totals_get(c, &totals, NULL));
    assert_true(totals.articles == 1 && totals.words == 12 && totals.quotations == 2 && totals.first_published == 19669);
    assert_int_equal(catalogue_get_article(c, &a, 2, &got, NULL), QUOTH_NOT_FOUND);
    catalogue_close(&c);
    arena_release(&a);
}

TEST(unknown_days_and_sources_stay_unknown)
{
    arena a = {0};
    catalogue *c = fresh();
    catalogue_article row = {.id = 7, .published_day = NO_DAY}, got;
    OK(catalogue_begin(c, NULL));
    OK(catalogue_put_article(c, &row, NULL));
    OK(catalogue_commit(c, NULL));
    OK(catalogue_get_article(c, &a, 7, &got, NULL));
    assert_int_equal(got.published_day, NO_DAY);
    assert_int_equal(got.source.len, 0);
    catalogue_close(&c);
    arena_release(&a);
}

typedef struct seen_authors {
    uint32_t bylines[8], authors[8];
    size_t count;
} seen_authors;

static bool see_author(void *context, uint32_t byline, uint32_t author)
{
    seen_authors *seen = context;
    seen->bylines[seen->count] = byline;
    seen->authors[seen->count] = author;
    return ++seen->count < 8;
}

TEST(bylines_of_the_same_authors_have_one_number_and_authors_their_first_spelling)
{
    arena a = {0};
    catalogue *c = fresh();
    uint32_t jane, shouted, both, nobody, unknown;
    seen_authors seen = {.count = 0};
    str name;
    OK(catalogue_begin(c, NULL));
    OK(catalogue_byline_number(c, STR("Jane Doé "), &jane, NULL));
    OK(catalogue_byline_number(c, STR("By JANE DOE"), &shouted, NULL));
    OK(catalogue_byline_number(c, STR("Joan Roe and Jane Doe"), &both, NULL));
    OK(catalogue_byline_number(c, STR(" "), &nobody, NULL));
    OK(catalogue_commit(c, NULL));
    assert_true(jane > 0 && jane == shouted && both > 0 && both != jane && nobody == 0);
    OK(catalogue_each_byline_author(c, see_author, &seen, NULL));
    assert_int_equal(seen.count, 3);
    assert_true(seen.bylines[0] == jane && seen.bylines[1] == both && seen.bylines[2] == both);
    assert_true(seen.authors[0] == seen.authors[1] && seen.authors[2] != seen.authors[0]);
    OK(catalogue_author_name(c, &a, seen.authors[0], &name, NULL));
    assert_true(str_equal(name, STR("Jane Doé")));
    OK(catalogue_author_name(c, &a, seen.authors[2], &name, NULL));
    assert_true(str_equal(name, STR("Joan Roe")));
    assert_int_equal(catalogue_byline_number(c, STR("Jim Doe"), &unknown, NULL), QUOTH_NOT_FOUND);
    assert_int_equal(catalogue_author_name(c, &a, 99, &name, NULL), QUOTH_NOT_FOUND);
    catalogue_close(&c);
    arena_release(&a);
}

TEST(the_checksum_of_an_article_sees_every_byte_that_no_other_store_repeats)
{
    const str body = STR("Rain fell, they said."), tags = STR("\x01tags");
    catalogue_article row = an_article(1), changed = row;
    uint32_t sum = catalogue_article_checksum(&row, body, tags);
    str *const columns[] = {&changed.external_id, &changed.title,     &changed.url,   &changed.author,
                            &changed.source,      &changed.published, &changed.fields};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        str before = *columns[i];
        *columns[i] = STR("another");
        assert_true(catalogue_article_checksum(&changed, body, tags) != sum);
        *columns[i] = before;
    }
    assert_true(catalogue_article_checksum(&row, STR("Rain fell; they said."), tags) != sum);
    assert_true(catalogue_article_checksum(&row, body, STR("\x01tagt")) != sum);
    assert_true(catalogue_article_checksum(&row, STR("Rain fell, they said.\x01"), STR("tags")) != sum);
    changed.locator = STR("moved/dump.jsonl#ext");
    assert_true(catalogue_article_checksum(&changed, body, tags) == sum);
}

TEST(ids_are_never_given_twice)
{
    catalogue *c = fresh();
    uint32_t last;
    catalogue_article row = an_article(9);
    OK(catalogue_begin(c, NULL));
    OK(catalogue_put_article(c, &row, NULL));
    OK(catalogue_commit(c, NULL));
    OK(catalogue_begin(c, NULL));
    OK(catalogue_remove_article(c, 9, NULL));
    OK(catalogue_commit(c, NULL));
    catalogue_close(&c);
    OK(catalogue_open(folder, OPEN_WRITE, &c, NULL));
    OK(catalogue_last_id(c, &last, NULL));
    assert_int_equal(last, 9);
    assert_int_equal(catalogue_next_id(c, 1, &last, NULL), QUOTH_NOT_FOUND);
    catalogue_close(&c);
}

TEST(a_rollback_leaves_nothing)
{
    catalogue *c = fresh();
    uint32_t id;
    uint64_t generation;
    catalogue_article row = an_article(1);
    OK(catalogue_begin(c, NULL));
    OK(catalogue_put_article(c, &row, NULL));
    catalogue_rollback(c);
    assert_int_equal(catalogue_next_id(c, 1, &id, NULL), QUOTH_NOT_FOUND);
    OK(catalogue_last_id(c, &id, NULL));
    OK(catalogue_generation(c, &generation, NULL));
    assert_true(id == 0 && generation == 0);
    catalogue_close(&c);
}

TEST(a_reader_keeps_its_snapshot)
{
    catalogue *c = fresh(), *reader = NULL;
    catalogue_article row = an_article(1);
    uint64_t generation, count;
    OK(catalogue_open(folder, OPEN_READ, &reader, NULL));
    OK(catalogue_snapshot_begin(reader, NULL));
    OK(catalogue_begin(c, NULL));
    OK(catalogue_put_article(c, &row, NULL));
    OK(catalogue_commit(c, NULL));
    OK(catalogue_generation(reader, &generation, NULL));
    OK(catalogue_article_count(reader, &count, NULL));
    assert_true(generation == 0 && count == 0);
    catalogue_snapshot_end(reader);
    OK(catalogue_generation(reader, &generation, NULL));
    OK(catalogue_article_count(reader, &count, NULL));
    assert_true(generation == 1 && count == 1);
    catalogue_close(&reader);
    catalogue_close(&c);
}

/* The last connection to close takes the whole file for a moment. Times that it could not be opened. */
static void *open_and_close_often(void *count)
{
    for (int i = 0; i < 300; i++) {
        catalogue *c = NULL;
        *(int *)count += catalogue_open(folder, OPEN_READ, &c, NULL) != QUOTH_OK;
        catalogue_close(&c);
    }
    return NULL;
}

TEST(readers_and_writers_open_it_while_others_close_it)
{
    catalogue *c = fresh();
    catalogue_close(&c);
    int failed[2] = {0};
    pthread_t threads[2];
    for (int t = 0; t < 2; t++)
        assert_int_equal(pthread_create(&threads[t], NULL, open_and_close_often, &failed[t]), 0);
    for (uint32_t i = 1; i <= 30; i++) {
        OK(catalogue_open(folder, OPEN_WRITE, &c, NULL));
        OK(catalogue_begin(c, NULL));
        OK(catalogue_commit(c, NULL));
        catalogue_close(&c);
    }
    for (int t = 0; t < 2; t++)
        assert_int_equal(pthread_join(threads[t], NULL), 0);
    assert_int_equal(failed[0] + failed[1], 0);
}

TEST(a_folder_that_may_only_be_read_is_enough_to_read)
{
    enum { NOBODY = 65534 };
    uint64_t articles;
    catalogue *c = fresh();
    catalogue_close(&c);
    assert_int_equal(chmod(folder, 0555), 0);
    if (geteuid() == 0) /* whom nothing forbids to write */
        assert_int_equal(seteuid(NOBODY), 0);
    quoth_status opened = catalogue_open(folder, OPEN_READ, &c, NULL);
    quoth_status counted = opened == QUOTH_OK ? catalogue_article_count(c, &articles, NULL) : opened;
    catalogue_close(&c);
    if (getuid() == 0)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(chmod(folder, 0755), 0);
    OK(opened);
    OK(counted);
}

TEST(two_transactions_at_once_are_refused)
{
    catalogue *c = fresh(), *other = NULL;
    OK(catalogue_open(folder, OPEN_WRITE, &other, NULL));
    OK(catalogue_begin(c, NULL));
    assert_int_equal(catalogue_begin(other, NULL), QUOTH_BUSY);
    catalogue_close(&other);
    catalogue_close(&c);
}

TEST(words_share_a_stem_in_their_language_only)
{
    arena a = {0};
    catalogue *c = fresh();
    const char *forms[] = {"run", "runs", "running", "runs-de"};
    new_stem met[4];
    uint32_t *numbers, number;
    size_t count;
    OK(catalogue_begin(c, NULL));
    for (uint32_t i = 0; i < 4; i++)
        OK(catalogue_put_word(c, i, str_from(forms[i]), NULL));
    for (uint32_t i = 0; i < 4; i++)
        met[i] = (new_stem){.word = i, .lang = i < 3 ? 1 : 2, .form = str_from(forms[i]), .stem = STR("run")};
    OK(catalogue_put_stems(c, met, 4, NULL));
    OK(catalogue_commit(c, NULL));
    OK(catalogue_words_of_stem(c, &a, 1, STR("run"), &numbers, &count, NULL));
    assert_int_equal(count, 3);
    OK(catalogue_words_of_stem(c, &a, 2, STR("run"), &numbers, &count, NULL));
    assert_true(count == 1 && numbers[0] == 3);
    OK(catalogue_word_number(c, STR("running"), &number, NULL));
    assert_int_equal(number, 2);
    word_stem *stems;
    OK(catalogue_stems_of_word(c, &a, 0, &stems, &count, NULL));
    assert_true(count == 1 && str_equal(stems[0].stem, STR("run")));
    assert_int_equal(catalogue_word_number(c, STR("ran"), &number, NULL), QUOTH_NOT_FOUND);
    catalogue_close(&c);
    arena_release(&a);
}

TEST(a_word_has_its_stems_whatever_the_order_they_came_in)
{
    enum { WORDS = 3 * WORD_BLOCK };
    arena a = {0};
    catalogue *c = fresh();
    bool is_met;
    OK(catalogue_begin(c, NULL));
    for (uint32_t i = 0; i < WORDS; i++)
        OK(catalogue_put_word(c, i, arena_printf(&a, "word%u", i), NULL));
    for (uint32_t i = WORDS; i-- > 0;) { /* the even ones lose their number, every third is met in another language later */
        new_stem n = {i, 1, arena_printf(&a, "word%u", i), i % 2 ? arena_printf(&a, "word%u", i) : STR("word")};
        OK(catalogue_put_stems(c, &n, 1, NULL));
    }
    for (uint32_t i = 0; i < WORDS; i += 3) {
        new_stem n = {i, 2, arena_printf(&a, "word%u", i), i % 2 ? STR("other") : STR("")};
        OK(catalogue_put_stems(c, &n, 1, NULL));
    }
    OK(catalogue_commit(c, NULL));
    for (uint32_t i = 0; i < WORDS; i++) {
        word_stem *stems;
        size_t count;
        OK(catalogue_stems_of_word(c, &a, i, &stems, &count, NULL));
        assert_int_equal(count, i % 3 ? 1 : 2);
        assert_true(str_equal(stems[0].stem, i % 2 ? arena_printf(&a, "word%u", i) : STR("word")));
        assert_true(i % 3 || (stems[1].lang == 2 && str_equal(stems[1].stem, i % 2 ? STR("other") : STR(""))));
        OK(catalogue_has_stem(c, 2, i, &is_met, NULL));
        assert_int_equal(is_met, i % 3 == 0);
    }
    uint32_t *numbers;
    size_t count;
    OK(catalogue_words_of_stem(c, &a, 1, STR("word"), &numbers, &count, NULL));
    assert_int_equal(count, WORDS / 2);
    OK(catalogue_words_of_stem(c, &a, 1, STR("word7"), &numbers, &count, NULL));
    assert_true(count == 1 && numbers[0] == 7);
    OK(catalogue_words_of_stem(c, &a, 2, STR("word7"), &numbers, &count, NULL)); /* met in the other language only */
    assert_int_equal(count, 0);
    catalogue_close(&c);
    arena_release(&a);
}

TEST(damaged_stems_are_told)
{
    arena a = {0};
    catalogue *c = fresh();
    new_stem n = {0, 1, STR("running"), STR("run")};
    word_stem *stems;
    size_t count;
    OK(catalogue_begin(c, NULL));
    OK(catalogue_put_word(c, 0, n.form, NULL));
    OK(catalogue_put_stems(c, &n, 1, NULL));
    OK(sql_run(c->db, "UPDATE stem_blocks SET stems=x'0509'", NULL)); /* nine bytes follow, it says */
    assert_int_equal(catalogue_stems_of_word(c, &a, 0, &stems, &count, NULL), QUOTH_CORRUPT);
    catalogue_close(&c);
    arena_release(&a);
}

TEST(words_are_found_by_their_numbers_whatever_the_commits)
{
    arena a = {0};
    catalogue *c = fresh();
    uint64_t count;
    str form;
    uint32_t next = 0;
    static const uint32_t until[] = {3, 256, 257, 257, 1000, 1024};
    for (size_t commit = 0; commit < sizeof until / sizeof *until; commit++) {
        OK(catalogue_begin(c, NULL));
        for (; next < until[commit]; next++)
            OK(catalogue_put_word(c, next, arena_printf(&a, "word%u", next), NULL));
        if (commit == 2) { /* what is rolled back was never there */
            OK(catalogue_put_word(c, next, STR("never"), NULL));
            catalogue_rollback(c);
            next = 256;
        } else
            OK(catalogue_commit(c, NULL));
        OK(catalogue_word_count(c, &count, NULL));
        assert_int_equal(count, next);
    }
    for (uint32_t i = 0; i < next; i++) {
        OK(catalogue_word_form(c, &a, i, &form, NULL));
        assert_true(str_equal(form, arena_printf(&a, "word%u", i)));
    }
    assert_int_equal(catalogue_word_form(c, &a, next, &form, NULL), QUOTH_NOT_FOUND);
    OK(catalogue_begin(c, NULL));
    assert_int_equal(catalogue_put_word(c, next + 1, STR("gap"), NULL), QUOTH_CORRUPT);
    catalogue_close(&c);
    arena_release(&a);
}

static bool count_words(void *context, str form, uint32_t number)
{
    (void)number;
    assert_true(form.len > 0);
    ++*(int *)context;
    return *(int *)context < 100;
}

TEST(a_prefix_walks_its_words_in_order)
{
    catalogue *c = fresh();
    const char *forms[] = {"minister", "mini", "ministry", "mint", "minist\xC3\xA9rio"};
    int count = 0, all = 0;
    OK(catalogue_begin(c, NULL));
    for (uint32_t i = 0; i < 5; i++)
        OK(catalogue_put_word(c, i, str_from(forms[i]), NULL));
    OK(catalogue_commit(c, NULL));
    OK(catalogue_each_word(c, STR("minist"), count_words, &count, NULL));
    OK(catalogue_each_word(c, STR(""), count_words, &all, NULL));
    assert_true(count == 3 && all == 5);
    catalogue_close(&c);
}

TEST(speakers_are_found_by_how_their_surname_sounds)
{
    arena a = {0};
    catalogue *c = fresh();
    uint32_t *numbers;
    size_t count;
    OK(catalogue_begin(c, NULL));
    OK(catalogue_put_speaker(c, 1, STR("Tariq Qasimi"), NULL));
    OK(catalogue_put_speaker(c, 2, STR("Gov. Tarek Kassimi"), NULL));
    OK(catalogue_put_speaker(c, 3, STR("Tarek Holt"), NULL));
    OK(catalogue_speakers_sounding(c, &a, name_sound(&a, STR("qasimi")), &numbers, &count, NULL));
    assert_int_equal(count, 2);
    OK(catalogue_speakers_sounding(c, &a, STR("kas"), &numbers, &count, NULL));
    assert_int_equal(count, 0);
    catalogue_close(&c);
    arena_release(&a);
}

static bool write_nickname(void *context, uint32_t number, str nickname)
{
    buf_printf(context, "%u %.*s;", number, STR_ARG(nickname));
    return true;
}

TEST(nicknames_within_names_are_listed)
{
    buf list = {0};
    catalogue *c = fresh();
    OK(catalogue_begin(c, NULL));
    OK(catalogue_put_speaker(c, 1, STR("Rita \"Tata\" Balmori"), NULL));
    OK(catalogue_put_speaker(c, 2, STR("Fergus Harrihan"), NULL));
    OK(catalogue_put_speaker(c, 3, STR("Fergus \"Bobo\" Harrihan"), NULL));
    OK(catalogue_put_speaker(c, 4, STR("Ines \"Tata\" Quiroga"), NULL));
    OK(catalogue_commit(c, NULL));
    OK(catalogue_each_nickname(c, write_nickname, &list, NULL));
    assert_true(str_equal(buf_str(&list), STR("3 bobo;1 tata;4 tata;")));
    buf_release(&list);
    catalogue_close(&c);
}

TEST(speakers_are_found_by_any_words_of_their_name)
{
    arena a = {0};
    catalogue *c = fresh();
    uint32_t *numbers;
    size_t count;
    OK(catalogue_begin(c, NULL));
    OK(catalogue_put_speaker(c, 1, STR("Jane Mc-Doe"), NULL));
    OK(catalogue_put_speaker(c, 2, STR("John Doe"), NULL));
    OK(catalogue_commit(c, NULL));
    OK(catalogue_speakers_with(c, &a, (str[]){STR("doe")}, 1, &numbers, &count, NULL));
    assert_int_equal(count, 2);
    OK(catalogue_speakers_with(c, &a, (str[]){STR("doe"), STR("jane")}, 2, &numbers, &count, NULL));
    assert_true(count == 1 && numbers[0] == 1);
    OK(catalogue_speakers_with(c, &a, (str[]){STR("mc-doe")}, 1, &numbers, &count, NULL));
    assert_int_equal(count, 1);
    OK(catalogue_speakers_with(c, &a, (str[]){STR("smith")}, 1, &numbers, &count, NULL));
    assert_int_equal(count, 0);
    catalogue_close(&c);
    arena_release(&a);
}

TEST(files_keep_their_articles)
{
    arena a = {0};
    catalogue *c = fresh();
    catalogue_file f = {.path = STR("a/b.jsonl"), .size = 10, .mtime_ns = -5, .complete = true}, got;
    catalogue_article row = an_article(1);
    file_article *articles;
    size_t count;
    OK(catalogue_begin(c, NULL));
    OK(catalogue_put_file(c, &f, NULL));
    row.file = f.row;
    OK(catalogue_put_article(c, &row, NULL));
    int64_t first_row = f.row;
    f.size = 11;
    OK(catalogue_put_file(c, &f, NULL));
    assert_int_equal(f.row, first_row);
    OK(catalogue_commit(c, NULL));
    OK(catalogue_get_file(c, &a, STR("a/b.jsonl"), &got, NULL));
    assert_true(got.size == 11 && got.mtime_ns == -5 && got.complete && got.row == first_row);
    OK(catalogue_articles_of_file(c, &a, first_row, &articles, &count, NULL));
    assert_true(count == 1 && articles[0].id == 1 && articles[0].content_hash == row.content_hash);
    assert_int_equal(catalogue_remove_file(c, first_row, NULL), QUOTH_CORRUPT); /* its article still points to it */
    catalogue_close(&c);
    arena_release(&a);
}

TEST(packed_texts_come_back_and_damaged_ones_are_refused)
{
    arena a = {0};
    buf out = {0};
    packer *p = packer_new();
    packed_text in = {7000000001u % UINT32_MAX, true, STR("Some text, some more text, and some text again."), STR("\1\2\3")},
                back;
    OK(catalogue_pack(p, &in, &out, NULL));
    OK(catalogue_unpack(p, &a, buf_str(&out), &back, NULL));
    assert_true(str_equal(in.rest, back.rest) && str_equal(in.encoded_tags, back.encoded_tags));
    assert_true(back.hash == in.hash && back.is_as_it_is);
    for (size_t len = 0; len < out.len; len++)
        assert_int_equal(catalogue_unpack(p, &a, str_slice(buf_str(&out), 0, len), &back, NULL), QUOTH_CORRUPT);
    packer_free(&p);
    buf_release(&out);
    arena_release(&a);
}

/* `count` articles of some 12 KB; each says the same things in another order. */
static void put_alike(catalogue *c, packer *p, uint32_t first, uint32_t count)
{
    static const char *const phrases[] = {"the committee will meet again in spring",  "the harbour was closed for repairs",
                                          "according to a spokesman of the ministry", "prices rose by four per cent",
                                          "the mayor thanked the volunteers",         "no one was hurt in the accident"};
    arena a = {0};
    buf text = {0}, packed = {0};
    for (uint32_t id = first; id < first + count; id++) {
        buf_clear(&text);
        for (uint32_t i = 0; i < 300; i++)
            buf_printf(&text, "%s, %u. ", phrases[(id * 7919 + i * i * 31) % 6], id * 13 + i % 17);
        packed_text in = {body_hash(buf_str(&text)), true, buf_str(&text), STR("\1")};
        OK(catalogue_pack(p, &in, &packed, NULL));
        catalogue_article row = {.id = id, .published_day = NO_DAY, .body_bytes = (uint32_t)text.len, .packed = buf_str(&packed)};
        row.external_id = row.locator = row.title = row.url = row.author = row.source = row.published = STR("");
        OK(catalogue_put_article(c, &row, NULL));
    }
    buf_release(&text);
    buf_release(&packed);
    arena_release(&a);
}

static quoth_status body_of(catalogue *c, packer *p, arena *a, uint32_t id, str *body, size_t *packed)
{
    packed_text text = {0};
    catalogue_article row;
    OK(catalogue_get_article(c, a, id, &row, NULL));
    *packed = row.packed.len;
    quoth_status status = catalogue_unpack(p, a, row.packed, &text, NULL);
    *body = text.rest;
    return status;
}

TEST(an_open_reader_learns_a_dictionary_that_came_later)
{
    arena a = {0};
    catalogue *c = fresh(), *other = NULL;
    dictionaries *d = dictionaries_new();
    packer *writing = packer_new(), *reading = packer_new(), *without = packer_new();
    str before, after, body;
    size_t plain, trained;
    packer_share(writing, d);
    OK(catalogue_begin(c, NULL));
    put_alike(c, writing, 1, 400);
    OK(catalogue_commit(c, NULL));
    OK(catalogue_open(folder, OPEN_READ, &other, NULL));
    packer_look_up(reading, other);
    OK(body_of(other, reading, &a, 1, &before, &plain));

    OK(catalogue_begin(c, NULL));
    OK(catalogue_train(c, d, NULL));
    assert_true(dictionaries_has_any(d));
    put_alike(c, writing, 401, 1);
    OK(catalogue_commit(c, NULL));
    OK(body_of(other, reading, &a, 1, &after, &trained));
    assert_true(str_equal(before, after) && trained < plain);
    OK(body_of(other, reading, &a, 401, &body, &trained));
    assert_int_equal(body_of(other, without, &a, 401, &body, &trained), QUOTH_CORRUPT);

    dictionaries *again = dictionaries_new();
    OK(dictionaries_load(again, other, NULL));
    packer_share(without, again);
    OK(body_of(other, without, &a, 401, &body, &trained));
    packer_free(&writing);
    packer_free(&reading);
    packer_free(&without);
    dictionaries_free(&d);
    dictionaries_free(&again);
    catalogue_close(&c);
    catalogue_close(&other);
    arena_release(&a);
}

TEST(too_few_articles_make_no_dictionary)
{
    catalogue *c = fresh();
    dictionaries *d = dictionaries_new();
    packer *p = packer_new();
    OK(catalogue_begin(c, NULL));
    put_alike(c, p, 1, 3);
    OK(catalogue_train(c, d, NULL));
    assert_false(dictionaries_has_any(d));
    OK(catalogue_commit(c, NULL));
    packer_free(&p);
    dictionaries_free(&d);
    catalogue_close(&c);
}

TEST(what_is_no_archive_is_said_to_be_none)
{
    catalogue *c = NULL;
    quoth_error err;
    assert_int_equal(archive_require(folder, &err), QUOTH_NO_ARCHIVE);
    assert_int_equal(catalogue_open(folder, OPEN_READ, &c, &err), QUOTH_NO_ARCHIVE);
    assert_string_not_equal(err.hint, "");
    c = fresh();
    OK(archive_require(folder, &err));
    OK(catalogue_check(c, &err));
    catalogue_close(&c);
}

TEST(an_archive_of_another_version_is_refused_untouched)
{
    catalogue *c = fresh();
    quoth_error err;
    catalogue_close(&c);
    for (int version = ARCHIVE_VERSION - 1; version <= ARCHIVE_VERSION + 1; version += 2) {
        char path[600], header[] = {0, 0, 0, (char)version};
        snprintf(path, sizeof path, "%s/catalogue.sqlite", folder);
        FILE *f = fopen(path, "r+b");
        assert_true(f && fseek(f, 60, SEEK_SET) == 0 && fwrite(header, 1, sizeof header, f) == sizeof header && fclose(f) == 0);
        assert_int_equal(archive_require(folder, &err), QUOTH_UNSUPPORTED);
        assert_non_null(strstr(err.message, version < ARCHIVE_VERSION ? "older" : "newer"));
        assert_int_equal(catalogue_open(folder, OPEN_READ, &c, &err), QUOTH_UNSUPPORTED);
        assert_int_equal(catalogue_open(folder, OPEN_CREATE, &c, &err), QUOTH_UNSUPPORTED);
    }
}

TEST(one_lock_at_a_time)
{
    archive_lock *first = NULL, *second = NULL;
    OK(archive_lock_take(folder, &first, NULL));
    assert_int_equal(archive_lock_take(folder, &second, NULL), QUOTH_BUSY);
    archive_lock_release(&first);
    OK(archive_lock_take(folder, &second, NULL));
    archive_lock_release(&second);
}

/* All rows that the transactions of the tests below write. */
static void assert_same_rows(catalogue *x, catalogue *y)
{
    arena a = {0};
    catalogue_article of_x, of_y;
    str word;
    uint64_t generation, other;
    OK(catalogue_get_article(x, &a, 1, &of_x, NULL));
    OK(catalogue_get_article(y, &a, 1, &of_y, NULL));
    assert_true(str_equal(of_x.title, of_y.title) && str_equal(of_x.packed, of_y.packed) &&
                of_x.content_hash == of_y.content_hash);
    assert_int_equal(of_x.published_day, of_y.published_day);
    OK(catalogue_word_form(y, &a, 1, &word, NULL));
    assert_true(str_equal(word, STR("b\0c")));
    OK(catalogue_generation(x, &generation, NULL));
    OK(catalogue_generation(y, &other, NULL));
    assert_int_equal(generation, other);
    arena_release(&a);
}

static void put_rows(catalogue *c)
{
    catalogue_article row = an_article(1);
    row.published_day = NO_DAY;
    OK(catalogue_put_article(c, &row, NULL));
    OK(catalogue_put_word(c, 0, STR("a"), NULL));
    OK(catalogue_put_word(c, 1, STR("b\0c"), NULL));
    OK(catalogue_remove_homes(c, NULL)); /* a statement without values */
    OK(catalogue_put_setting(c, "name", STR("it's"), NULL));
}

TEST(a_logged_transaction_does_the_same_to_another_catalogue)
{
    char copy[sizeof folder + 8];
    str log;
    arena a = {0};
    catalogue *c = fresh(), *other = NULL;
    snprintf(copy, sizeof copy, "%s/copy", folder);
    OK(folder_make(copy, NULL));
    OK(catalogue_open(copy, OPEN_CREATE, &other, NULL));
    OK(catalogue_begin(c, NULL));
    put_rows(c);
    OK(catalogue_prepare(c, NULL));
    assert_true(catalogue_log(c, &log));
    log = arena_copy(&a, log);
    OK(catalogue_commit(c, NULL));
    OK(catalogue_sync(c, NULL));
    OK(catalogue_replay(other, log, NULL));
    assert_same_rows(c, other);
    assert_int_equal(catalogue_replay(other, str_slice(log, 0, log.len - 1), NULL), QUOTH_CORRUPT);
    catalogue_close(&c);
    catalogue_close(&other);
    arena_release(&a);
}

TEST(a_log_writes_rows_and_does_nothing_else)
{
    char path[sizeof folder + 16];
    catalogue *c = fresh();
    snprintf(path, sizeof path, "%s/elsewhere", folder);
    const char *const others[] = {"ATTACH DATABASE '%s' AS x",
                                  "VACUUM INTO '%s'",
                                  "PRAGMA writable_schema=1 /* %s */",
                                  "DROP TABLE settings /* %s */",
                                  "COMMIT /* %s */",
                                  ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) DELETE FROM settings WHERE "
                                   "name='x' AND 0 < (SELECT count(*) FROM n) /* %s */")};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char statement[400];
        buf log = {0};
        int len = snprintf(statement, sizeof statement, others[i], path);
        buf_put_varint(&log, (uint64_t)len);
        buf_put(&log, statement, (size_t)len);
        buf_put_varint(&log, 0);
        assert_int_not_equal(catalogue_replay(c, buf_str(&log), NULL), QUOTH_OK);
        buf_release(&log);
    }
    assert_false(file_exists(path));
    catalogue_close(&c);
}

TEST(what_is_too_much_for_a_log_is_said)
{
    str log;
    catalogue *c = fresh();
    char *large = mem_zalloc(3 << 20);
    OK(catalogue_begin(c, NULL));
    assert_true(catalogue_log(c, &log));
    OK(catalogue_put_home(c, STR("large"), (str){large, 3 << 20}, NULL));
    assert_false(catalogue_log(c, &log));
    catalogue_rollback(c);
    OK(catalogue_begin(c, NULL));
    assert_true(catalogue_log(c, &log));
    assert_int_equal(log.len, 0);
    catalogue_rollback(c);
    catalogue_close(&c);
    free(large);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(an_article_comes_back_with_all_its_columns),
        IN_FOLDER(unknown_days_and_sources_stay_unknown),
        IN_FOLDER(bylines_of_the_same_authors_have_one_number_and_authors_their_first_spelling),
        IN_FOLDER(the_checksum_of_an_article_sees_every_byte_that_no_other_store_repeats),
        IN_FOLDER(ids_are_never_given_twice),
        IN_FOLDER(a_rollback_leaves_nothing),
        IN_FOLDER(a_reader_keeps_its_snapshot),
        IN_FOLDER(readers_and_writers_open_it_while_others_close_it),
        IN_FOLDER(a_folder_that_may_only_be_read_is_enough_to_read),
        IN_FOLDER(two_transactions_at_once_are_refused),
        IN_FOLDER(words_share_a_stem_in_their_language_only),
        IN_FOLDER(a_word_has_its_stems_whatever_the_order_they_came_in),
        IN_FOLDER(damaged_stems_are_told),
        IN_FOLDER(words_are_found_by_their_numbers_whatever_the_commits),
        IN_FOLDER(a_prefix_walks_its_words_in_order),
        IN_FOLDER(nicknames_within_names_are_listed),
        IN_FOLDER(speakers_are_found_by_any_words_of_their_name),
        IN_FOLDER(speakers_are_found_by_how_their_surname_sounds),
        IN_FOLDER(files_keep_their_articles),
        IN_FOLDER(packed_texts_come_back_and_damaged_ones_are_refused),
        IN_FOLDER(an_open_reader_learns_a_dictionary_that_came_later),
        IN_FOLDER(too_few_articles_make_no_dictionary),
        IN_FOLDER(what_is_no_archive_is_said_to_be_none),
        IN_FOLDER(an_archive_of_another_version_is_refused_untouched),
        IN_FOLDER(one_lock_at_a_time),
        IN_FOLDER(a_logged_transaction_does_the_same_to_another_catalogue),
        IN_FOLDER(a_log_writes_rows_and_does_nothing_else),
        IN_FOLDER(what_is_too_much_for_a_log_is_said),
    };
    return test_run(tests);
}
