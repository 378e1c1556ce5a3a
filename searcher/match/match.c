/* match.c - does this article satisfy the query, and which of its words do? */
#include "searcher/match/match.h"

#include "searcher/match/facts.h"
#include "searcher/match/matching.h"

/* --- making ready --- */

/* A plain form is never that of a compound: those have a mark inside. Stems and patterns may stand for both. */
static unsigned sections_of_leaf(const leaf *l)
{
    unsigned sections = FORWARD_WORDS | (l->casing == CASING_ANY ? 0u : (unsigned)FORWARD_CASES);
    for (uint32_t i = 0; i < l->word_count; i++) {
        bool plain = l->words[i].how == HOW_FORM;
        for (size_t c = 0; plain && c < l->words[i].form.len; c++) {
            unsigned char byte = (unsigned char)l->words[i].form.data[c];
            plain = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
        }
        if (!plain)
            sections |= FORWARD_COMPOUNDS;
    }
    return sections;
}

static unsigned sections_of(const matcher *m, const node *n, bool all)
{
    if ((n->proved && !all) || n->kind == NODE_EDIT)
        return 0;
    unsigned sections = facts_sections(n);
    if (n->kind == NODE_WORD)
        sections |= sections_of_leaf(&m->q->leaves[n->leaf]);
    for (uint32_t i = 0; n->kind == NODE_PHRASE && i < n->item_count; i++)
        sections |= sections_of_leaf(&m->q->leaves[n->items[i].leaf]);
    if ((n->kind == NODE_NEAR || n->kind == NODE_NOT_NEAR) && n->reach != REACH_WORDS)
        sections |= FORWARD_SENTENCES;
    for (uint32_t i = 0; i < n->kid_count; i++)
        sections |= sections_of(m, n->kids[i], all);
    return sections;
}

static void need_leaves(matcher *m, const node *n)
{
    if (n->proved || n->kind == NODE_EDIT)
        return;
    if (n->kind == NODE_WORD)
        m->needed[n->leaf] = true;
    for (uint32_t i = 0; n->kind == NODE_PHRASE && i < n->item_count; i++)
        m->needed[n->items[i].leaf] = true;
    for (uint32_t i = 0; i < n->kid_count; i++)
        need_leaves(m, n->kids[i]);
}

/* Are the words that must be looked for few enough for a filter? */
static bool is_few_words(const matcher *m)
{
    size_t words = 0;
    for (uint32_t l = 0; l < m->q->leaf_count; l++)
        for (size_t f = 0; m->needed[l] && f < m->q->leaves[l].forms.count; f++)
            words += m->q->leaves[l].forms.items[f].count;
    return words <= WORD_FILTER_WORDS;
}

/* Wherever and however it is written. */
static bool is_free(const leaf *l)
{
    return l->scope == FIELD_NONE && l->casing == CASING_ANY && !l->in_past;
}

/* Few enough to be compared one by one with what the record's bytes may say. */
static bool is_of_few_forms(const leaf *l)
{
    size_t words = 0;
    for (size_t f = 0; f < l->forms.count; f++)
        words += l->forms.items[f].count;
    return words <= WORD_FILTER_WORDS;
}

static bool is_near_alone(const matcher *m, const node *n)
{
    bool is = n->kind == NODE_NEAR && n->reach == REACH_WORDS && n->n <= NEAR_MOST;
    for (uint32_t i = 0; is && i < 2; i++) {
        const leaf *l = n->kids[i]->kind == NODE_WORD ? &m->q->leaves[n->kids[i]->leaf] : NULL;
        is = l && is_free(l) && is_of_few_forms(l);
    }
    return is;
}

/* Can item `i` be looked for among the record's bytes? Where the first two are not there, the others are not compared. */
static bool is_run_item(const matcher *m, const node *phrase, uint32_t i)
{
    return phrase->items[i].gap == 0 && (i >= 2 || is_of_few_forms(&m->q->leaves[phrase->items[i].leaf]));
}

static void require_run(matcher *m, arena *a, const node *n)
{
    leaf_run r = {.count = 0};
    if (is_near_alone(m, n) && !n->proved)
        vec_push(a, &m->nears, (leaf_near){{n->kids[0]->leaf, n->kids[1]->leaf}, n->n, n->ordered});
    if (n->kind != NODE_PHRASE || n->proved)
        return;
    for (; r.count < RUN_ITEMS && r.count < n->item_count && is_run_item(m, n, r.count); r.count++)
        r.leaves[r.count] = n->items[r.count].leaf;
    if (r.count >= 2)
        vec_push(a, &m->runs, r);
}

/* A phrase that its run says all of. */
static bool is_run_alone(const matcher *m, const node *n)
{
    bool is = n->kind == NODE_PHRASE && n->item_count >= 2 && n->item_count <= RUN_ITEMS;
    for (uint32_t i = 0; is && i < n->item_count; i++)
        is = is_run_item(m, n, i) && is_free(&m->q->leaves[n->items[i].leaf]);
    return is;
}

static bool runs_decide(const matcher *m)
{
    const node *root = m->q->root;
    if (root->kind != NODE_AND)
        return is_run_alone(m, root) || is_near_alone(m, root);
    for (uint32_t i = 0; i < root->kid_count; i++)
        if (!root->kids[i]->proved && !is_run_alone(m, root->kids[i]) && !is_near_alone(m, root->kids[i]))
            return false;
    return true;
}

bool matcher_has_runs(const matcher *m)
{
    return m->runs.count + m->nears.count > 0;
}

matcher *matcher_new(arena *a, const query *q)
{
    matcher *m = ARENA_NEW(a, matcher);
    m->q = q;
    m->needed = ARENA_ARRAY(a, bool, q->leaf_count + 1);
    m->found = ARENA_ARRAY(a, span_list, q->leaf_count + 1);
    m->touched = ARENA_ARRAY(a, uint32_t, q->leaf_count + 1);
    m->cache = ARENA_ARRAY(a, cached, q->node_count + 1);
    need_leaves(m, q->root);
    require_run(m, a, q->root);
    for (uint32_t i = 0; q->root->kind == NODE_AND && i < q->root->kid_count; i++)
        require_run(m, a, q->root->kids[i]);
    m->runs_decide = matcher_has_runs(m) && runs_decide(m);
    m->sections_all = sections_of(m, q->root, true);
    m->sections_needed = sections_of(m, q->root, false);
    m->wants_compounds = m->sections_needed & FORWARD_COMPOUNDS;
    if (m->sections_needed & FORWARD_WORDS && is_few_words(m))
        m->sections_needed = (m->sections_needed & ~(unsigned)(FORWARD_WORDS | FORWARD_COMPOUNDS)) | FORWARD_CODED;
    return m;
}

matcher *matcher_twin(arena *a, const matcher *m)
{
    return matcher_new(a, m->q);
}

void matcher_release(matcher *m)
{
    if (!m)
        return;
    matcher_release(m->sides[0]);
    matcher_release(m->sides[1]);
    arena_release(&m->own);
    arena_release(&m->scratch);
}

unsigned matcher_sections(const matcher *m, bool all)
{
    return all ? m->sections_all : m->sections_needed;
}

bool matcher_is_broken(const matcher *m)
{
    return m->is_broken;
}

/* --- one record --- */

static void set_units(matcher *m)
{
    const forward_record *r = m->record;
    uint32_t *parts = ARENA_ARRAY(&m->scratch, uint32_t, 2);
    parts[1] = r->title_tokens;
    m->parts = (units){parts, 2, r->token_count};
    m->sentences = m->paragraphs = (units){NULL, 0, r->token_count};
    if (!r->sentences || r->sentence_count == 0)
        return;
    uint32_t *sentences = arena_alloc(&m->scratch, r->sentence_count * sizeof *sentences);
    uint32_t *paragraphs = arena_alloc(&m->scratch, r->sentence_count * sizeof *paragraphs);
    size_t count = 0;
    for (uint32_t i = 0; i < r->sentence_count; i++) {
        sentences[i] = r->sentences[i].first_token;
        if (i == 0 || r->sentences[i].paragraph != r->sentences[i - 1].paragraph)
            paragraphs[count++] = sentences[i];
    }
    m->sentences = (units){sentences, r->sentence_count, r->token_count};
    m->paragraphs = (units){paragraphs, count, r->token_count};
}

void matcher_start(matcher *m, const article_facts *facts, bool all)
{
    m->facts = facts;
    m->record = facts->record;
    m->skip_proved = !all;
    m->window = (span){0, UINT32_MAX};
    m->quotation = NULL;
    m->stamp++;
    m->is_broken = false;
    matcher_scan(m, all);
    set_units(m);
}

/* --- spans of expressions --- */

static spans leaf_spans(matcher *m, uint32_t l)
{
    spans all = {m->found[l].items, m->found[l].count};
    return m->quotation ? spans_within(&m->scratch, all, m->window) : all;
}

/* Joins to each span of `so_far` the spans that begin `gap` words behind it. */
static spans extend_phrase(arena *a, spans so_far, spans next, uint32_t gap)
{
    span_list out = {0};
    for (size_t i = 0; i < so_far.count; i++) {
        uint32_t begin = so_far.items[i].end + gap;
        for (size_t j = spans_from(next, begin); j < next.count && next.items[j].first == begin; j++)
            vec_push(a, &out, (span){so_far.items[i].first, next.items[j].end});
    }
    spans result = {out.items, out.count};
    spans_sort(&result);
    return result;
}

static spans drop_crossing(const matcher *m, spans s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s.count; i++) {
        bool crosses = s.items[i].first < m->record->title_tokens && s.items[i].end > m->record->title_tokens;
        if (!crosses)
            s.items[kept++] = s.items[i];
    }
    s.count = kept;
    return s;
}

/* The phrase from its item `from` on, as far as it goes: *end is one past the last item that could be added. */
static spans run_spans(matcher *m, const node *n, uint32_t from, uint32_t *end)
{
    spans s = leaf_spans(m, n->items[from].leaf);
    *end = from + (s.count > 0);
    for (uint32_t i = from + 1; i < n->item_count && s.count; i++) {
        spans next = extend_phrase(&m->scratch, s, leaf_spans(m, n->items[i].leaf), n->items[i].gap);
        next = drop_crossing(m, next);
        if (next.count == 0)
            break;
        s = next;
        *end = i + 1;
    }
    return s;
}

static spans phrase_spans(matcher *m, const node *n)
{
    uint32_t end;
    for (uint32_t i = 0; i < n->item_count; i++)
        if (m->found[n->items[i].leaf].count == 0)
            return (spans){0};
    spans s = run_spans(m, n, 0, &end);
    return end == n->item_count ? s : (spans){0};
}

static spans mention_spans(matcher *m, const node *n)
{
    span_list out = {0};
    span scope = scope_of_field(m->record, n->field);
    for (uint32_t i = 0; i < m->record->mark_count; i++) {
        const forward_mark *k = &m->record->marks[i];
        bool inside = k->first >= scope.first && k->end <= scope.end && k->first >= m->window.first && k->end <= m->window.end;
        if (inside && k->first < k->end && facts_mark_is(n, m->record->article, k))
            vec_push(&m->scratch, &out, (span){k->first, k->end});
    }
    spans s = {out.items, out.count};
    spans_sort(&s);
    return s;
}

nearness matcher_nearness_of(const matcher *m, const node *n)
{
    switch (n->reach) {
    case REACH_WORDS: return (nearness){&m->parts, n->n, n->ordered};
    case REACH_SENTENCE: return (nearness){&m->sentences, 0, n->ordered};
    case REACH_PARAGRAPH: return (nearness){&m->paragraphs, 0, n->ordered};
    }
    return (nearness){0};
}

static spans either_spans(matcher *m, const node *n)
{
    spans *lists = arena_alloc(&m->scratch, n->kid_count * sizeof *lists);
    for (uint32_t i = 0; i < n->kid_count; i++)
        lists[i] = matcher_spans_of(m, n->kids[i]);
    return spans_join(&m->scratch, lists, n->kid_count);
}

static spans compute_spans(matcher *m, const node *n)
{
    switch (n->kind) {
    case NODE_WORD: return leaf_spans(m, n->leaf);
    case NODE_PHRASE: return phrase_spans(m, n);
    case NODE_MENTION: return mention_spans(m, n);
    case NODE_OR: return either_spans(m, n);
    case NODE_NEAR: {
        spans x = matcher_spans_of(m, n->kids[0]);
        return x.count ? spans_near(&m->scratch, x, matcher_spans_of(m, n->kids[1]), matcher_nearness_of(m, n)) : x;
    }
    case NODE_NOT_NEAR: {
        spans x = matcher_spans_of(m, n->kids[0]);
        return x.count ? spans_not_near(&m->scratch, x, matcher_spans_of(m, n->kids[1]), matcher_nearness_of(m, n)) : x;
    }
    case NODE_ATLEAST: {
        spans x = matcher_spans_of(m, n->kids[0]);
        return x.count >= n->n ? x : (spans){0};
    }
    case NODE_AND:
    case NODE_NOT:
    case NODE_QUORUM:
    case NODE_FIELD:
    case NODE_QUOTE:
    case NODE_EDIT:
    case NODE_SIDE: break;
    }
    return (spans){0};
}

spans matcher_spans_of(matcher *m, const node *n)
{
    cached *c = &m->cache[n->id];
    if (c->stamp != m->stamp) {
        c->spans = compute_spans(m, n);
        c->stamp = m->stamp;
    }
    return c->spans;
}

/* --- satisfaction --- */

static void enter_quotation(matcher *m, const forward_mark *quotation)
{
    m->quotation = quotation;
    m->window = quotation ? (span){quotation->first, quotation->end} : (span){0, UINT32_MAX};
    m->stamp++;
}

/* Calls `visit` in each quotation that satisfies the node's kid; stops at the first without it. */
static bool each_quotation(matcher *m, const node *n, void (*visit)(matcher *m, const node *kid))
{
    bool found = false;
    for (uint32_t i = 0; i < m->record->mark_count && !(found && !visit); i++) {
        if (m->record->marks[i].kind != MARK_QUOTATION)
            continue;
        enter_quotation(m, &m->record->marks[i]);
        if (matcher_node_holds(m, n->kids[0])) {
            found = true;
            if (visit)
                visit(m, n->kids[0]);
        }
    }
    enter_quotation(m, NULL);
    return found;
}

static bool enough_hold(matcher *m, const node *n)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < n->kid_count && count < n->n && n->kid_count - i >= n->n - count; i++)
        count += matcher_node_holds(m, n->kids[i]);
    return count >= n->n;
}

bool matcher_node_holds(matcher *m, const node *n)
{
    if (n->proved && m->skip_proved)
        return true;
    if (n->positional)
        return m->changed ? matcher_is_touched(m, n) : matcher_spans_of(m, n).count > 0;
    switch (n->kind) {
    case NODE_AND:
        for (uint32_t i = 0; i < n->kid_count; i++)
            if (!matcher_node_holds(m, n->kids[i]))
                return false;
        return true;
    case NODE_OR:
        for (uint32_t i = 0; i < n->kid_count; i++)
            if (matcher_node_holds(m, n->kids[i]))
                return true;
        return false;
    case NODE_NOT: return !matcher_node_holds(m, n->kids[0]);
    case NODE_QUORUM: return enough_hold(m, n);
    case NODE_FIELD: return facts_hold(n, m->facts, m->quotation);
    case NODE_QUOTE: return each_quotation(m, n, NULL);
    case NODE_EDIT: return matcher_edit_holds(m, n);
    case NODE_SIDE: return matcher_side_holds(m, n);
    case NODE_WORD:
    case NODE_PHRASE:
    case NODE_NEAR:
    case NODE_NOT_NEAR:
    case NODE_ATLEAST:
    case NODE_MENTION: break;
    }
    return false;
}

/* --- highlights --- */

/* Marks the words that support the spans `used` of n. */
static void mark_support(matcher *m, const node *n, spans used)
{
    if (used.count == 0)
        return;
    switch (n->kind) {
    case NODE_WORD:
    case NODE_PHRASE:
    case NODE_MENTION:
        for (size_t i = 0; i < used.count; i++)
            vec_push(&m->scratch, &m->marked, (marked_span){used.items[i], n->id});
        return;
    case NODE_OR:
        for (uint32_t i = 0; i < n->kid_count; i++)
            mark_support(m, n->kids[i], spans_common(&m->scratch, matcher_spans_of(m, n->kids[i]), used));
        return;
    case NODE_NEAR: {
        spans x, y;
        spans_support(&m->scratch, matcher_spans_of(m, n->kids[0]), matcher_spans_of(m, n->kids[1]), matcher_nearness_of(m, n),
                      used, &x, &y);
        mark_support(m, n->kids[0], x);
        mark_support(m, n->kids[1], y);
        return;
    }
    case NODE_NOT_NEAR:
    case NODE_ATLEAST: mark_support(m, n->kids[0], used); return;
    case NODE_AND:
    case NODE_NOT:
    case NODE_QUORUM:
    case NODE_FIELD:
    case NODE_QUOTE:
    case NODE_EDIT:
    case NODE_SIDE: break;
    }
}

/* The marks that satisfied a field: inside a quotation, the quotation. */
static void mark_evidence(matcher *m, const node *n)
{
    if (m->quotation) {
        vec_push(&m->scratch, &m->evidence, (marked_span){m->window, n->id});
        return;
    }
    for (uint32_t i = 0; i < m->record->mark_count; i++) {
        const forward_mark *k = &m->record->marks[i];
        if (k->first < k->end && facts_mark_satisfies(n, m->record->article, k))
            vec_push(&m->scratch, &m->evidence, (marked_span){{k->first, k->end}, n->id});
    }
}

/* Marks what satisfied n, which holds. */
static void mark_satisfied(matcher *m, const node *n)
{
    if (n->positional) {
        mark_support(m, n, matcher_spans_of(m, n));
        return;
    }
    if (n->kind == NODE_QUOTE) {
        each_quotation(m, n, mark_satisfied);
        return;
    }
    if (n->kind == NODE_NOT || n->kind == NODE_EDIT)
        return;
    if (n->kind == NODE_FIELD)
        mark_evidence(m, n);
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (n->kind == NODE_AND || matcher_node_holds(m, n->kids[i]))
            mark_satisfied(m, n->kids[i]);
}

matcher_verdict matcher_judge(matcher *m, const forward_record *r)
{
    arena_reset(&m->scratch);
    if (!matcher_has_runs(m))
        return MATCHER_UNSURE;
    run_presence presence = matcher_runs_presence(m, r);
    if (presence == RUN_ABSENT)
        return MATCHER_REJECTS;
    return presence == RUN_PRESENT && m->runs_decide ? MATCHER_ACCEPTS : MATCHER_UNSURE;
}

bool matcher_accepts(matcher *m, const article_facts *facts)
{
    matcher_start(m, facts, false);
    return matcher_node_holds(m, m->q->root);
}

bool matcher_highlights(matcher *m, const article_facts *facts, spans *out)
{
    matcher_start(m, facts, true);
    *out = (spans){0};
    m->marked = m->evidence = (marked_list){0};
    if (!matcher_node_holds(m, m->q->root))
        return false;
    mark_satisfied(m, m->q->root);
    out->items = arena_alloc(&m->scratch, (m->marked.count + 1) * sizeof *out->items);
    for (size_t i = 0; i < m->marked.count; i++)
        out->items[out->count++] = m->marked.items[i].at;
    spans_sort(out);
    spans_merge(out);
    return true;
}

size_t matcher_marked(const matcher *m, const marked_span **out)
{
    *out = m->marked.items;
    return m->marked.count;
}

size_t matcher_evidence(const matcher *m, const marked_span **out)
{
    *out = m->evidence.items;
    return m->evidence.count;
}

/* --- single nodes --- */

void matcher_look(matcher *m, const article_facts *facts)
{
    matcher_start(m, facts, true);
}

void matcher_look_inside(matcher *m, const forward_mark *quotation)
{
    enter_quotation(m, quotation);
}

const forward_mark *matcher_quotation(const matcher *m)
{
    return m->quotation;
}

bool matcher_holds(matcher *m, const node *n)
{
    return matcher_node_holds(m, n);
}

spans matcher_spans(matcher *m, const node *n)
{
    return matcher_spans_of(m, n);
}

spans matcher_run(matcher *m, const node *n, uint32_t from, uint32_t *end)
{
    return run_spans(m, n, from, end);
}

nearness matcher_nearness(const matcher *m, const node *n)
{
    return matcher_nearness_of(m, n);
}

nearness matcher_words_apart(const matcher *m, uint32_t most, bool ordered)
{
    return (nearness){&m->parts, most, ordered};
}

arena *matcher_scratch(matcher *m)
{
    return &m->scratch;
}
