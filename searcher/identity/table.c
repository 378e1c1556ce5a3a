/* table.c - how is the table of people laid out, and put into its file while others read and write it? */
#include "searcher/identity/table.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"

/* Behind it the lists, in the order of people_table. In this machine's byte order: another one reads another magic number. */
typedef struct table_header {
    uint64_t magic;
    uint32_t version, count;
    people_state state;
    uint32_t shown_count, text_bytes;
    uint32_t namesake_count, end;
    uint64_t checksum; /* of all above */
} table_header;

static const uint64_t MAGIC = 0x0a656c706f657071; /* "qpeople\n" */

/* The lists are read where they lie: each begins at a multiple of four bytes. */
_Static_assert(sizeof(table_header) % 8 == 0 && sizeof(times_said) == 16 && sizeof(shown_as) == 12 && sizeof(namesake) == 12,
               "as it is on disk");

static uint64_t checksum_of(const table_header *h)
{
    return hash_bytes((str){(const char *)h, offsetof(table_header, checksum)}, PEOPLE_VERSION);
}

static size_t lists_bytes(uint32_t count)
{
    return (size_t)count * (3 * sizeof(uint32_t) + sizeof(times_said));
}

/* Points the lists into `bytes`, which begin with a header; false where they do not hold what it promises. */
static bool lay_out(str bytes, people_table *out)
{
    table_header h;
    if (bytes.len < sizeof h)
        return false;
    memcpy(&h, bytes.data, sizeof h);
    uint64_t wanted = sizeof h + lists_bytes(h.count) + (uint64_t)h.shown_count * sizeof(shown_as) +
                      (uint64_t)h.namesake_count * sizeof(namesake) + h.text_bytes;
    if (h.magic != MAGIC || h.version != PEOPLE_VERSION || h.checksum != checksum_of(&h) || bytes.len != wanted || h.count == 0 ||
        h.end < h.count || h.end - h.count > h.namesake_count)
        return false;
    out->state = h.state;
    out->count = h.count;
    out->shown_count = h.shown_count;
    out->namesake_count = h.namesake_count;
    out->end = h.end;
    out->head = (const uint32_t *)(const void *)(bytes.data + sizeof h);
    out->next = out->head + h.count;
    out->alike = out->next + h.count;
    out->said = (const times_said *)(const void *)(out->alike + h.count);
    out->shown = (const shown_as *)(const void *)(out->said + h.count);
    out->namesakes = (const namesake *)(const void *)(out->shown + h.shown_count);
    out->text = str_slice(bytes, bytes.len - h.text_bytes, bytes.len);
    return true;
}

void people_table_close(people_table *t)
{
    file_map_close(&t->map);
    buf_release(&t->own);
    *t = (people_table){.count = 0};
}

bool people_table_open(const char *archive_dir, people_table *out)
{
    arena a = {0};
    *out = (people_table){.count = 0};
    bool is_read = file_map_open(path_join(&a, archive_dir, PEOPLE_FILE), &out->map, NULL) == QUOTH_OK;
    arena_release(&a);
    if (is_read && !lay_out(out->map.bytes, out))
        people_table_close(out);
    return out->count > 0;
}

static void write_header(people_table *t)
{
    table_header h = {.magic = MAGIC,
                      .version = PEOPLE_VERSION,
                      .count = t->count,
                      .state = t->state,
                      .shown_count = t->shown_count,
                      .namesake_count = t->namesake_count,
                      .end = t->end,
                      .text_bytes = (uint32_t)t->text.len};
    h.checksum = checksum_of(&h);
    memcpy(t->own.data, &h, sizeof h);
}

people_lists people_table_new(people_table *out, uint32_t count)
{
    size_t bytes = sizeof(table_header) + lists_bytes(count);
    *out = (people_table){.count = count, .end = count};
    memset(buf_reserve(&out->own, bytes), 0, bytes);
    out->own.len = bytes;
    write_header(out);
    (void)lay_out(buf_str(&out->own), out);
    uint32_t *lists = (uint32_t *)(void *)(out->own.data + sizeof(table_header));
    return (people_lists){lists, lists + count, lists + 2 * (size_t)count, (times_said *)(void *)(lists + 3 * (size_t)count)};
}

void people_table_show(people_table *t, const shown_as *shown, uint32_t count, str text, const namesake *namesakes,
                       uint32_t namesake_count)
{
    buf_put(&t->own, shown, count * sizeof *shown);
    buf_put(&t->own, namesakes, namesake_count * sizeof *namesakes);
    t->namesake_count = namesake_count;
    for (uint32_t i = 0; i < namesake_count; i++)
        t->end = namesakes[i].person >= t->end ? namesakes[i].person + 1 : t->end;
    buf_put_str(&t->own, text);
    t->shown_count = count;
    t->text = text;
    write_header(t);
    (void)lay_out(buf_str(&t->own), t);
}

/* Is `path` still the file that was opened? Another writer may have put it in its place meanwhile. */
static bool is_at(int fd, const char *path)
{
    struct stat open_file, named;
    return fstat(fd, &open_file) == 0 && stat(path, &named) == 0 && open_file.st_ino == named.st_ino &&
           open_file.st_dev == named.st_dev;
}

static bool write_new(int fd, const char *path, str content)
{
    return flock(fd, LOCK_EX | LOCK_NB) == 0 && is_at(fd, path) && ftruncate(fd, 0) == 0 &&
           fd_write_all(fd, path, content, NULL) == QUOTH_OK && fdatasync(fd) == 0;
}

/* One new file for all: whoever has its lock writes it. A killed writer's is written again by the next. */
void people_table_save(const people_table *t, const char *archive_dir)
{
    arena a = {0};
    const char *path = path_join(&a, archive_dir, PEOPLE_FILE), *new_path = path_join(&a, archive_dir, PEOPLE_FILE ".new");
    int fd = open(new_path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd >= 0 && write_new(fd, new_path, buf_str(&t->own)))
        (void)rename(new_path, path);
    if (fd >= 0)
        close(fd);
    arena_release(&a);
}
