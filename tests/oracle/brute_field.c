/* brute_field.c - what fields and mentions say, looked up in the article one by one */
#include "gazetteer/gazetteer.h"
#include "oracle.h"

/* --- names --- */

static bool ends_word(char c)
{
    return c == ' ' || c == '-' || c == '.' || c == ',' || c == '"' || c == '(' || c == ')';
}

static bool is_word_at(str name, size_t at, str word)
{
    bool begins = at == 0 || ends_word(name.data[at - 1]);
    bool ends = at + word.len == name.len || ends_word(name.data[at + word.len]);
    return begins && ends && str_equal(str_slice(name, at, at + word.len), word);
}

static bool has_word(str name, str word)
{
    for (size_t at = 0; at + word.len <= name.len; at++)
        if (is_word_at(name, at, word))
            return true;
    return false;
}

static bool has_all_words(str name, str words)
{
    while (words.len)
        if (!has_word(name, str_cut(&words, ' ')))
            return false;
    return true;
}

/* Whoever goes by a name that has these words (or is this very name) is meant, under all of his names. */
static bool is_meant(const world *w, int group, const expression *e)
{
    for (size_t i = 0; group != NO_GROUP && i < w->people.items[group].names.count; i++) {
        str name = w->people.items[group].names.items[i];
        if (e->whole ? str_equal(name, e->sought) : has_all_words(name, e->sought))
            return true;
    }
    return false;
}

/* --- places --- */

static bool lies_in(const expression *e, uint32_t number)
{
    for (size_t i = 0; i < e->place_count; i++)
        if (gazetteer_contains(e->places[i], number))
            return true;
    return false;
}

static bool is_near_enough(const expression *e, uint32_t number)
{
    place p;
    return gazetteer_get(number, &p) && gazetteer_km((float)e->lat, (float)e->lon, p.lat, p.lon) <= e->km;
}

/* --- days --- */

/* The days of the millennium, century, decade, year, month or day (0 to 5) that `d` lies in. */
static day_range calendar_part(day d, int size)
{
    static const int years[] = {1000, 100, 10, 1};
    civil_date c = day_to_civil(d);
    if (size == 5)
        return (day_range){d, d};
    if (size == 4)
        return day_range_of_month(c.year, c.month);
    int first = c.year - c.year % years[size], last = first + years[size] - 1;
    return (day_range){day_from_civil((civil_date){first < 1 ? 1 : first, 1, 1}), day_from_civil((civil_date){last, 12, 31})};
}

/* Cut into the largest parts of the calendar, the mention has one that lies in the wanted days. */
static bool names_some_of(day first, day last, day_range wanted)
{
    day least = day_from_civil((civil_date){1, 1, 1}), most = day_from_civil((civil_date){9999, 12, 31});
    first = first < least ? least : first;
    last = last > most ? most : last;
    for (day d = first; d <= last;) {
        day_range part = calendar_part(d, 5);
        for (int size = 0; size < 5; size++) {
            day_range larger = calendar_part(d, size);
            if (larger.first >= first && larger.last <= last) {
                part = larger;
                break;
            }
        }
        if (part.first >= wanted.first && part.last <= wanted.last)
            return true;
        d = part.last + 1;
    }
    return false;
}

static bool names_day(const expression *e, const tagged *t)
{
    return t->first_day != NO_DAY && t->last_day != NO_DAY && t->last_day != DAY_OPEN_LAST &&
           names_some_of(t->first_day, t->last_day, (day_range){e->first_day, e->last_day});
}

static bool is_within(day d, const expression *e)
{
    return d != NO_DAY && d >= e->first_day && d <= e->last_day;
}

static bool is_captured_within(const oracle_article *art, const expression *e)
{
    for (size_t i = 0; i < art->capture_count; i++)
        if (is_within(art->captured[i], e))
            return true;
    return false;
}

/* --- mentions --- */

const tagged_list *mentions_of(const oracle_article *art, const expression *e)
{
    switch (e->field[2]) {
    case 'e': return &art->persons;
    case 'p': return &art->speakers;
    case 'l': return &art->places;
    default: return &art->dates; /* 'a' */
    }
}

bool mention_fits(const world *w, const expression *e, const tagged *t)
{
    if (e->value.len == 0)
        return true;
    if (e->field[2] == 'l')
        return lies_in(e, t->place);
    return e->field[2] == 'a' ? names_day(e, t) : is_meant(w, t->group, e);
}

/* --- addresses --- */

static char small(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* Without scheme, "www.", port, and what follows ? or #; the host in small letters. */
static size_t bare(str url, char *out, size_t room)
{
    size_t scheme = str_find(url, STR("://")), count = 0;
    bool in_host = true, in_port = false;
    url = str_slice(url, scheme == SIZE_MAX ? 0 : scheme + 3, url.len);
    if (str_equal_ascii_nocase(str_slice(url, 0, 4), STR("www.")))
        url = str_slice(url, 4, url.len);
    for (size_t i = 0; i < url.len && count < room && url.data[i] != '?' && url.data[i] != '#'; i++) {
        in_host = in_host && url.data[i] != '/';
        in_port = in_host && (in_port || url.data[i] == ':');
        if (!in_port)
            out[count++] = in_host ? small(url.data[i]) : url.data[i];
    }
    return count;
}

static bool is_at(str url, str wanted)
{
    char page_room[300], wanted_room[300];
    if (str_find(wanted, STR(":")) != SIZE_MAX)
        return str_equal(url, wanted);
    if (str_find(url, STR("://")) == SIZE_MAX)
        return false;
    str page = {page_room, bare(url, page_room, sizeof page_room)};
    str key = {wanted_room, bare(wanted, wanted_room, sizeof wanted_room)};
    key = str_ends_with(key, STR("/*")) ? str_slice(key, 0, key.len - 2) : key;
    key = str_ends_with(key, STR("/")) ? str_slice(key, 0, key.len - 1) : key;
    if (str_starts_with(page, key) && (page.len == key.len || page.data[key.len] == '/'))
        return true;
    size_t slash = str_find(page, STR("/"));
    str host = str_slice(page, 0, slash == SIZE_MAX ? page.len : slash);
    return host.len > key.len && str_ends_with(host, key) && host.data[host.len - key.len - 1] == '.' &&
           str_find(key, STR(".")) != SIZE_MAX;
}

/* --- fields --- */

static bool has_own(const oracle_article *art, str name, const str *value)
{
    for (size_t i = 0; i < art->fields.count; i++)
        if (str_equal(art->fields.items[i].name, name) && (!value || str_equal(art->fields.items[i].value, *value)))
            return true;
    return false;
}

static bool any_named(const tagged_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].name.len)
            return true;
    return false;
}

static bool any_dated(const tagged_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].first_day != NO_DAY)
            return true;
    return false;
}

static bool has(const oracle_article *art, str what)
{
    const struct {
        const char *word;
        bool there;
    } known[] = {{"speaker", any_named(&art->quotations)}, {"quote", art->quotations.count > 0}, {"place", art->places.count > 0},
                 {"on", any_dated(&art->dates)},           {"date", art->published != NO_DAY},   {"title", art->title_words > 0},
                 {"source", art->source.len > 0},          {"author", art->author.len > 0},      {"url", art->url.len > 0}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_equal(what, str_from(known[i].word)))
            return known[i].there;
    return has_own(art, what, NULL);
}

/* One tag of the article (inside quote: of the quotation) that the field asks for. */
static bool any_tag(const tagged_list *list, const tagged *quotation, const world *w, const expression *e,
                    bool (*fits)(const world *w, const expression *e, const tagged *t))
{
    for (size_t i = 0; i < list->count; i++) {
        const tagged *t = &list->items[i];
        if (t->confidence >= e->surety && (!quotation || bounds_contain(quotation->at, t->at)) && fits(w, e, t))
            return true;
    }
    return false;
}

static bool fits_speaker(const world *w, const expression *e, const tagged *t)
{
    return is_meant(w, t->group, e);
}

static bool fits_place(const world *w, const expression *e, const tagged *t)
{
    (void)w;
    return lies_in(e, t->place);
}

static bool fits_near(const world *w, const expression *e, const tagged *t)
{
    (void)w;
    return is_near_enough(e, t->place);
}

static bool fits_day(const world *w, const expression *e, const tagged *t)
{
    (void)w;
    return names_day(e, t);
}

static bool tags_hold(const world *w, const oracle_article *art, const tagged *quotation, const expression *e)
{
    if (strcmp(e->field, "speaker") == 0)
        return any_tag(&art->quotations, NULL, w, e, fits_speaker);
    if (strcmp(e->field, "place") == 0)
        return any_tag(&art->places, NULL, w, e, fits_place);
    if (strcmp(e->field, "near") == 0)
        return any_tag(&art->places, NULL, w, e, fits_near);
    if (strcmp(e->field, "on") == 0)
        return any_tag(&art->dates, NULL, w, e, fits_day);
    if (strcmp(e->field, "by") == 0)
        return is_meant(w, quotation->group, e) && quotation->confidence >= e->surety;
    if (strcmp(e->field, "about") == 0)
        return any_tag(&art->places, quotation, w, e, fits_place) || any_tag(&art->persons, quotation, w, e, fits_speaker);
    return false;
}

static str next_between(str *rest, str separator)
{
    size_t end = str_find(*rest, separator);
    str first = str_slice(*rest, 0, end);
    *rest = end == SIZE_MAX ? STR("") : str_slice(*rest, end + separator.len, rest->len);
    return first;
}

static str without_stop(str word)
{
    return word.len > 1 && (str_ends_with(word, STR(".")) || str_ends_with(word, STR(","))) ? str_slice(word, 0, word.len - 1)
                                                                                            : word;
}

static bool is_called(str author, str wanted, bool exactly)
{
    bool all = true;
    for (str rest = wanted; rest.len > 0 && !exactly;) {
        str word = without_stop(next_between(&rest, STR(" ")));
        bool has = false;
        for (str words = author; words.len > 0;)
            has |= str_equal(without_stop(next_between(&words, STR(" "))), word);
        all = all && has;
    }
    return exactly ? str_equal(author, wanted) : all;
}

/* Is each of those who are asked for among the authors? Between any two of them stands "; ". */
static bool wrote_all(str authors, str wanted)
{
    bool exactly = str_starts_with(wanted, STR("=")), all = true;
    wanted = str_slice(wanted, exactly, wanted.len);
    if (wanted.len == 0)
        return false;
    while (wanted.len > 0) {
        str one = next_between(&wanted, STR("; "));
        bool found = false;
        for (str rest = authors; rest.len > 0;)
            found |= is_called(next_between(&rest, STR("; ")), one, exactly);
        all = all && found;
    }
    return all;
}

static bool is_of_a_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c > 127;
}

/* The name, or if nobody is called so some words of it. */
static bool is_source(const world *w, str name, const expression *e)
{
    str sought = e->sought;
    bool whole = e->whole;
    for (size_t i = 0; i < w->articles.count && !whole; i++)
        whole = str_equal(w->articles.items[i]->source, sought);
    if (whole)
        return str_equal(name, sought);
    for (size_t i = 0; i + sought.len <= name.len; i++) {
        bool apart =
            !(i > 0 && is_of_a_word(name.data[i - 1])) && !(i + sought.len < name.len && is_of_a_word(name.data[i + sought.len]));
        if (apart && str_equal(str_slice(name, i, i + sought.len), sought))
            return true;
    }
    return false;
}

static bool values_hold(const world *w, const oracle_article *art, const expression *e)
{
    const char *f = e->field;
    if (strcmp(f, "source") == 0)
        return is_source(w, art->source, e);
    if (strcmp(f, "author") == 0)
        return wrote_all(art->author, e->sought);
    if (strcmp(f, "id") == 0)
        return str_equal(art->external_id, e->value);
    if (strcmp(f, "lang") == 0)
        return art->lang == language_from(e->value);
    if (strcmp(f, "url") == 0)
        return is_at(art->url, e->value);
    return strcmp(f, "has") == 0 ? has(art, e->value) : has_own(art, str_from(f), &e->sought);
}

bool field_holds(const world *w, const oracle_article *art, const tagged *quotation, const expression *e)
{
    const char *f = e->field;
    if (strcmp(f, "date") == 0 || strcmp(f, "since") == 0 || strcmp(f, "until") == 0)
        return is_within(art->published, e);
    if (strcmp(f, "captured") == 0)
        return is_captured_within(art, e);
    if (strcmp(f, "length") == 0)
        return art->word_count >= e->least && art->word_count <= e->most;
    if (strcmp(f, "quotes") == 0)
        return art->quotations.count >= e->least && art->quotations.count <= e->most;
    if (strcmp(f, "kind") == 0)
        return quotation->kind == (int)e->n;
    return tags_hold(w, art, quotation, e) || values_hold(w, art, e);
}
