/* piece.c - a quotation as if it were an article: the part of a forward record that it covers */
#include "searcher/quote/piece.h"

typedef struct limits {
    uint32_t first, end;
} limits;

static void cut_compounds(arena *a, const forward_record *r, limits l, forward_record *out)
{
    uint32_t low = 0, high = r->compound_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (r->compounds[middle].first < l.first)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t end = low;
    while (end < r->compound_count && r->compounds[end].first < l.end)
        end++;
    forward_compound *kept = arena_alloc(a, (end - low + 1) * sizeof *kept);
    out->compound_count = 0;
    for (uint32_t i = low; i < end; i++)
        if (r->compounds[i].first + r->compounds[i].count <= l.end) {
            kept[out->compound_count] = r->compounds[i];
            kept[out->compound_count++].first -= l.first;
        }
    out->compounds = kept;
}

static void cut_sentences(arena *a, const forward_record *r, limits l, forward_record *out)
{
    uint32_t low = 0, high = r->sentence_count; /* low becomes the first that starts behind the quotation's first word */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (r->sentences[middle].first_token <= l.first)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t begin = low ? low - 1 : 0, end = low;
    while (end < r->sentence_count && r->sentences[end].first_token < l.end)
        end++;
    forward_sentence *kept = arena_alloc(a, (end - begin + 1) * sizeof *kept);
    for (uint32_t i = begin; i < end; i++) {
        kept[i - begin] = r->sentences[i];
        kept[i - begin].first_token = r->sentences[i].first_token > l.first ? r->sentences[i].first_token - l.first : 0;
    }
    out->sentences = kept;
    out->sentence_count = end - begin;
}

static void cut_marks(arena *a, const forward_record *r, const forward_mark *quotation, forward_record *out)
{
    uint32_t low = 0, high = r->mark_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (r->marks[middle].first < quotation->first)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t end = low;
    while (end < r->mark_count && r->marks[end].first < quotation->end)
        end++;
    forward_mark *kept = arena_alloc(a, (end - low + 2) * sizeof *kept);
    out->mark_count = 0;
    for (uint32_t i = low; i < end; i++) {
        const forward_mark *m = &r->marks[i];
        if (m->end > quotation->end || (m->kind == MARK_QUOTATION && m != quotation))
            continue;
        kept[out->mark_count] = *m;
        kept[out->mark_count].first -= quotation->first;
        kept[out->mark_count++].end -= quotation->first;
    }
    out->marks = kept;
}

void piece_of(arena *a, const forward_record *r, const forward_mark *quotation, forward_record *out)
{
    limits l = {quotation->first, quotation->end};
    *out = *r;
    out->token_count = l.end - l.first;
    out->title_tokens = l.end <= r->title_tokens ? out->token_count : 0;
    out->lead_end = out->title_tokens;
    out->words = r->words ? r->words + l.first : NULL;
    out->cases = r->cases ? r->cases + l.first : NULL;
    if (r->compounds)
        cut_compounds(a, r, l, out);
    if (r->sentences)
        cut_sentences(a, r, l, out);
    cut_marks(a, r, quotation, out);
}
