/* command_search.c - which articles match? quoth search */
#include <stdlib.h>

#include "asking.h"
#include "facets.h"
#include "hits.h"

#include <unistd.h>

typedef struct searching {
    asking q;
    quoth_search_options options;
    answer out;
} searching;

static int take_hit(void *context, const quoth_hit *hit)
{
    searching *s = context;
    return answer_print(&s->out, hit);
}

static void take_note(void *context, const char *note)
{
    searching *s = context;
    answer_note(&s->out, note);
}

static void search_all(searching *s)
{
    quoth_search_visitor visitor = {.context = s, .hit = take_hit, .note = take_note};
    quoth_search_totals totals;
    quoth_error err;
    if (quoth_search_each(s->q.archive, s->q.query, &s->options, &visitor, &totals, &err) != QUOTH_OK)
        asking_failed(&s->q, &err);
    else
        answer_end(&s->out, &totals, NULL);
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
    for (size_t i = 0; i < quoth_result_count(result) && answer_print(&s->out, quoth_result_hit(result, i)); i++) {
    }
    for (size_t i = 0; (note = quoth_result_note(result, i)); i++)
        answer_note(&s->out, note);
    answer_end(&s->out, &totals, quoth_result_next(result));
    quoth_result_free(result);
}

/* Of all matches, whichever hits are shown. False after having said why not. */
static bool count_facets(searching *s, const char *names, quoth_facets **facets)
{
    quoth_error err;
    if (!names)
        return true;
    facet_list list = facets_of_text("search", names);
    if (quoth_facets_count(s->q.archive, s->q.query, s->options.any, list.wanted, list.count, facets, &err) != QUOTH_OK) {
        asking_failed(&s->q, &err);
        return false;
    }
    s->out.facets = *facets;
    return true;
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

/* Without a word about it, copies are folded for people, where that can be done. */
static bool folds(const searching *s, bool group, bool no_group)
{
    bool can = s->options.limit > 0 && !s->options.after && s->options.sample == 0;
    if (group + no_group > 1)
        usage_error("search", "--group and --no-group exclude each other");
    if (group && !can)
        usage_error("search", "--group excludes --after, --sample and --limit=0");
    if (s->options.lead && (no_group || !can))
        usage_error("search", "--lead is for copies that are folded");
    return group || s->options.lead || (can && !no_group && s->out.form == FORM_TEXT && isatty(STDOUT_FILENO));
}

int command_search(int argc, char **argv)
{
    searching s = {0};
    long limit = 10, offset = 0, sentences = 2, context = 0, sample = 0, seed = 0;
    int sort = 0;
    const char *recent = NULL;
    bool any = false, expand = false, exact = false, no_snippets = false;
    bool places_of_matches = false, passages = false;
    form_options form = {0};
    template lines = {0};
    bool group = false, no_group = false;
    const char *facet_names = NULL;
    quoth_facets *facets = NULL;
    const option_row rows[] = {
        {"limit", 'n', OPTION_NUMBER, &limit, "N", "at most this many hits (default: 10; 0: all)"},
        {"offset", 0, OPTION_NUMBER, &offset, "N", "leave out the first N"},
        {"after", 0, OPTION_TEXT, &s.options.after, "CURSOR", "what follows the answer whose \"next\" in JSON is CURSOR"},
        {"sort", 0, OPTION_CHOICE, &sort, "relevance|date|-date", "order (default: relevance; date: oldest first)"},
        {"sample", 0, OPTION_NUMBER, &sample, "N", "N of all matches, drawn at random"},
        {"seed", 0, OPTION_NUMBER, &seed, "S", "another number draws other articles (default: 0)"},
        {"group", 0, OPTION_FLAG, &group, NULL, "one place for all copies of a report (on a terminal the default)"},
        {"no-group", 0, OPTION_FLAG, &no_group, NULL, "a place for each copy"},
        {"lead", 0, OPTION_TEXT, &s.options.lead, "WHICH", "the copy that is shown: best, first, longest, source:NAME"},
        {"any", 0, OPTION_FLAG, &any, NULL, "articles with any of the words, not all"},
        {"expand", 0, OPTION_FLAG, &expand, NULL, "rank also by what the best hits have in common"},
        {"recent", 0, OPTION_TEXT, &recent, "30d", "scores halve with so many days (d), weeks (w), years (y) of age"},
        {"exact-total", 0, OPTION_FLAG, &exact, NULL, "count every match, do not estimate"},
        {"sentences", 0, OPTION_NUMBER, &sentences, "N", "sentences with a match in a snippet (default: 2)"},
        {"passages", 0, OPTION_FLAG, &passages, NULL, "every sentence with a match"},
        {"context", 'C', OPTION_NUMBER, &context, "N", "N sentences more on both sides of each"},
        {"matches", 0, OPTION_FLAG, &places_of_matches, NULL, "in JSON: where each match stands, in bytes and characters"},
        {"no-snippets", 0, OPTION_FLAG, &no_snippets, NULL, "titles only"},
        {"facet", 0, OPTION_TEXT, &facet_names, "NAME[:N],…", "count values over all matches, as quoth facets does"},
        FORM_ROWS(form, "hit"),
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
    s.options.snippet_sentences = passages ? QUOTH_ALL_SENTENCES : (unsigned)sentences;
    s.options.context_sentences = (unsigned)context;
    s.options.matches = places_of_matches;
    form_template(argv[0], &form, &kind_of_hits, &lines);
    s.out = (answer){
        .kind = &kind_of_hits, .form = form_of(argv[0], &form), .lines = &lines, .query = s.q.query, .quiet = s.q.common.quiet};
    s.options.group = folds(&s, group, no_group);
    if (facet_names && s.out.form != FORM_TEXT && s.out.form != FORM_JSON)
        usage_error(argv[0], "--facet goes with text and --json; quoth facets --csv prints them alone");
    if (asking_open(&s.q) && count_facets(&s, facet_names, &facets)) {
        if (limit == 0)
            search_all(&s);
        else
            search_page(&s);
        if (s.q.status == EXIT_FOUND && s.out.printed == 0)
            s.q.status = EXIT_NOTHING;
    }
    template_release(&lines);
    quoth_facets_free(facets);
    return asking_end(&s.q);
}
