/* naming.c - what is somebody called whom a noun phrase means? */
#include "gazetteer/gazetteer.h"
#include "indexer/tag/speaker/finder.h"
#include "text/fold.h"

enum { COMPLEMENT = 3 /* words after "of" that still belong to a body's name */ };

/* "Republicans" are written so anywhere. */
static bool is_always_capital(const scan *s, const piece *p)
{
    static const char *const words[] = {"Republican",   "Republicans", "Democrat",     "Democrats",    "Democratic",
                                        "Americans",    "Israelis",    "Russians",     "Palestinians", "Iranians",
                                        "Christians",   "Muslims",     "Jews",         "Catholics",    "Evangelicals",
                                        "Libertarians", "Tories",      "Conservatives"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(s, p, words[i]))
            return true;
    return p->bits & NAME_NATIONALITY;
}

static bool is_office(const piece *p)
{
    return is_capital(p) && p->bits & (NAME_ROLE | NAME_HONORIFIC) && !(p->flags & PIECE_ALL_CAPITALS && p->end - p->start < 4);
}

/* A small word that has its capital from the beginning of the sentence: no name that anybody knows. */
static bool is_raised(arena *a, const scan *s, const piece *p)
{
    place_id id;
    bool name = p->bits & NAME_GIVEN || p->flags & PIECE_ALL_CAPITALS || p[1].kind == PIECE_CLITIC || is_capital(p + 1);
    return is_capital(p) && p->flags & PIECE_SENTENCE_START && !name &&
           (p->bits || !gazetteer_named(fold(a, piece_text(s, p)), &id, 1));
}

/* Offices and the first word of a sentence become small: "the Foreign Minister", "PRIME MINISTER:", "Police". */
static str text_of(arena *a, const scan *s, uint32_t first, uint32_t last)
{
    str text = str_slice(s->text, s->pieces[first].start, s->pieces[last].end);
    char *out = arena_alloc(a, text.len + 1);
    memcpy(out, text.data, text.len);
    for (uint32_t i = first; i <= last; i++) {
        const piece *p = &s->pieces[i];
        if (is_always_capital(s, p) || (!is_office(p) && !is_raised(a, s, p)))
            continue;
        for (uint32_t k = p->start - s->pieces[first].start; k < p->end - s->pieces[first].start; k++)
            out[k] = (char)(out[k] >= 'A' && out[k] <= 'Z' ? out[k] + 32 : out[k]);
    }
    return one_line(a, (str){out, text.len});
}

/* The piece behind "Norway's" in "Norway's research institute", or `first`: a country owns more than is told by its name. */
static uint32_t past_place(arena *a, const scan *s, uint32_t first, uint32_t core)
{
    place_id id;
    for (uint32_t i = first + 1; i < core; i++)
        if (s->pieces[i].kind == PIECE_CLITIC && s->pieces[i].key == 's' && s->pieces[first].flags & PIECE_CAPITAL) {
            str name = fold(a, str_slice(s->text, s->pieces[first].start, s->pieces[i - 1].end));
            return gazetteer_named(name, &id, 1) ? i + 1 : first;
        }
    return first;
}

/* The last piece of "chamber of engineers" when `last` is the chamber. */
static uint32_t complement_end(const scan *s, uint32_t last)
{
    const piece *p = &s->pieces[last];
    uint32_t end = last;
    if (!word_is(s, p + 1, "of") || p[1].sentence != p->sentence)
        return last;
    for (uint32_t i = last + 2; i < last + 2 + COMPLEMENT && is_word(&s->pieces[i]) && s->pieces[i].sentence == p->sentence;
         i++) {
        if (has(&s->pieces[i], GRAMMAR | WORD_CUE | WORD_VERB | WORD_TIME))
            break;
        end = i;
    }
    return end;
}

/* Whether a word before an office tells which one it is: "Israeli defence", and "Prime" where offices are written so. */
static bool qualifies(const piece *p, const piece *noun)
{
    if (p->kind != PIECE_WORD || p->sentence != noun->sentence || p->quote != noun->quote || has(p, WORD_CUE))
        return false;
    if (has(p, NAME_ROLE | NAME_NATIONALITY | NAME_BODY))
        return true;
    bool fits = !is_capital(p) || (is_capital(noun) && !(p->flags & PIECE_SENTENCE_START));
    return fits && !has(p, GRAMMAR | WORD_VERB | WORD_TIME);
}

/* "of customs" belongs to the head of customs, "of State" to the secretary; a name that follows begins with this key. */
static uint32_t office_end(const scan *s, uint32_t noun, uint32_t name_key)
{
    const piece *p = &s->pieces[noun];
    uint32_t end = noun;
    if (!word_is(s, p + 1, "of") || p[1].sentence != p->sentence)
        return noun;
    for (uint32_t i = noun + 2; i < noun + 2 + COMPLEMENT && is_word(&s->pieces[i]); i++) {
        const piece *q = &s->pieces[i];
        if (q->sentence != p->sentence || q->key == name_key || is_capital(q) != is_capital(p + 2) ||
            (!is_capital(q) && has(q, GRAMMAR | WORD_CUE | WORD_VERB | WORD_TIME)))
            break;
        end = i;
    }
    return end;
}

str office_text(arena *a, const scan *s, uint32_t noun, uint32_t name_key)
{
    uint32_t first = noun;
    while (first > 0 && noun - first < NOUN_REACH && qualifies(&s->pieces[first - 1], &s->pieces[noun]))
        first--;
    return text_of(a, s, first, office_end(s, noun, name_key));
}

/* "Ann Lee's office" for "Ms Lee's office". */
static str owned_name(arena *a, const scan *s, const people *p, const mention *m)
{
    uint32_t i = m->core;
    while (i > m->first && s->pieces[i].kind != PIECE_CLITIC)
        i--;
    if (s->pieces[i].kind != PIECE_CLITIC)
        return STR("");
    str owner = p->figures.items[m->owner - 1].name, rest = str_slice(s->text, s->pieces[i].start, s->pieces[m->last].end);
    char *out = arena_alloc(a, owner.len + rest.len + 1);
    memcpy(out, owner.data, owner.len);
    memcpy(out + owner.len, rest.data, rest.len);
    return one_line(a, (str){out, owner.len + rest.len});
}

/* "Ann Lee and Tom Reed", in the order of the text. */
static str joint_name(arena *a, const people *p, const mention *m)
{
    const mention *other = &p->mentions.items[m->with - 1];
    if (other->first < m->first) {
        const mention *swap = m;
        m = other;
        other = swap;
    }
    str first = p->figures.items[m->figure - 1].name, second = p->figures.items[other->figure - 1].name;
    return arena_printf(a, "%.*s and %.*s", STR_ARG(first), STR_ARG(second));
}

/* "Forty-nine percent": the number is in words. */
static bool is_number_of_percent(const piece *before, const piece *noun)
{
    static const char *const articles[] = {"the", "some", "a", "about", "that", "this", "what"};
    if (noun->key != piece_key("percent") || before->kind != PIECE_WORD || before->sentence != noun->sentence)
        return false;
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (before->key == piece_key(articles[i]))
            return false;
    return true;
}

str mention_name(arena *a, const scan *s, const people *p, const mention *m)
{
    if (m->meant)
        m = &p->mentions.items[m->meant - 1];
    if (m->with)
        return joint_name(a, p, m);
    if (m->figure)
        return p->figures.items[m->figure - 1].name;
    if (m->type == WHO_PRONOUN || m->type == WHO_RELATIVE)
        return STR("");
    const figure *owner = m->owner ? &p->figures.items[m->owner - 1] : NULL;
    if (owner && owner->type == WHO_PERSON && !owner->place) {
        str owned = owned_name(a, s, p, m);
        if (owned.len)
            return owned;
    }
    uint32_t first = m->first;
    while (first < m->core && s->pieces[first].bits & (WORD_DETERMINER | WORD_POSSESSIVE))
        first++;
    first += first < m->core && str_ends_with(piece_text(s, &s->pieces[first]), STR("-based")); /* "the Tarn-based firm" */
    if (first > 0 && first == m->core &&
        (s->pieces[first - 1].kind == PIECE_NUMBER || is_number_of_percent(&s->pieces[first - 1], &s->pieces[first])))
        first--; /* "18 percent" */
    first = past_place(a, s, first, m->core);
    return text_of(a, s, first, m->type == WHO_BODY ? complement_end(s, m->last) : m->last);
}
