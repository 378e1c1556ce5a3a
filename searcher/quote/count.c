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
    arena *a;
    known_name *names;    /* by number */
    uint32_t count;       /* one past the largest number */
    uint64_t *quotations; /* of each name */
    uint64_t *articles;   /* of the whole group, by the number it goes by */
    uint32_t *last;       /* article in which it was met last */
    uint32_t *first_variant, *next_variant;
    const forward_reader *forward;
    const alias_book *aliases;
} speaker_table;

static bool take_name(void *context, uint32_t number, str name)
{
    speaker_table *t = context;
    if (number > 0 && number < t->count)
        t->names[number].name = arena_copy(t->a, name);
    return true;
}

static void count_quotation(void *context, uint32_t article, const forward_mark *mark)
{
    speaker_table *t = context;
    if (mark->value == 0 || mark->value >= t->count)
        return;
    known_name *n = &t->names[mark->value];
    day published = forward_reader_slot(t->forward, article)->published_day;
    t->quotations[mark->value]++;
    if (t->last[mark->value] == article)
        return;
    t->last[mark->value] = article;
    n->articles++;
    if (published != NO_DAY && (n->first == NO_DAY || published < n->first))
        n->first = published;
    if (published != NO_DAY && (n->last == NO_DAY || published > n->last))
        n->last = published;
}

static void count_article(void *context, uint32_t article, const forward_mark *mark)
{
    speaker_table *t = context;
    if (mark->value == 0 || mark->value >= t->count || !t->names[mark->value].same_as)
        return;
    uint32_t group = t->names[mark->value].same_as->number;
    if (t->last[group] != article)
        t->articles[group]++;
    t->last[group] = article;
}

static void chain_variants(speaker_table *t)
{
    for (uint32_t n = 1; n < t->count; n++) {
        const known_name *leader = t->names[n].same_as;
        if (!leader || leader->number == n)
            continue;
        t->next_variant[n] = t->first_variant[leader->number];
        t->first_variant[leader->number] = n;
    }
}

static quoth_status fill_speaker_table(quoth_archive *archive, arena *a, speaker_table *t, quoth_error *err)
{
    uint64_t speakers;
    TRY(catalogue_speaker_count(archive->catalogue, &speakers, err));
    *t = (speaker_table){.a = a, .count = (uint32_t)speakers + 1, .forward = archive->forward};
    TRY(people_aliases(archive, &t->aliases, err));
    t->names = ARENA_ARRAY(a, known_name, t->count);
    t->quotations = ARENA_ARRAY(a, uint64_t, t->count);
    t->articles = ARENA_ARRAY(a, uint64_t, t->count);
    t->last = ARENA_ARRAY(a, uint32_t, t->count);
    t->first_variant = ARENA_ARRAY(a, uint32_t, t->count);
    t->next_variant = ARENA_ARRAY(a, uint32_t, t->count);
    for (uint32_t n = 0; n < t->count; n++)
        t->names[n] = (known_name){.number = n, .first = NO_DAY, .last = NO_DAY};
    TRY(catalogue_each_speaker(archive->catalogue, take_name, t, err));
    TRY(each_mark(archive, MARK_QUOTATION, count_quotation, t, err));
    TRY(people_group(archive, a, t->names, t->count, err));
    memset(t->last, 0, t->count * sizeof *t->last);
    chain_variants(t);
    return each_mark(archive, MARK_QUOTATION, count_article, t, err);
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

/* What somebody said that the person is called, if any of the names was spoken of; else the leader's name. */
static str shown_name(const speaker_table *t, uint32_t group)
{
    str name = t->names[group].name, shown = alias_shown(t->aliases, t->names[group].folded, name);
    for (uint32_t n = t->first_variant[group]; n != 0 && str_equal(shown, name); n = t->next_variant[n]) {
        str said = alias_shown(t->aliases, t->names[n].folded, t->names[n].name);
        if (!str_equal(said, t->names[n].name))
            shown = said;
    }
    return shown;
}

/* The names of a group; false when none of them begins as asked, or nobody of it is quoted any more. */
static bool fill_speaker(const speaker_table *t, uint32_t group, str prefix, quoth_speaker *out)
{
    VEC(variant) variants = {0};
    str shown = shown_name(t, group);
    bool wanted = begins_a_word(alias_fold(t->a, shown), prefix);
    *out = (quoth_speaker){.name = arena_zero_terminated(t->a, shown), .articles = t->articles[group]};
    for (uint32_t n = group; n != 0; n = n == group ? t->first_variant[group] : t->next_variant[n]) {
        if (t->quotations[n] == 0)
            continue;
        wanted |= begins_a_word(t->names[n].folded, prefix);
        out->quotations += t->quotations[n];
        if (!str_equal(t->names[n].name, shown))
            vec_push(t->a, &variants, (variant){t->names[n].name, t->quotations[n]});
    }
    if (!wanted || out->quotations == 0)
        return false;
    const char **names = ARENA_ARRAY(t->a, const char *, variants.count + 1);
    if (variants.count > 1)
        qsort(variants.items, variants.count, sizeof *variants.items, more_quoted_first);
    for (size_t i = 0; i < variants.count; i++)
        names[i] = arena_zero_terminated(t->a, variants.items[i].name);
    out->variants = names;
    out->variant_count = variants.count;
    return true;
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
    quoth_speaker *list = ARENA_ARRAY(a, quoth_speaker, t.count);
    *count = 0;
    for (uint32_t n = 1; n < t.count; n++)
        if (t.names[n].same_as == &t.names[n] && fill_speaker(&t, n, begins, &list[*count]))
            ++*count;
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
