/* people.c - which words name a person or a body? */
#include "indexer/tag/speaker/people.h"

#include "indexer/tag/speaker/figures.h"
#include "indexer/tag/speaker/juniors.h"
#include "indexer/tag/speaker/links.h"
#include "indexer/tag/speaker/nouns.h"

mention *add_mention(finder *f, who type, uint32_t first, uint32_t last, uint32_t core)
{
    vec_push(f->a, &f->out->mentions, (mention){.first = first, .last = last, .core = core, .type = (uint8_t)type});
    mention *m = &f->out->mentions.items[f->out->mentions.count - 1];
    m->possessive = f->s->pieces[last + 1].kind == PIECE_CLITIC && f->s->pieces[last + 1].key == 's';
    return m;
}

void drop_mentions_from(finder *f, uint32_t piece_number)
{
    while (f->out->mentions.count > 0 && f->out->mentions.items[f->out->mentions.count - 1].last >= piece_number)
        f->out->mentions.count--;
}

/* ---- names ---- */

/* Lower-case titles before a name: "spokesman John Smith", "former prime minister Tony Blair". */
static uint32_t titles_before(const finder *f, uint32_t first, uint32_t *title)
{
    const piece *pieces = f->s->pieces;
    uint32_t i = first;
    while (i > 0 && first - i < NOUN_REACH && pieces[i - 1].sentence == pieces[first].sentence && is_word(&pieces[i - 1]) &&
           !(pieces[i - 1].flags & PIECE_CAPITAL) &&
           has(&pieces[i - 1], NAME_ROLE | NAME_HONORIFIC | NAME_NATIONALITY | NAME_BODY) &&
           !has(&pieces[i - 1], WORD_CUE | WORD_PREPOSITION)) {
        i--;
        if (*title == UINT32_MAX && has(&pieces[i], NAME_ROLE))
            *title = i;
    }
    return *title == UINT32_MAX ? first : i;
}

/* Where "the top Republican" begins that has its capital at `first`. */
static uint32_t determined_from(const finder *f, uint32_t first)
{
    static const char *const ranks[] = {"top", "ranking", "senior", "leading", "lone", "fellow", "veteran", "moderate"};
    const piece *p = &f->s->pieces[first];
    if (first > 1 && piece_is_any(f->s, p - 1, ranks, sizeof ranks / sizeof *ranks) &&
        has(p - 2, WORD_DETERMINER | WORD_POSSESSIVE))
        return first - 2;
    return first > 0 && has(p - 1, WORD_DETERMINER | WORD_POSSESSIVE) ? first - 1 : first;
}

static uint32_t take_titles_only(finder *f, const name_run *r)
{
    const piece *p = &f->s->pieces[r->last];
    bool plural = p->bits & WORD_PLURAL;
    bool role = p->bits & (NAME_ROLE | NAME_HONORIFIC);
    mention *m = add_mention(f, plural ? WHO_PLURAL : role ? WHO_ROLE : WHO_BODY, determined_from(f, r->first), r->last, r->last);
    m->gender = (uint8_t)gender_of(p->bits);
    return r->last + 1;
}

/* "Mr. King", but not "Mr. President" */
static bool is_mister(const finder *f, const name_run *r)
{
    static const char *const misters[] = {"Mr", "Mrs", "Ms"};
    static const char *const offices[] = {"President", "Speaker", "Chairman", "Secretary", "Justice", "Mayor", "Minister"};
    bool mister = false;
    for (size_t i = 0; i < sizeof misters / sizeof *misters; i++)
        mister |= r->first < r->last && word_is(f->s, &f->s->pieces[r->first], misters[i]);
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
        mister &= !word_is(f->s, &f->s->pieces[r->last], offices[i]);
    return mister;
}

/* "Singer says …", "Mr. King": the trade is a surname. */
static void take_trade_for_name(const finder *f, name_run *r)
{
    const piece *p = &f->s->pieces[r->last];
    bool mister = is_mister(f, r);
    if (!mister && (r->first != r->last || !bears_surname(f, p)))
        return;
    *r = (name_run){.first = r->first,
                    .last = r->last,
                    .core = r->last,
                    .title = UINT32_MAX,
                    .words = 1,
                    .any_bits = p->bits,
                    .strong_title = mister,
                    .title_bits = mister ? f->s->pieces[r->first].bits : 0};
}

/* "said", "says" */
static bool is_said(const piece *p)
{
    return has(p, WORD_SAY) && (p->form == FORM_PAST || p->form == FORM_S);
}

/* "the Ohio Republican" */
static bool is_member_of_party(const finder *f, const name_run *r)
{
    static const char *const parties[] = {"Democrat", "Republican", "Libertarian", "Independent", "Socialist", "Tory"};
    return has(&f->s->pieces[r->first] - 1, WORD_DETERMINER) &&
           piece_is_any(f->s, &f->s->pieces[r->last], parties, sizeof parties / sizeof *parties);
}

static uint32_t take_name(finder *f, uint32_t i)
{
    name_run r = read_name_run(f, i);
    if (r.core > r.last)
        take_trade_for_name(f, &r);
    if (r.core > r.last || is_member_of_party(f, &r))
        return take_titles_only(f, &r);
    const piece *core = &f->s->pieces[r.core];
    if (r.words == 1 && core->bits & WORD_PLURAL && !r.strong_title) {
        bool determined = r.first > 0 && has(core - 1, WORD_DETERMINER);
        add_mention(f, WHO_PLURAL, determined ? r.first - 1 : r.first, r.last, r.last);
        return r.last + 1;
    }
    uint32_t first = titles_before(f, r.first, &r.title);
    r.strong_title |= first < r.first;
    who type = type_of_name(f, &r);
    gender g = type == WHO_PERSON ? gender_of(r.title_bits & (WORD_MAN | WORD_WOMAN)) : GENDER_UNKNOWN;
    if (g == GENDER_UNKNOWN && type == WHO_PERSON && (r.words > 1 || !r.strong_title)) /* "Senator Warren" may be a woman */
        g = gender_of(core->bits & (NAME_GIVEN_MALE | NAME_GIVEN_FEMALE));
    uint32_t number = figure_of_name(f, &r, &type, g);
    drop_mentions_from(f, first);
    if (first > 0 && has(&f->s->pieces[first - 1], WORD_DETERMINER) && type != WHO_PERSON)
        first--;
    mention *m = add_mention(f, type, first, r.last, r.core);
    m->figure = number;
    m->gender = (uint8_t)g;
    m->title = r.strong_title || core->bits & NAME_GIVEN;
    figure *g_of = &f->out->figures.items[number - 1];
    g_of->sure |= r.strong_title || (m->title && !(g_of->place && r.words == 1)); /* "America" is a first name, too */
    g_of->speaks |= !m->possessive && (is_said(&f->s->pieces[r.last + 1]) || is_said(core - 1));
    if (r.title != UINT32_MAX && type == WHO_PERSON)
        add_office(f, r.title, number);
    return r.last + 1;
}

/* A surname alone that came before the full name did. */
static void join_early_surnames(finder *f)
{
    for (size_t i = 0; i < f->out->mentions.count; i++) {
        mention *m = &f->out->mentions.items[i];
        if (m->figure && f->out->figures.items[m->figure - 1].type == WHO_PERSON && m->type == WHO_BODY)
            m->type = WHO_PERSON;
    }
}

/* "R-Maine" */
static bool is_party_and_state(const scan *s, const piece *p)
{
    const char *word = s->text.data + p->start;
    return p->end - p->start > 3 && word[1] == '-' && (word[0] == 'R' || word[0] == 'D' || word[0] == 'I') && is_capital(p);
}

/* "won an Oscar", "in a Ford" */
static bool is_thing_of_name(const scan *s, const mention *m)
{
    const piece *before = &s->pieces[m->first] - 1;
    return m->type == WHO_PERSON && m->figure && m->first == m->last && (word_is(s, before, "an") || word_is(s, before, "a"));
}

/* "UPDATE: …", "Photos: …" */
static bool is_label_of_part(const scan *s, const mention *m)
{
    return s->pieces[m->last + 1].kind == PIECE_COLON && is_heading(&s->pieces[m->core]) && m->core == m->last;
}

/* "3:15 p.m. ET" */
static bool is_time_zone(const scan *s, const mention *m)
{
    static const char *const zones[] = {"ET", "EST", "EDT", "CT",  "CST", "CDT", "MT",
                                        "PT", "PST", "PDT", "GMT", "BST", "UTC", "CET"};
    const piece *p = &s->pieces[m->core];
    return m->first == m->last && p->flags & PIECE_ALL_CAPITALS && m->first > 0 &&
           (p[-1].kind == PIECE_NUMBER || p[-1].bits & WORD_ABBREVIATION) &&
           piece_is_any(s, p, zones, sizeof zones / sizeof *zones);
}

/* "KABUL, Nov 5 (Reuters) - "; and what follows a politician's name */
static void mute_datelines(finder *f)
{
    uint32_t behind = 0;
    for (size_t i = 0; i < f->out->mentions.count; i++) {
        mention *m = &f->out->mentions.items[i];
        if (f->s->pieces[m->first].flags & PIECE_PARAGRAPH_START)
            behind = past_dateline(f->s, m->first);
        m->mute = m->first < behind || is_party_and_state(f->s, &f->s->pieces[m->core]) || is_thing_of_name(f->s, m) ||
                  is_label_of_part(f->s, m) || is_time_zone(f->s, m);
    }
}

/* "the Reagan-appointed judge", "a Tarn-based firm": no name, though it begins with one. */
static bool is_participle_of_name(const scan *s, const piece *p)
{
    static const char *const tails[] = {"-appointed", "-nominated", "-based",      "-backed", "-led",
                                        "-owned",     "-born",      "-controlled", "-run"};
    if (p->flags & PIECE_PLAIN || !is_word(p + 1) || p[1].flags & PIECE_CAPITAL)
        return false;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (str_ends_with(piece_text(s, p), str_from(tails[i])))
            return true;
    return false;
}

/* Most words: silent ones, where none of the few things stands beside that make any noun speak (take_noun). */
static bool is_passed_by(const finder *f, uint32_t i)
{
    const piece *p = &f->s->pieces[i];
    return p->flags & PIECE_SILENT && !(p[1].bits & WORD_SAY) && !(f->accorded && i - f->accorded <= NOUN_REACH);
}

/* The piece to look at after the one at `i`. */
static uint32_t take_piece(finder *f, uint32_t i)
{
    const piece *p = &f->s->pieces[i];
    if (p->kind != PIECE_WORD)
        return i + 1;
    if (is_according(f->s, p)) {
        f->accorded = i + 1;
        return i + 1;
    }
    if (is_participle_of_name(f->s, p) || is_junior(f->s, p)) /* "Peter Brandt, Jr." */
        return i + 1;
    if (ends_cue_behind_marks(p) && take_foreign_pronoun(f, i))
        return i + 1;
    if ((begins_name(p) || is_known_surname(f, p)) && (is_capital(p + 1) || !is_small_word_elsewhere(f->s, p)))
        return take_name(f, i);
    if (p->bits & (WORD_SUBJECT | WORD_POSSESSIVE) && p->bits & (WORD_MAN | WORD_WOMAN) && !p->quote)
        learn_gender(f, i);
    if (p->bits & WORD_SUBJECT || word_is(f->s, p, "who"))
        take_pronoun(f, i);
    else
        take_noun(f, i);
    return i + 1;
}

void find_people(arena *a, const scan *s, people *out)
{
    finder f = {.a = a, .s = s, .out = out};
    out->mentions.count = 0;
    find_juniors(s, out);
    uint32_t linked = UINT32_MAX; /* last piece of the newest mention that was looked at with its neighbour */
    for (uint32_t i = 0; i < s->count;) {
        if (is_passed_by(&f, i)) {
            i++;
            continue;
        }
        i = take_piece(&f, i);
        size_t count = out->mentions.count;
        if (count && out->mentions.items[count - 1].last != linked) {
            link_newest(&f);
            linked = out->mentions.items[count - 1].last;
        }
    }
    mute_datelines(&f);
    join_early_surnames(&f);
}
