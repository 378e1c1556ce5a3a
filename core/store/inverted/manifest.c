/* manifest.c - which shards count, and how do they and the manifest stay in step, whatever is killed? */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "base/hash.h"
#include "store/inverted/inverted.h"
#include "store/journal/journal.h"

static const char FORMAT_LINE[] = "quoth-inverted 1\n";
static const char FORMAT_NAME[] = "quoth-inverted ";

enum {
    MANIFEST_BYTES = 16 << 20, /* some 300,000 shards */
    SPARE_FOLDERS = 8          /* making and removing one costs some file systems several milliseconds */
};

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
    return name.len > 0 && name.len < sizeof((shard_info *)0)->name && !str_equal(name, STR("manifest")) &&
           !str_equal(name, STR("tip"));
}

const char **inverted_shard_paths(const char *archive_dir, arena *a, const shard_info *shards, size_t count)
{
    const char **paths = ARENA_ARRAY(a, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        paths[i] = inverted_path(a, archive_dir, shards[i].name);
    return paths;
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
    if (str_equal(kind, STR("since")))
        return m->since.len == 0 && (m->since = line).len > 0;
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

static quoth_status read_settled(const char *archive_dir, arena *a, inverted_manifest *out, quoth_error *err)
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

static const char *tip_path(arena *a, const char *archive_dir, int which)
{
    return inverted_path(a, archive_dir, which == 0 ? "tip0" : "tip1");
}

/* The newer of the two; one that is being written, is damaged, or of an earlier start of the machine is as none. *which: the
 * other one, for what comes next. */
static bool read_tip(const char *archive_dir, arena *a, inverted_manifest *out, int *which)
{
    char since[START_NAME_BYTES];
    bool found = false;
    *out = (inverted_manifest){0};
    *which = 0;
    machine_start_name(since);
    for (int i = 0; i < 2 && since[0] != '\0'; i++) {
        inverted_manifest m = {0};
        str text;
        const char *path = tip_path(a, archive_dir, i);
        if (file_read(a, path, MANIFEST_BYTES, &text, NULL) != QUOTH_OK || parse_manifest(a, path, text, &m, NULL) != QUOTH_OK ||
            !str_equal(m.since, str_from(since)) || (found && m.generation < out->generation))
            continue;
        *out = m;
        *which = 1 - i;
        found = true;
    }
    return found;
}

/* The tip first: a commit makes the manifest before it takes the tip away. */
quoth_status inverted_manifest_read(const char *archive_dir, arena *a, inverted_manifest *out, quoth_error *err)
{
    int which;
    inverted_manifest tip;
    bool has_tip = read_tip(archive_dir, a, &tip, &which);
    TRY(read_settled(archive_dir, a, out, err));
    if (has_tip && tip.generation > out->generation)
        *out = tip;
    return QUOTH_OK;
}

bool inverted_has_shard(const inverted_manifest *m, const char *name)
{
    for (size_t i = 0; i < m->shards.count; i++)
        if (strcmp(m->shards.items[i].name, name) == 0)
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
        if (inverted_has_shard(old, m->shards.items[i].name))
            continue;
        TRY(sync_shard(a, inverted_path(a, archive_dir, m->shards.items[i].name), err));
        any = true;
    }
    return any ? folder_sync(path_join(a, archive_dir, "inverted"), err) : QUOTH_OK;
}

static void put_retired(buf *text, const inverted_manifest *m, const inverted_manifest *old, const inverted_manifest *older)
{
    for (size_t i = 0; i < old->shards.count; i++) {
        const shard_info *s = &old->shards.items[i];
        if (!inverted_has_shard(m, s->name) && !(older && inverted_has_shard(older, s->name)))
            put_shard(text, "retired", s);
    }
}

/* `since`: of a tip, else "". What `live` or `settled` names and `m` does not is retired. */
static void manifest_text(const inverted_manifest *m, const inverted_manifest *settled, const inverted_manifest *live, str since,
                          buf *text)
{
    buf_printf(text, "%sgeneration %" PRIu64 "\n", FORMAT_LINE, m->generation);
    if (since.len > 0)
        buf_printf(text, "since %.*s\n", STR_ARG(since));
    for (size_t i = 0; i < m->shards.count; i++)
        put_shard(text, "shard", &m->shards.items[i]);
    put_retired(text, m, settled, NULL);
    put_retired(text, m, live, settled);
    buf_printf(text, "checksum %016" PRIx64 "\n", hash_bytes(buf_str(text), 0));
}

static quoth_status write_manifest(const char *archive_dir, arena *a, const inverted_manifest *m,
                                   const inverted_manifest *settled, const inverted_manifest *live, quoth_error *err)
{
    buf text = {0};
    manifest_text(m, settled, live, STR(""), &text);
    TRY(folder_make(path_join(a, archive_dir, "inverted"), err));
    quoth_status status = file_replace(inverted_path(a, archive_dir, "manifest"), buf_str(&text), err);
    buf_release(&text);
    return status;
}

/* In place: a new name for a file costs some file systems a millisecond. */
static quoth_status write_tip(const char *archive_dir, arena *a, const inverted_manifest *m, const inverted_manifest *settled,
                              const inverted_manifest *live, int which, quoth_error *err)
{
    buf text = {0};
    char since[START_NAME_BYTES];
    const char *path = tip_path(a, archive_dir, which);
    machine_start_name(since);
    if (m->shards.count == 0) /* the first commit of an archive may be of files without articles */
        TRY(folder_make(path_join(a, archive_dir, "inverted"), err));
    manifest_text(m, settled, live, str_from(since), &text);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    bool is_open = fd >= 0;
    quoth_status status = is_open ? fd_write_at(fd, path, text.data, text.len, 0, err) : QUOTH_IO;
    if (!is_open || (status == QUOTH_OK && ftruncate(fd, (off_t)text.len) != 0))
        status = fail_errno(err, QUOTH_IO, "cannot write %s", path);
    if (is_open)
        close(fd);
    buf_release(&text);
    return status;
}

/* The n-th spare folder beside a shard's. */
static const char *spare_beside(arena *a, const char *path, int n)
{
    const char *slash = strrchr(path, '/');
    return arena_printf(a, "%.*s/spare%d", (int)(slash - path), path, n).data;
}

/* Emptied, for the next shard, or removed. */
static quoth_status retire_folder(arena *a, const char *path, quoth_error *err)
{
    if (!file_exists(path))
        return QUOTH_OK;
    TRY(folder_empty(path, err));
    for (int i = 0; i < SPARE_FOLDERS; i++) {
        const char *spare = spare_beside(a, path, i);
        if (!file_exists(spare) && rename(path, spare) == 0)
            return QUOTH_OK;
    }
    return folder_remove(path, err);
}

quoth_status inverted_folder_make(const char *path, quoth_error *err)
{
    arena a = {0};
    bool is_made = false;
    quoth_status status = folder_remove(path, err); /* of a builder or a merge that was killed */
    for (int i = 0; i < SPARE_FOLDERS && !is_made && status == QUOTH_OK; i++)
        is_made = rename(spare_beside(&a, path, i), path) == 0;
    if (!is_made && status == QUOTH_OK)
        status = folder_make(path, err);
    arena_release(&a);
    return status;
}

/* Of `list`, what none of these manifests names as a shard. */
static quoth_status remove_retired(const char *archive_dir, arena *a, const shard_info *list, size_t count,
                                   const inverted_manifest *const named[3], quoth_error *err)
{
    for (size_t i = 0; i < count; i++) {
        bool is_named = false;
        for (int n = 0; n < 3; n++)
            is_named |= inverted_has_shard(named[n], list[i].name);
        if (!is_named)
            TRY(retire_folder(a, inverted_path(a, archive_dir, list[i].name), err));
    }
    return QUOTH_OK;
}

static quoth_status check_ranges(const inverted_manifest *m, quoth_error *err)
{
    for (size_t i = 1; i < m->shards.count; i++)
        if (m->shards.items[i].first_id <= m->shards.items[i - 1].last_id)
            return fail(err, QUOTH_BAD_USAGE, "shards %s and %s overlap", m->shards.items[i - 1].name, m->shards.items[i].name);
    return QUOTH_OK;
}

/* *which: of the files of the tip, the one to be written next. */
static quoth_status read_both(const char *archive_dir, arena *a, inverted_manifest *settled, inverted_manifest *live, int *which,
                              quoth_error *err)
{
    TRY(read_settled(archive_dir, a, settled, err));
    if (!read_tip(archive_dir, a, live, which) || live->generation <= settled->generation)
        *live = *settled;
    return QUOTH_OK;
}

/* What was retired before `live`, and since it was made: readers that still open it have `live` or what it took the place of. */
static quoth_status clean_up(const char *archive_dir, arena *a, const inverted_manifest *m, const inverted_manifest *settled,
                             const inverted_manifest *live, quoth_error *err)
{
    const inverted_manifest *named[3] = {m, settled, live};
    TRY(remove_retired(archive_dir, a, m->retired.items, m->retired.count, named, err));
    fault_point("inverted.before-cleanup");
    return remove_retired(archive_dir, a, live->retired.items, live->retired.count, named, err);
}

static quoth_status commit_steps(const char *archive_dir, arena *a, const inverted_manifest *m, quoth_error *err)
{
    int which;
    inverted_manifest settled, live;
    TRY(check_ranges(m, err));
    TRY(read_both(archive_dir, a, &settled, &live, &which, err));
    TRY(sync_new_shards(archive_dir, a, m, &settled, err));
    fault_point("inverted.shard-synced");
    TRY(write_manifest(archive_dir, a, m, &settled, &live, err));
    fault_point("inverted.manifest-written");
    for (int i = 0; i < 2; i++)
        (void)unlink(tip_path(a, archive_dir, i));
    return clean_up(archive_dir, a, m, &settled, &live, err);
}

quoth_status inverted_commit(const char *archive_dir, const inverted_manifest *m, quoth_error *err)
{
    arena a = {0};
    quoth_status status = commit_steps(archive_dir, &a, m, err);
    arena_release(&a);
    return status;
}

static quoth_status tip_steps(const char *archive_dir, arena *a, const inverted_manifest *m, quoth_error *err)
{
    int which;
    inverted_manifest settled, live;
    TRY(check_ranges(m, err));
    TRY(read_both(archive_dir, a, &settled, &live, &which, err));
    TRY(write_tip(archive_dir, a, m, &settled, &live, which, err));
    fault_point("inverted.tip-written");
    return clean_up(archive_dir, a, m, &settled, &live, err);
}

quoth_status inverted_commit_tip(const char *archive_dir, const inverted_manifest *m, quoth_error *err)
{
    arena a = {0};
    quoth_status status = tip_steps(archive_dir, &a, m, err);
    arena_release(&a);
    return status;
}

quoth_status inverted_is_settled(const char *archive_dir, const char *shard, bool *out, quoth_error *err)
{
    arena a = {0};
    inverted_manifest settled;
    quoth_status status = read_settled(archive_dir, &a, &settled, err);
    *out = status == QUOTH_OK && inverted_has_shard(&settled, shard);
    arena_release(&a);
    return status;
}

quoth_status inverted_drop_damaged(const char *archive_dir, quoth_error *err)
{
    arena a = {0};
    inverted_manifest settled;
    quoth_status status = read_settled(archive_dir, &a, &settled, err);
    const char *path = inverted_path(&a, archive_dir, "manifest");
    if (status == QUOTH_CORRUPT)
        status = unlink(path) == 0 ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot remove %s", path);
    arena_release(&a);
    return status;
}

static bool is_retired(const inverted_manifest *m, const char *name)
{
    for (size_t i = 0; i < m->retired.count; i++)
        if (strcmp(m->retired.items[i].name, name) == 0)
            return true;
    return false;
}

static quoth_status sweep_folder(const char *archive_dir, arena *a, DIR *folder, quoth_error *err)
{
    int which;
    inverted_manifest settled, m;
    TRY(read_both(archive_dir, a, &settled, &m, &which, err));
    for (struct dirent *entry; (entry = readdir(folder));) {
        const char *name = entry->d_name;
        if (name[0] == '.' || str_starts_with(str_from(name), STR("manifest")) || str_starts_with(str_from(name), STR("tip")))
            continue;
        if (!inverted_has_shard(&settled, name) && !inverted_has_shard(&m, name) && !is_retired(&m, name))
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
