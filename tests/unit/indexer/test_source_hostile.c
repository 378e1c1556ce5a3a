/* test_source_hostile.c - every reader against torn, mislabelled, endless, deeply nested and swollen files: one line each,
 * bounded */
#include "source_test.h"

#include <archive.h>
#include <archive_entry.h>
#include <sqlite3.h>

/* --- one good file of each format --- */

typedef struct sample {
    const char *format, *file;
    const char *text; /* NULL: made by `make` */
    str (*make)(arena *a);
} sample;

#define TEXT_HERE "The tide came to the harbour of Whitby early, said Ada Quist, and nobody was there to see it come."

static str zip_of(arena *a, const char *const parts[][2], size_t count)
{
    size_t room = 4096, used = 0;
    for (size_t i = 0; i < count; i++)
        room += strlen(parts[i][1]) + 1024;
    char *out = arena_alloc(a, room);
    struct archive *zip = archive_write_new();
    archive_write_set_format_zip(zip);
    archive_write_set_bytes_per_block(zip, 0);
    archive_write_open_memory(zip, out, room, &used);
    for (size_t i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, parts[i][0]);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0600);
        archive_entry_set_size(entry, (la_int64_t)strlen(parts[i][1]));
        assert_int_equal(archive_write_header(zip, entry), ARCHIVE_OK);
        archive_write_data(zip, parts[i][1], strlen(parts[i][1]));
        archive_entry_free(entry);
    }
    archive_write_close(zip);
    archive_write_free(zip);
    return (str){out, used};
}

static str make_office(arena *a)
{
    static const char *const parts[][2] = {
        {"mimetype", "application/vnd.oasis.opendocument.text"},
        {"content.xml", "<d xmlns:t='t'><body><t:p>Tide early</t:p><t:p>" TEXT_HERE "</t:p></body></d>"}};
    return zip_of(a, parts, 2);
}

static str make_zip(arena *a)
{
    static const char *const parts[][2] = {{"a/tide.txt", "Tide early\n\n" TEXT_HERE "\n"}};
    return zip_of(a, parts, 1);
}

static str make_sqlite(arena *a)
{
    sqlite3 *db;
    sqlite3_int64 size = 0;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "create table news(title, text); insert into news values ('Tide early', '" TEXT_HERE "')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    unsigned char *bytes = sqlite3_serialize(db, "main", &size, 0);
    str copy = arena_copy(a, (str){(char *)bytes, (size_t)size});
    sqlite3_free(bytes);
    sqlite3_close(db);
    return copy;
}

static const sample samples[] = {
    {"jsonl", "a.jsonl", "{\"title\":\"Tide early\",\"text\":\"" TEXT_HERE "\"}\n", NULL},
    {"html", "a.html", "<html><head><title>Tide early</title></head><body><article><p>" TEXT_HERE "</p></article></body></html>",
     NULL},
    {"warc", "a.warc",
     "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://quay.example/1\r\nWARC-Date: "
     "2023-11-08T12:30:00Z\r\nContent-Type: "
     "text/html\r\nContent-Length: 150\r\n\r\n<html><body><article><p>" TEXT_HERE "</p></article></body></html>\r\n\r\n",
     NULL},
    {"sgml", "a.sgm", "<DOC><DOCNO>1</DOCNO><HEADLINE>Tide early</HEADLINE><TEXT>" TEXT_HERE "</TEXT></DOC>\n", NULL},
    {"csv", "a.csv", "title,text\nTide early,\"" TEXT_HERE "\"\n", NULL},
#ifdef QUOTH_GMIME
    {"mail", "a.eml", "From: a@quay.example\nDate: Wed, 8 Nov 2023 12:00:00 +0000\nSubject: Tide early\n\n" TEXT_HERE "\n", NULL},
#endif
#ifdef QUOTH_POPPLER
    {"pdf", "a.pdf",
     "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Count 1 /Kids [3 0 R] >> endobj\n3 0 "
     "obj << "
     "/Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> >> >> endobj\n4 0 obj "
     "<< "
     "/Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\n5 0 obj << /Length 63 >> stream\nBT /F 9 Tf 60 700 Td (The "
     "tide came "
     "early, said Ada.) Tj ET        \nendstream endobj\ntrailer << /Root 1 0 R >>\n",
     NULL},
#endif
    {"sqlite", "a.sqlite", NULL, make_sqlite},
    {"office", "a.odt", NULL, make_office},
    {"zip", "a.zip", NULL, make_zip},
    {"feed", "a.rss",
     "<rss version=\"2.0\"><channel><title>Quay</title><item><title>Tide early</title><description>" TEXT_HERE
     "</description></item></channel></rss>",
     NULL},
    {"nitf", "a.nitf",
     "<nitf><body><body.head><hedline><hl1>Tide early</hl1></hedline></body.head><body.content><p>" TEXT_HERE
     "</p></body.content></body></nitf>",
     NULL},
    {"newsml", "a.newsml1",
     "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Tide early</HeadLine></NewsLines><ContentItem><DataContent>" TEXT_HERE
     "</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
     NULL},
    {"newsml-g2", "a.newsml",
     "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='1'><contentMeta><headline>Tide "
     "early</headline></contentMeta><contentSet><inlineData contenttype='text/plain'>" TEXT_HERE
     "</inlineData></contentSet></newsItem>",
     NULL},
    {"ninjs", "a.ninjs", "{\"uri\":\"q:1\",\"pubstatus\":\"usable\",\"headline\":\"Tide early\",\"body_text\":\"" TEXT_HERE "\"}",
     NULL},
    {"schema.org", "a.jsonld",
     "{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"Tide early\",\"articleBody\":\"" TEXT_HERE
     "\"}",
     NULL},
    {"iptc7901", "a.7901",
     "\x01QPA0001 4 POL 0020 tide\r\n\x02Tide early\r\n   " TEXT_HERE "\r\n\x03"
     "081015 GMT Nov 23\x04",
     NULL},
    {"export", "a.rtf", "{\\rtf1\\ansi Tide early\\par\\par " TEXT_HERE "\\par}", NULL},
    {"text", "a.txt", "Tide early\n\n" TEXT_HERE "\n", NULL},
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static str bytes_of(arena *a, const sample *s)
{
    return s->make ? s->make(a) : str_from(s->text);
}

static void read_sample(reading *r, const char *file, str bytes)
{
    const char *path = path_of(file);
    r->options.sql = STR("select * from news");
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_int_equal(fd_write_all(fd, path, bytes, NULL), QUOTH_OK);
    close(fd);
    read_path(r, path);
}

static const char *first_problem(const reading *r)
{
    return r->problem_count > 0 ? r->problems[0].why.message : "nothing";
}

TEST(each_format_is_read_from_its_sample)
{
    for (size_t i = 0; i < SAMPLES; i++) {
        reading r = {0};
        read_sample(&r, samples[i].file, bytes_of(&r.memory, &samples[i]));
        if (r.count != 1 || r.problem_count != 0)
            fail_msg("%s: %zu articles, %s", samples[i].format, r.count, first_problem(&r));
        assert_contains(r.articles[0].body, "said Ada");
        reading_release(&r);
    }
}

/* --- torn --- */

TEST(a_file_that_ends_anywhere_gives_what_it_has_and_one_problem)
{
    for (size_t i = 0; i < SAMPLES; i++) {
        arena a = {0};
        str whole = bytes_of(&a, &samples[i]);
        size_t step = strcmp(samples[i].format, "pdf") == 0 || whole.len > 4096 ? whole.len / 8 : whole.len / 40 + 1;
        for (size_t len = 0; len < whole.len; len += step) {
            reading r = {0};
            read_sample(&r, samples[i].file, str_slice(whole, 0, len));
            if (r.count > 1 || r.problem_count > 1)
                fail_msg("%s torn at %zu: %zu articles, %zu problems, %s", samples[i].format, len, r.count, r.problem_count,
                         first_problem(&r));
            reading_release(&r);
        }
        arena_release(&a);
    }
}

/* --- under another's name --- */

TEST(a_file_under_another_formats_name_is_an_article_or_one_problem)
{
    for (size_t i = 0; i < SAMPLES; i++)
        for (size_t k = 0; k < SAMPLES; k++) {
            reading r = {0};
            read_sample(&r, samples[k].file, bytes_of(&r.memory, &samples[i]));
            if (r.count + r.problem_count != 1)
                fail_msg("%s called %s: %zu articles, %zu problems, %s", samples[i].format, samples[k].file, r.count,
                         r.problem_count, first_problem(&r));
            reading_release(&r);
        }
}

/* Binary bytes, and prose of many lines. */
TEST(what_is_nothing_of_the_kind_is_one_problem)
{
    char noise[3000], prose[3000] = "";
    uint32_t state = 7;
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)((state = state * 1664525 + 1013904223) >> 24);
    while (strlen(prose) + 40 < sizeof prose)
        strcat(prose, "The tide came early; nobody saw it.\n");
    for (size_t i = 0; i < SAMPLES; i++) {
        reading binary = {0}, lines = {0};
        read_sample(&binary, samples[i].file, (str){noise, sizeof noise});
        if (binary.count + binary.problem_count > 1)
            fail_msg("noise called %s: %zu articles, %zu problems, %s", samples[i].file, binary.count, binary.problem_count,
                     first_problem(&binary));
        read_sample(&lines, samples[i].file, str_from(prose));
        if (lines.count + lines.problem_count > 1)
            fail_msg("prose called %s: %zu articles, %zu problems, %s", samples[i].file, lines.count, lines.problem_count,
                     first_problem(&lines));
        reading_release(&binary);
        reading_release(&lines);
    }
}

/* --- without end --- */

/* What was made of a file may be some times as large as it, not its square. */
enum { BLOCK = 8 << 20, MOST_TIMES = 24 };

static void assert_bounded(const reading *r, const char *what, size_t bytes)
{
    if (arena_size(&r->memory) > bytes * MOST_TIMES + (64 << 20))
        fail_msg("%s: %zu MB of memory for %zu MB", what, arena_size(&r->memory) >> 20, bytes >> 20);
    if (r->problem_count > 1)
        fail_msg("%s: %zu problems, the second: %s", what, r->problem_count, r->problems[1].why.message);
}

TEST(a_line_without_end_is_an_article_or_one_problem)
{
    char *line = mem_alloc(BLOCK);
    memset(line, 'a', BLOCK);
    for (size_t i = 0; i < SAMPLES; i++) {
        reading r = {0};
        arena a = {0};
        buf bytes = {0};
        str sample_bytes = bytes_of(&a, &samples[i]);
        size_t at = str_find(sample_bytes, STR("said"));
        at = at == SIZE_MAX ? sample_bytes.len / 2 : at;
        buf_put_str(&bytes, str_slice(sample_bytes, 0, at));
        buf_put(&bytes, line, BLOCK);
        buf_put_str(&bytes, str_slice(sample_bytes, at, sample_bytes.len));
        read_sample(&r, samples[i].file, buf_str(&bytes));
        assert_bounded(&r, samples[i].format, bytes.len);
        buf_release(&bytes);
        arena_release(&a);
        reading_release(&r);
    }
    free(line);
}

/* --- nested, and swollen --- */

/* `before`, then `open` so many times, then `middle`, `close` as often, `after`. */
typedef struct pile {
    const char *what, *file, *before, *open, *middle, *close, *after;
    size_t times;
} pile;

static const pile piles[] = {
    {"arrays in JSON", "a.jsonl", "{\"title\":\"x\",\"text\":", "[", "1", "]", "}\n", 400000},
    {"objects in JSON", "a.jsonl", "", "{\"a\":", "1", "}", "\n", 400000},
    {"arrays in ninjs", "a.ninjs", "{\"uri\":\"1\",\"pubstatus\":\"usable\",\"a\":", "[", "1", "]", "}", 400000},
    {"graphs in schema.org", "a.jsonld", "{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"@graph\":", "[", "1",
     "]", "}", 400000},
    {"scripts in a page", "a.html", "<html><script type='application/ld+json'>", "[", "1", "]",
     "</script><p>" TEXT_HERE "</html>", 400000},
    {"elements in a page", "a.html", "<html><body>", "<div>", TEXT_HERE, "</div>", "</body></html>", 100000},
    {"inline elements in a page", "a.html", "<html><body><p>", "<b><i>", TEXT_HERE, "</i></b>", "</p></body></html>", 100000},
    {"elements in a feed", "a.rss", "<rss version=\"2.0\"><channel><item><title>x</title>", "<a>", "x", "</a>",
     "</item></channel></rss>", 200000},
    {"elements in NITF", "a.nitf", "<nitf><body><body.content>", "<p>", "x", "</p>", "</body.content></body></nitf>", 200000},
    {"components in NewsML", "a.newsml1", "<NewsML><NewsItem>", "<NewsComponent>", "<DataContent>x</DataContent>",
     "</NewsComponent>", "</NewsItem></NewsML>", 200000},
    {"contents in NewsML", "a.newsml1", "<NewsML><NewsItem><NewsComponent>",
     "<ContentItem><DataContent>The tide came early.</DataContent></ContentItem>", "", "", "</NewsComponent></NewsItem></NewsML>",
     20000},
    {"contents in each other in NewsML", "a.newsml1", "<NewsML><NewsItem><NewsComponent>", "<DataContent>The tide.", "",
     "</DataContent>", "</NewsComponent></NewsItem></NewsML>", 200},
    {"sets in G2", "a.newsml", "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><contentSet>", "<inlineXML>", "x",
     "</inlineXML>", "</contentSet></newsItem>", 200000},
    {"groups in RTF", "a.rtf", "{\\rtf1 ", "{\\b ", TEXT_HERE, "}", "}", 400000},
    {"elements in SGML", "a.sgm", "<DOC><TEXT>", "<P>", TEXT_HERE, "</P>", "</TEXT></DOC>", 400000},
    {"texts in a Factiva record", "a.txt", "HD\tTide early\nPD\t8 November 2023\n", "TD\tx\nLP\ty\n", "", "", "AN\tDocument Q1\n",
     40000},
    {"lines of a Nexis headline", "a.txt", "1 of 1 DOCUMENTS\n\nQuay Post\n\nNovember 8, 2023\n\nHEADLINE: x\n", "y\n",
     "\nBODY:\nThe tide.\n", "", "\nLOAD-DATE: November 8, 2023\n", 40000},
    {"names of columns", "a.csv", "title,text", ",column", "\nTide early,The tide came early.\n", "", "", 990},
#ifdef QUOTH_GMIME
    {"parts of a message", "a.eml", "From: a@quay.example\nMIME-Version: 1.0\nSubject: x\n",
     "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n", "\nx\n", "", "", 40000},
    {"groups of addresses", "a.eml", "From: ", "g:", "a@quay.example", "", "\nSubject: x\n\n" TEXT_HERE "\n", 300000},
    {"groups over several lines", "a.eml", "Subject: x\nFrom: a@quay.example\nto: ", "g:\n\t", "b@quay.example", "",
     "\n\n" TEXT_HERE "\n", 300000},
    {"groups of addresses in an inner message", "a.eml",
     "From: a@quay.example\nContent-Type: message/rfc822\n\nSubject: y\nCc : ", "g:", "a@quay.example", "", "\n\n" TEXT_HERE "\n",
     300000},
    {"headings in a newsletter", "a.eml",
     "From: a@quay.example\nList-Id: <q>\nSubject: x\nContent-Type: text/html\n\n<html><body>",
     "<div><h2><a href='https://quay.example/'>x</a>", TEXT_HERE, "</h2></div>", "</body></html>", 100},
#endif
};

static str piled(arena *a, const pile *p)
{
    buf out = {0};
    buf_put_str(&out, str_from(p->before));
    for (size_t i = 0; i < p->times; i++)
        buf_put_str(&out, str_from(p->open));
    buf_put_str(&out, str_from(p->middle));
    for (size_t i = 0; i < p->times; i++)
        buf_put_str(&out, str_from(p->close));
    buf_put_str(&out, str_from(p->after));
    str copy = arena_copy(a, buf_str(&out));
    buf_release(&out);
    return copy;
}

TEST(what_lies_in_each_other_without_end_costs_memory_in_proportion)
{
    for (size_t i = 0; i < sizeof piles / sizeof *piles; i++) {
        reading r = {0};
        arena a = {0};
        str bytes = piled(&a, &piles[i]);
        read_sample(&r, piles[i].file, bytes);
        assert_bounded(&r, piles[i].what, bytes.len);
        arena_release(&a);
        reading_release(&r);
    }
}

/* --- entities --- */

#define ENTITIES                                                                                                         \
    " [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>"                     \
    "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;'>" \
    "<!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;'><!ENTITY h '&g;&g;&g;&g;&g;&g;&g;&g;'><!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
#define LAUGHS "<p>Real text. &h;&h; &x;</p>"

/* In files of XML as they are, or as one part of a zip beside `beside`. */
static const struct {
    const char *file, *part, *text;
    const char *beside[2][2];
} laughs[] = {
    {"a.rss",
     NULL,
     "<!DOCTYPE rss" ENTITIES "<rss version='2.0'><channel><item><title>t</title><description>" LAUGHS
     "</description></item></channel></rss>",
     {{NULL}}},
    {"a.atom",
     NULL,
     "<!DOCTYPE feed" ENTITIES "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>t</title><content>" LAUGHS
     "</content></entry></feed>",
     {{NULL}}},
    {"a.nitf", NULL, "<!DOCTYPE nitf" ENTITIES "<nitf><body><body.content>" LAUGHS "</body.content></body></nitf>", {{NULL}}},
    {"a.newsml1",
     NULL,
     "<!DOCTYPE NewsML" ENTITIES "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent>" LAUGHS
     "</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
     {{NULL}}},
    {"a.newsml",
     NULL,
     "<!DOCTYPE newsItem" ENTITIES "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='1'><contentSet><inlineXML>" LAUGHS
     "</inlineXML></contentSet></newsItem>",
     {{NULL}}},
    {"a.html", NULL, "<!DOCTYPE html" ENTITIES "<html><body><article>" LAUGHS "</article></body></html>", {{NULL}}},
    {"a.sgm", NULL, "<!DOCTYPE lewis" ENTITIES "<DOC><DOCNO>1</DOCNO><TEXT>" LAUGHS "</TEXT></DOC>", {{NULL}}},
    {"a.odt", "content.xml", "<!DOCTYPE d" ENTITIES "<d><body>" LAUGHS "</body></d>", {{NULL}}},
    {"a.docx",
     "word/document.xml",
     "<!DOCTYPE d" ENTITIES "<document><body><p><r><t>Real. &h; &x;</t></r></p></body></document>",
     {{"[Content_Types].xml", "<Types/>"}}},
    {"a.epub",
     "a.xhtml",
     "<!DOCTYPE html" ENTITIES "<html><body>" LAUGHS "</body></html>",
     {{"META-INF/container.xml", "<container><rootfiles><rootfile full-path='p.opf'/></rootfiles></container>"},
      {"p.opf", "<package><manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>"}}},
};

TEST(entities_of_a_files_own_stay_what_they_are)
{
    char host[256] = "";
    assert_int_equal(gethostname(host, sizeof host - 1), 0);
    for (size_t i = 0; i < sizeof laughs / sizeof *laughs; i++) {
        reading r = {0};
        const char *parts[3][2] = {{laughs[i].part, laughs[i].text}};
        size_t count = 1;
        for (; count < 3 && laughs[i].beside[count - 1][0]; count++)
            memcpy(parts[count], laughs[i].beside[count - 1], sizeof parts[count]);
        read_sample(&r, laughs[i].file, laughs[i].part ? zip_of(&r.memory, parts, count) : str_from(laughs[i].text));
        assert_bounded(&r, laughs[i].file, 2000);
        if (r.count > 1 || r.problem_count > 1 || r.count + r.problem_count == 0)
            fail_msg("%s: %zu articles, %zu problems", laughs[i].file, r.count, r.problem_count);
        if (r.count && (r.articles[0].body.len > 2000 || str_find(r.articles[0].body, str_from(host)) != SIZE_MAX))
            fail_msg("%s: %.*s", laughs[i].file, STR_ARG(str_slice(r.articles[0].body, 0, 300)));
        reading_release(&r);
    }
}

/* --- numbers that are too large, things that are named again --- */

TEST(a_crawls_record_whose_length_wraps_around_ends)
{
    static const char head[] = "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: %020llu\r\n\r\n";
    char bytes[256];
    int len = snprintf(bytes, sizeof bytes, head, 0ull);
    snprintf(bytes, sizeof bytes, head, 0ull - (unsigned long long)len);
    reading r = {0};
    read_sample(&r, "a.warc", str_from(bytes));
    assert_int_equal(r.count, 0);
    assert_int_equal(r.problem_count, 1);
    reading_release(&r);
}

TEST(a_members_time_that_no_clock_says_is_none)
{
    static const time_t times[] = {(time_t)1 << 55, -((time_t)1 << 40), (time_t)1 << 33};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char tar[16384];
        size_t used = 0;
        struct archive *a = archive_write_new();
        archive_write_set_format_pax(a);
        archive_write_open_memory(a, tar, sizeof tar, &used);
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, "tide.txt");
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_size(entry, 20);
        archive_entry_set_mtime(entry, times[i], 0);
        archive_write_header(a, entry);
        archive_write_data(a, "Tide\n\nIt came early.", 20);
        archive_entry_free(entry);
        archive_write_close(a);
        archive_write_free(a);
        reading r = {0};
        read_sample(&r, "a.tar", (str){tar, used});
        assert_int_equal(r.count, 1);
        reading_release(&r);
    }
}

TEST(a_page_that_a_book_names_twice_is_read_once)
{
    static const char *const parts[][2] = {
        {"mimetype", "application/epub+zip"},
        {"META-INF/container.xml", "<container><rootfiles><rootfile full-path='p.opf'/></rootfiles></container>"},
        {"p.opf",
         "<package><manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/><itemref idref='a'/></spine>"
         "</package>"},
        {"a.xhtml", "<html><body><p>Tide early.</p><p>Nobody saw it.</p></body></html>"}};
    reading r = {0};
    read_sample(&r, "a.epub", zip_of(&r.memory, parts, 4));
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].title, "Tide early.");
    assert_str(r.articles[0].body, "Nobody saw it.");
    reading_release(&r);
}

static bool any_file(void *context, source_file *f)
{
    (void)context, (void)f;
    return true;
}

TEST(rows_without_end_end)
{
    sqlite3 *db;
    sqlite3_int64 size = 0;
    reading r = {.file = any_file}; /* read once: this takes seconds */
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db,
                     "create view news as with recursive t(n) as (select 1 union all select n + 1 from t) select 'x' as "
                     "title from t where n < 0",
                     NULL, NULL, NULL),
        SQLITE_OK);
    unsigned char *bytes = sqlite3_serialize(db, "main", &size, 0);
    read_sample(&r, "a.sqlite", (str){(char *)bytes, (size_t)size});
    assert_int_equal(r.problem_count, 1);
    assert_contains(str_from(r.problems[0].why.message), "steps");
    sqlite3_free(bytes);
    sqlite3_close(db);
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(each_format_is_read_from_its_sample),
        RUN_IN_FOLDER(a_file_that_ends_anywhere_gives_what_it_has_and_one_problem),
        RUN_IN_FOLDER(a_file_under_another_formats_name_is_an_article_or_one_problem),
        RUN_IN_FOLDER(what_is_nothing_of_the_kind_is_one_problem),
        RUN_IN_FOLDER(a_line_without_end_is_an_article_or_one_problem),
        RUN_IN_FOLDER(a_crawls_record_whose_length_wraps_around_ends),
        RUN_IN_FOLDER(a_members_time_that_no_clock_says_is_none),
        RUN_IN_FOLDER(a_page_that_a_book_names_twice_is_read_once),
        RUN_IN_FOLDER(rows_without_end_end),
        RUN_IN_FOLDER(entities_of_a_files_own_stay_what_they_are),
        RUN_IN_FOLDER(what_lies_in_each_other_without_end_costs_memory_in_proportion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
