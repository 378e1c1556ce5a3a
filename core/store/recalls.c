/* recalls.c - which records did their senders take back? */
#include "store/recalls.h"

#include "store/catalogue/sql.h"

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
    int64_t count;
    TRY(sql_start(c->db, "SELECT count(*) FROM recalls WHERE external_id=?1 AND content_hash=?2", &s, err));
    sql_put_text(s, external_id);
    sql_put_int(s, (int64_t)content_hash);
    TRY(sql_one_int(s, &count, err));
    *out = count > 0;
    return QUOTH_OK;
}
