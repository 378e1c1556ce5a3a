/* second.h - what the inverted index cannot weigh: how the words stand, how old the article is, which others tell the same */
#ifndef SEARCHER_RANK_SECOND_H
#define SEARCHER_RANK_SECOND_H

#include "searcher/rank/closeness.h"
#include "searcher/rank/search.h"

/* Hits whose records are read, and hits whose age is looked at. More than are asked for, and the same for every page, so that
 * pages are cut from one order. */
enum { READ_AGAIN = 100, AGED = 10000 };

typedef struct second_stage {
    closeness *close;     /* NULL: the words are not looked at */
    unsigned recent_days; /* 0: age does not matter */
    bool neighbours;      /* of a question in plain words: see neighbours.h */
} second_stage;

/* Words are looked at where the index proves what matches: elsewhere each of the hundred would have to be verified first. */
quoth_status second_stage_of(quoth_archive *archive, arena *a, const plan *p, const ranking_wanted *wanted, second_stage *out,
                             quoth_error *err);
/* Whether it changes anything. If so it needs the best hits from the first on, this many or `end` if that is more: */
bool second_stage_works(const second_stage *s);
size_t second_stage_depth(const second_stage *s, size_t end);
/* Changes scores and order. A score is multiplied by 2^(-age / recent_days), age counted in days before the newest of the hits
 * (their order is the same from whichever day it is counted); an article without a date counts as the oldest can be. Of the hits
 * only the first `wanted` are sure to be right afterwards: records that cannot lift an article among them are not read. */
quoth_status second_stage_rank(const second_stage *s, quoth_archive *archive, ranked_hit *hits, size_t count, size_t wanted,
                               quoth_error *err);
/* Its two steps: what each article says for itself, and then what those like it say of it. */
quoth_status second_stage_by_words(const second_stage *s, quoth_archive *archive, ranked_hit *hits, size_t count, size_t wanted,
                                   quoth_error *err);
quoth_status second_stage_by_neighbours(const second_stage *s, quoth_archive *archive, ranked_hit *hits, size_t count,
                                        quoth_error *err);

#endif
