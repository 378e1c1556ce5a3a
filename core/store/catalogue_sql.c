/* catalogue_sql.c - how does the catalogue speak to SQLite? (the only file that knows sqlite3.h) */
#include "store/catalogue_sql.h"

#include <sqlite3.h>
#include <stdlib.h>

enum { MAX_STATEMENTS = 128 };

struct sql_statement {
    const char *text;
    sqlite3_stmt *handle;
    sql *db;
    int bound;
};

struct sql {
    sqlite3 *handle;
    sql_statement statements[MAX_STATEMENTS]; /* found by the address of their text */
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
    for (int i = 0; i < MAX_STATEMENTS; i++)
        sqlite3_finalize((*db)->statements[i].handle);
    sqlite3_close((*db)->handle);
    free(*db);
    *db = NULL;
}

quoth_status sql_run(sql *db, const char *text, quoth_error *err)
{
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

quoth_status sql_start(sql *db, const char *text, sql_statement **out, quoth_error *err)
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
    }
    s->bound = 0;
    *out = s;
    return QUOTH_OK;
}

void sql_put_int(sql_statement *s, int64_t value)
{
    sqlite3_bind_int64(s->handle, ++s->bound, value);
}

void sql_put_text(sql_statement *s, str value)
{
    sqlite3_bind_text64(s->handle, ++s->bound, value.data ? value.data : "", value.len, SQLITE_STATIC, SQLITE_UTF8);
}

void sql_put_bytes(sql_statement *s, str value)
{
    sqlite3_bind_blob64(s->handle, ++s->bound, value.data ? value.data : "", value.len, SQLITE_STATIC);
}

void sql_put_null(sql_statement *s)
{
    sqlite3_bind_null(s->handle, ++s->bound);
}

quoth_status sql_next(sql_statement *s, bool *row, quoth_error *err)
{
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
