/* api_archive.c - an archive opened for reading, and the names of things */
#include <quoth.h>

#include "searcher/archive.h"
#include "searcher/facet/authors.h"
#include "searcher/identity/people.h"
#include "searcher/plan/word_list.h"
#include "store/archive.h"
#include "store/fields/field.h"
#include "store/journal/redo.h"
#include "store/text/reader.h"

#include <stdlib.h>
#include <unistd.h>

#ifndef QUOTH_VERSION
#define QUOTH_VERSION "1.0.0"
#endif

const char *quoth_version(void)
{
    return QUOTH_VERSION;
}

quoth_status quoth_archive_locate(const char *wanted, char *path, unsigned long room, quoth_error *err)
{
    arena a = {0};
    str found = str_from(archive_locate(&a, wanted));
    quoth_status status = QUOTH_OK;
    if (found.len + 1 > room)
        status = fail(err, QUOTH_LIMIT, "the archive's path has %zu bytes, there is room for %lu", found.len + 1, room);
    else
        memcpy(path, found.data, found.len + 1);
    arena_release(&a);
    return status;
}

static quoth_status open_stores(quoth_archive *archive, quoth_error *err)
{
    TRY(archive_require(archive->dir, err));
    TRY(redo_left_over(archive->dir, err));
    TRY(inverted_reader_open(archive->dir, &archive->inverted, err));
    TRY(forward_reader_open(archive->dir, &archive->forward, err));
    return catalogue_open(archive->dir, OPEN_READ, &archive->catalogue, err);
}

quoth_status quoth_archive_open(const char *archive_dir, quoth_archive **archive, quoth_error *err)
{
    quoth_archive *opened = mem_zalloc(sizeof *opened);
    const char *dir = archive_dir ? archive_dir : "";
    opened->dir = strdup(dir);
    if (!opened->dir)
        memory_exhausted(strlen(dir));
    quoth_status status = open_stores(opened, err);
    if (status != QUOTH_OK) {
        quoth_archive_close(opened);
        return status;
    }
    opened->texts = text_reader_new(opened->catalogue);
    opened->stemmers = stemmers_new();
    *archive = opened;
    return QUOTH_OK;
}

quoth_status quoth_archive_prepare(quoth_archive *archive, quoth_error *err)
{
    const people_table *people;
    TRY(archive_enter(archive, err));
    quoth_status status = people_of(archive, &people, err);
    archive_leave(archive);
    return status;
}

void quoth_archive_on_warning(quoth_archive *archive, void (*warn)(void *context, const char *text), void *context)
{
    archive->warn = warn;
    archive->warn_context = context;
}

void quoth_archive_close(quoth_archive *archive)
{
    if (!archive)
        return;
    inverted_reader_close(&archive->inverted);
    forward_reader_close(&archive->forward);
    text_reader_free(&archive->texts);
    catalogue_close(&archive->catalogue);
    stemmers_free(&archive->stemmers);
    word_list_free(&archive->words);
    people_free(archive);
    authors_free(archive);
    free(archive->dir);
    free(archive);
}

typedef struct language_share {
    language lang;
    uint32_t articles;
} language_share;

static int most_articles_first(const void *x, const void *y)
{
    const language_share *a = x, *b = y;
    if (a->articles != b->articles)
        return a->articles > b->articles ? -1 : 1;
    return (a->lang > b->lang) - (a->lang < b->lang);
}

/* From the index, removed articles included: a walk over the catalogue's rows would cost a search more than all else. */
static quoth_status learn_languages(quoth_archive *archive, quoth_error *err)
{
    language_share met[sizeof archive->languages / sizeof *archive->languages];
    DEFER(buf_release) buf term = {0};
    archive->language_count = 0;
    for (language lang = 0; lang < language_count(); lang++) {
        language_share share = {.lang = lang};
        term_value(&term, FIELD_LANG, language_code(lang));
        TRY(inverted_term_documents(archive->inverted, buf_str(&term), &share.articles, err));
        if (share.articles > 0)
            met[archive->language_count++] = share;
    }
    qsort(met, archive->language_count, sizeof *met, most_articles_first);
    for (size_t i = 0; i < archive->language_count; i++)
        archive->languages[i] = met[i].lang;
    return QUOTH_OK;
}

/* What each search needs to know and only a commit can change. */
static quoth_status learn(quoth_archive *archive, quoth_error *err)
{
    uint64_t generation = inverted_reader_generation(archive->inverted), articles;
    if (archive->known && archive->generation == generation)
        return QUOTH_OK;
    xc_statistics statistics;
    xc_error why;
    if (xc_statistics_get(inverted_reader_database(archive->inverted), &statistics, &why) != XC_OK)
        return inverted_failure(&why, "cannot read the index", err);
    TRY(learn_languages(archive, err));
    TRY(catalogue_article_count(archive->catalogue, &articles, err));
    archive->has_removed = articles != statistics.documents;
    archive->generation = generation;
    archive->known = true;
    return QUOTH_OK;
}

static quoth_status take_snapshots(quoth_archive *archive, bool *agree, quoth_error *err)
{
    bool changed;
    uint64_t generation = 0;
    TRY(inverted_reader_refresh(archive->inverted, &changed, err));
    TRY(forward_reader_refresh(archive->forward, err));
    TRY(catalogue_snapshot_begin(archive->catalogue, err));
    quoth_status status = catalogue_generation(archive->catalogue, &generation, err);
    if (status != QUOTH_OK)
        catalogue_snapshot_end(archive->catalogue);
    archive->entered = generation;
    *agree =
        inverted_reader_generation(archive->inverted) == generation && forward_reader_generation(archive->forward) == generation;
    return status;
}

/* Where the index, or the words, of a catalogue that has something are not there, nothing found would be a wrong answer. */
static quoth_status refuse_half(const quoth_archive *archive, quoth_error *err)
{
    if (archive->entered == 0)
        return QUOTH_OK;
    if (inverted_reader_generation(archive->inverted) == 0) {
        fail(err, QUOTH_CORRUPT, "the index of the archive in %s is missing: %s/inverted has no manifest", archive->dir,
             archive->dir);
        fail_hint(err, "quoth reindex builds it anew");
        return QUOTH_CORRUPT;
    }
    if (forward_reader_generation(archive->forward) == 0) {
        fail(err, QUOTH_CORRUPT, "%s/forward/slots is missing, and with it the words of all articles", archive->dir);
        fail_hint(err, "put the archive back from a copy, or index its files into a new one");
        return QUOTH_CORRUPT;
    }
    return QUOTH_OK;
}

/* A commit reaches the three stores one after the other: an article that it replaces is meanwhile in none of them under a number
 * that they share. They agree again within milliseconds, unless the writer was killed between; then nobody holds the lock. */
enum { COMMIT_STEP_US = 2000, COMMIT_STEPS = 250 };

static quoth_status enter_anew(quoth_archive *archive, quoth_error *err)
{
    bool agree;
    archive->agreed = false;
    TRY(take_snapshots(archive, &agree, err));
    for (int i = 0; !agree && i < COMMIT_STEPS && archive_lock_is_held(archive->dir); i++) {
        catalogue_snapshot_end(archive->catalogue);
        usleep(COMMIT_STEP_US);
        TRY(take_snapshots(archive, &agree, err));
    }
    if (!agree) { /* the writer may have let go of the lock just after its last step */
        catalogue_snapshot_end(archive->catalogue);
        TRY(take_snapshots(archive, &agree, err));
    }
    quoth_status status = agree ? QUOTH_OK : refuse_half(archive, err);
    if (status == QUOTH_OK)
        status = learn(archive, err);
    if (status != QUOTH_OK)
        catalogue_snapshot_end(archive->catalogue);
    archive->agreed = agree && status == QUOTH_OK;
    return status;
}

/* Most searches come when nothing has been committed since the one before: then only that is made sure of, and the catalogue's
 * snapshot is taken when it is needed. */
quoth_status archive_enter(quoth_archive *archive, quoth_error *err)
{
    bool nothing_is_new = archive->agreed && !archive->strayed && forward_reader_is_current(archive->forward);
    archive->strayed = false;
    if (!nothing_is_new)
        return enter_anew(archive, err);
    catalogue_snapshot_when_used(archive->catalogue);
    return QUOTH_OK;
}

void archive_leave(quoth_archive *archive)
{
    uint64_t seen;
    if (catalogue_snapshot_is_taken(archive->catalogue))
        archive->strayed = catalogue_generation(archive->catalogue, &seen, NULL) != QUOTH_OK || seen != archive->entered;
    catalogue_snapshot_end(archive->catalogue);
}

bool archive_has_moved(quoth_archive *archive)
{
    uint64_t now;
    if (archive->strayed)
        return true;
    if (archive->agreed && forward_reader_is_current(archive->forward))
        return false;
    return catalogue_generation(archive->catalogue, &now, NULL) == QUOTH_OK && now != archive->entered;
}
