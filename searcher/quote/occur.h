/* occur.h - where in an article do the words of a text stand, inside its quotations or outside? */
#ifndef SEARCHER_QUOTE_OCCUR_H
#define SEARCHER_QUOTE_OCCUR_H

#include "searcher/quote/asked.h"
#include "store/forward/forward.h"

typedef struct occurrence {
    uint32_t article;
    uint32_t first, end;            /* words of the article, from the first to the last that belongs to it */
    uint32_t cost;                  /* as align.h counts */
    uint32_t speaker;               /* number; 0 unknown */
    uint32_t first_mark, last_mark; /* of the record's marks: the quotations that it lies in */
    uint32_t cue_first, cue_end;    /* words in between that are the reporter's; none where they are equal */
    bool quoted;
    bool in_title;
    bool contracted; /* its words are the text's, "we're" for "we are" (written.h) */
    bool wanted;     /* by the speaker asked for: the caller's */
    day published;
} occurrence;

/* A headline's words that nobody is named for are quoted there at best: where they are said, the article below tells. */
static inline bool occurrence_is_nameless_headline(const occurrence *o)
{
    return o->in_title && o->speaker == 0;
}

typedef VEC(occurrence) occurrence_list;

/* Appends to `list` (in `a`) what costs at most `most`: the cheapest place of every speaker's run of quotations, and the
 * cheapest of the whole article where that is better. Linear in the article for texts of a usual length. */
void occurrences_in(arena *a, arena *scratch, const asked_text *text, const forward_record *record, const forward_slot *slot,
                    uint32_t most, occurrence_list *list);

/* Two neighbours of the text that cost nothing lie at most so many words apart in an article. */
uint32_t occurrence_reach(const asked_text *text);

/* Whether a word of the article lies in a quotation that the occurrence lies in. */
static inline bool occurrence_says(const forward_record *r, const occurrence *o, uint32_t word)
{
    for (uint32_t i = o->first_mark; o->quoted && i <= o->last_mark; i++)
        if (r->marks[i].kind == MARK_QUOTATION && word >= r->marks[i].first && word < r->marks[i].end)
            return true;
    return false;
}

/* A part of an article's words beside each other: the row that was aligned, to be aligned again for a diff. */
typedef struct occurrence_row {
    row_word *words;
    uint32_t *tokens; /* number in the article of each */
    uint32_t count;
} occurrence_row;
void occurrence_row_of(arena *a, const asked_text *text, const forward_record *record, const occurrence *o, occurrence_row *out);

#endif
