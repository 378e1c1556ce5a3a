/* versions.c - how is what an article said before it was changed kept, in few bytes? */
#include "store/history/versions.h"

#include <zstd.h>

#include "base/limits.h"
#include "store/catalogue/sql.h"

/* --- packing --- */

/* Versions are few, and what they share with the prefix is found at any level. */
enum { LEVEL = 12, LARGEST_VERSION = LIMIT_ARTICLE_BYTES + 2 * LIMIT_TITLE_BYTES };

/* The title's length, the title, the body. */
static void put_text(version_text t, buf *out)
{
    buf_clear(out);
    buf_put_varint(out, t.title.len);
    buf_put_str(out, t.title);
    buf_put_str(out, t.body);
}

static size_t compress(ZSTD_CCtx *z, str plain, str prefix, buf *out)
{
    int window = 10;
    while (((size_t)1 << window) < plain.len + prefix.len && window < 27)
        window++;
    ZSTD_CCtx_setParameter(z, ZSTD_c_compressionLevel, LEVEL);
    ZSTD_CCtx_setParameter(z, ZSTD_c_windowLog, window);
    ZSTD_CCtx_setParameter(z, ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_refPrefix(z, prefix.data, prefix.len);
    size_t room = ZSTD_compressBound(plain.len);
    buf_clear(out);
    return ZSTD_compress2(z, buf_reserve(out, room), room, plain.data, plain.len);
}

void version_pack(version_text before, version_text after, buf *out)
{
    DEFER(buf_release) buf plain = {0};
    DEFER(buf_release) buf prefix = {0};
    put_text(before, &plain);
    put_text(after, &prefix);
    ZSTD_CCtx *z = ZSTD_createCCtx();
    size_t size = z ? compress(z, buf_str(&plain), buf_str(&prefix), out) : 0;
    if (!z || ZSTD_isError(size)) /* with a room that is large enough only memory can lack */
        memory_exhausted(plain.len);
    out->len = size;
    ZSTD_freeCCtx(z);
}

static bool decompress(arena *a, str packed, str prefix, str *out)
{
    unsigned long long size = ZSTD_getFrameContentSize(packed.data, packed.len);
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > LARGEST_VERSION)
        return false;
    ZSTD_DCtx *z = ZSTD_createDCtx();
    if (!z)
        memory_exhausted(0);
    char *data = arena_alloc(a, (size_t)size + 1);
    ZSTD_DCtx_refPrefix(z, prefix.data, prefix.len);
    size_t made = ZSTD_decompressDCtx(z, data, (size_t)size, packed.data, packed.len);
    ZSTD_freeDCtx(z);
    *out = (str){data, (size_t)size};
    return !ZSTD_isError(made) && made == size;
}

quoth_status version_unpack(arena *a, str packed, version_text after, version_text *out, quoth_error *err)
{
    DEFER(buf_release) buf prefix = {0};
    str plain;
    put_text(after, &prefix);
    if (!decompress(a, packed, buf_str(&prefix), &plain))
        return fail(err, QUOTH_CORRUPT, "an earlier version is damaged");
    byte_reader r = byte_reader_of(plain);
    uint64_t title = read_varint(&r);
    if (r.bad || title > (size_t)(r.end - r.at))
        return fail(err, QUOTH_CORRUPT, "an earlier version is damaged");
    out->title = read_bytes(&r, (size_t)title);
    out->body = (str){(const char *)r.at, (size_t)(r.end - r.at)};
    return QUOTH_OK;
}

/* --- comparing --- */

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static str cut_word(str *rest)
{
    size_t start = 0, end;
    while (start < rest->len && is_white(rest->data[start]))
        start++;
    for (end = start; end < rest->len && !is_white(rest->data[end]);)
        end++;
    str word = str_slice(*rest, start, end);
    *rest = str_slice(*rest, end, rest->len);
    return word;
}

static bool differ(str x, str y)
{
    for (str a, b; x.len > 0 || y.len > 0;) {
        a = cut_word(&x);
        b = cut_word(&y);
        if (!str_equal(a, b))
            return true;
    }
    return false;
}

bool version_texts_differ(version_text x, version_text y)
{
    return differ(x.title, y.title) || differ(x.body, y.body);
}

void version_compare(arena *a, version_text before, version_text after, language lang, version_change *out)
{
    analyse(a, before.title, lang, &out->before_title);
    analyse(a, before.body, lang, &out->before_body);
    analyse(a, after.title, lang, &out->after_title);
    analyse(a, after.body, lang, &out->after_body);
    word_diff(a, &out->before_title, &out->after_title, &out->gone_title, &out->came_title);
    word_diff(a, &out->before_body, &out->after_body, &out->gone_body, &out->came_body);
}

/* --- rows --- */

typedef VEC(past_version) version_list;

static quoth_status read_rows(catalogue *c, arena *a, uint32_t article, version_list *out, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT number, replaced_at, published, captured, packed FROM versions WHERE article=?1 ORDER BY number",
                  &s, err));
    sql_put_int(s, article);
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            return QUOTH_OK;
        past_version v = {.number = sql_int(s, 0), .replaced_at = sql_int(s, 1)};
        v.published = sql_copy(s, a, 2);
        v.captured = sql_copy(s, a, 3);
        v.packed = sql_copy(s, a, 4);
        vec_push(a, out, v);
    }
}

quoth_status versions_get(catalogue *c, arena *a, uint32_t article, version_text present, past_version **out, size_t *count,
                          quoth_error *err)
{
    version_list list = {0};
    version_text after = present;
    TRY(read_rows(c, a, article, &list, err));
    for (size_t i = list.count; i-- > 0;) {
        TRY(version_unpack(a, list.items[i].packed, after, &list.items[i].text, err));
        after = list.items[i].text;
    }
    *out = list.items;
    *count = list.count;
    return QUOTH_OK;
}

quoth_status versions_count(catalogue *c, uint32_t article, size_t *out, quoth_error *err)
{
    sql_statement *s;
    int64_t count;
    TRY(sql_start(c->db, "SELECT count(*) FROM versions WHERE article=?1", &s, err));
    sql_put_int(s, article);
    TRY(sql_one_int(s, &count, err));
    *out = (size_t)count;
    return QUOTH_OK;
}

quoth_status versions_put(catalogue *c, uint32_t article, past_version *v, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT INTO versions(article, replaced_at, published, captured, packed) VALUES(?1,?2,?3,?4,?5)", &s,
                  err));
    sql_put_int(s, article);
    sql_put_int(s, v->replaced_at);
    sql_put_text(s, v->published);
    sql_put_text(s, v->captured);
    sql_put_bytes(s, v->packed);
    TRY(sql_finish(s, err));
    v->number = sql_last_row(c->db);
    return QUOTH_OK;
}

quoth_status versions_repack(catalogue *c, int64_t number, str packed, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "UPDATE versions SET packed=?2 WHERE number=?1", &s, err));
    sql_put_int(s, number);
    sql_put_bytes(s, packed);
    return sql_finish(s, err);
}

quoth_status versions_move(catalogue *c, uint32_t from, uint32_t to, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "UPDATE versions SET article=?2 WHERE article=?1", &s, err));
    sql_put_int(s, from);
    sql_put_int(s, to);
    return sql_finish(s, err);
}

/* Terms go with their version (ON DELETE CASCADE). */
quoth_status versions_remove_oldest(catalogue *c, uint32_t article, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "DELETE FROM versions WHERE number=(SELECT min(number) FROM versions WHERE article=?1)", &s, err));
    sql_put_int(s, article);
    return sql_finish(s, err);
}

quoth_status versions_remove_all(catalogue *c, uint32_t article, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "DELETE FROM versions WHERE article=?1", &s, err));
    sql_put_int(s, article);
    return sql_finish(s, err);
}

/* --- terms of changes --- */

quoth_status edits_put_all(catalogue *c, int64_t number, const str *terms, size_t count, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "DELETE FROM edits WHERE version=?1", &s, err));
    sql_put_int(s, number);
    TRY(sql_finish(s, err));
    for (size_t i = 0; i < count; i++) {
        TRY(sql_start(c->db, "INSERT OR IGNORE INTO edits VALUES(?1, ?2)", &s, err));
        sql_put_int(s, number);
        sql_put_text(s, terms[i]);
        TRY(sql_finish(s, err));
    }
    return QUOTH_OK;
}

quoth_status edits_get_all(catalogue *c, arena *a, int64_t number, str **terms, size_t *count, quoth_error *err)
{
    sql_statement *s;
    VEC(str) list = {0};
    TRY(sql_start(c->db, "SELECT term FROM edits WHERE version=?1 ORDER BY term", &s, err));
    sql_put_int(s, number);
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            break;
        vec_push(a, &list, sql_copy(s, a, 0));
    }
    *terms = list.items;
    *count = list.count;
    return QUOTH_OK;
}

quoth_status edits_find(catalogue *c, arena *a, str term, uint32_t **articles, size_t *count, quoth_error *err)
{
    sql_statement *s;
    if (term.len == 0) {
        TRY(sql_start(c->db, "SELECT DISTINCT article FROM versions ORDER BY article", &s, err));
        return sql_all_u32(s, a, articles, count, err);
    }
    TRY(sql_start(c->db, "SELECT DISTINCT article FROM edits JOIN versions ON number=version WHERE term=?1 ORDER BY article", &s,
                  err));
    sql_put_text(s, term);
    return sql_all_u32(s, a, articles, count, err);
}
