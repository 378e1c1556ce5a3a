/* fuzz_template.c - does a line as somebody wants it print what it says, whatever it says, or is it refused with a reason? */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {"id", "date", "title", "snippet", NULL};
static const char *const values[] = {"{7}", "2024-03-05", "A \\t\nferry", ""};
static const char *const printed[] = {"{7}", "2024-03-05", "A \\t ferry", ""};

/* What stands for the template at `at`, and how many of its bytes that are. */
static size_t meaning(const char *at, char literal[2], const char **out)
{
    static const char *const pairs[] = {"{{{", "}}}", "\\t\t", "\\n\n", "\\\\\\"};
    *out = literal;
    literal[1] = '\0';
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strncmp(at, pairs[i], 2) == 0) {
            literal[0] = pairs[i][2];
            return 2;
        }
    for (size_t i = 0; names[i]; i++) {
        size_t n = strlen(names[i]);
        if (*at == '{' && strncmp(at + 1, names[i], n) == 0 && at[n + 1] == '}') {
            *out = printed[i];
            return n + 2;
        }
    }
    literal[0] = *at;
    return 1;
}

static void check_line(const char *text, const char *line, size_t bytes)
{
    char literal[2];
    const char *wanted;
    size_t at = 0;
    while (*text) {
        text += meaning(text, literal, &wanted);
        size_t n = strlen(wanted);
        assert(bytes - at > n && memcmp(line + at, wanted, n) == 0);
        at += n;
    }
    assert(at + 1 == bytes && line[at] == '\n');
}

static void print(const template *t, const char *text)
{
    FILE *terminal = stdout;
    char *line = NULL;
    size_t bytes = 0;
    stdout = open_memstream(&line, &bytes);
    assert(stdout);
    template_print(t, values);
    fclose(stdout);
    stdout = terminal;
    check_line(text, line, bytes);
    free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    template t;
    char problem[TEMPLATE_PROBLEM] = "", *text = malloc(size + 1);
    assert(text);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    if (template_read(&t, text, names, problem)) {
        print(&t, text);
        template_release(&t);
    } else
        assert(problem[0] && strlen(problem) + 1 < sizeof problem);
    free(text);
    return 0;
}
