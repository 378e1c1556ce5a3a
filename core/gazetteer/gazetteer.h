/* gazetteer.h - the places of the world: names, coordinates, and what lies in what */
#ifndef GAZETTEER_H
#define GAZETTEER_H

#include "base/arena.h"

/* The compiled gazetteer is part of the program (read-only memory, paged in on demand). No handle, any thread.
 * A place is known by its geonameid: stable across versions, kept in archives. Places that GeoNames has no id for
 * here (continents' regions, "Middle East") have ids from 4,000,000,001. */
typedef uint32_t place_id;
#define NO_PLACE ((place_id)0)

typedef enum place_kind {
    PLACE_CONTINENT, /* and larger regions: Middle East, Scandinavia */
    PLACE_COUNTRY,
    PLACE_ADMIN1, /* state, province */
    PLACE_ADMIN2, /* county, district */
    PLACE_CITY,
    PLACE_OTHER /* sea, mountain, facility, neighbourhood */
} place_kind;

typedef struct place {
    place_id id;
    place_kind kind;
    str name;        /* the usual English name, UTF-8 */
    char country[3]; /* ISO 3166-1 alpha-2, "" for continents and seas */
    str admin1_code; /* GeoNames code within the country */
    float lat, lon;
    uint32_t population;
    place_id parent; /* the smallest place here that contains it, or NO_PLACE */
} place;

/* False when there is no such place. Strings point into the gazetteer. */
bool gazetteer_get(place_id id, place *out);
/* Its name alone, which takes a tenth of the time; "" when there is no such place. */
str gazetteer_name(place_id id);
/* How many places there are, and the number of each (0 to count-1, by id). */
size_t gazetteer_count(void);
place_id gazetteer_at(size_t number);
/* Places called so (folded form, words separated by one space), the most prominent first. Returns how many there
 * are; writes at most `room` ids. */
size_t gazetteer_named(str folded_name, place_id *out, size_t room);
/* One of the places a name may mean. */
typedef struct place_reading {
    place place;
    bool is_weak;         /* the name is one of many spellings of this place, not its usual name */
    bool is_capital;      /* of a country */
    bool is_seat;         /* of a first-level division */
    bool is_section;      /* a part of a city */
    place_id country_id;  /* of the country it lies in or is, or NO_PLACE */
    place_id division_id; /* of the first-level division it lies in or is, or NO_PLACE */
} place_reading;
/* As gazetteer_named, with what a tagger needs to choose; .place.admin1_code is left empty. */
size_t gazetteer_readings(str folded_name, place_reading *out, size_t room);
/* Demonyms and adjectives ("palestinian", "new yorker"): the place they speak of. */
place_id gazetteer_demonym(str folded);
/* US states' and other newspaper abbreviations, with their full stops ("calif.", "n.y.", "ont."); postal ones ("ny")
 * and others in capitals ("nsw") without. */
place_id gazetteer_abbreviation(str folded);
/* To walk through a text. All of a window's words are asked for before the first answer is read: the tables are larger than a
 * core's caches, so that one by one each would wait for memory. */
typedef struct name_words {
    const str *words; /* folded, one after the other in the text */
    size_t count;
    uint8_t most;     /* no name or demonym that begins with the first word has more words than that; 0: none begins so */
    bool may_demonym; /* a demonym begins with the first word */
    uint8_t longest;  /* how many words make up the longest name that begins there, at most `count`; 0: none does */
} name_words;
/* Fills in `most` and `may_demonym`, looking at the first word alone. */
void gazetteer_begin_names(name_words *at, size_t windows);
/* Fills in `longest`. */
void gazetteer_longest_names(name_words *at, size_t windows);
/* How many words from words[0] on make up the longest name that begins there: 0 when none. */
size_t gazetteer_longest(const str *folded_words, size_t count);
/* As gazetteer_longest, for demonyms. */
size_t gazetteer_longest_demonym(const str *folded_words, size_t count, place_id *out);
/* True when `inside` is `outer` or lies in it. */
bool gazetteer_contains(place_id outer, place_id inside);
/* Ancestors from the parent upward; returns how many were written (at most 8 exist). */
size_t gazetteer_ancestors(place_id id, place_id *out, size_t room);
/* What place:VALUE may mean (QUERY.md): "gaza", "tel aviv", "paris, texas", "us", "uk", an id. The first `*usual` are usually
 * called so, others seldom; each the most prominent first. Writes at most `room`, returns how many. */
size_t gazetteer_query_readings(str value, place_id *out, size_t room, size_t *usual);
/* Keeps the first and those that contain it or lie in it (Gaza the city and the Gaza Strip); returns how many. */
size_t gazetteer_keep_related(place_id *readings, size_t count);
/* Both in one, for who has no archive to ask which one is meant. `*other_readings` (may be NULL): how many others bear the name.
 */
size_t gazetteer_resolve_query(str value, place_id *out, size_t room, size_t *other_readings);
double gazetteer_km(float lat1, float lon1, float lat2, float lon2);
/* "Gaza, Palestinian Territory": name and the ancestors one needs to know it. */
str gazetteer_full_name(arena *a, place_id id);

#endif
