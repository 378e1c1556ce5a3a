/* answer.c - how is an answer printed, for people and for programs, whatever it lists? */
#include "answer.h"
#include "answer_html.h"
#include "facets.h"

answer_form form_of(const char *of_command, const form_options *o)
{
    const struct {
        bool wanted;
        answer_form form;
    } forms[] = {{o->json, FORM_JSON}, {o->jsonl, FORM_JSONL},   {o->csv, FORM_CSV}, {o->html, FORM_HTML},
                 {o->ris, FORM_RIS},   {o->bibtex, FORM_BIBTEX}, {o->csl, FORM_CSL}, {o->lines != NULL, FORM_LINES}};
    answer_form form = FORM_TEXT;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (forms[i].wanted && form != FORM_TEXT)
            usage_error(of_command,
                        "--json, --jsonl, --csv, --html, --ris, --bibtex, --csl-json and --format exclude each other");
        if (forms[i].wanted)
            form = forms[i].form;
    }
    return form;
}

void form_template(const char *of_command, const form_options *o, const answer_kind *kind, template *lines)
{
    char problem[TEMPLATE_PROBLEM];
    if (o->lines && !template_read(lines, o->lines, kind->names, problem))
        usage_error(of_command, "%s", problem);
}

/* --- one JSON object, item by item --- */

static void begin_json(const answer *out)
{
    printf("{\"schema\":%d,\"query\":", JSON_SCHEMA);
    print_json_value(json_text(out->query));
    printf(",\"%s\":[", out->kind->list);
}

static void end_json(answer *out, const quoth_search_totals *totals, const char *next)
{
    printf("],\"total\":%llu,\"total_is_exact\":%s,", (unsigned long long)totals->matches, totals->exact ? "true" : "false");
    if (next) {
        fputs("\"next\":", stdout);
        print_json_value(*next ? json_text(next) : json_null());
        putchar(',');
    }
    if (out->facets) {
        fputs("\"facets\":", stdout);
        print_json_value(json_of_facets(out->facets));
        putchar(',');
    }
    printf("\"took_ms\":%g,\"notes\":", totals->milliseconds);
    print_json_value(out->notes ? json_incref(out->notes) : json_array());
    fputs("}\n", stdout);
}

/* --- in the form asked for --- */

/* Not before the query is known to be good. */
static void begin(answer *out)
{
    if (out->begun)
        return;
    out->begun = true;
    switch (out->form) {
    case FORM_TEXT: print_through_pager(); break;
    case FORM_JSON: begin_json(out); break;
    case FORM_HTML: answer_html_begin(out->query); break;
    case FORM_CSL: putchar('['); break;
    case FORM_JSONL:
    case FORM_RIS:
    case FORM_BIBTEX:
    case FORM_LINES:
    case FORM_COUNT: break;
    case FORM_CSV: printf("%s\r\n", out->kind->csv_head); break;
    }
}

static void cite(const answer *out, const void *item)
{
    reference r = out->kind->reference(item);
    if (out->form == FORM_RIS)
        cite_ris(&r);
    else if (out->form == FORM_BIBTEX)
        cite_bibtex(&r);
    else
        print_json_value(cite_csl(&r));
}

bool answer_print(answer *out, const void *item)
{
    begin(out);
    bool first = out->printed++ == 0;
    switch (out->form) {
    case FORM_TEXT:
        if (!first)
            putchar('\n');
        out->kind->print_text(item);
        break;
    case FORM_JSON:
        if (!first)
            putchar(',');
        print_json_value(out->kind->json(item));
        break;
    case FORM_JSONL: print_json(out->kind->json(item)); break;
    case FORM_CSV: out->kind->print_csv(item); break;
    case FORM_HTML: out->kind->print_html(item); break;
    case FORM_RIS:
    case FORM_BIBTEX: cite(out, item); break;
    case FORM_CSL:
        fputs(first ? "\n" : ",\n", stdout);
        cite(out, item);
        break;
    case FORM_LINES: out->kind->print_line(out->lines, item); break;
    case FORM_COUNT: break;
    }
    return !ferror(stdout);
}

void answer_note(answer *out, const char *note)
{
    if (!out->notes)
        out->notes = json_array();
    json_array_append_new(out->notes, json_text(note));
}

static const char *total_of(const answer *out, const quoth_search_totals *totals)
{
    return counted(totals->matches, out->kind->one, out->kind->many);
}

static void remarks(const answer *out, const quoth_search_totals *totals)
{
    if (out->form == FORM_TEXT && out->printed)
        fprintf(stderr, "%s%s, %.1f ms\n", totals->exact ? "" : "about ", total_of(out, totals), totals->milliseconds);
    if (totals->matches == 0)
        fputs("nothing found\n", stderr);
    for (size_t i = 0; i < json_array_size(out->notes); i++)
        remark("note: %s\n", json_string_value(json_array_get(out->notes, i)));
}

void answer_end(answer *out, const quoth_search_totals *totals, const char *next)
{
    begin(out);
    if (out->form == FORM_JSON)
        end_json(out, totals, next);
    if (out->form == FORM_HTML)
        answer_html_end(totals->exact, total_of(out, totals));
    if (out->form == FORM_CSL)
        fputs("\n]\n", stdout);
    if (out->form == FORM_TEXT && out->facets && quoth_facets_total(out->facets)) {
        putchar('\n');
        facets_print_text(out->facets);
    }
    if (out->form == FORM_COUNT)
        printf("%llu\n", (unsigned long long)totals->matches);
    print_end();
    fflush(stdout);
    if (!out->quiet)
        remarks(out, totals);
    json_decref(out->notes);
    out->notes = NULL;
}
