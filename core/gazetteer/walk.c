/* walk.c - where in a run of words does a place's name begin, and how far does it go? */
#include "gazetteer/format.h"
#include "gazetteer/gazetteer.h"

enum { MOST_WORDS = LONGEST_WORDS, AT_ONCE = 32 };

/* Hashes of the first word, of the first two … */
typedef struct prefixes {
    uint64_t hashes[MOST_WORDS];
    size_t count;
} prefixes;

/* Where LONGEST has its say about a first word. */
static const unsigned char *longest_of(str folded_word)
{
    name_hash h = hash_name_begin();
    hash_name_word(&h, folded_word);
    return gazetteer_section(SECTION_LONGEST).data + (hash_name_end(&h) >> 47);
}

static void hash_prefixes(const str *folded_words, size_t count, prefixes *out)
{
    name_hash h = hash_name_begin();
    out->count = count < MOST_WORDS ? count : MOST_WORDS;
    for (size_t i = 0; i < out->count; i++) {
        hash_name_word(&h, folded_words[i]);
        out->hashes[i] = hash_name_end(&h);
    }
}

static size_t longest_known(const prefixes *p)
{
    size_t longest = p->count;
    while (longest > 0 && !gazetteer_name_row(p->hashes[longest - 1]))
        longest--;
    return longest;
}

static size_t at_most(size_t count, size_t most)
{
    return count < most ? count : most;
}

void gazetteer_begin_names(name_words *at, size_t windows)
{
    const unsigned char *rows[AT_ONCE];
    for (size_t from = 0, here; from < windows; from += here, at += here) {
        here = at_most(windows - from, AT_ONCE);
        for (size_t i = 0; i < here; i++) {
            rows[i] = longest_of(at[i].words[0]);
            __builtin_prefetch(rows[i]);
        }
        for (size_t i = 0; i < here; i++) {
            at[i].most = *rows[i] & LONGEST_WORDS;
            at[i].may_demonym = *rows[i] & LONGEST_DEMONYM;
        }
    }
}

/* Two steps, as the second table is found by the first. */
static void prefetch_buckets(const prefixes *p)
{
    const unsigned char *buckets = gazetteer_section(SECTION_BUCKETS).data;
    for (size_t i = 0; i < p->count; i++)
        __builtin_prefetch(buckets + (p->hashes[i] >> 48) * 4);
}

static void prefetch_names(const prefixes *p)
{
    const unsigned char *buckets = gazetteer_section(SECTION_BUCKETS).data, *names = gazetteer_section(SECTION_NAMES).data;
    for (size_t i = 0; i < p->count; i++) {
        const unsigned char *bucket = buckets + (p->hashes[i] >> 48) * 4;
        uint32_t first = read_u32(bucket), end = read_u32(bucket + 4);
        if (first == end)
            continue;
        __builtin_prefetch(names + (size_t)first * NAME_BYTES);
        __builtin_prefetch(names + (size_t)end * NAME_BYTES - 1); /* a third of the buckets lie in two lines */
    }
}

void gazetteer_longest_names(name_words *at, size_t windows)
{
    prefixes p[AT_ONCE];
    for (size_t from = 0, here; from < windows; from += here, at += here) {
        here = at_most(windows - from, AT_ONCE);
        for (size_t i = 0; i < here; i++) {
            hash_prefixes(at[i].words, at_most(at[i].count, at[i].most), &p[i]);
            prefetch_buckets(&p[i]);
        }
        for (size_t i = 0; i < here; i++)
            prefetch_names(&p[i]);
        for (size_t i = 0; i < here; i++)
            at[i].longest = (uint8_t)longest_known(&p[i]);
    }
}

size_t gazetteer_longest(const str *folded_words, size_t count)
{
    name_words at = {.words = folded_words, .count = count};
    if (count == 0)
        return 0;
    gazetteer_begin_names(&at, 1);
    gazetteer_longest_names(&at, 1);
    return at.longest;
}

size_t gazetteer_longest_demonym(const str *folded_words, size_t count, place_id *out)
{
    *out = NO_PLACE;
    if (count == 0 || !(*longest_of(folded_words[0]) & LONGEST_DEMONYM))
        return 0;
    prefixes p;
    size_t longest = 0;
    hash_prefixes(folded_words, count, &p);
    for (size_t i = 0; i < p.count; i++) {
        place_id id = gazetteer_word_place(SECTION_DEMONYMS, p.hashes[i]);
        if (id != NO_PLACE) {
            longest = i + 1;
            *out = id;
        }
    }
    return longest;
}
