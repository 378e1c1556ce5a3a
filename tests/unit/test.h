/* test.h - what every unit test needs: cmocka, names that are sentences, tables
 *
 *     TEST(a_quote_may_contain_a_full_stop) { … assert_int_equal(…); }
 *     int main(void) { const struct CMUnitTest tests[] = {RUN(a_quote_may_contain_a_full_stop)}; return test_run(tests); }
 */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
/* base/fail.h has a function of cmocka's name fail; tests say fail_msg. */
#undef fail
#undef fail_msg
#define fail_msg(...) (print_error("ERROR: "), print_error(__VA_ARGS__), print_error("\n"), _fail(__FILE__, __LINE__))

#define TEST(name) static void name(void **unused_state __attribute__((unused)))
#define RUN(name) cmocka_unit_test(name)
#define test_run(tests) cmocka_run_group_tests(tests, NULL, NULL)

/* One row of a table: fields separated by tabs; \n \t \\ and \xHH in them stand for the bytes; '#' starts a comment line. */
enum { TEST_MAX_FIELDS = 16 };
typedef struct test_row {
    const char *file;
    int line;
    int count;
    char *fields[TEST_MAX_FIELDS]; /* zero-terminated, unescaped */
} test_row;

static inline void test_unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (from[0] != '\\' || !from[1]) {
            *to++ = *from;
            continue;
        }
        from++;
        if (*from == 'n')
            *to++ = '\n';
        else if (*from == 't')
            *to++ = '\t';
        else if (*from == 'x' && from[1] && from[2]) {
            char hex[3] = {from[1], from[2], 0};
            *to++ = (char)strtol(hex, NULL, 16);
            from += 2;
        } else
            *to++ = *from;
    }
    *to = '\0';
}

/* Calls `check` for each row of tests/tables/<name>; fails when the table has fewer than `at_least` rows.
 * In `check`, report the row with row->file and row->line: fail_msg("%s:%d: …", row->file, row->line, …). */
static inline void test_each_row(const char *name, int at_least, void (*check)(const test_row *row))
{
    char path[1024], *text = NULL;
    size_t room = 0;
    int rows = 0;
    snprintf(path, sizeof path, "%s/%s", TEST_TABLES, name);
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("cannot open %s", path);
    for (int line = 1; getline(&text, &room, file) >= 0; line++) {
        text[strcspn(text, "\n")] = '\0';
        if (text[0] == '#' || text[0] == '\0')
            continue;
        test_row row = {.file = name, .line = line};
        for (char *rest = text; rest && row.count < TEST_MAX_FIELDS;) {
            char *field = strsep(&rest, "\t");
            test_unescape(field);
            row.fields[row.count++] = field;
        }
        check(&row);
        rows++;
    }
    fclose(file);
    free(text);
    if (rows < at_least)
        fail_msg("%s has %d rows, at least %d expected", name, rows, at_least);
}

#endif
