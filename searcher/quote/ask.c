/* ask.c - a query for quotations: which articles may have one, and which quotations of an article satisfy it? */
#include "searcher/quote/ask.h"

#include "searcher/custom.h"
#include "searcher/query/parser.h"
#include "searcher/quote/piece.h"
#include "searcher/rank/search.h"

#include <math.h>

/* BM25's saturation and length normalisation, as for articles (searcher/rank); a quotation has about 25 words, and
 * a shorter one is no better for it. */
static const double K1 = 1.2, B = 0.75, USUAL_LENGTH = 25, FRAGMENT_LENGTH = 4;

/* --- making ready --- */

/* How much a word tells: the fewer articles have it, the more. */
static double weight_of_leaf(const ask *q, uint32_t l, double articles)
{
    double with = q->plan.leaves[l].documents;
    if (with > articles)
        with = articles;
    return log(1 + (articles - with + 0.5) / (with + 0.5));
}

static void weigh_nodes(ask *q, const node *n, double articles)
{
    if (n->kind == NODE_NOT)
        return;
    if (n->kind == NODE_WORD)
        q->weights[n->id] = weight_of_leaf(q, n->leaf, articles);
    if (n->kind == NODE_MENTION)
        q->weights[n->id] = 1;
    for (uint32_t i = 0; n->kind == NODE_PHRASE && i < n->item_count; i++)
        q->weights[n->id] += weight_of_leaf(q, n->items[i].leaf, articles);
    for (uint32_t i = 0; i < n->kid_count; i++)
        weigh_nodes(q, n->kids[i], articles);
}

static bool all_proved(const node *n)
{
    if (n->proved)
        return true;
    for (uint32_t i = 0; n->kind == NODE_AND && i < n->kid_count; i++)
        if (!n->kids[i]->proved)
            return false;
    return n->kind == NODE_AND;
}

/* The tree is what split made of the query: clauses of the article, and as the last kid of an AND the quotation's. */
static void take_apart(ask *q)
{
    node *root = q->q.root;
    q->of_article = q->of_quote = q->q;
    if (!q->split.has_quote) {
        q->article = all_proved(root) ? NULL : matcher_new(q->a, &q->of_article);
    } else if (!q->split.has_article) {
        q->quote = matcher_new(q->a, &q->of_quote);
    } else {
        node *rest = ARENA_NEW(q->a, node);
        *rest = *root;
        rest->kid_count--;
        q->of_article.root = rest;
        q->of_quote.root = root->kids[root->kid_count - 1];
        q->article = all_proved(rest) ? NULL : matcher_new(q->a, &q->of_article);
        q->quote = matcher_new(q->a, &q->of_quote);
    }
    q->article_sections = q->article ? matcher_sections(q->article, false) : 0;
    q->quote_sections = q->quote ? matcher_sections(q->quote, true) : 0;
}

static quoth_status parse_and_plan(ask *q, quoth_error *err)
{
    parse_options options = {.today = day_today(), .custom = custom_fields_of(q->archive)};
    quoth_status status = query_parse(q->a, q->split.text, &options, &q->q, err);
    if (status == QUOTH_OK)
        status = plan_make(q->archive, q->a, &q->q, &q->plan, err);
    if (status != QUOTH_OK) {
        split_restore_columns(&q->split, err);
        plan_release(&q->plan);
        return status;
    }
    xc_statistics statistics = {0};
    xc_statistics_get(inverted_reader_database(q->archive->inverted), &statistics, NULL);
    q->weights = ARENA_ARRAY(q->a, double, q->q.node_count + 1);
    take_apart(q);
    if (q->split.has_quote)
        weigh_nodes(q, q->of_quote.root, statistics.documents);
    return QUOTH_OK;
}

quoth_status ask_begin(ask *q, quoth_archive *archive, arena *a, str query_text, quoth_error *err)
{
    *q = (ask){.archive = archive, .a = a};
    custom_fields custom = custom_fields_of(q->archive);
    TRY(split_quotes_query(a, query_text, &custom, &q->split, err));
    q->everything = !q->split.has_article && !q->split.has_quote;
    return q->everything ? QUOTH_OK : parse_and_plan(q, err);
}

void ask_end(ask *q)
{
    if (q->everything)
        return;
    plan_release(&q->plan);
    matcher_release(q->article);
    matcher_release(q->quote);
}

/* --- one article --- */

typedef struct walk {
    ask *q;
    found_visitor visit;
    void *context;
    arena scratch;
    bool stopped;
    quoth_error *err;
    quoth_status status;
} walk;

/* A few words in quotation marks say little, whatever they are: four count half. */
static double fullness_of(uint32_t words)
{
    return words / (words + FRAGMENT_LENGTH);
}

/* What the words that satisfied the query tell, each kind more by its number, less in a long quotation. */
static double score_of(const ask *q, uint32_t words)
{
    const marked_span *marked;
    size_t count = matcher_marked(q->quote, &marked);
    double sum = 0, length = 1 - B + B * (words > USUAL_LENGTH ? words : USUAL_LENGTH) / USUAL_LENGTH;
    for (size_t i = 0; i < count; i++) {
        double times = 0;
        bool met = false;
        for (size_t j = 0; j < count && !(met = j < i && marked[j].node == marked[i].node); j++)
            times += marked[j].node == marked[i].node;
        if (!met)
            sum += q->weights[marked[i].node] * times * (K1 + 1) / (times + K1 * length);
    }
    return sum;
}

static bool satisfies(ask *q, arena *a, const forward_record *record, const forward_slot *slot, const forward_mark *quotation,
                      spans *out)
{
    forward_record piece;
    piece_of(a, record, quotation, &piece);
    row_reader row = {.archive = q->archive, .a = a, .article = record->article};
    article_facts facts = {
        .record = &piece, .slot = slot, .context = &row, .value = row_reader_value, .changes = row_reader_changes};
    return matcher_highlights(q->quote, &facts, out);
}

static bool article_satisfies(walk *w, const forward_record *record, const forward_slot *slot)
{
    if (!w->q->article)
        return true;
    row_reader row = {.archive = w->q->archive, .a = &w->scratch, .article = record->article, .err = w->err};
    article_facts facts = {
        .record = record, .slot = slot, .context = &row, .value = row_reader_value, .changes = row_reader_changes};
    bool accepted = matcher_accepts(w->q->article, &facts);
    if (row.status != QUOTH_NOT_FOUND)
        w->status = row.status;
    return accepted && row.status == QUOTH_OK;
}

static void look_at_quotations(walk *w, const forward_record *record, const forward_slot *slot)
{
    uint32_t nth = 0;
    for (uint32_t i = 0; i < record->mark_count && !w->stopped; i++) {
        const forward_mark *m = &record->marks[i];
        spans ignored;
        if (m->kind != MARK_QUOTATION)
            continue;
        found_quotation found = {record->article, nth++, m->confidence / 100.0};
        if (w->q->quote) {
            if (!satisfies(w->q, &w->scratch, record, slot, m, &ignored))
                continue;
            /* The surer and the fuller one; where no words were asked for, these alone. */
            double told = score_of(w->q, m->end - m->first);
            found.score *= fullness_of(m->end - m->first) * (told > 0 ? told : 1);
        }
        w->stopped = !w->visit(w->context, &found);
    }
}

static bool look_at_article(walk *w, uint32_t article)
{
    const forward_slot *slot = forward_reader_slot(w->q->archive->forward, article);
    forward_record record;
    if (!slot || slot->quotations == 0)
        return true;
    arena_reset(&w->scratch);
    w->status = forward_reader_get(w->q->archive->forward, &w->scratch, article,
                                   w->q->article_sections | w->q->quote_sections | FORWARD_MARKS, &record, w->err);
    if (w->status == QUOTH_OK && article_satisfies(w, &record, slot))
        look_at_quotations(w, &record, slot);
    return w->status == QUOTH_OK && !w->stopped;
}

/* --- all articles that may have one --- */

static int look_and_refuse(void *context, xc_docid article)
{
    return look_at_article(context, article) ? 0 : -1;
}

/* Every candidate passes the decider, which takes none: so nothing is ranked and nothing kept. */
static quoth_status walk_candidates(walk *w)
{
    xc_match_parameters p = XC_MATCH_DEFAULTS;
    p.count = 1;
    p.check_at_least = UINT32_MAX;
    xc_match_callbacks callbacks = {.context = w, .decide = look_and_refuse};
    xc_hit hit;
    xc_match_result result;
    xc_error why;
    xc_status status = xc_match(inverted_reader_database(w->q->archive->inverted), w->q->plan.builder, w->q->plan.query, &p,
                                &callbacks, &hit, 1, &result, &why);
    if (w->status != QUOTH_OK || w->stopped || status == XC_OK)
        return w->status;
    return inverted_failure(&why, "cannot search the index", w->err);
}

quoth_status ask_each(ask *q, found_visitor visit, void *context, quoth_error *err)
{
    walk w = {.q = q, .visit = visit, .context = context, .err = err};
    quoth_status status = QUOTH_OK;
    if (!q->everything) {
        status = walk_candidates(&w);
    } else {
        for (uint32_t id = 1; id < forward_reader_end(q->archive->forward); id++)
            if (!look_at_article(&w, id))
                break;
        status = w.status;
    }
    arena_release(&w.scratch);
    return status;
}

bool ask_highlights(ask *q, arena *a, const forward_record *record, const forward_slot *slot, const forward_mark *quotation,
                    spans *out)
{
    *out = (spans){0};
    if (!q->quote || !satisfies(q, a, record, slot, quotation, out))
        return !q->quote;
    for (size_t i = 0; i < out->count; i++) {
        out->items[i].first += quotation->first;
        out->items[i].end += quotation->first;
    }
    return true;
}
