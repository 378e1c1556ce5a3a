/* facets.c - which facets does the user want, and how are they printed? */
#include "facets.h"

#include <stdlib.h>
#include <string.h>

static void add_facet(const char *of_command, facet_list *list, const char *text, size_t bytes)
{
    enum { USUAL_LIMIT = 10 };
    const char *colon = memchr(text, ':', bytes), *name;
    size_t name_bytes = colon ? (size_t)(colon - text) : bytes;
    unsigned kind = 0;
    while ((name = quoth_facet_name((quoth_facet_kind)kind)) &&
           (strlen(name) != name_bytes || memcmp(name, text, name_bytes) != 0))
        kind++;
    if (!name)
        usage_error(of_command, "a facet is one of speaker, place, source, author, lang, year, month, day, not \"%.*s\"",
                    (int)name_bytes, text);
    char *end = NULL;
    unsigned long limit = colon ? strtoul(colon + 1, &end, 10) : USUAL_LIMIT;
    if (colon && (end == colon + 1 || end != text + bytes || colon[1] < '0' || colon[1] > '9'))
        usage_error(of_command, "after %s: comes how many values are wanted, not \"%.*s\"", name, (int)(bytes - name_bytes - 1),
                    colon + 1);
    if (list->count == MOST_FACETS)
        usage_error(of_command, "at most %d facets at once", MOST_FACETS);
    list->wanted[list->count++] = (quoth_facet_wanted){(quoth_facet_kind)kind, limit};
}

facet_list facets_of_text(const char *of_command, const char *text)
{
    facet_list list = {0};
    for (;;) {
        size_t bytes = strcspn(text, ",");
        add_facet(of_command, &list, text, bytes);
        if (text[bytes] == '\0')
            return list;
        text += bytes + 1;
    }
}

static style style_of(quoth_facet_kind kind)
{
    switch (kind) {
    case QUOTH_FACET_SPEAKER:
    case QUOTH_FACET_AUTHOR: return STYLE_SPEAKER;
    case QUOTH_FACET_PLACE: return STYLE_PLACE;
    case QUOTH_FACET_YEAR:
    case QUOTH_FACET_MONTH:
    case QUOTH_FACET_DAY: return STYLE_DATE;
    case QUOTH_FACET_SOURCE:
    case QUOTH_FACET_LANGUAGE: break;
    }
    return STYLE_PLAIN;
}

static void print_value(const quoth_facet *f, const quoth_facet_value *v, uint64_t total)
{
    printf("%9s  %5.1f %%  ", in_groups(v->articles), 100 * (double)v->articles / (double)total);
    print_style(style_of(f->kind));
    print_marked(v->label, strlen(v->label), NULL, 0, true);
    print_style(STYLE_PLAIN);
    putchar('\n');
}

void facets_print_text(const quoth_facets *facets)
{
    const quoth_facet *f;
    uint64_t total = quoth_facets_total(facets);
    for (size_t i = 0; (f = quoth_facets_at(facets, i)); i++) {
        if (i)
            putchar('\n');
        print_style(STYLE_TITLE);
        fputs(quoth_facet_name(f->kind), stdout);
        print_style(STYLE_FAINT);
        printf("  %s", counted(f->distinct, "value", "values"));
        if (f->without)
            printf(", %s without", counted(f->without, "article", "articles"));
        print_style(STYLE_PLAIN);
        putchar('\n');
        for (size_t k = 0; k < f->count; k++)
            print_value(f, &f->values[k], total);
    }
}

static json_t *json_of_value(const quoth_facet_value *v)
{
    json_t *object = json_pack("{s:o,s:o,s:I,s:o}", "value", json_text(v->value), "label", json_text(v->label), "articles",
                               (json_int_t)v->articles, "clause", json_text(v->clause));
    if (v->geonameid)
        json_object_set_new(object, "geonameid", json_integer(v->geonameid));
    return object;
}

json_t *json_of_facets(const quoth_facets *facets)
{
    const quoth_facet *f;
    json_t *object = json_object();
    for (size_t i = 0; (f = quoth_facets_at(facets, i)); i++) {
        json_t *values = json_array();
        for (size_t k = 0; k < f->count; k++)
            json_array_append_new(values, json_of_value(&f->values[k]));
        json_object_set_new(
            object, quoth_facet_name(f->kind),
            json_pack("{s:I,s:I,s:o}", "distinct", (json_int_t)f->distinct, "without", (json_int_t)f->without, "values", values));
    }
    return object;
}

void facets_print_csv(const quoth_facets *facets)
{
    const quoth_facet *f;
    fputs("facet,value,label,articles,clause\r\n", stdout);
    for (size_t i = 0; (f = quoth_facets_at(facets, i)); i++)
        for (size_t k = 0; k < f->count; k++) {
            const quoth_facet_value *v = &f->values[k];
            printf("%s,", quoth_facet_name(f->kind));
            print_csv_field(v->value, false);
            print_csv_field(v->label, false);
            printf("%llu,", (unsigned long long)v->articles);
            print_csv_field(v->clause, true);
        }
}
