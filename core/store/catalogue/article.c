/* article.c - articles in the catalogue: put, get, find, remove */
#include "base/hash.h"
#include "store/catalogue/catalogue.h"
#include "store/catalogue/sql.h"
#include "store/history/captures.h"
#include "store/history/versions.h"

uint32_t catalogue_article_checksum(const catalogue_article *row, str body, str encoded_tags)
{
    const str parts[] = {row->external_id, row->title,  row->url, row->author, row->source,
                         row->published,   row->fields, body,     encoded_tags};
    uint64_t sum = hash_u64(row->content_hash);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        sum = hash_bytes(parts[i], sum + parts[i].len);
    return (uint32_t)sum;
}

static quoth_status remove_by_id(catalogue *c, const char *text, uint32_t id, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, text, &s, err));
    sql_put_int(s, id);
    return sql_finish(s, err);
}

static void put_or_null(sql_statement *s, int64_t value, int64_t none)
{
    if (value == none)
        sql_put_null(s);
    else
        sql_put_int(s, value);
}

static quoth_status put_text(catalogue *c, uint32_t id, str packed, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT INTO texts VALUES(?1, ?2)", &s, err));
    sql_put_int(s, id);
    sql_put_bytes(s, packed);
    return sql_finish(s, err);
}

static quoth_status put_claims(catalogue *c, uint32_t id, str claims, quoth_error *err)
{
    sql_statement *s;
    if (claims.len == 0)
        return QUOTH_OK;
    TRY(sql_start(c->db, "INSERT INTO day_claims VALUES(?1, ?2)", &s, err));
    sql_put_int(s, id);
    sql_put_bytes(s, claims);
    return sql_finish(s, err);
}

quoth_status catalogue_put_article(catalogue *c, const catalogue_article *row, quoth_error *err)
{
    uint32_t source;
    sql_statement *s;
    TRY(catalogue_source_number(c, row->source, &source, err));
    TRY(sql_start(c->db, "INSERT INTO articles VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)", &s, err));
    sql_put_int(s, row->id);
    sql_put_text(s, row->external_id);
    sql_put_text(s, row->locator);
    sql_put_text(s, row->title);
    sql_put_text(s, row->url);
    sql_put_text(s, row->author);
    put_or_null(s, source, 0);
    sql_put_text(s, row->published);
    put_or_null(s, row->published_day, NO_DAY);
    sql_put_int(s, row->lang);
    sql_put_int(s, (int64_t)row->content_hash);
    put_or_null(s, row->file, 0);
    sql_put_int(s, row->words);
    sql_put_int(s, row->body_bytes);
    sql_put_int(s, row->quotations);
    sql_put_text(s, row->fields);
    TRY(sql_finish(s, err));
    TRY(put_text(c, row->id, row->packed, err));
    TRY(put_claims(c, row->id, row->claims, err));
    c->articles_added++;
    if (row->id > c->last_id)
        c->last_id = row->id;
    return QUOTH_OK;
}

quoth_status catalogue_replace_packed(catalogue *c, uint32_t id, str packed, uint32_t quotations, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "UPDATE texts SET packed=?2 WHERE id=?1", &s, err));
    sql_put_int(s, id);
    sql_put_bytes(s, packed);
    TRY(sql_finish(s, err));
    TRY(sql_start(c->db, "UPDATE articles SET quotations=?2 WHERE id=?1", &s, err));
    sql_put_int(s, id);
    sql_put_int(s, quotations);
    return sql_finish(s, err);
}

quoth_status catalogue_remove_article(catalogue *c, uint32_t id, quoth_error *err)
{
    TRY(versions_remove_all(c, id, err));
    TRY(captures_remove_all(c, id, err));
    TRY(remove_by_id(c, "DELETE FROM texts WHERE id=?1", id, err));
    TRY(remove_by_id(c, "DELETE FROM day_claims WHERE article=?1", id, err));
    TRY(remove_by_id(c, "DELETE FROM articles WHERE id=?1", id, err));
    c->articles_added -= sql_changed(c->db);
    return QUOTH_OK;
}

static void read_article(sql_statement *s, arena *a, catalogue_article *out)
{
    *out = (catalogue_article){
        .id = (uint32_t)sql_int(s, 0),
        .external_id = sql_copy(s, a, 1),
        .locator = sql_copy(s, a, 2),
        .title = sql_copy(s, a, 3),
        .url = sql_copy(s, a, 4),
        .author = sql_copy(s, a, 5),
        .source = sql_copy(s, a, 6),
        .published = sql_copy(s, a, 7),
        .published_day = sql_is_null(s, 8) ? NO_DAY : (day)sql_int(s, 8),
        .lang = (language)sql_int(s, 9),
        .content_hash = (uint64_t)sql_int(s, 10),
        .file = sql_int(s, 11),
        .words = (uint32_t)sql_int(s, 12),
        .body_bytes = (uint32_t)sql_int(s, 13),
        .quotations = (uint32_t)sql_int(s, 14),
        .fields = sql_copy(s, a, 15),
    };
}

#define ROW_COLUMNS                                                                                            \
    "SELECT id, external_id, locator, title, url, author, coalesce(name, ''), published, published_day, lang," \
    " content_hash, file, words, body_bytes, quotations, fields"

static quoth_status get_row(catalogue *c, arena *a, const char *select, bool with_text, uint32_t id, catalogue_article *out,
                            quoth_error *err)
{
    sql_statement *s;
    bool row;
    TRY(sql_start(c->db, select, &s, err));
    sql_put_int(s, id);
    TRY(sql_next(s, &row, err));
    if (!row)
        return fail(err, QUOTH_NOT_FOUND, "there is no article %u", id);
    read_article(s, a, out);
    if (with_text)
        out->packed = sql_copy(s, a, 16);
    sql_end(s);
    return QUOTH_OK;
}

quoth_status catalogue_get_article(catalogue *c, arena *a, uint32_t id, catalogue_article *out, quoth_error *err)
{
    return get_row(c, a, ROW_COLUMNS ", packed FROM articles JOIN texts USING(id) LEFT JOIN sources ON number=source WHERE id=?1",
                   true, id, out, err);
}

quoth_status catalogue_get_row(catalogue *c, arena *a, uint32_t id, catalogue_article *out, quoth_error *err)
{
    return get_row(c, a, ROW_COLUMNS " FROM articles LEFT JOIN sources ON number=source WHERE id=?1", false, id, out, err);
}

quoth_status catalogue_get_claims(catalogue *c, arena *a, uint32_t id, str *out, quoth_error *err)
{
    sql_statement *s;
    bool row;
    *out = STR("");
    TRY(sql_start(c->db, "SELECT claims FROM day_claims WHERE article=?1", &s, err));
    sql_put_int(s, id);
    TRY(sql_next(s, &row, err));
    if (row) {
        *out = sql_copy(s, a, 0);
        sql_end(s);
    }
    return QUOTH_OK;
}

quoth_status catalogue_next_id(catalogue *c, uint32_t from, uint32_t *out, quoth_error *err)
{
    sql_statement *s;
    int64_t id;
    TRY(sql_start(c->db, "SELECT id FROM articles WHERE id>=?1 ORDER BY id LIMIT 1", &s, err));
    sql_put_int(s, from);
    TRY(sql_one_int(s, &id, err));
    *out = (uint32_t)id;
    return QUOTH_OK;
}

quoth_status catalogue_article_count(catalogue *c, uint64_t *out, quoth_error *err)
{
    sql_statement *s;
    int64_t count;
    TRY(sql_start(c->db, "SELECT value FROM settings WHERE name='articles'", &s, err));
    TRY(sql_one_int(s, &count, err));
    *out = (uint64_t)(count + c->articles_added);
    return QUOTH_OK;
}

quoth_status catalogue_find(catalogue *c, arena *a, str key, uint32_t **ids, size_t *count, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(
        c->db,
        "SELECT id FROM articles WHERE locator=?1 UNION SELECT id FROM articles WHERE external_id=?1 AND external_id<>''"
        " ORDER BY id",
        &s, err));
    sql_put_text(s, key);
    return sql_all_u32(s, a, ids, count, err);
}

quoth_status catalogue_find_given(catalogue *c, str external_id, uint32_t *out, quoth_error *err)
{
    sql_statement *s;
    int64_t id;
    TRY(sql_start(c->db,
                  "SELECT id FROM articles WHERE external_id=?1 AND external_id<>'' AND file IS NULL ORDER BY id DESC LIMIT 1",
                  &s, err));
    sql_put_text(s, external_id);
    TRY(sql_one_int(s, &id, err));
    *out = (uint32_t)id;
    return QUOTH_OK;
}
