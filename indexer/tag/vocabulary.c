/* vocabulary.c - how does each word find what is known of it by one probe? */
#include "indexer/tag/vocabulary.h"

#include <assert.h>
#include <stdlib.h>

#include "base/hash.h"
#include "text/analysis.h"

/* The words that are met first, which are the frequent ones, lie together. A slot holds the number of a word, from 1. */
enum { SLOT_BITS = 17, SLOTS = 1 << SLOT_BITS, MOST_WORDS = SLOTS * 3 / 8, LINE = 64, AT_ONCE = 32 };

static_assert(sizeof(known_word) == LINE, "a word is one line of the processor's cache");

struct vocabulary {
    uint16_t slots[SLOTS];
    uint32_t count;
    known_word *words; /* in `room`; those that were never used have no memory behind them */
    char room[(MOST_WORDS + 1) * LINE];
};

vocabulary *vocabulary_new(void)
{
    vocabulary *v = mem_zalloc(sizeof *v);
    v->words = (known_word *)(v->room + (LINE - (uintptr_t)v->room % LINE) % LINE);
    return v;
}

void vocabulary_free(vocabulary **v)
{
    if (!*v)
        return;
    free(*v);
    *v = NULL;
}

static void rest(vocabulary *v)
{
    if (v->count < MOST_WORDS)
        return;
    memset(v->slots, 0, sizeof v->slots);
    v->count = 0;
}

/* The first bytes of a form, zeros behind its end: two reads, whatever its length (a branch by it would be guessed wrong for
 * every other word). */
typedef struct beginning {
    uint64_t head, tail;
} beginning;

static_assert(sizeof(beginning) == FORM_READABLE, "all that may be read is");

static beginning begin(const token *t)
{
    static const uint8_t keep[2 * FORM_READABLE] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                    255, 255, 255, 255, 255, 255, 255, 255};
    const size_t len = t->form_len < FORM_READABLE ? t->form_len : FORM_READABLE;
    beginning b, mask;
    memcpy(&b, t->form, sizeof b);
    memcpy(&mask, keep + FORM_READABLE - len, sizeof mask);
    return (beginning){b.head & mask.head, b.tail & mask.tail};
}

static uint32_t hash_of(const token *t, beginning b)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t mixed = (b.head ^ (b.tail + t->form_len) * odd) * odd;
    if (t->form_len > FORM_READABLE)
        mixed += hash_bytes(token_form(t), 0);
    return (uint32_t)((mixed ^ mixed >> 32) * odd >> 32);
}

static bool is_this(const known_word *w, const token *t, beginning b)
{
    beginning known;
    memcpy(&known, w->form, sizeof known);
    return w->form_len == t->form_len && known.head == b.head && known.tail == b.tail &&
           (t->form_len <= FORM_READABLE || memcmp(w->form, t->form, t->form_len) == 0);
}

static void know(str form, known_word *out)
{
    *out = (known_word){0};
    if (form.len <= sizeof out->form) {
        out->form_len = (uint8_t)form.len;
        memcpy(out->form, form.data, form.len);
    }
    speaker_know(form, out);
    place_know(form, out);
    date_know(form, out);
}

static const known_word *learn(vocabulary *v, arena *a, str form, uint32_t slot)
{
    bool keeps = v->count < MOST_WORDS && form.len <= sizeof v->words->form;
    known_word *w = keeps ? &v->words[v->count] : arena_alloc(a, sizeof *w);
    know(form, w);
    if (keeps)
        v->slots[slot] = (uint16_t)++v->count;
    return w;
}

static const known_word *find(vocabulary *v, arena *a, const token *t, beginning b, uint32_t slot)
{
    for (; v->slots[slot]; slot = (slot + 1) & (SLOTS - 1)) {
        const known_word *w = &v->words[v->slots[slot] - 1];
        if (is_this(w, t, b))
            return w;
    }
    return learn(v, a, token_form(t), slot);
}

/* The words lie in memory far apart: those of some tokens are asked for before the first is read. */
static void look_up(vocabulary *v, arena *a, analysis *text)
{
    beginning b[AT_ONCE];
    uint32_t slots[AT_ONCE];
    for (uint32_t i = 0, count; i < text->token_count; i += count) {
        token *t = &text->tokens[i];
        count = text->token_count - i < AT_ONCE ? text->token_count - i : AT_ONCE;
        for (uint32_t k = 0; k < count; k++) {
            b[k] = begin(&t[k]);
            slots[k] = hash_of(&t[k], b[k]) >> (32 - SLOT_BITS);
            __builtin_prefetch(&v->slots[slots[k]]);
        }
        for (uint32_t k = 0; k < count; k++)
            __builtin_prefetch(&v->words[v->slots[slots[k]]] - 1);
        for (uint32_t k = 0; k < count; k++)
            t[k].known = find(v, a, &t[k], b[k], slots[k]);
    }
}

void vocabulary_look_up(vocabulary *v, arena *a, analysis *title, analysis *body)
{
    rest(v);
    look_up(v, a, title);
    look_up(v, a, body);
}
