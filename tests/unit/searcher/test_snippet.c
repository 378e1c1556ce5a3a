/* test_snippet.c - does a snippet show the right sentences, with exactly the matches marked? */
#include "unit/test.h"

#include "searcher/snippet/snippet.h"

static const char story[] = "The ferry sailed on Monday. Nobody was hurt in the storm. The captain spoke of luck.\n\n"
                            "Rain fell on the harbour all night. The captain of the ferry thanked the crew.";

/* The snippet for these words [first, end) of the story, each of a leaf of its own, with the matches in brackets. */
static char *shown_because(const char *text, const span *marks, size_t count, const marked_span *evidence, size_t evidence_count,
                           snippet_size size)
{
    arena a = {0};
    analysis body;
    shown_text out;
    marked_span marked[8];
    span copies[8];
    analyse(&a, str_from(text), LANGUAGE_ENGLISH, &body);
    for (size_t i = 0; i < count; i++) {
        marked[i] = (marked_span){marks[i], (uint32_t)i};
        copies[i] = marks[i];
    }
    spans highlights = {copies, count};
    snippet_reasons reasons = {{marked, evidence}, {count, evidence_count}};
    snippet_body(&a, &body, 0, &highlights, &reasons, size, &out);
    buf b = {0};
    size_t at = 0;
    for (size_t i = 0; i < out.match_count; i++) {
        buf_put_str(&b, str_slice(out.text, at, out.matches[i].start));
        buf_printf(&b, "[%.*s]", STR_ARG(str_slice(out.text, out.matches[i].start, out.matches[i].end)));
        at = out.matches[i].end;
    }
    buf_put_str(&b, str_slice(out.text, at, out.text.len));
    buf_put_byte(&b, '\0');
    arena_release(&a);
    return b.data;
}

static char *shown(const char *text, const span *marks, size_t count, unsigned sentences)
{
    return shown_because(text, marks, count, NULL, 0, (snippet_size){sentences, 0});
}

static void expect(const char *text, const span *marks, size_t count, unsigned sentences, const char *wanted)
{
    char *found = shown(text, marks, count, sentences);
    assert_string_equal(found, wanted);
    free(found);
}

TEST(the_sentence_with_the_match_is_shown_whole)
{
    expect(story, (span[]){{5, 6}}, 1, 2, "[Nobody] was hurt in the storm.");
}

TEST(sentences_that_are_apart_are_joined_by_an_ellipsis)
{
    expect(story, (span[]){{1, 2}, {16, 17}}, 2, 2, "The [ferry] sailed on Monday. … [Rain] fell on the harbour all night.");
}

TEST(neighbouring_sentences_are_joined_by_a_blank)
{
    expect(story, (span[]){{1, 2}, {5, 6}}, 2, 2, "The [ferry] sailed on Monday. [Nobody] was hurt in the storm.");
}

TEST(the_sentence_with_most_parts_of_the_query_comes_first)
{
    expect(story, (span[]){{1, 2}, {24, 25}, {27, 28}}, 3, 1, "The [captain] of the [ferry] thanked the crew.");
}

TEST(context_stands_on_both_sides_and_is_shown_once)
{
    char *one = shown_because(story, (span[]){{5, 6}}, 1, NULL, 0, (snippet_size){2, 1});
    assert_string_equal(one, "The ferry sailed on Monday. [Nobody] was hurt in the storm. The captain spoke of luck.");
    char *two = shown_because(story, (span[]){{1, 2}, {12, 13}}, 2, NULL, 0, (snippet_size){2, 1});
    assert_string_equal(
        two, "The [ferry] sailed on Monday. Nobody was hurt in the storm. The [captain] spoke of luck. Rain fell on the "
             "harbour all night.");
    char *apart = shown_because(story, (span[]){{1, 2}, {24, 25}}, 2, NULL, 0, (snippet_size){2, 1});
    assert_string_equal(apart,
                        "The [ferry] sailed on Monday. Nobody was hurt in the storm. … Rain fell on the harbour all night. The "
                        "[captain] of the ferry thanked the crew.");
    free(one);
    free(two);
    free(apart);
}

TEST(the_rest_of_a_sentence_belongs_to_what_stands_around)
{
    arena a = {0};
    analysis body;
    analyse(&a, str_from(story), LANGUAGE_ENGLISH, &body);
    uint32_t start = body.sentences[1].start, end = body.sentences[1].end;
    assert_string_equal(snippet_before(&a, &body, start, 3), "The ferry sailed on Monday.");
    assert_string_equal(snippet_after(&a, &body, end, 1), "The captain spoke of luck.");
    assert_string_equal(snippet_before(&a, &body, start + 11, 1), "The ferry sailed on Monday. Nobody was");
    assert_string_equal(snippet_after(&a, &body, end - 6, 0), "storm.");
    assert_string_equal(snippet_before(&a, &body, 0, 2), "");
    assert_string_equal(snippet_after(&a, &body, (uint32_t)body.text.len, 2), "");
    arena_release(&a);
}

TEST(without_a_match_the_first_sentence_is_shown)
{
    expect(story, NULL, 0, 2, "The ferry sailed on Monday.");
}

TEST(the_sentence_of_a_mention_is_shown_without_marks)
{
    char *found = shown_because(story, NULL, 0, (marked_span[]){{{19, 20}, 1}}, 1, (snippet_size){2, 0});
    assert_string_equal(found, "Rain fell on the harbour all night.");
    free(found);
}

TEST(a_word_and_a_mention_are_two_parts_of_the_query)
{
    char *found =
        shown_because(story, (span[]){{24, 25}}, 1, (marked_span[]){{{19, 20}, 9}, {{21, 22}, 9}}, 2, (snippet_size){2, 0});
    assert_non_null(strstr(found, "Rain fell"));
    assert_non_null(strstr(found, "[captain]"));
    free(found);
}

TEST(control_characters_never_reach_the_reader)
{
    expect("A \x1b[31mred\x07 word\nwith\xe2\x80\xae tricks.", (span[]){{0, 1}}, 1, 2, "[A] [31mred word with tricks.");
    arena a = {0};
    assert_string_equal(snippet_clean(&a, STR("\x1b]0;x\x07 a\tb\r\nc ")), "]0;x a b c");
    arena_release(&a);
}

TEST(a_sentence_without_an_end_is_cut_around_its_match)
{
    buf text = {0};
    for (int i = 0; i < 5000; i++)
        buf_put_str(&text, i == 2500 ? STR("needle ") : STR("hay "));
    buf_put_byte(&text, '\0');
    char *found = shown(text.data, (span[]){{2500, 2501}}, 1, 2);
    assert_non_null(strstr(found, "[needle]"));
    assert_true(strlen(found) < 1000);
    free(found);
    buf_release(&text);
}

TEST(code_points_and_bytes_are_both_told)
{
    arena a = {0};
    analysis title;
    shown_text out;
    span at = {1, 2};
    spans highlights = {&at, 1};
    analyse(&a, STR("Čapek  wrote"), LANGUAGE_ENGLISH, &title);
    snippet_title(&a, &title, &highlights, &out);
    assert_int_equal(out.match_count, 1);
    assert_int_equal(out.matches[0].start, 7);
    assert_int_equal(out.matches[0].start_cp, 6);
    assert_int_equal(out.matches[0].end_cp, 11);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(the_sentence_with_the_match_is_shown_whole),        RUN(sentences_that_are_apart_are_joined_by_an_ellipsis),
        RUN(neighbouring_sentences_are_joined_by_a_blank),      RUN(the_sentence_with_most_parts_of_the_query_comes_first),
        RUN(the_sentence_of_a_mention_is_shown_without_marks),  RUN(a_word_and_a_mention_are_two_parts_of_the_query),
        RUN(context_stands_on_both_sides_and_is_shown_once),    RUN(the_rest_of_a_sentence_belongs_to_what_stands_around),
        RUN(without_a_match_the_first_sentence_is_shown),       RUN(control_characters_never_reach_the_reader),
        RUN(a_sentence_without_an_end_is_cut_around_its_match), RUN(code_points_and_bytes_are_both_told),
    };
    return test_run(tests);
}
