/* bodies.h - what is one land or body called? */
#ifndef NAMES_BODIES_H
#define NAMES_BODIES_H

#include "base/str.h"

/* Each row: folded names of one and the same, parted by '|'. Only such as mean nobody else, anywhere. Ends with NULL. */
extern const char *const body_rows[];
/* Whether a row has this folded name. Any thread. */
bool body_is_listed(str folded);

#endif
