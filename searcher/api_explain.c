/* api_explain.c - how is a query understood, and what does it cost? */
#include <quoth/explain.h>

#include "base/clock.h"
#include "gazetteer/gazetteer.h"
#include "searcher/hit.h"
#include "searcher/plan/resolve.h"
#include "searcher/rank/page.h"

#include <stdlib.h>

enum { MOST_TERMS_SHOWN = 12, MOST_NAMES_SHOWN = 8 };

typedef struct whole_explanation {
    quoth_explanation shown; /* first: it is what the caller holds */
    arena a;
} whole_explanation;

typedef struct explaining {
    session *s;
    arena *a; /* of what is shown */
    quoth_explanation *out;
    VEC(quoth_explain_step) steps;
    VEC(quoth_explain_value) values;
    quoth_error *err;
} explaining;

static const char *taken(explaining *x, buf *text)
{
    const char *copy = arena_zero_terminated(x->a, buf_str(text));
    buf_release(text);
    return copy;
}

/* --- the tree --- */

static void explain_steps(explaining *x, const node *n, unsigned depth)
{
    buf text = {0};
    tree_write_head(&x->s->q, n, &text);
    vec_push(x->a, &x->steps, (quoth_explain_step){taken(x, &text), depth, n->proved});
    for (uint32_t i = 0; i < n->kid_count; i++)
        explain_steps(x, n->kids[i], depth + 1);
}

static void explain_tree(explaining *x)
{
    buf text = {0};
    tree_write(&x->s->q, x->s->q.root, &text);
    x->out->query = taken(x, &text);
    explain_steps(x, x->s->q.root, 0);
    x->out->steps = x->steps.items;
    x->out->step_count = x->steps.count;
}

/* --- words --- */

static int most_articles_first(const void *left, const void *right)
{
    const quoth_explain_term *x = left, *y = right;
    if (x->articles != y->articles)
        return x->articles > y->articles ? -1 : 1;
    return strcmp(x->term, y->term);
}

static quoth_status explain_word(explaining *x, const leaf *l, const leaf_plan *p, quoth_explain_word *out)
{
    buf text = {0};
    quoth_explain_term *terms = ARENA_ARRAY(x->a, quoth_explain_term, p->terms.count + 1);
    leaf_write(l, &text);
    for (size_t i = 0; i < p->terms.count; i++) {
        uint32_t documents;
        TRY(inverted_term_documents(x->s->archive->inverted, p->terms.items[i], &documents, x->err));
        terms[i] = (quoth_explain_term){arena_zero_terminated(x->a, p->terms.items[i]), documents};
    }
    if (p->terms.count > 1)
        qsort(terms, p->terms.count, sizeof *terms, most_articles_first);
    *out = (quoth_explain_word){.text = taken(x, &text),
                                .words = p->words,
                                .articles = p->documents,
                                .exact = p->exact,
                                .terms = terms,
                                .term_count = p->terms.count < MOST_TERMS_SHOWN ? p->terms.count : MOST_TERMS_SHOWN,
                                .term_total = p->terms.count};
    return QUOTH_OK;
}

static quoth_status explain_words(explaining *x)
{
    const query *q = &x->s->q;
    quoth_explain_word *words = ARENA_ARRAY(x->a, quoth_explain_word, q->leaf_count + 1);
    for (uint32_t i = 0; i < q->leaf_count; i++)
        TRY(explain_word(x, &q->leaves[i], &x->s->plan.leaves[i], &words[i]));
    x->out->words = words;
    x->out->word_count = q->leaf_count;
    return QUOTH_OK;
}

/* --- names --- */

static quoth_status add_value(explaining *x, const node *n, const char *kind, const char *name, uint32_t number,
                              void (*term)(buf *out, uint32_t number))
{
    DEFER(buf_release) buf written = {0};
    uint32_t documents;
    term(&written, number);
    TRY(inverted_term_documents(x->s->archive->inverted, buf_str(&written), &documents, x->err));
    vec_push(x->a, &x->values, (quoth_explain_value){arena_zero_terminated(x->a, n->value), kind, name, number, documents});
    return QUOTH_OK;
}

static quoth_status explain_speakers(explaining *x, const node *n, const uint32_t *ids, size_t count)
{
    x->out->value_total += count;
    for (size_t i = 0; i < count && i < MOST_NAMES_SHOWN; i++) {
        str name;
        quoth_status status = catalogue_speaker_name(x->s->archive->catalogue, x->a, ids[i], &name, x->err);
        if (status == QUOTH_NOT_FOUND)
            continue;
        TRY(status);
        TRY(add_value(x, n, "speaker", arena_zero_terminated(x->a, name), ids[i], term_speaker));
    }
    return QUOTH_OK;
}

static quoth_status explain_places(explaining *x, const node *n)
{
    x->out->value_total += n->id_count;
    for (size_t i = 0; i < n->id_count && i < MOST_NAMES_SHOWN; i++) {
        str name = gazetteer_full_name(x->a, n->ids[i]);
        TRY(add_value(x, n, "place", arena_zero_terminated(x->a, name), n->ids[i], term_place));
    }
    return QUOTH_OK;
}

static quoth_status explain_values(explaining *x, const node *n)
{
    bool speaker = n->kind == NODE_FIELD ? n->field == FIELD_SPEAKER || n->field == FIELD_BY
                                         : n->mention == MENTION_OF_PERSON || n->mention == MENTION_OF_SPEAKER;
    if (resolve_needs_ids(n))
        TRY(speaker ? explain_speakers(x, n, n->ids, n->id_count) : explain_places(x, n));
    if (n->people_count)
        TRY(explain_speakers(x, n, n->people, n->people_count));
    for (uint32_t i = 0; i < n->kid_count; i++)
        TRY(explain_values(x, n->kids[i]));
    x->out->values = x->values.items;
    x->out->value_count = x->values.count;
    return QUOTH_OK;
}

/* --- the answer, and what it costs --- */

static quoth_status explain_index_query(explaining *x)
{
    xc_text text;
    xc_error why;
    if (xc_query_text(x->s->plan.builder, x->s->plan.query, &text, &why) != XC_OK)
        return inverted_failure(&why, "cannot show the query", x->err);
    x->out->index_query = arena_zero_terminated(x->a, (str){text.data, text.len});
    x->out->exact = x->s->plan.exact;
    return QUOTH_OK;
}

static quoth_status show_hits(session *s, const page *p, const quoth_search_options *options, quoth_error *err)
{
    arena shown = {0}, scratch = {0};
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i < p->r.count && status == QUOTH_OK; i++) {
        quoth_hit hit = {0};
        status = hit_fill(s, &shown, &scratch, &p->r.hits[i], options, &hit, err);
        status = status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
    }
    arena_release(&shown);
    arena_release(&scratch);
    return status;
}

static double milliseconds(uint64_t ns)
{
    return (double)ns / 1e6;
}

static quoth_status explain_run(explaining *x, const quoth_search_options *options)
{
    page p;
    uint64_t start = clock_ns();
    x->s->timed = true;
    TRY(page_find(x->s, options, &p, x->err));
    uint64_t ranked = clock_ns();
    TRY(show_hits(x->s, &p, options, x->err));
    uint64_t shown = clock_ns();
    quoth_explanation *out = x->out;
    out->matches = p.r.total;
    out->matches_are_exact = p.r.total_is_exact;
    out->shown = p.r.count;
    out->candidates = p.r.candidates;
    out->verified = p.r.verified;
    out->accepted = p.r.accepted;
    out->parse_ms = milliseconds(x->s->parse_ns);
    out->expand_ms = milliseconds(x->s->plan_ns);
    out->verify_ms = milliseconds(p.r.verify_ns);
    out->count_ms = milliseconds(p.r.count_ns);
    out->rank_ms = milliseconds(ranked - start - p.r.verify_ns - p.r.count_ns);
    out->snippet_ms = milliseconds(shown - ranked);
    return QUOTH_OK;
}

static quoth_status explain(session *s, const quoth_search_options *options, whole_explanation *w, quoth_error *err)
{
    explaining x = {.s = s, .a = &w->a, .out = &w->shown, .err = err};
    explain_tree(&x);
    TRY(explain_words(&x));
    TRY(explain_values(&x, s->q.root));
    TRY(explain_index_query(&x));
    return explain_run(&x, options);
}

quoth_status quoth_explain(quoth_archive *archive, const char *query_text, const quoth_search_options *options,
                           const quoth_explanation **explanation, quoth_error *err)
{
    static const quoth_search_options usual = {0};
    arena a = {0};
    session s;
    if (!options)
        options = &usual;
    whole_explanation *w = mem_zalloc(sizeof *w);
    quoth_status status = session_begin(&s, archive, &a, query_text, options->any, err);
    if (status == QUOTH_OK) {
        status = explain(&s, options, w, err);
        session_end(&s);
    }
    arena_release(&a);
    if (status == QUOTH_OK)
        *explanation = &w->shown;
    else
        quoth_explanation_free(&w->shown);
    return status;
}

void quoth_explanation_free(const quoth_explanation *explanation)
{
    whole_explanation *w = (whole_explanation *)explanation;
    if (!w)
        return;
    arena_release(&w->a);
    free(w);
}
