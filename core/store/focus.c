/* focus.c - which places is a report about, and which does it only mention? */
#include "store/focus.h"

#include <stdlib.h>

enum { LEAD_WORDS = 60, MOST_ANCESTORS = 8 };
/* How loud a mention speaks; times its confidence in per cent this is in 1/200 of a mention in the body. */
enum { LOUD_NAME = 2, LOUD_LESS = 1, TITLE_TIMES = 3, LEAD_TIMES = 2, UNITS_A_MENTION = 200 };

typedef enum text_part { PART_TITLE, PART_LEAD, PART_REST } text_part;

/* What speaks for a place, first one entry a mention, then one a place. */
typedef struct tally {
    place_id place;
    uint32_t own, weight; /* of the place itself; with what lies in it */
    uint32_t parts;       /* different places that these come from */
} tally;

typedef VEC(tally) tally_list;

static void add_mention(arena *a, tally_list *list, place_id named, text_part part, unsigned kind, unsigned confidence)
{
    static const uint32_t times[] = {[PART_TITLE] = TITLE_TIMES, [PART_LEAD] = LEAD_TIMES, [PART_REST] = 1};
    bool is_less = kind == MENTION_DEMONYM || kind == MENTION_WITHIN;
    uint32_t weight = times[part] * (is_less ? LOUD_LESS : LOUD_NAME) * confidence;
    if (named != NO_PLACE)
        vec_push(a, list, (tally){named, weight, weight, 1});
}

static int by_place(const void *x, const void *y)
{
    const tally *a = x, *b = y;
    return (a->place > b->place) - (a->place < b->place);
}

/* One entry a place; its parts are summed up where the entries are of different places. */
static void merge(tally_list *list, bool different)
{
    size_t kept = 0;
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, by_place);
    for (size_t i = 0; i < list->count; i++) {
        tally t = list->items[i];
        if (kept > 0 && list->items[kept - 1].place == t.place) {
            list->items[kept - 1].own += t.own;
            list->items[kept - 1].weight += t.weight;
            list->items[kept - 1].parts += different;
        } else {
            list->items[kept++] = t;
        }
    }
    list->count = kept;
}

/* What contains a place is spoken for as well. Returns the weight of all mentions. */
static uint64_t add_containers(arena *a, tally_list *list)
{
    uint64_t all = 0;
    size_t named = list->count;
    for (size_t i = 0; i < named; i++) {
        tally t = list->items[i];
        place_id above[MOST_ANCESTORS];
        size_t count = gazetteer_ancestors(t.place, above, MOST_ANCESTORS);
        for (size_t k = 0; k < count; k++)
            vec_push(a, list, (tally){above[k], 0, t.own, 1});
        all += t.own;
    }
    merge(list, true);
    return all;
}

/* --- which are in focus? --- */

typedef struct weighed {
    place_focus focus;
    place_kind kind;
    place_id country; /* it lies in or is, or NO_PLACE */
    uint32_t own, parts;
} weighed;

static place_id country_of(const place *p)
{
    place above = *p;
    for (int depth = 0; above.kind != PLACE_COUNTRY && depth < MOST_ANCESTORS; depth++)
        if (above.parent == NO_PLACE || !gazetteer_get(above.parent, &above))
            return NO_PLACE;
    return above.kind == PLACE_COUNTRY ? above.id : NO_PLACE;
}

static weighed weigh(const tally *t, uint64_t all)
{
    place p;
    weighed w = {.focus = {.place = t->place, .weight = t->weight}, .kind = PLACE_OTHER, .own = t->own, .parts = t->parts};
    w.focus.share = all ? (uint32_t)((uint64_t)t->weight * 100 / all) : 0;
    if (gazetteer_get(t->place, &p)) {
        w.kind = p.kind;
        w.country = country_of(&p);
    }
    return w;
}

static uint32_t weight_of(const tally_list *by_number, place_id wanted)
{
    const tally key = {.place = wanted};
    const tally *t = by_number->count ? bsearch(&key, by_number->items, by_number->count, sizeof key, by_place) : NULL;
    return t ? t->weight : 0;
}

/* Of all countries; where none is mentioned, of what lies in no country. */
static uint32_t heaviest_of(const weighed *list, size_t count)
{
    uint32_t country = 0, other = 0;
    for (size_t i = 0; i < count; i++) {
        if (list[i].kind == PLACE_COUNTRY && list[i].focus.weight > country)
            country = list[i].focus.weight;
        if (list[i].country == NO_PLACE && list[i].own > other)
            other = list[i].own;
    }
    return country ? country : other;
}

static bool is_two_thirds(uint32_t weight, uint32_t heaviest)
{
    return weight > 0 && (uint64_t)weight * 3 >= (uint64_t)heaviest * 2;
}

/* A country beside the heaviest; a place beside its country, which is in focus; what lies in no country, beside the heaviest. */
static bool is_in_focus(const tally_list *by_number, const weighed *w, uint32_t heaviest)
{
    if (w->country == NO_PLACE)
        return is_two_thirds(w->own, heaviest);
    if (w->kind != PLACE_COUNTRY && w->own == 0 && w->parts == 1)
        return false; /* nothing but the container of one place */
    uint32_t country = weight_of(by_number, w->country);
    return is_two_thirds(country, heaviest) && (uint64_t)w->focus.weight * 3 >= country;
}

static int heaviest_first(const void *x, const void *y)
{
    const weighed *a = x, *b = y;
    if (a->focus.weight != b->focus.weight)
        return a->focus.weight > b->focus.weight ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return (a->focus.place > b->focus.place) - (a->focus.place < b->focus.place);
}

static void decide(arena *a, tally_list *mentions, focus_list *out)
{
    *out = (focus_list){0};
    merge(mentions, false);
    uint64_t all = add_containers(a, mentions);
    size_t count = mentions->count;
    weighed *list = ARENA_ARRAY(a, weighed, count + 1);
    for (size_t i = 0; i < count; i++)
        list[i] = weigh(&mentions->items[i], all);
    uint32_t heaviest = heaviest_of(list, count);
    if (count > 0)
        qsort(list, count, sizeof *list, heaviest_first);
    for (size_t i = 0; i < count; i++) {
        list[i].focus.is_focus = is_in_focus(mentions, &list[i], heaviest);
        vec_push(a, out, list[i].focus);
    }
}

/* --- the two forms of an article's mentions --- */

void focus_of_tags(arena *a, const tags *found, const analysis *body, focus_list *out)
{
    tally_list mentions = {0};
    uint32_t words = 0, lead_end = 0;
    for (uint32_t i = 0; i < body->sentence_count && body->sentences[i].paragraph == 0; i++)
        words = body->sentences[i].first_token + body->sentences[i].token_count;
    if (words > 0)
        lead_end = body->tokens[(words < LEAD_WORDS ? words : LEAD_WORDS) - 1].end;
    for (size_t i = 0; i < found->places.count; i++) {
        const place_mention *m = &found->places.items[i];
        text_part part = m->in_title ? PART_TITLE : m->span.start < lead_end ? PART_LEAD : PART_REST;
        add_mention(a, &mentions, m->place, part, m->kind, m->confidence);
    }
    decide(a, &mentions, out);
}

void focus_of_record(arena *a, const forward_record *r, focus_list *out)
{
    tally_list mentions = {0};
    uint32_t lead_end = r->lead_end - r->title_tokens < LEAD_WORDS ? r->lead_end : r->title_tokens + LEAD_WORDS;
    for (uint32_t i = 0; i < r->mark_count; i++) {
        const forward_mark *m = &r->marks[i];
        text_part part = m->first < r->title_tokens ? PART_TITLE : m->first < lead_end ? PART_LEAD : PART_REST;
        if (m->kind == MARK_PLACE)
            add_mention(a, &mentions, m->value, part, m->detail, m->confidence);
    }
    decide(a, &mentions, out);
}

uint32_t focus_frequency(const place_focus *f)
{
    const uint64_t most = 2 * FOCUS_MOST_OFTEN * UNITS_A_MENTION, half = 100 * UNITS_A_MENTION;
    uint64_t weight = f->weight < most ? f->weight : most;
    return (uint32_t)((weight * f->share + half) / (2 * half));
}
