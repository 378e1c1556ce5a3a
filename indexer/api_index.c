/* api_index.c - the public functions of quoth/index.h */
#include <quoth/index.h>

#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "indexer/watch/watch.h"
#include "indexer/write/history.h"
#include "indexer/write/intake.h"
#include "indexer/write/rebuild.h"
#include "store/archive.h"
#include "store/forward/forward.h"
#include "text/utf8.h"

/* A folder that lost its catalogue is no new one: a new catalogue would be the end of the words that are there. */
static quoth_status refuse_orphaned(const char *dir, quoth_error *err)
{
    forward_reader *words = NULL;
    quoth_error why;
    if (archive_require(dir, &why) != QUOTH_NO_ARCHIVE || forward_reader_open(dir, &words, NULL) != QUOTH_OK)
        return QUOTH_OK;
    bool has_words = forward_reader_generation(words) > 0;
    forward_reader_close(&words);
    if (!has_words)
        return QUOTH_OK;
    fail(err, QUOTH_CORRUPT, "%s/catalogue.sqlite is missing or empty, but the words of its articles are there", dir);
    fail_hint(err, "put it back from a copy, or index into another folder");
    return QUOTH_CORRUPT;
}

static quoth_status open_in(quoth_writer *w, unsigned flags, quoth_error *err)
{
    if (flags & QUOTH_CREATE)
        TRY(folder_make(w->dir, err));
    else
        TRY(archive_require(w->dir, err));
    TRY(archive_lock_take(w->dir, &w->lock, err));
    if (flags & QUOTH_CREATE)
        TRY(refuse_orphaned(w->dir, err));
    TRY(catalogue_open(w->dir, flags & QUOTH_CREATE ? OPEN_CREATE : OPEN_WRITE, &w->cat, err));
    return writer_open_stores(w, err);
}

quoth_status quoth_writer_open(const char *archive_dir, unsigned flags, quoth_writer **writer, quoth_error *err)
{
    quoth_writer *w = mem_zalloc(sizeof *w);
    w->dir = arena_zero_terminated(&w->a, str_from(archive_dir));
    quoth_status status = open_in(w, flags, err);
    if (status != QUOTH_OK) {
        quoth_writer_close(w);
        w = NULL;
    }
    *writer = w;
    return status;
}

void quoth_writer_close(quoth_writer *writer)
{
    if (!writer)
        return;
    writer_close_stores(writer);
    arena_release(&writer->a);
    free(writer);
}

/* A writer whose store has failed holds half a change: only a new opening, from what is on disk, is right. */
static quoth_status require_sound(const quoth_writer *w, quoth_error *err)
{
    return w->is_broken ? fail(err, QUOTH_IO, "an earlier write failed: close the archive and open it again") : QUOTH_OK;
}

/* --- articles one at a time --- */

static str repaired(arena *a, const char *text, size_t bytes)
{
    return text ? utf8_repair(a, arena_copy(a, (str){text, bytes ? bytes : strlen(text)})) : STR("");
}

static void take_article(arena *a, const quoth_article_input *from, article *out)
{
    *out = (article){.id = repaired(a, from->id, 0),
                     .title = str_slice(repaired(a, from->title, 0), 0, LIMIT_TITLE_BYTES),
                     .body = repaired(a, from->text, from->text_bytes),
                     .published = repaired(a, from->published, 0),
                     .url = repaired(a, from->url, 0),
                     .author = repaired(a, from->author, 0),
                     .source = repaired(a, from->source, 0),
                     .language = repaired(a, from->language, 0),
                     .locator = repaired(a, from->locator ? from->locator : from->id, 0)};
    out->title = utf8_repair(a, out->title);
    out->published_day = day_parse(out->published);
}

static quoth_status take_fields(arena *a, const quoth_article_input *from, article *out, quoth_error *err)
{
    for (size_t i = 0; i < from->field_count; i++) {
        str name = str_from(from->fields[i].name);
        if (!custom_name_is_good(name))
            return fail(err, QUOTH_BAD_USAGE, "\"%.*s\" is no name for a field of your own", STR_ARG(name));
        if (!custom_add(a, &out->fields, name, repaired(a, from->fields[i].value, 0)))
            return fail(err, QUOTH_LIMIT, "the article has more than %d values of fields", LIMIT_FIELD_VALUES);
    }
    return QUOTH_OK;
}

static void start_given(quoth_writer *w)
{
    worker_config config = {
        .shard_dir = w->dir, .shared = w->shared, .at_home = w->at_home, .dictionaries = w->dictionaries, .most_words = 50000};
    if (!w->hand)
        w->hand = worker_new(&config);
    w->given = batch_new();
    w->given->first_id = w->next_id;
    writer_name_shard(w, w->given->shard_name);
    worker_begin(w->hand, w->given, &w->given_shard);
}

static quoth_status batch_failure(const batch *b, quoth_error *err)
{
    if (b->status != QUOTH_OK && err)
        *err = b->err;
    return b->status;
}

static quoth_status store_given_item(quoth_writer *w, batch *b, batch_item *item, quoth_error *err)
{
    TRY(writer_store_item(w, b, item, err));
    if (item->replaces)
        recent_texts_add(&w->recent, item->row.id, item->body);
    return item->replaces ? writer_replace_article(w, item->replaces, item->row.id, err) : QUOTH_OK;
}

/* What was given so far goes into the open transaction. */
static quoth_status store_given(quoth_writer *w, quoth_error *err)
{
    batch *b = w->given;
    if (!b)
        return QUOTH_OK;
    worker_end(w->hand, b, &w->given_shard);
    w->given = NULL;
    quoth_status status = batch_failure(b, err);
    if (status == QUOTH_OK)
        status = writer_begin(w, err);
    for (size_t i = 0; i < b->count && status == QUOTH_OK; i++)
        if (!b->items[i].is_dropped && b->items[i].status == QUOTH_OK)
            status = store_given_item(w, b, &b->items[i], err);
    if (status == QUOTH_OK)
        writer_take_shard(w, &b->shard);
    w->is_broken |= status != QUOTH_OK;
    batch_free(&b);
    return status;
}

/* What bears the same id in the archive, or 0; drops what does in the batch at hand. */
static quoth_status find_namesake(quoth_writer *w, str id, uint32_t *old, quoth_error *err)
{
    *old = 0;
    if (id.len == 0)
        return QUOTH_OK;
    for (size_t i = 0; w->given && i < w->given->count; i++)
        if (str_equal(w->given->items[i].row.external_id, id))
            w->given->items[i].is_dropped = true;
    quoth_status status = catalogue_find_given(w->cat, id, old, err);
    return status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
}

quoth_status quoth_writer_add(quoth_writer *writer, const quoth_article_input *given, uint64_t *id, quoth_error *err)
{
    quoth_writer *w = writer;
    TRY(require_sound(w, err));
    size_t bytes = !given->text ? 0 : given->text_bytes ? given->text_bytes : strlen(given->text);
    if (bytes > LIMIT_ARTICLE_BYTES)
        return fail(err, QUOTH_LIMIT, "the article has %zu bytes, more than the limit of %d", bytes, LIMIT_ARTICLE_BYTES);
    if (bytes == 0 && (!given->title || !*given->title))
        return fail(err, QUOTH_BAD_INPUT, "the article has neither text nor title");
    if (w->given && batch_is_full(w->given))
        TRY(store_given(w, err));
    if (!w->given)
        start_given(w);
    article art;
    take_article(&w->given->a, given, &art);
    TRY(take_fields(&w->given->a, given, &art, err));
    uint32_t namesake;
    TRY(find_namesake(w, art.id, &namesake, err));
    batch_item *item = batch_add(w->given);
    item->replaces = namesake;
    item->origin = FROM_PROGRAM;
    item->art = art;
    item->content_hash = hash_bytes(art.body, hash_bytes(art.title, 0));
    w->given->bytes += bytes;
    worker_item(w->hand, w->given, item, w->given_shard);
    uint32_t number = w->next_id++;
    if (id)
        *id = number;
    w->is_broken |= w->given->status != QUOTH_OK;
    return batch_failure(w->given, err);
}

quoth_status quoth_writer_remove(quoth_writer *writer, uint64_t id, quoth_error *err)
{
    quoth_writer *w = writer;
    uint32_t found;
    TRY(require_sound(w, err));
    TRY(store_given(w, err));
    if (id == 0 || id > UINT32_MAX || catalogue_next_id(w->cat, (uint32_t)id, &found, NULL) != QUOTH_OK || found != id)
        return fail(err, QUOTH_NOT_FOUND, "there is no article %llu", (unsigned long long)id);
    TRY(writer_begin(w, err));
    return writer_remove_article(w, found, err);
}

quoth_status quoth_writer_commit(quoth_writer *writer, quoth_error *err)
{
    TRY(require_sound(writer, err));
    TRY(store_given(writer, err));
    TRY(writer_commit(writer, err));
    homes_settle(writer->at_home);
    quoth_status status = writer_merge(writer, false, err);
    writer->added = 0;
    return status;
}

/* --- whole runs --- */

static void report_stages(quoth_writer *w, quoth_index_report *report)
{
    if (w->hand)
        for (int s = 0; s < STAGE_COUNT; s++)
            w->clock.spent_ns[s] += worker_clock(w->hand)->spent_ns[s];
    report->stage_count = STAGE_COUNT;
    for (int s = 0; s < STAGE_COUNT; s++)
        report->stages[s] = (quoth_stage_time){stage_name((stage)s), (double)w->clock.spent_ns[s] / 1e9};
}

static quoth_status begin_run(quoth_writer *w, quoth_error *err)
{
    TRY(require_sound(w, err));
    TRY(store_given(w, err));
    worker_free(&w->hand);
    w->clock = (stage_clock){0};
    return QUOTH_OK;
}

quoth_status quoth_writer_index(quoth_writer *writer, const char *const *paths, size_t path_count,
                                const quoth_index_options *options, quoth_index_report *report, quoth_error *err)
{
    static const quoth_index_options defaults = {0};
    quoth_index_report counts = {0};
    TRY(begin_run(writer, err));
    quoth_status status = intake_run(writer, paths, path_count, options ? options : &defaults, &counts, err);
    report_stages(writer, &counts);
    if (report)
        *report = counts;
    return status;
}

quoth_status quoth_writer_watch(quoth_writer *writer, const char *const *paths, size_t path_count,
                                const quoth_index_options *options, quoth_index_report *report, quoth_error *err)
{
    quoth_index_report counts = {0};
    TRY(begin_run(writer, err));
    quoth_status status = watch_run(writer, paths, path_count, options, &counts, err);
    report_stages(writer, &counts);
    if (report)
        *report = counts;
    return status;
}

quoth_status quoth_writer_reindex(quoth_writer *writer, int retag, const quoth_index_options *options, quoth_index_report *report,
                                  quoth_error *err)
{
    static const quoth_index_options defaults = {0};
    quoth_index_report counts = {0};
    TRY(begin_run(writer, err));
    TRY(writer_commit(writer, err));
    quoth_status status = rebuild_all(writer, retag != 0, options ? options : &defaults, &counts, err);
    report_stages(writer, &counts);
    if (report)
        *report = counts;
    return status;
}
