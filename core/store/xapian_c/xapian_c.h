/* xapian_c.h - libxapian from C: how does one build, search and inspect a Xapian database without C++?
 *
 * A binding that stands alone: it needs nothing but libxapian (1.4 or 2.x). Conventions:
 * - A function that can fail returns an xc_status and fills `err` (which may be NULL) when that is not XC_OK.
 *   No exception ever leaves a function. Results behind pointers are set only on XC_OK unless stated.
 * - Strings are bytes with a length; they may hold NULs. The caller keeps them alive only for the call.
 * - A handle is for one thread at a time; different handles may be used by different threads.
 * - xxx_close and xxx_free take the address of a handle, set it to NULL, and do nothing when it is NULL already.
 * - Callbacks must return (no longjmp, no C++ exception). */
#ifndef XAPIAN_C_H
#define XAPIAN_C_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef uint32_t xc_docid; /* from 1; 0 is no document */
typedef uint32_t xc_slot;  /* number of a value */

/* One for each kind of exception that libxapian and the C++ library throw. */
typedef enum xc_status {
    XC_OK = 0,
    XC_BAD_ARGUMENT,   /* InvalidArgumentError, other LogicErrors: also terms that are too long */
    XC_BAD_OPERATION,  /* InvalidOperationError; writing to what was opened for reading */
    XC_UNIMPLEMENTED,  /* UnimplementedError */
    XC_NO_DATABASE,    /* DatabaseNotFoundError: nothing at that path */
    XC_NOT_OPENED,     /* DatabaseOpeningError: something is there, but no database, or not readable */
    XC_NOT_CREATED,    /* DatabaseCreateError */
    XC_LOCKED,         /* DatabaseLockError: someone else writes */
    XC_MODIFIED,       /* DatabaseModifiedError: reopen and try again */
    XC_CLOSED,         /* DatabaseClosedError */
    XC_CORRUPT,        /* DatabaseCorruptError, SerialisationError */
    XC_OTHER_VERSION,  /* DatabaseVersionError: written by a libxapian that this one cannot read */
    XC_DATABASE,       /* other DatabaseErrors: mostly reads and writes that the system refused */
    XC_NO_DOCUMENT,    /* DocNotFoundError */
    XC_NO_FEATURE,     /* FeatureUnavailableError */
    XC_NETWORK,        /* NetworkError, NetworkTimeoutError */
    XC_OUT_OF_RANGE,   /* RangeError */
    XC_TOO_MANY_TERMS, /* WildcardError */
    XC_STOPPED,        /* a callback asked to stop */
    XC_NO_MEMORY,      /* std::bad_alloc */
    XC_INTERNAL        /* InternalError and everything else */
} xc_status;

typedef struct xc_error {
    xc_status status;
    char message[256]; /* one line, cut off where it is longer; "" when there was no error */
} xc_error;

/* The status in words, never NULL. */
const char *xc_status_text(xc_status status);
/* Version of libxapian at run time: "1.4.22". */
const char *xc_library_version(void);

/* ---------------------------------------------------------------- databases */

typedef struct xc_database xc_database;

/* How to open for writing: one of the first four, and any of the others. */
enum {
    XC_CREATE_OR_OPEN = 0,
    XC_CREATE_OR_OVERWRITE = 1,
    XC_CREATE = 2,
    XC_OPEN = 3,
    XC_NO_SYNC = 4,      /* do not wait for the disk at a commit */
    XC_FULL_SYNC = 8,    /* ask for more than fsync where the system knows more */
    XC_DANGEROUS = 16,   /* write blocks in place: no readers, and what is torn is lost */
    XC_NO_TERMLIST = 32, /* no way from a document to its terms: smaller; documents cannot be replaced or deleted */
    XC_RETRY_LOCK = 64   /* wait for the lock */
};

/* Opens for reading the state of the last commit. */
xc_status xc_open(const char *path, xc_database **out, xc_error *err);
/* Opens many as one. Document d of shard s (counted from 0) of n is known as (d-1)*n + s + 1: see xc_shard_of.
 * No shards at all: an empty database. */
xc_status xc_open_many(const char *const *paths, size_t count, xc_database **out, xc_error *err);
/* Opens for writing. `block_size`: 0 (8192) or a power of two from 2048 to 65536, used when it creates.
 * Everything that reads works on it too, and sees what was added. */
xc_status xc_open_writable(const char *path, int flags, unsigned block_size, xc_database **out, xc_error *err);
/* What was not committed is committed, except in a transaction, where it is forgotten. Errors of that are lost: commit first. */
void xc_close(xc_database **db);

/* Moves a reader to the newest commit; *changed (may be NULL) tells whether there was one. */
xc_status xc_reopen(xc_database *db, int *changed, xc_error *err);

xc_status xc_commit(xc_database *db, xc_error *err);
/* All that follows becomes visible together at xc_transaction_commit, or never. `flush`: commit at begin and at end. */
xc_status xc_transaction_begin(xc_database *db, int flush, xc_error *err);
xc_status xc_transaction_commit(xc_database *db, xc_error *err);
xc_status xc_transaction_cancel(xc_database *db, xc_error *err);

/* Named strings kept beside the documents. An empty value is the same as none. */
xc_status xc_metadata_set(xc_database *db, const char *key, size_t key_len, const char *value, size_t len, xc_error *err);

/* Text that the binding hands out: it stays until the owner named at each function is closed or the call is repeated. */
typedef struct xc_text {
    const char *data;
    size_t len;
} xc_text;
/* Owner: `db`, until the next xc_metadata_get with it. */
xc_status xc_metadata_get(xc_database *db, const char *key, size_t key_len, xc_text *out, xc_error *err);

/* Shards of a database (1 unless opened by xc_open_many), and the way between their docids and those of the whole. */
size_t xc_shard_count(const xc_database *db);
static inline size_t xc_shard_of(size_t shards, xc_docid docid)
{
    return shards < 2 ? 0 : (size_t)(docid - 1) % shards;
}
static inline xc_docid xc_docid_in_shard(size_t shards, xc_docid docid)
{
    return shards < 2 ? docid : (xc_docid)((docid - 1) / shards + 1);
}
static inline xc_docid xc_docid_of_whole(size_t shards, size_t shard, xc_docid docid_in_shard)
{
    return shards < 2 ? docid_in_shard : (xc_docid)((docid_in_shard - 1) * shards + shard + 1);
}

/* Writes all shards into one new, compact database at `path`. */
enum {
    XC_COMPACT_KEEP_DOCIDS = 4, /* each shard's own; their ranges must not overlap, in any order */
    XC_COMPACT_MULTIPASS = 8,   /* merge by groups: faster with many shards, needs more disk */
    XC_COMPACT_SINGLE_FILE = 16
};
/* How hard to pack; XC_FULLER is not for databases that will be written to again. */
typedef enum xc_compaction { XC_STANDARD = 0, XC_FULL = 1, XC_FULLER = 2 } xc_compaction;
/* `block_size` 0: 8192. `db` must have nothing uncommitted. Not synced to disk by libxapian. */
xc_status xc_compact(xc_database *db, const char *path, int flags, xc_compaction level, unsigned block_size, xc_error *err);

/* Reads all of the database at `path` and holds its tables against each other: *faults is their number.
 * What is wrong is written to `report` (may be NULL), line by line, without the newline. */
typedef void (*xc_report)(void *context, const char *line, size_t len);
xc_status xc_check(const char *path, size_t *faults, xc_report report, void *context, xc_error *err);

/* ---------------------------------------------------------------- documents */

typedef struct xc_document xc_document;

typedef struct xc_term {
    const char *data;
    size_t len;
    uint32_t wdf; /* how often it occurs; 0: a boolean term, which adds nothing to the document's length */
} xc_term;

xc_status xc_document_new(xc_document **out, xc_error *err);
void xc_document_free(xc_document **doc);
/* As new; keeps no memory of what it held. */
xc_status xc_document_clear(xc_document *doc, xc_error *err);
/* A term added twice has the sum of both wdfs. */
xc_status xc_document_add_term(xc_document *doc, const char *term, size_t len, uint32_t wdf, xc_error *err);
xc_status xc_document_add_boolean_term(xc_document *doc, const char *term, size_t len, xc_error *err);
/* Many in one call. Fails at the first bad one; those before it are in the document. */
xc_status xc_document_add_terms(xc_document *doc, const xc_term *terms, size_t count, xc_error *err);
xc_status xc_document_set_data(xc_document *doc, const char *data, size_t len, xc_error *err);
xc_status xc_document_set_value(xc_document *doc, xc_slot slot, const char *value, size_t len, xc_error *err);

/* *docid (may be NULL) is the number it got: one more than the largest so far. The document may be used again. */
xc_status xc_add_document(xc_database *db, const xc_document *doc, xc_docid *docid, xc_error *err);
/* Puts it at `docid`, whether there is one already or not. */
xc_status xc_replace_document(xc_database *db, xc_docid docid, const xc_document *doc, xc_error *err);
xc_status xc_delete_document(xc_database *db, xc_docid docid, xc_error *err);

/* Owner: `db`, until the next call of the same function with it. XC_NO_DOCUMENT where there is none. */
xc_status xc_document_data(xc_database *db, xc_docid docid, xc_text *out, xc_error *err);
xc_status xc_document_value(xc_database *db, xc_docid docid, xc_slot slot, xc_text *out, xc_error *err);

/* An order-preserving string for a number (at most 9 bytes), for values that are compared. Returns its length. */
enum { XC_NUMBER_ROOM = 9 };
size_t xc_number_to_value(double number, char out[XC_NUMBER_ROOM]);
double xc_number_from_value(const char *value, size_t len);

/* ---------------------------------------------------------------- statistics and walks */

typedef struct xc_statistics {
    uint32_t documents;
    xc_docid last_docid;   /* the largest ever used; of the whole, for many shards */
    double average_length; /* of documents, as the sum of their wdfs */
    uint64_t total_length;
} xc_statistics;
xc_status xc_statistics_get(xc_database *db, xc_statistics *out, xc_error *err);

typedef struct xc_term_statistics {
    uint32_t documents;   /* that have the term; 0 for an unknown one */
    uint64_t occurrences; /* sum of its wdfs */
} xc_term_statistics;
xc_status xc_term_statistics_get(xc_database *db, const char *term, size_t len, xc_term_statistics *out, xc_error *err);
xc_status xc_document_length(xc_database *db, xc_docid docid, uint32_t *out, xc_error *err);

/* Walks call back until it returns 0; that is not an error. */
typedef int (*xc_term_visitor)(void *context, const char *term, size_t len, uint32_t documents);
typedef int (*xc_posting_visitor)(void *context, xc_docid docid, uint32_t wdf, uint32_t document_length);
typedef int (*xc_term_wdf_visitor)(void *context, const char *term, size_t len, uint32_t wdf);
/* All terms that begin with `prefix` (all, for length 0), in byte order. */
xc_status xc_each_term(xc_database *db, const char *prefix, size_t len, xc_term_visitor visit, void *context, xc_error *err);
/* The documents of a term in rising order; of all, for length 0. */
xc_status xc_each_posting(xc_database *db, const char *term, size_t len, xc_posting_visitor visit, void *context, xc_error *err);
/* The terms of a document in byte order. XC_NO_FEATURE when the database was made with XC_NO_TERMLIST. */
xc_status xc_each_term_of(xc_database *db, xc_docid docid, xc_term_wdf_visitor visit, void *context, xc_error *err);

/* ---------------------------------------------------------------- queries */

/* Owns all the nodes made with it. Nodes are small values: copy them, use them several times, never free them.
 * A node is good until its builder is cleared or freed. */
typedef struct xc_query_builder xc_query_builder;
typedef struct xc_query {
    uint32_t node; /* 0: matches nothing, so {0} is a valid query */
} xc_query;

xc_status xc_query_builder_new(xc_query_builder **out, xc_error *err);
void xc_query_builder_free(xc_query_builder **b);
/* Forgets all nodes, and the error. */
void xc_query_builder_clear(xc_query_builder *b);
/* Building never fails at once: the first failure stays in the builder, its node and all after it match nothing, and
 * xc_match refuses the builder. So only this, or xc_match, need be looked at. */
xc_status xc_query_builder_status(const xc_query_builder *b, xc_error *err);

xc_query xc_query_match_all(xc_query_builder *b); /* in no particular weight: 0 */
xc_query xc_query_match_nothing(xc_query_builder *b);
/* `wqf`: how often the query has it (1). Length 0 matches all. */
xc_query xc_query_term(xc_query_builder *b, const char *term, size_t len, uint32_t wqf);

/* Of arrays. None: matches nothing. One: that one. */
xc_query xc_query_all_of(xc_query_builder *b, const xc_query *list, size_t count);  /* AND, sums weights */
xc_query xc_query_any_of(xc_query_builder *b, const xc_query *list, size_t count);  /* OR, sums weights */
xc_query xc_query_one_odd(xc_query_builder *b, const xc_query *list, size_t count); /* XOR */
xc_query xc_query_max_of(xc_query_builder *b, const xc_query *list, size_t count);  /* OR, the largest weight */
/* OR, weighted as if all were one term. */
xc_query xc_query_synonym(xc_query_builder *b, const xc_query *list, size_t count);
/* OR of the `keep` subqueries that could weigh most. */
xc_query xc_query_elite(xc_query_builder *b, const xc_query *list, size_t count, uint32_t keep);
/* Terms (or ORs of terms) within `window` positions, in any order, or in this order. Needs positions in the database. */
xc_query xc_query_near(xc_query_builder *b, const xc_query *list, size_t count, uint32_t window);
xc_query xc_query_phrase(xc_query_builder *b, const xc_query *list, size_t count, uint32_t window);

/* Of two. */
xc_query xc_query_and(xc_query_builder *b, xc_query left, xc_query right);
xc_query xc_query_or(xc_query_builder *b, xc_query left, xc_query right);
xc_query xc_query_and_not(xc_query_builder *b, xc_query wanted, xc_query unwanted);
xc_query xc_query_filter(xc_query_builder *b, xc_query weighted, xc_query filter);      /* AND, weight of the first only */
xc_query xc_query_and_maybe(xc_query_builder *b, xc_query required, xc_query optional); /* the first, weight of both */

/* `factor` 0 or more; 0 makes it boolean. */
xc_query xc_query_scale_weight(xc_query_builder *b, xc_query query, double factor);

/* Documents whose value lies in [low, high], compared as bytes; weight 0. */
xc_query xc_query_value_range(xc_query_builder *b, xc_slot slot, const char *low, size_t low_len, const char *high,
                              size_t high_len);
xc_query xc_query_value_at_least(xc_query_builder *b, xc_slot slot, const char *low, size_t len);
xc_query xc_query_value_at_most(xc_query_builder *b, xc_slot slot, const char *high, size_t len);
/* Terms that start with `prefix`, weighted as one; more than `limit` of them (0: no limit) in a shard: XC_TOO_MANY_TERMS. */
xc_query xc_query_prefix(xc_query_builder *b, const char *prefix, size_t len, uint32_t limit);

/* A list of documents that the program makes itself: a filter by what stands in an array, a weight by age, …
 *
 * It is asked shard by shard, and its docids are THE SHARD'S OWN, as are those that a decider gets; the hits of a match have the
 * docids of the whole (see xc_docid_in_shard). xc_match calls `init` once for each shard and each place of the node in the
 * query. A source is believed: what it gives that is no document becomes a hit, unless the source is ANDed with a query that
 * holds documents only (a term, or xc_query_match_all). */
typedef struct xc_shard {
    size_t index; /* in the order given to xc_open_many. Told by the shard's UUID: of two copies of one database
                   * in the same xc_open_many the first is named */
    uint32_t documents;
    xc_docid last_docid;
} xc_shard;

/* What the source promises of one shard. Preset to 0, documents, documents, 0. */
typedef struct xc_source_bounds {
    uint32_t least, estimate, most; /* documents it will give */
    double max_weight;              /* `weight` never gives more */
} xc_source_bounds;

typedef struct xc_posting_source {
    void *context;
    const char *name; /* for xc_query_text; may be NULL. Must stay as long as the builder's nodes */
    /* Starts on a shard. *cursor is then handed to all other callbacks. Non-zero stops the match (XC_STOPPED), without
     * `release`. NULL: the context is the cursor. */
    int (*init)(void *context, const xc_shard *shard, xc_source_bounds *bounds, void **cursor);
    /* The smallest docid >= `at_least` of the list, 0 when there is none. Required. `at_least` never falls until init.
     * `min_weight`: documents that weigh less may be left out; a hint. */
    xc_docid (*seek)(void *cursor, xc_docid at_least, double min_weight);
    /* Is `docid` in the list? For lists where that is cheaper than finding the next; `docid` never falls. May be NULL. */
    int (*has)(void *cursor, xc_docid docid);
    /* Of the document last given by `seek` or asked by `has`. NULL: 0. */
    double (*weight)(void *cursor, xc_docid docid);
    /* The match is over, or the next one begins. May be NULL. */
    void (*release)(void *cursor);
} xc_posting_source;
/* Copies the struct; context and name must stay as long as the node is matched with. */
xc_query xc_query_posting_source(xc_query_builder *b, const xc_posting_source *source);

/* What a node is made of, for a program that matches it by itself. Owner: the builder, until its next node or clear. */
typedef enum xc_query_kind {
    XC_QUERY_NOTHING,
    XC_QUERY_EVERYTHING,
    XC_QUERY_TERM,
    XC_QUERY_ALL_OF,
    XC_QUERY_ANY_OF,
    XC_QUERY_MAX_OF,
    XC_QUERY_SYNONYM,
    XC_QUERY_AND_NOT,   /* of two */
    XC_QUERY_FILTER,    /* of two */
    XC_QUERY_AND_MAYBE, /* of two */
    XC_QUERY_SCALED,    /* of one, by `factor` */
    XC_QUERY_SOURCE,
    XC_QUERY_OTHER /* one that only libxapian can match */
} xc_query_kind;
typedef struct xc_query_parts {
    xc_query_kind kind;
    const xc_query *kids;
    size_t count;
    const char *term;
    size_t term_len;
    uint32_t wqf;
    double factor;
    const xc_posting_source *source;
} xc_query_parts;
xc_query_parts xc_query_parts_of(const xc_query_builder *b, xc_query query);

/* The query in libxapian's own words, for people. Owner: `b`, until the next call with it. */
xc_status xc_query_text(xc_query_builder *b, xc_query query, xc_text *out, xc_error *err);

/* ---------------------------------------------------------------- matching */

typedef enum xc_weighting {
    XC_BM25 = 0,
    XC_BOOLEAN,   /* all 0 */
    XC_TF_IDF,    /* parameters.normalisations */
    XC_BM25_PLUS, /* parameters k1 k2 k3 b min_length delta */
    XC_COORDINATE /* how many query terms match */
} xc_weighting;

typedef enum xc_order {
    XC_BY_WEIGHT = 0,
    XC_BY_DOCID, /* weights are not computed */
    XC_BY_VALUE, /* sort_slot, or sort_key */
    XC_BY_VALUE_THEN_WEIGHT,
    XC_BY_WEIGHT_THEN_VALUE
} xc_order;

/* {0} asks for nothing; start with XC_MATCH_DEFAULTS. */
typedef struct xc_match_parameters {
    uint32_t first;          /* hits left out at the top */
    uint32_t count;          /* hits wanted after them: no more than `room` of xc_match are given */
    uint32_t check_at_least; /* look at so many matches before estimating how many there are; UINT32_MAX: count exactly */
    xc_weighting weighting;
    double k1, k2, k3, b, min_length, delta;
    const char *normalisations; /* XC_TF_IDF: three letters of Xapian::TfIdfWeight, e.g. "ntn" */
    xc_order order;
    xc_slot sort_slot;
    int descending;        /* values: largest first; docids: largest first (also among equal weights) */
    double min_weight;     /* hits below are left out */
    int min_percent;       /* the same, relative to the best: 0..100 */
    double seconds;        /* stop looking for better ones after so long; 0: no limit. Needs timers of the system */
    uint32_t query_length; /* for k2; 0: counted */
} xc_match_parameters;
#define XC_MATCH_DEFAULTS                                                                         \
    {                                                                                             \
        0, 10, 0, XC_BM25, 1.0, 0.0, 1.0, 0.5, 0.5, 1.0, NULL, XC_BY_WEIGHT, 0, 0, 0.0, 0, 0.0, 0 \
    }

/* What the program has to say while matching. All may be NULL. Docids are those of the document's OWN SHARD (libxapian does
 * not tell which shard that is: give the shards disjoint docids where it matters). */
enum { XC_KEY_ROOM = 64 };
typedef struct xc_match_callbacks {
    void *context;
    /* Called for documents that match and would enter the answer: > 0 take, 0 refuse, < 0 stop the match (XC_STOPPED). */
    int (*decide)(void *context, xc_docid docid);
    /* XC_BY_VALUE…: writes the key to order by, as bytes, and returns its length. Instead of sort_slot. */
    size_t (*sort_key)(void *context, xc_docid docid, char out[XC_KEY_ROOM]);
} xc_match_callbacks;

typedef struct xc_hit {
    xc_docid docid; /* of the whole */
    double weight;
    int percent;
} xc_hit;

typedef struct xc_match_result {
    size_t count;                      /* hits written */
    uint32_t lower, estimated, upper;  /* matches in all; exact when lower == upper */
    double max_possible, max_attained; /* weights */
} xc_match_result;

/* The best documents for `query`, best first, into out[0..room). `p` NULL: the defaults. `callbacks` may be NULL.
 * XC_MODIFIED: reopen and try again. */
xc_status xc_match(xc_database *db, xc_query_builder *b, xc_query query, const xc_match_parameters *p,
                   const xc_match_callbacks *callbacks, xc_hit *out, size_t room, xc_match_result *result, xc_error *err);

#ifdef __cplusplus
}
#endif
#endif
