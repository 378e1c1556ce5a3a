/* words.c - which words set one group of articles apart from another? */
#include "searcher/facet/words.h"

#include <stdlib.h>

#include "base/hash.h"
#include "searcher/facet/contrast.h"
#include "searcher/facet/tally.h"
#include "store/fields/field.h"
#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

/* A word that so large a part of the other group has says nothing, whatever its odds. */
static const double COMMON_SHARE = 0.25;
enum { MOST_FORMS = 4000, COUNTED_AT_LEAST = 100, COUNTED_TIMES = 3 };

typedef VEC(uint32_t) article_list;
typedef VEC(telling_word) word_vec;

typedef struct search_for_words {
    quoth_archive *archive;
    arena *a;
    arena scratch; /* of one article */
    const selection *here, *there;
    article_list sample;
    uint32_t word_count;
    uint32_t *articles, *last; /* by number of form: of the sample in one language, and the last one that had it */
    word_vec found;
    tally stems; /* hash of the term -> entry in `found` */
    buf term;
    quoth_error *err;
} search_for_words;

/* Every n/WORDS_READ-th article. */
static void take_sample(search_for_words *w)
{
    uint64_t seen = 0, wanted = w->here->count < WORDS_READ ? w->here->count : WORDS_READ;
    for (uint32_t article = selection_next(w->here, 1); article; article = selection_next(w->here, article + 1), seen++)
        if (seen * wanted / w->here->count != (seen + 1) * wanted / w->here->count)
            vec_push(w->a, &w->sample, article);
}

static void count_form(search_for_words *w, uint32_t number, uint32_t article)
{
    if (number >= w->word_count || w->last[number] == article)
        return;
    w->last[number] = article;
    w->articles[number]++;
}

/* Counts the forms of the sample's articles in this language. */
static quoth_status read_sample(search_for_words *w, language lang)
{
    memset(w->articles, 0, w->word_count * sizeof *w->articles);
    for (size_t i = 0; i < w->sample.count; i++) {
        forward_record record;
        const forward_slot *slot = forward_reader_slot(w->archive->forward, w->sample.items[i]);
        if (!slot || slot->lang != lang)
            continue;
        arena_reset(&w->scratch);
        TRY(forward_reader_get(w->archive->forward, &w->scratch, w->sample.items[i], FORWARD_WORDS | FORWARD_COMPOUNDS, &record,
                               w->err));
        for (uint32_t k = 0; k < record.token_count; k++)
            count_form(w, record.words[k], record.article);
        for (uint32_t k = 0; k < record.compound_count; k++)
            count_form(w, record.compounds[k].word, record.article);
    }
    return QUOTH_OK;
}

/* The smallest count of which there are at most MOST_FORMS forms with it or more. */
static uint32_t least_count(const search_for_words *w)
{
    uint32_t with[WORDS_READ + 1] = {0}, least = WORDS_READ, forms = 0;
    for (uint32_t i = 0; i < w->word_count; i++)
        with[w->articles[i] < WORDS_READ ? w->articles[i] : WORDS_READ]++;
    uint32_t fewest = w->sample.count > 4 ? 2 : 1; /* one article's own words are no common ones */
    while (least > fewest && forms + with[least] <= MOST_FORMS)
        forms += with[least--];
    return forms + with[least] > MOST_FORMS ? least + 1 : least;
}

/* Letters enough to be a word. */
static bool is_wordlike(str form)
{
    size_t letters = 0;
    for (size_t at = 0; at < form.len;) {
        letters += is_letter(class_of(utf8_next(form, &at)));
    }
    return letters >= 2;
}

static quoth_status add_form(search_for_words *w, language lang, uint32_t number)
{
    str form;
    TRY(catalogue_word_form(w->archive->catalogue, w->a, number, &form, w->err));
    if (!is_wordlike(form) || word_is_empty(lang, form))
        return QUOTH_OK;
    term_word(&w->term, lang, stem_word(w->archive->stemmers, lang, form));
    uint32_t entry = tally_entry_of(&w->stems, hash_bytes(buf_str(&w->term), 0));
    uint32_t count = w->articles[number];
    if (entry == w->found.count) {
        telling_word fresh = {.word = form, .term = arena_copy(w->a, buf_str(&w->term)), .sampled = count};
        vec_push(w->a, &w->found, fresh);
        w->stems.entries.items[entry].articles = count;
        return QUOTH_OK;
    }
    telling_word *known = &w->found.items[entry];
    known->sampled += count;
    if (count > w->stems.entries.items[entry].articles) { /* of the commonest form so far */
        w->stems.entries.items[entry].articles = count;
        known->word = form;
    }
    return QUOTH_OK;
}

static quoth_status find_candidates(search_for_words *w)
{
    bool met[256] = {false};
    for (size_t i = 0; i < w->sample.count; i++) {
        const forward_slot *slot = forward_reader_slot(w->archive->forward, w->sample.items[i]);
        if (!slot || met[slot->lang])
            continue;
        language lang = slot->lang;
        met[lang] = true;
        TRY(read_sample(w, lang));
        uint32_t least = least_count(w);
        for (uint32_t n = 0; n < w->word_count; n++)
            if (w->articles[n] >= least)
                TRY(add_form(w, lang, n));
    }
    return QUOTH_OK;
}

/* By what the sample says. */
static quoth_status estimate(search_for_words *w)
{
    double read = (double)w->sample.count, here = (double)w->here->count, there = (double)w->there->count;
    for (size_t i = 0; i < w->found.count; i++) {
        telling_word *t = &w->found.items[i];
        TRY(inverted_term_documents(w->archive->inverted, t->term, &t->documents, w->err));
        double in_sample = t->sampled < read ? t->sampled : read, with = in_sample / read * here;
        double others = t->documents > with ? t->documents - with : 0;
        t->score = contrast_score(with, here, others < there ? others : there, there);
    }
    return QUOTH_OK;
}

static int best_first(const void *x, const void *y)
{
    const telling_word *a = x, *b = y;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return str_compare(a->term, b->term);
}

typedef struct posting_count {
    search_for_words *w;
    telling_word *t;
} posting_count;

static int count_posting(void *context, xc_docid docid, uint32_t wdf, uint32_t length)
{
    posting_count *p = context;
    uint32_t article = inverted_article_of(p->w->archive->inverted, docid);
    (void)wdf;
    (void)length;
    p->t->here += selection_has(p->w->here, article);
    p->t->there += selection_has(p->w->there, article);
    return 1;
}

static quoth_status count_exactly(search_for_words *w, telling_word *t)
{
    posting_count p = {w, t};
    xc_error why;
    xc_database *db = inverted_reader_database(w->archive->inverted);
    if (xc_each_posting(db, t->term.data, t->term.len, count_posting, &p, &why) != XC_OK)
        return inverted_failure(&why, "cannot read the index", w->err);
    t->score = contrast_score(t->here, (double)w->here->count, t->there, (double)w->there->count);
    if (t->there > COMMON_SHARE * (double)w->there->count)
        t->score = 0;
    return QUOTH_OK;
}

static quoth_status choose(search_for_words *w, size_t limit, telling_words *out)
{
    TRY(estimate(w));
    if (w->found.count)
        qsort(w->found.items, w->found.count, sizeof *w->found.items, best_first);
    size_t counted = COUNTED_TIMES * limit + COUNTED_AT_LEAST;
    counted = counted < w->found.count ? counted : w->found.count;
    for (size_t i = 0; i < counted; i++)
        TRY(count_exactly(w, &w->found.items[i]));
    if (counted)
        qsort(w->found.items, counted, sizeof *w->found.items, best_first);
    *out = (telling_words){.items = w->found.items, .read = (uint32_t)w->sample.count};
    while (out->count < counted && out->count < limit && out->items[out->count].score > 0)
        out->count++;
    return QUOTH_OK;
}

static quoth_status find_words(search_for_words *w, size_t limit, telling_words *out)
{
    uint64_t words;
    TRY(catalogue_word_count(w->archive->catalogue, &words, w->err));
    w->word_count = (uint32_t)words;
    w->articles = ARENA_ARRAY(w->a, uint32_t, words + 1);
    w->last = ARENA_ARRAY(w->a, uint32_t, words + 1);
    take_sample(w);
    TRY(find_candidates(w));
    return choose(w, limit, out);
}

quoth_status words_telling(quoth_archive *archive, arena *a, const selection *here, const selection *there, size_t limit,
                           telling_words *out, quoth_error *err)
{
    search_for_words w = {.archive = archive, .a = a, .here = here, .there = there, .stems = {.a = a}, .err = err};
    *out = (telling_words){0};
    if (here->count == 0 || there->count == 0)
        return QUOTH_OK;
    quoth_status status = find_words(&w, limit, out);
    arena_release(&w.scratch);
    buf_release(&w.term);
    return status;
}
