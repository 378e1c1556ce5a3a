/* suggest.c - how may a query that found nothing have been meant? */
#include "searcher/suggest.h"

#include "searcher/rank/search.h"
#include "searcher/session.h"
#include "text/fold.h"

enum {
    MOST_WORDS = 32,    /* are looked at, as each is held against all words of the archive */
    SELDOM = 20,        /* a word in so many times fewer articles than one like it may be that one */
    MUCH_LIKELIER = 10, /* one suggestion than the other, if it finds so many times as much */
};

/* A word of the query, and what it may have been meant for. */
typedef struct meant {
    size_t start, end; /* bytes of the query */
    str form;
    bool is_unknown; /* it is in no article */
} meant;

typedef struct suggesting {
    quoth_archive *archive;
    arena *a;
    const query *q;
    const plan *plan;
    meant words[MOST_WORDS];
    size_t looked, count, unknown;
    quoth_error *err;
} suggesting;

static bool is_mark(char c)
{
    return (unsigned char)c < 0x80 && !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Where from `*at` on, before `end`, the word stands between blanks, and moves behind it; false where it is not written as it
 * is. */
static bool find_written(const suggesting *s, const query_word *w, size_t *at, size_t end, meant *out)
{
    str text = s->q->text;
    for (size_t next = *at; next < end;) {
        size_t start = next, stop;
        while (next < end && !is_blank(text.data[next]))
            next++;
        stop = next++;
        while (start < stop && is_mark(text.data[start]))
            start++;
        while (stop > start && is_mark(text.data[stop - 1]))
            stop--;
        if (!str_equal(fold(s->a, str_slice(text, start, stop)), w->form))
            continue;
        *at = next;
        *out = (meant){.start = start, .end = stop};
        return true;
    }
    return false;
}

static bool is_unknown(const leaf_plan *p)
{
    return p->words == 0 || p->terms.count == 0;
}

/* Where every word is known, the words are not what is wrong: to hold each against all words of the archive would cost every
 * empty answer some milliseconds. */
static bool has_unknown(const query *q, const plan *p)
{
    for (uint32_t i = 0; i < q->leaf_count; i++)
        if (is_unknown(&p->leaves[i]))
            return true;
    return false;
}

/* A leaf of the node; `*at` is where the one before it ended. */
static quoth_status take_leaf(suggesting *s, const node *n, uint32_t number, size_t *at)
{
    const leaf *l = &s->q->leaves[number];
    const leaf_plan *p = &s->plan->leaves[number];
    bool is_word = l->word_count == 1 && (l->words[0].how == HOW_STEM || l->words[0].how == HOW_FORM);
    uint64_t articles;
    meant m;
    if (s->looked == MOST_WORDS || !is_word || !find_written(s, &l->words[0], at, n->end, &m))
        return QUOTH_OK;
    s->looked++;
    m.is_unknown = is_unknown(p);
    TRY(lexicon_nearest(s->archive, s->a, l->words[0].form, &m.form, &articles, s->err));
    if (m.form.len == 0 || (!m.is_unknown && articles / SELDOM < p->documents))
        return QUOTH_OK;
    s->words[s->count++] = m;
    s->unknown += m.is_unknown;
    return QUOTH_OK;
}

/* False for what cannot be put right word by word. */
static quoth_status take_words(suggesting *s, const node *n, bool *possible)
{
    *possible = *possible && n->kind != NODE_QUOTE && n->kind != NODE_EDIT;
    if (n->kind == NODE_NOT || !*possible)
        return QUOTH_OK;
    size_t at = n->start;
    if (n->kind == NODE_WORD)
        return take_leaf(s, n, n->leaf, &at);
    for (uint32_t i = 0; n->kind == NODE_PHRASE && i < n->item_count; i++)
        TRY(take_leaf(s, n, n->items[i].leaf, &at));
    for (uint32_t i = 0; i < n->kid_count; i++)
        TRY(take_words(s, n->kids[i], possible));
    return QUOTH_OK;
}

/* With all words put right, or only the unknown ones. */
static str put_right(const suggesting *s, bool all)
{
    DEFER(buf_release) buf out = {0};
    size_t at = 0;
    for (size_t i = 0; i < s->count; i++) {
        const meant *m = &s->words[i];
        if (m->start < at || !(all || m->is_unknown))
            continue;
        buf_put_str(&out, str_slice(s->q->text, at, m->start));
        buf_put_str(&out, m->form);
        at = m->end;
    }
    buf_put_str(&out, str_slice(s->q->text, at, s->q->text.len));
    return arena_copy(s->a, buf_str(&out));
}

/* What cannot be asked finds nothing. */
static uint64_t articles_of(const suggesting *s, str text)
{
    arena a = {0};
    session asked;
    uint64_t articles = 0;
    quoth_error ignored;
    const char *written = arena_zero_terminated(&a, text);
    if (session_open_for(&asked, s->archive, &a, written, s->q->any, SESSION_COUNTS, &ignored) == QUOTH_OK) {
        if (rank_count_articles(s->archive, &a, &asked.plan, asked.m, &articles, &ignored) != QUOTH_OK)
            articles = 0;
        session_close(&asked);
    }
    arena_release(&a);
    return articles;
}

quoth_status suggest_query(quoth_archive *archive, arena *a, const query *q, const plan *p, str *out, uint64_t *articles,
                           quoth_error *err)
{
    suggesting s = {.archive = archive, .a = a, .q = q, .plan = p, .err = err};
    bool possible = q->root->kind != NODE_WORD && has_unknown(q, p);
    *out = STR("");
    *articles = 0;
    TRY(take_words(&s, q->root, &possible));
    if (!possible || s.count == 0)
        return QUOTH_OK;
    if (s.unknown > 0) {
        *out = put_right(&s, false);
        *articles = articles_of(&s, *out);
    }
    if (s.unknown < s.count) {
        str other = put_right(&s, true);
        uint64_t found = articles_of(&s, other);
        if (found / MUCH_LIKELIER > *articles || *articles == 0) {
            *out = other;
            *articles = found;
        }
    }
    if (*articles == 0)
        *out = STR("");
    return QUOTH_OK;
}
