/* byline.c - who wrote an article, as its byline says it? */
#include "names/byline.h"

#include "base/buf.h"
#include "text/fold.h"

#define BETWEEN_KEYS "; "

typedef struct reading {
    arena *a;
    byline *out;
    bool surname_first; /* a comma may stand between a surname and what precedes it */
} reading;

/* --- pieces --- */

static bool is_one_of(str s, const char *const *words)
{
    for (; *words; words++)
        if (str_equal_ascii_nocase(s, str_from(*words)))
            return true;
    return false;
}

/* A comma before one of these is part of the name. */
static bool is_suffix(str s)
{
    static const char *const suffixes[] = {"jr",   "jr.",   "sr",  "sr.", "ii",   "iii",  "iv",   "m.d.", "md",
                                           "ph.d", "ph.d.", "phd", "esq", "esq.", "d.o.", "j.d.", NULL};
    return is_one_of(s, suffixes);
}

static bool says_no_name(str s)
{
    static const char *const words[] = {"staff",
                                        "staff writer",
                                        "staff writers",
                                        "staff reporter",
                                        "staff reporters",
                                        "writer",
                                        "reporter",
                                        "correspondent",
                                        "contributor",
                                        "editor",
                                        "columnist",
                                        "opinion",
                                        "contributors",
                                        "reporters",
                                        "editors",
                                        "guest author",
                                        "guest columnist",
                                        "senior writer",
                                        "senior editor",
                                        "senior reporter",
                                        "news editor",
                                        "political reporter",
                                        "opinion contributor",
                                        "contributing writer",
                                        NULL};
    return is_one_of(s, words) || str_find(s, STR("@")) != SIZE_MAX || str_find(s, STR("://")) != SIZE_MAX;
}

static size_t word_count(str s)
{
    size_t count = 0;
    for (str rest = str_trim(s); rest.len; rest = str_trim(rest))
        count += str_cut(&rest, ' ').len > 0;
    return count;
}

/* Where `word` stands between blanks, ASCII case ignored; or SIZE_MAX. */
static size_t find_word(str s, str word)
{
    for (size_t at = 1; at + word.len < s.len; at++)
        if (s.data[at - 1] == ' ' && s.data[at + word.len] == ' ' &&
            str_equal_ascii_nocase(str_slice(s, at, at + word.len), word))
            return at;
    return SIZE_MAX;
}

/* A mark that stands round a whole name; its length in bytes, or 0. */
static size_t mark_at(str s, bool at_end)
{
    static const char *const marks[] = {"\"", "'", "“", "”", "‘", "’", "«", "»", ".", ":", "-", "–", "—", "•", "*", "/", NULL};
    enum { FULL_STOP = 8 }; /* at the end it may be that of "Jr." */
    char edge = s.len == 0 ? 'a' : (char)(s.data[at_end ? s.len - 1 : 0] | 0x20);
    if (edge >= 'a' && edge <= 'z') /* nearly always */
        return 0;
    for (size_t i = 0; marks[i]; i++)
        if (at_end ? i != FULL_STOP && str_ends_with(s, str_from(marks[i])) : str_starts_with(s, str_from(marks[i])))
            return strlen(marks[i]);
    return 0;
}

static str without_marks(str s)
{
    size_t bytes;
    for (s = str_trim(s); (bytes = mark_at(s, false)) > 0;)
        s = str_trim(str_slice(s, bytes, s.len));
    while ((bytes = mark_at(s, true)) > 0)
        s = str_trim(str_slice(s, 0, s.len - bytes));
    return s;
}

static str without_by(str s)
{
    bool says_by = s.len > 3 && (s.data[2] == ' ' || s.data[2] == ':') && str_equal_ascii_nocase(str_slice(s, 0, 2), STR("by"));
    return says_by ? str_slice(s, 3, s.len) : s;
}

/* "Jane Doe in Paris": nobody is called in. */
static str without_place(str s)
{
    size_t in = find_word(s, STR("in"));
    return in != SIZE_MAX && word_count(str_slice(s, 0, in)) >= 2 ? str_trim(str_slice(s, 0, in)) : s;
}

static void add(reading *r, str name)
{
    name = without_marks(without_place(without_marks(without_by(without_marks(name)))));
    if (name.len > 0 && r->out->count < BYLINE_MOST_AUTHORS)
        r->out->names[r->out->count++] = name;
}

/* --- names between separators --- */

/* The first "and" or "&" with a name of two words or more on either side. */
static bool cut_at_and(str s, str *first, str *rest)
{
    static const char *const words[] = {"and", "&"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t at = find_word(s, str_from(words[i]));
        if (at == SIZE_MAX)
            continue;
        *first = str_slice(s, 0, at);
        *rest = str_slice(s, at + strlen(words[i]), s.len);
        if (word_count(*first) >= 2 && word_count(*rest) >= 2)
            return true;
    }
    return false;
}

static void add_joined(reading *r, str s)
{
    static const char *const words[] = {"and ", "& "};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) /* the last of a list: "…, and Ann Poe" */
        if (str_equal_ascii_nocase(str_slice(s, 0, strlen(words[i])), str_from(words[i])))
            s = str_slice(s, strlen(words[i]), s.len);
    for (str first, rest; r->out->count < BYLINE_MOST_AUTHORS && cut_at_and(s, &first, &rest); s = rest)
        add(r, first);
    add(r, s);
}

/* "Doe, Jane" turned round, where bylines of this kind are expected. */
static bool add_surname_first(reading *r, str s)
{
    str given = s, surname = str_trim(str_cut(&given, ','));
    given = str_trim(given);
    if (!r->surname_first || word_count(surname) != 1 || word_count(given) == 0 || word_count(given) > 3 ||
        str_find(given, STR(",")) != SIZE_MAX || is_suffix(given) || says_no_name(given))
        return false;
    add(r, arena_printf(r->a, "%.*s %.*s", STR_ARG(given), STR_ARG(surname)));
    return true;
}

/* Up to the next comma that no suffix follows. */
static str cut_at_comma(str *rest)
{
    str all = *rest;
    for (size_t end = 0;;) {
        end += str_cut(rest, ',').len;
        str after = *rest;
        if (!is_suffix(str_trim(str_cut(&after, ','))))
            return str_slice(all, 0, end);
        end++;
    }
}

/* "Doe, Jane", two words: one name or two of one word each? Left as it is. */
static bool is_pair_of_words(str s)
{
    str second = s, first = str_cut(&second, ',');
    return word_count(first) == 1 && word_count(second) == 1 && str_find(second, STR(",")) == SIZE_MAX;
}

static void add_list(reading *r, str s)
{
    if (add_surname_first(r, s))
        return;
    if (is_pair_of_words(s) && !says_no_name(str_trim(s))) {
        add(r, s);
        return;
    }
    for (str rest = s; rest.len > 0 && r->out->count < BYLINE_MOST_AUTHORS;)
        add_joined(r, str_trim(cut_at_comma(&rest)));
}

static void leave_out_what_is_no_name(byline *b)
{
    size_t kept = 0;
    for (size_t i = 0; i < b->count; i++)
        kept += !says_no_name(b->names[i]);
    if (kept == 0)
        return;
    kept = 0;
    for (size_t i = 0; i < b->count; i++)
        if (!says_no_name(b->names[i]))
            b->names[kept++] = b->names[i];
    b->count = kept;
}

void byline_read(arena *a, str text, byline *out)
{
    static const char separators[] = {';', '|', '\n'};
    reading r = {.a = a, .out = out};
    out->count = 0;
    char separator = '\0';
    for (size_t i = 0; i < sizeof separators && !separator; i++)
        if (memchr(text.data ? text.data : "", separators[i], text.len))
            separator = separators[i];
    r.surname_first = separator == ';';
    if (!separator)
        add_list(&r, text);
    for (str rest = text; separator && rest.len > 0;)
        add_list(&r, str_trim(str_cut(&rest, separator)));
    leave_out_what_is_no_name(out);
}

const char *const *byline_list(arena *a, str text, size_t *count)
{
    byline authors;
    byline_read(a, text, &authors);
    const char **names = ARENA_ARRAY(a, const char *, authors.count + 1);
    for (size_t i = 0; i < authors.count; i++)
        names[i] = arena_zero_terminated(a, authors.names[i]);
    *count = authors.count;
    return names;
}

/* --- keys --- */

str byline_key(arena *a, str name)
{
    str folded = fold(a, name);
    buf *key = &(buf){0};
    for (size_t i = 0; i < folded.len; i++) {
        bool blank = folded.data[i] == ' ' || folded.data[i] == '"' || folded.data[i] == ';';
        if (!blank)
            buf_put_byte(key, (uint8_t)folded.data[i]);
        else if (key->len > 0 && key->data[key->len - 1] != ' ')
            buf_put_byte(key, ' ');
    }
    str out = arena_copy(a, str_trim(buf_str(key)));
    buf_release(key);
    return out;
}

str byline_cut_key(str *keys)
{
    str key = str_cut(keys, ';');
    *keys = str_trim(*keys);
    return key;
}

static bool has_key(str keys, str wanted)
{
    for (str rest = keys; rest.len > 0;)
        if (str_equal(byline_cut_key(&rest), wanted))
            return true;
    return false;
}

str byline_keys(arena *a, str text)
{
    byline authors;
    byline_read(a, text, &authors);
    str keys = STR("");
    for (size_t i = 0; i < authors.count; i++) {
        str key = byline_key(a, authors.names[i]);
        if (key.len > 0 && !has_key(keys, key))
            keys = keys.len ? arena_printf(a, "%.*s" BETWEEN_KEYS "%.*s", STR_ARG(keys), STR_ARG(key)) : key;
    }
    return keys;
}

/* --- what is asked for --- */

str byline_wanted(arena *a, str value)
{
    bool exactly = byline_cut_exactly(&value);
    str keys = byline_keys(a, value);
    return exactly ? arena_printf(a, "=%.*s", STR_ARG(keys)) : keys;
}

bool byline_cut_exactly(str *wanted)
{
    bool exactly = str_starts_with(*wanted, STR("="));
    *wanted = str_slice(*wanted, exactly, wanted->len);
    return exactly;
}

str byline_cut_word(str *rest)
{
    str word = str_cut(rest, ' ');
    while (word.len > 1 && (word.data[word.len - 1] == '.' || word.data[word.len - 1] == ','))
        word.len--;
    return word;
}

static bool has_word(str key, str word)
{
    for (str rest = key; rest.len > 0;)
        if (str_equal(byline_cut_word(&rest), word))
            return true;
    return false;
}

bool byline_key_fits(str key, str wanted, bool exactly)
{
    if (exactly || wanted.len == 0)
        return wanted.len > 0 && str_equal(key, wanted);
    for (str rest = wanted; rest.len > 0;)
        if (!has_word(key, byline_cut_word(&rest)))
            return false;
    return true;
}

static bool any_fits(str keys, str wanted, bool exactly)
{
    for (str rest = keys; rest.len > 0;)
        if (byline_key_fits(byline_cut_key(&rest), wanted, exactly))
            return true;
    return false;
}

bool byline_keys_hold(str keys, str wanted)
{
    bool exactly = byline_cut_exactly(&wanted);
    for (str rest = wanted; rest.len > 0;)
        if (!any_fits(keys, byline_cut_key(&rest), exactly))
            return false;
    return wanted.len > 0;
}
