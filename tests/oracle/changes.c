/* changes.c - articles that were changed: making them, reading back what each change took out and put in, and asking for it */
#include "oracle.h"

#include <stdio.h>

#include "text/word_diff.h"

/* --- making --- */

/* Replaces a word, leaves one out or puts one in, here and there. */
static void put_altered(buf *out, const char *text)
{
    static const char *const others[] = {"truce ", "the ", "Gallant ", "talks ", "U.S. ", "no ", "minister said ", "hospital. "};
    for (const char *at = text; *at;) {
        size_t word = strcspn(at, " "), blank = strspn(at + word, " ");
        uint32_t dice = random_below(14);
        if (dice < 2)
            buf_put_str(out, str_from(others[random_below(8)]));
        if (dice > 0 && dice != 2)
            buf_put(out, at, word + blank);
        at += word + blank;
    }
    if (out->len == 0)
        buf_put_str(out, STR("truce"));
    buf_put_byte(out, '\0');
}

static void rewrite(quoth_writer *w, quoth_archive *archive, unsigned number)
{
    DEFER(buf_release) buf title = {0};
    DEFER(buf_release) buf body = {0};
    const quoth_article *from;
    quoth_error err;
    uint64_t id;
    char key[32];
    snprintf(key, sizeof key, "invented-%u", number);
    must(quoth_article_find(archive, key, &id, &err), &err, key);
    must(quoth_article_get(archive, id, &from, &err), &err, key);
    put_altered(&title, from->title);
    put_altered(&body, from->text);
    quoth_article_input in = {.fields = from->fields,
                              .field_count = from->field_count,
                              .id = key,
                              .title = title.data,
                              .text = body.data,
                              .published = from->published,
                              .url = from->url,
                              .source = from->source,
                              .author = from->author,
                              .language = from->language};
    if (language_from(str_from(from->language)) != LANGUAGE_UNKNOWN)
        must(quoth_writer_add(w, &in, NULL, &err), &err, "changing an article");
    quoth_article_free(from);
}

/* Every fourth is changed, every eighth again. */
void changes_make(quoth_writer *w, const char *archive_dir, unsigned count)
{
    for (unsigned each = 4; each <= 8; each += 4) {
        quoth_archive *archive;
        quoth_error err;
        must(quoth_archive_open(archive_dir, &archive, &err), &err, "opening the archive");
        for (unsigned i = 0; i < count; i += each)
            rewrite(w, archive, i);
        quoth_archive_close(archive);
        must(quoth_writer_commit(w, &err), &err, "commit");
    }
}

/* --- reading back --- */

static const oracle_article *take_version(world *w, language lang, const quoth_article_version *v)
{
    oracle_article *art = ARENA_NEW(&w->a, oracle_article);
    art->title = arena_copy(&w->a, str_from(v->title));
    art->body = arena_copy(&w->a, (str){v->text, v->text_bytes});
    art->lang = lang;
    article_take_words(w, art);
    return art;
}

static void mark_changes(arena *a, str before, str after, language lang, bool *gone, bool *came)
{
    analysis x, y;
    text_units in_x, in_y;
    analyse(a, before, lang, &x);
    analyse(a, after, lang, &y);
    word_diff(a, &x, &y, &in_x, &in_y);
    memcpy(gone, units_changed_tokens(a, &in_x, x.token_count), x.token_count * sizeof *gone);
    memcpy(came, units_changed_tokens(a, &in_y, y.token_count), y.token_count * sizeof *came);
}

void changes_take(world *w, oracle_article *art)
{
    const quoth_history *h;
    quoth_error err;
    must(quoth_history_get(w->archive, art->id, &h, &err), &err, "history");
    const oracle_article *before = take_version(w, art->lang, &h->versions[0]);
    for (size_t i = 1; i < h->count; i++) {
        const oracle_article *after = take_version(w, art->lang, &h->versions[i]);
        bool *gone = ARENA_ARRAY(&w->a, bool, before->word_count + 1), *came = ARENA_ARRAY(&w->a, bool, after->word_count + 1);
        mark_changes(&w->a, before->title, after->title, art->lang, gone, came);
        mark_changes(&w->a, before->body, after->body, art->lang, gone + before->title_words, came + after->title_words);
        vec_push(&w->a, &art->changes, (oracle_change){before, after, gone, came});
        before = after;
    }
    quoth_history_free(h);
}

/* --- asking --- */

const oracle_change *some_change(const making *m)
{
    for (int tries = 0; tries < 100; tries++) {
        const oracle_article *art = m->w->articles.items[random_below((uint32_t)m->w->articles.count)];
        if (art->changes.count > 0)
            return &art->changes.items[random_below((uint32_t)art->changes.count)];
    }
    return NULL;
}

/* A word that some change took out or put in; most words stand on both sides. */
static expression *some_changed_word(const making *m, bool came)
{
    for (int tries = 0; tries < 200; tries++) {
        const oracle_change *c = some_change(m);
        const oracle_article *text = !c ? NULL : came ? c->after : c->before;
        if (!text || text->unit_count == 0)
            continue;
        const written *u = &text->units[random_below((uint32_t)text->unit_count)];
        if (!(came ? c->came : c->gone)[u->at.first] || !is_plain(u->form))
            continue;
        expression *e = new_expression(m, IS_WORD, 0);
        step s = {.gap = 0};
        vec_push(m->a, &s.choices, (word_choice){.text = u->form, .how = random_below(2) ? STEMMED : EXACT});
        vec_push(m->a, &e->steps, s);
        return e;
    }
    return some_word(m);
}

expression *some_side(making *m, unsigned depth, expression *(*positional)(making *, unsigned))
{
    static const char *const sides[] = {"removed", "added", ""};
    expression *e = new_expression(m, IS_SIDE, 1);
    uint32_t side = random_below(3);
    e->field = sides[side];
    e->parts[0] = random_below(2) ? some_changed_word(m, side == 1) : positional(m, depth);
    if (random_below(8) > 0)
        return e;
    expression *not_so = new_expression(m, IS_NOT, 1);
    not_so->parts[0] = e;
    return not_so;
}
