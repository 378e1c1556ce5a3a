/* running_text.h - is a query running text rather than a formula? */
#ifndef SEARCHER_QUERY_RUNNING_TEXT_H
#define SEARCHER_QUERY_RUNNING_TEXT_H

#include "searcher/query/lexer.h"

/* A line of capitals, as old collections and headlines have it, says nothing with AND; `NATO NOT UN` does. */
bool text_is_shouted(str text);
/* Three words and more without any operator, of which the last one ends with a question mark: `who built the bridge?` Two are
 * too few, as `new bridge?` may well mean bridges. `lx` stands at the beginning of the query. */
bool text_is_question(const lexer *lx);

#endif
