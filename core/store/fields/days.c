/* days.c - which terms make "mentions a day in this range" an exact look-up?
 *
 * Days, months, years, decades, centuries, millennia and all of time form a tree. A node is written by its common digits:
 * "2023-11-08", "2023-11", "2023", "202", "20", "2", "". Any range of days is the union of a few nodes; a range holds a node
 * exactly if that is one of the range's nodes, or below one. */
#include "store/fields/field.h"

typedef enum level { ALL, MILLENNIUM, CENTURY, DECADE, YEAR, MONTH, DAY } level;

/* Years a node of the level spans, and the digits of its name. */
static const struct {
    int years;
    unsigned digits;
} LEVELS[] = {[ALL] = {10000, 0}, [MILLENNIUM] = {1000, 1}, [CENTURY] = {100, 2}, [DECADE] = {10, 3},
              [YEAR] = {1, 4},    [MONTH] = {0, 7},         [DAY] = {0, 10}};

enum { FIRST_YEAR = 1, LAST_YEAR = 9999, NAME_ROOM = 16 };

/* At most 30 days, 11 months, then 9 of each larger kind, at either end. */
enum { MOST_NODES = 256 };

typedef struct node {
    level level;
    day_range days;
    char name[NAME_ROOM];
} node;

typedef struct node_list {
    node nodes[MOST_NODES];
    size_t count;
} node_list;

static char digit(unsigned number)
{
    return (char)('0' + number % 10);
}

/* Not zero-terminated: as long as its level says. By hand, as every date in every article comes here seven times. */
static void name_node(node *n, civil_date d, level l)
{
    const unsigned year = (unsigned)d.year, month = (unsigned)d.month, of_month = (unsigned)d.day;
    const char whole[] = {
        digit(year / 1000),   digit(year / 100), digit(year / 10), digit(year), '-', digit(month / 10), digit(month), '-',
        digit(of_month / 10), digit(of_month)};
    n->level = l;
    memcpy(n->name, whole, LEVELS[l].digits);
}

static day clamp(day d)
{
    day first = day_from_civil((civil_date){FIRST_YEAR, 1, 1}), last = day_from_civil((civil_date){LAST_YEAR, 12, 31});
    return d < first ? first : d > last ? last : d;
}

/* The days of the node of level `l` that holds the date. The calendar begins with year 1: nodes that start in year 0 do so too.
 */
static day_range node_days(civil_date d, level l)
{
    if (l == DAY) {
        day it = day_from_civil(d);
        return (day_range){it, it};
    }
    if (l == MONTH)
        return day_range_of_month(d.year, d.month);
    int first = d.year / LEVELS[l].years * LEVELS[l].years, last = first + LEVELS[l].years - 1;
    day_range whole = {day_range_of_year(first < FIRST_YEAR ? FIRST_YEAR : first).first, day_range_of_year(last).last};
    return whole;
}

/* The fewest nodes whose union is the range: from its first day on, always the largest that starts here and ends within. */
static void cover(day_range r, node_list *out)
{
    day at = clamp(r.first == DAY_OPEN_FIRST ? INT32_MIN : r.first), last = clamp(r.last);
    out->count = 0;
    if (r.last == NO_DAY)
        return;
    while (at <= last && out->count < MOST_NODES) {
        civil_date date = day_to_civil(at);
        for (level l = ALL; l <= DAY; l++) {
            day_range days = node_days(date, l);
            if (days.first != at || days.last > last)
                continue;
            out->nodes[out->count].days = days;
            name_node(&out->nodes[out->count++], date, l);
            at = days.last + 1;
            break;
        }
    }
}

static void give(const char *prefix, const node *n, level l, term_sink sink, void *context)
{
    char term[NAME_ROOM + 2];
    size_t len = strlen(prefix);
    memcpy(term, prefix, len);
    memcpy(term + len, n->name, LEVELS[l].digits);
    sink(context, (str){term, len + LEVELS[l].digits});
}

static bool same_node(const node *a, const node *b, level l)
{
    return memcmp(a->name, b->name, LEVELS[l].digits) == 0;
}

/* Calls `sink` once for each different node of level l among the cover's nodes and above them: they rise, so equal ones are
 * neighbours. */
static void give_level(const char *prefix, const node_list *c, level l, term_sink sink, void *context)
{
    const node *before = NULL;
    for (size_t i = 0; i < c->count; i++) {
        const node *n = &c->nodes[i];
        if (n->level < l)
            continue;
        if (!before || !same_node(before, n, l))
            give(prefix, n, l, sink, context);
        before = n;
    }
}

static void give_posted(const char *prefix, day_range days, term_sink sink, void *context)
{
    node_list c;
    cover(days, &c);
    for (level l = ALL; l <= DAY; l++)
        give_level(prefix, &c, l, sink, context);
}

static void give_queried(const char *prefix, day_range wanted, term_sink sink, void *context)
{
    node_list c;
    cover(wanted, &c);
    for (size_t i = 0; i < c.count; i++)
        give(prefix, &c.nodes[i], c.nodes[i].level, sink, context);
}

void term_days_posted(day_range mentioned, term_sink sink, void *context)
{
    give_posted("OA", mentioned, sink, context);
}

void term_days_queried(day_range wanted, term_sink sink, void *context)
{
    give_queried("OA", wanted, sink, context);
}

void term_captured_posted(day captured, term_sink sink, void *context)
{
    give_posted("C", (day_range){captured, captured}, sink, context);
}

void term_captured_queried(day_range wanted, term_sink sink, void *context)
{
    give_queried("C", wanted, sink, context);
}

bool days_mention_counts(day_range mentioned, day_range wanted)
{
    if (mentioned.last == NO_DAY || mentioned.first > wanted.last || wanted.first > mentioned.last)
        return false;
    if (wanted.first <= mentioned.first && mentioned.last <= wanted.last)
        return true;
    node_list c;
    cover(mentioned, &c);
    for (size_t i = 0; i < c.count; i++)
        if (wanted.first <= c.nodes[i].days.first && c.nodes[i].days.last <= wanted.last)
            return true;
    return false;
}
