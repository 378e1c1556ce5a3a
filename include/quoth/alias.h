/* alias.h - rules about names, in a file that people and git can read: who is one person, who is not, who is nobody
 *
 * The file "aliases" in an archive's folder, one rule a line, "#" begins a comment:
 *
 *     merge   Yoav Gallant = Gallant = Y. Galant      one person; the first name is the one shown
 *     rename  Charles E. Schumer = Chuck Schumer      shown by the second name
 *     split   Jill Biden = Biden                      two persons, whatever the evidence
 *     split   Springfield                             never joined with any other name
 *     hide    Advertisement                           nobody: not listed, not found
 *     place   Khan Yunis = Khan Younis                place: takes the others for the first
 *
 * Rules are read at each search; nothing is indexed again. Names are compared without case, accents and runs of blanks. A line
 * that cannot be understood or contradicts an earlier one is passed over, with a warning (quoth_archive_on_warning). */
#ifndef QUOTH_ALIAS_H
#define QUOTH_ALIAS_H

#include <quoth/search.h>

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Valid until the visitor that got it returns. */
typedef struct quoth_alias {
    const char *verb; /* "merge", "rename", "split", "hide", "place" */
    const char *const *names;
    size_t name_count;
    unsigned line; /* of the file, from 1 */
} quoth_alias;

/* The rules in the order of the file; none when there is no file. QUOTH_BAD_INPUT with file and line for the first that cannot be
 * understood or contradicts another. Return 0 from `visit` to stop. */
quoth_status quoth_each_alias(const char *archive_dir, int (*visit)(void *context, const quoth_alias *alias), void *context,
                              quoth_error *err);

/* Adds a rule: before the first of the file that belongs behind it (by verb in the order above, then by names), so that the order
 * is stable and two people who add rules seldom touch one line. Comments and all other lines stay. Makes the file where there is
 * none; replaces it whole, so that readers see the old or the new. No error when it is there already. QUOTH_BAD_USAGE for a rule
 * that is none or contradicts another; the file stays as it was. */
quoth_status quoth_alias_add(const char *archive_dir, const char *verb, const char *const *names, size_t name_count,
                             quoth_error *err);
/* Takes out all rules of this verb (NULL: of any) that have all these names. QUOTH_NOT_FOUND when there is none. */
quoth_status quoth_alias_remove(const char *archive_dir, const char *verb, const char *const *names, size_t name_count,
                                size_t *removed, quoth_error *err);

/* Each line that is passed over, and what a rule says that the archive does not know: a name under which nobody is quoted (the
 * first of a merge and the second of a rename need not be), a place that the gazetteer lacks. `found` is called once for each;
 * QUOTH_OK even so. */
quoth_status quoth_alias_check(quoth_archive *archive, void (*found)(void *context, unsigned line, const char *what),
                               void *context, quoth_error *err);

#ifdef __cplusplus
}
#endif
#endif
