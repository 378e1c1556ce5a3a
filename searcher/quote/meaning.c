/* meaning.c - does a difference of few words turn what was said? */
#include "searcher/quote/meaning.h"

#include <stdlib.h>

static bool is_among(str word, const char *list)
{
    str rest = str_from(list);
    while (rest.len)
        if (str_equal(str_cut(&rest, ' '), word))
            return true;
    return false;
}

/* --- negations --- */

static const char negations[] = "not never no nor neither nobody nothing nowhere none without cannot "
                                "nicht nichts nie niemals kein keine keinen keinem keiner keines ohne "
                                "ne pas jamais rien aucun aucune sans nunca nada nadie ningun ninguna";

static size_t negations_in(differing_words d)
{
    size_t count = 0;
    for (size_t i = 0; i < d.count; i++)
        count += is_among(d.words[i], negations) || str_ends_with(d.words[i], STR("n't"));
    return count;
}

bool meaning_negation_differs(differing_words there, differing_words here)
{
    return negations_in(there) != negations_in(here);
}

/* --- numbers --- */

static const struct number_word {
    const char *word, *digits;
} number_words[] = {
    {"zero", "0"},
    {"two", "2"},
    {"three", "3"},
    {"four", "4"},
    {"five", "5"},
    {"six", "6"},
    {"seven", "7"},
    {"eight", "8"},
    {"nine", "9"},
    {"ten", "10"},
    {"eleven", "11"},
    {"twelve", "12"},
    {"thirteen", "13"},
    {"fourteen", "14"},
    {"fifteen", "15"},
    {"sixteen", "16"},
    {"seventeen", "17"},
    {"eighteen", "18"},
    {"nineteen", "19"},
    {"twenty", "20"},
    {"thirty", "30"},
    {"forty", "40"},
    {"fifty", "50"},
    {"sixty", "60"},
    {"seventy", "70"},
    {"eighty", "80"},
    {"ninety", "90"},
    {"hundred", "100"},
    {"thousand", "1000"},
    {"million", "1000000"},
    {"billion", "1000000000"},
    {"trillion", "1000000000000"},
    {"dozen", "12"},
    {"half", "1/2"},
};

/* A number as it is compared: commas left out, words as digits; "" for another word. */
static str number_of(arena *a, str word)
{
    for (size_t i = 0; i < sizeof number_words / sizeof *number_words; i++)
        if (str_equal(word, str_from(number_words[i].word)))
            return str_from(number_words[i].digits);
    char *digits = arena_alloc(a, word.len + 1);
    size_t length = 0;
    bool has_digit = false;
    for (size_t i = 0; i < word.len; i++) {
        has_digit |= word.data[i] >= '0' && word.data[i] <= '9';
        if (word.data[i] != ',')
            digits[length++] = word.data[i];
    }
    return has_digit ? (str){digits, length} : STR("");
}

typedef VEC(str) number_list;

static int by_bytes(const void *x, const void *y)
{
    const str *a = x, *b = y;
    size_t both = a->len < b->len ? a->len : b->len;
    int order = memcmp(a->data, b->data, both);
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

static number_list numbers_of(arena *a, differing_words d, bool with_one)
{
    number_list list = {0};
    for (size_t i = 0; i < d.count; i++) {
        bool is_one = with_one && str_equal(d.words[i], STR("one"));
        str number = is_one ? STR("1") : number_of(a, d.words[i]);
        if (number.len)
            vec_push(a, &list, number);
    }
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, by_bytes);
    return list;
}

static bool has_same_numbers(arena *a, differing_words there, differing_words here, bool with_one)
{
    number_list x = numbers_of(a, there, with_one), y = numbers_of(a, here, with_one);
    bool same = x.count == y.count;
    for (size_t i = 0; same && i < x.count; i++)
        same = str_equal(x.items[i], y.items[i]);
    return same;
}

bool meaning_number_differs(arena *a, differing_words there, differing_words here)
{
    return !has_same_numbers(a, there, here, false) && !has_same_numbers(a, there, here, true);
}
