/* test_source_feed.c - RSS and Atom: what is an item's text, and is it all of it? */
#include "source_test.h"

#define RSS_START                                                                                                              \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "                                                        \
    "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "                                                              \
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel><title>Port Alma " \
    "Post</title><link>https://post.example/</link><language>en-gb</language>\n"
#define RSS_END "</channel></rss>\n"

static const char two_items[] = RSS_START
    "<item><title>Ferry &amp; tide</title><media:title>picture</media:title><link>https://post.example/a1</link>"
    "<guid isPermaLink=\"false\">a1</guid><pubDate>Wed, 08 Nov 2023 10:00:00 GMT</pubDate><dc:creator>Ann Reed</dc:creator>"
    "<dc:creator>Bo Lind</dc:creator><category>Ports</category><category>Weather</category>"
    "<description>The ferry was late &#8230;</description>"
    "<content:encoded><![CDATA[<p>The ferry was late, <b>Ada Quist</b> said.</p><figure><img src='x'><figcaption>A "
    "ferry</figcaption>"
    "</figure><p>It sailed at noon.<br>Nobody was hurt.</p><p>Copyright 2023 Port Alma Post. All rights reserved.</p>]]>"
    "</content:encoded></item>\n"
    "<item><title>Fees rise</title><guid>https://post.example/a2</guid><pubDate>Thu, 09 Nov 2023 10:00:00 GMT</pubDate>"
    "<author>desk@post.example (Cara Holm)</author><description>&lt;p&gt;Fees rise "
    "in&amp;nbsp;May.&lt;/p&gt;</description></item>\n" RSS_END;

TEST(an_item_of_rss_gives_its_parts)
{
    reading r = {0};
    static const source_mapping fields[] = {{{"topics", 6}, {".category", 9}}, {{"extent", 6}, {".text", 5}}};
    r.options = (source_options){.fields = fields, .field_count = 2};
    read_text(&r, "news.xml", two_items);
    assert_int_equal(r.problem_count, 0);
    assert_int_equal(r.count, 2);
    const article *x = &r.articles[0];
    assert_str(x->title, "Ferry & tide");
    assert_str(x->id, "a1");
    assert_ends_with(x->locator, "news.xml#a1");
    assert_str(x->url, "https://post.example/a1");
    assert_str(x->author, "Ann Reed, Bo Lind");
    assert_str(x->source, "Port Alma Post");
    assert_str(x->language, "en-gb");
    assert_str(x->published, "2023-11-08");
    assert_str(x->body, "The ferry was late, Ada Quist said.\n\nIt sailed at noon.\nNobody was hurt.");
    assert_str(x->fields.text, "extent\tfull\ntopics\tPorts\ntopics\tWeather\n");
    reading_release(&r);
}

TEST(a_description_alone_is_a_summary_and_said_to_be_one)
{
    reading r = {0};
    static const source_mapping fields[] = {{{"extent", 6}, {".text", 5}}};
    r.options = (source_options){.fields = fields, .field_count = 1};
    read_text(&r, "news.rss", two_items);
    const article *x = &r.articles[1];
    assert_str(x->body, "Fees rise in May.");
    assert_str(x->url, "https://post.example/a2");
    assert_str(x->author, "Cara Holm");
    assert_str(x->fields.text, "extent\tsummary\n");
    reading_release(&r);
}

TEST(a_description_of_many_paragraphs_is_the_text)
{
    reading r = {0};
    static const source_mapping fields[] = {{{"extent", 6}, {".text", 5}}};
    r.options = (source_options){.fields = fields, .field_count = 1};
    read_text(&r, "n.rss",
              RSS_START
              "<item><title>t</title><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;"
              "</description></item>" RSS_END);
    assert_str(r.articles[0].body, "One.\n\nTwo.\n\nThree.");
    assert_str(r.articles[0].fields.text, "extent\tfull\n");
    reading_release(&r);
}

TEST(an_atom_entry_gives_its_parts)
{
    reading r = {0};
    read_text(
        &r, "n.atom",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"sv\"><title>Hamnbladet</title><author><name>Desk</name></author>"
        "<entry><title type=\"html\">Avgift &lt;em&gt;upp&lt;/em&gt;</title><id>urn:x:1</id>"
        "<link rel=\"self\" href=\"https://h.example/feed/1\"/><link href=\"https://h.example/1\"/>"
        "<published>2023-11-08T23:30:00+02:00</published><updated>2024-01-01T00:00:00Z</updated>"
        "<author><name>Ann Reed</name><email>a@h.example</email></author><category term=\"hamn\" label=\"Hamnen\"/>"
        "<summary>Kort.</summary><content type=\"xhtml\"><div "
        "xmlns=\"http://www.w3.org/1999/xhtml\"><p>Ett.</p><p>Tv\xC3\xA5.</p>"
        "</div></content></entry>"
        "<entry><title>Utkast</title><id>urn:x:2</id><app:control xmlns:app=\"http://www.w3.org/2007/app\"><app:draft>yes"
        "</app:draft></app:control><content>Inte klar.</content></entry>"
        "<entry><title>Tre</title><id>urn:x:3</id><updated>2024-01-02T00:00:00Z</updated><summary>Bara "
        "kort.</summary></entry></feed>");
    assert_int_equal(r.count, 2);
    const article *x = &r.articles[0];
    assert_str(x->title, "Avgift upp");
    assert_str(x->id, "urn:x:1");
    assert_str(x->url, "https://h.example/1");
    assert_str(x->published, "2023-11-08T23:30:00+02:00");
    assert_str(x->author, "Ann Reed");
    assert_str(x->source, "Hamnbladet");
    assert_str(x->language, "sv");
    assert_str(x->body, "Ett.\n\nTv\xC3\xA5.");
    assert_str(r.articles[1].author, "Desk");
    assert_str(r.articles[1].body, "Bara kort.");
    assert_int_equal(r.problem_count, 1);
    assert_int_equal(r.problems[0].why.status, QUOTH_WITHHELD);
    assert_str(str_from(r.problems[0].why.message), "left out: a draft (urn:x:2)");
    reading_release(&r);
}

TEST(rss_of_the_rdf_kind_finds_its_channel_beside_the_items)
{
    reading r = {0};
    read_text(
        &r, "n.rdf",
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" "
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"x\"><title>Quay "
        "News</title><dc:language>da</dc:language>"
        "<items><rdf:Seq><rdf:li resource=\"u\"/></rdf:Seq></items></channel>"
        "<item rdf:about=\"https://q.example/7\"><title>Kaj</title><link>https://q.example/7</link><dc:date>2023-11-08</dc:date>"
        "<description>Ny kaj.</description></item></rdf:RDF>");
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].source, "Quay News");
    assert_str(r.articles[0].language, "da");
    assert_str(r.articles[0].id, "https://q.example/7");
    assert_str(r.articles[0].published, "2023-11-08");
    reading_release(&r);
}

TEST(a_feed_in_latin_1_with_loose_ampersands_and_html_entities_is_read)
{
    reading r = {0};
    read_text(&r, "n.xml",
              "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><title>R\xE9gion & c\xF4te</title><item><title>Fish "
              "& chips"
              "</title><link>https://r.example/?a=1&b=2</link><description>Caf&eacute;&nbsp;&#x2014; ouvert &unknown; "
              "\x05.</description>"
              "</item></channel></rss>");
    assert_int_equal(r.problem_count, 0);
    assert_str(r.articles[0].source, "R\xC3\xA9gion & c\xC3\xB4te");
    assert_str(r.articles[0].title, "Fish & chips");
    assert_str(r.articles[0].url, "https://r.example/?a=1&b=2");
    assert_str(r.articles[0].body, "Caf\xC3\xA9 \xE2\x80\x94 ouvert &unknown; .");
    reading_release(&r);
}

TEST(a_broken_item_is_a_problem_and_the_next_is_read)
{
    reading r = {0};
    read_text(&r, "n.rss",
              "<rss><channel>\n<item><title>a</title></item>\n<item><title>torn\n<item><title>c</title></item>\n"
              "<item><title><b>d</title></item>\n<!-- <item> "
              "--><item/>\n<item><title>e</title><description><![CDATA[</item>]]></description>"
              "</item>\n<item><title>cut");
    assert_int_equal(r.count, 3);
    assert_str(r.articles[1].title, "c");
    assert_str(r.articles[2].body, "");
    assert_int_equal(r.problem_count, 4);
    assert_int_equal(r.problems[0].line, 3);
    assert_contains(str_from(r.problems[1].why.message), "broken XML");
    assert_contains(str_from(r.problems[2].why.message), "neither");
    assert_int_equal(r.problems[3].line, 8);
    reading_release(&r);
}

TEST(a_file_of_other_xml_is_not_taken_for_a_feed)
{
    reading r = {0};
    read_text(&r, "other.xml", "<?xml version=\"1.0\"?><settings><item>1</item></settings>");
    assert_int_equal(r.count, 0);
    assert_int_equal(r.problem_count, 1);
    assert_int_equal(r.problems[0].why.status, QUOTH_UNSUPPORTED);
    reading_release(&r);
}

TEST(entities_of_the_files_own_are_never_expanded)
{
    reading r = {0};
    buf bomb = {0};
    buf_put_str(&bomb,
                STR("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"lol\"><!ENTITY x SYSTEM \"file:///etc/hostname\">"));
    for (int i = 1; i < 12; i++)
        buf_printf(&bomb, "<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;\">", i, i - 1, i - 1, i - 1, i - 1, i - 1,
                   i - 1, i - 1, i - 1);
    buf_put_str(&bomb, STR("]><rss><channel><item><title>t</title><description>&a11; &x;</description></item></channel></rss>"));
    read_path(&r, write_bytes("bomb.xml", bomb.data, bomb.len));
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].body, "&a11; &x;");
    buf_release(&bomb);
    reading_release(&r);
}

TEST(deep_and_crowded_items_cost_one_line_each)
{
    reading r = {0};
    buf all = {0};
    buf_put_str(&all, STR("<rss><channel><item><title>deep</title>"));
    for (int i = 0; i < 100000; i++)
        buf_put_str(&all, STR("<d>"));
    for (int i = 0; i < 100000; i++)
        buf_put_str(&all, STR("</d>"));
    buf_put_str(&all, STR("</item><item><title>after</title></item><item "));
    for (int i = 0; i < 100000; i++)
        buf_printf(&all, "a%d='1' ", i);
    buf_put_str(&all, STR("></item></channel></rss>"));
    read_path(&r, write_bytes("deep.rss", all.data, all.len));
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].title, "after");
    assert_int_equal(r.problem_count, 2);
    buf_release(&all);
    reading_release(&r);
}

TEST(items_are_found_wherever_the_window_ends)
{
    reading r = {0};
    buf all = {0};
    buf_put_str(&all, STR(RSS_START));
    for (int i = 0; i < 40; i++) {
        buf_printf(&all, "<item><title>n%d</title><description>", i);
        for (int k = 0; k < 5000; k++)
            buf_put_str(&all, STR("&lt;b&gt;word"));
        buf_put_str(&all, STR("</description></item>\n"));
    }
    buf_put_str(&all, STR(RSS_END));
    read_path(&r, write_bytes("long.xml", all.data, all.len));
    assert_int_equal(r.count, 40);
    assert_str(r.articles[39].title, "n39");
    assert_str(r.articles[39].source, "Port Alma Post");
    buf_release(&all);
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(an_item_of_rss_gives_its_parts),
        RUN_IN_FOLDER(a_description_alone_is_a_summary_and_said_to_be_one),
        RUN_IN_FOLDER(a_description_of_many_paragraphs_is_the_text),
        RUN_IN_FOLDER(an_atom_entry_gives_its_parts),
        RUN_IN_FOLDER(rss_of_the_rdf_kind_finds_its_channel_beside_the_items),
        RUN_IN_FOLDER(a_feed_in_latin_1_with_loose_ampersands_and_html_entities_is_read),
        RUN_IN_FOLDER(a_broken_item_is_a_problem_and_the_next_is_read),
        RUN_IN_FOLDER(a_file_of_other_xml_is_not_taken_for_a_feed),
        RUN_IN_FOLDER(entities_of_the_files_own_are_never_expanded),
        RUN_IN_FOLDER(deep_and_crowded_items_cost_one_line_each),
        RUN_IN_FOLDER(items_are_found_wherever_the_window_ends),
    };
    return test_run(tests);
}
