/* check_copies.h - are the groups those that the articles make? */
#ifndef WRITE_CHECK_COPIES_H
#define WRITE_CHECK_COPIES_H

#include "store/catalogue/catalogue.h"
#include "store/forward/forward.h"

/* Finds all copies anew, from the stored signatures and the forward index, and compares: 32 bytes an article that has candidates.
 * `found` is told each difference. Nothing to do where copies are not known. */
quoth_status check_copies(catalogue *c, forward_reader *f, void (*found)(void *context, const char *fault), void *context,
                          quoth_error *err);

#endif
