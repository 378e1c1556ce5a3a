/* test_languages.c - is each language known by its names, and from its texts? */
#include "unit/test.h"

#include "text/language.h"

static int wrong;
static bool seen[256];

static void check_row(const test_row *row)
{
    if (row->count != 2)
        fail_msg("%s:%d: 2 fields expected", row->file, row->line);
    double confidence = -1;
    language lang = language_detect(str_from(row->fields[1]), &confidence);
    assert_true(confidence >= 0 && confidence <= 1);
    if (!str_equal(language_code(lang), str_from(row->fields[0]))) {
        print_message("%s:%d: %.*s, not %s: %.60s\n", row->file, row->line, STR_ARG(language_code(lang)), row->fields[0],
                      row->fields[1]);
        wrong++;
    }
    seen[lang] = true;
}

TEST(a_text_is_known_by_its_language)
{
    wrong = 0;
    test_each_row("languages.tsv", 80, check_row);
    assert_int_equal(wrong, 0);
    for (language lang = 1; lang < language_count(); lang++)
        if (!seen[lang])
            fail_msg("no text in %.*s", STR_ARG(language_name(lang)));
}

TEST(every_language_has_one_code_and_one_name)
{
    assert_true(language_count() > 28);
    for (language lang = 1; lang < language_count(); lang++) {
        assert_int_equal(language_from(language_code(lang)), lang);
        assert_int_equal(language_from(language_name(lang)), lang);
    }
}

TEST(languages_keep_their_numbers_on_disk)
{
    static const char *const codes[] = {"und", "en", "de", "fr", "es", "it", "nl", "pt", "sv", "no", "da", "fi", "ru", "ar", "hy",
                                        "eu",  "ca", "el", "hi", "hu", "id", "ga", "lt", "ne", "ro", "sr", "ta", "tr", "yi"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        assert_string_equal(language_code((language)i).data, codes[i]);
}

TEST(a_language_may_be_named_in_many_ways)
{
    static const struct {
        const char *name, *code;
    } rows[] = {{"EN", "en"},       {"en-US", "en"},  {"en_GB.UTF-8", "en"}, {"eng", "en"}, {"English", "en"},
                {" de ", "de"},     {"GERMAN", "de"}, {"ger", "de"},         {"nb", "no"},  {"nn-NO", "no"},
                {"pt-BR", "pt"},    {"", "und"},      {"xx", "und"},         {"pl", "und"}, {"und", "und"},
                {"unknown", "und"}, {"-", "und"},     {"englishes", "und"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(language_code(language_from(str_from(rows[i].name))).data, rows[i].code);
    assert_string_equal(language_code(255).data, "und");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_text_is_known_by_its_language),
        RUN(every_language_has_one_code_and_one_name),
        RUN(languages_keep_their_numbers_on_disk),
        RUN(a_language_may_be_named_in_many_ways),
    };
    return test_run(tests);
}
