/* occur.c - where in an article do the words of a text stand, inside its quotations or outside? */
#include "searcher/quote/occur.h"

enum {
    CUE_WORDS = 40,      /* quotations of one speaker with at most so many words between them are read as one */
    CHEAP_CELLS = 20000, /* rows are aligned whole up to so much work; of longer ones the likeliest part */
    CELLS_WITH_GAPS = 4000000,
    MOST_PARTS = 8 /* of a text with gaps, that are looked for one by one before all are aligned */
};

/* A word of the text that stands at place `at` of a row. */
typedef struct hit {
    uint32_t at, token; /* token: its number in the article */
    row_word word;
} hit;

/* Words beside each other as the text sees them: only those that have to do with it. */
typedef struct hit_row {
    hit *hits;
    uint32_t hit_count, count; /* count: words, hits or not */
} hit_row;

/* What a word of a group weighs, and how many of them the text has: more in a row are of no use. */
typedef struct group_weight {
    uint32_t each, most;
} group_weight;

typedef struct looking {
    arena *a, *scratch;
    const asked_text *text;
    const forward_record *record;
    const forward_slot *slot;
    uint32_t most;
    const group_weight *weights; /* of each group of the text */
    occurrence_list *list;
    hit *hits; /* the words of the article that are the text's, in order: few of its words are */
    uint32_t hit_count;
    uint32_t best_quoted;

    /* The run being gathered: */
    hit_row row;
    uint32_t speaker, first_mark, last_mark;
    uint32_t run_start, run_end; /* words of the article */
} looking;

/* --- the likeliest part of a row --- */

typedef struct part {
    uint32_t first, end, weight; /* the words [first, end) hold so much of the text's weight */
} part;

/* The `width` words that hold the most. */
static part likeliest_of(arena *scratch, const group_weight *weights, uint32_t groups, const hit_row *r, uint32_t width)
{
    uint32_t *times = ARENA_ARRAY(scratch, uint32_t, groups + 1), sum = 0;
    part best = {0, 0, 0};
    for (uint32_t i = 0, left = 0; i < r->hit_count; i++) {
        uint32_t end = r->hits[i].at + 1, group = r->hits[i].word.group;
        sum += times[group]++ < weights[group].most ? weights[group].each : 0;
        for (; r->hits[left].at + width < end; left++) {
            group = r->hits[left].word.group;
            sum -= --times[group] < weights[group].most ? weights[group].each : 0;
        }
        if (sum > best.weight)
            best = (part){end > width ? end - width : 0, end, sum};
    }
    return best;
}

static part likeliest(const looking *l, const hit_row *r, uint32_t width)
{
    return likeliest_of(l->scratch, l->weights, l->text->group_count, r, width);
}

static void weigh_word(group_weight *weights, const sought_word *s)
{
    weights[s->group].each = s->weight; /* all words of a group weigh the same */
    weights[s->group].most++;
}

/* Whether the row's words weigh so much at all, however often each stands there: most rows end here. */
static bool is_heavy_enough(const looking *l, const hit_row *r)
{
    uint64_t weight = l->most;
    for (uint32_t i = 0; i < r->hit_count && weight < l->text->total_weight; i++)
        weight += l->weights[r->hits[i].word.group].each;
    return weight >= l->text->total_weight;
}

/* Between its gaps a text has to be found like one without any: what each of its first parts lacks at the likeliest place for it
 * is the least that an alignment costs. */
static bool parts_are_possible(const looking *l, const hit_row *r)
{
    const asked_text *t = l->text;
    uint32_t lacking = 0, parts = 0, to;
    for (uint32_t from = 0; from < t->count && parts < MOST_PARTS && lacking <= l->most; from = to, parts++) {
        uint32_t weight = 0;
        group_weight *weights = ARENA_ARRAY(l->scratch, group_weight, t->group_count + 1);
        for (to = from; to < t->count && (to == from || !t->sought[to].gap_before); to++) {
            weigh_word(weights, &t->sought[to]);
            weight += t->sought[to].weight;
        }
        uint32_t width = to - from + l->most / ALIGN_REMOVED + 1;
        lacking += weight - likeliest_of(l->scratch, weights, t->group_count, r, width).weight;
    }
    return lacking <= l->most;
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

/* Words [first, end) of a row, those included that have nothing to do with the text. */
static row_word *words_of(arena *scratch, const hit_row *r, uint32_t first, uint32_t end)
{
    row_word *words = arena_zalloc(scratch, (end - first + 1) * sizeof *words);
    for (uint32_t i = 0; i < r->hit_count; i++)
        if (r->hits[i].at >= first && r->hits[i].at < end)
            words[r->hits[i].at - first] = r->hits[i].word;
    return words;
}

/* A place that costs at most `most` passes over so many words at most, and lacks no more of the text's weight: most rows need
 * no alignment. Of long ones only the surroundings of the likeliest part are aligned. */
static bool align(looking *l, const hit_row *r, alignment *out)
{
    const asked_text *t = l->text;
    if (!is_heavy_enough(l, r))
        return false;
    uint32_t count = r->count, width = t->has_gaps ? count : t->count + l->most / ALIGN_REMOVED + 1;
    part p = likeliest(l, r, width);
    if (p.weight + l->most < t->total_weight || (t->has_gaps && !parts_are_possible(l, r)))
        return false;
    if (l->most == 0 && !is_there(t, words_of(l->scratch, r, 0, count), count))
        return false;
    uint64_t cells = (uint64_t)count * t->count;
    if (cells <= CHEAP_CELLS || (t->has_gaps && cells <= CELLS_WITH_GAPS))
        p = (part){0, count, 0};
    else if (t->has_gaps) /* too much work: the gaps are then not bridged over more than a few lines */
        p = likeliest(l, r, 4 * t->count);
    p.first = p.first > width ? p.first - width : 0;
    p.end = p.end + width < count ? p.end + width : count;
    const row_word *words = words_of(l->scratch, r, p.first, p.end);
    if (!align_best(l->scratch, t->sought, t->count, words, p.end - p.first, out) || out->cost > l->most)
        return false;
    out->first += p.first;
    out->end += p.first;
    return true;
}

/* --- inside quotations --- */

/* A run is made of the quotations among the marks [first_mark, last_mark]: which word of the article is its word number `at`? */
static uint32_t token_of_run(const looking *l, uint32_t at)
{
    uint32_t covered = l->run_start;
    for (uint32_t i = l->first_mark; i <= l->last_mark; i++) {
        const forward_mark *m = &l->record->marks[i];
        if (m->kind != MARK_QUOTATION || m->end <= covered)
            continue;
        uint32_t from = m->first > covered ? m->first : covered;
        if (at < m->end - from)
            return from + at;
        at -= m->end - from;
        covered = m->end;
    }
    return covered;
}

static void finish_run(looking *l)
{
    alignment at;
    if (l->row.hit_count && align(l, &l->row, &at)) {
        occurrence o = {.article = l->record->article, .cost = at.cost, .speaker = l->speaker, .quoted = true};
        o.first = token_of_run(l, at.first);
        o.end = token_of_run(l, at.end - 1) + 1;
        o.first_mark = l->first_mark;
        o.last_mark = l->last_mark;
        o.published = l->slot->published_day;
        o.in_title = o.end <= l->record->title_tokens;
        vec_push(l->a, l->list, o);
        if (at.cost < l->best_quoted)
            l->best_quoted = at.cost;
    }
    l->row.count = l->row.hit_count = 0;
}

static bool continues_run(const looking *l, const forward_mark *m)
{
    if (l->row.count == 0 || m->value != l->speaker)
        return false;
    uint32_t end = l->run_end, title = l->record->title_tokens;
    return (end <= title) == (m->first < title) && (l->text->has_gaps || m->first < end + CUE_WORDS);
}

static void look_in_quotations(looking *l)
{
    const forward_record *r = l->record;
    uint32_t covered = 0, next = 0;
    l->row = (hit_row){arena_alloc(l->scratch, (l->hit_count + 1) * sizeof(hit)), 0, 0};
    for (uint32_t i = 0; i < r->mark_count; i++) {
        const forward_mark *m = &r->marks[i];
        if (m->kind != MARK_QUOTATION || m->end <= covered)
            continue;
        if (!continues_run(l, m)) {
            finish_run(l);
            l->speaker = m->value;
            l->first_mark = i;
            l->run_start = covered;
        }
        l->last_mark = i;
        uint32_t from = m->first > covered ? m->first : covered;
        while (next < l->hit_count && l->hits[next].token < from)
            next++;
        for (; next < l->hit_count && l->hits[next].token < m->end; next++) {
            hit h = l->hits[next];
            h.at = l->row.count + h.token - from;
            l->row.hits[l->row.hit_count++] = h;
        }
        l->row.count += m->end - from;
        l->run_end = covered = m->end;
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
    hit_row all = {l->hits, 0, end - first};
    while (all.hits < l->hits + l->hit_count && all.hits->token < first)
        all.hits++;
    for (hit *h = all.hits; h < l->hits + l->hit_count && h->token < end; h++) {
        h->at = h->token - first;
        all.hit_count++;
    }
    if (all.hit_count == 0 || !align(l, &all, &at) || at.cost >= l->best_quoted)
        return;
    occurrence o = {.article = l->record->article, .cost = at.cost, .first = first + at.first, .end = first + at.end};
    o.published = l->slot->published_day;
    o.in_title = o.end <= l->record->title_tokens;
    settle_quoted(l, &o);
    vec_push(l->a, l->list, o);
}

/* In two steps without a branch that is hard to foretell: those that may be words of the text, then which ones they are. */
static void find_hits(looking *l)
{
    const forward_record *r = l->record;
    hit *hits = arena_alloc(l->scratch, (r->token_count + 1) * sizeof *hits);
    uint32_t may = 0, count = 0;
    for (uint32_t i = 0; i < r->token_count; i++) {
        hits[may].token = i;
        may += asked_may_have(l->text, r->words[i]);
    }
    for (uint32_t i = 0; i < may; i++) {
        uint32_t at = hits[i].token;
        hits[count] = (hit){at, at, asked_word_of(l->text, r->words[at])};
        count += hits[count].word.group != 0;
    }
    l->hits = hits;
    l->hit_count = count;
}

void occurrences_in(arena *a, arena *scratch, const asked_text *text, const forward_record *record, const forward_slot *slot,
                    uint32_t most, occurrence_list *list)
{
    looking l = {.a = a, .scratch = scratch, .text = text, .record = record, .slot = slot, .most = most, .list = list};
    l.best_quoted = UINT32_MAX;
    group_weight *weights = ARENA_ARRAY(scratch, group_weight, text->group_count + 1);
    for (uint32_t i = 0; i < text->count; i++)
        weigh_word(weights, &text->sought[i]);
    l.weights = weights;
    find_hits(&l);
    look_in_quotations(&l);
    if (l.best_quoted == 0)
        return;
    look_everywhere(&l, 0, record->title_tokens);
    look_everywhere(&l, record->title_tokens, record->token_count);
}

uint32_t occurrence_reach(const asked_text *text)
{
    return text->has_gaps ? UINT32_MAX : CUE_WORDS;
}

/* --- once more, for the diff --- */

/* Whether a word of the article was in the row: all are where the occurrence crosses a cue that is part of the text. */
static bool is_quoted(const forward_record *r, const occurrence *o, uint32_t word)
{
    if (word >= o->cue_first && word < o->cue_end)
        return false;
    return occurrence_says(r, o, word);
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
    bool only_quoted =
        align_best(&scratch, text->sought, text->count, quoted.words, quoted.count, &at) && (o->contracted || at.cost <= o->cost);
    arena_release(&scratch);
    *out = only_quoted ? quoted : all;
}
