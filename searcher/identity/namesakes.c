/* namesakes.c - is somebody two people of one name, and in which articles is each of them meant? */
#include "searcher/identity/namesakes.h"

#include <stdlib.h>

#include "gazetteer/gazetteer.h"
#include "names/trade.h"
#include "searcher/identity/alias.h"
#include "searcher/stored.h"
#include "store/forward/values.h"
#include "text/fold.h"

typedef struct finding {
    quoth_archive *archive;
    arena *a, scratch;
    const namesake_question *q;
    uint32_t *root;    /* of each article: one of its group */
    uint8_t *trade;    /* of each article */
    uint8_t *of_group; /* of each root */
    uint32_t *members; /* of each root */
    quoth_error *err;
} finding;

/* --- what articles have in common --- */

typedef struct shared {
    uint64_t key; /* a speaker, or a place behind all speakers */
    uint32_t at;  /* number of the article in the question */
} shared;

typedef VEC(shared) shared_list;

static uint32_t root_of(finding *f, uint32_t at)
{
    while (f->root[at] != at)
        at = f->root[at] = f->root[f->root[at]];
    return at;
}

/* The earlier one becomes the root. */
static void join(finding *f, uint32_t x, uint32_t y)
{
    x = root_of(f, x);
    y = root_of(f, y);
    f->root[x > y ? x : y] = x > y ? y : x;
}

static bool is_himself(const finding *f, uint32_t number)
{
    for (size_t i = 0; i < f->q->number_count; i++)
        if (f->q->numbers[i] == number)
            return true;
    return false;
}

/* A town or less: that two are in one country says nothing. */
static bool is_narrow(uint32_t id)
{
    place p;
    return gazetteer_get(id, &p) && p.kind >= PLACE_ADMIN2;
}

static quoth_status read_article(finding *f, uint32_t at, shared_list *out)
{
    forward_values values;
    str bytes;
    TRY(forward_reader_values(f->archive->forward, &f->scratch, f->q->articles[at], &bytes, f->err));
    TRY(forward_values_decode(&f->scratch, bytes, &values, f->err));
    for (uint32_t i = 0; i < values.speaker_count; i++)
        if (is_himself(f, values.speakers[i]))
            f->trade[at] = values.trades && !f->trade[at] ? values.trades[i] : f->trade[at];
        else
            vec_push(&f->scratch, out, (shared){values.speakers[i], at});
    for (uint32_t i = 0; i < values.place_count; i++)
        if (is_narrow(values.places[i]))
            vec_push(&f->scratch, out, (shared){(uint64_t)values.places[i] << 32, at});
    return QUOTH_OK;
}

static int by_key(const void *x, const void *y)
{
    const shared *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* How many groups there are. */
static quoth_status group_articles(finding *f, uint32_t *groups)
{
    shared_list list = {0};
    for (uint32_t i = 0; i < f->q->article_count; i++)
        TRY(read_article(f, i, &list));
    if (list.count > 1)
        qsort(list.items, list.count, sizeof *list.items, by_key);
    for (size_t i = 1; i < list.count; i++)
        if (list.items[i].key == list.items[i - 1].key)
            join(f, list.items[i].at, list.items[i - 1].at);
    *groups = 0;
    for (uint32_t i = 0; i < f->q->article_count; i++)
        *groups += root_of(f, i) == i;
    return QUOTH_OK;
}

/* --- offices --- */

static bool is_called_so(finding *f, str name)
{
    str folded = alias_fold(&f->scratch, name);
    for (size_t i = 0; i < f->q->number_count; i++)
        if (str_equal(f->q->folded[i], folded))
            return true;
    return false;
}

/* The office of his that tells this trade, as the article has it. */
static quoth_status read_office(finding *f, uint32_t at, uint8_t wanted, str *out)
{
    stored_article art;
    *out = STR("");
    arena_reset(&f->scratch);
    TRY(stored_read(f->archive, &f->scratch, f->q->articles[at], false, &art, f->err));
    for (size_t i = 0; i < art.found.quotations.count && out->len == 0; i++) {
        const quotation *said = &art.found.quotations.items[i];
        if (said->role.len && is_called_so(f, said->name) && trade_of_office(&f->scratch, said->role) == wanted)
            *out = arena_copy(f->a, said->role);
    }
    return QUOTH_OK;
}

/* A group has the trade that most of its articles tell. */
static void settle_group(finding *f, uint32_t root)
{
    uint32_t told[TRADES] = {0};
    uint8_t best = TRADE_UNTOLD;
    f->members[root] = 0;
    for (uint32_t i = root; i < f->q->article_count; i++)
        if (root_of(f, i) == root) {
            f->members[root]++;
            told[f->trade[i]]++;
        }
    for (uint32_t t = TRADE_UNTOLD + 1; t < TRADES; t++)
        if (told[t] > (best ? told[best] : 0))
            best = (uint8_t)t;
    f->of_group[root] = best;
}

/* --- people --- */

typedef struct somebody {
    uint8_t trade;
} somebody;

static uint32_t largest_left(const finding *f, const bool *done)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t i = 0; i < f->q->article_count; i++)
        if (f->root[i] == i && !done[i] && (best == UINT32_MAX || f->members[i] > f->members[best]))
            best = i;
    return best;
}

/* Whom a group is about: the first that it may be; of groups that tell no trade the first of all. */
static uint32_t person_for(const finding *f, uint32_t root, const somebody *people, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (trades_of_one(f->of_group[root], people[i].trade))
            return i;
    return count;
}

/* By which office each is told from the others: the first that an article of his has. */
static quoth_status read_offices(finding *f, const somebody *people, const uint32_t *person_of, uint32_t found, str *offices)
{
    for (uint32_t person = 0; person < found; person++)
        for (uint32_t i = 0; i < f->q->article_count && offices[person].len == 0; i++)
            if (person_of[i] == person && f->trade[i] == people[person].trade)
                TRY(read_office(f, i, f->trade[i], &offices[person]));
    return QUOTH_OK;
}

static quoth_status tell_apart(finding *f, namesake_answer *out)
{
    size_t count = f->q->article_count;
    uint32_t *person_of = ARENA_ARRAY(f->a, uint32_t, count);
    somebody *people = ARENA_ARRAY(f->a, somebody, count + 1);
    str *offices = ARENA_ARRAY(f->a, str, count + 1);
    bool *done = ARENA_ARRAY(f->a, bool, count);
    uint32_t *of_root = ARENA_ARRAY(f->a, uint32_t, count), found = 0;
    for (uint32_t root = largest_left(f, done); root != UINT32_MAX; root = largest_left(f, done)) {
        uint32_t at = person_for(f, root, people, found);
        if (at == found)
            people[found++] = (somebody){f->of_group[root]};
        else if (people[at].trade == TRADE_UNTOLD)
            people[at].trade = f->of_group[root];
        of_root[root] = at;
        done[root] = true;
    }
    for (uint32_t i = 0; i < count; i++)
        person_of[i] = of_root[root_of(f, i)];
    if (found > 1)
        TRY(read_offices(f, people, person_of, found, offices));
    *out = (namesake_answer){person_of, offices, found};
    return QUOTH_OK;
}

static quoth_status find(finding *f, namesake_answer *out)
{
    uint32_t groups = 0;
    TRY(group_articles(f, &groups));
    if (groups < 2)
        return QUOTH_OK;
    for (uint32_t i = 0; i < f->q->article_count; i++)
        if (root_of(f, i) == i)
            settle_group(f, i);
    return tell_apart(f, out);
}

quoth_status namesakes_find(quoth_archive *archive, arena *a, const namesake_question *q, namesake_answer *out, quoth_error *err)
{
    finding f = {.archive = archive, .a = a, .q = q, .err = err};
    *out = (namesake_answer){.person_count = 1};
    if (q->article_count < 2 || q->article_count > NAMESAKES_MOST_ARTICLES)
        return QUOTH_OK;
    f.root = ARENA_ARRAY(a, uint32_t, q->article_count);
    f.trade = ARENA_ARRAY(a, uint8_t, q->article_count);
    f.of_group = ARENA_ARRAY(a, uint8_t, q->article_count);
    f.members = ARENA_ARRAY(a, uint32_t, q->article_count);
    for (uint32_t i = 0; i < q->article_count; i++)
        f.root[i] = i;
    quoth_status status = find(&f, out);
    arena_release(&f.scratch);
    return status;
}
