/* edit.c - what stands inside edit:( … )? */
#include "searcher/query/parsing.h"

static bool is_side(field_id id)
{
    return id == FIELD_REMOVED || id == FIELD_ADDED;
}

static bool has_words(field_id id)
{
    return id == FIELD_TITLE || id == FIELD_LEAD || id == FIELD_BODY;
}

quoth_status parser_check_edit(parser *p, surroundings here, const lexeme *at)
{
    const char *name = at->field == FIELD_CUSTOM ? "this" : field_at(at->field)->name;
    quoth_status status = QUOTH_OK;
    if (!here.in_edit && is_side(at->field)) {
        status = FAIL(p, at, "%s: stands only inside edit:( … )", name);
        fail_hint(p->err, "edit:(removed:killed added:died)");
    } else if (here.in_edit && !is_side(at->field) && !has_words(at->field)) {
        status = FAIL(p, at, "%s: cannot stand inside edit:( … )", name);
        fail_hint(p->err, "inside: removed:, added:, title:, words, phrases, proximity");
    } else if (here.side != FIELD_NONE && is_side(at->field)) {
        status = FAIL(p, at, "%s: cannot stand inside %s:( … )", name, field_at(here.side)->name);
    }
    return status;
}

/* What says no side may be on either: words and what is made of them, whole. Depths grow by one. */
static quoth_status choose_sides(parser *p, node **n) /* NOLINT(misc-no-recursion) */
{
    node *inner = *n;
    if (inner->kind == NODE_SIDE)
        return QUOTH_OK;
    if (inner->positional) {
        node **kid = ARENA_NEW(p->a, node *);
        *kid = inner;
        *n = parser_node(p, NODE_SIDE, inner->start, inner->end);
        return parser_adopt(p, *n, kid, 1);
    }
    for (uint32_t i = 0; i < inner->kid_count; i++)
        TRY(choose_sides(p, &inner->kids[i]));
    return parser_adopt(p, inner, inner->kids, inner->kid_count);
}

quoth_status parser_edit(parser *p, surroundings here, const lexeme *at, node **out)
{
    node **kid = ARENA_NEW(p->a, node *);
    here.in_edit = true;
    here.side = is_side(at->field) ? at->field : FIELD_NONE;
    TRY(parser_behind_field(p, here, at, kid));
    *out = parser_node(p, is_side(at->field) ? NODE_SIDE : NODE_EDIT, at->start, (*kid)->end);
    (*out)->field = here.side;
    if (!is_side(at->field))
        TRY(choose_sides(p, kid));
    return parser_adopt(p, *out, kid, 1);
}
