/* test_source_ninjs.c - news in JSON: ninjs of all versions, schema.org */
#include "source_test.h"

TEST(ninjs_1_gives_its_parts)
{
    reading r = {0};
    static const source_mapping fields[] = {{{"topics", 6}, {".subject[].code", 15}}};
    r.options = (source_options){.fields = fields, .field_count = 1};
    read_text(
        &r, "a.json",
        "{\"uri\":\"http://pap.example/"
        "1\",\"type\":\"text\",\"versioncreated\":\"2023-11-08T10:15:00Z\",\"pubstatus\":\"usable\",\n"
        "\"headline\":\"Fees &amp; dues\",\"title\":\"slug\",\"byline\":\"Ann Reed\",\"located\":\"Oslo\",\"language\":\"en\",\n"
        "\"copyrightholder\":\"PAP\",\"subject\":[{\"code\":\"04000000\",\"name\":\"economy\"}],\n"
        "\"body_xhtml\":\"<p>Fees rise.</p><p>Why?</p>\"}\n");
    assert_int_equal(r.problem_count, 0);
    const article *x = &r.articles[0];
    assert_str(x->title, "Fees & dues");
    assert_str(x->id, "http://pap.example/1");
    assert_str(x->url, "http://pap.example/1");
    assert_str(x->author, "Ann Reed");
    assert_str(x->source, "PAP");
    assert_str(x->language, "en");
    assert_str(x->published, "2023-11-08T10:15:00Z");
    assert_str(x->body, "Oslo - Fees rise.\n\nWhy?");
    assert_str(x->fields.text, "topics\t04000000\n");
    reading_release(&r);
}

TEST(ninjs_2_and_3_have_lists_and_capitals)
{
    reading r = {0};
    read_text(&r, "b.jsonl",
              "{\"uri\":\"urn:2\",\"versioncreated\":\"2023-11-08T10:15:00Z\",\"headlines\":[{\"role\":\"main\",\"value\":"
              "\"Two\"},{\"role\":"
              "\"short\",\"value\":\"2\"}],\"bodies\":[{\"contenttype\":\"text/"
              "plain\",\"value\":\"Plain.\"},{\"value\":\"<p>Plain.</p>\"}],"
              "\"infosources\":[{\"role\":\"x\",\"name\":\"PAP\"}]}\n"
              "{\"uri\":\"urn:3\",\"versionCreated\":\"2023-11-09T10:15:00Z\",\"pubStatus\":\"usable\",\"by\":\"Bo "
              "Lind\",\"headlines\":"
              "[{\"value\":\"Three\"}],\"bodies\":[{\"contentType\":\"application/"
              "nitf+xml\",\"value\":\"<nitf><head><title>Three</title></head>"
              "<body><body.content><p>In NITF.</p></body.content></body></nitf>\"}],\"copyrightHolder\":\"PAP\"}\n");
    assert_int_equal(r.count, 2);
    assert_str(r.articles[0].title, "Two");
    assert_str(r.articles[0].body, "Plain.");
    assert_str(r.articles[0].source, "PAP");
    assert_str(r.articles[1].body, "In NITF.");
    assert_str(r.articles[1].author, "Bo Lind");
    assert_str(r.articles[1].published, "2023-11-09T10:15:00Z");
    reading_release(&r);
}

TEST(ninjs_that_is_held_back_is_left_out)
{
    reading r = {0};
    read_text(
        &r, "c.json",
        "[{\"uri\":\"u1\",\"pubstatus\":\"withheld\",\"headline\":\"h\"},{\"uri\":\"u2\",\"pubstatus\":\"usable\",\"embargoed\":"
        "\"2999-01-01T00:00:00Z\",\"headline\":\"h\"},{\"uri\":\"u3\",\"pubStatus\":\"canceled\"},{\"uri\":\"u4\",\"embargoed\":"
        "null,"
        "\"headline\":\"h\"},{\"uri\":\"u5\",\"embargoed\":\"2001-01-01T00:00:00Z\",\"headline\":\"h\"}]");
    assert_int_equal(r.count, 2);
    assert_int_equal(r.problem_count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(r.problems[i].why.status, QUOTH_WITHHELD);
    assert_str(str_from(r.problems[1].why.message), "left out: embargoed by its sender until 2999-01-01T00:00:00Z (u2)");
    reading_release(&r);
}

TEST(a_mapping_of_the_users_is_better_than_ninjs_own)
{
    reading r = {0};
    static const source_mapping mappings[] = {{{"title", 5}, {".slugline", 9}}};
    r.options = (source_options){.mappings = mappings, .mapping_count = 1};
    read_text(&r, "d.json",
              "{\"uri\":\"u\",\"pubstatus\":\"usable\",\"slugline\":\"ports\",\"headline\":\"h\",\"body_text\":\"b\"}");
    assert_str(r.articles[0].title, "ports");
    reading_release(&r);
}

TEST(an_article_of_schema_org_gives_its_parts_also_in_a_graph)
{
    reading r = {0};
    read_text(&r, "s.json",
              "{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"Fees rise\",\"articleBody\":\"Fees "
              "rise, Ada said.\","
              "\"datePublished\":\"2023-11-08T10:00:00Z\",\"author\":[{\"@type\":\"Person\",\"name\":\"Ann "
              "Reed\"},{\"name\":\"Bo Lind\"}],"
              "\"publisher\":{\"name\":\"Port Alma Post\"},\"inLanguage\":\"en\",\"url\":\"https://post.example/1\"}");
    read_text(&r, "g.json",
              "{\"@context\":\"https://"
              "schema.org\",\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},{\"@type\":[\"ReportageNewsArticle\"],"
              "\"headline\":\"In a "
              "graph\",\"articleBody\":\"<p>One.</p><p>Two.</p>\",\"datePublished\":\"2023-11-09\",\"author\":\"Ann Reed\"}]}");
    assert_int_equal(r.problem_count, 0);
    assert_int_equal(r.count, 2);
    const article *x = &r.articles[0];
    assert_str(x->title, "Fees rise");
    assert_str(x->body, "Fees rise, Ada said.");
    assert_str(x->author, "Ann Reed, Bo Lind");
    assert_str(x->source, "Port Alma Post");
    assert_str(x->language, "en");
    assert_str(x->url, "https://post.example/1");
    assert_str(r.articles[1].title, "In a graph");
    assert_str(r.articles[1].body, "One.\n\nTwo.");
    assert_str(r.articles[1].published, "2023-11-09");
    assert_str(r.articles[1].author, "Ann Reed");
    reading_release(&r);
}

TEST(news_in_json_that_is_broken_or_empty_is_a_problem)
{
    reading r = {0};
    r.options.format = STR("ninjs");
    read_text(&r, "e.json", "{\"uri\":\"u\",\"pubstatus\":\"usable\"");
    read_text(&r, "f.json", "{\"uri\":\"u\",\"pubstatus\":\"usable\"}");
    r.options.format = STR("schema.org");
    read_text(&r, "h.json", "{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\"}");
    assert_int_equal(r.count, 0);
    assert_int_equal(r.problem_count, 3);
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(ninjs_1_gives_its_parts),
        RUN_IN_FOLDER(ninjs_2_and_3_have_lists_and_capitals),
        RUN_IN_FOLDER(ninjs_that_is_held_back_is_left_out),
        RUN_IN_FOLDER(a_mapping_of_the_users_is_better_than_ninjs_own),
        RUN_IN_FOLDER(an_article_of_schema_org_gives_its_parts_also_in_a_graph),
        RUN_IN_FOLDER(news_in_json_that_is_broken_or_empty_is_a_problem),
    };
    return test_run(tests);
}
