/* hostile.h - texts that no editor would print, to see what becomes slow: shared by tests and by tests/bench/bench_tags.c */
#ifndef TEST_HOSTILE_H
#define TEST_HOSTILE_H

#include "base/arena.h"

/* `first` again and again, and where there is a `then` that one in the second half; {NULL} stands for names that are all
 * different. */
typedef struct hostile {
    const char *first, *then;
} hostile;

static const hostile hostile_texts[] = {{NULL, NULL},
                                        {"\"", NULL},
                                        {"“", NULL},
                                        {"”", NULL},
                                        {"'", NULL},
                                        {"‘", NULL},
                                        {"’", NULL},
                                        {"``", NULL},
                                        {"''", NULL},
                                        {"«»", NULL},
                                        {"“‘", NULL},
                                        {"“ ", NULL},
                                        {" \"a", NULL},
                                        {"‘a ", NULL},
                                        {"‘s’ ", NULL},
                                        {"s' 'a ", NULL},
                                        {"(", NULL},
                                        {")]", NULL},
                                        {"—", NULL},
                                        {":", NULL},
                                        {"a: ", NULL},
                                        {"A: x\n\n", NULL},
                                        {"Q. y\n", NULL},
                                        {".", NULL},
                                        {". ", NULL},
                                        {"said ", NULL},
                                        {"said, ", NULL},
                                        {"he said ", NULL},
                                        {"He said that ", NULL},
                                        {"“x” said ", NULL},
                                        {"\"x,\" he said. ", NULL},
                                        {"Smith ", NULL},
                                        {"John Smith, ", NULL},
                                        {"Mr. ", NULL},
                                        {"the minister ", NULL},
                                        {"of ", NULL},
                                        {"Bank of ", NULL},
                                        {"and ", NULL},
                                        {"that ", NULL},
                                        {", ", NULL},
                                        {"according to ", NULL},
                                        {"\n", NULL},
                                        {"\n\n", NULL},
                                        {"\n\"", NULL},
                                        {"“a\n\n", NULL},
                                        {"‘a b\n\n", NULL},
                                        {"A", NULL},
                                        {"a", NULL},
                                        {"é", NULL},
                                        {"’s", NULL},
                                        {"U.S. ", NULL},
                                        {"x. X ", NULL},
                                        {"who said he said that she said, ", NULL},
                                        {"“He said ‘no, she said “yes” to him’ again.” ", NULL},
                                        {"spokesman John Smith said the minister said he ", NULL},
                                        {"said “a\n\n", NULL},
                                        {"said he ", NULL},
                                        {"He said no “a\n\n", NULL},
                                        {"“…,” cousin Ann, 17. ", NULL},
                                        {"a-", NULL},
                                        {"1,", NULL},
                                        {"NAME: “x”\n\n", NULL},
                                        {"” — Ann Lee\n\n“b", NULL},
                                        {"Mr. Mr. ", NULL},
                                        {"Ann ", NULL},
                                        {"17 ", NULL},
                                        {"7", NULL},
                                        {"1/2/2003 ", NULL},
                                        {"May ", NULL},
                                        {"Monday, May ", NULL},
                                        {"last year of the week before ", NULL},
                                        {"two years and ", NULL},
                                        {"Paris, ", NULL},
                                        {"Paris, Texas, ", NULL},
                                        {"New ", NULL},
                                        {"San Juan ", NULL},
                                        {"St. ", NULL},
                                        {"N.Y. ", NULL},
                                        {"the dog and the cat, ", NULL},
                                        {"PARIS ", NULL},
                                        {"(", ")"},
                                        {"“ ", "” "},
                                        {"He said (", "), she said. "},
                                        {"Paris in ", "Texas "},
                                        {"Ann Lee said. ", "Lee said. "},
                                        {"\"", "said "}};

enum { HOSTILE_TEXTS = sizeof hostile_texts / sizeof *hostile_texts };

static inline size_t hostile_repeat(char *to, size_t bytes, const char *unit)
{
    size_t len = strlen(unit), count = bytes / len;
    for (size_t i = 0; i < count; i++)
        memcpy(to + i * len, unit, len);
    return count * len;
}

/* "Bagokil Cedamo, " and so on: hardly two alike. */
static inline size_t hostile_names(char *to, size_t bytes)
{
    uint32_t seed = 1;
    size_t len = 0;
    for (unsigned word = 0; len + 16 < bytes; word++) {
        for (unsigned i = 0; i < 3; i++) {
            seed = seed * 1664525u + 1013904223u;
            to[len++] = (char)((i ? 'a' : 'A') + (seed >> 16) % 26);
            to[len++] = "aeiou"[(seed >> 24) % 5];
        }
        if (word % 2)
            to[len++] = ',';
        to[len++] = ' ';
    }
    return len;
}

/* At most so many bytes of the text, valid UTF-8, in `a`. */
static inline str hostile_text(arena *a, size_t number, size_t bytes)
{
    const hostile *h = &hostile_texts[number];
    char *text = arena_alloc(a, bytes + 1);
    if (!h->first)
        return (str){text, hostile_names(text, bytes)};
    size_t half = h->then ? bytes / 2 : bytes, len = hostile_repeat(text, half, h->first);
    return (str){text, len + (h->then ? hostile_repeat(text + len, bytes - half, h->then) : 0)};
}

#endif
