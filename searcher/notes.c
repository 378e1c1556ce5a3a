/* notes.c - why was so little found, and what of the query is unknown? */
#include "searcher/notes.h"

#include "gazetteer/gazetteer.h"
#include "names/byline.h"
#include "searcher/custom.h"
#include "searcher/plan/resolve.h"
#include "searcher/plan/source.h"
#include "searcher/suggest.h"
#include "searcher/undated.h"
#include "store/fields/custom.h"
#include "store/fields/field.h"
#include "store/history/versions.h"

#include <inttypes.h>
#include <stdlib.h>

enum { MOST_NOTES = 8, MOST_NAMES = 3 };

typedef struct noting {
    quoth_archive *archive;
    arena *a;
    const query *q;
    const plan *plan;
    note_list *out;
    bool is_suggested; /* words are put right together, so not one by one */
    quoth_error *err;
} noting;

static void add(noting *n, str text)
{
    if (n->out->count < MOST_NOTES)
        vec_push(n->a, n->out, text.data);
}

static quoth_status note_word(noting *n, const leaf *l, const leaf_plan *p)
{
    DEFER(buf_release) buf written = {0};
    leaf_write(l, &written);
    const query_word *w = &l->words[0];
    if (p->words > 0 && p->terms.count > 0)
        return QUOTH_OK;
    const char *where = l->scope == FIELD_TITLE ? "in no title" : "in no article";
    if (w->how == HOW_PATTERN || w->how == HOW_FUZZY || l->word_count > 1) {
        /* "why did the ferry stop?" was meant as a question more often than as a pattern */
        bool asks = w->how == HOW_PATTERN && str_ends_with(buf_str(&written), STR("?"));
        add(n, arena_printf(n->a, "no word of the archive fits %.*s%s", STR_ARG(buf_str(&written)),
                            asks ? ", where ? stands for one letter; whole questions are asked with --any" : ""));
        return QUOTH_OK;
    }
    str near = STR("");
    uint64_t articles;
    if (p->words == 0 && !n->is_suggested)
        TRY(lexicon_nearest(n->archive, n->a, w->form, &near, &articles, n->err));
    if (near.len)
        add(n, arena_printf(n->a, "%.*s is %s; did you mean %.*s?", STR_ARG(buf_str(&written)), where, STR_ARG(near)));
    else
        add(n, arena_printf(n->a, "%.*s is %s", STR_ARG(buf_str(&written)), where));
    return QUOTH_OK;
}

/* Those with the lowest numbers, which are mostly those that are most frequent. */
static size_t first_words(const leaf *l, str form, catalogue *c, arena *a, str *out, size_t room)
{
    uint32_t last = 0;
    size_t count = 0;
    for (bool more = true; more && count < room;) {
        uint32_t next = UINT32_MAX;
        for (size_t f = 0; f < l->forms.count; f++)
            for (size_t i = 0; i < l->forms.items[f].count; i++)
                if (l->forms.items[f].words[i] >= last && l->forms.items[f].words[i] < next)
                    next = l->forms.items[f].words[i];
        more = next != UINT32_MAX;
        last = next + 1;
        if (more && catalogue_word_form(c, a, next, &out[count], NULL) == QUOTH_OK && !str_equal(out[count], form))
            count++;
    }
    return count;
}

/* election? at the end of a query, immigration~: who does not know what these are sees what they found. */
static void note_expansion(noting *n, const node *x, const leaf *l, const leaf_plan *p)
{
    const query_word *w = &l->words[0];
    str written = str_slice(n->q->text, x->start, x->end), words[MOST_NAMES], list = STR("");
    bool nearly = w->how == HOW_FUZZY && str_ends_with(written, STR("~"));
    bool asks = w->how == HOW_PATTERN && str_ends_with(written, STR("?")) && str_ends_with(str_trim(n->q->text), written);
    if (p->words == 0 || !(nearly || asks))
        return;
    size_t count = first_words(l, w->form, n->archive->catalogue, n->a, words, MOST_NAMES);
    for (size_t i = 0; i < count; i++)
        list = arena_printf(n->a, "%.*s%s%.*s", STR_ARG(list), i ? ", " : "", STR_ARG(words[i]));
    if (count > 0)
        add(n, arena_printf(n->a, "%.*s, where %s, finds %.*s%s", STR_ARG(written),
                            nearly ? "~ allows one letter to differ" : "? stands for one letter", STR_ARG(list),
                            p->words > count + nearly ? " and others" : ""));
}

/* --- names near an unknown one --- */

typedef struct near_names {
    arena *a;
    str wanted; /* folded, without blanks at the ends */
    struct {
        str name;
        unsigned edits;
    } best[MOST_NAMES];
    size_t count;
} near_names;

static void keep_name(near_names *n, str name, unsigned edits)
{
    size_t at = n->count;
    while (at > 0 && n->best[at - 1].edits > edits)
        at--;
    if (at == MOST_NAMES)
        return;
    size_t last = n->count < MOST_NAMES ? n->count++ : MOST_NAMES - 1;
    for (size_t i = last; i > at; i--)
        n->best[i] = n->best[i - 1];
    n->best[at].name = arena_copy(n->a, name);
    n->best[at].edits = edits;
}

/* A name is near when one of its words is near one of the wanted words. */
static bool visit_speaker(void *context, uint32_t number, str name)
{
    near_names *n = context;
    unsigned best = 3;
    (void)number;
    for (str names = name; names.len;) {
        str word = str_cut(&names, ' ');
        char lower[64];
        if (word.len < 3 || word.len > sizeof lower)
            continue;
        for (size_t i = 0; i < word.len; i++)
            lower[i] = (char)(word.data[i] >= 'A' && word.data[i] <= 'Z' ? word.data[i] + 32 : word.data[i]);
        for (str wanted = n->wanted; wanted.len;) {
            str part = str_cut(&wanted, ' ');
            unsigned most = part.len < 5 ? 1 : 2;
            unsigned edits = part.len < 3 ? 3 : edits_between(part, (str){lower, word.len}, most);
            best = edits <= most && edits < best ? edits : best;
        }
    }
    if (best < 3)
        keep_name(n, name, best);
    return true;
}

static str list_names(const near_names *near)
{
    str list = STR("");
    for (size_t i = 0; i < near->count; i++)
        list = arena_printf(near->a, "%.*s%s%.*s", STR_ARG(list), i ? ", " : "", STR_ARG(near->best[i].name));
    return list;
}

quoth_status notes_of_speaker(quoth_archive *archive, arena *a, str name, const char **out, quoth_error *err)
{
    near_names near = {.a = a, .wanted = name};
    TRY(catalogue_each_speaker(archive->catalogue, visit_speaker, &near, err));
    str list = list_names(&near);
    *out = arena_printf(a, "nobody called %.*s is quoted%s%.*s", STR_ARG(name), near.count ? "; near: " : "", STR_ARG(list)).data;
    return QUOTH_OK;
}

static quoth_status note_speaker(noting *n, const node *f)
{
    const char *note;
    TRY(notes_of_speaker(n->archive, n->a, f->value, &note, n->err));
    add(n, str_from(note));
    return QUOTH_OK;
}

static int visit_value(void *context, const char *term, size_t len, uint32_t documents)
{
    (void)documents;
    return visit_speaker(context, 0, str_slice((str){term, len}, 1, len));
}

static bool visit_custom(void *context, str value, uint64_t articles)
{
    (void)articles;
    visit_speaker(context, 0, value);
    return true;
}

static quoth_status list_near_values(noting *n, const node *f, str value, str *out)
{
    if (f->field == FIELD_CUSTOM) {
        near_names custom = {.a = n->a, .wanted = value};
        TRY(custom_each_value(n->archive, f->custom, visit_custom, &custom, n->err));
        *out = list_names(&custom);
        return QUOTH_OK;
    }
    near_names near = {.a = n->a, .wanted = value};
    xc_error why;
    const char *prefix = field_at(f->field)->prefix;
    if (xc_each_term(inverted_reader_database(n->archive->inverted), prefix, strlen(prefix), visit_value, &near, &why) != XC_OK)
        return inverted_failure(&why, "cannot list the values of a field", n->err);
    *out = list_names(&near);
    return QUOTH_OK;
}

static quoth_status note_value(noting *n, const node *f)
{
    DEFER(buf_release) buf term = {0};
    uint32_t documents;
    str value = f->field == FIELD_LANG ? language_code((language)f->ids[0]) : f->value;
    if (f->field == FIELD_CUSTOM)
        term_custom(&term, f->custom, value);
    else
        term_value(&term, f->field, value);
    TRY(inverted_term_documents(n->archive->inverted, buf_str(&term), &documents, n->err));
    if (documents > 0)
        return QUOTH_OK;
    str near = STR("");
    const char *name = arena_zero_terminated(n->a, node_field_name(f));
    if (f->field == FIELD_SOURCE || f->field == FIELD_CUSTOM)
        TRY(list_near_values(n, f, value, &near));
    if (near.len && f->field == FIELD_SOURCE)
        add(n, arena_printf(n->a, "no source is called %.*s; near: %.*s", STR_ARG(value), STR_ARG(near)));
    else if (near.len)
        add(n, arena_printf(n->a, "no article has %s:%.*s; %s: matches whole values; near: %.*s", name, STR_ARG(value), name,
                            STR_ARG(near)));
    else
        add(n, arena_printf(n->a, "no article has %s:%.*s", name, STR_ARG(value)));
    return QUOTH_OK;
}

static str list_sources(noting *n, const str *names, size_t count)
{
    str list = STR("");
    for (size_t i = 0; i < count && i < MOST_NAMES; i++)
        list = arena_printf(n->a, "%.*s%s%.*s", STR_ARG(list), i ? "; " : "", STR_ARG(names[i]));
    return count > MOST_NAMES ? arena_printf(n->a, "%.*s; and %zu more", STR_ARG(list), count - MOST_NAMES) : list;
}

/* Part of a name finds all whose name it is part of; a whole name finds one, and there may be more. */
static quoth_status note_source(noting *n, const node *f)
{
    source_list others = {0};
    if (f->value_count > 1 || !str_equal(f->values[0], f->value)) {
        str list = list_sources(n, f->values, f->value_count);
        add(n, arena_printf(n->a, "no source is called just %.*s; taken for %.*s", STR_ARG(f->value), STR_ARG(list)));
        return QUOTH_OK;
    }
    if (!f->exactly)
        TRY(source_each_holding(n->archive, n->a, f->value, &others, n->err));
    if (others.count > 0) {
        str list = list_sources(n, others.items, others.count);
        add(n, arena_printf(n->a, "source:%.*s is one source; others: %.*s", STR_ARG(f->value), STR_ARG(list)));
        return QUOTH_OK;
    }
    return note_value(n, f);
}

static quoth_status note_authors(noting *n, const node *f)
{
    str rest = f->value, *keys;
    bool exactly = byline_cut_exactly(&rest);
    size_t count;
    while (rest.len > 0) {
        str wanted = byline_cut_key(&rest), near = STR("");
        TRY(catalogue_authors_with(n->archive->catalogue, n->a, wanted, exactly, &keys, &count, n->err));
        if (count > 0)
            continue;
        TRY(list_near_values(n, f, wanted, &near));
        add(n, arena_printf(n->a, "no author is called %.*s%s%.*s", STR_ARG(wanted), near.len ? "; near: " : "", STR_ARG(near)));
    }
    return QUOTH_OK;
}

static bool is_meant(const node *f, uint32_t number)
{
    for (size_t i = 0; i < f->id_count; i++)
        if (f->ids[i] == number)
            return true;
    return false;
}

typedef struct called_so {
    uint32_t place, articles;
} called_so;

static int by_articles(const void *left, const void *right)
{
    const called_so *x = left, *y = right;
    if (x->articles != y->articles)
        return x->articles > y->articles ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

static str list_places(noting *n, const called_so *others, size_t count)
{
    str list = STR("");
    for (size_t i = 0; i < count && i < MOST_NAMES; i++) {
        str name = gazetteer_full_name(n->a, others[i].place);
        list = arena_printf(n->a, "%.*s%s%.*s (%" PRIu32 "): place:%" PRIu32, STR_ARG(list), i ? "; " : "", STR_ARG(name),
                            others[i].articles, others[i].place);
    }
    return count > MOST_NAMES ? arena_printf(n->a, "%.*s; and %zu more", STR_ARG(list), count - MOST_NAMES) : list;
}

/* "georgia" is one of several places that are called so; those of which hardly an article speaks are passed over. */
static quoth_status note_other_places(noting *n, const node *f, str name)
{
    enum { HARDLY = 20 };
    place_readings found;
    TRY(resolve_place_readings(n->archive, n->a, name, &found, n->err));
    called_so *others = ARENA_ARRAY(n->a, called_so, found.usual + 1);
    size_t count = 0;
    uint32_t articles = 0;
    for (size_t i = 0; i < found.usual; i++)
        if (found.ids[i] == f->ids[0])
            articles = found.articles[i];
    for (size_t i = 0; i < found.usual; i++)
        if (!is_meant(f, found.ids[i]) && found.articles[i] > articles / HARDLY)
            others[count++] = (called_so){found.ids[i], found.articles[i]};
    if (count == 0)
        return QUOTH_OK;
    qsort(others, count, sizeof *others, by_articles);
    str meant = gazetteer_full_name(n->a, f->ids[0]), list = list_places(n, others, count);
    add(n, arena_printf(n->a, "%.*s is %.*s (%" PRIu32 " articles); called so too: %.*s", STR_ARG(name), STR_ARG(meant), articles,
                        STR_ARG(list)));
    return QUOTH_OK;
}

/* In values * and ? are letters like any other. */
static bool note_wildcard(noting *n, const node *f)
{
    bool is_value = resolve_needs_ids(f) || f->field == FIELD_SOURCE || f->field == FIELD_AUTHOR || f->field == FIELD_CUSTOM;
    if (!is_value || (str_find(f->value, STR("*")) == SIZE_MAX && str_find(f->value, STR("?")) == SIZE_MAX))
        return false;
    add(n, arena_printf(n->a, "%.*s has a wildcard, but names and values are not patterns", STR_ARG(f->value)));
    return true;
}

static quoth_status note_field(noting *n, const node *f)
{
    if (note_wildcard(n, f))
        return QUOTH_OK;
    bool speaker = f->kind == NODE_MENTION ? f->mention != MENTION_OF_PLACE : f->field == FIELD_SPEAKER || f->field == FIELD_BY;
    if (resolve_needs_ids(f) && f->id_count + f->people_count == 0) {
        if (speaker)
            return note_speaker(n, f);
        add(n, arena_printf(n->a, "no place called %.*s is known", STR_ARG(f->value)));
        return QUOTH_OK;
    }
    bool is_place = f->kind == NODE_MENTION ? f->mention == MENTION_OF_PLACE : f->field == FIELD_PLACE;
    if (is_place && f->id_count > 0)
        return note_other_places(n, f, f->value);
    if (f->kind == NODE_FIELD && f->field == FIELD_NEAR && f->id_count > 0)
        return note_other_places(n, f, f->where);
    if (f->kind == NODE_FIELD && f->field == FIELD_AUTHOR)
        return note_authors(n, f);
    if (f->kind == NODE_FIELD && f->field == FIELD_SOURCE)
        return note_source(n, f);
    if (f->kind == NODE_FIELD &&
        (f->field == FIELD_CUSTOM || f->field == FIELD_LANG || f->field == FIELD_ID || f->field == FIELD_URL))
        return note_value(n, f);
    return QUOTH_OK;
}

/* Words of an earlier text may be in no article. */
static quoth_status note_edits(noting *n)
{
    uint32_t *articles;
    size_t count;
    TRY(edits_find(n->archive->catalogue, n->a, STR(""), &articles, &count, n->err));
    if (count == 0)
        add(n, STR("no article of this archive was ever changed"));
    return QUOTH_OK;
}

static quoth_status note_fields(noting *n, const node *x)
{
    if (x->kind == NODE_NOT)
        return QUOTH_OK;
    if (x->kind == NODE_EDIT)
        return note_edits(n);
    if (x->kind == NODE_FIELD || x->kind == NODE_MENTION)
        return note_field(n, x);
    if (x->kind == NODE_WORD)
        note_expansion(n, x, &n->q->leaves[x->leaf], &n->plan->leaves[x->leaf]);
    if (x->kind == NODE_WORD)
        return note_word(n, &n->q->leaves[x->leaf], &n->plan->leaves[x->leaf]);
    for (uint32_t i = 0; x->kind == NODE_PHRASE && i < x->item_count; i++)
        TRY(note_word(n, &n->q->leaves[x->items[i].leaf], &n->plan->leaves[x->items[i].leaf]));
    for (uint32_t i = 0; i < x->kid_count && n->out->count < MOST_NOTES; i++)
        TRY(note_fields(n, x->kids[i]));
    return QUOTH_OK;
}

/* Nothing is unknown, and yet nothing was found. */
static str nothing_missing(arena *a, const query *q)
{
    DEFER(buf_release) buf root = {0};
    if (q->root->kind != NODE_FIELD || resolve_needs_ids(q->root))
        return STR("every part of the query is in the archive, but no article has them together");
    tree_write(q, q->root, &root);
    return arena_printf(a, "no article has %.*s", STR_ARG(buf_str(&root)));
}

/* A range of dates leaves them out without a word. */
static quoth_status note_undated(noting *n)
{
    undated without;
    TRY(undated_find(n->archive, n->a, n->plan, &without, n->err));
    if (without.articles > 0)
        add(n, arena_printf(n->a, "%s%" PRIu64 " more article%s but for %s date, which is not known (-has:date)",
                            without.is_exact ? "" : "up to ", without.articles, without.articles == 1 ? " matches" : "s match",
                            without.articles == 1 ? "its" : "their"));
    return QUOTH_OK;
}

quoth_status notes_make(quoth_archive *archive, arena *a, const query *q, const plan *p, bool nothing_found, note_list *out,
                        quoth_error *err)
{
    noting n = {archive, a, q, p, out, false, err};
    uint64_t articles = 0;
    str suggestion = STR("");
    for (size_t i = 0; i < q->readings.count; i++)
        add(&n, arena_copy(a, q->readings.items[i]));
    size_t told = out->count;
    for (size_t i = 0; i < q->notes.count && nothing_found; i++)
        add(&n, arena_copy(a, q->notes.items[i]));
    if (nothing_found)
        TRY(suggest_query(archive, a, q, p, &suggestion, &articles, err));
    n.is_suggested = suggestion.len > 0;
    TRY(note_fields(&n, q->root));
    if (out->count == told && nothing_found)
        add(&n, nothing_missing(a, q));
    TRY(note_undated(&n));
    if (n.is_suggested)
        add(&n, arena_printf(a, "did you mean: %.*s (%" PRIu64 " article%s)", STR_ARG(suggestion), articles,
                             articles == 1 ? "" : "s"));
    return QUOTH_OK;
}
