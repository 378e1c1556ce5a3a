/* test_quote_split.c - which clauses of a query for quotations are of the article? */
#include "unit/test.h"

#include "searcher/quote/split.h"

/* Runs of blanks as one, none inside brackets' ends. */
static void squeeze(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (*from == ' ' && (from[1] == ' ' || from[1] == ')' || from[1] == '\0' || to == text || to[-1] == '(' || to[-1] == ' '))
            continue;
        *to++ = *from;
    }
    *to = '\0';
}

static void assert_split(const char *written, const char *expected)
{
    arena a = {0};
    split_query s;
    quoth_error err;
    if (split_quotes_query(&a, str_from(written), NULL, &s, &err) != QUOTH_OK)
        fail_msg("%s: %s", written, err.message);
    char *text = arena_zero_terminated(&a, s.text);
    squeeze(text);
    assert_string_equal(text, expected);
    arena_release(&a);
}

static unsigned column_of_failure(const char *written)
{
    arena a = {0};
    split_query s;
    quoth_error err = {0};
    assert_int_equal(split_quotes_query(&a, str_from(written), NULL, &s, &err), QUOTH_BAD_QUERY);
    arena_release(&a);
    return err.column;
}

TEST(words_and_quotation_fields_bind_to_one_quotation)
{
    assert_split("by:kiran tunnels", "quote:(by:kiran tunnels)");
    assert_split("a W/3 \"b c\" OR d", "quote:(a W/3 \"b c\" OR d)");
}

TEST(fields_of_the_article_stand_before_it)
{
    assert_split("date:2023 tunnels -source:wire", "(date:2023 -source:wire) quote:(tunnels)");
    assert_split("place:(lagos OR accra) AND by:kiran", "(place:(lagos OR accra)) quote:(by:kiran)");
    assert_split("(date:2023 OR source:\"a b\") x", "((date:2023 OR source:\"a b\")) quote:(x)");
}

TEST(a_query_about_articles_alone_stays_as_it_is)
{
    assert_split("date:2023 OR source:wire", "date:2023 OR source:wire");
}

TEST(speaker_means_by)
{
    assert_split("speaker:kiran x", "quote:(by:kiran x)");
    assert_split("(speaker:kiran OR speaker:lee) x", "quote:((by:kiran OR by:lee) x)");
}

TEST(quote_in_front_of_a_group_is_not_needed)
{
    assert_split("quote:(by:kiran x) date:2023", "(date:2023) quote:((by:kiran x))");
}

TEST(a_blank_query_has_no_clauses)
{
    assert_split("", "");
    assert_split("  ", "");
}

TEST(or_between_an_article_and_a_quotation_is_refused_at_its_place)
{
    assert_int_equal(column_of_failure("x OR date:2023"), 3);
}

TEST(brackets_without_partner_are_refused_at_their_place)
{
    assert_int_equal(column_of_failure("ab (x"), 4);
    assert_int_equal(column_of_failure("ab x)"), 5);
}

TEST(columns_of_later_errors_are_those_of_the_query_as_written)
{
    arena a = {0};
    split_query s;
    const char *written = "date:2023 é by:x tunnels";
    assert_int_equal(split_quotes_query(&a, str_from(written), NULL, &s, NULL), QUOTH_OK);
    size_t at = str_find(s.text, STR("tunnels"));
    quoth_error err = {.column = 1, .column_end = 8};
    for (size_t i = 0; i < at; i++)
        if (((unsigned char)s.text.data[i] & 0xC0) != 0x80) {
            err.column++;
            err.column_end++;
        }
    split_restore_columns(&s, &err);
    assert_int_equal(err.column, 18);
    assert_int_equal(err.column_end, 25);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(words_and_quotation_fields_bind_to_one_quotation),
        RUN(fields_of_the_article_stand_before_it),
        RUN(a_query_about_articles_alone_stays_as_it_is),
        RUN(speaker_means_by),
        RUN(quote_in_front_of_a_group_is_not_needed),
        RUN(a_blank_query_has_no_clauses),
        RUN(or_between_an_article_and_a_quotation_is_refused_at_its_place),
        RUN(brackets_without_partner_are_refused_at_their_place),
        RUN(columns_of_later_errors_are_those_of_the_query_as_written),
    };
    return test_run(tests);
}
