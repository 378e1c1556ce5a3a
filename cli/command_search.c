/* command_search.c - which articles match? quoth search */
#include <stdlib.h>

#include "asking.h"
#include "hits_out.h"

typedef struct searching {
    asking q;
    quoth_search_options options;
    hits_out out;
} searching;

static int take_hit(void *context, const quoth_hit *hit)
{
    searching *s = context;
    return hits_print(&s->out, hit);
}

static void take_note(void *context, const char *note)
{
    searching *s = context;
    hits_note(&s->out, note);
}

static void search_all(searching *s)
{
    quoth_search_visitor visitor = {.context = s, .hit = take_hit, .note = take_note};
    quoth_search_totals totals;
    quoth_error err;
    if (quoth_search_each(s->q.archive, s->q.query, &s->options, &visitor, &totals, &err) != QUOTH_OK)
        asking_failed(&s->q, &err);
    else
        hits_end(&s->out, &totals, NULL);
}

static void search_page(searching *s)
{
    quoth_result *result = NULL;
    quoth_search_totals totals = {0};
    quoth_error err;
    const char *note;
    if (quoth_search(s->q.archive, s->q.query, &s->options, &result, &err) != QUOTH_OK) {
        asking_failed(&s->q, &err);
        return;
    }
    totals.matches = quoth_result_total(result, &totals.exact);
    totals.milliseconds = quoth_result_milliseconds(result);
    for (size_t i = 0; i < quoth_result_count(result) && hits_print(&s->out, quoth_result_hit(result, i)); i++) {
    }
    for (size_t i = 0; (note = quoth_result_note(result, i)); i++)
        hits_note(&s->out, note);
    hits_end(&s->out, &totals, quoth_result_next(result));
    quoth_result_free(result);
}

static hits_form form_of(bool json, bool jsonl, bool csv)
{
    if (json + jsonl + csv > 1)
        usage_error("search", "--json, --jsonl and --csv exclude each other");
    return json ? HITS_JSON : jsonl ? HITS_JSONL : csv ? HITS_CSV : HITS_TEXT;
}

/* 30d, 2w, 1y */
static unsigned days_of(const char *text)
{
    static const struct {
        char letter;
        unsigned days;
    } units[] = {{'d', 1}, {'w', 7}, {'y', 365}};
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (*text >= '0' && *text <= '9' && number > 0 && number <= 10000 && end[0] == units[i].letter && end[1] == '\0')
            return (unsigned)number * units[i].days;
    usage_error("search", "--recent takes days, weeks or years: 30d, 2w, 1y; not %s", text);
}

int command_search(int argc, char **argv)
{
    searching s = {0};
    long limit = 10, offset = 0, context = 2, sample = 0, seed = 0;
    int sort = 0;
    const char *recent = NULL;
    bool any = false, expand = false, exact = false, json = false, jsonl = false, csv = false, no_snippets = false;
    const option_row rows[] = {
        {"limit", 'n', OPTION_NUMBER, &limit, "N", "at most this many hits (default: 10; 0: all)"},
        {"offset", 0, OPTION_NUMBER, &offset, "N", "leave out the first N"},
        {"after", 0, OPTION_TEXT, &s.options.after, "CURSOR", "what follows the answer whose \"next\" in JSON is CURSOR"},
        {"sort", 0, OPTION_CHOICE, &sort, "relevance|date|-date", "order (default: relevance; date: oldest first)"},
        {"sample", 0, OPTION_NUMBER, &sample, "N", "N of all matches, drawn at random"},
        {"seed", 0, OPTION_NUMBER, &seed, "S", "another number draws other articles (default: 0)"},
        {"any", 0, OPTION_FLAG, &any, NULL, "articles with any of the words, not all"},
        {"expand", 0, OPTION_FLAG, &expand, NULL, "rank also by what the best hits have in common"},
        {"recent", 0, OPTION_TEXT, &recent, "30d", "scores halve with so many days (d), weeks (w), years (y) of age"},
        {"exact-total", 0, OPTION_FLAG, &exact, NULL, "count every match, do not estimate"},
        {"context", 'C', OPTION_NUMBER, &context, "N", "sentences in a snippet (default: 2)"},
        {"no-snippets", 0, OPTION_FLAG, &no_snippets, NULL, "titles only"},
        {"json", 0, OPTION_FLAG, &json, NULL, "the whole answer as one JSON object"},
        {"jsonl", 0, OPTION_FLAG, &jsonl, NULL, "one JSON object a hit"},
        {"csv", 0, OPTION_FLAG, &csv, NULL, "one line a hit for spreadsheets"},
        {0},
    };
    asking_read(&s.q, argc, argv, rows);
    s.options.limit = (size_t)limit;
    s.options.offset = (size_t)offset;
    s.options.sort = (quoth_sort)sort;
    s.options.sample = (size_t)sample;
    s.options.seed = (uint64_t)seed;
    s.options.any = any;
    s.options.expand = expand;
    s.options.recent_days = recent ? days_of(recent) : 0;
    s.options.count_exactly = exact;
    s.options.no_snippets = no_snippets;
    s.options.context_sentences = (unsigned)context;
    s.out = (hits_out){.form = form_of(json, jsonl, csv), .query = s.q.query, .quiet = s.q.common.quiet};
    if (asking_open(&s.q)) {
        if (limit == 0)
            search_all(&s);
        else
            search_page(&s);
        if (s.q.status == EXIT_FOUND && s.out.printed == 0)
            s.q.status = EXIT_NOTHING;
    }
    return asking_end(&s.q);
}
