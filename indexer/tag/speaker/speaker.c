/* speaker.c - who is quoted, and in which words? */
#include "indexer/tag/speaker/resolve.h"
#include "indexer/tag/speaker/trim.h"
#include "indexer/tag/tag.h"
#include "text/fold.h"

enum { ENOUGH_TO_TELL = 1000 }; /* pieces of a quotation that are looked at for its kind */

static text_span span_of(const scan *s, uint32_t first, uint32_t last)
{
    return (text_span){s->pieces[first].start, s->pieces[last].end};
}

static void put_persons(const reading *r, bool in_title, tags *out)
{
    for (size_t i = 0; i < r->p->mentions.count; i++) {
        const mention *m = &r->p->mentions.items[i];
        if (m->type == WHO_PERSON && m->figure)
            vec_push(r->a, &out->persons,
                     (person_mention){span_of(&r->s, m->core, m->last), r->p->figures.items[m->figure - 1].name, in_title});
    }
}

/* Direct: nothing but passages in marks, save the cue and its speaker in between. */
static quote_kind kind_of(const reading *r, const attribution *t)
{
    uint32_t quoted = 0, plain = 0, stop = t->last < t->first + ENOUGH_TO_TELL ? t->last : t->first + ENOUGH_TO_TELL;
    for (uint32_t i = t->first; i <= stop; i++) {
        if (r->s.pieces[i].kind != PIECE_WORD && r->s.pieces[i].kind != PIECE_NUMBER)
            continue;
        if (r->s.pieces[i].quote)
            quoted++;
        else
            plain++;
    }
    if (quoted == 0)
        return takes_block(r, t) ? QUOTE_DIRECT : QUOTE_INDIRECT;
    bool marked = r->s.pieces[t->first].quote && r->s.pieces[t->last].quote;
    return marked && (plain == 0 || t->where != SIDE_RIGHT) ? QUOTE_DIRECT : QUOTE_MIXED;
}

/* "QUESTION:" is what a question says; "Q." is nobody. */
static str label_name(const reading *r, uint32_t label)
{
    str word = piece_text(&r->s, &r->s.pieces[label]);
    return word.len > 1 ? fold(r->a, word) : STR("");
}

static bool has_words(const reading *r, const attribution *t)
{
    for (uint32_t i = t->first; i <= t->last; i++)
        if (r->s.pieces[i].kind == PIECE_WORD || r->s.pieces[i].kind == PIECE_NUMBER)
            return true;
    return false;
}

static void put_quotation(const reading *r, const found_quotation *q, bool in_title, tags *out)
{
    const attribution *t = &q->what;
    quotation one = {.span = span_of(&r->s, t->first, t->last),
                     .name = STR(""),
                     .role = STR(""),
                     .in_title = in_title,
                     .rule = (uint8_t)q->by};
    one.kind = (uint8_t)(q->by == RULE_LABEL ? QUOTE_DIRECT : kind_of(r, t));
    one.confidence = (uint8_t)(t->probability * 100);
    if (q->has_cue)
        one.cue = span_of(&r->s, t->cue, t->cue);
    if (t->speaker) {
        const mention *m = &r->p->mentions.items[t->speaker - 1];
        one.speaker = span_of(&r->s, m->first, m->last);
        one.name = mention_name(r->a, &r->s, r->p, m);
        if (m->figure && !m->with && r->p->figures.items[m->figure - 1].role.len)
            one.role = r->p->figures.items[m->figure - 1].role;
    }
    if (q->by == RULE_LABEL && !one.name.len && q->label_first == q->label_last)
        one.name = label_name(r, q->label_first);
    if (q->by == RULE_LABEL)
        one.speaker = span_of(&r->s, q->label_first, q->label_last);
    vec_push(r->a, &out->quotations, one);
}

typedef struct part {
    reading r;
    found_quotations quotations;
} part;

static void read_part(arena *a, const analysis *text, language lang, people *found, part *out)
{
    reading_make(a, text, lang, found, &out->r);
    find_attributions(&out->r, &out->quotations);
    resolve_speakers(&out->r, &out->quotations);
}

static void put_part(const part *p, bool in_title, tags *out)
{
    put_persons(&p->r, in_title, out);
    for (size_t i = 0; i < p->quotations.count; i++)
        if (has_words(&p->r, &p->quotations.items[i].what))
            put_quotation(&p->r, &p->quotations.items[i], in_title, out);
}

/* Whom the body calls by a surname only, a title may call by two words; more are a headline in capitals. */
static void take_names_of_title(const people *in_title, people *in_body)
{
    for (size_t i = 0; i < in_body->figures.count; i++) {
        const figure *called = &in_title->figures.items[i];
        if (in_body->figures.items[i].words == 1 && called->words == 2)
            in_body->figures.items[i].name = called->name;
    }
}

/* The body is read first: "Lee Tells Council" in a title is nobody's name. */
void tag_speakers(arena *a, const tag_input *in, tags *out)
{
    people in_body = {0};
    part title = {0}, body = {0};
    read_part(a, in->body, in->lang, &in_body, &body);
    people in_title = {.offices = in_body.offices, .junior_count = in_body.junior_count};
    memcpy(in_title.juniors, in_body.juniors, sizeof in_title.juniors);
    for (size_t i = 0; i < in_body.figures.count; i++)
        vec_push(a, &in_title.figures, in_body.figures.items[i]);
    read_part(a, in->title, in->lang, &in_title, &title);
    take_names_of_title(&in_title, &in_body);
    put_part(&title, true, out);
    put_part(&body, false, out);
}

const char *speaker_rule_name(uint8_t number)
{
    static const char *const names[RULES] = {
        "", "cue before", "cue after", "cue inside", "goes on without a cue", "marks alone", "signed", "label", "in a sentence"};
    return number < RULES ? names[number] : "";
}
