/* watch.c - when has a file changed so that it is to be read? */
#include "indexer/watch/watch.h"

#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/trace.h"
#include "indexer/watch/folders.h"
#include "indexer/watch/pending.h"
#include "indexer/write/base_folder.h"

/* A file is complete when nobody has written to it for so long: after it was closed, a moment, in which its writer may open it
 * again; while it is open or where that is not known, long enough for a download that stalls. */
enum { QUIET_MS = 250, OPEN_MS = 5000, TICK_MS = 100 };
/* A file that is gone may come back at once, as editors have it, or by another name, by which it is known again. */
enum { GONE_MS = 1000 };

typedef struct watching {
    quoth_writer *w;
    const quoth_index_options *options;
    quoth_index_report *report;
    const char *const *paths;
    size_t path_count;
    folders *f;
    pending waiting;
    uint64_t started_ns;
} watching;

static uint64_t now_ms(void)
{
    return clock_ns() / 1000000;
}

static void on_file(void *context, str path, folder_sign sign)
{
    watching *v = context;
    if (sign != SIGN_GONE || v->options->prune)
        pending_note(&v->waiting, path, now_ms(), sign == SIGN_WRITTEN ? OPEN_MS : sign == SIGN_GONE ? GONE_MS : QUIET_MS);
}

static void on_lost(void *context)
{
    watching *v = context;
    v->waiting.is_lost = true;
}

static bool leads_to(void *context, str path)
{
    return pending_leads_to(context, path);
}

static bool must_stop(const watching *v)
{
    quoth_index_progress p = {.articles = v->report->added + v->report->replaced, .bytes_of_text = v->report->bytes_of_text};
    p.seconds = (double)(clock_ns() - v->started_ns) / 1e9;
    return v->options->progress && v->options->progress(v->options->context, &p) != 0;
}

static quoth_status add_paths(watching *v, quoth_error *err)
{
    for (size_t i = 0; i < v->path_count; i++)
        TRY(folders_add(v->f, v->paths[i], false, err));
    return QUOTH_OK;
}

/* What is stored is committed; QUOTH_CANCELLED then only says that it was asked to stop. */
static quoth_status take_in(watching *v, const intake_part *part, quoth_error *err)
{
    quoth_status status = intake_run_part(v->w, v->paths, v->path_count, part, v->options, v->report, err);
    return status == QUOTH_CANCELLED ? QUOTH_OK : status;
}

static quoth_status take_all(watching *v, quoth_error *err)
{
    pending_release(&v->waiting);
    TRY(add_paths(v, err));
    return take_in(v, NULL, err);
}

static quoth_status take_due(watching *v, quoth_error *err)
{
    arena a = {0};
    pending due = {0};
    pending_take(&v->waiting, now_ms(), &due);
    trace("watch", "%zu files", due.count);
    const char **gone = ARENA_ARRAY(&a, const char *, due.count + 1);
    intake_part part = {.leads_to = leads_to, .context = &due, .gone = gone};
    for (size_t i = 0; v->options->prune && i < due.count; i++)
        if (access(due.items[i].path, F_OK) != 0)
            gone[part.gone_count++] = due.items[i].path;
    quoth_status status = take_in(v, &part, err);
    pending_release(&due);
    arena_release(&a);
    return status;
}

static int wait_ms(const watching *v)
{
    uint64_t due = pending_first_due(&v->waiting), now = now_ms();
    return due <= now ? 0 : due - now < TICK_MS ? (int)(due - now) : TICK_MS;
}

static quoth_status follow(watching *v, quoth_error *err)
{
    TRY(take_all(v, err));
    while (!must_stop(v)) {
        TRY(folders_wait(v->f, wait_ms(v), err));
        if (v->waiting.is_lost)
            TRY(take_all(v, err));
        else if (pending_first_due(&v->waiting) <= now_ms())
            TRY(take_due(v, err));
    }
    return QUOTH_OK;
}

static quoth_status check_usage(const watching *v, quoth_error *err)
{
    if (v->options->reread)
        return fail(err, QUOTH_BAD_USAGE, "what is watched cannot be reread: index it before");
    for (size_t i = 0; i < v->path_count; i++)
        if (strcmp(v->paths[i], "-") == 0)
            return fail(err, QUOTH_BAD_USAGE, "standard input cannot be watched");
    return QUOTH_OK;
}

quoth_status watch_run(quoth_writer *w, const char *const *paths, size_t path_count, const quoth_index_options *options,
                       quoth_index_report *report, quoth_error *err)
{
    arena a = {0};
    watching v = {.w = w, .options = options, .report = report, .path_count = path_count, .started_ns = clock_ns()};
    const char **clean = ARENA_ARRAY(&a, const char *, path_count + 1);
    for (size_t i = 0; i < path_count; i++)
        clean[i] = path_given(&a, paths[i]);
    v.paths = clean;
    quoth_status status = check_usage(&v, err);
    if (status == QUOTH_OK)
        status = folders_new(w->dir, (folder_listener){&v, on_file, on_lost}, &v.f, err);
    if (status == QUOTH_OK)
        status = follow(&v, err);
    folders_free(&v.f);
    pending_release(&v.waiting);
    arena_release(&a);
    return status;
}
