/* juniors.h - in which families does an article tell the son, "Brandt Jr.", from the father, "Brandt"? */
#ifndef TAG_SPEAKER_JUNIORS_H
#define TAG_SPEAKER_JUNIORS_H

#include "indexer/tag/speaker/people.h"

/* "Jr", "Sr" behind a name. */
bool is_junior(const scan *s, const piece *p);

/* Notes the surnames of such families in `out`: those that stand alone before "Jr.", and those whose full name stands without
 * it before it does with it. Elsewhere "Robert Lee Jr." is Robert Lee. */
void find_juniors(const scan *s, people *out);

/* Whether the surname of that key is told apart so. */
bool has_juniors(const people *p, uint32_t surname_key);

#endif
