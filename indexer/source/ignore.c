/* ignore.c - which of a folder's files does its .quothignore leave out?
 *
 * A pattern becomes a row of tokens, and is matched by keeping the set of tokens that the path may stand before: no backtracking,
 * so a hostile pattern costs its length for each byte of the path and no more. Odd cases are decided as git's wildmatch.c does.
 */
#include "indexer/source/ignore.h"

#include <ctype.h>

#include "base/limits.h"

typedef enum token_kind {
    TOKEN_SET,       /* one byte of a set */
    TOKEN_STAR,      /* any bytes but '/' */
    TOKEN_FOLDERS,   /* none or more folders, each with its '/': before a name of one */
    TOKEN_IN_FOLDER, /* the same: within a name */
    TOKEN_ALL        /* any bytes */
} token_kind;

typedef struct ignore_token {
    token_kind kind;
    uint64_t set[4]; /* of bytes */
} ignore_token;

struct ignore_rule {
    ignore_token *tokens;
    size_t count;
    bool negated, folders_only;
    bool by_name; /* no '/' in it: the last part of the path decides */
};

static void add_byte(ignore_token *t, unsigned char c)
{
    t->set[c >> 6] |= (uint64_t)1 << (c & 63);
}

static bool has_byte(const ignore_token *t, unsigned char c)
{
    return t->set[c >> 6] >> (c & 63) & 1;
}

static void remove_byte(ignore_token *t, unsigned char c)
{
    t->set[c >> 6] &= ~((uint64_t)1 << (c & 63));
}

static void complement(ignore_token *t)
{
    for (int i = 0; i < 4; i++)
        t->set[i] = ~t->set[i];
}

/* --- [classes] --- */

static int is_blank(int c)
{
    return c == ' ' || c == '\t';
}

static bool add_named_class(ignore_token *t, str name)
{
    static const struct {
        const char *name;
        int (*has)(int c);
    } classes[] = {{"alnum", isalnum}, {"alpha", isalpha}, {"blank", is_blank}, {"cntrl", iscntrl},
                   {"digit", isdigit}, {"graph", isgraph}, {"lower", islower},  {"print", isprint},
                   {"punct", ispunct}, {"space", isspace}, {"upper", isupper},  {"xdigit", isxdigit}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (str_equal(name, str_from(classes[i].name))) {
            for (int c = 0; c < 128; c++)
                if (classes[i].has(c))
                    add_byte(t, (unsigned char)c);
            return true;
        }
    return false;
}

/* "[:alpha:]" at `at`: its length, 0 when it is no such thing, SIZE_MAX when it is one and unknown. */
static size_t named_class(ignore_token *t, str p, size_t at)
{
    size_t end = at + 2;
    if (at + 1 >= p.len || p.data[at] != '[' || p.data[at + 1] != ':')
        return 0;
    while (end < p.len && p.data[end] != ']')
        end++;
    if (end == p.len)
        return SIZE_MAX;
    if (end < at + 3 || p.data[end - 1] != ':')
        return 0;
    return add_named_class(t, str_slice(p, at + 2, end - 1)) ? end + 1 - at : SIZE_MAX;
}

/* What follows '[' at `*at`; false when it is never closed: such a rule fits nothing. */
static bool read_class(str p, size_t *at, ignore_token *t)
{
    size_t i = *at;
    bool negated = i < p.len && (p.data[i] == '!' || p.data[i] == '^');
    int before = -1; /* what a '-' would begin a range with */
    i += negated;
    for (bool first = true;; first = false) {
        if (i >= p.len)
            return false;
        unsigned char c = (unsigned char)p.data[i];
        if (c == ']' && !first)
            break;
        size_t named = named_class(t, p, i);
        if (named == SIZE_MAX)
            return false;
        if (named) {
            i += named;
            before = -1;
            continue;
        }
        bool is_range = c == '-' && before >= 0 && i + 1 < p.len && p.data[i + 1] != ']';
        i += is_range;
        if (p.data[i] == '\\')
            i++;
        if (i >= p.len)
            return false;
        c = (unsigned char)p.data[i++];
        for (int low = is_range ? before : c; low <= c; low++)
            add_byte(t, (unsigned char)low);
        before = is_range ? -1 : c;
    }
    if (negated)
        complement(t);
    remove_byte(t, '/');
    *at = i + 1;
    return true;
}

/* --- rules --- */

static ignore_token *add_token(ignore_rule *r, token_kind kind)
{
    ignore_token *t = &r->tokens[r->count++];
    *t = (ignore_token){.kind = kind};
    return t;
}

/* The stars from `at` on; `whole`: they fill the place between two '/'. Returns where to go on. */
static size_t compile_stars(ignore_rule *r, str p, size_t at)
{
    size_t end = at;
    while (end < p.len && p.data[end] == '*')
        end++;
    bool opens = at == 0 || p.data[at - 1] == '/';
    if (end - at < 2 || !opens || r->by_name || (end < p.len && p.data[end] != '/')) {
        add_token(r, TOKEN_STAR);
        return end;
    }
    if (end == p.len) {
        complement(add_token(r, TOKEN_SET));
        add_token(r, TOKEN_ALL);
        return end;
    }
    add_token(r, TOKEN_FOLDERS);
    add_token(r, TOKEN_IN_FOLDER);
    return end + 1;
}

/* False when the pattern can fit nothing. */
static bool compile(ignore_rule *r, str p)
{
    for (size_t i = 0; i < p.len;) {
        char c = p.data[i];
        if (c == '*') {
            i = compile_stars(r, p, i);
            continue;
        }
        ignore_token *t = add_token(r, TOKEN_SET);
        i++;
        if (c == '?') {
            complement(t);
            remove_byte(t, '/');
        } else if (c == '[') {
            if (!read_class(p, &i, t))
                return false;
        } else {
            if (c == '\\' && i >= p.len)
                return false;
            add_byte(t, (unsigned char)(c == '\\' ? p.data[i++] : c));
        }
    }
    return p.len > 0;
}

static str without_end(str line)
{
    if (line.len && line.data[line.len - 1] == '\r')
        line.len--;
    size_t kept = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (line.data[i] == '\\')
            i++;
        else if (line.data[i] == ' ')
            continue;
        kept = i + 1 < line.len ? i + 1 : line.len;
    }
    return str_slice(line, 0, kept);
}

/* True when the line is a rule. */
static bool read_rule(arena *a, str line, ignore_rule *r)
{
    *r = (ignore_rule){0};
    if (line.len && line.data[0] == '#')
        return false;
    line = without_end(line);
    if (line.len && line.data[0] == '!') {
        r->negated = true;
        line = str_slice(line, 1, line.len);
    }
    if (line.len && line.data[line.len - 1] == '/') {
        r->folders_only = true;
        line.len--;
    }
    r->by_name = !memchr(line.data, '/', line.len);
    if (line.len && line.data[0] == '/')
        line = str_slice(line, 1, line.len);
    r->tokens = ARENA_ARRAY(a, ignore_token, line.len + 2);
    return compile(r, line);
}

quoth_status ignore_parse(arena *a, str text, ignore_rules *out, quoth_error *err)
{
    VEC(ignore_rule) list = {0};
    quoth_status status = QUOTH_OK;
    if (str_starts_with(text, STR("\xEF\xBB\xBF")))
        text = str_slice(text, 3, text.len);
    for (unsigned line_number = 1; text.len > 0 && status == QUOTH_OK; line_number++) {
        ignore_rule r;
        str line = str_cut(&text, '\n');
        if (line.len > LIMIT_IGNORE_RULE_BYTES)
            status = fail(err, QUOTH_LIMIT, "line %u: a rule has at most %d bytes", line_number, LIMIT_IGNORE_RULE_BYTES);
        else if (read_rule(a, line, &r))
            vec_push(a, &list, r);
    }
    *out = (ignore_rules){list.items, list.count};
    return status;
}

/* --- matching --- */

typedef unsigned char place_set[LIMIT_IGNORE_RULE_BYTES + 3]; /* by token: may the path stand before it? */

/* Tokens that may stand for nothing let the next one be reached. */
static void pass_over(const ignore_rule *r, place_set at)
{
    for (size_t i = 0; i < r->count; i++)
        if (at[i]) {
            at[i + 1] |= r->tokens[i].kind == TOKEN_STAR || r->tokens[i].kind == TOKEN_ALL;
            if (r->tokens[i].kind == TOKEN_FOLDERS)
                at[i + 2] = 1;
        }
}

static bool take_byte(const ignore_rule *r, const place_set from, place_set to, unsigned char c)
{
    bool is_alive = false;
    memset(to, 0, r->count + 1);
    for (size_t i = 0; i < r->count; i++) {
        size_t next = SIZE_MAX;
        if (!from[i])
            continue;
        switch (r->tokens[i].kind) {
        case TOKEN_SET: next = has_byte(&r->tokens[i], c) ? i + 1 : SIZE_MAX; break;
        case TOKEN_STAR: next = c != '/' ? i : SIZE_MAX; break;
        case TOKEN_FOLDERS: next = c != '/' ? i + 1 : SIZE_MAX; break;
        case TOKEN_IN_FOLDER: next = c != '/' ? i : i - 1; break;
        case TOKEN_ALL: next = i; break;
        }
        if (next != SIZE_MAX)
            to[next] = is_alive = true;
    }
    return is_alive;
}

static bool fits(const ignore_rule *r, str path)
{
    place_set sets[2];
    memset(sets[0], 0, r->count + 1);
    sets[0][0] = 1;
    pass_over(r, sets[0]);
    for (size_t i = 0; i < path.len; i++) {
        if (!take_byte(r, sets[i & 1], sets[~i & 1], (unsigned char)path.data[i]))
            return false;
        pass_over(r, sets[~i & 1]);
    }
    return sets[path.len & 1][r->count];
}

static str name_of(str path)
{
    size_t start = path.len;
    while (start > 0 && path.data[start - 1] != '/')
        start--;
    return str_slice(path, start, path.len);
}

ignore_verdict ignore_judge(const ignore_rules *rules, str path, bool is_folder)
{
    str name = name_of(path);
    for (size_t i = rules->count; i-- > 0;) {
        const ignore_rule *r = &rules->items[i];
        if ((!r->folders_only || is_folder) && fits(r, r->by_name ? name : path))
            return r->negated ? IGNORE_KEEP : IGNORE_OUT;
    }
    return IGNORE_SILENT;
}
