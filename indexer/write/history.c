/* history.c - what did an article say before a changed one took its place? */
#include "indexer/write/history.h"

#include <time.h>

#include "base/fault.h"
#include "base/limits.h"
#include "indexer/write/edits.h"
#include "store/fields/custom.h"
#include "store/history/captures.h"

/* --- one article takes the place of another --- */

/* The two as the catalogue has them. */
typedef struct succession {
    quoth_writer *w;
    arena *a;
    catalogue_article old, new;
    version_text before, after;
    quoth_error *err;
} succession;

static quoth_status read_text(succession *s, uint32_t id, catalogue_article *row, version_text *text)
{
    forward_record record;
    stored_text stored;
    TRY(catalogue_get_article(s->w->cat, s->a, id, row, s->err));
    text->title = row->title;
    if (recent_texts_find(&s->w->recent, id, &text->body))
        return QUOTH_OK;
    if (!s->w->texts)
        s->w->texts = text_reader_new(s->w->cat);
    TRY(forward_writer_get(s->w->forward, s->a, id, FORWARD_ALL, &record, s->err));
    TRY(text_reader_get(s->w->texts, s->a, row, &record, &stored, s->err));
    text->body = stored.body;
    return QUOTH_OK;
}

static quoth_status put_terms(quoth_writer *w, arena *a, int64_t number, const version_change *change, language lang,
                              quoth_error *err)
{
    str *terms;
    size_t count;
    if (!w->rewording)
        w->rewording = deriver_new(w->shared, MOST_REWORDED);
    TRY(edit_terms_of(w->rewording, a, change, lang, &terms, &count, err));
    return edits_put_all(w->cat, number, terms, count, err);
}

/* `v` has all but its number and its packed text; `after` is what took its place. */
static quoth_status put_row(quoth_writer *w, arena *a, const catalogue_article *live, past_version v, version_text after,
                            const version_change *change, quoth_error *err)
{
    buf packed = {0};
    version_pack(v.text, after, &packed);
    v.packed = buf_str(&packed);
    quoth_status status = versions_put(w->cat, live->id, &v, err);
    buf_release(&packed);
    TRY(status);
    return put_terms(w, a, v.number, change, live->lang, err);
}

static quoth_status put_version(succession *s, const version_change *change)
{
    size_t count;
    past_version v = {.replaced_at = (int64_t)time(NULL),
                      .published = s->old.published,
                      .captured = custom_value(s->old.fields, STR("captured")),
                      .text = s->before};
    TRY(put_row(s->w, s->a, &s->new, v, s->after, change, s->err));
    TRY(versions_count(s->w->cat, s->new.id, &count, s->err));
    return count > LIMIT_VERSIONS ? versions_remove_oldest(s->w->cat, s->new.id, s->err) : QUOTH_OK;
}

/* The newest of the earlier versions was packed with the old article's text, which goes. */
static quoth_status repack_newest(succession *s)
{
    past_version *list;
    size_t count;
    TRY(versions_get(s->w->cat, s->a, s->new.id, s->before, &list, &count, s->err));
    if (count == 0)
        return QUOTH_OK;
    buf packed = {0};
    version_pack(list[count - 1].text, s->after, &packed);
    quoth_status status = versions_repack(s->w->cat, list[count - 1].number, buf_str(&packed), s->err);
    buf_release(&packed);
    return status;
}

static size_t words_kept(const version_change *c)
{
    return c->gone_title.count - c->gone_title.changed + c->gone_body.count - c->gone_body.changed;
}

static bool are_alike(const version_change *c)
{
    size_t before = c->gone_title.count + c->gone_body.count, after = c->came_title.count + c->came_body.count;
    return 2 * words_kept(c) >= (before < after ? before : after);
}

static quoth_status take_over(succession *s, uint32_t old, uint32_t id)
{
    day before = custom_captured(s->old.fields);
    TRY(versions_move(s->w->cat, old, id, s->err));
    TRY(captures_move(s->w->cat, old, id, s->err));
    return before == custom_captured(s->new.fields) ? QUOTH_OK : captures_add(s->w->cat, id, before, s->err);
}

static quoth_status derive_all(quoth_writer *w, arena *a, const catalogue_article *row, str body, quoth_error *err)
{
    past_version *list;
    size_t count;
    version_text present = {row->title, body};
    TRY(versions_get(w->cat, a, row->id, present, &list, &count, err));
    for (size_t i = 0; i < count; i++) {
        version_change change;
        version_compare(a, list[i].text, history_after(list, count, i, present), row->lang, &change);
        TRY(put_terms(w, a, list[i].number, &change, row->lang, err));
    }
    return QUOTH_OK;
}

quoth_status history_derive(quoth_writer *w, const catalogue_article *row, str body, quoth_error *err)
{
    size_t count;
    TRY(versions_count(w->cat, row->id, &count, err));
    if (count == 0)
        return QUOTH_OK;
    arena a = {0};
    quoth_status status = derive_all(w, &a, row, body, err);
    arena_release(&a);
    return status;
}

/* Words of a change are stems in the language that the article has now. */
static quoth_status derive_if_language_changed(succession *s)
{
    return s->old.lang == s->new.lang ? QUOTH_OK : history_derive(s->w, &s->new, s->after.body, s->err);
}

static quoth_status succeed(succession *s, uint32_t old, uint32_t id, bool if_alike)
{
    version_change change;
    TRY(read_text(s, old, &s->old, &s->before));
    TRY(read_text(s, id, &s->new, &s->after));
    if (!version_texts_differ(s->before, s->after)) {
        TRY(take_over(s, old, id));
        TRY(repack_newest(s));
        return derive_if_language_changed(s);
    }
    version_compare(s->a, s->before, s->after, s->new.lang, &change);
    if (if_alike && !are_alike(&change))
        return QUOTH_OK;
    TRY(take_over(s, old, id));
    TRY(put_version(s, &change));
    return derive_if_language_changed(s);
}

static quoth_status replace(quoth_writer *w, uint32_t old, uint32_t id, bool if_alike, quoth_error *err)
{
    arena a = {0};
    succession s = {.w = w, .a = &a, .err = err};
    quoth_status status = succeed(&s, old, id, if_alike);
    arena_release(&a);
    TRY(status);
    fault_point("version-kept");
    return writer_remove_article(w, old, err);
}

quoth_status writer_replace_article(quoth_writer *w, uint32_t old, uint32_t id, quoth_error *err)
{
    return replace(w, old, id, false, err);
}

quoth_status writer_replace_if_alike(quoth_writer *w, uint32_t old, uint32_t id, quoth_error *err)
{
    return replace(w, old, id, true, err);
}

/* --- a version that comes late --- */

/* Before which of the versions does it stand? `count`: before the present text. False when it says nothing new: it is there, or
 * the text was the same before or after it. */
static bool place_of_version(const past_version *list, size_t count, version_text present, const past_version *late,
                             size_t *position)
{
    size_t at = 0;
    while (at < count && str_compare(list[at].captured, late->captured) < 0)
        at++;
    *position = at;
    if (at < count && str_equal(list[at].captured, late->captured))
        return false;
    return version_texts_differ(late->text, at < count ? list[at].text : present) &&
           (at == 0 || version_texts_differ(late->text, list[at - 1].text));
}

static quoth_status insert_version(quoth_writer *w, arena *a, uint32_t id, const past_version *late, quoth_error *err)
{
    succession s = {.w = w, .a = a, .err = err};
    past_version *list;
    size_t count, position;
    TRY(read_text(&s, id, &s.new, &s.after));
    TRY(versions_get(w->cat, a, id, s.after, &list, &count, err));
    if (!place_of_version(list, count, s.after, late, &position) || (position == 0 && count >= LIMIT_VERSIONS))
        return QUOTH_OK;
    past_version *all = ARENA_ARRAY(a, past_version, count + 1);
    for (size_t i = 0; i <= count; i++)
        all[i] = i < position ? list[i] : i == position ? *late : list[i - 1];
    TRY(versions_remove_all(w->cat, id, err)); /* their order is that of their numbers */
    for (size_t i = count + 1 > LIMIT_VERSIONS; i <= count; i++) {
        version_change change;
        version_text after = history_after(all, count + 1, i, s.after);
        version_compare(a, all[i].text, after, s.new.lang, &change);
        TRY(put_row(w, a, &s.new, all[i], after, &change, err));
    }
    return QUOTH_OK;
}

quoth_status writer_insert_version(quoth_writer *w, uint32_t id, const past_version *late, quoth_error *err)
{
    arena a = {0};
    quoth_status status = insert_version(w, &a, id, late, err);
    arena_release(&a);
    return status;
}
