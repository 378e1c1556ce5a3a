/* command_explain.c - how is the query understood, and what does it cost? quoth explain */
#include <string.h>

#include "asking.h"

/* --- for people --- */

static void put(const char *text)
{
    print_safely(text, strlen(text));
}

static void print_steps(const quoth_explanation *x)
{
    puts("span program");
    for (size_t i = 0; i < x->step_count; i++) {
        printf("%*s", 2 + 2 * (int)x->steps[i].depth, "");
        put(x->steps[i].text);
        puts(x->steps[i].proved ? "   (by the index alone)" : "");
    }
}

static void print_words(const quoth_explanation *x)
{
    if (x->word_count)
        puts("words");
    for (size_t i = 0; i < x->word_count; i++) {
        const quoth_explain_word *w = &x->words[i];
        fputs("  ", stdout);
        put(w->text);
        printf("   %s, at most %s%s:", counted(w->words, "word", "words"), counted(w->articles, "article", "articles"),
               w->exact ? "" : ", to verify");
        for (size_t k = 0; k < w->term_count; k++) {
            fputs(" ", stdout);
            put(w->terms[k].term);
            printf(" %s", in_groups(w->terms[k].articles));
        }
        if (w->term_total > w->term_count)
            printf(" and %s more", in_groups(w->term_total - w->term_count));
        putchar('\n');
    }
}

static void print_values(const quoth_explanation *x)
{
    if (x->value_count)
        puts("values");
    for (size_t i = 0; i < x->value_count; i++) {
        const quoth_explain_value *v = &x->values[i];
        fputs("  ", stdout);
        put(v->value);
        printf(" is %s %llu, ", v->kind, (unsigned long long)v->number);
        put(v->name);
        printf("   %s\n", counted(v->articles, "article", "articles"));
    }
    if (x->value_total > x->value_count)
        printf("  … and %s more\n", in_groups(x->value_total - x->value_count));
}

static void print_text(const quoth_explanation *x)
{
    fputs("query\n  ", stdout);
    put(x->query);
    putchar('\n');
    print_steps(x);
    print_words(x);
    print_values(x);
    fputs("index query\n  ", stdout);
    put(x->index_query);
    puts(x->exact ? "\n  exact: nothing is left to verify" : "\n  a superset: candidates are verified");
    printf("answer\n  %s%s: %s from the index, %s verified, %s accepted, %s in the list\n", x->matches_are_exact ? "" : "about ",
           counted(x->matches, "article", "articles"), counted(x->candidates, "candidate", "candidates"), in_groups(x->verified),
           in_groups(x->accepted), in_groups(x->shown));
    printf("time\n  parse %.3f ms, expand %.3f ms, rank %.3f ms, verify %.3f ms, count %.3f ms, snippets %.3f ms\n", x->parse_ms,
           x->expand_ms, x->rank_ms, x->verify_ms, x->count_ms, x->snippet_ms);
}

/* --- for programs --- */

static json_t *json_of_steps(const quoth_explanation *x)
{
    json_t *list = json_array();
    for (size_t i = 0; i < x->step_count; i++)
        json_array_append_new(list, json_pack("{s:s,s:i,s:b}", "text", x->steps[i].text, "depth", (int)x->steps[i].depth,
                                              "by_the_index_alone", x->steps[i].proved));
    return list;
}

static json_t *json_of_words(const quoth_explanation *x)
{
    json_t *list = json_array();
    for (size_t i = 0; i < x->word_count; i++) {
        const quoth_explain_word *w = &x->words[i];
        json_t *terms = json_array();
        for (size_t k = 0; k < w->term_count; k++)
            json_array_append_new(
                terms, json_pack("{s:o,s:I}", "term", json_text(w->terms[k].term), "articles", (json_int_t)w->terms[k].articles));
        json_array_append_new(list, json_pack("{s:o,s:I,s:I,s:b,s:I,s:o}", "text", json_text(w->text), "words",
                                              (json_int_t)w->words, "articles", (json_int_t)w->articles, "exact", w->exact,
                                              "term_total", (json_int_t)w->term_total, "terms", terms));
    }
    return list;
}

static json_t *json_of_values(const quoth_explanation *x)
{
    json_t *list = json_array();
    for (size_t i = 0; i < x->value_count; i++) {
        const quoth_explain_value *v = &x->values[i];
        json_array_append_new(list, json_pack("{s:o,s:s,s:o,s:I,s:I}", "value", json_text(v->value), "kind", v->kind, "name",
                                              json_text(v->name), "number", (json_int_t)v->number, "articles",
                                              (json_int_t)v->articles));
    }
    return list;
}

static json_t *json_of_explanation(const quoth_explanation *x)
{
    json_t *object = json_pack("{s:i,s:o,s:o,s:o,s:o,s:o,s:b}", "schema", JSON_SCHEMA, "query", json_text(x->query), "program",
                               json_of_steps(x), "words", json_of_words(x), "values", json_of_values(x), "index_query",
                               json_text(x->index_query), "index_is_exact", x->exact);
    json_object_set_new(object, "answer",
                        json_pack("{s:I,s:b,s:I,s:I,s:I,s:I}", "total", (json_int_t)x->matches, "total_is_exact",
                                  x->matches_are_exact, "candidates", (json_int_t)x->candidates, "verified",
                                  (json_int_t)x->verified, "accepted", (json_int_t)x->accepted, "shown", (json_int_t)x->shown));
    json_object_set_new(object, "took_ms",
                        json_pack("{s:f,s:f,s:f,s:f,s:f,s:f}", "parse", x->parse_ms, "expand", x->expand_ms, "rank", x->rank_ms,
                                  "verify", x->verify_ms, "count", x->count_ms, "snippets", x->snippet_ms));
    return object;
}

/* --- the command --- */

static void explain(asking *q, const quoth_search_options *options, bool json)
{
    const quoth_explanation *x;
    quoth_error err;
    if (quoth_explain(q->archive, q->query, options, &x, &err) != QUOTH_OK) {
        asking_failed(q, &err);
        return;
    }
    if (json)
        print_json(json_of_explanation(x));
    else
        print_text(x);
    quoth_explanation_free(x);
}

int command_explain(int argc, char **argv)
{
    asking q;
    bool any = false, exact = false, json = false;
    long limit = 10;
    int sort = 0;
    const option_row rows[] = {
        {"any", 0, OPTION_FLAG, &any, NULL, "as search --any understands it"},
        {"limit", 'n', OPTION_NUMBER, &limit, "N", "for so many hits (default: 10)"},
        {"sort", 0, OPTION_CHOICE, &sort, "relevance|date|-date", "in this order (default: relevance)"},
        {"exact-total", 0, OPTION_FLAG, &exact, NULL, "count every match, do not estimate"},
        {"json", 0, OPTION_FLAG, &json, NULL, "as one JSON object"},
        {0},
    };
    asking_read(&q, argc, argv, rows);
    quoth_search_options options = {.limit = (size_t)limit, .sort = (quoth_sort)sort, .any = any, .count_exactly = exact};
    if (asking_open(&q))
        explain(&q, &options, json);
    return asking_end(&q);
}
