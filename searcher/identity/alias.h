/* alias.h - what somebody said about names: who is one person, who is not, who is nobody
 *
 * A file named "aliases" in the archive's folder, or none; text for people and for git, one rule a line:
 *
 *     # the first name is the one shown
 *     merge   Yoav Gallant = Gallant = Y. Galant
 *     rename  Charles E. Schumer = Chuck Schumer
 *     split   Jill Biden = Biden
 *     split   Springfield
 *     hide    Advertisement
 *     place   Khan Yunis = Khan Younis
 *
 * Names are compared folded (case, accents, marks and runs of blanks do not count). "#" at the beginning of a line or behind a
 * blank begins a comment. */
#ifndef SEARCHER_IDENTITY_ALIAS_H
#define SEARCHER_IDENTITY_ALIAS_H

#include "base/arena.h"
#include "base/fail.h"

#define ALIAS_FILE "aliases"

typedef enum alias_verb { ALIAS_MERGE, ALIAS_RENAME, ALIAS_SPLIT, ALIAS_HIDE, ALIAS_PLACE, ALIAS_VERBS } alias_verb;
const char *alias_verb_name(alias_verb verb);
/* ALIAS_VERBS when there is none of that name. */
alias_verb alias_verb_named(str name);

typedef struct alias_rule {
    alias_verb verb;
    str *names, *folded;
    uint32_t count;
    uint32_t line; /* from 1 */
} alias_rule;

/* The rules of a file, in its order, and by name. */
typedef struct alias_book {
    VEC(alias_rule) rules;
    struct alias_entry *entries; /* by folded name */
    size_t entry_count;
} alias_book;

typedef struct alias_problem {
    uint32_t line; /* that cannot be used */
    str what;      /* is wrong with it */
} alias_problem;
typedef VEC(alias_problem) alias_problems;

/* QUOTH_BAD_INPUT with `path`, line and hint for the first line that is no rule or contradicts an earlier one; QUOTH_LIMIT for
 * more than LIMIT_ALIAS_RULES. Linear in the text but for sorting. Everything in `a`; `text` must live as long. */
quoth_status alias_parse(arena *a, const char *path, str text, alias_book *out, quoth_error *err);
/* The same for who would rather have some rules than none: lines that alias_parse would refuse are left out of the book and
 * listed. */
void alias_parse_usable(arena *a, str text, alias_book *out, alias_problems *problems);
/* One rule without a file: what alias_parse would say of the line that alias_write makes. */
quoth_status alias_rule_make(arena *a, alias_verb verb, const char *const *names, size_t count, alias_rule *out,
                             quoth_error *err);
/* The rule as a line, without a line break. */
str alias_write(arena *a, const alias_rule *rule);
/* A negative number when x belongs before y in a file kept in order; 0 for the same rule. */
int alias_compare(const alias_rule *x, const alias_rule *y);

/* The rule of this verb that has this folded name, or NULL. Of several splits the first. */
const alias_rule *alias_find(const alias_book *book, alias_verb verb, str folded);
bool alias_is_hidden(const alias_book *book, str folded);
/* What a name is shown as: the first name of its merge, the last of its rename; `name` itself where there is none. */
str alias_shown(const alias_book *book, str folded, str name);
/* Whether quoth must not take the two for one person. */
bool alias_is_apart(const alias_book *book, str x, str y);
/* A folded name with single blanks between its words. */
str alias_fold(arena *a, str name);

#endif
