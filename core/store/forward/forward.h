/* forward.h - article -> its words in order, and its marks: memory-mapped, append-only */
#ifndef STORE_FORWARD_H
#define STORE_FORWARD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "text/day.h"
#include "text/language.h"

/* Files in archive/forward/:  slots  (two copies of a header, then one fixed slot an article id)   records  (magic, then records)
 * values  (magic, then the lists of each article: forward/values.h). A record and its values are written and synced before the
 * slot that points to them, and that before the header that counts it. What lies behind what the header counts is not there:
 * readers never look at it, the next writer cuts it off. A slot of zeroes: no such article, or removed. Numbers are in this
 * machine's byte order; files of the other are refused as unsupported.
 *
 * An article's words are nowhere else, so its record must be on disk before the catalogue has its row: a commit is prepared (the
 * records synced, and behind them the slots that are to be written: the promise), then the catalogue commits, then the slots are
 * written. Killed between the last two, the promise is kept by the next writer. */

/* The docid-indexed columns: what filters, facets and sorting need without opening a record. 48 bytes, on disk as here. */
typedef struct forward_slot {
    uint64_t offset;        /* of the record; 0: no article here */
    uint64_t values_offset; /* of its values */
    uint32_t length;        /* bytes of the record */
    uint32_t values_length;
    uint32_t checksum;     /* of the text: catalogue_article_checksum */
    int32_t published_day; /* or NO_DAY */
    uint32_t source;       /* catalogue's source number, 0 none */
    uint32_t byline;       /* catalogue's byline number, 0 none */
    uint32_t words;        /* tokens of title and body */
    uint16_t quotations;
    uint8_t lang;
    uint8_t flags;
} forward_slot;

typedef struct forward_compound {
    uint32_t first, count; /* tokens covered */
    uint32_t word;
} forward_compound;

typedef struct forward_sentence {
    uint32_t first_token;
    uint32_t paragraph; /* title: 0; body: from 1 */
} forward_sentence;

typedef enum mark_kind { MARK_QUOTATION, MARK_SPEAKER, MARK_PLACE, MARK_DATE, MARK_PERSON } mark_kind;

/* A tag as a range of tokens [first, end). */
typedef struct forward_mark {
    uint32_t first, end;
    uint8_t kind;       /* mark_kind */
    uint8_t detail;     /* quote_kind, mention_kind, timex_type */
    uint8_t confidence; /* percent */
    uint32_t
        value; /* speaker number (MARK_QUOTATION, MARK_SPEAKER, MARK_PERSON; 0 unknown), place_id, or first day (as uint32_t) */
    uint32_t value2; /* MARK_DATE: last day; MARK_SPEAKER: index of its quotation among the marks */
} forward_mark;

/* Words and compounds as they are in the record's bytes, for forward/find.h. */
typedef struct forward_coded {
    str words, wide, compounds;
    size_t behind; /* so many bytes behind `words` may be read too */
    uint32_t wide_count;
} forward_coded;

/* Tokens [0, title_tokens) are the title, then the body. The lead is [title_tokens, lead_end). */
typedef struct forward_record {
    uint32_t article;
    language lang;
    uint32_t token_count, title_tokens, lead_end;
    const uint32_t *words;             /* surface form of each token; NULL unless asked for */
    forward_coded coded;               /* the same, as long as the record's bytes are there; {0} where it was not decoded */
    const uint8_t *cases;              /* TOKEN_CAPITAL etc. of each token; NULL unless asked for */
    const forward_compound *compounds; /* by first token */
    const forward_sentence *sentences; /* by first token */
    const forward_mark *marks;         /* by first token, longer first; NULL unless asked for */
    uint32_t compound_count, sentence_count, mark_count;
} forward_record;

/* Which sections a reader needs; the others are skipped without decoding. */
enum {
    FORWARD_WORDS = 1,
    FORWARD_COMPOUNDS = 2,
    FORWARD_SENTENCES = 4,
    FORWARD_CASES = 8,
    FORWARD_MARKS = 16,
    FORWARD_ALL = 31,
    FORWARD_CODED = 32 /* the words for forward_find alone: always there, and needs no decoding */
};

/* Encoding is pure and may run in any thread. Appends to `out`. What the comments above promise of the record must hold
 * (asserted); of `cases` only TOKEN_CAPITAL and TOKEN_ALL_CAPITALS are kept; NULL is as all 0. */
void forward_encode(const forward_record *r, buf *out);
/* Decodes into `a`. QUOTH_CORRUPT for bytes that forward_encode never writes; never reads outside `bytes`; a count that
 * would need more memory than 64 times the bytes is refused. */
quoth_status forward_decode(arena *a, str bytes, unsigned sections, forward_record *out, quoth_error *err);

/* --- reading: any number of readers, each for one thread at a time; survives writers --- */
typedef struct forward_reader forward_reader;
/* An archive without a forward index yet is read as an empty one. QUOTH_CORRUPT, QUOTH_UNSUPPORTED for files that are not ours.
 */
quoth_status forward_reader_open(const char *archive_dir, forward_reader **out, quoth_error *err);
void forward_reader_close(forward_reader **r);
/* Sees what has been appended since. */
quoth_status forward_reader_refresh(forward_reader *r, quoth_error *err);
/* Nothing has been committed since, and no commit has begun: then no slot has changed, and neither has the catalogue, whose
 * transaction comes after a commit's first step. False where that is not sure. Costs two looks at files, a refresh a dozen. */
bool forward_reader_is_current(const forward_reader *r);
/* One past the largest article id. */
uint32_t forward_reader_end(const forward_reader *r);
/* Of the last commit this reader has seen; 0: none. */
uint64_t forward_reader_generation(const forward_reader *r);
/* Which file the slots are: another one after a reindex. 0: none. */
uint64_t forward_reader_file(const forward_reader *r);
/* NULL when there is no such article. Valid until refresh or close. */
const forward_slot *forward_reader_slot(const forward_reader *r, uint32_t article);
/* This article's record is read soon: its first bytes may come into the cache meanwhile. */
void forward_reader_expect(const forward_reader *r, uint32_t article);
/* The same of its slot, which must be there first. */
void forward_reader_expect_slot(const forward_reader *r, uint32_t article);
/* The record's bytes, straight from the map and valid as the slot is; in `a` where a writer has replaced the article since.
 * QUOTH_NOT_FOUND when there is none, QUOTH_CORRUPT when the slot points outside of the file. */
quoth_status forward_reader_record(const forward_reader *r, arena *a, uint32_t article, str *out, quoth_error *err);
/* The same for its values. */
quoth_status forward_reader_values(const forward_reader *r, arena *a, uint32_t article, str *out, quoth_error *err);
/* The record, decoded; QUOTH_CORRUPT also when it is of another article. */
quoth_status forward_reader_get(const forward_reader *r, arena *a, uint32_t article, unsigned sections, forward_record *out,
                                quoth_error *err);
/* The record of an article whose slot the promise for `generation` has and a killed writer has not written; in `a`.
 * QUOTH_NOT_FOUND when there is no such promise. */
quoth_status forward_reader_promised(const forward_reader *r, arena *a, uint32_t article, uint64_t generation, str *out,
                                     quoth_error *err);
/* Bytes of slots, records and values in use. */
uint64_t forward_reader_bytes(const forward_reader *r);

/* --- writing: one writer (its caller holds the archive's lock) --- */
typedef struct forward_writer forward_writer;
/* Makes the files where there are none. `committed` is the generation of the catalogue, 0 for none: what was promised for it and
 * not done is done now; any other promise is forgotten. QUOTH_CORRUPT when the files are of an older generation than that, or
 * missing: then they are not touched. */
quoth_status forward_writer_open(const char *archive_dir, uint64_t committed, forward_writer **out, quoth_error *err);
/* Offsets and lengths of `columns` need not be set. `encoded`: forward_encode; `values`: forward_values_encode. Kept in memory
 * (56 bytes, and the record for a short while) until the commit. An article appended again is replaced. */
quoth_status forward_writer_append(forward_writer *w, uint32_t article, const forward_slot *columns, str encoded, str values,
                                   quoth_error *err);
/* No error if there is none. */
quoth_status forward_writer_remove(forward_writer *w, uint32_t article, quoth_error *err);
/* Whether the article will have a record after the commit. */
bool forward_writer_has(forward_writer *w, uint32_t article);
/* A record as it will be after the commit, decoded into `a`. QUOTH_NOT_FOUND when there is none. */
quoth_status forward_writer_get(forward_writer *w, arena *a, uint32_t article, unsigned sections, forward_record *out,
                                quoth_error *err);
/* Everything appended so far is on disk afterwards, and promised for `generation`, which must rise. Nothing may be appended or
 * removed between this and the commit. */
quoth_status forward_writer_prepare(forward_writer *w, uint64_t generation, quoth_error *err);
/* Keeps the promise; prepares first where that was not done. `generation` is on disk afterwards. After a failure of append or
 * commit the writer only fails; open a new one, which starts from the last commit. */
quoth_status forward_writer_commit(forward_writer *w, uint64_t generation, quoth_error *err);
/* A lazy writer's commits do not wait for the disk: others see them, and a process that ends loses nothing, but a machine that
 * stops may leave any part of them undone. Who sets it has a journal of forward_writer_log to do them again from. */
void forward_writer_be_lazy(forward_writer *w, bool is_lazy);
/* All that was committed is on disk. */
quoth_status forward_writer_sync(forward_writer *w, quoth_error *err);
/* Appends to `out` what the commit of `generation` is going to do, for forward_redo. False, and nothing, when that is more than
 * `most_bytes`. Before forward_writer_prepare; nothing may be appended or removed between. */
bool forward_writer_log(forward_writer *w, uint64_t generation, size_t most_bytes, buf *out);
/* Does what consecutive commits did, as forward_writer_log tells it, again, whatever of it is on disk; all of it is on disk
 * afterwards. While no writer is open. QUOTH_CORRUPT for what is no such log. */
quoth_status forward_redo(const char *archive_dir, const str *logs, size_t count, quoth_error *err);
/* The generation of the last commit, 0 for a new one. What was appended after it is dropped on opening; slots replaced or
 * removed by a commit that was killed between its steps may be lost, so what came after this generation must be appended again.
 */
uint64_t forward_writer_generation(const forward_writer *w);
void forward_writer_close(forward_writer **w);

#endif
