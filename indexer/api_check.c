/* api_check.c - do the three stores of an archive agree? */
#include <quoth/inspect.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fault.h"
#include "base/hash.h"
#include "base/trace.h"
#include "indexer/write/check_copies.h"
#include "indexer/write/check_terms.h"
#include "indexer/write/derive.h"
#include "indexer/write/edits.h"
#include "store/archive.h"
#include "store/copies.h"
#include "store/fields/custom.h"
#include "store/history/captures.h"
#include "store/text/reader.h"

/* Everything is derived again, by the function that indexing uses, and compared: the forward record byte by byte, the columns
 * one by one, the postings by sums. */
typedef struct check {
    const quoth_check_callbacks *callbacks;
    const char *dir;
    inverted_reader *inverted;
    forward_reader *forward;
    catalogue *cat;
    lexicon *words;
    deriver *deriving;
    text_reader *texts;
    term_sums *terms;
    uint64_t faults, articles, total, stored_words;
    VEC(str) held; /* the faults, until it is known that nobody wrote meanwhile; in `faults_memory` */
    arena faults_memory;
    arena scratch;
    buf encoded, tags;
} check;

static void found(void *context, const char *fault)
{
    check *c = context;
    c->faults++;
    vec_push(&c->faults_memory, &c->held, arena_copy(&c->faults_memory, (str){fault, strlen(fault) + 1}));
}

__attribute__((format(printf, 2, 3))) static void fault(check *c, const char *format, ...)
{
    char text[700];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    found(c, text);
}

/* --- one article --- */

static void compare_columns(check *c, const catalogue_article *row, const forward_slot *slot, const forward_slot *expected)
{
    uint32_t source = 0, byline = 0;
    (void)catalogue_source_number(c->cat, row->source, &source, NULL);
    (void)catalogue_byline_number(c->cat, row->author, &byline, NULL);
    if (slot->published_day != expected->published_day || slot->source != source || slot->byline != byline ||
        slot->words != expected->words || slot->quotations != expected->quotations || slot->lang != expected->lang)
        fault(c, "article %u: its columns in the forward index differ from its row", row->id);
    if (slot->checksum != expected->checksum)
        fault(c, "article %u: its text, its tags or its row are not what was indexed", row->id);
    if (row->words != expected->words)
        fault(c, "article %u: its row counts %u words, its text has %u", row->id, row->words, expected->words);
}

static void compare_values(check *c, const catalogue_article *row, const derived *d)
{
    str stored;
    quoth_error why;
    forward_values_encode(&d->values, &c->encoded);
    if (forward_reader_values(c->forward, &c->scratch, row->id, &stored, &why) != QUOTH_OK)
        fault(c, "article %u: %s", row->id, why.message);
    else if (!str_equal(stored, buf_str(&c->encoded)))
        fault(c, "article %u: its values in the forward index differ from its text and tags", row->id);
}

static void compare_record(check *c, const catalogue_article *row, const derived *d)
{
    str stored;
    quoth_error why;
    const forward_slot *slot = forward_reader_slot(c->forward, row->id);
    if (!slot) {
        fault(c, "article %u: not in the forward index", row->id);
        return;
    }
    compare_columns(c, row, slot, &d->columns);
    buf_clear(&c->encoded);
    forward_encode(&d->record, &c->encoded);
    forward_record decoded;
    if (forward_reader_record(c->forward, &c->scratch, row->id, &stored, &why) != QUOTH_OK ||
        forward_decode(&c->scratch, stored, FORWARD_ALL, &decoded, &why) != QUOTH_OK)
        fault(c, "article %u: its forward record is damaged: %s", row->id, why.message);
    else if (!str_equal(stored, buf_str(&c->encoded)))
        fault(c, "article %u: its forward record differs from its text and tags", row->id);
    compare_values(c, row, d);
}

static void compare_signature(check *c, const catalogue_article *row, const signature *made)
{
    signature stored;
    quoth_error why;
    if (copies_get_signature(c->cat, row->id, &stored, &why) != QUOTH_OK)
        fault(c, "article %u: %s", row->id, why.message);
    else if (stored.count != made->count || memcmp(stored.keys, made->keys, made->count * sizeof *made->keys) != 0)
        fault(c, "article %u: its signature differs from its text", row->id);
}

static bool same_terms(const str *x, size_t x_count, const str *y, size_t y_count)
{
    bool same = x_count == y_count;
    for (size_t i = 0; same && i < x_count; i++)
        same = str_equal(x[i], y[i]);
    return same;
}

static quoth_status check_version(check *c, const catalogue_article *row, const past_version *v, version_text after,
                                  quoth_error *err)
{
    version_change change;
    str *made, *stored;
    size_t made_count, stored_count;
    version_compare(&c->scratch, v->text, after, row->lang, &change);
    TRY(edit_terms_of(c->deriving, &c->scratch, &change, row->lang, &made, &made_count, err));
    TRY(edits_get_all(c->cat, &c->scratch, v->number, &stored, &stored_count, err));
    if (!same_terms(made, made_count, stored, stored_count))
        fault(c, "article %u: the words of a change differ from its earlier text", row->id);
    return QUOTH_OK;
}

static void check_versions(check *c, const catalogue_article *row, str body)
{
    past_version *list;
    size_t count;
    quoth_error why = {0};
    version_text present = {row->title, body};
    quoth_status status = versions_get(c->cat, &c->scratch, row->id, present, &list, &count, &why);
    for (size_t i = 0; status == QUOTH_OK && i < count; i++)
        status = check_version(c, row, &list[i], history_after(list, count, i, present), &why);
    if (status != QUOTH_OK)
        fault(c, "article %u: %s", row->id, why.message);
}

static void check_captures(check *c, const catalogue_article *row)
{
    day *list, own = custom_captured(row->fields);
    size_t count;
    quoth_error why = {0};
    if (captures_get(c->cat, &c->scratch, row->id, &list, &count, &why) != QUOTH_OK)
        fault(c, "article %u: %s", row->id, why.message);
    else if (count > 0 && own == NO_DAY)
        fault(c, "article %u: was captured again and never before", row->id);
}

static void check_article(check *c, const catalogue_article *row)
{
    stored_text stored;
    analysis title, text;
    derived d;
    quoth_error why = {0};
    if (text_reader_find(c->texts, &c->scratch, row, c->forward, &stored, &why) != QUOTH_OK) {
        fault(c, "article %u: %s", row->id, why.message);
        return;
    }
    if (stored.found.quotations.count != row->quotations)
        fault(c, "article %u: its row counts other quotations than are stored", row->id);
    analyse(&c->scratch, row->title, row->lang, &title);
    analyse(&c->scratch, stored.body, row->lang, &text);
    tags_encode(&stored.found, &c->tags);
    derive_input in = {row, &title, &text, &stored.found, buf_str(&c->tags)};
    if (derive(c->deriving, &c->scratch, &in, &d, &why) != QUOTH_OK) {
        fault(c, "article %u: %s", row->id, why.message);
        return;
    }
    for (uint32_t i = 0; i < d.record.token_count; i++)
        if (d.record.words[i] >= c->stored_words) {
            fault(c, "article %u: a word of its text is not in the word list", row->id);
            break;
        }
    compare_record(c, row, &d);
    compare_signature(c, row, &d.copy_signature);
    term_sums_expect(c->terms, &c->scratch, row->id, d.terms, d.term_count);
    check_versions(c, row, stored.body);
    check_captures(c, row);
}

static quoth_status check_articles(check *c, quoth_error *err)
{
    for (uint32_t next = 1, id;; next = id + 1) {
        catalogue_article row;
        quoth_error why;
        quoth_status status = catalogue_next_id(c->cat, next, &id, &why);
        if (status == QUOTH_NOT_FOUND)
            return QUOTH_OK;
        if (status != QUOTH_OK)
            return fail(err, status, "%s", why.message);
        for (; next < id; next++)
            if (forward_reader_slot(c->forward, next))
                fault(c, "article %u: in the forward index, but not in the catalogue", next);
        arena_reset(&c->scratch);
        TRY(catalogue_get_article(c->cat, &c->scratch, id, &row, err));
        check_article(c, &row);
        c->articles++;
        if (c->callbacks && c->callbacks->progress && c->articles % 64 == 0)
            c->callbacks->progress(c->callbacks->context, c->articles, c->total);
    }
}

static quoth_status check_the_end(check *c, quoth_error *err)
{
    uint32_t last;
    TRY(catalogue_last_id(c->cat, &last, err));
    for (uint32_t id = last + 1; id < forward_reader_end(c->forward); id++)
        if (forward_reader_slot(c->forward, id))
            fault(c, "article %u: in the forward index, but never given by the catalogue", id);
    return QUOTH_OK;
}

/* --- every article in the inverted index --- */

typedef struct presence {
    check *c;
    uint8_t *bits;
    uint32_t end;
} presence;

static int mark_present(void *context, xc_docid docid, uint32_t wdf, uint32_t document_length)
{
    presence *p = context;
    uint32_t article = inverted_article_of(p->c->inverted, docid);
    (void)wdf;
    (void)document_length;
    if (article >= p->end)
        fault(p->c, "article %u: in the inverted index, but never given by the catalogue", article);
    else
        p->bits[article / 8] |= (uint8_t)(1u << article % 8);
    return 1;
}

static quoth_status check_presence(check *c, quoth_error *err)
{
    uint32_t last;
    xc_error why;
    TRY(catalogue_last_id(c->cat, &last, err));
    presence p = {c, mem_zalloc(last / 8 + 1), last + 1};
    xc_database *db = inverted_reader_database(c->inverted);
    xc_status walked = db ? xc_each_posting(db, "", 0, mark_present, &p, &why) : XC_OK;
    quoth_status status = walked == XC_OK ? QUOTH_OK : inverted_failure(&why, "cannot walk the inverted index", err);
    for (uint32_t id = 1; id <= last && status == QUOTH_OK; id++)
        if (forward_reader_slot(c->forward, id) && !(p.bits[id / 8] & 1u << id % 8))
            fault(c, "article %u: not in the inverted index", id);
    free(p.bits);
    return status;
}

/* --- the whole --- */

static quoth_status check_generations(check *c, bool *same, quoth_error *err)
{
    uint64_t catalogue_has, forward_has = forward_reader_generation(c->forward);
    uint64_t inverted_has = inverted_reader_generation(c->inverted);
    TRY(catalogue_generation(c->cat, &catalogue_has, err));
    *same = forward_has == catalogue_has && inverted_has == catalogue_has;
    if (forward_has != catalogue_has)
        fault(c, "the forward index is of generation %llu, the catalogue of %llu: the next writer repairs it",
              (unsigned long long)forward_has, (unsigned long long)catalogue_has);
    if (inverted_has != catalogue_has)
        fault(c, "the inverted index is of generation %llu, the catalogue of %llu: the next writer repairs it",
              (unsigned long long)inverted_has, (unsigned long long)catalogue_has);
    return QUOTH_OK;
}

typedef struct number_check {
    uint64_t count, largest, sum; /* of word_hash */
} number_check;

static uint64_t word_hash(str form, uint32_t number)
{
    return hash_u64(hash_bytes(form, 0) ^ number);
}

static bool add_number(void *context, str form, uint32_t number)
{
    number_check *n = context;
    n->count++;
    n->sum += word_hash(form, number);
    if (number > n->largest)
        n->largest = number;
    return true;
}

/* The forms by number are those of the list. */
static quoth_status check_blocks(check *c, uint64_t wanted, quoth_error *err)
{
    uint64_t sum = 0, words = 0;
    for (str block = STR("x"); block.len > 0;) {
        arena_reset(&c->scratch);
        TRY(catalogue_word_block(c->cat, &c->scratch, (uint32_t)(words / WORD_BLOCK), &block, err));
        for (byte_reader r = byte_reader_of(block); r.at < r.end; words++)
            sum += word_hash(read_bytes(&r, read_byte(&r)), (uint32_t)words);
        if (words % WORD_BLOCK != 0)
            break;
    }
    if (words != c->stored_words || sum != wanted)
        fault(c, "the word list names other words by their forms than by their numbers");
    return QUOTH_OK;
}

/* n different numbers up to n - 1 have no gap; that they differ is seen by the blocks. */
static quoth_status check_words(check *c, quoth_error *err)
{
    number_check n = {0};
    TRY(catalogue_each_word(c->cat, STR(""), add_number, &n, err));
    c->stored_words = n.count;
    if (n.count > 0 && n.largest + 1 != n.count)
        fault(c, "the word list has %llu words, but numbers up to %llu", (unsigned long long)n.count,
              (unsigned long long)n.largest);
    return check_blocks(c, n.sum, err);
}

static quoth_status open_stores(check *c, quoth_error *err)
{
    TRY(archive_require(c->dir, err));
    TRY(inverted_reader_open(c->dir, &c->inverted, err));
    TRY(forward_reader_open(c->dir, &c->forward, err));
    TRY(catalogue_open(c->dir, OPEN_READ, &c->cat, err));
    TRY(catalogue_snapshot_begin(c->cat, err));
    TRY(forward_reader_refresh(c->forward, err));
    TRY(lexicon_open(c->dir, 2000000, &c->words, err));
    c->deriving = deriver_new(c->words, 200000);
    c->texts = text_reader_new(c->cat);
    c->terms = term_sums_new();
    return catalogue_article_count(c->cat, &c->total, err);
}

static quoth_status check_all(check *c, quoth_error *err)
{
    quoth_error why;
    if (catalogue_check(c->cat, &why) != QUOTH_OK)
        fault(c, "%s", why.message);
    bool inverted_is_sound = inverted_check(c->dir, &why) == QUOTH_OK;
    if (!inverted_is_sound)
        fault(c, "%s", why.message);
    bool same_generation;
    TRY(check_generations(c, &same_generation, err));
    if (!same_generation)
        return QUOTH_OK; /* every article of the last commit would differ: the next writer derives them anew */
    TRY(check_words(c, err));
    TRY(check_articles(c, err));
    TRY(check_the_end(c, err));
    TRY(check_copies(c->cat, c->forward, found, c, err));
    if (!inverted_is_sound)
        return QUOTH_OK; /* libxapian may crash where its own check has found damage */
    TRY(check_presence(c, err));
    return term_sums_compare(c->terms, c->inverted, c->forward, found, c, err);
}

static void close_stores(check *c)
{
    term_sums_free(&c->terms);
    text_reader_free(&c->texts);
    deriver_free(&c->deriving);
    lexicon_close(&c->words);
    if (c->cat)
        catalogue_snapshot_end(c->cat);
    catalogue_close(&c->cat);
    forward_reader_close(&c->forward);
    inverted_reader_close(&c->inverted);
    arena_release(&c->scratch);
    buf_release(&c->encoded);
    buf_release(&c->tags);
}

/* Whether the stores may differ only because a writer was at work. One that has ended meanwhile may have committed its rows
 * before this check saw them, and published what is derived of them after it: each store is asked. */
static bool was_written_to(check *c, uint64_t generation)
{
    catalogue *rows = NULL;
    uint64_t now = generation;
    bool is_published_anew;
    if (archive_lock_is_held(c->dir) || inverted_reader_refresh(c->inverted, &is_published_anew, NULL) != QUOTH_OK ||
        is_published_anew)
        return true;
    if (catalogue_open(c->dir, OPEN_READ, &rows, NULL) != QUOTH_OK || catalogue_generation(rows, &now, NULL) != QUOTH_OK)
        now = generation;
    catalogue_close(&rows);
    return now != generation;
}

static void tell_faults(const check *c)
{
    for (size_t i = 0; c->callbacks && c->callbacks->found && i < c->held.count; i++)
        c->callbacks->found(c->callbacks->context, c->held.items[i].data);
}

/* *disturbed: there are faults that a writer may have made; nothing is told of them. */
static quoth_status check_once(const char *dir, const quoth_check_callbacks *callbacks, bool *disturbed, quoth_error *err)
{
    check c = {.callbacks = callbacks, .dir = dir};
    uint64_t generation = 0;
    quoth_status status = open_stores(&c, err);
    if (status == QUOTH_OK)
        status = catalogue_generation(c.cat, &generation, err);
    bool is_open = status == QUOTH_OK;
    fault_point("check-open");
    if (is_open)
        status = check_all(&c, err);
    *disturbed = is_open && (status != QUOTH_OK || c.faults > 0) && was_written_to(&c, generation);
    close_stores(&c);
    if (!*disturbed)
        tell_faults(&c);
    arena_release(&c.faults_memory);
    if (status == QUOTH_OK && c.faults > 0)
        return fail(err, QUOTH_CORRUPT, "the archive has %llu faults", (unsigned long long)c.faults);
    return status;
}

enum { CHECK_TRIES = 3 };

quoth_status quoth_check(const char *archive_dir, const quoth_check_callbacks *callbacks, quoth_error *err)
{
    bool disturbed = true;
    quoth_status status = QUOTH_OK;
    for (int i = 0; disturbed && i < CHECK_TRIES; i++)
        status = check_once(archive_dir, callbacks, &disturbed, err);
    if (!disturbed)
        return status;
    fail(err, QUOTH_BUSY, "the archive in %s was written to while it was checked", archive_dir);
    fail_hint(err, "check it again when nothing is being indexed");
    return QUOTH_BUSY;
}
