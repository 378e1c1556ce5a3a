/* stems.c - which stem has a word in each language it was met in, and which words have this stem?
 *
 * Stems are kept by word in blocks of WORD_BLOCK words a language, so that one in which most words are their own stem takes a
 * byte a word; and those that are not, once more by stem, a row each. For each word of a block, in order, up to the last that was
 * met: NOT_MET   in this language OWN       the word is its own stem (two of three) KEPT + n  the first n bytes of the form, and
 * what follows: a byte of length and as many bytes */
#include <stdlib.h>

#include "store/catalogue/catalogue.h"
#include "store/catalogue/sql.h"

enum { NOT_MET, OWN, KEPT, LONGEST_KEPT = UINT8_MAX - KEPT };

/* The stems of a block as they are kept: an entry a word, empty for words that were not met. */
typedef struct stem_block {
    str entries[WORD_BLOCK];
    uint32_t count;
} stem_block;

static quoth_status cut_block(str bytes, stem_block *out, quoth_error *err)
{
    byte_reader r = byte_reader_of(bytes);
    for (out->count = 0; r.at < r.end && out->count < WORD_BLOCK; out->count++) {
        const char *start = (const char *)r.at;
        if (read_byte(&r) >= KEPT)
            (void)read_bytes(&r, read_byte(&r));
        out->entries[out->count] = (str){start, (size_t)((const char *)r.at - start)};
    }
    return r.bad || r.at < r.end ? fail(err, QUOTH_CORRUPT, "stems are damaged in the catalogue") : QUOTH_OK;
}

/* The entry of a word in a block's bytes; "" if it was not met. */
static quoth_status entry_of(str bytes, uint32_t word, str *out, quoth_error *err)
{
    byte_reader r = byte_reader_of(bytes);
    *out = STR("");
    for (uint32_t i = 0; r.at < r.end; i++) {
        const char *start = (const char *)r.at;
        unsigned char kind = read_byte(&r);
        if (kind >= KEPT)
            (void)read_bytes(&r, read_byte(&r));
        if (r.bad)
            return fail(err, QUOTH_CORRUPT, "stems are damaged in the catalogue");
        if (i < word % WORD_BLOCK)
            continue;
        if (kind != NOT_MET)
            *out = (str){start, (size_t)((const char *)r.at - start)};
        break;
    }
    return QUOTH_OK;
}

static str stem_in(arena *a, str entry, str form)
{
    byte_reader r = byte_reader_of(entry);
    unsigned char kind = read_byte(&r);
    if (kind == OWN)
        return form;
    str rest = read_bytes(&r, read_byte(&r)), kept = str_slice(form, 0, kind - (size_t)KEPT);
    return arena_printf(a, "%.*s%.*s", STR_ARG(kept), STR_ARG(rest));
}

static str encode(arena *a, const new_stem *n)
{
    size_t kept = 0, most = n->stem.len < n->form.len ? n->stem.len : n->form.len;
    if (str_equal(n->stem, n->form))
        return arena_copy(a, STR("\x01"));
    while (kept < most && kept < LONGEST_KEPT && n->stem.data[kept] == n->form.data[kept])
        kept++;
    char *entry = arena_alloc(a, n->stem.len - kept + 2);
    entry[0] = (char)(KEPT + kept);
    entry[1] = (char)(n->stem.len - kept);
    memcpy(entry + 2, n->stem.data + kept, n->stem.len - kept);
    return (str){entry, n->stem.len - kept + 2};
}

/* --- writing --- */

static quoth_status load_block(catalogue *c, arena *a, const new_stem *of, stem_block *out, quoth_error *err)
{
    sql_statement *s;
    bool row;
    str bytes = STR("");
    TRY(sql_start(c->db, "SELECT stems FROM stem_blocks WHERE block=?1 AND lang=?2", &s, err));
    sql_put_int(s, of->word / WORD_BLOCK);
    sql_put_int(s, of->lang);
    TRY(sql_next(s, &row, err));
    if (row) {
        bytes = sql_copy(s, a, 0);
        sql_end(s);
    }
    return cut_block(bytes, out, err);
}

static quoth_status store_block(catalogue *c, const new_stem *of, const stem_block *b, quoth_error *err)
{
    buf bytes = {0};
    sql_statement *s;
    for (uint32_t i = 0; i < b->count; i++)
        buf_put_str(&bytes, b->entries[i]);
    quoth_status status = sql_start(c->db, "INSERT OR REPLACE INTO stem_blocks VALUES(?1, ?2, ?3)", &s, err);
    if (status == QUOTH_OK) {
        sql_put_int(s, of->word / WORD_BLOCK);
        sql_put_int(s, of->lang);
        sql_put_bytes(s, buf_str(&bytes));
        status = sql_finish(s, err);
    }
    buf_release(&bytes);
    return status;
}

static quoth_status put_by_stem(catalogue *c, const new_stem *n, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT OR IGNORE INTO stems VALUES(?1, ?2, ?3)", &s, err));
    sql_put_int(s, n->lang);
    sql_put_text(s, n->stem);
    sql_put_int(s, n->word);
    return sql_finish(s, err);
}

static int compare_by_block(const void *a, const void *b)
{
    const new_stem *x = a, *y = b;
    if (x->word / WORD_BLOCK != y->word / WORD_BLOCK)
        return x->word / WORD_BLOCK < y->word / WORD_BLOCK ? -1 : 1;
    return (x->lang > y->lang) - (x->lang < y->lang);
}

static void put_entry(stem_block *b, uint32_t at, str entry)
{
    while (b->count <= at)
        b->entries[b->count++] = (str){"", 1}; /* NOT_MET */
    b->entries[at] = entry;
}

/* Those from `list` on that are in one block and language; how many they were. */
static quoth_status put_block(catalogue *c, arena *a, const new_stem *list, size_t count, size_t *taken, quoth_error *err)
{
    stem_block b;
    TRY(load_block(c, a, list, &b, err));
    for (*taken = 0; *taken < count && compare_by_block(&list[*taken], list) == 0; ++*taken)
        put_entry(&b, list[*taken].word % WORD_BLOCK, encode(a, &list[*taken]));
    return store_block(c, list, &b, err);
}

quoth_status catalogue_put_stems(catalogue *c, new_stem *list, size_t count, quoth_error *err)
{
    arena a = {0};
    quoth_status status = QUOTH_OK;
    if (count > 1)
        qsort(list, count, sizeof *list, compare_by_block);
    for (size_t i = 0, taken = 0; i < count && status == QUOTH_OK; i += taken) {
        arena_reset(&a);
        status = put_block(c, &a, list + i, count - i, &taken, err);
    }
    for (size_t i = 0; i < count && status == QUOTH_OK; i++)
        if (!str_equal(list[i].stem, list[i].form))
            status = put_by_stem(c, &list[i], err);
    arena_release(&a);
    return status;
}

/* --- reading --- */

/* The languages that a word was met in, and its entries there. */
typedef struct met_in {
    language lang;
    str entry;
} met_in;

typedef VEC(met_in) met_list;

static quoth_status read_entries(catalogue *c, arena *a, uint32_t word, met_list *out, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT lang, stems FROM stem_blocks WHERE block=?1 ORDER BY lang", &s, err));
    sql_put_int(s, word / WORD_BLOCK);
    for (bool row;;) {
        met_in one;
        TRY(sql_next(s, &row, err));
        if (!row)
            return QUOTH_OK;
        quoth_status status = entry_of(sql_bytes(s, 1), word, &one.entry, err);
        if (status != QUOTH_OK) {
            sql_end(s);
            return status;
        }
        one.lang = (language)sql_int(s, 0);
        one.entry = arena_copy(a, one.entry);
        if (one.entry.len > 0)
            vec_push(a, out, one);
    }
}

quoth_status catalogue_stems_of_word(catalogue *c, arena *a, uint32_t number, word_stem **out, size_t *count, quoth_error *err)
{
    met_list met = {0};
    str form = {0};
    TRY(read_entries(c, a, number, &met, err));
    if (met.count > 0)
        TRY(catalogue_word_form(c, a, number, &form, err));
    *out = ARENA_ARRAY(a, word_stem, met.count + 1);
    *count = met.count;
    for (size_t i = 0; i < met.count; i++)
        (*out)[i] = (word_stem){.lang = met.items[i].lang, .stem = stem_in(a, met.items[i].entry, form)};
    return QUOTH_OK;
}

/* What a word's block says of it in one language; "" if it was not met there. Lives in `a`. */
static quoth_status read_entry(catalogue *c, arena *a, language lang, uint32_t word, str *out, quoth_error *err)
{
    stem_block b;
    const new_stem of = {.word = word, .lang = lang};
    TRY(load_block(c, a, &of, &b, err));
    bool is_met = word % WORD_BLOCK < b.count && b.entries[word % WORD_BLOCK].data[0] != NOT_MET;
    *out = is_met ? b.entries[word % WORD_BLOCK] : STR("");
    return QUOTH_OK;
}

quoth_status catalogue_has_stem(catalogue *c, language lang, uint32_t word, bool *out, quoth_error *err)
{
    arena a = {0};
    str entry = STR("");
    quoth_status status = read_entry(c, &a, lang, word, &entry, err);
    *out = entry.len > 0;
    arena_release(&a);
    return status;
}

/* The word that is its own stem, if there is one. */
static quoth_status add_own(catalogue *c, arena *a, language lang, str stem, uint32_t *numbers, size_t *count, quoth_error *err)
{
    uint32_t number;
    str entry;
    quoth_status status = catalogue_word_number(c, stem, &number, err);
    if (status != QUOTH_OK)
        return status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
    TRY(read_entry(c, a, lang, number, &entry, err));
    if (entry.len > 0 && entry.data[0] == OWN)
        numbers[(*count)++] = number;
    return QUOTH_OK;
}

quoth_status catalogue_words_of_stem(catalogue *c, arena *a, language lang, str stem, uint32_t **numbers, size_t *count,
                                     quoth_error *err)
{
    sql_statement *s;
    uint32_t *others;
    TRY(sql_start(c->db, "SELECT word FROM stems WHERE lang=?1 AND stem=?2", &s, err));
    sql_put_int(s, lang);
    sql_put_text(s, stem);
    TRY(sql_all_u32(s, a, &others, count, err));
    *numbers = ARENA_ARRAY(a, uint32_t, *count + 1);
    if (*count > 0)
        memcpy(*numbers, others, *count * sizeof **numbers);
    return add_own(c, a, lang, stem, *numbers, count, err);
}

quoth_status catalogue_count_words_of_stem(catalogue *c, language lang, str stem, uint64_t *out, quoth_error *err)
{
    arena a = {0};
    sql_statement *s;
    uint32_t own;
    size_t own_count = 0;
    int64_t others = 0;
    quoth_status status = sql_start(c->db, "SELECT count(*) FROM stems WHERE lang=?1 AND stem=?2", &s, err);
    if (status == QUOTH_OK) {
        sql_put_int(s, lang);
        sql_put_text(s, stem);
        status = sql_one_int(s, &others, err);
    }
    if (status == QUOTH_OK)
        status = add_own(c, &a, lang, stem, &own, &own_count, err);
    *out = (uint64_t)others + own_count;
    arena_release(&a);
    return status;
}

/* --- walking --- */

typedef struct stemmed_walk {
    catalogue *c;
    arena a; /* of one word */
    stemmed_word_visitor visit;
    void *context;
    quoth_status status;
    quoth_error *err;
} stemmed_walk;

static bool visit_with_stems(void *context, str form, uint32_t number)
{
    stemmed_walk *w = context;
    met_list met = {0};
    arena_reset(&w->a);
    w->status = read_entries(w->c, &w->a, number, &met, w->err);
    if (w->status != QUOTH_OK)
        return false;
    if (met.count == 0)
        return w->visit(w->context, form, number, 0, STR(""));
    for (size_t i = 0; i < met.count; i++)
        if (!w->visit(w->context, form, number, met.items[i].lang, stem_in(&w->a, met.items[i].entry, form)))
            return false;
    return true;
}

quoth_status catalogue_each_stemmed_word(catalogue *c, str prefix, stemmed_word_visitor visit, void *context, quoth_error *err)
{
    stemmed_walk w = {.c = c, .visit = visit, .context = context, .err = err};
    quoth_status status = catalogue_each_word(c, prefix, visit_with_stems, &w, err);
    arena_release(&w.a);
    return status == QUOTH_OK ? w.status : status;
}
