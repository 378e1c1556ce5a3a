/* homes.c - what the articles of each publication say about where it is at home */
#include "store/catalogue/catalogue.h"
#include "store/catalogue/sql.h"

quoth_status catalogue_put_home(catalogue *c, str source, str votes, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT INTO homes VALUES(?1, ?2) ON CONFLICT DO UPDATE SET votes=excluded.votes", &s, err));
    sql_put_text(s, source);
    sql_put_bytes(s, votes);
    return sql_finish(s, err);
}

quoth_status catalogue_remove_homes(catalogue *c, quoth_error *err)
{
    return sql_run(c->db, "DELETE FROM homes", err);
}

quoth_status catalogue_each_home(catalogue *c, home_visitor visit, void *context, quoth_error *err)
{
    sql_statement *s;
    quoth_status status = QUOTH_OK;
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
