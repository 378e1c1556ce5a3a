/* test_source_mail.c - messages and mailboxes: parts, encodings, digests, newsletters */
#include "source_test.h"

#ifdef QUOTH_GMIME

static const char plain_message[] = "From: Ann Reed <ann@quaypost.example>\r\n"
                                    "Date: Thu, 04 Mar 2021 23:30:00 -0500\r\n"
                                    "Subject: =?utf-8?q?Caf=C3=A9_on_the_quay?=\r\n"
                                    "Message-ID: <m1@quaypost.example>\r\n"
                                    "Archived-At: <https://quaypost.example/m1>\r\n"
                                    "X-Desk: Harbour\r\n"
                                    "MIME-Version: 1.0\r\n"
                                    "Content-Type: text/plain; charset=iso-8859-1\r\n"
                                    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                                    "The caf=E9 opened on =\r\nMonday.\r\n\r\nNobody came.\r\n";

TEST(a_message_is_an_article_with_sender_date_and_id)
{
    static const source_mapping fields[] = {{{"desk", 4}, {".X-Desk", 7}}};
    reading r = {.options = {.fields = fields, .field_count = 1}};
    read_text(&r, "m.eml", plain_message);
    const article *x = &r.articles[0];
    assert_int_equal(r.count, 1);
    assert_str(x->title, "Caf\xC3\xA9 on the quay");
    assert_str(x->author, "Ann Reed");
    assert_str(x->source, "Ann Reed");
    assert_str(x->id, "m1@quaypost.example");
    assert_str(x->url, "https://quaypost.example/m1");
    assert_str(x->published, "2021-03-04T23:30:00-05:00");
    assert_ends_with(x->locator, "/m.eml");
    assert_contains(x->body, "The caf\xC3\xA9 opened on Monday.");
    assert_lacks(x->body, "=");
    reading_release(&r);
}

TEST(the_page_among_the_parts_is_read_as_a_web_page)
{
    reading r = {0};
    read_text(&r, "h.eml",
              "Received: from a by b\nFrom: news@quaypost.example\nSubject: Harbour\nDate: 5 Mar 2021 10:00 +0000\n"
              "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/alternative; boundary=\"y\"\n\n--y\n"
              "Content-Type: text/plain\n\nRead this in a browser.\n--y\nContent-Type: text/html; charset=utf-8\n"
              "Content-Transfer-Encoding: base64\n\n"
              "PGh0bWw+PGJvZHk+PGgxPkhhcmJvdXI8L2gxPjxwPlRoZSBoYXJib3VyIG9mIFBvcnQgQWxtYSBvcGVuZWQgb24gTW9uZGF5LCBzYWlk\n"
              "IHRoZSBtYXlvciwgYWZ0ZXIgYSBsb25nIHdpbnRlci48L3A+PHA+U2hlIHdhcyBnbGFkIG9mIGl0LCBhbmQgc28gd2VyZSB0aGUgc2Fp\n"
              "bG9ycyB3aG8gaGFkIHdhaXRlZC48L3A+PC9ib2R5PjwvaHRtbD4=\n--y--\n--x\nContent-Type: text/plain\n"
              "Content-Disposition: attachment; filename=a.txt\n\nattached secret\n--x--\n");
    assert_int_equal(r.count, 1);
    assert_contains(r.articles[0].body, "The harbour of Port Alma opened on Monday");
    assert_contains(r.articles[0].body, "sailors");
    assert_lacks(r.articles[0].body, "secret");
    assert_lacks(r.articles[0].body, "<p>");
    assert_str(r.articles[0].source, "quaypost.example");
    reading_release(&r);
}

TEST(an_mbox_is_cut_at_its_separators_and_not_at_prose)
{
    reading r = {0};
    read_text(&r, "box.mbox",
              "From ann@quaypost.example Thu Mar  4 10:00:00 2021\nFrom: Ann Reed <a@q.example>\nSubject: One\n"
              "Message-ID: <1@q>\nDate: Thu, 4 Mar 2021 10:00:00 +0000\n\nThe first.\n\n>From the quay it was seen.\n\n"
              "From here on it rained.\nAll day.\n\n"
              "From bo@quaypost.example Fri Mar  5 10:00:00 2021\nSubject: Two\nFrom: Bo Lind <b@q.example>\n\nThe second.\n");
    assert_int_equal(r.count, 2);
    assert_ends_with(r.articles[0].locator, "box.mbox#1@q");
    assert_contains(r.articles[0].body, "\nFrom the quay");
    assert_contains(r.articles[0].body, "From here on");
    assert_str(r.articles[1].title, "Two");
    assert_str(r.articles[1].author, "Bo Lind");
    assert_ends_with(r.articles[1].locator, "box.mbox#2");
    reading_release(&r);
}

TEST(a_digest_gives_its_messages)
{
    static const char rule[] = "\n------------------------------\n\n";
    reading r = {0}, mime = {0};
    char text[1000];
    snprintf(text, sizeof text,
             "From: Harbour list <list@q.example>\nSubject: Digest 7\n\nTopics:\n%sFrom: Ann <a@q.example>\nDate: 4 Mar 2021\n"
             "Subject: One\n\nFirst text.\n%sFrom: Bo <b@q.example>\nSubject: Two\n\nSecond text.\n%sEnd of Digest\n",
             rule, rule, rule);
    read_text(&r, "d.eml", text);
    assert_int_equal(r.count, 2);
    assert_str(r.articles[0].title, "One");
    assert_str(r.articles[1].body, "Second text.");
    read_text(
        &mime, "d.eml",
        "From: l@q.example\nContent-Type: multipart/digest;\n boundary=\"zz\"\n\n--zz\n\nFrom: Ann <a@q.example>\nSubject: "
        "One\n\nFirst text.\n--zz\nContent-Type: message/rfc822\n\nFrom: Bo <b@q.example>\nSubject: Two\n\nSecond.\n--zz--\n");
    assert_int_equal(mime.count, 2);
    assert_str(mime.articles[1].author, "Bo");
    assert_str(mime.articles[1].body, "Second.");
    reading_release(&r);
    reading_release(&mime);
}

#define ITEM(n, about)                                                                                                 \
    "<tr><td><h2><a href=\"https://quaypost.example/" n "\">Item " n "</a></h2><p>The mayor of Port Alma spoke " about \
    " on Monday and again on Tuesday.</p><p>Nobody was surprised.</p></td></tr>"

TEST(a_newsletter_of_linked_headings_is_cut_into_its_items)
{
    reading r = {0}, letter = {0};
    static const char page[] = "Content-Type: text/html\n\n<html><body><table>" ITEM("a", "of rain") ITEM("b", "of fish")
        ITEM("c", "of ships") "</table><p>To unsubscribe, click here.</p></body></html>\n";
    char text[2000];
    snprintf(text, sizeof text,
             "From: Quay Post <n@q.example>\nList-Id: Morning Tide <tide.q.example>\nMessage-ID: <n7@q>\nDate: Thu, 4 Mar 2021 "
             "07:00:00 +0000\nSubject: This morning\n%s",
             page);
    read_text(&r, "n.eml", text);
    assert_int_equal(r.count, 3);
    assert_str(r.articles[0].title, "Item a");
    assert_str(r.articles[1].url, "https://quaypost.example/b");
    assert_str(r.articles[2].source, "Morning Tide");
    assert_str(r.articles[2].id, "n7@q/3");
    assert_str(r.articles[2].body,
               "The mayor of Port Alma spoke of ships on Monday and again on Tuesday.\n\nNobody was surprised.");
    assert_int_equal(r.articles[2].published_day, day_parse(STR("2021-03-04")));
    snprintf(text, sizeof text, "From: Ann <n@q.example>\nSubject: Letter\n%s", page);
    read_text(&letter, "l.eml", text);
    assert_int_equal(letter.count, 1);
    reading_release(&r);
    reading_release(&letter);
}

TEST(a_wrong_charset_and_bytes_without_one_are_repaired)
{
    static const char *const bodies[] = {"Content-Type: text/plain; charset=us-ascii\n\nCaf\xC3\xA9 \xE2\x80\x9Copen\xE2\x80\x9D",
                                         "Content-Type: text/plain; charset=no-such\n\nCaf\xE9 \x93open\x94",
                                         "Content-Type: text/plain\n\nCaf\xE9 \x93open\x94"};
    for (size_t i = 0; i < 3; i++) {
        reading r = {0};
        char text[300];
        snprintf(text, sizeof text, "From: Ann <a@q.example>\nSubject: S\n%s", bodies[i]);
        read_text(&r, "c.eml", text);
        assert_str(r.articles[0].body, "Caf\xC3\xA9 \xE2\x80\x9Copen\xE2\x80\x9D");
        reading_release(&r);
    }
}

TEST(parts_nested_without_end_and_torn_messages_end)
{
    reading deep = {0}, torn = {0}, none = {0};
    buf b = {0};
    buf_put_str(&b, STR("From: a@q.example\nSubject: Deep\nContent-Type: multipart/mixed; boundary=b0\n\n"));
    for (int i = 0; i < 20000; i++)
        buf_printf(&b, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i + 1);
    read_path(&deep, write_bytes("deep.eml", b.data, b.len));
    assert_int_equal(deep.count, 1);
    assert_str(deep.articles[0].title, "Deep");
    buf_release(&b);
    for (size_t len = 0; len < sizeof plain_message; len += 7)
        read_path(&torn, write_bytes("torn.eml", plain_message, len));
    assert_true(torn.count > 0);
    read_text(&none, "none.eml", "no header here\nat all\n");
    assert_int_equal(none.count + none.problem_count, 1);
    reading_release(&deep);
    reading_release(&torn);
    reading_release(&none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(a_message_is_an_article_with_sender_date_and_id),
        RUN_IN_FOLDER(the_page_among_the_parts_is_read_as_a_web_page),
        RUN_IN_FOLDER(an_mbox_is_cut_at_its_separators_and_not_at_prose),
        RUN_IN_FOLDER(a_digest_gives_its_messages),
        RUN_IN_FOLDER(a_newsletter_of_linked_headings_is_cut_into_its_items),
        RUN_IN_FOLDER(a_wrong_charset_and_bytes_without_one_are_repaired),
        RUN_IN_FOLDER(parts_nested_without_end_and_torn_messages_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

int main(void)
{
    fputs("this build reads no mail: libgmime-3.0-dev was not there\n", stderr);
    return 0;
}

#endif
