/* intake.c - how do files become articles in the archive, and only what is new in them? */
#include "indexer/write/intake.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/trace.h"
#include "indexer/source/format.h"
#include "indexer/write/base_folder.h"
#include "indexer/write/captures.h"
#include "indexer/write/file_state.h"
#include "indexer/write/frequent.h"
#include "indexer/write/history.h"
#include "indexer/write/known_files.h"
#include "indexer/write/pipeline.h"
#include "indexer/write/taken_back.h"
#include "indexer/write/vanished.h"

enum {
    COMMIT_BYTES = 64 << 20,  /* of text: what a kill may cost is some seconds of work */
    SKIPPED_BYTES = 16 << 20, /* of unchanged records that a batch may hold uselessly */
    TICK_MS = 100,
    DEFAULT_MEMORY_MB = 512,
    BATCH_MB = 14, /* a batch in flight: its records, its results, its shard before that is written */
    MOST_BATCHES_A_THREAD = 3
};
static const uint64_t COMMIT_NS = 5000000000u;

typedef struct intake {
    quoth_writer *w;
    const quoth_index_options *options;
    quoth_index_report *report;
    source *src;
    arena a;       /* as long as the run */
    arena scratch; /* as long as one file is looked up */
    const char *const *paths;
    size_t path_count;
    const intake_part *part; /* or NULL */
    /* A record read in another way, other fields wanted or another mapping or program, is another record. */
    uint64_t reading_seed, converting_seed;
    file_state *current, *all; /* the file being read; all that are not stored to their end */
    batch *filling;
    base_folder base;
    buf name; /* of the file met last */
    known_files *known;
    VEC(uint64_t) met_paths; /* hashes, for pruning */
    day since;               /* or NO_DAY */
    size_t skipped_bytes;
    unsigned threads;
    uint64_t fed, settle_at; /* articles given to the workers; how many shall be when homes are settled */
    uint64_t started_ns, ticked_ns, articles, bytes_of_text;
    bool at_end, is_stopped;
    taken_back recalled;
    quoth_status callback_status; /* a failure inside a callback of the source, which cannot return it */
    quoth_error callback_err;
} intake;

/* --- what the source tells --- */

static void report_problem(intake *in, str path, uint64_t line, const quoth_error *why)
{
    if (why->status == QUOTH_WITHHELD)
        in->report->withheld++;
    else
        in->report->failed++;
    if (in->options->problem)
        in->options->problem(in->options->context, arena_zero_terminated(&in->a, path), line, why);
}

/* The file itself, or a member of it. */
static bool is_in_file(str path, str file)
{
    return str_starts_with(path, file) && (path.len == file.len || path.data[file.len] == '!');
}

static void on_problem(void *context, str path, uint32_t line, const quoth_error *why)
{
    intake *in = context;
    /* An encrypted member stays one; anything else wrong with a whole file, or a member, may be better next time. */
    if (line == 0 && in->current && is_in_file(path, in->current->row.path) && why->status != QUOTH_UNSUPPORTED)
        in->current->is_broken = true;
    report_problem(in, path, line, why);
}

static void end_current(intake *in)
{
    if (in->current)
        vec_push(&in->filling->a, &in->filling->finished, in->current);
    in->current = NULL;
}

/* A path that is not known may be another name of a file that is: then it keeps its articles. */
static quoth_status settle_name(intake *in, source_file *met, catalogue_file *known, quoth_error *err)
{
    other_name what;
    TRY(known_files_other_name(in->w->cat, &in->base, &in->scratch, met, &what, known, err));
    switch (what) {
    case NAME_IS_NEW: return QUOTH_NOT_FOUND;
    case NAME_IS_ALSO: met->path = arena_copy(&in->a, known->path); break;
    case NAME_IS_MOVED:
        trace("source", "%.*s is now %.*s", STR_ARG(known->path), STR_ARG(met->path));
        TRY(writer_begin(in->w, err));
        TRY(catalogue_move_file(in->w->cat, known, met->path, err));
        in->report->files_moved++;
        break;
    }
    return catalogue_count_of_file(in->w->cat, known->row, &known->articles, err);
}

static quoth_status find_known(intake *in, source_file *met, catalogue_file *known, quoth_error *err)
{
    quoth_status status = known_files_find(in->known, met->path, known, err);
    if (status != QUOTH_NOT_FOUND)
        return status;
    arena_reset(&in->scratch);
    return settle_name(in, met, known, err);
}

/* Whether there is nothing to read in it; what is known of it by another name gets that name. */
static bool is_unchanged(intake *in, source_file *met, quoth_status *status)
{
    catalogue_file f = {0};
    if (str_equal(met->path, STR("-")))
        return false;
    *status = find_known(in, met, &f, &in->callback_err);
    bool unchanged = *status == QUOTH_OK && f.complete && f.size == met->size && f.mtime_ns == met->mtime_ns;
    if (*status == QUOTH_NOT_FOUND)
        *status = QUOTH_OK;
    if (!unchanged || in->options->reread || in->options->prune)
        return false;
    in->report->unchanged += f.articles;
    in->report->files_unchanged++;
    return true;
}

static bool is_too_old(const intake *in, const source_file *met)
{
    return in->since != NO_DAY && met->inode && met->mtime_ns / 1000000000 / 86400 < in->since;
}

/* The file's name in the archive, which is at home here from the first file on that is met by a path from here. */
static quoth_status settle_base(intake *in, source_file *met, quoth_error *err)
{
    bool is_whole = str_starts_with(met->path, STR("/")) || str_equal(met->path, STR("-"));
    met->path = base_folder_name(&in->base, met->path, &in->name);
    if (is_whole || in->base.is_stored)
        return QUOTH_OK;
    TRY(writer_begin(in->w, err));
    return base_folder_store(in->w->cat, &in->base, err);
}

static bool on_file(void *context, source_file *met)
{
    intake *in = context;
    end_current(in);
    in->report->files++;
    if (in->callback_status == QUOTH_OK)
        in->callback_status = settle_base(in, met, &in->callback_err);
    bool unchanged = in->callback_status == QUOTH_OK && is_unchanged(in, met, &in->callback_status);
    if (in->options->prune)
        vec_push(&in->a, &in->met_paths, hash_bytes(met->path, 0));
    if (unchanged || in->callback_status != QUOTH_OK || is_too_old(in, met))
        return false;
    in->callback_status = file_state_new(in->w->cat, met, &in->current, &in->callback_err);
    if (in->callback_status != QUOTH_OK)
        return false;
    in->current->next = in->all;
    in->all = in->current;
    return true;
}

/* --- filling batches --- */

/* Takes the record that is next, unless it is known. */
static void take_record(intake *in, batch *b, const raw_record *raw)
{
    bool is_converted = raw->format == &format_converted;
    uint64_t hash = hash_bytes(raw->bytes, is_converted ? in->converting_seed : in->reading_seed);
    if (in->current && file_state_meets(in->current, hash)) {
        in->report->unchanged++;
        in->skipped_bytes += raw->bytes.len;
        return;
    }
    batch_item *item = batch_add(b);
    item->origin = FROM_SOURCE;
    item->raw = *raw;
    item->content_hash = hash;
    item->file = in->current;
    b->bytes += raw->bytes.len;
}

/* Unchanged records leave their bytes behind in the batch's memory. */
static bool is_clogged(intake *in, batch *b)
{
    if (in->skipped_bytes < SKIPPED_BYTES)
        return false;
    in->skipped_bytes = 0;
    if (b->count > 0 || b->finished.count > 0)
        return true;
    arena_reset(&b->a);
    return false;
}

/* The first batch is not cut: its words get the first numbers. */
static batch_limits limits_now(const intake *in)
{
    uint64_t done, total, until_settled = in->settle_at - in->fed;
    source_progress(in->src, &done, &total);
    if (in->fed == 0)
        return (batch_limits){until_settled, BATCH_BYTES};
    return batch_limits_for(in->threads, until_settled, total > 0 ? total - done : UINT64_MAX);
}

static quoth_status read_records(intake *in, batch *b, quoth_error *err)
{
    const batch_limits limits = limits_now(in);
    while (batch_has_room(b, &limits) && !is_clogged(in, b)) {
        raw_record raw;
        quoth_status status = source_next(in->src, &b->a, &raw, err);
        if (in->callback_status != QUOTH_OK) {
            if (err)
                *err = in->callback_err;
            return in->callback_status;
        }
        if (status == QUOTH_NOT_FOUND) {
            in->at_end = true;
            end_current(in);
            break;
        }
        TRY(status);
        take_record(in, b, &raw);
    }
    return QUOTH_OK;
}

/* Homes are settled after so many articles of a run, then each time they have doubled: at the same articles for any number of
 * threads, and soon, though all workers rest meanwhile. Where nothing is tagged nobody asks for a home, or votes for one. */
enum { FIRST_SETTLING = 64 };

static bool waits_to_settle(void *context)
{
    const intake *in = context;
    return in->fed >= in->settle_at;
}

static void settle_homes(intake *in)
{
    homes_settle(in->w->at_home);
    in->settle_at = in->fed == 0 ? FIRST_SETTLING : in->options->no_tags ? UINT64_MAX : 2 * in->fed;
}

static quoth_status fill(void *context, batch *b, quoth_error *err)
{
    intake *in = context;
    if (in->at_end)
        return QUOTH_OK;
    stage_start(&in->w->clock);
    in->filling = b;
    in->skipped_bytes = 0;
    if (waits_to_settle(in))
        settle_homes(in);
    quoth_status status = read_records(in, b, err);
    b->first_id = in->w->next_id;
    in->w->next_id += (uint32_t)b->count;
    in->fed += b->count;
    writer_name_shard(in->w, b->shard_name);
    stage_done(&in->w->clock, STAGE_READ);
    if (status == QUOTH_OK && b->count > 0 && lexicon_is_empty(in->w->shared))
        status = frequent_words_first(in->w->shared, b, err);
    stage_done(&in->w->clock, STAGE_ANALYSE);
    stage_end(&in->w->clock);
    return status;
}

/* --- storing --- */

static quoth_status put_file_row(intake *in, file_state *f, quoth_error *err)
{
    return f && f->row.row == 0 ? catalogue_put_file(in->w->cat, &f->row, err) : QUOTH_OK;
}

/* An article leaves before the end of its file, which may be read at this very time. */
static void forget_known(void *context, uint32_t id)
{
    const intake *in = context;
    for (file_state *f = in->all; f; f = f->next)
        file_state_removed(f, id);
}

/* An article that is stored takes the place of one of another file, or of this one. */
static quoth_status replace(intake *in, const batch_item *item, uint32_t replaced, quoth_error *err)
{
    in->report->replaced++;
    in->report->added--;
    forget_known(in, replaced);
    return writer_replace_article(in->w, replaced, item->row.id, err);
}

/* An old file is read again. As put_aside. */
static quoth_status hold_back(intake *in, const batch_item *item, quoth_error *err)
{
    quoth_error why = {.status = QUOTH_OK};
    fail(&why, QUOTH_WITHHELD, "taken back by its sender: %.*s", STR_ARG(str_slice(item->row.external_id, 0, 100)));
    report_problem(in, item->raw.path, item->raw.line, &why);
    return writer_remove_article(in->w, item->row.id, err);
}

static quoth_status note_revisit(intake *in, const batch_item *item, quoth_error *err)
{
    bool is_known;
    TRY(captures_revisit(in->w, item, &is_known, err));
    in->report->unchanged += is_known;
    return QUOTH_OK;
}

/* An older capture than the archive has. Its shard has it already: stored and taken out, its number is never given again. */
static quoth_status put_aside(intake *in, const batch_item *item, uint32_t newer, quoth_error *err)
{
    in->report->unchanged++;
    TRY(captures_add_older(in->w, item, newer, err));
    return writer_remove_article(in->w, item->row.id, err);
}

static quoth_status store(intake *in, batch *b, batch_item *item, quoth_error *err)
{
    if (item->why.status != QUOTH_OK)
        report_problem(in, item->raw.path, item->raw.line, &item->why);
    if (item->status == QUOTH_NOT_FOUND && item->revisited_id.len > 0)
        return note_revisit(in, item, err);
    if (item->status == QUOTH_NOT_FOUND && item->file)
        item->file->is_partial = true;
    if (item->status == QUOTH_WITHHELD && item->file && item->recalled_id.len == 0)
        item->file->holds_back = true;
    if (item->status != QUOTH_OK && item->file && item->raw.format == &format_converted)
        item->file->is_broken = true; /* another command may do better */
    if (item->status == QUOTH_WITHHELD && item->recalled_id.len > 0)
        TRY(taken_back_recall(&in->recalled, item->recalled_id, item->recalled_at, err));
    if (item->status != QUOTH_OK)
        return QUOTH_OK;
    bool is_old, is_taken_back;
    uint32_t other; /* of the same page */
    TRY(captures_settle(in->w, item, &other, &is_old, err));
    TRY(taken_back_is(&in->recalled, item, &is_taken_back, err));
    TRY(put_file_row(in, item->file, err));
    item->row.file = item->file ? item->file->row.row : 0;
    TRY(writer_store_item(in->w, b, item, err));
    if (is_taken_back)
        return hold_back(in, item, err);
    if (is_old)
        return put_aside(in, item, other, err);
    if (captures_is_one(item) || (item->file && item->file->known_count > 0))
        recent_texts_add(&in->w->recent, item->row.id, item->body);
    if (item->file)
        file_state_stored(item->file, item->row.locator, item->row.id, item->row.external_id.len > 0);
    if (other > 0)
        TRY(replace(in, item, other, err));
    in->report->added++;
    in->articles++;
    in->bytes_of_text += item->row.body_bytes;
    return QUOTH_OK;
}

/* A record's number in its file may by now be another report's; an id, or the path of a file that holds one, is not. */
static quoth_status replace_known(intake *in, const known_article *k, const stored_locator *by, quoth_error *err)
{
    in->report->replaced++;
    in->report->added--;
    if (by->article == 0) /* of several with this locator one is as it was */
        return writer_remove_article(in->w, k->id, err);
    return by->is_sure ? writer_replace_article(in->w, k->id, by->article, err)
                       : writer_replace_if_alike(in->w, k->id, by->article, err);
}

/* The file has been read to its end, and all it gave is stored. */
static quoth_status finish_file(intake *in, file_state *f, quoth_error *err)
{
    file_state_end(f);
    for (size_t i = 0; i < f->known_count; i++) {
        const known_article *k = &f->known[i];
        const stored_locator *by = k->is_met ? NULL : file_state_replaced_by(f, k);
        bool is_gone = !k->is_met && !by && in->options->prune && !f->is_stream && !f->is_broken && !f->is_partial;
        if (by)
            TRY(replace_known(in, k, by, err));
        else if (is_gone)
            TRY(writer_remove_article(in->w, k->id, err));
        in->report->removed += is_gone;
    }
    f->row.complete = !f->is_broken && !f->is_stream && !f->is_partial && !f->holds_back;
    return catalogue_put_file(in->w->cat, &f->row, err);
}

static void forget_file(intake *in, file_state *f)
{
    file_state **at = &in->all;
    while (*at != f)
        at = &(*at)->next;
    *at = f->next;
    file_state_free(&f);
}

static quoth_status store_batch(intake *in, batch *b, quoth_error *err)
{
    TRY(writer_begin(in->w, err));
    for (size_t i = 0; i < b->count; i++)
        TRY(store(in, b, &b->items[i], err));
    writer_take_shard(in->w, &b->shard);
    for (size_t i = 0; i < b->finished.count; i++) {
        TRY(finish_file(in, b->finished.items[i], err));
        forget_file(in, b->finished.items[i]);
    }
    stage_start(&in->w->clock); /* here rather than at the commit, while the workers are busy */
    TRY(lexicon_store(in->w->shared, in->w->cat, err));
    stage_done(&in->w->clock, STAGE_CATALOGUE);
    stage_end(&in->w->clock);
    fault_point("batch-stored");
    return QUOTH_OK;
}

static quoth_status take(void *context, batch *b, quoth_error *err)
{
    intake *in = context;
    TRY(store_batch(in, b, err));
    if (in->w->uncommitted_bytes < COMMIT_BYTES && clock_ns() - in->w->committed_at_ns < COMMIT_NS)
        return QUOTH_OK;
    TRY(writer_commit(in->w, err));
    return writer_merge(in->w, false, err);
}

static bool tick(void *context)
{
    intake *in = context;
    uint64_t now = clock_ns();
    if (in->is_stopped || !in->options->progress || now - in->ticked_ns < TICK_MS * 1000000u)
        return !in->is_stopped;
    in->ticked_ns = now;
    quoth_index_progress p = {.articles = in->articles, .bytes_of_text = in->bytes_of_text};
    p.seconds = (double)(now - in->started_ns) / 1e9;
    source_progress(in->src, &p.input_done, &p.input_total);
    in->is_stopped = in->options->progress(in->options->context, &p) != 0;
    return !in->is_stopped;
}

/* --- files that have vanished --- */

/* Of a whole run, all that were not met; of a part, those that it says are gone. */
static quoth_status prune(intake *in, quoth_error *err)
{
    vanished v = {.w = in->w, .base = &in->base, .removed = &in->report->removed};
    if (in->part) {
        for (size_t i = 0; i < in->part->gone_count; i++)
            TRY(vanished_at(&v, base_folder_name(&in->base, str_from(in->part->gone[i]), &in->name).data, err));
        return QUOTH_OK;
    }
    return vanished_below(&v, in->paths, in->path_count, in->met_paths.items, in->met_paths.count, err);
}

/* --- the run --- */

static source_mapping *copy_mappings(intake *in, const quoth_mapping *from, size_t count)
{
    source_mapping *to = ARENA_ARRAY(&in->a, source_mapping, count + 1);
    for (size_t i = 0; i < count; i++)
        to[i] = (source_mapping){str_from(from[i].property), str_from(from[i].path)};
    return to;
}

static uint64_t hash_mappings(const source_mapping *list, size_t count, uint64_t seed)
{
    for (size_t i = 0; i < count; i++)
        seed = hash_bytes(list[i].path, hash_bytes(list[i].key, seed));
    return seed;
}

static uint64_t hash_given(str value, uint64_t seed)
{
    return value.len > 0 ? hash_bytes(value, seed + value.len) : seed;
}

static void set_up_source(intake *in, source_options *out)
{
    const quoth_index_options *o = in->options;
    *out = (source_options){.mappings = copy_mappings(in, o->mappings, o->mapping_count),
                            .mapping_count = o->mapping_count,
                            .fields = copy_mappings(in, o->fields, o->field_count),
                            .field_count = o->field_count,
                            .converters = copy_mappings(in, o->converters, o->converter_count),
                            .converter_count = o->converter_count,
                            .sql = str_from(o->sql),
                            .format = str_from(o->format),
                            .source = str_from(o->source),
                            .language = str_from(o->language),
                            .all_files = o->all_files != 0,
                            .leave_out = str_from(in->w->dir)};
    in->reading_seed = hash_mappings(out->fields, out->field_count, 0);
    in->reading_seed = hash_mappings(out->mappings, out->mapping_count, in->reading_seed);
    in->reading_seed = hash_given(out->language, hash_given(out->source, in->reading_seed));
    in->converting_seed = hash_mappings(out->converters, out->converter_count, in->reading_seed);
}

pipeline_config pipeline_config_for(const quoth_writer *w, const quoth_index_options *o, const char *shard_dir)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned threads = o->threads ? o->threads : cores > 0 ? (unsigned)cores : 1;
    unsigned memory_mb = o->memory_mb ? o->memory_mb : DEFAULT_MEMORY_MB, most = memory_mb / (2 * BATCH_MB);
    if (threads > 256)
        threads = 256;
    if (threads > most && most > 0)
        threads = most;
    if (most > threads * MOST_BATCHES_A_THREAD)
        most = threads * MOST_BATCHES_A_THREAD;
    size_t words = (size_t)memory_mb * 1000 / threads; /* a word takes some 100 bytes: a tenth of the memory */
    pipeline_config config = {.threads = threads, .most_batches = most < 2 ? 2 : most};
    config.worker = (worker_config){.shard_dir = shard_dir,
                                    .shared = w->shared,
                                    .at_home = w->at_home,
                                    .dictionaries = w->dictionaries,
                                    .no_tags = o->no_tags != 0};
    config.worker.most_words = words < 20000 ? 20000 : words > 400000 ? 400000 : words;
    return config;
}

static const char *const *clean_paths(arena *a, const char *const *paths, size_t count)
{
    const char **out = ARENA_ARRAY(a, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        out[i] = path_given(a, paths[i]);
    return out;
}

static quoth_status read_since(const quoth_index_options *o, day *out, quoth_error *err)
{
    day_range range = {NO_DAY, NO_DAY};
    if (o->since)
        TRY(day_range_parse(str_from(o->since), day_today(), &range, err));
    *out = range.first;
    return QUOTH_OK;
}

static quoth_status run(intake *in, quoth_error *err)
{
    pipeline_config config = pipeline_config_for(in->w, in->options, in->w->dir);
    config.worker.since = in->since;
    config.worker.keeps_shards = true;
    in->threads = config.threads;
    pipeline_ends ends = {.context = in, .fill = fill, .waits = waits_to_settle, .take = take, .tick = tick};
    in->w->committed_at_ns = clock_ns();
    TRY(pipeline_run(&config, &ends, &in->w->clock, err));
    if (in->options->prune && !in->is_stopped)
        TRY(prune(in, err));
    TRY(writer_commit_last(in->w, err));
    TRY(writer_merge(in->w, true, err));
    return in->is_stopped ? fail(err, QUOTH_CANCELLED, "stopped: what was read so far is in the archive") : QUOTH_OK;
}

quoth_status intake_run(quoth_writer *w, const char *const *paths, size_t path_count, const quoth_index_options *options,
                        quoth_index_report *report, quoth_error *err)
{
    return intake_run_part(w, paths, path_count, NULL, options, report, err);
}

quoth_status intake_run_part(quoth_writer *w, const char *const *paths, size_t path_count, const intake_part *part,
                             const quoth_index_options *options, quoth_index_report *report, quoth_error *err)
{
    intake in = {.w = w, .options = options, .report = report, .path_count = path_count, .part = part};
    in.recalled = (taken_back){.w = w, .removed = &report->removed, .forget = forget_known, .context = &in};
    source_options from;
    source_callbacks callbacks = {.context = &in, .file = on_file, .problem = on_problem};
    batch *before = batch_new(); /* what the source may tell before the first batch */
    in.filling = before;
    in.started_ns = clock_ns();
    w->added = 0;
    set_up_source(&in, &from);
    if (part) {
        from.leads_to = part->leads_to;
        from.leads_to_context = part->context;
    }
    in.paths = clean_paths(&in.a, paths, path_count);
    in.known = known_files_new(w->cat);
    quoth_status status = read_since(options, &in.since, err);
    if (status == QUOTH_OK)
        status = base_folder_load(w->cat, &in.a, &in.base, err);
    if (status == QUOTH_OK)
        status = taken_back_start(&in.recalled, err);
    if (status == QUOTH_OK)
        status = source_open(in.paths, path_count, &from, callbacks, &in.src, err);
    if (status == QUOTH_OK)
        status = run(&in, err);
    source_close(&in.src);
    buf_release(&in.name);
    known_files_free(&in.known);
    while (in.all)
        forget_file(&in, in.all);
    report->bytes_of_text += in.bytes_of_text;
    report->seconds += (double)(clock_ns() - in.started_ns) / 1e9;
    batch_free(&before);
    arena_release(&in.a);
    arena_release(&in.scratch);
    arena_release(&in.recalled.scratch);
    w->is_broken |= status != QUOTH_OK && status != QUOTH_CANCELLED && status != QUOTH_BAD_USAGE;
    return status;
}
