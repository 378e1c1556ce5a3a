/* catalogue.h - the system of record: articles, files, words, speakers, settings (SQLite) */
#ifndef STORE_CATALOGUE_H
#define STORE_CATALOGUE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "text/day.h"
#include "text/language.h"

/* One connection; for one thread at a time. Only catalogue/sql.c knows SQLite. */
typedef struct catalogue catalogue;

typedef enum open_mode { OPEN_READ, OPEN_WRITE, OPEN_CREATE } open_mode;

typedef struct catalogue_article {
    uint32_t id; /* article id = Xapian docid = forward slot; rises, never used twice */
    str external_id, locator, title, url, author, source, published;
    day published_day;
    language lang;
    uint64_t content_hash; /* of the raw record */
    int64_t file;          /* row of its file; 0: given by a program */
    uint32_t words;        /* tokens of title and body */
    uint32_t body_bytes;
    uint32_t quotations;
    str fields; /* the source's own, as custom.h writes them; "" for none */
    str claims; /* of the day of publication, as claim.h writes them; "" for none. Not read by catalogue_get_article */
    str packed; /* what its record does not say of the body, and the tags, as catalogue_pack makes them */
} catalogue_article;

quoth_status catalogue_open(const char *archive_dir, open_mode mode, catalogue **out, quoth_error *err);
void catalogue_close(catalogue **c);

/* Transactions: begin takes the write lock ("busy" at once when another has it); commit ends with generation + 1, which others
 * see. It is on disk after catalogue_sync; before that, a machine that stops may take the newest transactions with it, each as a
 * whole. */
quoth_status catalogue_begin(catalogue *c, quoth_error *err);
quoth_status catalogue_commit(catalogue *c, quoth_error *err);
quoth_status catalogue_sync(const catalogue *c, quoth_error *err);
void catalogue_rollback(catalogue *c);
/* The last thing before a commit, whose transaction is then complete; commit does it where the caller has not. */
quoth_status catalogue_prepare(catalogue *c, quoth_error *err);
/* What the open transaction has written so far, for catalogue_replay; until the next call. False when that is more than 2 MB. */
bool catalogue_log(const catalogue *c, str *out);
/* A whole transaction again: on a catalogue as it was when the logged one began. */
quoth_status catalogue_replay(catalogue *c, str log, quoth_error *err);
quoth_status catalogue_generation(catalogue *c, uint64_t *out, quoth_error *err);
/* A reader keeps one snapshot from snapshot_begin to snapshot_end, however much is committed meanwhile. */
quoth_status catalogue_snapshot_begin(catalogue *c, quoth_error *err);
/* The same from the first statement on, if there is one. */
void catalogue_snapshot_when_used(catalogue *c);
bool catalogue_snapshot_is_taken(const catalogue *c);
void catalogue_snapshot_end(catalogue *c);

/* What many articles have in common: zstd dictionaries, kept in the archive. One thread adds; packers of other threads may use
 * it meanwhile. Must outlive them. */
typedef struct dictionaries dictionaries;
dictionaries *dictionaries_new(void);
void dictionaries_free(dictionaries **d);
/* Adds those of the catalogue. */
quoth_status dictionaries_load(dictionaries *d, catalogue *c, quoth_error *err);
bool dictionaries_has_any(const dictionaries *d);
/* Within a transaction: makes a dictionary of the first articles (6 MB of them, 0.3 s), stores it, and packs these articles
 * anew. Does nothing where there are too few. After a failure or a rollback `d` must not be used any more. */
quoth_status catalogue_train(catalogue *c, dictionaries *d, quoth_error *err);

/* What words do not say of a body (text/rest.h), and encoded tags, as one zstd frame. A packer is one thread's own; it packs with
 * the newest dictionary it shares. */
typedef struct packer packer;
packer *packer_new(void);
void packer_free(packer **p);
void packer_share(packer *p, const dictionaries *d);
/* Dictionaries that it meets first in a frame are looked up in `c`, whose thread this must be; they too may come later. */
void packer_look_up(packer *p, catalogue *c);
/* Whether the frame has no dictionary, and could have one now. */
bool packer_improves(const packer *p, str packed);
typedef struct packed_text {
    uint32_t hash;    /* body_hash */
    bool is_as_it_is; /* `rest` is the body itself, for one that its words cannot say */
    str rest, encoded_tags;
} packed_text;
uint32_t body_hash(str body);
quoth_status catalogue_pack(packer *p, const packed_text *text, buf *out, quoth_error *err);
/* QUOTH_CORRUPT for a damaged frame, or one whose dictionary is not there. */
quoth_status catalogue_unpack(packer *p, arena *a, str packed, packed_text *out, quoth_error *err);
/* The same content with the newest dictionary. */
quoth_status catalogue_repack(packer *p, arena *a, str packed, buf *out, quoth_error *err);

quoth_status catalogue_put_article(catalogue *c, const catalogue_article *row, quoth_error *err);
/* Of the text, the tags and what the source said of the article, but for where it lies (a file may move) and for what other
 * columns repeat: by it `quoth check` finds damage that no other store would contradict. */
uint32_t catalogue_article_checksum(const catalogue_article *row, str body, str encoded_tags);
/* Tags anew: the frame and the number of quotations of an article that is there. */
quoth_status catalogue_replace_packed(catalogue *c, uint32_t id, str packed, uint32_t quotations, quoth_error *err);
quoth_status catalogue_remove_article(catalogue *c, uint32_t id, quoth_error *err);
/* All columns in `a`. QUOTH_NOT_FOUND when there is none. */
quoth_status catalogue_get_article(catalogue *c, arena *a, uint32_t id, catalogue_article *out, quoth_error *err);
/* The same without `packed`: a row alone is small, and a tenth of the work. */
quoth_status catalogue_get_row(catalogue *c, arena *a, uint32_t id, catalogue_article *out, quoth_error *err);
/* The claims of an article, in `a`; "" where there are none. */
quoth_status catalogue_get_claims(catalogue *c, arena *a, uint32_t id, str *out, quoth_error *err);
/* The smallest id >= `from` that has an article; QUOTH_NOT_FOUND beyond the last. */
quoth_status catalogue_next_id(catalogue *c, uint32_t from, uint32_t *out, quoth_error *err);
/* The largest id ever given, removed articles included; 0 in an empty archive. */
quoth_status catalogue_last_id(catalogue *c, uint32_t *out, quoth_error *err);
quoth_status catalogue_article_count(catalogue *c, uint64_t *out, quoth_error *err);
/* Ids whose locator, or whose source's own id, equals `key`. */
quoth_status catalogue_find(catalogue *c, arena *a, str key, uint32_t **ids, size_t *count, quoth_error *err);

/* The article with this id of its own that a program gave (one that came from no file). QUOTH_NOT_FOUND. */
quoth_status catalogue_find_given(catalogue *c, str external_id, uint32_t *out, quoth_error *err);

/* The word list: number <-> folded form, and which words share a stem in a language. Numbers start at 0 and
 * have no gaps: they must be put in their order. */
quoth_status catalogue_put_word(catalogue *c, uint32_t number, str form, quoth_error *err);
/* A word that is met in a language for the first time. */
typedef struct new_stem {
    uint32_t word;
    language lang;
    str form, stem;
} new_stem;
/* Puts their order to the one that is written fastest; many at once are much cheaper than one by one. */
quoth_status catalogue_put_stems(catalogue *c, new_stem *list, size_t count, quoth_error *err);
quoth_status catalogue_word_number(catalogue *c, str form, uint32_t *out, quoth_error *err);           /* QUOTH_NOT_FOUND */
quoth_status catalogue_word_form(catalogue *c, arena *a, uint32_t number, str *out, quoth_error *err); /* QUOTH_NOT_FOUND */
/* In no promised order. */
quoth_status catalogue_words_of_stem(catalogue *c, arena *a, language lang, str stem, uint32_t **numbers, size_t *count,
                                     quoth_error *err);
/* The stems (one a language it was met in) of a word. */
typedef struct word_stem {
    language lang;
    str stem;
} word_stem;
quoth_status catalogue_stems_of_word(catalogue *c, arena *a, uint32_t number, word_stem **out, size_t *count, quoth_error *err);
/* The forms of words WORD_BLOCK * block and following, as many as there are: a byte of length and the form, each. In `a`; ""
 * where there are none. */
enum { WORD_BLOCK = 256 };
quoth_status catalogue_word_block(catalogue *c, arena *a, uint32_t block, str *out, quoth_error *err);
/* Whether the word was met in the language. */
quoth_status catalogue_has_stem(catalogue *c, language lang, uint32_t word, bool *out, quoth_error *err);
/* How many words there are: the next number. */
quoth_status catalogue_word_count(catalogue *c, uint64_t *out, quoth_error *err);
/* Walks forms that start with `prefix`, in byte order (all for ""), until `visit` returns false. */
typedef bool (*word_visitor)(void *context, str form, uint32_t number);
quoth_status catalogue_each_word(catalogue *c, str prefix, word_visitor visit, void *context, quoth_error *err);

/* The same words with the stem that each has in a language, once for each; one without stems comes with an empty one. */
typedef bool (*stemmed_word_visitor)(void *context, str form, uint32_t number, language lang, str stem);
quoth_status catalogue_each_stemmed_word(catalogue *c, str prefix, stemmed_word_visitor visit, void *context, quoth_error *err);
/* How many words have this stem in the language. */
quoth_status catalogue_count_words_of_stem(catalogue *c, language lang, str stem, uint64_t *out, quoth_error *err);

/* Speakers: number <-> display name; words of the folded name find it. Two speakers never have the same folded name.
 * Numbers start at 1. */
quoth_status catalogue_put_speaker(catalogue *c, uint32_t number, str name, quoth_error *err);
quoth_status catalogue_speaker_number(catalogue *c, str folded, uint32_t *out, quoth_error *err); /* QUOTH_NOT_FOUND */
quoth_status catalogue_speaker_count(catalogue *c, uint64_t *out, quoth_error *err);
quoth_status catalogue_speaker_name(catalogue *c, arena *a, uint32_t number, str *out, quoth_error *err);
/* What stands between the words of a name; "O'Brien" is one, "al-Qanou" is two and whole a third. */
bool catalogue_separates_words(char c);
/* Numbers of all speakers whose folded name has every one of these folded words. */
quoth_status catalogue_speakers_with(catalogue *c, arena *a, const str *folded_words, size_t word_count, uint32_t **numbers,
                                     size_t *count, quoth_error *err);
/* Numbers of all speakers whose surname sounds so (names/person_name.h); none in an archive that older versions wrote. */
quoth_status catalogue_speakers_sounding(catalogue *c, arena *a, str sound, uint32_t **numbers, size_t *count, quoth_error *err);
typedef bool (*speaker_visitor)(void *context, uint32_t number, str name);
/* Speakers who have a folded name with a word that begins so, until `visit` returns false. */
quoth_status catalogue_speakers_beginning(catalogue *c, str folded_prefix, speaker_visitor visit, void *context,
                                          quoth_error *err);
/* Speakers with a nickname within their names (Bertram "Bert" Holm): it instead of the name, in order of nicknames. */
quoth_status catalogue_each_nickname(catalogue *c, speaker_visitor visit, void *context, quoth_error *err);
quoth_status catalogue_each_speaker(catalogue *c, speaker_visitor visit, void *context, quoth_error *err);

/* Sources (publications) as small numbers for the columns; 0 is "none". */
quoth_status catalogue_source_number(catalogue *c, str name, uint32_t *out, quoth_error *err); /* adds it when writing */
quoth_status catalogue_source_name(catalogue *c, arena *a, uint32_t number, str *out, quoth_error *err);
/* Bylines likewise, by the authors that they name (names/byline.h); one that names nobody is none. */
quoth_status catalogue_byline_number(catalogue *c, str text, uint32_t *out, quoth_error *err);
/* The same where `keys` are those that byline_keys reads in `text`. */
quoth_status catalogue_read_byline_number(catalogue *c, str text, str keys, uint32_t *out, quoth_error *err);
/* The authors of bylines have numbers too, and names as they were first written. */
quoth_status catalogue_author_name(catalogue *c, arena *a, uint32_t number, str *out, quoth_error *err);
/* Keys of the authors who are asked for (byline_key_fits): reads all authors, 1 ms for 6,000. Slices in `a`. */
quoth_status catalogue_authors_with(catalogue *c, arena *a, str wanted, bool exactly, str **keys, size_t *count,
                                    quoth_error *err);
typedef bool (*byline_visitor)(void *context, uint32_t byline, uint32_t author);
/* By byline, then author, until `visit` returns false. */
quoth_status catalogue_each_byline_author(catalogue *c, byline_visitor visit, void *context, quoth_error *err);
typedef bool (*value_visitor)(void *context, str value, uint64_t articles);
quoth_status catalogue_each_source(catalogue *c, value_visitor visit, void *context, quoth_error *err);
quoth_status catalogue_each_language(catalogue *c, value_visitor visit, void *context, quoth_error *err);

/* Where publications are at home: what home.h encodes, by the key that the indexer knows a publication by. The visitor ends the
 * walk by returning false, with a status that the call then returns. */
quoth_status catalogue_put_home(catalogue *c, str source, str votes, quoth_error *err);
quoth_status catalogue_remove_homes(catalogue *c, quoth_error *err);
typedef bool (*home_visitor)(void *context, str source, str votes, quoth_error *err, quoth_status *status);
quoth_status catalogue_each_home(catalogue *c, home_visitor visit, void *context, quoth_error *err);

/* Files met by indexing, and the articles each gave. */
typedef struct catalogue_file {
    int64_t row;
    str path;
    uint64_t size;
    int64_t mtime_ns;
    bool complete;     /* read to its end: unchanged size and mtime then mean that nothing is new */
    uint64_t inode;    /* its number on the disk, by which it is known when it was moved; 0: not known. Put, not got */
    uint64_t articles; /* as catalogue_files_from counts them; else 0 */
} catalogue_file;
quoth_status catalogue_get_file(catalogue *c, arena *a, str path, catalogue_file *out, quoth_error *err); /* QUOTH_NOT_FOUND */
quoth_status catalogue_put_file(catalogue *c, catalogue_file *f, quoth_error *err);                       /* sets row when new */
/* At most `most` files in byte order of paths, from `path` on, with the number of their articles; in `a`. */
quoth_status catalogue_files_from(catalogue *c, arena *a, str path, size_t most, catalogue_file **out, size_t *count,
                                  quoth_error *err);
/* The files that had this number on a disk when they were read, in `a`, paths zero-terminated. */
quoth_status catalogue_files_of_inode(catalogue *c, arena *a, uint64_t inode, catalogue_file **out, size_t *count,
                                      quoth_error *err);
/* It is called `path` now, and so are the locators of its articles that began with its former path. */
quoth_status catalogue_move_file(catalogue *c, const catalogue_file *f, str path, quoth_error *err);
typedef struct file_article {
    uint32_t id;
    uint64_t content_hash;
    str locator;
} file_article;
quoth_status catalogue_articles_of_file(catalogue *c, arena *a, int64_t file, file_article **out, size_t *count,
                                        quoth_error *err);
quoth_status catalogue_count_of_file(catalogue *c, int64_t file, uint64_t *out, quoth_error *err);
typedef bool (*file_visitor)(void *context, const catalogue_file *f);
quoth_status catalogue_each_file(catalogue *c, file_visitor visit, void *context, quoth_error *err);
quoth_status catalogue_remove_file(catalogue *c, int64_t row, quoth_error *err);

/* Settings: small named strings. QUOTH_NOT_FOUND when unset. */
quoth_status catalogue_get_setting(catalogue *c, arena *a, const char *name, str *out, quoth_error *err);
quoth_status catalogue_put_setting(catalogue *c, const char *name, str value, quoth_error *err);
quoth_status catalogue_remove_setting(catalogue *c, const char *name, quoth_error *err);

/* Totals for `quoth stats`. */
typedef struct catalogue_totals {
    uint64_t articles, body_bytes, words, quotations, distinct_words, speakers, files;
    day first_published, last_published;
} catalogue_totals;
quoth_status catalogue_totals_get(catalogue *c, catalogue_totals *out, quoth_error *err);
/* SQLite's own check and the foreign keys. */
quoth_status catalogue_check(catalogue *c, quoth_error *err);

#endif
