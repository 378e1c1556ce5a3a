/* links.h - what do mentions tell about their neighbours? */
#ifndef TAG_SPEAKER_LINKS_H
#define TAG_SPEAKER_LINKS_H

#include "indexer/tag/speaker/finder.h"

/* The newest mention beside the one before it: appositions, acronyms, relatives. */
void link_newest(finder *f);

/* "Ilves closed her book": the pronoun at that piece tells the sex of the only person it can mean. */
void learn_gender(finder *f, uint32_t pronoun);

#endif
