/* word_cache.h - a thread's own memory of words: form -> number, stem and terms, by one probe for nearly every token */
#ifndef WRITE_WORD_CACHE_H
#define WRITE_WORD_CACHE_H

#include "indexer/write/lexicon.h"
#include "store/inverted/inverted.h"
#include "text/analysis.h"
#include "text/stem.h"

/* Both are made to fill half a line of the processor's cache, as each token touches one of each. */

/* A stem of a language, with what counts it within the article at hand. */
typedef struct cached_stem {
    const char *term; /* of the inverted index, term_len bytes; the title's behind it */
    uint32_t term_len;
    uint32_t article, count, title_count;
    inverted_memo memo; /* of the term */
} cached_stem;

typedef struct cached_word {
    uint64_t hash; /* of the form alone, the same in every archive */
    cached_stem *stem;
    uint32_t number;
    uint16_t form_len;
    uint8_t lang;
    char form[]; /* 8 bytes at least, zeros behind a shorter one */
} cached_word;

static inline str cached_stem_term(const cached_stem *s)
{
    return (str){s->term, s->term_len};
}
static inline str cached_stem_title_term(const cached_stem *s)
{
    return (str){s->term + s->term_len, s->term_len};
}

/* One thread at a time. Bounded: forgets everything when it holds `most_words`, but only in word_cache_rest. */
typedef struct word_cache word_cache;

word_cache *word_cache_new(lexicon *shared, size_t most_words);
void word_cache_free(word_cache **c);
/* Between two articles: what was handed out before may be gone afterwards. */
void word_cache_rest(word_cache *c);
/* Valid until word_cache_rest. */
quoth_status word_cache_find(word_cache *c, language lang, str form, cached_word **out, quoth_error *err);
/* The same for `count` forms, at most WORD_CACHE_AT_ONCE: faster than one by one. */
enum { WORD_CACHE_AT_ONCE = 32 };
quoth_status word_cache_find_all(word_cache *c, language lang, const str forms[], size_t count, cached_word *out[],
                                 quoth_error *err);
/* The same for the forms of tokens. */
quoth_status word_cache_find_tokens(word_cache *c, language lang, const token *tokens, size_t count, cached_word *out[],
                                    quoth_error *err);
#endif
