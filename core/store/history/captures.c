/* captures.c - on which days was the page of an article captured? */
#include "store/history/captures.h"

#include "store/catalogue/sql.h"

quoth_status captures_get(catalogue *c, arena *a, uint32_t article, day **out, size_t *count, quoth_error *err)
{
    sql_statement *s;
    VEC(day) list = {0};
    TRY(sql_start(c->db, "SELECT day FROM captures WHERE article=?1 ORDER BY day", &s, err));
    sql_put_int(s, article);
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            break;
        vec_push(a, &list, (day)sql_int(s, 0));
    }
    *out = list.items;
    *count = list.count;
    return QUOTH_OK;
}

quoth_status captures_find(catalogue *c, arena *a, day_range range, uint32_t **articles, size_t *count, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT DISTINCT article FROM captures WHERE day BETWEEN ?1 AND ?2 ORDER BY article", &s, err));
    sql_put_int(s, range.first);
    sql_put_int(s, range.last);
    return sql_all_u32(s, a, articles, count, err);
}

quoth_status captures_add(catalogue *c, uint32_t article, day captured, quoth_error *err)
{
    sql_statement *s;
    if (captured == NO_DAY)
        return QUOTH_OK;
    TRY(sql_start(c->db, "INSERT OR IGNORE INTO captures VALUES(?1, ?2)", &s, err));
    sql_put_int(s, article);
    sql_put_int(s, captured);
    return sql_finish(s, err);
}

quoth_status captures_move(catalogue *c, uint32_t from, uint32_t to, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT OR IGNORE INTO captures SELECT ?2, day FROM captures WHERE article=?1", &s, err));
    sql_put_int(s, from);
    sql_put_int(s, to);
    TRY(sql_finish(s, err));
    return captures_remove_all(c, from, err);
}

quoth_status captures_remove_all(catalogue *c, uint32_t article, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "DELETE FROM captures WHERE article=?1", &s, err));
    sql_put_int(s, article);
    return sql_finish(s, err);
}
