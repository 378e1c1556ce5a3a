/* test_dates.c - are times found where they are mentioned, and do they mean what the table says? */
#include "unit/indexer/tagging.h"

#include "unit/test.h"

static void append_mention(char *out, size_t room, str text, const date_mention *m)
{
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    size_t len = strlen(out);
    str said = str_slice(text, m->span.start, m->span.end);
    snprintf(out + len, room - len, "%s%.*s|%s|%.*s", len ? "; " : "", STR_ARG(said), types[m->type], STR_ARG(m->value));
}

static tags tag_text(arena *a, str title, str text, day published, language lang)
{
    article art = {.title = title, .body = text, .published_day = published};
    return tags_of(a, &art, lang, tag_dates);
}

static void check_row(const test_row *row)
{
    arena a = {0};
    if (row->count != 4)
        fail_msg("%s:%d: language, day of publication, text, mentions", row->file, row->line);
    str text = str_from(row->fields[2]);
    tags found = tag_text(&a, STR(""), text, day_parse(str_from(row->fields[1])), language_from(str_from(row->fields[0])));
    char got[2048] = "";
    for (size_t i = 0; i < found.dates.count; i++)
        append_mention(got, sizeof got, text, &found.dates.items[i]);
    if (strcmp(got[0] ? got : "-", row->fields[3]) != 0)
        fail_msg("%s:%d: '%s'\n  found  %s\n  wanted %s", row->file, row->line, row->fields[2], got, row->fields[3]);
    arena_release(&a);
}

TEST(mentions_and_values_are_as_the_table_says)
{
    test_each_row("dates.tsv", 300, check_row);
}

static date_mention only_mention(arena *a, const char *text)
{
    day published = day_from_civil((civil_date){2023, 11, 9});
    tags found = tag_text(a, STR(""), str_from(text), published, LANGUAGE_ENGLISH);
    assert_int_equal(found.dates.count, 1);
    return found.dates.items[0];
}

static void assert_days(const char *text, const char *first, const char *last)
{
    arena a = {0};
    day_range days = only_mention(&a, text).days;
    assert_int_equal(days.first, day_parse(str_from(first)));
    assert_int_equal(days.last, day_parse(str_from(last)));
    arena_release(&a);
}

TEST(a_mention_names_all_its_days)
{
    assert_days("He left on Nov. 8.", "2023-11-08", "2023-11-08");
    assert_days("He left last week.", "2023-10-30", "2023-11-05");
    assert_days("He left in October.", "2023-10-01", "2023-10-31");
    assert_days("He left in 1998.", "1998-01-01", "1998-12-31");
    assert_days("He left in the 1990s.", "1990-01-01", "1999-12-31");
    assert_days("He left in the third quarter.", "2023-07-01", "2023-09-30");
    assert_days("He left last weekend.", "2023-11-04", "2023-11-05");
    assert_days("He left last summer.", "2023-06-01", "2023-08-31");
    assert_days("He left last winter.", "2022-12-01", "2023-02-28");
    assert_days("He left Tuesday night.", "2023-11-07", "2023-11-07");
    assert_days("In the 19th century he left.", "1800-01-01", "1899-12-31");
}

TEST(a_length_a_habit_and_now_name_no_day)
{
    assert_days("He stayed three days.", "", "");
    assert_days("He prays every day.", "", "");
    assert_days("He is currently away.", "", "");
}

TEST(a_title_is_read_too_and_comes_first)
{
    arena a = {0};
    day published = day_from_civil((civil_date){2023, 11, 9});
    tags found = tag_text(&a, STR("Vote set for Tuesday"), STR("It will be held in 2025."), published, LANGUAGE_ENGLISH);
    assert_int_equal(found.dates.count, 2);
    assert_true(found.dates.items[0].in_title);
    assert_int_equal(found.dates.items[0].span.start, 13);
    assert_false(found.dates.items[1].in_title);
    arena_release(&a);
}

TEST(every_mention_has_a_named_rule_and_a_confidence)
{
    arena a = {0};
    date_mention m = only_mention(&a, "He left on Nov. 8.");
    assert_string_equal(date_rule_name(m.rule), "month and day");
    assert_in_range(m.confidence, 50, 100);
    assert_string_equal(date_rule_name(0), "");
    assert_string_equal(date_rule_name(255), "");
    arena_release(&a);
}

TEST(a_language_without_words_has_no_dates_and_no_failure)
{
    arena a = {0};
    tags found = tag_text(&a, STR(""), STR("8 november 2023"), 0, language_from(STR("fi")));
    assert_int_equal(found.dates.count, 0);
    arena_release(&a);
}

/* Mentions are in order, do not overlap, and lie in the text, whatever the words are. */
TEST(any_mixture_of_words_gives_mentions_in_order)
{
    static const char *const words[] = {"the ", "a ",     "last ",    "next ", "two ",  "year",   "years ", "-",
                                        "ago ", "third ", "quarter ", "of ",   "1998 ", "Nov. ",  "8",      ", ",
                                        "to ",  "night ", "Monday ",  "May ",  "p.m. ", ":",      "30 ",    "early ",
                                        "end ", "half ",  "and ",     "'s ",   "week ", "every ", "BC ",    "hundred "};
    uint32_t seed = 1;
    for (int round = 0; round < 3000; round++) {
        arena a = {0};
        char text[512] = "";
        for (int n = 0; n < 24; n++) {
            seed = seed * 1664525u + 1013904223u;
            strcat(text, words[(seed >> 16) % (sizeof words / sizeof words[0])]);
        }
        tags found = tag_text(&a, STR(""), str_from(text), 19670, LANGUAGE_ENGLISH);
        uint32_t end = 0;
        for (size_t i = 0; i < found.dates.count; i++) {
            const date_mention *m = &found.dates.items[i];
            if (m->span.start < end || m->span.end <= m->span.start || m->span.end > strlen(text) || m->value.len == 0)
                fail_msg("'%s': mention %zu is [%u, %u)", text, i, m->span.start, m->span.end);
            end = m->span.end;
        }
        arena_release(&a);
    }
}

/* A text of one word over and over costs the same for each word. */
TEST(a_megabyte_of_one_word_is_read_at_once)
{
    static const char *const words[] = {"two ",   "hundred ", "the ", "8 ",       "last ",   "Nov. ", "8, ",
                                        "years ", "1 1/2 ",   "to ",  "Monday, ", "of the ", "1998-"};
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        arena a = {0};
        size_t len = strlen(words[w]), bytes = 1 << 20;
        char *text = arena_alloc(&a, bytes + len);
        for (size_t at = 0; at < bytes; at += len)
            memcpy(text + at, words[w], len);
        tags found = tag_text(&a, STR(""), (str){text, bytes / len * len}, 19670, LANGUAGE_ENGLISH);
        assert_true(found.dates.count <= bytes / len);
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(mentions_and_values_are_as_the_table_says),
        RUN(a_mention_names_all_its_days),
        RUN(a_length_a_habit_and_now_name_no_day),
        RUN(a_title_is_read_too_and_comes_first),
        RUN(every_mention_has_a_named_rule_and_a_confidence),
        RUN(a_language_without_words_has_no_dates_and_no_failure),
        RUN(any_mixture_of_words_gives_mentions_in_order),
        RUN(a_megabyte_of_one_word_is_read_at_once),
    };
    return test_run(tests);
}
