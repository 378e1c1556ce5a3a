/* timeline.c - how does a timeline look on a terminal? */
#include "timeline.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

const char *period_name(quoth_period by)
{
    switch (by) {
    case QUOTH_PERIOD_DAY: return "day";
    case QUOTH_PERIOD_WEEK: return "week";
    case QUOTH_PERIOD_MONTH: return "month";
    case QUOTH_PERIOD_YEAR: break;
    }
    return "year";
}

double timeline_value(const timeline_drawing *d, const quoth_moment *m)
{
    if (!d->share)
        return (double)m->articles;
    return m->held ? 100 * (double)m->articles / (double)m->held : 0;
}

/* Articles that a period must have for its share to count. */
static double least_held(const timeline_drawing *d)
{
    double held = 0, periods = 0;
    for (size_t i = 0; i < quoth_timeline_count(d->timeline); i++) {
        const quoth_moment *m = quoth_timeline_at(d->timeline, i);
        held += (double)m->held;
        periods += m->held > 0;
    }
    return d->share && periods > 0 ? held / periods / 20 : 0;
}

double timeline_most(const timeline_drawing *d)
{
    double most = 0, least = least_held(d);
    for (size_t i = 0; i < quoth_timeline_count(d->timeline); i++) {
        const quoth_moment *m = quoth_timeline_at(d->timeline, i);
        double value = timeline_value(d, m);
        if ((double)m->held >= least && value > most)
            most = value;
    }
    return most;
}

/* Columns for the bars: what the terminal has left, 50 where there is none. */
static unsigned bar_room(bool share)
{
    enum { USUAL = 50, MOST = 200 };
    struct winsize size;
    unsigned left = share ? 38 : 24;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < left + 10)
        return USUAL;
    return size.ws_col - left > MOST ? MOST : size.ws_col - left;
}

/* Whole blocks and one of eighths; never nothing for something. */
static void print_bar(double wanted, unsigned room)
{
    double part = wanted > 1 ? 1 : wanted;
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    unsigned units = (unsigned)(part * room * 8 + 0.5);
    if (units == 0 && part > 0)
        units = 1;
    print_style(STYLE_DATE);
    for (unsigned i = 0; i < units / 8; i++)
        fputs("█", stdout);
    fputs(eighths[units % 8], stdout);
    fputs(wanted > 1 ? "…" : "", stdout);
    print_style(STYLE_PLAIN);
}

/* Periods in a row of which the archive has no article: one line, however many. */
static size_t print_gap(const timeline_drawing *d, size_t from)
{
    size_t end = from;
    while (end < quoth_timeline_count(d->timeline) && quoth_timeline_at(d->timeline, end)->held == 0)
        end++;
    const quoth_moment *first = quoth_timeline_at(d->timeline, from), *last = quoth_timeline_at(d->timeline, end - 1);
    print_style(STYLE_FAINT);
    if (first == last)
        printf("%-10s          ┆ the archive has nothing of this %s", first->period, period_name(d->by));
    else
        printf("%-10s          ┆ … to %s: the archive has nothing of these %s %ss", first->period, last->period,
               in_groups(end - from), period_name(d->by));
    print_style(STYLE_PLAIN);
    putchar('\n');
    return end;
}

void timeline_print_text(const timeline_drawing *d)
{
    double most = timeline_most(d);
    unsigned room = bar_room(d->share);
    for (size_t i = 0; i < quoth_timeline_count(d->timeline);) {
        const quoth_moment *m = quoth_timeline_at(d->timeline, i);
        if (m->held == 0) {
            i = print_gap(d, i);
            continue;
        }
        printf("%-10s %8s ", m->period, in_groups(m->articles));
        if (d->share)
            printf("of %7s %6.2f %% ", in_groups(m->held), timeline_value(d, m));
        fputs(" ", stdout);
        print_bar(most > 0 ? timeline_value(d, m) / most : 0, room);
        putchar('\n');
        i++;
    }
}
