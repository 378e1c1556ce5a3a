/* resolve.c - which speakers, places and languages does a field's value name? */
#include "searcher/plan/resolve.h"

#include "gazetteer/gazetteer.h"
#include "names/byline.h"
#include "searcher/identity/people.h"
#include "searcher/plan/source.h"
#include "searcher/query/value.h"
#include "store/fields/custom.h"
#include "text/fold.h"

enum { MOST_PLACES = 16, MOST_READINGS = 64 };

static quoth_status find_speakers(quoth_archive *archive, arena *a, node *n, const uint32_t **ids, size_t *count,
                                  quoth_error *err)
{
    people_found *found = ARENA_NEW(a, people_found);
    TRY(people_find(archive, a, n->value, found, err));
    *ids = found->numbers;
    *count = found->count;
    n->only = found->articles ? found : NULL;
    return QUOTH_OK;
}

/* A name that somebody gave to a place is looked up as the first of its rule. */
static str name_by_rules(quoth_archive *archive, arena *a, str value)
{
    const alias_rule *rule = alias_find(people_aliases(archive), ALIAS_PLACE, alias_fold(a, value));
    return rule ? rule->names[0] : value;
}

quoth_status resolve_place_readings(quoth_archive *archive, arena *a, str value, place_readings *out, quoth_error *err)
{
    DEFER(buf_release) buf term = {0};
    out->ids = ARENA_ARRAY(a, uint32_t, MOST_READINGS);
    out->articles = ARENA_ARRAY(a, uint32_t, MOST_READINGS);
    out->count = gazetteer_query_readings(name_by_rules(archive, a, value), out->ids, MOST_READINGS, &out->usual);
    for (size_t i = 0; i < out->count && out->count > 1; i++) {
        buf_clear(&term);
        term_place(&term, out->ids[i]);
        TRY(inverted_term_documents(archive->inverted, buf_str(&term), &out->articles[i], err));
    }
    return QUOTH_OK;
}

/* Of all that are called so the one that most articles name: in an archive of American news Georgia is the state. */
static quoth_status find_places(quoth_archive *archive, arena *a, str value, const uint32_t **ids, size_t *count,
                                quoth_error *err)
{
    place_readings found;
    size_t most = 0;
    TRY(resolve_place_readings(archive, a, value, &found, err));
    for (size_t i = 1; i < (found.usual ? found.usual : found.count); i++)
        if (found.articles[i] > found.articles[most])
            most = i;
    if (most > 0) {
        uint32_t chosen = found.ids[most];
        memmove(found.ids + 1, found.ids, most * sizeof *found.ids);
        found.ids[0] = chosen;
    }
    *count = gazetteer_keep_related(found.ids, found.count);
    if (*count > MOST_PLACES)
        *count = MOST_PLACES;
    *ids = found.ids;
    return QUOTH_OK;
}

/* As place: understands it. */
static quoth_status find_centre(quoth_archive *archive, arena *a, node *n, quoth_error *err)
{
    place p;
    if (n->where.len == 0)
        return QUOTH_OK;
    TRY(find_places(archive, a, n->where, &n->ids, &n->id_count, err));
    if (n->id_count == 0 || !gazetteer_get(n->ids[0], &p)) {
        quoth_status status = fail(err, QUOTH_BAD_QUERY, "near: no place called %.*s is known", STR_ARG(n->where));
        fail_hint(err, "%s", VALUE_NEAR_HINT);
        return status;
    }
    n->lat = (double)p.lat;
    n->lon = (double)p.lon;
    return QUOTH_OK;
}

static void find_language(arena *a, node *n)
{
    uint32_t *lang = ARENA_NEW(a, uint32_t);
    *lang = language_from(n->value);
    n->ids = lang;
    n->id_count = 1;
}

static quoth_status resolve_mention(quoth_archive *archive, arena *a, node *n, quoth_error *err)
{
    if (n->value.len == 0)
        return QUOTH_OK;
    switch (n->mention) {
    case MENTION_OF_PERSON:
    case MENTION_OF_SPEAKER: return find_speakers(archive, a, n, &n->ids, &n->id_count, err);
    case MENTION_OF_PLACE: return find_places(archive, a, n->value, &n->ids, &n->id_count, err);
    case MENTION_OF_DATE: break;
    }
    return QUOTH_OK;
}

bool resolve_needs_ids(const node *n)
{
    if (n->kind == NODE_MENTION)
        return n->value.len > 0 && n->mention != MENTION_OF_DATE;
    return n->kind == NODE_FIELD &&
           (n->field == FIELD_SPEAKER || n->field == FIELD_BY || n->field == FIELD_PLACE || n->field == FIELD_ABOUT);
}

quoth_status resolve_node(quoth_archive *archive, arena *a, node *n, quoth_error *err)
{
    if (n->kind == NODE_MENTION)
        return resolve_mention(archive, a, n, err);
    if (n->kind != NODE_FIELD)
        return QUOTH_OK;
    if (n->field == FIELD_SPEAKER || n->field == FIELD_BY)
        return find_speakers(archive, a, n, &n->ids, &n->id_count, err);
    if (n->field == FIELD_PLACE || n->field == FIELD_ABOUT)
        TRY(find_places(archive, a, n->value, &n->ids, &n->id_count, err));
    if (n->field == FIELD_ABOUT)
        return find_speakers(archive, a, n, &n->people, &n->people_count, err);
    if (n->field == FIELD_NEAR)
        return find_centre(archive, a, n, err);
    if (n->field == FIELD_LANG)
        find_language(a, n);
    if (n->field == FIELD_CUSTOM)
        n->value = custom_folded(a, n->value);
    if (n->field == FIELD_URL)
        n->value = url_key(a, n->value);
    if (n->field == FIELD_SOURCE)
        return source_resolve(archive, a, n, err);
    if (n->field == FIELD_AUTHOR)
        n->value = byline_wanted(a, n->value);
    return QUOTH_OK;
}
