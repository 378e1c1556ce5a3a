/* make.h - whom does each name of an archive mean? All of them at once */
#ifndef SEARCHER_IDENTITY_MAKE_H
#define SEARCHER_IDENTITY_MAKE_H

#include "searcher/archive.h"
#include "searcher/identity/alias.h"
#include "searcher/identity/table.h"

/* The table of the archive as it was entered, with the state given. `before` is an earlier one, or an empty one: where nothing
 * but newer articles came since, only names that sound like those quoted in them are asked about again; the answer is the same.
 */
quoth_status people_make(quoth_archive *archive, const alias_book *book, const people_state *state, const people_table *before,
                         people_table *out, quoth_error *err);

#endif
