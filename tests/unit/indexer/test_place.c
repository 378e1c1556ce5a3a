/* test_place.c - are the places of a report found, and is each the right one? */
#include "gazetteer/gazetteer.h"
#include "unit/indexer/tagging.h"
#include "unit/test.h"

static arena memory;
static int wrong_rows;

static void tag_text(const char *title, str body, tags *out)
{
    const article art = {.title = str_from(title), .body = body};
    *out = tags_of(&memory, &art, LANGUAGE_ENGLISH, tag_places);
}

static str describe(str body, const tags *t)
{
    static const char *const kinds[] = {
        [MENTION_NAME] = "", [MENTION_DEMONYM] = " (people)", [MENTION_DATELINE] = " (dateline)", [MENTION_WITHIN] = " (within)"};
    str all = STR("");
    for (size_t i = 0; i < t->places.count; i++) {
        const place_mention *m = &t->places.items[i];
        str marked = str_slice(body, m->span.start, m->span.end);
        all = arena_printf(&memory, "%.*s%s%.*s=%u:%.*s%s", STR_ARG(all), i ? " | " : "", STR_ARG(marked), m->place,
                           STR_ARG(gazetteer_full_name(&memory, m->place)), kinds[m->kind]);
    }
    return all;
}

static void check_row(const test_row *row)
{
    tags found = {0};
    str body = str_from(row->fields[0]), expected = str_from(row->count > 1 ? row->fields[1] : "");
    tag_text("", body, &found);
    str got = describe(body, &found);
    if (!str_equal(got, expected)) {
        print_error("%s:%d: %s\n  expected %.*s\n  found    %.*s\n", row->file, row->line, row->fields[0], STR_ARG(expected),
                    STR_ARG(got));
        wrong_rows++;
    }
    arena_reset(&memory);
}

TEST(each_report_of_the_table_has_the_places_it_names)
{
    test_each_row("places.tsv", 150, check_row);
    assert_int_equal(wrong_rows, 0);
}

TEST(a_title_has_places_of_its_own)
{
    tags found = {0};
    tag_text("Floods reach Bangkok", STR("Thailand sent the army."), &found);
    assert_int_equal(found.places.count, 2);
    assert_true(found.places.items[0].in_title);
    assert_false(found.places.items[1].in_title);
    arena_reset(&memory);
}

TEST(a_person_of_that_name_is_no_place)
{
    tags found = {0};
    str body = STR("Mr. Paris spoke first. Then Georgia Stone spoke, and Mr. Jordan sat down.");
    size_t start = str_find(body, STR("Georgia"));
    vec_push(&memory, &found.persons, (person_mention){{(uint32_t)start, (uint32_t)start + 13}, STR("Georgia Stone"), false});
    tag_text("", body, &found);
    assert_int_equal(found.places.count, 0);
    arena_reset(&memory);
}

TEST(what_is_written_small_is_no_place)
{
    tags found = {0};
    tag_text("", STR("they served turkey on china in the reading room, and it was nice."), &found);
    assert_int_equal(found.places.count, 0);
    arena_reset(&memory);
}

TEST(mentions_come_in_order_and_within_the_text)
{
    tags found = {0};
    str body = STR("From Cairo, Egypt, the train went to Aswan. In London, England, and London, Ontario, nobody noticed.");
    tag_text("", body, &found);
    assert_true(found.places.count >= 6);
    for (size_t i = 0; i < found.places.count; i++) {
        const place_mention *m = &found.places.items[i];
        assert_true(m->span.start < m->span.end && m->span.end <= body.len);
        assert_true(i == 0 || found.places.items[i - 1].span.end <= m->span.start);
        assert_true(m->confidence <= 100);
        assert_true(place_rule_name(m->rule)[0] != '\0');
    }
    assert_string_equal(place_rule_name(255), "");
    arena_reset(&memory);
}

/* One megabyte of a phrase, without and with sentence ends. */
static void tag_repeated(const char *phrase)
{
    size_t len = strlen(phrase), count = (1 << 20) / len;
    char *text = mem_alloc(len * count);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * len, phrase, len);
    str body = {text, len * count};
    const article art = {.title = STR(""), .body = body};
    const tags found = tags_of(&memory, &art, LANGUAGE_ENGLISH, tag_places);
    assert_true(found.places.count <= body.len);
    free(text);
    arena_reset(&memory);
}

TEST(a_megabyte_of_anything_is_tagged_in_linear_time)
{
    static const char *const phrases[] = {"Springfield ", "Paris, Texas. ", "San Jose, ",   "U.S.", "N. Y. ", "New York New ",
                                          "A ",           "The The ",       "St. St. St. ", "(R-",  "’s ",    "Saint-Denis-"};
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        tag_repeated(phrases[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(each_report_of_the_table_has_the_places_it_names),
        RUN(a_title_has_places_of_its_own),
        RUN(a_person_of_that_name_is_no_place),
        RUN(what_is_written_small_is_no_place),
        RUN(mentions_come_in_order_and_within_the_text),
        RUN(a_megabyte_of_anything_is_tagged_in_linear_time),
    };
    int failed = test_run(tests);
    arena_release(&memory);
    return failed;
}
