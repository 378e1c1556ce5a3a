/* copies.c - where are the signatures, their keys in sorted runs, and the groups? */
#include "store/copies.h"

#include <stdlib.h>

#include "store/catalogue/sql.h"

/* Of 8 bytes: two parts fill a page of 64 KB, which two of 4,096 do not quite fit in. */
enum { PART_ENTRIES = 4000, RUNS_A_LEVEL = 8 };

int copy_key_compare(const void *x, const void *y)
{
    const copy_key *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->article < b->article ? -1 : a->article > b->article;
}

static quoth_status run_with(catalogue *c, const char *text, int64_t first, int64_t second, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, text, &s, err));
    sql_put_int(s, first);
    if (second >= 0)
        sql_put_int(s, second);
    return sql_finish(s, err);
}

static quoth_status number_or(catalogue *c, const char *text, int64_t value, int64_t otherwise, int64_t *out, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, text, &s, err));
    if (value >= 0)
        sql_put_int(s, value);
    quoth_status status = sql_one_int(s, out, err);
    if (status == QUOTH_NOT_FOUND)
        *out = otherwise;
    return status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
}

quoth_status copies_clear(catalogue *c, quoth_error *err)
{
    return sql_run(c->db, "DELETE FROM signatures; DELETE FROM key_runs; DELETE FROM key_parts; DELETE FROM copies", err);
}

/* --- signatures --- */

quoth_status copies_put_signature(catalogue *c, uint32_t article, const signature *of, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT INTO signatures VALUES(?1, ?2)", &s, err));
    sql_put_int(s, article);
    sql_put_bytes(s, (str){(const char *)of->keys, of->count * sizeof *of->keys});
    return sql_finish(s, err);
}

quoth_status copies_get_signature(catalogue *c, uint32_t article, signature *out, quoth_error *err)
{
    sql_statement *s;
    bool row;
    *out = (signature){0};
    TRY(sql_start(c->db, "SELECT keys FROM signatures WHERE article=?1", &s, err));
    sql_put_int(s, article);
    TRY(sql_next(s, &row, err));
    if (!row)
        return QUOTH_OK;
    str keys = sql_bytes(s, 0);
    quoth_status status = QUOTH_OK;
    if (keys.len % sizeof *out->keys != 0 || keys.len > sizeof out->keys)
        status = fail(err, QUOTH_CORRUPT, "the signature of article %u is damaged", article);
    else {
        memcpy(out->keys, keys.data, keys.len);
        out->count = (uint32_t)(keys.len / sizeof *out->keys);
    }
    sql_end(s);
    return status;
}

quoth_status copies_remove_signature(catalogue *c, uint32_t article, quoth_error *err)
{
    return run_with(c, "DELETE FROM signatures WHERE article=?1", article, -1, err);
}

/* --- parts of runs: rows numbered by run, then first key --- */

typedef struct part {
    buf bytes;
    copy_key *entries; /* in `bytes` */
    size_t count;
    int64_t place;
} part;

/* An entry on the disk: two varints, its key as the distance from the one before, its article. Some 4 bytes. */
static void encode_entries(const copy_key *entries, size_t count, buf *out)
{
    uint32_t last = 0;
    for (size_t i = 0; i < count; i++) {
        buf_put_varint(out, entries[i].key - last);
        buf_put_varint(out, entries[i].article);
        last = entries[i].key;
    }
}

/* False for bytes that are not `count` entries, by rising keys. */
static bool decode_entries(str bytes, size_t count, copy_key *to)
{
    uint64_t key = 0;
    byte_reader r = byte_reader_of(bytes);
    for (size_t i = 0; i < count; i++) {
        uint64_t step = read_varint(&r), article = read_varint(&r);
        key += step;
        if (r.bad || step > UINT32_MAX || key > UINT32_MAX || article > UINT32_MAX)
            return false;
        to[i] = (copy_key){(uint32_t)key, (uint32_t)article};
    }
    return r.at == r.end;
}

static int64_t place_of(int64_t run, uint32_t key)
{
    return run << 32 | (int64_t)key;
}

static quoth_status take_part(sql_statement *s, part *p, quoth_error *err)
{
    str bytes = sql_bytes(s, 2);
    int64_t count = sql_int(s, 1);
    bool is_sound = count > 0 && (uint64_t)count <= bytes.len / 2;
    p->place = sql_int(s, 0);
    p->count = is_sound ? (size_t)count : 0;
    buf_clear(&p->bytes);
    p->entries = (copy_key *)(void *)buf_reserve(&p->bytes, p->count * sizeof *p->entries);
    is_sound = is_sound && decode_entries(bytes, p->count, p->entries);
    sql_end(s);
    return is_sound ? QUOTH_OK : fail(err, QUOTH_CORRUPT, "the index of copies is damaged");
}

/* The part whose row follows `after`, or is the last up to `until`; count 0 when there is none in this run. */
static quoth_status read_part(catalogue *c, const char *text, int64_t place, int64_t run, part *p, quoth_error *err)
{
    sql_statement *s;
    bool row;
    p->count = 0;
    TRY(sql_start(c->db, text, &s, err));
    sql_put_int(s, place);
    TRY(sql_next(s, &row, err));
    if (!row)
        return QUOTH_OK;
    if (sql_int(s, 0) >> 32 == run)
        return take_part(s, p, err);
    sql_end(s);
    return QUOTH_OK;
}

static const char PART_AFTER[] = "SELECT place, keys, entries FROM key_parts WHERE place>?1 ORDER BY place LIMIT 1";
static const char PART_UNTIL[] = "SELECT place, keys, entries FROM key_parts WHERE place<=?1 ORDER BY place DESC LIMIT 1";

static quoth_status write_part(catalogue *c, int64_t place, const copy_key *entries, size_t count, quoth_error *err)
{
    sql_statement *s;
    if (count == 0)
        return run_with(c, "DELETE FROM key_parts WHERE place=?1", place, -1, err);
    DEFER(buf_release) buf bytes = {0};
    encode_entries(entries, count, &bytes);
    TRY(sql_start(c->db, "INSERT OR REPLACE INTO key_parts VALUES(?1, ?2, ?3)", &s, err));
    sql_put_int(s, place);
    sql_put_int(s, (int64_t)count);
    sql_put_bytes(s, buf_str(&bytes));
    return sql_finish(s, err);
}

/* --- writing a run: entries come in order, no key is divided between two parts --- */

typedef struct run_writer {
    catalogue *c;
    int64_t run;
    buf entries;
} run_writer;

static quoth_status run_flush(run_writer *w, quoth_error *err)
{
    const copy_key *entries = (const copy_key *)(const void *)w->entries.data;
    size_t count = w->entries.len / sizeof *entries;
    if (count > 0)
        TRY(write_part(w->c, place_of(w->run, entries[0].key), entries, count, err));
    buf_clear(&w->entries);
    return QUOTH_OK;
}

static quoth_status run_put(run_writer *w, const copy_key *e, quoth_error *err)
{
    size_t count = w->entries.len / sizeof *e;
    if (count >= PART_ENTRIES && ((const copy_key *)(const void *)w->entries.data)[count - 1].key != e->key)
        TRY(run_flush(w, err));
    buf_put(&w->entries, e, sizeof *e);
    return QUOTH_OK;
}

static quoth_status new_run(catalogue *c, int64_t level, int64_t *run, quoth_error *err)
{
    TRY(number_or(c, "SELECT max(run)+1 FROM key_runs", -1, 1, run, err));
    if (*run == 0)
        *run = 1;
    return run_with(c, "INSERT INTO key_runs VALUES(?1, ?2)", *run, level, err);
}

static quoth_status runs_of(catalogue *c, arena *a, int64_t level, uint32_t **runs, size_t *count, quoth_error *err)
{
    sql_statement *s;
    if (level < 0) {
        TRY(sql_start(c->db, "SELECT run FROM key_runs ORDER BY run", &s, err));
    } else {
        TRY(sql_start(c->db, "SELECT run FROM key_runs WHERE level=?1 ORDER BY run", &s, err));
        sql_put_int(s, level);
    }
    return sql_all_u32(s, a, runs, count, err);
}

typedef struct run_reader {
    int64_t run;
    part now;
    size_t at;
} run_reader;

static quoth_status run_next(catalogue *c, run_reader *r, quoth_error *err)
{
    if (r->at < r->now.count && ++r->at < r->now.count)
        return QUOTH_OK;
    r->at = 0;
    return read_part(c, PART_AFTER, r->now.place, r->run, &r->now, err);
}

static run_reader *smallest(run_reader *readers, size_t count)
{
    run_reader *best = NULL;
    for (size_t i = 0; i < count; i++) {
        run_reader *r = &readers[i];
        if (r->now.count > 0 && (!best || copy_key_compare(&r->now.entries[r->at], &best->now.entries[best->at]) < 0))
            best = r;
    }
    return best;
}

static quoth_status merge_into(run_writer *w, run_reader *readers, size_t count, quoth_error *err)
{
    for (size_t i = 0; i < count; i++)
        TRY(run_next(w->c, &readers[i], err));
    for (run_reader *r; (r = smallest(readers, count));) {
        TRY(run_put(w, &r->now.entries[r->at], err));
        TRY(run_next(w->c, r, err));
    }
    return run_flush(w, err);
}

static quoth_status drop_run(catalogue *c, int64_t run, quoth_error *err)
{
    TRY(run_with(c, "DELETE FROM key_parts WHERE place BETWEEN ?1 AND ?2", place_of(run, 0), place_of(run, UINT32_MAX), err));
    return run_with(c, "DELETE FROM key_runs WHERE run=?1", run, -1, err);
}

static quoth_status merge_runs(catalogue *c, arena *a, const uint32_t *runs, size_t count, int64_t level, quoth_error *err)
{
    run_writer w = {.c = c};
    run_reader *readers = ARENA_ARRAY(a, run_reader, count);
    for (size_t i = 0; i < count; i++) {
        readers[i].run = runs[i];
        readers[i].now.place = place_of(runs[i], 0) - 1;
    }
    quoth_status status = new_run(c, level, &w.run, err);
    if (status == QUOTH_OK)
        status = merge_into(&w, readers, count, err);
    for (size_t i = 0; i < count; i++) {
        buf_release(&readers[i].now.bytes);
        if (status == QUOTH_OK)
            status = drop_run(c, runs[i], err);
    }
    buf_release(&w.entries);
    return status;
}

static quoth_status merge_levels(catalogue *c, arena *a, quoth_error *err)
{
    for (int64_t level = 0;; level++) {
        uint32_t *runs;
        size_t count;
        TRY(runs_of(c, a, level, &runs, &count, err));
        if (count < RUNS_A_LEVEL)
            return QUOTH_OK;
        TRY(merge_runs(c, a, runs, count, level + 1, err));
    }
}

static quoth_status write_run(catalogue *c, const copy_key *sorted, size_t count, quoth_error *err)
{
    run_writer w = {.c = c};
    TRY(new_run(c, 0, &w.run, err));
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i < count && status == QUOTH_OK; i++)
        status = run_put(&w, &sorted[i], err);
    if (status == QUOTH_OK)
        status = run_flush(&w, err);
    buf_release(&w.entries);
    return status;
}

quoth_status copies_add_keys(catalogue *c, const copy_key *sorted, size_t count, quoth_error *err)
{
    arena a = {0};
    if (count == 0)
        return QUOTH_OK;
    TRY(write_run(c, sorted, count, err));
    quoth_status status = merge_levels(c, &a, err);
    arena_release(&a);
    return status;
}

/* --- questions --- */

static size_t first_not_before(const part *p, copy_key wanted)
{
    size_t low = 0, high = p->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (copy_key_compare(&p->entries[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool covers(const part *p, uint32_t key)
{
    return p->count > 0 && key <= p->entries[p->count - 1].key;
}

static void answer(const part *p, const copy_key *question, size_t number, copies_visitor visit, void *context)
{
    size_t first = first_not_before(p, (copy_key){question->key, 0}), end = first;
    while (end < p->count && p->entries[end].key == question->key)
        end++;
    if (end > first)
        visit(context, number, &p->entries[first], end - first);
}

static quoth_status look_up_in(catalogue *c, int64_t run, const copy_key *sorted, size_t count, part *p, copies_visitor visit,
                               void *context, quoth_error *err)
{
    p->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!covers(p, sorted[i].key))
            TRY(read_part(c, PART_UNTIL, place_of(run, sorted[i].key), run, p, err));
        if (p->count > 0)
            answer(p, &sorted[i], i, visit, context);
    }
    return QUOTH_OK;
}

quoth_status copies_look_up(catalogue *c, const copy_key *sorted, size_t count, copies_visitor visit, void *context,
                            quoth_error *err)
{
    arena a = {0};
    part p = {0};
    uint32_t *runs;
    size_t run_count;
    quoth_status status = runs_of(c, &a, -1, &runs, &run_count, err);
    for (size_t i = 0; status == QUOTH_OK && i < run_count; i++)
        status = look_up_in(c, runs[i], sorted, count, &p, visit, context, err);
    buf_release(&p.bytes);
    arena_release(&a);
    return status;
}

/* Those that are among `dropped`, which are sorted too, out of the part; how many of `dropped` it could have. */
static size_t thin_out(part *p, const copy_key *dropped, size_t count)
{
    size_t kept = 0, at = 0;
    for (size_t i = 0; i < p->count; i++) {
        while (at < count && copy_key_compare(&dropped[at], &p->entries[i]) < 0)
            at++;
        if (at == count || copy_key_compare(&dropped[at], &p->entries[i]) != 0)
            p->entries[kept++] = p->entries[i];
    }
    p->count = kept;
    return at;
}

static quoth_status drop_in(catalogue *c, int64_t run, const copy_key *sorted, size_t count, part *p, quoth_error *err)
{
    for (size_t i = 0; i < count;) {
        TRY(read_part(c, PART_UNTIL, place_of(run, sorted[i].key), run, p, err));
        size_t before = p->count, met = before ? thin_out(p, &sorted[i], count - i) : 0;
        if (p->count < before)
            TRY(write_part(c, p->place, p->entries, p->count, err));
        i += met ? met : 1;
    }
    return QUOTH_OK;
}

quoth_status copies_drop_keys(catalogue *c, const copy_key *sorted, size_t count, quoth_error *err)
{
    arena a = {0};
    part p = {0};
    uint32_t *runs;
    size_t run_count;
    quoth_status status = runs_of(c, &a, -1, &runs, &run_count, err);
    for (size_t i = 0; status == QUOTH_OK && i < run_count; i++)
        status = drop_in(c, runs[i], sorted, count, &p, err);
    buf_release(&p.bytes);
    arena_release(&a);
    return status;
}

quoth_status copies_count_keys(catalogue *c, uint64_t *of_signatures, uint64_t *of_runs, quoth_error *err)
{
    int64_t signatures, runs;
    TRY(number_or(c, "SELECT coalesce(sum(length(keys)), 0) FROM signatures", -1, 0, &signatures, err));
    TRY(number_or(c, "SELECT coalesce(sum(keys), 0) FROM key_parts", -1, 0, &runs, err));
    *of_signatures = (uint64_t)signatures / sizeof(uint32_t);
    *of_runs = (uint64_t)runs;
    return QUOTH_OK;
}

/* --- groups --- */

quoth_status copies_set_group(catalogue *c, uint32_t article, uint32_t group, quoth_error *err)
{
    if (group == 0)
        return run_with(c, "DELETE FROM copies WHERE article=?1", article, -1, err);
    return run_with(c, "INSERT OR REPLACE INTO copies VALUES(?1, ?2)", article, group, err);
}

quoth_status copies_rename_group(catalogue *c, uint32_t from, uint32_t to, quoth_error *err)
{
    return run_with(c, "UPDATE copies SET first=?2 WHERE first=?1", from, to, err);
}

quoth_status copies_group_of(catalogue *c, uint32_t article, uint32_t *group, quoth_error *err)
{
    int64_t first;
    TRY(number_or(c, "SELECT first FROM copies WHERE article=?1", article, 0, &first, err));
    *group = (uint32_t)first;
    return QUOTH_OK;
}

quoth_status copies_of_group(catalogue *c, arena *a, uint32_t group, uint32_t **articles, size_t *count, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT article FROM copies WHERE first=?1 ORDER BY article", &s, err));
    sql_put_int(s, group);
    return sql_all_u32(s, a, articles, count, err);
}

quoth_status copies_totals_get(catalogue *c, copies_totals *out, quoth_error *err)
{
    int64_t groups, articles;
    TRY(number_or(c, "SELECT count(DISTINCT first) FROM copies", -1, 0, &groups, err));
    TRY(number_or(c, "SELECT count(*) FROM copies", -1, 0, &articles, err));
    *out = (copies_totals){(uint64_t)groups, (uint64_t)articles};
    return QUOTH_OK;
}
