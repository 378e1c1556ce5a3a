/* articles.c - sets of articles, and what AND, OR and NOT make of them */
#include "searcher/plan/articles.h"

/* A list of more than one article in so many is as large as the bits, which are joined 64 at a time. */
enum { BITS_A_NUMBER = 32 };

static size_t word_count(const article_space *s)
{
    return s->end / 64 + 1;
}

static bool is_dense(const article_space *s, uint64_t count)
{
    return count * BITS_A_NUMBER > s->end;
}

static bool has_bit(const uint64_t *bits, uint32_t article)
{
    return bits[article / 64] >> article % 64 & 1;
}

static void set_bits(uint64_t *bits, const uint32_t *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        bits[items[i] / 64] |= 1ull << items[i] % 64;
}

static uint64_t *copy_bits(const article_space *s, const uint64_t *bits)
{
    uint64_t *copy = arena_alloc(s->a, word_count(s) * sizeof *copy);
    memcpy(copy, bits, word_count(s) * sizeof *copy);
    return copy;
}

static size_t below_end(const article_space *s, const uint32_t *items, size_t count)
{
    while (count > 0 && items[count - 1] >= s->end)
        count--;
    return count;
}

articles articles_of(const article_space *s, const uint32_t *items, size_t count)
{
    return articles_of_any(s, &(article_list){items, count}, 1);
}

/* --- two without all_but --- */

/* The first place from `at` on whose number is not below `wanted`: by steps that double, then by halves (galloping search). */
static size_t gallop(const uint32_t *items, size_t count, size_t at, uint32_t wanted)
{
    size_t step = 1;
    while (at + step < count && items[at + step] < wanted) {
        at += step;
        step *= 2;
    }
    size_t high = at + step < count ? at + step : count;
    while (at < high) {
        size_t middle = at + (high - at) / 2;
        if (items[middle] < wanted)
            at = middle + 1;
        else
            high = middle;
    }
    return at;
}

/* Of the list x those that are, or are not, in y. */
static articles list_filtered(const article_space *s, articles x, articles y, bool wanted)
{
    uint32_t *out = arena_alloc(s->a, (x.count + 1) * sizeof *out);
    size_t n = 0, at = 0;
    for (size_t i = 0; i < x.count; i++) {
        uint32_t article = x.items[i];
        bool found;
        if (y.bits)
            found = has_bit(y.bits, article);
        else {
            at = at < y.count && y.items[at] < article ? gallop(y.items, y.count, at, article) : at;
            found = at < y.count && y.items[at] == article;
        }
        out[n] = article;
        n += found == wanted;
    }
    return (articles){.items = out, .count = n};
}

static articles intersection(const article_space *s, articles x, articles y)
{
    if (!x.bits && !y.bits)
        return x.count <= y.count ? list_filtered(s, x, y, true) : list_filtered(s, y, x, true);
    if (!x.bits || !y.bits)
        return x.bits ? list_filtered(s, y, x, true) : list_filtered(s, x, y, true);
    uint64_t *out = arena_alloc(s->a, word_count(s) * sizeof *out);
    for (size_t i = 0; i < word_count(s); i++)
        out[i] = x.bits[i] & y.bits[i];
    return (articles){.bits = out};
}

static articles difference(const article_space *s, articles x, articles y)
{
    if (!x.bits)
        return list_filtered(s, x, y, false);
    uint64_t *out = copy_bits(s, x.bits);
    for (size_t i = 0; y.bits && i < word_count(s); i++)
        out[i] &= ~y.bits[i];
    for (size_t i = 0; i < y.count; i++)
        out[y.items[i] / 64] &= ~(1ull << y.items[i] % 64);
    return (articles){.bits = out};
}

static articles joined_lists(const article_space *s, articles x, articles y)
{
    uint32_t *out = arena_alloc(s->a, (x.count + y.count + 1) * sizeof *out);
    size_t n = 0, i = 0, k = 0;
    while (i < x.count && k < y.count) {
        uint32_t a = x.items[i], b = y.items[k];
        out[n++] = a < b ? a : b;
        i += a <= b;
        k += b <= a;
    }
    while (i < x.count)
        out[n++] = x.items[i++];
    while (k < y.count)
        out[n++] = y.items[k++];
    return (articles){.items = out, .count = n};
}

static articles joined(const article_space *s, articles x, articles y)
{
    if ((!x.bits && x.count == 0) || (!y.bits && y.count == 0))
        return x.bits || x.count > 0 ? x : y;
    if (!x.bits && !y.bits && !is_dense(s, (uint64_t)x.count + y.count))
        return joined_lists(s, x, y);
    uint64_t *out = x.bits ? copy_bits(s, x.bits) : y.bits ? copy_bits(s, y.bits) : ARENA_ARRAY(s->a, uint64_t, word_count(s));
    for (size_t i = 0; x.bits && y.bits && i < word_count(s); i++)
        out[i] |= y.bits[i];
    set_bits(out, x.items, x.count);
    set_bits(out, y.items, y.count);
    return (articles){.bits = out};
}

articles articles_of_any(const article_space *s, const article_list *lists, size_t count)
{
    articles all = {0};
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += lists[i].count;
    if (is_dense(s, sum)) {
        uint64_t *bits = ARENA_ARRAY(s->a, uint64_t, word_count(s));
        for (size_t i = 0; i < count; i++)
            set_bits(bits, lists[i].items, below_end(s, lists[i].items, lists[i].count));
        return (articles){.bits = bits};
    }
    for (size_t i = 0; i < count; i++)
        all = joined(s, all, (articles){.items = lists[i].items, .count = below_end(s, lists[i].items, lists[i].count)});
    return all;
}

/* --- any two --- */

articles articles_not(articles x)
{
    x.all_but = !x.all_but;
    return x;
}

articles articles_both(const article_space *s, articles x, articles y)
{
    bool not_x = x.all_but, not_y = y.all_but;
    x.all_but = y.all_but = false;
    if (not_x && not_y)
        return articles_not(joined(s, x, y));
    if (not_x || not_y)
        return not_x ? difference(s, y, x) : difference(s, x, y);
    return intersection(s, x, y);
}

articles articles_either(const article_space *s, articles x, articles y)
{
    return articles_not(articles_both(s, articles_not(x), articles_not(y)));
}

articles articles_without(const article_space *s, articles x, articles y)
{
    return articles_both(s, x, articles_not(y));
}

/* --- looking --- */

bool articles_have(articles x, uint32_t article)
{
    bool named = false;
    if (x.bits)
        named = has_bit(x.bits, article);
    else if (x.count > 0) {
        size_t at = gallop(x.items, x.count, 0, article);
        named = x.items[0] == article || (at < x.count && x.items[at] == article);
    }
    return named != x.all_but;
}

bool articles_are_none(const article_space *s, articles x)
{
    uint64_t any = 0;
    for (size_t i = 0; x.bits && i < word_count(s); i++)
        any |= x.bits[i];
    return !x.all_but && x.count == 0 && any == 0;
}

/* As bits, whatever it was; articles from 1 on. */
static articles spread(const article_space *s, articles x)
{
    uint64_t *bits = x.bits ? copy_bits(s, x.bits) : ARENA_ARRAY(s->a, uint64_t, word_count(s));
    set_bits(bits, x.items, x.count);
    for (size_t i = 0; x.all_but && i < word_count(s); i++)
        bits[i] = ~bits[i];
    bits[0] &= ~1ull;
    bits[s->end / 64] &= (1ull << s->end % 64) - 1;
    return (articles){.bits = bits};
}

void articles_each(const article_space *s, articles x, bool (*visit)(void *context, uint32_t article), void *context)
{
    if (x.all_but)
        x = spread(s, x);
    for (size_t i = 0; !x.bits && i < x.count; i++)
        if (!visit(context, x.items[i]))
            return;
    for (size_t i = 0; x.bits && i < word_count(s); i++)
        for (uint64_t rest = x.bits[i]; rest; rest &= rest - 1)
            if (!visit(context, (uint32_t)(i * 64 + (unsigned)__builtin_ctzll(rest))))
                return;
}

typedef struct keeping {
    bool (*keep)(void *context, uint32_t article);
    void *context;
    uint32_t *out;
    size_t count;
    uint64_t *bits;
} keeping;

static bool keep_or_not(void *context, uint32_t article)
{
    keeping *k = context;
    if (!k->keep(k->context, article))
        return true;
    if (k->out)
        k->out[k->count++] = article;
    else if (k->bits)
        k->bits[article / 64] |= 1ull << article % 64;
    return true;
}

articles articles_kept(const article_space *s, articles x, bool (*keep)(void *context, uint32_t article), void *context)
{
    keeping k = {.keep = keep, .context = context};
    if (x.all_but || x.bits)
        k.bits = ARENA_ARRAY(s->a, uint64_t, word_count(s));
    else
        k.out = arena_alloc(s->a, (x.count + 1) * sizeof *k.out);
    articles_each(s, x, keep_or_not, &k);
    return (articles){.items = k.out, .count = k.count, .bits = k.bits};
}

uint64_t articles_count(const article_space *s, articles x)
{
    uint64_t count = x.count;
    for (size_t i = 0; x.bits && i < word_count(s); i++)
        count += (uint64_t)__builtin_popcountll(x.bits[i]);
    return x.all_but ? (s->end > 0 ? s->end - 1 : 0) - count : count;
}
