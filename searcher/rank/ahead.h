/* ahead.h - what do the bytes of many records say of a query? Asked by two threads, before they are judged one by one */
#ifndef SEARCHER_RANK_AHEAD_H
#define SEARCHER_RANK_AHEAD_H

#include "searcher/match/match.h"

/* Is it worth it? Not for so few that a thread takes longer to start, nor where their bytes tell nothing. */
bool ahead_is_worth(const matcher *m, size_t count);
/* Has a processor nothing to do? A second thread on a busy machine is only waited for. */
bool ahead_has_idle_processor(void);
/* To verdicts[0..count): 1 for articles that match, 0 for those that do not, -1 for those of which the bytes do not say it, and
 * for those that cannot be read: whoever judges them finds out why. `list` in rising order. Returns how many are known. Both
 * threads have ended when it returns; where no second one is wanted or to be had this one does all. */
size_t ahead_judge(const forward_reader *forward, matcher *m, const uint32_t *list, size_t count, int8_t *verdicts, bool by_two);

#endif
