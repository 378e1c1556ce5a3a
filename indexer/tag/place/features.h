/* features.h - what speaks for and against a capitalised word being a place? */
#ifndef TAG_PLACE_FEATURES_H
#define TAG_PLACE_FEATURES_H

/* One list for finder, judge and the program that learns the weights (tests/accuracy/places_learn.py). */
/* The lists have no stable form for it. */
/* clang-format off */
#define PLACE_FEATURES(X)                                                                                                        \
    X(ALWAYS)                                                                                                                    \
    X(IS_CONTINENT)                                                                                                              \
    X(IS_COUNTRY)                                                                                                                \
    X(IS_ADMIN1)                                                                                                                 \
    X(IS_ADMIN2)                                                                                                                 \
    X(IS_CITY)                                                                                                                   \
    X(IS_OTHER)                                                                                                                  \
    X(IS_DEMONYM)                                                                                                                \
    X(PEOPLE_1M)                                                                                                                 \
    X(PEOPLE_100K)                                                                                                               \
    X(PEOPLE_15K)                                                                                                                \
    X(PEOPLE_5K)                                                                                                                 \
    X(PEOPLE_FEW)                                                                                                                \
    X(IS_CAPITAL)                                                                                                                \
    X(IS_WEAK)                                                                                                                   \
    X(ALL_WEAK)                                                                                                                  \
    X(IS_SECTION)                                                                                                                \
    X(ENGLISH_LAND)                                                                                                              \
    X(WORDS_2)                                                                                                                   \
    X(WORDS_3)                                                                                                                   \
    X(SHORT)                                                                                                                     \
    X(READINGS_MANY)                                                                                                             \
    X(GIVEN) X(SURNAME) X(GIVEN_AND_SURNAME) X(COMMON) X(ROLE) X(BODY) X(HONORIFIC) X(EVERYDAY) X(OFTEN_SMALL) X(MOSTLY_OTHER) X(NO_NAME) \
        X(PREV_MR) X(PART_OF_PERSON) X(ONLY_A_PERSON) X(LANDMARK_WORDS) X(SEAT_OF_POWER) X(DISTINCT) X(CITY_WORDS)               \
            X(GIVEN_THEN_NAME) X(PRESS_NAME) X(MONTH_OR_DAY) X(PREV_IN) X(PREV_AT) X(PREV_FROM) X(PREV_NEAR) X(PREV_OF)          \
                X(PREV_TO) X(PREV_THE) X(PREV_AND) X(PREV_BY) X(PREV_ACROSS) X(PREV_OTHER_LOWER) X(PREV_DIRECTION) X(PREV_COMMA) \
                    X(PREV_BRACKET) X(PREV_HYPHEN) X(PREV_SLASH) X(PREV_HONORIFIC) X(PREV_GIVEN) X(PREV_ROLE) X(PREV_INITIAL)    \
                        X(PREV_CAPITAL) X(PREV_PLACE) X(PREV_BODY) X(PREV_FEATURE) X(PREV_SAINT) X(PREV_NUMBER) X(PREV_VERB_SAY) \
                            X(PREV_OF_BODY) X(PREV_OF_CAPITAL) X(NEXT_CAPITAL) X(NEXT_SURNAME) X(NEXT_BODY) X(NEXT_FEATURE)      \
                                X(NEXT_ROAD) X(NEXT_SCHOOL) X(NEXT_PRESS) X(NEXT_TEAM) X(NEXT_COUNTY) X(NEXT_ROLE)               \
                                    X(NEXT_POSSESSIVE) X(NEXT_SAID) X(NEXT_HYPHEN) X(NEXT_BASED) X(NEXT_SLASH) X(NEXT_COMMA)     \
                                        X(NEXT_BRACKET) X(NEXT_NUMBER) X(NEXT_OF) X(NEXT_PLACE) X(NEXT_AND) X(NEXT_LOWER)        \
                                            X(NEXT_INITIAL) X(NEXT_PERSON_VERB) X(NEXT_SEPARATE) X(SENTENCE_START)               \
                                                X(SENTENCE_ONLY) X(CAPITALS_TEXT) X(CAPITALS_WORD) X(HEADLINE) X(IN_PERSON)      \
                                                    X(PERSON_ELSEWHERE) X(LIST_BEFORE) X(LIST_AFTER) X(HAS_CONTAINER)            \
                                                        X(IS_CONTAINER) X(CONTAINED_ELSEWHERE) X(PREP_ELSEWHERE)                 \
                                                            X(TITLED_ELSEWHERE) X(REPEATED) X(AFTER_NAME_CAPITAL_ELSEWHERE)      \
                                                                X(SAME_DIVISION) X(SAME_COUNTRY) X(NEAR_50) X(NEAR_200) X(FAR)   \
                                                                    X(DATELINE)

typedef enum place_feature {
#define X(name) F_##name,
    PLACE_FEATURES(X)
#undef X
        F_COUNT
} place_feature;

/* What speaks for one of the places of a name. Yes or no (1, 0), shares, and logarithms of people. */
#define READING_FEATURES(X)                                                                                         \
    X(CONTINENT)                                                                                                    \
    X(COUNTRY)                                                                                                      \
    X(ADMIN1)                                                                                                       \
    X(ADMIN2)                                                                                                       \
    X(CITY)                                                                                                         \
    X(OTHER)                                                                                                        \
    X(CITY_PEOPLE)                                                                                                  \
    X(LAND_PEOPLE)                                                                                                  \
    X(CAPITAL)                                                                                                      \
    X(CAPITAL_UNVOTED)                                                                                              \
    X(SEAT)                                                                                                         \
    X(SECTION)                                                                                                      \
    X(WEAK)                                                                                                         \
    X(FIRST)                                                                                                        \
    X(HINT)                                                                                                         \
    X(COUNTRY_SHARE)                                                                                                \
    X(DIVISION_SHARE)                                                                                               \
    X(COUNTRY_VOTED)                                                                                                \
    X(DIVISION_VOTED) X(NEARNESS) X(IN_TOP_DIVISION) X(PEOPLE_UNVOTED) X(HAS_CAPITAL_NAMESAKE) X(HAS_CITY_NAMESAKE) \
        X(HAS_LANDMARK_NAMESAKE) X(HOME_DIVISION) X(HOME_COUNTY) X(LESSER_IN_LAND) X(LESSER_ABROAD)

typedef enum reading_feature {
#define X(name) R_##name,
    READING_FEATURES(X)
#undef X
        R_COUNT
} reading_feature;

/* What speaks for a name that the gazetteer lacks: beside it, and in its first and last word. */
#define UNLISTED_FEATURES(X)                                                                                                     \
    X(ALWAYS)                                                                                                                    \
    X(PREV_IN) X(PREV_AT) X(PREV_FROM) X(PREV_NEAR) X(PREV_TO) X(PREV_OF) X(PREV_ACROSS) X(PREV_BY) X(PREV_AND) X(PREV_THE)      \
    X(IN_THE) X(PREV_DIRECTION) X(PREV_NUMBER) X(PREV_KIND) X(KIND_OF) X(PREV_COMMA) X(PREV_OTHER_MARK)          \
    X(PREV_OTHER_LOWER) X(SENTENCE_START)                                                                                        \
    X(NEXT_KIND) X(NEXT_FEATURE) X(NEXT_ROAD) X(NEXT_SCHOOL) X(NEXT_BODY) X(NEXT_PERSON_VERB) X(NEXT_ROLE) X(NEXT_AND)           \
    X(NEXT_DISEASE) X(NEXT_COMMA) X(NEXT_POSSESSIVE) X(NEXT_OTHER_MARK) X(NEXT_CAPITAL) X(NEXT_LOWER)                            \
    X(LAST_KIND) X(LAST_FEATURE) X(LAST_ROAD) X(LAST_COURT) X(LAST_SCHOOL) X(LAST_BODY) X(LAST_PRESS) X(LAST_TEAM) X(LAST_NUMBER) X(LAST_EVENT)\
    X(FIRST_FEATURE) X(FIRST_DIRECTION) X(FIRST_SAINT) X(FIRST_GIVEN) X(FIRST_TITLE) X(FIRST_OFFICIAL)                                             \
    X(WORDS_1) X(WORDS_2) X(WORDS_3) X(COMMON) X(SURNAME) X(CAPITALS) X(HEADLINE) X(PERSON)                                      \
    X(HOLDER) X(HOLDER_AND_PREP) X(LISTED) X(LISTED_BOTH) X(REFUSED) X(PLACE_ELSEWHERE)

typedef enum unlisted_feature {
#define X(name) U_##name,
    UNLISTED_FEATURES(X)
#undef X
        U_COUNT
} unlisted_feature;

/* clang-format on */
#endif
