/* names.h - who is quoted how often, and under which names? */
#ifndef SEARCHER_QUOTE_NAMES_H
#define SEARCHER_QUOTE_NAMES_H

#include "base/arena.h"

typedef struct counted_name {
    str name;   /* as shown */
    str folded; /* its words, one space between them */
    uint64_t quotations;
    uint32_t same_as; /* number of the name that this is a variant of; its own where it is none */
} counted_name;

/* Fills same_as; `quotations` must be counted. Names that differ in titles and initials only are one ("Sen. Joe Biden", "Joe
 * R. Biden"), unless their initials contradict each other. A shorter name is a variant of a fuller one that ends as it does and
 * has all its words, if that is quoted at least a third as often and nobody else comes into question: nine tenths of what all
 * such fuller names are quoted are its own ("Biden", though there is a Jill Biden). n log n but for endings that hundreds share,
 * which are left alone. */
void names_group(arena *a, counted_name *names, uint32_t count);

#endif
