/* reader.c - how do the numbers of a record become words again, quickly?
 *
 * Forms come in blocks of WORD_BLOCK words from the catalogue. Frequent words are early words, so a few blocks serve most of a
 * text, and they are kept. */
#include "store/text/reader.h"

#include <stdlib.h>

#include "base/limits.h"
#include "store/tags/rest.h"
#include "text/analysis.h"

/* The word list of an archive of news is 2 MB for 20,000 articles and grows with the root of their number. */
enum { MOST_KEPT_BYTES = 64 << 20 };

/* As small as it can be: a process that shows one page of hits reads a hundred blocks for it. */
typedef struct form_block {
    uint32_t count;
    const char *bytes;           /* a byte, the length, before each form */
    uint16_t starts[WORD_BLOCK]; /* of the forms, none of which is longer than 255 bytes */
} form_block;

static str form_in(const form_block *b, uint32_t word)
{
    const char *form = b->bytes + b->starts[word % WORD_BLOCK];
    return (str){form, (unsigned char)form[-1]};
}

struct text_reader {
    catalogue *source;
    packer *packing;
    arena a; /* of the blocks */
    form_block **blocks;
    size_t block_count;
};

text_reader *text_reader_new(catalogue *c)
{
    text_reader *t = mem_zalloc(sizeof *t);
    t->source = c;
    t->packing = packer_new();
    packer_look_up(t->packing, c);
    return t;
}

static void forget_blocks(text_reader *t)
{
    arena_release(&t->a);
    free(t->blocks);
    t->blocks = NULL;
    t->block_count = 0;
}

void text_reader_free(text_reader **t)
{
    if (!*t)
        return;
    forget_blocks(*t);
    packer_free(&(*t)->packing);
    free(*t);
    *t = NULL;
}

static quoth_status load_block(text_reader *t, uint32_t number, form_block **out, quoth_error *err)
{
    str bytes;
    TRY(catalogue_word_block(t->source, &t->a, number, &bytes, err));
    form_block *b = arena_alloc(&t->a, sizeof *b);
    b->count = 0;
    b->bytes = bytes.data;
    for (byte_reader r = byte_reader_of(bytes); r.at < r.end && b->count < WORD_BLOCK; b->count++) {
        b->starts[b->count] = (uint16_t)((size_t)((const char *)r.at - bytes.data) + 1);
        (void)read_bytes(&r, read_byte(&r));
        if (r.bad)
            return fail(err, QUOTH_CORRUPT, "words %u and following are damaged in the catalogue", number * WORD_BLOCK);
    }
    *out = t->blocks[number] = b;
    return QUOTH_OK;
}

/* The block that has the word; the last one of the list may have grown since it was loaded. */
static quoth_status block_with(text_reader *t, uint32_t word, form_block **out, quoth_error *err)
{
    uint32_t number = word / WORD_BLOCK;
    uint64_t words = 0;
    if (number >= t->block_count) { /* a number of nothing shall not ask for memory */
        TRY(catalogue_word_count(t->source, &words, err));
        if (word >= words)
            return fail(err, QUOTH_CORRUPT, "a text has word %u, the word list %llu", word, (unsigned long long)words);
        size_t count = t->block_count + t->block_count / 2 + 16;
        count = count > number ? count : (size_t)number + 1;
        t->blocks = mem_realloc(t->blocks, count * sizeof(form_block *));
        memset(t->blocks + t->block_count, 0, (count - t->block_count) * sizeof(form_block *));
        t->block_count = count;
    }
    form_block *b = t->blocks[number];
    if (!b || word % WORD_BLOCK >= b->count)
        TRY(load_block(t, number, &b, err));
    *out = b;
    if (!b || word % WORD_BLOCK >= b->count)
        return fail(err, QUOTH_CORRUPT, "a text has word %u, which is not in the word list", word);
    return QUOTH_OK;
}

static quoth_status find_forms(text_reader *t, arena *a, const forward_record *r, const str **out, quoth_error *err)
{
    uint32_t count = r->token_count - r->title_tokens;
    const uint32_t *numbers = r->words + r->title_tokens;
    str *forms = arena_alloc(a, (count + 1) * sizeof *forms);
    if (arena_size(&t->a) > MOST_KEPT_BYTES)
        forget_blocks(t);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number = numbers[i] / WORD_BLOCK;
        form_block *b = number < t->block_count ? t->blocks[number] : NULL;
        if (!b || numbers[i] % WORD_BLOCK >= b->count)
            TRY(block_with(t, numbers[i], &b, err));
        forms[i] = form_in(b, numbers[i]);
    }
    *out = forms;
    return QUOTH_OK;
}

static quoth_status put_together(text_reader *t, arena *a, const catalogue_article *row, const forward_record *record,
                                 text_place *places, stored_text *out, quoth_error *err)
{
    text_words words = {.record = record};
    if (row->body_bytes > 4 * (uint64_t)LIMIT_ARTICLE_BYTES)
        return fail(err, QUOTH_CORRUPT, "its row promises a text of %u bytes", row->body_bytes);
    TRY(find_forms(t, a, record, &words.forms, err));
    char *to = arena_alloc(a, (size_t)row->body_bytes + 1);
    if (!text_rest_decode(&words, out->kept.rest, to, row->body_bytes, places))
        return fail(err, QUOTH_CORRUPT, "its record is not that of its text");
    to[row->body_bytes] = '\0';
    out->body = (str){to, row->body_bytes};
    return QUOTH_OK;
}

/* Where the words of a text are; NULL where they are others than the record has. */
static text_place *places_in(arena *a, str text, language lang, uint32_t count)
{
    analysis words;
    analyse(a, text, lang, &words);
    text_place *places = arena_alloc(a, ((size_t)count + 1) * sizeof *places);
    for (uint32_t i = 0; i < count && i < words.token_count; i++)
        places[i] = (text_place){words.tokens[i].start, words.tokens[i].end};
    return words.token_count == count ? places : NULL;
}

static quoth_status get_tags(arena *a, const catalogue_article *row, const forward_record *record, const text_place *places,
                             stored_text *out, quoth_error *err)
{
    tag_ground ground = {.record = record, .title = row->title, .body = out->body, .body_places = places};
    if (record->mark_count > 0 && record->marks[0].first < record->title_tokens)
        ground.title_places = places_in(a, row->title, row->lang, record->title_tokens);
    if (record->mark_count > 0 && record->marks[0].first < record->title_tokens && !ground.title_places)
        return fail(err, QUOTH_CORRUPT, "its title has other words than its record");
    return tags_rest_decode(a, &ground, out->kept.encoded_tags, &out->found, err);
}

static quoth_status get(text_reader *t, arena *a, const catalogue_article *row, const forward_record *record, stored_text *out,
                        quoth_error *err)
{
    TRY(catalogue_unpack(t->packing, a, row->packed, &out->kept, err));
    uint32_t count = record->token_count - record->title_tokens;
    text_place *places = arena_alloc(a, ((size_t)count + 1) * sizeof *places);
    out->body = out->kept.rest;
    if (out->kept.is_as_it_is)
        places = places_in(a, out->body, row->lang, count);
    else
        TRY(put_together(t, a, row, record, places, out, err));
    if (!places || out->body.len != row->body_bytes || body_hash(out->body) != out->kept.hash)
        return fail(err, QUOTH_CORRUPT, "its text is not what was indexed");
    return get_tags(a, row, record, places, out, err);
}

quoth_status text_reader_get(text_reader *t, arena *a, const catalogue_article *row, const forward_record *record,
                             stored_text *out, quoth_error *err)
{
    quoth_error why;
    quoth_status status = get(t, a, row, record, out, &why);
    return status == QUOTH_OK ? QUOTH_OK : fail(err, status, "article %u: %s", row->id, why.message);
}

quoth_status text_reader_find(text_reader *t, arena *a, const catalogue_article *row, const forward_reader *records,
                              stored_text *out, quoth_error *err)
{
    str bytes;
    forward_record record;
    uint64_t generation;
    quoth_status status = forward_reader_record(records, a, row->id, &bytes, err);
    if (status == QUOTH_NOT_FOUND) {
        TRY(catalogue_generation(t->source, &generation, err));
        status = forward_reader_promised(records, a, row->id, generation, &bytes, err);
    }
    TRY(status);
    TRY(forward_decode(a, bytes, FORWARD_ALL, &record, err));
    if (record.article != row->id)
        return fail(err, QUOTH_CORRUPT, "the slot of article %u points to the record of article %u", row->id, record.article);
    return text_reader_get(t, a, row, &record, out, err);
}
