/* sql.c - how does the catalogue speak to SQLite? (the only file that knows sqlite3.h) */
#include "store/catalogue/sql.h"

#include <sqlite3.h>
#include <stdlib.h>

enum { MAX_STATEMENTS = 128, MAX_VALUES = 64 };

struct sql_statement {
    const char *text;
    sqlite3_stmt *handle;
    sql *db;
    int bound;
    bool is_writing;
    buf values; /* of a writing statement, for the log; not yet logged */
};

struct sql {
    sqlite3 *handle;
    bool begin_is_due, has_begun;             /* a transaction that only reads */
    sql_statement statements[MAX_STATEMENTS]; /* found by the address of their text */
    buf log;                                  /* of what the transaction writes: see sql_replay */
    size_t log_most;                          /* 0: nothing is logged */
    bool is_log_whole;
};

static quoth_status sql_fail(sql *db, int code, quoth_error *err)
{
    const char *words = sqlite3_errmsg(db->handle);
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return fail(err, QUOTH_BUSY, "another process writes to the catalogue");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return fail(err, QUOTH_CORRUPT, "catalogue.sqlite is damaged: %s", words);
    case SQLITE_CONSTRAINT: return fail(err, QUOTH_CORRUPT, "the catalogue refused a row: %s", words);
    case SQLITE_NOMEM: memory_exhausted(0);
    default: return fail(err, QUOTH_IO, "catalogue.sqlite: %s", words);
    }
}

/* A folder that may not be written to, and a catalogue that nobody writes: SQLite then needs to be told so. */
static int open_unchanging(const char *path, sqlite3 **out)
{
    char *uri = sqlite3_mprintf("file:%s?immutable=1", path);
    int code = sqlite3_open_v2(uri, out, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    sqlite3_free(uri);
    return code;
}

static int open_and_touch(const char *path, int flags, sqlite3 **out)
{
    int code = sqlite3_open_v2(path, out, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_busy_timeout(*out, 10000); /* the last connection to close has the file to itself for a moment */
    if (code == SQLITE_OK)
        code = sqlite3_exec(*out, "SELECT 1 FROM sqlite_master LIMIT 1", NULL, NULL, NULL);
    return code;
}

quoth_status sql_open(const char *path, bool write, bool create, sql **out, quoth_error *err)
{
    sql *db = mem_zalloc(sizeof *db);
    int flags = write ? SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0) : SQLITE_OPEN_READONLY;
    int code = open_and_touch(path, flags, &db->handle);
    bool no_room_for_locks =
        (code & 0xFF) == SQLITE_CANTOPEN || sqlite3_extended_errcode(db->handle) == SQLITE_READONLY_DIRECTORY;
    if (no_room_for_locks && !write && file_exists(path)) {
        sqlite3_close(db->handle);
        code = open_unchanging(path, &db->handle);
    }
    if (code != SQLITE_OK) {
        quoth_status status = sql_fail(db, code, err);
        sql_close(&db);
        return status;
    }
    sqlite3_extended_result_codes(db->handle, 1);
    *out = db;
    return QUOTH_OK;
}

void sql_close(sql **db)
{
    if (!*db)
        return;
    for (int i = 0; i < MAX_STATEMENTS; i++) {
        sqlite3_finalize((*db)->statements[i].handle);
        buf_release(&(*db)->statements[i].values);
    }
    buf_release(&(*db)->log);
    sqlite3_close((*db)->handle);
    free(*db);
    *db = NULL;
}

/* ---------------------------------------------------------------- the log of a transaction */

/* Of each statement: its text, the number of its values, and these, each with its kind and its length. */
enum { VALUE_INT = 'i', VALUE_TEXT = 't', VALUE_BYTES = 'b', VALUE_NULL = 'n' };

static bool is_logging(const sql *db)
{
    return db->log_most > 0 && db->is_log_whole && !sqlite3_get_autocommit(db->handle);
}

static void log_statement(sql *db, const char *text, int bound, str values)
{
    str words = str_from(text);
    if (db->log.len + words.len + values.len > db->log_most) {
        db->is_log_whole = false;
        buf_release(&db->log);
        return;
    }
    buf_put_varint(&db->log, words.len);
    buf_put_str(&db->log, words);
    buf_put_varint(&db->log, (uint64_t)bound);
    buf_put_str(&db->log, values);
}

static void log_value(sql_statement *s, unsigned char kind, str value)
{
    if (!s->is_writing || s->db->log_most == 0 || !s->db->is_log_whole)
        return;
    buf_put_byte(&s->values, kind);
    buf_put_varint(&s->values, value.len);
    buf_put_str(&s->values, value);
}

/* As it is stepped for the first time. */
static void log_started(sql_statement *s)
{
    if (s->is_writing && is_logging(s->db) && !sqlite3_stmt_busy(s->handle))
        log_statement(s->db, s->text, s->bound, buf_str(&s->values));
}

void sql_log_start(sql *db, size_t most_bytes)
{
    buf_clear(&db->log);
    db->log_most = most_bytes;
    db->is_log_whole = true;
}

bool sql_log_get(const sql *db, str *out)
{
    *out = buf_str(&db->log);
    return db->log_most > 0 && db->is_log_whole;
}

static bool bind_value(sqlite3_stmt *to, int place, byte_reader *r)
{
    unsigned char kind = read_byte(r);
    size_t len = (size_t)read_varint(r);
    str value = read_bytes(r, len);
    if (r->bad)
        return false;
    switch (kind) {
    case VALUE_INT: {
        byte_reader number = byte_reader_of(value);
        return sqlite3_bind_int64(to, place, read_signed_varint(&number)) == SQLITE_OK && !number.bad;
    }
    case VALUE_TEXT: return sqlite3_bind_text64(to, place, value.data, value.len, SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
    case VALUE_BYTES: return sqlite3_bind_blob64(to, place, value.data, value.len, SQLITE_STATIC) == SQLITE_OK;
    case VALUE_NULL: return sqlite3_bind_null(to, place) == SQLITE_OK;
    default: return false;
    }
}

static quoth_status replay_one(sql *db, byte_reader *r, quoth_error *err)
{
    sqlite3_stmt *statement = NULL;
    size_t len = (size_t)read_varint(r);
    str text = read_bytes(r, len);
    uint64_t values = read_varint(r);
    if (r->bad || values > MAX_VALUES)
        return fail(err, QUOTH_CORRUPT, "a journal of the catalogue is damaged");
    /* Several statements in one text have no values. */
    for (const char *at = text.data, *end = text.data + text.len; at < end;) {
        int code = sqlite3_prepare_v2(db->handle, at, (int)(end - at), &statement, &at);
        if (code != SQLITE_OK)
            return sql_fail(db, code, err);
        bool is_bound = true;
        for (int i = 1; statement && is_bound && i <= (int)values; i++)
            is_bound = bind_value(statement, i, r);
        code = !statement ? SQLITE_DONE : is_bound ? SQLITE_ROW : SQLITE_MISUSE;
        while (code == SQLITE_ROW)
            code = sqlite3_step(statement);
        quoth_status status = code == SQLITE_DONE ? QUOTH_OK : sql_fail(db, code, err);
        sqlite3_finalize(statement);
        TRY(status);
    }
    return QUOTH_OK;
}

/* A transaction writes rows: what else a journal asks for was written by somebody else, whose archive this may be. */
static int permit_rows(void *context, int action, const char *a, const char *b, const char *database, const char *inner)
{
    (void)context, (void)a, (void)b, (void)database, (void)inner;
    static const int permitted[] = {SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE, SQLITE_READ, SQLITE_SELECT, SQLITE_FUNCTION};
    for (size_t i = 0; i < sizeof permitted / sizeof *permitted; i++)
        if (action == permitted[i])
            return SQLITE_OK;
    return SQLITE_DENY;
}

quoth_status sql_replay(sql *db, str log, quoth_error *err)
{
    byte_reader r = byte_reader_of(log);
    quoth_status status = QUOTH_OK;
    sqlite3_set_authorizer(db->handle, permit_rows, NULL);
    while (r.at < r.end && status == QUOTH_OK)
        status = replay_one(db, &r, err);
    sqlite3_set_authorizer(db->handle, NULL, NULL);
    return status;
}

/* ---------------------------------------------------------------- statements */

quoth_status sql_run(sql *db, const char *text, quoth_error *err)
{
    if (is_logging(db) && !str_equal(str_from(text), STR("COMMIT")) && !str_equal(str_from(text), STR("ROLLBACK")))
        log_statement(db, text, 0, STR(""));
    int code = sqlite3_exec(db->handle, text, NULL, NULL, NULL);
    return code == SQLITE_OK ? QUOTH_OK : sql_fail(db, code, err);
}

void sql_set_patience(sql *db, int wait_ms)
{
    sqlite3_busy_timeout(db->handle, wait_ms);
}

/* The slot of `text`: its own, or the free one where it belongs. */
static sql_statement *slot_of(sql *db, const char *text)
{
    size_t at = (size_t)((uintptr_t)text >> 3) % MAX_STATEMENTS;
    for (size_t tried = 0; tried < MAX_STATEMENTS; tried++) {
        sql_statement *s = &db->statements[(at + tried) % MAX_STATEMENTS];
        if (!s->text || s->text == text)
            return s;
    }
    return NULL;
}

static quoth_status start(sql *db, const char *text, sql_statement **out, quoth_error *err)
{
    sql_statement *s = slot_of(db, text);
    if (!s)
        return fail(err, QUOTH_LIMIT, "more than %d kinds of statement", MAX_STATEMENTS);
    if (!s->handle) {
        int code = sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT, &s->handle, NULL);
        if (code != SQLITE_OK)
            return sql_fail(db, code, err);
        s->text = text;
        s->db = db;
        s->is_writing = !sqlite3_stmt_readonly(s->handle);
    }
    s->bound = 0;
    buf_clear(&s->values);
    *out = s;
    return QUOTH_OK;
}

void sql_begin_when_used(sql *db)
{
    db->begin_is_due = true;
}

bool sql_has_begun(const sql *db)
{
    return db->has_begun;
}

static quoth_status run_prepared(sql *db, const char *text, quoth_error *err)
{
    sql_statement *s = NULL;
    quoth_status status = start(db, text, &s, err);
    return s ? sql_finish(s, err) : status;
}

void sql_end_reading(sql *db)
{
    if (db->has_begun)
        run_prepared(db, "COMMIT", NULL);
    db->begin_is_due = db->has_begun = false;
}

quoth_status sql_start(sql *db, const char *text, sql_statement **out, quoth_error *err)
{
    if (db->begin_is_due) {
        db->begin_is_due = false;
        TRY(run_prepared(db, "BEGIN", err));
        db->has_begun = true;
    }
    return start(db, text, out, err);
}

void sql_put_int(sql_statement *s, int64_t value)
{
    char room[16];
    buf number = {.data = room, .room = sizeof room};
    sqlite3_bind_int64(s->handle, ++s->bound, value);
    buf_put_signed_varint(&number, value);
    log_value(s, VALUE_INT, buf_str(&number));
}

void sql_put_text(sql_statement *s, str value)
{
    sqlite3_bind_text64(s->handle, ++s->bound, value.data ? value.data : "", value.len, SQLITE_STATIC, SQLITE_UTF8);
    log_value(s, VALUE_TEXT, value);
}

void sql_put_bytes(sql_statement *s, str value)
{
    sqlite3_bind_blob64(s->handle, ++s->bound, value.data ? value.data : "", value.len, SQLITE_STATIC);
    log_value(s, VALUE_BYTES, value);
}

void sql_put_null(sql_statement *s)
{
    sqlite3_bind_null(s->handle, ++s->bound);
    log_value(s, VALUE_NULL, STR(""));
}

quoth_status sql_next(sql_statement *s, bool *row, quoth_error *err)
{
    log_started(s);
    int code = sqlite3_step(s->handle);
    *row = code == SQLITE_ROW;
    if (*row)
        return QUOTH_OK;
    quoth_status status = code == SQLITE_DONE ? QUOTH_OK : sql_fail(s->db, code, err);
    sqlite3_reset(s->handle);
    return status;
}

void sql_end(sql_statement *s)
{
    sqlite3_reset(s->handle);
}

quoth_status sql_finish(sql_statement *s, quoth_error *err)
{
    bool row;
    do
        TRY(sql_next(s, &row, err));
    while (row);
    return QUOTH_OK;
}

int64_t sql_int(sql_statement *s, int column)
{
    return sqlite3_column_int64(s->handle, column);
}

bool sql_is_null(sql_statement *s, int column)
{
    return sqlite3_column_type(s->handle, column) == SQLITE_NULL;
}

str sql_bytes(sql_statement *s, int column)
{
    const void *data = sqlite3_column_blob(s->handle, column);
    return data ? (str){data, (size_t)sqlite3_column_bytes(s->handle, column)} : STR("");
}

str sql_copy(sql_statement *s, arena *a, int column)
{
    return arena_copy(a, sql_bytes(s, column));
}

int64_t sql_changed(sql *db)
{
    return sqlite3_changes(db->handle);
}

int64_t sql_last_row(sql *db)
{
    return sqlite3_last_insert_rowid(db->handle);
}

quoth_status sql_one_int(sql_statement *s, int64_t *out, quoth_error *err)
{
    bool row;
    TRY(sql_next(s, &row, err));
    if (!row)
        return fail(err, QUOTH_NOT_FOUND, "not in the catalogue");
    bool null = sql_is_null(s, 0);
    *out = sql_int(s, 0);
    sql_end(s);
    return null ? fail(err, QUOTH_NOT_FOUND, "not in the catalogue") : QUOTH_OK;
}

quoth_status sql_all_u32(sql_statement *s, arena *a, uint32_t **out, size_t *count, quoth_error *err)
{
    VEC(uint32_t) list = {0};
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            break;
        vec_push(a, &list, (uint32_t)sql_int(s, 0));
    }
    *out = list.items;
    *count = list.count;
    return QUOTH_OK;
}
