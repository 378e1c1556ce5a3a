/* timeline_svg.c - how does a timeline look as a picture? */
#include "timeline.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 960, HEIGHT = 380, LEFT = 64, RIGHT = 16, TOP = 64, BOTTOM = 44, PLOT_WIDTH = WIDTH - LEFT - RIGHT };
enum { BASE = HEIGHT - BOTTOM, PLOT_HEIGHT = HEIGHT - TOP - BOTTOM };

/* Text of strangers inside an element. */
static void put_escaped(const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&': fputs("&amp;", stdout); break;
        case '<': fputs("&lt;", stdout); break;
        case '>': fputs("&gt;", stdout); break;
        case '\n':
        case '\t': putchar(' '); break;
        default: print_safely(text, 1);
        }
}

static void put_heading(const timeline_drawing *d)
{
    fputs("<text class=\"t\" x=\"64\" y=\"28\">", stdout);
    put_escaped(*d->query ? d->query : "All articles");
    printf("</text>\n<text class=\"s\" x=\"64\" y=\"48\">%s%s",
           d->share ? "share of the archive’s articles per " : "articles per ", period_name(d->by));
    printf(" · %s</text>\n", counted(quoth_timeline_total(d->timeline), "article", "articles"));
}

/* For those who hear the picture. */
static void put_description(const timeline_drawing *d)
{
    size_t count = quoth_timeline_count(d->timeline);
    const quoth_moment *peak = NULL;
    double most = timeline_most(d);
    fputs("<title id=\"title\">", stdout);
    put_escaped(*d->query ? d->query : "All articles");
    printf(": %s per %s</title>\n<desc id=\"desc\">", d->share ? "share of articles" : "articles", period_name(d->by));
    for (size_t i = 0; i < count; i++) {
        const quoth_moment *m = quoth_timeline_at(d->timeline, i);
        if (!peak && timeline_value(d, m) == most)
            peak = m;
    }
    if (peak) {
        printf("%s from %s to %s; the most in %s, %s", counted(quoth_timeline_total(d->timeline), "article", "articles"),
               quoth_timeline_at(d->timeline, 0)->period, quoth_timeline_at(d->timeline, count - 1)->period, peak->period,
               in_groups(peak->articles));
        printf(" of %s. Hatched: the archive has nothing.", in_groups(peak->held));
    }
    fputs("</desc>\n", stdout);
}

static void put_style(void)
{
    fputs("<style>text{font-family:system-ui,\"DejaVu Sans\",sans-serif;fill:#1f2933}.t{font-size:18px;font-weight:600}"
          ".s{font-size:12px;fill:#52606d}.a{font-size:12px;fill:#52606d}.b{fill:#2b6cb0}.g{stroke:#d9e2ec}.x{stroke:#7b8794}"
          ".bg{fill:#fff}.h{stroke:#9aa5b1;stroke-width:1.5}.hb{fill:#f1f4f7}.o{opacity:.35}.b:hover{fill:#dd6b20}"
          "@media(prefers-color-scheme:dark){text{fill:#f0f4f8}.s,.a{fill:#9fb3c8}.b{fill:#63b3ed}.g{stroke:#334e68}"
          ".x{stroke:#829ab1}.bg{fill:#102a43}.h{stroke:#486581}.hb{fill:#173754}}</style>\n"
          "<defs><pattern id=\"gap\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
          "<rect class=\"hb\" width=\"6\" height=\"6\"/><line class=\"h\" y2=\"6\"/></pattern></defs>\n",
          stdout);
}

/* The step between grid lines: 1, 2 or 5 times a power of ten, so that there are three to six. */
static double step_of(double most, bool whole)
{
    double power = pow(10, floor(log10(most / 5)));
    static const double times[] = {1, 2, 5, 10};
    size_t i = 0;
    while (i < 3 && most / (times[i] * power) > 5.5)
        i++;
    return whole && times[i] * power < 1 ? 1 : times[i] * power;
}

static double height_of(double value, double top)
{
    return top > 0 ? value / top * PLOT_HEIGHT : 0;
}

static void put_number(double value, bool share)
{
    if (share)
        printf("%.10g %%", value);
    else
        fputs(in_groups((uint64_t)(value + 0.5)), stdout);
}

static void put_grid(double top, double step, bool share)
{
    for (unsigned i = 0; i * step <= top * 1.0001; i++) {
        double y = BASE - height_of(i * step, top);
        printf("<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text class=\"a\" text-anchor=\"end\" x=\"%d\" "
               "y=\"%.1f\">",
               i ? "g" : "x", LEFT, WIDTH - RIGHT, y, y, LEFT - 8, y + 4);
        put_number(i * step, share);
        fputs("</text>\n", stdout);
    }
}

static double x_of(const timeline_drawing *d, size_t i)
{
    return LEFT + (double)PLOT_WIDTH * (double)i / (double)quoth_timeline_count(d->timeline);
}

static void put_gaps(const timeline_drawing *d)
{
    size_t count = quoth_timeline_count(d->timeline);
    for (size_t i = 0; i < count; i++) {
        const quoth_moment *first = quoth_timeline_at(d->timeline, i), *last = first;
        size_t end = i;
        for (; end < count && quoth_timeline_at(d->timeline, end)->held == 0; end++)
            last = quoth_timeline_at(d->timeline, end);
        if (end == i)
            continue;
        printf("<rect fill=\"url(#gap)\" x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\"><title>%s", x_of(d, i), TOP,
               x_of(d, end) - x_of(d, i), PLOT_HEIGHT, first->period);
        printf("%s%s: not in the archive</title></rect>\n", first == last ? "" : " to ", first == last ? "" : last->period);
        i = end - 1;
    }
}

static void put_bar(const timeline_drawing *d, size_t i, double top)
{
    const quoth_moment *m = quoth_timeline_at(d->timeline, i);
    double slot = x_of(d, i + 1) - x_of(d, i), air = slot > 3 ? slot * 0.15 : 0;
    double height = height_of(timeline_value(d, m), top);
    bool cut_off = height > PLOT_HEIGHT;
    if (m->articles == 0)
        return;
    printf("<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"><title>%s: %s", cut_off ? "b o" : "b",
           x_of(d, i) + air / 2, cut_off ? TOP : BASE - height, slot - air, cut_off ? PLOT_HEIGHT : height, m->period,
           in_groups(m->articles));
    printf(" of %s</title></rect>\n", counted(m->held, "article", "articles"));
}

/* Where a label may stand: on the first period, and wherever the year (of days and weeks: the month) changes. */
static bool begins_unit(const timeline_drawing *d, size_t i, size_t digits)
{
    if (i == 0)
        return true;
    const char *here = quoth_timeline_at(d->timeline, i)->first_day, *before = quoth_timeline_at(d->timeline, i - 1)->first_day;
    return strncmp(here, before, digits) != 0;
}

/* Digits of the date that the labels show: years where there is room for no more, else months, else days. */
static size_t label_digits(const timeline_drawing *d)
{
    enum { MOST_LABELS = 12, YEAR = 4, MONTH = 7, DAY = 10 };
    static const size_t finest[] = {
        [QUOTH_PERIOD_DAY] = DAY, [QUOTH_PERIOD_WEEK] = DAY, [QUOTH_PERIOD_MONTH] = MONTH, [QUOTH_PERIOD_YEAR] = YEAR};
    static const size_t tried[] = {DAY, MONTH, YEAR};
    for (size_t t = 0; t < 2; t++) {
        size_t labels = 0;
        if (tried[t] > finest[d->by])
            continue;
        for (size_t i = 0; i < quoth_timeline_count(d->timeline); i++)
            labels += begins_unit(d, i, tried[t]);
        if (labels <= MOST_LABELS)
            return tried[t];
    }
    return YEAR;
}

static void put_labels(const timeline_drawing *d)
{
    enum { ROOM = 64 };
    size_t digits = label_digits(d);
    double last = -ROOM;
    for (size_t i = 0; i < quoth_timeline_count(d->timeline); i++) {
        double slot = x_of(d, i + 1) - x_of(d, i), x = x_of(d, i) + (slot > ROOM ? slot / 2 : 0);
        if (!begins_unit(d, i, digits) || x < last + ROOM)
            continue;
        printf("<line class=\"x\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/><text class=\"a\"%s x=\"%.1f\" "
               "y=\"%d\">%.*s</text>\n",
               x, x, BASE, BASE + 5, slot > ROOM ? " text-anchor=\"middle\"" : "", x, BASE + 20, (int)digits,
               quoth_timeline_at(d->timeline, i)->first_day);
        last = x;
    }
}

void timeline_print_svg(const timeline_drawing *d)
{
    double most = timeline_most(d), step = most > 0 ? step_of(most, !d->share) : 1, top = ceil(most / step) * step;
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" "
           "aria-labelledby=\"title desc\">\n",
           WIDTH, HEIGHT, WIDTH, HEIGHT);
    put_description(d);
    put_style();
    printf("<rect class=\"bg\" width=\"%d\" height=\"%d\"/>\n", WIDTH, HEIGHT);
    put_heading(d);
    put_gaps(d);
    put_grid(top, step, d->share);
    for (size_t i = 0; i < quoth_timeline_count(d->timeline); i++)
        put_bar(d, i, top);
    put_labels(d);
    fputs("</svg>\n", stdout);
}
