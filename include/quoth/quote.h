/* quote.h - the quotations of an archive themselves: list them, verify one, count who speaks and where it happens */
#ifndef QUOTH_QUOTE_H
#define QUOTH_QUOTE_H

#include <quoth/search.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One quotation of one article. Valid until the visitor that got it returns, or as long as the handle it hangs from. */
typedef struct quoth_said {
    size_t rank;             /* from 1 */
    double score;            /* comparable within one answer */
    uint64_t article;        /* number in the archive */
    const char *external_id; /* the source's own id of the article */
    const char *title, *date, *source, *author, *url, *language, *locator;
    const char *const *authors; /* each of `author`, told apart as the field author: does */
    size_t author_count;
    const char *text;          /* as it stands in the article, with its quotation marks */
    const quoth_span *matches; /* in `text`: exactly the words that satisfied the query */
    size_t match_count;
    const char *speaker;         /* what the archive calls whoever said it (quoth/alias.h); "" unknown, or hidden */
    const char *speaker_mention; /* what stands in the article: "he", "Mr Gallant"; "" when nobody is named */
    const char *kind;            /* "direct", "mixed", "indirect"; "" where the words stand outside of any quotation */
    double confidence;           /* 0..1 */
    quoth_span span;             /* of `text` in the article's text, or in its title */
    int in_title;
    const char *before, *after; /* what stands around it, where the options or verify's kind of answer ask for it; else "" */
    unsigned page;              /* of the document, from 1; 0 where it has no pages */
} quoth_said;

typedef struct quoth_quotes_options {
    size_t limit;               /* 0: all */
    size_t offset;              /* left out before the first */
    unsigned context_sentences; /* of the article, before and after that of each quotation */
    int whole_sentences;        /* indirect and mixed ones with the rest of their own: who said it, and with which word */
    void *context;              /* handed to the callbacks */
    /* Return 0 to stop: the call then returns QUOTH_OK. */
    int (*visit)(void *context, const quoth_said *said);
    /* What of the query the archive lacks, and why nothing was found: one line each. May be NULL. */
    void (*note)(void *context, const char *text);
} quoth_quotes_options;

typedef struct quoth_quotes_totals {
    uint64_t quotations; /* that match; without a limit or a query: those visited */
    uint64_t shown;
    double milliseconds;
} quoth_quotes_totals;

/* Quotations that satisfy the query, the best first; all of them, in the order of the archive, for NULL or a blank query.
 * by:, about:, kind:, words, phrases and proximity must hold in one and the same quotation; speaker: means by:. Other
 * fields (date:, source:, place:, title: …) are of its article; they are joined to the rest by AND only.
 * Memory does not grow with the number of matches: the best 100,000 are ranked, those after them follow in the order of
 * the archive. QUOTH_BAD_QUERY with column and hint. `totals` may be NULL. */
quoth_status quoth_quotes(quoth_archive *archive, const char *query, const quoth_quotes_options *options,
                          quoth_quotes_totals *totals, quoth_error *err);

/* --- was this said? --- */

typedef enum quoth_verdict {
    QUOTH_SAID_EXACTLY,  /* these words, in this order, in one quotation (by the person asked for) */
    QUOTH_SAID_ALTERED,  /* a quotation differs in some words: see the diff */
    QUOTH_SAID_BY_OTHER, /* said, but by someone else than asked for */
    QUOTH_NO_RECORD      /* no quotation of this archive comes near */
} quoth_verdict;

typedef enum quoth_diff_op {
    QUOTH_DIFF_SAME,
    QUOTH_DIFF_REMOVED, /* in the quotation, not in the text asked about */
    QUOTH_DIFF_ADDED    /* in the text asked about, not in the quotation */
} quoth_diff_op;

typedef struct quoth_diff {
    quoth_diff_op op;
    const char *text;
} quoth_diff;

typedef struct quoth_verification {
    quoth_verdict verdict;
    const char *explanation;   /* one sentence for a person */
    const quoth_said *closest; /* NULL when nothing comes near; matches: the words of it that were asked about */
    int closest_is_quoted;     /* 0: the words stand in the article, but in no quotation */
    double similarity;         /* of the closest: 1 is word for word */
    const quoth_diff *diff;    /* from the closest quotation to the text asked about; empty without closest */
    size_t diff_count;
    const quoth_said *first;   /* earliest publication of the same words as `closest`, a headline that names nobody only where
                                * there is nothing else; NULL: none */
    const quoth_said *sources; /* every article that has them, earliest first, undated last; at most 100 */
    size_t source_count;
    double milliseconds;
    const char *const *notes; /* what of the question cannot be answered, and why; one line each */
    size_t note_count;
    int negation_differs; /* among the words that differ: one side denies more often, as where a "not" came in or fell out */
    int number_differs;   /* among them: a number of one side is not on the other ("five" is 5) */
} quoth_verification;

/* Looks for `text` among all quotations. Case, punctuation, quotation marks and accents do not count; "…", "..." and "[…]"
 * in it stand for any words left out; a cue between two parts of one quotation ("…," she said, "…") is passed over, or not,
 * whichever is nearer. English words contracted or written out ("we're", "we are") are the same. `by` (may be NULL or "") names
 * the speaker, by any words of the name. A text of more than 1000 words is QUOTH_LIMIT, one of none QUOTH_BAD_USAGE. Freed with
 * quoth_verification_free. */
quoth_status quoth_verify(quoth_archive *archive, const char *text, const char *by, quoth_verification **verification,
                          quoth_error *err);
void quoth_verification_free(quoth_verification *verification);
/* "exact", "altered", "other_speaker", "no_record". Static. */
const char *quoth_verdict_name(quoth_verdict verdict);

/* --- who speaks, and which places? --- */

typedef struct quoth_speaker {
    const char *name; /* what an alias says, else the most quoted of the full names */
    uint64_t quotations, articles;
    const char *const *variants; /* other names of the same person, most quoted first */
    size_t variant_count;
} quoth_speaker;

/* Everyone quoted, most quotations first; with a prefix (may be NULL) those who have a name with a word that begins so.
 * Names that are one person's by their evidence or by an alias (quoth/alias.h) are one; speaker: finds exactly these together.
 * Return 0 from `visit` to stop. */
quoth_status quoth_each_speaker(quoth_archive *archive, const char *prefix,
                                int (*visit)(void *context, const quoth_speaker *speaker), void *context, quoth_error *err);

typedef struct quoth_place_count {
    uint32_t geonameid;
    const char *name, *full_name; /* "Gaza", "Gaza, Palestine" */
    const char *country;          /* ISO 3166-1 alpha-2, "" where it has none */
    double lat, lon;
    uint64_t articles; /* that mention it or a place inside it: what place: finds */
    uint64_t mentions; /* of the place itself */
    uint64_t about;    /* articles that are about it */
} quoth_place_count;

/* Every place mentioned, or that has one inside it, most articles first. The strings live as long as the visit. */
quoth_status quoth_each_place(quoth_archive *archive, const char *prefix,
                              int (*visit)(void *context, const quoth_place_count *place), void *context, quoth_error *err);

#ifdef __cplusplus
}
#endif
#endif
