/* test_source_when.c - which day does a piece of text name? */
#include "source_test.h"

#include "indexer/source/when.h"

static day day_of(const test_row *row)
{
    str text = str_from(row->fields[2]);
    bool month_first = strcmp(row->fields[1], "en") == 0;
    if (strcmp(row->fields[0], "url") == 0)
        return url_day(text);
    if (strcmp(row->fields[0], "dateline") == 0)
        return dateline_day(text);
    return text_day(text, month_first, NULL, NULL);
}

static void check_row(const test_row *row)
{
    char have[11] = "";
    day found = day_of(row);
    if (found != NO_DAY)
        day_format(found, have);
    const char *want = row->count > 3 ? row->fields[3] : "";
    if (strcmp(have, want) != 0)
        fail_msg("%s:%d: \"%s\" is \"%s\", want \"%s\"", row->file, row->line, row->fields[2], have, want);
}

TEST(dates_in_texts_addresses_and_datelines)
{
    test_each_row("html_dates.tsv", 45, check_row);
}

TEST(the_place_of_a_date_is_told)
{
    size_t start, end;
    assert_int_equal(text_day(STR("on 8 May 2020, he"), false, &start, &end), day_from_civil((civil_date){2020, 5, 8}));
    assert_int_equal(start, 3);
    assert_int_equal(end, 13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(dates_in_texts_addresses_and_datelines), RUN(the_place_of_a_date_is_told)};
    return test_run(tests);
}
