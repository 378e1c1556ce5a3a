/* hit.c - what is shown of an article that was found? */
#include "searcher/hit.h"

#include "base/hash.h"
#include "gazetteer/gazetteer.h"
#include "names/byline.h"
#include "searcher/identity/people.h"
#include "searcher/matches.h"
#include "searcher/page.h"
#include "searcher/snippet/snippet.h"
#include "searcher/stored.h"

#include <stdlib.h>

enum { USUAL_SENTENCES = 2, MOST_NAMES = 64 };

/* --- who and where --- */

typedef struct counted {
    uint32_t number; /* of a person's head, of a place */
    size_t first;    /* where it was met first */
    unsigned times;
} counted;

typedef VEC(counted) counted_list;

static bool count_again(counted_list *list, uint32_t number)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].number == number) {
            list->items[i].times++;
            return true;
        }
    return false;
}

static void count_first(arena *a, counted_list *list, uint32_t number)
{
    if (number != 0 && list->count < MOST_NAMES)
        vec_push(a, list, (counted){number, list->count, 1});
}

static int most_often_first(const void *x, const void *y)
{
    const counted *a = x, *b = y;
    if (a->times != b->times)
        return a->times > b->times ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

static void sort_counted(counted_list *list)
{
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, most_often_first);
}

/* Names that were shown before, by number: the same few come again in hit after hit. */
typedef enum name_kind { NAME_OF_PERSON, NAME_OF_PLACE } name_kind;

typedef struct shown_name {
    uint64_t key; /* number and kind; 0: free */
    str name;
} shown_name;

typedef struct shown_names {
    const people_table *people;
    shown_name *slots; /* open addressing */
    size_t count, mask;
} shown_names;

static shown_name *slot_of(const shown_names *names, uint64_t key)
{
    size_t at = (size_t)hash_u64(key) & names->mask;
    while (names->slots[at].key != 0 && names->slots[at].key != key)
        at = (at + 1) & names->mask;
    return &names->slots[at];
}

static void make_room(arena *a, shown_names *names)
{
    shown_names larger = {names->people, NULL, names->count, names->slots ? 2 * names->mask + 1 : 255};
    larger.slots = ARENA_ARRAY(a, shown_name, larger.mask + 1);
    for (size_t i = 0; names->slots && i <= names->mask; i++)
        if (names->slots[i].key != 0)
            *slot_of(&larger, names->slots[i].key) = names->slots[i];
    *names = larger;
}

static quoth_status names_of(session *s, shown_names **out, quoth_error *err)
{
    if (!s->names) {
        const people_table *people;
        TRY(people_of(s->archive, &people, err));
        s->names = ARENA_NEW(s->a, shown_names);
        s->names->people = people;
    }
    *out = s->names;
    return QUOTH_OK;
}

/* A copy in `a`; "" for a place that is not known. */
static quoth_status show_name(session *s, arena *a, name_kind kind, uint32_t number, const char **out, quoth_error *err)
{
    shown_names *names = s->names;
    if (2 * names->count >= names->mask)
        make_room(s->a, names);
    uint64_t key = (uint64_t)number << 1 | kind;
    shown_name *slot = slot_of(names, key);
    if (slot->key == 0) {
        str name = gazetteer_name(number);
        if (kind == NAME_OF_PERSON)
            TRY(people_name(s->archive, s->a, names->people, number, &name, err));
        *slot = (shown_name){key, str_from(snippet_clean(s->a, name))};
        names->count++;
    }
    *out = arena_zero_terminated(a, slot->name);
    return QUOTH_OK;
}

static quoth_status show_names(session *s, arena *a, name_kind kind, counted_list *list, const char *const **names, size_t *count,
                               quoth_error *err)
{
    sort_counted(list);
    const char **out = ARENA_ARRAY(a, const char *, list->count + 1);
    for (size_t i = 0; i < list->count; i++)
        TRY(show_name(s, a, kind, list->items[i].number, &out[i], err));
    *names = out;
    *count = list->count;
    return QUOTH_OK;
}

/* Who is quoted, under the name that the person has in the whole archive, and the places that are named. */
static quoth_status fill_names(session *s, arena *a, arena *scratch, const forward_record *record, quoth_hit *hit,
                               quoth_error *err)
{
    shown_names *names;
    counted_list people = {0}, places = {0};
    TRY(names_of(s, &names, err));
    for (uint32_t i = 0; i < record->mark_count; i++) {
        const forward_mark *m = &record->marks[i];
        bool is_place = m->kind == MARK_PLACE;
        if (m->kind != MARK_QUOTATION && !is_place)
            continue;
        counted_list *list = is_place ? &places : &people;
        uint32_t number = is_place ? m->value : people_meant(names->people, m->value, record->article);
        if (!count_again(list, number) && !(is_place && gazetteer_name(number).len == 0))
            count_first(scratch, list, number);
    }
    TRY(show_names(s, a, NAME_OF_PERSON, &people, &hit->speakers, &hit->speaker_count, err));
    return show_names(s, a, NAME_OF_PLACE, &places, &hit->places, &hit->place_count, err);
}

/* --- one hit --- */

/* Of a row in memory that lives as long as the hit. What the catalogue gives ends with a zero. */
static void fill_columns(arena *a, const catalogue_article *row, quoth_hit *hit)
{
    char date[11] = "";
    if (row->published_day != NO_DAY)
        day_format(row->published_day, date);
    hit->id = row->id;
    hit->external_id = row->external_id.data;
    hit->date = arena_zero_terminated(a, str_from(date));
    hit->source = row->source.data;
    hit->author = row->author.data;
    hit->authors = byline_list(a, row->author, &hit->author_count);
    hit->url = row->url.data;
    hit->language = arena_zero_terminated(a, language_code(row->lang));
    hit->locator = row->locator.data;
}

static void fill_matches(arena *a, const stored_article *art, const spans *highlights, quoth_hit *hit)
{
    quoth_match *list = ARENA_ARRAY(a, quoth_match, highlights->count + 1);
    hit->match_count = matches_of(art, highlights, list);
    hit->matches = list;
}

static quoth_status fill_snippet(session *s, arena *a, arena *scratch, uint32_t article, const quoth_search_options *options,
                                 quoth_hit *hit, quoth_error *err)
{
    stored_article art;
    snippet_size size = {options->snippet_sentences ? options->snippet_sentences : USUAL_SENTENCES, options->context_sentences};
    spans highlights;
    const marked_span *marked, *evidence;
    shown_text title, body;
    TRY(stored_read(s->archive, scratch, article, true, &art, err));
    TRY(stored_highlights(s->archive, scratch, &art, s->m, &highlights, err));
    size_t marked_count = matcher_marked(s->m, &marked), evidence_count = matcher_evidence(s->m, &evidence);
    snippet_reasons reasons = {{marked, evidence}, {marked_count, evidence_count}};
    snippet_title(a, &art.title_words, &highlights, &title);
    snippet_body(a, &art.body_words, art.title_words.token_count, &highlights, &reasons, size, &body);
    if (options->matches)
        fill_matches(a, &art, &highlights, hit);
    hit->title = title.text.data;
    hit->title_matches = title.matches;
    hit->title_match_count = title.match_count;
    hit->snippet = (quoth_snippet){body.text.data, body.matches, body.match_count};
    hit->page = page_of(art.body, body.from_byte);
    return QUOTH_OK;
}

quoth_status hit_fill(session *s, arena *a, arena *scratch, const ranked_hit *from, const quoth_search_options *options,
                      quoth_hit *hit, quoth_error *err)
{
    catalogue_article row;
    forward_record record;
    arena_reset(scratch);
    TRY(catalogue_get_row(s->archive->catalogue, a, from->article, &row, err));
    hit->score = from->score;
    fill_columns(a, &row, hit);
    TRY(forward_reader_get(s->archive->forward, scratch, from->article, FORWARD_MARKS, &record, err));
    TRY(fill_names(s, a, scratch, &record, hit, err));
    if (!options->no_snippets)
        return fill_snippet(s, a, scratch, from->article, options, hit, err);
    hit->title = snippet_clean(a, row.title);
    hit->snippet.text = "";
    return QUOTH_OK;
}
