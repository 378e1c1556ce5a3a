/* contrast.h - how surely is something commoner in one group of articles than in another? */
#ifndef SEARCHER_FACET_CONTRAST_H
#define SEARCHER_FACET_CONTRAST_H

/* The signed root of the log-likelihood ratio G2: Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence",
 * Computational Linguistics 19 (1993). Of standard deviations for what is not rare, and still right where it is, or where one
 * group has none at all. Counted are articles, not tokens, so that one long article does not decide. (Monroe, Colaresi, Quinn's
 * log-odds with a Dirichlet prior, "Fightin' Words", Political Analysis 16, 2008, was tried: it puts the words that only one
 * group has, the most telling ones, beneath common ones, since its variance grows as the smaller count falls.) Positive: commoner
 * `here`. here <= here_total, there <= there_total. */
double contrast_score(double here, double here_total, double there, double there_total);

#endif
