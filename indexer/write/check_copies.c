/* check_copies.c - are the groups those that the articles make? */
#include "indexer/write/check_copies.h"

#include <stdio.h>
#include <stdlib.h>

#include "indexer/write/copy_finder.h"

typedef struct checking {
    catalogue *c;
    copy_finder *finder;
    signed_article some[COPIES_AT_ONCE];
    size_t count;
    uint64_t wrong, stored_in_groups;
    void (*found)(void *context, const char *fault);
    void *context;
} checking;

static quoth_status words_of_reader(void *from, arena *a, uint32_t article, forward_record *out, quoth_error *err)
{
    return forward_reader_get(from, a, article, FORWARD_WORDS, out, err);
}

typedef quoth_status (*visit_article)(checking *v, uint32_t article, quoth_error *err);

static quoth_status each_article(checking *v, visit_article visit, quoth_error *err)
{
    for (uint32_t next = 1, id;; next = id + 1) {
        quoth_error why;
        quoth_status status = catalogue_next_id(v->c, next, &id, &why);
        if (status == QUOTH_NOT_FOUND)
            return QUOTH_OK;
        if (status != QUOTH_OK)
            return fail(err, status, "%s", why.message);
        TRY(visit(v, id, err));
    }
}

static quoth_status look(checking *v, quoth_error *err)
{
    size_t count = v->count;
    v->count = 0;
    return copy_finder_look(v->finder, v->some, count, err);
}

static quoth_status look_at_article(checking *v, uint32_t article, quoth_error *err)
{
    signed_article *next = &v->some[v->count];
    next->article = article;
    TRY(copies_get_signature(v->c, article, &next->s, err));
    v->count += next->s.count > 0;
    return v->count < COPIES_AT_ONCE ? QUOTH_OK : look(v, err);
}

static quoth_status compare_group(checking *v, uint32_t article, quoth_error *err)
{
    enum { MOST_TOLD = 24 };
    uint32_t stored, made = copy_finder_group(v->finder, article);
    char text[120];
    TRY(copies_group_of(v->c, article, &stored, err));
    v->stored_in_groups += stored != 0;
    if (stored == made || v->wrong++ >= MOST_TOLD)
        return QUOTH_OK;
    snprintf(text, sizeof text, "article %u: its group of copies is %u, but should be %u (0: none)", article, stored, made);
    v->found(v->context, text);
    return QUOTH_OK;
}

static quoth_status compare_counts(checking *v, quoth_error *err)
{
    uint64_t of_signatures, of_runs, met = copy_finder_keys_met(v->finder);
    copies_totals totals;
    char text[160];
    TRY(copies_count_keys(v->c, &of_signatures, &of_runs, err));
    TRY(copies_totals_get(v->c, &totals, err));
    if (of_runs != of_signatures || met != of_signatures) {
        snprintf(text, sizeof text, "the signatures have %llu keys, the index of copies has %llu and %llu of these",
                 (unsigned long long)of_signatures, (unsigned long long)of_runs, (unsigned long long)met);
        v->found(v->context, text);
    }
    if (totals.articles != v->stored_in_groups) {
        snprintf(text, sizeof text, "%llu articles are in groups of copies, but %llu of them are in the catalogue",
                 (unsigned long long)totals.articles, (unsigned long long)v->stored_in_groups);
        v->found(v->context, text);
    }
    return QUOTH_OK;
}

static quoth_status check_with(checking *v, quoth_error *err)
{
    TRY(each_article(v, look_at_article, err));
    TRY(look(v, err));
    TRY(each_article(v, compare_group, err));
    return compare_counts(v, err);
}

quoth_status check_copies(catalogue *c, forward_reader *f, void (*found)(void *context, const char *fault), void *context,
                          quoth_error *err)
{
    checking *v = mem_zalloc(sizeof *v);
    v->c = c;
    v->found = found;
    v->context = context;
    v->finder = copy_finder_new(c, words_of_reader, f, false);
    quoth_status status = check_with(v, err);
    copy_finder_free(&v->finder);
    free(v);
    return status;
}
