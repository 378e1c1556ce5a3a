/* said.c - how does a quotation look, in JSON and on a terminal? */
#include <string.h>

#include "answer_html.h"
#include "said.h"

/* The members of a quotation in a list, all and only those: programs count on them. */
static json_t *json_of_quotation(const quoth_said *said)
{
    const char *id = said->external_id;
    char number[24];
    if (!*id) {
        snprintf(number, sizeof number, "%llu", (unsigned long long)said->article);
        id = number;
    }
    json_t *object =
        json_pack("{s:I,s:f,s:s,s:s,s:s,s:o,s:s,s:s,s:s,s:s,s:f,s:I,s:I}", "rank", (json_int_t)said->rank, "score", said->score,
                  "article", id, "title", said->title, "date", said->date, "locator", json_text(said->locator), "text",
                  said->text, "speaker", said->speaker, "speaker_mention", said->speaker_mention, "kind", said->kind,
                  "confidence", said->confidence, "start", (json_int_t)said->span.start_cp, "end", (json_int_t)said->span.end_cp);
    json_t *matches = json_array();
    for (size_t i = 0; i < said->match_count; i++)
        json_array_append_new(matches,
                              json_pack("[I,I]", (json_int_t)said->matches[i].start_cp, (json_int_t)said->matches[i].end_cp));
    json_object_set_new(object, "matches", matches);
    return object;
}

static void add_texts(json_t *object, const char *const texts[][2], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (*texts[i][1])
            json_object_set_new(object, texts[i][0], json_text(texts[i][1]));
}

json_t *json_of_said(const quoth_said *said)
{
    json_t *object = json_of_quotation(said);
    const char *const of_article[][2] = {{"source", said->source}, {"author", said->author}, {"url", said->url}};
    add_texts(object, of_article, sizeof of_article / sizeof *of_article);
    if (said->page)
        json_object_set_new(object, "page", json_integer(said->page));
    if (said->in_title)
        json_object_set_new(object, "in", json_string("title"));
    return object;
}

static void print_origin(const quoth_said *said)
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
    print_locator(said->locator, said->page);
    printf("  (%llu:%u)", (unsigned long long)said->article, said->span.start_cp);
    print_style(STYLE_PLAIN);
    putchar('\n');
}

/* What stands around a quotation in its article: faint, or in brackets where styles do not show. */
static void print_round(const char *text, bool is_before)
{
    size_t len = strlen(text);
    bool brackets = !print_in_colour();
    if (len == 0 || (!is_before && strspn(text, ".,;:!?") == len))
        return;
    if (!is_before && !strchr(".,;:!?)", *text))
        putchar(' ');
    print_style(STYLE_FAINT);
    fputs(brackets ? "[" : "", stdout);
    print_safely(text, len);
    fputs(brackets ? "]" : "", stdout);
    print_style(STYLE_PLAIN);
    if (is_before && !strchr("([", text[len - 1]))
        putchar(' ');
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
    print_round(said->before, true);
    print_marked(said->text, strlen(said->text), said->matches, said->match_count, true);
    print_round(said->after, false);
    fputs("\n    ", stdout);
    print_origin(said);
}

/* --- in a list --- */

static void print_text(const void *item)
{
    const quoth_said *said = item;
    print_said(said, said->rank);
}

/* What stands around it is there only where --context asks for it. */
static json_t *as_json(const void *item)
{
    const quoth_said *said = item;
    json_t *object = json_of_quotation(said);
    const char *const around[][2] = {{"before", said->before}, {"after", said->after}};
    add_texts(object, around, sizeof around / sizeof *around);
    return object;
}

static void print_csv(const void *item)
{
    const quoth_said *s = item;
    printf("%zu,%.6f,", s->rank, s->score);
    if (*s->external_id)
        print_csv_field(s->external_id, false);
    else
        printf("%llu,", (unsigned long long)s->article);
    const char *fields[] = {s->title, s->date, s->locator, s->text, s->speaker, s->speaker_mention, s->kind};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        print_csv_field(fields[i], false);
    printf("%.2f,%u,%u,", s->confidence, s->span.start_cp, s->span.end_cp);
    print_csv_field(s->source, false);
    print_csv_field(s->author, false);
    print_csv_field(s->url, true);
}

static const char *const names[] = {"rank",   "id",         "article", "score",   "date",  "title",   "source",
                                    "author", "language",   "url",     "locator", "text",  "speaker", "mention",
                                    "kind",   "confidence", "start",   "before",  "after", "page",    NULL};

static void print_line(const template *lines, const void *item)
{
    const quoth_said *s = item;
    char rank[24], article[24], score[32], confidence[16], start[16], page[12] = "";
    snprintf(rank, sizeof rank, "%zu", s->rank);
    snprintf(article, sizeof article, "%llu", (unsigned long long)s->article);
    snprintf(score, sizeof score, "%.6f", s->score);
    snprintf(confidence, sizeof confidence, "%.2f", s->confidence);
    snprintf(start, sizeof start, "%u", s->span.start_cp);
    if (s->page)
        snprintf(page, sizeof page, "%u", s->page);
    const char *values[] = {rank,        *s->external_id ? s->external_id : article,
                            article,     score,
                            s->date,     s->title,
                            s->source,   s->author,
                            s->language, s->url,
                            s->locator,  s->text,
                            s->speaker,  s->speaker_mention,
                            s->kind,     confidence,
                            start,       s->before,
                            s->after,    page};
    template_print(lines, values);
}

static reference as_reference(const void *item)
{
    const quoth_said *s = item;
    reference r = {.title = s->title,
                   .authors = s->authors,
                   .author_count = s->author_count,
                   .date = s->date,
                   .source = s->source,
                   .url = s->url,
                   .language = s->language,
                   .id = s->external_id,
                   .locator = s->locator,
                   .page = s->page,
                   .abstract = s->text,
                   .quoted = s->text,
                   .note = *s->speaker ? s->speaker : s->speaker_mention};
    snprintf(r.key, sizeof r.key, "%llu%s%u", (unsigned long long)s->article, s->in_title ? "t" : ".", s->span.start_cp);
    return r;
}

const answer_kind kind_of_quotations = {
    .list = "quotations",
    .one = "quotation",
    .many = "quotations",
    .csv_head = "rank,score,article,title,date,locator,text,speaker,speaker_mention,kind,confidence,start,end,source,author,url",
    .names = names,
    .print_text = print_text,
    .json = as_json,
    .print_csv = print_csv,
    .print_line = print_line,
    .print_html = answer_html_said,
    .reference = as_reference};
