/* test_tags.c - do analysis and the taggers take four times the work for four times the text, whatever stands in it? */
#include "unit/test.h"

#include "indexer/tag/tag.h"
#include "indexer/tag/vocabulary.h"
#include "unit/hostile.h"

/* The larger texts are long enough that what is bounded by a constant (names searched, words looked back) has reached it in the
 * smaller ones already. */
enum { SMALL = 24 << 10, TIMES = 4, SLACK_PERCENT = 130, FIXED_STEPS = 20000, FIXED_BYTES = 2 << 20, MOST_STEPS_A_BYTE = 1000 };

static uint64_t steps;

/* Called by the compiler's own hand at the start of each basic block of the counted files. */
void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void)
{
    steps++;
}

typedef struct work {
    uint64_t analysis, tagging;
    size_t memory;
} work;

static work work_on(size_t number, size_t bytes)
{
    arena a = {0}, text_arena = {0};
    article art = {.title = STR(""), .body = hostile_text(&text_arena, number, bytes), .published_day = 20000};
    analysis title, body;
    tags found;
    work w;
    steps = 0;
    analyse(&a, art.title, LANGUAGE_ENGLISH, &title);
    analyse(&a, art.body, LANGUAGE_ENGLISH, &body);
    w.analysis = steps;
    vocabulary *known = vocabulary_new();
    vocabulary_look_up(known, &a, &title, &body);
    tag_article(&a, &(tag_input){.art = &art, .title = &title, .body = &body, .lang = LANGUAGE_ENGLISH}, &found);
    w.tagging = steps - w.analysis;
    vocabulary_free(&known);
    w.memory = arena_size(&a);
    arena_release(&a);
    arena_release(&text_arena);
    return w;
}

static const char *name_of(size_t number)
{
    return hostile_texts[number].first ? hostile_texts[number].first : "different names";
}

static void check_growth(size_t number, const char *what, uint64_t small, uint64_t large, uint64_t fixed)
{
    if (large > small * TIMES * SLACK_PERCENT / 100 + fixed)
        fail_msg("%s of \"%s\": %llu for a text, %llu for %d times as much", what, name_of(number), (unsigned long long)small,
                 (unsigned long long)large, TIMES);
}

TEST(work_and_memory_grow_with_the_text_and_no_faster)
{
    work_on(0, SMALL); /* tables are built once */
    for (size_t i = 0; i < HOSTILE_TEXTS; i++) {
        work small = work_on(i, SMALL), large = work_on(i, SMALL * TIMES);
        assert_true(small.analysis > 0);
        check_growth(i, "analysis", small.analysis, large.analysis, FIXED_STEPS);
        check_growth(i, "tagging", small.tagging, large.tagging, FIXED_STEPS);
        check_growth(i, "memory", small.memory, large.memory, FIXED_BYTES);
    }
}

/* A step is about a nanosecond or less: a megabyte of the worst takes under a second. */
TEST(no_text_takes_more_than_a_thousand_steps_a_byte)
{
    for (size_t i = 0; i < HOSTILE_TEXTS; i++) {
        work w = work_on(i, SMALL);
        if (w.analysis + w.tagging > (uint64_t)MOST_STEPS_A_BYTE * SMALL)
            fail_msg("%llu steps a byte of \"%s\"", (unsigned long long)(w.analysis + w.tagging) / SMALL, name_of(i));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(work_and_memory_grow_with_the_text_and_no_faster),
                                       RUN(no_text_takes_more_than_a_thousand_steps_a_byte)};
    return test_run(tests);
}
