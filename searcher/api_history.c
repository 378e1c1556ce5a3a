/* api_history.c - what did an article say before it was changed? */
#include <quoth/history.h>

#include <stdlib.h>
#include <time.h>

#include "searcher/settled.h"
#include "searcher/stored.h"
#include "store/fields/custom.h"
#include "store/history/captures.h"
#include "store/history/versions.h"

typedef struct whole_history {
    quoth_history shown; /* first: what the caller holds */
    arena a;
} whole_history;

typedef struct asking {
    uint64_t id;
    whole_history *w;
} asking;

/* --- pieces of two versions --- */

typedef struct pieces {
    arena *a;
    VEC(quoth_change) list;
    unsigned words_removed, words_added;
} pieces;

static void add_piece(pieces *p, quoth_change_kind kind, bool in_title, str text)
{
    quoth_change *last = p->list.count ? &p->list.items[p->list.count - 1] : NULL;
    if (text.len == 0)
        return;
    if (last && last->kind == kind && last->in_title == in_title && last->text + last->bytes == text.data) {
        last->bytes += text.len;
        return;
    }
    vec_push(p->a, &p->list, (quoth_change){kind, in_title, text.data, text.len});
}

/* One text with its units, while it is walked. */
typedef struct walked {
    str text;
    const text_units *units;
    size_t next;   /* unit */
    uint32_t from; /* byte behind the last unit that was given */
    unsigned words;
} walked;

static bool is_at_change(const walked *w)
{
    return w->next < w->units->count && w->units->items[w->next].is_changed;
}

/* Whatever stands before a unit goes with it; behind the last one, with that. */
static str take_unit(walked *w)
{
    const text_unit *u = &w->units->items[w->next++];
    str text = str_slice(w->text, w->from, u->end);
    w->from = u->end;
    w->words += u->is_changed && u->token != NO_TOKEN;
    return text;
}

/* The white space in front of the next unit. */
static str take_front(walked *w)
{
    str front = str_slice(w->text, w->from, w->units->items[w->next].start);
    w->from = w->units->items[w->next].start;
    return front;
}

static void take_changed(pieces *p, walked *w, quoth_change_kind kind, bool in_title)
{
    while (is_at_change(w))
        add_piece(p, kind, in_title, take_unit(w));
}

/* "the [-old-]{+new+} bridge": what stands in front of a change belongs to neither side. */
static void take_change(pieces *p, walked *x, walked *y, bool in_title)
{
    str gone = is_at_change(x) ? take_front(x) : STR(""), came = is_at_change(y) ? take_front(y) : STR("");
    add_piece(p, QUOTH_KEPT, in_title, is_at_change(y) ? came : gone);
    take_changed(p, x, QUOTH_REMOVED, in_title);
    take_changed(p, y, QUOTH_ADDED, in_title);
}

static void join_texts(pieces *p, str before, const text_units *gone, str after, const text_units *came, bool in_title)
{
    walked x = {.text = before, .units = gone}, y = {.text = after, .units = came};
    while (x.next < gone->count || y.next < came->count) {
        take_change(p, &x, &y, in_title);
        if (x.next < gone->count && y.next < came->count) {
            str blank = take_front(&x);
            bool has_own = y.from < came->items[y.next].start;
            take_unit(&x);
            if (!has_own)
                add_piece(p, QUOTH_KEPT, in_title, blank);
            add_piece(p, QUOTH_KEPT, in_title, take_unit(&y));
        }
    }
    add_piece(p, QUOTH_KEPT, in_title, str_slice(after, y.from, after.len));
    p->words_removed += x.words;
    p->words_added += y.words;
}

static void fill_changes(arena *a, version_text before, version_text after, language lang, quoth_article_version *out)
{
    version_change c;
    pieces p = {.a = a};
    version_compare(a, before, after, lang, &c);
    join_texts(&p, before.title, &c.gone_title, after.title, &c.came_title, true);
    join_texts(&p, before.body, &c.gone_body, after.body, &c.came_body, false);
    out->changes = p.list.items;
    out->change_count = p.list.count;
    out->words_removed = p.words_removed;
    out->words_added = p.words_added;
}

/* --- versions --- */

static const char *iso_time(arena *a, int64_t seconds)
{
    char text[32];
    struct tm utc;
    time_t at = (time_t)seconds;
    if (!gmtime_r(&at, &utc) || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
        return "";
    return arena_zero_terminated(a, str_from(text));
}

static void fill_version(arena *a, version_text text, quoth_article_version *out)
{
    out->title = arena_zero_terminated(a, text.title);
    out->text = arena_zero_terminated(a, text.body);
    out->text_bytes = text.body.len;
}

static quoth_status list_captures(quoth_archive *archive, arena *a, const catalogue_article *row, quoth_history *out,
                                  quoth_error *err)
{
    day *others, own = custom_captured(row->fields);
    size_t count;
    char text[11];
    if (own == NO_DAY)
        return QUOTH_OK;
    TRY(captures_get(archive->catalogue, a, row->id, &others, &count, err));
    const char **list = ARENA_ARRAY(a, const char *, count + 1);
    size_t before = 0, listed = 0;
    while (before < count && others[before] < own)
        before++;
    for (size_t i = 0; i <= count; i++) {
        day d = i < before ? others[i] : i == before ? own : others[i - 1];
        if (i == before || d != own)
            list[listed++] = arena_zero_terminated(a, str_from(day_format(d, text)));
    }
    out->captured = list;
    out->captured_count = listed;
    return QUOTH_OK;
}

static quoth_status read_history(quoth_archive *archive, void *context, quoth_error *err)
{
    asking *q = context;
    arena *a = &q->w->a;
    stored_article s;
    past_version *past;
    size_t count;
    arena_reset(a);
    if (q->id == 0 || q->id > UINT32_MAX || !forward_reader_slot(archive->forward, (uint32_t)q->id))
        return fail(err, QUOTH_NOT_FOUND, "no article %llu", (unsigned long long)q->id);
    TRY(stored_read(archive, a, (uint32_t)q->id, false, &s, err));
    version_text present = {s.row.title, s.body};
    TRY(versions_get(archive->catalogue, a, s.row.id, present, &past, &count, err));
    quoth_article_version *list = ARENA_ARRAY(a, quoth_article_version, count + 1);
    for (size_t i = 0; i < count; i++) {
        fill_version(a, past[i].text, &list[i]);
        list[i].published = arena_zero_terminated(a, past[i].published);
        list[i].captured = arena_zero_terminated(a, past[i].captured);
        list[i].replaced = iso_time(a, past[i].replaced_at);
    }
    fill_version(a, present, &list[count]);
    list[count].published = arena_zero_terminated(a, s.row.published);
    list[count].captured = arena_zero_terminated(a, custom_value(s.row.fields, STR("captured")));
    list[count].replaced = "";
    for (size_t i = 1; i <= count; i++)
        fill_changes(a, past[i - 1].text, i < count ? past[i].text : present, s.row.lang, &list[i]);
    q->w->shown = (quoth_history){.id = q->id, .versions = list, .count = count + 1};
    return list_captures(archive, a, &s.row, &q->w->shown, err);
}

quoth_status quoth_history_get(quoth_archive *archive, uint64_t id, const quoth_history **history, quoth_error *err)
{
    asking q = {id, mem_zalloc(sizeof *q.w)};
    quoth_status status = settled(archive, read_history, &q, err);
    if (status == QUOTH_OK)
        *history = &q.w->shown;
    else
        quoth_history_free(&q.w->shown);
    return status;
}

void quoth_history_free(const quoth_history *history)
{
    whole_history *w = (whole_history *)history;
    if (!w)
        return;
    arena_release(&w->a);
    free(w);
}
