/* run.c - do words stand one behind the other in an article? */
#include "store/forward/run.h"

#include "store/forward/bytes.h"

/* Of the neighbours the rarer one. */
static uint32_t neighbour_of(const word_run *run, uint32_t item)
{
    if (item == 0 || item + 1 == run->count)
        return item == 0 ? 1 : item - 1;
    return run->least[item - 1] > run->least[item + 1] ? item - 1 : item + 1;
}

enum { LONG = 256 /* the first number of two bytes */ };

/* One pair more, unless it is there; false where there is no room. */
static bool add_pair(byte_pairs *pairs, byte_pair p)
{
    for (unsigned i = 0; i < pairs->count; i++)
        if (pairs->items[i].first == p.first && pairs->items[i].second == p.second && pairs->items[i].apart == p.apart)
            return true;
    if (pairs->count == BYTE_PAIRS)
        return false;
    pairs->items[pairs->count++] = p;
    return true;
}

/* For a word of one byte that of its neighbour next to it; none without neighbours. */
static bool add_pairs_of_short(byte_pairs *pairs, const word_run *run, unsigned char word, bool side_by_side)
{
    bool is_before = run->beside < run->rarest;
    for (size_t i = 0; side_by_side && i < run->word_counts[run->beside]; i++) {
        uint32_t low = run->words[run->beside][i] & UINT16_MAX;
        unsigned char edge = (unsigned char)(is_before && low >= LONG ? low >> 8 : low);
        if (!add_pair(pairs, (byte_pair){word, edge, is_before ? -1 : 1}))
            return false;
    }
    return side_by_side;
}

static byte_pairs pairs_of(const word_run *run, bool side_by_side)
{
    byte_pairs pairs = {.count = 0};
    for (size_t i = 0; i < run->word_counts[run->rarest]; i++) {
        uint32_t low = run->words[run->rarest][i] & UINT16_MAX;
        unsigned char first = (unsigned char)low;
        if (low < LONG ? !add_pairs_of_short(&pairs, run, first, side_by_side)
                       : !add_pair(&pairs, (byte_pair){first, (unsigned char)(low >> 8), 1}))
            return (byte_pairs){.count = 0};
    }
    return pairs;
}

void word_run_add(word_run *run, const uint32_t *words, size_t count)
{
    uint32_t item = run->count++, least = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        least = words[i] < least ? words[i] : least;
        word_filter_add(&run->filters[item], words[i]);
    }
    run->words[item] = words;
    run->word_counts[item] = count;
    run->least[item] = least;
    if (least > run->least[run->rarest])
        run->rarest = item;
    run->beside = neighbour_of(run, run->rarest);
    run->alone = pairs_of(run, false);
    run->with_beside = run->count > 1 ? pairs_of(run, true) : run->alone;
}

static bool is_half_of(const word_run *run, uint32_t item, uint32_t low)
{
    for (size_t i = 0; i < run->word_counts[item]; i++)
        if ((run->words[item][i] & UINT16_MAX) == low)
            return true;
    return false;
}

/* Is it the run, whose rarest item is the token that begins at `offset`? */
static bool is_run(const word_bytes *w, const word_run *run, uint32_t token, size_t offset)
{
    if (token < run->rarest || run->count > w->tokens - (token - run->rarest))
        return false;
    for (uint32_t k = 0; k < run->rarest; k++)
        offset -= 1 + word_is_long(w, --token);
    for (uint32_t k = 0; k < run->count; k++, token++) {
        if (!is_half_of(run, k, word_at(w, token, offset)))
            return false;
        offset += 1 + word_is_long(w, token);
    }
    return true;
}

/* Have the tokens [first, end) no upper halves, and lie in one part of the article? */
static bool is_plain(const forward_record *r, uint32_t first, uint32_t end)
{
    byte_reader wide = byte_reader_of(r->coded.wide);
    uint64_t at = 0;
    if (first < r->title_tokens && end > r->title_tokens)
        return false;
    for (uint32_t i = 0; i < r->coded.wide_count; i++) {
        at += read_varint(&wide);
        (void)read_varint(&wide);
        if (wide.bad || (at >= first && at < end))
            return false;
        if (at >= end)
            return true;
    }
    return true;
}

static bool has_word(const word_run *run, uint32_t item, uint32_t word)
{
    for (size_t i = 0; i < run->word_counts[item]; i++)
        if (run->words[item][i] == word)
            return true;
    return false;
}

/* The words of tokens without upper halves are the run's, not only like them. */
static bool is_wholly(const word_bytes *w, const word_run *run, uint32_t token, size_t offset)
{
    for (uint32_t k = 0; k < run->count; k++, token++) {
        if (!has_word(run, k, word_at(w, token, offset)))
            return false;
        offset += 1 + word_is_long(w, token);
    }
    return true;
}

/* Those tokens that may be the rarest item, one by one: fast, or from a list of all. */
typedef struct rarest_tokens {
    const word_bytes *w;
    bool fast;
    word_scan scan;
    found_word *found;
    size_t count, next;
} rarest_tokens;

static bool rarest_start(rarest_tokens *t, arena *scratch, const forward_record *r, const word_bytes *w, const word_run *run,
                         bool side_by_side)
{
    const word_filter *filter = &run->filters[run->rarest], *beside = &run->filters[run->beside];
    *t = (rarest_tokens){.w = w, .fast = words_can_be_scanned()};
    if (!t->fast)
        return forward_find(scratch, r, r->token_count, filter, &t->found, &t->count);
    return word_scan_start(&t->scan, w, filter, side_by_side && run->beside < run->rarest ? beside : NULL,
                           side_by_side && run->beside > run->rarest ? beside : NULL,
                           side_by_side ? &run->with_beside : &run->alone);
}

static bool rarest_next(rarest_tokens *t, uint32_t *token, size_t *offset)
{
    found_word found;
    if (t->fast) {
        if (!word_scan_next(&t->scan, &found, offset))
            return false;
        *token = found.at;
        return true;
    }
    if (t->next == t->count)
        return false;
    *token = t->found[t->next++].at;
    *offset = word_offset(t->w, *token);
    return true;
}

run_presence forward_run_presence(arena *scratch, const forward_record *r, const word_run *run)
{
    word_bytes w;
    rarest_tokens tokens;
    uint32_t token;
    size_t offset;
    run_presence presence = RUN_ABSENT;
    if (!word_bytes_of(r, &w) || !rarest_start(&tokens, scratch, r, &w, run, true))
        return RUN_POSSIBLE; /* whoever decodes it finds what is broken */
    while (rarest_next(&tokens, &token, &offset)) {
        if (!is_run(&w, run, token, offset))
            continue;
        uint32_t first = token - run->rarest;
        for (uint32_t k = token; k > first; k--)
            offset -= 1 + word_is_long(&w, k - 1);
        if (!is_plain(r, first, first + run->count))
            presence = RUN_POSSIBLE;
        else if (is_wholly(&w, run, first, offset))
            return RUN_PRESENT;
    }
    return presence;
}

/* --- near each other --- */

typedef struct placed_token {
    uint32_t token;
    size_t offset;
} placed_token;

/* What `other` says of `rare`, which may be the rarest item. */
static run_presence pair_presence(const forward_record *r, const word_bytes *w, const word_run *run, placed_token rare,
                                  placed_token other)
{
    uint32_t low = word_at(w, other.token, other.offset);
    bool may = low <= UINT16_MAX && word_filter_bits(&run->filters[run->beside], low) && is_half_of(run, run->beside, low);
    if (!may || (rare.token < r->title_tokens) != (other.token < r->title_tokens))
        return RUN_ABSENT;
    if (!is_plain(r, rare.token, rare.token + 1) || !is_plain(r, other.token, other.token + 1))
        return RUN_POSSIBLE;
    bool whole = has_word(run, run->rarest, word_at(w, rare.token, rare.offset)) && has_word(run, run->beside, low);
    return whole ? RUN_PRESENT : RUN_ABSENT;
}

static run_presence more_sure(run_presence x, run_presence y)
{
    return x > y ? x : y;
}

/* How many tokens before the rarest item, and behind it, the other one may be. */
static uint32_t reach_back(const word_near *near)
{
    return near->ordered && near->of.rarest == 0 ? 0 : near->most;
}

static uint32_t reach_on(const word_near *near)
{
    return near->ordered && near->of.rarest == 1 ? 0 : near->most;
}

static run_presence look_around(const forward_record *r, const word_bytes *w, const word_near *near, placed_token rare)
{
    run_presence best = RUN_ABSENT;
    placed_token t = rare;
    uint32_t back = reach_back(near), on = reach_on(near);
    for (; back > 0 && t.token > 0 && best != RUN_PRESENT; back--) {
        t.offset -= 1 + word_is_long(w, --t.token);
        best = more_sure(best, pair_presence(r, w, &near->of, rare, t));
    }
    t = rare;
    for (; on > 0 && t.token + 1 < w->tokens && best != RUN_PRESENT; on--) {
        t.offset += 1 + word_is_long(w, t.token++);
        best = more_sure(best, pair_presence(r, w, &near->of, rare, t));
    }
    return best;
}

run_presence forward_near_presence(arena *scratch, const forward_record *r, const word_near *near)
{
    word_bytes w;
    rarest_tokens tokens;
    placed_token rare;
    const word_run *run = &near->of;
    run_presence presence = RUN_ABSENT;
    if (!word_bytes_of(r, &w) || !rarest_start(&tokens, scratch, r, &w, run, false))
        return RUN_POSSIBLE;
    word_scan_around(&tokens.scan, &run->filters[run->beside], reach_back(near), reach_on(near));
    while (presence != RUN_PRESENT && rarest_next(&tokens, &rare.token, &rare.offset))
        if (is_half_of(run, run->rarest, word_at(&w, rare.token, rare.offset)))
            presence = more_sure(presence, look_around(r, &w, near, rare));
    return presence;
}

/* --- with compounds --- */

static bool token_may_be(const word_bytes *w, const word_run *run, uint32_t token, uint32_t item)
{
    return token < w->tokens && is_half_of(run, item, word_at(w, token, word_offset(w, token)));
}

typedef struct compound_list {
    const forward_compound *items;
    size_t count;
} compound_list;

/* Is an item at `token`, or does it end before it? */
static bool may_begin(const word_bytes *w, const word_run *run, const compound_list *list, uint32_t token, uint32_t item)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].first == token && has_word(run, item, list->items[i].word))
            return true;
    return token_may_be(w, run, token, item);
}

static bool may_end(const word_bytes *w, const word_run *run, const compound_list *list, uint32_t token, uint32_t item)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].first + list->items[i].count == token && has_word(run, item, list->items[i].word))
            return true;
    return token > 0 && token_may_be(w, run, token - 1, item);
}

bool forward_may_join_run(const forward_record *r, const word_run *run, const forward_compound *compounds, size_t count)
{
    const compound_list list = {compounds, count};
    word_bytes w;
    if (!word_bytes_of(r, &w))
        return true;
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < run->count; k++) {
            const forward_compound *c = &compounds[i];
            if (has_word(run, k, c->word) && (k == 0 || may_end(&w, run, &list, c->first, k - 1)) &&
                (k + 1 == run->count || may_begin(&w, run, &list, c->first + c->count, k + 1)))
                return true;
        }
    return false;
}
