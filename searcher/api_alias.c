/* api_alias.c - the file of aliases: list it, add a rule, take one out */
#include <quoth/alias.h>

#include "base/file.h"
#include "base/limits.h"
#include "gazetteer/gazetteer.h"
#include "searcher/identity/people.h"
#include "store/archive.h"

static quoth_status read_file(arena *a, const char *archive_dir, const char **path, str *text, alias_book *book, quoth_error *err)
{
    TRY(archive_require(archive_dir, err));
    *path = path_join(a, archive_dir, ALIAS_FILE);
    *text = STR("");
    quoth_status status = file_read(a, *path, LIMIT_ALIAS_BYTES, text, err);
    if (status != QUOTH_OK && status != QUOTH_NOT_FOUND)
        return status;
    return alias_parse(a, *path, *text, book, err);
}

static void show_rule(arena *a, const alias_rule *rule, quoth_alias *out)
{
    const char **names = ARENA_ARRAY(a, const char *, rule->count + 1);
    for (uint32_t i = 0; i < rule->count; i++)
        names[i] = arena_zero_terminated(a, rule->names[i]);
    *out = (quoth_alias){alias_verb_name(rule->verb), names, rule->count, rule->line};
}

quoth_status quoth_each_alias(const char *archive_dir, int (*visit)(void *context, const quoth_alias *alias), void *context,
                              quoth_error *err)
{
    arena a = {0};
    const char *path;
    str text;
    alias_book book;
    quoth_status status = read_file(&a, archive_dir, &path, &text, &book, err);
    for (size_t i = 0; status == QUOTH_OK && i < book.rules.count; i++) {
        quoth_alias shown;
        show_rule(&a, &book.rules.items[i], &shown);
        if (!visit(context, &shown))
            break;
    }
    arena_release(&a);
    return status;
}

static quoth_status verb_of(const char *verb, alias_verb *out, quoth_error *err)
{
    *out = alias_verb_named(str_from(verb));
    if (*out != ALIAS_VERBS)
        return QUOTH_OK;
    quoth_status status = fail(err, QUOTH_BAD_USAGE, "\"%s\" is no kind of rule", verb);
    fail_hint(err, "merge, rename, split, hide or place");
    return status;
}

/* The byte at which line `number` begins; beyond the last line the end. */
static size_t start_of_line(str text, uint32_t number)
{
    size_t at = 0;
    for (uint32_t line = 1; line < number && at < text.len; line++) {
        size_t end = str_find(str_slice(text, at, text.len), STR("\n"));
        at = end == SIZE_MAX ? text.len : at + end + 1;
    }
    return at;
}

/* `line` put into the text at a byte where a line begins. */
static str with_line(arena *a, str text, size_t at, str line)
{
    bool open_end = at == text.len && text.len > 0 && text.data[text.len - 1] != '\n';
    str before = str_slice(text, 0, at), after = str_slice(text, at, text.len);
    return arena_printf(a, "%.*s%s%.*s\n%.*s", STR_ARG(before), open_end ? "\n" : "", STR_ARG(line), STR_ARG(after));
}

static quoth_status add_rule(arena *a, const char *archive_dir, const alias_rule *rule, quoth_error *err)
{
    const char *path;
    str text;
    alias_book book, changed;
    TRY(read_file(a, archive_dir, &path, &text, &book, err));
    size_t at = text.len;
    for (size_t i = 0; i < book.rules.count; i++) {
        int order = alias_compare(rule, &book.rules.items[i]);
        if (order == 0)
            return QUOTH_OK;
        if (order < 0 && at == text.len)
            at = start_of_line(text, book.rules.items[i].line);
    }
    str whole = with_line(a, text, at, alias_write(a, rule));
    if (alias_parse(a, path, whole, &changed, err) != QUOTH_OK) {
        if (err)
            err->status = QUOTH_BAD_USAGE;
        return QUOTH_BAD_USAGE;
    }
    return file_replace(path, whole, err);
}

quoth_status quoth_alias_add(const char *archive_dir, const char *verb, const char *const *names, size_t name_count,
                             quoth_error *err)
{
    arena a = {0};
    alias_verb kind;
    alias_rule rule;
    quoth_status status = verb_of(verb, &kind, err);
    if (status == QUOTH_OK && alias_rule_make(&a, kind, names, name_count, &rule, err) != QUOTH_OK) {
        status = QUOTH_BAD_USAGE;
        if (err)
            err->status = status;
    }
    if (status == QUOTH_OK)
        status = add_rule(&a, archive_dir, &rule, err);
    arena_release(&a);
    return status;
}

static bool has_all(arena *a, const alias_rule *rule, const char *const *names, size_t name_count)
{
    for (size_t i = 0; i < name_count; i++) {
        str wanted = alias_fold(a, str_from(names[i]));
        bool met = false;
        for (uint32_t j = 0; j < rule->count; j++)
            met |= str_equal(rule->folded[j], wanted);
        if (!met)
            return false;
    }
    return true;
}

static quoth_status remove_rules(arena *a, const char *archive_dir, alias_verb verb, const char *const *names, size_t name_count,
                                 size_t *removed, quoth_error *err)
{
    const char *path;
    str text;
    alias_book book;
    TRY(read_file(a, archive_dir, &path, &text, &book, err));
    for (size_t i = book.rules.count; i > 0; i--) { /* from the end: lines before stay where they are */
        const alias_rule *rule = &book.rules.items[i - 1];
        if ((verb != ALIAS_VERBS && rule->verb != verb) || !has_all(a, rule, names, name_count))
            continue;
        str before = str_slice(text, 0, start_of_line(text, rule->line));
        str after = str_slice(text, start_of_line(text, rule->line + 1), text.len);
        text = arena_printf(a, "%.*s%.*s", STR_ARG(before), STR_ARG(after));
        ++*removed;
    }
    return *removed ? file_replace(path, text, err) : fail(err, QUOTH_NOT_FOUND, "no rule has these names");
}

quoth_status quoth_alias_remove(const char *archive_dir, const char *verb, const char *const *names, size_t name_count,
                                size_t *removed, quoth_error *err)
{
    arena a = {0};
    alias_verb kind = ALIAS_VERBS;
    size_t count = 0;
    quoth_status status = verb ? verb_of(verb, &kind, err) : QUOTH_OK;
    if (status == QUOTH_OK && name_count == 0)
        status = fail(err, QUOTH_BAD_USAGE, "which rule? name somebody of it");
    if (status == QUOTH_OK)
        status = remove_rules(&a, archive_dir, kind, names, name_count, &count, err);
    if (removed)
        *removed = count;
    arena_release(&a);
    return status;
}

/* --- does the archive know the names? --- */

typedef struct alias_checking {
    quoth_archive *archive;
    arena a;
    void (*found)(void *context, unsigned line, const char *what);
    void *context;
    quoth_error *err;
} alias_checking;

static void tell(alias_checking *c, const alias_rule *rule, const char *what, str name)
{
    c->found(c->context, rule->line, arena_printf(&c->a, "%s %.*s", what, STR_ARG(name)).data);
}

static quoth_status check_speaker(alias_checking *c, const alias_rule *rule, uint32_t i)
{
    uint32_t number;
    bool free_name = (rule->verb == ALIAS_MERGE && i == 0) || (rule->verb == ALIAS_RENAME && i == 1);
    quoth_status status = catalogue_speaker_number(c->archive->catalogue, rule->folded[i], &number, c->err);
    if (status == QUOTH_NOT_FOUND && !free_name)
        tell(c, rule, "nobody is quoted as", rule->names[i]);
    return status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
}

static quoth_status check_all(alias_checking *c, const alias_book *book)
{
    for (size_t i = 0; i < book->rules.count; i++) {
        const alias_rule *rule = &book->rules.items[i];
        uint32_t found_place;
        if (rule->verb == ALIAS_PLACE && gazetteer_resolve_query(rule->names[0], &found_place, 1, NULL) == 0)
            tell(c, rule, "there is no place called", rule->names[0]);
        for (uint32_t j = 0; rule->verb != ALIAS_PLACE && j < rule->count; j++)
            TRY(check_speaker(c, rule, j));
    }
    return QUOTH_OK;
}

static quoth_status check_lines(alias_checking *c, alias_book *book)
{
    const char *path = path_join(&c->a, c->archive->dir, ALIAS_FILE);
    str text = STR("");
    alias_problems problems = {0};
    quoth_status status = file_read(&c->a, path, LIMIT_ALIAS_BYTES, &text, c->err);
    if (status != QUOTH_NOT_FOUND)
        TRY(status);
    alias_parse_usable(&c->a, text, book, &problems);
    for (size_t i = 0; i < problems.count; i++)
        c->found(c->context, problems.items[i].line, arena_zero_terminated(&c->a, problems.items[i].what));
    return QUOTH_OK;
}

quoth_status quoth_alias_check(quoth_archive *archive, void (*found)(void *context, unsigned line, const char *what),
                               void *context, quoth_error *err)
{
    alias_checking c = {.archive = archive, .found = found, .context = context, .err = err};
    alias_book book;
    TRY(archive_enter(archive, err));
    quoth_status status = check_lines(&c, &book);
    if (status == QUOTH_OK)
        status = check_all(&c, &book);
    archive_leave(archive);
    arena_release(&c.a);
    return status;
}
