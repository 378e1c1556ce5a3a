/* name_lists.h - lists of given names and surnames: folded words, each followed by one space */
#ifndef NAMES_NAME_LISTS_H
#define NAMES_NAME_LISTS_H

extern const char names_given_female[], names_given_male[], names_given_other[], names_surname[], names_common[];
/* given_names.c */
extern const char names_given_men[], names_given_women[];

#endif
