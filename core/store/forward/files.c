/* files.c - which files is the forward index, and how much of them counts? */
#include "store/forward/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"

enum { VERSION = 5 };
static const char SLOTS_MAGIC[8] = "qslots\r\n";
static const char part_magic[PARTS][PART_START] = {[PART_RECORDS] = "qrecords\r\n", [PART_VALUES] = "qvalues\r\n"};
static const char *const part_name[PARTS] = {[PART_RECORDS] = "records", [PART_VALUES] = "values"};

/* ---------------------------------------------------------------- headers */

static uint64_t header_checksum(const slots_header *h)
{
    return hash_bytes((str){(const char *)h, offsetof(slots_header, checksum)}, 0);
}

static bool header_is_ours(const slots_header *h)
{
    return memcmp(h->magic, SLOTS_MAGIC, sizeof SLOTS_MAGIC) == 0;
}

slots_header header_with(uint64_t generation, uint64_t slots, const uint64_t end[PARTS])
{
    slots_header h = {.version = VERSION, .slot_bytes = sizeof(forward_slot), .generation = generation, .slots = slots};
    memcpy(h.magic, SLOTS_MAGIC, sizeof SLOTS_MAGIC);
    memcpy(h.end, end, sizeof h.end);
    h.checksum = header_checksum(&h);
    return h;
}

static bool has_parts(const slots_header *h)
{
    for (forward_part p = 0; p < PARTS; p++)
        if (h->end[p] < PART_START)
            return false;
    return h->slots <= UINT32_MAX;
}

quoth_status header_read(int fd, const char *path, slots_header *out, int *copy, quoth_error *err)
{
    bool found = false, other_version = false;
    for (int i = 0; i < HEADER_COPIES; i++) {
        slots_header h = {0};
        if (pread(fd, &h, sizeof h, (off_t)i * HEADER_DISTANCE) < 0)
            return fail_errno(err, QUOTH_IO, "cannot read %s", path);
        if (!header_is_ours(&h))
            continue;
        other_version |= h.version != VERSION;
        if (h.version != VERSION || h.slot_bytes != sizeof(forward_slot) || h.checksum != header_checksum(&h))
            continue;
        if (found && h.generation <= out->generation)
            continue;
        *out = h;
        *copy = i;
        found = true;
    }
    if (!found && other_version)
        return fail(err, QUOTH_UNSUPPORTED, "%s was written by another version of quoth or on another kind of machine", path);
    if (!found || !has_parts(out))
        return fail(err, QUOTH_CORRUPT, "%s has no whole header", path);
    return QUOTH_OK;
}

/* ---------------------------------------------------------------- files */

void files_close(store_files *f)
{
    if (f->slots >= 0)
        close(f->slots);
    f->slots = -1;
    for (forward_part p = 0; p < PARTS; p++) {
        if (f->part[p] >= 0)
            close(f->part[p]);
        f->part[p] = -1;
    }
}

static quoth_status open_one(const char *path, int flags, int *fd, quoth_error *err)
{
    *fd = open(path, flags | O_CLOEXEC);
    if (*fd < 0)
        return fail_errno(err, errno == ENOENT ? QUOTH_NOT_FOUND : QUOTH_IO, "cannot open %s", path);
    return QUOTH_OK;
}

quoth_status files_open(store_files *f, int flags, quoth_error *err)
{
    TRY(open_one(f->slots_path, flags, &f->slots, err));
    for (forward_part p = 0; p < PARTS; p++) {
        quoth_status status = open_one(f->path[p], flags, &f->part[p], err);
        if (status == QUOTH_OK)
            continue;
        files_close(f);
        return status == QUOTH_NOT_FOUND ? fail(err, QUOTH_CORRUPT, "%s is missing", f->path[p]) : status;
    }
    return QUOTH_OK;
}

quoth_status file_size_of(int fd, const char *path, uint64_t *out, quoth_error *err)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return fail_errno(err, QUOTH_IO, "cannot look at %s", path);
    *out = (uint64_t)st.st_size;
    return QUOTH_OK;
}

static quoth_status check_size(int fd, const char *path, uint64_t wanted, quoth_error *err)
{
    uint64_t size = 0;
    TRY(file_size_of(fd, path, &size, err));
    if (size < wanted)
        return fail(err, QUOTH_CORRUPT, "%s is cut off: %llu bytes of %llu", path, (unsigned long long)size,
                    (unsigned long long)wanted);
    return QUOTH_OK;
}

quoth_status files_check_sizes(const store_files *f, const slots_header *h, quoth_error *err)
{
    TRY(check_size(f->slots, f->slots_path, SLOTS_START + h->slots * sizeof(forward_slot), err));
    for (forward_part p = 0; p < PARTS; p++) {
        char magic[PART_START] = "";
        TRY(check_size(f->part[p], f->path[p], h->end[p], err));
        if (pread(f->part[p], magic, sizeof magic, 0) != sizeof magic || memcmp(magic, part_magic[p], sizeof magic) != 0)
            return fail(err, QUOTH_CORRUPT, "%s is not a %s file", f->path[p], part_name[p]);
    }
    return QUOTH_OK;
}

void files_name(store_files *f, const char *archive_dir)
{
    arena a = {0};
    bool named = true;
    const char *folder = path_join(&a, archive_dir, "forward");
    f->slots_path = strdup(path_join(&a, folder, "slots"));
    for (forward_part p = 0; p < PARTS; p++) {
        f->path[p] = strdup(path_join(&a, folder, part_name[p]));
        f->part[p] = -1;
        named &= f->path[p] != NULL;
    }
    f->slots = -1;
    arena_release(&a);
    if (!f->slots_path || !named)
        memory_exhausted(strlen(archive_dir));
}

void files_release(store_files *f)
{
    files_close(f);
    free(f->slots_path);
    for (forward_part p = 0; p < PARTS; p++)
        free(f->path[p]);
}

/* The parts first: as long as there is no slots file, there is no store. */
quoth_status files_create(const store_files *f, quoth_error *err)
{
    char folder[4096], start[SLOTS_START] = "";
    snprintf(folder, sizeof folder, "%s", f->slots_path);
    *strrchr(folder, '/') = '\0';
    TRY(folder_make(folder, err));
    uint64_t end[PARTS];
    for (forward_part p = 0; p < PARTS; p++) {
        TRY(file_replace(f->path[p], (str){part_magic[p], PART_START}, err));
        end[p] = PART_START;
    }
    slots_header empty = header_with(0, 0, end);
    memcpy(start, &empty, sizeof empty);
    return file_replace(f->slots_path, (str){start, sizeof start}, err);
}
