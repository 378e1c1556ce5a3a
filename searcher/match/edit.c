/* edit.c - does a change of the article satisfy what edit: asks for? (README.md defines it)
 *
 * Each side of a change is a text of its own, with a matcher of its own. A span counts there when a word that makes it was taken
 * out or put in: `touched` follows the expression down to those words. */
#include "searcher/match/matching.h"

static matcher *side_of(matcher *m, edit_side side)
{
    if (!m->sides[side]) {
        m->sides[side] = matcher_new(&m->own, m->q);
        m->sides[side]->is_side = true;
    }
    return m->sides[side];
}

static void enter_change(matcher *m, const article_change *c)
{
    for (int side = EDIT_REMOVED; side <= EDIT_ADDED; side++) {
        matcher *s = side_of(m, (edit_side)side);
        article_facts *facts = ARENA_NEW(&m->scratch, article_facts);
        facts->record = &c->side[side].record;
        matcher_start(s, facts, true);
        s->changed = c->side[side].changed;
    }
}

size_t matcher_which_change(matcher *m, const node *n)
{
    const article_change *list;
    size_t count = m->facts->changes ? m->facts->changes(m->facts->context, &list) : 0;
    for (size_t i = 0; i < count; i++) {
        enter_change(m, &list[i]);
        if (matcher_node_holds(m, n->kids[0]))
            return i + 1;
    }
    return 0;
}

bool matcher_edit_holds(matcher *m, const node *n)
{
    return matcher_which_change(m, n) > 0;
}

bool matcher_side_holds(matcher *m, const node *n)
{
    bool gone = n->field != FIELD_ADDED && matcher_node_holds(m->sides[EDIT_REMOVED], n->kids[0]);
    return gone || (n->field != FIELD_REMOVED && matcher_node_holds(m->sides[EDIT_ADDED], n->kids[0]));
}

/* --- spans with a word that was changed --- */

static spans touched(matcher *m, const node *n);

static spans with_changed_words(matcher *m, spans all)
{
    span_list out = {0};
    for (size_t i = 0; i < all.count; i++) {
        bool changed = false;
        for (uint32_t w = all.items[i].first; w < all.items[i].end && !changed; w++)
            changed = m->changed[w];
        if (changed)
            vec_push(&m->scratch, &out, all.items[i]);
    }
    return (spans){out.items, out.count};
}

static spans touched_kids(matcher *m, const node *n)
{
    spans *lists = arena_alloc(&m->scratch, n->kid_count * sizeof *lists);
    for (uint32_t i = 0; i < n->kid_count; i++)
        lists[i] = touched(m, n->kids[i]);
    return spans_join(&m->scratch, lists, n->kid_count);
}

static spans touched_pairs(matcher *m, const node *n)
{
    nearness near = matcher_nearness_of(m, n);
    spans pairs[2];
    pairs[0] = spans_near(&m->scratch, touched(m, n->kids[0]), matcher_spans_of(m, n->kids[1]), near);
    pairs[1] = spans_near(&m->scratch, matcher_spans_of(m, n->kids[0]), touched(m, n->kids[1]), near);
    return spans_join(&m->scratch, pairs, 2);
}

/* As deep as the query, which has a limit. */
static spans touched(matcher *m, const node *n) /* NOLINT(misc-no-recursion) */
{
    switch (n->kind) {
    case NODE_WORD:
    case NODE_PHRASE: return with_changed_words(m, matcher_spans_of(m, n));
    case NODE_OR: return touched_kids(m, n);
    case NODE_NEAR: return touched_pairs(m, n);
    case NODE_NOT_NEAR:
        return spans_not_near(&m->scratch, touched(m, n->kids[0]), matcher_spans_of(m, n->kids[1]), matcher_nearness_of(m, n));
    case NODE_ATLEAST: {
        spans x = touched(m, n->kids[0]);
        return x.count >= n->n ? x : (spans){0};
    }
    case NODE_AND:
    case NODE_NOT:
    case NODE_QUORUM:
    case NODE_FIELD:
    case NODE_MENTION:
    case NODE_QUOTE:
    case NODE_EDIT:
    case NODE_SIDE: break;
    }
    return (spans){0};
}

bool matcher_is_touched(matcher *m, const node *n)
{
    return touched(m, n).count > 0;
}
