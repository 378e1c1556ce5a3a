/* nouns.c - which noun phrases and pronouns may speak? */
#include "indexer/tag/speaker/nouns.h"

static bool is_noun_modifier(const piece *p)
{
    if (p->kind == PIECE_NUMBER)
        return true;
    if (!is_word(p) || p->bits & (WORD_PREPOSITION | WORD_CONJUNCTION | WORD_SUBORDINATOR | WORD_AUXILIARY | WORD_MODAL |
                                  WORD_SUBJECT | WORD_OBJECT | WORD_ADVERB | WORD_RELATIVE | WORD_NEGATION))
        return false;
    if (p->bits & WORD_SAY && p->form == FORM_BASE)
        return false; /* "…, say Thai officials" */
    if (is_capital(p) && !p->lemma && !(p->flags & PIECE_SENTENCE_START) && p->bits & WORD_VERB)
        return true; /* "the Reagan-appointed judge" */
    return !(p->bits & (WORD_CUE | WORD_VERB)) || p->form == FORM_BASE || p->form == FORM_ING || p->form == FORM_NOUN ||
           p->bits & (NAME_ROLE | NAME_BODY | WORD_MEDIUM);
}

/* "agents harassed witnesses", "the Budget Office jolted lawmakers": a verb that the word book lacks, behind who does it. */
static bool is_unknown_verb(const scan *s, const piece *p)
{
    str word = piece_text(s, p);
    return is_word(p) && !p->bits && !(p->flags & PIECE_CAPITAL) && word.len > 4 && str_ends_with(word, STR("ed")) &&
           str_find(word, STR("-")) == SIZE_MAX && p[-1].sentence == p->sentence &&
           (has(p - 1, WORD_PLURAL) || (is_capital(p - 1) && has(p - 1, NAME_BODY)));
}

/* Where the name begins that ends at `last`: "Gov. Ann Lee" in "Gov. Ann Lee's office". */
static uint32_t owner_start(const finder *f, uint32_t last)
{
    size_t count = f->out->mentions.count;
    const mention *m = count ? &f->out->mentions.items[count - 1] : NULL;
    return m && m->figure && m->last == last ? m->first : last;
}

static uint32_t noun_phrase_start(const finder *f, uint32_t head)
{
    const piece *pieces = f->s->pieces;
    uint32_t i = head;
    while (i > 0 && head - i < NOUN_REACH && pieces[i - 1].sentence == pieces[head].sentence &&
           !(pieces[i].flags & PIECE_PARAGRAPH_START)) {
        const piece *p = &pieces[i - 1];
        if (has(p, WORD_DETERMINER | WORD_POSSESSIVE))
            return i - 1;
        if (p->kind == PIECE_CLITIC && p->key == 's' && i >= 2) {
            i = owner_start(f, i - 2);
            continue;
        }
        bool plural_possessive = p->mark >= MARK_SINGLE_OPEN && !p->quote && i >= 2 && p->start == p[-1].end;
        if ((!is_noun_modifier(p) && !plural_possessive) || is_unknown_verb(f->s, p))
            break;
        i--;
    }
    return i;
}

void take_pronoun(finder *f, uint32_t i)
{
    const piece *p = &f->s->pieces[i];
    mention *m = add_mention(f, p->bits & WORD_RELATIVE ? WHO_RELATIVE : WHO_PRONOUN, i, i, i);
    m->gender = (uint8_t)gender_of(p->bits & (WORD_MAN | WORD_WOMAN));
}

/* A pronoun of another language. */
static gender foreign_pronoun(const scan *s, const piece *p)
{
    static const char *const men[] = {"er", "él", "ele", "lui", "hij", "han"};
    static const char *const women[] = {"sie", "ella", "ela", "lei", "zij", "hon", "hun"};
    if (p->end - p->start > 4 || !is_word(p - 1) || p[-1].sentence != p->sentence)
        return GENDER_UNKNOWN;
    for (size_t i = 0; i < sizeof men / sizeof *men; i++)
        if (word_is(s, p, men[i]))
            return GENDER_MAN;
    for (size_t i = 0; i < sizeof women / sizeof *women; i++)
        if (word_is(s, p, women[i]))
            return GENDER_WOMAN;
    return GENDER_UNKNOWN;
}

bool take_foreign_pronoun(finder *f, uint32_t i)
{
    gender sex = foreign_pronoun(f->s, &f->s->pieces[(int32_t)i]);
    if (sex == GENDER_UNKNOWN)
        return false;
    add_mention(f, WHO_PRONOUN, i, i, i)->gender = (uint8_t)sex;
    return true;
}

static who type_of_noun(uint32_t bits)
{
    if (bits & WORD_PLURAL)
        return WHO_PLURAL;
    if (bits & NAME_ROLE)
        return WHO_ROLE;
    return bits & WORD_MEDIUM ? WHO_MEDIUM : WHO_BODY;
}

static uint32_t plural_bits(const finder *f, const piece *p)
{
    if (p->bits || f->s->text.data[p->end - 1] != 's' || p->end - p->start < 5)
        return 0;
    uint64_t key = WORDBOOK_KEY_START;
    for (uint32_t i = p->start; i + 1 < p->end; i++)
        key = wordbook_key_add(key, (unsigned char)f->s->text.data[i]);
    return wordbook_find(wordbook(), key)->bits & NAME_ROLE ? WORD_PLURAL : 0;
}

/* "the seismologist said": whatever noun it is, it speaks. */
static void take_any_noun(finder *f, uint32_t i)
{
    const piece *p = &f->s->pieces[i];
    uint32_t first = noun_phrase_start(f, i);
    bool share = p->key == piece_key("percent") && p[-1].kind == PIECE_NUMBER && p[-1].sentence == p->sentence; /* "18 percent" */
    if (!share && (first == i || !has(&f->s->pieces[first], WORD_DETERMINER | WORD_POSSESSIVE)))
        return;
    drop_mentions_from(f, first);
    add_mention(f, WHO_OTHER, first, i, i);
}

/* "current" in "according to current and former officials" */
static bool is_of_time_or_rank(const scan *s, const piece *p)
{
    static const char *const words[] = {"current", "former", "present", "past",    "active", "retired",
                                        "senior",  "junior", "local",   "federal", "public", "private"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(s, p, words[i]))
            return true;
    return false;
}

/* Does nothing but an article stand between this word and an "according to" of whatever language, and no noun behind it? */
static bool is_accorded(const finder *f, uint32_t i)
{
    const piece *p = &f->s->pieces[i];
    if (!f->accorded || i - f->accorded > NOUN_REACH || f->s->pieces[f->accorded].sentence != p->sentence || p->bits & GRAMMAR)
        return false;
    size_t count = f->out->mentions.count;
    if (count && f->out->mentions.items[count - 1].last >= f->accorded)
        return false;
    if (word_is(f->s, p + 1, "and") && is_of_time_or_rank(f->s, p))
        return false;
    if (word_is(f->s, &f->s->pieces[f->accorded], "to"))
        return !(is_word(p + 1) && !has(p + 1, GRAMMAR | WORD_CUE | WORD_VERB)) && p[1].kind != PIECE_CLITIC;
    if (is_capital(p + 1) && !(p->flags & PIECE_CAPITAL))
        return false; /* "Ifølge rektor Ann Lee" */
    return i == f->accorded + (f->s->pieces[f->accorded].end - f->s->pieces[f->accorded].start <= 3);
}

/* "some weary Democrats": the noun comes later. */
static bool goes_on(const piece *p)
{
    return is_word(p + 1) && p[1].sentence == p->sentence &&
           (is_capital(p + 1) || (p[1].bits & (NAME_ROLE | WORD_PLURAL) && !(p[1].bits & GRAMMAR)));
}

/* "drolly", but not "ally" or "family" */
static bool is_manner(const scan *s, const piece *p)
{
    return p->end - p->start > 5 && str_ends_with(piece_text(s, p), STR("ly"));
}

void take_noun(finder *f, uint32_t i)
{
    const piece *p = &f->s->pieces[i], *next = p + 1;
    uint32_t bits = p->bits & (NAME_ROLE | NAME_BODY | WORD_PLURAL | WORD_MEDIUM);
    if (!bits)
        bits = plural_bits(f, p);
    if (!bits && !(p->bits & GRAMMAR) && !p->lemma && !is_manner(f->s, p) && has(next, WORD_SAY) &&
        (next->form == FORM_PAST || next->form == FORM_S) && !(p->flags & PIECE_CAPITAL)) {
        take_any_noun(f, i);
        return;
    }
    if (!bits && is_accorded(f, i)) {
        add_mention(f, WHO_OTHER, word_is(f->s, &f->s->pieces[f->accorded], "to") ? f->accorded + 1 : i, i, i);
        return;
    }
    bool start = p->flags & PIECE_SENTENCE_START || (p[-1].kind == PIECE_MARK && p->quote) || p[-1].kind == PIECE_COLON;
    if (!bits || (p->flags & PIECE_CAPITAL && !start))
        return;
    bool compound = is_word(next) && !(next->flags & PIECE_CAPITAL) &&
                    next->bits & (NAME_ROLE | NAME_BODY | WORD_PLURAL | WORD_MEDIUM) && !(next->bits & (WORD_CUE | WORD_VERB)) &&
                    next->sentence == p->sentence;
    if (compound)
        return;
    if (bits & WORD_PLURAL && p->bits & WORD_DETERMINER && is_word(next) && next->sentence == p->sentence &&
        !has(next, GRAMMAR | WORD_CUE | WORD_VERB)) {
        if (!(next->flags & PIECE_CAPITAL || next->bits & (NAME_ROLE | WORD_PLURAL | NAME_BODY)) && !goes_on(next))
            add_mention(f, WHO_PLURAL, i, i + 1, i + 1); /* "some electors" */
        return;
    }
    uint32_t first = noun_phrase_start(f, i);
    bool determined = first < i;
    if (!determined && !(bits & WORD_PLURAL) && p->bits & (WORD_CUE | WORD_VERB))
        return;
    uint32_t owner = 0;
    while (f->out->mentions.count > 0 && f->out->mentions.items[f->out->mentions.count - 1].first >= first) {
        const mention *dropped = &f->out->mentions.items[--f->out->mentions.count]; /* "Trump" in "the Trump campaign" */
        owner = dropped->possessive ? dropped->figure : 0;
    }
    mention *m = add_mention(f, type_of_noun(bits), first, i, i);
    m->owner = owner;
    m->gender = (uint8_t)gender_of(p->bits & (WORD_MAN | WORD_WOMAN));
}
