/* date.c - the date tagger: find all mentions of times, then say what each means */
#include "indexer/tag/tag.h"
#include "resolve.h"

/* Without a date of publication, a full date in the first lines (a dateline) stands for it. */
static day dateline_day(const mention *all, size_t count)
{
    enum { FIRST_LINES = 300 };
    for (size_t i = 0; i < count && all[i].start < FIRST_LINES; i++)
        if (!all[i].in_title && all[i].shape == SHAPE_DAY && all[i].year && all[i].month && all[i].era >= 0)
            return day_from_civil((civil_date){all[i].year, all[i].month, all[i].day_of_month});
    return NO_DAY;
}

static void resolve_all(arena *a, day publication, mention *all, size_t count, tags *out)
{
    resolver r;
    resolver_init(&r, a, publication, all, count);
    for (size_t i = 0; i < count; i++) {
        const mention *m = &all[i];
        date_mention found = {.span = {m->start, m->end}, .type = m->type, .rule = m->rule, .in_title = m->in_title};
        resolve_mention(&r, m, &found);
        vec_push(a, &out->dates, found);
    }
}

void tag_dates(arena *a, const tag_input *in, tags *out)
{
    finder f = {.arena = a, .languages = words_of_language(in->lang)};
    if (f.languages == 0)
        return;
    if (in->title)
        find_mentions(&f, in->title, true);
    size_t in_title = f.found.count;
    find_mentions(&f, in->body, false);
    day publication = in->art->published_day;
    size_t in_body = f.found.count - in_title;
    mention *of_body = in_body > 0 ? f.found.items + in_title : NULL;
    if (publication == NO_DAY)
        publication = dateline_day(of_body, in_body);
    resolve_all(a, publication, f.found.items, in_title, out);
    resolve_all(a, publication, of_body, in_body, out);
}

const char *date_rule_name(uint8_t rule)
{
    static const char *const names[RULE_COUNT] = {
        [RULE_NONE] = "",
        [RULE_FULL_DATE] = "full date",
        [RULE_MONTH_DAY] = "month and day",
        [RULE_MONTH_YEAR] = "month and year",
        [RULE_MONTH] = "month",
        [RULE_YEAR] = "year",
        [RULE_DECADE] = "decade",
        [RULE_CENTURY] = "century",
        [RULE_NUMERIC] = "date in numbers",
        [RULE_WEEKDAY] = "weekday",
        [RULE_DAY_WORD] = "today, yesterday",
        [RULE_RELATIVE_UNIT] = "last, this, next",
        [RULE_AGO] = "ago, earlier, later",
        [RULE_QUARTER] = "quarter",
        [RULE_SEASON] = "season",
        [RULE_HOLIDAY] = "holiday",
        [RULE_CLOCK] = "clock",
        [RULE_DAY_PART] = "part of the day",
        [RULE_DURATION] = "length",
        [RULE_BARE_UNIT] = "length, not counted",
        [RULE_SET] = "repeated",
        [RULE_REFERENCE] = "now, recently",
    };
    return rule < RULE_COUNT ? names[rule] : "";
}
