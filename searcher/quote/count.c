/* count.c - how often is everyone quoted, and every place mentioned? */
#include "searcher/quote/count.h"

#include "gazetteer/gazetteer.h"
#include "searcher/facet/tally.h"
#include "searcher/identity/people.h"
#include "store/tags/focus.h"
#include "text/fold.h"

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
    bool *is_listed;      /* each name, with the person whose it is */
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
    t->is_listed = ARENA_ARRAY(a, bool, t->people->count);
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

/* Those under which the person is quoted, and how often in all; *wanted true where one of them begins as asked. A name is listed
 * once: a table that leads in circles leads nowhere. */
static void fill_names(const speaker_table *t, uint32_t head, str prefix, quoth_speaker *out, bool *wanted)
{
    VEC(variant) variants = {0};
    for (uint32_t n = head; !t->is_listed[n]; n = people_next(t->people, n)) {
        t->is_listed[n] = true;
        if (t->quotations[n] == 0)
            continue;
        *wanted |= begins_a_word(alias_fold(t->a, t->names[n]), prefix);
        out->quotations += t->quotations[n];
        if (!str_equal(t->names[n], str_from(out->name)))
            vec_push(t->a, &variants, (variant){t->names[n], t->quotations[n]});
    }
    if (variants.count > 1)
        qsort(variants.items, variants.count, sizeof *variants.items, more_quoted_first);
    out->variants = show_variants(t->a, variants.items, variants.count);
    out->variant_count = variants.count;
}

/* A namesake goes by the names of another: only what he is shown as tells them apart. */
static void fill_namesake(const speaker_table *t, uint32_t person, uint32_t names, str prefix, quoth_speaker *out, bool *wanted)
{
    out->quotations = t->quotations[person];
    out->variants = show_variants(t->a, NULL, 0);
    *wanted |= begins_a_word(alias_fold(t->a, t->names[names]), prefix);
}

/* *wanted false when none of the person's names begins as asked, or nobody is quoted under them any more. */
static quoth_status fill_speaker(const speaker_table *t, uint32_t person, str prefix, quoth_speaker *out, bool *wanted,
                                 quoth_error *err)
{
    str shown;
    TRY(people_name(t->archive, t->a, t->people, person, &shown, err));
    *wanted = begins_a_word(alias_fold(t->a, shown), prefix);
    *out = (quoth_speaker){.name = arena_zero_terminated(t->a, shown), .articles = t->articles[person]};
    uint32_t names = people_names_of(t->people, person);
    if (names == person)
        fill_names(t, person, prefix, out, wanted);
    else
        fill_namesake(t, person, names, prefix, out, wanted);
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

typedef struct place_table {
    arena *a;
    focus_finder *focus;
    tally numbers;                 /* by place: where its counts are */
    VEC(quoth_place_count) counts; /* as many as there are entries */
} place_table;

static void count_places_of(void *context, arena *scratch, const forward_record *record)
{
    place_table *t = context;
    focus_list places;
    focus_of_record(t->focus, scratch, record, &places);
    for (size_t i = 0; i < places.count; i++) {
        const place_focus *f = &places.items[i];
        uint32_t number = tally_entry_of(&t->numbers, f->place);
        if (number == t->counts.count)
            vec_push(t->a, &t->counts, (quoth_place_count){.geonameid = f->place});
        quoth_place_count *c = &t->counts.items[number];
        c->articles++;
        c->mentions += f->mentions;
        c->about += f->is_focus;
    }
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

quoth_status count_places(quoth_archive *archive, arena *a, quoth_place_count **out, size_t *count, quoth_error *err)
{
    place_table t = {.a = a, .focus = focus_finder_new(), .numbers = {.a = a}};
    quoth_status status = each_record(archive, count_places_of, &t, err);
    focus_finder_free(&t.focus);
    if (t.counts.count)
        qsort(t.counts.items, t.counts.count, sizeof *t.counts.items, most_articles_first);
    *out = t.counts.items;
    *count = t.counts.count;
    return status;
}

bool count_name_place(arena *a, str folded_prefix, quoth_place_count *c)
{
    place p;
    if (!gazetteer_get(c->geonameid, &p) || (folded_prefix.len && !begins_a_word(fold(a, p.name), folded_prefix)))
        return false;
    c->name = arena_zero_terminated(a, p.name);
    c->full_name = arena_zero_terminated(a, gazetteer_full_name(a, p.id));
    c->country = arena_zero_terminated(a, str_from(p.country));
    c->lat = (double)p.lat;
    c->lon = (double)p.lon;
    return true;
}
