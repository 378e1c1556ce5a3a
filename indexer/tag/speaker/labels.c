/* labels.c - whose turn is it in a transcript? */
#include "indexer/tag/speaker/labels.h"

#include "indexer/tag/speaker/phrases.h"

enum { LABEL_WORDS = 6, FEWEST_LABELS = 2 };

typedef struct label {
    uint32_t first, last, colon; /* pieces */
    bool sure;                   /* in capitals, or Q and A */
    bool heading;                /* nobody's: it ends the turn before */
} label;

/* "THE FACTS:" */
static bool is_heading_at(const reading *r, uint32_t i)
{
    return is_heading(at(r, i)) || (at(r, i)->key == piece_key("the") && is_heading(at(r, i) + 1));
}

/* ", for the Treasury:" behind a name in capitals: the piece of the colon, or 0. */
static uint32_t past_addition(const reading *r, uint32_t comma)
{
    for (uint32_t i = comma + 1; i <= comma + LABEL_WORDS && i < r->s.count && !(at(r, i)->flags & PIECE_PARAGRAPH_START); i++)
        if (at(r, i)->kind == PIECE_COLON)
            return i;
        else if (at(r, i)->kind != PIECE_WORD)
            return 0;
    return 0;
}

static bool read_label(const reading *r, uint32_t i, label *out)
{
    *out = (label){.first = i, .sure = true};
    if (at(r, i)->kind != PIECE_WORD || !(at(r, i)->flags & PIECE_CAPITAL))
        return false;
    bool one_letter = at(r, i)->end - at(r, i)->start == 1;
    for (uint32_t n = 0; n < LABEL_WORDS && i < r->s.count; n++, i++) {
        const piece *p = at(r, i);
        if (n && p->flags & PIECE_PARAGRAPH_START)
            return false;
        bool stop = p->kind == PIECE_PERIOD && n == 1 && one_letter && (p + 1)->flags & PIECE_SPACE_BEFORE;
        if (p->kind == PIECE_COLON || (stop && (r->s.text.data[p[-1].start] == 'Q' || r->s.text.data[p[-1].start] == 'A'))) {
            out->last = i - 1;
            out->colon = i;
            out->heading = is_heading_at(r, out->first);
            return n > 0 && (p + 1)->kind != PIECE_END && (out->sure || !((p + 1)->flags & PIECE_PARAGRAPH_START));
        }
        if (p->kind == PIECE_PERIOD)
            continue;
        if (p->kind == PIECE_COMMA && n > 1 && out->sure) {
            out->last = i - 1;
            out->colon = past_addition(r, i);
            out->heading = is_heading_at(r, out->first);
            return out->colon && at(r, out->colon + 1)->kind != PIECE_END;
        }
        if (p->kind != PIECE_WORD || !(p->flags & PIECE_CAPITAL))
            return false;
        out->sure &= p->flags & PIECE_ALL_CAPITALS || (one_letter && n == 0) || p->bits & NAME_HONORIFIC;
    }
    return false;
}

typedef VEC(label) labels;

/* A transcript may be quoted as a whole, each turn after a mark: “SMITH: … */
static void collect(const reading *r, labels *out)
{
    label l;
    for (uint32_t n = 0; n < r->s.sentence_count; n++) {
        uint32_t i = r->s.sentence_first[n];
        if (at(r, i)->flags & PIECE_PARAGRAPH_START && read_label(r, i + (at(r, i)->kind == PIECE_MARK), &l))
            vec_push(r->a, out, l);
    }
}

static uint32_t mention_in(const reading *r, const label *l)
{
    uint32_t n = r->mentions_before[l->first];
    if (n < r->p->mentions.count && r->p->mentions.items[n].first <= l->last && r->p->mentions.items[n].first >= l->first)
        return n + 1;
    return 0;
}

/* A person, an office, or what transcripts call people; "LOCATION: …" is none. */
static bool is_speaker(const reading *r, const label *l)
{
    static const char *const words[] = {"host",   "journalist", "reporter",  "question", "interviewer", "moderator",
                                        "answer", "caller",     "presenter", "speaker",  "compere",     "q",
                                        "a",      "pm",         "announcer", "voice",    "unidentified"};
    uint32_t n = mention_in(r, l);
    if (l->heading)
        return false;
    if (n && (r->p->mentions.items[n - 1].type == WHO_ROLE || r->p->mentions.items[n - 1].type == WHO_PERSON))
        return true;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (at(r, l->first)->key == piece_key(words[k]))
            return true;
    return false;
}

/* Labels count when there are several in capitals, or most paragraphs have one. */
static bool is_transcript(const reading *r, const labels *found)
{
    uint32_t sure = 0;
    for (size_t i = 0; i < found->count; i++)
        sure += found->items[i].sure && is_speaker(r, &found->items[i]);
    return sure >= FEWEST_LABELS || (sure && found->count >= 4 && found->count * 2 > r->s.paragraph_count);
}

static bool is_letter(const reading *r, const label *l, char letter)
{
    const piece *p = at(r, l->first);
    return l->first == l->last && p->end - p->start == 1 && r->s.text.data[p->start] == letter;
}

/* "Interview with Ann Lee", "Harbour News spoke to Ann Lee": the one person named in full in the two paragraphs before the first
 * question answers. 1 + the mention, or 0. */
static uint32_t interviewed(const reading *r, const labels *found)
{
    const piece *first = at(r, found->items[0].first);
    uint32_t only = 0;
    for (uint32_t n = r->mentions_before[found->items[0].first]; n-- > 0;) {
        const mention *m = &r->p->mentions.items[n];
        if (at(r, m->first)->paragraph + 2 < first->paragraph)
            break;
        if (m->type != WHO_PERSON || !m->figure || m->first == m->last || m->possessive)
            continue;
        if (only && r->p->mentions.items[only - 1].figure != m->figure)
            return 0;
        only = n + 1;
    }
    return only;
}

void find_labels(const reading *r, bool *in_turn, found_quotations *out)
{
    labels found = {0};
    collect(r, &found);
    if (!is_transcript(r, &found))
        return;
    uint32_t answering = interviewed(r, &found);
    for (size_t i = 0; i < found.count; i++) {
        const label *l = &found.items[i];
        if (l->heading)
            continue;
        uint32_t stop = i + 1 < found.count ? found.items[i + 1].first : r->s.count;
        found_quotation q = {.by = RULE_LABEL, .has_cue = true};
        q.what = (attribution){
            .cue = l->colon, .where = SIDE_RIGHT, .first = l->colon + 1, .last = stop - 1, .probability = l->sure ? .9f : .7f};
        q.what.speaker = is_letter(r, l, 'A') ? answering : mention_in(r, l);
        q.label_first = l->first;
        q.label_last = l->last;
        if (q.what.first > q.what.last)
            continue;
        q.what.last -=
            at(r, q.what.last)->kind == PIECE_MARK && at(r, q.what.last)->flags & PIECE_PARAGRAPH_START; /* of the next */
        for (uint32_t p = at(r, l->first)->paragraph; p <= at(r, stop - 1)->paragraph; p++)
            in_turn[p] = true;
        vec_push(r->a, out, q);
    }
}
