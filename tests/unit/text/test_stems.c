/* test_stems.c - do the forms of a word meet in one stem, in every language? */
#include "unit/test.h"

#include "text/fold.h"
#include "text/stem.h"

static stemmers *all;
static bool seen[256];
static int wrong;

/* language, form, form or stem, "=" if both have one stem, "!" if not, ">" if the last is the stem itself */
static void check_row(const test_row *row)
{
    arena a = {0};
    if (row->count != 4)
        fail_msg("%s:%d: 4 fields expected", row->file, row->line);
    language lang = language_from(str_from(row->fields[0]));
    str first = arena_copy(&a, stem_word(all, lang, fold(&a, str_from(row->fields[1]))));
    str second = fold(&a, str_from(row->fields[3]));
    char relation = row->fields[2][0];
    if (relation != '>')
        second = arena_copy(&a, stem_word(all, lang, second));
    if (str_equal(first, second) != (relation != '!')) {
        print_message("%s:%d: %s is stemmed to %.*s, %s to %.*s\n", row->file, row->line, row->fields[1], STR_ARG(first),
                      row->fields[3], STR_ARG(second));
        wrong++;
    }
    seen[lang] = seen[lang] || (relation == '=' && strcmp(row->fields[1], row->fields[3]) != 0);
    arena_release(&a);
}

TEST(forms_of_a_word_meet_as_the_table_says)
{
    all = stemmers_new();
    test_each_row("stems.tsv", 100, check_row);
    assert_int_equal(wrong, 0);
    for (language lang = 1; lang < language_count(); lang++)
        if (!seen[lang])
            fail_msg("no forms that meet in %.*s", STR_ARG(language_name(lang)));
    stemmers_free(&all);
    assert_null(all);
}

TEST(a_stem_does_not_depend_on_what_was_stemmed_before)
{
    enum { FORMS = 60000 };
    stemmers *used = stemmers_new(), *fresh = stemmers_new();
    char form[32];
    for (int i = 0; i < FORMS; i++) { /* more than the cache holds */
        int len =
            snprintf(form, sizeof form, "%c%c%c%cings", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26, 'a' + i / 17576);
        assert_true(stem_word(used, LANGUAGE_ENGLISH, (str){form, (size_t)len}).len > 0);
    }
    str forms[] = {STR("hostages"), STR("aaaaings"), STR("zzzcings"), STR("running")};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        assert_true(str_equal(stem_word(used, LANGUAGE_ENGLISH, forms[i]), stem_word(fresh, LANGUAGE_ENGLISH, forms[i])));
    stemmers_free(&used);
    stemmers_free(&fresh);
}

TEST(what_has_digits_or_marks_is_its_own_stem)
{
    static const char *const forms[] = {"f16s",  "u.s.",  "at&t",         "7/7",   "$5",
                                        "@idfs", "#tags", "www.news.com", "1990s", "a_things"};
    stemmers *s = stemmers_new();
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        assert_true(str_equal(stem_word(s, LANGUAGE_ENGLISH, str_from(forms[i])), str_from(forms[i])));
    assert_true(str_equal(stem_word(s, LANGUAGE_UNKNOWN, STR("hostages")), STR("hostages")));
    stemmers_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(forms_of_a_word_meet_as_the_table_says),
        RUN(a_stem_does_not_depend_on_what_was_stemmed_before),
        RUN(what_has_digits_or_marks_is_its_own_stem),
    };
    return test_run(tests);
}
