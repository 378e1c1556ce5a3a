/* print.c - how does anything reach the terminal, safely and in the right colours? */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"

static bool colors;
static pid_t pager;

void print_setup(int color)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    bool terminal = isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
    colors = color == 1 || (color == 0 && terminal && !(no_color && *no_color));
}

void print_through_pager(void)
{
    int pipe_ends[2];
    if (pager || !isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO) || pipe(pipe_ends) != 0)
        return;
    const char *program = getenv("PAGER");
    if (!program || !*program)
        program = "less";
    pager = fork();
    if (pager == 0) {
        dup2(pipe_ends[0], STDIN_FILENO);
        close(pipe_ends[0]);
        close(pipe_ends[1]);
        setenv("LESS", "FRX", 0);
        execl("/bin/sh", "sh", "-c", program, (char *)NULL);
        _exit(127);
    }
    if (pager > 0)
        dup2(pipe_ends[1], STDOUT_FILENO);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
}

void print_end(void)
{
    if (pager <= 0)
        return;
    fflush(stdout);
    close(STDOUT_FILENO);
    waitpid(pager, NULL, 0);
    pager = 0;
    /* main still flushes stdout: give it somewhere to go */
    if (dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        return;
}

bool print_in_colour(void)
{
    return colors;
}

void print_style(style s)
{
    static const char *const codes[] = {
        [STYLE_PLAIN] = "\033[0m",      [STYLE_TITLE] = "\033[1m",    [STYLE_FAINT] = "\033[2m", [STYLE_MATCH] = "\033[1;33m",
        [STYLE_SPEAKER] = "\033[36m",   [STYLE_PLACE] = "\033[32m",   [STYLE_DATE] = "\033[35m", [STYLE_QUOTE] = "\033[4m",
        [STYLE_REMOVED] = "\033[9;31m", [STYLE_ADDED] = "\033[1;32m",
    };
    if (colors)
        fputs(codes[s], stdout);
}

/* Bytes of a sequence that must not reach a terminal: C0 save line breaks and tabs, DEL, C1 (U+0080..9F), and the
 * direction overrides U+202A..202E, U+2066..2069; 0 for an innocent one. */
static size_t harmful(const unsigned char *at, size_t left)
{
    if ((at[0] < 0x20 && at[0] != '\n' && at[0] != '\t') || at[0] == 0x7F)
        return 1;
    if (left >= 2 && at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F)
        return 2;
    if (left >= 3 && at[0] == 0xE2 &&
        ((at[1] == 0x80 && at[2] >= 0xAA && at[2] <= 0xAE) || (at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9)))
        return 3;
    return 0;
}

static void print_range(FILE *out, const char *text, size_t bytes, bool one_line)
{
    const unsigned char *at = (const unsigned char *)text;
    for (size_t i = 0; i < bytes;) {
        size_t skip = harmful(at + i, bytes - i);
        bool is_inner_page_end = at[i] == '\f' && i > 0 && at[i - 1] != '\n' && at[i - 1] != '\f';
        if (is_inner_page_end)
            putc(' ', out);
        if (skip == 0)
            putc(one_line && (at[i] == '\n' || at[i] == '\t') ? ' ' : at[i], out);
        i += skip ? skip : 1;
    }
}

void print_safely(const char *text, size_t bytes)
{
    print_range(stdout, text, bytes, false);
}

void print_locator(const char *locator, unsigned page)
{
    print_safely(locator, strlen(locator));
    if (page)
        printf("#page=%u", page);
}

/* At once: standard error has no buffer, and the lines of several processes stay whole. */
void remark(const char *format, ...)
{
    char *text, *harmless = NULL;
    size_t left = 0;
    va_list args;
    va_start(args, format);
    int bytes = vasprintf(&text, format, args);
    va_end(args);
    FILE *out = open_memstream(&harmless, &left);
    if (bytes < 0 || !out)
        abort();
    print_range(out, text, (size_t)bytes, false);
    if (fclose(out) != 0)
        abort();
    fwrite(harmless, 1, left, stderr);
    free(harmless);
    free(text);
}

void print_marked(const char *text, size_t bytes, const quoth_span *marks, size_t mark_count, bool one_line)
{
    size_t at = 0;
    for (size_t i = 0; i < mark_count; i++) {
        if (marks[i].start < at || marks[i].end > bytes)
            continue;
        print_range(stdout, text + at, marks[i].start - at, one_line);
        print_style(STYLE_MATCH);
        print_range(stdout, text + marks[i].start, marks[i].end - marks[i].start, one_line);
        print_style(STYLE_PLAIN);
        at = marks[i].end;
    }
    print_range(stdout, text + at, bytes - at, one_line);
}

void print_html(const char *text, size_t bytes)
{
    const unsigned char *at = (const unsigned char *)text;
    for (size_t i = 0; i < bytes; i++) {
        size_t skip = harmful(at + i, bytes - i);
        if (skip) {
            i += skip - 1;
            continue;
        }
        switch (at[i]) {
        case '<': fputs("&lt;", stdout); break;
        case '>': fputs("&gt;", stdout); break;
        case '&': fputs("&amp;", stdout); break;
        case '"': fputs("&quot;", stdout); break;
        case '\'': fputs("&#39;", stdout); break;
        default: putchar(at[i]);
        }
    }
}

/* What jansson leaves as it is though a terminal would obey it: DEL, C1 and direction overrides, as \uXXXX. */
static void put_escaped(const unsigned char *at, size_t bytes)
{
    unsigned code = bytes == 1 ? at[0] : bytes == 2 ? at[1] : 0x2000U + ((at[1] & 0x3FU) << 6) + (at[2] & 0x3FU);
    printf("\\u%04X", code);
}

json_t *json_text(const char *text)
{
    json_t *json = json_string(text);
    if (json)
        return json;
    /* Only a name given by a file system or a shell is not UTF-8. */
    size_t left = strlen(text), used = 0;
    char *valid = malloc(3 * left + 1);
    if (!valid)
        abort();
    while (left) {
        size_t n = left < 4 ? left : 4;
        while (n && !(json = json_stringn(text, n)))
            n--;
        json_decref(json);
        json = NULL;
        memcpy(valid + used, n ? text : "\uFFFD", n ? n : 3);
        used += n ? n : 3;
        text += n ? n : 1;
        left -= n ? n : 1;
    }
    json = json_stringn(valid, used);
    free(valid);
    return json;
}

void print_json_value(json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(9));
    size_t bytes = text ? strlen(text) : 0;
    size_t written = 0;
    for (size_t i = 0; i < bytes;) {
        size_t skip = harmful((const unsigned char *)text + i, bytes - i);
        if (skip) {
            fwrite(text + written, 1, i - written, stdout);
            put_escaped((const unsigned char *)text + i, skip);
            written = i + skip;
        }
        i += skip ? skip : 1;
    }
    if (text)
        fwrite(text + written, 1, bytes - written, stdout);
    free(text);
    json_decref(value);
}

void print_json(json_t *value)
{
    print_json_value(value);
    putchar('\n');
}

void print_csv_field(const char *text, bool last)
{
    /* RFC 4180; a leading = + - @ would be run as a formula by spreadsheets: a quote mark in front keeps it text. */
    bool formula = *text && strchr("=+-@", *text);
    if (formula || strpbrk(text, ",\"\r\n")) {
        fputs(formula ? "\"'" : "\"", stdout);
        for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
            print_safely(text, (size_t)(quote - text));
            fputs("\"\"", stdout);
        }
        print_safely(text, strlen(text));
        putchar('"');
    } else {
        print_safely(text, strlen(text));
    }
    fputs(last ? "\r\n" : ",", stdout);
}

static char *next_buffer(size_t *room)
{
    static char ring[8][64];
    static unsigned turn;
    *room = sizeof ring[0];
    return ring[turn++ % 8];
}

static void put_groups(uint64_t number, char out[32])
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            *out++ = ',';
        *out++ = digits[i];
    }
    *out = '\0';
}

const char *in_groups(uint64_t number)
{
    size_t room;
    char *out = next_buffer(&room);
    put_groups(number, out);
    return out;
}

const char *in_bytes(uint64_t bytes)
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};
    size_t room, unit = 0;
    char *out = next_buffer(&room);
    double value = (double)bytes;
    while (value >= 1000 && unit < 4) {
        value /= 1000;
        unit++;
    }
    snprintf(out, room, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    return out;
}

const char *counted(uint64_t number, const char *one, const char *many)
{
    size_t room;
    char groups[32], *out = next_buffer(&room);
    put_groups(number, groups);
    snprintf(out, room, "%s %s", groups, number == 1 ? one : many);
    return out;
}
