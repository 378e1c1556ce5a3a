/* api_explain.c - how is a query understood, and what does it cost? */
#include <quoth/search.h>

#include "base/clock.h"
#include "searcher/plan/resolve.h"
#include "searcher/rank/search.h"
#include "searcher/session.h"

#include <stdlib.h>

enum { MOST_TERMS_SHOWN = 12, MOST_NAMES_SHOWN = 8 };

static void explain_leaf(const leaf *l, const leaf_plan *p, buf *out)
{
    buf_put_str(out, STR("  "));
    leaf_write(l, out);
    buf_printf(out, "   %u %s, at most %u %s%s:", p->words, p->words == 1 ? "word" : "words", p->documents,
               p->documents == 1 ? "article" : "articles", p->exact ? "" : ", to verify");
    for (size_t i = 0; i < p->terms.count && i < MOST_TERMS_SHOWN; i++)
        buf_printf(out, " %.*s", STR_ARG(p->terms.items[i]));
    if (p->terms.count > MOST_TERMS_SHOWN)
        buf_printf(out, " and %zu more", p->terms.count - MOST_TERMS_SHOWN);
    buf_put_byte(out, '\n');
}

static quoth_status explain_names(session *s, const node *n, const uint32_t *ids, size_t count, buf *out, quoth_error *err)
{
    for (size_t i = 0; i < count && i < MOST_NAMES_SHOWN; i++) {
        str name;
        quoth_status status = catalogue_speaker_name(s->archive->catalogue, s->a, ids[i], &name, err);
        if (status == QUOTH_NOT_FOUND)
            continue;
        TRY(status);
        buf_printf(out, "  %.*s is speaker %u, %.*s\n", STR_ARG(n->value), ids[i], STR_ARG(name));
    }
    if (count > MOST_NAMES_SHOWN)
        buf_printf(out, "  … and %zu more speakers\n", count - MOST_NAMES_SHOWN);
    return QUOTH_OK;
}

static quoth_status explain_values(session *s, const node *n, buf *out, quoth_error *err)
{
    bool speaker = n->kind == NODE_FIELD ? n->field == FIELD_SPEAKER || n->field == FIELD_BY
                                         : n->mention == MENTION_OF_PERSON || n->mention == MENTION_OF_SPEAKER;
    if (resolve_needs_ids(n) && speaker)
        TRY(explain_names(s, n, n->ids, n->id_count, out, err));
    else if (resolve_needs_ids(n))
        for (size_t i = 0; i < n->id_count; i++)
            buf_printf(out, "  %.*s is place %u\n", STR_ARG(n->value), n->ids[i]);
    if (n->people_count)
        TRY(explain_names(s, n, n->people, n->people_count, out, err));
    for (uint32_t i = 0; i < n->kid_count; i++)
        TRY(explain_values(s, n->kids[i], out, err));
    return QUOTH_OK;
}

static quoth_status explain_index_query(session *s, buf *out, quoth_error *err)
{
    xc_text text;
    xc_error why;
    if (xc_query_text(s->plan.builder, s->plan.query, &text, &why) != XC_OK)
        return inverted_failure(&why, "cannot show the query", err);
    buf_put_str(out, STR("index query\n  "));
    buf_put(out, text.data, text.len);
    buf_put_str(out,
                s->plan.exact ? STR("\n  exact: nothing is left to verify\n") : STR("\n  a superset: candidates are verified\n"));
    return QUOTH_OK;
}

static quoth_status explain_run(session *s, const quoth_search_options *options, buf *out, quoth_error *err)
{
    ranking r;
    ranking_wanted wanted = {.limit = options->limit ? options->limit : 10,
                             .offset = options->offset,
                             .sort = options->sort,
                             .count_exactly = options->count_exactly};
    uint64_t start = clock_ns();
    TRY(rank_articles(s->archive, s->a, &s->plan, s->m, &wanted, &r, err));
    uint64_t rank_ns = clock_ns() - start;
    buf_printf(out, "answer\n  %s%llu articles, %zu in the list, %llu records verified\n", r.total_is_exact ? "" : "about ",
               (unsigned long long)r.total, r.count, (unsigned long long)r.verified);
    buf_printf(out, "time\n  parse %.3f ms, plan %.3f ms, match and rank %.3f ms\n", (double)s->parse_ns / 1e6,
               (double)s->plan_ns / 1e6, (double)rank_ns / 1e6);
    return QUOTH_OK;
}

static quoth_status explain(session *s, const quoth_search_options *options, buf *out, quoth_error *err)
{
    buf_put_str(out, STR("query\n  "));
    tree_write(&s->q, s->q.root, out);
    buf_put_str(out, STR("\nspan program\n"));
    tree_write_indented(&s->q, s->q.root, 1, out);
    if (s->q.leaf_count)
        buf_put_str(out, STR("words\n"));
    for (uint32_t i = 0; i < s->q.leaf_count; i++)
        explain_leaf(&s->q.leaves[i], &s->plan.leaves[i], out);
    size_t before = out->len;
    buf_put_str(out, STR("values\n"));
    size_t after = out->len;
    TRY(explain_values(s, s->q.root, out, err));
    if (out->len == after)
        out->len = before;
    TRY(explain_index_query(s, out, err));
    return explain_run(s, options, out, err);
}

quoth_status quoth_explain(quoth_archive *archive, const char *query_text, const quoth_search_options *options, char **text,
                           quoth_error *err)
{
    static const quoth_search_options usual = {0};
    arena a = {0};
    DEFER(buf_release) buf out = {0};
    session s;
    if (!options)
        options = &usual;
    quoth_status status = session_begin(&s, archive, &a, query_text, options->any, err);
    if (status == QUOTH_OK) {
        status = explain(&s, options, &out, err);
        session_end(&s);
    }
    arena_release(&a);
    if (status == QUOTH_OK) {
        buf_put_byte(&out, '\0');
        *text = out.data;
        out = (buf){0};
    }
    return status;
}

void quoth_text_free(char *text)
{
    free(text);
}
