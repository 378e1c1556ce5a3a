/* alias.c - what did somebody say about names? Rules as text, and look-up by name */
#include "searcher/identity/alias.h"

#include "base/buf.h"
#include "base/limits.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <stdlib.h>

typedef struct alias_entry {
    str folded;
    uint32_t rule;
} alias_entry;

static const struct verb_row {
    const char *name;
    uint32_t least, most; /* names */
    const char *example;
} verbs[ALIAS_VERBS] = {
    [ALIAS_MERGE] = {"merge", 2, UINT32_MAX, "merge Yoav Gallant = Gallant"},
    [ALIAS_RENAME] = {"rename", 2, 2, "rename Charles E. Schumer = Chuck Schumer"},
    [ALIAS_SPLIT] = {"split", 1, 2, "split Jill Biden = Biden"},
    [ALIAS_HIDE] = {"hide", 1, 1, "hide Advertisement"},
    [ALIAS_PLACE] = {"place", 2, UINT32_MAX, "place Khan Yunis = Khan Younis"},
};

const char *alias_verb_name(alias_verb verb)
{
    return verbs[verb].name;
}

alias_verb alias_verb_named(str name)
{
    int verb = 0;
    while (verb < ALIAS_VERBS && !str_equal(name, str_from(verbs[verb].name)))
        verb++;
    return (alias_verb)verb;
}

str alias_fold(arena *a, str name)
{
    str rest = fold(a, name);
    char *out = arena_alloc(a, rest.len + 1);
    size_t len = 0;
    while (rest.len) {
        str word = str_trim(str_cut(&rest, ' '));
        if (word.len && len)
            out[len++] = ' ';
        memcpy(out + len, word.data, word.len);
        len += word.len;
    }
    return (str){out, len};
}

/* --- one line --- */

static int compare_texts(const void *x, const void *y)
{
    return str_compare(*(const str *)x, *(const str *)y);
}

static quoth_status check_different(arena *a, const alias_rule *rule, quoth_error *err)
{
    str *sorted = ARENA_ARRAY(a, str, rule->count + 1);
    memcpy(sorted, rule->folded, rule->count * sizeof *sorted);
    qsort(sorted, rule->count, sizeof *sorted, compare_texts);
    for (uint32_t i = 1; i < rule->count; i++)
        if (str_equal(sorted[i], sorted[i - 1]))
            return fail(err, QUOTH_BAD_INPUT, "%.*s stands there twice", STR_ARG(sorted[i]));
    return QUOTH_OK;
}

static quoth_status check_rule(arena *a, const alias_rule *rule, quoth_error *err)
{
    const struct verb_row *verb = &verbs[rule->verb];
    quoth_status status = QUOTH_OK;
    if (rule->count < verb->least)
        status = fail(err, QUOTH_BAD_INPUT, "%s wants %u %s", verb->name, verb->least, verb->least == 1 ? "name" : "names");
    else if (rule->count > verb->most)
        status = fail(err, QUOTH_BAD_INPUT, "%s takes at most %u %s", verb->name, verb->most, verb->most == 1 ? "name" : "names");
    for (uint32_t i = 0; i < rule->count && status == QUOTH_OK; i++) {
        rule->folded[i] = alias_fold(a, rule->names[i]);
        if (rule->folded[i].len == 0)
            status = fail(err, QUOTH_BAD_INPUT, "%s has an empty name", verb->name);
        bool has_mark = str_find(rule->names[i], STR("=")) != SIZE_MAX || str_find(rule->names[i], STR("\n")) != SIZE_MAX ||
                        str_starts_with(rule->names[i], STR("#")) || str_find(rule->names[i], STR(" #")) != SIZE_MAX;
        if (has_mark && status == QUOTH_OK)
            status = fail(err, QUOTH_BAD_INPUT, "a name cannot hold =, a line break, or # behind a blank");
    }
    if (status == QUOTH_OK && rule->verb != ALIAS_RENAME)
        status = check_different(a, rule, err);
    if (status != QUOTH_OK)
        fail_hint(err, "%s", verb->example);
    return status;
}

quoth_status alias_rule_make(arena *a, alias_verb verb, const char *const *names, size_t count, alias_rule *out, quoth_error *err)
{
    *out = (alias_rule){.verb = verb, .count = (uint32_t)count};
    out->names = ARENA_ARRAY(a, str, count + 1);
    out->folded = ARENA_ARRAY(a, str, count + 1);
    for (size_t i = 0; i < count; i++)
        out->names[i] = str_trim(arena_copy(a, str_from(names[i])));
    return check_rule(a, out, err);
}

static str without_comment(str line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.data[i] == '#' && (i == 0 || line.data[i - 1] == ' ' || line.data[i - 1] == '\t'))
            return str_slice(line, 0, i);
    return line;
}

static quoth_status read_rule(arena *a, str line, alias_rule *out, quoth_error *err)
{
    size_t end = 0;
    while (end < line.len && line.data[end] != ' ' && line.data[end] != '\t')
        end++;
    str word = str_slice(line, 0, end), rest = str_trim(str_slice(line, end, line.len));
    out->verb = alias_verb_named(word);
    if (out->verb == ALIAS_VERBS) {
        quoth_status status = fail(err, QUOTH_BAD_INPUT, "\"%.*s\" is no rule", (int)(word.len < 40 ? word.len : 40), word.data);
        fail_hint(err, "a line begins with merge, rename, split, hide or place, or with #");
        return status;
    }
    VEC(str) names = {0};
    if (rest.len || out->verb == ALIAS_HIDE)
        for (bool more = true; more;) {
            more = str_find(rest, STR("=")) != SIZE_MAX;
            vec_push(a, &names, str_trim(str_cut(&rest, '=')));
        }
    out->names = names.items;
    out->count = (uint32_t)names.count;
    out->folded = ARENA_ARRAY(a, str, names.count + 1);
    return check_rule(a, out, err);
}

str alias_write(arena *a, const alias_rule *rule)
{
    DEFER(buf_release) buf line = {0};
    buf_printf(&line, "%-7s", verbs[rule->verb].name);
    for (uint32_t i = 0; i < rule->count; i++) {
        buf_put_str(&line, i ? STR(" = ") : STR(" "));
        buf_put_str(&line, rule->names[i]);
    }
    return arena_copy(a, buf_str(&line));
}

int alias_compare(const alias_rule *x, const alias_rule *y)
{
    if (x->verb != y->verb)
        return x->verb < y->verb ? -1 : 1;
    for (uint32_t i = 0; i < x->count && i < y->count; i++) {
        int order = str_compare(x->folded[i], y->folded[i]);
        if (order)
            return order;
    }
    return (x->count > y->count) - (x->count < y->count);
}

/* --- all lines --- */

static int compare_entries(const void *x, const void *y)
{
    const alias_entry *a = x, *b = y;
    int order = str_compare(a->folded, b->folded);
    return order ? order : (a->rule > b->rule) - (a->rule < b->rule);
}

/* A name is merged, renamed, hidden and given to a place once: a second such rule would have to be guessed at. Where a rename
 * leads does not count. */
static bool claims(const alias_rule *rule, str folded)
{
    return rule->verb != ALIAS_SPLIT && (rule->verb != ALIAS_RENAME || str_equal(rule->folded[0], folded));
}

/* What is hidden is nobody, so it can be nothing else. */
static const alias_rule *contradicted(const alias_rule *const met[ALIAS_VERBS], alias_verb verb)
{
    if (met[verb])
        return met[verb];
    if (verb == ALIAS_HIDE)
        return met[ALIAS_MERGE] ? met[ALIAS_MERGE] : met[ALIAS_RENAME];
    return verb == ALIAS_PLACE ? NULL : met[ALIAS_HIDE];
}

static quoth_status contradiction(str folded, const alias_rule *first, quoth_error *err)
{
    quoth_status status = fail(err, QUOTH_BAD_INPUT, "%.*s is already in the rule of line %u", STR_ARG(folded), first->line);
    fail_hint(err, "put all names of one person into one rule");
    return status;
}

static void note_problem(arena *a, alias_problems *problems, uint32_t line, const quoth_error *err)
{
    vec_push(a, problems, (alias_problem){line, arena_copy(a, str_from(err->message))});
}

/* With `problems` all contradictions are noted there, and `wrong` says which rules they are about; else the first is the error.
 */
static quoth_status check_contradictions(arena *a, const alias_book *book, const char *path, alias_problems *problems,
                                         bool *wrong, quoth_error *err)
{
    const alias_rule *met[ALIAS_VERBS] = {NULL};
    for (size_t i = 0; i < book->entry_count; i++) {
        const alias_entry *at = &book->entries[i];
        const alias_rule *rule = &book->rules.items[at->rule];
        if (i == 0 || !str_equal(book->entries[i - 1].folded, at->folded))
            memset(met, 0, sizeof met);
        if (wrong[at->rule] || !claims(rule, at->folded))
            continue;
        const alias_rule *first = contradicted(met, rule->verb);
        if (!first) {
            met[rule->verb] = rule;
            continue;
        }
        if (contradiction(at->folded, first, err) != QUOTH_OK && !problems)
            return fail_context(err, "%s:%u", path, rule->line);
        note_problem(a, problems, rule->line, err);
        wrong[at->rule] = true;
    }
    return QUOTH_OK;
}

static void index_names(arena *a, alias_book *book)
{
    size_t names = 0;
    book->entry_count = 0;
    for (size_t i = 0; i < book->rules.count; i++)
        names += book->rules.items[i].count;
    book->entries = ARENA_ARRAY(a, alias_entry, names + 1);
    for (size_t i = 0; i < book->rules.count; i++)
        for (uint32_t j = 0; j < book->rules.items[i].count; j++)
            book->entries[book->entry_count++] = (alias_entry){book->rules.items[i].folded[j], (uint32_t)i};
    if (book->entry_count)
        qsort(book->entries, book->entry_count, sizeof *book->entries, compare_entries);
}

/* One line of the file; a comment makes no rule. */
static quoth_status parse_line(arena *a, str line, uint32_t number, alias_book *out, quoth_error *err)
{
    alias_rule rule = {.line = number};
    if (!utf8_is_valid(line))
        return fail(err, QUOTH_BAD_INPUT, "not valid UTF-8");
    if (line.len && memchr(line.data, '\0', line.len))
        return fail(err, QUOTH_BAD_INPUT, "a zero byte: this is no text file");
    line = str_trim(without_comment(line));
    if (line.len == 0)
        return QUOTH_OK;
    if (out->rules.count == LIMIT_ALIAS_RULES)
        return fail(err, QUOTH_LIMIT, "more than %d rules", LIMIT_ALIAS_RULES);
    TRY(read_rule(a, line, &rule, err));
    vec_push(a, &out->rules, rule);
    return QUOTH_OK;
}

quoth_status alias_parse(arena *a, const char *path, str text, alias_book *out, quoth_error *err)
{
    *out = (alias_book){.entries = NULL};
    for (uint32_t number = 1; text.len; number++)
        if (parse_line(a, str_cut(&text, '\n'), number, out, err) != QUOTH_OK)
            return fail_context(err, "%s:%u", path, number);
    index_names(a, out);
    return check_contradictions(a, out, path, NULL, ARENA_ARRAY(a, bool, out->rules.count + 1), err);
}

static int compare_problems(const void *x, const void *y)
{
    const alias_problem *a = x, *b = y;
    return (a->line > b->line) - (a->line < b->line);
}

static void keep_right_rules(alias_book *book, const bool *wrong)
{
    size_t kept = 0;
    for (size_t i = 0; i < book->rules.count; i++)
        if (!wrong[i])
            book->rules.items[kept++] = book->rules.items[i];
    book->rules.count = kept;
}

void alias_parse_usable(arena *a, str text, alias_book *out, alias_problems *problems)
{
    quoth_error err;
    quoth_status status = QUOTH_OK;
    *out = (alias_book){.entries = NULL};
    for (uint32_t number = 1; text.len && status != QUOTH_LIMIT; number++) {
        status = parse_line(a, str_cut(&text, '\n'), number, out, &err);
        if (status != QUOTH_OK)
            note_problem(a, problems, number, &err);
    }
    index_names(a, out);
    bool *wrong = ARENA_ARRAY(a, bool, out->rules.count + 1);
    check_contradictions(a, out, "", problems, wrong, &err);
    keep_right_rules(out, wrong);
    index_names(a, out);
    if (problems->count > 1)
        qsort(problems->items, problems->count, sizeof *problems->items, compare_problems);
}

/* --- look-up --- */

/* The first entry that is not before the name. */
static size_t entry_at(const alias_book *book, str folded)
{
    size_t low = 0, high = book->entry_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(book->entries[middle].folded, folded) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const alias_rule *alias_find(const alias_book *book, alias_verb verb, str folded)
{
    for (size_t i = entry_at(book, folded); i < book->entry_count && str_equal(book->entries[i].folded, folded); i++)
        if (book->rules.items[book->entries[i].rule].verb == verb)
            return &book->rules.items[book->entries[i].rule];
    return NULL;
}

bool alias_is_hidden(const alias_book *book, str folded)
{
    return alias_find(book, ALIAS_HIDE, folded) != NULL;
}

/* The rule that gives whoever is called so a new name; not one that gives this name to somebody else. */
static const alias_rule *rename_of(const alias_book *book, str folded)
{
    for (size_t i = entry_at(book, folded); i < book->entry_count && str_equal(book->entries[i].folded, folded); i++) {
        const alias_rule *rule = &book->rules.items[book->entries[i].rule];
        if (rule->verb == ALIAS_RENAME && str_equal(rule->folded[0], folded))
            return rule;
    }
    return NULL;
}

str alias_shown(const alias_book *book, str folded, str name)
{
    const alias_rule *merge = alias_find(book, ALIAS_MERGE, folded);
    str shown = merge ? merge->names[0] : name, key = merge ? merge->folded[0] : folded;
    const alias_rule *rename = rename_of(book, key);
    return rename ? rename->names[1] : shown;
}

/* Whether a split names `x` alone, or together with `y`. */
static bool is_split_from(const alias_book *book, str x, str y)
{
    for (size_t i = entry_at(book, x); i < book->entry_count && str_equal(book->entries[i].folded, x); i++) {
        const alias_rule *rule = &book->rules.items[book->entries[i].rule];
        if (rule->verb == ALIAS_SPLIT && (rule->count == 1 || str_equal(rule->folded[0], y) || str_equal(rule->folded[1], y)))
            return true;
    }
    return false;
}

bool alias_is_apart(const alias_book *book, str x, str y)
{
    return is_split_from(book, x, y) || is_split_from(book, y, x);
}
