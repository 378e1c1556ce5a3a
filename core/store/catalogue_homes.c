/* catalogue_homes.c - what the articles of each publication say about where it is at home */
#include "store/catalogue.h"
#include "store/catalogue_sql.h"

/* An archive of an older quoth has no such table until it is written to. */
static quoth_status has_homes(catalogue *c, bool *out, quoth_error *err)
{
    sql_statement *s;
    int64_t count;
    TRY(sql_start(c->db, "SELECT count(*) FROM sqlite_master WHERE type='table' AND name='homes'", &s, err));
    TRY(sql_one_int(s, &count, err));
    *out = count > 0;
    return QUOTH_OK;
}

static quoth_status make_homes(catalogue *c, quoth_error *err)
{
    return sql_run(c->db, "CREATE TABLE IF NOT EXISTS homes(source TEXT PRIMARY KEY NOT NULL, votes BLOB NOT NULL) STRICT", err);
}

quoth_status catalogue_put_home(catalogue *c, str source, str votes, quoth_error *err)
{
    sql_statement *s;
    TRY(make_homes(c, err));
    TRY(sql_start(c->db, "INSERT INTO homes VALUES(?1, ?2) ON CONFLICT DO UPDATE SET votes=excluded.votes", &s, err));
    sql_put_text(s, source);
    sql_put_bytes(s, votes);
    return sql_finish(s, err);
}

quoth_status catalogue_remove_homes(catalogue *c, quoth_error *err)
{
    TRY(make_homes(c, err));
    return sql_run(c->db, "DELETE FROM homes", err);
}

quoth_status catalogue_each_home(catalogue *c, home_visitor visit, void *context, quoth_error *err)
{
    sql_statement *s;
    bool exists;
    quoth_status status = QUOTH_OK;
    TRY(has_homes(c, &exists, err));
    if (!exists)
        return QUOTH_OK;
    TRY(sql_start(c->db, "SELECT source, votes FROM homes ORDER BY source", &s, err));
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            return QUOTH_OK;
        if (!visit(context, sql_bytes(s, 0), sql_bytes(s, 1), err, &status))
            break;
    }
    sql_end(s);
    return status;
}
