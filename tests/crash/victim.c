/* victim.c - the work during which the kill test kills */
#include "crash/victim.h"

#include <quoth/index.h>
#include <stdio.h>

#include "crash/world.h"

enum { COMMIT_EVERY = 5 };

const char *scenario_name(scenario s)
{
    switch (s) {
    case INITIAL: return "initial";
    case INCREMENTAL: return "incremental";
    case ONE_BY_ONE: return "one by one";
    case REINDEX: return "reindex";
    case RETAG: return "retag";
    case SCENARIOS: break;
    }
    return "";
}

int scenario_steps(scenario s)
{
    switch (s) {
    case INITIAL:
    case INCREMENTAL: return FILES;
    case ONE_BY_ONE: return 2 * ARTICLES / COMMIT_EVERY;
    case REINDEX:
    case RETAG: return 1;
    case SCENARIOS: break;
    }
    return 0;
}

static void say_done(int steps)
{
    printf("done %d\n", steps);
    fflush(stdout);
}

static quoth_status index_files(quoth_writer *w, const char *files, quoth_error *err)
{
    arena a = {0};
    quoth_status status = QUOTH_OK;
    quoth_index_options options = {.threads = 2, .prune = 1};
    for (int g = 0; g < FILES && status == QUOTH_OK; g++) {
        const char *path = world_path(&a, files, g);
        status = quoth_writer_index(w, &path, 1, &options, NULL, err);
        if (status == QUOTH_OK)
            say_done(g + 1);
    }
    arena_release(&a);
    return status;
}

static quoth_status add_one(quoth_writer *w, arena *a, int article, int version, quoth_error *err)
{
    quoth_article_input in = {.id = world_id(a, GIVEN, article).data,
                              .title = world_title(a, GIVEN, article).data,
                              .text = world_text(a, GIVEN, article, version).data,
                              .published = "2021-03-04"};
    return quoth_writer_add(w, &in, NULL, err);
}

static quoth_status give_articles(quoth_writer *w, quoth_error *err)
{
    arena a = {0};
    quoth_status status = QUOTH_OK;
    for (int i = 0; i < 2 * ARTICLES && status == QUOTH_OK; i++) {
        status = add_one(w, &a, i % ARTICLES, i < ARTICLES ? 1 : 2, err);
        if (status == QUOTH_OK && (i + 1) % COMMIT_EVERY == 0) {
            status = quoth_writer_commit(w, err);
            if (status == QUOTH_OK)
                say_done((i + 1) / COMMIT_EVERY);
        }
    }
    arena_release(&a);
    return status;
}

static quoth_status work(scenario s, quoth_writer *w, const char *files, quoth_error *err)
{
    quoth_index_options options = {.threads = 2};
    switch (s) {
    case INITIAL:
    case INCREMENTAL: return index_files(w, files, err);
    case ONE_BY_ONE: return give_articles(w, err);
    case REINDEX:
    case RETAG: {
        quoth_status status = quoth_writer_reindex(w, s == RETAG, &options, NULL, err);
        if (status == QUOTH_OK)
            say_done(1);
        return status;
    }
    case SCENARIOS: break;
    }
    return QUOTH_OK;
}

int victim_main(scenario s, const char *archive, const char *files)
{
    quoth_writer *w = NULL;
    quoth_error err;
    quoth_status status = quoth_writer_open(archive, QUOTH_CREATE, &w, &err);
    if (status == QUOTH_OK)
        status = work(s, w, files, &err);
    if (status != QUOTH_OK)
        fprintf(stderr, "victim: %s\n", err.message);
    quoth_writer_close(w);
    return status == QUOTH_OK ? 0 : 1;
}
