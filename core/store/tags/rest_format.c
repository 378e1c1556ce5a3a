/* rest_format.c - which mark goes with which tag, and where do its words stand? */
#include "store/tags/rest_format.h"

const forward_mark *next_mark(mark_walk *w)
{
    while (w->at < w->record->mark_count)
        if (w->record->marks[w->at++].kind == w->kind)
            return &w->record->marks[w->at - 1];
    return NULL;
}

size_t count_marks(const forward_record *r, mark_kind kind)
{
    size_t count = 0;
    for (uint32_t i = 0; i < r->mark_count; i++)
        count += r->marks[i].kind == kind;
    return count;
}

bool mark_in_title(const tag_ground *g, const forward_mark *m)
{
    return m->first < g->record->title_tokens;
}

const text_place *place_of(const tag_ground *g, bool in_title, uint32_t token)
{
    return in_title ? &g->title_places[token] : &g->body_places[token - g->record->title_tokens];
}

bool words_span(const tag_ground *g, bool in_title, uint32_t first, uint32_t end, text_span *out)
{
    uint32_t title = g->record->title_tokens, all = g->record->token_count;
    if (first >= end || end > (in_title ? title : all) || (!in_title && first < title))
        return false;
    *out = (text_span){place_of(g, in_title, first)->start, place_of(g, in_title, end - 1)->end};
    return true;
}

bool mark_span(const tag_ground *g, const forward_mark *m, text_span *out)
{
    return words_span(g, mark_in_title(g, m), m->first, m->end, out);
}

str span_text(const tag_ground *g, bool in_title, text_span s)
{
    return str_slice(in_title ? g->title : g->body, s.start, s.end);
}

const forward_mark **speakers_of(arena *a, const forward_record *r)
{
    const forward_mark **out = ARENA_ARRAY(a, const forward_mark *, r->mark_count + 1);
    for (uint32_t i = 0; i < r->mark_count; i++)
        if (r->marks[i].kind == MARK_SPEAKER && r->marks[i].value2 < r->mark_count)
            out[r->marks[i].value2] = &r->marks[i];
    return out;
}
