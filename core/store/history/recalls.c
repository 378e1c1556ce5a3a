/* recalls.c - which records did their senders take back? */
#include "store/history/recalls.h"

#include "store/catalogue/sql.h"

static quoth_status is_any(sql_statement *s, bool *out, quoth_error *err)
{
    int64_t count;
    TRY(sql_one_int(s, &count, err));
    *out = count > 0;
    return QUOTH_OK;
}

quoth_status recalls_put(catalogue *c, str external_id, uint64_t content_hash, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT OR IGNORE INTO recalls VALUES(?1, ?2)", &s, err));
    sql_put_text(s, external_id);
    sql_put_int(s, (int64_t)content_hash);
    return sql_finish(s, err);
}

quoth_status recalls_has(catalogue *c, str external_id, uint64_t content_hash, bool *out, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT count(*) FROM recalls WHERE external_id=?1 AND content_hash=?2", &s, err));
    sql_put_text(s, external_id);
    sql_put_int(s, (int64_t)content_hash);
    return is_any(s, out, err);
}

quoth_status recalls_has_id(catalogue *c, str external_id, bool *out, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT count(*) FROM recalls WHERE external_id=?1", &s, err));
    sql_put_text(s, external_id);
    return is_any(s, out, err);
}

/* --- before it came --- */

/* Kept among the settings: they are few, and stay few. */
static char *setting(arena *a, str external_id)
{
    return (char *)arena_printf(a, "recalled %.*s", STR_ARG(external_id)).data;
}

quoth_status recalls_await(catalogue *c, str external_id, str at, quoth_error *err)
{
    arena a = {0};
    quoth_status status = catalogue_put_setting(c, setting(&a, external_id), at, err);
    arena_release(&a);
    return status;
}

quoth_status recalls_forget(catalogue *c, str external_id, quoth_error *err)
{
    arena a = {0};
    quoth_status status = catalogue_remove_setting(c, setting(&a, external_id), err);
    arena_release(&a);
    return status;
}

quoth_status recalls_awaited(catalogue *c, arena *a, str external_id, str *at, quoth_error *err)
{
    return catalogue_get_setting(c, a, setting(a, external_id), at, err);
}

quoth_status recalls_await_any(catalogue *c, bool *out, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT count(*) FROM settings WHERE name >= 'recalled ' AND name < 'recalled!'", &s, err));
    return is_any(s, out, err);
}
