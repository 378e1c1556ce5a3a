/* source_test.h - files written for one test, read to their end */
#ifndef SOURCE_TEST_H
#define SOURCE_TEST_H

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/test.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "indexer/source/source.h"
#include "text/utf8.h"

enum { MOST_READ = 64 };

typedef struct read_problem {
    char path[256];
    uint32_t line;
    quoth_error why;
} read_problem;

/* All that came of reading some files. reading_release when done. */
typedef struct reading {
    arena memory;
    article articles[MOST_READ];
    size_t count;
    read_problem problems[MOST_READ];
    size_t problem_count;
    source_options options;
    bool (*file)(void *context, source_file *f);
} reading;

static char test_folder[64];

static inline void note_problem(void *context, str path, uint32_t line, const quoth_error *why)
{
    reading *r = context;
    assert_true(r->problem_count < MOST_READ);
    read_problem *p = &r->problems[r->problem_count++];
    snprintf(p->path, sizeof p->path, "%.*s", STR_ARG(path));
    p->line = line;
    p->why = *why;
}

static inline void ignore_problem(void *context, str path, uint32_t line, const quoth_error *why)
{
    (void)context, (void)path, (void)line, (void)why;
}

/* Records are the same when the memory of each is given back before the next is asked for, as indexing does between batches. */
static inline void read_again(const reading *r, const char *const *paths, size_t count, const uint64_t *hashes, size_t records)
{
    source *s;
    raw_record record;
    size_t i = 0;
    assert_int_equal(source_open(paths, count, &r->options, (source_callbacks){.problem = ignore_problem}, &s, NULL), QUOTH_OK);
    for (bool more = true; more; i += more) {
        arena one = {0};
        more = source_next(s, &one, &record, NULL) == QUOTH_OK;
        assert_true(!more || (i < records && hash_bytes(record.bytes, 0) == hashes[i]));
        arena_release(&one);
    }
    assert_int_equal(i, records);
    source_close(&s);
}

static inline void read_paths(reading *r, const char *const *paths, size_t count)
{
    uint64_t hashes[2 * MOST_READ];
    size_t records = 0;
    source *s;
    raw_record record;
    quoth_error err = {0};
    source_callbacks callbacks = {.context = r, .problem = note_problem, .file = r->file};
    assert_int_equal(source_open(paths, count, &r->options, callbacks, &s, &err), QUOTH_OK);
    while (source_next(s, &r->memory, &record, &err) == QUOTH_OK) {
        assert_true(r->count < MOST_READ && records < 2 * MOST_READ);
        hashes[records++] = hash_bytes(record.bytes, 0);
        quoth_status status = record_parse(&r->memory, &record, &r->articles[r->count], &err);
        if (status == QUOTH_OK || status == QUOTH_LIMIT)
            r->count++;
        if (status != QUOTH_OK && status != QUOTH_NOT_FOUND)
            note_problem(r, record.path, record.line, &err);
    }
    uint64_t done, total;
    source_progress(s, &done, &total);
    assert_true(total == 0 || done == total);
    source_close(&s);
    if (!r->file && strcmp(paths[0], "-") != 0) /* standard input is there once */
        read_again(r, paths, count, hashes, records);
}

static inline void read_path(reading *r, const char *path)
{
    read_paths(r, &path, 1);
}

/* "folder/name" below the test's folder; static, good until the next call but three. */
static inline const char *path_of(const char *name)
{
    static char paths[4][256];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", test_folder, name);
    return path;
}

static inline const char *write_bytes(const char *name, const void *bytes, size_t len)
{
    const char *path = path_of(name);
    quoth_error err;
    assert_int_equal(file_replace(path, (str){bytes, len}, &err), QUOTH_OK);
    return path;
}

static inline const char *write_text(const char *name, const char *text)
{
    return write_bytes(name, text, strlen(text));
}

/* Writes the text as a file of that name and reads it. */
static inline void read_text(reading *r, const char *name, const char *text)
{
    read_path(r, write_text(name, text));
}

static inline void reading_release(reading *r)
{
    arena_release(&r->memory);
}

static inline void assert_str(str have, const char *want)
{
    if (!str_equal(have, str_from(want)))
        fail_msg("have \"%.*s\", want \"%s\"", STR_ARG(have), want);
}

static inline void assert_ends_with(str have, const char *want)
{
    if (!str_ends_with(have, str_from(want)))
        fail_msg("\"%.*s\" does not end in \"%s\"", STR_ARG(have), want);
}

static inline void assert_contains(str have, const char *want)
{
    if (str_find(have, str_from(want)) == SIZE_MAX)
        fail_msg("\"%.*s\" does not contain \"%s\"", STR_ARG(have), want);
}

static inline void assert_lacks(str have, const char *unwanted)
{
    if (str_find(have, str_from(unwanted)) != SIZE_MAX)
        fail_msg("\"%.*s\" contains \"%s\"", STR_ARG(have), unwanted);
}

static inline int make_test_folder(void **state)
{
    (void)state;
    strcpy(test_folder, "/tmp/quoth_source_XXXXXX");
    return mkdtemp(test_folder) ? 0 : -1;
}

static inline int remove_test_folder(void **state)
{
    (void)state;
    return folder_remove(test_folder, NULL) == QUOTH_OK ? 0 : -1;
}

#define RUN_IN_FOLDER(name) cmocka_unit_test_setup_teardown(name, make_test_folder, remove_test_folder)

#endif
