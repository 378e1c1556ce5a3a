/* lexicon.c - which words of the archive does a leaf stand for, and which terms find them? */
#include "searcher/plan/lexicon.h"

#include "base/hash.h"
#include "base/limits.h"
#include "searcher/plan/word_list.h"
#include "text/utf8.h"

#include <stdlib.h>

typedef VEC(uint32_t) number_list;

typedef struct expansion {
    quoth_archive *archive;
    arena *a;
    leaf *l;
    leaf_plan *plan;
    expansion_spent *spent;
    buf term;
    quoth_error *err;
} expansion;

static bool has_term(const leaf_plan *plan, str term)
{
    for (size_t i = 0; i < plan->terms.count; i++)
        if (str_equal(plan->terms.items[i], term))
            return true;
    return false;
}

static quoth_status add_term(expansion *e, language lang, str stem, uint32_t *documents)
{
    if (e->l->scope == FIELD_TITLE)
        term_title_word(&e->term, lang, stem);
    else
        term_word(&e->term, lang, stem);
    TRY(inverted_term_documents(e->archive->inverted, buf_str(&e->term), documents, e->err));
    if ((*documents == 0 && !e->l->in_past) || (e->plan->terms.count < 64 && has_term(e->plan, buf_str(&e->term))))
        return QUOTH_OK;
    vec_push(e->a, &e->plan->terms, arena_copy(e->a, buf_str(&e->term)));
    e->plan->documents += *documents;
    return QUOTH_OK;
}

static void add_forms(expansion *e, language lang, const uint32_t *words, size_t count)
{
    if (count == 0)
        return;
    vec_push(e->a, &e->l->forms, (leaf_forms){.lang = lang, .words = words, .count = count});
    e->plan->words += (uint32_t)count;
}

static bool is_among(const uint32_t *numbers, size_t count, uint32_t number)
{
    for (size_t i = 0; i < count; i++)
        if (numbers[i] == number)
            return true;
    return false;
}

/* Articles of an unknown language are not stemmed. There a word stands for itself and for the forms that share its stem in
 * the archive's other languages. */
static quoth_status add_unknown_language(expansion *e, const query_word *w, size_t first_forms)
{
    number_list numbers = {0};
    uint32_t own, documents;
    quoth_status status = catalogue_word_number(e->archive->catalogue, w->form, &own, e->err);
    if (status == QUOTH_OK)
        vec_push(e->a, &numbers, own);
    else if (status != QUOTH_NOT_FOUND)
        return status;
    for (size_t f = first_forms; f < e->l->forms.count; f++)
        for (size_t i = 0; i < e->l->forms.items[f].count; i++)
            vec_push(e->a, &numbers, e->l->forms.items[f].words[i]);
    size_t kept = 0;
    for (size_t i = 0; i < numbers.count; i++) {
        word_stem *stems;
        size_t count;
        if (kept > 0 && is_among(numbers.items, kept, numbers.items[i]))
            continue;
        TRY(catalogue_stems_of_word(e->archive->catalogue, e->a, numbers.items[i], &stems, &count, e->err));
        for (size_t k = 0; k < count; k++) {
            if (stems[k].lang != LANGUAGE_UNKNOWN)
                continue;
            TRY(add_term(e, LANGUAGE_UNKNOWN, stems[k].stem, &documents));
            numbers.items[kept++] = numbers.items[i];
        }
    }
    add_forms(e, LANGUAGE_UNKNOWN, numbers.items, kept);
    return QUOTH_OK;
}

static bool has_unknown_language(const quoth_archive *archive)
{
    for (size_t i = 0; i < archive->language_count; i++)
        if (archive->languages[i] == LANGUAGE_UNKNOWN)
            return true;
    return false;
}

static quoth_status expand_stem(expansion *e, const query_word *w)
{
    bool unknown = has_unknown_language(e->archive);
    size_t first_forms = e->l->forms.count;
    for (size_t i = 0; i < e->archive->language_count; i++) {
        language lang = e->archive->languages[i];
        if (lang == LANGUAGE_UNKNOWN)
            continue;
        str stem = arena_copy(e->a, stem_word(e->archive->stemmers, lang, w->form));
        uint32_t documents, *words;
        size_t count;
        TRY(add_term(e, lang, stem, &documents));
        if (documents == 0 && !unknown && !e->l->in_past) /* what is in no title of this language may be in one of an unknown */
            continue;
        if (e->spent->terms_suffice && !unknown) {
            e->plan->words = 1;
            continue;
        }
        TRY(catalogue_words_of_stem(e->archive->catalogue, e->a, lang, stem, &words, &count, e->err));
        add_forms(e, lang, words, count);
    }
    return unknown ? add_unknown_language(e, w, first_forms) : QUOTH_OK;
}

/* The terms of a word are those of its stems. They find other forms too, unless the word is the stem's only form. */
static quoth_status add_terms_of_word(expansion *e, uint32_t number, bool check_exact)
{
    word_stem *stems;
    size_t count;
    TRY(catalogue_stems_of_word(e->archive->catalogue, e->a, number, &stems, &count, e->err));
    for (size_t i = 0; i < count; i++) {
        uint32_t documents, *others;
        size_t other_count = 2;
        TRY(add_term(e, stems[i].lang, stems[i].stem, &documents));
        if (documents > 0 && check_exact && e->plan->exact)
            TRY(catalogue_words_of_stem(e->archive->catalogue, e->a, stems[i].lang, stems[i].stem, &others, &other_count,
                                        e->err));
        if (documents > 0 && other_count > 1)
            e->plan->exact = false;
    }
    return QUOTH_OK;
}

static quoth_status expand_form(expansion *e, const query_word *w)
{
    uint32_t *number = ARENA_NEW(e->a, uint32_t);
    quoth_status status = catalogue_word_number(e->archive->catalogue, w->form, number, e->err);
    if (status == QUOTH_NOT_FOUND)
        return QUOTH_OK;
    TRY(status);
    add_forms(e, LANGUAGE_ANY, number, 1);
    return add_terms_of_word(e, *number, true);
}

/* --- patterns and near misses: a walk over the word list --- */

bool pattern_fits(str pattern, str form)
{
    size_t p = 0, f = 0, star = SIZE_MAX, star_form = 0;
    while (f < form.len) {
        if (p < pattern.len && pattern.data[p] == '*') {
            star = p++;
            star_form = f;
        } else if (p < pattern.len && pattern.data[p] == '?') {
            p++;
            utf8_next(form, &f);
        } else if (p < pattern.len && pattern.data[p] == form.data[f]) {
            p++;
            f++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            utf8_next(form, &star_form);
            f = star_form;
        } else
            return false;
    }
    while (p < pattern.len && pattern.data[p] == '*')
        p++;
    return p == pattern.len;
}

static size_t code_points(str s, uint32_t out[LIMIT_WORD_BYTES])
{
    size_t count = 0;
    for (size_t at = 0; at < s.len && count < LIMIT_WORD_BYTES;)
        out[count++] = utf8_next(s, &at);
    return count;
}

static unsigned least_of(unsigned x, unsigned y)
{
    return x < y ? x : y;
}

unsigned edits_between(str x, str y, unsigned most)
{
    uint32_t a[LIMIT_WORD_BYTES], b[LIMIT_WORD_BYTES];
    size_t n = code_points(x, a), m = code_points(y, b);
    unsigned rows[3][LIMIT_WORD_BYTES + 1];
    if (n > m + most || m > n + most)
        return most + 1;
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3], smallest = row[0] = (unsigned)i;
        for (size_t j = 1; j <= m; j++) {
            row[j] = least_of(above[j - 1] + (a[i - 1] != b[j - 1]), least_of(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least_of(row[j], two_above[j - 2] + 1);
            smallest = least_of(smallest, row[j]);
        }
        if (smallest > most)
            return most + 1;
    }
    return least_of(rows[n % 3][m], most + 1);
}

typedef struct walk {
    expansion *e;
    const query_word *word;
    number_list found;
    bool is_of_rows; /* words come one by one from the catalogue */
    bool too_many, too_long;
} walk;

/* A word that comes out of SQLite costs as much as so many of the list in memory. */
enum { LOOKS_FOR_A_ROW = 16 };

static bool visit_word(void *context, str form, uint32_t number)
{
    walk *w = context;
    bool fits = w->word->how == HOW_PATTERN ? pattern_fits(w->word->form, form)
                                            : edits_between(w->word->form, form, w->word->edits) <= w->word->edits;
    if (fits && w->found.count == LIMIT_EXPANSIONS)
        w->too_many = true;
    else if (fits)
        vec_push(w->e->a, &w->found, number);
    if (w->is_of_rows)
        w->e->spent->looked += LOOKS_FOR_A_ROW;
    w->too_long = w->is_of_rows && w->e->spent->looked > LIMIT_WORDS_LOOKED_AT;
    return !w->too_many && !w->too_long;
}

static str literal_prefix(str pattern)
{
    size_t n = 0;
    while (n < pattern.len && pattern.data[n] != '*' && pattern.data[n] != '?')
        n++;
    return str_slice(pattern, 0, n);
}

/* All of them. */
static quoth_status walk_words(walk *w)
{
    expansion *e = w->e;
    uint64_t all;
    TRY(catalogue_word_count(e->archive->catalogue, &all, e->err));
    e->spent->looked += all;
    w->too_long = e->spent->looked > LIMIT_WORDS_LOOKED_AT + all; /* the first may always */
    if (w->too_long)
        return QUOTH_OK;
    if (w->word->how == HOW_FUZZY)
        return word_list_near(e->archive, w->word->form, w->word->edits, visit_word, w, e->err);
    return word_list_each(e->archive, visit_word, w, e->err);
}

static quoth_status refuse(const walk *w, quoth_error *err)
{
    quoth_status status;
    if (w->too_many)
        status = fail(err, QUOTH_LIMIT, "%.*s stands for more than %d words", STR_ARG(w->word->form), LIMIT_EXPANSIONS);
    else if (w->too_long)
        status = fail(err, QUOTH_LIMIT, "at %.*s the wildcards of the query had been held against %d words of the archive",
                      STR_ARG(w->word->form), LIMIT_WORDS_LOOKED_AT);
    else
        status = fail(err, QUOTH_LIMIT, "with %.*s the wildcards of the query stand for more than %d words",
                      STR_ARG(w->word->form), LIMIT_ALL_EXPANSIONS);
    fail_hint(err, "give more letters%s", w->too_many ? "" : ", or fewer wildcards");
    return status;
}

static quoth_status check_walk(expansion *e, const walk *w)
{
    e->spent->words += w->found.count;
    if (w->too_many || w->too_long || e->spent->words > LIMIT_ALL_EXPANSIONS)
        return refuse(w, e->err);
    return QUOTH_OK;
}

/* A stem of words that a pattern was held against. */
typedef struct met_stem {
    str stem;
    language lang;
    uint32_t fitting, met; /* words with this stem: that fit; in all */
} met_stem;

/* Words that come from the catalogue come with their stems. */
typedef struct stem_walk {
    walk w;
    arena *a;
    met_stem *slots; /* open addressing; a stem of no length is free */
    size_t count, mask;
    uint32_t last; /* the word before, + 1 */
    bool fits;     /* it does */
} stem_walk;

static met_stem *stem_slot(const stem_walk *w, language lang, str stem)
{
    size_t at = (size_t)hash_bytes(stem, lang) & w->mask;
    while (w->slots[at].stem.len > 0 && (w->slots[at].lang != lang || !str_equal(w->slots[at].stem, stem)))
        at = (at + 1) & w->mask;
    return &w->slots[at];
}

static void more_stem_slots(stem_walk *w)
{
    met_stem *old = w->slots;
    size_t old_size = old ? w->mask + 1 : 0;
    w->mask = old ? 2 * w->mask + 1 : 127;
    w->slots = ARENA_ARRAY(w->a, met_stem, w->mask + 1);
    for (size_t i = 0; i < old_size; i++)
        if (old[i].stem.len > 0)
            *stem_slot(w, old[i].lang, old[i].stem) = old[i];
}

static bool visit_stemmed(void *context, str form, uint32_t number, language lang, str stem)
{
    stem_walk *w = context;
    if (w->last != number + 1) {
        size_t before = w->w.found.count;
        if (!visit_word(&w->w, form, number))
            return false;
        w->fits = w->w.found.count > before;
        w->last = number + 1;
    }
    if (stem.len == 0)
        return true;
    if (2 * w->count >= w->mask)
        more_stem_slots(w);
    met_stem *slot = stem_slot(w, lang, stem);
    if (slot->stem.len == 0) {
        *slot = (met_stem){.stem = arena_copy(w->a, stem), .lang = lang};
        w->count++;
    }
    slot->met++;
    slot->fitting += w->fits;
    return true;
}

/* A term finds nothing but fitting words where all words with its stem fit: also those that do not begin as the pattern does. */
static quoth_status add_met_stem(expansion *e, const met_stem *m)
{
    uint32_t documents;
    uint64_t all = 0;
    size_t before = e->plan->terms.count;
    TRY(add_term(e, m->lang, m->stem, &documents));
    if (e->plan->terms.count == before)
        return QUOTH_OK;
    if (m->fitting == m->met)
        TRY(catalogue_count_words_of_stem(e->archive->catalogue, m->lang, m->stem, &all, e->err));
    if (all == m->fitting)
        vec_push(e->a, &e->plan->sure, e->plan->terms.items[before]);
    else
        e->plan->exact = false;
    return QUOTH_OK;
}

static quoth_status expand_beginning(expansion *e, const query_word *word, str prefix)
{
    stem_walk s = {.w = {.e = e, .word = word, .is_of_rows = true}, .a = e->a};
    TRY(catalogue_each_stemmed_word(e->archive->catalogue, prefix, visit_stemmed, &s, e->err));
    TRY(check_walk(e, &s.w));
    add_forms(e, LANGUAGE_ANY, s.w.found.items, s.w.found.count);
    for (size_t i = 0; s.slots && i <= s.mask; i++)
        if (s.slots[i].stem.len > 0 && s.slots[i].fitting > 0)
            TRY(add_met_stem(e, &s.slots[i]));
    return QUOTH_OK;
}

static quoth_status expand_walk(expansion *e, const query_word *word)
{
    str prefix = word->how == HOW_PATTERN ? literal_prefix(word->form) : STR("");
    if (prefix.len > 0)
        return expand_beginning(e, word, prefix);
    walk w = {.e = e, .word = word};
    TRY(walk_words(&w));
    TRY(check_walk(e, &w));
    add_forms(e, LANGUAGE_ANY, w.found.items, w.found.count);
    e->plan->exact = false;
    for (size_t i = 0; i < w.found.count; i++)
        TRY(add_terms_of_word(e, w.found.items[i], false));
    return QUOTH_OK;
}

static int compare_terms(const void *x, const void *y)
{
    return str_compare(*(const str *)x, *(const str *)y);
}

static void drop_equal_terms(leaf_plan *plan)
{
    size_t kept = 0;
    if (plan->terms.count < 2)
        return;
    qsort(plan->terms.items, plan->terms.count, sizeof *plan->terms.items, compare_terms);
    for (size_t i = 0; i < plan->terms.count; i++)
        if (kept == 0 || !str_equal(plan->terms.items[kept - 1], plan->terms.items[i]))
            plan->terms.items[kept++] = plan->terms.items[i];
    plan->terms.count = kept;
}

static quoth_status expand_word(expansion *e, const query_word *w)
{
    switch ((word_how)w->how) {
    case HOW_STEM: return expand_stem(e, w);
    case HOW_FORM: return expand_form(e, w);
    case HOW_PATTERN:
    case HOW_FUZZY: return expand_walk(e, w);
    }
    return QUOTH_OK;
}

quoth_status lexicon_expand(quoth_archive *archive, arena *a, leaf *l, expansion_spent *spent, leaf_plan *out, quoth_error *err)
{
    bool may_be_exact = l->casing == CASING_ANY && (l->scope == FIELD_NONE || l->scope == FIELD_TITLE);
    *out = (leaf_plan){.exact = may_be_exact};
    expansion e = {.archive = archive, .a = a, .l = l, .plan = out, .spent = spent, .err = err};
    quoth_status status = QUOTH_OK;
    for (uint32_t i = 0; i < l->word_count && status == QUOTH_OK; i++)
        status = expand_word(&e, &l->words[i]);
    drop_equal_terms(out);
    if (!may_be_exact)
        out->sure.count = 0;
    buf_release(&e.term);
    return status;
}

/* --- did you mean? --- */

enum { MOST_NEAREST = 64 };

typedef struct near_word {
    str form;
    uint32_t number;
    unsigned edits;
    bool same_beginning; /* words that differ in the first letter are seldom meant */
} near_word;

typedef struct nearest {
    arena *a;
    str wanted;
    unsigned most;
    near_word words[MOST_NEAREST];
    size_t count;
} nearest;

static bool is_nearer(const near_word *x, const near_word *y)
{
    return x->edits != y->edits ? x->edits < y->edits : x->same_beginning && !y->same_beginning;
}

/* Keeps those that are as near as the nearest. */
static bool visit_near(void *context, str form, uint32_t number)
{
    nearest *n = context;
    unsigned edits = edits_between(n->wanted, form, n->most);
    near_word w = {form, number, edits, form.len > 0 && form.data[0] == n->wanted.data[0]};
    if (edits == 0 || edits > n->most || (n->count > 0 && is_nearer(&n->words[0], &w)))
        return true;
    if (n->count > 0 && is_nearer(&w, &n->words[0]))
        n->count = 0;
    if (n->count < MOST_NEAREST) {
        w.form = arena_copy(n->a, form);
        n->words[n->count++] = w;
    }
    return true;
}

static quoth_status articles_with(quoth_archive *archive, arena *a, uint32_t number, uint64_t *out, quoth_error *err)
{
    DEFER(buf_release) buf term = {0};
    word_stem *stems;
    size_t count;
    *out = 0;
    TRY(catalogue_stems_of_word(archive->catalogue, a, number, &stems, &count, err));
    for (size_t i = 0; i < count; i++) {
        uint32_t documents;
        term_word(&term, stems[i].lang, stems[i].stem);
        TRY(inverted_term_documents(archive->inverted, buf_str(&term), &documents, err));
        *out += documents;
    }
    return QUOTH_OK;
}

quoth_status lexicon_nearest(quoth_archive *archive, arena *a, str form, str *out, uint64_t *articles, quoth_error *err)
{
    nearest n = {.a = a, .wanted = form, .most = form.len < 5 ? 1 : 2};
    *out = STR("");
    *articles = 0;
    if (form.len < 2)
        return QUOTH_OK;
    TRY(word_list_near(archive, form, n.most, visit_near, &n, err));
    for (size_t i = 0; i < n.count; i++) {
        uint64_t with;
        TRY(articles_with(archive, a, n.words[i].number, &with, err));
        if (with > *articles) {
            *articles = with;
            *out = n.words[i].form;
        }
    }
    return QUOTH_OK;
}
