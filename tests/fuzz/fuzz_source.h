/* fuzz_source.h - any bytes as a file of one format: do all its records keep their promises? */
#ifndef FUZZ_SOURCE_H
#define FUZZ_SOURCE_H

#undef NDEBUG
#include <assert.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/limits.h"
#include "indexer/source/source.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void check_article(const article *x)
{
    const str *all[] = {&x->id, &x->title, &x->body, &x->published, &x->url, &x->author, &x->source, &x->language};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert(all[i]->data && utf8_is_valid(*all[i]) && !memchr(all[i]->data, '\0', all[i]->len));
    /* A locator holds names of files, which may be any bytes. */
    assert(x->locator.len > 0 && !memchr(x->locator.data, '\0', x->locator.len));
    assert(x->title.len <= LIMIT_TITLE_BYTES && x->body.len <= LIMIT_ARTICLE_BYTES);
    assert(x->title.len > 0 || x->body.len > 0 || x->id.len > 0);
}

static inline void check_problem(void *context, str path, uint32_t line, const quoth_error *why)
{
    (void)context, (void)line;
    assert(path.len > 0 && why->status != QUOTH_OK && why->message[0]);
}

#ifndef FUZZ_SQL
#define FUZZ_SQL ""
#endif

/* Reads `data` as a file of the format `name`, or of whatever it looks like. */
static inline void check_source(const char *name, const uint8_t *data, size_t size)
{
    static const source_mapping mappings[] = {{{"author", 6}, {".people[0].name", 15}}, {{"source", 6}, {".a[].b", 6}}};
    source_options options = {.format = str_from(name),
                              .all_files = true,
                              .sql = STR(FUZZ_SQL),
                              .mappings = mappings,
                              .mapping_count = 2,
                              .limits = {.most_total = 32 << 20, .most_members = 1000}};
    char path[64];
    const char *paths[] = {path};
    int fd = memfd_create("fuzz", 0);
    assert(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    source *s;
    quoth_error err = {0};
    arena records = {0}, articles = {0};
    raw_record r;
    uint32_t line = 0;
    assert(source_open(paths, 1, &options, (source_callbacks){.problem = check_problem}, &s, &err) == QUOTH_OK);
    while (source_next(s, &records, &r, &err) == QUOTH_OK) {
        article x;
        assert((r.line >= line || r.number == 1) && r.number > 0); /* each member of a container starts anew */
        line = r.line;
        quoth_status status = record_parse(&articles, &r, &x, &err);
        if (status == QUOTH_OK)
            check_article(&x);
        else if (status == QUOTH_NOT_FOUND && x.is_revisit)
            assert(x.id.len > 0 && utf8_is_valid(x.id) && utf8_is_valid(x.url));
        else
            assert((err.status == QUOTH_BAD_INPUT || err.status == QUOTH_WITHHELD) && err.message[0]);
        arena_reset(&records);
        arena_reset(&articles);
    }
    source_close(&s);
    close(fd);
    arena_release(&records);
    arena_release(&articles);
}

#endif
