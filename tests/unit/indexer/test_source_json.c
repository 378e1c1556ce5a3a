/* test_source_json.c - JSON records: which member is what, and what is broken? */
#include "source_test.h"

TEST(the_usual_members_are_known_whatever_their_letter_case)
{
    reading r = {0};
    read_text(
        &r, "a.jsonl",
        "{\"_id\":\"x1\",\"Headline\":\"Tide\",\"articleBody\":\"High.\",\"datePublished\":\"2023-11-08T10:00:00+02:00\","
        "\"link\":\"https://c.example/a\","
        "\"publisher\":{\"@type\":\"Organization\",\"name\":\"The Coast\"},\"inLanguage\":\"en\",\"byline\":\"Ann Reed\"}\n");
    const article *x = &r.articles[0];
    assert_int_equal(r.count, 1);
    assert_str(x->id, "x1");
    assert_str(x->title, "Tide");
    assert_str(x->body, "High.");
    assert_str(x->published, "2023-11-08T10:00:00+02:00");
    assert_int_equal(x->published_day, day_from_civil((civil_date){2023, 11, 8}));
    assert_str(x->url, "https://c.example/a");
    assert_str(x->source, "The Coast");
    assert_str(x->language, "en");
    assert_str(x->author, "Ann Reed");
    assert_ends_with(x->locator, "a.jsonl#x1");
    reading_release(&r);
}

TEST(the_better_known_of_two_members_wins_in_either_order)
{
    reading r = {0};
    read_text(&r, "a.jsonl",
              "{\"content\":\"summary\",\"text\":\"whole\"}\n{\"text\":\"whole\",\"content\":\"summary\"}\n{\"text\":\"\","
              "\"content\":\"only\"}\n");
    assert_str(r.articles[0].body, "whole");
    assert_str(r.articles[1].body, "whole");
    assert_str(r.articles[2].body, "only");
    reading_release(&r);
}

TEST(authors_are_a_string_a_list_or_a_list_of_objects)
{
    reading r = {0};
    read_text(&r, "a.jsonl",
              "{\"text\":\"t\",\"author\":\"A\"}\n{\"text\":\"t\",\"authors\":[\"A\",\"B\"]}\n"
              "{\"text\":\"t\",\"authors\":[{\"name\":\"A\",\"url\":\"u\"},{\"name\":\"B\"}]}\n{\"text\":\"t\",\"author\":{"
              "\"name\":\"A\"}}\n{\"text\":\"t\",\"author\":null}\n");
    assert_str(r.articles[0].author, "A");
    assert_str(r.articles[1].author, "A, B");
    assert_str(r.articles[2].author, "A, B");
    assert_str(r.articles[3].author, "A");
    assert_str(r.articles[4].author, "");
    reading_release(&r);
}

TEST(a_list_of_paragraphs_becomes_a_text)
{
    reading r = {0};
    read_text(&r, "a.jsonl", "{\"body\":[\"One.\",\"Two.\"]}\n");
    assert_str(r.articles[0].body, "One.\n\nTwo.");
    reading_release(&r);
}

TEST(a_mapping_names_the_members_by_path_and_replaces_the_usual_ones)
{
    static const source_mapping mappings[] = {{{"title", 5}, {".meta.headline", 14}},
                                              {{"text", 4}, {".parts[1].full", 14}},
                                              {{"date", 4}, {".dct", 4}},
                                              {{"author", 6}, {".people[].name", 14}},
                                              {{"locator", 7}, {".where", 6}}};
    reading r = {.options = {.mappings = mappings, .mapping_count = 5}};
    read_text(&r, "a.jsonl",
              "{\"id\":1,\"title\":\"no\",\"date\":\"2001-01-01\",\"meta\":{\"headline\":\"Yes\"},\"parts\":[{\"full\":\"zero\"},"
              "{\"full\":\"one\"}],\"dct\":\"2020-02-03\","
              "\"people\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"where\":\"page "
              "4\"}\n{\"title\":\"no\",\"date\":\"2001-01-01\",\"parts\":[1,{\"full\":\"t\"}]}\n");
    assert_str(r.articles[0].title, "Yes");
    assert_str(r.articles[0].body, "one");
    assert_str(r.articles[0].published, "2020-02-03");
    assert_str(r.articles[0].author, "A, B");
    assert_str(r.articles[0].id, "1");
    assert_str(r.articles[0].locator, "page 4");
    assert_str(r.articles[1].title, "");
    assert_int_equal(r.articles[1].published_day, NO_DAY);
    reading_release(&r);
}

static void assert_mapping_refused(const char *property, const char *path)
{
    source_mapping mapping = {str_from(property), str_from(path)};
    source_options options = {.mappings = &mapping, .mapping_count = 1};
    source *s;
    quoth_error err;
    const char *paths[] = {"-"};
    assert_int_equal(source_open(paths, 1, &options, (source_callbacks){0}, &s, &err), QUOTH_BAD_USAGE);
    assert_true(err.hint[0]);
}

TEST(a_mapping_of_no_property_or_no_path_is_bad_usage)
{
    assert_mapping_refused("headline", ".a");
    assert_mapping_refused("title", "");
    assert_mapping_refused("title", ".a..b");
    assert_mapping_refused("title", ".a[x]");
    assert_mapping_refused("title", ".a[1");
    assert_mapping_refused("title", ".a.");
}

TEST(a_broken_line_is_a_problem_with_its_line_and_the_next_goes_on)
{
    reading r = {0};
    read_text(
        &r, "a.jsonl",
        "{\"text\":\"one\"}\n\n{\"text\":\"broken\n{\"text\":\"two\"}\r\n{\"text\":1} x\nnonsense\n[1]\n{\"text\":\"three\"}");
    assert_int_equal(r.count, 3);
    assert_str(r.articles[2].body, "three");
    assert_ends_with(r.articles[2].locator, "#7");
    assert_int_equal(r.problem_count, 4);
    assert_int_equal(r.problems[0].line, 3);
    assert_int_equal(r.problems[1].line, 5);
    assert_int_equal(r.problems[2].line, 6);
    assert_int_equal(r.problems[3].line, 7);
    assert_contains(str_from(r.problems[0].why.message), "broken JSON at byte");
    reading_release(&r);
}

TEST(a_record_without_text_says_how_to_map_one)
{
    reading r = {0};
    read_text(&r, "a.jsonl", "{\"story\":\"x\"}\n{\"text\":\"\",\"title\":\"\"}\n");
    assert_int_equal(r.problem_count, 2);
    assert_contains(str_from(r.problems[0].why.hint), "--map");
    assert_contains(str_from(r.problems[1].why.message), "empty");
    reading_release(&r);
}

TEST(an_item_without_words_but_with_an_id_is_kept)
{
    reading r = {0};
    read_text(&r, "a.jsonl", "{\"id\":\"withdrawn\",\"title\":\"\",\"text\":\"\",\"date\":\"2023-11-08\"}\n");
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].id, "withdrawn");
    assert_str(r.articles[0].body, "");
    reading_release(&r);
}

TEST(an_array_of_objects_is_read_element_by_element)
{
    reading r = {0};
    read_text(&r, "a.json",
              " [\n{\"text\":\"a [ } \\\" \"}\n,\n{\"text\":\n\"b\"}, 7, \"x,]\", {\"id\":\"c\",\"text\":\"d\"}]\n");
    assert_int_equal(r.count, 3);
    assert_str(r.articles[0].body, "a [ } \" ");
    assert_str(r.articles[1].body, "b");
    assert_ends_with(r.articles[1].locator, "a.json#2");
    assert_ends_with(r.articles[2].locator, "a.json#c");
    assert_int_equal(r.problem_count, 2);
    assert_int_equal(r.problems[0].line, 5);
    reading_release(&r);
}

TEST(an_array_that_is_not_closed_is_a_problem_after_its_elements)
{
    reading r = {0};
    read_text(&r, "a.json", "[{\"text\":\"a\"},\n");
    assert_int_equal(r.count, 1);
    assert_int_equal(r.problem_count, 1);
    assert_contains(str_from(r.problems[0].why.message), "not closed");
    reading_release(&r);
}

TEST(one_object_over_several_lines_is_one_article_of_its_file)
{
    reading r = {0};
    read_text(&r, "a.json", "{\n  \"title\": \"T\",\n  \"text\": \"b\"\n}\n");
    assert_int_equal(r.count, 1);
    assert_ends_with(r.articles[0].locator, "/a.json");
    reading_release(&r);
}

TEST(bad_utf_8_is_repaired_and_a_byte_order_mark_passed_over)
{
    reading r = {0};
    read_path(&r, write_bytes("a.jsonl", "\xEF\xBB\xBF{\"text\":\"caf\xC3\xA9 \xFF x\"}\n", 25));
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].body, "caf\xC3\xA9 \xEF\xBF\xBD x");
    reading_release(&r);
}

TEST(half_a_surrogate_pair_is_one_replacement_character)
{
    reading r = {0};
    read_text(&r, "a.jsonl", "{\"text\":\"a\\ud83dz\\ude00\\ud83d\\ude00\\\\ud83d \\ud83d\\ud83d\\ude00\"}\n");
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].body, "a\xEF\xBF\xBDz\xEF\xBF\xBD\xF0\x9F\x98\x80\\ud83d \xEF\xBF\xBD\xF0\x9F\x98\x80");
    reading_release(&r);
}

TEST(the_text_is_kept_code_point_for_code_point)
{
    reading r = {0};
    read_text(&r, "a.jsonl", "{\"text\":\"  A\\t\\u00e9\\n\\n B\\u0000C \\u2014 \"}\n");
    assert_str(r.articles[0].body, "  A\t\xC3\xA9\n\n B C \xE2\x80\x94 ");
    assert_int_equal(utf8_count(r.articles[0].body), 14);
    reading_release(&r);
}

TEST(arrays_nested_ten_thousand_deep_are_passed_over)
{
    reading r = {0};
    char *text = arena_alloc(&r.memory, 30000), *at = text;
    at += sprintf(at, "{\"deep\":");
    memset(at, '[', 10000);
    memset(at + 10000, ']', 10000);
    strcpy(at + 20000, ",\"text\":\"t\"}\n");
    read_text(&r, "deep.jsonl", text);
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].body, "t");
    reading_release(&r);
}

TEST(seconds_since_1970_are_a_date)
{
    reading r = {0};
    read_text(&r, "a.jsonl",
              "{\"text\":\"t\",\"timestamp\":1699437600}\n{\"text\":\"t\",\"published\":1699437600000}\n{\"text\":\"t\",\"date\":"
              "20231108}\n");
    for (size_t i = 0; i < 3; i++)
        assert_str(r.articles[i].published, "2023-11-08");
    reading_release(&r);
}

TEST(a_date_that_cannot_be_read_is_kept_as_it_is_found)
{
    reading r = {0};
    read_text(&r, "a.jsonl",
              "{\"text\":\"t\",\"date\":\"last summer\"}\n{\"text\":\"t\",\"date\":\"Wed, 08 Nov 2023 10:00:00 GMT\"}\n");
    assert_str(r.articles[0].published, "last summer");
    assert_int_equal(r.articles[0].published_day, NO_DAY);
    assert_str(r.articles[1].published, "2023-11-08");
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(the_usual_members_are_known_whatever_their_letter_case),
        RUN_IN_FOLDER(the_better_known_of_two_members_wins_in_either_order),
        RUN_IN_FOLDER(authors_are_a_string_a_list_or_a_list_of_objects),
        RUN_IN_FOLDER(a_list_of_paragraphs_becomes_a_text),
        RUN_IN_FOLDER(a_mapping_names_the_members_by_path_and_replaces_the_usual_ones),
        RUN(a_mapping_of_no_property_or_no_path_is_bad_usage),
        RUN_IN_FOLDER(a_broken_line_is_a_problem_with_its_line_and_the_next_goes_on),
        RUN_IN_FOLDER(a_record_without_text_says_how_to_map_one),
        RUN_IN_FOLDER(an_item_without_words_but_with_an_id_is_kept),
        RUN_IN_FOLDER(an_array_of_objects_is_read_element_by_element),
        RUN_IN_FOLDER(an_array_that_is_not_closed_is_a_problem_after_its_elements),
        RUN_IN_FOLDER(one_object_over_several_lines_is_one_article_of_its_file),
        RUN_IN_FOLDER(bad_utf_8_is_repaired_and_a_byte_order_mark_passed_over),
        RUN_IN_FOLDER(half_a_surrogate_pair_is_one_replacement_character),
        RUN_IN_FOLDER(the_text_is_kept_code_point_for_code_point),
        RUN_IN_FOLDER(arrays_nested_ten_thousand_deep_are_passed_over),
        RUN_IN_FOLDER(seconds_since_1970_are_a_date),
        RUN_IN_FOLDER(a_date_that_cannot_be_read_is_kept_as_it_is_found),
    };
    return test_run(tests);
}
