/* words.c - the word list and the names of speakers */
#include "store/catalogue/catalogue.h"

#include "names/person_name.h"
#include "store/catalogue/sql.h"
#include "text/fold.h"

/* --- forms by number, in blocks --- */

quoth_status catalogue_word_block(catalogue *c, arena *a, uint32_t block, str *out, quoth_error *err)
{
    sql_statement *s;
    bool row;
    *out = STR("");
    TRY(sql_start(c->db, "SELECT forms FROM word_blocks WHERE block=?1", &s, err));
    sql_put_int(s, block);
    TRY(sql_next(s, &row, err));
    if (row) {
        *out = sql_copy(s, a, 0);
        sql_end(s);
    }
    return QUOTH_OK;
}

void word_block_forget(catalogue *c)
{
    buf_clear(&c->open_block);
    c->has_open_block = false;
}

static quoth_status word_block_store(catalogue *c, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT OR REPLACE INTO word_blocks VALUES(?1, ?2)", &s, err));
    sql_put_int(s, (c->next_word - 1) / WORD_BLOCK);
    sql_put_bytes(s, buf_str(&c->open_block));
    return sql_finish(s, err);
}

quoth_status word_block_flush(catalogue *c, quoth_error *err)
{
    if (c->has_open_block && c->open_block.len > 0)
        TRY(word_block_store(c, err));
    word_block_forget(c);
    return QUOTH_OK;
}

static uint32_t forms_in(str block)
{
    uint32_t count = 0;
    for (byte_reader r = byte_reader_of(block); r.at < r.end && !r.bad; count++)
        (void)read_bytes(&r, read_byte(&r));
    return count;
}

/* The last block, with room or full. */
static quoth_status open_last_block(catalogue *c, quoth_error *err)
{
    sql_statement *s;
    bool row;
    word_block_forget(c);
    c->next_word = 0;
    TRY(sql_start(c->db, "SELECT block, forms FROM word_blocks ORDER BY block DESC LIMIT 1", &s, err));
    TRY(sql_next(s, &row, err));
    if (row) {
        str forms = sql_bytes(s, 1);
        c->next_word = (uint32_t)sql_int(s, 0) * WORD_BLOCK + forms_in(forms);
        if (c->next_word % WORD_BLOCK != 0)
            buf_put_str(&c->open_block, forms);
        sql_end(s);
    }
    c->has_open_block = true;
    return QUOTH_OK;
}

static quoth_status put_in_block(catalogue *c, uint32_t number, str form, quoth_error *err)
{
    if (!c->has_open_block)
        TRY(open_last_block(c, err));
    if (number != c->next_word || form.len > UINT8_MAX)
        return fail(err, QUOTH_CORRUPT, "word %u of %zu bytes cannot follow word %u", number, form.len, c->next_word);
    buf_put_byte(&c->open_block, (unsigned char)form.len);
    buf_put_str(&c->open_block, form);
    if (++c->next_word % WORD_BLOCK != 0)
        return QUOTH_OK;
    TRY(word_block_store(c, err));
    buf_clear(&c->open_block);
    return QUOTH_OK;
}

quoth_status catalogue_word_form(catalogue *c, arena *a, uint32_t number, str *out, quoth_error *err)
{
    str block;
    TRY(catalogue_word_block(c, a, number / WORD_BLOCK, &block, err));
    byte_reader r = byte_reader_of(block);
    for (uint32_t i = 0; i <= number % WORD_BLOCK; i++) {
        if (r.at == r.end || r.bad)
            return fail(err, QUOTH_NOT_FOUND, "there is no word %u", number);
        *out = read_bytes(&r, read_byte(&r));
    }
    return QUOTH_OK;
}

quoth_status catalogue_word_count(catalogue *c, uint64_t *out, quoth_error *err)
{
    sql_statement *s;
    bool row;
    *out = 0;
    TRY(sql_start(c->db, "SELECT block, forms FROM word_blocks ORDER BY block DESC LIMIT 1", &s, err));
    TRY(sql_next(s, &row, err));
    if (row) {
        *out = (uint64_t)sql_int(s, 0) * WORD_BLOCK + forms_in(sql_bytes(s, 1));
        sql_end(s);
    }
    return QUOTH_OK;
}

/* --- words --- */

quoth_status catalogue_put_word(catalogue *c, uint32_t number, str form, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT INTO words VALUES(?1, ?2)", &s, err));
    sql_put_text(s, form);
    sql_put_int(s, number);
    TRY(sql_finish(s, err));
    return put_in_block(c, number, form, err);
}

quoth_status catalogue_word_number(catalogue *c, str form, uint32_t *out, quoth_error *err)
{
    sql_statement *s;
    int64_t number;
    TRY(sql_start(c->db, "SELECT number FROM words WHERE form=?1", &s, err));
    sql_put_text(s, form);
    TRY(sql_one_int(s, &number, err));
    *out = (uint32_t)number;
    return QUOTH_OK;
}

quoth_status catalogue_each_word(catalogue *c, str prefix, word_visitor visit, void *context, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT form, number FROM words WHERE form>=?1 ORDER BY form", &s, err));
    sql_put_text(s, prefix);
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            return QUOTH_OK;
        str form = sql_bytes(s, 0);
        if (!str_starts_with(form, prefix) || !visit(context, form, (uint32_t)sql_int(s, 1)))
            break;
    }
    sql_end(s);
    return QUOTH_OK;
}

static quoth_status put_speaker_word(catalogue *c, str word, uint32_t number, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT OR IGNORE INTO speaker_words VALUES(?1, ?2)", &s, err));
    sql_put_text(s, word);
    sql_put_int(s, number);
    return sql_finish(s, err);
}

bool catalogue_separates_words(char c)
{
    return c == ' ' || c == '-' || c == '.' || c == ',' || c == '\t' || c == '\n' || c == '"' || c == '(' || c == ')';
}

static quoth_status put_parts(catalogue *c, str name, bool (*cuts)(char), uint32_t number, quoth_error *err)
{
    for (size_t at = 0; at < name.len;) {
        size_t start = at;
        while (at < name.len && !cuts(name.data[at]))
            at++;
        if (at > start)
            TRY(put_speaker_word(c, str_slice(name, start, at), number, err));
        at++;
    }
    return QUOTH_OK;
}

static bool is_space(char c)
{
    return c == ' ';
}

static quoth_status put_folded_speaker(catalogue *c, uint32_t number, str name, str folded, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "INSERT INTO speakers VALUES(?1, ?2)", &s, err));
    sql_put_int(s, number);
    sql_put_text(s, name);
    TRY(sql_finish(s, err));
    TRY(sql_start(c->db, "INSERT INTO speaker_numbers VALUES(?1, ?2)", &s, err));
    sql_put_text(s, folded);
    sql_put_int(s, number);
    TRY(sql_finish(s, err));
    TRY(put_parts(c, folded, catalogue_separates_words, number, err));
    return put_parts(c, folded, is_space, number, err);
}

/* How a surname sounds is kept among the words, behind a byte that no word has. */
static str sound_word(arena *a, str sound)
{
    return arena_printf(a, "\x01%.*s", STR_ARG(sound));
}

/* And a nickname that stands within the name behind another one. */
#define NICKNAME_MARK "\x02"

static quoth_status put_person(catalogue *c, arena *a, uint32_t number, str name, quoth_error *err)
{
    person_name parts;
    person_name_parse(a, name, &parts);
    str sound = name_sound(a, person_name_last(&parts));
    if (sound.len)
        TRY(put_speaker_word(c, sound_word(a, sound), number, err));
    if (parts.nickname.len == 0)
        return QUOTH_OK;
    return put_speaker_word(c, arena_printf(a, NICKNAME_MARK "%.*s", STR_ARG(parts.nickname)), number, err);
}

quoth_status catalogue_each_nickname(catalogue *c, speaker_visitor visit, void *context, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db,
                  "SELECT word, speaker FROM speaker_words WHERE word >= '" NICKNAME_MARK
                  "' AND word < '\x03' ORDER BY word, speaker",
                  &s, err));
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            return QUOTH_OK;
        str word = sql_bytes(s, 0);
        if (!visit(context, (uint32_t)sql_int(s, 1), str_slice(word, 1, word.len)))
            break;
    }
    sql_end(s);
    return QUOTH_OK;
}

quoth_status catalogue_put_speaker(catalogue *c, uint32_t number, str name, quoth_error *err)
{
    arena a = {0};
    quoth_status status = put_folded_speaker(c, number, name, fold(&a, name), err);
    if (status == QUOTH_OK)
        status = put_person(c, &a, number, name, err);
    arena_release(&a);
    return status;
}

quoth_status catalogue_speaker_number(catalogue *c, str folded, uint32_t *out, quoth_error *err)
{
    sql_statement *s;
    int64_t number;
    TRY(sql_start(c->db, "SELECT number FROM speaker_numbers WHERE folded=?1", &s, err));
    sql_put_text(s, folded);
    TRY(sql_one_int(s, &number, err));
    *out = (uint32_t)number;
    return QUOTH_OK;
}

quoth_status catalogue_speaker_count(catalogue *c, uint64_t *out, quoth_error *err)
{
    sql_statement *s;
    int64_t count;
    TRY(sql_start(c->db, "SELECT coalesce(max(number), 0) FROM speakers", &s, err));
    TRY(sql_one_int(s, &count, err));
    *out = (uint64_t)count;
    return QUOTH_OK;
}

quoth_status catalogue_speaker_name(catalogue *c, arena *a, uint32_t number, str *out, quoth_error *err)
{
    sql_statement *s;
    bool row;
    TRY(sql_start(c->db, "SELECT name FROM speakers WHERE number=?1", &s, err));
    sql_put_int(s, number);
    TRY(sql_next(s, &row, err));
    if (!row)
        return fail(err, QUOTH_NOT_FOUND, "there is no speaker %u", number);
    *out = sql_copy(s, a, 0);
    sql_end(s);
    return QUOTH_OK;
}

static quoth_status speakers_with_word(catalogue *c, arena *a, str word, uint32_t **out, size_t *count, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT speaker FROM speaker_words WHERE word=?1 ORDER BY speaker", &s, err));
    sql_put_text(s, word);
    return sql_all_u32(s, a, out, count, err);
}

/* Keeps of the rising list `kept` what is also in the rising list `other`. */
static size_t intersect(uint32_t *kept, size_t kept_count, const uint32_t *other, size_t other_count)
{
    size_t out = 0, j = 0;
    for (size_t i = 0; i < kept_count; i++) {
        while (j < other_count && other[j] < kept[i])
            j++;
        if (j < other_count && other[j] == kept[i])
            kept[out++] = kept[i];
    }
    return out;
}

quoth_status catalogue_speakers_with(catalogue *c, arena *a, const str *folded_words, size_t word_count, uint32_t **numbers,
                                     size_t *count, quoth_error *err)
{
    *numbers = NULL;
    *count = 0;
    for (size_t i = 0; i < word_count; i++) {
        uint32_t *more;
        size_t more_count;
        TRY(speakers_with_word(c, a, folded_words[i], &more, &more_count, err));
        if (i == 0) {
            *numbers = more;
            *count = more_count;
        } else
            *count = intersect(*numbers, *count, more, more_count);
    }
    return QUOTH_OK;
}

quoth_status catalogue_speakers_sounding(catalogue *c, arena *a, str sound, uint32_t **numbers, size_t *count, quoth_error *err)
{
    return speakers_with_word(c, a, sound_word(a, sound), numbers, count, err);
}

quoth_status catalogue_speakers_beginning(catalogue *c, str folded_prefix, speaker_visitor visit, void *context, quoth_error *err)
{
    sql_statement *s;
    uint32_t last = 0;
    TRY(sql_start(c->db,
                  "SELECT w.word, s.number, s.name FROM speaker_words w JOIN speakers s ON s.number = w.speaker WHERE w.word>=?1 "
                  "ORDER BY w.word",
                  &s, err));
    sql_put_text(s, folded_prefix);
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            return QUOTH_OK;
        uint32_t number = (uint32_t)sql_int(s, 1);
        if (!str_starts_with(sql_bytes(s, 0), folded_prefix) || (number != last && !visit(context, number, sql_bytes(s, 2))))
            break;
        last = number;
    }
    sql_end(s);
    return QUOTH_OK;
}

quoth_status catalogue_each_speaker(catalogue *c, speaker_visitor visit, void *context, quoth_error *err)
{
    sql_statement *s;
    TRY(sql_start(c->db, "SELECT number, name FROM speakers ORDER BY number", &s, err));
    for (bool row;;) {
        TRY(sql_next(s, &row, err));
        if (!row)
            return QUOTH_OK;
        if (!visit(context, (uint32_t)sql_int(s, 0), sql_bytes(s, 1)))
            break;
    }
    sql_end(s);
    return QUOTH_OK;
}
