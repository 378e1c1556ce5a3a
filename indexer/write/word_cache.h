/* word_cache.h - a thread's own memory of words: form -> number, stem and terms, by one probe for nearly every token */
#ifndef WRITE_WORD_CACHE_H
#define WRITE_WORD_CACHE_H

#include "indexer/write/lexicon.h"
#include "text/stem.h"

/* A stem of a language, with what counts it within the article at hand. */
typedef struct cached_stem {
    str term, title_term; /* of the inverted index; title_term is made when first needed */
    uint32_t article, count, title_count;
} cached_stem;

typedef struct cached_word {
    str form;
    cached_stem *stem;
    uint64_t hash; /* of the form alone, the same in every archive */
    uint32_t number;
    language lang;
} cached_word;

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
str word_cache_title_term(word_cache *c, cached_word *w);

#endif
