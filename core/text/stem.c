/* stem.c - which forms belong together? Snowball's stemmers behind a cache */
#include "stem.h"

#include <libstemmer.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/limits.h"
#include "text/fold.h"
#include "text/words.h"

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

/* Endings that Snowball knows with their accents only: without, -ción would not meet -ciones. Longest first. */
static const struct {
    const char *code, *folded, *accented;
} endings[] = {
    {"es", "cion", "ción"},     {"es", "sion", "sión"},   {"es", "logia", "logía"}, {"es", "logias", "logías"},
    {"pt", "cao", "ção"},       {"pt", "coes", "ções"},   {"pt", "sao", "são"},     {"pt", "soes", "sões"},
    {"pt", "encias", "ências"}, {"pt", "encia", "ência"}, {"fr", "ees", "ées"},     {"fr", "ee", "ée"},
    {"ca", "cio", "ció"},       {"ca", "sio", "sió"},     {"ro", "atie", "aţie"},   {"ro", "atii", "aţii"},
    {"ro", "atia", "aţia"},     {"ro", "atiei", "aţiei"}, {"hu", "bol", "ból"},     {"hu", "rol", "ról"},
    {"hu", "tol", "tól"},       {"hu", "kent", "ként"},
};

static str restore_accents(arena *a, language lang, str form)
{
    enum { SHORTEST_START = 3 }; /* bytes that must precede */
    str code = language_code(lang);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!word_is_this(code, endings[i].code))
            continue;
        str ending = str_from(endings[i].folded);
        if (form.len >= ending.len + SHORTEST_START && str_ends_with(form, ending))
            return arena_printf(a, "%.*s%s", (int)(form.len - ending.len), form.data, endings[i].accented);
    }
    return form;
}

/* Folded again, as Snowball may put accents back (Serbian writes š for ш). A stem is never empty. */
static str stem_slowly(stemmers *s, language lang, str form)
{
    struct sb_stemmer *snowball = s->of[lang].snowball;
    arena_reset(&s->scratch);
    str written = restore_accents(&s->scratch, lang, form);
    const sb_symbol *data = sb_stemmer_stem(snowball, (const sb_symbol *)written.data, (int)written.len);
    if (!data)
        memory_exhausted(form.len);
    str stem = {(const char *)data, (size_t)sb_stemmer_length(snowball)};
    stem = fold(&s->scratch, stem);
    return stem.len > 0 ? stem : form;
}

str stem_word(stemmers *s, language lang, str form)
{
    if (lang == LANGUAGE_UNKNOWN || lang >= s->count || !is_stemmed(form) || !open_stemmer(&s->of[lang], lang))
        return form;
    stemmer *st = &s->of[lang];
    if (form.len > MOST_CACHED)
        return stem_slowly(s, lang, form);
    uint64_t hash = hash_bytes(form, 0);
    slot *at = &st->cache[hash % CACHE_SLOTS];
    if (at->hash == hash && at->form_len == form.len && memcmp(at->form, form.data, form.len) == 0)
        return (str){at->stem, at->stem_len};
    str stem = stem_slowly(s, lang, form);
    if (stem.len > MOST_CACHED)
        return stem;
    *at = (slot){.hash = hash, .form_len = (uint8_t)form.len, .stem_len = (uint8_t)stem.len};
    memcpy(at->form, form.data, form.len);
    memcpy(at->stem, stem.data, stem.len);
    return (str){at->stem, at->stem_len};
}
