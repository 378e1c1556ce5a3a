/* word_list.c - all words of the archive in memory, for queries that must look at each of them */
#include "searcher/plan/word_list.h"

#include <stdlib.h>

typedef struct listed_word {
    uint32_t start, number;
    uint32_t letters; /* one bit for each of 32 kinds of byte that occur: an edit changes at most two */
    uint16_t len;
} listed_word;

struct word_list {
    buf forms;
    listed_word *words;
    size_t count, room;
    bool too_many;
};

static uint32_t letters_of(str form)
{
    uint32_t letters = 0;
    for (size_t i = 0; i < form.len; i++)
        letters |= 1u << ((unsigned char)form.data[i] & 31);
    return letters;
}

static bool list_word(void *context, str form, uint32_t number)
{
    word_list *l = context;
    if (l->count == LIMIT_WORDS_IN_MEMORY) {
        l->too_many = true;
        return false;
    }
    if (l->count == l->room) {
        l->room = l->room ? l->room * 2 : 1 << 14;
        l->words = mem_realloc(l->words, l->room * sizeof *l->words);
    }
    l->words[l->count++] = (listed_word){(uint32_t)l->forms.len, number, letters_of(form), (uint16_t)form.len};
    buf_put_str(&l->forms, form);
    return true;
}

void word_list_free(word_list **l)
{
    if (!*l)
        return;
    buf_release(&(*l)->forms);
    free((*l)->words);
    free(*l);
    *l = NULL;
}

/* NULL when there are too many. */
static quoth_status word_list_of(quoth_archive *archive, const word_list **out, quoth_error *err)
{
    if (archive->words && archive->words_generation != archive->generation)
        word_list_free(&archive->words);
    if (!archive->words) {
        archive->words = mem_zalloc(sizeof *archive->words);
        archive->words_generation = archive->generation;
        quoth_status status = catalogue_each_word(archive->catalogue, STR(""), list_word, archive->words, err);
        if (status != QUOTH_OK) {
            word_list_free(&archive->words);
            return status;
        }
    }
    *out = archive->words->too_many ? NULL : archive->words;
    return QUOTH_OK;
}

static str form_of(const word_list *l, const listed_word *w)
{
    return str_slice(buf_str(&l->forms), w->start, w->start + w->len);
}

quoth_status word_list_each(quoth_archive *archive, word_visitor visit, void *context, quoth_error *err)
{
    const word_list *l;
    TRY(word_list_of(archive, &l, err));
    if (!l)
        return catalogue_each_word(archive->catalogue, STR(""), visit, context, err);
    for (size_t i = 0; i < l->count; i++)
        if (!visit(context, form_of(l, &l->words[i]), l->words[i].number))
            break;
    return QUOTH_OK;
}

quoth_status word_list_near(quoth_archive *archive, str form, unsigned edits, word_visitor visit, void *context, quoth_error *err)
{
    const word_list *l;
    TRY(word_list_of(archive, &l, err));
    if (!l)
        return catalogue_each_word(archive->catalogue, STR(""), visit, context, err);
    /* A letter has up to four bytes: so many may an edit change, take away or add. */
    uint32_t letters = letters_of(form);
    size_t slack = 4 * (size_t)edits;
    bool is_ascii = true;
    for (size_t i = 0; i < form.len; i++)
        is_ascii = is_ascii && (unsigned char)form.data[i] < 0x80;
    for (size_t i = 0; i < l->count; i++) {
        const listed_word *w = &l->words[i];
        if (w->len > form.len + slack || form.len > w->len + slack)
            continue;
        if (is_ascii && (unsigned)__builtin_popcount(letters & ~w->letters) > edits)
            continue; /* each edit replaces one letter of the form at most */
        if (!visit(context, form_of(l, w), w->number))
            break;
    }
    return QUOTH_OK;
}

static bool is_plain(str form)
{
    for (size_t i = 0; i < form.len; i++) {
        char c = form.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
            return false;
    }
    return form.len > 0;
}

quoth_status word_list_plain(quoth_archive *archive, const uint64_t **out, quoth_error *err)
{
    arena a = {0};
    str block = {0};
    quoth_status status = QUOTH_OK;
    *out = archive->plain_words;
    if (archive->plain_words_generation == archive->generation && archive->generation > 0)
        return QUOTH_OK;
    memset(archive->plain_words, 0, sizeof archive->plain_words);
    status = catalogue_word_block(archive->catalogue, &a, 0, &block, err);
    for (size_t at = 0, word = 0; at < block.len && word < PLAIN_WORDS; word++) {
        size_t len = (unsigned char)block.data[at++];
        if (is_plain(str_slice(block, at, at + len)))
            archive->plain_words[word / 64] |= 1ull << word % 64;
        at += len;
    }
    archive->plain_words_generation = status == QUOTH_OK ? archive->generation : 0;
    arena_release(&a);
    return status;
}

/* --- what need not be looked for --- */

/* Else the number of the word of which it is the possessive, plus 1. */
static const uint32_t kind_plain = UINT32_MAX, kind_other = UINT32_MAX - 1;

/* "trump" of "trump's", "players" of "players'"; "" for anything else. Where such a one covers one word it is this one
 * (text/tokens.c); seldom it covers two, where its s is written in another way. */
static str owner_of(str form)
{
    str owner = form.len > 1 && form.data[form.len - 1] == 's' ? str_slice(form, 0, form.len - 1) : form;
    owner = owner.len > 1 && owner.data[owner.len - 1] == '\'' ? str_slice(owner, 0, owner.len - 1) : STR("");
    return is_plain(owner) ? owner : STR("");
}

static quoth_status find_kind(quoth_archive *archive, arena *a, uint32_t word, uint32_t *out, quoth_error *err)
{
    str form;
    TRY(catalogue_word_form(archive->catalogue, a, word, &form, err));
    str owner = owner_of(form);
    *out = is_plain(form) ? kind_plain : kind_other;
    if (owner.len == 0)
        return QUOTH_OK;
    quoth_status status = catalogue_word_number(archive->catalogue, owner, out, err);
    *out = status == QUOTH_OK ? *out + 1 : kind_other;
    return status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
}

/* Rarer words are not worth looking up. */
static quoth_status kind_of(quoth_archive *archive, arena *a, uint32_t word, uint32_t *out, quoth_error *err)
{
    *out = kind_other;
    if (word >= WORD_KINDS)
        return QUOTH_OK;
    if (archive->word_kinds_generation != archive->generation)
        memset(archive->word_kinds, 0, sizeof archive->word_kinds);
    archive->word_kinds_generation = archive->generation;
    uint32_t *known = &archive->word_kinds[word];
    if (*known == 0)
        TRY(find_kind(archive, a, word, known, err));
    *out = *known;
    return QUOTH_OK;
}

static bool has_form(const leaf_forms *f, uint32_t word)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->words[i] == word)
            return true;
    return false;
}

quoth_status word_list_sort_forms(quoth_archive *archive, arena *a, leaf_forms *f, quoth_error *err)
{
    uint32_t *sorted = arena_alloc(a, 3 * f->count * sizeof *sorted), *others = sorted + f->count, *spared = others + f->count;
    size_t plain = 0, other = 0, spare = 0;
    for (size_t i = 0; i < f->count; i++) {
        uint32_t kind;
        TRY(kind_of(archive, a, f->words[i], &kind, err));
        if (kind == kind_plain)
            sorted[plain++] = f->words[i];
        else if (kind != kind_other && has_form(f, kind - 1))
            spared[spare++] = f->words[i];
        else
            others[other++] = f->words[i];
    }
    memcpy(sorted + plain, others, other * sizeof *sorted);
    memmove(sorted + plain + other, spared, spare * sizeof *sorted);
    f->words = sorted;
    f->plain = plain;
    f->spared = spare;
    return QUOTH_OK;
}
