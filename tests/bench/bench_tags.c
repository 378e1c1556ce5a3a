/* bench_tags.c - how many megabytes a second does each tagger read, and do they still find the same?
 *
 *     bench_tags FILE [ROUNDS [MEGABYTES]]      FILE: one JSON object a line with "title" and "text"; 5 rounds of 30 MB if not
 * said
 *
 * Prints CPU time of one thread, the median of the rounds, for analysis (which indexing needs anyway) and each tagger; and a
 * checksum of all tags, which stays the same where a change makes the taggers faster and nothing else. Not part of the tests:
 * figures depend on the machine. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "indexer/tag/tag.h"
#include "indexer/tag/vocabulary.h"
#include "text/utf8.h"
#include "unit/hostile.h"

enum { ANALYSE, WORDS, STEPS = 5, MOST_ROUNDS = 99, MEGABYTE = 1000000 };

static const char *const step_names[STEPS] = {"analyse", "words", "speakers", "places", "dates"};

typedef struct articles {
    arena memory;
    VEC(article) list;
    uint64_t bytes;
} articles;

typedef struct measures {
    uint64_t ns[STEPS][MOST_ROUNDS];
    uint64_t checksum;
} measures;

static str text_of(arena *a, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return STR("");
    return arena_copy(a, utf8_repair(a, (str){json_string_value(value), json_string_length(value)}));
}

static bool read_articles(FILE *from, uint64_t most_bytes, articles *out)
{
    char *line = NULL;
    size_t room = 0;
    arena *a = &out->memory;
    bool good = true;
    for (ssize_t n; good && out->bytes < most_bytes && (n = getline(&line, &room, from)) >= 0;) {
        json_error_t error;
        json_t *object = json_loadb(line, (size_t)n, JSON_ALLOW_NUL, &error);
        good = object != NULL;
        if (!good) {
            fprintf(stderr, "bench_tags: %s\n", error.text);
            continue;
        }
        article art = {.title = text_of(a, object, "title"), .body = text_of(a, object, "text")};
        art.published = text_of(a, object, "date");
        art.published_day = day_parse(art.published);
        vec_push(a, &out->list, art);
        out->bytes += art.title.len + art.body.len;
        json_decref(object);
    }
    free(line);
    return good && out->list.count > 0;
}

/* FNV-1a over words of 64 bits. */
static void mix(uint64_t *sum, uint64_t value)
{
    *sum = (*sum ^ value) * 0x100000001b3ULL;
}

static void mix_text(uint64_t *sum, str text)
{
    mix(sum, text.len);
    for (size_t i = 0; i < text.len; i++)
        mix(sum, (unsigned char)text.data[i]);
}

static void mix_span(uint64_t *sum, text_span span, bool in_title)
{
    mix(sum, (uint64_t)span.start << 32 | span.end);
    mix(sum, in_title);
}

static void mix_tags(uint64_t *sum, const tags *t)
{
    for (size_t i = 0; i < t->quotations.count; i++) {
        const quotation *q = &t->quotations.items[i];
        mix_span(sum, q->span, q->in_title);
        mix_span(sum, q->speaker, false);
        mix_span(sum, q->cue, false);
        mix_text(sum, q->name);
        mix(sum, (uint64_t)q->kind << 16 | (uint64_t)q->confidence << 8 | q->rule);
    }
    for (size_t i = 0; i < t->persons.count; i++) {
        mix_span(sum, t->persons.items[i].span, t->persons.items[i].in_title);
        mix_text(sum, t->persons.items[i].name);
    }
    for (size_t i = 0; i < t->places.count; i++) {
        const place_mention *p = &t->places.items[i];
        mix_span(sum, p->span, p->in_title);
        mix(sum, (uint64_t)p->place << 16 | (uint64_t)p->confidence << 8 | p->rule);
    }
    for (size_t i = 0; i < t->dates.count; i++) {
        const date_mention *d = &t->dates.items[i];
        mix_span(sum, d->span, d->in_title);
        mix_text(sum, d->value);
        mix(sum, (uint64_t)(uint32_t)d->days.first << 32 | (uint32_t)d->days.last);
        mix(sum, (uint64_t)d->type << 16 | (uint64_t)d->confidence << 8 | d->rule);
    }
}

static void measure_article(arena *a, vocabulary *known, const article *art, uint64_t *const spent[STEPS], uint64_t *sum)
{
    static void (*const taggers[STEPS])(arena *, const tag_input *, tags *) = {NULL, NULL, tag_speakers, tag_places, tag_dates};
    const language lang = language_detect(art->body, NULL);
    analysis title, body;
    tags found = {0};
    uint64_t at = clock_thread_cpu_ns();
    analyse(a, art->title, lang, &title);
    analyse(a, art->body, lang, &body);
    const tag_input in = {.art = art, .title = &title, .body = &body, .lang = lang};
    for (int step = 0; step < STEPS; step++) {
        if (step == WORDS)
            vocabulary_look_up(known, a, &title, &body);
        else if (taggers[step])
            taggers[step](a, &in, &found);
        uint64_t now = clock_thread_cpu_ns();
        *spent[step] += now - at;
        at = now;
    }
    mix_tags(sum, &found);
}

static void measure_round(const articles *all, unsigned number, measures *out)
{
    arena a = {0};
    vocabulary *known = vocabulary_new();
    uint64_t *spent[STEPS];
    for (int step = 0; step < STEPS; step++)
        spent[step] = &out->ns[step][number];
    out->checksum = 0xcbf29ce484222325ULL;
    for (size_t i = 0; i < all->list.count; i++) {
        measure_article(&a, known, &all->list.items[i], spent, &out->checksum);
        arena_reset(&a);
    }
    vocabulary_free(&known);
    arena_release(&a);
}

static int compare_ns(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static uint64_t median(const uint64_t *values, unsigned count)
{
    uint64_t sorted[MOST_ROUNDS];
    memcpy(sorted, values, count * sizeof *values);
    qsort(sorted, count, sizeof *sorted, compare_ns);
    return sorted[count / 2];
}

static void print_rate(const char *name, uint64_t ns, const articles *all)
{
    printf("%-10s %8.1f MB/s %8.2f ns a byte %8.1f us an article\n", name, (double)all->bytes * 1000 / (double)(ns + 1),
           (double)ns / (double)all->bytes, (double)ns / 1000 / (double)all->list.count);
}

static void print_measures(measures *m, unsigned rounds, const articles *all)
{
    uint64_t taggers[MOST_ROUNDS] = {0};
    printf("%zu articles, %.1f MB, %u rounds\n", all->list.count, (double)all->bytes / 1e6, rounds);
    for (int step = 0; step < STEPS; step++) {
        print_rate(step_names[step], median(m->ns[step], rounds), all);
        for (unsigned i = 0; step > ANALYSE && i < rounds; i++)
            taggers[i] += m->ns[step][i];
    }
    print_rate("taggers", median(taggers, rounds), all);
    printf("checksum   %016llx\n", (unsigned long long)m->checksum);
}

/* Seconds of each step for a megabyte of one text, in one line. */
static void measure_hostile(size_t number)
{
    arena a = {0};
    uint64_t ns[STEPS] = {0}, all = 0, sum = 0, *spent[STEPS];
    for (int step = 0; step < STEPS; step++)
        spent[step] = &ns[step];
    article art = {.title = STR(""), .body = hostile_text(&a, number, MEGABYTE), .published_day = 20000};
    vocabulary *known = vocabulary_new();
    measure_article(&a, known, &art, spent, &sum);
    vocabulary_free(&known);
    for (int step = 0; step < STEPS; step++) {
        printf("%6.3f ", (double)ns[step] / 1e9);
        all += ns[step];
    }
    printf("%6.3f s %5.1f MB ", (double)all / 1e9, (double)arena_size(&a) / 1e6);
    const char *unit = hostile_texts[number].first ? hostile_texts[number].first : "different names";
    for (; *unit; unit++)
        putchar(*unit == '\n' ? '$' : *unit);
    putchar('\n');
    arena_release(&a);
}

static int measure_all_hostile(void)
{
    printf("analyse words speakers places dates, together\n");
    for (size_t i = 0; i < HOSTILE_TEXTS; i++)
        measure_hostile(i);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--hostile") == 0)
        return measure_all_hostile();
    unsigned rounds = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 5;
    double megabytes = argc > 3 ? strtod(argv[3], NULL) : 30;
    FILE *from = argc > 1 ? fopen(argv[1], "rb") : NULL;
    articles all = {0};
    if (argc < 2 || argc > 4 || rounds < 1 || rounds > MOST_ROUNDS || !from ||
        !read_articles(from, (uint64_t)(megabytes * 1e6), &all)) {
        fprintf(stderr, "usage: bench_tags FILE [ROUNDS (1 to %d) [MEGABYTES]], or bench_tags --hostile\n", MOST_ROUNDS);
        return 2;
    }
    measures m = {0};
    for (unsigned i = 0; i < rounds; i++)
        measure_round(&all, i, &m);
    print_measures(&m, rounds, &all);
    arena_release(&all.memory);
    fclose(from);
    return 0;
}
