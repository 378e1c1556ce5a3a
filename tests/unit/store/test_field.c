/* test_field.c - the table of fields, and the terms it gives */
#include "unit/test.h"

#include "base/arena.h"
#include "base/limits.h"
#include "store/fields/field.h"

TEST(every_field_is_found_by_its_name_in_any_case)
{
    for (field_id id = FIELD_NONE + 1; id < FIELD_COUNT; id++) {
        const field *f = field_at(id);
        assert_int_equal(f->id, id);
        if (id == FIELD_CUSTOM) /* what it is called is the archive's affair */
            continue;
        assert_ptr_equal(field_named(str_from(f->name)), f);
        assert_true(f->from[0] && f->matches[0] && f->example[0]);
    }
    assert_int_equal(field_named(STR("Speaker"))->id, FIELD_SPEAKER);
    assert_null(field_named(STR("speakers")));
    assert_null(field_named(STR("")));
}

TEST(the_nearest_name_is_the_one_with_fewest_edits)
{
    assert_string_equal(field_nearest(STR("spaeker"))->name, "speaker");
    assert_string_equal(field_nearest(STR("plcae"))->name, "place");
    assert_string_equal(field_nearest(STR("dates"))->name, "date");
    assert_non_null(field_nearest(STR("")));
}

static const char *term_text(const buf *b)
{
    static char text[LIMIT_TERM_BYTES + 1];
    memcpy(text, b->data, b->len);
    text[b->len] = '\0';
    return text;
}

TEST(terms_are_a_capital_and_a_value)
{
    buf b = {0};
    term_word(&b, LANGUAGE_ENGLISH, STR("hostag"));
    assert_string_equal(term_text(&b), "Wen:hostag");
    term_title_word(&b, LANGUAGE_UNKNOWN, STR("x"));
    assert_string_equal(term_text(&b), "Tund:x");
    term_speaker(&b, 4294967295u);
    assert_string_equal(term_text(&b), "S4294967295");
    term_place(&b, 0);
    assert_string_equal(term_text(&b), "P0");
    term_value(&b, FIELD_SOURCE, STR("the daily planet"));
    assert_string_equal(term_text(&b), "Qthe daily planet");
    buf_release(&b);
}

TEST(long_values_are_cut_and_stay_different)
{
    char a[400], c[400];
    memset(a, 'x', sizeof a);
    memset(c, 'x', sizeof c);
    c[399] = 'y';
    buf first = {0}, second = {0};
    term_value(&first, FIELD_URL, (str){a, sizeof a});
    term_value(&second, FIELD_URL, (str){c, sizeof c});
    assert_int_equal(first.len, LIMIT_TERM_BYTES);
    assert_false(str_equal(buf_str(&first), buf_str(&second)));
    term_value(&second, FIELD_URL, (str){a, LIMIT_TERM_BYTES - 1});
    assert_int_equal(second.len, LIMIT_TERM_BYTES);
    assert_null(memchr(second.data, '#', second.len));
    buf_release(&first);
    buf_release(&second);
}

/* --- on: against its definition, day by day --- */

enum { MOST_TERMS = 1000 };
typedef struct term_list {
    char terms[MOST_TERMS][16];
    size_t count;
} term_list;

static void keep(void *context, str term)
{
    term_list *l = context;
    assert_true(l->count < MOST_TERMS && term.len < 16);
    memcpy(l->terms[l->count], term.data, term.len);
    l->terms[l->count++][term.len] = '\0';
}

static bool share_a_term(const term_list *a, const term_list *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (strcmp(a->terms[i], b->terms[j]) == 0)
                return true;
    return false;
}

static bool has_twice(const term_list *a)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = i + 1; j < a->count; j++)
            if (strcmp(a->terms[i], a->terms[j]) == 0)
                return true;
    return false;
}

static uint32_t random_state = 12345;
static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % n;
}

/* Most ranges are short and near each other, some are whole months and years, some are centuries. */
static day_range random_range(void)
{
    static const uint32_t spreads[] = {40, 400, 4000, 40000, 1000000};
    static const uint32_t lengths[] = {1, 8, 70, 800, 8000, 400000};
    civil_date d = day_to_civil(day_from_civil((civil_date){2020, 1, 1}) + (day)random_below(spreads[random_below(5)]));
    switch (random_below(4)) {
    case 0: return day_range_of_year(d.year);
    case 1: return day_range_of_month(d.year, d.month);
    case 2: {
        day first = day_from_civil(d);
        return (day_range){first, first};
    }
    default: {
        day first = day_from_civil(d);
        return (day_range){first, first + (day)random_below(lengths[random_below(6)])};
    }
    }
}

/* Days of the year, or of as many years as `years`, or (0) of the month that the day lies in. */
static day_range part_of_calendar(day d, int years)
{
    civil_date c = day_to_civil(d);
    if (years == 0)
        return day_range_of_month(c.year, c.month);
    int first = c.year - c.year % years;
    return (day_range){day_range_of_year(first < 1 ? 1 : first).first, day_range_of_year(first + years - 1).last};
}

/* Some day of the mention lies in the wanted range with the whole of the largest part of the calendar that the day lies in and
 * that lies in the mention. */
static bool counts_by_definition(day_range mention, day_range wanted)
{
    static const int sizes[] = {10000, 1000, 100, 10, 1, 0};
    for (day d = mention.first; d <= mention.last;) {
        day_range largest = {d, d};
        for (int i = 5; i >= 0; i--) {
            day_range part = part_of_calendar(d, sizes[i]);
            if (part.first >= mention.first && part.last <= mention.last)
                largest = part;
        }
        if (largest.first >= wanted.first && largest.last <= wanted.last)
            return true;
        d = largest.last + 1;
    }
    return false;
}

TEST(ranges_share_a_term_exactly_when_the_mention_counts)
{
    int counting = 0;
    for (int i = 0; i < 30000; i++) {
        day_range mention = random_range(), wanted = random_range();
        term_list posted = {.count = 0}, queried = {.count = 0};
        term_days_posted(mention, keep, &posted);
        term_days_queried(wanted, keep, &queried);
        bool counts = counts_by_definition(mention, wanted);
        counting += counts;
        if (share_a_term(&posted, &queried) != counts || days_mention_counts(mention, wanted) != counts)
            fail_msg("%d..%d and %d..%d", mention.first, mention.last, wanted.first, wanted.last);
        assert_false(has_twice(&posted) || has_twice(&queried));
    }
    assert_in_range(counting, 1000, 27000);
}

TEST(a_mention_of_at_most_a_week_counts_for_each_of_its_days)
{
    day sunday = day_from_civil((civil_date){2023, 12, 31});
    for (day length = 1; length <= 7; length++)
        for (day wanted = sunday - 8; wanted <= sunday + 8; wanted++) {
            day_range mention = {sunday - 3, sunday - 3 + length - 1}, one_day = {wanted, wanted};
            assert_int_equal(days_mention_counts(mention, one_day), wanted >= mention.first && wanted <= mention.last);
        }
}

TEST(a_month_does_not_count_for_a_day_nor_a_year_for_a_month)
{
    day_range month = day_range_of_month(2023, 11), year = day_range_of_year(2023), eighth = {month.first + 7, month.first + 7};
    assert_true(days_mention_counts(eighth, month));
    assert_true(days_mention_counts(month, month));
    assert_true(days_mention_counts(month, year));
    assert_false(days_mention_counts(month, eighth));
    assert_false(days_mention_counts(year, month));
}

TEST(open_ends_reach_to_the_ends_of_the_calendar)
{
    day today = day_from_civil((civil_date){2023, 11, 8});
    const day_range mentions[] = {{today, today}, day_range_of_year(1), day_range_of_year(9999)};
    const day_range wanted[] = {{today, DAY_OPEN_LAST}, {DAY_OPEN_FIRST, today}, {DAY_OPEN_FIRST, DAY_OPEN_LAST}};
    const bool meets[3][3] = {{true, true, true}, {false, true, true}, {true, false, true}};
    for (int m = 0; m < 3; m++)
        for (int w = 0; w < 3; w++) {
            term_list posted = {.count = 0}, queried = {.count = 0};
            term_days_posted(mentions[m], keep, &posted);
            term_days_queried(wanted[w], keep, &queried);
            assert_int_equal(share_a_term(&posted, &queried), meets[m][w]);
            assert_int_equal(days_mention_counts(mentions[m], wanted[w]), meets[m][w]);
        }
}

TEST(ranges_without_days_have_no_terms)
{
    term_list l = {.count = 0};
    term_days_posted((day_range){NO_DAY, NO_DAY}, keep, &l);
    term_days_posted((day_range){10, 9}, keep, &l);
    assert_int_equal(l.count, 0);
}

TEST(one_day_posts_seven_terms)
{
    term_list l = {.count = 0};
    term_days_posted((day_range){0, 0}, keep, &l);
    assert_int_equal(l.count, 7);
    assert_string_equal(l.terms[0], "OA");
    assert_string_equal(l.terms[6], "OA1970-01-01");
}

static void join_key(void *context, str key)
{
    buf_put_str(context, key);
    buf_put_byte(context, ' ');
}

TEST(an_address_is_found_by_its_host_and_each_folder)
{
    static const char *const cases[][2] = {
        {"https://www.News.Example.org:443/2023/11/x.html?a=/b#c/d",
         "news.example.org example.org news.example.org/2023 news.example.org/2023/11 news.example.org/2023/11/x.html "},
        {"http://example.org", "example.org "},
        {"http://example.org/", "example.org "},
        {"http://example.org//a", "example.org "},
        {"example.org/a", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf keys = {0};
        url_keys(str_from(cases[i][0]), join_key, &keys);
        assert_true(str_equal(buf_str(&keys), str_from(cases[i][1])));
        buf_release(&keys);
    }
    arena a = {0};
    assert_true(str_equal(url_key(&a, STR("www.Example.ORG/A/*")), STR("example.org/A")));
    assert_true(str_equal(url_key(&a, STR("example.org/")), STR("example.org")));
    assert_true(str_equal(url_key(&a, STR("https://Example.org/")), STR("https://Example.org/")));
    assert_true(url_lies_in(STR("https://news.example.org/2023/x"), STR("example.org")));
    assert_true(url_lies_in(STR("https://news.example.org/2023/x"), STR("news.example.org/2023")));
    assert_false(url_lies_in(STR("https://news.example.org/2023/x"), STR("news.example.org/202")));
    assert_false(url_lies_in(STR("https://newsexample.org/2023/x"), STR("example.org")));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(every_field_is_found_by_its_name_in_any_case),
        RUN(the_nearest_name_is_the_one_with_fewest_edits),
        RUN(terms_are_a_capital_and_a_value),
        RUN(an_address_is_found_by_its_host_and_each_folder),
        RUN(long_values_are_cut_and_stay_different),
        RUN(ranges_share_a_term_exactly_when_the_mention_counts),
        RUN(a_mention_of_at_most_a_week_counts_for_each_of_its_days),
        RUN(a_month_does_not_count_for_a_day_nor_a_year_for_a_month),
        RUN(open_ends_reach_to_the_ends_of_the_calendar),
        RUN(ranges_without_days_have_no_terms),
        RUN(one_day_posts_seven_terms),
    };
    return test_run(tests);
}
