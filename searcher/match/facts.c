/* facts.c - is a field's value true of an article? */
#include "searcher/match/facts.h"

#include "gazetteer/gazetteer.h"
#include "names/byline.h"
#include "searcher/identity/people.h"
#include "searcher/plan/source.h"
#include "store/fields/custom.h"
#include "store/fields/field.h"

static bool is_among(uint32_t value, const uint32_t *ids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == value)
            return true;
    return false;
}

static bool is_one_of(uint32_t value, const node *n)
{
    return is_among(value, n->ids, n->id_count);
}

/* A speaker's name that means whom the query means in this article. */
static bool is_meant(const node *n, uint32_t article, uint32_t speaker)
{
    return is_one_of(speaker, n) && (!n->only || people_found_in(n->only, article));
}

static bool lies_in_one_of(uint32_t place_number, const node *n)
{
    for (size_t i = 0; i < n->id_count; i++)
        if (gazetteer_contains(n->ids[i], place_number))
            return true;
    return false;
}

static bool is_within_km(uint32_t place_number, const node *n)
{
    place p;
    return gazetteer_get(place_number, &p) && gazetteer_km((float)n->lat, (float)n->lon, p.lat, p.lon) <= n->km;
}

static bool meets(const forward_mark *m, day_range wanted)
{
    day_range mentioned = {(int32_t)m->value, (int32_t)m->value2};
    return mentioned.first != NO_DAY && mentioned.last != DAY_OPEN_LAST && days_mention_counts(mentioned, wanted);
}

bool facts_mark_is(const node *n, uint32_t article, const forward_mark *mark)
{
    bool any = n->value.len == 0;
    switch (n->mention) {
    case MENTION_OF_PERSON: return mark->kind == MARK_PERSON && (any || is_meant(n, article, mark->value));
    case MENTION_OF_SPEAKER: return mark->kind == MARK_SPEAKER && (any || is_meant(n, article, mark->value));
    case MENTION_OF_PLACE: return mark->kind == MARK_PLACE && (any || lies_in_one_of(mark->value, n));
    case MENTION_OF_DATE: return mark->kind == MARK_DATE && (any || meets(mark, n->days));
    }
    return false;
}

bool facts_mark_satisfies(const node *n, uint32_t article, const forward_mark *m)
{
    if (m->confidence < n->surety)
        return false;
    switch (n->field) {
    case FIELD_SPEAKER: return m->kind == MARK_QUOTATION && m->value != 0 && is_meant(n, article, m->value);
    case FIELD_PLACE: return m->kind == MARK_PLACE && lies_in_one_of(m->value, n);
    case FIELD_NEAR: return m->kind == MARK_PLACE && is_within_km(m->value, n);
    case FIELD_ON: return m->kind == MARK_DATE && meets(m, n->days);
    case FIELD_ABOUT:
        return (m->kind == MARK_PLACE && lies_in_one_of(m->value, n)) ||
               (m->kind == MARK_PERSON && m->value != 0 && is_among(m->value, n->people, n->people_count) &&
                (!n->only || people_found_in(n->only, article)));
    case FIELD_NONE:
    case FIELD_TITLE:
    case FIELD_LEAD:
    case FIELD_BODY:
    case FIELD_DATE:
    case FIELD_SINCE:
    case FIELD_UNTIL:
    case FIELD_SOURCE:
    case FIELD_AUTHOR:
    case FIELD_LANG:
    case FIELD_ID:
    case FIELD_URL:
    case FIELD_CAPTURED:
    case FIELD_HAS:
    case FIELD_LENGTH:
    case FIELD_QUOTES:
    case FIELD_LIKE:
    case FIELD_QUOTE:
    case FIELD_BY:
    case FIELD_KIND:
    case FIELD_CUSTOM:
    case FIELD_EDIT:
    case FIELD_REMOVED:
    case FIELD_ADDED:
    case FIELD_COUNT: break;
    }
    return false;
}

static bool any_mark(const node *n, const forward_record *r, const forward_mark *quotation)
{
    for (uint32_t i = 0; i < r->mark_count; i++) {
        const forward_mark *m = &r->marks[i];
        if (quotation && (m->first < quotation->first || m->end > quotation->end))
            continue;
        if (facts_mark_satisfies(n, r->article, m))
            return true;
    }
    return false;
}

static bool has_mark(const forward_record *r, mark_kind kind)
{
    for (uint32_t i = 0; i < r->mark_count; i++)
        if (r->marks[i].kind == kind && (kind != MARK_DATE || (int32_t)r->marks[i].value != NO_DAY))
            return true;
    return false;
}

static bool names_a_speaker(const forward_record *r)
{
    for (uint32_t i = 0; i < r->mark_count; i++)
        if (r->marks[i].kind == MARK_QUOTATION && r->marks[i].value != 0)
            return true;
    return false;
}

static bool has_value(const article_facts *f, field_id id)
{
    return f->value && f->value(f->context, id).len > 0;
}

static bool has(const node *n, const article_facts *f)
{
    switch (n->has) {
    case HAS_SPEAKER: return names_a_speaker(f->record);
    case HAS_QUOTE: return f->slot->quotations > 0;
    case HAS_PLACE: return has_mark(f->record, MARK_PLACE);
    case HAS_DAY: return has_mark(f->record, MARK_DATE);
    case HAS_DATE: return f->slot->published_day != NO_DAY;
    case HAS_NO_DATE: return f->slot->published_day == NO_DAY;
    case HAS_TITLE: return f->record->title_tokens > 0;
    case HAS_SOURCE: return f->slot->source != 0;
    case HAS_AUTHOR: return has_value(f, FIELD_AUTHOR);
    case HAS_URL: return has_value(f, FIELD_URL);
    case HAS_CUSTOM: return f->value && custom_has(f->value(f->context, FIELD_CUSTOM), n->custom, STR(""));
    }
    return false;
}

static bool published_within(const forward_slot *slot, day_range wanted)
{
    return slot->published_day != NO_DAY && slot->published_day >= wanted.first && slot->published_day <= wanted.last;
}

static bool is_at_address(str url, str wanted)
{
    return str_equal(url, wanted) || url_lies_in(url, wanted);
}

static bool captured_within(str days, day_range wanted)
{
    while (days.len > 0) {
        day captured = day_parse(str_cut(&days, '\n'));
        if (captured != NO_DAY && captured >= wanted.first && captured <= wanted.last)
            return true;
    }
    return false;
}

bool facts_hold(const node *n, const article_facts *f, const forward_mark *quotation)
{
    switch (n->field) {
    case FIELD_SPEAKER:
    case FIELD_PLACE:
    case FIELD_NEAR:
    case FIELD_ON:
    case FIELD_ABOUT: return any_mark(n, f->record, quotation);
    case FIELD_DATE:
    case FIELD_SINCE:
    case FIELD_UNTIL: return published_within(f->slot, n->days);
    case FIELD_LANG: return is_one_of(f->slot->lang, n);
    case FIELD_URL: return f->value && is_at_address(f->value(f->context, FIELD_URL), n->value);
    case FIELD_CAPTURED: return f->value && captured_within(f->value(f->context, FIELD_CAPTURED), n->days);
    case FIELD_AUTHOR: return f->value && byline_keys_hold(f->value(f->context, FIELD_AUTHOR), n->value);
    case FIELD_SOURCE: return f->value && source_is_meant(n, f->value(f->context, FIELD_SOURCE));
    case FIELD_ID: return f->value && str_equal(f->value(f->context, FIELD_ID), n->value);
    case FIELD_CUSTOM: return f->value && custom_has(f->value(f->context, FIELD_CUSTOM), n->custom, n->value);
    case FIELD_HAS: return has(n, f);
    case FIELD_LENGTH: return f->slot->words >= n->least && f->slot->words <= n->most;
    case FIELD_QUOTES: return f->slot->quotations >= n->least && f->slot->quotations <= n->most;
    case FIELD_BY:
        return quotation && quotation->value != 0 && quotation->confidence >= n->surety &&
               is_meant(n, f->record->article, quotation->value);
    case FIELD_KIND: return quotation && quotation->detail == n->quote_kind;
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
    return false;
}

unsigned facts_sections(const node *n)
{
    bool marks = n->kind == NODE_MENTION || n->kind == NODE_QUOTE || n->field == FIELD_SPEAKER || n->field == FIELD_PLACE ||
                 n->field == FIELD_NEAR || n->field == FIELD_ON || n->field == FIELD_ABOUT ||
                 (n->field == FIELD_HAS && (n->has == HAS_SPEAKER || n->has == HAS_PLACE || n->has == HAS_DAY));
    bool title = n->field == FIELD_HAS && n->has == HAS_TITLE; /* in the head, which is read with any section */
    return (marks ? FORWARD_MARKS : 0) | (title ? FORWARD_SENTENCES : 0);
}
