/* word_cache.c - how does a token become its number and its terms by one probe? */
#include "indexer/write/word_cache.h"

#include <stdlib.h>

#include "base/hash.h"
#include "store/fields/field.h"

/* The table holds the hash beside the pointer, so that a probe rarely touches a wrong word. */
typedef struct word_slot {
    uint64_t hash;
    cached_word *word; /* NULL: free */
} word_slot;

typedef struct stem_slot {
    uint64_t hash;
    cached_stem *stem;
} stem_slot;

enum {
    FIRST_SLOTS = 1 << 13,
    RECENT = 1 << 13, /* 64 KB: nine tokens of ten are found there */
    HALF_LINE = 32,   /* bytes */
    POOL_BLOCK = 64 << 10
};

struct word_cache {
    lexicon *shared;
    stemmers *stemming;
    arena a;
    buf term;
    char *at, *end;       /* of what is left of a block for words and stems */
    cached_word **recent; /* by hash, the last that was found or learnt; or NULL */
    word_slot *words;
    stem_slot *stems;
    size_t slot_count, word_count, most_words;
};

word_cache *word_cache_new(lexicon *shared, size_t most_words)
{
    word_cache *c = mem_zalloc(sizeof *c);
    c->shared = shared;
    c->stemming = stemmers_new();
    c->most_words = most_words;
    c->slot_count = FIRST_SLOTS; /* as large as it would become, it would lie in more of the processor's caches than it fills */
    c->recent = mem_zalloc(RECENT * sizeof(cached_word *));
    c->words = mem_zalloc(c->slot_count * sizeof *c->words);
    c->stems = mem_zalloc(c->slot_count * sizeof *c->stems);
    return c;
}

void word_cache_free(word_cache **c)
{
    if (!*c)
        return;
    stemmers_free(&(*c)->stemming);
    arena_release(&(*c)->a);
    buf_release(&(*c)->term);
    free((*c)->recent);
    free((*c)->words);
    free((*c)->stems);
    free(*c);
    *c = NULL;
}

void word_cache_rest(word_cache *c)
{
    if (c->word_count < c->most_words / 2)
        return;
    memset(c->recent, 0, RECENT * sizeof(cached_word *));
    memset(c->words, 0, c->slot_count * sizeof *c->words);
    memset(c->stems, 0, c->slot_count * sizeof *c->stems);
    arena_reset(&c->a);
    c->at = c->end = NULL;
    c->word_count = 0;
}

/* From the start of a half line on. */
static void *take_half_lines(word_cache *c, size_t size)
{
    size = (size + HALF_LINE - 1) & ~(size_t)(HALF_LINE - 1);
    if ((size_t)(c->end - c->at) < size) {
        char *block = arena_alloc(&c->a, POOL_BLOCK + HALF_LINE);
        c->at = block + (HALF_LINE - (uintptr_t)block % HALF_LINE) % HALF_LINE;
        c->end = c->at + POOL_BLOCK;
    }
    void *taken = c->at;
    c->at += size;
    return taken;
}

/* Stems are no more than words, so that both tables have room. */
static void grow(word_cache *c)
{
    size_t old_count = c->slot_count;
    word_slot *words = c->words;
    stem_slot *stems = c->stems;
    c->slot_count *= 2;
    c->words = mem_zalloc(c->slot_count * sizeof *c->words);
    c->stems = mem_zalloc(c->slot_count * sizeof *c->stems);
    for (size_t i = 0; i < old_count; i++) {
        size_t w = words[i].hash & (c->slot_count - 1), s = stems[i].hash & (c->slot_count - 1);
        while (words[i].word && c->words[w].word)
            w = (w + 1) & (c->slot_count - 1);
        while (stems[i].stem && c->stems[s].stem)
            s = (s + 1) & (c->slot_count - 1);
        if (words[i].word)
            c->words[w] = words[i];
        if (stems[i].stem)
            c->stems[s] = stems[i];
    }
    free(words);
    free(stems);
}

/* "Wen:stem"; the title's is "Ten:stem", also where a long stem was cut. */
static const char *keep_terms(word_cache *c, str term)
{
    char *both = arena_alloc(&c->a, 2 * term.len);
    memcpy(both, term.data, term.len);
    memcpy(both + term.len, term.data, term.len);
    both[term.len] = 'T';
    return both;
}

static cached_stem *stem_of(word_cache *c, language lang, str stem)
{
    term_word(&c->term, lang, stem);
    str term = buf_str(&c->term);
    uint64_t hash = hash_bytes(term, 0);
    size_t at = hash & (c->slot_count - 1);
    for (; c->stems[at].stem; at = (at + 1) & (c->slot_count - 1))
        if (c->stems[at].hash == hash && str_equal_words(cached_stem_term(c->stems[at].stem), term))
            return c->stems[at].stem;
    cached_stem *s = take_half_lines(c, sizeof *s);
    *s = (cached_stem){.term = keep_terms(c, term), .term_len = (uint32_t)term.len, .article = UINT32_MAX};
    c->stems[at] = (stem_slot){hash, s};
    return s;
}

/* --- looking up --- */

enum { HEAD = 8, TAIL = FORM_READABLE - HEAD, SHORT_FORM = FORM_READABLE };

/* What a form is looked up by: its first bytes, zeros behind its end. */
typedef struct word_key {
    uint64_t head, tail, hash;
    str form;
} word_key;

/* Of two reads, whatever the length: a branch by it would be guessed wrong for every other word. `readable`: FORM_READABLE bytes.
 */
static word_key key_of(str form, const char *readable)
{
    static const uint8_t keep[2 * FORM_READABLE] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                    255, 255, 255, 255, 255, 255, 255, 255};
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    const uint8_t *mask = keep + FORM_READABLE - (form.len < SHORT_FORM ? form.len : SHORT_FORM);
    uint64_t head_mask, tail_mask;
    word_key k = {.form = form};
    memcpy(&k.head, readable, HEAD);
    memcpy(&k.tail, readable + HEAD, TAIL);
    memcpy(&head_mask, mask, HEAD);
    memcpy(&tail_mask, mask + HEAD, TAIL);
    k.head &= head_mask;
    k.tail &= tail_mask;
    k.hash = (k.head ^ (k.tail + form.len) * odd) * odd;
    if (form.len > SHORT_FORM)
        k.hash += hash_bytes(form, 0);
    k.hash = (k.hash ^ k.hash >> 32) * odd;
    k.hash ^= k.hash >> 32;
    return k;
}

static word_key key_of_any(str form)
{
    char beginning[FORM_READABLE] = {0};
    memcpy(beginning, form.data, form.len < FORM_READABLE ? form.len : FORM_READABLE);
    return key_of(form, beginning);
}

static quoth_status learn(word_cache *c, language lang, const word_key *k, cached_word **out, quoth_error *err)
{
    if (c->word_count * 2 >= c->slot_count)
        grow(c);
    cached_word *w = take_half_lines(c, sizeof *w + (k->form.len < HEAD ? HEAD : k->form.len));
    str stem = stem_word(c->stemming, lang, k->form);
    TRY(lexicon_word(c->shared, lang, k->form, stem, &w->number, err));
    w->stem = stem_of(c, lang, stem);
    memset(w->form, 0, HEAD);
    memcpy(w->form, k->form.data, k->form.len);
    w->form_len = (uint16_t)k->form.len;
    w->hash = hash_bytes(k->form, 0);
    w->lang = (uint8_t)lang;
    size_t at = k->hash & (c->slot_count - 1);
    while (c->words[at].word)
        at = (at + 1) & (c->slot_count - 1);
    c->words[at] = (word_slot){k->hash, w};
    c->word_count++;
    *out = w;
    return QUOTH_OK;
}

/* Of a short form no more is read than the half line that begins with the word. */
static bool is_word(const cached_word *w, language lang, const word_key *k)
{
    uint64_t head;
    memcpy(&head, w->form, HEAD);
    return head == k->head && w->form_len == k->form.len && w->lang == lang &&
           (k->form.len <= HEAD || memcmp(w->form + HEAD, k->form.data + HEAD, k->form.len - HEAD) == 0);
}

static quoth_status find(word_cache *c, language lang, const word_key *k, cached_word **out, quoth_error *err)
{
    for (size_t at = k->hash & (c->slot_count - 1); c->words[at].word; at = (at + 1) & (c->slot_count - 1)) {
        if (c->words[at].hash == k->hash && is_word(c->words[at].word, lang, k)) {
            *out = c->words[at].word;
            return QUOTH_OK;
        }
    }
    return learn(c, lang, k, out, err);
}

quoth_status word_cache_find(word_cache *c, language lang, str form, cached_word **out, quoth_error *err)
{
    word_key k = key_of_any(form);
    return find(c, lang, &k, out, err);
}

static cached_word **recent_of(const word_cache *c, const word_key *k)
{
    return &c->recent[k->hash >> 32 & (RECENT - 1)];
}

/* Asks for the stems of those that are among the recent ones, and for the places in the table of all others: how many, and which.
 */
static size_t find_recent(word_cache *c, language lang, const word_key keys[], size_t count, cached_word *out[], uint8_t others[])
{
    size_t other_count = 0;
    for (size_t i = 0; i < count; i++)
        __builtin_prefetch(*recent_of(c, &keys[i]));
    for (size_t i = 0; i < count; i++) {
        cached_word *likely = *recent_of(c, &keys[i]);
        if (likely && is_word(likely, lang, &keys[i])) {
            out[i] = likely;
            __builtin_prefetch(likely->stem, 1);
        } else {
            others[other_count++] = (uint8_t)i;
            __builtin_prefetch(&c->words[keys[i].hash & (c->slot_count - 1)]);
        }
    }
    return other_count;
}

/* Words lie in the order in which they were learnt, so that the frequent ones are together; in the table they are scattered, and
 * it is larger than the processor's caches. It is looked at for what is not among the recent ones, and asked for before that. */
static quoth_status find_all(word_cache *c, language lang, const word_key keys[], size_t count, cached_word *out[],
                             quoth_error *err)
{
    uint8_t others[WORD_CACHE_AT_ONCE];
    size_t other_count = find_recent(c, lang, keys, count, out, others);
    for (size_t i = 0; i < other_count; i++)
        __builtin_prefetch(c->words[keys[others[i]].hash & (c->slot_count - 1)].word);
    for (size_t i = 0; i < other_count; i++) {
        const word_key *k = &keys[others[i]];
        cached_word **found = &out[others[i]];
        TRY(find(c, lang, k, found, err));
        *recent_of(c, k) = *found;
        __builtin_prefetch((*found)->stem, 1);
    }
    return QUOTH_OK;
}

quoth_status word_cache_find_all(word_cache *c, language lang, const str forms[], size_t count, cached_word *out[],
                                 quoth_error *err)
{
    word_key keys[WORD_CACHE_AT_ONCE];
    for (size_t i = 0; i < count; i++)
        keys[i] = key_of_any(forms[i]);
    return find_all(c, lang, keys, count, out, err);
}

quoth_status word_cache_find_tokens(word_cache *c, language lang, const token *tokens, size_t count, cached_word *out[],
                                    quoth_error *err)
{
    word_key keys[WORD_CACHE_AT_ONCE];
    for (size_t i = 0; i < count; i++) {
        keys[i] = key_of(token_form(&tokens[i]), tokens[i].form);
        __builtin_prefetch(recent_of(c, &keys[i]));
    }
    return find_all(c, lang, keys, count, out, err);
}
