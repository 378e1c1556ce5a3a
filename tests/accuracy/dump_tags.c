/* dump_tags.c - what do the taggers say about these articles?
 *
 *     dump_tags [--titles] [--time] [--homes] [--repeat=N] < articles.jsonl > tags.jsonl
 *
 * One JSON object a line in: {"id","title","text","date" or "dct"}; one out, in the form of `quoth tag`: offsets are code
 * points of "text", end exclusive. Tags of the title are printed only with --titles (they carry "in":"title").
 * --homes first learns from all articles where each publication is at home, as an archive does that has them all.
 * --time prints how fast the taggers alone were, to stderr; --repeat runs them N times over each article. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/json.h"
#include "gazetteer/gazetteer.h"
#include "indexer/tag/place/certain.h"
#include "indexer/tag/vocabulary.h"
#include "indexer/write/homes.h"
#include "store/tags/focus.h"
#include "text/utf8.h"

typedef struct options {
    bool titles, timed, homes;
    homes *at_home;
    vocabulary *known;
    unsigned repeat;
} options;

typedef struct timing {
    uint64_t ns[3], bytes;
} timing;

/* Offsets of tags come nearly in order; a fresh start when they step back keeps it linear in practice. */
typedef struct offsets {
    utf8_cursor title, body;
} offsets;

static int64_t code_point(utf8_cursor *c, uint32_t byte)
{
    if (byte < c->byte)
        *c = (utf8_cursor){.text = c->text};
    return (int64_t)utf8_cursor_at(c, byte);
}

static void put_span(json_writer *w, utf8_cursor *c, text_span span)
{
    json_put_int(w, "start", code_point(c, span.start));
    json_put_int(w, "end", code_point(c, span.end));
}

static utf8_cursor *begin_tag(json_writer *w, offsets *o, text_span span, bool in_title)
{
    utf8_cursor *c = in_title ? &o->title : &o->body;
    json_object(w);
    put_span(w, c, span);
    if (in_title)
        json_put_string(w, "in", STR("title"));
    return c;
}

static void put_quotations(json_writer *w, const tags *t, offsets *o, const options *opt)
{
    static const char *const kinds[] = {"direct", "mixed", "indirect"};
    json_key(w, "quotes");
    json_array(w);
    for (size_t i = 0; i < t->quotations.count; i++) {
        const quotation *q = &t->quotations.items[i];
        if (q->in_title && !opt->titles)
            continue;
        utf8_cursor *c = begin_tag(w, o, q->span, q->in_title);
        json_put_string(w, "type", str_from(kinds[q->kind]));
        json_key(w, "speaker");
        json_object(w);
        put_span(w, c, q->speaker);
        json_put_string(w, "text", str_slice(c->text, q->speaker.start, q->speaker.end));
        json_put_string(w, "name", q->name);
        json_object_end(w);
        json_key(w, "cue");
        json_object(w);
        put_span(w, c, q->cue);
        json_object_end(w);
        json_put_double(w, "confidence", q->confidence / 100.0, 2);
        json_put_string(w, "rule", str_from(speaker_rule_name(q->rule)));
        json_object_end(w);
    }
    json_array_end(w);
}

static void put_places(json_writer *w, const tags *t, offsets *o, const options *opt)
{
    json_key(w, "places");
    json_array(w);
    for (size_t i = 0; i < t->places.count; i++) {
        const place_mention *m = &t->places.items[i];
        place p;
        if ((m->in_title && !opt->titles) || !gazetteer_get(m->place, &p))
            continue;
        begin_tag(w, o, m->span, m->in_title);
        json_put_string(w, "name", p.name);
        json_put_int(w, "geonameid", p.id);
        json_put_double(w, "lat", (double)p.lat, 5);
        json_put_double(w, "lon", (double)p.lon, 5);
        json_put_string(w, "country", str_from(p.country));
        json_put_double(w, "confidence", m->confidence / 100.0, 2);
        json_put_string(w, "rule", str_from(place_rule_name(m->rule)));
        json_object_end(w);
    }
    json_array_end(w);
}

static void put_dates(json_writer *w, const tags *t, offsets *o, const options *opt)
{
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    json_key(w, "timexes");
    json_array(w);
    for (size_t i = 0; i < t->dates.count; i++) {
        const date_mention *m = &t->dates.items[i];
        if (m->in_title && !opt->titles)
            continue;
        begin_tag(w, o, m->span, m->in_title);
        json_put_string(w, "type", str_from(types[m->type]));
        json_put_string(w, "value", m->value);
        json_put_double(w, "confidence", m->confidence / 100.0, 2);
        json_put_string(w, "rule", str_from(date_rule_name(m->rule)));
        json_object_end(w);
    }
    json_array_end(w);
}

static void put_focus(arena *a, json_writer *w, const tags *t, const analysis *body)
{
    focus_list places;
    focus_of_tags(a, t, body, &places);
    json_key(w, "focus");
    json_array(w);
    for (size_t i = 0; i < places.count; i++) {
        place p;
        if (!places.items[i].is_focus || !gazetteer_get(places.items[i].place, &p))
            continue;
        json_object(w);
        json_put_string(w, "name", p.name);
        json_put_int(w, "geonameid", p.id);
        json_put_string(w, "country", str_from(p.country));
        json_put_int(w, "share", places.items[i].share);
        json_object_end(w);
    }
    json_array_end(w);
}

static void put_article(arena *a, json_writer *w, const tag_input *in, const tags *t, const options *opt)
{
    const article *art = in->art;
    json_object(w);
    json_put_string(w, "id", art->id);
    put_quotations(w, t, &(offsets){{.text = art->title}, {.text = art->body}}, opt);
    put_places(w, t, &(offsets){{.text = art->title}, {.text = art->body}}, opt);
    put_focus(a, w, t, in->body);
    put_dates(w, t, &(offsets){{.text = art->title}, {.text = art->body}}, opt);
    json_object_end(w);
}

static str text_of(arena *a, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return STR("");
    return utf8_repair(a, (str){json_string_value(value), json_string_length(value)});
}

static article article_of(arena *a, const json_t *object)
{
    article art = {.id = text_of(a, object, "id"), .title = text_of(a, object, "title"), .body = text_of(a, object, "text")};
    art.published = text_of(a, object, "date");
    if (art.published.len == 0)
        art.published = text_of(a, object, "dct");
    art.published_day = day_parse(art.published);
    art.source = text_of(a, object, "domain");
    return art;
}

static void tag_timed(arena *a, const tag_input *in, tags *out, timing *sum)
{
    static void (*const taggers[3])(arena *, const tag_input *, tags *) = {tag_speakers, tag_places, tag_dates};
    *out = (tags){0};
    for (int i = 0; i < 3; i++) {
        uint64_t start = clock_thread_cpu_ns();
        taggers[i](a, in, out);
        sum->ns[i] += clock_thread_cpu_ns() - start;
    }
    sum->bytes += in->art->title.len + in->art->body.len;
}

static void tag_line(arena *a, const json_t *object, const options *opt, timing *sum, buf *line)
{
    article art = article_of(a, object);
    language lang = language_detect(art.body, NULL);
    analysis title, body;
    tags found;
    analyse(a, art.title, lang, &title);
    analyse(a, art.body, lang, &body);
    vocabulary_look_up(opt->known, a, &title, &body);
    const str key = homes_key(a, &art);
    const tag_input in = {.art = &art, .title = &title, .body = &body, .lang = lang, .home = homes_find(opt->at_home, key)};
    for (unsigned i = 0; i < opt->repeat; i++)
        tag_timed(a, &in, &found, sum);
    uint32_t *certain;
    if (!line) {
        size_t count = places_certain(a, &art, &found, &certain);
        homes_vote(opt->at_home, key, certain, count);
        return;
    }
    buf_clear(line);
    put_article(a, &(json_writer){.out = line}, &in, &found, opt);
    buf_put_byte(line, '\n');
}

static void report_timing(const timing *t)
{
    static const char *const names[3] = {"speakers", "places", "dates"};
    uint64_t all = 1;
    for (int i = 0; i < 3; i++) {
        all += t->ns[i];
        fprintf(stderr, "%-9s %8.1f MB/s\n", names[i], (double)t->bytes * 1000 / (double)(t->ns[i] + 1));
    }
    fprintf(stderr, "%-9s %8.1f MB/s (%.1f MB)\n", "together", (double)t->bytes * 1000 / (double)all, (double)t->bytes / 1e6);
}

static bool read_options(int argc, char **argv, options *opt)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--titles") == 0)
            opt->titles = true;
        else if (strcmp(argv[i], "--time") == 0)
            opt->timed = true;
        else if (strcmp(argv[i], "--homes") == 0)
            opt->homes = true;
        else if (sscanf(argv[i], "--repeat=%u", &opt->repeat) != 1)
            return false;
    }
    return opt->repeat > 0;
}

/* All articles of stdin; without `line` they only tell where their publications are at home. */
static bool each_article(FILE *from, const options *opt, timing *sum, buf *line)
{
    arena a = {0};
    char *text = NULL;
    size_t room = 0;
    bool good = true;
    for (ssize_t n; good && (n = getline(&text, &room, from)) >= 0; arena_reset(&a)) {
        json_error_t error;
        json_t *object = json_loadb(text, (size_t)n, JSON_ALLOW_NUL, &error);
        good = object != NULL;
        if (!good)
            fprintf(stderr, "dump_tags: %s\n", error.text);
        if (good)
            tag_line(&a, object, opt, sum, line);
        if (good && line)
            fwrite(line->data, 1, line->len, stdout);
        json_decref(object);
    }
    arena_release(&a);
    free(text);
    return good;
}

int main(int argc, char **argv)
{
    options opt = {.repeat = 1};
    buf line = {0};
    timing sum = {0}, unused = {0};
    if (!read_options(argc, argv, &opt)) {
        fputs("usage: dump_tags [--titles] [--time] [--homes] [--repeat=N] < articles.jsonl\n", stderr);
        return 2;
    }
    opt.at_home = homes_new();
    opt.known = vocabulary_new();
    bool good = !opt.homes || each_article(stdin, &opt, &unused, NULL);
    homes_settle(opt.at_home);
    if (opt.homes && fseek(stdin, 0, SEEK_SET) != 0) {
        fputs("dump_tags: --homes reads twice: give it a file\n", stderr);
        good = false;
    }
    good = good && each_article(stdin, &opt, &sum, &line);
    if (good && opt.timed)
        report_timing(&sum);
    homes_free(&opt.at_home);
    vocabulary_free(&opt.known);
    buf_release(&line);
    return good ? 0 : 1;
}
