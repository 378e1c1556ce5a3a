/* find.c - which capitalised words of an article does the gazetteer know? */
#include "indexer/tag/place/find.h"

#include <assert.h>
#include <math.h>

#include "base/hash.h"
#include "indexer/tag/place/resolve.h"
#include "indexer/tag/vocabulary.h"
#include "text/words.h"

enum { MAX_NAME_WORDS = 12, MAX_ABBREVIATION = 12, FIRST_TABLE = 128, WINDOW = 32 };

/* The next capitalised words that longer names begin with, each with those that may go on with it, looked up together: see
 * gazetteer.h. */
typedef struct window {
    uint32_t tokens[WINDOW];
    name_words names[WINDOW];
    str words[WINDOW][MAX_NAME_WORDS];
    uint32_t count, at, until; /* until: the first token that has not been looked at for it */
} window;

static_assert(MAX_READINGS <= 32, "called.great has a bit for each");

typedef struct finder {
    arena *a;
    const analysis *an;
    found *out;
    bool in_title;
    window *ahead;
} finder;

/* --- names --- */

static size_t table_slot(const found *f, uint64_t hash)
{
    size_t slot = (hash >> 24) & (f->table_size - 1);
    while (f->table[slot] && f->names.items[f->table[slot] - 1].hash != hash)
        slot = (slot + 1) & (f->table_size - 1);
    return slot;
}

static void table_grow(finder *fi)
{
    found *f = fi->out;
    f->table_size = f->table_size ? f->table_size * 2 : FIRST_TABLE;
    f->table = ARENA_ARRAY(fi->a, uint32_t, f->table_size);
    for (uint32_t i = 0; i < f->names.count; i++)
        f->table[table_slot(f, f->names.items[i].hash)] = i + 1;
}

called *place_found_word(const found *f, str folded)
{
    if (f->table_size == 0)
        return NULL;
    uint32_t at = f->table[table_slot(f, hash_bytes(folded, 0))];
    return at ? &f->names.items[at - 1] : NULL;
}

/* The number of the name with this key; a new one has no readings yet. */
static uint32_t name_number(finder *fi, str key)
{
    found *f = fi->out;
    if (f->names.count * 2 >= f->table_size)
        table_grow(fi);
    uint64_t hash = hash_bytes(key, 0);
    size_t slot = table_slot(f, hash);
    if (!f->table[slot]) {
        vec_push(fi->a, &f->names, (called){.hash = hash, .key = arena_copy(fi->a, key)});
        f->table[slot] = (uint32_t)f->names.count;
    }
    return f->table[slot] - 1;
}

static void keep_readings(finder *fi, called *name, const place_reading *readings, size_t count)
{
    name->reading_count = (uint32_t)count;
    name->readings = arena_alloc(fi->a, count * sizeof *readings);
    memcpy(name->readings, readings, count * sizeof *readings);
    name->scores = ARENA_ARRAY(fi->a, float, count);
    name->people = arena_alloc(fi->a, count * sizeof *name->people);
    for (size_t i = 0; i < count; i++) {
        const place *p = &readings[i].place;
        name->people[i] = logf(fmaxf((float)p->population, 500)) - 11;
        name->has_division |= p->kind == PLACE_ADMIN1 && !readings[i].is_weak;
        name->has_landmark |= p->kind == PLACE_OTHER && !readings[i].is_weak;
        name->great |= (uint32_t)place_may_overshadow(&readings[i]) << i;
    }
}

static void read_name(finder *fi, called *name)
{
    place_reading readings[MAX_READINGS];
    size_t count = gazetteer_readings(name->key, readings, MAX_READINGS);
    keep_readings(fi, name, readings, count < MAX_READINGS ? count : MAX_READINGS);
}

/* A name that stands for one place only: a demonym, an abbreviation. */
static bool read_single(finder *fi, called *name, place_id id)
{
    place_reading reading = {0};
    if (!gazetteer_get(id, &reading.place))
        return false;
    reading.country_id = reading.place.kind == PLACE_COUNTRY ? id : NO_PLACE;
    reading.division_id = reading.place.kind == PLACE_ADMIN1 ? id : NO_PLACE;
    place_id up[8];
    size_t count = gazetteer_ancestors(id, up, 8);
    place above;
    for (size_t i = 0; i < count && gazetteer_get(up[i], &above); i++) {
        if (above.kind == PLACE_COUNTRY)
            reading.country_id = above.id;
        if (above.kind == PLACE_ADMIN1)
            reading.division_id = above.id;
    }
    keep_readings(fi, name, &reading, 1);
    return true;
}

/* --- runs of words --- */

/* May these bytes stand between two words of one name? A space, a line's end, "-", ". ", "'s ". */
static bool joins_words(str gap)
{
    static const char *const gaps[] = {" ", "\n", "-", ".", ". ", "'", "’", "'s ", "’s ", "’ ", "' ", " \n", "\r\n", "–", "  "};
    if (gap.len == 1 && gap.data[0] == ' ')
        return true;
    for (size_t i = 0; gap.len > 0 && gap.len <= 5 && i < sizeof gaps / sizeof *gaps; i++)
        if (word_is_this(gap, gaps[i]))
            return true;
    return false;
}

/* Words of one name from token `first` on, as far as punctuation and the sentence allow, at most `most`. */
static size_t collect_words(const analysis *an, uint32_t first, uint32_t end, size_t most, str *words)
{
    size_t count = 1;
    words[0] = token_form(&an->tokens[first]);
    for (uint32_t i = first + 1; i < end && count < most && joins_words(place_gap_before(an, i)); i++)
        words[count++] = token_form(&an->tokens[i]);
    return count;
}

static str join_words(finder *fi, const str *words, size_t count)
{
    size_t len = 0;
    if (count == 0)
        return STR("");
    for (size_t i = 0; i < count; i++)
        len += words[i].len + 1;
    if (count == 1)
        return words[0];
    char *key = arena_alloc(fi->a, len), *to = key;
    for (size_t i = 0; i < count; i++) {
        assert(words[i].data);
        memcpy(to, words[i].data, words[i].len);
        to += words[i].len;
        *to++ = ' ';
    }
    return (str){key, len - 1};
}

/* Only a capital or a number closes a name of several words. */
static bool may_close(const token *t)
{
    return t->flags & (TOKEN_CAPITAL | TOKEN_DIGIT);
}

static size_t longest_name(const analysis *an, uint32_t first, const name_words *at)
{
    size_t n = at->longest;
    while (n > 1 && !may_close(&an->tokens[first + n - 1]))
        n = gazetteer_longest(at->words, n - 1);
    return n;
}

static size_t longest_demonym(const analysis *an, uint32_t first, const str *words, size_t count, place_id *id)
{
    size_t n = gazetteer_longest_demonym(words, count, id);
    while (n > 1 && !(an->tokens[first + n - 1].flags & TOKEN_CAPITAL))
        n = gazetteer_longest_demonym(words, n - 1, id);
    return n;
}

/* Where a name ends: the last full stop of "U.S." is its own. */
static uint32_t end_of_name(const analysis *an, uint32_t first, uint32_t count)
{
    const token *last = &an->tokens[first + count - 1];
    bool initials = count > 1 && last->end - last->start == 1 && str_equal(place_gap_before(an, first + count - 1), STR("."));
    return last->end + (initials && last->end < an->text.len && an->text.data[last->end] == '.');
}

static spot *add_spot(finder *fi, uint32_t first, uint32_t count, uint32_t name)
{
    const token *t = fi->an->tokens;
    vec_push(fi->a, &fi->out->spots,
             (spot){.first = first,
                    .count = count,
                    .span = {t[first].start, end_of_name(fi->an, first, count)},
                    .called = name,
                    .container = NO_SPOT,
                    .pinned = NO_SPOT,
                    .in_title = fi->in_title});
    fi->out->names.items[name].spots++;
    return &fi->out->spots.items[fi->out->spots.count - 1];
}

/* --- newspaper abbreviations: "Calif.", "N.Y.", "(R-Ky.)" --- */

typedef struct short_form {
    char text[MAX_ABBREVIATION]; /* in lower case, without spaces */
    size_t len;
    uint32_t count, end_byte; /* tokens covered; where it ends in the text */
    bool stop;                /* ends in a full stop */
} short_form;

static bool is_short(const token *t, uint32_t most)
{
    return t->end - t->start <= most && t->flags & TOKEN_CAPITAL;
}

/* What stands from token `first` on and belongs together by full stops: "Calif.", "N.Y.", and if `spaced` "W. Va.". */
static short_form read_short_form(const analysis *an, uint32_t first, uint32_t end, bool spaced)
{
    short_form s = {.count = 1};
    while (first + s.count < end && s.count < 4 && is_short(&an->tokens[first + s.count - 1], 2) &&
           is_short(&an->tokens[first + s.count], 3) &&
           (str_equal(place_gap_before(an, first + s.count), STR(".")) ||
            (spaced && str_equal(place_gap_before(an, first + s.count), STR(". ")))))
        s.count++;
    s.end_byte = an->tokens[first + s.count - 1].end;
    s.stop = s.end_byte < an->text.len && an->text.data[s.end_byte] == '.';
    s.end_byte += s.stop;
    for (uint32_t i = an->tokens[first].start; i < s.end_byte && s.len < MAX_ABBREVIATION; i++) {
        char c = an->text.data[i];
        if (c != ' ')
            s.text[s.len++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    return s;
}

/* After "Springfield, " or in "(R-", "D-"; with its full stop, in brackets as well: "Springfield (Ill.)". */
static bool expects_state(const analysis *an, uint32_t first, uint32_t sentence_start, const short_form *s)
{
    if (first <= sentence_start)
        return false;
    str gap = place_gap_before(an, first);
    const token *before = &an->tokens[first - 1];
    if (str_equal(gap, STR(", ")) || str_equal(gap, STR(",\n")))
        return before->flags & TOKEN_CAPITAL;
    if (str_equal(gap, STR(" (")) && s->stop && s->end_byte < an->text.len && an->text.data[s->end_byte] == ')')
        return before->flags & TOKEN_CAPITAL;
    bool party = before->form_len == 1 && (before->form[0] == 'r' || before->form[0] == 'd' || before->form[0] == 'i');
    return str_equal(gap, STR("-")) && party && before->flags & TOKEN_CAPITAL;
}

/* A state only where one is expected, or where the writing leaves no doubt: "N.Y.", "NSW"; not "ACT", a test of American schools.
 */
static place_id state_of(const analysis *an, uint32_t first, uint32_t sentence_start, short_form *s)
{
    bool capitals = an->tokens[first].flags & TOKEN_ALL_CAPITALS, many = s->count > 1;
    bool after_name = expects_state(an, first, sentence_start, s);
    bool after_number = first > sentence_start && an->tokens[first - 1].flags & TOKEN_DIGIT;
    bool three_capitals = capitals && an->tokens[first].form_len == 3 && !str_equal(token_form(&an->tokens[first]), STR("act"));
    if (!(after_name && (s->stop || capitals)) && !(many && s->stop && !after_number) && !three_capitals)
        return NO_PLACE;
    place_id id = gazetteer_abbreviation((str){s->text, s->len});
    if (id == NO_PLACE && s->stop && (capitals || many)) { /* the full stop is the sentence's */
        id = gazetteer_abbreviation((str){s->text, s->len - 1});
        s->end_byte--;
        s->len--;
    }
    return id;
}

static uint32_t find_abbreviation(finder *fi, uint32_t first, uint32_t sentence_start, uint32_t end)
{
    const analysis *an = fi->an;
    const token *t = &an->tokens[first];
    bool stop = t->end < an->text.len && an->text.data[t->end] == '.';
    bool goes_on = first > sentence_start && str_equal(place_gap_before(an, first), STR(".")); /* "S.A." of "N.S.A." */
    if (goes_on || !is_short(t, 5) || !(stop || t->flags & TOKEN_ALL_CAPITALS))
        return 0;
    short_form s = read_short_form(an, first, end, true);
    place_id id = state_of(an, first, sentence_start, &s);
    if (id == NO_PLACE && s.count > 1) {
        s = read_short_form(an, first, end, false);
        id = state_of(an, first, sentence_start, &s);
    }
    if (id == NO_PLACE)
        return 0;
    char key[MAX_ABBREVIATION + 1] = "."; /* a full stop in front: no folded word has one */
    memcpy(key + 1, s.text, s.len);
    uint32_t name = name_number(fi, (str){key, s.len + 1});
    called *c = &fi->out->names.items[name];
    if (c->reading_count == 0 && !read_single(fi, c, id))
        return 0;
    c->is_abbreviation = true;
    add_spot(fi, first, s.count, name)->span.end = s.end_byte;
    return s.count;
}

/* --- the walk --- */

/* "us" is a word, "US" a country; "Ely" is a town. */
static bool is_wrong_case(const called *name, const token *t, size_t words)
{
    if (words > 1 || t->form_len > 4 || name->reading_count == 0)
        return false;
    bool acronym = name->readings[0].place.kind <= PLACE_ADMIN1 && t->form_len <= 3 &&
                   !str_equal_ascii_nocase(str_slice(name->readings[0].place.name, 0, t->form_len), token_form(t));
    return acronym && !(t->flags & TOKEN_ALL_CAPITALS);
}

/* "The Balkans" are the Balkans: then the name begins at its second word. Not so "The Woodlands". */
static bool has_idle_article(str key)
{
    place_id with = NO_PLACE, without = NO_PLACE;
    return str_starts_with(key, STR("the ")) && gazetteer_named(key, &with, 1) > 0 &&
           gazetteer_named(str_slice(key, 4, key.len), &without, 1) > 0 && with == without;
}

/* Those from token `from` on, over the ends of sentences. */
static void list_capitals(const analysis *an, uint32_t sentence_number, uint32_t from, window *w)
{
    w->count = w->at = 0;
    w->until = an->token_count;
    for (uint32_t n = sentence_number; n < an->sentence_count; n++) {
        uint32_t end = an->sentences[n].first_token + an->sentences[n].token_count;
        for (uint32_t i = n == sentence_number ? from : an->sentences[n].first_token; i < end; i++) {
            const token *t = &an->tokens[i];
            if (!(t->flags & TOKEN_CAPITAL) || t->known->name_words < 2)
                continue;
            size_t most = t->known->name_words < MAX_NAME_WORDS ? t->known->name_words : MAX_NAME_WORDS;
            name_words *name = &w->names[w->count];
            *name = (name_words){.words = w->words[w->count], .most = t->known->name_words};
            name->count = collect_words(an, i, end, most, w->words[w->count]);
            while (name->count > 1 && !may_close(&an->tokens[i + name->count - 1]))
                name->count--;
            if (name->count == 1)
                continue;
            w->tokens[w->count++] = i;
            if (w->count == WINDOW) {
                w->until = i + 1;
                return;
            }
        }
    }
}

/* What the gazetteer knows of the names that begin with the capitalised word `first`, or NULL where it can only stand alone; the
 * words before it have been seen. */
static const name_words *look_ahead(finder *fi, uint32_t sentence_number, uint32_t first)
{
    window *w = fi->ahead;
    if (first >= w->until) {
        list_capitals(fi->an, sentence_number, first, w);
        gazetteer_longest_names(w->names, w->count);
    }
    while (w->at < w->count && w->tokens[w->at] < first)
        w->at++;
    return w->at < w->count && w->tokens[w->at] == first ? &w->names[w->at] : NULL;
}

static uint32_t find_name(finder *fi, uint32_t sentence_number, uint32_t first)
{
    const known_word *known = fi->an->tokens[first].known;
    const str word = token_form(&fi->an->tokens[first]);
    const name_words alone = {.words = &word, .count = 1, .longest = known->is_name};
    if (known->name_words == 0)
        return 0;
    const name_words *at = known->name_words > 1 ? look_ahead(fi, sentence_number, first) : NULL;
    at = at ? at : &alone;
    place_id demonym = NO_PLACE;
    size_t named = longest_name(fi->an, first, at);
    size_t people = known->may_demonym ? longest_demonym(fi->an, first, at->words, at->count, &demonym) : 0;
    if (named == 0 && people == 0)
        return 0;
    bool is_demonym = people > named || (people == named && people > 0);
    size_t n = is_demonym ? people : named;
    str key = join_words(fi, at->words, n);
    if (has_idle_article(key))
        return 0;
    uint32_t number = name_number(fi, key);
    called *name = &fi->out->names.items[number];
    if (name->reading_count == 0) {
        name->is_demonym = is_demonym;
        if (is_demonym)
            read_single(fi, name, demonym);
        else
            read_name(fi, name);
    }
    if (name->reading_count == 0 || is_wrong_case(name, &fi->an->tokens[first], n))
        return 0;
    add_spot(fi, first, (uint32_t)n, number);
    return (uint32_t)n;
}

static void find_in_sentence(finder *fi, uint32_t sentence_number)
{
    const sentence *s = &fi->an->sentences[sentence_number];
    uint32_t end = s->first_token + s->token_count;
    for (uint32_t i = s->first_token; i < end;) {
        uint32_t taken = 0;
        if (fi->an->tokens[i].flags & TOKEN_CAPITAL) {
            taken = find_abbreviation(fi, i, s->first_token, end);
            if (!taken)
                taken = find_name(fi, sentence_number, i);
        }
        i += taken ? taken : 1;
    }
}

static void find_in_text(arena *a, const analysis *an, bool in_title, found *out)
{
    window ahead;
    finder fi = {.a = a, .an = an, .out = out, .in_title = in_title, .ahead = &ahead};
    ahead.count = ahead.at = ahead.until = 0;
    for (uint32_t i = 0; i < an->sentence_count; i++)
        find_in_sentence(&fi, i);
}

void place_find_spots(arena *a, const tag_input *in, found *out)
{
    *out = (found){0};
    find_in_text(a, in->title, true, out);
    find_in_text(a, in->body, false, out);
}
