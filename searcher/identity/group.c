/* group.c - which names of an archive are one person's? */
#include "searcher/identity/group.h"

#include "gazetteer/gazetteer.h"
#include "names/bodies.h"
#include "names/names.h"
#include "searcher/identity/alias.h"

#include <stdlib.h>

enum {
    SPELLED_LETTERS = 5, /* shorter surnames of one sound are too often different: Lee, Li */
    RARE = 10            /* a slip of the pen is so many times rarer than the right spelling */
};

/* How two names may be one person's, the surest first. */
typedef enum likeness {
    LIKE_EQUAL,    /* but for titles and initials: Sen. Ana B. Ruiz, Ana Ruiz */
    LIKE_MIDDLE,   /* but for middle names: Ana Maria Ruiz, Ana Ruiz */
    LIKE_NICKNAME, /* Bill Holt, William Holt; Bertram "Bert" Holt, Bert Holt */
    LIKE_SUFFIX,   /* Robert P. Holt Jr., Robert Holt */
    LIKE_FREELY,   /* Robert P. Holt Jr., Bob Holt */
    LIKE_SPELLING, /* Tariq Qasimi, Tarek Kassimi */
    LIKE_INITIAL,  /* W. Holt, William Holt */
    LIKE_SURNAME,  /* Holt, William Holt */
    LIKENESSES,
    UNLIKE = LIKENESSES
} likeness;

/* How much of what all that come into question are quoted must be the best one's, in percent. */
static const unsigned least_share[LIKENESSES] = {
    [LIKE_EQUAL] = 90,  [LIKE_MIDDLE] = 90,   [LIKE_NICKNAME] = 90, [LIKE_SUFFIX] = 90,
    [LIKE_FREELY] = 90, [LIKE_SPELLING] = 90, [LIKE_INITIAL] = 90,  [LIKE_SURNAME] = 75};

typedef struct grouping {
    arena *a;
    known_name **names;
    uint32_t count;
    uint8_t *likeness;  /* count × count */
    uint32_t *root;     /* of each name */
    uint64_t *articles; /* of each root: of the whole group */
    day *first, *last;  /* the same */
    const group_evidence *evidence;
    quoth_error *err;
} grouping;

/* "Israel" alone is the land, whoever bears its name. */
static bool is_country(str folded)
{
    enum { MOST = 8 };
    place_id ids[MOST];
    place p;
    size_t count = gazetteer_named(folded, ids, MOST);
    for (size_t i = 0; i < count && i < MOST; i++)
        if (gazetteer_get(ids[i], &p) && p.kind == PLACE_COUNTRY)
            return true;
    return false;
}

void known_name_prepare(arena *a, known_name *n)
{
    n->folded = alias_fold(a, n->name);
    person_name_parse(a, n->name, &n->parts);
    if (body_is_listed(n->folded) || (n->parts.kind == NAME_SINGLE && is_country(n->folded)))
        n->parts.kind = NAME_OTHER;
    n->sound = name_sound(a, person_name_last(&n->parts));
    n->same_as = n;
}

/* --- two names --- */

static bool is_listed(str word, unsigned bit)
{
    return (names_of(word) & bit) != 0;
}

/* One of them begins as the other: George, George H. and George H. W., but not George W. */
static bool initials_agree(const char *x, const char *y)
{
    size_t nx = strlen(x), ny = strlen(y);
    return strncmp(x, y, nx < ny ? nx : ny) == 0;
}

static unsigned edits_at_most_two(str x, str y)
{
    enum { MOST = 24 };
    unsigned row[MOST + 1];
    if (x.len > MOST || y.len > MOST || x.len > y.len + 2 || y.len > x.len + 2)
        return 3;
    for (unsigned j = 0; j <= y.len; j++)
        row[j] = j;
    for (unsigned i = 1; i <= x.len; i++) {
        unsigned diagonal = row[0];
        row[0] = i;
        for (unsigned j = 1; j <= y.len; j++) {
            unsigned change = diagonal + (x.data[i - 1] != y.data[j - 1]);
            unsigned gap = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            diagonal = row[j];
            row[j] = change < gap ? change : gap;
        }
    }
    return row[y.len];
}

static bool is_known_given(str word)
{
    return is_listed(word, NAME_GIVEN) && !is_listed(word, NAME_RENDERED);
}

/* Two spellings of one given name, not two given names that everybody knows: Tarek, Tariq, but not Sara, Sarah. */
static bool is_given_spelled_otherwise(arena *a, str x, str y)
{
    if (x.len < SPELLED_LETTERS || y.len < SPELLED_LETTERS || (is_known_given(x) && is_known_given(y)))
        return false;
    return str_equal(name_sound(a, x), name_sound(a, y)) || edits_at_most_two(x, y) == 1;
}

static bool is_part_of(const person_name *few, const person_name *many)
{
    uint32_t met = 0;
    for (uint32_t i = 0; i < many->count && met < few->count; i++)
        met += str_equal(few->words[met], many->words[i]);
    return met == few->count;
}

/* Chris and Christine. */
static bool are_man_and_woman(str gx, str gy)
{
    unsigned both = NAME_GIVEN_MALE | NAME_GIVEN_FEMALE, x = names_of(gx) & both, y = names_of(gy) & both;
    return x && y && x != both && y != both && x != y;
}

static likeness likeness_of_full(arena *a, const person_name *x, const person_name *y)
{
    str gx = x->words[0], gy = y->words[0], sx = person_name_last(x), sy = person_name_last(y);
    if (!initials_agree(x->initials, y->initials))
        return UNLIKE;
    if (!str_equal(sx, sy)) {
        bool same_given = str_equal(gx, gy) || is_given_spelled_otherwise(a, gx, gy);
        bool long_enough = sx.len >= SPELLED_LETTERS && sy.len >= SPELLED_LETTERS;
        return x->count == y->count && same_given && long_enough ? LIKE_SPELLING : UNLIKE;
    }
    if (str_equal(gx, gy)) {
        const person_name *few = x->count <= y->count ? x : y;
        if (!is_part_of(few, few == x ? y : x))
            return UNLIKE;
        return x->count == y->count ? LIKE_EQUAL : LIKE_MIDDLE;
    }
    if (str_equal(x->nickname, gy) || str_equal(y->nickname, gx) || (name_is_nickname(gx, gy) && !are_man_and_woman(gx, gy)))
        return LIKE_NICKNAME;
    return x->count == y->count && is_given_spelled_otherwise(a, gx, gy) ? LIKE_SPELLING : UNLIKE;
}

/* "J. Smith" and a Smith whose given name begins so. */
static likeness likeness_of_initial(const person_name *brief, const person_name *full)
{
    bool same_surname = str_equal(person_name_last(brief), person_name_last(full));
    if (!same_surname || full->words[0].data[0] != brief->initials[0])
        return UNLIKE;
    return brief->initials[1] == '\0' || initials_agree(brief->initials + 1, full->initials) ? LIKE_INITIAL : UNLIKE;
}

static bool sex_agrees(const person_name *single, const person_name *full)
{
    unsigned bits = names_of(full->words[0]);
    if (single->sex == SEX_FEMALE)
        return !(bits & NAME_GIVEN_MALE) || (bits & NAME_GIVEN_FEMALE);
    if (single->sex == SEX_MALE)
        return !(bits & NAME_GIVEN_FEMALE) || (bits & NAME_GIVEN_MALE);
    return true;
}

/* "Capitol Hill": before a surname that everybody knows only a given name that is known makes a person of it. */
static bool is_sure_name(const person_name *full)
{
    return is_listed(full->words[0], NAME_GIVEN) || !is_listed(person_name_last(full), NAME_SURNAME | NAME_COMMON);
}

static likeness likeness_but_for_suffix(arena *a, const person_name *x, const person_name *y)
{
    if (x->kind == NAME_SINGLE && y->kind == NAME_SINGLE)
        return str_equal(x->words[0], y->words[0]) && (x->sex == y->sex || !x->sex || !y->sex) ? LIKE_EQUAL : UNLIKE;
    if (x->kind == NAME_SINGLE || y->kind == NAME_SINGLE) {
        const person_name *single = x->kind == NAME_SINGLE ? x : y, *full = single == x ? y : x;
        bool fits = !full->starts_with_initial && str_equal(single->words[0], person_name_last(full)) &&
                    sex_agrees(single, full) && is_sure_name(full);
        return fits ? LIKE_SURNAME : UNLIKE;
    }
    if (x->starts_with_initial && y->starts_with_initial)
        return str_equal(x->words[0], y->words[0]) && strcmp(x->initials, y->initials) == 0 ? LIKE_EQUAL : UNLIKE;
    if (x->starts_with_initial || y->starts_with_initial)
        return x->starts_with_initial ? likeness_of_initial(x, y) : likeness_of_initial(y, x);
    return likeness_of_full(a, x, y);
}

/* Most reports leave "Jr." out; whether they mean the father when they do, other names and who speaks beside whom must tell. */
static likeness likeness_of(arena *a, const person_name *x, const person_name *y)
{
    bool same = x->suffix == y->suffix, left_out = x->suffix == SUFFIX_NONE || y->suffix == SUFFIX_NONE;
    bool full = x->kind == NAME_OF_PERSON && y->kind == NAME_OF_PERSON;
    if (x->kind == NAME_OTHER || y->kind == NAME_OTHER || (!same && !(left_out && full)))
        return UNLIKE;
    likeness like = likeness_but_for_suffix(a, x, y);
    if (same)
        return like;
    return like == LIKE_EQUAL ? LIKE_SUFFIX : like <= LIKE_NICKNAME ? LIKE_FREELY : UNLIKE;
}

static void compare_all(grouping *g)
{
    g->likeness = arena_alloc(g->a, (size_t)g->count * g->count + 1);
    for (uint32_t i = 0; i < g->count; i++)
        for (uint32_t j = 0; j <= i; j++) {
            bool apart = i == j || g->evidence->is_apart(g->evidence->context, g->names[i], g->names[j]);
            likeness like = apart ? UNLIKE : likeness_of(g->a, &g->names[i]->parts, &g->names[j]->parts);
            g->likeness[i * g->count + j] = g->likeness[j * g->count + i] = (uint8_t)like;
        }
}

/* --- groups --- */

/* More quoted first; of equals the lower number, so that the answer is the same every time. */
static bool comes_before(const grouping *g, uint32_t x, uint32_t y)
{
    if (g->articles[x] != g->articles[y])
        return g->articles[x] > g->articles[y];
    return g->names[x]->number < g->names[y]->number;
}

static bool far_apart_in_time(const grouping *g, uint32_t x, uint32_t y)
{
    if (g->first[x] == NO_DAY || g->first[y] == NO_DAY)
        return false;
    return (int64_t)g->first[x] - g->last[y] > GROUP_LONGEST_GAP || (int64_t)g->first[y] - g->last[x] > GROUP_LONGEST_GAP;
}

/* Two well-known surnames of one sound are two families, unless one is hardly met: a slip. */
static bool may_be_slip(const grouping *g, uint32_t rare, uint32_t usual)
{
    str x = person_name_last(&g->names[rare]->parts), y = person_name_last(&g->names[usual]->parts);
    if (str_equal(x, y))
        return g->articles[rare] * RARE <= g->articles[usual];
    return !(is_listed(x, NAME_SURNAME) && is_listed(y, NAME_SURNAME)) || g->articles[rare] * RARE <= g->articles[usual];
}

/* The initials, the suffix or the word of some member of a group speak against the other group: George W. and George H. W. */
static bool groups_contradict(const grouping *g, uint32_t x, uint32_t y)
{
    for (uint32_t i = 0; i < g->count; i++)
        for (uint32_t j = 0; g->root[i] == x && j < g->count; j++) {
            if (g->root[j] != y)
                continue;
            const person_name *a = &g->names[i]->parts, *b = &g->names[j]->parts;
            if (g->evidence->is_apart(g->evidence->context, g->names[i], g->names[j]))
                return true;
            bool both_full = a->kind == NAME_OF_PERSON && b->kind == NAME_OF_PERSON && a->count > 1 && b->count > 1;
            if (a->suffix && b->suffix && a->suffix != b->suffix)
                return true;
            bool rare = g->names[i]->articles * 2 * RARE < g->articles[x] || g->names[j]->articles * 2 * RARE < g->articles[y];
            if (both_full && !rare && !initials_agree(a->initials, b->initials))
                return true;
        }
    return false;
}

static void join(grouping *g, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < g->count; i++)
        if (g->root[i] == from)
            g->root[i] = to;
    g->articles[to] += g->articles[from];
    if (g->first[from] == NO_DAY)
        return;
    if (g->first[to] == NO_DAY || g->first[from] < g->first[to])
        g->first[to] = g->first[from];
    if (g->last[to] == NO_DAY || g->last[from] > g->last[to])
        g->last[to] = g->last[from];
}

/* Marks the roots that some name of `x` is like in the way asked for. */
static void mark_candidates(const grouping *g, uint32_t x, likeness like, bool *candidates)
{
    memset(candidates, 0, g->count);
    for (uint32_t i = 0; i < g->count; i++)
        for (uint32_t j = 0; g->root[i] == x && j < g->count; j++)
            if (g->likeness[i * g->count + j] == like && g->root[j] != x)
                candidates[g->root[j]] = true;
}

/* Whether group `y` may be whom `x` means: a brief name means a fuller one that is quoted at least a third as often. */
static bool may_be(const grouping *g, uint32_t x, uint32_t y, likeness like)
{
    const person_name *brief = &g->names[x]->parts, *full = &g->names[y]->parts;
    bool is_brief = (like == LIKE_SURNAME && brief->kind == NAME_SINGLE && full->kind == NAME_OF_PERSON) ||
                    (like == LIKE_INITIAL && brief->starts_with_initial);
    bool fuller = is_brief && g->articles[y] * 3 >= g->articles[x];
    bool more_quoted = like != LIKE_SURNAME && like != LIKE_INITIAL && comes_before(g, y, x);
    return (fuller || more_quoted) && !far_apart_in_time(g, x, y);
}

static bool is_but_for_suffix(likeness like)
{
    return like == LIKE_SUFFIX || like == LIKE_FREELY;
}

/* People who are quoted side by side again and again are two, whatever their names; a father and a son, if it is now and then. */
static quoth_status side_by_side(const grouping *g, uint32_t x, uint32_t y, likeness like, bool *out)
{
    uint64_t both = 0, articles = g->names[x]->articles;
    TRY(g->evidence->together(g->evidence->context, g->names[x], g->names[y], &both, g->err));
    *out = is_but_for_suffix(like) ? both * 10 > articles : both >= 3 && both * 3 > articles;
    return QUOTH_OK;
}

/* Peter Brandt Sr. and Peter Brandt Jr. are both quoted: Peter Brandt may be either. */
static bool are_father_and_son(const grouping *g, uint32_t x, uint32_t y)
{
    unsigned met = 0;
    for (uint32_t i = 0; i < g->count; i++)
        for (uint32_t j = 0; (g->root[i] == x || g->root[i] == y) && j < g->count; j++)
            if (is_but_for_suffix(g->likeness[i * g->count + j]))
                met |= 1u << g->names[i]->parts.suffix | 1u << g->names[j]->parts.suffix;
    met &= ~(1u << SUFFIX_NONE);
    return (met & (met - 1)) != 0;
}

/* What others of the surname are quoted: Bob is Robert Jr. where hardly any other Holt is met. */
static uint64_t articles_of_family(const grouping *g, uint32_t x, uint32_t best)
{
    str surname = person_name_last(&g->names[x]->parts);
    uint64_t sum = 0;
    for (uint32_t y = 0; y < g->count; y++)
        if (g->root[y] != x && g->root[y] != best && g->names[y]->parts.kind == NAME_OF_PERSON &&
            str_equal(person_name_last(&g->names[y]->parts), surname))
            sum += g->names[y]->articles;
    return sum;
}

/* What those besides the best one are quoted that come into question and are somebody else: not what will join the best itself.
 */
static uint64_t articles_of_others(const grouping *g, uint32_t x, uint32_t best, likeness like, const bool *candidates)
{
    uint64_t sum = 0;
    for (uint32_t y = 0; y < g->count; y++) {
        if (y == best || !candidates[y] || !may_be(g, x, y, like))
            continue;
        bool joins = g->likeness[y * g->count + best] <= like && !groups_contradict(g, y, best);
        sum += joins ? 0 : g->articles[y];
    }
    /* "Rand Holt" need not look like a person to speak against Ron Holt. */
    for (uint32_t y = 0; y < g->count && like == LIKE_SURNAME; y++)
        if (g->names[y]->parts.kind == NAME_OTHER && g->names[y]->parts.count == 2 &&
            str_equal(person_name_last(&g->names[y]->parts), g->names[x]->parts.words[0]))
            sum += g->names[y]->articles;
    return sum + (like == LIKE_FREELY ? articles_of_family(g, x, best) : 0);
}

/* The group that `x` belongs to for this likeness, or count: the best quoted one, if hardly any other comes into question. */
static uint32_t best_for(const grouping *g, uint32_t x, likeness like, bool *candidates)
{
    uint32_t best = g->count;
    mark_candidates(g, x, like, candidates);
    for (uint32_t y = 0; y < g->count; y++)
        if (candidates[y] && may_be(g, x, y, like) && (best == g->count || comes_before(g, y, best)))
            best = y;
    if (best == g->count || groups_contradict(g, x, best) || (is_but_for_suffix(like) && are_father_and_son(g, x, best)))
        return g->count;
    uint64_t all = g->articles[best] + articles_of_others(g, x, best, like, candidates);
    if (g->articles[best] * 100 < all * least_share[like])
        return g->count;
    return like == LIKE_SPELLING && !may_be_slip(g, x, best) ? g->count : best;
}

static quoth_status join_alike(grouping *g, likeness like, bool *candidates)
{
    for (uint32_t x = 0; x < g->count; x++) { /* the rarest first */
        if (g->root[x] != x)
            continue;
        uint32_t best = best_for(g, x, like, candidates);
        bool two = false;
        if (best < g->count && like != LIKE_EQUAL && like != LIKE_MIDDLE && like != LIKE_SURNAME)
            TRY(side_by_side(g, x, best, like, &two));
        if (best < g->count && !two)
            join(g, x, best);
    }
    return QUOTH_OK;
}

static int less_quoted_first(const void *x, const void *y)
{
    const known_name *a = *(known_name *const *)x, *b = *(known_name *const *)y;
    if (a->articles != b->articles)
        return a->articles < b->articles ? -1 : 1;
    return a->number > b->number ? -1 : a->number < b->number;
}

static void begin(grouping *g)
{
    g->root = ARENA_ARRAY(g->a, uint32_t, g->count + 1);
    g->articles = ARENA_ARRAY(g->a, uint64_t, g->count + 1);
    g->first = ARENA_ARRAY(g->a, day, g->count + 1);
    g->last = ARENA_ARRAY(g->a, day, g->count + 1);
    for (uint32_t i = 0; i < g->count; i++) {
        g->root[i] = i;
        g->articles[i] = g->names[i]->articles;
        g->first[i] = g->names[i]->first;
        g->last[i] = g->names[i]->last;
    }
    compare_all(g);
}

quoth_status group_names(arena *a, known_name **names, uint32_t count, const group_evidence *evidence, quoth_error *err)
{
    grouping g = {.a = a, .names = arena_alloc(a, (count + 1) * sizeof(known_name *)), .evidence = evidence, .err = err};
    uint32_t people = 0;
    for (uint32_t i = 0; i < count; i++)
        people += names[i]->parts.kind != NAME_OTHER;
    if (people < 2)
        return QUOTH_OK;
    memcpy(g.names, names, count * sizeof(known_name *));
    qsort(g.names, count, sizeof(known_name *), less_quoted_first);
    g.count = count < GROUP_MOST_NAMES ? count : GROUP_MOST_NAMES;
    g.names += count - g.count;
    count = g.count;
    begin(&g);
    bool *candidates = ARENA_ARRAY(a, bool, count);
    for (likeness like = LIKE_EQUAL; like < LIKENESSES; like++)
        TRY(join_alike(&g, like, candidates));
    for (uint32_t i = 0; i < count; i++)
        g.names[i]->same_as = g.names[g.root[i]];
    return QUOTH_OK;
}
