/* lexicon.c - which number has a word, and which a speaker?
 *
 * Known keys are a table of 128-bit hashes -> number: two forms that agree in all 128 bits will not be met, and no text is kept.
 * What is new waits in two lists: `fresh`, and `leaving` while it is being put into the catalogue's transaction. */
#include "indexer/write/lexicon.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/hash.h"
#include "text/fold.h"

/* A key is a text of one of these kinds; languages count from KIND_WORD + 1. */
enum { KIND_SPEAKER = 0, KIND_WORD = 1 };

typedef struct slot {
    uint64_t hash, check; /* check 0: free */
    uint32_t number;
} slot;

typedef struct new_word {
    str form, stem;
    uint32_t number;
    language lang;
    bool is_new_form;
} new_word;

typedef struct new_speaker {
    str name;
    uint32_t number;
} new_speaker;

typedef struct news {
    arena a;
    VEC(new_word) words;
    VEC(new_speaker) speakers;
} news;

struct lexicon {
    pthread_mutex_t lock;
    catalogue *stored; /* for what is stored and not in the table */
    slot *slots;
    size_t slot_count, used, most_known;
    bool is_complete; /* everything stored is in the table: no need to ask */
    uint32_t next_word, next_speaker;
    news fresh, leaving;
};

/* A text's two hashes, from which its keys of all kinds are made. */
typedef struct text_key {
    uint64_t hash, check;
} text_key;

static text_key key_of_text(str text)
{
    return (text_key){hash_bytes(text, 0), hash_bytes(text, 0x9E3779B97F4A7C15u)};
}

/* The kind is mixed in afterwards: XXH3 of up to three bytes is text xor seed, where "got" and "gov" of two kinds would meet. */
static slot key_of(unsigned kind, text_key text)
{
    uint64_t mixed_kind = hash_u64(kind + 1u);
    return (slot){.hash = hash_u64(text.hash ^ mixed_kind), .check = hash_u64(text.check + mixed_kind) | 1};
}

static slot *find(lexicon *l, slot key)
{
    size_t at = key.hash & (l->slot_count - 1);
    while (l->slots[at].check && (l->slots[at].check != key.check || l->slots[at].hash != key.hash))
        at = (at + 1) & (l->slot_count - 1);
    return &l->slots[at];
}

static void grow(lexicon *l)
{
    slot *old = l->slots;
    size_t old_count = l->slot_count;
    l->slot_count = old_count ? old_count * 2 : 1 << 14;
    l->slots = mem_zalloc(l->slot_count * sizeof *l->slots);
    for (size_t i = 0; i < old_count; i++) {
        if (!old[i].check)
            continue;
        size_t at = old[i].hash & (l->slot_count - 1);
        while (l->slots[at].check)
            at = (at + 1) & (l->slot_count - 1);
        l->slots[at] = old[i];
    }
    free(old);
}

static void remember(lexicon *l, unsigned kind, text_key text, uint32_t number)
{
    if (l->used * 4 >= l->slot_count * 3)
        grow(l);
    slot key = key_of(kind, text), *s = find(l, key);
    l->used += s->check == 0;
    *s = key;
    s->number = number;
}

static bool recall(lexicon *l, unsigned kind, text_key text, uint32_t *number)
{
    const slot *s = find(l, key_of(kind, text));
    *number = s->number;
    return s->check != 0;
}

static quoth_status open_in(lexicon *l, const char *archive_dir, quoth_error *err)
{
    uint64_t words, speakers;
    TRY(catalogue_open(archive_dir, OPEN_READ, &l->stored, err));
    TRY(catalogue_word_count(l->stored, &words, err));
    TRY(catalogue_speaker_count(l->stored, &speakers, err));
    l->next_word = (uint32_t)words;
    l->next_speaker = (uint32_t)speakers + 1;
    l->is_complete = words == 0 && speakers == 0;
    return QUOTH_OK;
}

quoth_status lexicon_open(const char *archive_dir, size_t most_known, lexicon **out, quoth_error *err)
{
    lexicon *l = mem_zalloc(sizeof *l);
    pthread_mutex_init(&l->lock, NULL);
    l->most_known = most_known;
    grow(l);
    quoth_status status = open_in(l, archive_dir, err);
    if (status != QUOTH_OK)
        lexicon_close(&l);
    *out = l;
    return status;
}

void lexicon_close(lexicon **l)
{
    if (!*l)
        return;
    catalogue_close(&(*l)->stored);
    arena_release(&(*l)->fresh.a);
    arena_release(&(*l)->leaving.a);
    pthread_mutex_destroy(&(*l)->lock);
    free((*l)->slots);
    free(*l);
    *l = NULL;
}

/* The number of a form that is not in the table: stored, or new. */
static quoth_status number_form(lexicon *l, str form, text_key key, uint32_t *number, bool *is_new, quoth_error *err)
{
    quoth_status status = l->is_complete ? QUOTH_NOT_FOUND : catalogue_word_number(l->stored, form, number, NULL);
    if (status == QUOTH_NOT_FOUND) {
        *number = l->next_word++;
        *is_new = true;
    } else if (status != QUOTH_OK)
        return fail(err, status, "cannot look up a word in the catalogue");
    remember(l, KIND_WORD, key, *number);
    return QUOTH_OK;
}

bool lexicon_is_empty(lexicon *l)
{
    pthread_mutex_lock(&l->lock);
    bool empty = l->next_word == 0;
    pthread_mutex_unlock(&l->lock);
    return empty;
}

static quoth_status learn_word(lexicon *l, language lang, str form, text_key key, str stem, uint32_t *number, quoth_error *err)
{
    bool is_new = false, has_stem = false;
    if (!recall(l, KIND_WORD, key, number))
        TRY(number_form(l, form, key, number, &is_new, err));
    if (!is_new && !l->is_complete)
        TRY(catalogue_has_stem(l->stored, lang, *number, &has_stem, err));
    if (!has_stem) {
        news *n = &l->fresh;
        new_word word = {arena_copy(&n->a, form), arena_copy(&n->a, stem), *number, lang, is_new};
        vec_push(&n->a, &n->words, word);
    }
    remember(l, KIND_WORD + 1u + lang, key, *number);
    return QUOTH_OK;
}

quoth_status lexicon_word(lexicon *l, language lang, str form, str stem, uint32_t *number, quoth_error *err)
{
    const text_key key = key_of_text(form);
    pthread_mutex_lock(&l->lock);
    quoth_status status = QUOTH_OK;
    if (!recall(l, KIND_WORD + 1u + lang, key, number))
        status = learn_word(l, lang, form, key, stem, number, err);
    pthread_mutex_unlock(&l->lock);
    return status;
}

static quoth_status learn_speaker(lexicon *l, str folded, text_key key, str name, uint32_t *number, quoth_error *err)
{
    quoth_status status = l->is_complete ? QUOTH_NOT_FOUND : catalogue_speaker_number(l->stored, folded, number, NULL);
    if (status == QUOTH_NOT_FOUND) {
        *number = l->next_speaker++;
        news *n = &l->fresh;
        new_speaker speaker = {arena_copy(&n->a, name), *number};
        vec_push(&n->a, &n->speakers, speaker);
    } else if (status != QUOTH_OK)
        return fail(err, status, "cannot look up a speaker in the catalogue");
    remember(l, KIND_SPEAKER, key, *number);
    return QUOTH_OK;
}

quoth_status lexicon_speaker(lexicon *l, str folded, str name, uint32_t *number, quoth_error *err)
{
    const text_key key = key_of_text(folded);
    pthread_mutex_lock(&l->lock);
    quoth_status status = QUOTH_OK;
    if (!recall(l, KIND_SPEAKER, key, number))
        status = learn_speaker(l, folded, key, name, number, err);
    pthread_mutex_unlock(&l->lock);
    return status;
}

static quoth_status store_words(news *n, catalogue *c, quoth_error *err)
{
    new_stem *stems = arena_alloc(&n->a, (n->words.count + 1) * sizeof *stems);
    for (size_t i = 0; i < n->words.count; i++) {
        const new_word *w = &n->words.items[i];
        stems[i] = (new_stem){w->number, w->lang, w->form, w->stem};
        if (w->is_new_form)
            TRY(catalogue_put_word(c, w->number, w->form, err));
    }
    return catalogue_put_stems(c, stems, n->words.count, err);
}

quoth_status lexicon_store(lexicon *l, catalogue *c, quoth_error *err)
{
    pthread_mutex_lock(&l->lock);
    arena_release(&l->leaving.a);
    l->leaving = l->fresh;
    l->fresh = (news){0};
    pthread_mutex_unlock(&l->lock);
    TRY(store_words(&l->leaving, c, err));
    for (size_t i = 0; i < l->leaving.speakers.count; i++)
        TRY(catalogue_put_speaker(c, l->leaving.speakers.items[i].number, l->leaving.speakers.items[i].name, err));
    return QUOTH_OK;
}

/* Puts what is not stored yet back into a table that has been emptied. */
static void remember_fresh(lexicon *l)
{
    arena folded = {0};
    for (size_t i = 0; i < l->fresh.words.count; i++) {
        const new_word *w = &l->fresh.words.items[i];
        const text_key key = key_of_text(w->form);
        remember(l, KIND_WORD, key, w->number);
        remember(l, KIND_WORD + 1u + w->lang, key, w->number);
    }
    for (size_t i = 0; i < l->fresh.speakers.count; i++)
        remember(l, KIND_SPEAKER, key_of_text(fold(&folded, l->fresh.speakers.items[i].name)), l->fresh.speakers.items[i].number);
    arena_release(&folded);
}

void lexicon_stored(lexicon *l)
{
    pthread_mutex_lock(&l->lock);
    arena_release(&l->leaving.a);
    l->leaving = (news){0};
    if (l->used > l->most_known) {
        memset(l->slots, 0, l->slot_count * sizeof *l->slots);
        l->used = 0;
        l->is_complete = false;
        remember_fresh(l);
    }
    pthread_mutex_unlock(&l->lock);
}
