/* test_source_wire.c - IPTC 7901 and ANPA 1312: messages by control characters */
#include "source_test.h"

static const char wire[] =
    "\x16\x16\x01PAP0123 4 POL 0250 ports\r\nNorway-fees/\r\n\x02"
    "Fees rise in the harbour\r\n"
    "By Ann Reed\r\n   OSLO, Nov 8 (PAP) - Fees rise in the\r\nharbour, Ada Quist said.\r\n"
    "   She gave no ``reason''.\r\n\x03"
    "081015 GMT Nov 23\r\n\x04\r\n\r\n"
    "\x01PAP0124 5 SPO 0003\r\n\x02\r\nShort one\r\n\r\nThe caf\xE9 won.\r\nThe following information is not for "
    "publication\r\nCall Bo.\r\n\x03"
    "091015 NOV 23\x04";

TEST(messages_of_iptc_7901_give_their_parts)
{
    reading r = {0};
    static const source_mapping fields[] = {
        {{"desk", 4}, {".category", 9}}, {{"prio", 4}, {".priority", 9}}, {{"words", 5}, {".keyword", 8}}};
    r.options = (source_options){.fields = fields, .field_count = 3};
    read_path(&r, write_bytes("w.txt", wire, sizeof wire - 1));
    assert_int_equal(r.problem_count, 0);
    assert_int_equal(r.count, 2);
    const article *x = &r.articles[0];
    assert_str(x->title, "Fees rise in the harbour");
    assert_str(x->author, "Ann Reed");
    assert_str(x->source, "PAP");
    assert_str(x->id, "PAP0123-2023-11-08");
    assert_str(x->published, "2023-11-08");
    assert_str(x->body,
               "OSLO, Nov 8 (PAP) - Fees rise in the harbour, Ada Quist said.\n\nShe gave no \xE2\x80\x9Creason\xE2\x80\x9D.");
    assert_str(x->fields.text, "prio\t4\ndesk\tPOL\nwords\tports\nwords\tNorway-fees/\n");
    assert_str(r.articles[1].title, "Short one");
    assert_str(r.articles[1].body, "The caf\xC3\xA9 won.");
    assert_str(r.articles[1].published, "2023-11-09");
    reading_release(&r);
}

TEST(a_story_of_anpa_1312_gives_its_parts)
{
    reading r = {0};
    static const char story[] =
        "\x16\x16\x01"
        "a0123\x1f"
        "asian-\r\nu i \x13\x11 bc-ports-fees 11-08 0250\r\n\x02^BC-Ports-Fees,1<\r\n^Fees rise in "
        "the harbour<\r\n^By ANN REED=\r\n^Port Alma Press Writer=\r\n\t OSLO (PAP) _ Fees rise, she said.\r\n\tNo reason\r\n"
        "was given.\r\n\t AP-WF-11-08-23 1015GMT<\r\n\x03PAP-NY-11-08-23 1015GMT\r\n\x04";
    static const source_mapping fields[] = {
        {{"slug", 4}, {".slugline", 9}}, {{"prio", 4}, {".priority", 9}}, {{"desk", 4}, {".category", 9}}};
    r.options = (source_options){.fields = fields, .field_count = 3};
    read_path(&r, write_bytes("s.tst", story, sizeof story - 1));
    assert_int_equal(r.problem_count, 0);
    const article *x = &r.articles[0];
    assert_str(x->title, "Fees rise in the harbour");
    assert_str(x->author, "ANN REED");
    assert_str(x->published, "2023-11-08");
    assert_str(x->body, "OSLO (PAP) \xE2\x80\x94 Fees rise, she said.\n\nNo reason was given.");
    assert_str(x->fields.text, "prio\tu\ndesk\ti\nslug\tBC-Ports-Fees,1\n");
    reading_release(&r);
}

TEST(a_headline_may_be_missing)
{
    reading r = {0};
    static const char story[] = "\x01XYZ001 1 A 2\r\n\x02One sentence only.\r\n\x03\x04";
    read_path(&r, write_bytes("h.7901", story, sizeof story - 1));
    assert_str(r.articles[0].title, "");
    assert_str(r.articles[0].body, "One sentence only.");
    assert_str(r.articles[0].id, "");
    reading_release(&r);
}

TEST(other_bytes_in_the_same_order_are_no_wire)
{
    reading r = {0};
    static const char other[] = "\x01\x02\x03\x04", binary[] = "\x01"
                                                               "ab12\x05\x02x\x03\x04";
    read_path(&r, write_bytes("notes.bin", other, sizeof other - 1));
    read_path(&r, write_bytes("more.bin", binary, sizeof binary - 1));
    assert_int_equal(r.count, 0);
    assert_int_equal(r.problem_count, 2);
    assert_int_equal(r.problems[0].why.status, QUOTH_UNSUPPORTED);
    assert_int_equal(r.problems[1].why.status, QUOTH_UNSUPPORTED);
    reading_release(&r);
}

TEST(torn_messages_are_problems_and_the_next_is_read)
{
    reading r = {0};
    static const char torn[] = "\x01"
                               "A1 1 A 2\r\n\x02never closed\r\n\n\x01"
                               "A2 no text\x03\x04\n\x01"
                               "A3 1 A 2\r\n\x02whole.\x03\x04\x01"
                               "A4 cut";
    r.options.format = STR("iptc7901");
    read_path(&r, write_bytes("t", torn, sizeof torn - 1));
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].body, "whole.");
    assert_int_equal(r.problem_count, 3);
    assert_int_equal(r.problems[0].line, 1);
    assert_int_equal(r.problems[1].line, 4);
    read_text(&r, "u", "no message");
    assert_int_equal(r.problem_count, 4);
    reading_release(&r);
}

TEST(a_million_control_characters_are_read_in_linear_time)
{
    reading r = {0};
    buf all = {0};
    static const char *const pieces[] = {"\x02", "\x03", "``", " _ ", "^<\n", "\t\n", "1", "111111 "};
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        buf_put_str(&all, STR("\x01"
                              "A1 1 A 2\r\n\x02"));
        for (int i = 0; i < 500000; i++)
            buf_put_str(&all, str_from(pieces[p]));
        buf_put_str(&all, STR("x\x03"));
        for (int i = 0; i < 500000; i++)
            buf_put_str(&all, str_from(pieces[p]));
        buf_put_str(&all, STR("\x04"));
    }
    read_path(&r, write_bytes("many.7901", all.data, all.len));
    assert_int_equal(r.count + r.problem_count, sizeof pieces / sizeof *pieces);
    buf_release(&all);
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(messages_of_iptc_7901_give_their_parts),
        RUN_IN_FOLDER(a_story_of_anpa_1312_gives_its_parts),
        RUN_IN_FOLDER(a_headline_may_be_missing),
        RUN_IN_FOLDER(other_bytes_in_the_same_order_are_no_wire),
        RUN_IN_FOLDER(torn_messages_are_problems_and_the_next_is_read),
        RUN_IN_FOLDER(a_million_control_characters_are_read_in_linear_time),
    };
    return test_run(tests);
}
