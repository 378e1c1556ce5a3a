/* derive.h - from an article's row, text and tags to its forward record and its terms: the one place where that is decided */
#ifndef WRITE_DERIVE_H
#define WRITE_DERIVE_H

#include "indexer/write/word_cache.h"
#include "store/fields/field.h"
#include "store/forward/forward.h"
#include "store/forward/values.h"
#include "store/inverted/inverted.h"
#include "store/tags/focus.h"
#include "store/tags/tags.h"
#include "text/analysis.h"
#include "text/shingles.h"
#include "text/word_diff.h"

/* Indexing, recovery, reindexing and checking all derive through here, so what they make is the same.
 *
 * Terms: W stem of each word and compound (wdf: how often), T the same in the title, S each speaker quoted by name, P each place
 * named and all that contain it (wdf: how much the article is about it: focus.h), O the days named, Q source, A author, L
 * language, I the source's own id, U url, X and F the source's own fields.
 *
 * Speakers: whoever is quoted by name gets a number, by the folded name. A person who is only mentioned gets one where the same
 * article quotes him; else MARK_PERSON has value 0 (a number that depended on other articles could not be derived again). */
typedef struct deriver {
    word_cache *words;
    lexicon *shared;
    focus_finder *focus;
    uint32_t articles; /* derived so far: tells this article's counts from those before it */
    buf term;
} deriver;

typedef struct derive_input {
    const catalogue_article *row; /* its packed, words and quotations are not read */
    const analysis *title, *body;
    const tags *found;
    str encoded_tags; /* the same, as the catalogue keeps them */
} derive_input;

typedef struct derived {
    forward_record record; /* not encoded yet */
    forward_values values;
    forward_slot columns; /* without offsets, lengths, source and byline */
    inverted_term *terms;
    size_t term_count;
    str author_keys;          /* byline_keys of its row */
    signature copy_signature; /* of the body */
} derived;

deriver *deriver_new(lexicon *shared, size_t most_words);
void deriver_free(deriver **d);
/* Everything in `a`, terms of words borrowed from the deriver until its next call. */
quoth_status derive(deriver *d, arena *a, const derive_input *in, derived *out, quoth_error *err);

/* The terms of what one change of an article took out or put in: the stem of each such word, and of each compound that has one.
 * They are not in the inverted index, whose shard is built before it is known which article this one replaces, but in the
 * catalogue (versions.h). Adds to `out`, in `a`. */
typedef VEC(str) derived_terms;
quoth_status derive_changed_words(deriver *d, arena *a, const analysis *text, const text_units *units, language lang,
                                  edit_side side, derived_terms *out, quoth_error *err);

#endif
