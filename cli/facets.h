/* facets.h - which facets does the user want, and how are they printed? For quoth facets and quoth search --facet */
#ifndef CLI_FACETS_H
#define CLI_FACETS_H

#include "cli.h"

enum { MOST_FACETS = 16 };
typedef struct facet_list {
    quoth_facet_wanted wanted[MOST_FACETS];
    size_t count;
} facet_list;

/* "speaker:20,place,month:0": names with how many values each (10 unless told; 0: all). Usage error on a mistake. */
facet_list facets_of_text(const char *of_command, const char *text);
void facets_print_text(const quoth_facets *facets);
/* {"speaker": {"distinct", "without", "values": [{"value", "label", "articles", "clause"}]}, …} */
json_t *json_of_facets(const quoth_facets *facets);
void facets_print_csv(const quoth_facets *facets);

#endif
