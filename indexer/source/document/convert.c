/* convert.c - how does a stranger's file pass through a program without the program doing harm? */
#include "indexer/source/document/convert.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "indexer/source/document/child.h"
#include "text/utf8.h"

enum { MAX_WORDS = 64, NAME_BYTES = 64 };

static const child_limits limits = {.wall_seconds = 60, .cpu_seconds = 30, .memory_mb = 2048, .output_bytes = LIMIT_RECORD_BYTES};

/* --- the command's words --- */

/* The next word of `*rest`, quotes removed, zero-terminated; NULL at the end; `*torn` when a quote is open at the end. */
static char *next_word(arena *a, str *rest, bool *torn)
{
    size_t i = 0, len = 0;
    while (i < rest->len && (rest->data[i] == ' ' || rest->data[i] == '\t'))
        i++;
    if (i == rest->len)
        return NULL;
    char *word = arena_alloc(a, rest->len + 1), quote = 0;
    for (; i < rest->len && (quote || (rest->data[i] != ' ' && rest->data[i] != '\t')); i++) {
        char c = rest->data[i];
        if (quote ? c == quote : c == '\'' || c == '"')
            quote = quote ? 0 : c;
        else
            word[len++] = c;
    }
    word[len] = '\0';
    *torn = quote != 0;
    *rest = str_slice(*rest, i, rest->len);
    return word;
}

static quoth_status split_command(arena *a, str command, char *words[MAX_WORDS + 1], quoth_error *err)
{
    size_t count = 0;
    bool torn = false;
    for (char *word; !torn && (word = next_word(a, &command, &torn)) && count < MAX_WORDS;)
        words[count++] = word;
    words[count] = NULL;
    if (torn)
        return fail(err, QUOTH_BAD_USAGE, "unclosed quote in a converter's command");
    if (count == 0 || count == MAX_WORDS)
        return fail(err, QUOTH_BAD_USAGE, "a converter's command has 1 to %d words", MAX_WORDS - 1);
    return QUOTH_OK;
}

quoth_status convert_check(str command, quoth_error *err)
{
    arena a = {0};
    char *words[MAX_WORDS + 1];
    quoth_status status = split_command(&a, command, words, err);
    arena_release(&a);
    return status;
}

/* --- its files --- */

static quoth_status input_as_file(str input, str path, char name[NAME_BYTES], quoth_error *err)
{
    size_t dot = path.len;
    while (dot > 0 && path.data[dot - 1] != '.' && path.data[dot - 1] != '/')
        dot--;
    str ending = dot > 0 && path.data[dot - 1] == '.' ? str_slice(path, dot - 1, path.len) : STR("");
    for (size_t i = 1; i < ending.len; i++)
        if (ending.len > 12 || strchr(" /%{}", ending.data[i]))
            ending.len = 0;
    int suffix = (int)ending.len;
    snprintf(name, NAME_BYTES, "/tmp/quoth-XXXXXX%.*s", STR_ARG(ending));
    int fd = mkostemps(name, suffix, O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, QUOTH_IO, "cannot make a file for the converter");
    quoth_status status = fd_write_all(fd, name, input, err);
    close(fd);
    return status;
}

/* Words with {} get the file's name; true when there was one. */
static bool put_name(arena *a, char *words[], const char *name)
{
    bool found = false;
    for (size_t i = 1; words[0] && words[i]; i++) {
        char *at = strstr(words[i], "{}");
        if (!at)
            continue;
        found = true;
        if (name)
            words[i] = (char *)arena_printf(a, "%.*s%s%s", (int)(at - words[i]), words[i], name, at + 2).data;
    }
    return found;
}

static quoth_status judge(arena *a, const char *name, const child_result *result, quoth_error *err)
{
    str first = str_trim(utf8_repair(a, result->complaint));
    first = str_slice(first, 0, 200);
    first = utf8_repair(a, str_cut(&first, '\n'));
    const char *colon = first.len > 0 ? ": " : "";
    switch (result->end) {
    case CHILD_TOO_SLOW: return fail(err, QUOTH_BAD_INPUT, "the converter %s ran longer than a minute", name);
    case CHILD_TOO_LONG: return fail(err, QUOTH_BAD_INPUT, "the converter %s wrote more than 64 MB", name);
    case CHILD_LOST: return fail(err, QUOTH_BAD_INPUT, "the converter %s could not be followed", name);
    case CHILD_SIGNALLED:
        return fail(err, QUOTH_BAD_INPUT, "the converter %s was ended by signal %d (limits: %d s, %d MB)%s%.*s", name,
                    result->code, limits.cpu_seconds, limits.memory_mb, colon, STR_ARG(first));
    case CHILD_EXITED: break;
    }
    if (result->code == 127)
        return fail(err, QUOTH_BAD_INPUT, "the converter %s cannot be started: is it installed?%s%.*s", name, colon,
                    STR_ARG(first));
    if (result->code != 0)
        return fail(err, QUOTH_BAD_INPUT, "the converter %s ended with status %d%s%.*s", name, result->code, colon,
                    STR_ARG(first));
    return QUOTH_OK;
}

static quoth_status run_on(arena *a, char *const words[], int in, str *output, quoth_error *err)
{
    child_result result;
    TRY(child_run(a, words, in, limits, &result, err));
    *output = result.output;
    return judge(a, words[0], &result, err);
}

quoth_status convert_run(arena *a, str command, str path, str input, str *output, quoth_error *err)
{
    char *words[MAX_WORDS + 1], name[NAME_BYTES] = "";
    int in = -1;
    TRY(split_command(a, command, words, err));
    bool by_name = put_name(a, words, NULL);
    quoth_status status = child_input(by_name ? STR("") : input, &in, err);
    if (status == QUOTH_OK && by_name)
        status = input_as_file(input, path, name, err);
    if (by_name)
        put_name(a, words, name);
    if (status == QUOTH_OK)
        status = run_on(a, words, in, output, err);
    if (*name)
        unlink(name);
    if (in >= 0)
        close(in);
    return status;
}
