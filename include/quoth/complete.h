/* complete.h - how can the last word of a query go on? */
#ifndef QUOTH_COMPLETE_H
#define QUOTH_COMPLETE_H

#include <quoth/search.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum quoth_completion_kind {
    QUOTH_COMPLETE_FIELD,
    QUOTH_COMPLETE_OPERATOR,
    QUOTH_COMPLETE_VALUE,
    QUOTH_COMPLETE_WORD
} quoth_completion_kind;

typedef struct quoth_completion {
    quoth_completion_kind kind;
    const char *text;  /* what takes the place of the query's last word: speaker:"yoav gallant" */
    const char *about; /* for people: what a field matches; else "" */
    uint64_t articles; /* that have the value or word; 0 for fields and operators */
} quoth_completion;

/* Return 0 to stop. Strings are valid until it returns. */
typedef int (*quoth_completion_visitor)(void *context, const quoth_completion *completion);

/* Fields, then operators, then words that begin as the last word of the query does; behind `field:` its values, those with most
 * articles first. At most `limit` (0: 20) of each kind; of what begins with the same letters at most some thousands are looked
 * at. Never an error for what a query cannot be. */
quoth_status quoth_complete(quoth_archive *archive, const char *query, size_t limit, quoth_completion_visitor visit,
                            void *context, quoth_error *err);

#ifdef __cplusplus
}
#endif
#endif
