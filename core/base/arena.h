/* arena.h - memory that lives as long as one article or one query, and is given back in one go */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "str.h"

/* A list of growing blocks. For one thread at a time. {0} is a valid, empty arena.
 * Memory is never NULL: when the system has none left, the process ends with a message (see memory_exhausted). */
typedef struct arena {
    struct arena_block *block; /* the newest one */
    char *next, *end;
} arena;

/* `size` bytes, aligned for any type, contents undefined. */
void *arena_alloc(arena *a, size_t size);
/* The same, zeroed. */
void *arena_zalloc(arena *a, size_t size);
#define ARENA_NEW(a, type) ((type *)arena_zalloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, count) ((type *)arena_zalloc((a), sizeof(type) * (count)))
/* `data` at `new_size` bytes: in place where it was the newest allocation, else a copy. */
void *arena_grow(arena *a, void *data, size_t old_size, size_t new_size);
/* A copy of `s`, with a NUL after it that is not counted. */
str arena_copy(arena *a, str s);
char *arena_zero_terminated(arena *a, str s);
__attribute__((format(printf, 2, 3))) str arena_printf(arena *a, const char *format, ...);
/* Forgets everything, keeps the largest block for the next use. */
void arena_reset(arena *a);
/* Gives all memory back. The arena is then empty and valid. */
void arena_release(arena *a);
/* Bytes held from the system. */
size_t arena_size(const arena *a);

/* malloc, realloc that do not return without memory. */
void *mem_alloc(size_t size);
void *mem_zalloc(size_t size);
/* From the start of a line of the processor's cache on (64 bytes); also for free. */
void *mem_alloc_lines(size_t size);
void *mem_realloc(void *old, size_t size);
/* Says so on stderr and aborts: quoth keeps no half-done state that a caller could rescue, and every store
 * is safe against the end of the process at any instant. */
_Noreturn void memory_exhausted(size_t wanted);

/* A growing array in an arena: VEC(token) list = {0}; vec_push(&a, &list, t); list.items[i], list.count */
#define VEC(type)           \
    struct {                \
        type *items;        \
        size_t count, room; \
    }
#define vec_push(a, v, ...)                                                                                           \
    do {                                                                                                              \
        if ((v)->count == (v)->room) {                                                                                \
            size_t vec_room_ = (v)->room ? (v)->room * 2 : 8;                                                         \
            (v)->items = arena_grow((a), (v)->items, (v)->room * sizeof *(v)->items, vec_room_ * sizeof *(v)->items); \
            (v)->room = vec_room_;                                                                                    \
        }                                                                                                             \
        (v)->items[(v)->count++] = __VA_ARGS__;                                                                       \
    } while (0)

#endif
