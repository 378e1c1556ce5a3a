/* json_out.c - how do the library's answers look in JSON? Offsets are Unicode code points, ends exclusive */
#include <string.h>

#include "cli.h"

json_t *json_of_span(const quoth_span *span)
{
    return json_pack("{s:I,s:I}", "start", (json_int_t)span->start_cp, "end", (json_int_t)span->end_cp);
}

static json_t *json_pairs(const quoth_span *spans, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_pack("[I,I]", (json_int_t)spans[i].start_cp, (json_int_t)spans[i].end_cp));
    return list;
}

json_t *json_texts(const char *const *texts, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_text(texts[i]));
    return list;
}

static json_t *json_matches(const quoth_hit *hit)
{
    json_t *list = json_array();
    for (size_t i = 0; i < hit->match_count; i++) {
        const quoth_match *m = &hit->matches[i];
        json_t *one = json_pack("{s:s,s:I,s:I,s:I,s:I,s:I,s:I}", "in", m->in_title ? "title" : "text", "start",
                                (json_int_t)m->span.start_cp, "end", (json_int_t)m->span.end_cp, "start_byte",
                                (json_int_t)m->span.start, "end_byte", (json_int_t)m->span.end, "sentence",
                                (json_int_t)m->sentence, "paragraph", (json_int_t)m->paragraph);
        if (m->page)
            json_object_set_new(one, "page", json_integer(m->page));
        json_array_append_new(list, one);
    }
    return list;
}

json_t *json_of_copy(const quoth_copy *copy, bool measured)
{
    json_t *object = json_pack("{s:I,s:s,s:s,s:s,s:s,s:o,s:I}", "article", (json_int_t)copy->id, "id", copy->external_id, "title",
                               copy->title, "date", copy->date, "source", copy->source, "locator", json_text(copy->locator),
                               "words", (json_int_t)copy->words);
    if (measured) {
        json_object_set_new(object, "resemblance", json_real(copy->resemblance));
        json_object_set_new(object, "containment", json_real(copy->containment));
    }
    return object;
}

static void add_copies(json_t *object, const quoth_hit *hit)
{
    if (hit->group == 0)
        return;
    json_t *list = json_array();
    for (size_t i = 0; i < hit->copy_count; i++)
        json_array_append_new(list, json_of_copy(&hit->copies[i], false));
    json_object_set_new(object, "group", json_integer((json_int_t)hit->group));
    json_object_set_new(object, "copies", list);
}

json_t *json_of_hit(const quoth_hit *hit)
{
    const char *id = hit->external_id;
    char number[24];
    if (!*id) {
        snprintf(number, sizeof number, "%llu", (unsigned long long)hit->id);
        id = number;
    }
    json_t *object =
        json_pack("{s:I,s:s,s:I,s:f,s:s,s:s,s:s,s:s,s:s,s:s,s:o}", "rank", (json_int_t)hit->rank, "id", id, "article",
                  (json_int_t)hit->id, "score", hit->score, "title", hit->title, "date", hit->date, "source", hit->source,
                  "author", hit->author, "url", hit->url, "language", hit->language, "locator", json_text(hit->locator));
    json_object_set_new(object, "authors", json_texts(hit->authors, hit->author_count));
    if (hit->page)
        json_object_set_new(object, "page", json_integer(hit->page));
    json_object_set_new(object, "speakers", json_texts(hit->speakers, hit->speaker_count));
    json_object_set_new(object, "places", json_texts(hit->places, hit->place_count));
    json_object_set_new(object, "title_matches", json_pairs(hit->title_matches, hit->title_match_count));
    json_t *snippet = json_pack("{s:s}", "text", hit->snippet.text);
    json_object_set_new(snippet, "matches", json_pairs(hit->snippet.matches, hit->snippet.match_count));
    json_object_set_new(object, "snippet", snippet);
    if (hit->matches)
        json_object_set_new(object, "matches", json_matches(hit));
    add_copies(object, hit);
    return object;
}

static json_t *with_place_of_tag(json_t *object, int in_title, double confidence, const char *rule)
{
    json_object_set_new(object, "confidence", json_real(confidence));
    json_object_set_new(object, "rule", json_string(rule));
    if (in_title)
        json_object_set_new(object, "in", json_string("title"));
    return object;
}

static json_t *json_of_quotation(const quoth_quotation *q)
{
    json_t *object = json_of_span(&q->span);
    json_object_set_new(object, "type", json_string(q->kind));
    if (q->speaker.end > q->speaker.start || *q->name) {
        json_t *speaker = json_of_span(&q->speaker);
        json_object_set_new(speaker, "text", json_string(q->speaker_text));
        json_object_set_new(speaker, "name", json_string(q->name));
        if (*q->role)
            json_object_set_new(speaker, "role", json_string(q->role));
        json_object_set_new(object, "speaker", speaker);
    }
    if (q->cue.end > q->cue.start)
        json_object_set_new(object, "cue", json_of_span(&q->cue));
    return with_place_of_tag(object, q->in_title, q->confidence, q->rule);
}

static json_t *json_of_place(const quoth_place *p)
{
    json_t *object = json_of_span(&p->span);
    json_object_update_new(object, json_pack("{s:s,s:I,s:f,s:f,s:s,s:s}", "name", p->name, "geonameid", (json_int_t)p->geonameid,
                                             "lat", p->lat, "lon", p->lon, "country", p->country, "kind", p->kind));
    return with_place_of_tag(object, p->in_title, p->confidence, p->rule);
}

static json_t *json_of_focus(const quoth_focus *f)
{
    return json_pack("{s:I,s:s,s:s,s:f}", "geonameid", (json_int_t)f->geonameid, "name", f->name, "country", f->country, "share",
                     f->share);
}

static json_t *json_of_timex(const quoth_timex *t)
{
    json_t *object = json_of_span(&t->span);
    json_object_update_new(object, json_pack("{s:s,s:s}", "type", t->type, "value", t->value));
    if (*t->first_day)
        json_object_set_new(object, "days", json_pack("[s,s]", t->first_day, t->last_day));
    return with_place_of_tag(object, t->in_title, t->confidence, t->rule);
}

json_t *json_of_tags(const quoth_tags *tags, json_t *into)
{
    const quoth_quotation *quotations;
    const quoth_place *places;
    const quoth_focus *focus;
    const quoth_timex *timexes;
    json_t *list = json_array();
    for (size_t i = 0, n = quoth_tags_quotations(tags, &quotations); i < n; i++)
        json_array_append_new(list, json_of_quotation(&quotations[i]));
    json_object_set_new(into, "quotes", list);
    list = json_array();
    for (size_t i = 0, n = quoth_tags_places(tags, &places); i < n; i++)
        json_array_append_new(list, json_of_place(&places[i]));
    json_object_set_new(into, "places", list);
    list = json_array();
    for (size_t i = 0, n = quoth_tags_focus(tags, &focus); i < n; i++)
        json_array_append_new(list, json_of_focus(&focus[i]));
    json_object_set_new(into, "focus", list);
    list = json_array();
    for (size_t i = 0, n = quoth_tags_timexes(tags, &timexes); i < n; i++)
        json_array_append_new(list, json_of_timex(&timexes[i]));
    json_object_set_new(into, "timexes", list);
    return into;
}
