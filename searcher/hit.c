/* hit.c - what is shown of an article that was found? */
#include "searcher/hit.h"

#include "gazetteer/gazetteer.h"
#include "searcher/identity/people.h"
#include "searcher/matches.h"
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

static void count_number(arena *a, counted_list *list, uint32_t number)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].number == number) {
            list->items[i].times++;
            return;
        }
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

/* Who is quoted, under the name that the person has in the whole archive. */
static quoth_status fill_speakers(quoth_archive *archive, arena *a, const forward_record *record, quoth_hit *hit,
                                  quoth_error *err)
{
    const people_table *people;
    counted_list list = {0};
    TRY(people_of(archive, &people, err));
    for (uint32_t i = 0; i < record->mark_count; i++)
        if (record->marks[i].kind == MARK_QUOTATION)
            count_number(a, &list, people_head(people, record->marks[i].value));
    sort_counted(&list);
    const char **names = ARENA_ARRAY(a, const char *, list.count + 1);
    for (size_t i = 0; i < list.count; i++) {
        str name;
        TRY(people_name(archive, a, people, list.items[i].number, &name, err));
        names[i] = snippet_clean(a, name);
    }
    hit->speakers = names;
    hit->speaker_count = list.count;
    return QUOTH_OK;
}

static void fill_places(arena *a, const tags *found, quoth_hit *hit)
{
    counted_list list = {0};
    place p;
    for (size_t i = 0; i < found->places.count; i++)
        if (gazetteer_get(found->places.items[i].place, &p))
            count_number(a, &list, found->places.items[i].place);
    sort_counted(&list);
    const char **names = ARENA_ARRAY(a, const char *, list.count + 1);
    for (size_t i = 0; i < list.count; i++)
        names[i] = gazetteer_get(list.items[i].number, &p) ? snippet_clean(a, p.name) : "";
    hit->places = names;
    hit->place_count = list.count;
}

/* --- one hit --- */

static void fill_columns(arena *a, const catalogue_article *row, quoth_hit *hit)
{
    char date[11] = "";
    if (row->published_day != NO_DAY)
        day_format(row->published_day, date);
    hit->id = row->id;
    hit->external_id = arena_zero_terminated(a, row->external_id);
    hit->date = arena_zero_terminated(a, str_from(date));
    hit->source = arena_zero_terminated(a, row->source);
    hit->author = arena_zero_terminated(a, row->author);
    hit->url = arena_zero_terminated(a, row->url);
    hit->language = arena_zero_terminated(a, language_code(row->lang));
    hit->locator = arena_zero_terminated(a, row->locator);
}

static void fill_matches(arena *a, const stored_article *art, const spans *highlights, quoth_hit *hit)
{
    quoth_match *list = ARENA_ARRAY(a, quoth_match, highlights->count + 1);
    hit->match_count = matches_of(art, highlights, list);
    hit->matches = list;
}

static quoth_status fill_snippet(session *s, arena *a, arena *scratch, const stored_article *art,
                                 const quoth_search_options *options, quoth_hit *hit, quoth_error *err)
{
    snippet_size size = {options->snippet_sentences ? options->snippet_sentences : USUAL_SENTENCES, options->context_sentences};
    spans highlights;
    const marked_span *marked, *evidence;
    shown_text title, body;
    TRY(stored_highlights(s->archive, scratch, art, s->m, &highlights, err));
    size_t marked_count = matcher_marked(s->m, &marked), evidence_count = matcher_evidence(s->m, &evidence);
    snippet_reasons reasons = {{marked, evidence}, {marked_count, evidence_count}};
    snippet_title(a, &art->title_words, &highlights, &title);
    snippet_body(a, &art->body_words, art->title_words.token_count, &highlights, &reasons, size, &body);
    if (options->matches)
        fill_matches(a, art, &highlights, hit);
    hit->title = title.text.data;
    hit->title_matches = title.matches;
    hit->title_match_count = title.match_count;
    hit->snippet = (quoth_snippet){body.text.data, body.matches, body.match_count};
    return QUOTH_OK;
}

quoth_status hit_fill(session *s, arena *a, arena *scratch, const ranked_hit *from, const quoth_search_options *options,
                      quoth_hit *hit, quoth_error *err)
{
    stored_article art;
    forward_record record;
    arena_reset(scratch);
    TRY(stored_read(s->archive, scratch, from->article, !options->no_snippets, &art, err));
    hit->score = from->score;
    fill_columns(a, &art.row, hit);
    fill_places(a, &art.found, hit);
    TRY(forward_reader_get(s->archive->forward, scratch, from->article, FORWARD_MARKS, &record, err));
    TRY(fill_speakers(s->archive, a, &record, hit, err));
    if (!options->no_snippets)
        return fill_snippet(s, a, scratch, &art, options, hit, err);
    hit->title = snippet_clean(a, art.row.title);
    hit->snippet.text = "";
    return QUOTH_OK;
}
