/* test_speaker_limits.c - does the tagger of quotations stay fast and sane on what no editor would print? */
#include "unit/test.h"

#include "base/clock.h"
#include "indexer/tag/tag.h"

enum { MEGABYTE = 1 << 20 };
#ifdef __SANITIZE_ADDRESS__
static const double seconds_allowed = 20;
#else
static const double seconds_allowed = 1;
#endif

/* `unit` again and again, a megabyte of it. */
static str repeated(arena *a, const char *unit)
{
    size_t len = strlen(unit), count = MEGABYTE / len;
    char *text = arena_alloc(a, count * len + 1);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * len, unit, len);
    return (str){text, count * len};
}

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
    analysis none = {0};
    tags found = {0};
    uint64_t start = clock_thread_cpu_ns();
    tag_speakers(a, &(tag_input){.art = &art, .title = &none, .body = &none, .lang = LANGUAGE_ENGLISH}, &found);
    double seconds = (double)(clock_thread_cpu_ns() - start) / 1e9;
    if (seconds > seconds_allowed)
        fail_msg("%.20s…: %.2f s for %zu bytes", text.data, seconds, text.len);
    check_spans(&found, text);
}

TEST(a_megabyte_of_anything_takes_less_than_a_second)
{
    static const char *const units[] = {"\"",
                                        "“",
                                        "”",
                                        "'",
                                        "‘",
                                        "’",
                                        "``",
                                        "''",
                                        "«»",
                                        "“‘",
                                        "“ ",
                                        " \"a",
                                        "‘a ",
                                        "‘s’ ",
                                        "s' 'a ",
                                        "(",
                                        ")]",
                                        "—",
                                        ":",
                                        "a: ",
                                        "A: x\n\n",
                                        "Q. y\n",
                                        ".",
                                        ". ",
                                        "said ",
                                        "said, ",
                                        "he said ",
                                        "He said that ",
                                        "“x” said ",
                                        "\"x,\" he said. ",
                                        "Smith ",
                                        "John Smith, ",
                                        "Mr. ",
                                        "the minister ",
                                        "of ",
                                        "Bank of ",
                                        "and ",
                                        "that ",
                                        ", ",
                                        "according to ",
                                        "\n",
                                        "\n\n",
                                        "\n\"",
                                        "“a\n\n",
                                        "‘a b\n\n",
                                        "A",
                                        "a",
                                        "é",
                                        "’s",
                                        "U.S. ",
                                        "x. X ",
                                        "who said he said that she said, ",
                                        "“He said ‘no, she said “yes” to him’ again.” ",
                                        "spokesman John Smith said the minister said he ",
                                        "said “a\n\n",
                                        "said he ",
                                        "He said no “a\n\n",
                                        "“…,” cousin Ann, 17. ",
                                        "a-",
                                        "1,",
                                        "NAME: “x”\n\n",
                                        "” — Ann Lee\n\n“b"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        arena a = {0};
        check_text(&a, repeated(&a, units[i]));
        arena_release(&a);
    }
}

TEST(memory_grows_with_the_text_and_no_faster)
{
    size_t held[2];
    for (size_t k = 0; k < 2; k++) {
        arena a = {0}, text_arena = {0};
        str text = str_slice(repeated(&text_arena, "“No,” said Ann Lee. The minister told Tom Reed that it rained. "), 0,
                             MEGABYTE >> (k ? 0 : 2));
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
    const struct CMUnitTest tests[] = {RUN(a_megabyte_of_anything_takes_less_than_a_second),
                                       RUN(memory_grows_with_the_text_and_no_faster), RUN(a_text_may_begin_and_end_anywhere)};
    return test_run(tests);
}
