/* guess.h - what is a name, a role or a date's value likely to be, after all that stood before it?
 *
 * Whoever writes and whoever reads guess alike, so that only what is guessed wrongly needs to be stored. */
#ifndef STORE_TAGS_GUESS_H
#define STORE_TAGS_GUESS_H

#include "base/arena.h"
#include "text/day.h"

typedef struct guess_slot {
    uint64_t key; /* 0: free */
    uint32_t value;
} guess_slot;

typedef struct guess_map {
    guess_slot *slots;
    size_t mask;
} guess_map;

/* Names so far, and which of them a text or a number stood for last. */
typedef struct name_memory {
    arena *a;
    VEC(str) names;
    guess_map by_name, by_text, by_value;
} name_memory;

name_memory memory_new(arena *a, size_t most);
/* Which it is; UINT32_MAX for one that has not been. */
uint32_t name_find(const name_memory *m, str name);
/* Of the text `own`, which stands for the number `value` (0: none): as that was called last; else a name that ends with it. */
str name_guess(const name_memory *m, str own, uint32_t value);
void name_learn(name_memory *m, str own, uint32_t value, str name);
/* The office that this name had last; "" for none. */
str role_guess(const name_memory *roles, str name);

typedef struct date_room {
    char text[16];
} date_room;

/* What a value that names these days mostly is, in `room`; what else the same words stood for last. */
str date_guess(const name_memory *m, str own, day_range days, date_room *room);

#endif
