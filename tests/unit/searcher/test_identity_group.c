/* test_identity_group.c - which names are one person's? Rows of tables/identity.tsv */
#include "unit/test.h"

#include <stdlib.h>

#include "base/file.h"
#include "searcher/identity/group.h"

enum { MOST_NAMES = 16 };

static bool nobody_said(void *context, const known_name *x, const known_name *y)
{
    (void)context;
    (void)x;
    (void)y;
    return false;
}

/* Of every row: never side by side, unless the context says how often. */
static quoth_status as_often_as_said(void *context, const known_name *x, const known_name *y, uint64_t *out, quoth_error *err)
{
    (void)x;
    (void)y;
    (void)err;
    *out = context ? *(uint64_t *)context : 0;
    return QUOTH_OK;
}

/* "Joan Brandt 9 2019-2023" */
static known_name read_name(str text, uint32_t number)
{
    known_name n = {.number = number, .first = NO_DAY, .last = NO_DAY};
    size_t space = text.len;
    while (text.data[--space] != ' ') {
    }
    str word = str_slice(text, space + 1, text.len);
    day_range years;
    if (str_find(word, STR("-")) != SIZE_MAX) {
        str from = str_cut(&word, '-');
        assert_int_equal(day_range_parse(from, 0, &years, NULL), QUOTH_OK);
        n.first = years.first;
        assert_int_equal(day_range_parse(word, 0, &years, NULL), QUOTH_OK);
        n.last = years.last;
        text = str_slice(text, 0, space);
        for (space = text.len; text.data[--space] != ' ';) {
        }
        word = str_slice(text, space + 1, text.len);
    }
    assert_true(str_to_u64(word, &n.articles));
    n.name = str_slice(text, 0, space);
    return n;
}

static int more_quoted_first(const void *x, const void *y)
{
    const known_name *a = *(known_name *const *)x, *b = *(known_name *const *)y;
    if (a->articles != b->articles)
        return a->articles > b->articles ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* Leaders by their articles, each with its others by theirs. */
static str write_groups(arena *a, known_name **names, uint32_t count)
{
    str out = STR("");
    qsort(names, count, sizeof(known_name *), more_quoted_first);
    for (uint32_t i = 0; i < count; i++) {
        if (names[i]->same_as != names[i])
            continue;
        out = arena_printf(a, "%.*s%s%.*s", STR_ARG(out), out.len ? "; " : "", STR_ARG(names[i]->name));
        for (uint32_t j = 0; j < count; j++)
            if (j != i && names[j]->same_as == names[i])
                out = arena_printf(a, "%.*s = %.*s", STR_ARG(out), STR_ARG(names[j]->name));
    }
    return out;
}

static str groups_of(arena *a, str row, group_evidence *evidence)
{
    known_name *names[MOST_NAMES];
    uint32_t count = 0;
    while (row.len) {
        known_name *n = ARENA_NEW(a, known_name);
        *n = read_name(str_trim(str_cut(&row, '|')), count + 1);
        known_name_prepare(a, n);
        assert_true(count < MOST_NAMES);
        names[count++] = n;
    }
    assert_int_equal(group_names(a, names, count, evidence, NULL), QUOTH_OK);
    return write_groups(a, names, count);
}

TEST(each_row_groups_as_it_says)
{
    arena a = {0};
    str text;
    int wrong = 0;
    group_evidence evidence = {NULL, nobody_said, as_often_as_said};
    assert_int_equal(file_read(&a, TEST_TABLES "/identity.tsv", 1 << 20, &text, NULL), QUOTH_OK);
    while (text.len) {
        str line = str_cut(&text, '\n');
        if (line.len == 0 || line.data[0] == '#')
            continue;
        str row = str_cut(&line, '\t'), got = groups_of(&a, row, &evidence);
        if (!str_equal(got, line)) {
            wrong++;
            print_error("%.*s\n  wanted %.*s\n  got    %.*s\n", STR_ARG(row), STR_ARG(line), STR_ARG(got));
        }
    }
    assert_int_equal(wrong, 0);
    arena_release(&a);
}

TEST(people_who_speak_side_by_side_are_two)
{
    arena a = {0};
    uint64_t both = 6;
    group_evidence evidence = {&both, nobody_said, as_often_as_said};
    str got = groups_of(&a, STR("Bill Brandt 9 | William Brandt 7"), &evidence);
    assert_true(str_equal(got, STR("Bill Brandt; William Brandt")));
    arena_release(&a);
}

TEST(a_father_and_his_son_are_quoted_side_by_side_now_and_then)
{
    arena a = {0};
    uint64_t both = 2;
    group_evidence evidence = {&both, nobody_said, as_often_as_said};
    str got = groups_of(&a, STR("Peter Brandt 99 | Peter Brandt Jr. 12"), &evidence);
    assert_true(str_equal(got, STR("Peter Brandt; Peter Brandt Jr.")));
    arena_release(&a);
}

TEST(the_order_of_the_names_does_not_matter)
{
    arena a = {0};
    group_evidence evidence = {NULL, nobody_said, as_often_as_said};
    str got = groups_of(&a, STR("Adler 3 | Bibi Adler 2 | Benjamin Adler 9"), &evidence);
    assert_true(str_equal(got, STR("Benjamin Adler = Adler = Bibi Adler")));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(each_row_groups_as_it_says),
        RUN(people_who_speak_side_by_side_are_two),
        RUN(a_father_and_his_son_are_quoted_side_by_side_now_and_then),
        RUN(the_order_of_the_names_does_not_matter),
    };
    return test_run(tests);
}
