/* verify.c - was this said? Candidates by the rarest words, then alignment, then a verdict */
#include "searcher/quote/verify.h"

#include "names/person_name.h"
#include "searcher/identity/people.h"
#include "searcher/quote/cue.h"
#include "searcher/quote/written.h"
#include "text/fold.h"

#include <math.h>
#include <stdlib.h>

enum {
    TERMS_OF_ALL = 16,      /* groups that an article must have to be looked at for the exact words */
    TERMS_OF_ANY = 64,      /* groups by which articles are chosen that may have it altered */
    CANDIDATES = 400,       /* articles looked at for altered ones */
    WITHOUT_CUE = 12,       /* occurrences that are read again to leave out a cue inside the quotation */
    MOST_EXACT = 1000,      /* occurrences after which looking for more ends */
    ALTERED_PERCENT = 42,   /* of the text's weight may differ (measured: tests/bench/bench_verify) */
    LITTLE_PERCENT = 16,    /* differs of most texts that were said at all: articles that lack no more are looked at first */
    CONTRACTION_COST = 200, /* of two words for one, or one for two, at most */
    SAME_PERCENT = 4        /* occurrences that cost so much more than the closest say the same */
};

typedef struct weighed_group {
    const asked_group *group;
    xc_query query;
} weighed_group;

typedef struct verifying {
    quoth_archive *archive;
    arena *a, scratch;
    const asked_text *text;
    str by[16]; /* folded words of the name asked for */
    size_t by_count;
    people_found speakers; /* who bears all of these words */
    uint32_t most_cost;
    bool exact_only;
    occurrence_list found;
    quoth_error *err;
    quoth_status status;
} verifying;

static uint32_t altered_cost(const asked_text *text)
{
    return (uint32_t)((uint64_t)text->total_weight * ALTERED_PERCENT / 100);
}

bool verify_finds_contracted(const asked_text *text)
{
    return text->most_changes * CONTRACTION_COST <= altered_cost(text);
}

/* --- whose words? --- */

static bool is_among_words(const verifying *v, str word)
{
    for (size_t i = 0; i < v->by_count; i++)
        if (str_equal(v->by[i], word))
            return true;
    return false;
}

/* "Netanyahu" speaks where "Benjamin Netanyahu" was asked for: all his words, among them the last, are in the name. */
static bool name_fits(const verifying *v, str folded)
{
    bool last = false;
    size_t count = 0;
    while (folded.len) {
        str word = str_trim(str_cut(&folded, ' '));
        if (word.len == 0)
            continue;
        if (!is_among_words(v, word))
            return false;
        last |= str_equal(word, v->by[v->by_count - 1]);
        count++;
    }
    return count > 0 && last;
}

static quoth_status settle_wanted(verifying *v, occurrence *o)
{
    o->wanted = v->by_count == 0;
    if (o->wanted || o->speaker == 0)
        return QUOTH_OK;
    for (size_t i = 0; i < v->speakers.count && !o->wanted; i++)
        o->wanted = v->speakers.numbers[i] == o->speaker;
    if (v->speakers.articles) /* of several people of this name one was asked for */
        o->wanted &= people_found_in(&v->speakers, o->article);
    if (o->wanted || v->speakers.articles)
        return QUOTH_OK;
    str name;
    TRY(catalogue_speaker_name(v->archive->catalogue, v->a, o->speaker, &name, v->err));
    o->wanted = name_fits(v, fold(v->a, name));
    return QUOTH_OK;
}

static quoth_status find_bearers(verifying *v, str folded)
{
    str whole = folded;
    v->by_count = 0;
    v->speakers = (people_found){.numbers = NULL};
    while (folded.len && v->by_count < sizeof v->by / sizeof *v->by) {
        str word = str_trim(str_cut(&folded, ' '));
        if (word.len)
            v->by[v->by_count++] = word;
    }
    if (v->by_count == 0)
        return QUOTH_OK;
    return people_find(v->archive, v->a, whole, &v->speakers, v->err);
}

/* A name without its titles; "" where it is no person's. */
static str bare_name(arena *a, str name)
{
    person_name parts;
    buf joined = {0};
    person_name_parse(a, name, &parts);
    for (uint32_t i = 0; i < parts.count && parts.kind != NAME_OTHER; i++)
        buf_printf(&joined, "%s%.*s", i ? " " : "", STR_ARG(parts.words[i]));
    str bare = arena_copy(a, buf_str(&joined));
    buf_release(&joined);
    return bare;
}

/* Speakers are known without their titles: "Mayor Hartwood" is asked for again as "Hartwood" where nobody bears both words. */
static quoth_status read_by(verifying *v, str by)
{
    TRY(find_bearers(v, str_trim(fold(v->a, by))));
    if (v->by_count == 0 || v->speakers.count > 0)
        return QUOTH_OK;
    str bare = bare_name(v->a, by);
    return bare.len ? find_bearers(v, bare) : QUOTH_OK;
}

/* --- candidates --- */

static void look_at_article(verifying *v, uint32_t article)
{
    const forward_slot *slot = forward_reader_slot(v->archive->forward, article);
    forward_record record;
    if (!slot)
        return;
    arena_reset(&v->scratch);
    v->status = forward_reader_get(v->archive->forward, &v->scratch, article, FORWARD_WORDS | FORWARD_MARKS, &record, v->err);
    size_t before = v->found.count;
    if (v->status == QUOTH_OK)
        occurrences_in(v->a, &v->scratch, v->text, &record, slot, v->exact_only ? 0 : v->most_cost, &v->found);
    for (size_t i = before; i < v->found.count && v->status == QUOTH_OK; i++) {
        const occurrence *o = &v->found.items[i];
        v->status = settle_wanted(v, &v->found.items[i]);
        /* From now on only what is as near counts. */
        uint32_t near = o->cost + v->text->total_weight * SAME_PERCENT / 100;
        if (o->wanted && o->quoted && near < v->most_cost)
            v->most_cost = near;
    }
}

static int look_and_refuse(void *context, xc_docid article)
{
    verifying *v = context;
    look_at_article(v, article);
    return v->status == QUOTH_OK && v->found.count < MOST_EXACT ? 0 : -1;
}

static int rarer_first(const void *x, const void *y)
{
    const asked_group *a = *(const asked_group *const *)x, *b = *(const asked_group *const *)y;
    return a->documents != b->documents ? (a->documents < b->documents ? -1 : 1) : (a < b ? -1 : a > b);
}

static const asked_group **groups_by_rarity(verifying *v)
{
    const asked_group **list = ARENA_ARRAY(v->a, const asked_group *, v->text->group_count + 1);
    for (uint32_t i = 0; i < v->text->group_count; i++)
        list[i] = &v->text->groups[i];
    qsort(list, v->text->group_count, sizeof *list, rarer_first);
    return list;
}

static xc_query query_of_group(verifying *v, xc_query_builder *b, const asked_group *g)
{
    xc_query *terms = ARENA_ARRAY(v->a, xc_query, g->terms.count + 1);
    for (size_t i = 0; i < g->terms.count; i++)
        terms[i] = xc_query_term(b, g->terms.items[i].term.data, g->terms.items[i].term.len, 1);
    return xc_query_any_of(b, terms, g->terms.count);
}

/* What BM25 gives a term that so many have, when k1 is next to nothing (Xapian::BM25Weight). */
static double weight_in_xapian(double all, double with)
{
    double odds = (all - with + 0.5) / (with + 0.5);
    return log(odds < 2 ? odds * 0.5 + 1 : odds);
}

/* The same, weighing g->weight, however many terms of it an article has.
 * XC_COORDINATE would do, but libxapian 1.4.22 fails ("Unexpected end of posting list") on terms that all documents of a shard
 * have, where these have gaps in their ids and the weighting needs no wdf. */
static xc_query weighted_query_of_group(verifying *v, xc_query_builder *b, const asked_group *g)
{
    xc_query *terms = ARENA_ARRAY(v->a, xc_query, g->terms.count + 1);
    for (size_t i = 0; i < g->terms.count; i++) {
        const asked_term *t = &g->terms.items[i];
        terms[i] = xc_query_scale_weight(b, xc_query_term(b, t->term.data, t->term.len, 1),
                                         g->weight / weight_in_xapian(v->text->documents, t->documents));
    }
    return xc_query_max_of(b, terms, g->terms.count);
}

/* Articles that have every word: among them are all that have the exact text. */
static quoth_status look_for_exact(verifying *v, xc_query_builder *b, const asked_group **groups)
{
    xc_query all[TERMS_OF_ALL];
    size_t count = 0;
    for (; count < v->text->group_count && count < TERMS_OF_ALL; count++) {
        if (groups[count]->documents == 0)
            return QUOTH_OK;
        all[count] = query_of_group(v, b, groups[count]);
    }
    xc_match_parameters p = XC_MATCH_DEFAULTS;
    p.count = 1;
    p.check_at_least = UINT32_MAX;
    xc_match_callbacks callbacks = {.context = v, .decide = look_and_refuse};
    xc_hit hit;
    xc_match_result result;
    xc_error why;
    v->exact_only = true;
    xc_status status = xc_match(inverted_reader_database(v->archive->inverted), b, xc_query_all_of(b, all, count), &p, &callbacks,
                                &hit, 1, &result, &why);
    if (status == XC_OK || v->status != QUOTH_OK || v->found.count >= MOST_EXACT)
        return v->status;
    return inverted_failure(&why, "cannot search the index", v->err);
}

/* Takes groups from *next on until an article without any of them would lack more than `slack`; false: there are not enough. */
static bool take_until(xc_query_builder *b, const weighed_group *groups, size_t count, size_t *next, uint32_t slack,
                       xc_query *out)
{
    xc_query any[TERMS_OF_ANY];
    uint32_t weight = 0;
    size_t taken = 0, from = *next;
    while (from + taken < count && weight <= slack) {
        weight += groups[from + taken].group->weight;
        any[taken] = groups[from + taken].query;
        taken++;
    }
    *out = taken ? xc_query_any_of(b, any, taken) : xc_query_match_nothing(b);
    *next = from + taken;
    return weight > slack;
}

/* Articles that lack at most `slack` of the text's weight have one of the rarest words that weigh more together, and one of the
 * next rarest that do (prefix filtering: Chaudhuri, Ganti and Kaushik 2006). So the lists of words that all have are not walked,
 * only asked about the few articles left. */
static xc_query candidates_query(xc_query_builder *b, const weighed_group *groups, size_t count, uint32_t slack)
{
    size_t next = 0, before;
    xc_query required, second, rest;
    if (!take_until(b, groups, count, &next, slack, &required))
        return required;
    before = next;
    if (take_until(b, groups, count, &next, slack, &second))
        required = xc_query_and(b, required, second);
    else
        next = before;
    if (next == count)
        return required;
    take_until(b, groups, count, &next, UINT32_MAX, &rest);
    return xc_query_and_maybe(b, required, rest);
}

/* What an article must have of the text to be looked at. */
typedef struct altered_search {
    weighed_group known[TERMS_OF_ANY];
    size_t count;
    uint32_t weight, unknown; /* of all groups, and of those that no article has */
    double from;              /* articles of this weight have been looked at already */
} altered_search;

static void weigh_groups(verifying *v, xc_query_builder *b, const asked_group **groups, altered_search *out)
{
    for (uint32_t i = 0; i < v->text->group_count && i < TERMS_OF_ANY; i++) {
        out->weight += groups[i]->weight;
        if (groups[i]->documents > 0)
            out->known[out->count++] = (weighed_group){groups[i], weighted_query_of_group(v, b, groups[i])};
        else
            out->unknown += groups[i]->weight;
    }
}

/* An article weighs as much as the words of the text that it has: what it lacks an alignment must pay. So of those that lack more
 * than `slack` nothing can cost less, and the first are the likeliest. Weights are whole numbers but for rounding. */
static quoth_status look_at_likeliest(verifying *v, xc_query_builder *b, altered_search *s, uint32_t slack)
{
    if (s->unknown > slack)
        return QUOTH_OK;
    const double least = (double)s->weight - slack - .5;
    xc_match_parameters p = XC_MATCH_DEFAULTS;
    p.count = CANDIDATES;
    p.k1 = 1e-6;
    p.b = 0;
    /* No min_weight: Xapian 1.4.22 was seen to leave out an article that weighs 656 where 600 were demanded. */
    xc_hit *hits = ARENA_ARRAY(v->a, xc_hit, CANDIDATES);
    xc_query query = candidates_query(b, s->known, s->count, slack - s->unknown);
    xc_match_result result;
    xc_error why;
    if (xc_match(inverted_reader_database(v->archive->inverted), b, query, &p, NULL, hits, CANDIDATES, &result, &why) != XC_OK)
        return inverted_failure(&why, "cannot search the index", v->err);
    for (size_t i = 0; i < result.count && v->status == QUOTH_OK && hits[i].weight + v->most_cost + 1 >= s->weight; i++)
        if (hits[i].weight >= least && hits[i].weight < s->from)
            look_at_article(v, inverted_article_of(v->archive->inverted, hits[i].docid));
    s->from = result.count < CANDIDATES ? least : 0;
    return v->status;
}

/* First where little differs. What is found there is most often so near that nobody who lacks more can be as near. */
static quoth_status look_for_altered(verifying *v, xc_query_builder *b, const asked_group **groups)
{
    altered_search s = {.from = INFINITY};
    const uint32_t little = (uint32_t)((uint64_t)v->text->total_weight * LITTLE_PERCENT / 100);
    weigh_groups(v, b, groups, &s);
    v->exact_only = false;
    if (little < v->most_cost)
        TRY(look_at_likeliest(v, b, &s, little));
    bool may_be_more = v->most_cost > little && s.from > 0;
    return may_be_more ? look_at_likeliest(v, b, &s, v->most_cost) : QUOTH_OK;
}

/* --- the verdict --- */

static bool any_exact(const verifying *v)
{
    for (size_t i = 0; i < v->found.count; i++)
        if (v->found.items[i].cost == 0 && v->found.items[i].quoted && v->found.items[i].wanted)
            return true;
    return false;
}

static bool is_earlier(const occurrence *x, const occurrence *y)
{
    return x->published != NO_DAY && (y->published == NO_DAY || x->published < y->published);
}

/* Of equally cheap ones a headline that names nobody comes last, then the earliest first. */
static bool is_closer(const occurrence *x, const occurrence *y)
{
    bool x_bare = occurrence_is_nameless_headline(x), y_bare = occurrence_is_nameless_headline(y);
    if (x->cost != y->cost)
        return x->cost < y->cost;
    return x_bare != y_bare ? y_bare : is_earlier(x, y);
}

/* The closest one that is so; NULL for none. */
static const occurrence *cheapest(const verifying *v, bool quoted, bool wanted)
{
    const occurrence *best = NULL;
    for (size_t i = 0; i < v->found.count; i++) {
        const occurrence *o = &v->found.items[i];
        if (o->quoted != quoted || o->wanted != wanted)
            continue;
        if (!best || is_closer(o, best))
            best = o;
    }
    return best;
}

static const occurrence *judge(const verifying *v, finding *out)
{
    const occurrence *mine = cheapest(v, true, true), *other = cheapest(v, true, false);
    const occurrence *outside = cheapest(v, false, v->by_count == 0);
    out->verdict = QUOTH_NO_RECORD;
    if (mine && (mine->cost == 0 || !other || other->cost > 0)) {
        out->verdict = mine->cost == 0 ? QUOTH_SAID_EXACTLY : QUOTH_SAID_ALTERED;
        return mine;
    }
    if (other) {
        out->speaker_unsure = other->speaker == 0;
        if (!out->speaker_unsure)
            out->verdict = QUOTH_SAID_BY_OTHER;
        return other;
    }
    return outside;
}

static bool says_the_same(const verifying *v, const occurrence *o, const occurrence *closest)
{
    uint32_t more = closest->cost ? v->text->total_weight * SAME_PERCENT / 100 : 0;
    return o->quoted == closest->quoted && o->wanted == closest->wanted && o->cost <= closest->cost + more;
}

static int earlier_first(const void *x, const void *y)
{
    const occurrence *a = x, *b = y;
    bool a_dated = a->published != NO_DAY, b_dated = b->published != NO_DAY;
    if (a_dated != b_dated)
        return a_dated ? -1 : 1;
    if (a_dated && a->published != b->published)
        return a->published < b->published ? -1 : 1;
    if (a->article != b->article)
        return a->article < b->article ? -1 : 1;
    if (occurrence_is_nameless_headline(a) != occurrence_is_nameless_headline(b))
        return occurrence_is_nameless_headline(a) ? 1 : -1;
    return a->cost < b->cost ? -1 : a->cost > b->cost;
}

static void gather_same(verifying *v, const occurrence *closest, finding *out)
{
    occurrence_list all = {0};
    for (size_t i = 0; i < v->found.count; i++)
        if (says_the_same(v, &v->found.items[i], closest))
            vec_push(v->a, &all, v->found.items[i]);
    if (all.count > 0)
        qsort(all.items, all.count, sizeof *all.items, earlier_first);
    vec_push(v->a, &out->same, *closest);
    for (size_t i = 0; i < all.count; i++)
        if (i == 0 || all.items[i].article != all.items[i - 1].article)
            vec_push(v->a, &out->same, all.items[i]);
}

static int cheaper_first(const void *x, const void *y)
{
    const occurrence *a = x, *b = y;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    return earlier_first(x, y);
}

static quoth_status leave_out_cues(verifying *v)
{
    if (v->found.count)
        qsort(v->found.items, v->found.count, sizeof *v->found.items, cheaper_first);
    for (size_t i = 0, tried = 0; i < v->found.count && tried < WITHOUT_CUE; i++) {
        occurrence *o = &v->found.items[i];
        if (!o->quoted || o->cost == 0)
            continue;
        tried++;
        arena_reset(&v->scratch);
        quoth_status status = cue_leave_out(v->archive, &v->scratch, v->text, o, v->err);
        if (status != QUOTH_NOT_FOUND)
            TRY(status);
    }
    return QUOTH_OK;
}

/* "We are ready" was said where "we're ready" is quoted. */
static quoth_status excuse_contractions(verifying *v)
{
    for (size_t i = 0; i < v->found.count && i < WITHOUT_CUE && v->text->most_changes; i++) {
        if (v->found.items[i].cost == 0)
            continue;
        arena_reset(&v->scratch);
        quoth_status status = written_excuse(v->archive, &v->scratch, v->text, &v->found.items[i], v->err);
        if (status != QUOTH_NOT_FOUND)
            TRY(status);
    }
    return QUOTH_OK;
}

static quoth_status look(verifying *v, xc_query_builder *b, bool words_alone)
{
    const asked_group **groups = groups_by_rarity(v);
    TRY(look_for_exact(v, b, groups));
    if (words_alone || any_exact(v))
        return QUOTH_OK;
    TRY(look_for_altered(v, b, groups));
    TRY(leave_out_cues(v));
    return excuse_contractions(v);
}

static quoth_status verify(quoth_archive *archive, arena *a, const asked_text *text, str by, bool words_alone, finding *out,
                           quoth_error *err)
{
    *out = (finding){0};
    verifying v = {.archive = archive, .a = a, .text = text, .err = err};
    v.most_cost = altered_cost(text);
    TRY(read_by(&v, by));
    xc_query_builder *builder;
    xc_error why;
    if (xc_query_builder_new(&builder, &why) != XC_OK)
        return inverted_failure(&why, "cannot search the index", err);
    quoth_status status = look(&v, builder, words_alone);
    xc_query_builder_free(&builder);
    arena_release(&v.scratch);
    TRY(status);
    const occurrence *closest = judge(&v, out);
    out->found = closest != NULL;
    if (closest)
        gather_same(&v, closest, out);
    return QUOTH_OK;
}

quoth_status verify_text(quoth_archive *archive, arena *a, const asked_text *text, str by, finding *out, quoth_error *err)
{
    return verify(archive, a, text, by, false, out, err);
}

quoth_status verify_words(quoth_archive *archive, arena *a, const asked_text *text, str by, finding *out, quoth_error *err)
{
    return verify(archive, a, text, by, true, out, err);
}
