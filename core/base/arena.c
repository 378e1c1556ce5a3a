/* arena.c - where does the memory of one article or one query come from? */
#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t size; /* usable bytes after this header */
    max_align_t bytes[];
};

void memory_exhausted(size_t wanted)
{
    fprintf(stderr, "quoth: out of memory (%zu bytes wanted)\n", wanted);
    abort();
}

void *mem_alloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        memory_exhausted(size);
    return p;
}

void *mem_zalloc(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p)
        memory_exhausted(size);
    return p;
}

void *mem_alloc_lines(size_t size)
{
    enum { LINE = 64 };
    size_t lines = size / LINE + 1;
    void *p = aligned_alloc(LINE, lines * LINE);
    if (!p)
        memory_exhausted(size);
    return p;
}

void *mem_realloc(void *old, size_t size)
{
    void *p = realloc(old, size ? size : 1);
    if (!p)
        memory_exhausted(size);
    return p;
}

static size_t aligned(size_t size)
{
    size_t to = _Alignof(max_align_t);
    if (size > SIZE_MAX - to)
        memory_exhausted(size);
    return (size + to - 1) & ~(to - 1);
}

static void add_block(arena *a, size_t at_least)
{
    size_t size = a->block ? a->block->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    if (size < at_least)
        size = at_least;
    if (size > SIZE_MAX - sizeof(struct arena_block))
        memory_exhausted(size);
    struct arena_block *b = mem_alloc(sizeof *b + size);
    b->older = a->block;
    b->size = size;
    a->block = b;
    a->next = (char *)b->bytes;
    a->end = a->next + size;
}

void *arena_alloc(arena *a, size_t size)
{
    size = aligned(size);
    if ((size_t)(a->end - a->next) < size || !a->block)
        add_block(a, size);
    void *p = a->next;
    a->next += size;
    return p;
}

void *arena_zalloc(arena *a, size_t size)
{
    return memset(arena_alloc(a, size), 0, size);
}

void *arena_grow(arena *a, void *data, size_t old_size, size_t new_size)
{
    size_t old_aligned = aligned(old_size), new_aligned = aligned(new_size);
    if (data && (char *)data + old_aligned == a->next && (size_t)(a->end - (char *)data) >= new_aligned) {
        a->next = (char *)data + new_aligned;
        return data;
    }
    void *copy = arena_alloc(a, new_size);
    if (data && old_size)
        memcpy(copy, data, old_size);
    return copy;
}

str arena_copy(arena *a, str s)
{
    char *copy = arena_alloc(a, s.len + 1);
    if (s.len)
        memcpy(copy, s.data, s.len);
    copy[s.len] = '\0';
    return (str){copy, s.len};
}

char *arena_zero_terminated(arena *a, str s)
{
    return (char *)arena_copy(a, s).data;
}

str arena_printf(arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0)
        len = 0;
    char *text = arena_alloc(a, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return (str){text, (size_t)len};
}

static void free_older(struct arena_block *b)
{
    while (b) {
        struct arena_block *older = b->older;
        free(b);
        b = older;
    }
}

void arena_reset(arena *a)
{
    if (!a->block)
        return;
    free_older(a->block->older);
    a->block->older = NULL;
    a->next = (char *)a->block->bytes;
}

void arena_release(arena *a)
{
    free_older(a->block);
    *a = (arena){0};
}

size_t arena_size(const arena *a)
{
    size_t total = 0;
    for (const struct arena_block *b = a->block; b; b = b->older)
        total += b->size;
    return total;
}
