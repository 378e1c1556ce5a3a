/* verify.c - was this said? Candidates by the rarest words, then alignment, then a verdict */
#include "searcher/quote/verify.h"

#include "names/person_name.h"
#include "searcher/identity/people.h"
#include "searcher/quote/chain.h"
#include "searcher/quote/cue.h"
#include "searcher/quote/propose.h"
#include "searcher/quote/written.h"
#include "text/fold.h"

#include <stdlib.h>

enum {
    READ_AGAIN = 12,        /* occurrences whose differences are looked at in the article's text */
    MOST_EXACT = 1000,      /* occurrences after which looking for more ends */
    ALTERED_PERCENT = 42,   /* of the text's weight may differ (measured: tests/bench/bench_verify) */
    LITTLE_PERCENT = 16,    /* differs of most texts that were said at all: articles that lack no more are looked at first */
    CONTRACTION_COST = 200, /* of two words for one, or one for two, at most */
    SAME_PERCENT = 4        /* occurrences that cost so much more than the closest say the same */
};

typedef struct verifying {
    quoth_archive *archive;
    arena *a, scratch;
    const asked_text *text;
    proposing *proposing;
    str by[16]; /* folded words of the name asked for */
    size_t by_count;
    people_found speakers; /* who bears all of these words */
    uint32_t most_cost;
    chain chain;
    occurrence_list found;
    quoth_error *err;
    quoth_status status;
} verifying;

static uint32_t altered_cost(const asked_text *text)
{
    return (uint32_t)((uint64_t)text->total_weight * ALTERED_PERCENT / 100);
}

bool verify_finds_contracted(const asked_text *text)
{
    return text->most_changes * CONTRACTION_COST <= altered_cost(text);
}

/* --- whose words? --- */

static bool is_among_words(const verifying *v, str word)
{
    for (size_t i = 0; i < v->by_count; i++)
        if (str_equal(v->by[i], word))
            return true;
    return false;
}

/* "Netanyahu" speaks where "Benjamin Netanyahu" was asked for: all his words, among them the last, are in the name. */
static bool name_fits(const verifying *v, str folded)
{
    bool last = false;
    size_t count = 0;
    while (folded.len) {
        str word = str_trim(str_cut(&folded, ' '));
        if (word.len == 0)
            continue;
        if (!is_among_words(v, word))
            return false;
        last |= str_equal(word, v->by[v->by_count - 1]);
        count++;
    }
    return count > 0 && last;
}

static quoth_status settle_wanted(verifying *v, occurrence *o)
{
    o->wanted = v->by_count == 0;
    if (o->wanted || o->speaker == 0)
        return QUOTH_OK;
    for (size_t i = 0; i < v->speakers.count && !o->wanted; i++)
        o->wanted = v->speakers.numbers[i] == o->speaker;
    if (v->speakers.articles) /* of several people of this name one was asked for */
        o->wanted &= people_found_in(&v->speakers, o->article);
    if (o->wanted || v->speakers.articles)
        return QUOTH_OK;
    str name;
    TRY(catalogue_speaker_name(v->archive->catalogue, v->a, o->speaker, &name, v->err));
    o->wanted = name_fits(v, fold(v->a, name));
    return QUOTH_OK;
}

static quoth_status find_bearers(verifying *v, str folded)
{
    str whole = folded;
    v->by_count = 0;
    v->speakers = (people_found){.numbers = NULL};
    while (folded.len && v->by_count < sizeof v->by / sizeof *v->by) {
        str word = str_trim(str_cut(&folded, ' '));
        if (word.len)
            v->by[v->by_count++] = word;
    }
    if (v->by_count == 0)
        return QUOTH_OK;
    return people_find(v->archive, v->a, whole, &v->speakers, v->err);
}

/* A name without its titles; "" where it is no person's. */
static str bare_name(arena *a, str name)
{
    person_name parts;
    buf joined = {0};
    person_name_parse(a, name, &parts);
    for (uint32_t i = 0; i < parts.count && parts.kind != NAME_OTHER; i++)
        buf_printf(&joined, "%s%.*s", i ? " " : "", STR_ARG(parts.words[i]));
    str bare = arena_copy(a, buf_str(&joined));
    buf_release(&joined);
    return bare;
}

/* Speakers are known without their titles: "Mayor Hartwood" is asked for again as "Hartwood" where nobody bears both words. */
static quoth_status read_by(verifying *v, str by)
{
    TRY(find_bearers(v, str_trim(fold(v->a, by))));
    if (v->by_count == 0 || v->speakers.count > 0)
        return QUOTH_OK;
    str bare = bare_name(v->a, by);
    return bare.len ? find_bearers(v, bare) : QUOTH_OK;
}

/* --- candidates --- */

static bool read_record(verifying *v, uint32_t article, unsigned sections, forward_record *out)
{
    arena_reset(&v->scratch);
    v->status = forward_reader_get(v->archive->forward, &v->scratch, article, sections, out, v->err);
    return v->status == QUOTH_OK;
}

/* In this article, at most as dear as told. */
static void look_in(verifying *v, const forward_record *record, const forward_slot *slot, uint32_t most)
{
    size_t before = v->found.count;
    occurrences_in(v->a, &v->scratch, v->text, record, slot, most, &v->found);
    for (size_t i = before; i < v->found.count && v->status == QUOTH_OK; i++) {
        const occurrence *o = &v->found.items[i];
        v->status = settle_wanted(v, &v->found.items[i]);
        /* From now on only what is as near counts. */
        uint32_t near = o->cost + v->text->total_weight * SAME_PERCENT / 100;
        if (o->wanted && o->quoted && near < v->most_cost)
            v->most_cost = near;
    }
}

/* Most of those that have every word have them somewhere else: their marks are not even read. */
static bool look_for_exact(void *context, uint32_t article)
{
    verifying *v = context;
    const forward_slot *slot = forward_reader_slot(v->archive->forward, article);
    forward_record record;
    if (slot && read_record(v, article, FORWARD_WORDS, &record) && chain_may_stand(&v->chain, &record) &&
        read_record(v, article, FORWARD_WORDS | FORWARD_MARKS, &record))
        look_in(v, &record, slot, 0);
    return v->status == QUOTH_OK && v->found.count < MOST_EXACT;
}

static void look_for_altered_in(verifying *v, uint32_t article)
{
    const forward_slot *slot = forward_reader_slot(v->archive->forward, article);
    forward_record record;
    if (slot && read_record(v, article, FORWARD_WORDS | FORWARD_MARKS, &record))
        look_in(v, &record, slot, v->most_cost);
}

/* Those that lack at most `most` of the text, and at least `least`: the first are the likeliest. *done becomes what has been
 * looked at now: all that lack less. */
static quoth_status look_at_likeliest(verifying *v, uint32_t most, uint32_t *done)
{
    proposal_list list;
    TRY(propose_likely(v->proposing, most, &list, v->err));
    for (size_t i = 0; i < list.count && v->status == QUOTH_OK && list.items[i].lacks <= v->most_cost + 1.0; i++)
        if (list.items[i].lacks >= *done - .5)
            look_for_altered_in(v, list.items[i].article);
    *done = list.is_cut ? UINT32_MAX : most + 1;
    return v->status;
}

/* First where little differs. What is found there is most often so near that nobody who lacks more can be as near. */
static quoth_status look_for_altered(verifying *v)
{
    const uint32_t little = (uint32_t)((uint64_t)v->text->total_weight * LITTLE_PERCENT / 100);
    uint32_t done = 0;
    if (little < v->most_cost)
        TRY(look_at_likeliest(v, little, &done));
    return v->most_cost >= done ? look_at_likeliest(v, v->most_cost, &done) : QUOTH_OK;
}

/* --- the verdict --- */

static bool any_exact(const verifying *v)
{
    for (size_t i = 0; i < v->found.count; i++)
        if (v->found.items[i].cost == 0 && v->found.items[i].quoted && v->found.items[i].wanted)
            return true;
    return false;
}

static bool is_earlier(const occurrence *x, const occurrence *y)
{
    return x->published != NO_DAY && (y->published == NO_DAY || x->published < y->published);
}

/* Of equally cheap ones a headline that names nobody comes last, then the earliest first. */
static bool is_closer(const occurrence *x, const occurrence *y)
{
    bool x_bare = occurrence_is_nameless_headline(x), y_bare = occurrence_is_nameless_headline(y);
    if (x->cost != y->cost)
        return x->cost < y->cost;
    return x_bare != y_bare ? y_bare : is_earlier(x, y);
}

/* The closest one that is so; NULL for none. */
static const occurrence *cheapest(const verifying *v, bool quoted, bool wanted)
{
    const occurrence *best = NULL;
    for (size_t i = 0; i < v->found.count; i++) {
        const occurrence *o = &v->found.items[i];
        if (o->quoted != quoted || o->wanted != wanted)
            continue;
        if (!best || is_closer(o, best))
            best = o;
    }
    return best;
}

static const occurrence *judge(const verifying *v, finding *out)
{
    const occurrence *mine = cheapest(v, true, true), *other = cheapest(v, true, false);
    const occurrence *outside = cheapest(v, false, v->by_count == 0);
    out->verdict = QUOTH_NO_RECORD;
    if (mine && (mine->cost == 0 || !other || other->cost > 0)) {
        out->verdict = mine->cost == 0 ? QUOTH_SAID_EXACTLY : QUOTH_SAID_ALTERED;
        return mine;
    }
    if (other) {
        out->speaker_unsure = other->speaker == 0;
        if (!out->speaker_unsure)
            out->verdict = QUOTH_SAID_BY_OTHER;
        return other;
    }
    return outside;
}

static bool says_the_same(const verifying *v, const occurrence *o, const occurrence *closest)
{
    uint32_t more = closest->cost ? v->text->total_weight * SAME_PERCENT / 100 : 0;
    return o->quoted == closest->quoted && o->wanted == closest->wanted && o->cost <= closest->cost + more;
}

static int earlier_first(const void *x, const void *y)
{
    const occurrence *a = x, *b = y;
    bool a_dated = a->published != NO_DAY, b_dated = b->published != NO_DAY;
    if (a_dated != b_dated)
        return a_dated ? -1 : 1;
    if (a_dated && a->published != b->published)
        return a->published < b->published ? -1 : 1;
    if (a->article != b->article)
        return a->article < b->article ? -1 : 1;
    if (occurrence_is_nameless_headline(a) != occurrence_is_nameless_headline(b))
        return occurrence_is_nameless_headline(a) ? 1 : -1;
    return a->cost < b->cost ? -1 : a->cost > b->cost;
}

static void gather_same(verifying *v, const occurrence *closest, finding *out)
{
    occurrence_list all = {0};
    for (size_t i = 0; i < v->found.count; i++)
        if (says_the_same(v, &v->found.items[i], closest))
            vec_push(v->a, &all, v->found.items[i]);
    if (all.count > 0)
        qsort(all.items, all.count, sizeof *all.items, earlier_first);
    vec_push(v->a, &out->same, *closest);
    for (size_t i = 0; i < all.count; i++)
        if (i == 0 || all.items[i].article != all.items[i - 1].article)
            vec_push(v->a, &out->same, all.items[i]);
}

static int cheaper_first(const void *x, const void *y)
{
    const occurrence *a = x, *b = y;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    return earlier_first(x, y);
}

/* What is left of the difference without the reporter's cue inside the quotation, and "we are ready" for "we're ready". Both are
 * told by the article's text, which takes most of the time: it is read once. */
static quoth_status excuse(verifying *v, occurrence *o, bool may_have_cue, bool may_be_contracted)
{
    lazy_article article = {.archive = v->archive, .a = &v->scratch, .number = o->article};
    arena_reset(&v->scratch);
    if (may_have_cue)
        TRY(cue_leave_out(&article, v->text, o, v->err));
    return may_be_contracted && o->cost > 0 ? written_excuse(&article, v->text, o, v->err) : QUOTH_OK;
}

static quoth_status excuse_each(verifying *v)
{
    if (v->found.count)
        qsort(v->found.items, v->found.count, sizeof *v->found.items, cheaper_first);
    for (size_t i = 0, cues = 0; i < v->found.count && cues < READ_AGAIN; i++) {
        occurrence *o = &v->found.items[i];
        bool may_have_cue = o->quoted && o->cost > 0;
        quoth_status status = excuse(v, o, may_have_cue, i < READ_AGAIN && v->text->most_changes > 0);
        cues += may_have_cue;
        if (status != QUOTH_NOT_FOUND)
            TRY(status);
    }
    return QUOTH_OK;
}

static quoth_status look(verifying *v, bool words_alone)
{
    chain_init(&v->chain, v->a, v->text, occurrence_reach(v->text));
    TRY(propose_exact(v->proposing, look_for_exact, v, v->err));
    TRY(v->status);
    if (words_alone || any_exact(v))
        return QUOTH_OK;
    TRY(look_for_altered(v));
    return excuse_each(v);
}

static quoth_status verify(quoth_archive *archive, arena *a, const asked_text *text, str by, bool words_alone, finding *out,
                           quoth_error *err)
{
    *out = (finding){0};
    verifying v = {.archive = archive, .a = a, .text = text, .err = err};
    v.most_cost = altered_cost(text);
    TRY(read_by(&v, by));
    TRY(propose_begin(archive, a, text, &v.proposing, err));
    quoth_status status = look(&v, words_alone);
    propose_end(v.proposing);
    arena_release(&v.scratch);
    TRY(status);
    out->nobody_of_name = v.by_count > 0 && v.speakers.count == 0;
    const occurrence *closest = judge(&v, out);
    out->found = closest != NULL;
    if (closest)
        gather_same(&v, closest, out);
    return QUOTH_OK;
}

quoth_status verify_text(quoth_archive *archive, arena *a, const asked_text *text, str by, finding *out, quoth_error *err)
{
    return verify(archive, a, text, by, false, out, err);
}

quoth_status verify_words(quoth_archive *archive, arena *a, const asked_text *text, str by, finding *out, quoth_error *err)
{
    return verify(archive, a, text, by, true, out, err);
}
