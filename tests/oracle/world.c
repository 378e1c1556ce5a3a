/* world.c - what does an archive say? All its articles, words, tags and names, read back */
#include "names/byline.h"
#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>

#include "searcher/archive.h"
#include "searcher/stored.h"
#include "store/fields/custom.h"
#include "store/history/captures.h"
#include "text/fold.h"

void must(quoth_status status, const quoth_error *err, const char *what)
{
    if (status == QUOTH_OK)
        return;
    fprintf(stderr, "oracle: %s: %s\n", what, err->message);
    exit(2);
}

/* --- words --- */

static uint32_t word_from(const oracle_article *art, uint32_t from, uint32_t to, uint32_t byte, bool by_end)
{
    while (from < to && (by_end ? art->end[from] <= byte : art->start[from] < byte))
        from++;
    return from;
}

static bounds words_of(const oracle_article *art, text_span at, bool in_title)
{
    uint32_t from = in_title ? 0 : art->title_words, to = in_title ? art->title_words : art->word_count;
    if (at.end <= at.start)
        return (bounds){0, 0};
    return (bounds){word_from(art, from, to, at.start, true), word_from(art, from, to, at.end, false)};
}

static void take_text(world *w, oracle_article *art, const analysis *text, uint32_t from, uint32_t paragraph)
{
    static uint32_t sentence_number;
    for (uint32_t i = 0; i < text->token_count; i++) {
        str form = token_form(&text->tokens[i]);
        art->units[art->unit_count++] =
            (written){{from + i, from + i + 1}, form, arena_copy(&w->a, stem_word(w->stemmers, art->lang, form)), {0}};
        art->flags[from + i] = text->tokens[i].flags;
        art->start[from + i] = text->tokens[i].start;
        art->end[from + i] = text->tokens[i].end;
    }
    for (uint32_t i = 0; i < text->compound_count; i++) {
        const compound *c = &text->compounds[i];
        str form = compound_form(c);
        bounds at = {from + c->first, from + c->first + c->count};
        art->units[art->unit_count++] = (written){at, form, arena_copy(&w->a, stem_word(w->stemmers, art->lang, form)), {0}};
    }
    for (uint32_t i = 0; i < text->sentence_count; i++, sentence_number++)
        for (uint32_t t = 0; t < text->sentences[i].token_count; t++) {
            uint32_t word = from + text->sentences[i].first_token + t;
            art->sentences[word] = sentence_number;
            art->paragraphs[word] = paragraph ? paragraph + text->sentences[i].paragraph : 0; /* a title is one */
            if (paragraph > 0 && text->sentences[i].paragraph == 0)
                art->lead_end = word + 1;
        }
}

void article_take_words(world *w, oracle_article *art)
{
    vec_push(&w->a, &w->texts, art);
    analysis title, body;
    analyse(&w->a, art->title, art->lang, &title);
    analyse(&w->a, art->body, art->lang, &body);
    uint32_t words = art->word_count = title.token_count + body.token_count;
    art->title_words = art->lead_end = title.token_count;
    art->units = ARENA_ARRAY(&w->a, written, words + title.compound_count + body.compound_count + 1);
    art->flags = ARENA_ARRAY(&w->a, uint8_t, words + 1);
    art->sentences = ARENA_ARRAY(&w->a, uint32_t, words + 1);
    art->paragraphs = ARENA_ARRAY(&w->a, uint32_t, words + 1);
    art->start = ARENA_ARRAY(&w->a, uint32_t, words + 1);
    art->end = ARENA_ARRAY(&w->a, uint32_t, words + 1);
    take_text(w, art, &title, 0, 0);
    take_text(w, art, &body, title.token_count, 1);
}

/* --- tags --- */

static str folded_copy(arena *a, str text)
{
    return arena_copy(a, fold(a, text));
}

static void add_tag(world *w, tagged_list *list, const oracle_article *art, text_span at, bool in_title, tagged t)
{
    t.at = words_of(art, at, in_title);
    t.group = NO_GROUP;
    if (t.at.first < t.at.end)
        vec_push(&w->a, list, t);
}

static void take_tags(world *w, oracle_article *art, const tags *found)
{
    for (size_t i = 0; i < found->quotations.count; i++) {
        const quotation *q = &found->quotations.items[i];
        tagged t = {.name = folded_copy(&w->a, q->name), .kind = q->kind, .confidence = q->confidence};
        size_t before = art->quotations.count;
        add_tag(w, &art->quotations, art, q->span, q->in_title, t);
        if (art->quotations.count > before)
            add_tag(w, &art->speakers, art, q->speaker, q->in_title, t);
    }
    for (size_t i = 0; i < found->places.count; i++) {
        const place_mention *p = &found->places.items[i];
        add_tag(w, &art->places, art, p->span, p->in_title, (tagged){.place = p->place, .confidence = p->confidence});
    }
    for (size_t i = 0; i < found->dates.count; i++) {
        const date_mention *d = &found->dates.items[i];
        tagged t = {.first_day = d->days.first, .last_day = d->days.last, .confidence = d->confidence};
        add_tag(w, &art->dates, art, d->span, d->in_title, t);
    }
    for (size_t i = 0; i < found->persons.count; i++) {
        const person_mention *p = &found->persons.items[i];
        add_tag(w, &art->persons, art, p->span, p->in_title, (tagged){.name = folded_copy(&w->a, p->name), .confidence = 100});
    }
}

static void take_captures(world *w, oracle_article *art, str value)
{
    quoth_error err;
    day *others;
    size_t count;
    must(captures_get(w->archive->catalogue, &w->a, (uint32_t)art->id, &others, &count, &err), &err, "captures");
    art->captured = ARENA_ARRAY(&w->a, day, count + 1);
    art->captured[art->capture_count++] = day_parse(str_slice(value, 0, 10));
    for (size_t i = 0; i < count; i++)
        art->captured[art->capture_count++] = others[i];
}

static oracle_article *take(world *w, const stored_article *s)
{
    oracle_article *art = ARENA_NEW(&w->a, oracle_article);
    str fields = arena_copy(&w->a, s->row.fields), name, value;
    art->id = s->row.id;
    art->external_id = arena_copy(&w->a, s->row.external_id);
    art->title = arena_copy(&w->a, s->row.title);
    art->body = arena_copy(&w->a, s->body);
    art->url = arena_copy(&w->a, s->row.url);
    art->source = folded_copy(&w->a, s->row.source);
    art->author = byline_keys(&w->a, arena_copy(&w->a, s->row.author));
    art->lang = s->row.lang;
    art->published = s->row.published_day;
    while (custom_next(&fields, &name, &value)) {
        vec_push(&w->a, &art->fields, (own_value){name, folded_copy(&w->a, value)});
        if (str_equal(name, STR("captured")))
            take_captures(w, art, value);
    }
    article_take_words(w, art);
    take_tags(w, art, &s->found);
    return art;
}

/* --- words of articles whose language is unknown --- */

static bool knows(const written *u, language lang)
{
    for (size_t i = 0; i < u->elsewhere.count; i++)
        if (u->elsewhere.items[i].lang == lang)
            return true;
    return false;
}

static void look_elsewhere(world *w, written *u)
{
    for (size_t i = 0; i < w->articles.count; i++) {
        const oracle_article *other = w->articles.items[i];
        for (size_t k = 0; other->lang != LANGUAGE_UNKNOWN && !knows(u, other->lang) && k < other->unit_count; k++)
            if (str_equal(other->units[k].form, u->form))
                vec_push(&w->a, &u->elsewhere, (stem_in){other->lang, other->units[k].stem});
        for (size_t c = 0; c < other->changes.count; c++) {
            const oracle_article *before = other->changes.items[c].before;
            for (size_t k = 0; other->lang != LANGUAGE_UNKNOWN && !knows(u, other->lang) && k < before->unit_count; k++)
                if (str_equal(before->units[k].form, u->form))
                    vec_push(&w->a, &u->elsewhere, (stem_in){other->lang, before->units[k].stem});
        }
    }
}

static void all_look_elsewhere(world *w, const oracle_article *art)
{
    for (size_t u = 0; u < art->unit_count; u++)
        look_elsewhere(w, &art->units[u]);
}

/* --- names --- */

static int take_speaker(void *context, const quoth_speaker *speaker)
{
    world *w = context;
    name_group g = {0};
    vec_push(&w->a, &g.names, folded_copy(&w->a, str_from(speaker->name)));
    for (size_t i = 0; i < speaker->variant_count; i++)
        vec_push(&w->a, &g.names, folded_copy(&w->a, str_from(speaker->variants[i])));
    vec_push(&w->a, &w->people, g);
    return 1;
}

/* A rule hides whoever bears this name: he is in no list, and mentions of him belong to nobody. */
static bool is_hidden(const world *w, str name)
{
    for (size_t i = 0; i < w->hidden.count; i++)
        if (str_equal(w->hidden.items[i], name))
            return true;
    return false;
}

/* A name that somebody bears, hidden or not, comes before one that a rule gave to somebody else. */
static int group_of(const world *w, str name)
{
    int given = NO_GROUP;
    for (size_t i = 0; i < w->people.count; i++)
        for (size_t k = 0; k < w->people.items[i].names.count; k++) {
            bool is_given = k == 0 && w->people.items[i].is_renamed;
            if (!str_equal(w->people.items[i].names.items[k], name))
                continue;
            if (!is_given)
                return (int)i;
            given = (int)i;
        }
    return is_hidden(w, name) ? NO_GROUP : given;
}

static void know(const world *w, tagged_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        list->items[i].group = list->items[i].name.len ? group_of(w, list->items[i].name) : NO_GROUP;
}

/* Of a person who is only mentioned nothing is known but where the same article quotes him. */
static void know_persons(oracle_article *art)
{
    for (size_t i = 0; i < art->persons.count; i++)
        for (size_t k = 0; k < art->quotations.count; k++)
            if (art->persons.items[i].name.len && str_equal(art->persons.items[i].name, art->quotations.items[k].name))
                art->persons.items[i].group = art->quotations.items[k].group;
}

static void note_renamed(world *w, str name)
{
    for (size_t i = 0; i < w->people.count; i++)
        for (size_t k = 1; k < w->people.items[i].names.count; k++)
            w->people.items[i].is_renamed |= str_equal(w->people.items[i].names.items[k], name);
}

static int take_rule(void *context, const quoth_alias *alias)
{
    world *w = context;
    if (strcmp(alias->verb, "rename") == 0)
        note_renamed(w, folded_copy(&w->a, str_from(alias->names[0])));
    if (strcmp(alias->verb, "hide") == 0)
        vec_push(&w->a, &w->hidden, folded_copy(&w->a, str_from(alias->names[0])));
    for (size_t i = 1; strcmp(alias->verb, "place") == 0 && i < alias->name_count; i++) {
        str meant = arena_copy(&w->a, str_from(alias->names[0]));
        vec_push(&w->a, &w->place_names, (place_name){folded_copy(&w->a, str_from(alias->names[i])), meant});
    }
    return 1;
}

/* --- the whole --- */

static void read_articles(world *w)
{
    quoth_error err;
    must(archive_enter(w->archive, &err), &err, "reading back");
    for (uint32_t id = 1; id < forward_reader_end(w->archive->forward); id++) {
        arena scratch = {0};
        stored_article s = {0};
        quoth_status status = stored_read(w->archive, &scratch, id, false, &s, &err);
        if (status != QUOTH_NOT_FOUND) {
            must(status, &err, "an article");
            vec_push(&w->a, &w->articles, take(w, &s));
        }
        arena_release(&scratch);
    }
    archive_leave(w->archive);
}

void world_read(world *w, const char *archive_dir)
{
    quoth_error err;
    must(quoth_archive_open(archive_dir, &w->archive, &err), &err, "opening the archive");
    w->stemmers = stemmers_new();
    read_articles(w);
    for (size_t i = 0; i < w->articles.count; i++)
        changes_take(w, w->articles.items[i]);
    must(quoth_each_speaker(w->archive, NULL, take_speaker, w, &err), &err, "speakers");
    must(quoth_each_alias(archive_dir, take_rule, w, &err), &err, "aliases");
    for (size_t i = 0; i < w->articles.count; i++) {
        oracle_article *art = w->articles.items[i];
        know(w, &art->quotations);
        know(w, &art->speakers);
        know_persons(art);
        if (art->lang != LANGUAGE_UNKNOWN)
            continue;
        all_look_elsewhere(w, art);
        for (size_t c = 0; c < art->changes.count; c++)
            all_look_elsewhere(w, art->changes.items[c].before);
        if (art->changes.count > 0) /* the present text, read once more */
            all_look_elsewhere(w, art->changes.items[art->changes.count - 1].after);
    }
    lexemes_number(w);
}

void world_release(world *w)
{
    quoth_archive_close(w->archive);
    stemmers_free(&w->stemmers);
    arena_release(&w->a);
    *w = (world){.archive = NULL};
}
