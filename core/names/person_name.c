/* person_name.c - of what parts is a person's name made, and may two spellings of a part be the same? */
#include "names/person_name.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "names/names.h"
#include "names/nicknames.h"
#include "names/wordbook.h"
#include "text/fold.h"

enum { MOST_PARTS = 16 };

typedef struct part {
    str text; /* folded, without full stops at its end */
    bool capital, initial, quoted;
} part;

typedef struct parts {
    part list[MOST_PARTS];
    uint32_t count;
    bool too_many;
} parts;

/* --- cutting --- */

static bool parts_words(char c)
{
    return c == ' ' || c == '-' || c == ',' || c == '\t' || c == '\n' || c == '(' || c == ')';
}

/* "j", "j.", "h.w." */
static bool is_initial(str word)
{
    bool letter = word.len > 0 && word.data[0] >= 'a' && word.data[0] <= 'z';
    return letter && (word.len == 1 || (word.len <= 4 && word.data[1] == '.'));
}

static bool begins_with_capital(str shown)
{
    unsigned char c = shown.len ? (unsigned char)shown.data[0] : 0;
    return (c >= 'A' && c <= 'Z') || c >= 0x80; /* letters beyond ASCII get the benefit of the doubt */
}

static void add_part(arena *a, parts *p, str shown, bool quoted)
{
    part made = {.capital = begins_with_capital(shown), .quoted = quoted, .text = fold(a, shown)};
    made.initial = is_initial(made.text);
    while (made.text.len > 1 && !made.initial && made.text.data[made.text.len - 1] == '.')
        made.text.len--;
    p->too_many |= p->count == MOST_PARTS;
    if (made.text.len > 0 && !p->too_many)
        p->list[p->count++] = made;
}

/* Quotation marks are folded to plain ones word by word, so they are looked for in the folded name. */
static void cut(arena *a, str name, parts *out)
{
    bool quoted = false;
    for (size_t at = 0; at < name.len;) {
        size_t start = at;
        while (at < name.len && !parts_words(name.data[at]) && name.data[at] != '"')
            at++;
        if (at > start)
            add_part(a, out, str_slice(name, start, at), quoted);
        if (at < name.len && name.data[at++] == '"')
            quoted = !quoted;
    }
}

/* Typographic double quotation marks as plain ones; the rest as it is. */
static str with_plain_marks(arena *a, str name)
{
    char *plain = arena_alloc(a, name.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < name.len; i++) {
        bool mark = i + 2 < name.len && memcmp(name.data + i, "\xE2\x80", 2) == 0 &&
                    ((unsigned char)name.data[i + 2] == 0x9C || (unsigned char)name.data[i + 2] == 0x9D);
        plain[len++] = mark ? '"' : name.data[i];
        i += mark ? 2 : 0;
    }
    return (str){plain, len};
}

/* --- titles and suffixes --- */

static bool is_among(str word, const char *const *list)
{
    for (; *list; list++)
        if (str_equal(word, str_from(*list)))
            return true;
    return false;
}

static bool is_title(str word)
{
    static const char *const more[] = {"elect", "former", "then", "vice", "vp", "candidate", "nominee", "acting", NULL};
    return (names_of(word) & (NAME_HONORIFIC | NAME_ROLE)) || is_among(word, more);
}

static name_sex sex_of_title(str word)
{
    static const char *const women[] = {"mrs", "ms", "miss", "lady", "queen", "congresswoman", "chairwoman", "spokeswoman", NULL};
    static const char *const men[] = {"mr", "sir", "lord", "king", "congressman", "spokesman", NULL};
    return is_among(word, women) ? SEX_FEMALE : is_among(word, men) ? SEX_MALE : SEX_UNKNOWN;
}

static name_suffix suffix_of(str word)
{
    static const struct row {
        const char *word;
        name_suffix suffix;
    } rows[] = {{"jr", SUFFIX_JUNIOR}, {"junior", SUFFIX_JUNIOR}, {"sr", SUFFIX_SENIOR},
                {"ii", SUFFIX_SECOND}, {"iii", SUFFIX_THIRD},     {"iv", SUFFIX_FOURTH}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_equal(word, str_from(rows[i].word)))
            return rows[i].suffix;
    return SUFFIX_NONE;
}

/* What follows the last title that leaves enough of a name: two words, or one where nothing but titles stands before. */
static uint32_t behind_titles(const parts *p, name_sex *sex)
{
    uint32_t best = 0;
    bool only_titles = true;
    for (uint32_t i = 0; i + 1 < p->count; i++) {
        bool title = !p->list[i].quoted && is_title(p->list[i].text);
        only_titles &= title;
        if (title && (p->count - i > 2 || only_titles)) {
            best = i + 1;
            if (sex_of_title(p->list[i].text) != SEX_UNKNOWN)
                *sex = sex_of_title(p->list[i].text);
        }
    }
    return best;
}

/* --- what kind of name is left? --- */

static bool is_particle(str word)
{
    static const char *const list[] = {"de", "la",  "del", "der", "den", "van", "von", "bin",  "ibn", "al", "el",
                                       "da", "dos", "di",  "du",  "le",  "ten", "ter", "bint", "abu", "st", NULL};
    return is_among(word, list);
}

/* A word that no surname is: of a body, an office, a people, or of everyday grammar. "Bank" is one behind "Anna" only, and "Clay
 * County" never is a man. */
static bool is_no_name(str word, bool behind_given)
{
    static const char *const lands[] = {"county", "township", "city", NULL};
    unsigned bits = names_of(word);
    if (is_among(word, lands))
        return true;
    uint64_t key = WORDBOOK_KEY_START;
    for (size_t i = 0; i < word.len; i++)
        key = wordbook_key_add(key, (unsigned char)word.data[i]);
    uint32_t grammar = WORD_DETERMINER | WORD_POSSESSIVE | WORD_PREPOSITION | WORD_SUBJECT | WORD_RELATIVE | WORD_CONJUNCTION |
                       WORD_SUBORDINATOR | WORD_AUXILIARY | WORD_TIME | WORD_PLURAL | WORD_MEDIUM;
    if (wordbook_find(wordbook(), key)->bits & grammar && !(bits & (NAME_GIVEN | NAME_SURNAME)))
        return true;
    if (bits & NAME_BODY)
        return !(bits & NAME_GIVEN) && !(behind_given && (bits & NAME_SURNAME));
    if (bits & NAME_NATIONALITY)
        return !(bits & NAME_GIVEN) && (!(bits & NAME_SURNAME) || (bits & NAME_COMMON));
    return (bits & NAME_ROLE) && !(bits & (NAME_GIVEN | NAME_SURNAME));
}

static bool looks_like_word_of_name(const part *p, bool behind_given)
{
    if (!p->capital && !is_particle(p->text))
        return false;
    return str_find(p->text, STR("'s")) == SIZE_MAX && !is_no_name(p->text, behind_given);
}

/* "White House": an everyday word in front makes a name only where it is a given name too, or a sure surname follows. */
static bool may_begin(str word, str last)
{
    unsigned bits = names_of(word), of_last = names_of(last);
    return (bits & NAME_GIVEN) || !(bits & NAME_COMMON) || ((of_last & NAME_SURNAME) && !(of_last & NAME_COMMON));
}

static void judge(person_name *n, const parts *p, uint32_t from)
{
    bool begins_with_given = n->count > 1 && (names_of(n->words[0]) & NAME_GIVEN);
    n->kind = NAME_OTHER;
    for (uint32_t i = from; i < p->count; i++)
        if (!p->list[i].initial && !p->list[i].quoted && suffix_of(p->list[i].text) == SUFFIX_NONE &&
            !looks_like_word_of_name(&p->list[i], begins_with_given))
            return;
    if (n->count == 1 && n->words[0].len > 1)
        n->kind = n->starts_with_initial ? NAME_OF_PERSON : NAME_SINGLE;
    if (n->count >= 2 && may_begin(n->words[0], n->words[n->count - 1]))
        n->kind = NAME_OF_PERSON;
}

/* Gives the place of the first. */
static int add_initials(person_name *n, str letters)
{
    size_t had = strlen(n->initials), count = had;
    for (size_t i = 0; i < letters.len && count < NAME_MOST_INITIALS; i++)
        if (letters.data[i] != '.')
            n->initials[count++] = letters.data[i];
    return count > had ? (int)had : -1;
}

void person_name_parse(arena *a, str name, person_name *out)
{
    parts p = {.count = 0};
    *out = (person_name){.kind = NAME_OTHER, .nickname = STR("")};
    cut(a, with_plain_marks(a, name), &p);
    if (p.too_many)
        return;
    uint32_t from = behind_titles(&p, &out->sex);
    int last_letter = -1;
    for (uint32_t i = from; i < p.count; i++) {
        const part *x = &p.list[i];
        if (x->quoted) {
            out->nickname = x->text;
        } else if (x->initial) {
            out->starts_with_initial |= out->count == 0;
            add_initials(out, x->text);
        } else if (out->count > 0 && suffix_of(x->text) != SUFFIX_NONE) {
            out->suffix = suffix_of(x->text);
        } else if (out->count == NAME_MOST_WORDS) {
            return;
        } else {
            if (out->count > 0)
                last_letter = add_initials(out, str_slice(x->text, 0, 1));
            out->words[out->count++] = x->text;
        }
    }
    if (last_letter >= 0) /* the surname's own */
        memmove(out->initials + last_letter, out->initials + last_letter + 1, NAME_MOST_INITIALS - (size_t)last_letter);
    out->starts_with_initial &= out->count == 1;
    judge(out, &p, from);
}

str person_name_last(const person_name *n)
{
    return n->count ? n->words[n->count - 1] : STR("");
}

/* --- sound --- */

/* Spellings of one sound, longest first; what no row has stays. The letters on the right are arbitrary names of sounds. */
static const struct sound {
    const char *letters, *sound;
} sounds[] = {
    {"tch", "c"}, {"sch", "s"}, {"ch", "c"}, {"ck", "k"}, {"kh", "k"}, {"gh", "k"}, {"dh", "d"}, {"th", "t"}, {"ph", "f"},
    {"sh", "s"},  {"zh", "z"},  {"ou", "u"}, {"oo", "u"}, {"ow", "u"}, {"ee", "i"}, {"ei", "i"}, {"ie", "i"}, {"ey", "i"},
    {"ai", "e"},  {"ae", "e"},  {"ts", "z"}, {"tz", "z"}, {"yu", "u"}, {"iu", "u"}, {"q", "k"},  {"g", "k"},  {"c", "k"},
    {"x", "ks"},  {"w", "v"},   {"y", "i"},  {"j", "i"},  {"'", ""},   {"`", ""},
};

static bool stands_at(str word, size_t at, const char *letters)
{
    while (*letters && at < word.len && word.data[at] == *letters) {
        at++;
        letters++;
    }
    return !*letters;
}

static const struct sound *sound_at(str word, size_t at)
{
    for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++)
        if (stands_at(word, at, sounds[i].letters))
            return &sounds[i];
    return NULL;
}

str name_sound(arena *a, str word)
{
    char *out = arena_alloc(a, 2 * word.len + 1);
    size_t len = 0;
    for (size_t at = 0; at < word.len;) {
        const struct sound *s = sound_at(word, at);
        str sound = s ? str_from(s->sound) : str_slice(word, at, at + 1);
        at += s ? strlen(s->letters) : 1;
        for (size_t i = 0; i < sound.len; i++)
            if (len == 0 || out[len - 1] != sound.data[i]) /* doubled letters sound once */
                out[len++] = sound.data[i];
    }
    return (str){out, len};
}

/* --- nicknames --- */

typedef struct nickname {
    str word;
    uint32_t row;
} nickname;

static nickname nicknames[1024]; /* by word */
static size_t nickname_count;

static int compare_nicknames(const void *x, const void *y)
{
    const nickname *a = x, *b = y;
    int order = str_compare(a->word, b->word);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static void sort_nicknames(void)
{
    for (uint32_t row = 0; nickname_rows[row]; row++)
        for (str rest = str_from(nickname_rows[row]); rest.len;) {
            assert(nickname_count < sizeof nicknames / sizeof *nicknames);
            nicknames[nickname_count++] = (nickname){str_cut(&rest, ' '), row};
        }
    qsort(nicknames, nickname_count, sizeof *nicknames, compare_nicknames);
}

/* The first of the word's rows, or nickname_count. */
static size_t rows_of(str word)
{
    size_t low = 0, high = nickname_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(nicknames[middle].word, word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < nickname_count && str_equal(nicknames[low].word, word) ? low : nickname_count;
}

/* The first of its row: Bill and Willie are two. */
static bool is_full(nickname n)
{
    str row = str_from(nickname_rows[n.row]);
    return str_equal(str_cut(&row, ' '), n.word);
}

bool name_is_nickname(str x, str y)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, sort_nicknames);
    size_t i = rows_of(x), j = i < nickname_count ? rows_of(y) : nickname_count;
    while (i < nickname_count && j < nickname_count && str_equal(nicknames[i].word, x) && str_equal(nicknames[j].word, y)) {
        if (nicknames[i].row == nicknames[j].row && (is_full(nicknames[i]) || is_full(nicknames[j])))
            return true;
        *(nicknames[i].row < nicknames[j].row ? &i : &j) += 1;
    }
    return false;
}
