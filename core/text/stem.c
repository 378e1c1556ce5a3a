/* stem.c - which forms belong together? Snowball's stemmers behind a cache */
#include "stem.h"

#include <libstemmer.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/limits.h"
#include "text/fold.h"

enum {
    /* News has some 100,000 forms, half of them seen once; 32,768 slots of 96 bytes a language used (3 MB) catch 97 of
     * 100 words. A slot is simply overwritten: no list to keep, and the result does not depend on it. */
    CACHE_SLOTS = 1 << 15,
    MOST_CACHED = 40 /* bytes of form, and of stem; a longer one is stemmed each time */
};

typedef struct slot {
    uint64_t hash;
    uint8_t form_len, stem_len; /* form_len 0: free */
    char form[MOST_CACHED], stem[MOST_CACHED];
} slot;

typedef struct stemmer {
    struct sb_stemmer *snowball;
    slot *cache;
} stemmer;

struct stemmers {
    arena scratch;
    uint8_t count;
    stemmer of[];
};

stemmers *stemmers_new(void)
{
    language count = language_count();
    stemmers *s = mem_zalloc(sizeof *s + count * sizeof s->of[0]);
    s->count = count;
    return s;
}

void stemmers_free(stemmers **s)
{
    if (!*s)
        return;
    for (size_t i = 0; i < (*s)->count; i++) {
        sb_stemmer_delete((*s)->of[i].snowball);
        free((*s)->of[i].cache);
    }
    arena_release(&(*s)->scratch);
    free(*s);
    *s = NULL;
}

/* Digits have no stem, nor has what is written with marks: u.s., at&t, $1.2bn. */
static bool is_stemmed(str form)
{
    for (size_t i = 0; i < form.len; i++) {
        char c = form.data[i];
        if ((c >= '0' && c <= '9') || c == '.' || c == '/' || c == '&' || c == '@' || c == '#' || c == '$' || c == '_')
            return false;
    }
    return form.len > 0 && form.len <= LIMIT_TERM_BYTES;
}

static bool open_stemmer(stemmer *st, language lang)
{
    if (st->snowball)
        return true;
    char *name = (char *)language_name(lang).data; /* a literal, zero-terminated */
    st->snowball = sb_stemmer_new(name, "UTF_8");
    if (st->snowball)
        st->cache = mem_zalloc(CACHE_SLOTS * sizeof(slot));
    return st->snowball != NULL;
}

/* Folded again, as Snowball may put accents back (Serbian writes š for ш). A stem is never empty. */
static str stem_slowly(stemmers *s, stemmer *st, str form)
{
    const sb_symbol *data = sb_stemmer_stem(st->snowball, (const sb_symbol *)form.data, (int)form.len);
    if (!data)
        memory_exhausted(form.len);
    str stem = {(const char *)data, (size_t)sb_stemmer_length(st->snowball)};
    arena_reset(&s->scratch);
    stem = fold(&s->scratch, stem);
    return stem.len > 0 ? stem : form;
}

str stem_word(stemmers *s, language lang, str form)
{
    if (lang == LANGUAGE_UNKNOWN || lang >= s->count || !is_stemmed(form) || !open_stemmer(&s->of[lang], lang))
        return form;
    stemmer *st = &s->of[lang];
    if (form.len > MOST_CACHED)
        return stem_slowly(s, st, form);
    uint64_t hash = hash_bytes(form, 0);
    slot *at = &st->cache[hash % CACHE_SLOTS];
    if (at->hash == hash && at->form_len == form.len && memcmp(at->form, form.data, form.len) == 0)
        return (str){at->stem, at->stem_len};
    str stem = stem_slowly(s, st, form);
    if (stem.len > MOST_CACHED)
        return stem;
    *at = (slot){.hash = hash, .form_len = (uint8_t)form.len, .stem_len = (uint8_t)stem.len};
    memcpy(at->form, form.data, form.len);
    memcpy(at->stem, stem.data, stem.len);
    return (str){at->stem, at->stem_len};
}
