/* test_day.c - does the calendar agree with itself, and do written dates mean what people mean? */
#include "text/day.h"

#include "unit/test.h"

static day on(int year, int month, int day_of_month)
{
    return day_from_civil((civil_date){year, month, day_of_month});
}

TEST(days_are_counted_from_1970)
{
    assert_int_equal(on(1970, 1, 1), 0);
    assert_int_equal(on(1969, 12, 31), -1);
    assert_int_equal(on(2000, 3, 1), 11017);
    assert_int_equal(on(2023, 11, 8), 19669);
}

TEST(every_day_from_the_year_1_to_9999_comes_back)
{
    day first = on(1, 1, 1), last = on(9999, 12, 31);
    civil_date before = {0, 12, 31};
    for (day d = first; d <= last; d++) {
        civil_date c = day_to_civil(d);
        if (day_from_civil(c) != d)
            fail_msg("day %d became %04d-%02d-%02d", d, c.year, c.month, c.day);
        bool follows =
            c.day == before.day + 1 || (c.day == 1 && before.day == days_in_month(before.year, before.month)) || d == first;
        if (!follows)
            fail_msg("%04d-%02d-%02d does not follow the day before", c.year, c.month, c.day);
        before = c;
    }
}

TEST(a_date_that_is_not_there_is_no_day)
{
    assert_int_equal(on(2023, 4, 31), NO_DAY);
    assert_int_equal(on(2023, 2, 29), NO_DAY);
    assert_int_equal(on(1900, 2, 29), NO_DAY);
    assert_int_not_equal(on(2000, 2, 29), NO_DAY);
    assert_int_equal(on(0, 1, 1), NO_DAY);
    assert_int_equal(on(10000, 1, 1), NO_DAY);
    assert_int_equal(on(2023, 13, 1), NO_DAY);
    assert_int_equal(on(2023, 0, 1), NO_DAY);
    assert_int_equal(on(2023, 1, 0), NO_DAY);
}

TEST(weekdays_run_on_through_the_epoch)
{
    assert_int_equal(day_weekday(on(1970, 1, 1)), THURSDAY);
    assert_int_equal(day_weekday(on(1969, 12, 28)), SUNDAY);
    assert_int_equal(day_weekday(on(2023, 11, 8)), WEDNESDAY);
    assert_int_equal(day_weekday(on(1, 1, 1)), MONDAY);
}

TEST(a_month_has_its_days)
{
    assert_int_equal(days_in_month(2023, 2), 28);
    assert_int_equal(days_in_month(2024, 2), 29);
    assert_int_equal(days_in_month(2023, 12), 31);
    assert_int_equal(days_in_month(2023, 13), 0);
    day_range november = day_range_of_month(2023, 11);
    assert_int_equal(november.first, on(2023, 11, 1));
    assert_int_equal(november.last, on(2023, 11, 30));
    assert_int_equal(day_range_of_month(2023, 0).first, NO_DAY);
}

TEST(an_iso_week_begins_on_monday_and_may_begin_in_the_old_year)
{
    assert_int_equal(day_range_of_week(2020, 1).first, on(2019, 12, 30));
    assert_int_equal(day_range_of_week(2020, 53).last, on(2021, 1, 3));
    assert_int_equal(day_range_of_week(2023, 53).first, NO_DAY);
    assert_int_equal(day_range_of_week(2023, 0).first, NO_DAY);
}

TEST(a_day_is_written_year_first)
{
    char text[11];
    assert_string_equal(day_format(on(2023, 11, 8), text), "2023-11-08");
    assert_string_equal(day_format(on(7, 1, 2), text), "0007-01-02");
}

TEST(today_can_be_set_from_outside)
{
    setenv("QUOTH_TODAY", "2023-11-09", 1);
    assert_int_equal(day_today(), on(2023, 11, 9));
    unsetenv("QUOTH_TODAY");
    assert_true(day_today() > on(2020, 1, 1));
}

static void append_day(char *out, size_t room, day d)
{
    char text[11];
    size_t len = strlen(out);
    if (d == NO_DAY || d == DAY_OPEN_LAST)
        snprintf(out + len, room - len, "-");
    else
        snprintf(out + len, room - len, "%s", day_format(d, text));
}

/* parse TEXT DAY, or range TODAY TEXT FIRST LAST, or error TODAY TEXT MESSAGE HINT */
static void check_row(const test_row *row)
{
    char got[640] = "";
    const char *what = row->fields[0];
    if (strcmp(what, "parse") == 0 && row->count == 3) {
        append_day(got, sizeof got, day_parse(str_from(row->fields[1])));
        if (strcmp(got, row->fields[2]) != 0)
            fail_msg("%s:%d: '%s' is %s, not %s", row->file, row->line, row->fields[1], got, row->fields[2]);
        return;
    }
    day_range range = {0, 0};
    quoth_error err = {0};
    quoth_status status = day_range_parse(str_from(row->fields[2]), day_parse(str_from(row->fields[1])), &range, &err);
    if (strcmp(what, "range") == 0 && row->count == 5) {
        if (status != QUOTH_OK)
            fail_msg("%s:%d: '%s': %s", row->file, row->line, row->fields[2], err.message);
        append_day(got, sizeof got, range.first);
        strcat(got, "..");
        append_day(got, sizeof got, range.last);
        char want[64];
        snprintf(want, sizeof want, "%s..%s", row->fields[3], row->fields[4]);
        if (strcmp(got, want) != 0)
            fail_msg("%s:%d: '%s' is %s, not %s", row->file, row->line, row->fields[2], got, want);
        return;
    }
    if (strcmp(what, "error") != 0 || row->count != 5)
        fail_msg("%s:%d: a row is parse, range or error with its fields", row->file, row->line);
    if (status != QUOTH_BAD_QUERY || strcmp(err.message, row->fields[3]) != 0 || strcmp(err.hint, row->fields[4]) != 0)
        fail_msg("%s:%d: '%s' gave %d '%s' (hint '%s')", row->file, row->line, row->fields[2], (int)status, err.message,
                 err.hint);
}

TEST(dates_and_ranges_are_read_as_the_table_says)
{
    test_each_row("days.tsv", 100, check_row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(days_are_counted_from_1970),
        RUN(every_day_from_the_year_1_to_9999_comes_back),
        RUN(a_date_that_is_not_there_is_no_day),
        RUN(weekdays_run_on_through_the_epoch),
        RUN(a_month_has_its_days),
        RUN(an_iso_week_begins_on_monday_and_may_begin_in_the_old_year),
        RUN(a_day_is_written_year_first),
        RUN(today_can_be_set_from_outside),
        RUN(dates_and_ranges_are_read_as_the_table_says),
    };
    return test_run(tests);
}
