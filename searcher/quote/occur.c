/* occur.c - where in an article do the words of a text stand, inside its quotations or outside? */
#include "searcher/quote/occur.h"

enum {
    CUE_WORDS = 40,      /* quotations of one speaker with at most so many words between them are read as one */
    CHEAP_CELLS = 20000, /* rows are aligned whole up to so much work; of longer ones the likeliest part */
    CELLS_WITH_GAPS = 4000000
};

typedef struct looking {
    arena *a, *scratch;
    const asked_text *text;
    const forward_record *record;
    const forward_slot *slot;
    uint32_t most;
    occurrence_list *list;
    row_word *words; /* of the whole article */
    uint32_t best_quoted;

    /* The run being gathered: */
    occurrence_row row;
    uint32_t speaker, first_mark, last_mark;
} looking;

/* --- the likeliest part of a row --- */

typedef struct part {
    uint32_t first, end, weight; /* the words [first, end) hold so much of the text's weight */
} part;

/* The `width` words that hold the most; each group counts once, with all that its words weigh in the text. */
static part likeliest(arena *scratch, const asked_text *t, const row_word *row, uint32_t count, uint32_t width)
{
    uint32_t *times = ARENA_ARRAY(scratch, uint32_t, t->group_count + 1), sum = 0;
    part best = {0, 0, 0};
    for (uint32_t j = 0; j < count; j++) {
        if (row[j].group && times[row[j].group]++ == 0)
            sum += t->groups[row[j].group - 1].weight;
        if (j >= width && row[j - width].group && --times[row[j - width].group] == 0)
            sum -= t->groups[row[j - width].group - 1].weight;
        if (sum > best.weight)
            best = (part){j + 1 > width ? j + 1 - width : 0, j + 1, sum};
    }
    return best;
}

/* --- word for word --- */

/* Words [from, to) of the text stand at row[j] and behind it. */
static bool stands_at(const asked_text *t, uint32_t from, uint32_t to, const row_word *row, uint32_t count, uint32_t j)
{
    if (j + (to - from) > count)
        return false;
    for (uint32_t i = from; i < to; i++)
        if (t->sought[i].form == 0 || t->sought[i].form != row[j + i - from].form)
            return false;
    return true;
}

/* Whether the text is there without a difference: what stands between its gaps, in this order. */
static bool is_there(const asked_text *t, const row_word *row, uint32_t count)
{
    uint32_t j = 0, to;
    for (uint32_t from = 0; from < t->count; from = to) {
        for (to = from + 1; to < t->count && !t->sought[to].gap_before; to++) {
        }
        while (j < count && !stands_at(t, from, to, row, count, j))
            j++;
        if (j == count)
            return false;
        j += to - from;
    }
    return true;
}

/* A place that costs at most `most` passes over so many words at most, and lacks no more of the text's weight: most rows need
 * no alignment. Of long ones only the surroundings of the likeliest part are aligned. */
static bool align(looking *l, const row_word *row, uint32_t count, alignment *out)
{
    const asked_text *t = l->text;
    if (l->most == 0 && !is_there(t, row, count))
        return false;
    uint32_t width = t->has_gaps ? count : t->count + l->most / ALIGN_REMOVED + 1;
    part p = likeliest(l->scratch, t, row, count, width);
    if (p.weight + l->most < t->total_weight)
        return false;
    uint64_t cells = (uint64_t)count * t->count;
    if (cells <= CHEAP_CELLS || (t->has_gaps && cells <= CELLS_WITH_GAPS))
        p = (part){0, count, 0};
    else if (t->has_gaps) /* too much work: the gaps are then not bridged over more than a few lines */
        p = likeliest(l->scratch, t, row, count, 4 * t->count);
    p.first = p.first > width ? p.first - width : 0;
    p.end = p.end + width < count ? p.end + width : count;
    if (!align_best(l->scratch, t->sought, t->count, row + p.first, p.end - p.first, out) || out->cost > l->most)
        return false;
    out->first += p.first;
    out->end += p.first;
    return true;
}

/* --- inside quotations --- */

static void finish_run(looking *l)
{
    alignment at;
    if (l->row.count && align(l, l->row.words, l->row.count, &at)) {
        occurrence o = {.article = l->record->article, .cost = at.cost, .speaker = l->speaker, .quoted = true};
        o.first = l->row.tokens[at.first];
        o.end = l->row.tokens[at.end - 1] + 1;
        o.first_mark = l->first_mark;
        o.last_mark = l->last_mark;
        o.published = l->slot->published_day;
        vec_push(l->a, l->list, o);
        if (at.cost < l->best_quoted)
            l->best_quoted = at.cost;
    }
    l->row.count = 0;
}

static bool continues_run(const looking *l, const forward_mark *m)
{
    if (l->row.count == 0 || m->value != l->speaker)
        return false;
    uint32_t end = l->row.tokens[l->row.count - 1] + 1, title = l->record->title_tokens;
    return (end <= title) == (m->first < title) && (l->text->has_gaps || m->first < end + CUE_WORDS);
}

static void look_in_quotations(looking *l)
{
    const forward_record *r = l->record;
    uint32_t covered = 0;
    l->row = (occurrence_row){arena_alloc(l->scratch, r->token_count * sizeof(row_word)),
                              arena_alloc(l->scratch, r->token_count * sizeof(uint32_t)), 0};
    for (uint32_t i = 0; i < r->mark_count; i++) {
        const forward_mark *m = &r->marks[i];
        if (m->kind != MARK_QUOTATION || m->end <= covered)
            continue;
        if (!continues_run(l, m)) {
            finish_run(l);
            l->speaker = m->value;
            l->first_mark = i;
        }
        l->last_mark = i;
        for (uint32_t t = m->first > covered ? m->first : covered; t < m->end; t++) {
            l->row.tokens[l->row.count] = t;
            l->row.words[l->row.count++] = l->words[t];
        }
        covered = m->end;
    }
    finish_run(l);
}

/* --- anywhere --- */

/* A text that has the cue in it ("We will", he said, "win") lies in quotations for the greater part: then it is said there. */
static void settle_quoted(const looking *l, occurrence *o)
{
    uint32_t inside = 0, covered = o->first;
    bool met = false;
    for (uint32_t i = 0; i < l->record->mark_count; i++) {
        const forward_mark *m = &l->record->marks[i];
        if (m->kind != MARK_QUOTATION || m->end <= covered || m->first >= o->end)
            continue;
        if (met && m->value != o->speaker)
            return;
        if (!met)
            o->first_mark = i;
        o->last_mark = i;
        o->speaker = m->value;
        met = true;
        uint32_t from = m->first > covered ? m->first : covered, end = m->end < o->end ? m->end : o->end;
        inside += end - from;
        covered = end;
    }
    o->quoted = (uint64_t)inside * 10 >= (uint64_t)(o->end - o->first) * 6;
}

static void look_everywhere(looking *l, uint32_t first, uint32_t end)
{
    alignment at;
    if (end <= first || !align(l, l->words + first, end - first, &at) || at.cost >= l->best_quoted)
        return;
    occurrence o = {.article = l->record->article, .cost = at.cost, .first = first + at.first, .end = first + at.end};
    o.published = l->slot->published_day;
    settle_quoted(l, &o);
    vec_push(l->a, l->list, o);
}

static row_word *words_of(arena *scratch, const asked_text *text, const forward_record *record)
{
    row_word *words = arena_alloc(scratch, (record->token_count + 1) * sizeof *words);
    for (uint32_t i = 0; i < record->token_count; i++)
        words[i] = asked_word_of(text, record->words[i]);
    return words;
}

bool occurrences_possible(arena *scratch, const asked_text *text, const forward_record *record, uint32_t most)
{
    /* Quotations with a cue between them are read as one: so much longer may a place be in the article. */
    uint32_t width = text->has_gaps ? record->token_count : 2 * CUE_WORDS + text->count + most / ALIGN_REMOVED + 1;
    const row_word *words = words_of(scratch, text, record);
    return likeliest(scratch, text, words, record->token_count, width).weight + most >= text->total_weight;
}

void occurrences_in(arena *a, arena *scratch, const asked_text *text, const forward_record *record, const forward_slot *slot,
                    uint32_t most, occurrence_list *list)
{
    looking l = {.a = a, .scratch = scratch, .text = text, .record = record, .slot = slot, .most = most, .list = list};
    l.best_quoted = UINT32_MAX;
    l.words = words_of(scratch, text, record);
    look_in_quotations(&l);
    if (l.best_quoted == 0)
        return;
    look_everywhere(&l, 0, record->title_tokens);
    look_everywhere(&l, record->title_tokens, record->token_count);
}

/* --- once more, for the diff --- */

/* Whether a word of the article was in the row: all are where the occurrence crosses a cue that is part of the text. */
static bool is_quoted(const forward_record *r, const occurrence *o, uint32_t word)
{
    if (word >= o->cue_first && word < o->cue_end)
        return false;
    for (uint32_t i = o->first_mark; i <= o->last_mark; i++)
        if (r->marks[i].kind == MARK_QUOTATION && word >= r->marks[i].first && word < r->marks[i].end)
            return true;
    return false;
}

void occurrence_row_of(arena *a, const asked_text *text, const forward_record *record, const occurrence *o, occurrence_row *out)
{
    uint32_t count = o->end - o->first;
    arena scratch = {0};
    occurrence_row all = {arena_alloc(a, count * sizeof(row_word)), arena_alloc(a, count * sizeof(uint32_t)), 0};
    occurrence_row quoted = {arena_alloc(a, count * sizeof(row_word)), arena_alloc(a, count * sizeof(uint32_t)), 0};
    for (uint32_t t = o->first; t < o->end; t++) {
        row_word w = asked_word_of(text, record->words[t]);
        all.tokens[all.count] = t;
        all.words[all.count++] = w;
        if (o->quoted && is_quoted(record, o, t)) {
            quoted.tokens[quoted.count] = t;
            quoted.words[quoted.count++] = w;
        }
    }
    alignment at;
    bool only_quoted = align_best(&scratch, text->sought, text->count, quoted.words, quoted.count, &at) && at.cost <= o->cost;
    arena_release(&scratch);
    *out = only_quoted ? quoted : all;
}
