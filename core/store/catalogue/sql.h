/* sql.h - SQLite as the catalogue uses it: cached statements, slices, statuses. Only this room and its test include
 * this */
#ifndef STORE_CATALOGUE_SQL_H
#define STORE_CATALOGUE_SQL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/file.h"

/* One connection with its prepared statements; one thread at a time. */
typedef struct sql sql;
/* A statement being bound or stepped; belongs to its connection. */
typedef struct sql_statement sql_statement;

quoth_status sql_open(const char *path, bool write, bool create, sql **out, quoth_error *err);
void sql_close(sql **db);
/* Runs text that gives no rows and needs no values; may be several statements. */
quoth_status sql_run(sql *db, const char *text, quoth_error *err);
/* From now on, what each transaction writes is kept: the statements with their values, as long as they have no more than
 * `most_bytes` together. Forgets what was kept; to be called as a transaction begins. */
void sql_log_start(sql *db, size_t most_bytes);
/* What was kept since, until the next call on `db`; false when it was too much. */
bool sql_log_get(const sql *db, str *out);
/* Does what a log says to a database that is as it was when the logged transaction began: it is then as that left it, since no
 * statement of the catalogue depends on chance or time. Within a transaction. QUOTH_CORRUPT for bytes that are no log. */
quoth_status sql_replay(sql *db, str log, quoth_error *err);
/* How long a statement waits for a lock that another process holds. */
void sql_set_patience(sql *db, int wait_ms);

/* A transaction that only reads begins with the next statement that is started, if there is one. */
void sql_begin_when_used(sql *db);
bool sql_has_begun(const sql *db);
void sql_end_reading(sql *db);

/* `text` must be a string that lives as long as the program: the statement is prepared once and found again by its address.
 * Starts it afresh, nothing bound. A statement that is still being stepped must not be started again. */
quoth_status sql_start(sql *db, const char *text, sql_statement **out, quoth_error *err);
/* Values go to ?1, ?2, … in the order of these calls. Bytes must stay until the statement has ended. */
void sql_put_int(sql_statement *s, int64_t value);
void sql_put_text(sql_statement *s, str value);
void sql_put_bytes(sql_statement *s, str value);
void sql_put_null(sql_statement *s);
/* Steps to the next row; *row false when there is none, and the statement has ended then. */
quoth_status sql_next(sql_statement *s, bool *row, quoth_error *err);
/* Ends a statement before its last row. */
void sql_end(sql_statement *s);
/* Steps a statement that gives no rows, to its end. */
quoth_status sql_finish(sql_statement *s, quoth_error *err);

/* Columns of the current row, from 0. Slices are borrowed until the next step. */
int64_t sql_int(sql_statement *s, int column);
str sql_bytes(sql_statement *s, int column);
bool sql_is_null(sql_statement *s, int column);
/* The same, kept in `a`. */
str sql_copy(sql_statement *s, arena *a, int column);

int64_t sql_last_row(sql *db);
/* Rows that the last statement changed. */
int64_t sql_changed(sql *db);

/* One row, one number: QUOTH_NOT_FOUND without a row. */
quoth_status sql_one_int(sql_statement *s, int64_t *out, quoth_error *err);
/* The first column of all rows. */
quoth_status sql_all_u32(sql_statement *s, arena *a, uint32_t **out, size_t *count, quoth_error *err);

struct catalogue {
    sql *db;
    char *log_path; /* SQLite's write-ahead log */
    bool in_transaction;
    bool is_prepared;       /* catalogue_prepare was called */
    int64_t articles_added; /* since the transaction began; removed ones count against it */
    uint32_t last_id;       /* the largest id given, while in_transaction */
    buf open_block;         /* the block of words that is being filled, while has_open_block */
    uint32_t next_word;     /* the number behind it */
    bool has_open_block;
};

/* Puts the block of words that is being filled on its way to the disk; forgets it. */
quoth_status word_block_flush(struct catalogue *c, quoth_error *err);
void word_block_forget(struct catalogue *c);

#endif
