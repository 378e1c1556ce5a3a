/* count.c - how often is everyone quoted, and every place mentioned? */
#include "searcher/quote/count.h"

#include "base/hash.h"
#include "gazetteer/gazetteer.h"
#include "searcher/identity/people.h"
#include "store/focus.h"
#include "text/fold.h"

#include <assert.h>
#include <stdlib.h>

/* --- the pass --- */

/* The memory of `scratch` is given back after the visit. */
typedef void (*record_visitor)(void *context, arena *scratch, const forward_record *record);

static quoth_status each_record(quoth_archive *archive, record_visitor visit, void *context, quoth_error *err)
{
    arena scratch = {0};
    quoth_status status = QUOTH_OK;
    for (uint32_t id = 1; id < forward_reader_end(archive->forward) && status == QUOTH_OK; id++) {
        forward_record record;
        if (!forward_reader_slot(archive->forward, id))
            continue;
        arena_reset(&scratch);
        status = forward_reader_get(archive->forward, &scratch, id, FORWARD_MARKS, &record, err);
        if (status == QUOTH_OK)
            visit(context, &scratch, &record);
    }
    arena_release(&scratch);
    return status;
}

typedef void (*mark_visitor)(void *context, uint32_t article, const forward_mark *mark);

typedef struct mark_walk {
    mark_kind kind;
    mark_visitor visit;
    void *context;
} mark_walk;

static void visit_marks(void *context, arena *scratch, const forward_record *record)
{
    const mark_walk *w = context;
    (void)scratch;
    for (uint32_t i = 0; i < record->mark_count; i++)
        if (record->marks[i].kind == w->kind)
            w->visit(w->context, record->article, &record->marks[i]);
}

static quoth_status each_mark(quoth_archive *archive, mark_kind kind, mark_visitor visit, void *context, quoth_error *err)
{
    mark_walk w = {kind, visit, context};
    return each_record(archive, visit_marks, &w, err);
}

/* "gaza" begins a word of "gaza city". */
static bool begins_a_word(str folded, str prefix)
{
    if (prefix.len == 0 || str_starts_with(folded, prefix))
        return true;
    for (size_t i = 1; i < folded.len; i++)
        if (folded.data[i - 1] == ' ' && str_starts_with(str_slice(folded, i, folded.len), prefix))
            return true;
    return false;
}

/* --- speakers --- */

typedef struct speaker_table {
    quoth_archive *archive;
    arena *a;
    const people_table *people;
    str *names;           /* by number */
    uint64_t *quotations; /* of each name; of whoever has the numbers behind, of the person */
    uint64_t *articles;   /* of the whole person, by his number */
    uint32_t *last;       /* article in which he was met last */
} speaker_table;

static bool take_name(void *context, uint32_t number, str name)
{
    speaker_table *t = context;
    if (number < t->people->count)
        t->names[number] = arena_copy(t->a, name);
    return true;
}

static void count_quotation(void *context, uint32_t article, const forward_mark *mark)
{
    speaker_table *t = context;
    uint32_t person = people_meant(t->people, mark->value, article);
    if (person == 0)
        return;
    t->quotations[person < t->people->count ? mark->value : person]++;
    t->articles[person] += t->last[person] != article;
    t->last[person] = article;
}

static quoth_status fill_speaker_table(quoth_archive *archive, arena *a, speaker_table *t, quoth_error *err)
{
    *t = (speaker_table){.archive = archive, .a = a};
    TRY(people_of(archive, &t->people, err));
    t->names = ARENA_ARRAY(a, str, t->people->count);
    t->quotations = ARENA_ARRAY(a, uint64_t, t->people->end);
    t->articles = ARENA_ARRAY(a, uint64_t, t->people->end);
    t->last = ARENA_ARRAY(a, uint32_t, t->people->end);
    TRY(catalogue_each_speaker(archive->catalogue, take_name, t, err));
    return each_mark(archive, MARK_QUOTATION, count_quotation, t, err);
}

typedef struct variant {
    str name;
    uint64_t quotations;
} variant;

static int more_quoted_first(const void *x, const void *y)
{
    const variant *a = x, *b = y;
    if (a->quotations != b->quotations)
        return a->quotations > b->quotations ? -1 : 1;
    return str_compare(a->name, b->name);
}

static const char *const *show_variants(arena *a, const variant *variants, size_t count)
{
    const char **names = ARENA_ARRAY(a, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        names[i] = arena_zero_terminated(a, variants[i].name);
    return names;
}

/* All names of a person; *wanted false when none of them begins as asked, or nobody is quoted under them any more. */
static quoth_status fill_speaker(const speaker_table *t, uint32_t head, str prefix, quoth_speaker *out, bool *wanted,
                                 quoth_error *err)
{
    VEC(variant) variants = {0};
    str shown;
    TRY(people_name(t->archive, t->a, t->people, head, &shown, err));
    *wanted = begins_a_word(alias_fold(t->a, shown), prefix);
    *out = (quoth_speaker){.name = arena_zero_terminated(t->a, shown), .articles = t->articles[head]};
    uint32_t names = people_names_of(t->people, head), n = names;
    if (names != head) { /* a namesake: he goes by the same names */
        out->quotations = t->quotations[head];
        *wanted |= begins_a_word(alias_fold(t->a, t->names[names]), prefix);
    }
    do {
        if (names == head && t->quotations[n] > 0) {
            *wanted |= begins_a_word(alias_fold(t->a, t->names[n]), prefix);
            out->quotations += t->quotations[n];
            if (!str_equal(t->names[n], shown))
                vec_push(t->a, &variants, (variant){t->names[n], t->quotations[n]});
        }
        n = people_next(t->people, n);
    } while (n != names);
    if (variants.count > 1)
        qsort(variants.items, variants.count, sizeof *variants.items, more_quoted_first);
    out->variants = show_variants(t->a, variants.items, variants.count);
    out->variant_count = variants.count;
    *wanted &= out->quotations > 0;
    return QUOTH_OK;
}

static int most_quotations_first(const void *x, const void *y)
{
    const quoth_speaker *a = x, *b = y;
    if (a->quotations != b->quotations)
        return a->quotations > b->quotations ? -1 : 1;
    return strcmp(a->name, b->name);
}

quoth_status count_speakers(quoth_archive *archive, arena *a, str prefix, quoth_speaker **out, size_t *count, quoth_error *err)
{
    speaker_table t;
    TRY(fill_speaker_table(archive, a, &t, err));
    str begins = str_trim(fold(a, prefix));
    quoth_speaker *list = ARENA_ARRAY(a, quoth_speaker, t.people->end);
    *count = 0;
    for (uint32_t n = 1; n < t.people->end; n++) {
        bool wanted = false;
        if (t.articles[n] > 0 && (n >= t.people->count || people_head(t.people, n) == n))
            TRY(fill_speaker(&t, n, begins, &list[*count], &wanted, err));
        *count += wanted;
    }
    qsort(list, *count, sizeof *list, most_quotations_first);
    *out = list;
    return QUOTH_OK;
}

/* --- places --- */

enum { MOST_ANCESTORS = 8 };

typedef struct place_entry {
    uint32_t place; /* 0: free */
    uint32_t last;  /* article in which it, or a place inside it, was met last */
    uint64_t articles, mentions, about;
    uint32_t ancestors[MOST_ANCESTORS];
    uint32_t ancestor_count;
} place_entry;

typedef struct place_table {
    place_entry *slots;
    uint32_t size, used;
} place_table;

static place_entry *entry_of(place_table *t, uint32_t id)
{
    assert(t->slots && t->size > 0);
    uint32_t at = (uint32_t)hash_u64(id) & (t->size - 1);
    while (t->slots[at].place != 0 && t->slots[at].place != id)
        at = (at + 1) & (t->size - 1);
    return &t->slots[at];
}

static void make_room(place_table *t)
{
    if (t->size && (uint64_t)t->used * 2 + 2 * (MOST_ANCESTORS + 1) < t->size)
        return;
    place_table larger = {.size = t->size ? t->size * 2 : 4096, .used = t->used};
    larger.slots = mem_zalloc(larger.size * sizeof *larger.slots);
    for (uint32_t i = 0; i < t->size; i++)
        if (t->slots[i].place)
            *entry_of(&larger, t->slots[i].place) = t->slots[i];
    free(t->slots);
    *t = larger;
}

static place_entry *met(place_table *t, uint32_t article, uint32_t id)
{
    place_entry *e = entry_of(t, id);
    if (e->place == 0) {
        e->place = id;
        size_t above = gazetteer_ancestors(id, e->ancestors, MOST_ANCESTORS);
        e->ancestor_count = (uint32_t)(above < MOST_ANCESTORS ? above : MOST_ANCESTORS);
        t->used++;
    }
    if (e->last != article)
        e->articles++;
    e->last = article;
    return e;
}

static void count_place(place_table *t, uint32_t article, const forward_mark *mark)
{
    if (mark->value == NO_PLACE)
        return;
    make_room(t);
    place_entry *e = met(t, article, mark->value);
    e->mentions++;
    for (uint32_t i = 0; i < e->ancestor_count; i++)
        met(t, article, e->ancestors[i]);
}

static void count_places_of(void *context, arena *scratch, const forward_record *record)
{
    place_table *t = context;
    focus_list places;
    for (uint32_t i = 0; i < record->mark_count; i++)
        if (record->marks[i].kind == MARK_PLACE)
            count_place(t, record->article, &record->marks[i]);
    focus_of_record(scratch, record, &places);
    for (size_t i = 0; i < places.count; i++)
        if (places.items[i].is_focus)
            entry_of(t, places.items[i].place)->about++;
}

static bool is_called(arena *scratch, str name, str prefix)
{
    return begins_a_word(fold(scratch, name), prefix);
}

static bool fill_place(arena *a, const place_entry *e, str prefix, quoth_place_count *out)
{
    place p;
    if (e->place == 0 || !gazetteer_get(e->place, &p) || (prefix.len && !is_called(a, p.name, prefix)))
        return false;
    *out = (quoth_place_count){.geonameid = p.id,
                               .name = arena_zero_terminated(a, p.name),
                               .full_name = arena_zero_terminated(a, gazetteer_full_name(a, p.id)),
                               .country = arena_zero_terminated(a, str_from(p.country)),
                               .lat = (double)p.lat,
                               .lon = (double)p.lon,
                               .articles = e->articles,
                               .mentions = e->mentions,
                               .about = e->about};
    return true;
}

static int most_articles_first(const void *x, const void *y)
{
    const quoth_place_count *a = x, *b = y;
    if (a->articles != b->articles)
        return a->articles > b->articles ? -1 : 1;
    if (a->mentions != b->mentions)
        return a->mentions > b->mentions ? -1 : 1;
    return (a->geonameid > b->geonameid) - (a->geonameid < b->geonameid);
}

quoth_status count_places(quoth_archive *archive, arena *a, str prefix, quoth_place_count **out, size_t *count, quoth_error *err)
{
    place_table t = {0};
    str begins = str_trim(fold(a, prefix));
    quoth_status status = each_record(archive, count_places_of, &t, err);
    *out = ARENA_ARRAY(a, quoth_place_count, t.used + 1);
    *count = 0;
    for (uint32_t i = 0; i < t.size && status == QUOTH_OK; i++)
        if (fill_place(a, &t.slots[i], begins, &(*out)[*count]))
            ++*count;
    if (*count)
        qsort(*out, *count, sizeof **out, most_articles_first);
    free(t.slots);
    return status;
}
