/* test_source_sgml.c - newswire in SGML: records, their parts, what is torn */
#include "source_test.h"

static const char wire[] =
    "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n"
    "<REUTERS TOPICS=\"YES\" OLDID=\"99\" NEWID=\"7\">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n"
    "<TOPICS><D>ship</D></TOPICS>\n<UNKNOWN>\n&#5;&#5;C T\n</UNKNOWN>\n<TEXT>&#2;\n<TITLE>HARBOUR FEES &amp; DUES RISE</TITLE>\n"
    "<AUTHOR>    by Ann Reed</AUTHOR>\n<DATELINE>    PORT ALMA, Feb 26 - </DATELINE><BODY>Fees rose in the\nharbour "
    "&lt;PAL>, the port said.\n    It gave no reason.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n";

TEST(a_reuters_record_gives_its_parts)
{
    reading r = {0};
    read_text(&r, "w.sgm", wire);
    const article *x = &r.articles[0];
    assert_int_equal(r.count, 1);
    assert_str(x->id, "R7");
    assert_ends_with(x->locator, "w.sgm#R7");
    assert_str(x->title, "HARBOUR FEES & DUES RISE");
    assert_str(x->published, "1987-02-26");
    assert_str(x->author, "Ann Reed");
    assert_str(x->source, "Reuters");
    assert_str(x->body, "PORT ALMA, Feb 26 - Fees rose in the harbour <PAL>, the port said.\n\nIt gave no reason.");
    reading_release(&r);
}

TEST(a_text_without_body_loses_the_title_inside_it)
{
    reading r = {0};
    read_text(&r, "w.sgm", "<reuters newid='8'><text type=\"BRIEF\">&#2;\n<title>SHORT</title> One line.\n&#3;</text></reuters>");
    assert_str(r.articles[0].id, "R8");
    assert_str(r.articles[0].title, "SHORT");
    assert_str(r.articles[0].body, "One line.");
    reading_release(&r);
}

TEST(a_trec_record_gives_its_parts_and_the_date_in_its_number)
{
    reading r = {0};
    read_text(&r, "t.trec",
              "<DOC>\n<DOCNO> WSJ920414-0001 </DOCNO>\n<HL> The head </HL>\n<TEXT>\n<P>\nA caf&eacute; &#8212; "
              "open.\n</P>\n<P>Two</P>\n</TEXT>\n"
              "<TEXT>Three</TEXT></DOC>\n<doc><docno>FT-2</docno><date>930105</date><headline><p>FT</p></headline><text>b</"
              "text></doc>");
    assert_int_equal(r.count, 2);
    assert_str(r.articles[0].id, "WSJ920414-0001");
    assert_str(r.articles[0].title, "The head");
    assert_str(r.articles[0].published, "1992-04-14");
    assert_str(r.articles[0].body, "A caf\xC3\xA9 \xE2\x80\x94 open.\n\nTwo\n\nThree");
    assert_str(r.articles[1].published, "1993-01-05");
    assert_str(r.articles[1].title, "FT");
    reading_release(&r);
}

TEST(a_record_that_is_not_closed_is_a_problem_and_the_next_is_read)
{
    reading r = {0};
    read_text(&r, "w.sgm",
              "<DOC><DOCNO>1</DOCNO><TEXT>a</TEXT></DOC>\n<DOC><DOCNO>2</DOCNO>\n<TEXT>torn\n<DOC><DOCNO>3</DOCNO><TEXT>c</"
              "TEXT></DOC>\n<DOC>end");
    assert_int_equal(r.count, 2);
    assert_str(r.articles[1].id, "3");
    assert_int_equal(r.problem_count, 2);
    assert_int_equal(r.problems[0].line, 2);
    assert_int_equal(r.problems[1].line, 5);
    assert_contains(str_from(r.problems[0].why.message), "not closed");
    reading_release(&r);
}

TEST(an_empty_record_is_a_problem)
{
    reading r = {0};
    read_text(&r, "w.sgm", "<DOC></DOC><DOC><TEXT>a</TEXT></DOC>");
    assert_int_equal(r.count, 1);
    assert_int_equal(r.problem_count, 1);
    reading_release(&r);
}

TEST(a_file_without_records_is_a_problem)
{
    reading r = {0};
    read_text(&r, "w.sgm", "<DOCTOR>no record</DOCTOR>");
    assert_int_equal(r.count, 0);
    assert_int_equal(r.problem_count, 1);
    reading_release(&r);
}

TEST(records_are_found_wherever_the_window_ends)
{
    reading r = {0};
    buf all = {0};
    for (int i = 0; i < 3; i++) {
        buf_printf(&all, "<DOC><DOCNO>%d</DOCNO><TEXT>", i);
        for (int k = 0; k < 26000; k++)
            buf_put_str(&all, STR("word of it\n"));
        buf_put_str(&all, STR("</TEXT></DOC>\n"));
    }
    read_path(&r, write_bytes("big.sgm", all.data, all.len));
    assert_int_equal(r.count, 3);
    assert_int_equal(r.problem_count, 0);
    assert_int_equal(r.articles[2].body.len, 26000 * 11 - 1);
    buf_release(&all);
    reading_release(&r);
}

TEST(a_million_tags_that_never_end_are_read_in_linear_time)
{
    reading r = {0};
    buf all = {0};
    static const char *const tags[] = {"<TITLE>", "</DOC ", "<P ", "&amp", "<TEXT>"};
    for (size_t t = 0; t < sizeof tags / sizeof *tags; t++) {
        buf_put_str(&all, STR("<DOC><TEXT>x"));
        for (int i = 0; i < 300000; i++)
            buf_put_str(&all, str_from(tags[t]));
        buf_put_str(&all, STR("</TEXT></DOC>\n"));
    }
    read_path(&r, write_bytes("tags.sgm", all.data, all.len));
    assert_int_equal(r.count + r.problem_count, sizeof tags / sizeof *tags);
    buf_release(&all);
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(a_reuters_record_gives_its_parts),
        RUN_IN_FOLDER(a_text_without_body_loses_the_title_inside_it),
        RUN_IN_FOLDER(a_trec_record_gives_its_parts_and_the_date_in_its_number),
        RUN_IN_FOLDER(a_record_that_is_not_closed_is_a_problem_and_the_next_is_read),
        RUN_IN_FOLDER(an_empty_record_is_a_problem),
        RUN_IN_FOLDER(a_file_without_records_is_a_problem),
        RUN_IN_FOLDER(records_are_found_wherever_the_window_ends),
        RUN_IN_FOLDER(a_million_tags_that_never_end_are_read_in_linear_time),
    };
    return test_run(tests);
}
