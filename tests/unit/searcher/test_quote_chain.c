/* test_quote_chain.c - is an article that may have a text word for word never refused, and is one that cannot? */
#include "searcher/quote/chain.h"

#include "base/hash.h"
#include "unit/test.h"

enum { REACH = 5, WORDS = 4, MOST_SOUGHT = 6, MOST_ROW = 40 };

static uint64_t random_state = 7;

static uint32_t random_below(uint32_t limit)
{
    random_state = hash_u64(random_state + 1);
    return (uint32_t)(random_state % limit);
}

/* A text of words 1 to WORDS, each of which is its own group; a word of the archive has the number of its form. */
typedef struct texts {
    arena a;
    asked_text text;
    uint32_t row[MOST_ROW];
    forward_record record;
} texts;

static uint32_t slot_of(const asked_text *t, uint32_t number)
{
    return (number * 2654435769u) >> 7 & t->mask;
}

static void seek_words(texts *t, const uint32_t *words, uint32_t count)
{
    asked_text *text = &t->text;
    *text = (asked_text){.count = count, .mask = 63};
    text->sought = ARENA_ARRAY(&t->a, sought_word, count);
    text->numbers = ARENA_ARRAY(&t->a, uint32_t, count);
    text->keys = ARENA_ARRAY(&t->a, uint32_t, 64);
    text->values = ARENA_ARRAY(&t->a, row_word, 64);
    text->low_bits = ARENA_ARRAY(&t->a, uint64_t, 65536 / 64);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = slot_of(text, words[i]), first = 0;
        while (words[first] != words[i])
            first++;
        text->sought[i] = (sought_word){.form = (uint16_t)(first + 1), .group = (uint16_t)(first + 1), .weight = 100};
        text->numbers[i] = words[i];
        text->low_bits[words[i] / 64] |= 1ull << words[i] % 64;
        while (text->keys[at] != 0 && text->keys[at] != words[i] + 1)
            at = (at + 1) & text->mask;
        text->keys[at] = words[i] + 1;
        text->values[at] = (row_word){(uint16_t)(first + 1), (uint16_t)(first + 1)};
    }
}

static void be_row(texts *t, uint32_t count)
{
    t->record = (forward_record){.token_count = count, .words = t->row};
}

/* By trying everything: words [word, count) of the text, the first within reach behind `place` - 1. */
static bool stands_behind(const texts *t, const uint32_t *words, uint32_t word, uint32_t place)
{
    if (word == t->text.count || word == MOST_SOUGHT)
        return true;
    for (uint32_t at = place; at < t->record.token_count && (word == 0 || at + 1 - place <= REACH); at++)
        if (t->row[at] == words[word] && stands_behind(t, words, word + 1, at + 1))
            return true;
    return false;
}

TEST(what_may_stand_is_what_a_search_of_all_places_finds)
{
    uint32_t found = 0, given_up = 0;
    for (int round = 0; round < 20000; round++) {
        texts t = {0};
        uint32_t words[MOST_SOUGHT], count = 1 + random_below(MOST_SOUGHT);
        for (uint32_t i = 0; i < count; i++)
            words[i] = 1 + random_below(WORDS);
        uint32_t length = random_below(MOST_ROW), others = 2 * random_below(5);
        for (uint32_t i = 0; i < length; i++)
            t.row[i] = 1 + random_below(WORDS + others);
        seek_words(&t, words, count);
        be_row(&t, length);
        chain c;
        chain_init(&c, &t.a, &t.text, REACH);
        bool stands = stands_behind(&t, words, 0, 0), may = chain_may_stand(&c, &t.record);
        assert_true(may || !stands);
        found += stands;
        given_up += may && !stands; /* each word had been looked at too often */
        arena_release(&t.a);
    }
    assert_in_range(found, 2000, 18000);
    assert_in_range(given_up, 0, 200);
}

TEST(a_word_that_the_archive_has_not_stands_nowhere)
{
    texts t = {0};
    uint32_t words[] = {1, 2};
    seek_words(&t, words, 2);
    t.text.numbers[1] = ASKED_UNKNOWN;
    t.row[0] = 1;
    t.row[1] = 2;
    be_row(&t, 2);
    chain c;
    chain_init(&c, &t.a, &t.text, REACH);
    assert_false(chain_may_stand(&c, &t.record));
    arena_release(&t.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(what_may_stand_is_what_a_search_of_all_places_finds),
        RUN(a_word_that_the_archive_has_not_stands_nowhere),
    };
    return test_run(tests);
}
