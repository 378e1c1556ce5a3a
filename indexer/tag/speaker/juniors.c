/* juniors.c - in which families does an article tell the son, "Brandt Jr.", from the father, "Brandt"? */
#include "indexer/tag/speaker/juniors.h"

#include "indexer/tag/speaker/finder.h"

enum { GIVEN_NAMES = 8 /* full names with "Jr." that are looked for without it */ };

/* The first name and the surname of somebody called Jr. */
typedef struct full_name {
    uint32_t given, surname; /* keys */
    uint32_t piece;          /* where "Jr." stands first */
} full_name;

bool is_junior(const scan *s, const piece *p)
{
    return p->end - p->start == 2 && (word_is(s, p, "Jr") || word_is(s, p, "Sr"));
}

bool has_juniors(const people *p, uint32_t surname_key)
{
    for (uint32_t i = 0; i < p->junior_count; i++)
        if (p->juniors[i] == surname_key)
            return true;
    return false;
}

static void tell_apart(people *out, uint32_t surname_key)
{
    if (out->junior_count < MOST_JUNIORS && !has_juniors(out, surname_key))
        out->juniors[out->junior_count++] = surname_key;
}

/* The key of the first name before a surname, past an initial: "John" in "John F. Brandt"; 0 where there is none. */
static uint32_t given_before(const scan *s, const piece *surname)
{
    const piece *p = surname - 1;
    while (p->kind == PIECE_PERIOD && p[-1].kind == PIECE_WORD && p[-1].end - p[-1].start == 1)
        p -= 2;
    bool beside = is_capital(p) && p->sentence == surname->sentence && p->quote == surname->quote && !has(p, GRAMMAR);
    return beside && !has(p, NAME_HONORIFIC | NAME_ROLE) && !is_junior(s, p) ? p->key : 0;
}

static bool is_among(const full_name *names, uint32_t count, full_name one)
{
    for (uint32_t i = 0; i < count; i++)
        if (names[i].given == one.given && names[i].surname == one.surname)
            return true;
    return false;
}

void find_juniors(const scan *s, people *out)
{
    full_name names[GIVEN_NAMES];
    const uint32_t junior = piece_key("jr"), senior = piece_key("sr");
    uint32_t count = 0;
    for (uint32_t i = 1; i < s->count; i++) {
        const piece *p = &s->pieces[i] - 1;
        if ((p[1].key != junior && p[1].key != senior) || !is_junior(s, p + 1) || !is_capital(p) || p->sentence != p[1].sentence)
            continue;
        full_name one = {given_before(s, p), p->key, i};
        if (!one.given)
            tell_apart(out, one.surname);
        else if (count < GIVEN_NAMES && !is_among(names, count, one))
            names[count++] = one;
    }
    for (uint32_t i = 0; count && i < names[count - 1].piece; i++) {
        const piece *p = &s->pieces[i];
        for (uint32_t k = 0; k < count; k++)
            if (i < names[k].piece && p->key == names[k].surname && is_capital(p) && !is_junior(s, p + 1) &&
                !(p[1].kind == PIECE_COMMA && is_junior(s, p + 2)) && given_before(s, p) == names[k].given)
                tell_apart(out, p->key);
    }
}
