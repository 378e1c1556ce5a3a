/* date.c - when was this page's article published, and how sure is that? */
#include "indexer/source/html/html.h"
#include "indexer/source/when.h"

enum {
    /* Older pages were not on the web: such a day is a default or a mistake. */
    EARLIEST_DAY = 8400, /* 1992-12-31 */
    /* A date's own element holds little else. */
    LONGEST_DATE_TEXT = 160,
    /* Dates further from the heading than this many nodes belong to something else. */
    NEAR_HEADING = 400,
    /* Candidates of this rank or more are of an update, far from the heading, or of something else. */
    SURE_RANK = 4,
    LONGEST_DESCRIPTION = 1000
};

/* Words in class, id and itemprop that mark a date; the first table names publication itself. */
static const char *const published_words[] = {"datepublished", "published",   "publish",         "pubdate", "pub-date",
                                              "pub_date",      "publication", "publicationdate", "posted",  "entry-date",
                                              "post-date",     "postdate",    "dateposted"};
static const char *const date_words[] = {"date", "datum",   "fecha",        "time",     "dateline",  "timestamp", "byline",
                                         "meta", "created", "published-on", "posttime", "news-date", "datetime",  "info"};
static const char *const update_words[] = {"modified", "updated", "update", "lastmod", "aktualisiert"};
static const char *const other_words[] = {"comment",   "comments",  "related",  "sidebar", "footer",
                                          "widget",    "recommend", "teaser",   "popular", "trending",
                                          "copyright", "disqus",    "calendar", "event",   "upcoming"};

typedef struct candidate {
    day day;
    day other; /* what 3/4/2023 means elsewhere; NO_DAY where there is one reading */
    claim_origin origin;
    int rank; /* within its origin, 0 is best */
    str written;
} candidate;

typedef struct date_search {
    arena *arena;
    day latest;
    bool month_first;
    VEC(candidate) found;
    size_t node, heading; /* number of the node visited, of the heading */
} date_search;

static bool in_time(const date_search *s, day d)
{
    return d != NO_DAY && d >= EARLIEST_DAY && (s->latest == NO_DAY || d <= s->latest);
}

/* The day that `text` names, and in `*other` what it is with day and month the other way round. */
static day parse_any(const date_search *s, str text, day *other)
{
    day found = day_parse(text);
    *other = NO_DAY;
    if (found != NO_DAY)
        return found;
    text = str_slice(text, 0, LONGEST_DATE_TEXT);
    found = text_day(text, s->month_first, NULL, NULL);
    day swapped = text_day(text, !s->month_first, NULL, NULL);
    if (!in_time(s, found))
        return swapped;
    *other = swapped != found && in_time(s, swapped) ? swapped : NO_DAY;
    return found;
}

static void add(date_search *s, claim_origin origin, int rank, str written)
{
    day other = NO_DAY, found = origin == CLAIM_URL ? url_day(written) : parse_any(s, written, &other);
    if (!in_time(s, found))
        return;
    written = arena_copy(s->arena, str_slice(written, 0, LONGEST_DATE_TEXT));
    vec_push(s->arena, &s->found, (candidate){found, other, origin, rank, written});
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Does the word stand in `names`, not inside a longer one? A capital starts a word. */
static bool has_word(str names, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i + len <= names.len; i++) {
        bool starts = i == 0 || !(lower(names.data[i - 1]) >= 'a' && lower(names.data[i - 1]) <= 'z') ||
                      (names.data[i] >= 'A' && names.data[i] <= 'Z');
        size_t k = 0;
        while (starts && k < len && lower(names.data[i + k]) == word[k])
            k++;
        char after = i + k < names.len ? names.data[i + k] : ' ';
        if (starts && k == len && !(after >= 'a' && after <= 'z'))
            return true;
    }
    return false;
}

static bool has_any_word(const xmlNode *node, const char *const *words, size_t count)
{
    static const char *const attributes[] = {"class", "id", "itemprop"};
    for (size_t a = 0; a < 3; a++) {
        str value = str_slice(node_attribute(node, attributes[a]), 0, 300);
        for (size_t i = 0; value.len > 0 && i < count; i++)
            if (has_word(value, words[i]))
                return true;
    }
    return false;
}
#define HAS_ANY_WORD(node, words) has_any_word(node, words, sizeof words / sizeof *words)

static bool belongs_elsewhere(const xmlNode *node)
{
    for (int i = 0; node && i < 12 && node->type == XML_ELEMENT_NODE; i++, node = node->parent)
        if (node_is(node, "aside") || node_is(node, "footer") || node_is(node, "nav") ||
            (!node_is(node, "body") && HAS_ANY_WORD(node, other_words)))
            return true;
    return false;
}

/* The best that this one element gives. */
static void look_at_element(date_search *s, xmlNode *n)
{
    bool is_time = node_is(n, "time") || node_is(n, "abbr");
    bool published = HAS_ANY_WORD(n, published_words) || (is_time && xmlHasProp(n, (const xmlChar *)"pubdate"));
    bool dated = published || is_time || HAS_ANY_WORD(n, date_words);
    if (!dated)
        return;
    bool updated = HAS_ANY_WORD(n, update_words);
    size_t distance = s->node > s->heading ? s->node - s->heading : (s->heading - s->node) * 2;
    int rank = (published ? 0
                : is_time ? 1
                          : 2) +
               (updated ? 4 : 0) + (distance > NEAR_HEADING ? 8 : 0) + (belongs_elsewhere(n) ? 16 : 0);
    str machine = node_attribute(n, "datetime");
    if (machine.len == 0)
        machine = node_attribute(n, "content");
    if (machine.len == 0 && is_time)
        machine = node_attribute(n, "title");
    if (machine.len > 0)
        add(s, CLAIM_TIME, rank, machine);
    str text = node_text(s->arena, n, LONGEST_DATE_TEXT + 1);
    if (text.len <= LONGEST_DATE_TEXT)
        add(s, is_time && machine.len == 0 ? CLAIM_TIME : CLAIM_VISIBLE, rank, text);
}

/* A date that stands bare in a text: near the heading and in a short one best. */
static void look_at_text(date_search *s, const xmlNode *n)
{
    str text = str_trim(str_from((const char *)n->content));
    size_t start, end;
    if (text.len < 6 || node_is(n->parent, "script") || node_is(n->parent, "style"))
        return;
    str head = str_slice(text, 0, LONGEST_DATE_TEXT);
    day found = text_day(head, s->month_first, &start, &end);
    if (!in_time(s, found))
        return;
    size_t distance = s->node > s->heading ? s->node - s->heading : (s->heading - s->node) * 2;
    int rank = (text.len < 60 ? 0
                : start == 0  ? 1
                              : 2) +
               (distance > NEAR_HEADING / 2 ? 8 : 0) + (belongs_elsewhere(n->parent) ? 16 : 0);
    str written = arena_copy(s->arena, str_slice(head, start, end));
    vec_push(s->arena, &s->found, (candidate){found, NO_DAY, CLAIM_TEXT, rank, written});
}

static size_t number_of_heading(const xmlNode *root)
{
    size_t number = 0;
    for (xmlNode *n = (xmlNode *)root; n; n = node_next(root, n, false), number++)
        if (node_is(n, "h1"))
            return number;
    return 0;
}

static void look_at_elements(date_search *s, const xmlNode *root)
{
    s->heading = number_of_heading(root);
    s->node = 0;
    for (xmlNode *n = (xmlNode *)root; n; n = node_next(root, n, false), s->node++)
        if (n->type == XML_ELEMENT_NODE && n->properties && !node_is(n, "meta") && !node_is(n, "script"))
            look_at_element(s, n);
        else if (node_is(n, "time"))
            look_at_element(s, n);
        else if (n->type == XML_TEXT_NODE && n->content)
            look_at_text(s, n);
}

/* "datePublished": "…" in any script, for pages whose description is no valid JSON or lies in a program's state. */
static void look_at_scripts(date_search *s, const xmlNode *root)
{
    static const char *const keys[] = {"datePublished",   "publishedAt",     "publishDate",  "published_at",   "pubDate",
                                       "publicationDate", "datePublication", "publish_date", "firstPublished", "publishedDate",
                                       "published_date",  "publishedOn",     "publishTime"};
    for (xmlNode *n = node_find(root, NULL, "script"); n; n = node_find(root, n, "script")) {
        str script = n->children && n->children->content ? str_from((const char *)n->children->content) : STR("");
        for (size_t k = 0; script.len > 0 && k < sizeof keys / sizeof *keys; k++) {
            size_t at = str_find(script, str_from(keys[k]));
            if (at == SIZE_MAX)
                continue;
            at += strlen(keys[k]);
            while (at < script.len && strchr("\"':= \\", script.data[at]))
                at++;
            add(s, CLAIM_SCRIPT, 0, str_slice(script, at, at + 40));
        }
    }
}

static const candidate *best_of(const date_search *s, claim_origin origin)
{
    const candidate *best = NULL;
    for (size_t i = 0; i < s->found.count; i++) {
        const candidate *c = &s->found.items[i];
        if (c->origin == origin && (!best || c->rank < best->rank))
            best = c;
    }
    return best;
}

/* 3/4/2023 is whichever day another date of the page says it is. */
static day settle_order(const date_search *s, const candidate *best)
{
    bool same = false, other = false;
    for (size_t i = 0; i < s->found.count && best->other != NO_DAY; i++) {
        const candidate *c = &s->found.items[i];
        same |= c->other == NO_DAY && c->day == best->day;
        other |= c->other == NO_DAY && c->day == best->other;
    }
    return other && !same ? best->other : best->day;
}

/* The hour of "2023-11-09T03:15:00Z" or "…+00:00"; -1 for a time that is not in UTC, or none. */
static int utc_hour(str written)
{
    if (written.len < 17 || (written.data[10] != 'T' && written.data[10] != ' ') || written.data[13] != ':')
        return -1;
    bool utc =
        written.data[written.len - 1] == 'Z' || str_ends_with(written, STR("+00:00")) || str_ends_with(written, STR("+0000"));
    int tens = written.data[11] - '0', ones = written.data[12] - '0';
    return utc && tens >= 0 && tens <= 2 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/* Where the best date is a time in UTC, the publisher's own day may be the one before or after: what a person sees decides. */
static day local_day(const date_search *s, const candidate *best)
{
    int hour = utc_hour(best->written);
    if (hour < 0)
        return settle_order(s, best);
    day neighbour = hour < 12 ? best->day - 1 : best->day + 1;
    bool same_seen = false, neighbour_seen = false;
    for (size_t i = 0; i < s->found.count; i++) {
        const candidate *c = &s->found.items[i];
        bool seen = c->rank < 8 && (c->origin == CLAIM_VISIBLE || c->origin == CLAIM_TEXT);
        bool local = c->origin == CLAIM_TIME && c->rank < 8 && utc_hour(c->written) < 0;
        same_seen |= (seen || local) && c->day == best->day;
        neighbour_seen |= (seen || local) && c->day == neighbour;
    }
    return neighbour_seen && !same_seen ? neighbour : best->day;
}

/* US pages write the month first. */
static bool writes_month_first(str language)
{
    return str_equal_ascii_nocase(language, STR("en-us")) || str_equal_ascii_nocase(language, STR("en_us")) ||
           str_equal_ascii_nocase(language, STR("en"));
}

/* The best of each origin, that of the one believed first. */
static void collect_claims(const date_search *s, claim_origin believed, day_claims *out)
{
    *out = (day_claims){.count = 0};
    for (int i = -1; i < CLAIM_PAGE_ORIGINS; i++) {
        const candidate *c = best_of(s, i < 0 ? believed : (claim_origin)i);
        if (c)
            claims_add(out, (day_claim){c->origin, c->day, c->rank >= SURE_RANK});
    }
}

/* The day that two of the best candidates near the heading show a reader; NO_DAY where they do not agree. */
static day shown_day(const date_search *s, claim_origin *origin)
{
    static const claim_origin shown[] = {CLAIM_TIME, CLAIM_VISIBLE, CLAIM_TEXT};
    enum { SHOWN = sizeof shown / sizeof *shown };
    const candidate *best[SHOWN];
    for (size_t i = 0; i < SHOWN; i++)
        best[i] = best_of(s, shown[i]);
    for (size_t i = 0; i < SHOWN; i++)
        for (size_t k = i + 1; k < SHOWN; k++)
            if (best[i] && best[k] && best[i]->rank < SURE_RANK && best[k]->rank < SURE_RANK && best[i]->day == best[k]->day) {
                *origin = shown[i];
                return best[i]->day;
            }
    return NO_DAY;
}

/* The page's address and its description are made apart from each other. */
static bool is_told_twice(const date_search *s, day d)
{
    const candidate *address = best_of(s, CLAIM_URL), *description = best_of(s, CLAIM_JSON_LD);
    return address && description && address->day == d && description->day == d;
}

/* The first origin that says something, but for two cases. What programs are told of a page is often the day it was made, or
 * begun; a later day that stands at its heading is the one its publisher gives it, unless its address says the first, too. And
 * what stands far from the heading or beside the article gives way to a date near it. */
static const candidate *choose(const date_search *s, day *chosen)
{
    const candidate *best = NULL, *near = best_of(s, CLAIM_TEXT);
    for (int i = 0; i < CLAIM_PAGE_ORIGINS && !best; i++)
        best = best_of(s, (claim_origin)i);
    if (!best)
        return NULL;
    *chosen = local_day(s, best);
    claim_origin origin;
    day shown = shown_day(s, &origin);
    bool is_told = best->origin != CLAIM_TIME && best->origin != CLAIM_VISIBLE && best->origin != CLAIM_TEXT;
    if (is_told && shown != NO_DAY && shown > *chosen && !is_told_twice(s, *chosen)) {
        *chosen = shown;
        return best_of(s, origin);
    }
    if (!is_told && best->rank >= SURE_RANK && near && near->rank < SURE_RANK) {
        *chosen = near->day;
        return near;
    }
    return best;
}

/* For want of all else: the day in a page's description, or in the address of its picture, which was put there for it. */
static void look_at_description(date_search *s, const xmlNode *root)
{
    static const char *const names[] = {"description", "og:description", "og:image", "twitter:image"};
    for (xmlNode *n = node_find(root, NULL, "meta"); n; n = node_find(root, n, "meta"))
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            str name = node_attribute(n, "name"), content = node_attribute(n, "content");
            if (!str_equal_ascii_nocase(name.len > 0 ? name : node_attribute(n, "property"), str_from(names[i])))
                continue;
            day found =
                i < 2 ? text_day(str_slice(content, 0, LONGEST_DESCRIPTION), s->month_first, NULL, NULL) : url_day(content);
            if (in_time(s, found))
                vec_push(s->arena, &s->found, (candidate){found, NO_DAY, CLAIM_META_OTHER, SURE_RANK + (int)i, STR("")});
        }
}

day html_date(arena *a, const xmlDoc *doc, const page_facts *facts, day latest, str *written, day_claims *claims)
{
    const xmlNode *root = xmlDocGetRootElement(doc);
    date_search s = {.arena = a, .latest = latest, .month_first = writes_month_first(facts->language)};
    *written = STR("");
    *claims = (day_claims){.count = 0};
    for (int i = 0; i < CLAIM_PAGE_ORIGINS; i++)
        add(&s, (claim_origin)i, 0, facts->published[i]);
    add(&s, CLAIM_URL, 0, facts->url);
    look_at_elements(&s, root);
    look_at_scripts(&s, root);
    if (s.found.count == 0)
        look_at_description(&s, root);
    day chosen = NO_DAY;
    const candidate *best = choose(&s, &chosen);
    if (!best)
        return NO_DAY;
    *written = day_parse(best->written) == chosen ? best->written : STR("");
    collect_claims(&s, best->origin, claims);
    return chosen;
}
