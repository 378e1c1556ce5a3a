/* test_source_html.c - web pages: body, title, author, publisher, dates and what is wrong with them */
#include "source_test.h"

#include <pthread.h>

#define PAGE(head, body) "<!DOCTYPE html><html lang=\"en\"><head>" head "</head><body>" body "</body></html>"
#define PROSE                                                                                                    \
    "<p>The ferry to the island sailed again, three days after a storm had closed the harbour of Port Alma.</p>" \
    "<p>The captain had waited for the wind to turn, and had slept on board since the storm began on Sunday night.</p>"

static void read_page(reading *r, const char *page)
{
    read_text(r, "page.html", page);
    assert_int_equal(r->count, 1);
}

TEST(a_report_gives_its_text_without_what_stands_around_it)
{
    reading r = {0};
    read_path(&r, TEST_TABLES "/../fixtures/source/report.html");
    assert_int_equal(r.count, 1);
    assert_str(
        r.articles[0].body,
        "The ferry to the island sailed again on Wednesday, three days after a storm had closed the harbour of Port Alma.\n\n"
        "\xE2\x80\x9CWe waited for the wind to turn,\xE2\x80\x9D said the captain, Mary Holt, who had slept on board since "
        "Sunday. "
        "The crossing took an hour longer than usual.\n\n"
        "Bread and letters\n\nTwo tons of bread were on board.\n\nSo were four sacks of letters.\n\n"
        "The harbour master, Tom Vale, said that the second ferry would follow on Friday,\nweather permitting.");
    reading_release(&r);
}

TEST(a_report_gives_title_authors_publisher_address_language_and_date)
{
    reading r = {0};
    read_path(&r, TEST_TABLES "/../fixtures/source/report.html");
    const article *x = &r.articles[0];
    assert_str(x->title, "Ferry to the island sails again after storm");
    assert_str(x->author, "Ann Reed, Tom Hale");
    assert_str(x->source, "The Coast Courier");
    assert_str(x->url, "https://courier.example/news/ferry-sails-again");
    assert_str(x->language, "en-GB");
    assert_str(x->published, "2023-11-08T07:30:00+00:00");
    assert_int_equal(x->published_day, day_from_civil((civil_date){2023, 11, 8}));
    assert_false(claims_disagree(&x->claims, x->published_day));
    assert_ends_with(x->locator, "/report.html");
    reading_release(&r);
}

/* The date that the page gives, as "2023-11-08" or "". */
static const char *date_of(const char *page)
{
    static char text[11];
    reading r = {0};
    read_page(&r, page);
    if (r.articles[0].published_day == NO_DAY)
        text[0] = '\0';
    else
        day_format(r.articles[0].published_day, text);
    reading_release(&r);
    return text;
}

TEST(dates_come_from_wherever_a_page_has_them)
{
    assert_string_equal(date_of(PAGE("<meta name=dc.date content=2020-02-03>", PROSE)), "2020-02-03");
    assert_string_equal(date_of(PAGE("<meta itemprop=datePublished content='3 February 2020'>", PROSE)), "2020-02-03");
    assert_string_equal(
        date_of(PAGE("<script type='application/ld+json'>[{\"@type\":\"BlogPosting\",\"datePublished\":\"2020-02-03\"}]</script>",
                     PROSE)),
        "2020-02-03");
    assert_string_equal(date_of(PAGE("<link rel=canonical href='https://c.example/2020/02/03/a'>", PROSE)), "2020-02-03");
    assert_string_equal(date_of(PAGE("", "<h1>T</h1><time datetime='2020-02-03T10:00'>today</time>" PROSE)), "2020-02-03");
    assert_string_equal(date_of(PAGE("", "<h1>T</h1><span class=postDate>Posted: 3 Feb 2020</span>" PROSE)), "2020-02-03");
    assert_string_equal(date_of(PAGE("", "<h1>T</h1><div>3. Februar 2020 | Redaktion</div>" PROSE)), "2020-02-03");
    assert_string_equal(date_of(PAGE("", "<script>var a={\"publishedAt\":\"2020-02-03T10:00:00Z\"}</script>" PROSE)),
                        "2020-02-03");
    assert_string_equal(date_of(PAGE("", PROSE)), "");
}

TEST(publication_is_preferred_to_modification)
{
    assert_string_equal(date_of(PAGE("<meta property='article:modified_time' content='2020-03-01'><meta "
                                     "property='article:published_time' content='2020-02-03'>",
                                     PROSE)),
                        "2020-02-03");
    assert_string_equal(date_of(PAGE("", "<h1>T</h1><time class=updated datetime=2020-03-01>x</time><time class=published "
                                         "datetime=2020-02-03>y</time>" PROSE)),
                        "2020-02-03");
}

TEST(a_time_in_utc_gives_way_to_the_day_that_the_page_shows)
{
    assert_string_equal(date_of(PAGE("<meta property='article:published_time' content='2023-11-09T03:15:00Z'>",
                                     "<h1>T</h1><span class=date>Nov. 8, 2023</span>" PROSE)),
                        "2023-11-08");
    assert_string_equal(date_of(PAGE("<meta property='article:published_time' content='2023-11-09T03:15:00Z'>",
                                     "<h1>T</h1><span class=date>Nov. 9, 2023</span>" PROSE)),
                        "2023-11-09");
}

TEST(a_later_day_at_the_heading_is_the_one_its_publisher_gives)
{
    assert_string_equal(
        date_of(PAGE("<meta name=dc.date content=2020-02-03>", "<h1>T</h1><span class=date>7 February 2020</span>" PROSE)),
        "2020-02-07");
    assert_string_equal(
        date_of(PAGE("<meta name=dc.date content=2020-02-03>", "<h1>T</h1><span class=date>1 February 2020</span>" PROSE)),
        "2020-02-03");
    assert_string_equal(date_of(PAGE("<meta name=dc.date content=2020-02-03>",
                                     "<h1>T</h1>" PROSE "<aside><span class=date>7 February 2020</span></aside>")),
                        "2020-02-03");
    assert_string_equal(date_of(PAGE("<meta name=dc.date content=2020-02-03>",
                                     "<h1>T</h1><span class='date updated'>Updated 7 February 2020</span>" PROSE)),
                        "2020-02-03");
}

TEST(a_date_beside_the_article_gives_way_to_one_at_its_heading)
{
    assert_string_equal(
        date_of(PAGE("", "<aside><span class=date>9 May 2021</span></aside><h1>T</h1><div>3 February 2020</div>" PROSE)),
        "2020-02-03");
}

TEST(for_want_of_all_else_the_description_or_the_pictures_address_says_the_day)
{
    assert_string_equal(date_of(PAGE("<meta name=description content='Tides (news of 3 February 2020)'>", PROSE)), "2020-02-03");
    assert_string_equal(date_of(PAGE("<meta property=og:image content='https://c.example/files/2020/02/03/tide.png'>", PROSE)),
                        "2020-02-03");
    assert_string_equal(
        date_of(PAGE("<meta property=og:image content='https://c.example/files/2020/02/03/tide.png'><meta name=date "
                     "content=2019-01-05>",
                     PROSE)),
        "2019-01-05");
}

TEST(another_date_of_the_page_says_which_number_is_the_month)
{
    assert_string_equal(
        date_of(PAGE("<meta name=date content='11/01/2023 12:00'>", "<h1>T</h1><p class=date>1 November 2023</p>" PROSE)),
        "2023-11-01");
    assert_string_equal(
        date_of(PAGE("<meta name=date content='11/01/2023 12:00'>", "<h1>T</h1><p class=date>11 January 2023</p>" PROSE)),
        "2023-01-11");
}

TEST(no_page_is_newer_than_its_file)
{
    reading r = {0};
    const char *path = write_text(
        "page.html", PAGE("<meta name=date content=2020-02-03>", "<h1>T</h1><time datetime=2019-01-05>x</time>" PROSE));
    struct timespec written[2] = {{.tv_sec = 1560000000}, {.tv_sec = 1560000000}}; /* 2019-06-08 */
    assert_int_equal(utimensat(AT_FDCWD, path, written, 0), 0);
    read_path(&r, path);
    assert_int_equal(r.articles[0].published_day, day_from_civil((civil_date){2019, 1, 5}));
    reading_release(&r);
}

TEST(what_a_page_says_about_its_date_is_kept_the_believed_one_first)
{
    reading r = {0};
    read_page(&r, PAGE("<link rel=canonical href='https://c.example/2020/02/03/a'><meta name=date content=2021-05-06>"
                       "<meta name=dc.date.modified content=2022-01-01>",
                       PROSE));
    const day_claims *c = &r.articles[0].claims;
    assert_int_equal(c->count, 3);
    assert_int_equal(c->items[0].origin, CLAIM_URL);
    assert_int_equal(c->items[0].day, day_from_civil((civil_date){2020, 2, 3}));
    assert_int_equal(c->items[1].origin, CLAIM_META);
    assert_true(claim_disagrees(&c->items[1], c->items[0].day));
    assert_int_equal(c->items[2].origin, CLAIM_META_OTHER);
    assert_false(claim_disagrees(&c->items[2], c->items[0].day));
    reading_release(&r);
}

TEST(text_in_divisions_with_line_breaks_is_parted_at_two)
{
    reading r = {0};
    read_page(&r, PAGE("", "<div>The ferry to the island sailed again on Wednesday after the storm had gone, said the "
                           "port.<br><br>It will\n sail on "
                           "Friday as well, if the weather permits it, as the harbour master said.</div>"));
    assert_str(r.articles[0].body,
               "The ferry to the island sailed again on Wednesday after the storm had gone, said the port.\n\n"
               "It will sail on Friday as well, if the weather permits it, as the harbour master said.");
    reading_release(&r);
}

TEST(what_follows_a_heading_of_related_reports_is_cut)
{
    reading r = {0};
    read_page(&r,
              PAGE("", "<div><h1>Ferry</h1>" PROSE
                       "<h3>Related stories</h3><p>The lighthouse will be painted in the spring, said the council.</p></div>"));
    assert_lacks(r.articles[0].body, "lighthouse");
    assert_contains(r.articles[0].body, "slept on board");
    reading_release(&r);
}

TEST(a_class_that_means_beside_does_not_hide_most_of_the_page)
{
    reading r = {0};
    read_page(&r, PAGE("", "<div class='widget share'>" PROSE "</div>"));
    assert_contains(r.articles[0].body, "The ferry");
    reading_release(&r);
}

TEST(titles_lose_the_name_of_the_site)
{
    reading r = {0};
    read_page(&r, PAGE("<title>Ferry to the island sails again - The Coast</title>", PROSE));
    assert_str(r.articles[0].title, "Ferry to the island sails again");
    reading_release(&r);
}

TEST(encodings_are_those_declared_marked_or_seen)
{
    static const struct {
        const char *bytes;
        size_t len;
    } pages[] = {
#define BYTES(text) {text, sizeof text - 1}
        BYTES("<html><head><meta charset=iso-8859-1><title>Caf\xE9 \x93x\x94</title></head><body>a</body></html>"),
        BYTES("<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1252'><title>Caf\xE9 "
              "\x93x\x94</title></head><body>a</body></html>"),
        BYTES("<html><head><title>Caf\xE9 \x93x\x94</title></head><body>a</body></html>"),
        BYTES("<html><head><meta charset=iso-8859-1><title>Caf\xC3\xA9 "
              "\xE2\x80\x9Cx\xE2\x80\x9D</title></head><body>a</body></html>"),
        BYTES("\xEF\xBB\xBF<html><head><title>Caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D</title></head><body>a</body></html>"),
        BYTES("<html><head><title>Caf&eacute; &#8220;x&#x201d;</title></head><body>a</body></html>"),
#undef BYTES
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        reading r = {0};
        read_path(&r, write_bytes("page.html", pages[i].bytes, pages[i].len));
        assert_int_equal(r.count, 1);
        assert_str(r.articles[0].title, "Caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D");
        reading_release(&r);
    }
}

TEST(a_page_in_utf_16_is_read_by_its_mark)
{
    reading r = {0};
    static const char page[] = "<html><title>Tide</title><p>High.</p></html>";
    char wide[2 + 2 * sizeof page] = "\xFF\xFE";
    for (size_t i = 0; i < sizeof page - 1; i++)
        wide[2 + 2 * i] = page[i];
    read_path(&r, write_bytes("page.html", wide, 2 * sizeof page));
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].title, "Tide");
    reading_release(&r);
}

TEST(broken_descriptions_are_passed_over)
{
    static const char *const scripts[] = {"{\"@type\":\"NewsArticle\",", "null", "[[[[[[[", "{\"@type\":{\"a\":1}}", ""};
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        reading r = {0};
        char page[2000];
        snprintf(page, sizeof page, PAGE("<title>Tide</title><script type='application/ld+json'>%s</script>", PROSE), scripts[i]);
        read_page(&r, page);
        assert_str(r.articles[0].title, "Tide");
        reading_release(&r);
    }
}

TEST(entities_that_expand_to_more_entities_stay_text)
{
    reading r = {0};
    read_page(
        &r,
        "<!DOCTYPE html [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>"
        "<html><title>Tide</title><p>&c;&c;&c;</p></html>");
    assert_true(r.articles[0].body.len < 200);
    reading_release(&r);
}

TEST(a_page_without_text_is_a_problem)
{
    static const char *const pages[] = {"<html></html>", "<html><script>x</script></html>", ""};
    for (size_t i = 0; i < 3; i++) {
        reading r = {0};
        read_text(&r, "page.html", pages[i]);
        assert_int_equal(r.count, 0);
        assert_int_equal(r.problem_count, 1);
        reading_release(&r);
    }
}

/* `count` times `piece` after a heading. */
static void read_repeated(const char *before, const char *piece, int count)
{
    reading r = {0};
    buf page = {0};
    buf_printf(&page, "<!DOCTYPE html><html><body><h1>Tide</h1>%s", before);
    for (int i = 0; i < count; i++)
        buf_printf(&page, piece, i);
    read_path(&r, write_bytes("page.html", page.data, page.len));
    assert_int_equal(r.count + r.problem_count, 1);
    buf_release(&page);
    reading_release(&r);
}

TEST(deep_trees_and_endless_tags_are_read_in_linear_time)
{
    read_repeated("", "<div>%d", 100000);
    read_repeated("", "<b><i>%d", 50000);
    read_repeated("<p", " a%d=1", 100000);
    read_repeated("", "<!--%d", 100000);
    read_repeated("", "<p class=date>1/2/2020 %d</p>", 30000);
}

/* Trees of gigabytes are not built: 64 MB of such mark-up would make them. */
TEST(a_page_of_more_than_a_million_tags_is_refused)
{
    static const char *const pieces[] = {"<p>a</p>", "<br>", "<!---->", "<i a a a a a a a a a a a a a a a a>"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        reading r = {0};
        buf page = {0};
        buf_printf(&page, "<!DOCTYPE html><html><body><h1>Tide</h1>");
        for (int k = 0; k < 1100000 && page.len < 9 << 20; k++)
            buf_put_str(&page, str_from(pieces[i]));
        read_path(&r, write_bytes("page.html", page.data, page.len));
        assert_int_equal(r.count, 0);
        assert_int_equal(r.problem_count, 1);
        assert_contains(str_from(r.problems[0].why.message), "more than a million tags");
        buf_release(&page);
        reading_release(&r);
    }
}

enum { THREADS = 4, TIMES = 25 };

/* Parses one record again and again; the result is the number of times that it gave something else. */
static void *parse_again(void *record)
{
    size_t differences = 0;
    for (int i = 0; i < TIMES; i++) {
        arena a = {0};
        article x;
        quoth_error err;
        bool same = record_parse(&a, record, &x, &err) == QUOTH_OK && str_ends_with(x.body, STR("weather permitting.")) &&
                    str_equal(x.author, STR("Ann Reed, Tom Hale"));
        differences += !same;
        arena_release(&a);
    }
    return (void *)differences;
}

TEST(records_may_be_parsed_in_several_threads_at_once)
{
    static const source_options options = {.all_files = false};
    const char *paths[] = {TEST_TABLES "/../fixtures/source/report.html"};
    source *s;
    arena a = {0};
    raw_record record;
    pthread_t threads[THREADS];
    assert_int_equal(source_open(paths, 1, &options, (source_callbacks){0}, &s, NULL), QUOTH_OK);
    assert_int_equal(source_next(s, &a, &record, NULL), QUOTH_OK);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, parse_again, &record), 0);
    for (int i = 0; i < THREADS; i++) {
        void *differences;
        pthread_join(threads[i], &differences);
        assert_null(differences);
    }
    source_close(&s);
    arena_release(&a);
}

TEST(captions_are_kept_apart_from_the_text)
{
    reading r = {0};
    read_text(
        &r, "c.html",
        "<html><head><title>Tide early</title></head><body><article><h1>Tide early</h1><figure><img src=x.jpg><figcaption>"
        "Ada Quist on the  quay. <span class=\"caption__credit\">Photo: Reed</span></figcaption></figure><p>The tide came to the "
        "harbour of Whitby early, said Ada Quist, who had been there since the morning.</p><div class=\"wp-caption\"><img><p "
        "class=\"wp-caption-text\">The harbour at noon</p></div><figcaption>QP</figcaption><p>Nobody was there to see it come, "
        "she said, and nobody will be there tomorrow.</p></article></body></html>");
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].fields.text, "caption\tAda Quist on the quay. Photo: Reed\ncaption\tThe harbour at noon\n");
    assert_int_equal(str_find(r.articles[0].body, STR("Photo")), SIZE_MAX);
    assert_int_equal(str_find(r.articles[0].body, STR("noon")), SIZE_MAX);
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_report_gives_its_text_without_what_stands_around_it),
        RUN(a_report_gives_title_authors_publisher_address_language_and_date),
        RUN_IN_FOLDER(dates_come_from_wherever_a_page_has_them),
        RUN_IN_FOLDER(publication_is_preferred_to_modification),
        RUN_IN_FOLDER(a_time_in_utc_gives_way_to_the_day_that_the_page_shows),
        RUN_IN_FOLDER(a_later_day_at_the_heading_is_the_one_its_publisher_gives),
        RUN_IN_FOLDER(a_date_beside_the_article_gives_way_to_one_at_its_heading),
        RUN_IN_FOLDER(for_want_of_all_else_the_description_or_the_pictures_address_says_the_day),
        RUN_IN_FOLDER(another_date_of_the_page_says_which_number_is_the_month),
        RUN_IN_FOLDER(no_page_is_newer_than_its_file),
        RUN_IN_FOLDER(what_a_page_says_about_its_date_is_kept_the_believed_one_first),
        RUN_IN_FOLDER(text_in_divisions_with_line_breaks_is_parted_at_two),
        RUN_IN_FOLDER(what_follows_a_heading_of_related_reports_is_cut),
        RUN_IN_FOLDER(a_class_that_means_beside_does_not_hide_most_of_the_page),
        RUN_IN_FOLDER(titles_lose_the_name_of_the_site),
        RUN_IN_FOLDER(encodings_are_those_declared_marked_or_seen),
        RUN_IN_FOLDER(a_page_in_utf_16_is_read_by_its_mark),
        RUN_IN_FOLDER(broken_descriptions_are_passed_over),
        RUN_IN_FOLDER(entities_that_expand_to_more_entities_stay_text),
        RUN_IN_FOLDER(a_page_without_text_is_a_problem),
        RUN(records_may_be_parsed_in_several_threads_at_once),
        RUN_IN_FOLDER(deep_trees_and_endless_tags_are_read_in_linear_time),
        RUN_IN_FOLDER(a_page_of_more_than_a_million_tags_is_refused),
        RUN_IN_FOLDER(captions_are_kept_apart_from_the_text),
    };
    return test_run(tests);
}
