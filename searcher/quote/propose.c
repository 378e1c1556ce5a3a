/* propose.c - which articles may have a text? */
#include "searcher/quote/propose.h"

#include "store/inverted/match.h"

#include <math.h>
#include <stdlib.h>

enum {
    TERMS_OF_ALL = 16, /* groups that an article must have to be looked at for the exact words */
    TERMS_OF_ANY = 64  /* groups by which articles are chosen that may have it altered */
};

typedef struct weighed_group {
    const asked_group *group;
    xc_query query;
} weighed_group;

struct proposing {
    quoth_archive *archive;
    arena *a;
    const asked_text *text;
    xc_query_builder *builder;
    const asked_group **groups; /* the rarest first */

    weighed_group known[TERMS_OF_ANY];
    size_t known_count;
    uint32_t weight, unknown; /* of the groups that count, and of those that no article has */
    bool is_weighed;          /* these are filled in */
};

/* --- begin and end --- */

static int rarer_first(const void *x, const void *y)
{
    const asked_group *a = *(const asked_group *const *)x, *b = *(const asked_group *const *)y;
    return a->documents != b->documents ? (a->documents < b->documents ? -1 : 1) : (a < b ? -1 : a > b);
}

static const asked_group **groups_by_rarity(arena *a, const asked_text *text)
{
    const asked_group **list = ARENA_ARRAY(a, const asked_group *, text->group_count + 1);
    for (uint32_t i = 0; i < text->group_count; i++)
        list[i] = &text->groups[i];
    qsort(list, text->group_count, sizeof *list, rarer_first);
    return list;
}

quoth_status propose_begin(quoth_archive *archive, arena *a, const asked_text *text, proposing **out, quoth_error *err)
{
    proposing *p = ARENA_NEW(a, proposing);
    xc_error why;
    *p = (proposing){.archive = archive, .a = a, .text = text};
    p->groups = groups_by_rarity(a, text);
    if (xc_query_builder_new(&p->builder, &why) != XC_OK)
        return inverted_failure(&why, "cannot search the index", err);
    *out = p;
    return QUOTH_OK;
}

void propose_end(proposing *p)
{
    xc_query_builder_free(&p->builder);
}

/* --- every word --- */

static xc_query query_of_group(proposing *p, const asked_group *g)
{
    xc_query *terms = ARENA_ARRAY(p->a, xc_query, g->terms.count + 1);
    for (size_t i = 0; i < g->terms.count; i++)
        terms[i] = xc_query_term(p->builder, g->terms.items[i].term.data, g->terms.items[i].term.len, 1);
    return xc_query_any_of(p->builder, terms, g->terms.count);
}

static xc_query exact_query(proposing *p)
{
    xc_query all[TERMS_OF_ALL];
    size_t count = 0;
    for (; count < p->text->group_count && count < TERMS_OF_ALL; count++) {
        if (p->groups[count]->documents == 0)
            return xc_query_match_nothing(p->builder);
        all[count] = query_of_group(p, p->groups[count]);
    }
    return xc_query_all_of(p->builder, all, count);
}

typedef struct visiting {
    proposal_visitor visit;
    void *context;
    bool is_over;
} visiting;

static bool visit_window(void *context, const match_window *w)
{
    visiting *v = context;
    for (uint32_t i = 0; i < MATCH_WINDOW / 64 && !v->is_over; i++)
        for (uint64_t rest = w->bits[i]; rest && !v->is_over; rest &= rest - 1)
            v->is_over = !v->visit(v->context, w->first + 64 * i + (uint32_t)__builtin_ctzll(rest));
    return !v->is_over;
}

static int visit_and_refuse(void *context, xc_docid article)
{
    visiting *v = context;
    v->is_over = !v->visit(v->context, article);
    return v->is_over ? -1 : 0;
}

static quoth_status exact_by_xapian(proposing *p, xc_query query, visiting *v, quoth_error *err)
{
    xc_match_parameters parameters = XC_MATCH_DEFAULTS;
    parameters.count = 1;
    parameters.check_at_least = UINT32_MAX;
    xc_match_callbacks callbacks = {.context = v, .decide = visit_and_refuse};
    xc_hit hit;
    xc_match_result result;
    xc_error why;
    xc_status status = xc_match(inverted_reader_database(p->archive->inverted), p->builder, query, &parameters, &callbacks, &hit,
                                1, &result, &why);
    return status == XC_OK || v->is_over ? QUOTH_OK : inverted_failure(&why, "cannot search the index", err);
}

quoth_status propose_exact(proposing *p, proposal_visitor visit, void *context, quoth_error *err)
{
    visiting v = {visit, context, false};
    xc_query query = exact_query(p);
    bool able;
    TRY(inverted_match(p->archive->inverted, p->builder, query, NULL, visit_window, &v, &able, err));
    return able ? QUOTH_OK : exact_by_xapian(p, query, &v, err);
}

/* --- most words --- */

/* What BM25 gives a term that so many have, when k1 is next to nothing (Xapian::BM25Weight). */
static const bm25 NO_FREQUENCIES = {.k1 = 1e-6, .b = 0};
static double weight_in_xapian(double all, double with)
{
    double odds = (all - with + 0.5) / (with + 0.5);
    return log(odds < 2 ? odds * 0.5 + 1 : odds);
}

/* An article that has a word of the group weighs g->weight, however many terms of it.
 * XC_COORDINATE would do, but libxapian 1.4.22 fails ("Unexpected end of posting list") on terms that all documents of a shard
 * have, where these have gaps in their ids and the weighting needs no wdf. */
static xc_query weighted_query_of_group(proposing *p, const asked_group *g)
{
    xc_query *terms = ARENA_ARRAY(p->a, xc_query, g->terms.count + 1);
    for (size_t i = 0; i < g->terms.count; i++) {
        const asked_term *t = &g->terms.items[i];
        terms[i] = xc_query_scale_weight(p->builder, xc_query_term(p->builder, t->term.data, t->term.len, 1),
                                         g->weight / weight_in_xapian(p->text->documents, t->documents));
    }
    return xc_query_max_of(p->builder, terms, g->terms.count);
}

static void weigh_groups(proposing *p)
{
    for (uint32_t i = 0; i < p->text->group_count && i < TERMS_OF_ANY && !p->is_weighed; i++) {
        p->weight += p->groups[i]->weight;
        if (p->groups[i]->documents > 0)
            p->known[p->known_count++] = (weighed_group){p->groups[i], weighted_query_of_group(p, p->groups[i])};
        else
            p->unknown += p->groups[i]->weight;
    }
    p->is_weighed = true;
}

/* Takes groups from *next on until an article without any of them would lack more than `slack`; false: there are not enough. */
static bool take_until(proposing *p, size_t *next, uint32_t slack, xc_query *out)
{
    xc_query any[TERMS_OF_ANY];
    uint32_t weight = 0;
    size_t taken = 0, from = *next;
    while (from + taken < p->known_count && weight <= slack) {
        weight += p->known[from + taken].group->weight;
        any[taken] = p->known[from + taken].query;
        taken++;
    }
    *out = taken ? xc_query_any_of(p->builder, any, taken) : xc_query_match_nothing(p->builder);
    *next = from + taken;
    return weight > slack;
}

/* Articles that lack at most `slack` of the text's weight have one of the rarest words that weigh more together, and one of the
 * next rarest that do (prefix filtering: Chaudhuri, Ganti and Kaushik 2006). So the lists of words that all have are not walked,
 * only asked about the few articles left. */
static xc_query likely_query(proposing *p, uint32_t slack)
{
    size_t next = 0, before;
    xc_query required, second, rest;
    if (!take_until(p, &next, slack, &required))
        return required;
    before = next;
    if (take_until(p, &next, slack, &second))
        required = xc_query_and(p->builder, required, second);
    else
        next = before;
    if (next == p->known_count)
        return required;
    take_until(p, &next, UINT32_MAX, &rest);
    return xc_query_and_maybe(p->builder, required, rest);
}

typedef struct gathering {
    arena *a;
    double weight, most; /* of the text; what may lack of it */
    VEC(proposal) list;
} gathering;

static void gather(gathering *g, uint32_t article, double weight)
{
    double lacks = g->weight - weight;
    if (lacks <= g->most + .5)
        vec_push(g->a, &g->list, (proposal){article, lacks});
}

static bool gather_window(void *context, const match_window *w)
{
    for (uint32_t i = 0; i < MATCH_WINDOW / 64; i++)
        for (uint64_t rest = w->bits[i]; rest; rest &= rest - 1) {
            uint32_t bit = 64 * i + (uint32_t)__builtin_ctzll(rest);
            gather(context, w->first + bit, w->scores[bit]);
        }
    return true;
}

static quoth_status gather_by_xapian(proposing *p, xc_query query, gathering *g, quoth_error *err)
{
    xc_match_parameters parameters = XC_MATCH_DEFAULTS;
    parameters.count = PROPOSALS + 1;
    parameters.k1 = NO_FREQUENCIES.k1;
    parameters.b = NO_FREQUENCIES.b;
    /* No min_weight: Xapian 1.4.22 was seen to leave out an article that weighs 656 where 600 were demanded. */
    xc_hit *hits = ARENA_ARRAY(p->a, xc_hit, PROPOSALS + 1);
    xc_match_result result;
    xc_error why;
    if (xc_match(inverted_reader_database(p->archive->inverted), p->builder, query, &parameters, NULL, hits, PROPOSALS + 1,
                 &result, &why) != XC_OK)
        return inverted_failure(&why, "cannot search the index", err);
    for (size_t i = 0; i < result.count; i++)
        gather(g, inverted_article_of(p->archive->inverted, hits[i].docid), hits[i].weight);
    return QUOTH_OK;
}

/* Of those that lack the same the weight is a trifle larger where an article has the words more often: likelier, too. */
static int lacking_less_first(const void *x, const void *y)
{
    const proposal *a = x, *b = y;
    if (a->lacks != b->lacks)
        return a->lacks < b->lacks ? -1 : 1;
    return a->article < b->article ? -1 : a->article > b->article;
}

quoth_status propose_likely(proposing *p, uint32_t most, proposal_list *out, quoth_error *err)
{
    *out = (proposal_list){0};
    weigh_groups(p);
    if (p->unknown > most)
        return QUOTH_OK;
    gathering g = {.a = p->a, .weight = p->weight, .most = most};
    xc_query query = likely_query(p, most - p->unknown);
    bool able;
    TRY(inverted_match(p->archive->inverted, p->builder, query, &NO_FREQUENCIES, gather_window, &g, &able, err));
    if (!able)
        TRY(gather_by_xapian(p, query, &g, err));
    if (g.list.count > 0)
        qsort(g.list.items, g.list.count, sizeof *g.list.items, lacking_less_first);
    out->is_cut = g.list.count > PROPOSALS;
    out->items = g.list.items;
    out->count = out->is_cut ? PROPOSALS : g.list.count;
    return QUOTH_OK;
}
