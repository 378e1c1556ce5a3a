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
