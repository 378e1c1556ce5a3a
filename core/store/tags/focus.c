/* focus.c - which places is a report about, and which does it only mention? */
#include "store/tags/focus.h"

#include "base/hash.h"

#include <assert.h>
#include <stdlib.h>

enum { LEAD_WORDS = 60, MOST_ANCESTORS = 8, FIRST_SLOTS = 256 };
/* How loud a mention speaks; times its confidence in per cent this is in 1/200 of a mention in the body. */
enum { LOUD_NAME = 2, LOUD_LESS = 1, TITLE_TIMES = 3, LEAD_TIMES = 2, UNITS_A_MENTION = 200 };

typedef enum text_part { PART_TITLE, PART_LEAD, PART_REST } text_part;

/* Places are numbered here as they are met: a number leads to one without a search. */
enum { NOWHERE = UINT32_MAX };

typedef struct known_place {
    place_id place;
    place_kind kind;
    uint32_t country;               /* it lies in or is, or NOWHERE */
    uint32_t above[MOST_ANCESTORS]; /* what contains it, for those that were mentioned themselves */
    uint32_t above_count;
    bool knows_above;
    /* In the article at hand: */
    bool is_met;
    uint32_t own, weight; /* of the place itself; with what lies in it */
    uint32_t parts;       /* different places that these come from */
    uint32_t mentions;
} known_place;

struct focus_finder {
    known_place *places;
    uint32_t count, room;
    uint32_t *slots; /* number + 1, by hash of the place; 0: free */
    uint32_t slot_count;
    uint32_t *met; /* in the article at hand, with what contains them; room for all */
    uint32_t met_count;
};

/* --- places met before --- */

static uint32_t *slot_of(const focus_finder *f, place_id id)
{
    assert(f->slots && f->slot_count > f->count);
    uint32_t at = (uint32_t)hash_u64(id) & (f->slot_count - 1);
    while (f->slots[at] != 0 && f->places[f->slots[at] - 1].place != id)
        at = (at + 1) & (f->slot_count - 1);
    return &f->slots[at];
}

static void make_room(focus_finder *f)
{
    if (f->count < f->room)
        return;
    f->slot_count = f->slot_count ? f->slot_count * 2 : FIRST_SLOTS;
    f->room = f->slot_count / 2;
    f->places = mem_realloc(f->places, f->room * sizeof *f->places);
    f->met = mem_realloc(f->met, f->room * sizeof *f->met);
    free(f->slots);
    f->slots = mem_zalloc(f->slot_count * sizeof *f->slots);
    for (uint32_t i = 0; i < f->count; i++)
        *slot_of(f, f->places[i].place) = i + 1;
}

static place_id country_of(const place *p)
{
    place above = *p;
    for (int depth = 0; above.kind != PLACE_COUNTRY && depth < MOST_ANCESTORS; depth++)
        if (above.parent == NO_PLACE || !gazetteer_get(above.parent, &above))
            return NO_PLACE;
    return above.kind == PLACE_COUNTRY ? above.id : NO_PLACE;
}

/* May move the places. */
static uint32_t number_of(focus_finder *f, place_id id)
{
    make_room(f);
    uint32_t *slot = slot_of(f, id), number = f->count;
    place p;
    if (*slot)
        return *slot - 1;
    *slot = ++f->count;
    f->places[number] = (known_place){.place = id, .kind = PLACE_OTHER, .country = NOWHERE};
    if (!gazetteer_get(id, &p))
        return number;
    place_id country = country_of(&p);
    uint32_t of_country = country == NO_PLACE ? NOWHERE : country == id ? number : number_of(f, country);
    f->places[number].kind = p.kind;
    f->places[number].country = of_country;
    return number;
}

static void know_above(focus_finder *f, uint32_t number)
{
    place_id above[MOST_ANCESTORS];
    uint32_t numbers[MOST_ANCESTORS];
    if (f->places[number].knows_above)
        return;
    size_t count = gazetteer_ancestors(f->places[number].place, above, MOST_ANCESTORS);
    for (size_t i = 0; i < count; i++)
        numbers[i] = number_of(f, above[i]);
    known_place *p = &f->places[number];
    for (size_t i = 0; i < count; i++)
        p->above[i] = numbers[i];
    p->above_count = (uint32_t)count;
    p->knows_above = true;
}

static void release(focus_finder *f)
{
    free(f->places);
    free(f->slots);
    free(f->met);
}

/* --- the article at hand --- */

static known_place *meet(focus_finder *f, uint32_t number)
{
    known_place *p = &f->places[number];
    if (!p->is_met) {
        p->own = p->weight = p->parts = p->mentions = 0;
        p->is_met = true;
        f->met[f->met_count++] = number;
    }
    return p;
}

static void add_mention(focus_finder *f, place_id named, text_part part, unsigned kind, unsigned confidence)
{
    static const uint32_t times[] = {[PART_TITLE] = TITLE_TIMES, [PART_LEAD] = LEAD_TIMES, [PART_REST] = 1};
    bool is_less = kind == MENTION_DEMONYM || kind == MENTION_WITHIN;
    if (named == NO_PLACE)
        return;
    known_place *p = meet(f, number_of(f, named));
    p->own += times[part] * (is_less ? LOUD_LESS : LOUD_NAME) * confidence;
    p->mentions++;
}

/* What contains a place is spoken for as well. Returns the weight of all mentions. */
static uint64_t add_containers(focus_finder *f)
{
    uint64_t all = 0;
    uint32_t named = f->met_count;
    for (uint32_t i = 0; i < named; i++)
        know_above(f, f->met[i]);
    for (uint32_t i = 0; i < named; i++) {
        known_place *p = &f->places[f->met[i]];
        p->weight += p->own;
        p->parts++;
        all += p->own;
        for (uint32_t k = 0; k < p->above_count; k++) {
            known_place *above = meet(f, p->above[k]);
            above->weight += p->own;
            above->parts++;
        }
    }
    return all;
}

/* --- which are in focus? --- */

/* Of all countries; where none is mentioned, of what lies in no country. */
static uint32_t heaviest_of(const focus_finder *f)
{
    uint32_t country = 0, other = 0;
    for (uint32_t i = 0; i < f->met_count; i++) {
        const known_place *p = &f->places[f->met[i]];
        if (p->kind == PLACE_COUNTRY && p->weight > country)
            country = p->weight;
        if (p->country == NOWHERE && p->own > other)
            other = p->own;
    }
    return country ? country : other;
}

static bool is_two_thirds(uint32_t weight, uint32_t heaviest)
{
    return weight > 0 && (uint64_t)weight * 3 >= (uint64_t)heaviest * 2;
}

/* A country beside the heaviest; a place beside its country, which is in focus; what lies in no country, beside the heaviest. */
static bool is_in_focus(const focus_finder *f, const known_place *p, uint32_t heaviest)
{
    if (p->country == NOWHERE)
        return is_two_thirds(p->own, heaviest);
    if (p->kind != PLACE_COUNTRY && p->own == 0 && p->parts == 1)
        return false; /* nothing but the container of one place */
    const known_place *in = &f->places[p->country];
    uint32_t country = in->is_met ? in->weight : 0;
    return is_two_thirds(country, heaviest) && (uint64_t)p->weight * 3 >= country;
}

/* Ends the article. */
static void decide(focus_finder *f, arena *a, focus_list *out)
{
    uint64_t all = add_containers(f);
    uint32_t heaviest = heaviest_of(f);
    *out = (focus_list){0};
    for (uint32_t i = 0; i < f->met_count; i++) {
        const known_place *p = &f->places[f->met[i]];
        vec_push(a, out,
                 (place_focus){.place = p->place,
                               .kind = p->kind,
                               .weight = p->weight,
                               .share = all ? (uint32_t)((uint64_t)p->weight * 100 / all) : 0,
                               .mentions = p->mentions,
                               .is_focus = is_in_focus(f, p, heaviest)});
    }
    for (uint32_t i = 0; i < f->met_count; i++)
        f->places[f->met[i]].is_met = false;
    f->met_count = 0;
}

static int heaviest_first(const void *x, const void *y)
{
    const place_focus *a = x, *b = y;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

/* --- the two forms of an article's mentions --- */

void focus_of_tags(arena *a, const tags *found, const analysis *body, focus_list *out)
{
    focus_finder f = {0};
    uint32_t words = 0, lead_end = 0;
    for (uint32_t i = 0; i < body->sentence_count && body->sentences[i].paragraph == 0; i++)
        words = body->sentences[i].first_token + body->sentences[i].token_count;
    if (words > 0)
        lead_end = body->tokens[(words < LEAD_WORDS ? words : LEAD_WORDS) - 1].end;
    for (size_t i = 0; i < found->places.count; i++) {
        const place_mention *m = &found->places.items[i];
        text_part part = m->in_title ? PART_TITLE : m->span.start < lead_end ? PART_LEAD : PART_REST;
        add_mention(&f, m->place, part, m->kind, m->confidence);
    }
    decide(&f, a, out);
    if (out->count > 0)
        qsort(out->items, out->count, sizeof *out->items, heaviest_first);
    release(&f);
}

focus_finder *focus_finder_new(void)
{
    return mem_zalloc(sizeof(focus_finder));
}

void focus_finder_free(focus_finder **finder)
{
    if (!*finder)
        return;
    release(*finder);
    free(*finder);
    *finder = NULL;
}

void focus_of_record(focus_finder *finder, arena *a, const forward_record *r, focus_list *out)
{
    uint32_t lead_end = r->lead_end - r->title_tokens < LEAD_WORDS ? r->lead_end : r->title_tokens + LEAD_WORDS;
    for (uint32_t i = 0; i < r->mark_count; i++) {
        const forward_mark *m = &r->marks[i];
        text_part part = m->first < r->title_tokens ? PART_TITLE : m->first < lead_end ? PART_LEAD : PART_REST;
        if (m->kind == MARK_PLACE)
            add_mention(finder, m->value, part, m->detail, m->confidence);
    }
    decide(finder, a, out);
}

uint32_t focus_frequency(const place_focus *f)
{
    const uint64_t most = 2 * FOCUS_MOST_OFTEN * UNITS_A_MENTION, half = 100 * UNITS_A_MENTION;
    uint64_t weight = f->weight < most ? f->weight : most;
    return (uint32_t)((weight * f->share + half) / (2 * half));
}
