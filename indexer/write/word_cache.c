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

static quoth_status learn(word_cache *c, language lang, str form, uint64_t hash, cached_word **out, quoth_error *err)
{
    if (c->word_count * 2 >= c->slot_count)
        grow(c);
    cached_word *w = take_half_lines(c, sizeof *w + form.len);
    str stem = stem_word(c->stemming, lang, form);
    TRY(lexicon_word(c->shared, lang, form, stem, &w->number, err));
    w->stem = stem_of(c, lang, stem);
    memcpy(w->form, form.data, form.len);
    w->form_len = (uint16_t)form.len;
    w->hash = hash;
    w->lang = (uint8_t)lang;
    size_t at = hash & (c->slot_count - 1);
    while (c->words[at].word)
        at = (at + 1) & (c->slot_count - 1);
    c->words[at] = (word_slot){hash, w};
    c->word_count++;
    *out = w;
    return QUOTH_OK;
}

static bool is_word(const cached_word *w, language lang, str form, uint64_t hash)
{
    return w->hash == hash && w->lang == lang && str_equal_words((str){w->form, w->form_len}, form);
}

static quoth_status find_hashed(word_cache *c, language lang, str form, uint64_t hash, cached_word **out, quoth_error *err)
{
    for (size_t at = hash & (c->slot_count - 1); c->words[at].word; at = (at + 1) & (c->slot_count - 1)) {
        if (c->words[at].hash == hash && is_word(c->words[at].word, lang, form, hash)) {
            *out = c->words[at].word;
            return QUOTH_OK;
        }
    }
    return learn(c, lang, form, hash, out, err);
}

quoth_status word_cache_find(word_cache *c, language lang, str form, cached_word **out, quoth_error *err)
{
    return find_hashed(c, lang, form, hash_bytes(form, 0), out, err);
}

static cached_word **recent_of(const word_cache *c, uint64_t hash)
{
    return &c->recent[hash >> 32 & (RECENT - 1)];
}

/* Words lie in the order in which they were learnt, so that the frequent ones are together; in the table they are scattered, and
 * it is larger than the processor's caches. It is looked at for what is not among the recent ones, and asked for before that. */
quoth_status word_cache_find_all(word_cache *c, language lang, const str forms[], size_t count, cached_word *out[],
                                 quoth_error *err)
{
    uint64_t hashes[WORD_CACHE_AT_ONCE];
    for (size_t i = 0; i < count; i++) {
        hashes[i] = hash_bytes(forms[i], 0);
        __builtin_prefetch(*recent_of(c, hashes[i]));
    }
    for (size_t i = 0; i < count; i++) {
        const cached_word *likely = *recent_of(c, hashes[i]);
        if (likely && likely->hash == hashes[i])
            __builtin_prefetch(likely->stem, 1);
        else
            __builtin_prefetch(&c->words[hashes[i] & (c->slot_count - 1)]);
    }
    for (size_t i = 0; i < count; i++) {
        cached_word **recent = recent_of(c, hashes[i]);
        if (!*recent || !is_word(*recent, lang, forms[i], hashes[i]))
            TRY(find_hashed(c, lang, forms[i], hashes[i], recent, err));
        out[i] = *recent;
    }
    return QUOTH_OK;
}
