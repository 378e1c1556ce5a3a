/* html_date.c - when was this page's article published, and how sure is that? */
#include "indexer/source/html.h"
#include "indexer/source/when.h"

day html_date(arena *a, const xmlDoc *doc, const page_facts *facts, day latest, str *written, str *note)
{
    (void)a, (void)doc;
    static const day earliest = 3653; /* 1980 */
    *note = STR("");
    *written = STR("");
    for (int i = 0; i < DATE_ORIGIN_COUNT; i++) {
        day found = i == DATE_URL ? url_day(facts->url) : day_parse(facts->published[i]);
        if (found == NO_DAY || found < earliest || (latest != NO_DAY && found > latest))
            continue;
        *written = facts->published[i];
        return found;
    }
    return NO_DAY;
}
