/* contrast.c - how surely is something commoner in one group of articles than in another? */
#include "searcher/facet/contrast.h"

#include <math.h>

/* n log(n / expected), which is 0 for 0. */
static double part(double n, double expected)
{
    return n > 0 ? n * log(n / expected) : 0;
}

double contrast_score(double here, double here_total, double there, double there_total)
{
    double share = (here + there) / (here_total + there_total);
    if (!(share > 0 && share < 1) || here_total <= 0 || there_total <= 0) /* in none, in all, or nothing to compare with */
        return 0;
    double g2 = part(here, here_total * share) + part(there, there_total * share) +
                part(here_total - here, here_total * (1 - share)) + part(there_total - there, there_total * (1 - share));
    double root = sqrt(g2 > 0 ? 2 * g2 : 0);
    return here / here_total > there / there_total ? root : -root;
}
