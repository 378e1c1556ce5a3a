/* figures.h - the persons and bodies of an article: which names are one, who holds which office? */
#ifndef TAG_SPEAKER_FIGURES_H
#define TAG_SPEAKER_FIGURES_H

#include "indexer/tag/speaker/name_run.h"

/* The number (from 1) of the figure this name is of, a new one if need be. `type` becomes the figure's. */
uint32_t figure_of_name(finder *f, const name_run *r, who *type, gender sex);

/* The capital word ends the name of a person met already. */
bool bears_surname(const finder *f, const piece *p);
/* "Silver said …": a common word at the start of a sentence that ends the name of a person met already. */
bool is_known_surname(const finder *f, const piece *p);

/* The noun at that piece is said of the figure; nothing if it is no office or the figure is 0. */
void add_office(finder *f, uint32_t noun, uint32_t figure_number);

#endif
