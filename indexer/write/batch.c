/* batch.c - how does a batch of records become rows, forward records and a shard? (one thread, nothing shared but the lexicon) */
#include "indexer/write/batch.h"

#include <stdlib.h>

#include "base/limits.h"
#include "indexer/tag/place/certain.h"
#include "indexer/tag/vocabulary.h"
#include "store/tags/rest.h"

batch *batch_new(void)
{
    return mem_zalloc(sizeof(batch));
}

void batch_free(batch **b)
{
    if (!*b)
        return;
    shard_lists_free(&(*b)->shard);
    arena_release(&(*b)->a);
    free(*b);
    *b = NULL;
}

batch_item *batch_add(batch *b)
{
    return &b->items[b->count++];
}

bool batch_is_full(const batch *b)
{
    return b->count == BATCH_ITEMS || b->bytes >= BATCH_BYTES;
}

/* Each batch takes such a part of what is left; smaller ones would cost more than the threads wait. */
enum { PARTS_A_THREAD = 2, FEWEST_ITEMS = 16, FEWEST_BYTES = 100000 };

static uint64_t part_of(uint64_t left, uint64_t parts, uint64_t least, uint64_t most)
{
    uint64_t part = left / parts;
    return part < least ? least : part > most ? most : part;
}

batch_limits batch_limits_for(unsigned threads, uint64_t items_left, uint64_t bytes_left)
{
    uint64_t parts = (uint64_t)threads * PARTS_A_THREAD;
    uint64_t items = part_of(items_left, parts, FEWEST_ITEMS, BATCH_ITEMS);
    return (batch_limits){items < items_left ? items : items_left, part_of(bytes_left, parts, FEWEST_BYTES, BATCH_BYTES)};
}

bool batch_has_room(const batch *b, const batch_limits *limits)
{
    return b->count < limits->items && b->bytes < limits->bytes;
}

struct worker {
    worker_config config;
    deriver *deriving;
    packer *packing;
    vocabulary *known;
    arena scratch; /* of one article */
    buf tags, tags_rest, tags_again, packed, forward, values, rest;
    stage_clock clock;
};

worker *worker_new(const worker_config *config)
{
    worker *w = mem_zalloc(sizeof *w);
    w->config = *config;
    w->deriving = deriver_new(config->shared, config->most_words);
    w->packing = packer_new();
    w->known = vocabulary_new();
    packer_share(w->packing, config->dictionaries);
    return w;
}

void worker_free(worker **w)
{
    if (!*w)
        return;
    deriver_free(&(*w)->deriving);
    packer_free(&(*w)->packing);
    vocabulary_free(&(*w)->known);
    arena_release(&(*w)->scratch);
    buf_release(&(*w)->tags);
    buf_release(&(*w)->packed);
    buf_release(&(*w)->forward);
    buf_release(&(*w)->values);
    buf_release(&(*w)->rest);
    buf_release(&(*w)->tags_rest);
    buf_release(&(*w)->tags_again);
    free(*w);
    *w = NULL;
}

const stage_clock *worker_clock(const worker *w)
{
    return &w->clock;
}

/* What the steps of one article hand on to each other; in the worker's scratch. */
typedef struct working {
    article art;
    analysis title, body;
    tags found;
    str encoded_tags; /* the same, as the catalogue keeps them */
} working;

language article_language(const article *art)
{
    language given = language_from(art->language);
    return given != LANGUAGE_UNKNOWN ? given : language_detect(art->body.len > 0 ? art->body : art->title, NULL);
}

/* What says when it was published, as the catalogue keeps it; "" for nothing. */
static str encoded_claims(batch *b, const article *art)
{
    DEFER(buf_release) buf out = {0};
    if (art->published_day != NO_DAY)
        claims_encode(&art->claims, art->published_day, &out);
    return arena_copy(&b->a, buf_str(&out));
}

static void fill_row(batch *b, batch_item *item, const article *art)
{
    item->body = arena_copy(&b->a, art->body);
    item->row = (catalogue_article){
        .id = b->first_id + (uint32_t)(item - b->items),
        .external_id = arena_copy(&b->a, art->id),
        .locator = arena_copy(&b->a, art->locator),
        .title = arena_copy(&b->a, art->title),
        .url = arena_copy(&b->a, art->url),
        .author = arena_copy(&b->a, art->author),
        .source = arena_copy(&b->a, art->source),
        .published = arena_copy(&b->a, art->published),
        .published_day = art->published_day,
        .lang = article_language(art),
        .content_hash = item->content_hash,
        .body_bytes = (uint32_t)art->body.len,
        .fields = arena_copy(&b->a, art->fields.text),
        .claims = encoded_claims(b, art),
    };
}

/* The article as its readers gave it, or as the catalogue keeps it. */
static quoth_status take_in(worker *w, batch *b, batch_item *item, working *v)
{
    switch (item->origin) {
    case FROM_SOURCE: {
        quoth_status status = record_parse(&w->scratch, &item->raw, &v->art, &item->why);
        if (status == QUOTH_WITHHELD && v->art.is_recalled) {
            item->recalled_id = arena_copy(&b->a, v->art.id);
            item->recalled_at = arena_copy(&b->a, v->art.published);
        }
        if (status == QUOTH_NOT_FOUND && v->art.is_revisit) {
            item->revisited_id = arena_copy(&b->a, v->art.id);
            item->revisited_else = arena_copy(&b->a, v->art.url);
            item->revisited = custom_captured(v->art.fields.text);
        }
        if (status != QUOTH_OK && status != QUOTH_LIMIT)
            return status;
        if (v->art.published_day != NO_DAY && v->art.published_day < w->config.since)
            return QUOTH_NOT_FOUND;
        fill_row(b, item, &v->art);
        return QUOTH_OK;
    }
    case FROM_PROGRAM:
        v->art = item->art;
        fill_row(b, item, &v->art);
        return QUOTH_OK;
    case FROM_CATALOGUE: {
        const catalogue_article *row = &item->row;
        v->found = item->stored.found;
        v->art = (article){.id = row->external_id,
                           .locator = row->locator,
                           .title = row->title,
                           .body = item->stored.body,
                           .published = row->published,
                           .published_day = row->published_day,
                           .url = row->url,
                           .author = row->author,
                           .source = row->source,
                           .language = language_code(row->lang)};
        return QUOTH_OK;
    }
    }
    return QUOTH_OK;
}

static void find_tags(worker *w, batch *b, batch_item *item, working *v)
{
    bool is_stored = item->origin == FROM_CATALOGUE;
    item->is_repacked = is_stored && (w->config.retag || packer_improves(w->packing, item->row.packed));
    if (is_stored ? !w->config.retag : w->config.no_tags)
        return;
    item->home_key = homes_key(&b->a, &v->art);
    vocabulary_look_up(w->known, &w->scratch, &v->title, &v->body);
    tag_input in = {.art = &v->art,
                    .title = &v->title,
                    .body = &v->body,
                    .lang = item->row.lang,
                    .home = homes_find(w->config.at_home, item->home_key)};
    tag_article(&w->scratch, &in, &v->found);
    item->certain_count = places_certain(&b->a, &v->art, &v->found, &item->certain_places);
}

static text_place *places_of(worker *w, const analysis *text)
{
    text_place *places = arena_alloc(&w->scratch, ((size_t)text->token_count + 1) * sizeof *places);
    for (uint32_t i = 0; i < text->token_count; i++)
        places[i] = (text_place){text->tokens[i].start, text->tokens[i].end};
    return places;
}

/* What the record does not say of the tags. That they come back from both is seen to here: else they are kept as they are. */
static str tags_rest_of(worker *w, const working *v, const tag_ground *ground)
{
    tags back;
    tags_rest_encode(&v->found, ground, &w->tags_rest);
    if (tags_rest_decode(&w->scratch, ground, buf_str(&w->tags_rest), &back, NULL) != QUOTH_OK)
        return v->encoded_tags;
    tags_encode(&back, &w->tags_again);
    return str_equal(buf_str(&w->tags_again), v->encoded_tags) ? buf_str(&w->tags_rest) : v->encoded_tags;
}

/* The same of the body. */
static packed_text rest_of(worker *w, const working *v, const forward_record *record)
{
    str body = v->art.body;
    const analysis *text = &v->body;
    str *forms = arena_alloc(&w->scratch, ((size_t)text->token_count + 1) * sizeof *forms);
    for (uint32_t i = 0; i < text->token_count; i++)
        forms[i] = token_form(&text->tokens[i]);
    text_words words = {record, forms, true};
    text_place *places = places_of(w, text);
    buf_clear(&w->rest);
    text_rest_encode(&words, places, body, &w->rest);
    packed_text out = {.hash = body_hash(body), .rest = buf_str(&w->rest)};
    char *back = arena_alloc(&w->scratch, body.len + 1);
    if (out.rest.len > body.len || !text_rest_decode(&words, out.rest, back, body.len, NULL) ||
        !str_equal((str){back, body.len}, body)) {
        out.rest = body;
        out.is_as_it_is = true;
    }
    tag_ground ground = {record, v->art.title, body, places_of(w, &v->title), places};
    out.encoded_tags = tags_rest_of(w, v, &ground);
    return out;
}

static quoth_status pack(worker *w, batch *b, batch_item *item, const working *v, const forward_record *record)
{
    packed_text text = rest_of(w, v, record);
    const packed_text *before = &item->stored.kept;
    if (item->origin == FROM_CATALOGUE && !item->is_repacked) {
        item->is_repacked = text.is_as_it_is != before->is_as_it_is || !str_equal(text.rest, before->rest) ||
                            !str_equal(text.encoded_tags, before->encoded_tags);
        if (!item->is_repacked)
            return QUOTH_OK;
    }
    TRY(catalogue_pack(w->packing, &text, &w->packed, &item->why));
    item->row.packed = arena_copy(&b->a, buf_str(&w->packed));
    return QUOTH_OK;
}

static quoth_status derive_item(worker *w, batch *b, batch_item *item, working *v, shard_builder *shard)
{
    derived d;
    derive_input in = {&item->row, &v->title, &v->body, &v->found, v->encoded_tags};
    TRY(derive(w->deriving, &w->scratch, &in, &d, &b->err));
    stage_done(&w->clock, STAGE_DERIVE);
    buf_clear(&w->forward);
    forward_encode(&d.record, &w->forward);
    item->forward = arena_copy(&b->a, buf_str(&w->forward));
    forward_values_encode(&d.values, &w->values);
    item->values = arena_copy(&b->a, buf_str(&w->values));
    item->columns = d.columns;
    item->author_keys = arena_copy(&b->a, d.author_keys);
    item->copy_signature = d.copy_signature;
    item->row.words = d.record.token_count;
    item->row.quotations = (uint32_t)v->found.quotations.count;
    stage_done(&w->clock, STAGE_FORWARD);
    item->status = pack(w, b, item, v, &d.record);
    stage_done(&w->clock, STAGE_PACK);
    if (item->status == QUOTH_OK && !item->skips_inverted)
        TRY(shard_builder_add(shard, item->row.id, d.terms, d.term_count, &b->err));
    stage_done(&w->clock, STAGE_INVERTED);
    return QUOTH_OK;
}

static void work_on(worker *w, batch *b, batch_item *item, shard_builder *shard)
{
    working v = {0};
    arena_reset(&w->scratch);
    item->why = (quoth_error){0};
    item->status = take_in(w, b, item, &v);
    stage_done(&w->clock, STAGE_PARSE);
    if (item->status != QUOTH_OK)
        return;
    analyse(&w->scratch, v.art.title, item->row.lang, &v.title);
    analyse(&w->scratch, v.art.body, item->row.lang, &v.body);
    stage_done(&w->clock, STAGE_ANALYSE);
    find_tags(w, b, item, &v);
    tags_encode(&v.found, &w->tags);
    v.encoded_tags = buf_str(&w->tags);
    stage_done(&w->clock, STAGE_TAG);
    if (b->status == QUOTH_OK)
        b->status = derive_item(w, b, item, &v, shard);
}

static void begin(worker *w, batch *b, shard_builder **shard)
{
    *shard = NULL;
    b->status = shard_builder_new(w->config.shard_dir, b->shard_name, shard, &b->err);
    if (w->config.keeps_shards && b->status == QUOTH_OK)
        shard_builder_keep(*shard);
    stage_done(&w->clock, STAGE_INVERTED);
}

static void end(worker *w, batch *b, shard_builder **shard)
{
    if (b->status == QUOTH_OK)
        b->status = shard_builder_finish(shard, &b->shard, &b->err);
    if (*shard)
        shard_builder_abandon(shard);
    stage_done(&w->clock, STAGE_INVERTED);
}

void worker_begin(worker *w, batch *b, shard_builder **shard)
{
    stage_start(&w->clock);
    begin(w, b, shard);
    stage_end(&w->clock);
}

void worker_item(worker *w, batch *b, batch_item *item, shard_builder *shard)
{
    stage_start(&w->clock);
    work_on(w, b, item, shard);
    stage_end(&w->clock);
}

void worker_end(worker *w, batch *b, shard_builder **shard)
{
    stage_start(&w->clock);
    end(w, b, shard);
    stage_end(&w->clock);
}

/* The thread's own clock, which only the system can read, is looked at once for all. */

void worker_process(worker *w, batch *b)
{
    shard_builder *shard;
    if (b->count == 0)
        return;
    stage_start(&w->clock);
    begin(w, b, &shard);
    for (size_t i = 0; i < b->count && b->status == QUOTH_OK; i++)
        work_on(w, b, &b->items[i], shard);
    end(w, b, &shard);
    stage_end(&w->clock);
}
