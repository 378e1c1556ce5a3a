/* test_source_newsml.c - NewsML 1.2 and NewsML-G2: envelopes, what they carry, what they hold back */
#include "source_test.h"

#define G2_START                                                                                                   \
    "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:pap:1\" version=\"2\" xml:lang=\"en-GB\">" \
    "<catalogRef href=\"http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml\"/><itemMeta>"            \
    "<itemClass qcode=\"ninat:text\"/><provider qcode=\"nprov:PAP\"><name>Port Alma Press</name></provider>"       \
    "<versionCreated>2023-11-08T10:15:00+01:00</versionCreated>"
#define G2_META                                                                                                              \
    "</itemMeta><contentMeta><urgency>4</urgency><by>Ann Reed</by><dateline>PORT ALMA, Nov. 8</dateline>"                    \
    "<headline>Fees rise</headline><subject type=\"cpnat:abstract\" qcode=\"medtop:04000000\"><name xml:lang=\"en\">economy" \
    "</name></subject><genre qcode=\"genre:Analysis\"/><keyword>harbour</keyword><slugline>ports-fees</slugline></contentMeta>"
#define G2_TEXT(shape) "<contentSet>" shape "</contentSet></newsItem>"
#define G2_XHTML                                                           \
    "<inlineXML contenttype=\"application/xhtml+xml\"><html "              \
    "xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head>" \
    "<body><p>Fees rise, Ada Quist said.</p><p>None knew why.</p></body></html></inlineXML>"

TEST(an_item_of_g2_gives_its_parts)
{
    reading r = {0};
    static const source_mapping fields[] = {
        {{"topics", 6}, {".subject", 8}}, {{"slug", 4}, {".slugline", 9}}, {{"form", 4}, {".genre", 6}}};
    r.options = (source_options){.fields = fields, .field_count = 3};
    read_text(&r, "g.xml", G2_START "<pubStatus qcode=\"stat:usable\"/>" G2_META G2_TEXT(G2_XHTML));
    assert_int_equal(r.problem_count, 0);
    assert_int_equal(r.count, 1);
    const article *x = &r.articles[0];
    assert_str(x->id, "urn:pap:1");
    assert_str(x->title, "Fees rise");
    assert_str(x->author, "Ann Reed");
    assert_str(x->source, "Port Alma Press");
    assert_str(x->language, "en-GB");
    assert_str(x->published, "2023-11-08T10:15:00+01:00");
    assert_str(x->body, "PORT ALMA, Nov. 8 - Fees rise, Ada Quist said.\n\nNone knew why.");
    assert_str(x->fields.text, "topics\tmedtop:04000000\ntopics\teconomy\nform\tgenre:Analysis\nslug\tports-fees\n");
    reading_release(&r);
}

TEST(a_message_of_g2_holds_many_items_and_packages_are_no_articles)
{
    reading r = {0};
    read_text(
        &r, "m.xml",
        "<?xml version=\"1.0\"?><newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header><sent>2023-11-08T10:00:00Z"
        "</sent></header><itemSet>" G2_START G2_META G2_TEXT(
            "<inlineXML contenttype=\"application/nitf+xml\"><nitf "
            "xmlns=\"http://iptc.org/std/NITF/2006-10-18/\"><body><body.head>"
            "<dateline><location>OSLO</location></dateline></body.head><body.content><p>In NITF.</p></body.content></body></nitf>"
            "</inlineXML>") "<packageItem guid=\"p\"><groupSet/></packageItem>" G2_START G2_META
            G2_TEXT("<inlineData contenttype=\"text/plain\">One line\nof text.\n\nTwo.</inlineData>") "</itemSet></newsMessage>");
    assert_int_equal(r.count, 2);
    assert_str(r.articles[0].body, "OSLO - In NITF.");
    assert_str(r.articles[1].body, "PORT ALMA, Nov. 8 - One line of text.\n\nTwo.");
    reading_release(&r);
}

static void assert_g2_left_out(const char *status, const char *why)
{
    reading r = {0};
    char text[4096];
    snprintf(text, sizeof text, "%s%s%s", G2_START, status, G2_META G2_TEXT(G2_XHTML));
    read_text(&r, "e.xml", text);
    assert_int_equal(r.count, why ? 0 : 1);
    if (why) {
        assert_int_equal(r.problem_count, 1);
        assert_int_equal(r.problems[0].why.status, QUOTH_WITHHELD);
        assert_str(str_from(r.problems[0].why.message), why);
    }
    reading_release(&r);
}

TEST(items_of_g2_that_their_sender_holds_back_are_left_out)
{
    assert_g2_left_out("<pubStatus qcode=\"stat:withheld\"/>", "left out: withheld by its sender (urn:pap:1)");
    assert_g2_left_out("<pubStatus qcode=\"stat:canceled\"/>", "left out: cancelled by its sender (urn:pap:1)");
    assert_g2_left_out("<embargoed>2999-01-01T00:00:00Z</embargoed>",
                       "left out: embargoed by its sender until 2999-01-01T00:00:00Z (urn:pap:1)");
    assert_g2_left_out("<embargoed/>", "left out: embargoed by its sender (urn:pap:1)");
    assert_g2_left_out("<embargoed>2001-01-01T00:00:00Z</embargoed>", NULL);
}

TEST(a_picture_is_no_article)
{
    reading r = {0};
    read_text(
        &r, "p.xml",
        "<newsItem guid=\"x\"><itemMeta><itemClass qcode=\"ninat:picture\"/></itemMeta><contentMeta><headline>A crane</headline>"
        "</contentMeta><contentSet><remoteContent href=\"a.jpg\"/></contentSet></newsItem>");
    assert_int_equal(r.count, 0);
    assert_str(str_from(r.problems[0].why.message), "no text in it: ninat:picture");
    reading_release(&r);
}

#define ML_START                                                                                                      \
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<!DOCTYPE NewsML SYSTEM \"NewsML_1.2.dtd\">\n<NewsML><Catalog " \
    "Href=\"c.xml\"/><NewsEnvelope><DateAndTime>20231108T101500+0000</DateAndTime></NewsEnvelope>\n"
#define ML_ITEM(id, status)                                                                                                      \
    "<NewsItem xml:lang=\"fr\"><Identification><NewsIdentifier><ProviderId>pap.example</ProviderId><DateId>20231108</DateId>"    \
    "<NewsItemId>" id "</NewsItemId><RevisionId PreviousRevision=\"0\" Update=\"N\">1</RevisionId><PublicIdentifier>urn:newsml:" \
    "pap.example:20231108:" id ":1</PublicIdentifier></NewsIdentifier></Identification><NewsManagement><NewsItemType "           \
    "FormalName=\"News\"/><FirstCreated>20231107T101500Z</FirstCreated><ThisRevisionCreated>20231108T101500Z</"                  \
    "ThisRevisionCreated>" status "</NewsManagement>"
#define ML_COMPONENT                                                                                                             \
    "<NewsComponent><NewsLines><HeadLine>Les taxes mont\xE9"                                                                     \
    "es</HeadLine><ByLine>Ann Reed</ByLine><DateLine>PARIS, 8 nov 2023 (PAP) -</DateLine><CopyrightLine>(c) PAP</CopyrightLine>" \
    "<SlugLine>ports-taxes</SlugLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName=\"PAP\"/></Provider>"       \
    "</AdministrativeMetadata><DescriptiveMetadata><SubjectCode><Subject FormalName=\"04000000\"/></SubjectCode>"                \
    "</DescriptiveMetadata><NewsComponent><ContentItem><MediaType FormalName=\"Photo\"/><DataContent>a picture</DataContent>"    \
    "</ContentItem></NewsComponent><NewsComponent><ContentItem><MediaType "                                                      \
    "FormalName=\"Text\"/><DataContent><p>Un.</p><p>Deux.</p>"                                                                   \
    "</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem>\n"

TEST(items_of_newsml_give_their_parts)
{
    reading r = {0};
    static const source_mapping fields[] = {{{"topics", 6}, {".subject", 8}}, {{"slug", 4}, {".slugline", 9}}};
    r.options = (source_options){.fields = fields, .field_count = 2};
    read_text(&r, "n.xml",
              ML_START ML_ITEM("A1", "<Status FormalName=\"Usable\"/>") ML_COMPONENT ML_ITEM(
                  "A2", "<Status FormalName=\"Embargoed\"/><StatusWillChange><FutureStatus FormalName=\"Usable\"/><DateAndTime>"
                        "29991108T101500Z</DateAndTime></StatusWillChange>")
                  ML_COMPONENT ML_ITEM("A3", "<Status FormalName=\"Canceled\"/>") ML_COMPONENT ML_ITEM(
                      "A4",
                      "<Status FormalName=\"Embargoed\"/><StatusWillChange><FutureStatus FormalName=\"Usable\"/><DateAndTime>"
                      "20001108T101500Z</DateAndTime></StatusWillChange>") ML_COMPONENT "</NewsML>\n");
    assert_int_equal(r.count, 2);
    const article *x = &r.articles[0];
    assert_str(x->id, "urn:newsml:pap.example:20231108:A1:1");
    assert_str(x->title, "Les taxes mont\xC3\xA9"
                         "es");
    assert_str(x->author, "Ann Reed");
    assert_str(x->source, "PAP");
    assert_str(x->language, "fr");
    assert_str(x->published, "2023-11-08");
    assert_str(x->body, "PARIS, 8 nov 2023 (PAP) - Un.\n\nDeux.");
    assert_str(x->fields.text, "topics\t04000000\nslug\tports-taxes\n");
    assert_int_equal(r.problem_count, 2);
    assert_str(str_from(r.problems[0].why.message),
               "left out: embargoed by its sender until 29991108T101500Z (urn:newsml:pap.example:20231108:A2:1)");
    assert_contains(str_from(r.problems[1].why.message), "cancelled");
    reading_release(&r);
}

TEST(of_components_that_say_the_same_one_is_taken)
{
    reading r = {0};
    read_text(
        &r, "n.xml",
        "<NewsML><NewsItem><NewsComponent EquivalentsList=\"yes\"><NewsLines><HeadLine>h</HeadLine></NewsLines><ContentItem>"
        "<Format FormalName=\"HTML\"/><DataContent><![CDATA[<p>As a "
        "page.</p><p>Two.</p>]]></DataContent></ContentItem><ContentItem>"
        "<DataContent>As "
        "text.</DataContent></ContentItem></NewsComponent></NewsItem><NewsItem><Identification/></NewsItem></NewsML>");
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].body, "As a page.\n\nTwo.");
    assert_str(str_from(r.problems[0].why.message), "no text in it");
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(an_item_of_g2_gives_its_parts),
        RUN_IN_FOLDER(a_message_of_g2_holds_many_items_and_packages_are_no_articles),
        RUN_IN_FOLDER(items_of_g2_that_their_sender_holds_back_are_left_out),
        RUN_IN_FOLDER(a_picture_is_no_article),
        RUN_IN_FOLDER(items_of_newsml_give_their_parts),
        RUN_IN_FOLDER(of_components_that_say_the_same_one_is_taken),
    };
    return test_run(tests);
}
