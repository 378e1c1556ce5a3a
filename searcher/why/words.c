/* words.c - which words of a part are in the article, and what comes nearest? */
#include "searcher/why/looking.h"
#include "text/fold.h"

enum { MOST_FORMS = 4, MOST_RUN_STARTS = 64 };

/* --- one word --- */

typedef struct seen_form {
    str form;
    size_t count;
} seen_form;

typedef VEC(seen_form) form_list;

static void count_form(arena *a, form_list *list, str form)
{
    enum { MOST_COUNTED = 64 };
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].form, form)) {
            list->items[i].count++;
            return;
        }
    if (list->count < MOST_COUNTED)
        vec_push(a, list, (seen_form){form, 1});
}

static void most_first(form_list *list)
{
    for (size_t i = 1; i < list->count; i++)
        for (size_t j = i; j > 0 && list->items[j].count > list->items[j - 1].count; j--) {
            seen_form f = list->items[j];
            list->items[j] = list->items[j - 1];
            list->items[j - 1] = f;
        }
}

/* "3 times: ferries (2), ferry"; without the forms where there is only the one asked for. */
static str list_forms(looking *l, spans at, str asked)
{
    form_list forms = {0};
    for (size_t i = 0; i < at.count; i++)
        count_form(l->a, &forms, fold(l->a, looking_text(l, at.items[i])));
    most_first(&forms);
    str text = looking_times(l, at.count);
    if (forms.count == 1 && str_equal(forms.items[0].form, asked))
        return text;
    for (size_t i = 0; i < forms.count && i < MOST_FORMS; i++) {
        const seen_form *f = &forms.items[i];
        text = arena_printf(l->a, "%.*s%s%.*s", STR_ARG(text), i ? ", " : ": ", STR_ARG(f->form));
        if (f->count > 1 && forms.count > 1)
            text = arena_printf(l->a, "%.*s (%zu)", STR_ARG(text), f->count);
    }
    return forms.count > MOST_FORMS ? arena_printf(l->a, "%.*s, …", STR_ARG(text)) : text;
}

/* The word of the article that is spelled most like the one asked for. */
typedef struct near_form {
    str form;
    unsigned edits;
    span first;
    size_t count;
} near_form;

static void look_near(const analysis *text, uint32_t first_word, str wanted, near_form *best)
{
    unsigned most = wanted.len < 5 ? 1 : 2;
    for (uint32_t t = 0; t < text->token_count; t++) {
        str form = token_form(&text->tokens[t]);
        if (best->count && str_equal(form, best->form)) {
            best->count++;
            continue;
        }
        unsigned edits = edits_between(wanted, form, most);
        if (edits > 0 && edits <= most && edits < best->edits)
            *best = (near_form){form, edits, {first_word + t, first_word + t + 1}, 1};
    }
}

static bool nearest_form(const looking *l, const query_word *w, near_form *best)
{
    *best = (near_form){.edits = 3};
    if (w->how == HOW_PATTERN || w->form.len < 3)
        return false;
    look_near(&l->art.title_words, 0, w->form, best);
    look_near(&l->art.body_words, l->art.title_words.token_count, w->form, best);
    return best->count > 0;
}

static const char *casing_wanted(casing c)
{
    switch (c) {
    case CASING_CAPITAL: return "with a capital";
    case CASING_ALL_CAPITALS: return "all in capitals";
    case CASING_SMALL: return "in small letters";
    case CASING_ANY: break;
    }
    return "";
}

static spans first_of(spans s, size_t most)
{
    return (spans){s.items, s.count < most ? s.count : most};
}

/* The word is in the article, but elsewhere or written otherwise. */
static void word_elsewhere(looking *l, const leaf *asked, spans anywhere, reason *r)
{
    str times = looking_times(l, anywhere.count);
    spans inside = spans_within(matcher_scratch(l->m), anywhere, looking_window(l));
    if (matcher_quotation(l->m) && inside.count == 0)
        r->because = arena_printf(l->a, "not in this quotation; %.*s elsewhere in the article", STR_ARG(times));
    else if (asked->casing != CASING_ANY)
        r->because = arena_printf(l->a, "here %.*s, but not %s%s%s", STR_ARG(times), casing_wanted(asked->casing),
                                  asked->scope != FIELD_NONE ? " in the " : "",
                                  asked->scope != FIELD_NONE ? field_at(asked->scope)->name : "");
    else
        r->because = arena_printf(l->a, "not in the %s; %.*s elsewhere", field_at(asked->scope)->name, STR_ARG(times));
    r->passages[0] = anywhere;
    r->passage_count = 1;
    r->one_each = true;
}

static quoth_status word_absent(looking *l, const leaf *asked, const leaf_plan *expanded, reason *r)
{
    const query_word *w = &asked->words[0];
    bool is_walk = w->how == HOW_PATTERN || w->how == HOW_FUZZY, is_single = asked->word_count == 1;
    bool is_known = expanded->words > 0;
    near_form near;
    uint64_t articles;
    str known = STR("");
    if (is_walk)
        r->because = is_known ? STR("no word here fits") : STR("no word of the archive fits");
    else
        r->because = is_known                      ? STR("not here")
                     : asked->scope == FIELD_TITLE ? STR("not here, nor in any title")
                                                   : STR("not here, nor in any article");
    if (is_single && nearest_form(l, w, &near)) {
        r->because = arena_printf(l->a, "%.*s; the nearest word here is %.*s, %.*s", STR_ARG(r->because), STR_ARG(near.form),
                                  STR_ARG(looking_times(l, near.count)));
        r->passages[0] = (spans){ARENA_NEW(l->a, span), 1};
        r->passages[0].items[0] = near.first;
        r->passage_count = 1;
        r->one_each = true;
        return QUOTH_OK;
    }
    if (!is_known && !is_walk && is_single)
        TRY(lexicon_nearest(l->s->archive, l->a, w->form, &known, &articles, l->err));
    if (known.len)
        r->because = arena_printf(l->a, "%.*s; did you mean %.*s?", STR_ARG(r->because), STR_ARG(known));
    return QUOTH_OK;
}

quoth_status why_word(looking *l, const node *n, bool holds, reason *r)
{
    const leaf *asked = &l->s->q.leaves[n->leaf];
    if (holds) {
        spans found = matcher_spans(l->m, n);
        r->because = list_forms(l, found, asked->word_count == 1 ? asked->words[0].form : STR(""));
        r->passages[0] = found;
        r->passage_count = 1;
        r->one_each = true;
        return QUOTH_OK;
    }
    spans anywhere = matcher_leaf_anywhere(l->m, n->leaf);
    if (anywhere.count == 0)
        return word_absent(l, asked, &l->s->plan.leaves[n->leaf], r);
    word_elsewhere(l, asked, anywhere, r);
    return QUOTH_OK;
}

/* --- phrases --- */

/* The words of the phrase that the article lacks: "pause, corridor". */
static str missing_words(looking *l, const node *n)
{
    enum { MOST_MISSING = 5 };
    str list = STR("");
    size_t count = 0;
    for (uint32_t i = 0; i < n->item_count && count < MOST_MISSING; i++) {
        uint32_t number = n->items[i].leaf;
        DEFER(buf_release) buf written = {0};
        if (matcher_leaf_anywhere(l->m, number).count > 0)
            continue;
        for (uint32_t w = 0; w < l->s->q.leaves[number].word_count; w++)
            buf_printf(&written, "%s%.*s", w ? "|" : "", STR_ARG(l->s->q.leaves[number].words[w].form));
        list = arena_printf(l->a, "%.*s%s%.*s", STR_ARG(list), count++ ? ", " : "", STR_ARG(buf_str(&written)));
    }
    return list;
}

static quoth_status phrase_fails(looking *l, const node *n, reason *r)
{
    uint32_t longest = 0;
    spans run = {0};
    str missing = missing_words(l, n), beside = STR("");
    for (uint32_t from = 0; from < n->item_count && from < MOST_RUN_STARTS; from++) {
        uint32_t end;
        spans s = matcher_run(l->m, n, from, &end);
        if (end - from > longest && s.count > 0) {
            longest = end - from;
            run = s;
        }
    }
    if (missing.len)
        beside = arena_printf(l->a, "; not in the article: %.*s", STR_ARG(missing));
    if (longest == 0) {
        r->because = arena_printf(l->a, "none of its words is here%.*s", STR_ARG(matcher_quotation(l->m) ? beside : STR("")));
        return QUOTH_OK;
    }
    str text = looking_text(l, run.items[0]);
    if (longest == 1)
        r->because = arena_printf(l->a, "no two of its %u words stand together%.*s", n->item_count, STR_ARG(beside));
    else
        r->because = arena_printf(l->a, "the longest run here has %u of %u words: \"%.*s\"%.*s", longest, n->item_count,
                                  STR_ARG(text), STR_ARG(beside));
    r->passages[0] = first_of(run, 1);
    r->passage_count = 1;
    r->one_each = true;
    return QUOTH_OK;
}

quoth_status why_phrase(looking *l, const node *n, bool holds, reason *r)
{
    if (!holds)
        return phrase_fails(l, n, r);
    spans found = matcher_spans(l->m, n);
    r->because = looking_times(l, found.count);
    r->passages[0] = found;
    r->passage_count = 1;
    r->one_each = true;
    return QUOTH_OK;
}
