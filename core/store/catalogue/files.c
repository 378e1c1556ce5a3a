/* files.c - which files has indexing met, and which articles did each give? */
#include "store/catalogue/catalogue.h"
#include "store/catalogue/sql.h"

static void read_file_row(sql_statement *s, arena *a, catalogue_file *out)
{
    *out = (catalogue_file){
        .row = sql_int(s, 0),
        .path = a ? sql_copy(s, a, 1) : sql_bytes(s, 1),
        .size = (uint64_t)sql_int(s, 2),
        .mtime_ns = sql_int(s, 3),
        .complete = sql_int(s, 4) != 0,
    };
}

quoth_status catalogue_get_file(catalogue *c, arena *a, str path, catalogue_file *out, quoth_error *err)
{
    sql_statement *s;
    bool row;
    TRY(sql_start(c->db, "SELECT row, path, size, mtime_ns, complete FROM files WHERE path=?1", &s, err));
    sql_put_text(s, path);
    TRY(sql_next(s, &row, err));
    if (!row)
        return fail(err, QUOTH_NOT_FOUND, "the file %.*s is not in the archive", STR_ARG(path));
    read_file_row(s, a, out);
    sql_end(s);
    return QUOTH_OK;
}

static quoth_status put_inode(catalogue *c, const catalogue_file *f, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT INTO inodes VALUES(?1,?2) ON CONFLICT(file) DO UPDATE SET inode=excluded.inode", &s, err));
    sql_put_int(s, f->row);
    sql_put_int(s, (int64_t)f->inode);
    return sql_finish(s, err);
}

quoth_status catalogue_put_file(catalogue *c, catalogue_file *f, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db,
                  "INSERT INTO files(path, size, mtime_ns, complete) VALUES(?1,?2,?3,?4) ON CONFLICT(path) DO UPDATE SET"
                  " size=excluded.size, mtime_ns=excluded.mtime_ns, complete=excluded.complete RETURNING row",
                  &s, err));
    sql_put_text(s, f->path);
    sql_put_int(s, (int64_t)f->size);
    sql_put_int(s, f->mtime_ns);
    sql_put_int(s, f->complete);
    TRY(sql_one_int(s, &f->row, err));
    return f->inode ? put_inode(c, f, err) : QUOTH_OK;
}

quoth_status catalogue_files_from(catalogue *c, arena *a, str path, size_t most, catalogue_file **out, size_t *count,
                                  quoth_error *err)
{
    sql_statement *s;
    VEC(catalogue_file) list = {0};
    TRY(sql_start(
        c->db,
        "SELECT row, path, size, mtime_ns, complete, (SELECT count(*) FROM articles WHERE file=files.row AND file IS NOT"
        " NULL) FROM files WHERE path>=?1 ORDER BY path LIMIT ?2",
        &s, err));
    sql_put_text(s, path);
    sql_put_int(s, (int64_t)most);
    for (bool row;;) {
        catalogue_file f;
        TRY(sql_next(s, &row, err));
        if (!row)
            break;
        read_file_row(s, a, &f);
        f.articles = (uint64_t)sql_int(s, 5);
        vec_push(a, &list, f);
    }
    *out = list.items;
    *count = list.count;
    return QUOTH_OK;
}

quoth_status catalogue_files_of_inode(catalogue *c, arena *a, uint64_t inode, catalogue_file **out, size_t *count,
                                      quoth_error *err)
{
    sql_statement *s;
    VEC(catalogue_file) list = {0};
    TRY(sql_start(c->db,
                  "SELECT row, path, size, mtime_ns, complete FROM inodes JOIN files ON row=file WHERE inode=?1 ORDER BY row", &s,
                  err));
    sql_put_int(s, (int64_t)inode);
    for (bool row;;) {
        catalogue_file f;
        TRY(sql_next(s, &row, err));
        if (!row)
            break;
        read_file_row(s, a, &f);
        f.inode = inode;
        vec_push(a, &list, f);
    }
    *out = list.items;
    *count = list.count;
    return QUOTH_OK;
}

quoth_status catalogue_move_file(catalogue *c, const catalogue_file *f, str path, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db,
                  "UPDATE articles SET locator=?1 || substr(locator, length(?2)+1) WHERE file=?3 AND file IS NOT NULL"
                  " AND substr(locator, 1, length(?2))=?2",
                  &s, err));
    sql_put_text(s, path);
    sql_put_text(s, f->path);
    sql_put_int(s, f->row);
    TRY(sql_finish(s, err));
    TRY(sql_start(c->db, "UPDATE files SET path=?1 WHERE row=?2", &s, err));
    sql_put_text(s, path);
    sql_put_int(s, f->row);
    return sql_finish(s, err);
}

quoth_status catalogue_articles_of_file(catalogue *c, arena *a, int64_t file, file_article **out, size_t *count, quoth_error *err)
{
    sql_statement *s;
    VEC(file_article) list = {0};
    TRY(sql_start(c->db, "SELECT id, content_hash, locator FROM articles WHERE file=?1 AND file IS NOT NULL ORDER BY id", &s,
                  err));
    sql_put_int(s, file);
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            break;
        file_article f = {(uint32_t)sql_int(s, 0), (uint64_t)sql_int(s, 1), sql_copy(s, a, 2)};
        vec_push(a, &list, f);
    }
    *out = list.items;
    *count = list.count;
    return QUOTH_OK;
}

quoth_status catalogue_count_of_file(catalogue *c, int64_t file, uint64_t *out, quoth_error *err)
{
    sql_statement *s;
    int64_t count;
    TRY(sql_start(c->db, "SELECT count(*) FROM articles WHERE file=?1 AND file IS NOT NULL", &s, err));
    sql_put_int(s, file);
    TRY(sql_one_int(s, &count, err));
    *out = (uint64_t)count;
    return QUOTH_OK;
}

quoth_status catalogue_each_file(catalogue *c, file_visitor visit, void *context, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT row, path, size, mtime_ns, complete FROM files ORDER BY path", &s, err));
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            return QUOTH_OK;
        catalogue_file f;
        read_file_row(s, NULL, &f);
        if (!visit(context, &f))
            break;
    }
    sql_end(s);
    return QUOTH_OK;
}

quoth_status catalogue_remove_file(catalogue *c, int64_t row, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "DELETE FROM files WHERE row=?1", &s, err));
    sql_put_int(s, row);
    return sql_finish(s, err);
}
