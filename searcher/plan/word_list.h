/* word_list.h - all words of the archive in memory, for queries that must look at each of them */
#ifndef SEARCHER_PLAN_WORD_LIST_H
#define SEARCHER_PLAN_WORD_LIST_H

#include "searcher/archive.h"
#include "searcher/query/tree.h"

/* Made when a query first needs it, and anew after a commit. Beyond LIMIT_WORDS_IN_MEMORY words the catalogue is walked instead.
 */
typedef struct word_list word_list;

enum { LIMIT_WORDS_IN_MEMORY = 2000000 }; /* some 40 MB */

/* All words in byte order, until `visit` returns false. */
quoth_status word_list_each(quoth_archive *archive, word_visitor visit, void *context, quoth_error *err);
/* At least the words that are at most `edits` edits away from `form`; nearly all others are left out. */
quoth_status word_list_near(quoth_archive *archive, str form, unsigned edits, word_visitor visit, void *context,
                            quoth_error *err);
/* Sorts the forms by whether they may be compounds and have to be looked for: leaf_forms.plain and .spared; new words in `a`. */
quoth_status word_list_sort_forms(quoth_archive *archive, arena *a, leaf_forms *f, quoth_error *err);
void word_list_free(word_list **l);
/* query.plain_words; stays until the archive's next generation. */
quoth_status word_list_plain(quoth_archive *archive, const uint64_t **out, quoth_error *err);

#endif
