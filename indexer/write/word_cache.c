/* word_cache.c - how does a token become its number and its terms by one probe? */
#include "indexer/write/word_cache.h"

#include <stdlib.h>

#include "base/hash.h"
#include "store/field.h"

/* The tables hold a part of the hash beside the pointer, so that a probe rarely touches a wrong word. */
typedef struct word_slot {
    uint64_t hash;
    cached_word *word; /* NULL: free */
} word_slot;

typedef struct stem_slot {
    uint64_t hash;
    cached_stem *stem;
} stem_slot;

enum { FIRST_SLOTS = 1 << 13 };

struct word_cache {
    lexicon *shared;
    stemmers *stemming;
    arena a;
    buf term;
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
    free((*c)->words);
    free((*c)->stems);
    free(*c);
    *c = NULL;
}

void word_cache_rest(word_cache *c)
{
    if (c->word_count < c->most_words / 2)
        return;
    memset(c->words, 0, c->slot_count * sizeof *c->words);
    memset(c->stems, 0, c->slot_count * sizeof *c->stems);
    arena_reset(&c->a);
    c->word_count = 0;
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

static cached_stem *stem_of(word_cache *c, language lang, str stem)
{
    term_word(&c->term, lang, stem);
    str term = buf_str(&c->term);
    uint64_t hash = hash_bytes(term, 0);
    size_t at = hash & (c->slot_count - 1);
    for (; c->stems[at].stem; at = (at + 1) & (c->slot_count - 1))
        if (c->stems[at].hash == hash && str_equal_words(c->stems[at].stem->term, term))
            return c->stems[at].stem;
    cached_stem *s = ARENA_NEW(&c->a, cached_stem);
    s->term = arena_copy(&c->a, term);
    s->article = UINT32_MAX;
    c->stems[at] = (stem_slot){hash, s};
    return s;
}

static quoth_status learn(word_cache *c, language lang, str form, uint64_t hash, cached_word **out, quoth_error *err)
{
    if (c->word_count * 2 >= c->slot_count)
        grow(c);
    cached_word *w = arena_alloc(&c->a, sizeof *w + form.len); /* the form behind it: one line of the processor's cache */
    str stem = stem_word(c->stemming, lang, form);
    TRY(lexicon_word(c->shared, lang, form, stem, &w->number, err));
    w->stem = stem_of(c, lang, stem);
    w->form = (str){memcpy(w + 1, form.data, form.len), form.len};
    w->hash = hash_bytes(form, 0);
    w->lang = lang;
    size_t at = hash & (c->slot_count - 1);
    while (c->words[at].word)
        at = (at + 1) & (c->slot_count - 1);
    c->words[at] = (word_slot){hash, w};
    c->word_count++;
    *out = w;
    return QUOTH_OK;
}

static quoth_status find_hashed(word_cache *c, language lang, str form, uint64_t hash, cached_word **out, quoth_error *err)
{
    for (size_t at = hash & (c->slot_count - 1); c->words[at].word; at = (at + 1) & (c->slot_count - 1)) {
        cached_word *w = c->words[at].word;
        if (c->words[at].hash == hash && w->lang == lang && str_equal_words(w->form, form)) {
            *out = w;
            return QUOTH_OK;
        }
    }
    return learn(c, lang, form, hash, out, err);
}

quoth_status word_cache_find(word_cache *c, language lang, str form, cached_word **out, quoth_error *err)
{
    return find_hashed(c, lang, form, hash_bytes(form, lang), out, err);
}

/* The table is larger than the processor's caches: slots, words and stems are each asked for well before they are needed. */
quoth_status word_cache_find_all(word_cache *c, language lang, const str forms[], size_t count, cached_word *out[],
                                 quoth_error *err)
{
    uint64_t hashes[WORD_CACHE_AT_ONCE];
    for (size_t i = 0; i < count; i++) {
        hashes[i] = hash_bytes(forms[i], lang);
        __builtin_prefetch(&c->words[hashes[i] & (c->slot_count - 1)]);
    }
    for (size_t i = 0; i < count; i++)
        __builtin_prefetch(c->words[hashes[i] & (c->slot_count - 1)].word);
    for (size_t i = 0; i < count; i++) {
        cached_word *likely = c->words[hashes[i] & (c->slot_count - 1)].word;
        if (likely)
            __builtin_prefetch(likely->stem);
    }
    for (size_t i = 0; i < count; i++)
        TRY(find_hashed(c, lang, forms[i], hashes[i], &out[i], err));
    return QUOTH_OK;
}

str word_cache_title_term(word_cache *c, cached_word *w)
{
    cached_stem *s = w->stem;
    if (s->title_term.len == 0) {
        str whole = s->term; /* "Wen:stem"; the title's is "Ten:stem", also where a long stem was cut */
        char *copy = arena_zero_terminated(&c->a, whole);
        copy[0] = 'T';
        s->title_term = (str){copy, whole.len};
    }
    return s->title_term;
}
