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
    assert_int_equal(r.count, 2); /* the other one is what is attached */
    assert_contains(r.articles[0].body, "The harbour of Port Alma opened on Monday");
    assert_contains(r.articles[0].body, "sailors");
    assert_lacks(r.articles[0].body, "secret");
    assert_lacks(r.articles[0].body, "<p>");
    assert_str(r.articles[0].source, "quaypost.example");
    reading_release(&r);
}

/* Parts of a message, the last of them a picture. */
#define WITH_FILES(more)                                                                                                        \
    "From: Ann Reed <ann@q.example>\nSubject: Cuttings\nMessage-ID: <m7@q.example>\nDate: 5 Mar 2021 10:00 +0000\n"             \
    "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nSee what is attached.\n--x\n"                \
    "Content-Type: text/html; charset=utf-8\nContent-Disposition: attachment; filename=\"C:\\\\news\\\\quay.html\"\n\n"         \
    "<html><head><title>Quay shut</title></head><body><article><h1>Quay shut</h1><p>The quay of Port Alma was shut on Monday, " \
    "said Ada Quist.</p><p>Nobody knows when it will open again.</p></article></body></html>\n" more                            \
    "--x\nContent-Type: image/png; name=p.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--x--\n"

TEST(attached_articles_are_read_beside_their_message)
{
    static const char NOTE[] = "--x\nContent-Type: text/plain\nContent-Disposition: attachment;\n filename=note.txt\n\n"
                               "Ferry late\n\nThe ferry was late, 4 March 2021.\n";
    reading r = {0}, box = {0};
    buf b = {0};
    buf_printf(&b, WITH_FILES("%s"), NOTE);
    read_path(&r, write_bytes("m.eml", b.data, b.len));
    assert_int_equal(r.count, 3);
    assert_int_equal(r.problem_count, 0);
    assert_str(r.articles[0].title, "Cuttings");
    assert_ends_with(r.articles[0].locator, "/m.eml");
    assert_str(r.articles[1].title, "Quay shut");
    assert_contains(r.articles[1].body, "when it will open again");
    assert_ends_with(r.articles[1].locator, "/m.eml!quay.html");
    assert_str(str_slice(r.articles[1].published, 0, 10), "2021-03-05");
    assert_str(r.articles[1].source, "Ann Reed");
    assert_str(r.articles[2].title, "Ferry late");
    assert_ends_with(r.articles[2].locator, "/m.eml!note.txt");
    b.len = 0;
    buf_printf(&b, "From a@q Fri\n%s\nFrom b@q Fri\n" WITH_FILES("%s%s"), plain_message, NOTE, NOTE);
    read_path(&box, write_bytes("b.mbox", b.data, b.len));
    assert_int_equal(box.count, 5);
    assert_ends_with(box.articles[2].locator, "/b.mbox!2/quay.html");
    assert_ends_with(box.articles[3].locator, "/b.mbox!2/note.txt");
    assert_ends_with(box.articles[4].locator, "/b.mbox!2/3/note.txt");
    buf_release(&b);
    reading_release(&r);
    reading_release(&box);
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

typedef struct odd_mail {
    const char *what, *message, *title, *author, *text;
} odd_mail;

static const odd_mail odd_mails[] = {
    {"KOI8-R, encoded words in base64",
     "From: =?koi8-r?B?4c7OwQ==?= <a@q.example>\nDate: Thu, 04 Mar 2021 10:00:00 +0000\nSubject: "
     "=?KOI8-R?B?8NLJzMnXINcg0M/S1NU=?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset=KOI8-R\nContent-Transfer-Encoding: "
     "8bit\n\n\xF0\xD2\xC9\xCC\xC9\xD7 \xD0\xD2\xC9\xDB\xA3\xCC \xD2\xC1\xCE\xCF.",
     "Прилив в порту", "Анна", "Прилив пришёл рано."},
    {"ISO-2022-JP",
     "From: a@q.example\nDate: Thu, 04 Mar 2021 10:00:00 +0000\nSubject: =?iso-2022-jp?B?GyRCOUEkTkQsGyhC?=\nContent-Type: "
     "text/plain; charset=iso-2022-jp\nContent-Transfer-Encoding: 7bit\n\n\x1B$BD,$,Aa$/Mh$?!#\x1B(B",
     "港の潮", "a@q.example", "潮が早く来た。"},
    {"raw UTF-8 in headers (RFC 6532)",
     "From: Ann R\xC3\xA9"
     "ed <a@q.example>\nDate: Thu, 04 Mar 2021 10:00:00 +0000\nSubject: Caf\xC3\xA9 on the quay\n\nThe caf\xC3\xA9 opened.",
     "Café on the quay", "Ann Réed", "The café opened."},
    {"raw Latin-1 in headers, no charset",
     "From: Ann R\xE9"
     "ed <a@q.example>\nDate: Thu, 04 Mar 2021 10:00:00 +0000\nSubject: Caf\xE9 on the quay\n\nThe caf\xE9 opened.",
     "Café on the quay", "Ann Réed", "The café opened."},
    {"UTF-16 in base64",
     "From: a@q.example\nDate: Thu, 04 Mar 2021 10:00:00 +0000\nSubject: Tide\nContent-Type: text/plain; "
     "charset=utf-16\nContent-Transfer-Encoding: base64\n\n//5UAGgAZQAgAGMAYQBmAOkAIABvAHAAZQBuAGUAZAAuAA==",
     "Tide", "a@q.example", "The café opened."},
    {"GBK declared as gb2312",
     "From: a@q.example\nDate: Thu, 04 Mar 2021 10:00:00 +0000\nSubject: =?gb2312?B?uNu/2g==?=\nContent-Type: text/plain; "
     "charset=gb2312\nContent-Transfer-Encoding: base64\n\ns7HLrsC0tcPU5yzpRrv5y7Whow==",
     "港口", "a@q.example", "潮水来得早,镕基说。"},
    {"a charset nobody knows",
     "From: a@q.example\nDate: Thu, 04 Mar 2021 10:00:00 +0000\nSubject: =?x-quay?Q?Tide_early?=\nContent-Type: text/plain; "
     "charset=x-quay\n\nThe caf\xC3\xA9 opened.",
     "Tide early", "a@q.example", "The café opened."},
    {"a character cut by the fold of an encoded word",
     "From: a@q.example\nDate: Thu, 04 Mar 2021 10:00:00 +0000\nSubject: =?utf-8?Q?Caf=C3?=\n "
     "=?utf-8?Q?=A9_shut?=\nContent-Type: text/plain\n\nIt is shut.",
     "Café shut", "a@q.example", "It is shut."},
    {"quoted-printable with soft breaks and bad escapes",
     "From: a@q.example\nDate: Thu, 04 Mar 2021 10:00:00 +0000\nSubject: Tide\nContent-Type: text/plain; "
     "charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n\nThe =93quay=94 is 100=% open, =\nand late.",
     "Tide", "a@q.example", "The “quay” is 100=% open, and late."},
    {"uuencoded",
     "From: a@q.example\nDate: Thu, 04 Mar 2021 10:00:00 +0000\nSubject: Tide\nContent-Type: text/plain; "
     "charset=utf-8\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a.txt\n15&AE(&-A9L.I(&]P96YE9\"X \n`\nend\n",
     "Tide", "a@q.example", "The café opened."},
    {"a page in windows-1251",
     "From: a@q.example\nDate: Thu, 04 Mar 2021 10:00:00 +0000\nSubject: Tide\nContent-Type: text/html; "
     "charset=windows-1251\n\n<html><body><p>\xCF\xF0\xE8\xEB\xE8\xE2 \xEF\xF0\xE8\xF8\xB8\xEB \xF0\xE0\xED\xEE, "
     "\xF1\xEA\xE0\xE7\xE0\xEB\xE0 \xC0\xED\xED\xE0, \xE8 \xED\xE8\xEA\xF2\xEE \xFD\xF2\xEE\xE3\xEE \xED\xE5 "
     "\xE2\xE8\xE4\xE5\xEB.</p></body></html>",
     "Tide", "a@q.example", "Прилив пришёл рано, сказала Анна, и никто этого не видел."},
};

TEST(mail_in_odd_encodings_is_read_as_it_was_meant)
{
    for (size_t i = 0; i < sizeof odd_mails / sizeof *odd_mails; i++) {
        reading r = {0};
        const odd_mail *m = &odd_mails[i];
        read_text(&r, "odd.eml", m->message);
        if (r.count != 1 || !str_equal(str_trim(r.articles[0].body), str_from(m->text)))
            fail_msg("%s: %zu articles, %s", m->what, r.count, r.count ? r.articles[0].body.data : "none");
        assert_str(r.articles[0].title, m->title);
        assert_str(r.articles[0].author, m->author);
        reading_release(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(a_message_is_an_article_with_sender_date_and_id),
        RUN_IN_FOLDER(the_page_among_the_parts_is_read_as_a_web_page),
        RUN_IN_FOLDER(attached_articles_are_read_beside_their_message),
        RUN_IN_FOLDER(an_mbox_is_cut_at_its_separators_and_not_at_prose),
        RUN_IN_FOLDER(a_digest_gives_its_messages),
        RUN_IN_FOLDER(a_newsletter_of_linked_headings_is_cut_into_its_items),
        RUN_IN_FOLDER(a_wrong_charset_and_bytes_without_one_are_repaired),
        RUN_IN_FOLDER(mail_in_odd_encodings_is_read_as_it_was_meant),
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
