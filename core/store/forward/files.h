/* files.h - the files of the forward index and the header that says how much of them counts. Only forward*.c includes it
 */
#ifndef STORE_FORWARD_FILES_H
#define STORE_FORWARD_FILES_H

#include "store/forward/forward.h"

/* What grows at its end, beside the slots that point into it. */
typedef enum forward_part { PART_RECORDS, PART_VALUES, PARTS } forward_part;

/* Two copies, each in a disk sector of its own: a commit writes the older one, so one is always whole. */
typedef struct slots_header {
    char magic[8];
    uint32_t version, slot_bytes;
    uint64_t generation;
    uint64_t slots;      /* one past the largest article id */
    uint64_t end[PARTS]; /* bytes of each part */
    uint64_t checksum;   /* of all above */
} slots_header;

enum { HEADER_COPIES = 2, HEADER_DISTANCE = 512, SLOTS_START = 4096, PART_START = 16 };

_Static_assert(sizeof(forward_slot) == 48, "a slot is on disk as it is in memory");

slots_header header_with(uint64_t generation, uint64_t slots, const uint64_t end[PARTS]);
/* The newer of the whole copies, and which one it is. */
quoth_status header_read(int fd, const char *path, slots_header *out, int *copy, quoth_error *err);

typedef struct store_files {
    char *slots_path, *path[PARTS];
    int slots, part[PARTS]; /* -1: not open */
} store_files;

/* Nothing is open yet; files_release. */
void files_name(store_files *f, const char *archive_dir);
/* QUOTH_NOT_FOUND when there is no slots file; then nothing was ever committed. */
quoth_status files_open(store_files *f, int flags, quoth_error *err);
quoth_status files_create(const store_files *f, quoth_error *err);
/* All files are at least as long as the header says: what is mapped or read afterwards is there. */
quoth_status files_check_sizes(const store_files *f, const slots_header *h, quoth_error *err);
void files_close(store_files *f);
void files_release(store_files *f);
quoth_status file_size_of(int fd, const char *path, uint64_t *out, quoth_error *err);

/* Where a part has what a slot points to. */
static inline uint64_t slot_offset(const forward_slot *s, forward_part p)
{
    return p == PART_RECORDS ? s->offset : s->values_offset;
}
static inline uint32_t slot_length(const forward_slot *s, forward_part p)
{
    return p == PART_RECORDS ? s->length : s->values_length;
}

#endif
