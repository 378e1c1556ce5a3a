/* said.c - how does a quotation look, in JSON and on a terminal? */
#include <string.h>

#include "said.h"

json_t *json_of_said(const quoth_said *said)
{
    const char *id = said->external_id;
    char number[24];
    if (!*id) {
        snprintf(number, sizeof number, "%llu", (unsigned long long)said->article);
        id = number;
    }
    json_t *object = json_pack("{s:I,s:f,s:s,s:s,s:s,s:s,s:o,s:s,s:s,s:s,s:s,s:f,s:I,s:I}", "rank", (json_int_t)said->rank,
                               "score", said->score, "article", id, "title", said->title, "date", said->date, "source",
                               said->source, "locator", json_text(said->locator), "text", said->text, "speaker", said->speaker,
                               "speaker_mention", said->speaker_mention, "kind", said->kind, "confidence", said->confidence,
                               "start", (json_int_t)said->span.start_cp, "end", (json_int_t)said->span.end_cp);
    json_t *matches = json_array();
    for (size_t i = 0; i < said->match_count; i++)
        json_array_append_new(matches,
                              json_pack("[I,I]", (json_int_t)said->matches[i].start_cp, (json_int_t)said->matches[i].end_cp));
    json_object_set_new(object, "matches", matches);
    if (said->in_title)
        json_object_set_new(object, "in", json_string("title"));
    return object;
}

static void print_line(const quoth_said *said)
{
    print_style(STYLE_DATE);
    fputs(*said->date ? said->date : "undated", stdout);
    print_style(STYLE_FAINT);
    fputs("  ", stdout);
    print_marked(*said->title ? said->title : "(no title)", strlen(*said->title ? said->title : "(no title)"), NULL, 0, true);
    if (*said->source) {
        fputs("  ", stdout);
        print_safely(said->source, strlen(said->source));
    }
    fputs("  ", stdout);
    print_safely(said->locator, strlen(said->locator));
    printf("  (%llu:%u)", (unsigned long long)said->article, said->span.start_cp);
    print_style(STYLE_PLAIN);
    putchar('\n');
}

void print_said(const quoth_said *said, size_t number)
{
    if (number)
        printf("%2zu  ", number);
    else
        fputs("    ", stdout);
    print_style(STYLE_SPEAKER);
    const char *name = *said->speaker ? said->speaker : *said->speaker_mention ? said->speaker_mention : "(nobody named)";
    print_safely(name, strlen(name));
    print_style(STYLE_PLAIN);
    if (*said->kind) {
        print_style(STYLE_FAINT);
        printf("  %s", said->kind);
        print_style(STYLE_PLAIN);
    }
    fputs("\n    ", stdout);
    print_marked(said->text, strlen(said->text), said->matches, said->match_count, true);
    fputs("\n    ", stdout);
    print_line(said);
}
