/* tag.c - in which order do the taggers run? */
#include "indexer/tag/tag.h"

void tag_article(arena *a, const tag_input *in, tags *out)
{
    *out = (tags){0};
    tag_speakers(a, in, out);
    tag_places(a, in, out);
    tag_dates(a, in, out);
}
