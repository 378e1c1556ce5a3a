/* promise.c - how is a commit kept that was killed between the catalogue and the slots? */
#include "store/forward/promise.h"

#include <stddef.h>
#include <unistd.h>

#include "base/hash.h"

static const char PROMISE_MAGIC[8] = "qpromis\n";
_Static_assert(sizeof(promised_slot) == 56 && sizeof(promise) == 64, "no byte is undefined");

static uint64_t checksum_of(const promise *p)
{
    return hash_bytes((str){(const char *)p, offsetof(promise, checksum)}, 0);
}

void promise_encode(promise p, const promised_slot *slots, size_t count, buf *out)
{
    str bytes = {(const char *)slots, count * sizeof *slots};
    memcpy(p.magic, PROMISE_MAGIC, sizeof p.magic);
    p.slots = count;
    p.slots_checksum = hash_bytes(bytes, 0);
    p.checksum = checksum_of(&p);
    buf_put_str(out, bytes);
    buf_put(out, &p, sizeof p);
}

static bool read_all(int fd, char *to, size_t bytes, uint64_t from)
{
    for (size_t at = 0; at < bytes;) {
        ssize_t got = pread(fd, to + at, bytes - at, (off_t)(from + at));
        if (got <= 0)
            return false;
        at += (size_t)got;
    }
    return true;
}

bool promise_read(int records_fd, arena *a, uint64_t generation, promise *out, const promised_slot **slots)
{
    uint64_t size = 0;
    if (file_size_of(records_fd, "", &size, NULL) != QUOTH_OK || size < PART_START + sizeof *out)
        return false;
    uint64_t end = size - sizeof *out;
    if (!read_all(records_fd, (char *)out, sizeof *out, end) || memcmp(out->magic, PROMISE_MAGIC, sizeof PROMISE_MAGIC) != 0 ||
        out->checksum != checksum_of(out) || out->generation != generation || out->end[PART_RECORDS] > end)
        return false;
    size_t bytes = (size_t)(end - out->end[PART_RECORDS]);
    if (bytes % sizeof **slots != 0 || bytes / sizeof **slots != out->slots)
        return false;
    char *to = arena_alloc(a, bytes + 1);
    *slots = (const promised_slot *)(const void *)to;
    return read_all(records_fd, to, bytes, out->end[PART_RECORDS]) && hash_bytes((str){to, bytes}, 0) == out->slots_checksum;
}
