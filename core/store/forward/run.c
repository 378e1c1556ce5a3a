/* run.c - do words stand one behind the other in an article? */
#include "store/forward/run.h"

#include "store/forward/bytes.h"

void word_run_add(word_run *run, const uint32_t *words, size_t count)
{
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < count; i++)
        least = words[i] < least ? words[i] : least;
    for (size_t i = 0; i < count; i++)
        run->is_wide |= words[i] > UINT16_MAX;
    if (run->count == 0 || least > run->least) {
        run->rarest = run->count;
        run->least = least;
        run->filter = (word_filter){0};
        for (size_t i = 0; i < count; i++)
            word_filter_add(&run->filter, words[i]);
    }
    run->words[run->count] = words;
    run->word_counts[run->count++] = count;
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

/* The tokens that may be the rarest item; *offsets NULL where it is not told where they begin. False for a broken record. */
static bool find_rarest(arena *scratch, const forward_record *r, const word_bytes *w, const word_run *run, found_word **found,
                        size_t **offsets, size_t *count)
{
    *offsets = NULL;
    if (!words_are_found_fast(&run->filter))
        return forward_find(scratch, r, r->token_count, &run->filter, found, count);
    *found = arena_alloc(scratch, ((size_t)w->tokens + 1) * sizeof **found);
    *offsets = arena_alloc(scratch, ((size_t)w->tokens + 1) * sizeof **offsets);
    return words_find_fast(w, &run->filter, *found, *offsets, count);
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

run_presence forward_run_presence(arena *scratch, const forward_record *r, const word_run *run)
{
    word_bytes w;
    found_word *found;
    size_t *offsets, count;
    run_presence presence = RUN_ABSENT;
    if (!word_bytes_of(r, &w) || !find_rarest(scratch, r, &w, run, &found, &offsets, &count))
        return RUN_POSSIBLE; /* whoever decodes it finds what is broken */
    for (size_t i = 0; i < count; i++) {
        if (!is_run(&w, run, found[i].at, offsets ? offsets[i] : word_offset(&w, found[i].at)))
            continue;
        uint32_t first = found[i].at - run->rarest;
        if (!run->is_wide && is_plain(r, first, first + run->count))
            return RUN_PRESENT;
        presence = RUN_POSSIBLE;
    }
    return presence;
}

/* --- with compounds --- */

static bool has_word(const word_run *run, uint32_t item, uint32_t word)
{
    for (size_t i = 0; i < run->word_counts[item]; i++)
        if (run->words[item][i] == word)
            return true;
    return false;
}

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
