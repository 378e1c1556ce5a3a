/* test_source_encoding.c - texts in the wrong encoding, or read in a wrong one before */
#include "source_test.h"

#include "indexer/source/encoding.h"

TEST(what_was_read_as_windows_1252_is_undone_where_it_is_certain)
{
    static const char *const cases[][2] = {
        {"The cafÃ© on the quay", "The café on the quay"},
        {"itâ€™s late, â€œtoo lateâ€\xC2\x9D", "it’s late, “too late”"},
        {"JosÃ© said â€¦ nothing", "José said … nothing"},
        {"it cost Â£5 in SÃ£o Paulo", "it cost £5 in São Paulo"},
        {"a real é beside a cafÃ©", "a real é beside a café"},
        {"ÐœÐ¾Ñ\xC2\x81ÐºÐ²Ð°", "Москва"},
        /* and what is right stays */
        {"SÃO PAULO", "SÃO PAULO"},
        {"Âge d’or, pâté, château", "Âge d’or, pâté, château"},
        {"Москва, café, “quay”", "Москва, café, “quay”"},
        {"Ð is a letter of Iceland", "Ð is a letter of Iceland"},
        {"plain", "plain"},
        {"", ""},
    };
    arena a = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(encoding_undo_mojibake(&a, str_from(cases[i][0])), cases[i][1]);
    arena_release(&a);
}

/* ASCII as UTF-16, with a mark or without. */
static void read_utf16(reading *r, const char *name, const char *text, bool big, bool marked)
{
    buf bytes = {0};
    if (marked)
        buf_put_str(&bytes, big ? STR("\xFE\xFF") : STR("\xFF\xFE"));
    for (const char *c = text; *c; c++) {
        buf_put_byte(&bytes, big ? 0 : (unsigned char)*c);
        buf_put_byte(&bytes, big ? (unsigned char)*c : 0);
    }
    read_path(r, write_bytes(name, bytes.data, bytes.len));
    buf_release(&bytes);
}

TEST(utf_16_is_read_with_and_without_a_mark_in_both_orders)
{
    for (int i = 0; i < 4; i++) {
        reading r = {0};
        read_utf16(&r, "a.txt", "Harbour opens\r\n\r\nThe harbour opened in rain.", i & 1, i & 2);
        read_utf16(&r, "a.html", "<html><head><title>Tide</title></head><body><p>The tide came early.</p></body></html>", i & 1,
                   i & 2);
        assert_int_equal(r.problem_count, 0);
        assert_int_equal(r.count, 2);
        assert_str(r.articles[0].title, "Harbour opens");
        assert_str(r.articles[0].body, "The harbour opened in rain.");
        assert_str(r.articles[1].title, "Tide");
        reading_release(&r);
    }
}

TEST(utf_16_without_a_mark_is_known_in_other_scripts_too)
{
    /* "Москва. В городе" in little-endian order */
    static const char bytes[] =
        "\x1C\x04\x3E\x04\x41\x04\x3A\x04\x32\x04\x30\x04.\0 \0\x12\x04 \0\x33\x04\x3E\x04\x40\x04\x3E\x04\x34\x04\x35\x04";
    reading r = {0};
    read_path(&r, write_bytes("m.txt", bytes, sizeof bytes - 1));
    assert_int_equal(r.count, 1);
    assert_contains(r.articles[0].body, "Москва. В городе");
    reading_release(&r);
}

TEST(a_declaration_that_is_wrong_is_not_believed)
{
    reading r = {0};
    read_text(&r, "1.html",
              "<html><head><meta charset=\"iso-8859-1\"><title>Café</title></head><body><p>Café.</p></body></html>");
    read_text(
        &r, "2.html",
        "<html><head><meta charset=\"utf-8\"><title>Caf\xE9</title></head><body><p>The caf\xE9 \x93quay\x94.</p></body></html>");
    read_text(&r, "3.txt", "Caf\xE9 opens\n\nThe caf\xE9 \x93quay\x94 opened.\n");
    assert_int_equal(r.count, 3);
    assert_str(r.articles[0].title, "Café");
    assert_str(r.articles[1].title, "Café");
    assert_contains(r.articles[1].body, "“quay”");
    assert_contains(r.articles[2].body, "“quay”");
    reading_release(&r);
}

TEST(what_is_no_text_in_any_encoding_stays_a_problem)
{
    reading r = {0};
    read_path(&r, write_bytes("a.txt", "\0\1\2\3\0\1\2\3\0\1\2\3\0\1\2\3", 16));
    assert_int_equal(r.count, 0);
    assert_int_equal(r.problem_count, 1);
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(what_was_read_as_windows_1252_is_undone_where_it_is_certain),
        RUN_IN_FOLDER(utf_16_is_read_with_and_without_a_mark_in_both_orders),
        RUN_IN_FOLDER(utf_16_without_a_mark_is_known_in_other_scripts_too),
        RUN_IN_FOLDER(a_declaration_that_is_wrong_is_not_believed),
        RUN_IN_FOLDER(what_is_no_text_in_any_encoding_stays_a_problem),
    };
    return test_run(tests);
}
