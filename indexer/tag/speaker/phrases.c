/* phrases.c - which small words and turns of phrase mean something to all of the tagger? */
#include "indexer/tag/speaker/phrases.h"

static bool is_one_of(const scan *s, const piece *p, const char *const *words, size_t count)
{
    str text = piece_text(s, p);
    for (size_t i = 0; p->kind == PIECE_WORD && i < count; i++)
        if (str_equal(text, str_from(words[i])))
            return true;
    return false;
}

bool is_according(const scan *s, const piece *p)
{
    static const char *const here[] = {"according", "According"};
    static const char *const elsewhere[] = {"Volgens", "Laut", "Selon", "Según", "Secondo", "Segundo", "Enligt", "Ifølge"};
    if (p->end - p->start == 9 && is_one_of(s, p, here, sizeof here / sizeof *here))
        return true;
    return p->flags & PIECE_SENTENCE_START && is_one_of(s, p, elsewhere, sizeof elsewhere / sizeof *elsewhere);
}

bool is_small_word_elsewhere(const scan *s, const piece *p)
{
    static const char *const words[] = {"El",  "Los", "Las", "Il",  "Elle", "Ella", "Der",
                                        "Die", "Das", "Het", "Det", "Os",   "As",   "O"};
    return p->end - p->start <= 4 && is_one_of(s, p, words, sizeof words / sizeof *words);
}

bool is_particle(const scan *s, const piece *p)
{
    static const char *const words[] = {"de", "la", "van", "von", "der", "den", "bin", "ibn", "al",
                                        "el", "du", "da",  "dos", "di",  "ben", "le",  "y",   "abu"};
    return p->end - p->start <= 3 && is_one_of(s, p, words, sizeof words / sizeof *words);
}
