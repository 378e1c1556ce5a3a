/* show_evidence.c - what says when an article was published, and why is each of its tags what it is? */
#include <string.h>

#include "show.h"

enum { WORDS_BYTES = 22, SHOWN_BYTES = 60 };

static void print_faint(const char *text)
{
    print_style(STYLE_FAINT);
    fputs(text, stdout);
    print_style(STYLE_PLAIN);
}

/* --- the day --- */

static const char *standing(const quoth_article *a, const quoth_date_claim *claim)
{
    if (claim->is_believed)
        return strcmp(claim->date, a->date) == 0 ? "believed" : "believed, read as the publisher's own day";
    if (claim->is_conflict)
        return "says otherwise";
    return strcmp(claim->date, a->date) == 0 ? "agrees" : "differs, but means little";
}

static void show_claims(const quoth_article *a)
{
    puts("\npublication date");
    if (!a->claim_count)
        printf("  %s\n", *a->date ? "the only one that was given" : "none was found");
    for (size_t i = 0; i < a->claim_count; i++) {
        const quoth_date_claim *claim = &a->claims[i];
        printf("  %s  %-*s ", claim->date, WORDS_BYTES, claim->words);
        print_faint(standing(a, claim));
        putchar('\n');
    }
}

json_t *json_of_claims(const quoth_article *a)
{
    json_t *list = json_array();
    for (size_t i = 0; i < a->claim_count; i++) {
        const quoth_date_claim *claim = &a->claims[i];
        json_array_append_new(list, json_pack("{s:s,s:s,s:b,s:b}", "date", claim->date, "from", claim->origin, "believed",
                                              claim->is_believed, "conflict", claim->is_conflict));
    }
    return list;
}

/* --- the tags --- */

/* What stands there, in one line; a long one's beginning. */
static void print_written(const quoth_article *a, const quoth_span *span, int in_title)
{
    const char *text = (in_title ? a->title : a->text) + span->start;
    size_t len = span->end - span->start, shown = len;
    if (len > SHOWN_BYTES)
        for (shown = SHOWN_BYTES; shown > 0 && ((unsigned char)text[shown] & 0xC0) == 0x80;)
            shown--;
    print_marked(text, shown, NULL, 0, true);
    fputs(shown < len ? "…" : "", stdout);
}

static void print_reason(const char *kind, const char *rule, double confidence)
{
    print_style(STYLE_FAINT);
    printf("      %s%srule %s, %.0f %%", kind, *kind ? ", " : "", *rule ? rule : "(unnamed)", confidence * 100);
    print_style(STYLE_PLAIN);
    putchar('\n');
}

static void show_quotations(const quoth_article *a)
{
    const quoth_quotation *q;
    size_t n = quoth_tags_quotations(a->tags, &q);
    puts(n ? "quotations" : "no quotations");
    for (; n > 0; n--, q++) {
        fputs("  ", stdout);
        print_written(a, &q->span, q->in_title);
        fputs("\n      by ", stdout);
        const char *name = *q->name ? q->name : "nobody named";
        print_safely(name, strlen(name));
        if (q->speaker.end > q->speaker.start) {
            fputs(", here \"", stdout);
            print_written(a, &q->speaker, q->in_title);
            putchar('"');
        }
        if (q->cue.end > q->cue.start) {
            fputs("; cue \"", stdout);
            print_written(a, &q->cue, q->in_title);
            putchar('"');
        }
        putchar('\n');
        print_reason(q->kind, q->rule, q->confidence);
    }
}

static void show_places(const quoth_article *a)
{
    const quoth_place *p;
    size_t n = quoth_tags_places(a->tags, &p);
    puts(n ? "places" : "no places");
    for (; n > 0; n--, p++) {
        fputs("  ", stdout);
        print_written(a, &p->span, p->in_title);
        printf(" = ");
        print_safely(p->name, strlen(p->name));
        printf("%s%s, %u\n", *p->country ? " " : "", p->country, p->geonameid);
        print_reason(p->kind, p->rule, p->confidence);
    }
}

static void show_times(const quoth_article *a)
{
    const quoth_timex *t;
    size_t n = quoth_tags_timexes(a->tags, &t);
    puts(n ? "dates" : "no dates");
    for (; n > 0; n--, t++) {
        fputs("  ", stdout);
        print_written(a, &t->span, t->in_title);
        printf(" = %s\n", t->value);
        print_reason(t->type, t->rule, t->confidence);
    }
}

void show_evidence(const quoth_article *a)
{
    show_claims(a);
    show_quotations(a);
    show_places(a);
    show_times(a);
}
