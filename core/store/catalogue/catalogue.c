/* catalogue.c - the catalogue as a whole: its schema, its transactions, its totals */
#include "store/catalogue/catalogue.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "store/archive.h"
#include "store/catalogue/sql.h"

/* SQLite keeps these two in the file's header, where archive.c finds them without SQLite. */
#define APPLICATION_ID "1366650740" /* "Quot" */
#define QUOTED_(number) #number
#define QUOTED(number) QUOTED_(number)
#define SCHEMA_VERSION QUOTED(ARCHIVE_VERSION)

/* Bytes of a transaction's log: some hundred articles. Beyond that, writing every store through is cheaper than a journal. */
enum { MOST_LOGGED = 2 << 20 };

static const char SCHEMA[] =
    /* Small named strings. Three are the catalogue's own: 'generation' counts commits, 'last_id' the article ids ever given,
     * 'articles' the articles. */
    "CREATE TABLE settings(name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

    /* Files met by indexing. complete: read to the end, so unchanged size and time mean that nothing is new. */
    "CREATE TABLE files(row INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,"
    "  complete INTEGER NOT NULL) STRICT;"

    /* Publications, as small numbers for the columns of the forward index. */
    "CREATE TABLE sources(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"

    /* Bylines by the authors that they name (names/byline.h): the same; and these authors, as first written. */
    "CREATE TABLE bylines(number INTEGER PRIMARY KEY, keys TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE authors(number INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE byline_authors(byline INTEGER NOT NULL REFERENCES bylines, author INTEGER NOT NULL REFERENCES authors,"
    "  PRIMARY KEY(byline, author)) STRICT, WITHOUT ROWID;"

    /* One row an article, without its text, so that walking the rows is cheap. published_day and source are NULL when unknown,
     * file is NULL for what a program gave; fields are the source's own (custom.h). */
    "CREATE TABLE articles(id INTEGER PRIMARY KEY, external_id TEXT NOT NULL, locator TEXT NOT NULL, title TEXT NOT NULL,"
    "  url TEXT NOT NULL, author TEXT NOT NULL, source INTEGER REFERENCES sources, published TEXT NOT NULL,"
    "  published_day INTEGER, lang INTEGER NOT NULL, content_hash INTEGER NOT NULL, file INTEGER REFERENCES files,"
    "  words INTEGER NOT NULL, body_bytes INTEGER NOT NULL, quotations INTEGER NOT NULL, fields TEXT NOT NULL) STRICT;"
    "CREATE INDEX articles_by_locator ON articles(locator);"
    "CREATE INDEX articles_by_external_id ON articles(external_id) WHERE external_id <> '';"
    "CREATE INDEX articles_by_file ON articles(file) WHERE file IS NOT NULL;"

    /* What zstd frames of many articles have in common (catalogue_pack); id as in the frames. */
    "CREATE TABLE dictionaries(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"
    /* What an article's record does not say of its text, and its tags, as one zstd frame (catalogue_pack). */
    "CREATE TABLE texts(id INTEGER PRIMARY KEY REFERENCES articles, packed BLOB NOT NULL) STRICT;"

    /* The word list: folded surface forms, numbered from 0 without gaps, as forward records name them; and the forms by number,
     * WORD_BLOCK to a row. */
    "CREATE TABLE words(form TEXT PRIMARY KEY NOT NULL, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE word_blocks(block INTEGER PRIMARY KEY, forms BLOB NOT NULL) STRICT;"
    /* The stem of a word in each language it was met in, by word, in blocks (catalogue/stems.c); and by stem, but for words that
     * are their own stem. */
    "CREATE TABLE stem_blocks(block INTEGER NOT NULL, lang INTEGER NOT NULL, stems BLOB NOT NULL, PRIMARY KEY(block, lang))"
    "  STRICT, WITHOUT ROWID;"
    "CREATE TABLE stems(lang INTEGER NOT NULL, stem TEXT NOT NULL, word INTEGER NOT NULL, PRIMARY KEY(lang, stem, word))"
    "  STRICT, WITHOUT ROWID;"

    /* Who is quoted: the name as first met; the number of its folded form; and the words of that. */
    "CREATE TABLE speakers(number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
    "CREATE TABLE speaker_numbers(folded TEXT PRIMARY KEY NOT NULL, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE speaker_words(word TEXT NOT NULL, speaker INTEGER NOT NULL REFERENCES speakers, PRIMARY KEY(word, speaker))"
    "  STRICT, WITHOUT ROWID;"

    /* What says when an article was published (claim.h); only where there is a choice. */
    "CREATE TABLE day_claims(article INTEGER PRIMARY KEY, claims BLOB NOT NULL) STRICT;"

    /* Where each publication is at home, as its articles say (home.h). */
    "CREATE TABLE homes(source TEXT PRIMARY KEY NOT NULL, votes BLOB NOT NULL) STRICT;"

    /* The number of a file on its disk, by which it is known again when it was moved. */
    "CREATE TABLE inodes(file INTEGER PRIMARY KEY REFERENCES files ON DELETE CASCADE, inode INTEGER NOT NULL) STRICT;"
    "CREATE INDEX inodes_by_inode ON inodes(inode);"

    /* What articles said before they were changed (versions.h), and the words that each of these changes took out and put in. */
    "CREATE TABLE versions(number INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles, replaced_at INTEGER NOT "
    "NULL,"
    "  published TEXT NOT NULL, captured TEXT NOT NULL, packed BLOB NOT NULL) STRICT;"
    "CREATE INDEX versions_by_article ON versions(article);"
    "CREATE TABLE edits(version INTEGER NOT NULL REFERENCES versions ON DELETE CASCADE, term TEXT NOT NULL,"
    "  PRIMARY KEY(version, term)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX edits_by_term ON edits(term);"

    /* Days on which the page of an article was captured, besides the capture in its row (captures.h). */
    "CREATE TABLE captures(article INTEGER NOT NULL REFERENCES articles, day INTEGER NOT NULL, PRIMARY KEY(article, day))"
    "  STRICT, WITHOUT ROWID;"
    "CREATE INDEX captures_by_day ON captures(day);"

    /* Records that their senders took back (recalls.h). */
    "CREATE TABLE recalls(external_id TEXT NOT NULL, content_hash INTEGER NOT NULL, PRIMARY KEY(external_id, content_hash))"
    "  STRICT, WITHOUT ROWID;"

    /* Which articles are copies of each other (copies.h). key_parts.place: the run's number and the part's first key, 32 bits
     * each. */
    "CREATE TABLE signatures(article INTEGER PRIMARY KEY, keys BLOB NOT NULL) STRICT;"
    "CREATE TABLE key_runs(run INTEGER PRIMARY KEY, level INTEGER NOT NULL) STRICT;"
    "CREATE TABLE key_parts(place INTEGER PRIMARY KEY, keys INTEGER NOT NULL, entries BLOB NOT NULL) STRICT;"
    "CREATE TABLE copies(article INTEGER PRIMARY KEY REFERENCES articles, first INTEGER NOT NULL) STRICT;"
    "CREATE INDEX copies_by_first ON copies(first);"

    "INSERT INTO settings VALUES('generation', '0'), ('last_id', '0'), ('articles', '0');";

/* page_size, measured: a commit of one article writes some ten pages to the log, whatever their size. 8 KB pages take 6 % less
 * room than 64 KB ones, 4 KB 2 % more than 8 (an article's frame has some hundred bytes, a block of words 2 KB). */
static quoth_status make_schema(sql *db, quoth_error *err)
{
    TRY(sql_run(db, "PRAGMA page_size=8192", err));
    TRY(sql_run(db, "BEGIN IMMEDIATE", err));
    TRY(sql_run(db, SCHEMA, err));
    TRY(sql_run(db, "PRAGMA application_id=" APPLICATION_ID "; PRAGMA user_version=" SCHEMA_VERSION, err));
    return sql_run(db, "COMMIT", err);
}

static quoth_status one_number(sql *db, const char *query, int64_t *out, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(db, query, &s, err));
    return sql_one_int(s, out, err);
}

static quoth_status check_version(sql *db, const char *path, open_mode mode, quoth_error *err)
{
    int64_t application, version;
    TRY(one_number(db, "PRAGMA application_id", &application, err));
    TRY(one_number(db, "PRAGMA user_version", &version, err));
    if (application == 0 && version == 0 && mode == OPEN_CREATE)
        return make_schema(db, err);
    if (application == 0 && version == 0)
        return fail(err, QUOTH_NO_ARCHIVE, "%s holds no catalogue yet", path);
    if (application != atol(APPLICATION_ID))
        return fail(err, QUOTH_CORRUPT, "%s is not a catalogue of quoth", path);
    if (version > ARCHIVE_VERSION)
        return fail(err, QUOTH_UNSUPPORTED, "%s was written by a newer quoth (schema %lld)", path, (long long)version);
    if (version < ARCHIVE_VERSION) {
        fail(err, QUOTH_UNSUPPORTED, "%s was written by an older quoth (schema %lld)", path, (long long)version);
        fail_hint(err, "index its articles again, into a new archive");
        return QUOTH_UNSUPPORTED;
    }
    return QUOTH_OK;
}

/* Write-ahead log: readers keep their snapshot while the writer commits. NORMAL: what was committed may be lost with the machine
 * until catalogue_sync, in the order of the commits and each as a whole; the file itself is never damaged. */
static quoth_status set_up(sql *db, open_mode mode, quoth_error *err)
{
    sql_set_patience(db, 10000);
    if (mode == OPEN_READ)
        return sql_run(db, "PRAGMA query_only=1; PRAGMA mmap_size=1073741824; PRAGMA cache_size=-4000", err);
    return sql_run(db,
                   "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-24000;"
                   "PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY",
                   err);
}

static quoth_status read_last_id(catalogue *c, quoth_error *err)
{
    int64_t last;
    TRY(one_number(c->db, "SELECT value FROM settings WHERE name='last_id'", &last, err));
    c->last_id = (uint32_t)last;
    return QUOTH_OK;
}

static quoth_status open_in(catalogue *c, const char *path, open_mode mode, quoth_error *err)
{
    TRY(sql_open(path, mode != OPEN_READ, mode == OPEN_CREATE, &c->db, err));
    TRY(check_version(c->db, path, mode, err));
    TRY(set_up(c->db, mode, err));
    return QUOTH_OK;
}

quoth_status catalogue_open(const char *archive_dir, open_mode mode, catalogue **out, quoth_error *err)
{
    arena a = {0};
    const char *path = path_join(&a, archive_dir, "catalogue.sqlite");
    if (mode != OPEN_CREATE && !file_exists(path)) {
        quoth_status status = fail(err, QUOTH_NO_ARCHIVE, "no archive in %s", archive_dir);
        fail_hint(err, "make one with: quoth index FILES");
        arena_release(&a);
        return status;
    }
    catalogue *c = mem_zalloc(sizeof *c);
    str log_path = arena_printf(&a, "%s-wal", path);
    c->log_path = strdup(log_path.data);
    if (!c->log_path)
        memory_exhausted(log_path.len);
    quoth_status status = open_in(c, path, mode, err);
    if (status != QUOTH_OK)
        catalogue_close(&c);
    arena_release(&a);
    *out = c;
    return status;
}

void catalogue_close(catalogue **c)
{
    if (!*c)
        return;
    catalogue_rollback(*c);
    sql_close(&(*c)->db);
    buf_release(&(*c)->open_block);
    free((*c)->log_path);
    free(*c);
    *c = NULL;
}

quoth_status catalogue_begin(catalogue *c, quoth_error *err)
{
    sql_set_patience(c->db, 0);
    quoth_status status = sql_run(c->db, "BEGIN IMMEDIATE", err);
    sql_set_patience(c->db, 10000);
    TRY(status);
    sql_log_start(c->db, MOST_LOGGED);
    c->in_transaction = true;
    c->is_prepared = false;
    c->articles_added = 0;
    return read_last_id(c, err);
}

static quoth_status advance(catalogue *c, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "UPDATE settings SET value=value+1 WHERE name='generation'", &s, err));
    TRY(sql_finish(s, err));
    TRY(sql_start(c->db, "UPDATE settings SET value=?1 WHERE name='last_id'", &s, err));
    sql_put_int(s, c->last_id);
    TRY(sql_finish(s, err));
    if (c->articles_added == 0)
        return QUOTH_OK;
    TRY(sql_start(c->db, "UPDATE settings SET value=value+?1 WHERE name='articles'", &s, err));
    sql_put_int(s, c->articles_added);
    return sql_finish(s, err);
}

quoth_status catalogue_prepare(catalogue *c, quoth_error *err)
{
    if (c->is_prepared)
        return QUOTH_OK;
    TRY(word_block_flush(c, err));
    TRY(advance(c, err));
    c->is_prepared = true;
    return QUOTH_OK;
}

bool catalogue_log(const catalogue *c, str *out)
{
    return sql_log_get(c->db, out);
}

quoth_status catalogue_replay(catalogue *c, str log, quoth_error *err)
{
    TRY(catalogue_begin(c, err));
    quoth_status status = sql_replay(c->db, log, err);
    if (status == QUOTH_OK)
        status = sql_run(c->db, "COMMIT", err);
    if (status != QUOTH_OK)
        catalogue_rollback(c);
    c->in_transaction = false;
    return status;
}

/* SQLite has no call for it but a checkpoint, which does more. Its locks are on other files. */
quoth_status catalogue_sync(const catalogue *c, quoth_error *err)
{
    int fd = open(c->log_path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return QUOTH_OK;
    bool is_synced = fd >= 0 && fdatasync(fd) == 0;
    quoth_status status = is_synced ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot sync %s", c->log_path);
    if (fd >= 0)
        close(fd);
    return status;
}

quoth_status catalogue_commit(catalogue *c, quoth_error *err)
{
    TRY(catalogue_prepare(c, err));
    TRY(sql_run(c->db, "COMMIT", err));
    c->in_transaction = false;
    c->articles_added = 0;
    return QUOTH_OK;
}

void catalogue_rollback(catalogue *c)
{
    if (c->in_transaction)
        sql_run(c->db, "ROLLBACK", NULL);
    word_block_forget(c);
    c->articles_added = 0;
    c->in_transaction = false;
}

quoth_status catalogue_generation(catalogue *c, uint64_t *out, quoth_error *err)
{
    int64_t value;
    TRY(one_number(c->db, "SELECT value FROM settings WHERE name='generation'", &value, err));
    *out = (uint64_t)value;
    return QUOTH_OK;
}

/* BEGIN alone takes no snapshot: the first read does. */
quoth_status catalogue_snapshot_begin(catalogue *c, quoth_error *err)
{
    uint64_t generation;
    sql_begin_when_used(c->db);
    return catalogue_generation(c, &generation, err);
}

void catalogue_snapshot_when_used(catalogue *c)
{
    sql_begin_when_used(c->db);
}

bool catalogue_snapshot_is_taken(const catalogue *c)
{
    return sql_has_begun(c->db);
}

void catalogue_snapshot_end(catalogue *c)
{
    sql_end_reading(c->db);
}

quoth_status catalogue_last_id(catalogue *c, uint32_t *out, quoth_error *err)
{
    if (!c->in_transaction)
        TRY(read_last_id(c, err));
    *out = c->last_id;
    return QUOTH_OK;
}

quoth_status catalogue_get_setting(catalogue *c, arena *a, const char *name, str *out, quoth_error *err)
{
    sql_statement *s;
    bool row;
    TRY(sql_start(c->db, "SELECT value FROM settings WHERE name=?1", &s, err));
    sql_put_text(s, str_from(name));
    TRY(sql_next(s, &row, err));
    if (!row)
        return fail(err, QUOTH_NOT_FOUND, "the setting %s is not set", name);
    *out = sql_copy(s, a, 0);
    sql_end(s);
    return QUOTH_OK;
}

quoth_status catalogue_put_setting(catalogue *c, const char *name, str value, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT INTO settings VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value=excluded.value", &s, err));
    sql_put_text(s, str_from(name));
    sql_put_text(s, value);
    return sql_finish(s, err);
}

quoth_status catalogue_remove_setting(catalogue *c, const char *name, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "DELETE FROM settings WHERE name=?1", &s, err));
    sql_put_text(s, str_from(name));
    return sql_finish(s, err);
}

static day day_or_none(sql_statement *s, int column)
{
    return sql_is_null(s, column) ? NO_DAY : (day)sql_int(s, column);
}

quoth_status catalogue_totals_get(catalogue *c, catalogue_totals *out, quoth_error *err)
{
    sql_statement *s;
    bool row;
    *out = (catalogue_totals){0};
    TRY(sql_start(c->db,
                  "SELECT count(*), total(body_bytes), total(words), total(quotations), min(published_day), max(published_day),"
                  " (SELECT count(*) FROM words), (SELECT count(*) FROM speakers), (SELECT count(*) FROM files) FROM articles",
                  &s, err));
    TRY(sql_next(s, &row, err));
    uint64_t *numbers[] = {&out->articles, &out->body_bytes, &out->words, &out->quotations};
    for (int i = 0; i < 4; i++)
        *numbers[i] = (uint64_t)sql_int(s, i);
    out->first_published = day_or_none(s, 4);
    out->last_published = day_or_none(s, 5);
    out->distinct_words = (uint64_t)sql_int(s, 6);
    out->speakers = (uint64_t)sql_int(s, 7);
    out->files = (uint64_t)sql_int(s, 8);
    sql_end(s);
    return QUOTH_OK;
}

static quoth_status check_count(catalogue *c, quoth_error *err)
{
    int64_t counted;
    uint64_t known;
    TRY(one_number(c->db, "SELECT count(*) FROM articles", &counted, err));
    TRY(catalogue_article_count(c, &known, err));
    return (uint64_t)counted == known ? QUOTH_OK
                                      : fail(err, QUOTH_CORRUPT, "the catalogue counts %llu articles and has %lld",
                                             (unsigned long long)known, (long long)counted);
}

quoth_status catalogue_check(catalogue *c, quoth_error *err)
{
    sql_statement *s;
    bool row;
    TRY(sql_start(c->db, "PRAGMA integrity_check(1)", &s, err));
    TRY(sql_next(s, &row, err));
    str words = row ? sql_bytes(s, 0) : STR("no answer");
    quoth_status status = QUOTH_OK;
    if (!str_equal(words, STR("ok")))
        status = fail(err, QUOTH_CORRUPT, "catalogue.sqlite is damaged: %.*s", STR_ARG(words));
    sql_end(s);
    TRY(status);
    TRY(sql_start(c->db, "PRAGMA foreign_key_check", &s, err));
    TRY(sql_next(s, &row, err));
    if (row)
        status = fail(err, QUOTH_CORRUPT, "a row of %.*s points to nothing", STR_ARG(sql_bytes(s, 0)));
    sql_end(s);
    TRY(status);
    return check_count(c, err);
}
