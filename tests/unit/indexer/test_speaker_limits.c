/* test_speaker_limits.c - does the tagger of quotations stay sane on what no editor would print? (tests/linear: and fast?) */
#include "unit/test.h"

#include "unit/hostile.h"
#include "unit/indexer/tagging.h"

enum { MEGABYTE = 1 << 20 };

static void check_spans(const tags *found, str text)
{
    for (size_t i = 0; i < found->quotations.count; i++) {
        const quotation *q = &found->quotations.items[i];
        assert_true(q->span.start < q->span.end && q->span.end <= text.len);
        assert_true(q->speaker.start <= q->speaker.end && q->speaker.end <= text.len);
        assert_true(q->cue.start <= q->cue.end && q->cue.end <= text.len);
    }
}

static void check_text(arena *a, str text)
{
    article art = {.title = STR(""), .body = text, .published_day = NO_DAY};
    tags found = tags_of(a, &art, LANGUAGE_ENGLISH, tag_speakers);
    check_spans(&found, text);
}

TEST(what_is_found_in_a_megabyte_of_anything_lies_within_it)
{
    for (size_t i = 0; i < HOSTILE_TEXTS; i++) {
        arena a = {0};
        check_text(&a, hostile_text(&a, i, MEGABYTE));
        arena_release(&a);
    }
}

TEST(nothing_is_read_behind_a_text_that_ends_with_one_letter)
{
    static const char *const texts[] = {"“No,” said Ann A", "No, said Mr. B", "WATCH Mary S", "He met Tom R"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        arena a = {0};
        str text = str_from(texts[i]);
        char *exact = memcpy(mem_alloc(text.len), text.data, text.len);
        check_text(&a, (str){exact, text.len});
        free(exact);
        arena_release(&a);
    }
}

TEST(memory_grows_with_the_text_and_no_faster)
{
    size_t held[2];
    for (size_t k = 0; k < 2; k++) {
        arena a = {0}, text_arena = {0};
        const char *unit = "“No,” said Ann Lee. The minister told Tom Reed that it rained. ";
        char *bytes = arena_alloc(&text_arena, MEGABYTE);
        str text = {bytes, hostile_repeat(bytes, MEGABYTE >> (k ? 0 : 2), unit)};
        check_text(&a, text);
        held[k] = arena_size(&a);
        arena_release(&a);
        arena_release(&text_arena);
    }
    assert_true(held[1] <= held[0] * 8);
    assert_true(held[1] <= (size_t)MEGABYTE * 64);
}

static void check_prefixes_and_suffixes(const char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0; i <= len; i++) {
        if (((unsigned char)text[i] & 0xC0) == 0x80)
            continue; /* only between code points: texts are valid UTF-8 */
        arena a = {0};
        char *copy = mem_alloc(i + 1); /* of its own, so that a sanitizer sees a read past the end */
        memcpy(copy, text, i);
        check_text(&a, (str){copy, i});
        free(copy);
        copy = mem_alloc(len - i + 1);
        memcpy(copy, text + i, len - i);
        check_text(&a, (str){copy, len - i});
        free(copy);
        arena_release(&a);
    }
}

TEST(a_text_may_begin_and_end_anywhere)
{
    check_prefixes_and_suffixes(
        "“It’s ‘odd’,” said Lt. Col. Ann T. O’Neil-Lee, 42, of the U.S. Bank of Ohio (R-Utah). ‘The ’90s’ “were\n\n“fine.” — "
        "Bob\n\n"
        "MR BLAIR: Yes.\n\nQ: No? According to her, the minister's spokesman said that he'd go, she added: \"Go");
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(nothing_is_read_behind_a_text_that_ends_with_one_letter),
                                       RUN(what_is_found_in_a_megabyte_of_anything_lies_within_it),
                                       RUN(memory_grows_with_the_text_and_no_faster), RUN(a_text_may_begin_and_end_anywhere)};
    return test_run(tests);
}
