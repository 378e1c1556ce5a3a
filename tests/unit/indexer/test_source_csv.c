/* test_source_csv.c - tables as text: separators, headings, quotes, rows that are broken */
#include "source_test.h"

TEST(a_heading_of_usual_names_says_what_the_columns_are)
{
    reading r = {0};
    read_text(&r, "a.csv",
              "ID,Title,Publication Date,Publisher,By,Text\r\n"
              "7,\"Ferry, late\",2021-03-04,Quay Post,Ann Reed,\"The \"\"Alma\"\" was late.\r\n\r\nNobody knew why.\"\r\n"
              "8,Bridge shut,2021-03-05,Quay Post,,It is shut.\r\n");
    assert_int_equal(r.count, 2);
    assert_int_equal(r.problem_count, 0);
    assert_str(r.articles[0].id, "7");
    assert_str(r.articles[0].title, "Ferry, late");
    assert_str(r.articles[0].published, "2021-03-04");
    assert_str(r.articles[0].source, "Quay Post");
    assert_contains(r.articles[0].body, "The \"Alma\" was late.");
    assert_contains(r.articles[0].body, "Nobody knew why.");
    assert_ends_with(r.articles[1].locator, "a.csv#8");
    reading_release(&r);
}

TEST(the_separator_is_the_one_under_which_rows_agree)
{
    static const char *const tables[][2] = {
        {"s.csv", "title;text;date\nHarbour opens;It opened, late, on Monday;2020-01-02\nRain;Wet, cold;2020-01-03\n"},
        {"t.csv", "title\ttext\tdate\nHarbour opens\tIt opened, late, on Monday\t2020-01-02\n"},
        {"t.tsv", "title\ttext\tdate\nHarbour opens\tIt opened, late, on Monday\t2020-01-02\n"},
        {"p.csv", "title|text|date\nHarbour opens|It opened, late, on Monday|2020-01-02\n"},
        {"b.csv", "\xEF\xBB\xBFtitle,text,date\nHarbour opens,\"It opened, late, on Monday\",2020-01-02\n"}};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        reading r = {0};
        read_text(&r, tables[i][0], tables[i][1]);
        assert_str(r.articles[0].title, "Harbour opens");
        assert_str(r.articles[0].body, "It opened, late, on Monday");
        assert_str(r.articles[0].published, "2020-01-02");
        reading_release(&r);
    }
}

TEST(columns_are_mapped_by_name)
{
    static const source_mapping maps[] = {{{"title", 5}, {".Head line", 10}}, {{"text", 4}, {"story_full", 10}}};
    reading r = {.options = {.mappings = maps, .mapping_count = 2}};
    read_text(&r, "m.csv", "Head line,story.full\nTide late,It came at noon.\n");
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].title, "Tide late");
    assert_str(r.articles[0].body, "It came at noon.");
    reading_release(&r);
}

TEST(without_a_heading_columns_are_numbers)
{
    static const source_mapping maps[] = {{{"title", 5}, {".2", 2}}, {{"text", 4}, {".3", 2}}};
    reading r = {.options = {.mappings = maps, .mapping_count = 2}}, unmapped = {0};
    static const char table[] = "2020-01-02,Tide late,It came at noon.\n2020-01-03,Tide early,It came at nine.\n";
    read_text(&r, "n.csv", table);
    assert_int_equal(r.count, 2);
    assert_str(r.articles[0].title, "Tide late");
    assert_str(r.articles[1].body, "It came at nine.");
    read_text(&unmapped, "n.csv", table);
    assert_int_equal(unmapped.count, 0);
    assert_int_equal(unmapped.problem_count, 1); /* of the file, not of each row */
    assert_contains(str_from(unmapped.problems[0].why.hint), "--map");
    reading_release(&r);
    reading_release(&unmapped);
}

TEST(a_quote_that_is_not_closed_costs_one_row)
{
    reading r = {0};
    read_text(&r, "q.csv", "id,title,text\n1,One,first\n2,\"Two,second\n3,Three,third\n4,Four,fourth\n");
    assert_int_equal(r.count, 3);
    assert_str(r.articles[1].id, "3");
    assert_int_equal(r.problem_count, 1);
    assert_int_equal(r.problems[0].line, 3);
    assert_contains(str_from(r.problems[0].why.message), "not closed");
    reading_release(&r);
}

TEST(a_row_longer_than_its_heading_is_a_problem_and_a_shorter_one_is_not)
{
    reading r = {0};
    read_text(&r, "l.csv", "id,title,text\n1,One,first,more\n2,Two\n\n\n3,Three,third");
    assert_int_equal(r.count, 2);
    assert_str(r.articles[0].title, "Two");
    assert_str(r.articles[1].body, "third");
    assert_int_equal(r.problem_count, 1);
    assert_int_equal(r.problems[0].line, 2);
    reading_release(&r);
}

TEST(a_table_in_an_older_encoding_is_repaired)
{
    reading r = {0};
    read_text(&r, "w.csv", "title;text\nCaf\xE9;\x93Open\x94\n");
    assert_str(r.articles[0].title, "Caf\xC3\xA9");
    assert_str(r.articles[0].body, "\xE2\x80\x9COpen\xE2\x80\x9D");
    reading_release(&r);
}

TEST(a_million_quotes_and_separators_are_read_in_one_go)
{
    reading r = {0};
    buf table = {0};
    buf_put_str(&table, STR("title,text\n\""));
    for (int i = 0; i < 1000000; i++)
        buf_put_str(&table, i % 3 ? STR("\"\"") : STR(","));
    buf_put_str(&table, STR("\",b\n"));
    for (int i = 0; i < 100000; i++)
        buf_put_byte(&table, ',');
    buf_put_str(&table, STR("\nlast,row\n"));
    read_path(&r, write_bytes("big.csv", table.data, table.len));
    assert_int_equal(r.problem_count, 1); /* too many columns */
    assert_str(r.articles[r.count - 1].title, "last");
    buf_release(&table);
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(a_heading_of_usual_names_says_what_the_columns_are),
        RUN_IN_FOLDER(the_separator_is_the_one_under_which_rows_agree),
        RUN_IN_FOLDER(columns_are_mapped_by_name),
        RUN_IN_FOLDER(without_a_heading_columns_are_numbers),
        RUN_IN_FOLDER(a_quote_that_is_not_closed_costs_one_row),
        RUN_IN_FOLDER(a_row_longer_than_its_heading_is_a_problem_and_a_shorter_one_is_not),
        RUN_IN_FOLDER(a_table_in_an_older_encoding_is_repaired),
        RUN_IN_FOLDER(a_million_quotes_and_separators_are_read_in_one_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
