/* stored.h - an article as the archive keeps it, read back and cut into words again */
#ifndef SEARCHER_STORED_H
#define SEARCHER_STORED_H

#include "searcher/archive.h"
#include "searcher/match/match.h"
#include "store/tags/tags.h"
#include "text/analysis.h"

typedef struct stored_article {
    catalogue_article row;
    str body;
    tags found;
    analysis title_words, body_words;
    bool is_cut; /* the two above are filled in */
} stored_article;

/* Everything in `a`. `cut` asks for the words. */
quoth_status stored_read(quoth_archive *archive, arena *a, uint32_t article, bool cut, stored_article *out, quoth_error *err);
/* The words of the article that satisfied the query; none when it does not. Valid until the matcher's next use. */
quoth_status stored_highlights(quoth_archive *archive, arena *a, const stored_article *s, matcher *m, spans *out,
                               quoth_error *err);

#endif
