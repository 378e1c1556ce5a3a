/* test_source_nitf.c - NITF: its parts, and what must not be read yet or any more */
#include "source_test.h"

static const char item[] =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE nitf SYSTEM \"nitf-3-5.dtd\">\n"
    "<nitf xml:lang=\"en\"><head><title>slug-ports</title><tobject tobject.type=\"news\"><tobject.property "
    "tobject.property.type=\"Analysis\"/><tobject.subject tobject.subject.refnum=\"04015000\" "
    "tobject.subject.type=\"Economy\"/></tobject>"
    "<docdata management-status=\"usable\"><doc-id id-string=\"pap-4711\" regsrc=\"PAP\"/><urgency ed-urg=\"4\"/>"
    "<date.issue norm=\"20231108T101500Z\"/><du-key key=\"PORTS\"/><doc.copyright year=\"2023\" holder=\"Port Alma Press\"/>"
    "<key-list><keyword key=\"harbour\"/><keyword key=\"fees\"/></key-list></docdata>"
    "<pubdata ex-ref=\"https://pap.example/4711\" name=\"Port Alma Press\"/></head>\n"
    "<body><body.head><hedline><hl1>Fees rise</hl1><hl2>From May</hl2></hedline><rights>All rights</rights><byline>By "
    "<person>Ann Reed"
    "</person></byline><dateline><location>PORT ALMA</location>, <story.date>Nov. 8</story.date></dateline>"
    "<abstract><p>Short.</p></abstract></body.head>"
    "<body.content><block><p>Fees rise, <person>Ada Quist</person> said.</p><hl2>Reasons</hl2><media><media-caption>A crane"
    "</media-caption></media><p>None were\n given.</p><ul><li>one</li><li>two</li></ul><p>\xC2\xA9 2023 Port Alma "
    "Press</p></block>"
    "</body.content><body.end><tagline>Edited by Bo</tagline></body.end></body></nitf>\n";

TEST(an_item_gives_its_parts)
{
    reading r = {0};
    static const source_mapping fields[] = {{{"topics", 6}, {"subject", 7}},
                                            {{"keys", 4}, {"keyword", 7}},
                                            {{"urgency", 7}, {"urgency", 7}},
                                            {{"sort", 4}, {"genre", 5}}};
    r.options = (source_options){.fields = fields, .field_count = 4};
    read_text(&r, "a.xml", item);
    assert_int_equal(r.problem_count, 0);
    assert_int_equal(r.count, 1);
    const article *x = &r.articles[0];
    assert_str(x->title, "Fees rise");
    assert_str(x->id, "pap-4711");
    assert_ends_with(x->locator, "/a.xml");
    assert_str(x->url, "https://pap.example/4711");
    assert_str(x->author, "Ann Reed");
    assert_str(x->source, "Port Alma Press");
    assert_str(x->language, "en");
    assert_str(x->published, "2023-11-08");
    assert_str(x->body, "PORT ALMA, Nov. 8 - Fees rise, Ada Quist said.\n\nReasons\n\nNone were given.\n\none\n\ntwo");
    assert_str(x->fields.text, "sort\tAnalysis\ntopics\t04015000\ntopics\tEconomy\nurgency\t4\nkeys\tharbour\nkeys\tfees\n");
    reading_release(&r);
}

static void assert_left_out(const char *docdata, const char *why)
{
    reading r = {0};
    char text[1024];
    snprintf(text, sizeof text,
             "<nitf><head><docdata "
             "%s</docdata></head><body><body.head><hedline><hl1>h</hl1></hedline></body.head><body.content><p>b</p>"
             "</body.content></body></nitf>",
             docdata);
    read_text(&r, "e.nitf", text);
    assert_int_equal(r.count, why ? 0 : 1);
    assert_int_equal(r.problem_count, why ? 1 : 0);
    if (why) {
        assert_int_equal(r.problems[0].why.status, QUOTH_WITHHELD);
        assert_str(str_from(r.problems[0].why.message), why);
    }
    reading_release(&r);
}

TEST(embargoed_withheld_and_cancelled_items_are_left_out)
{
    assert_left_out("management-status=\"withheld\"><doc-id id-string=\"x1\"/>", "left out: withheld by its sender (x1)");
    assert_left_out("management-status=\"canceled\">", "left out: cancelled by its sender");
    assert_left_out("management-status=\"embargoed\">", "left out: embargoed by its sender");
    assert_left_out("management-status=\"embargoed\"><date.release norm=\"29990101T120000+0100\"/>",
                    "left out: embargoed by its sender until 29990101T120000+0100");
    assert_left_out("management-status=\"usable\"><date.release norm=\"2999-01-01\"/>",
                    "left out: embargoed by its sender until 2999-01-01");
    assert_left_out("><ed-msg msg-type=\"Mandatory Kill\" info=\"wrong\"/>", "left out: killed by its sender");
}

TEST(an_embargo_that_is_over_holds_nothing_back)
{
    assert_left_out("management-status=\"embargoed\"><date.release norm=\"20010101T120000Z\"/>", NULL);
    assert_left_out("management-status=\"usable\">", NULL);
    assert_left_out(">", NULL);
}

TEST(several_items_may_lie_in_one_file)
{
    reading r = {0};
    read_text(&r, "s.xml",
              "<nitf><head><title>one</title></head><body><body.content><p>1</p></body.content></body></nitf>\n"
              "<nitf><head><title>two</title></head><body><body.content><p>2</p></body.content></body></nitf>\n");
    assert_int_equal(r.count, 2);
    assert_ends_with(r.articles[1].locator, "s.xml#2");
    reading_release(&r);
}

TEST(an_item_without_words_and_one_cut_off_are_problems)
{
    reading r = {0};
    read_text(&r, "n.nitf", "<nitf><head/><body/></nitf>");
    read_text(&r, "m.nitf", "<nitf><head><title>t</title></head><body><body.content><p>cut");
    read_text(&r, "o.nitf", "no mark-up at all");
    assert_int_equal(r.count, 0);
    assert_int_equal(r.problem_count, 3);
    reading_release(&r);
}

/* "billion laughs": nothing is expanded, in no time; the item is read as it is written. */
TEST(a_bomb_of_entities_costs_one_line)
{
    reading r = {0};
    read_text(
        &r, "b.nitf",
        "<?xml version=\"1.0\"?><!DOCTYPE nitf [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
        "<!ENTITY c SYSTEM \"file:///etc/passwd\">]>"
        "<nitf><head><title>Laughs</title></head><body><body.content><p>He said &b; and &c; twice.</p></body.content></body>"
        "</nitf>");
    assert_int_equal(r.problem_count, 1);
    assert_non_null(strstr(r.problems[0].why.message, "entities of its own"));
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].body, "He said &b; and &c; twice.");
    reading_release(&r);
}

TEST(a_document_type_with_parameters_alone_is_no_problem)
{
    reading r = {0};
    read_text(&r, "p.nitf",
              "<!DOCTYPE nitf PUBLIC \"-//IPTC//DTD NITF 3.5//EN\" \"nitf-3-5.dtd\" [<!ENTITY % latin SYSTEM \"x.ent\"> %latin;]>"
              "<nitf><head><title>Plain</title></head><body><body.content><p>Caf&eacute;.</p></body.content></body></nitf>");
    assert_int_equal(r.problem_count, 0);
    assert_str(r.articles[0].body, "Café.");
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(an_item_gives_its_parts),
        RUN_IN_FOLDER(embargoed_withheld_and_cancelled_items_are_left_out),
        RUN_IN_FOLDER(an_embargo_that_is_over_holds_nothing_back),
        RUN_IN_FOLDER(several_items_may_lie_in_one_file),
        RUN_IN_FOLDER(an_item_without_words_and_one_cut_off_are_problems),
        RUN_IN_FOLDER(a_bomb_of_entities_costs_one_line),
        RUN_IN_FOLDER(a_document_type_with_parameters_alone_is_no_problem),
    };
    return test_run(tests);
}
