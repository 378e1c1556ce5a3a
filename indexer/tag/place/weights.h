/* weights.h - how much does each feature count? Logarithms of odds, in the order of features.h */
#ifndef TAG_PLACE_WEIGHTS_H
#define TAG_PLACE_WEIGHTS_H

#include "indexer/tag/place/features.h"

/* First guesses; tests/accuracy/places_learn.py writes better ones. */
static const float place_weights[F_COUNT] = {
    [F_ALWAYS] = 0,
    [F_IS_CONTINENT] = 3,
    [F_IS_COUNTRY] = 4,
    [F_IS_ADMIN1] = 2.5f,
    [F_IS_ADMIN2] = 1,
    [F_IS_CITY] = .3f,
    [F_IS_OTHER] = 2,
    [F_IS_DEMONYM] = 3,
    [F_PEOPLE_1M] = 2,
    [F_PEOPLE_100K] = 1,
    [F_PEOPLE_FEW] = -1,
    [F_IS_WEAK] = -2,
    [F_WORDS_2] = 1,
    [F_WORDS_3] = 1,
    [F_GIVEN] = -2,
    [F_SURNAME] = -.7f,
    [F_COMMON] = -2,
    [F_ROLE] = -2,
    [F_BODY] = -2,
    [F_HONORIFIC] = -3,
    [F_MONTH_OR_DAY] = -4,
    [F_PREV_IN] = 2.5f,
    [F_PREV_AT] = 1,
    [F_PREV_FROM] = 1.5f,
    [F_PREV_NEAR] = 2,
    [F_PREV_TO] = .7f,
    [F_PREV_THE] = -.7f,
    [F_PREV_HONORIFIC] = -4,
    [F_PREV_GIVEN] = -4,
    [F_PREV_INITIAL] = -4,
    [F_PREV_CAPITAL] = -2,
    [F_PREV_BODY] = -1,
    [F_NEXT_CAPITAL] = -1.5f,
    [F_NEXT_SURNAME] = -3,
    [F_NEXT_BODY] = -2,
    [F_NEXT_PRESS] = -3,
    [F_NEXT_SAID] = -2,
    [F_SENTENCE_START] = -.7f,
    [F_IN_PERSON] = -4,
    [F_PERSON_ELSEWHERE] = -1.5f,
    [F_HAS_CONTAINER] = 4,
    [F_IS_CONTAINER] = 4,
    [F_CONTAINED_ELSEWHERE] = 2,
    [F_PREP_ELSEWHERE] = 1,
    [F_TITLED_ELSEWHERE] = -1.5f,
    [F_DATELINE] = 4,
    [F_NEXT_INITIAL] = -2,
    [F_NEXT_ROAD] = -1,
};

#endif
