/* frequent.c - which words shall have the first numbers of an archive? */
#include "indexer/write/frequent.h"

#include <stdlib.h>

#include "base/hash.h"

enum { MOST_FREQUENT = 256, FIRST_SLOTS = 1 << 12 };

typedef struct counted {
    str form;
    uint32_t count; /* 0: free */
    language lang;
} counted;

typedef struct counts {
    arena kept, scratch; /* kept: the forms */
    counted *slots;
    size_t room, used;
} counts;

static counted *counted_at(const counts *c, str form)
{
    size_t at = hash_bytes(form, 0) & (c->room - 1);
    while (c->slots[at].count && !str_equal(c->slots[at].form, form))
        at = (at + 1) & (c->room - 1);
    return &c->slots[at];
}

static void widen(counts *c)
{
    counted *old = c->slots;
    size_t old_room = c->room;
    c->room = old_room ? 2 * old_room : FIRST_SLOTS;
    c->slots = mem_zalloc(c->room * sizeof *c->slots);
    for (size_t i = 0; i < old_room; i++)
        if (old[i].count)
            *counted_at(c, old[i].form) = old[i];
    free(old);
}

static void count_words(counts *c, str text, language lang)
{
    analysis words;
    analyse(&c->scratch, text, lang, &words);
    for (uint32_t i = 0; i < words.token_count; i++) {
        if (2 * c->used >= c->room)
            widen(c);
        counted *one = counted_at(c, token_form(&words.tokens[i]));
        if (one->count++)
            continue;
        one->form = arena_copy(&c->kept, token_form(&words.tokens[i]));
        one->lang = lang;
        c->used++;
    }
}

/* What cannot be read is told when it is indexed. */
static void count_record(counts *c, const raw_record *raw)
{
    article art = {0};
    quoth_error why;
    arena_reset(&c->scratch);
    quoth_status status = record_parse(&c->scratch, raw, &art, &why);
    if (status != QUOTH_OK && status != QUOTH_LIMIT)
        return;
    language lang = article_language(&art);
    count_words(c, art.title, lang);
    count_words(c, art.body, lang);
}

static int by_count(const void *pa, const void *pb)
{
    const counted *a = pa, *b = pb;
    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return str_compare(a->form, b->form);
}

static quoth_status number_words(lexicon *shared, const counts *c, quoth_error *err)
{
    word_cache *words = word_cache_new(shared, 2 * MOST_FREQUENT);
    quoth_status status = QUOTH_OK;
    qsort(c->slots, c->room, sizeof *c->slots, by_count);
    for (size_t i = 0; i < MOST_FREQUENT && i < c->used && status == QUOTH_OK; i++) {
        cached_word *unused;
        status = word_cache_find(words, c->slots[i].lang, c->slots[i].form, &unused, err);
    }
    word_cache_free(&words);
    return status;
}

quoth_status frequent_words_first(lexicon *shared, const batch *b, quoth_error *err)
{
    counts c = {0};
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i < b->count; i++)
        if (b->items[i].origin == FROM_SOURCE)
            count_record(&c, &b->items[i].raw);
    if (c.used > 0)
        status = number_words(shared, &c, err);
    free(c.slots);
    arena_release(&c.kept);
    arena_release(&c.scratch);
    return status;
}
