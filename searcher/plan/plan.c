/* plan.c - tree -> a query that the inverted index can answer, and what is left to verify */
#include "searcher/plan/plan.h"

#include "base/limits.h"
#include "searcher/plan/days.h"
#include "searcher/plan/edit.h"
#include "searcher/plan/field_terms.h"
#include "searcher/plan/like.h"
#include "searcher/plan/resolve.h"
#include "searcher/plan/set.h"
#include "searcher/plan/share.h"
#include "searcher/plan/word_list.h"
#include "searcher/query/lexer.h"

#include <stdlib.h>

typedef VEC(xc_query) query_list;

/* Which side of a node: a query that finds at least its articles, or one that finds none but its articles. */
typedef enum side { AT_LEAST, AT_MOST } side;

typedef struct planner {
    quoth_archive *archive;
    arena *a;
    plan *out;
    xc_query *sets; /* of leaves with very many terms, made when first needed */
    bool *has_set;
    quoth_error *err;
    quoth_status status; /* the first failure while building */
} planner;

/* What a node becomes: a query, or one of the two ends, which joins and differences can then leave out. */
typedef struct part {
    enum { PART_QUERY, PART_ALL, PART_NONE } what;
    xc_query query;
} part;

static const part everything = {PART_ALL, {0}}, nothing = {PART_NONE, {0}};

static part build(planner *p, const node *n, side s, bool in_quote);

static xc_query_builder *builder(planner *p)
{
    return p->out->builder;
}

/* --- what the index knows exactly --- */

static bool is_exact(const planner *p, const node *n)
{
    switch (n->kind) {
    case NODE_WORD: return p->out->leaves[n->leaf].exact;
    case NODE_ATLEAST: return n->n == 1 && is_exact(p, n->kids[0]);
    case NODE_QUORUM:
        if (n->n != 1 && n->n != n->kid_count)
            return false;
        break;
    case NODE_AND:
    case NODE_OR:
    case NODE_NOT: break;
    case NODE_FIELD: return field_is_proved(n);
    case NODE_PHRASE:
    case NODE_NEAR:
    case NODE_NOT_NEAR:
    case NODE_MENTION:
    case NODE_QUOTE:
    case NODE_EDIT:
    case NODE_SIDE: return false;
    }
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (!is_exact(p, n->kids[i]))
            return false;
    return true;
}

/* --- joining parts --- */

static part any_of(planner *p, const query_list *list)
{
    if (list->count == 0)
        return nothing;
    return (part){PART_QUERY, xc_query_any_of(builder(p), list->items, list->count)};
}

static part any_part(planner *p, const part *parts, size_t count)
{
    query_list list = {0};
    for (size_t i = 0; i < count; i++) {
        if (parts[i].what == PART_ALL)
            return everything;
        if (parts[i].what == PART_QUERY)
            vec_push(p->a, &list, parts[i].query);
    }
    return any_of(p, &list);
}

static part all_parts(planner *p, const part *parts, size_t count)
{
    query_list list = {0};
    for (size_t i = 0; i < count; i++) {
        if (parts[i].what == PART_NONE)
            return nothing;
        if (parts[i].what == PART_QUERY)
            vec_push(p->a, &list, parts[i].query);
    }
    if (list.count == 0)
        return everything;
    return (part){PART_QUERY, xc_query_all_of(builder(p), list.items, list.count)};
}

static xc_query query_of(planner *p, part x)
{
    switch (x.what) {
    case PART_QUERY: return x.query;
    case PART_ALL: return xc_query_match_all(builder(p));
    case PART_NONE: break;
    }
    return xc_query_match_nothing(builder(p));
}

static part without(planner *p, part wanted, part unwanted)
{
    if (unwanted.what == PART_NONE || wanted.what == PART_NONE)
        return wanted;
    if (unwanted.what == PART_ALL)
        return nothing;
    return (part){PART_QUERY, xc_query_and_not(builder(p), query_of(p, wanted), unwanted.query)};
}

static part filtered(planner *p, part weighted, part filter)
{
    if (weighted.what == PART_NONE || filter.what == PART_NONE)
        return nothing;
    if (filter.what == PART_ALL)
        return weighted;
    if (weighted.what == PART_ALL)
        return (part){PART_QUERY, xc_query_scale_weight(builder(p), filter.query, 0)};
    return (part){PART_QUERY, xc_query_filter(builder(p), weighted.query, filter.query)};
}

/* --- leaves --- */

static part term_part(planner *p, str term)
{
    return (part){PART_QUERY, xc_query_term(builder(p), term.data, term.len, 1)};
}

/* Words of a title weigh as the article's words do: title terms only say where they stand. */
static part weighted_as_words(planner *p, const leaf_plan *lp, part in_title)
{
    query_list list = {0};
    for (size_t i = 0; i < lp->terms.count; i++) {
        str term = arena_copy(p->a, lp->terms.items[i]);
        ((char *)term.data)[0] = 'W';
        vec_push(p->a, &list, term_part(p, term).query);
    }
    if (in_title.what != PART_QUERY)
        return in_title;
    return (part){PART_QUERY, xc_query_filter(builder(p), xc_query_synonym(builder(p), list.items, list.count), in_title.query)};
}

/* Past so many terms they are read once into a set, which only filters. */
enum { MOST_WEIGHTED_TERMS = 200, MOST_SEPARATE_IDS = 32, MOST_SYNONYMS = 64 };

static part set_part(planner *p, const str *terms, size_t count)
{
    part set = {PART_QUERY, {0}};
    quoth_status status = set_query(p->archive, p->a, builder(p), terms, count, &set.query, p->err);
    if (p->status == QUOTH_OK)
        p->status = status;
    return set;
}

static part set_of_leaf(planner *p, uint32_t l)
{
    const leaf_plan *lp = &p->out->leaves[l];
    if (!p->has_set[l])
        p->sets[l] = set_part(p, lp->terms.items, lp->terms.count).query;
    p->has_set[l] = true;
    return (part){PART_QUERY, p->sets[l]};
}

static part leaf_part(planner *p, uint32_t l)
{
    const leaf_plan *lp = &p->out->leaves[l];
    query_list list = {0};
    if (lp->terms.count > MOST_WEIGHTED_TERMS)
        return set_of_leaf(p, l);
    for (size_t i = 0; i < lp->terms.count; i++)
        vec_push(p->a, &list, term_part(p, lp->terms.items[i]).query);
    /* One word is one word in every language: its stems weigh as one term, not as much the more the rarer each is. */
    if (p->out->q->leaves[l].scope == FIELD_TITLE)
        return weighted_as_words(p, lp, any_of(p, &list));
    if (list.count > 1 && list.count <= MOST_SYNONYMS)
        return (part){PART_QUERY, xc_query_synonym(builder(p), list.items, list.count)};
    return any_of(p, &list);
}

static part word_part(planner *p, const node *n)
{
    part once = leaf_part(p, n->leaf);
    if (n->repeated == 0 || once.what != PART_QUERY)
        return once;
    return (part){PART_QUERY, xc_query_scale_weight(builder(p), once.query, 1 + (double)n->repeated)};
}

static part phrase_part(planner *p, const node *n)
{
    part *parts = ARENA_ARRAY(p->a, part, n->item_count);
    for (uint32_t i = 0; i < n->item_count; i++)
        parts[i] = leaf_part(p, n->items[i].leaf);
    return all_parts(p, parts, n->item_count);
}

static part days_published_part(planner *p, const node *n)
{
    return (part){PART_QUERY, days_query(p->archive, p->a, builder(p), n->days)};
}

static part group_part(planner *p, const term_group *g)
{
    query_list list = {0};
    if (g->terms.count > MOST_SEPARATE_IDS && g->article_count == 0)
        return set_part(p, g->terms.items, g->terms.count);
    for (size_t i = 0; i < g->terms.count; i++)
        vec_push(p->a, &list, term_part(p, g->terms.items[i]).query);
    if (g->article_count > 0)
        vec_push(p->a, &list, set_of_articles(p->archive, p->a, builder(p), g->articles, g->article_count));
    return any_of(p, &list);
}

static part field_part(planner *p, const node *n, side s)
{
    field_groups found;
    if (n->kind == NODE_FIELD && (n->field == FIELD_DATE || n->field == FIELD_SINCE || n->field == FIELD_UNTIL))
        return days_published_part(p, n);
    quoth_status status = field_terms(p->archive, p->a, n, &found, p->err);
    if (p->status == QUOTH_OK)
        p->status = status;
    if (!found.is_known)
        return s == AT_LEAST ? everything : nothing;
    part *parts = ARENA_ARRAY(p->a, part, found.groups.count + 1);
    for (size_t i = 0; i < found.groups.count; i++)
        parts[i] = group_part(p, &found.groups.items[i]);
    return found.groups.count ? all_parts(p, parts, found.groups.count) : nothing;
}

static part edit_part(planner *p, const node *n)
{
    part edited = {PART_QUERY, {0}};
    quoth_status status = edit_query(p->archive, p->a, builder(p), p->out->leaves, n, &edited.query, p->err);
    if (p->status == QUOTH_OK)
        p->status = status;
    return edited;
}

/* --- inner nodes --- */

/* Fields and what else weighs nothing only filter. Places weigh: articles about them come before those that mention them. */
static bool only_filters(const node *n)
{
    if (n->kind == NODE_FIELD || n->kind == NODE_MENTION || n->kind == NODE_EDIT)
        return n->field != FIELD_PLACE;
    if (n->kind != NODE_OR && n->kind != NODE_AND && n->kind != NODE_QUORUM)
        return false;
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (!only_filters(n->kids[i]))
            return false;
    return true;
}

static part and_part(planner *p, const node *n, side s, bool in_quote)
{
    part *words = ARENA_ARRAY(p->a, part, n->kid_count), *filters = ARENA_ARRAY(p->a, part, n->kid_count);
    part *unwanted = ARENA_ARRAY(p->a, part, n->kid_count);
    size_t word_count = 0, filter_count = 0, unwanted_count = 0;
    for (uint32_t i = 0; i < n->kid_count; i++) {
        const node *kid = n->kids[i];
        if (kid->kind == NODE_NOT && in_quote)
            continue;
        if (kid->kind == NODE_NOT)
            unwanted[unwanted_count++] = build(p, kid->kids[0], s == AT_LEAST ? AT_MOST : AT_LEAST, false);
        else if (only_filters(kid))
            filters[filter_count++] = build(p, kid, s, in_quote);
        else
            words[word_count++] = build(p, kid, s, in_quote);
    }
    part wanted = filtered(p, all_parts(p, words, word_count), all_parts(p, filters, filter_count));
    return without(p, wanted, any_part(p, unwanted, unwanted_count));
}

static part kids_part(planner *p, const node *n, side s, bool in_quote, bool all)
{
    part *parts = ARENA_ARRAY(p->a, part, n->kid_count);
    for (uint32_t i = 0; i < n->kid_count; i++)
        parts[i] = build(p, n->kids[i], s, in_quote);
    return all ? all_parts(p, parts, n->kid_count) : any_part(p, parts, n->kid_count);
}

/* Xapian merges the lists of an OR by a heap, article by article: thousands of words take seconds. The rarest words of an OR
 * weigh most; of so many the others only say what matches. */
enum { MOST_WEIGHED_WORDS = 400 };

typedef struct ranked_word {
    uint32_t documents, kid;
} ranked_word;

static int rarest_first(const void *x, const void *y)
{
    const ranked_word *a = x, *b = y;
    if (a->documents != b->documents)
        return a->documents < b->documents ? -1 : 1;
    return (a->kid > b->kid) - (a->kid < b->kid);
}

static part unweighed_words(planner *p, const node *n, const ranked_word *words, size_t count)
{
    VEC(str) terms = {0};
    for (size_t i = 0; i < count; i++) {
        const leaf_plan *lp = &p->out->leaves[n->kids[words[i].kid]->leaf];
        for (size_t k = 0; k < lp->terms.count; k++)
            vec_push(p->a, &terms, lp->terms.items[k]);
    }
    return terms.count ? set_part(p, terms.items, terms.count) : nothing;
}

static part either_part(planner *p, const node *n, side s, bool in_quote)
{
    ranked_word *words = ARENA_ARRAY(p->a, ranked_word, n->kid_count);
    part *parts = ARENA_ARRAY(p->a, part, n->kid_count + 1);
    size_t word_count = 0, count = 0;
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (n->kids[i]->kind == NODE_WORD && (s == AT_LEAST || is_exact(p, n->kids[i])))
            words[word_count++] = (ranked_word){p->out->leaves[n->kids[i]->leaf].documents, i};
    if (word_count <= MOST_WEIGHED_WORDS)
        return kids_part(p, n, s, in_quote, false);
    qsort(words, word_count, sizeof *words, rarest_first);
    bool *taken = ARENA_ARRAY(p->a, bool, n->kid_count);
    for (size_t i = MOST_WEIGHED_WORDS; i < word_count; i++)
        taken[words[i].kid] = true;
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (!taken[i])
            parts[count++] = build(p, n->kids[i], s, in_quote);
    parts[count++] = unweighed_words(p, n, words + MOST_WEIGHED_WORDS, word_count - MOST_WEIGHED_WORDS);
    return any_part(p, parts, count);
}

static part not_part(planner *p, const node *n, side s, bool in_quote)
{
    if (in_quote)
        return everything;
    return without(p, everything, build(p, n->kids[0], s == AT_LEAST ? AT_MOST : AT_LEAST, false));
}

static part quorum_part(planner *p, const node *n, side s, bool in_quote)
{
    if (s == AT_LEAST)
        return kids_part(p, n, s, in_quote, n->n == n->kid_count);
    return n->n == 1 ? kids_part(p, n, s, in_quote, false) : kids_part(p, n, s, in_quote, true);
}

static part build(planner *p, const node *n, side s, bool in_quote)
{
    /* Only AND, OR, NOT and OF of exact parts can be told from below; of the rest the index knows no sure match. */
    bool inner = n->kind == NODE_AND || n->kind == NODE_OR || n->kind == NODE_NOT || n->kind == NODE_QUORUM;
    if (s == AT_MOST && !inner && !is_exact(p, n))
        return nothing;
    switch (n->kind) {
    case NODE_WORD: return word_part(p, n);
    case NODE_PHRASE: return phrase_part(p, n);
    case NODE_AND: return and_part(p, n, s, in_quote);
    case NODE_OR: return either_part(p, n, s, in_quote);
    case NODE_NOT: return not_part(p, n, s, in_quote);
    case NODE_NEAR: return kids_part(p, n, s, in_quote, true);
    case NODE_NOT_NEAR:
    case NODE_ATLEAST: return build(p, n->kids[0], s, in_quote);
    case NODE_QUORUM: return quorum_part(p, n, s, in_quote);
    case NODE_FIELD:
    case NODE_MENTION: return field_part(p, n, s);
    case NODE_QUOTE: return build(p, n->kids[0], AT_LEAST, true);
    case NODE_EDIT: return edit_part(p, n);
    case NODE_SIDE: break; /* inside edit: */
    }
    return everything;
}

/* --- the whole --- */

/* The same value is looked up once, if not too many others come between. */
enum { VALUES_REMEMBERED = 64 };
typedef struct resolving {
    planner *p;
    const node *recent[VALUES_REMEMBERED];
    uint32_t names;
} resolving;

static const node *resolved_before(const resolving *r, const node *n)
{
    for (size_t i = 0; i < VALUES_REMEMBERED && r->recent[i]; i++) {
        const node *known = r->recent[i];
        if (known->kind == n->kind && known->field == n->field && known->mention == n->mention &&
            str_equal(known->value, n->value))
            return known;
    }
    return NULL;
}

static quoth_status resolve_all(resolving *r, node *n)
{
    const node *known = resolve_needs_ids(n) ? resolved_before(r, n) : NULL;
    if (known) {
        n->ids = known->ids;
        n->id_count = known->id_count;
        n->people = known->people;
        n->people_count = known->people_count;
    } else {
        quoth_status status = resolve_node(r->p->archive, r->p->a, n, r->p->err);
        if (status == QUOTH_BAD_QUERY)
            fail_stands_at(r->p->err, r->p->out->q->text, n->start, n->end);
        TRY(status);
        if (resolve_needs_ids(n))
            r->recent[r->names++ % VALUES_REMEMBERED] = n;
        if (r->names > LIMIT_QUERY_NAMES)
            return fail(r->p->err, QUOTH_LIMIT, "the query has more than %d different names of people and places",
                        LIMIT_QUERY_NAMES);
    }
    for (uint32_t i = 0; i < n->kid_count; i++)
        TRY(resolve_all(r, n->kids[i]));
    return QUOTH_OK;
}

/* The root, or what a root AND joins, needs no second look where the index is exact. */
static void mark_proved(planner *p, node *root)
{
    root->proved = is_exact(p, root);
    for (uint32_t i = 0; root->kind == NODE_AND && i < root->kid_count; i++)
        root->kids[i]->proved = is_exact(p, root->kids[i]);
}

/* What is looked up in each article's record, article by article: so many of each are allowed. */
typedef struct costs {
    uint32_t near_fields, day_fields, verified;
} costs;

static void add_costs(const node *n, costs *sum)
{
    bool is_field = n->kind == NODE_FIELD || n->kind == NODE_MENTION;
    sum->near_fields += is_field && n->field == FIELD_NEAR;
    sum->day_fields += is_field && (n->field == FIELD_ON || (n->kind == NODE_MENTION && n->mention == MENTION_OF_DATE));
    sum->verified += n->kind == NODE_NEAR || n->kind == NODE_NOT_NEAR || n->kind == NODE_ATLEAST || n->kind == NODE_QUOTE ||
                     n->kind == NODE_EDIT;
    for (uint32_t i = 0; i < n->kid_count; i++)
        add_costs(n->kids[i], sum);
}

static quoth_status check_costs(const query *q, quoth_error *err)
{
    costs sum = {0};
    add_costs(q->root, &sum);
    if (sum.near_fields > LIMIT_NEAR_FIELDS)
        return fail(err, QUOTH_LIMIT, "the query has %u different near:, at most %d are answered", sum.near_fields,
                    LIMIT_NEAR_FIELDS);
    if (sum.day_fields > LIMIT_DAY_FIELDS)
        return fail(err, QUOTH_LIMIT, "the query has %u different on: and @date, at most %d are answered", sum.day_fields,
                    LIMIT_DAY_FIELDS);
    if (sum.verified > LIMIT_PROXIMITIES)
        return fail(err, QUOTH_LIMIT, "the query has %u different W/, PRE/, ATLEAST/ and quote:, at most %d are answered",
                    sum.verified, LIMIT_PROXIMITIES);
    return QUOTH_OK;
}

/* Nothing but the index will be asked: every leaf is a word by its stem that the index proves. */
static bool is_of_proved_stems(const query *q, const node *n)
{
    if (n->kind == NODE_WORD) {
        const leaf *l = &q->leaves[n->leaf];
        for (uint32_t i = 0; i < l->word_count; i++)
            if (l->words[i].how != HOW_STEM)
                return false;
        return l->casing == CASING_ANY && (l->scope == FIELD_NONE || l->scope == FIELD_TITLE);
    }
    if (n->kind != NODE_AND && n->kind != NODE_OR && n->kind != NODE_NOT)
        return n->kind == NODE_FIELD && n->field == FIELD_DATE;
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (!is_of_proved_stems(q, n->kids[i]))
            return false;
    return true;
}

static quoth_status expand_leaves(quoth_archive *archive, arena *a, bool for_counting, plan *out, quoth_error *err)
{
    query *q = out->q;
    expansion_spent spent = {.terms_suffice = for_counting && is_of_proved_stems(q, q->root)};
    for (uint32_t i = 0; i < q->leaf_count; i++)
        TRY(lexicon_expand(archive, a, &q->leaves[i], &spent, &out->leaves[i], err));
    return QUOTH_OK;
}

static quoth_status sort_leaf(quoth_archive *archive, arena *a, leaf *l, quoth_error *err)
{
    enum { MOST = 64 }; /* more are decoded, not looked for */
    for (size_t i = 0; i < l->forms.count; i++)
        if (l->forms.items[i].count <= MOST && l->forms.items[i].plain == 0)
            TRY(word_list_sort_forms(archive, a, &l->forms.items[i], err));
    return QUOTH_OK;
}

/* The leaf of part `i` of a phrase or a distance; NULL: no part, or no leaf. */
static leaf *part_of(const query *q, const node *n, uint32_t i)
{
    if (n->kind == NODE_PHRASE)
        return i < n->item_count ? &q->leaves[n->items[i].leaf] : NULL;
    return n->kind == NODE_NEAR && i < n->kid_count && n->kids[i]->kind == NODE_WORD ? &q->leaves[n->kids[i]->leaf] : NULL;
}

/* Of words that are looked for in many records: those of phrases and distances of which all are in many, or in one of
 * forty. */
static quoth_status sort_forms(quoth_archive *archive, arena *a, const plan *p, const node *n, quoth_error *err)
{
    enum { MANY = 500, SHARE = 40 };
    uint32_t share = forward_reader_end(archive->forward) / SHARE, least = share < MANY ? share : MANY;
    bool many = true;
    const leaf *l;
    for (uint32_t i = 0; (l = part_of(p->q, n, i)); i++)
        many = many && p->leaves[l - p->q->leaves].documents >= least;
    for (uint32_t i = 0; many && part_of(p->q, n, i); i++)
        TRY(sort_leaf(archive, a, part_of(p->q, n, i), err));
    for (uint32_t i = 0; i < n->kid_count; i++)
        TRY(sort_forms(archive, a, p, n->kids[i], err));
    return QUOTH_OK;
}

quoth_status plan_resolve(quoth_archive *archive, arena *a, query *q, bool for_counting, plan *out, quoth_error *err)
{
    TRY(like_replace(archive, a, q, err));
    share_leaves(a, q);
    share_parts(a, q);
    TRY(check_costs(q, err));
    *out = (plan){.q = q, .leaves = ARENA_ARRAY(a, leaf_plan, q->leaf_count + 1)};
    planner p = {.archive = archive, .a = a, .out = out, .err = err};
    TRY(expand_leaves(archive, a, for_counting, out, err));
    TRY(word_list_plain(archive, &q->plain_words, err));
    TRY(sort_forms(archive, a, out, q->root, err));
    TRY(resolve_all(&(resolving){.p = &p}, q->root));
    mark_proved(&p, q->root);
    out->exact = q->root->proved;
    return QUOTH_OK;
}

quoth_status plan_make(quoth_archive *archive, arena *a, query *q, plan *out, quoth_error *err)
{
    TRY(plan_resolve(archive, a, q, false, out, err));
    planner p = {.archive = archive,
                 .a = a,
                 .out = out,
                 .sets = ARENA_ARRAY(a, xc_query, q->leaf_count + 1),
                 .has_set = ARENA_ARRAY(a, bool, q->leaf_count + 1),
                 .err = err};
    xc_error why;
    xc_status status = xc_query_builder_new(&out->builder, &why);
    if (status != XC_OK)
        return inverted_failure(&why, "cannot search the index", err);
    out->query = query_of(&p, build(&p, q->root, AT_LEAST, false));
    return p.status;
}

void plan_release(plan *p)
{
    xc_query_builder_free(&p->builder);
}
