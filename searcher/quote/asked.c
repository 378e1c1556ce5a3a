/* asked.c - a text somebody is said to have said: its words as the archive knows them */
#include "searcher/quote/asked.h"

#include "searcher/quote/spoken.h"
#include "store/fields/field.h"
#include "text/utf8.h"

#include <math.h>

enum { MOST_LANGUAGES = 8 };

typedef struct reading {
    quoth_archive *archive;
    arena *a;
    asked_text *out;
    str *stems;         /* of each group, in the text's language */
    VEC(uint32_t) keys; /* what goes into the table */
    VEC(row_word) values;
    buf term;
    quoth_error *err;
} reading;

/* --- gaps --- */

/* "…", "...", ". . ." between two words. */
static bool is_gap(str between)
{
    size_t dots = 0;
    if (str_find(between, STR("…")) != SIZE_MAX)
        return true;
    for (size_t i = 0; i < between.len; i++)
        dots += between.data[i] == '.';
    return dots >= 3;
}

static void mark_gaps(asked_text *t)
{
    for (uint32_t i = 1; i < t->count; i++) {
        str between = str_slice(t->words.text, t->words.tokens[i - 1].end, t->words.tokens[i].start);
        t->sought[i].gap_before = is_gap(between);
        t->has_gaps |= t->sought[i].gap_before;
    }
}

/* --- words --- */

static void add_word(reading *r, uint32_t number, uint16_t form, uint16_t group)
{
    vec_push(r->a, &r->keys, number);
    vec_push(r->a, &r->values, (row_word){form, group});
}

static quoth_status add_stem(reading *r, language lang, str stem, uint16_t group)
{
    uint32_t *numbers, documents;
    size_t count;
    asked_group *g = &r->out->groups[group - 1];
    TRY(catalogue_words_of_stem(r->archive->catalogue, r->a, lang, stem, &numbers, &count, r->err));
    for (size_t i = 0; i < count; i++)
        add_word(r, numbers[i], 0, group);
    term_word(&r->term, lang, stem);
    TRY(inverted_term_documents(r->archive->inverted, buf_str(&r->term), &documents, r->err));
    if (documents > 0) {
        g->documents += documents;
        vec_push(r->a, &g->terms, (asked_term){arena_copy(r->a, buf_str(&r->term)), documents});
    }
    return QUOTH_OK;
}

/* The telling words count up to twice, those in most articles half. */
static uint16_t weight_of(const reading *r, uint32_t documents)
{
    double most = log(1 + (r->out->documents + 0.5) / 0.5), with = documents > r->out->documents ? r->out->documents : documents;
    double tells = log(1 + (r->out->documents - with + 0.5) / (with + 0.5));
    return (uint16_t)(50 + 100 * (most > 0 ? tells / most : 0));
}

static quoth_status new_group(reading *r, str form, str stem, uint16_t group)
{
    language first = r->archive->language_count ? r->archive->languages[0] : LANGUAGE_UNKNOWN;
    r->stems[group - 1] = stem;
    r->out->group_count = group;
    TRY(add_stem(r, first, stem, group));
    for (size_t i = 1; i < r->archive->language_count && i < MOST_LANGUAGES; i++)
        TRY(add_stem(r, r->archive->languages[i],
                     arena_copy(r->a, stem_word(r->archive->stemmers, r->archive->languages[i], form)), group));
    return QUOTH_OK;
}

/* A text has few words: looking through those before is cheap enough up to a thousand. */
static quoth_status read_word(reading *r, uint32_t i)
{
    asked_text *t = r->out;
    str form = token_form(&t->words.tokens[i]);
    for (uint32_t k = 0; k < i; k++)
        if (str_equal(token_form(&t->words.tokens[k]), form)) {
            bool gap = t->sought[i].gap_before;
            t->sought[i] = t->sought[k];
            t->sought[i].gap_before = gap;
            t->numbers[i] = t->numbers[k];
            return QUOTH_OK;
        }
    language first = r->archive->language_count ? r->archive->languages[0] : LANGUAGE_UNKNOWN;
    str stem = arena_copy(r->a, stem_word(r->archive->stemmers, first, form));
    uint16_t group = 1;
    while (group <= t->group_count && !str_equal(r->stems[group - 1], stem))
        group++;
    if (group > t->group_count)
        TRY(new_group(r, form, stem, group));
    quoth_status status = catalogue_word_number(r->archive->catalogue, form, &t->numbers[i], r->err);
    if (status == QUOTH_OK)
        add_word(r, t->numbers[i], (uint16_t)(i + 1), group);
    else if (status != QUOTH_NOT_FOUND)
        return status;
    else
        t->numbers[i] = ASKED_UNKNOWN;
    t->sought[i].form = (uint16_t)(i + 1);
    t->sought[i].group = group;
    t->sought[i].weight = weight_of(r, t->groups[group - 1].documents);
    return QUOTH_OK;
}

static void make_table(reading *r)
{
    asked_text *t = r->out;
    uint32_t size = 256;
    while (size < r->keys.count * 4)
        size *= 2;
    t->mask = size - 1;
    t->keys = ARENA_ARRAY(r->a, uint32_t, size);
    t->values = ARENA_ARRAY(r->a, row_word, size);
    t->low_bits = ARENA_ARRAY(r->a, uint64_t, 65536 / 64);
    for (size_t i = 0; i < r->keys.count; i++) {
        uint32_t number = r->keys.items[i];
        t->low_bits[(number & 0xffff) / 64] |= (uint64_t)1 << number % 64;
        uint32_t at = (r->keys.items[i] * 2654435769u) >> 7 & t->mask;
        while (t->keys[at] != 0 && t->keys[at] != r->keys.items[i] + 1)
            at = (at + 1) & t->mask;
        t->keys[at] = r->keys.items[i] + 1;
        /* A word may be in the group of one and be the form of another: both are kept. */
        if (r->values.items[i].form)
            t->values[at] = r->values.items[i];
        else if (t->values[at].group == 0)
            t->values[at].group = r->values.items[i].group;
    }
}

quoth_status asked_read(quoth_archive *archive, arena *a, str text, bool whole, asked_text *out, quoth_error *err)
{
    *out = (asked_text){0};
    reading r = {.archive = archive, .a = a, .out = out, .err = err};
    language first = archive->language_count ? archive->languages[0] : LANGUAGE_UNKNOWN;
    xc_statistics statistics = {0};
    xc_statistics_get(inverted_reader_database(archive->inverted), &statistics, NULL);
    out->documents = statistics.documents;
    str repaired = utf8_repair(a, text), spoken = spoken_words(a, repaired);
    out->has_cue = spoken.len != repaired.len;
    analyse(a, whole ? repaired : spoken, first, &out->words);
    out->count = out->words.token_count;
    if (out->count == 0)
        return fail(err, QUOTH_BAD_USAGE, "there are no words in the text");
    if (out->count > ALIGN_MOST_WORDS)
        return fail(err, QUOTH_LIMIT, "the text has %u words, at most %d are looked for", out->count, ALIGN_MOST_WORDS);
    out->sought = ARENA_ARRAY(a, sought_word, out->count);
    out->numbers = ARENA_ARRAY(a, uint32_t, out->count);
    out->groups = ARENA_ARRAY(a, asked_group, out->count);
    r.stems = ARENA_ARRAY(a, str, out->count);
    mark_gaps(out);
    for (int way = 0; way < CONTRACTION_WAYS; way++) {
        uint32_t changes;
        out->otherwise[way] = contraction_rewrite(a, &out->words, way, &changes);
        if (way > 0 && str_equal(out->otherwise[way], out->otherwise[way - 1]))
            out->otherwise[way] = STR("");
        out->most_changes = changes > out->most_changes ? changes : out->most_changes;
    }
    quoth_status status = QUOTH_OK;
    for (uint32_t i = 0; i < out->count && status == QUOTH_OK; i++)
        status = read_word(&r, i);
    buf_release(&r.term);
    TRY(status);
    for (uint32_t i = 0; i < out->count; i++) {
        out->total_weight += out->sought[i].weight;
        out->groups[out->sought[i].group - 1].weight += out->sought[i].weight;
    }
    make_table(&r);
    return QUOTH_OK;
}
