/* world.c - the articles of the kill test, and is an archive's content what it must be? */
#include "crash/world.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "store/history/versions.h"
#include "store/text/reader.h"

static const char *const NAMES[] = {"Ada Korhonen", "Bela Novak", "Carl Ostrom", "Dina Paz", "Emil Quist"};
static const char *const PLACES[] = {"Helsinki", "Budapest", "Gaza", "Lisbon", "Ottawa"};

bool world_has(int article, int version)
{
    switch (version) {
    case 1: return article < FIRST_ADDED;
    case 2: return article % 7 != 3;
    default: return false;
    }
}

str world_id(arena *a, int group, int article)
{
    return arena_printf(a, "g%d-%d", group, article);
}

str world_title(arena *a, int group, int article)
{
    return arena_printf(a, "Bridge %d of district %d reopens", article, group);
}

/* Some are reprints of one that stands five before them, and so rewritten when that is. */
static int written_first_as(int article)
{
    return article % 8 == 6 ? article - 5 : article;
}

/* Every fifth is rewritten in version 2. Long enough that a group is several pages of every store. */
str world_text(arena *a, int group, int article, int version)
{
    unsigned seed = (unsigned)(group * 1000 + written_first_as(article) * 2 + (version == 2 && article % 5 == 1));
    str text = arena_printf(a, "%s - The bridge was closed for %u days.\n\n", PLACES[seed % 5], seed % 90 + 2);
    for (unsigned i = 0; i < 8; i++) {
        unsigned n = (unsigned)(hash_u64(seed * 31 + i) % 9973);
        text = arena_printf(a, "%.*s\"Span %u carries word%u again,\" said %s on Tuesday in %s. Part x%uq followed.\n\n",
                            STR_ARG(text), n, n % 701, NAMES[n % 5], PLACES[n % 4], n % 3301);
    }
    return arena_printf(a, "%.*sReport %d of the bridge desk.\n", STR_ARG(text), article);
}

char *world_path(arena *a, const char *dir, int group)
{
    return arena_zero_terminated(a, arena_printf(a, "%s/part%d.jsonl", dir, group));
}

static void put_article(arena *a, buf *out, int group, int article, int version)
{
    json_writer w = {.out = out};
    json_object(&w);
    json_put_string(&w, "id", world_id(a, group, article));
    json_put_string(&w, "title", world_title(a, group, article));
    json_put_string(&w, "text", world_text(a, group, article, version));
    json_put_string(&w, "date", STR("2021-03-04"));
    json_put_string(&w, "source", STR("The Kill Test Gazette"));
    json_object_end(&w);
    buf_put_byte(out, '\n');
}

quoth_status world_write(const char *dir, int group, int version, quoth_error *err)
{
    arena a = {0};
    buf out = {0};
    const char *path = world_path(&a, dir, group);
    for (int i = 0; i < ARTICLES; i++)
        if (world_has(i, version))
            put_article(&a, &out, group, i, version);
    quoth_status status = file_replace(path, buf_str(&out), err);
    struct timespec times[2] = {{.tv_sec = 1600000000 + version}, {.tv_sec = 1600000000 + version}};
    if (status == QUOTH_OK && utimensat(AT_FDCWD, path, times, 0) != 0)
        status = fail_errno(err, QUOTH_IO, "cannot set the time of %s", path);
    buf_release(&out);
    arena_release(&a);
    return status;
}

void world_expect(world_state state, int group, int version)
{
    world_expect_between(state, group, version, version);
}

void world_expect_between(world_state state, int group, int from, int to)
{
    for (int i = 0; i < ARTICLES; i++) {
        expectation *e = &state[group][i];
        *e = (expectation){.must = world_has(i, from) && world_has(i, to)};
        for (int v = 1; v <= 2; v++)
            e->may[v] = (v == from || v == to) && world_has(i, v);
    }
}

typedef struct stores {
    catalogue *c;
    forward_reader *records;
    text_reader *texts;
} stores;

typedef struct seen {
    int count[GROUPS][ARTICLES];
    bool is_wrong;
} seen;

static void complain(seen *s, const char *what, int group, int article)
{
    fprintf(stderr, "crash: article %d of group %d %s\n", article, group, what);
    s->is_wrong = true;
}

static bool is_text_of(arena *a, int group, int article, str body)
{
    return str_equal(body, world_text(a, group, article, 1)) || str_equal(body, world_text(a, group, article, 2));
}

/* What it said before is what it said once, and each time something else. */
static void hold_versions(arena *a, catalogue *c, const catalogue_article *row, str body, int group, int article, seen *s)
{
    past_version *list;
    size_t count;
    quoth_error why;
    version_text after = {row->title, body};
    if (versions_get(c, a, row->id, after, &list, &count, &why) != QUOTH_OK) {
        complain(s, "has damaged versions", group, article);
        return;
    }
    for (size_t i = count; i-- > 0; after = list[i].text)
        if (!is_text_of(a, group, article, list[i].text.body) || !version_texts_differ(list[i].text, after))
            complain(s, "has a version that never was", group, article);
}

static void hold_article(arena *a, const stores *from, const catalogue_article *row, world_state state, seen *s)
{
    int group = -1, article = -1;
    stored_text stored;
    quoth_error why;
    if (sscanf(row->external_id.data, "g%d-%d", &group, &article) != 2 || group >= GROUPS || article >= ARTICLES) {
        complain(s, "is not of this world", group, article);
        return;
    }
    const expectation *e = &state[group][article];
    if (text_reader_find(from->texts, a, row, from->records, &stored, &why) != QUOTH_OK)
        complain(s, "is damaged", group, article);
    else if (!(e->may[1] && str_equal(stored.body, world_text(a, group, article, 1))) &&
             !(e->may[2] && str_equal(stored.body, world_text(a, group, article, 2))))
        complain(s, "should not be there as it is", group, article);
    else
        hold_versions(a, from->c, row, stored.body, group, article, s);
    s->count[group][article]++;
}

static void hold_counts(world_state state, seen *s)
{
    for (int g = 0; g < GROUPS; g++)
        for (int i = 0; i < ARTICLES; i++) {
            bool both = state[g][i].may[1] && state[g][i].may[2] && i % 5 == 1;
            if (s->count[g][i] == 0 && state[g][i].must)
                complain(s, "was committed and is lost", g, i);
            if (s->count[g][i] > 1 + both)
                complain(s, "is there more than once", g, i);
        }
}

static quoth_status hold_all(catalogue *c, const stores *from, world_state state, seen *s, quoth_error *err)
{
    for (uint32_t next = 1, id;; next = id + 1) {
        arena a = {0};
        catalogue_article row;
        if (catalogue_next_id(c, next, &id, err) != QUOTH_OK)
            return QUOTH_OK;
        TRY(catalogue_get_article(c, &a, id, &row, err));
        hold_article(&a, from, &row, state, s);
        arena_release(&a);
    }
}

bool world_holds(const char *archive, world_state state)
{
    seen s = {.is_wrong = false};
    catalogue *c = NULL;
    quoth_error err = {0};
    stores from = {0};
    quoth_status status = catalogue_open(archive, OPEN_READ, &c, &err);
    if (status == QUOTH_OK)
        status = forward_reader_open(archive, &from.records, &err);
    from.texts = text_reader_new(c);
    from.c = c;
    if (status == QUOTH_OK)
        status = hold_all(c, &from, state, &s, &err);
    if (status != QUOTH_OK)
        fprintf(stderr, "crash: %s\n", err.message);
    hold_counts(state, &s);
    catalogue_close(&c);
    text_reader_free(&from.texts);
    forward_reader_close(&from.records);
    return status == QUOTH_OK && !s.is_wrong;
}
