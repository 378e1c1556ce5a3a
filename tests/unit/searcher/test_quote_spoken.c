/* test_quote_spoken.c - which words of a pasted text are the speaker's? */
#include "unit/test.h"

#include "searcher/quote/spoken.h"

static void expect(const char *pasted, const char *spoken)
{
    arena a = {0};
    str kept = spoken_words(&a, str_from(pasted));
    assert_string_equal(arena_zero_terminated(&a, kept), spoken);
    arena_release(&a);
}

TEST(a_cue_between_two_parts_is_the_reporters)
{
    expect("\"The law is clear,\" she said, \"and old.\"", "\"The law is clear, \"and old.\"");
    expect("The law is clear,” said Mayor Ada Quist. “It is old.", "The law is clear, “It is old.");
    expect("'I don't like it,' he said, 'and won't sign.'", "'I don't like it, 'and won't sign.'");
    expect("“Das Gesetz ist klar”, sagte sie, “und alt.”", "“Das Gesetz ist klar “und alt.”");
}

TEST(words_between_two_nested_quotations_are_the_speakers)
{
    expect("He called it \"a shame\" and \"a disgrace\"", "He called it \"a shame\" and \"a disgrace\"");
    expect("My son's and the boys' boat, 'Hope', sank", "My son's and the boys' boat, 'Hope', sank");
}

TEST(what_follows_the_last_mark_stays)
{
    expect("\"The law is clear,\" she said.", "\"The law is clear,\" she said.");
    expect("\"One,\" two\n\nthree \"four\"", "\"One,\" two\n\nthree \"four\"");
}

TEST(a_bracket_inside_a_word_changes_its_first_letter_or_its_end)
{
    expect("[T]he law is clear", "The law is clear");
    expect("they walk[ed] home", "they walked home");
    expect("[Quist] walked [...] home [sic]", "[Quist] walked [...] home [sic]");
    expect("[", "[");
    expect("a]b[", "a]b[");
    expect("[]a", "[]a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_cue_between_two_parts_is_the_reporters),
        RUN(words_between_two_nested_quotations_are_the_speakers),
        RUN(what_follows_the_last_mark_stays),
        RUN(a_bracket_inside_a_word_changes_its_first_letter_or_its_end),
    };
    return test_run(tests);
}
