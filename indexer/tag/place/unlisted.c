/* unlisted.c - which names are places although the gazetteer lacks them? */
#include "indexer/tag/place/unlisted.h"

#include <assert.h>
#include <math.h>

#include "base/hash.h"
#include "indexer/tag/place/place.h"
#include "indexer/tag/place/weights.h"
#include "indexer/tag/place/words.h"
#include "text/words.h"

enum { MOST_WORDS = 5, FIRST_SLOTS = 64, LONGEST_SMALL = 4 };

static_assert(U_COUNT <= 64, "the features of a name are bits of one word");

#define BIT(feature) ((uint64_t)1 << U_##feature)

/* One of these must speak for a place before the others are asked. */
static const uint64_t TRIGGERS = BIT(PREV_IN) | BIT(PREV_AT) | BIT(PREV_FROM) | BIT(PREV_NEAR) | BIT(IN_THE) |
                                 BIT(PREV_DIRECTION) | BIT(PREV_KIND) | BIT(KIND_OF) | BIT(NEXT_KIND) | BIT(NEXT_FEATURE) |
                                 BIT(NEXT_ROAD) | BIT(LAST_KIND) | BIT(LAST_FEATURE) | BIT(LAST_ROAD) | BIT(LAST_NUMBER) |
                                 BIT(FIRST_FEATURE) | BIT(HOLDER) | BIT(LISTED);

typedef struct finder {
    arena *a;
    const tag_input *input;
    const tags *tagged;
    const found *f;
    const analysis *an;
    bool in_title;
    size_t spot;   /* the first that does not end before the run looked at */
    size_t person; /* likewise, of the tagged persons */
    unlisted_list *out;
} finder;

static bool is_place(const spot *s)
{
    return s->chance >= PLACE_THRESHOLD;
}

static bool is_blank(str gap)
{
    return gap.len == 1 && (gap.data[0] == ' ' || gap.data[0] == '\n');
}

/* --- where does a run of capitalised words begin and end? --- */

/* "kwa" in "Mukuru kwa Njenga", "el" in "Bab el-Oued". */
static bool is_particle(str form)
{
    static const char *const particles[] = {"el", "al", "de", "du", "la", "del", "kwa", "ul", "e"};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (word_is_this(form, particles[i]))
            return true;
    return false;
}

static bool is_joined(const analysis *an, uint32_t number)
{
    str gap = place_gap_before(an, number);
    const token *before = &an->tokens[number - 1];
    if (gap.len == 1)
        return gap.data[0] == ' ' || gap.data[0] == '-' || gap.data[0] == '\'';
    return str_equal(gap, STR("’")) || (str_equal(gap, STR(". ")) && before->form_len <= 2 && before->flags & TOKEN_CAPITAL &&
                                        !(before->flags & TOKEN_ALL_CAPITALS));
}

/* The end of the run from token `first` on: capitalised words, particles between them, numbers of roads. */
static uint32_t end_of_run(const analysis *an, uint32_t first, uint32_t end)
{
    uint32_t at = first + 1;
    while (at < end && is_joined(an, at)) {
        const token *t = &an->tokens[at];
        if (t->flags & TOKEN_CAPITAL)
            at++;
        else if (t->flags & TOKEN_DIGIT && place_word(&an->tokens[at - 1]) & WORD_ROAD)
            return at + 1;
        else if (at + 1 < end && is_particle(token_form(t)) && is_joined(an, at + 1) && an->tokens[at + 1].flags & TOKEN_CAPITAL)
            at += 2;
        else
            break;
    }
    return at;
}

/* Capitals that only begin a sentence: "In", "The". The long ones among them are seldom first. */
static bool is_small_word(const token *t)
{
    enum { SMALL = WORD_IN | WORD_AT | WORD_FROM | WORD_NEAR | WORD_OF | WORD_TO | WORD_THE | WORD_AND | WORD_BY | WORD_ACROSS };
    return t->form_len <= LONGEST_SMALL && place_word(t) & SMALL;
}

/* --- what speaks for a place --- */

static const struct {
    uint32_t bit;
    unlisted_feature feature;
} before_rows[] = {{WORD_IN, U_PREV_IN},   {WORD_AT, U_PREV_AT},   {WORD_FROM, U_PREV_FROM},          {WORD_NEAR, U_PREV_NEAR},
                   {WORD_TO, U_PREV_TO},   {WORD_OF, U_PREV_OF},   {WORD_ACROSS, U_PREV_ACROSS},      {WORD_BY, U_PREV_BY},
                   {WORD_AND, U_PREV_AND}, {WORD_THE, U_PREV_THE}, {WORD_DIRECTION, U_PREV_DIRECTION}};

static uint64_t lower_before(const analysis *an, uint32_t first, uint32_t sentence_first)
{
    uint32_t word = place_word(&an->tokens[first - 1]);
    uint32_t wider = first - 1 > sentence_first ? place_word(&an->tokens[first - 2]) : 0;
    if (word & (WORD_COUNTY | WORD_QUARTER))
        return BIT(PREV_KIND);
    for (size_t i = 0; i < sizeof before_rows / sizeof *before_rows; i++) {
        if (!(word & before_rows[i].bit))
            continue;
        uint64_t features = (uint64_t)1 << before_rows[i].feature;
        if (word & WORD_OF && wider & (WORD_COUNTY | WORD_QUARTER))
            features |= BIT(KIND_OF);
        if (word & WORD_THE && wider & (WORD_IN | WORD_AT | WORD_FROM | WORD_NEAR))
            features |= BIT(IN_THE);
        return features;
    }
    return BIT(PREV_OTHER_LOWER);
}

static uint64_t before(const analysis *an, uint32_t first, uint32_t sentence_first)
{
    if (first == sentence_first)
        return BIT(SENTENCE_START);
    str gap = place_gap_before(an, first);
    const token *t = &an->tokens[first - 1];
    if (gap.len > 0 && gap.data[0] == ',')
        return BIT(PREV_COMMA);
    if (!is_blank(gap))
        return BIT(PREV_OTHER_MARK);
    if (t->flags & TOKEN_DIGIT)
        return BIT(PREV_NUMBER);
    return lower_before(an, first, sentence_first);
}

static uint64_t word_after(const token *t)
{
    uint32_t word = place_word(t);
    if (word & (WORD_COUNTY | WORD_QUARTER))
        return BIT(NEXT_KIND);
    if (word & WORD_FEATURE)
        return BIT(NEXT_FEATURE);
    if (word & WORD_ROAD)
        return BIT(NEXT_ROAD);
    if (word & WORD_SCHOOL)
        return BIT(NEXT_SCHOOL);
    if (word & WORD_DISEASE)
        return BIT(NEXT_DISEASE);
    if (word & (WORD_SAYING | WORD_PERSON_VERB | WORD_SEPARATE))
        return BIT(NEXT_PERSON_VERB);
    if (word & WORD_AND)
        return BIT(NEXT_AND);
    return t->flags & TOKEN_CAPITAL ? BIT(NEXT_CAPITAL) : BIT(NEXT_LOWER);
}

static uint64_t after(const analysis *an, uint32_t end, uint32_t sentence_end)
{
    str gap = place_gap_after(an, end - 1);
    if (gap.len > 0 && gap.data[0] == ',')
        return BIT(NEXT_COMMA);
    if (str_starts_with(gap, STR("'s")) || str_starts_with(gap, STR("’s")))
        return BIT(NEXT_POSSESSIVE);
    if (end >= sentence_end || !is_blank(gap))
        return BIT(NEXT_OTHER_MARK);
    return word_after(&an->tokens[end]);
}

static uint64_t last_word(const token *t)
{
    static const char *const mixed[] = {"court", "place", "house"}; /* roads, but others too */
    static const char *const events[] = {"war",    "cup",    "day",    "week",     "festival",
                                         "league", "treaty", "summit", "marathon", "award"};
    str form = token_form(t);
    uint32_t word = place_word(t);
    uint64_t features = 0;
    if (t->flags & TOKEN_DIGIT)
        return BIT(LAST_NUMBER);
    if (word_is_any(form, mixed, sizeof mixed / sizeof *mixed))
        return BIT(LAST_COURT);
    if (word_is_any(form, events, sizeof events / sizeof *events))
        return BIT(LAST_EVENT);
    if (word & (WORD_COUNTY | WORD_QUARTER))
        features |= BIT(LAST_KIND);
    else if (word & WORD_FEATURE)
        features |= BIT(LAST_FEATURE);
    else if (word & WORD_ROAD)
        features |= BIT(LAST_ROAD);
    else if (word & WORD_SCHOOL)
        features |= BIT(LAST_SCHOOL);
    if (word & (WORD_PRESS | WORD_COMPANY))
        features |= BIT(LAST_PRESS);
    if (word & WORD_TEAM)
        features |= BIT(LAST_TEAM);
    return features;
}

static bool begins_with_feature(const token *t)
{
    str form = token_form(t);
    return place_word(t) & WORD_FEATURE || (form.len == 4 && (word_is_this(form, "fort") || word_is_this(form, "camp")));
}

/* What is known of its own words without the book of names. */
static uint64_t own_words(const analysis *an, const unlisted *u)
{
    const token *t = &an->tokens[u->first];
    uint64_t features = begins_with_feature(t) ? BIT(FIRST_FEATURE) : 0;
    if (u->count == 1 && !(t->flags & TOKEN_DIGIT))
        return features | BIT(WORDS_1);
    return features | last_word(&t[u->count - 1]) | (u->count == 2 ? BIT(WORDS_2) : u->count > 2 ? BIT(WORDS_3) : 0);
}

/* --- what else the words say: only asked where there is some reason --- */

static uint64_t first_word(const token *t)
{
    /* "Federal Reserve", "United Way": bodies, whatever they end in. */
    static const char *const official[] = {"federal",       "national", "united", "general",  "royal", "public",
                                           "international", "american", "state",  "european", "world", "global"};
    str form = token_form(t);
    uint32_t word = place_word(t);
    unsigned bits = names_of_word(t);
    if (word_is_any(form, official, sizeof official / sizeof *official))
        return BIT(FIRST_OFFICIAL);
    if (word & WORD_DIRECTION)
        return BIT(FIRST_DIRECTION);
    if (word & WORD_SAINT)
        return BIT(FIRST_SAINT);
    if (word & WORD_TITLE || bits & (NAME_HONORIFIC | NAME_ROLE))
        return BIT(FIRST_TITLE);
    return bits & NAME_GIVEN && !(bits & NAME_COMMON) ? BIT(FIRST_GIVEN) : 0;
}

static uint64_t name_words_of(const analysis *an, const unlisted *u)
{
    const token *t = &an->tokens[u->first];
    uint64_t features = u->features;
    if (!(features & BIT(FIRST_FEATURE)))
        features |= first_word(t);
    if (features & (BIT(NEXT_AND) | BIT(NEXT_CAPITAL) | BIT(NEXT_LOWER))) {
        unsigned next = names_of_word(&t[u->count]);
        if (next & (NAME_BODY | NAME_ROLE)) {
            features &= ~(BIT(NEXT_AND) | BIT(NEXT_CAPITAL) | BIT(NEXT_LOWER));
            features |= next & NAME_BODY ? BIT(NEXT_BODY) : BIT(NEXT_ROLE);
        }
    }
    unsigned last = names_of_word(&t[u->count - 1]);
    if (features & BIT(WORDS_1))
        features |= (last & NAME_COMMON ? BIT(COMMON) : 0) | (last & NAME_SURNAME ? BIT(SURNAME) : 0);
    else if (last & NAME_BODY && !(features & (BIT(LAST_NUMBER) | BIT(LAST_COURT) | BIT(LAST_EVENT))))
        features |= BIT(LAST_BODY);
    return features;
}

static bool is_headline(const analysis *an, const unlisted *u)
{
    uint32_t capitals = 0, words = u->sentence_end - u->sentence_first;
    for (uint32_t i = u->sentence_first; i < u->sentence_end; i++)
        capitals += (an->tokens[i].flags & TOKEN_CAPITAL) != 0;
    return words >= 4 && capitals * 10 >= words * 7;
}

/* --- known places beside it --- */

static bool says_where(str gap)
{
    return str_equal(gap, STR(", ")) || str_equal(gap, STR(" in ")) || str_equal(gap, STR(", in ")) || str_equal(gap, STR(" ("));
}

static bool is_list_mark(str gap)
{
    return str_equal(gap, STR(", ")) || str_equal(gap, STR(" and ")) || str_equal(gap, STR(", and "));
}

/* The spots before and behind the run, of which `behind` is the first that does not end before it. */
static uint64_t beside(const finder *fi, unlisted *u)
{
    const found *f = fi->f;
    const uint32_t behind = u->behind;
    const char *text = fi->an->text.data;
    uint64_t features = 0;
    if (behind < f->spots.count && f->spots.items[behind].in_title == fi->in_title && is_place(&f->spots.items[behind]) &&
        !f->names.items[f->spots.items[behind].called].is_demonym) {
        str gap = {text + u->span.end, f->spots.items[behind].span.start - u->span.end};
        if (gap.len <= 5 && says_where(gap)) {
            u->beside = behind;
            features |= BIT(HOLDER);
        }
    }
    if (behind > 0 && f->spots.items[behind - 1].in_title == fi->in_title && is_place(&f->spots.items[behind - 1]) &&
        !f->names.items[f->spots.items[behind - 1].called].is_demonym) {
        const spot *s = &f->spots.items[behind - 1];
        str gap = {text + s->span.end, u->span.start - s->span.end};
        if (s->span.end < u->span.start && gap.len <= 6 && is_list_mark(gap)) {
            u->listed = behind - 1;
            features |= BIT(LISTED) | (features & BIT(HOLDER) ? BIT(LISTED_BOTH) : 0);
        }
    }
    return features;
}

/* --- the walk --- */

static uint64_t hash_of(const analysis *an, uint32_t first, uint32_t count)
{
    uint64_t hash = 1;
    for (uint32_t i = first; i < first + count; i++)
        hash = hash_bytes(token_form(&an->tokens[i]), hash);
    return hash | 1; /* 0 is an empty slot */
}

static bool is_in_person(finder *fi, text_span span)
{
    const tags *t = fi->tagged;
    while (fi->person < t->persons.count &&
           (t->persons.items[fi->person].in_title > fi->in_title ||
            (t->persons.items[fi->person].in_title == fi->in_title && t->persons.items[fi->person].span.end <= span.start)))
        fi->person++;
    return fi->person < t->persons.count && t->persons.items[fi->person].in_title == fi->in_title &&
           t->persons.items[fi->person].span.start < span.end;
}

/* Does the run hold a place, or does the gazetteer know it whole and the judge has refused it? */
typedef enum overlap { FREE, REFUSED, TAKEN } overlap;

static overlap overlap_of(finder *fi, text_span span, uint32_t *behind)
{
    const found *f = fi->f;
    overlap how = FREE;
    while (fi->spot < f->spots.count &&
           (f->spots.items[fi->spot].in_title > fi->in_title ||
            (f->spots.items[fi->spot].in_title == fi->in_title && f->spots.items[fi->spot].span.end <= span.start)))
        fi->spot++;
    size_t i = fi->spot;
    for (; i < f->spots.count && f->spots.items[i].in_title == fi->in_title && f->spots.items[i].span.start < span.end; i++)
        how = is_place(&f->spots.items[i]) ? TAKEN : how == TAKEN ? TAKEN : REFUSED;
    *behind = (uint32_t)i;
    return how;
}

/* A run [first, end) of a sentence: what can be seen at once. */
static void look_at(finder *fi, const sentence *s, uint32_t first, uint32_t end)
{
    const analysis *an = fi->an;
    unlisted u = {.first = first,
                  .count = end - first,
                  .sentence_first = s->first_token,
                  .sentence_end = s->first_token + s->token_count,
                  .span = {an->tokens[first].start, an->tokens[end - 1].end},
                  .beside = NO_SPOT,
                  .listed = NO_SPOT,
                  .in_title = fi->in_title};
    overlap how = overlap_of(fi, u.span, &u.behind);
    if (how == TAKEN || u.count > MOST_WORDS || (u.count == 1 && how == REFUSED))
        return;
    u.features = BIT(ALWAYS) | before(an, first, u.sentence_first) | after(an, end, u.sentence_end) | own_words(an, &u) |
                 beside(fi, &u) | (how == REFUSED ? BIT(REFUSED) : 0);
    vec_push(fi->a, fi->out, u);
}

static void find_in_text(finder *fi, const analysis *an, bool in_title)
{
    fi->an = an;
    fi->in_title = in_title;
    for (uint32_t n = 0; n < an->sentence_count; n++) {
        const sentence *s = &an->sentences[n];
        for (uint32_t i = s->first_token, last = s->first_token + s->token_count; i < last;) {
            if (!(an->tokens[i].flags & TOKEN_CAPITAL) || is_small_word(&an->tokens[i])) {
                i++;
                continue;
            }
            uint32_t end = end_of_run(an, i, last);
            look_at(fi, s, i, end);
            i = end;
        }
    }
}

/* All that is asked before the chance is told. */
static void look_closer(finder *fi, unlisted *u)
{
    const uint64_t prepositions = BIT(PREV_IN) | BIT(PREV_AT) | BIT(PREV_FROM) | BIT(PREV_NEAR) | BIT(PREV_OF) | BIT(PREV_TO);
    const analysis *an = fi->an;
    u->features = name_words_of(an, u) | (is_headline(an, u) ? BIT(HEADLINE) : 0) | (is_in_person(fi, u->span) ? BIT(PERSON) : 0);
    if (u->features & BIT(HOLDER) && u->features & prepositions)
        u->features |= BIT(HOLDER_AND_PREP);
    for (uint32_t i = u->first; i < u->first + u->count; i++)
        if (an->tokens[i].flags & TOKEN_ALL_CAPITALS)
            u->features |= BIT(CAPITALS);
    if (u->count == 1 && place_word(&an->tokens[u->first]) & WORD_MONTH)
        u->features = 0; /* "in August" */
}

/* --- one name, one sense --- */

typedef struct name_table {
    struct slot {
        uint64_t hash;
        bool is_place;
        place_id inside;
    } * slots;
    size_t room; /* a power of two */
} name_table;

static name_table name_table_new(arena *a, size_t names)
{
    name_table t = {.room = FIRST_SLOTS};
    while (t.room < 2 * names)
        t.room *= 2;
    t.slots = ARENA_ARRAY(a, struct slot, t.room);
    return t;
}

/* A new one is all zero but for its hash. */
static struct slot *name_table_slot(name_table *t, uint64_t hash)
{
    size_t at = (hash >> 20) & (t->room - 1);
    while (t->slots[at].hash && t->slots[at].hash != hash)
        at = (at + 1) & (t->room - 1);
    t->slots[at].hash = hash;
    return &t->slots[at];
}

static float chance_of(uint64_t features)
{
    float sum = 0;
    for (uint64_t bits = features; bits; bits &= bits - 1)
        sum += unlisted_weights[__builtin_ctzll(bits)];
    return 1 / (1 + expf(-sum));
}

static void turn_to(finder *fi, const unlisted *u)
{
    fi->in_title = u->in_title;
    fi->an = u->in_title ? fi->input->title : fi->input->body;
}

/* A letter and a length: most names that are no place anywhere are told by them from those that are. */
static uint64_t mark_of(const token *t)
{
    return (uint64_t)1 << (((unsigned char)t->form[0] * 5u + t->form_len) & 63);
}

static void look_where_triggered(finder *fi, name_table *t, uint64_t *marks)
{
    for (size_t i = 0; i < fi->out->count; i++) {
        unlisted *u = &fi->out->items[i];
        if (!(u->features & TRIGGERS))
            continue;
        turn_to(fi, u);
        look_closer(fi, u);
        u->hash = hash_of(fi->an, u->first, u->count);
        u->chance = u->features ? chance_of(u->features) : 0;
        if (u->chance >= PLACE_THRESHOLD) {
            name_table_slot(t, u->hash)->is_place = true;
            *marks |= mark_of(&fi->an->tokens[u->first]);
        }
    }
}

/* Is the name a place elsewhere in the article? */
static bool is_place_elsewhere(finder *fi, name_table *t, uint64_t marks, unlisted *u)
{
    turn_to(fi, u);
    if (u->chance >= PLACE_THRESHOLD || !(marks & mark_of(&fi->an->tokens[u->first])))
        return false;
    if (!u->hash)
        u->hash = hash_of(fi->an, u->first, u->count);
    if (!name_table_slot(t, u->hash)->is_place)
        return false;
    if (!(u->features & TRIGGERS))
        look_closer(fi, u);
    return u->features != 0;
}

/* Keeps what something speaks for; the rest only where the article has the name as a place too. */
static void keep_triggered(finder *fi)
{
    unlisted_list *list = fi->out;
    name_table t = name_table_new(fi->a, list->count);
    uint64_t marks = 0;
    size_t kept = 0;
    look_where_triggered(fi, &t, &marks);
    fi->person = 0;
    for (size_t i = 0; i < list->count; i++) {
        unlisted u = list->items[i];
        bool triggered = u.features & TRIGGERS;
        if (marks && is_place_elsewhere(fi, &t, marks, &u)) {
            u.features |= BIT(PLACE_ELSEWHERE);
            u.chance = chance_of(u.features);
            triggered = true;
        }
        if (triggered)
            list->items[kept++] = u;
    }
    list->count = kept;
}

/* --- where is it? --- */

static place_id place_of(const found *f, size_t number)
{
    const spot *s = &f->spots.items[number];
    const called *name = &f->names.items[s->called];
    return name->readings[s->pinned != NO_SPOT ? s->pinned : name->chosen].place.id;
}

static bool holds(const found *f, size_t number)
{
    return is_place(&f->spots.items[number]) && !f->names.items[f->spots.items[number].called].is_demonym;
}

static place_id above(place_id id)
{
    place p;
    return gazetteer_get(id, &p) ? p.parent : NO_PLACE;
}

/* What the article speaks of most, and towns before what they lie in; of a part of a town the town, as no village lies in it. */
static place_id heaviest(const found *f)
{
    static const float by_kind[] = {[PLACE_CONTINENT] = 0, [PLACE_COUNTRY] = .5f, [PLACE_ADMIN1] = .7f,
                                    [PLACE_ADMIN2] = 1,    [PLACE_CITY] = 1,      [PLACE_OTHER] = .5f};
    float most = 0;
    place_id best = NO_PLACE;
    for (size_t i = 0; i < f->spots.count; i++) {
        const called *name = &f->names.items[f->spots.items[i].called];
        if (!holds(f, i))
            continue;
        const place_reading *chosen = &name->readings[name->chosen];
        const place *p = &chosen->place;
        float weight = name->weight * name->certainty * by_kind[p->kind];
        if (weight > most) {
            most = weight;
            best = chosen->is_section && p->parent != NO_PLACE ? p->parent : p->id;
        }
    }
    return best;
}

static place_id locate(const finder *fi, const unlisted *u)
{
    if (u->beside != NO_SPOT)
        return place_of(fi->f, u->beside);
    return u->listed != NO_SPOT ? above(place_of(fi->f, u->listed)) : NO_PLACE;
}

/* One name, one place: the first that any of its occurrences tells. Where none does, what the article speaks of most. */
static void locate_all(finder *fi, unlisted_list *list)
{
    const place_id anywhere = heaviest(fi->f);
    name_table t = name_table_new(fi->a, list->count);
    for (int said = 1; said >= 0; said--)
        for (size_t i = 0; i < list->count; i++) {
            unlisted *u = &list->items[i];
            struct slot *s = name_table_slot(&t, u->hash);
            if (s->inside == NO_PLACE && (!said || u->beside != NO_SPOT))
                s->inside = locate(fi, u);
        }
    for (size_t i = 0; i < list->count; i++) {
        unlisted *u = &list->items[i];
        place_id told = name_table_slot(&t, u->hash)->inside;
        u->inside = told != NO_PLACE ? told : anywhere;
        u->is_told = told != NO_PLACE;
    }
}

void place_find_unlisted(arena *a, const tag_input *in, const tags *tagged, const found *f, unlisted_list *out)
{
    finder fi = {.a = a, .input = in, .tagged = tagged, .f = f, .out = out};
    *out = (unlisted_list){0};
    find_in_text(&fi, in->title, true);
    find_in_text(&fi, in->body, false);
    keep_triggered(&fi);
    locate_all(&fi, out);
}
