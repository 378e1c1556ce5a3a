/* field_terms.c - which terms of the inverted index stand for a field's value? */
#include "searcher/plan/field_terms.h"

#include "names/byline.h"
#include "store/fields/custom.h"
#include "store/history/captures.h"

typedef struct gathering {
    quoth_archive *archive;
    arena *a;
    term_group group; /* the one that is being filled */
    field_groups *out;
    quoth_error *err;
} gathering;

static void take(void *context, str term)
{
    gathering *g = context;
    vec_push(g->a, &g->group.terms, arena_copy(g->a, term));
}

static quoth_status end_group(gathering *g)
{
    vec_push(g->a, &g->out->groups, g->group);
    g->group = (term_group){.articles = NULL};
    g->out->is_known = true;
    return QUOTH_OK;
}

static quoth_status of_ids(gathering *g, const node *n, void (*term)(buf *out, uint32_t id))
{
    DEFER(buf_release) buf written = {0};
    for (size_t i = 0; i < n->id_count; i++) {
        term(&written, n->ids[i]);
        take(g, buf_str(&written));
    }
    return end_group(g);
}

static quoth_status of_days(gathering *g, const node *n)
{
    term_days_queried(n->days, take, g);
    return end_group(g);
}

/* Which article a capture belongs to may be known only after its terms were written: see captures.h. */
static quoth_status of_captures(gathering *g, const node *n)
{
    uint32_t *others;
    term_captured_queried(n->days, take, g);
    TRY(captures_find(g->archive->catalogue, g->a, n->days, &others, &g->group.article_count, g->err));
    g->group.articles = others;
    return end_group(g);
}

static quoth_status of_value(gathering *g, const node *n)
{
    DEFER(buf_release) buf written = {0};
    term_value(&written, n->field, n->field == FIELD_LANG ? language_code((language)n->ids[0]) : n->value);
    take(g, buf_str(&written));
    return end_group(g);
}

static quoth_status of_sources(gathering *g, const node *n)
{
    DEFER(buf_release) buf written = {0};
    for (size_t i = 0; i < n->value_count; i++) {
        term_value(&written, FIELD_SOURCE, n->values[i]);
        take(g, buf_str(&written));
    }
    return end_group(g);
}

/* Whoever may be meant by each of the names that are asked for. */
static quoth_status of_authors(gathering *g, const node *n)
{
    DEFER(buf_release) buf written = {0};
    str rest = n->value;
    bool exactly = byline_cut_exactly(&rest);
    g->out->is_known = true;
    while (rest.len > 0) {
        str *keys;
        size_t count = 0;
        TRY(catalogue_authors_with(g->archive->catalogue, g->a, byline_cut_key(&rest), exactly, &keys, &count, g->err));
        for (size_t i = 0; i < count; i++) {
            term_value(&written, FIELD_AUTHOR, keys[i]);
            take(g, buf_str(&written));
        }
        TRY(end_group(g));
    }
    return QUOTH_OK;
}

static quoth_status of_custom(gathering *g, const node *n)
{
    DEFER(buf_release) buf written = {0};
    if (n->field == FIELD_CUSTOM)
        term_custom(&written, n->custom, n->value);
    else
        term_custom_field(&written, n->custom);
    take(g, buf_str(&written));
    return end_group(g);
}

static quoth_status of_field(gathering *g, const node *n)
{
    switch (n->field) {
    case FIELD_SPEAKER:
    case FIELD_BY: return of_ids(g, n, term_speaker);
    case FIELD_PLACE: return of_ids(g, n, term_place);
    case FIELD_ON: return of_days(g, n);
    case FIELD_CAPTURED: return of_captures(g, n);
    case FIELD_AUTHOR: return of_authors(g, n);
    case FIELD_SOURCE: return of_sources(g, n);
    case FIELD_LANG:
    case FIELD_ID:
    case FIELD_URL: return of_value(g, n);
    case FIELD_CUSTOM: return of_custom(g, n);
    case FIELD_HAS: return n->has == HAS_CUSTOM ? of_custom(g, n) : QUOTH_OK;
    case FIELD_DATE:
    case FIELD_SINCE:
    case FIELD_UNTIL:
    case FIELD_LENGTH:
    case FIELD_QUOTES:
    case FIELD_NEAR:
    case FIELD_ABOUT:
    case FIELD_KIND:
    case FIELD_NONE:
    case FIELD_TITLE:
    case FIELD_LEAD:
    case FIELD_BODY:
    case FIELD_LIKE:
    case FIELD_QUOTE:
    case FIELD_EDIT:
    case FIELD_REMOVED:
    case FIELD_ADDED:
    case FIELD_COUNT: break;
    }
    return QUOTH_OK;
}

static quoth_status of_mention(gathering *g, const node *n)
{
    if (n->value.len == 0)
        return QUOTH_OK;
    switch (n->mention) {
    case MENTION_OF_PLACE: return of_ids(g, n, term_place);
    case MENTION_OF_DATE: return of_days(g, n);
    case MENTION_OF_PERSON:
    case MENTION_OF_SPEAKER: break;
    }
    return QUOTH_OK;
}

quoth_status field_terms(quoth_archive *archive, arena *a, const node *n, field_groups *out, quoth_error *err)
{
    gathering g = {.archive = archive, .a = a, .out = out, .err = err};
    *out = (field_groups){.is_known = false};
    return n->kind == NODE_MENTION ? of_mention(&g, n) : of_field(&g, n);
}

bool field_is_proved(const node *n)
{
    if (n->field == FIELD_HAS && n->has == HAS_CUSTOM)
        return true;
    return n->surety == 0 && !n->only && n->field != FIELD_HAS && n->field != FIELD_LENGTH && n->field != FIELD_QUOTES &&
           n->field != FIELD_NEAR;
}
