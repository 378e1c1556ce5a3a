/* unsaid.c - when does a word of saying bring no speech? */
#include "indexer/tag/speaker/unsaid.h"

#include "indexer/tag/speaker/phrases.h"

enum { REACH = 12, CIRCUMSTANCE = 12 /* pieces */ };

static bool is_one_of(const reading *r, uint32_t i, const char *const *words, size_t count)
{
    return piece_is_any(&r->s, at(r, i), words, count);
}

static bool word_is(const reading *r, uint32_t i, const char *word)
{
    return is_one_of(r, i, &word, 1);
}

/* ---- the cue ---- */

/* "would argue", "has never said", "to say": said by nobody, or not yet. */
static bool is_denied(const reading *r, uint32_t cue)
{
    for (uint32_t i = cue_group_start(r, cue); i < cue; i++) {
        const piece *p = at(r, i);
        if (p->kind == PIECE_WORD && p->bits & (WORD_MODAL | WORD_NEGATION))
            return true;
    }
    /* "let's say", "let us say" */
    return at(r, cue)->form == FORM_BASE && str_equal_ascii_nocase(piece_text(&r->s, at(r, cue - 2)), STR("let"));
}

/* "was confirmed on Tuesday", "was asked to leave": done to the subject, not said by it. */
static bool is_passive(const reading *r, uint32_t cue)
{
    static const char *const forms[] = {"was", "were", "been", "is", "are", "be", "being"};
    static const char *const spoken_to[] = {"asked", "told", "urged", "warned", "quoted", "called"};
    const piece *c = at(r, cue);
    if ((c->bits & WORD_SAY && !is_one_of(r, cue, spoken_to, sizeof spoken_to / sizeof *spoken_to)) ||
        (c->form != FORM_PAST && c->form != FORM_PARTICIPLE))
        return false;
    bool passive = false;
    for (uint32_t i = cue_group_start(r, cue); i < cue; i++)
        passive |= is_one_of(r, i, forms, sizeof forms / sizeof *forms);
    for (uint32_t i = cue + 1; passive && i < cue + REACH && i < r->s.count && at(r, i)->sentence == c->sentence; i++)
        if (word_is(r, i, "by"))
            return false;
    return passive;
}

/* "it is hard to claim", "it is fair to say", "suffice it to say": nobody in particular. */
static bool is_impersonal(const reading *r, uint32_t cue)
{
    static const char *const words[] = {"hard",       "harder",     "difficult", "easy",       "easier",   "fair",   "unfair",
                                        "safe",       "important",  "possible",  "impossible", "tempting", "wrong",  "right",
                                        "reasonable", "premature",  "necessary", "tough",      "better",   "enough", "useful",
                                        "needless",   "sufficient", "foolish",   "silly",      "absurd",   "it",     "common"};
    uint32_t to = cue_group_start(r, cue);
    if (at(r, cue)->form != FORM_BASE || !word_is(r, to, "to"))
        return false;
    for (uint32_t i = to; i-- > 0 && to - i <= REACH && at(r, i)->sentence == at(r, cue)->sentence;) {
        if (is_one_of(r, i, words, sizeof words / sizeof *words))
            return true;
        if (at(r, i)->kind != PIECE_COMMA && i + 1 == to)
            return false; /* but "It is hard, in the middle of a pause, to claim" */
    }
    return false;
}

/* "an organization called the Harbour Friends" */
static bool is_naming(const reading *r, uint32_t cue)
{
    uint32_t n = r->mentions_before[cue];
    const mention *m = n ? &r->p->mentions.items[n - 1] : NULL;
    if (!word_is(r, cue, "called") || !m || m->last + 1 != cue || m->type != WHO_BODY || m->figure)
        return false;
    const piece *next = at(r, cue + 1) + word_is(r, cue + 1, "the");
    return (word_is(r, m->first, "a") || word_is(r, m->first, "an")) && next->kind == PIECE_WORD && next->flags & PIECE_CAPITAL;
}

bool says_nothing(const reading *r, uint32_t cue)
{
    return is_denied(r, cue) || is_passive(r, cue) || is_impersonal(r, cue) || is_naming(r, cue);
}

/* ---- what it brings ---- */

/* "said | on Tuesday", "said | after the vote": when and where it was said, not what. */
static bool is_circumstance(const reading *r, const attribution *t)
{
    static const char *const words[] = {"on",    "in",   "at",   "after", "during", "before",
                                        "since", "from", "with", "by",    "late",   "early"};
    const piece *p = at(r, t->first);
    bool begins = p->kind == PIECE_WORD && p->bits & WORD_TIME;
    begins |= is_one_of(r, t->first, words, sizeof words / sizeof *words);
    for (uint32_t i = t->first; begins && i <= t->last; i++)
        if (is_finite_verb(at(r, i)) || at(r, i)->kind == PIECE_COMMA || i > t->first + CIRCUMSTANCE)
            return false;
    return begins;
}

/* "spoke to | a hundred people" */
static bool is_audience(const reading *r, const attribution *t)
{
    static const char *const speeches[] = {"spoke", "speaks", "speak", "speaking", "spoken", "talked", "talks", "talking"};
    static const char *const to[] = {"to", "with", "for", "at"};
    return t->first == t->cue + 2 && is_one_of(r, t->cue, speeches, sizeof speeches / sizeof *speeches) &&
           is_one_of(r, t->cue + 1, to, sizeof to / sizeof *to);
}

/* "said | soon after she was elected" */
static bool is_moment(const reading *r, const attribution *t)
{
    static const char *const soon[] = {"soon", "shortly", "moments", "hours", "days", "weeks"};
    return at(r, t->cue)->bits & WORD_SAY && t->first == t->cue + 1 && word_is(r, t->first + 1, "after") &&
           is_one_of(r, t->first, soon, sizeof soon / sizeof *soon);
}

/* "discussed | the budget", "referring to | electric cars" */
static bool is_topic(const reading *r, const attribution *t)
{
    static const char *const words[] = {"discuss",    "discusses", "discussed", "discussing", "refer",     "refers",
                                        "referred",   "referring", "mention",   "mentions",   "mentioned", "mentioning",
                                        "talk",       "talks",     "talked",    "talking",    "speak",     "speaks",
                                        "spoke",      "spoken",    "speaking",  "address",    "addresses", "addressed",
                                        "addressing", "explain",   "explains",  "announces"};
    static const char *const clauses[] = {"that", "how", "whether", "why", "what", "if", "to", "who", "when", "where"};
    if (t->where != SIDE_RIGHT || at(r, t->first)->quote || !is_one_of(r, t->cue, words, sizeof words / sizeof *words) ||
        is_one_of(r, t->first, clauses, sizeof clauses / sizeof *clauses))
        return false;
    for (uint32_t i = t->first; i <= t->last && i < t->first + 2 * REACH; i++)
        if (is_finite_verb(at(r, i)) || at(r, i)->quote)
            return false;
    return true;
}

bool is_no_content(const reading *r, const attribution *t)
{
    return is_circumstance(r, t) || is_audience(r, t) || is_moment(r, t) || is_topic(r, t);
}
