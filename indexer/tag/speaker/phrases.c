/* phrases.c - which small words and turns of phrase mean something to all of the tagger? */
#include "indexer/tag/speaker/phrases.h"

#include "text/words.h"

enum { DATELINE = 16 /* pieces of the longest */ };

bool piece_is_any(const scan *s, const piece *p, const char *const *words, size_t count)
{
    return p->kind == PIECE_WORD && word_is_any(piece_text(s, p), words, count);
}

bool is_according_word(const scan *s, const piece *p)
{
    static const char *const here[] = {"according", "According"};
    static const char *const elsewhere[] = {"Volgens", "Laut", "Selon", "Según", "Secondo", "Segundo", "Enligt", "Ifølge"};
    if (p->end - p->start == 9 && piece_is_any(s, p, here, sizeof here / sizeof *here))
        return true;
    return p->end - p->start >= 4 && p->flags & PIECE_SENTENCE_START &&
           piece_is_any(s, p, elsewhere, sizeof elsewhere / sizeof *elsewhere);
}

bool is_small_word_elsewhere(const scan *s, const piece *p)
{
    static const char *const words[] = {"El",  "Los", "Las", "Il",  "Elle", "Ella", "Der",
                                        "Die", "Das", "Het", "Det", "Os",   "As",   "O"};
    return p->end - p->start <= 4 && piece_is_any(s, p, words, sizeof words / sizeof *words);
}

bool is_particle(const scan *s, const piece *p)
{
    static const char *const words[] = {"de", "la", "van", "von", "der", "den", "bin", "ibn", "al",
                                        "el", "du", "da",  "dos", "di",  "ben", "le",  "y",   "abu"};
    return p->end - p->start <= 3 && piece_is_any(s, p, words, sizeof words / sizeof *words);
}

static bool may_be_in_dateline(const piece *p)
{
    if (p->kind == PIECE_WORD)
        return p->flags & PIECE_CAPITAL;
    return p->kind == PIECE_NUMBER || p->kind == PIECE_COMMA || p->kind == PIECE_PERIOD || p->kind == PIECE_OPEN ||
           p->kind == PIECE_CLOSE || p->kind == PIECE_OTHER;
}

uint32_t past_dateline(const scan *s, uint32_t first)
{
    const piece *p = &s->pieces[first];
    if (!(p->flags & PIECE_PARAGRAPH_START) || !(p->flags & PIECE_ALL_CAPITALS) || p->bits & NAME_BODY)
        return first;
    for (uint32_t i = first + 1; i < first + DATELINE && i + 1 < s->count; i++) {
        const piece *dash = &s->pieces[i];
        bool begins =
            dash[1].flags & (PIECE_CAPITAL | PIECE_ALL_CAPITALS) || dash[1].kind == PIECE_MARK || dash[1].kind == PIECE_NUMBER;
        if (dash->kind == PIECE_DASH && dash[1].flags & PIECE_SPACE_BEFORE)
            return begins ? i + 1 : first;
        if (dash->flags & PIECE_PARAGRAPH_START || !may_be_in_dateline(dash))
            return first;
    }
    return first;
}

uint32_t modifier_key(const scan *s, const piece *noun)
{
    static const char *const everyday[] = {"former", "new", "old", "longtime", "retired", "current", "late", "top", "then"};
    const piece *p = noun - 1;
    bool tells = p->kind == PIECE_WORD && p->sentence == noun->sentence &&
                 !(p->bits & (WORD_DETERMINER | WORD_POSSESSIVE | WORD_PREPOSITION | WORD_CONJUNCTION | WORD_ADVERB | WORD_CUE |
                              WORD_VERB | WORD_TIME | NAME_GIVEN | NAME_SURNAME | NAME_NATIONALITY));
    return tells && !piece_is_any(s, p, everyday, sizeof everyday / sizeof *everyday) ? p->key : 0;
}

bool is_deputy(const scan *s, uint32_t noun)
{
    static const char *const words[] = {"vice", "deputy", "Vice", "Deputy", "assistant", "Assistant"};
    return noun > 0 && s->pieces[noun - 1].sentence == s->pieces[noun].sentence &&
           piece_is_any(s, &s->pieces[noun - 1], words, sizeof words / sizeof *words);
}

bool is_past_office(const scan *s, uint32_t noun)
{
    static const char *const words[] = {"former", "Former", "late", "ex", "Ex"};
    for (uint32_t i = noun; i-- > 0 && noun - i <= 3 && s->pieces[i].sentence == s->pieces[noun].sentence;)
        if (piece_is_any(s, &s->pieces[i], words, sizeof words / sizeof *words))
            return true;
    return false;
}

str one_line(arena *a, str text)
{
    if (!memchr(text.data, '\n', text.len))
        return text;
    char *out = arena_alloc(a, text.len);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool space = (unsigned char)text.data[i] <= ' ';
        if (!space || (len && out[len - 1] != ' '))
            out[len++] = space ? ' ' : text.data[i];
    }
    return (str){out, len};
}

bool is_heading(const piece *p)
{
    static const char *const words[] = {
        "note",    "update",   "updated", "watch",      "photo",  "photos", "video",   "related",    "exclusive", "breaking",
        "read",    "warning",  "editor",  "correction", "source", "by",     "date",    "subject",    "contact",   "location",
        "media",   "e",        "tel",     "phone",      "email",  "ends",   "topics",  "transcript", "story",     "more",
        "opinion", "analysis", "poll",    "report",     "facts",  "quiz",   "gallery", "pictures",   "listen",    "tagged"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (p->key == piece_key(words[k]))
            return true;
    return false;
}
