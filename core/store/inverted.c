/* inverted.c - how do immutable Xapian shards and the manifest that lists them stay in step, whatever is killed? */
#include "inverted.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/trace.h"
#include "store/glass/merge.h"
#include "store/inverted_terms.h"

static const char FORMAT_LINE[] = "quoth-inverted 1\n";
static const char FORMAT_NAME[] = "quoth-inverted ";

enum {
    MANIFEST_BYTES = 16 << 20, /* some 300,000 shards */
    OPEN_TRIES = 20,           /* a writer that commits faster than a reader opens does not exist */
    MERGE_FANOUT = 4,          /* so many neighbours of a size become one: each article is copied log4(n) times */
    SMALL_SHARD = 1000         /* documents: below, all are of one size: merging them takes milliseconds */
};

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

char *inverted_path(arena *a, const char *archive_dir, const char *name)
{
    return path_join(a, path_join(a, archive_dir, "inverted"), name);
}

bool inverted_is_shard_name(str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '-' && c != '_')
            return false;
    }
    return name.len > 0 && name.len < sizeof((shard_info *)0)->name && !str_equal(name, STR("manifest"));
}

/* ---------------------------------------------------------------- manifest */

static void put_shard(buf *out, const char *kind, const shard_info *s)
{
    buf_printf(out, "%s %s %u %u %u\n", kind, s->name, s->first_id, s->last_id, s->documents);
}

/* "shard NAME FIRST LAST DOCUMENTS" without its first word. */
static bool parse_shard(str line, shard_info *out)
{
    uint64_t numbers[3];
    str name = str_cut(&line, ' ');
    if (!inverted_is_shard_name(name))
        return false;
    for (int i = 0; i < 3; i++)
        if (!str_to_u64(str_cut(&line, ' '), &numbers[i]) || numbers[i] > UINT32_MAX)
            return false;
    *out = (shard_info){.first_id = (uint32_t)numbers[0], .last_id = (uint32_t)numbers[1], .documents = (uint32_t)numbers[2]};
    memcpy(out->name, name.data, name.len);
    return line.len == 0 && out->first_id > 0 && out->first_id <= out->last_id && out->documents > 0 &&
           out->documents - 1 <= out->last_id - out->first_id;
}

static bool parse_line(arena *a, str line, inverted_manifest *m)
{
    shard_info s;
    str kind = str_cut(&line, ' ');
    if (str_equal(kind, STR("generation")))
        return m->shards.count == 0 && m->retired.count == 0 && str_to_u64(line, &m->generation);
    if (!parse_shard(line, &s))
        return false;
    if (str_equal(kind, STR("retired"))) {
        vec_push(a, &m->retired, s);
        return true;
    }
    if (!str_equal(kind, STR("shard")) || (m->shards.count && s.first_id <= m->shards.items[m->shards.count - 1].last_id))
        return false;
    vec_push(a, &m->shards, s);
    return true;
}

/* The last line is "checksum" and the hash of all before it. */
static bool split_checksum(str *text, uint64_t *checksum)
{
    enum { LINE = sizeof "checksum 0123456789abcdef\n" - 1 };
    if (text->len < LINE)
        return false;
    str last = str_slice(*text, text->len - LINE, text->len);
    *text = str_slice(*text, 0, text->len - LINE);
    *checksum = hash_bytes(*text, 0);
    char wanted[LINE + 1];
    snprintf(wanted, sizeof wanted, "checksum %016" PRIx64 "\n", *checksum);
    return str_equal(last, (str){wanted, LINE});
}

static quoth_status parse_manifest(arena *a, const char *path, str text, inverted_manifest *out, quoth_error *err)
{
    if (!str_starts_with(text, (str){FORMAT_LINE, sizeof FORMAT_LINE - 1}) &&
        str_starts_with(text, (str){FORMAT_NAME, sizeof FORMAT_NAME - 1}))
        return fail(err, QUOTH_UNSUPPORTED, "%s was written by another version of quoth", path);
    if (!str_starts_with(text, (str){FORMAT_LINE, sizeof FORMAT_LINE - 1}) || !split_checksum(&text, &out->checksum))
        return fail(err, QUOTH_CORRUPT, "%s is damaged: its checksum does not fit", path);
    text = str_slice(text, sizeof FORMAT_LINE - 1, text.len);
    while (text.len > 0) {
        str line = str_cut(&text, '\n');
        if (!parse_line(a, line, out))
            return fail(err, QUOTH_CORRUPT, "%s has a wrong line: %.*s", path, (int)(line.len < 80 ? line.len : 80), line.data);
    }
    return QUOTH_OK;
}

quoth_status inverted_manifest_read(const char *archive_dir, arena *a, inverted_manifest *out, quoth_error *err)
{
    const char *path = inverted_path(a, archive_dir, "manifest");
    quoth_error why;
    str text;
    *out = (inverted_manifest){0};
    quoth_status status = file_read(a, path, MANIFEST_BYTES, &text, &why);
    if (status == QUOTH_NOT_FOUND)
        return QUOTH_OK;
    if (status == QUOTH_OK)
        return parse_manifest(a, path, text, out, err);
    if (err)
        *err = why;
    return status;
}

#define HAS_SHARD(list, wanted) has_shard((list)->items, (list)->count, (wanted))
static bool has_shard(const shard_info *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].name, name) == 0)
            return true;
    return false;
}

/* ---------------------------------------------------------------- committing */

static quoth_status sync_path(const char *path, quoth_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;
    quoth_status status = synced ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot sync %s", path);
    if (fd >= 0)
        close(fd);
    return status;
}

static quoth_status sync_shard(arena *a, const char *path, quoth_error *err)
{
    DIR *folder = opendir(path);
    if (!folder)
        return fail_errno(err, QUOTH_IO, "cannot read folder %s", path);
    quoth_status status = QUOTH_OK;
    for (struct dirent *entry; status == QUOTH_OK && (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            status = sync_path(path_join(a, path, entry->d_name), err);
    closedir(folder);
    return status == QUOTH_OK ? folder_sync(path, err) : status;
}

static quoth_status sync_new_shards(const char *archive_dir, arena *a, const inverted_manifest *m, const inverted_manifest *old,
                                    quoth_error *err)
{
    bool any = false;
    for (size_t i = 0; i < m->shards.count; i++) {
        if (HAS_SHARD(&old->shards, m->shards.items[i].name))
            continue;
        TRY(sync_shard(a, inverted_path(a, archive_dir, m->shards.items[i].name), err));
        any = true;
    }
    return any ? folder_sync(path_join(a, archive_dir, "inverted"), err) : QUOTH_OK;
}

static quoth_status write_manifest(const char *archive_dir, arena *a, const inverted_manifest *m, const inverted_manifest *old,
                                   quoth_error *err)
{
    buf text = {0};
    buf_printf(&text, "%sgeneration %" PRIu64 "\n", FORMAT_LINE, m->generation);
    for (size_t i = 0; i < m->shards.count; i++)
        put_shard(&text, "shard", &m->shards.items[i]);
    for (size_t i = 0; i < old->shards.count; i++)
        if (!HAS_SHARD(&m->shards, old->shards.items[i].name))
            put_shard(&text, "retired", &old->shards.items[i]);
    buf_printf(&text, "checksum %016" PRIx64 "\n", hash_bytes(buf_str(&text), 0));
    TRY(folder_make(path_join(a, archive_dir, "inverted"), err));
    quoth_status status = file_replace(inverted_path(a, archive_dir, "manifest"), buf_str(&text), err);
    buf_release(&text);
    return status;
}

/* Of `list`, what neither manifest names as a shard. */
static quoth_status remove_retired(const char *archive_dir, arena *a, const shard_info *list, size_t count,
                                   const inverted_manifest *m, const inverted_manifest *old, quoth_error *err)
{
    for (size_t i = 0; i < count; i++)
        if (!HAS_SHARD(&m->shards, list[i].name) && !HAS_SHARD(&old->shards, list[i].name))
            TRY(folder_remove(inverted_path(a, archive_dir, list[i].name), err));
    return QUOTH_OK;
}

static quoth_status check_ranges(const inverted_manifest *m, quoth_error *err)
{
    for (size_t i = 1; i < m->shards.count; i++)
        if (m->shards.items[i].first_id <= m->shards.items[i - 1].last_id)
            return fail(err, QUOTH_BAD_USAGE, "shards %s and %s overlap", m->shards.items[i - 1].name, m->shards.items[i].name);
    return QUOTH_OK;
}

static quoth_status commit_steps(const char *archive_dir, arena *a, const inverted_manifest *m, quoth_error *err)
{
    inverted_manifest old;
    TRY(check_ranges(m, err));
    TRY(inverted_manifest_read(archive_dir, a, &old, err));
    TRY(sync_new_shards(archive_dir, a, m, &old, err));
    fault_point("inverted.shard-synced");
    TRY(write_manifest(archive_dir, a, m, &old, err));
    fault_point("inverted.manifest-written");
    TRY(remove_retired(archive_dir, a, m->retired.items, m->retired.count, m, &old, err));
    fault_point("inverted.before-cleanup");
    return remove_retired(archive_dir, a, old.retired.items, old.retired.count, m, &old, err);
}

quoth_status inverted_commit(const char *archive_dir, const inverted_manifest *m, quoth_error *err)
{
    arena a = {0};
    quoth_status status = commit_steps(archive_dir, &a, m, err);
    arena_release(&a);
    return status;
}

static quoth_status sweep_folder(const char *archive_dir, arena *a, DIR *folder, quoth_error *err)
{
    inverted_manifest m;
    TRY(inverted_manifest_read(archive_dir, a, &m, err));
    for (struct dirent *entry; (entry = readdir(folder));) {
        const char *name = entry->d_name;
        if (name[0] == '.' || str_starts_with(str_from(name), STR("manifest")))
            continue;
        if (!HAS_SHARD(&m.shards, name) && !HAS_SHARD(&m.retired, name))
            TRY(folder_remove(inverted_path(a, archive_dir, name), err));
    }
    return QUOTH_OK;
}

quoth_status inverted_sweep(const char *archive_dir, quoth_error *err)
{
    arena a = {0};
    DIR *folder = opendir(path_join(&a, archive_dir, "inverted"));
    quoth_status status = QUOTH_OK;
    if (folder) {
        status = sweep_folder(archive_dir, &a, folder, err);
        closedir(folder);
    } else if (errno != ENOENT)
        status = fail_errno(err, QUOTH_IO, "cannot read folder %s/inverted", archive_dir);
    arena_release(&a);
    return status;
}

/* ---------------------------------------------------------------- merging */

static const char **shard_paths(const char *archive_dir, arena *a, const shard_info *shards, size_t count)
{
    const char **paths = ARENA_ARRAY(a, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        paths[i] = inverted_path(a, archive_dir, shards[i].name);
    return paths;
}

static quoth_status compact_into(const char *path, const char *const *paths, size_t count, quoth_error *err)
{
    xc_error why;
    xc_database *db = NULL;
    TRY(folder_remove(path, err)); /* of a merge that was killed, or gave up */
    xc_status done = xc_open_many(paths, count, &db, &why);
    if (done == XC_OK)
        done = xc_compact(db, path, XC_COMPACT_KEEP_DOCIDS, XC_FULL, 0, &why);
    xc_close(&db);
    return done == XC_OK ? QUOTH_OK : inverted_failure(&why, path, err);
}

/* In bulk, or by Xapian's compactor where that cannot be. */
static quoth_status merge_into(const char *path, const char *const *paths, size_t count, quoth_error *err)
{
    quoth_status status = QUOTH_UNSUPPORTED;
    if (inverted_writes_in_bulk()) {
        TRY(folder_remove(path, err));
        TRY(folder_make(path, err));
        status = glass_merge(paths, count, path, err);
    }
    return status == QUOTH_UNSUPPORTED ? compact_into(path, paths, count, err) : status;
}

quoth_status inverted_merge(const char *archive_dir, arena *a, inverted_manifest *m, size_t from, size_t to, const char *new_name,
                            quoth_error *err)
{
    if (from >= to || to > m->shards.count || !inverted_is_shard_name(str_from(new_name)) || HAS_SHARD(&m->shards, new_name))
        return fail(err, QUOTH_BAD_USAGE, "cannot merge shards %zu to %zu of %zu into %s", from, to, m->shards.count, new_name);
    shard_info *parts = m->shards.items + from, merged = {.first_id = parts[0].first_id};
    const char **paths = shard_paths(archive_dir, a, parts, to - from);
    TRY(merge_into(inverted_path(a, archive_dir, new_name), paths, to - from, err));
    memcpy(merged.name, new_name, strlen(new_name) + 1);
    for (size_t i = 0; i < to - from; i++) {
        merged.last_id = parts[i].last_id;
        merged.documents += parts[i].documents;
        vec_push(a, &m->retired, parts[i]);
    }
    trace("inverted", "merged %zu shards, %u documents, into %s", to - from, merged.documents, new_name);
    parts[0] = merged;
    memmove(parts + 1, m->shards.items + to, (m->shards.count - to) * sizeof *parts);
    m->shards.count -= to - from - 1;
    return QUOTH_OK;
}

static unsigned size_class(const shard_info *s)
{
    unsigned class = 0;
    for (uint64_t limit = SMALL_SHARD; s->documents >= limit; limit *= MERGE_FANOUT)
        class ++;
    return class;
}

/* A run of neighbours no larger than `class`, enough of which are as large: copying it makes one of the next class. */
static bool find_run(const inverted_manifest *m, unsigned class, size_t *from, size_t *to)
{
    size_t start = 0, full = 0;
    for (size_t i = 0; i <= m->shards.count; i++) {
        unsigned size = i < m->shards.count ? size_class(&m->shards.items[i]) : UINT_MAX;
        full += size == class;
        if (size <= class)
            continue;
        if (full >= MERGE_FANOUT) {
            *from = start;
            *to = i;
            return true;
        }
        start = i + 1;
        full = 0;
    }
    return false;
}

/* The smallest size first, so that a large shard is not copied for the sake of a few small ones. */
bool inverted_merge_wanted(const inverted_manifest *m, uint64_t most, size_t *from, size_t *to)
{
    enum { CLASSES = 16 }; /* 1000 * 4^12 > 2^32 */
    for (unsigned class = 0; class < CLASSES; class ++) {
        uint64_t documents = 0;
        if (!find_run(m, class, from, to))
            continue;
        for (size_t i = *from; i < *to; i++)
            documents += m->shards.items[i].documents;
        return documents <= most;
    }
    return false;
}

/* ---------------------------------------------------------------- reading */

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
    const char **paths = shard_paths(archive_dir, &a, m->shards.items, count);
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
            return status;
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
    TRY(status);
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

static quoth_status check_shard(const char *path, const shard_info *shard, quoth_error *err)
{
    xc_error why;
    xc_database *db = NULL;
    size_t faults = 0;
    id_check ids = {.shard = shard};
    if (xc_check(path, &faults, NULL, NULL, &why) != XC_OK)
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
