/* changes.c - how was an article changed, in terms of the word list? */
#include "searcher/changes.h"

#include "base/hash.h"
#include "store/forward/cut.h"
#include "store/history/versions.h"
#include "store/text/reader.h"

/* A word of a version that the archive does not know stands for nothing that a query could name. */
#define NO_WORD (UINT32_MAX - 1)

/* The numbers of the words of one article's versions: most stand in all of them. */
typedef struct number_slot {
    str form;
    uint32_t number;
} number_slot;

typedef struct reading {
    quoth_archive *archive;
    arena *a;
    number_slot *slots; /* open addressing; grows in `a` */
    size_t count, room;
    quoth_error *err;
} reading;

static number_slot *slot_of(number_slot *slots, size_t room, str form)
{
    size_t at = hash_bytes(form, 0) & (room - 1);
    while (slots[at].form.data && !str_equal(slots[at].form, form))
        at = (at + 1) & (room - 1);
    return &slots[at];
}

static void grow(reading *r)
{
    size_t room = r->room ? 2 * r->room : 1024;
    number_slot *slots = ARENA_ARRAY(r->a, number_slot, room);
    for (size_t i = 0; i < r->room; i++)
        if (r->slots[i].form.data)
            *slot_of(slots, room, r->slots[i].form) = r->slots[i];
    r->slots = slots;
    r->room = room;
}

static quoth_status number_of(reading *r, str form, uint32_t *out)
{
    if (2 * r->count >= r->room)
        grow(r);
    number_slot *s = slot_of(r->slots, r->room, form);
    if (!s->form.data) {
        quoth_error why;
        quoth_status status = catalogue_word_number(r->archive->catalogue, form, &s->number, &why);
        if (status == QUOTH_NOT_FOUND)
            s->number = NO_WORD;
        else if (status != QUOTH_OK)
            return fail(r->err, status, "%s", why.message);
        s->form = form;
        r->count++;
    }
    *out = s->number;
    return QUOTH_OK;
}

/* --- one text --- */

/* Where the numbers of a record's words go. */
typedef struct numbering {
    uint32_t *words;
    forward_compound *compounds;
    uint32_t compound_count;
} numbering;

static quoth_status number_words(reading *r, const analysis *text, uint32_t from, numbering *to)
{
    for (uint32_t i = 0; i < text->token_count; i++)
        TRY(number_of(r, token_form(&text->tokens[i]), &to->words[from + i]));
    for (uint32_t i = 0; i < text->compound_count; i++) {
        const compound *c = &text->compounds[i];
        forward_compound *made = &to->compounds[to->compound_count++];
        *made = (forward_compound){.first = from + c->first, .count = c->count};
        TRY(number_of(r, compound_form(c), &made->word));
    }
    return QUOTH_OK;
}

static void mark_changed(arena *a, const analysis *text, const text_units *diff, bool *changed)
{
    memcpy(changed, units_changed_tokens(a, diff, text->token_count), text->token_count * sizeof *changed);
}

typedef struct side_text {
    const analysis *title, *body;
    const text_units *in_title, *in_body;
} side_text;

static quoth_status make_side(reading *r, const side_text *t, const catalogue_article *row, changed_text *out)
{
    uint32_t split = t->title->token_count;
    size_t count = (size_t)split + t->body->token_count;
    size_t compounds = (size_t)t->title->compound_count + t->body->compound_count;
    bool *changed = ARENA_ARRAY(r->a, bool, count + 1);
    numbering to = {ARENA_ARRAY(r->a, uint32_t, count + 1), ARENA_ARRAY(r->a, forward_compound, compounds + 1), 0};
    out->record = (forward_record){.article = row->id, .lang = row->lang, .words = to.words, .compounds = to.compounds};
    forward_cut(r->a, t->title, t->body, &out->record);
    TRY(number_words(r, t->title, 0, &to));
    TRY(number_words(r, t->body, split, &to));
    out->record.compound_count = to.compound_count;
    mark_changed(r->a, t->title, t->in_title, changed);
    mark_changed(r->a, t->body, t->in_body, changed + split);
    out->changed = changed;
    return QUOTH_OK;
}

static quoth_status make_change(reading *r, version_text before, version_text after, const catalogue_article *row,
                                article_change *out)
{
    version_change *c = ARENA_NEW(r->a, version_change);
    version_compare(r->a, before, after, row->lang, c);
    side_text gone = {&c->before_title, &c->before_body, &c->gone_title, &c->gone_body};
    side_text came = {&c->after_title, &c->after_body, &c->came_title, &c->came_body};
    TRY(make_side(r, &gone, row, &out->side[EDIT_REMOVED]));
    return make_side(r, &came, row, &out->side[EDIT_ADDED]);
}

quoth_status changes_read(quoth_archive *archive, arena *a, const catalogue_article *row, article_change **out, size_t *count,
                          quoth_error *err)
{
    reading r = {.archive = archive, .a = a, .err = err};
    past_version *past;
    stored_text stored;
    *count = 0;
    TRY(versions_count(archive->catalogue, row->id, count, err));
    if (*count == 0)
        return QUOTH_OK;
    TRY(text_reader_find(archive->texts, a, row, archive->forward, &stored, err));
    version_text present = {row->title, stored.body};
    TRY(versions_get(archive->catalogue, a, row->id, present, &past, count, err));
    *out = ARENA_ARRAY(a, article_change, *count + 1);
    for (size_t i = 0; i < *count; i++)
        TRY(make_change(&r, past[i].text, i + 1 < *count ? past[i + 1].text : present, row, &(*out)[i]));
    return QUOTH_OK;
}
