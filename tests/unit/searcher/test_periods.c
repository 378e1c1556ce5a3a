/* test_periods.c - are days put into the right weeks, months and years? */
#include "unit/test.h"

#include "searcher/facet/period.h"

static day on(int year, int month, int d)
{
    return day_from_civil((civil_date){year, month, d});
}

static const char *written(quoth_period by, day d)
{
    static char out[PERIOD_ROOM];
    return period_write(by, period_of(by, d), out);
}

TEST(periods_are_written_as_queries_write_them)
{
    assert_string_equal(written(QUOTH_PERIOD_DAY, on(2023, 11, 8)), "2023-11-08");
    assert_string_equal(written(QUOTH_PERIOD_WEEK, on(2023, 11, 8)), "2023-W45");
    assert_string_equal(written(QUOTH_PERIOD_MONTH, on(2023, 11, 8)), "2023-11");
    assert_string_equal(written(QUOTH_PERIOD_YEAR, on(2023, 11, 8)), "2023");
    assert_string_equal(written(QUOTH_PERIOD_MONTH, on(1, 1, 1)), "0001-01");
    assert_string_equal(written(QUOTH_PERIOD_YEAR, on(9999, 12, 31)), "9999");
}

/* The examples of ISO 8601 around the turn of a year. */
TEST(a_week_belongs_to_the_year_of_its_thursday)
{
    assert_string_equal(written(QUOTH_PERIOD_WEEK, on(2005, 1, 1)), "2004-W53");
    assert_string_equal(written(QUOTH_PERIOD_WEEK, on(2005, 1, 2)), "2004-W53");
    assert_string_equal(written(QUOTH_PERIOD_WEEK, on(2005, 12, 31)), "2005-W52");
    assert_string_equal(written(QUOTH_PERIOD_WEEK, on(2007, 1, 1)), "2007-W01");
    assert_string_equal(written(QUOTH_PERIOD_WEEK, on(2008, 12, 29)), "2009-W01");
    assert_string_equal(written(QUOTH_PERIOD_WEEK, on(2010, 1, 3)), "2009-W53");
}

/* Every day of 140 years, on both sides of the epoch. */
TEST(periods_follow_each_other_without_gaps_and_begin_on_their_first_day)
{
    static const quoth_period all[] = {QUOTH_PERIOD_DAY, QUOTH_PERIOD_WEEK, QUOTH_PERIOD_MONTH, QUOTH_PERIOD_YEAR};
    for (size_t i = 0; i < 4; i++)
        for (day d = on(1900, 1, 1); d < on(2040, 1, 1); d++) {
            int32_t here = period_of(all[i], d), next = period_of(all[i], d + 1);
            assert_true(next == here || next == here + 1);
            assert_true(period_first_day(all[i], here) <= d && d < period_first_day(all[i], here + 1));
        }
}

TEST(a_week_is_what_the_query_language_takes_it_for)
{
    for (day d = on(1969, 1, 1); d < on(2030, 1, 1); d += 5) {
        day_range range;
        assert_int_equal(day_range_parse(str_from(written(QUOTH_PERIOD_WEEK, d)), 0, &range, NULL), QUOTH_OK);
        assert_int_equal(range.first, period_first_day(QUOTH_PERIOD_WEEK, period_of(QUOTH_PERIOD_WEEK, d)));
        assert_true(range.first <= d && d <= range.last);
    }
}

TEST(periods_stay_within_the_calendar)
{
    assert_int_equal(period_first_day(QUOTH_PERIOD_WEEK, period_of(QUOTH_PERIOD_WEEK, on(1, 1, 1))), on(1, 1, 1));
    assert_int_equal(period_first_day(QUOTH_PERIOD_YEAR, 10000), on(9999, 12, 31));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(periods_are_written_as_queries_write_them),
        RUN(a_week_belongs_to_the_year_of_its_thursday),
        RUN(periods_follow_each_other_without_gaps_and_begin_on_their_first_day),
        RUN(a_week_is_what_the_query_language_takes_it_for),
        RUN(periods_stay_within_the_calendar),
    };
    return test_run(tests);
}
