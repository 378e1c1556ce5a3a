/* speaker.c - who is quoted, and in which words? */
#include "indexer/tag/speaker/people.h"
#include "indexer/tag/tag.h"

enum { CUE_REACH = 10, SCARE_WORDS = 3 };

typedef enum rule { RULE_NONE, RULE_MARKS, RULE_MARKS_AND_CUE, RULES } rule;

static text_span span_of(const scan *s, uint32_t first, uint32_t last)
{
    return (text_span){s->pieces[first].start, s->pieces[last].end};
}

static void put_persons(arena *a, const people *found, const scan *s, bool in_title, tags *out)
{
    for (size_t i = 0; i < found->mentions.count; i++) {
        const mention *m = &found->mentions.items[i];
        if (m->type == WHO_PERSON && m->figure)
            vec_push(a, &out->persons,
                     (person_mention){span_of(s, m->core, m->last), found->figures.items[m->figure - 1].name, in_title});
    }
}

/* The verb of saying nearest to a passage in its sentence, after it or before it; 0 if there is none. */
static uint32_t cue_near(const scan *s, const passage *q)
{
    for (uint32_t i = q->close + 1;
         i < s->count && i <= q->close + CUE_REACH && s->pieces[i].paragraph == s->pieces[q->close].paragraph; i++)
        if (s->pieces[i].bits & WORD_SAY && !s->pieces[i].quote)
            return i;
    for (uint32_t i = q->open; i-- > 0 && i + CUE_REACH >= q->open && s->pieces[i].sentence == s->pieces[q->open].sentence;)
        if (s->pieces[i].bits & WORD_SAY && !s->pieces[i].quote)
            return i;
    return 0;
}

static const mention *mention_near(const people *found, uint32_t piece_number)
{
    const mention *best = NULL;
    for (size_t low = 0, high = found->mentions.count; low < high;) {
        size_t mid = (low + high) / 2;
        const mention *m = &found->mentions.items[mid];
        if (m->last < piece_number) {
            best = m;
            low = mid + 1;
        } else
            high = mid;
    }
    const mention *next = best ? best + 1 : found->mentions.items;
    if (next < found->mentions.items + found->mentions.count && (!best || next->first - piece_number < piece_number - best->last))
        return next;
    return best;
}

static void put_quotation(arena *a, const scan *s, const passage *q, const people *found, bool in_title, tags *out)
{
    uint32_t cue = cue_near(s, q);
    if (!cue && q->words <= SCARE_WORDS)
        return;
    quotation found_one = {.span = span_of(s, q->open, q->close), .name = STR(""), .kind = QUOTE_DIRECT, .in_title = in_title};
    found_one.rule = cue ? RULE_MARKS_AND_CUE : RULE_MARKS;
    found_one.confidence = cue ? 80 : 50;
    const mention *m = cue ? mention_near(found, cue) : NULL;
    if (m) {
        found_one.speaker = span_of(s, m->first, m->last);
        found_one.name = mention_name(a, s, found, m);
    }
    if (cue)
        found_one.cue = span_of(s, cue, cue);
    vec_push(a, &out->quotations, found_one);
}

static void tag_part(arena *a, str text, bool in_title, people *found, tags *out)
{
    scan s;
    passages quoted;
    scan_text(a, text, &s);
    find_passages(a, &s, &quoted);
    find_people(a, &s, found);
    put_persons(a, found, &s, in_title, out);
    for (uint32_t i = 0; i < quoted.count; i++)
        put_quotation(a, &s, &quoted.items[i], found, in_title, out);
}

void tag_speakers(arena *a, const tag_input *in, tags *out)
{
    people found = {0};
    tag_part(a, in->art->title, true, &found, out);
    tag_part(a, in->art->body, false, &found, out);
}

const char *speaker_rule_name(uint8_t number)
{
    static const char *const names[RULES] = {"", "quotation marks", "quotation marks and verb of saying"};
    return number < RULES ? names[number] : "";
}
