/* fuzz_journal.c - what a machine that stopped left in the journal: is it read whole or not at all, and is a change that is none
 * refused? */
#include "fuzz_folder.h"

#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

#include "store/forward/forward.h"
#include "store/journal/journal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEADER_ROOM = 4096 };
static char *journal_path;

/* An archive's folder with an empty forward index and a journal. */
static void prepare(void)
{
    static arena a;
    forward_writer *w = NULL;
    if (journal_path)
        return;
    make_folder();
    journal_path = path_join(&a, folder, "journal");
    assert(forward_writer_open(folder, 0, &w, NULL) == QUOTH_OK);
    forward_writer_close(&w);
}

static size_t entries_of(arena *a, journal_entry **entries)
{
    journal *j = NULL;
    size_t count = 0;
    quoth_error err = {.status = QUOTH_OK};
    if (journal_open(folder, &j, &err) == QUOTH_OK)
        assert(journal_read(j, a, entries, &count, &err) == QUOTH_OK);
    else
        assert(err.message[0]);
    journal_close(&j);
    return count;
}

/* The bytes as the file, or behind the header of a good one. */
static void read_damaged(arena *a, str bytes, bool has_header)
{
    journal_entry *entries;
    char head[HEADER_ROOM];
    journal *j = NULL;
    (void)unlink(journal_path);
    assert(journal_open(folder, &j, NULL) == QUOTH_OK && journal_append(j, 7, STR("change"), NULL) == QUOTH_OK);
    journal_close(&j);
    int fd = open(journal_path, O_RDWR);
    assert(fd >= 0 && pread(fd, head, sizeof head, 0) == sizeof head);
    assert(pwrite(fd, bytes.data, bytes.len, has_header ? HEADER_ROOM : 0) == (ssize_t)bytes.len);
    close(fd);
    (void)journal_is_left_over(folder);
    for (size_t i = 0, count = entries_of(a, &entries); i < count; i++)
        assert(i == 0 || entries[i].generation == entries[i - 1].generation + 1);
}

/* A change whose entry is whole: what is appended comes back, and the forward index takes or refuses it. */
static void redo_change(arena *a, str change)
{
    journal_entry *entries;
    journal *j = NULL;
    quoth_error err = {.status = QUOTH_OK};
    (void)unlink(journal_path);
    assert(journal_open(folder, &j, NULL) == QUOTH_OK && journal_append(j, 7, change, NULL) == QUOTH_OK);
    journal_close(&j);
    assert(entries_of(a, &entries) == 1 && str_equal(entries[0].change, change));
    assert(forward_redo(folder, &change, 1, &err) == QUOTH_OK || err.message[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a = {0};
    if (size == 0)
        return 0;
    prepare();
    str rest = {(const char *)data + 1, size - 1};
    if (data[0] % 3 == 2)
        redo_change(&a, rest);
    else
        read_damaged(&a, rest, data[0] % 3);
    arena_release(&a);
    return 0;
}
