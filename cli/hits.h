/* hits.h - how a hit of a search looks in each form */
#ifndef CLI_HITS_H
#define CLI_HITS_H

#include "answer.h"

/* Of quoth_hit. */
extern const answer_kind kind_of_hits;

#endif
