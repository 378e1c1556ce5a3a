/* test_focus.c - is a report about a place, or does it only mention it? */
#include "store/tags/focus.h"
#include "unit/test.h"

enum { GAZA_CITY = 281133, PALESTINE = 6254930, EGYPT = 357994, CAIRO = 360630, LEBANON = 272103 };

static arena memory;

/* A mention of `named` in the words from `at` on of a body that is words of one letter. */
static void mention(tags *t, place_id named, uint32_t at, mention_kind kind, bool in_title)
{
    place_mention m = {
        .span = {2 * at, 2 * at + 1}, .place = named, .kind = (uint8_t)kind, .confidence = 90, .in_title = in_title};
    vec_push(&memory, &t->places, m);
}

static focus_list focus_in(const tags *t)
{
    enum { WORDS = 200 };
    char *text = arena_alloc(&memory, 2 * WORDS);
    for (size_t i = 0; i < WORDS; i++)
        memcpy(text + 2 * i, "a ", 2);
    analysis body;
    focus_list out;
    analyse(&memory, (str){text, 2 * WORDS}, LANGUAGE_ENGLISH, &body);
    focus_of_tags(&memory, t, &body, &out);
    return out;
}

static const place_focus *of(const focus_list *list, place_id wanted)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].place == wanted)
            return &list->items[i];
    return NULL;
}

TEST(a_report_is_about_what_it_names_most_and_what_contains_that)
{
    tags t = {0};
    for (uint32_t i = 0; i < 6; i++)
        mention(&t, GAZA_CITY, 100 + i, MENTION_NAME, false);
    mention(&t, CAIRO, 120, MENTION_NAME, false);
    focus_list list = focus_in(&t);
    assert_true(of(&list, GAZA_CITY)->is_focus);
    assert_true(of(&list, PALESTINE)->is_focus);
    assert_false(of(&list, CAIRO)->is_focus);
    assert_false(of(&list, EGYPT)->is_focus);
    assert_int_equal(of(&list, GAZA_CITY)->share, 85);
    assert_int_equal(focus_frequency(of(&list, CAIRO)), 0);
    assert_true(focus_frequency(of(&list, GAZA_CITY)) >= 2);
    arena_reset(&memory);
}

TEST(title_and_lead_speak_louder_than_the_rest)
{
    tags t = {0};
    mention(&t, LEBANON, 0, MENTION_NAME, true);
    mention(&t, LEBANON, 3, MENTION_NAME, false);
    for (uint32_t i = 0; i < 3; i++)
        mention(&t, CAIRO, 100 + i, MENTION_NAME, false);
    focus_list list = focus_in(&t);
    assert_true(of(&list, LEBANON)->weight > of(&list, EGYPT)->weight);
    assert_false(of(&list, EGYPT)->is_focus);
    arena_reset(&memory);
}

TEST(a_people_speaks_half_as_loud_as_its_country)
{
    tags t = {0};
    mention(&t, LEBANON, 100, MENTION_DEMONYM, false);
    mention(&t, EGYPT, 110, MENTION_NAME, false);
    focus_list list = focus_in(&t);
    assert_int_equal(of(&list, EGYPT)->weight, 2 * of(&list, LEBANON)->weight);
    assert_false(of(&list, LEBANON)->is_focus);
    arena_reset(&memory);
}

TEST(a_report_without_places_is_about_none)
{
    tags t = {0};
    assert_int_equal(focus_in(&t).count, 0);
    arena_reset(&memory);
}

TEST(any_numbers_give_some_answer)
{
    tags t = {0};
    for (uint32_t i = 0; i < 20000; i++)
        mention(&t, gazetteer_at(i * 7 % gazetteer_count()), i % 190, MENTION_NAME, i % 3 == 0);
    mention(&t, 7, 1, MENTION_NAME, false); /* no such place */
    mention(&t, NO_PLACE, 1, MENTION_NAME, false);
    focus_list list = focus_in(&t);
    for (size_t i = 0; i < list.count; i++) {
        assert_true(i == 0 || list.items[i - 1].weight >= list.items[i].weight);
        assert_true(list.items[i].share <= 100);
        assert_true(focus_frequency(&list.items[i]) <= FOCUS_MOST_OFTEN);
    }
    assert_null(of(&list, NO_PLACE));
    arena_reset(&memory);
}

static forward_mark mark_of(const tags *t, size_t i)
{
    const place_mention *m = &t->places.items[i];
    return (forward_mark){
        .kind = MARK_PLACE, .first = m->span.start / 2, .value = m->place, .detail = m->kind, .confidence = m->confidence};
}

static uint32_t mentions_of(const tags *t, place_id wanted)
{
    uint32_t mentions = 0;
    for (size_t i = 0; i < t->places.count; i++)
        mentions += t->places.items[i].place == wanted;
    return mentions;
}

static void assert_same(const place_focus *a, const place_focus *b)
{
    assert_non_null(b);
    assert_int_equal(a->weight, b->weight);
    assert_int_equal(a->share, b->share);
    assert_int_equal(a->is_focus, b->is_focus);
}

TEST(a_finder_finds_in_the_thousandth_record_what_a_new_one_finds)
{
    enum { RECORDS = 1000, MENTIONS = 12 };
    focus_finder *finder = focus_finder_new();
    for (uint32_t n = 0; n < RECORDS; n++) {
        tags t = {0};
        forward_mark marks[MENTIONS];
        focus_list found;
        for (uint32_t i = 0; i < MENTIONS; i++) {
            mention(&t, gazetteer_at((n * 31 + i * i * 977) % gazetteer_count()), i * 16, MENTION_NAME, false);
            marks[i] = mark_of(&t, i);
        }
        forward_record r = {.marks = marks, .mark_count = MENTIONS, .lead_end = 200};
        focus_of_record(finder, &memory, &r, &found);
        focus_list expected = focus_in(&t);
        assert_int_equal(found.count, expected.count);
        for (size_t i = 0; i < expected.count; i++) {
            assert_same(&expected.items[i], of(&found, expected.items[i].place));
            assert_int_equal(expected.items[i].mentions, mentions_of(&t, expected.items[i].place));
        }
        arena_reset(&memory);
    }
    focus_finder_free(&finder);
    assert_null(finder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_report_is_about_what_it_names_most_and_what_contains_that),
        RUN(title_and_lead_speak_louder_than_the_rest),
        RUN(a_people_speaks_half_as_loud_as_its_country),
        RUN(a_report_without_places_is_about_none),
        RUN(any_numbers_give_some_answer),
        RUN(a_finder_finds_in_the_thousandth_record_what_a_new_one_finds),
    };
    return test_run(tests);
}
