/* nicknames.h - given names and what people call those who bear them */
#ifndef NAMES_NICKNAMES_H
#define NAMES_NICKNAMES_H

/* Each row: folded names, the full one first, then what may stand for it. Ends with NULL. */
extern const char *const nickname_rows[];

#endif
