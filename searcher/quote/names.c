/* names.c - which names are variants of one another? */
#include "searcher/quote/names.h"

#include <stdlib.h>

enum { MOST_ALIKE = 1500, INITIALS_ROOM = 8 };

/* What stands before a name tells nobody apart: "Senate Majority Leader Mitch McConnell". Folded, sorted. */
static const char *const titles[] = {"ambassador",    "attorney",  "candidate",  "chairman", "chairwoman", "congressman",
                                     "congresswoman", "director",  "dr",         "dr.",      "gen.",       "gov",
                                     "gov.",          "governor",  "judge",      "king",     "leader",     "lord",
                                     "mayor",         "minister",  "miss",       "mr",       "mr.",        "mrs",
                                     "mrs.",          "ms",        "ms.",        "officer",  "pope",       "president",
                                     "prof.",         "professor", "queen",      "rep",      "rep.",       "representative",
                                     "rev.",          "secretary", "sen",        "sen.",     "senator",    "sir",
                                     "speaker",       "spokesman", "spokeswoman"};

/* A name without titles and initials: what makes two names one. */
typedef struct core {
    str words, last;
    char initials[INITIALS_ROOM];
    uint32_t name;
    uint64_t quotations; /* of all names with this core, once they are joined */
} core;

static int compare_title(const void *key, const void *row)
{
    return str_compare(*(const str *)key, str_from(*(const char *const *)row));
}

static bool is_title(str word)
{
    return bsearch(&word, titles, sizeof titles / sizeof *titles, sizeof *titles, compare_title) != NULL;
}

/* "j", "j.", "h.w." */
static bool is_initial(str word)
{
    return word.len == 1 || (word.len <= 4 && word.data[1] == '.');
}

static size_t word_count(str words)
{
    size_t count = 0;
    for (; words.len; count++)
        str_cut(&words, ' ');
    return count;
}

/* What follows the last title that leaves enough of a name: two words, or one where nothing but titles stands before. */
static str behind_titles(str folded)
{
    str best = folded, rest = folded;
    bool only_titles = true;
    while (rest.len) {
        bool title = is_title(str_cut(&rest, ' '));
        only_titles &= title;
        if (title && (word_count(rest) >= 2 || (only_titles && rest.len)))
            best = rest;
    }
    return best;
}

static str without_initials(arena *a, str words, char *initials)
{
    char *kept = arena_alloc(a, words.len + 1);
    size_t len = 0, noted = 0;
    while (words.len) {
        str word = str_cut(&words, ' ');
        if (is_initial(word)) {
            for (size_t i = 0; i < word.len && noted + 1 < INITIALS_ROOM; i++)
                if (word.data[i] != '.')
                    initials[noted++] = word.data[i];
            continue;
        }
        if (len)
            kept[len++] = ' ';
        memcpy(kept + len, word.data, word.len);
        len += word.len;
    }
    return (str){kept, len};
}

static core core_of(arena *a, const counted_name *n, uint32_t number)
{
    core c = {.name = number, .quotations = n->quotations};
    str name = behind_titles(n->folded);
    c.words = without_initials(a, name, c.initials);
    if (word_count(c.words) < 2) { /* "J. Smith" is not any Smith */
        memset(c.initials, 0, sizeof c.initials);
        c.words = name;
    }
    c.last = c.words;
    while (c.last.len && str_find(c.last, STR(" ")) != SIZE_MAX)
        str_cut(&c.last, ' ');
    return c;
}

/* By ending, then by core, the most quoted first. */
static int compare_cores(const void *x, const void *y)
{
    const core *a = x, *b = y;
    int order = str_compare(a->last, b->last);
    if (order == 0)
        order = str_compare(a->words, b->words);
    if (order == 0 && a->quotations != b->quotations)
        order = a->quotations > b->quotations ? -1 : 1;
    return order ? order : (a->name > b->name) - (a->name < b->name);
}

/* George W. and George H. W.: then initials tell apart, and plain George is neither. A rare slip does not. */
static bool initials_contradict(const core *list, size_t count)
{
    const char *first = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!list[i].initials[0] || list[i].quotations * 20 < list[0].quotations)
            continue;
        if (first && strcmp(first, list[i].initials) != 0)
            return true;
        first = list[i].initials;
    }
    return false;
}

/* Of the cores [0, count), which are equal, all go by the name most quoted; it alone stays among the leaders. */
static void join_equal(counted_name *names, core *list, size_t count)
{
    bool apart = initials_contradict(list, count);
    for (size_t i = 1; i < count; i++) {
        size_t leader = 0;
        while (apart && leader < i && strcmp(list[leader].initials, list[i].initials) != 0)
            leader++;
        if (leader == i)
            continue;
        names[list[i].name].same_as = names[list[leader].name].same_as;
        list[leader].quotations += list[i].quotations;
    }
}

static bool has_word(str words, str word)
{
    while (words.len)
        if (str_equal(str_cut(&words, ' '), word))
            return true;
    return false;
}

static bool is_part(str part, str whole)
{
    if (part.len >= whole.len)
        return false;
    while (part.len)
        if (!has_word(whole, str_cut(&part, ' ')))
            return false;
    return true;
}

/* Cores [0, count) end alike. Joins a leader to the fuller one that it must mean. */
static void join_shorter(counted_name *names, const core *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const core *best = NULL;
        uint64_t all = 0;
        if (names[list[i].name].same_as != list[i].name)
            continue;
        for (size_t j = 0; j < count; j++) {
            if (names[list[j].name].same_as != list[j].name || !is_part(list[i].words, list[j].words))
                continue;
            all += list[j].quotations;
            if (!best || list[j].quotations > best->quotations)
                best = &list[j];
        }
        if (best && best->quotations * 10 >= all * 9 && best->quotations * 3 >= list[i].quotations)
            names[list[i].name].same_as = best->name;
    }
}

/* A variant of a variant goes by the last name of the chain; each link leads to a fuller name, so chains end. */
static void follow_chains(counted_name *names, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        while (names[i].same_as != names[names[i].same_as].same_as)
            names[i].same_as = names[names[i].same_as].same_as;
}

void names_group(arena *a, counted_name *names, uint32_t count)
{
    core *list = arena_alloc(a, (count + 1) * sizeof *list);
    for (uint32_t i = 0; i < count; i++) {
        names[i].same_as = i;
        list[i] = core_of(a, &names[i], i);
    }
    if (count)
        qsort(list, count, sizeof *list, compare_cores);
    for (uint32_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && str_equal(list[to].words, list[from].words); to++) {
        }
        if (list[from].words.len && to - from <= MOST_ALIKE)
            join_equal(names, list + from, to - from);
    }
    for (uint32_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && str_equal(list[to].last, list[from].last); to++) {
        }
        if (list[from].words.len && to - from <= MOST_ALIKE)
            join_shorter(names, list + from, to - from);
    }
    follow_chains(names, count);
}
