/* sqlite.c - rows of a SQLite database, as a query of the user's gives them */
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "indexer/source/table/row.h"

typedef struct rows {
    sqlite3 *db;
    sqlite3_stmt *statement;
    uint64_t checks_left; /* of progress() */
} rows;

/* A view may have rows without end: of a database's steps there are so many, and so many more a byte of it. */
enum { STEPS_A_CHECK = 100000, LEAST_CHECKS = 5000, BYTES_A_CHECK = 100 };

static int progress(void *context)
{
    rows *r = context;
    return r->checks_left == 0 || --r->checks_left == 0;
}

/* The database is a stranger's: nothing but reading its own tables. */
static int permit(void *context, int action, const char *a, const char *b, const char *c, const char *d)
{
    (void)context, (void)a, (void)b, (void)c, (void)d;
    return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION || action == SQLITE_RECURSIVE
               ? SQLITE_OK
               : SQLITE_DENY;
}

static quoth_status open_database(cutter *c, rows *r, quoth_error *err)
{
    const char *path = arena_zero_terminated(&c->memory, c->disk);
    if (access(path, R_OK) != 0)
        return fail(err, QUOTH_UNSUPPORTED, "a database inside another file is not read: unpack it first");
    if (sqlite3_open_v2(path, &r->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return fail(err, QUOTH_BAD_INPUT, "cannot open the database: %s", sqlite3_errmsg(r->db));
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_limit(r->db, SQLITE_LIMIT_LENGTH, LIMIT_RECORD_BYTES / 4); /* escaped, a row fits a record */
    sqlite3_busy_timeout(r->db, 2000);
    struct stat about = {0};
    stat(path, &about);
    r->checks_left = LEAST_CHECKS + (uint64_t)about.st_size / BYTES_A_CHECK;
    sqlite3_progress_handler(r->db, STEPS_A_CHECK, progress, r);
    return QUOTH_OK;
}

/* "its tables: articles, authors" */
static void hint_tables(rows *r, quoth_error *err)
{
    sqlite3_stmt *names = NULL;
    buf list = {0};
    if (sqlite3_prepare_v2(r->db, "SELECT name FROM sqlite_schema WHERE type IN ('table','view') ORDER BY name LIMIT 8", -1,
                           &names, NULL) == SQLITE_OK)
        while (sqlite3_step(names) == SQLITE_ROW)
            buf_printf(&list, "%s%.30s", list.len ? ", " : "", (const char *)sqlite3_column_text(names, 0));
    sqlite3_finalize(names);
    fail_hint(err, "say which rows: --sql 'select …'; its tables: %.*s", STR_ARG(buf_str(&list)));
    buf_release(&list);
}

static quoth_status prepare(cutter *c, rows *r, quoth_error *err)
{
    const char *rest = NULL;
    str sql = c->options->sql;
    if (stream_window(c->in).len == 0)
        return fail(err, QUOTH_BAD_INPUT, "the file is empty");
    TRY(open_database(c, r, err));
    if (sql.len == 0) {
        fail(err, QUOTH_BAD_INPUT, "a database, and no query to read it by"); /* which may come next time */
        hint_tables(r, err);
        return QUOTH_BAD_INPUT;
    }
    sqlite3_set_authorizer(r->db, permit, NULL);
    const char *query = arena_zero_terminated(&c->memory, sql);
    if (sqlite3_prepare_v2(r->db, query, -1, &r->statement, &rest) != SQLITE_OK || !r->statement) {
        fail(err, QUOTH_BAD_INPUT, "--sql: %s", r->db ? sqlite3_errmsg(r->db) : "no query");
        hint_tables(r, err);
        return QUOTH_BAD_INPUT;
    }
    if (str_trim(str_from(rest)).len > 0)
        return fail(err, QUOTH_BAD_INPUT, "--sql: more than one statement");
    return QUOTH_OK;
}

static void close_rows(cutter *c)
{
    rows *r = c->state;
    if (!r)
        return;
    sqlite3_finalize(r->statement);
    sqlite3_close(r->db);
    free(r);
    c->state = NULL;
}

static str row_as_json(arena *a, sqlite3_stmt *s)
{
    buf json = {0};
    json_writer w = {.out = &json};
    json_object(&w);
    for (int i = 0; i < sqlite3_column_count(s); i++) {
        int type = sqlite3_column_type(s, i);
        if (type == SQLITE_NULL || type == SQLITE_BLOB)
            continue;
        const char *text = (const char *)sqlite3_column_text(s, i);
        row_put(&w, sqlite3_column_name(s, i), (str){text, (size_t)sqlite3_column_bytes(s, i)});
    }
    json_object_end(&w);
    str row = arena_copy(a, buf_str(&json));
    buf_release(&json);
    return row;
}

static quoth_status cut_row(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    enum { AT_END = 1 };
    out->line = c->number;
    if (c->mode == AT_END)
        return QUOTH_NOT_FOUND;
    rows *r = c->state;
    c->mode = AT_END; /* unless a row comes */
    if (!r) {
        c->state = r = mem_zalloc(sizeof *r);
        TRY(prepare(c, r, err));
    }
    int got = sqlite3_step(r->statement);
    if (got == SQLITE_DONE)
        return QUOTH_NOT_FOUND;
    if (got == SQLITE_INTERRUPT)
        return fail(err, QUOTH_LIMIT,
                    "the query takes %d million steps of the database, too many for its size; the rest is left out",
                    STEPS_A_CHECK / 1000 * (LEAST_CHECKS / 1000));
    if (got != SQLITE_ROW)
        return fail(err, QUOTH_BAD_INPUT, "broken database: %s", sqlite3_errmsg(r->db));
    c->mode = 0;
    out->line = ++c->number;
    out->bytes = row_as_json(a, r->statement);
    return QUOTH_OK;
}

static quoth_status parse_row(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    return format_jsonl.parse(a, r, out, err);
}

static bool sniff_sqlite(str head)
{
    return str_starts_with(head, (str){"SQLite format 3\0", 16});
}

const source_format format_sqlite = {
    .info = {"sqlite", ".sqlite .sqlite3", "rows of a SQLite database by --sql 'select …'; columns are mapped as in JSON"},
    .sniff = sniff_sqlite,
    .cut = cut_row,
    .parse = parse_row,
    .close = close_rows,
};
