/* timeline.h - how is a timeline drawn? */
#ifndef CLI_TIMELINE_H
#define CLI_TIMELINE_H

#include "cli.h"

typedef struct timeline_drawing {
    const quoth_timeline *timeline;
    const char *query;
    quoth_period by;
    bool share; /* of what the archive holds in each period, in percent, instead of the number of articles */
} timeline_drawing;

/* "day", "week", "month", "year". Static. */
const char *period_name(quoth_period by);
/* What the bar of a moment stands for. */
double timeline_value(const timeline_drawing *d, const quoth_moment *m);
/* The largest of them, 0 for an empty one: what the longest bar stands for. Shares of periods of which the archive holds next to
 * nothing (less than a twentieth of what it holds of a period on average) would dwarf all others: they do not count, and their
 * bars are cut off where they are longer. */
double timeline_most(const timeline_drawing *d);
void timeline_print_text(const timeline_drawing *d);
/* One picture without scripts or references: a bar a period with its figures as a tool tip, hatched where the archive has
 * nothing, a title and a description for screen readers, in the reader's light or dark colours. */
void timeline_print_svg(const timeline_drawing *d);

#endif
