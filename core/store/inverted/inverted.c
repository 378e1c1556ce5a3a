/* inverted.c - how does a reader see all shards as one index? */
#include "inverted.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "store/inverted/terms.h"

enum { OPEN_TRIES = 20 }; /* a writer that commits faster than a reader opens does not exist */

quoth_status inverted_failure(const xc_error *why, const char *what, quoth_error *err)
{
    quoth_status status = QUOTH_IO;
    switch (why->status) {
    case XC_OK: return QUOTH_OK;
    case XC_BAD_ARGUMENT:
    case XC_OUT_OF_RANGE: status = QUOTH_BAD_INPUT; break;
    case XC_NO_DATABASE:
    case XC_NOT_OPENED:
    case XC_CORRUPT:
    case XC_NO_DOCUMENT: status = QUOTH_CORRUPT; break;
    case XC_OTHER_VERSION:
    case XC_UNIMPLEMENTED:
    case XC_NO_FEATURE: status = QUOTH_UNSUPPORTED; break;
    case XC_LOCKED: status = QUOTH_BUSY; break;
    case XC_TOO_MANY_TERMS:
    case XC_NO_MEMORY: status = QUOTH_LIMIT; break;
    case XC_STOPPED: status = QUOTH_CANCELLED; break;
    case XC_NOT_CREATED:
    case XC_MODIFIED:
    case XC_CLOSED:
    case XC_DATABASE:
    case XC_NETWORK:
    case XC_BAD_OPERATION:
    case XC_INTERNAL: break;
    }
    return fail(err, status, "%s: %s", what, why->message);
}

struct inverted_reader {
    char *archive_dir;
    arena memory; /* of the manifest */
    inverted_manifest manifest;
    xc_database *db;
    term_lists *lists; /* NULL: some shard was not written in bulk */
};

/* All shards of `m` as one. *gone: a shard's folder is not there. */
static quoth_status open_shards(const char *archive_dir, const inverted_manifest *m, xc_database **out, bool *gone,
                                quoth_error *err)
{
    arena a = {0};
    xc_error why;
    size_t count = m->shards.count;
    *gone = false;
    if (count > 0 && (uint64_t)m->shards.items[count - 1].last_id * count > UINT32_MAX)
        return fail(err, QUOTH_LIMIT, "%zu shards up to article %u are more than Xapian can number; merge them", count,
                    m->shards.items[count - 1].last_id);
    const char **paths = inverted_shard_paths(archive_dir, &a, m->shards.items, count);
    quoth_status status = QUOTH_OK;
    if (xc_open_many(paths, count, out, &why) != XC_OK) {
        *gone = why.status != XC_OTHER_VERSION; /* a folder half removed fails in many ways */
        status = inverted_failure(&why, "cannot open the inverted index", err);
    }
    arena_release(&a);
    return status;
}

/* `lists` stays NULL where Xapian has to read them. */
static quoth_status open_lists(const char *archive_dir, const inverted_manifest *m, term_lists **lists, bool *gone,
                               quoth_error *err)
{
    quoth_error why;
    quoth_status status = term_lists_open(archive_dir, m, lists, &why);
    if (status == QUOTH_OK || status == QUOTH_UNSUPPORTED)
        return QUOTH_OK;
    *gone = true;
    if (err)
        *err = why;
    return status;
}

static quoth_status with_cure(quoth_status status, quoth_error *err)
{
    if (status == QUOTH_CORRUPT)
        fail_hint(err, "quoth reindex builds the index anew");
    return status;
}

/* Reads the manifest and opens its shards; again when it was replaced, and its shards removed, in between. */
static quoth_status open_newest(inverted_reader *r, quoth_error *err)
{
    uint64_t failed_with = 0;
    for (int tries = 0;; tries++) {
        bool gone = false;
        arena fresh = {0};
        inverted_manifest m;
        xc_database *db = NULL;
        term_lists *lists = NULL;
        quoth_status status = inverted_manifest_read(r->archive_dir, &fresh, &m, err);
        if (status == QUOTH_OK)
            status = open_shards(r->archive_dir, &m, &db, &gone, err);
        if (status == QUOTH_OK)
            status = open_lists(r->archive_dir, &m, &lists, &gone, err);
        if (status == QUOTH_OK) {
            xc_close(&r->db);
            term_lists_close(&r->lists);
            arena_release(&r->memory);
            r->memory = fresh;
            r->manifest = m;
            r->db = db;
            r->lists = lists;
            return QUOTH_OK;
        }
        xc_close(&db);
        arena_release(&fresh);
        if (!gone || m.checksum == failed_with || tries == OPEN_TRIES)
            return with_cure(status, err);
        failed_with = m.checksum;
    }
}

quoth_status inverted_reader_open(const char *archive_dir, inverted_reader **out, quoth_error *err)
{
    inverted_reader *r = mem_zalloc(sizeof *r);
    r->archive_dir = strdup(archive_dir);
    quoth_status status = open_newest(r, err);
    if (status != QUOTH_OK)
        inverted_reader_close(&r);
    else
        *out = r;
    return status;
}

void inverted_reader_close(inverted_reader **r)
{
    if (!*r)
        return;
    xc_close(&(*r)->db);
    term_lists_close(&(*r)->lists);
    arena_release(&(*r)->memory);
    free((*r)->archive_dir);
    free(*r);
    *r = NULL;
}

quoth_status inverted_reader_refresh(inverted_reader *r, bool *changed, quoth_error *err)
{
    arena a = {0};
    inverted_manifest m;
    *changed = false;
    quoth_status status = inverted_manifest_read(r->archive_dir, &a, &m, err);
    arena_release(&a);
    TRY(with_cure(status, err));
    if (m.checksum == r->manifest.checksum)
        return QUOTH_OK;
    TRY(open_newest(r, err));
    *changed = true;
    return QUOTH_OK;
}

uint64_t inverted_reader_generation(const inverted_reader *r)
{
    return r->manifest.generation;
}

xc_database *inverted_reader_database(inverted_reader *r)
{
    return r->db;
}

term_lists *inverted_reader_lists(inverted_reader *r)
{
    return r->lists;
}

size_t inverted_reader_shards(const inverted_reader *r)
{
    return xc_shard_count(r->db);
}

uint32_t inverted_article_of(const inverted_reader *r, xc_docid docid)
{
    return xc_docid_in_shard(xc_shard_count(r->db), docid);
}

quoth_status inverted_term_documents(inverted_reader *r, str term, uint32_t *out, quoth_error *err)
{
    xc_error why;
    xc_term_statistics found;
    *out = 0;
    if (term.len == 0) /* to Xapian it would be every article */
        return QUOTH_OK;
    if (r->lists)
        return term_lists_documents(r->lists, term, out, err);
    if (xc_term_statistics_get(r->db, term.data, term.len, &found, &why) != XC_OK)
        return inverted_failure(&why, "cannot look up a term", err);
    *out = found.documents;
    return QUOTH_OK;
}

quoth_status inverted_term_articles(inverted_reader *r, arena *a, str term, uint32_t **out, size_t *count, quoth_error *err)
{
    *out = NULL;
    *count = 0;
    if (term.len == 0)
        return QUOTH_OK;
    if (r->lists)
        return term_lists_articles(r->lists, a, term, out, count, err);
    return xapian_lists_articles(r->db, a, term, out, count, err);
}

/* ---------------------------------------------------------------- checking */

typedef struct id_check {
    const shard_info *shard;
    uint32_t documents, outside;
} id_check;

static int check_id(void *context, xc_docid docid, uint32_t wdf, uint32_t length)
{
    id_check *c = context;
    (void)wdf, (void)length;
    c->documents++;
    c->outside += docid < c->shard->first_id || docid > c->shard->last_id;
    return 1;
}

/* Xapian's check opens a table for writing, though it writes nothing. */
static bool may_write(const char *shard_path)
{
    arena a = {0};
    bool may = access(path_join(&a, shard_path, "postlist.glass"), W_OK) == 0 || (errno != EACCES && errno != EROFS);
    arena_release(&a);
    return may;
}

static quoth_status check_shard(const char *path, const shard_info *shard, quoth_error *err)
{
    xc_error why;
    xc_database *db = NULL;
    size_t faults = 0;
    id_check ids = {.shard = shard};
    if (may_write(path) && xc_check(path, &faults, NULL, NULL, &why) != XC_OK)
        return inverted_failure(&why, path, err);
    if (faults > 0)
        return fail(err, QUOTH_CORRUPT, "%s: Xapian finds %zu faults", path, faults);
    xc_status read = xc_open(path, &db, &why);
    if (read == XC_OK)
        read = xc_each_posting(db, "", 0, check_id, &ids, &why);
    xc_close(&db);
    if (read != XC_OK)
        return inverted_failure(&why, path, err);
    if (ids.outside > 0 || ids.documents != shard->documents)
        return fail(err, QUOTH_CORRUPT, "%s has %u documents, %u of them outside of its range; the manifest says %u", path,
                    ids.documents, ids.outside, shard->documents);
    return QUOTH_OK;
}

quoth_status inverted_check(const char *archive_dir, quoth_error *err)
{
    arena a = {0};
    inverted_manifest m;
    quoth_status status = inverted_manifest_read(archive_dir, &a, &m, err);
    for (size_t i = 0; status == QUOTH_OK && i < m.shards.count; i++)
        status = check_shard(inverted_path(&a, archive_dir, m.shards.items[i].name), &m.shards.items[i], err);
    arena_release(&a);
    return status;
}
