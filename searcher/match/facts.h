/* facts.h - is a field's value true of an article? */
#ifndef SEARCHER_MATCH_FACTS_H
#define SEARCHER_MATCH_FACTS_H

#include "searcher/match/match.h"

/* NODE_FIELD outside and inside quote:( … ); `quotation` is NULL outside. */
bool facts_hold(const node *n, const article_facts *facts, const forward_mark *quotation);
/* Whether a mark is what a NODE_MENTION asks for. */
bool facts_mark_is(const node *n, uint32_t article, const forward_mark *mark);
/* Whether a mark of the article alone makes a NODE_FIELD true. */
bool facts_mark_satisfies(const node *n, uint32_t article, const forward_mark *mark);
/* Sections of the record that the node needs. */
unsigned facts_sections(const node *n);

#endif
