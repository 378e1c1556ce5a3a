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

/* `text` with each character as `bytes` bytes. */
static void put_wide(buf *out, str text, size_t bytes, bool big)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at), units[2] = {c, 0};
        size_t count = 1;
        if (bytes == 2 && c > 0xFFFF) {
            units[0] = 0xD800 + ((c - 0x10000) >> 10);
            units[1] = 0xDC00 + ((c - 0x10000) & 0x3FF);
            count = 2;
        }
        for (size_t u = 0; u < count; u++)
            for (size_t i = 0; i < bytes; i++)
                buf_put_byte(out, (unsigned char)(units[u] >> 8 * (big ? bytes - 1 - i : i)));
    }
}

TEST(every_format_of_text_is_read_from_two_and_four_bytes_a_character)
{
    static const struct {
        const char *file, *text;
    } files[] = {
        {"a.jsonl", "{\"title\":\"Café 𝄞\",\"text\":\"The tide came early.\"}\n"},
        {"a.csv", "title;text\nCafé 𝄞;The tide came early.\n"},
        {"a.tsv", "title\ttext\nCafé 𝄞\tThe tide came early.\n"},
        {"a.txt", "Café 𝄞\n\nThe tide came early.\n"},
        {"a.rss",
         "<?xml version=\"1.0\" encoding=\"UTF-16\"?><rss version=\"2.0\"><channel><item><title>Café 𝄞</title><description>The "
         "tide came early.</description></item></channel></rss>"},
        {"a.nitf", "<?xml version=\"1.0\" encoding=\"utf-32\"?><nitf><body><body.head><hedline><hl1>Café "
                   "𝄞</hl1></hedline></body.head><body.content><p>The tide came early.</p></body.content></body></nitf>"},
        {"a.sgm", "<DOC><DOCNO>1</DOCNO><HEADLINE>Café 𝄞</HEADLINE><TEXT>The tide came early.</TEXT></DOC>\n"},
        {"a.html",
         "<html><head><meta charset=\"utf-16\"><title>Café 𝄞</title></head><body><p>The tide came early.</p></body></html>"},
    };
    static const struct {
        str mark;
        size_t bytes;
        bool big;
    } orders[] = {{{"\xFF\xFE", 2}, 2, false},     {{"\xFE\xFF", 2}, 2, true},     {{"", 0}, 2, false}, {{"", 0}, 2, true},
                  {{"\xFF\xFE\0\0", 4}, 4, false}, {{"\0\0\xFE\xFF", 4}, 4, true}, {{"", 0}, 4, false}, {{"", 0}, 4, true}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        for (size_t o = 0; o < sizeof orders / sizeof *orders; o++) {
            reading r = {0};
            buf bytes = {0};
            buf_put_str(&bytes, orders[o].mark);
            put_wide(&bytes, str_from(files[i].text), orders[o].bytes, orders[o].big);
            read_path(&r, write_bytes(files[i].file, bytes.data, bytes.len));
            buf_release(&bytes);
            if (r.count != 1)
                fail_msg("%s in %zu bytes: %s", files[i].file, orders[o].bytes, r.problems[0].why.message);
            assert_str(r.articles[0].title, "Café 𝄞");
            assert_str(str_trim(r.articles[0].body), "The tide came early.");
            reading_release(&r);
        }
}

TEST(a_large_file_in_utf_16_is_read_in_pieces_and_half_characters_are_replaced)
{
    enum { RECORDS = 40, BYTES = 40000 };
    reading r = {0};
    buf text = {0}, bytes = {0};
    for (int i = 0; i < RECORDS; i++) {
        buf_printf(&text, "{\"title\":\"%d\",\"text\":\"", i);
        for (int k = 0; k < BYTES / 8; k++)
            buf_put_str(&text, STR("é𝄞a "));
        buf_printf(&text, "\"}\n");
    }
    buf_put_str(&bytes, STR("\xFF\xFE"));
    put_wide(&bytes, buf_str(&text), 2, false);
    read_path(&r, write_bytes("big.jsonl", bytes.data, bytes.len));
    assert_int_equal(r.count, RECORDS);
    assert_int_equal(r.problem_count, 0);
    for (size_t i = 0; i < r.count; i++)
        assert_true(r.articles[i].body.len == BYTES && str_find(r.articles[i].body, STR("\xEF\xBF\xBD")) == SIZE_MAX);
    read_path(&r, write_bytes("torn.txt", "\xFF\xFET\0i\0d\0e\0\n\0\n\0A\0\x34\xD8 \0B\0\x34\xD8x", 25));
    assert_str(r.articles[RECORDS].body, "A\xEF\xBF\xBD B\xEF\xBF\xBD\xEF\xBF\xBD");
    buf_release(&text);
    buf_release(&bytes);
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
        RUN_IN_FOLDER(every_format_of_text_is_read_from_two_and_four_bytes_a_character),
        RUN_IN_FOLDER(a_large_file_in_utf_16_is_read_in_pieces_and_half_characters_are_replaced),
        RUN_IN_FOLDER(a_declaration_that_is_wrong_is_not_believed),
        RUN_IN_FOLDER(what_is_no_text_in_any_encoding_stays_a_problem),
    };
    return test_run(tests);
}
