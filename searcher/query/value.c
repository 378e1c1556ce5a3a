/* value.c - what does the value of a field say? */
#include "searcher/query/value.h"

#include "text/language.h"

#include <math.h>

static const struct has_word {
    const char *written;
    has_what has;
} has_words[] = {{"speaker", HAS_SPEAKER}, {"quote", HAS_QUOTE},   {"place", HAS_PLACE},   {"on", HAS_DAY}, {"date", HAS_DATE},
                 {"title", HAS_TITLE},     {"source", HAS_SOURCE}, {"author", HAS_AUTHOR}, {"url", HAS_URL}};

static const char *const kind_words[] = {"direct", "mixed", "indirect"}; /* as quote_kind */

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

const char *value_has_list(void)
{
    return "speaker, quote, place, on, date, title, source, author, url";
}

bool value_is_has_word(str value)
{
    for (size_t i = 0; i < COUNT(has_words); i++)
        if (str_equal_ascii_nocase(value, str_from(has_words[i].written)))
            return true;
    return false;
}

static quoth_status read_has(node *n, quoth_error *err)
{
    for (size_t i = 0; i < COUNT(has_words); i++)
        if (str_equal_ascii_nocase(n->value, str_from(has_words[i].written))) {
            n->has = has_words[i].has;
            return QUOTH_OK;
        }
    quoth_status status = fail(err, QUOTH_BAD_QUERY, "has: does not know %.*s", STR_ARG(n->value));
    fail_hint(err, "one of %s, or a field of the archive's own", value_has_list());
    return status;
}

static quoth_status read_kind(node *n, quoth_error *err)
{
    for (size_t i = 0; i < COUNT(kind_words); i++)
        if (str_equal_ascii_nocase(n->value, str_from(kind_words[i]))) {
            n->quote_kind = (uint8_t)i;
            return QUOTH_OK;
        }
    quoth_status status = fail(err, QUOTH_BAD_QUERY, "kind: does not know %.*s", STR_ARG(n->value));
    fail_hint(err, "direct, mixed or indirect");
    return status;
}

/* 1200  >1200  >=1200  <300  <=300  3..5  3..  ..5 */
static bool number_range(str v, uint64_t *least, uint64_t *most)
{
    *least = 0;
    *most = UINT64_MAX;
    size_t dots = str_find(v, STR(".."));
    if (dots != SIZE_MAX) {
        str low = str_slice(v, 0, dots), high = str_slice(v, dots + 2, v.len);
        return low.len + high.len > 0 && (low.len == 0 || str_to_u64(low, least)) && (high.len == 0 || str_to_u64(high, most)) &&
               *least <= *most;
    }
    bool more = str_starts_with(v, STR(">")), less = str_starts_with(v, STR("<"));
    bool equal = !(more || less) || (v.len > 1 && v.data[1] == '=');
    uint64_t n;
    if (!str_to_u64(str_slice(v, (size_t)(more || less) + (size_t)((more || less) && equal), v.len), &n))
        return false;
    if (!less)
        *least = n + (uint64_t)(more && !equal && n < UINT64_MAX);
    if (!more) {
        if (less && !equal && n == 0)
            return false;
        *most = n - (uint64_t)(less && !equal);
    }
    return true;
}

static quoth_status read_number_range(node *n, quoth_error *err)
{
    const char *name = field_at(n->field)->name;
    if (number_range(n->value, &n->least, &n->most))
        return QUOTH_OK;
    quoth_status status = fail(err, QUOTH_BAD_QUERY, "%s: takes a number or a range, not %.*s", name, STR_ARG(n->value));
    fail_hint(err, "%s:>1200, %s:3.., %s:200..400", name, name, name);
    return status;
}

/* Cuts off what follows the last comma. */
static str cut_last(str *rest)
{
    size_t at = rest->len;
    while (at > 0 && rest->data[at - 1] != ',')
        at--;
    str last = str_trim(str_slice(*rest, at, rest->len));
    *rest = str_trim(str_slice(*rest, 0, at ? at - 1 : 0));
    return last;
}

static bool is_position(str written, double *lat, double *lon)
{
    str first = written, second = cut_last(&first);
    return str_to_double(first, lat) && str_to_double(second, lon) && fabs(*lat) <= 90 && fabs(*lon) <= 180;
}

/* 50, 50km, 30mi, 30 miles: in kilometres. */
static bool read_distance(str written, double *km)
{
    static const struct {
        const char *name;
        double km;
    } units[] = {{"km", 1}, {"mi", 1.609344}, {"mile", 1.609344}, {"miles", 1.609344}, {"", 1}};
    size_t digits = 0;
    while (digits < written.len && strchr("0123456789.", written.data[digits]))
        digits++;
    str unit = str_trim(str_slice(written, digits, written.len));
    for (size_t i = 0; i < COUNT(units); i++)
        if (str_equal_ascii_nocase(unit, str_from(units[i].name)) && str_to_double(str_slice(written, 0, digits), km)) {
            *km *= units[i].km;
            return *km > 0 && *km <= 20100;
        }
    return false;
}

/* 31.5,34.46,50km, or tel aviv,50km; which place that is, the archive tells. */
static quoth_status read_near(node *n, quoth_error *err)
{
    str where = n->value;
    bool has_distance = read_distance(cut_last(&where), &n->km) && where.len > 0;
    if (has_distance && is_position(where, &n->lat, &n->lon))
        return QUOTH_OK;
    if (has_distance && !strchr("-+.0123456789", where.data[0])) {
        n->where = where;
        return QUOTH_OK;
    }
    quoth_status status =
        fail(err, QUOTH_BAD_QUERY, "near: takes latitude and longitude or a place, and a distance, not %.*s", STR_ARG(n->value));
    fail_hint(err, "%s", VALUE_NEAR_HINT);
    return status;
}

static quoth_status read_language(const node *n, quoth_error *err)
{
    if (language_from(n->value) != LANGUAGE_UNKNOWN || str_equal(n->value, language_code(LANGUAGE_UNKNOWN)))
        return QUOTH_OK;
    quoth_status status = fail(err, QUOTH_BAD_QUERY, "unknown language %.*s", STR_ARG(n->value));
    fail_hint(err, "lang:en, lang:german; lang:und for articles in no known language");
    return status;
}

static quoth_status read_days(node *n, day today, quoth_error *err)
{
    day_range r;
    TRY(day_range_parse(n->value, today, &r, err));
    n->days = r;
    if (n->field == FIELD_SINCE)
        n->days.last = DAY_OPEN_LAST;
    if (n->field == FIELD_UNTIL)
        n->days.first = DAY_OPEN_FIRST;
    return QUOTH_OK;
}

quoth_status value_read(node *n, day today, quoth_error *err)
{
    if (n->value.len == 0)
        return fail(err, QUOTH_BAD_QUERY, "%s: has no value", field_at(n->field)->name);
    switch (n->field) {
    case FIELD_DATE:
    case FIELD_SINCE:
    case FIELD_UNTIL:
    case FIELD_CAPTURED:
    case FIELD_ON: return read_days(n, today, err);
    case FIELD_HAS: return read_has(n, err);
    case FIELD_KIND: return read_kind(n, err);
    case FIELD_LENGTH:
    case FIELD_QUOTES: return read_number_range(n, err);
    case FIELD_NEAR: return read_near(n, err);
    case FIELD_LANG: return read_language(n, err);
    case FIELD_NONE:
    case FIELD_TITLE:
    case FIELD_LEAD:
    case FIELD_BODY:
    case FIELD_SPEAKER:
    case FIELD_PLACE:
    case FIELD_SOURCE:
    case FIELD_AUTHOR:
    case FIELD_ID:
    case FIELD_URL:
    case FIELD_LIKE:
    case FIELD_QUOTE:
    case FIELD_BY:
    case FIELD_ABOUT:
    case FIELD_CUSTOM:
    case FIELD_EDIT:
    case FIELD_REMOVED:
    case FIELD_ADDED:
    case FIELD_COUNT: break;
    }
    return QUOTH_OK;
}
