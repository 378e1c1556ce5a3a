/* matches.h - where in its title and text does an article match? */
#ifndef SEARCHER_MATCHES_H
#define SEARCHER_MATCHES_H

#include "searcher/stored.h"

/* Writes the highlights as places into `out`, which has room for all of them; returns how many. */
size_t matches_of(const stored_article *article, const spans *highlights, quoth_match *out);

#endif
