/* significant.c - which words set some articles apart from the rest of the archive? */
#include "searcher/plan/significant.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "store/fields/field.h"
#include "text/words.h"

/* Stems are looked up for the commonest forms only: of ten articles of news that leaves out words that occur once. */
enum { MOST_FORMS = 1000 };

typedef struct used_form {
    uint32_t word;     /* + 1; 0: free */
    uint32_t articles; /* a bit each */
    language lang;
    double part; /* of the articles' words */
} used_form;

typedef struct used_stem {
    str stem, form;
    uint32_t articles;
    language lang;
    double part, best_part, weight;
} used_stem;

typedef struct survey {
    quoth_archive *archive;
    arena *a;
    size_t article_count;
    double rest; /* of the articles' words, what smoothing takes from the archive's */
    used_form *forms;
    uint32_t mask;
    used_stem *stems;
    size_t stem_count;
    xc_statistics all;
    buf term;
    quoth_error *err;
} survey;

/* --- forms --- */

static used_form *find_form(const survey *s, uint32_t word)
{
    for (uint32_t at = (uint32_t)hash_u64(word);; at++) {
        used_form *f = &s->forms[at & s->mask];
        if (f->word == 0 || f->word == word + 1)
            return f;
    }
}

/* Smoothed by an average article's length (Dirichlet): a headline alone is no sure sign of what words its subject takes. */
static void count_forms(survey *s, const forward_record *r, size_t article, double share)
{
    uint32_t count = r->token_count < SIGNIFICANT_TOKENS ? r->token_count : SIGNIFICANT_TOKENS;
    double length = count + s->all.average_length;
    s->rest += share * s->all.average_length / length;
    for (uint32_t t = 0; t < count; t++) {
        used_form *f = find_form(s, r->words[t]);
        if (f->word == 0)
            *f = (used_form){.word = r->words[t] + 1, .lang = r->lang};
        f->articles |= UINT32_C(1) << article;
        f->part += share / length;
    }
}

static quoth_status read_articles(survey *s, const uint32_t *articles, const double *shares, size_t count)
{
    double sum = 0;
    uint32_t size = 16;
    while (size < 2 * SIGNIFICANT_TOKENS * count)
        size *= 2;
    s->forms = ARENA_ARRAY(s->a, used_form, size);
    s->mask = size - 1;
    for (size_t i = 0; i < count; i++)
        sum += shares[i];
    for (size_t i = 0; i < count; i++) {
        forward_record record;
        quoth_status status = forward_reader_get(s->archive->forward, s->a, articles[i], FORWARD_WORDS, &record, s->err);
        if (status == QUOTH_NOT_FOUND)
            continue;
        TRY(status);
        count_forms(s, &record, i, sum > 0 ? shares[i] / sum : 1.0 / (double)count);
    }
    return QUOTH_OK;
}

static int compare_forms(const void *x, const void *y)
{
    const used_form *a = x, *b = y;
    if (a->part != b->part)
        return a->part < b->part ? 1 : -1;
    return (a->word > b->word) - (a->word < b->word);
}

/* The commonest forms first, at the table's beginning: it is no table afterwards. */
static size_t sort_forms(survey *s)
{
    size_t count = 0;
    for (size_t i = 0; i <= s->mask; i++)
        if (s->forms[i].word)
            s->forms[count++] = s->forms[i];
    qsort(s->forms, count, sizeof *s->forms, compare_forms);
    return count < MOST_FORMS ? count : MOST_FORMS;
}

/* --- stems --- */

/* The word's stem in the article's language; in an unknown one that of another, where the archive has it. */
static const word_stem *choose_stem(const word_stem *stems, size_t count, language lang)
{
    for (size_t i = 0; i < count; i++)
        if (stems[i].lang == lang && lang != LANGUAGE_UNKNOWN)
            return &stems[i];
    return count == 0 ? NULL : count > 1 && stems[0].lang == LANGUAGE_UNKNOWN ? &stems[1] : &stems[0];
}

static void count_stem(survey *s, const used_form *f, const word_stem *stem, str form)
{
    size_t i = 0;
    while (i < s->stem_count && (s->stems[i].lang != stem->lang || !str_equal(s->stems[i].stem, stem->stem)))
        i++;
    used_stem *u = &s->stems[i];
    if (i == s->stem_count)
        s->stems[s->stem_count++] = (used_stem){.stem = stem->stem, .lang = stem->lang};
    if (f->part > u->best_part) {
        u->form = form;
        u->best_part = f->part;
    }
    u->part += f->part;
    u->articles |= f->articles;
}

static quoth_status gather_stems(survey *s, size_t form_count)
{
    s->stems = ARENA_ARRAY(s->a, used_stem, form_count + 1);
    for (size_t i = 0; i < form_count; i++) {
        const used_form *f = &s->forms[i];
        word_stem *stems;
        size_t count;
        str form;
        TRY(catalogue_word_form(s->archive->catalogue, s->a, f->word - 1, &form, s->err));
        if (form.len < 2 || word_is_empty(f->lang, form))
            continue;
        TRY(catalogue_stems_of_word(s->archive->catalogue, s->a, f->word - 1, &stems, &count, s->err));
        const word_stem *stem = choose_stem(stems, count, f->lang);
        if (stem)
            count_stem(s, f, stem, form);
    }
    return QUOTH_OK;
}

/* --- weights --- */

static quoth_status weigh(survey *s, used_stem *u)
{
    xc_term_statistics known;
    xc_error why;
    if (s->article_count > 1 && (u->articles & (u->articles - 1)) == 0)
        return QUOTH_OK;
    term_word(&s->term, u->lang, u->stem);
    if (xc_term_statistics_get(inverted_reader_database(s->archive->inverted), s->term.data, s->term.len, &known, &why) != XC_OK)
        return inverted_failure(&why, "cannot read the index", s->err);
    double usual = (double)known.occurrences / ((double)s->all.total_length + 1);
    double part = u->part + s->rest * usual;
    if (known.documents >= 2 && usual > 0 && part > usual)
        u->weight = part * log(part / usual);
    return QUOTH_OK;
}

static int compare_stems(const void *x, const void *y)
{
    const used_stem *a = x, *b = y;
    if (a->weight != b->weight)
        return a->weight < b->weight ? 1 : -1;
    return str_compare(a->stem, b->stem);
}

static quoth_status find_words(survey *s, const uint32_t *articles, const double *shares, size_t count)
{
    xc_error why;
    if (xc_statistics_get(inverted_reader_database(s->archive->inverted), &s->all, &why) != XC_OK)
        return inverted_failure(&why, "cannot read the index", s->err);
    TRY(read_articles(s, articles, shares, count));
    TRY(gather_stems(s, sort_forms(s)));
    for (size_t i = 0; i < s->stem_count; i++)
        TRY(weigh(s, &s->stems[i]));
    if (s->stem_count > 1)
        qsort(s->stems, s->stem_count, sizeof *s->stems, compare_stems);
    return QUOTH_OK;
}

quoth_status significant_words(quoth_archive *archive, arena *a, const uint32_t *articles, const double *shares, size_t count,
                               size_t most, const significant_word **out, size_t *out_count, quoth_error *err)
{
    if (count > SIGNIFICANT_ARTICLES)
        count = SIGNIFICANT_ARTICLES;
    survey s = {.archive = archive, .a = a, .article_count = count, .err = err};
    quoth_status status = find_words(&s, articles, shares, count);
    buf_release(&s.term);
    TRY(status);
    significant_word *words = ARENA_ARRAY(a, significant_word, most + 1);
    *out_count = 0;
    for (size_t i = 0; i < s.stem_count && *out_count < most && s.stems[i].weight > 0; i++)
        words[(*out_count)++] = (significant_word){s.stems[i].form, s.stems[i].weight / s.stems[0].weight};
    *out = words;
    return QUOTH_OK;
}
