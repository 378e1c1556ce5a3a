/* values.c - sources, bylines and authors in the catalogue: small numbers for the columns of the forward index */
#include "names/byline.h"
#include "store/catalogue/catalogue.h"
#include "store/catalogue/sql.h"

/* The number that `select` finds by ?1 = key; else, in a transaction, that of the row that `insert` makes of (name, key), which
 * `is_new` says. */
static quoth_status number_of(catalogue *c, const char *select, const char *insert, str name, str key, uint32_t *out,
                              bool *is_new, quoth_error *err)
{
    sql_statement *s;
    int64_t number;
    *out = 0;
    *is_new = false;
    if (key.len == 0)
        return QUOTH_OK;
    TRY(sql_start(c->db, select, &s, err));
    sql_put_text(s, key);
    quoth_status status = sql_one_int(s, &number, err);
    if (status == QUOTH_NOT_FOUND && c->in_transaction) {
        TRY(sql_start(c->db, insert, &s, err));
        sql_put_text(s, name);
        sql_put_text(s, key);
        TRY(sql_finish(s, err));
        number = sql_last_row(c->db);
        *is_new = true;
        status = QUOTH_OK;
    }
    TRY(status);
    *out = (uint32_t)number;
    return QUOTH_OK;
}

static quoth_status name_of(catalogue *c, arena *a, const char *select, uint32_t number, str *out, quoth_error *err)
{
    sql_statement *s;
    bool row;
    TRY(sql_start(c->db, select, &s, err));
    sql_put_int(s, number);
    TRY(sql_next(s, &row, err));
    if (!row)
        return fail(err, QUOTH_NOT_FOUND, "the catalogue has no name for the number %u", number);
    *out = sql_copy(s, a, 0);
    sql_end(s);
    return QUOTH_OK;
}

quoth_status catalogue_source_number(catalogue *c, str name, uint32_t *out, quoth_error *err)
{
    bool is_new;
    return number_of(c, "SELECT number FROM sources WHERE name=?1", "INSERT INTO sources(name) VALUES(?2)", name, name, out,
                     &is_new, err);
}

quoth_status catalogue_source_name(catalogue *c, arena *a, uint32_t number, str *out, quoth_error *err)
{
    return name_of(c, a, "SELECT name FROM sources WHERE number=?1", number, out, err);
}

/* --- bylines and the authors in them --- */

static quoth_status put_author(catalogue *c, arena *a, uint32_t of_byline, str name, quoth_error *err)
{
    uint32_t author;
    bool is_new;
    sql_statement *s;
    TRY(number_of(c, "SELECT number FROM authors WHERE key=?1", "INSERT INTO authors(name, key) VALUES(?1, ?2)", name,
                  byline_key(a, name), &author, &is_new, err));
    if (author == 0)
        return QUOTH_OK;
    TRY(sql_start(c->db, "INSERT OR IGNORE INTO byline_authors VALUES(?1, ?2)", &s, err));
    sql_put_int(s, of_byline);
    sql_put_int(s, author);
    return sql_finish(s, err);
}

static quoth_status put_authors(catalogue *c, arena *a, uint32_t of_byline, str text, quoth_error *err)
{
    byline authors;
    byline_read(a, text, &authors);
    for (size_t i = 0; i < authors.count; i++)
        TRY(put_author(c, a, of_byline, authors.names[i], err));
    return QUOTH_OK;
}

quoth_status catalogue_read_byline_number(catalogue *c, str text, str keys, uint32_t *out, quoth_error *err)
{
    bool is_new;
    TRY(number_of(c, "SELECT number FROM bylines WHERE keys=?1", "INSERT INTO bylines(keys) VALUES(?2)", keys, keys, out, &is_new,
                  err));
    if (!is_new)
        return QUOTH_OK;
    arena a = {0};
    quoth_status status = put_authors(c, &a, *out, text, err);
    arena_release(&a);
    return status;
}

quoth_status catalogue_byline_number(catalogue *c, str text, uint32_t *out, quoth_error *err)
{
    arena a = {0};
    quoth_status status = catalogue_read_byline_number(c, text, byline_keys(&a, text), out, err);
    arena_release(&a);
    return status;
}

quoth_status catalogue_author_name(catalogue *c, arena *a, uint32_t number, str *out, quoth_error *err)
{
    return name_of(c, a, "SELECT name FROM authors WHERE number=?1", number, out, err);
}

/* The longest run of letters between blanks: which fewest names have. */
static str longest_word(str text)
{
    str longest = STR("");
    for (str rest = text; rest.len > 0;) {
        str word = byline_cut_word(&rest);
        longest = word.len > longest.len ? word : longest;
    }
    return longest;
}

quoth_status catalogue_authors_with(catalogue *c, arena *a, str wanted, bool exactly, str **keys, size_t *count, quoth_error *err)
{
    sql_statement *s;
    VEC(str) found = {0};
    TRY(sql_start(c->db, exactly ? "SELECT key FROM authors WHERE key=?1" : "SELECT key FROM authors WHERE instr(key, ?1)", &s,
                  err));
    sql_put_text(s, exactly ? wanted : longest_word(wanted));
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            break;
        if (byline_key_fits(sql_bytes(s, 0), wanted, exactly))
            vec_push(a, &found, sql_copy(s, a, 0));
    }
    *keys = found.items;
    *count = found.count;
    return QUOTH_OK;
}

quoth_status catalogue_each_byline_author(catalogue *c, byline_visitor visit, void *context, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT byline, author FROM byline_authors ORDER BY byline, author", &s, err));
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            return QUOTH_OK;
        if (!visit(context, (uint32_t)sql_int(s, 0), (uint32_t)sql_int(s, 1)))
            break;
    }
    sql_end(s);
    return QUOTH_OK;
}

quoth_status catalogue_each_source(catalogue *c, value_visitor visit, void *context, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(
        c->db, "SELECT name, count(*) FROM articles JOIN sources ON number=source GROUP BY number ORDER BY count(*) DESC, name",
        &s, err));
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            return QUOTH_OK;
        if (!visit(context, sql_bytes(s, 0), (uint64_t)sql_int(s, 1)))
            break;
    }
    sql_end(s);
    return QUOTH_OK;
}

quoth_status catalogue_each_language(catalogue *c, value_visitor visit, void *context, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT lang, count(*) FROM articles GROUP BY lang ORDER BY count(*) DESC, lang", &s, err));
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            return QUOTH_OK;
        if (!visit(context, language_code((language)sql_int(s, 0)), (uint64_t)sql_int(s, 1)))
            break;
    }
    sql_end(s);
    return QUOTH_OK;
}