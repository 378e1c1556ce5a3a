/* test_source_warc.c - web crawls after ISO 28500 as articles, each page with its address and the day it was captured */
#include "source_test.h"

#include <archive.h>
#include <archive_entry.h>
#include <zdict.h>
#include <zlib.h>
#include <zstd.h>

#include "indexer/source/crawl/http.h"
#include "indexer/source/crawl/met.h"
#include "indexer/source/crawl/url.h"

static const char tide[] = "<html><head><title>Tide comes early</title></head><body><article><p>The tide came to the harbour of "
                           "Whitby early, said Ada Quist.</p></article></body></html>";

/* A record with its two ends of line. */
static void put_record(buf *out, const char *type, const char *url, const char *date, const char *content_type, str block)
{
    buf_printf(out, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\n", type,
               url, date);
    buf_printf(out, "content-type: %s\r\nContent-Length: %zu\r\n\r\n", content_type, block.len);
    buf_put_str(out, block);
    buf_put_str(out, STR("\r\n\r\n"));
}

/* An answer with this header and body, captured on 8 November 2023. */
static void put_answer(buf *out, const char *url, const char *headers, str body)
{
    buf block = {0};
    buf_printf(&block, "HTTP/1.1 200 OK\r\nServer: quay\r\n%s\r\n", headers);
    buf_put_str(&block, body);
    put_record(out, "response", url, "2023-11-08T12:30:00Z", "application/http; msgtype=response", buf_str(&block));
    buf_release(&block);
}

static void put_page(buf *out, const char *url, const char *html)
{
    put_answer(out, url, "Content-Type: text/html; charset=utf-8\r\n", str_from(html));
}

static void put_packed(buf *out, str bytes, int window_bits)
{
    z_stream z = {.next_in = (Bytef *)bytes.data, .avail_in = (uInt)bytes.len};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&z, bytes.len) + 64;
    z.next_out = (Bytef *)buf_reserve(out, room);
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    out->len += room - z.avail_out;
    deflateEnd(&z);
}

static void read_crawl(reading *r, const char *name, buf *crawl)
{
    read_path(r, write_bytes(name, crawl->data, crawl->len));
    buf_release(crawl);
}

static str value_of(const article *x, const char *wanted)
{
    str rest = x->fields.text, name, value;
    while (custom_next(&rest, &name, &value))
        if (str_equal(name, str_from(wanted)))
            return value;
    return STR("");
}

TEST(a_response_is_an_article_with_its_address_and_when_it_was_captured)
{
    reading r = {0};
    buf crawl = {0};
    put_page(&crawl, "https://example.org/tide", tide);
    read_crawl(&r, "a.warc", &crawl);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.problem_count, 0);
    assert_str(r.articles[0].title, "Tide comes early");
    assert_contains(r.articles[0].body, "harbour of Whitby");
    assert_str(r.articles[0].url, "https://example.org/tide");
    assert_str(r.articles[0].id, "https://example.org/tide");
    assert_ends_with(r.articles[0].locator, "a.warc#https://example.org/tide");
    assert_str(value_of(&r.articles[0], "captured"), "2023-11-08T12:30:00Z");
    reading_release(&r);
}

TEST(each_record_may_be_packed_by_itself)
{
    reading r = {0};
    buf crawl = {0};
    for (int i = 0; i < 3; i++) {
        buf record = {0};
        char url[64];
        snprintf(url, sizeof url, "http://example.org/%d", i);
        put_page(&record, url, tide);
        put_packed(&crawl, buf_str(&record), 16 + MAX_WBITS);
        buf_release(&record);
    }
    read_crawl(&r, "a.warc.gz", &crawl);
    assert_int_equal(r.count, 3);
    assert_int_equal(r.problem_count, 0);
    assert_ends_with(r.articles[2].locator, "a.warc.gz#http://example.org/2");
    reading_release(&r);
}

TEST(what_is_no_page_is_left_out_quietly)
{
    reading r = {0};
    buf crawl = {0};
    put_record(&crawl, "warcinfo", "", "2023-11-08T12:30:00Z", "application/warc-fields", STR("software: quay\r\n"));
    put_record(&crawl, "request", "https://example.org/a", "2023-11-08T12:30:00Z", "application/http; msgtype=request",
               STR("GET /a HTTP/1.1\r\n\r\n"));
    put_record(&crawl, "response", "dns:example.org", "2023-11-08T12:30:00Z", "text/dns", STR("example.org. 1 IN A 192.0.2.1\n"));
    put_record(&crawl, "response", "https://example.org/gone", "2023-11-08T12:30:00Z", "application/http; msgtype=response",
               STR("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html><title>Gone</title></html>"));
    put_record(&crawl, "response", "https://example.org/moved", "2023-11-08T12:30:00Z", "application/http; msgtype=response",
               STR("HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<html><title>Moved</title></html>"));
    put_answer(&crawl, "https://example.org/p.png", "Content-Type: image/png\r\n", (str){"\x89PNG\r\n\x1a\n\0\0", 10});
    put_answer(&crawl, "https://example.org/robots.txt", "Content-Type: text/plain\r\n", STR("User-agent: *\n"));
    put_record(&crawl, "revisit", "https://example.org/a", "2023-11-09T12:30:00Z", "application/http; msgtype=response",
               STR("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"));
    put_record(&crawl, "metadata", "https://example.org/a", "2023-11-08T12:30:00Z", "application/warc-fields", STR("via: x\r\n"));
    put_record(&crawl, "resource", "https://example.org/r", "2023-11-08T12:30:00Z", "text/html", str_from(tide));
    read_crawl(&r, "a.warc", &crawl);
    assert_int_equal(r.problem_count, 0);
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].url, "https://example.org/r");
    reading_release(&r);
}

/* --- revisits --- */

/* A record of a page, sent as `block`, with these header lines of its own. */
static void put_named(buf *out, const char *type, const char *url, const char *lines, const char *block)
{
    buf_printf(out, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2023-11-08T12:30:00Z\r\n%s", type, url,
               lines);
    buf_printf(out, "Content-Type: application/http\r\nContent-Length: %zu\r\n\r\n%s\r\n\r\n", strlen(block), block);
}

static void put_original(buf *out, const char *url, const char *lines)
{
    buf block = {0};
    buf_printf(&block, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s", tide);
    buf_put_byte(&block, '\0');
    put_named(out, "response", url, lines, block.data);
    buf_release(&block);
}

/* What the revisits in these files say that they are the same as, in turn: "" for nothing. */
static size_t revisits_of(arena *a, const char *const *paths, size_t count, str *same_as, size_t most)
{
    source *s;
    raw_record record;
    source_options options = {0};
    size_t met = 0;
    assert_int_equal(source_open(paths, count, &options, (source_callbacks){0}, &s, NULL), QUOTH_OK);
    while (source_next(s, a, &record, NULL) == QUOTH_OK) {
        article x;
        if (record_parse(a, &record, &x, NULL) != QUOTH_NOT_FOUND)
            continue;
        assert_true(x.is_revisit && met < most);
        same_as[met++] = x.url;
    }
    source_close(&s);
    return met;
}

TEST(a_revisit_is_of_the_page_that_it_names_by_address_record_or_digest_in_any_file_of_the_run)
{
    static const char *const rows[][2] = {
        {"WARC-Refers-To-Target-URI: https://example.org/b#top\r\nWARC-Payload-Digest: sha1:AAAA\r\n", "https://example.org/b"},
        {"WARC-Refers-To: <urn:uuid:a>\r\n", "https://example.org/a"},
        {"WARC-Refers-To: urn:uuid:a\r\nWARC-Payload-Digest: sha1:BBBB\r\n", "https://example.org/a"},
        {"WARC-Payload-Digest: sha1:BBBB\r\n", "https://example.org/b"},
        {"WARC-Refers-To: <urn:uuid:other>\r\nWARC-Payload-Digest: sha1:BBBB\r\n", "https://example.org/b"},
        {"WARC-Refers-To: <sha1:BBBB>\r\n", ""},
        {"WARC-Payload-Digest: sha1:CCCC\r\n", ""},
        {"", ""},
    };
    enum { ROWS = sizeof rows / sizeof *rows };
    buf originals = {0}, revisits = {0}, all = {0};
    put_original(&originals, "https://example.org/a", "WARC-Record-ID: <urn:uuid:a>\r\nWARC-Payload-Digest: sha1:AAAA\r\n");
    put_original(&originals, "https://example.org/b", "WARC-Payload-Digest: sha1:BBBB\r\n");
    put_original(&originals, "https://example.org/late", "WARC-Payload-Digest: sha1:BBBB\r\n");
    for (size_t i = 0; i < ROWS; i++)
        put_named(&revisits, "revisit", "https://m.example.org/", rows[i][0], "");
    buf_put_str(&all, buf_str(&originals));
    buf_put_str(&all, buf_str(&revisits));
    const char *one = write_bytes("all.warc", all.data, all.len);
    const char *two[] = {write_bytes("a.warc", originals.data, originals.len),
                         write_bytes("b.warc", revisits.data, revisits.len)};
    for (int files = 1; files <= 2; files++) {
        arena a = {0};
        str same_as[ROWS];
        assert_int_equal(revisits_of(&a, files == 1 ? &one : two, (size_t)files, same_as, ROWS), ROWS);
        for (size_t i = 0; i < ROWS; i++)
            assert_str(same_as[i], rows[i][1]);
        arena_release(&a);
    }
    buf_release(&originals);
    buf_release(&revisits);
    buf_release(&all);
}

TEST(of_the_pages_met_the_newest_are_kept)
{
    pages_met *m = NULL;
    char id[32], address[32];
    assert_int_equal(pages_met_find(m, STR("0"), STR("")).len, 0);
    for (int i = 0; i <= 2 * LIMIT_PAGES_MET; i++) {
        snprintf(id, sizeof id, "%d", i);
        snprintf(address, sizeof address, "https://example.org/%d", i);
        pages_met_add(&m, str_from(id), STR(""), str_from(address));
        assert_str(pages_met_find(m, str_from(id), STR("")), address);
    }
    assert_str(pages_met_find(m, STR("131072"), STR("")), "https://example.org/131072");
    assert_str(pages_met_find(m, STR("131071"), STR("")), "");
    pages_met_free(&m);
}

static void put_u32(buf *out, uint32_t n)
{
    for (int i = 0; i < 4; i++)
        buf_put_byte(out, n >> 8 * i & 0xFF);
}

static void put_skippable(buf *out, uint32_t magic, str bytes)
{
    put_u32(out, magic);
    put_u32(out, (uint32_t)bytes.len);
    buf_put_str(out, bytes);
}

static void put_frame(buf *out, str bytes, str dictionary)
{
    ZSTD_CCtx *z = ZSTD_createCCtx();
    size_t room = ZSTD_compressBound(bytes.len);
    if (dictionary.len > 0)
        ZSTD_CCtx_loadDictionary(z, dictionary.data, dictionary.len);
    ZSTD_CCtx_setParameter(z, ZSTD_c_checksumFlag, 1);
    size_t len = ZSTD_compress2(z, buf_reserve(out, room), room, bytes.data, bytes.len);
    assert_false(ZSTD_isError(len));
    out->len += len;
    ZSTD_freeCCtx(z);
}

/* The dictionary of many pages that are alike. */
static str train(reading *r)
{
    enum { SAMPLES = 300, ROOM = 4096 };
    buf all = {0};
    size_t sizes[SAMPLES];
    for (size_t i = 0; i < SAMPLES; i++) {
        size_t before = all.len;
        buf_printf(&all, "%s The harbour of Whitby %zu. %zu ships.", tide, i, i * i);
        sizes[i] = all.len - before;
    }
    char *dictionary = arena_alloc(&r->memory, ROOM);
    size_t len = ZDICT_trainFromBuffer(dictionary, ROOM, all.data, sizes, SAMPLES);
    assert_false(ZDICT_isError(len));
    buf_release(&all);
    return (str){dictionary, len};
}

/* Each record a frame; `how`: 0 without a dictionary, 1 with it as it is, 2 with it packed. */
static void put_zstd_crawl(reading *r, buf *out, int how)
{
    str dictionary = how > 0 ? train(r) : STR("");
    buf packed = {0}, record = {0};
    put_frame(&packed, dictionary, STR(""));
    if (how > 0)
        put_skippable(out, 0x184D2A5D, how == 1 ? dictionary : buf_str(&packed));
    for (int i = 0; i < 3; i++) {
        char url[64];
        snprintf(url, sizeof url, "https://example.org/%d", i);
        buf_clear(&record);
        put_page(&record, url, tide);
        put_frame(out, buf_str(&record), dictionary);
        put_skippable(out, 0x184D2A50 + (uint32_t)i, STR("an extension"));
        put_frame(out, STR(""), dictionary);
    }
    buf_release(&packed);
    buf_release(&record);
}

TEST(a_crawl_packed_by_zstd_is_read_with_its_dictionary_and_past_extension_frames)
{
    for (int how = 0; how < 3; how++) {
        reading r = {0}, torn = {0};
        buf crawl = {0};
        put_zstd_crawl(&r, &crawl, how);
        for (size_t len = 0; len < crawl.len; len += crawl.len / 7) {
            read_path(&torn, write_bytes("torn.warc.zst", crawl.data, len));
            assert_true(torn.count <= 3 * (len / (crawl.len / 7) + 1));
        }
        read_crawl(&r, "a.warc.zst", &crawl);
        assert_int_equal(r.problem_count, 0);
        assert_int_equal(r.count, 3);
        for (size_t i = 0; i < r.count; i++)
            assert_contains(r.articles[i].body, "harbour");
        assert_str(r.articles[2].url, "https://example.org/2");
        reading_release(&r);
        reading_release(&torn);
    }
}

TEST(a_dictionary_that_is_none_or_too_large_is_one_problem)
{
    reading other = {0}, large = {0}, broken = {0};
    buf crawl = {0}, record = {0};
    put_page(&record, "https://example.org/a", tide);
    put_skippable(&crawl, 0x184D2A5D, STR("another program's"));
    put_frame(&crawl, buf_str(&record), STR(""));
    read_crawl(&other, "a.warc.zst", &crawl);
    assert_int_equal(other.count, 1);
    put_u32(&crawl, 0x184D2A5D);
    put_u32(&crawl, 0xFFFFFFFF);
    buf_put_str(&crawl, STR("\x37\xA4\x30\xEC"));
    read_crawl(&large, "b.warc.zst", &crawl);
    assert_int_equal(large.problem_count, 1);
    put_skippable(&crawl, 0x184D2A5D, STR("\x28\xb5\x2f\xfd no frame"));
    read_crawl(&broken, "c.warc.zst", &crawl);
    assert_int_equal(broken.problem_count, 1);
    assert_contains(str_from(broken.problems[0].why.message), "zstd");
    buf_release(&record);
    reading_release(&other);
    reading_release(&large);
    reading_release(&broken);
}

TEST(a_coding_that_cannot_be_undone_is_one_problem)
{
    reading r = {0};
    buf crawl = {0};
    put_answer(&crawl, "https://example.org/a", "Content-Type: text/html\r\nContent-Encoding: gzip, quay\r\n",
               STR("\x01\x02\x00\x03zz"));
    put_answer(&crawl, "https://example.org/b", "Content-Type: text/html\r\nContent-Encoding: quay\r\n", str_from(tide));
    read_crawl(&r, "a.warc", &crawl);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.problem_count, 1);
    assert_contains(str_from(r.problems[0].why.message), "\"quay\"");
    reading_release(&r);
}

TEST(chunks_and_codings_are_undone)
{
    static const unsigned char brotli[] = {0x1b, 0x6d, 0x00, 0xa0, 0x9d, 0x07, 0xb6, 0xe3, 0x95, 0x8e, 0xb1, 0x82, 0xe4, 0x95,
                                           0x01, 0x9e, 0x55, 0xf2, 0x50, 0x91, 0xb9, 0x8d, 0xad, 0xeb, 0x5a, 0xbe, 0x21, 0x08,
                                           0x06, 0x45, 0xc7, 0x7a, 0x81, 0x2b, 0xb9, 0x3c, 0x37, 0x38, 0x70, 0xa8, 0x42, 0x4b,
                                           0xa2, 0x88, 0x07, 0xa3, 0x61, 0x63, 0xec, 0x0d, 0x09, 0x82, 0xae, 0xa7, 0x90, 0xde,
                                           0x72, 0x0a, 0x64, 0x1f, 0xcd, 0x86, 0x42, 0xbe, 0x3b, 0xce, 0xc0, 0x86, 0x35, 0x65,
                                           0x31, 0x0a, 0xd8, 0x10, 0xd1, 0x71, 0x99, 0x38, 0x3c, 0xe7, 0x20, 0x9b, 0x02};
    reading r = {0};
    buf crawl = {0}, packed = {0}, chunked = {0};
    put_packed(&packed, str_from(tide), 16 + MAX_WBITS);
    put_answer(&crawl, "https://example.org/gzip", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", buf_str(&packed));
    buf_printf(&chunked, "%zx;name=value\r\n", packed.len - 20);
    buf_put(&chunked, packed.data, packed.len - 20);
    buf_put_str(&chunked, STR("\r\n14\r\n"));
    buf_put(&chunked, packed.data + packed.len - 20, 20);
    buf_put_str(&chunked, STR("\r\n0\r\n\r\n"));
    put_answer(&crawl, "https://example.org/both",
               "Content-Type: text/html\nContent-Encoding: GZIP\nTransfer-Encoding: chunked\n", buf_str(&chunked));
    buf_clear(&packed);
    put_packed(&packed, str_from(tide), MAX_WBITS);
    put_answer(&crawl, "https://example.org/deflate", "Content-Type: text/html\r\nContent-Encoding: deflate\r\n",
               buf_str(&packed));
    buf_clear(&packed);
    put_packed(&packed, str_from(tide), -MAX_WBITS);
    put_answer(&crawl, "https://example.org/raw", "Content-Type: text/html\r\nContent-Encoding: deflate\r\n", buf_str(&packed));
#ifdef QUOTH_BROTLI
    put_answer(&crawl, "https://example.org/br", "Content-Type: text/html\r\nContent-Encoding: br\r\n",
               (str){(const char *)brotli, sizeof brotli});
#else
    (void)brotli;
    put_page(&crawl, "https://example.org/br", tide);
#endif
    put_answer(&crawl, "https://example.org/was",
               "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
               str_from(tide)); /* stored decoded, the header left as it was */
    read_crawl(&r, "a.warc", &crawl);
    assert_int_equal(r.problem_count, 0);
    assert_int_equal(r.count, 6);
    for (size_t i = 0; i < r.count; i++)
        assert_contains(r.articles[i].body, "harbour");
    buf_release(&packed);
    buf_release(&chunked);
    reading_release(&r);
}

/* A page of 256 MB in one coding or two, of which a fraction is stored. */
TEST(a_page_that_swells_is_taken_as_far_as_the_limits_go)
{
    static const char *const headers[] = {"Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
                                          "Content-Type: text/html\r\nContent-Encoding: gzip, gzip\r\n"};
    size_t len = (size_t)256 << 20;
    char *page = mem_alloc(len);
    memset(page, 'a', len);
    memcpy(page, tide, sizeof tide - 1);
    buf packed = {0};
    put_packed(&packed, (str){page, len}, 16 + MAX_WBITS);
    free(page);
    for (size_t i = 0; i < 2; i++) {
        reading r = {0};
        buf crawl = {0}, twice = {0};
        put_packed(&twice, buf_str(&packed), 16 + MAX_WBITS);
        put_answer(&crawl, "https://example.org/a", headers[i], i == 0 ? buf_str(&packed) : buf_str(&twice));
        put_page(&crawl, "https://example.org/b", tide);
        read_crawl(&r, "a.warc", &crawl);
        assert_true(r.count + r.problem_count == 2 && r.problem_count <= 1);
        assert_str(r.articles[r.count - 1].url, "https://example.org/b");
        assert_true(arena_size(&r.memory) < (size_t)512 << 20);
        buf_release(&twice);
        reading_release(&r);
    }
    buf_release(&packed);
}

TEST(the_charset_is_the_server_s_where_the_page_is_silent)
{
    reading r = {0};
    buf crawl = {0};
    put_answer(
        &crawl, "https://example.org/ru", "Content-Type: text/html; charset=\"windows-1251\"\r\n",
        STR("<html><head><title>\xCC\xEE\xF1\xEA\xE2\xE0</title></head><body><p>\xCC\xEE\xF1\xEA\xE2\xE0.</p></body></html>"));
    read_crawl(&r, "a.warc", &crawl);
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].title, "Москва");
    reading_release(&r);
}

TEST(nothing_was_published_after_it_was_captured)
{
    reading r = {0};
    buf crawl = {0};
    put_page(&crawl, "https://example.org/late",
             "<html><head><title>Late</title><meta property=\"article:published_time\" content=\"2024-02-01\"></head>"
             "<body><p>Some text of the page that is late.</p></body></html>");
    put_page(&crawl, "https://example.org/right",
             "<html><head><title>Right</title><meta property=\"article:published_time\" content=\"2023-11-07\"></head>"
             "<body><p>Some text of the page that is right.</p></body></html>");
    read_crawl(&r, "a.warc", &crawl);
    assert_int_equal(r.count, 2);
    assert_int_equal(r.articles[0].published_day, NO_DAY);
    assert_str(r.articles[1].published, "2023-11-07");
    reading_release(&r);
}

TEST(a_crawl_cut_short_gives_its_whole_records_and_one_line)
{
    reading r = {0};
    buf crawl = {0};
    put_page(&crawl, "https://example.org/1", tide);
    size_t first = crawl.len;
    put_page(&crawl, "https://example.org/2", tide);
    crawl.len = first + (crawl.len - first) / 2;
    read_crawl(&r, "a.warc", &crawl);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.problem_count, 1);
    assert_contains(str_from(r.problems[0].why.message), "inside a record");
    reading_release(&r);
}

TEST(what_is_no_record_costs_one_line_and_the_next_is_found)
{
    reading r = {0};
    buf crawl = {0};
    put_page(&crawl, "https://example.org/1", tide);
    buf_put_str(&crawl, STR("no record\r\nat all\r\n\r\n"));
    put_page(&crawl, "https://example.org/2", tide);
    buf_put_str(&crawl, STR("WARC/1.0\r\nWARC-Type: response\r\n\r\nwithout a length\r\n"));
    put_page(&crawl, "https://example.org/3", tide);
    read_crawl(&r, "a.warc", &crawl);
    assert_int_equal(r.count, 3);
    assert_int_equal(r.problem_count, 2);
    reading_release(&r);
}

TEST(a_page_too_long_costs_one_line)
{
    reading r = {0};
    buf crawl = {0};
    size_t len = LIMIT_RECORD_BYTES;
    char *blanks = mem_alloc(len);
    memset(blanks, ' ', len);
    put_answer(&crawl, "https://example.org/long", "Content-Type: text/html\r\n", (str){blanks, len});
    free(blanks);
    put_page(&crawl, "https://example.org/2", tide);
    read_crawl(&r, "a.warc", &crawl);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.problem_count, 1);
    assert_int_equal(r.problems[0].why.status, QUOTH_LIMIT);
    reading_release(&r);
}

TEST(a_wacz_gives_its_crawls_and_nothing_else)
{
    reading r = {0};
    buf crawl = {0};
    char room[1 << 16];
    size_t used = 0;
    put_page(&crawl, "https://example.org/tide", tide);
    const struct {
        const char *name;
        str bytes;
    } members[] = {{"datapackage.json", STR("{\"title\":\"not an article\",\"text\":\"x\"}")},
                   {"pages/pages.jsonl", STR("{\"title\":\"not one either\",\"text\":\"x\"}\n")},
                   {"archive/data.warc", buf_str(&crawl)}};
    struct archive *a = archive_write_new();
    archive_write_set_format_zip(a);
    archive_write_set_bytes_per_block(a, 0);
    archive_write_open_memory(a, room, sizeof room, &used);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, members[i].name);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_size(entry, (la_int64_t)members[i].bytes.len);
        archive_write_header(a, entry);
        archive_write_data(a, members[i].bytes.data, members[i].bytes.len);
        archive_entry_free(entry);
    }
    archive_write_close(a);
    archive_write_free(a);
    buf_release(&crawl);
    read_path(&r, write_bytes("site.wacz", room, used));
    assert_int_equal(r.count, 1);
    assert_int_equal(r.problem_count, 0);
    assert_ends_with(r.articles[0].locator, "site.wacz!archive/data.warc#https://example.org/tide");
    reading_release(&r);
}

TEST(addresses_that_mean_one_page_are_written_alike)
{
    static const char *const cases[][2] = {
        {"HTTPS://Example.ORG", "https://example.org/"},
        {"https://example.org:443/a#b", "https://example.org/a"},
        {"http://example.org:80/a", "http://example.org/a"},
        {"http://example.org:8080/A?b=c", "http://example.org:8080/A?b=c"},
        {"https://u:p@example.org/a?utm_source=x&id=3&fbclid=y", "https://example.org/a?id=3"},
        {"https://example.org/a?utm_medium=x#y", "https://example.org/a"},
        {"https://example.org?a=b", "https://example.org/?a=b"},
        {"https://[2001:db8::1]/a", "https://[2001:db8::1]/a"},
        {"ftp://example.org/a", ""},
        {"https://", ""},
        {"", ""},
    };
    arena a = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(url_canonical(&a, str_from(cases[i][0])), cases[i][1]);
    assert_str(url_of_page(&a, STR("https://www.example.org/a?b"), STR("https://example.org/a")), "https://example.org/a");
    assert_str(url_of_page(&a, STR("https://example.org/a"), STR("https://example.org/")), "https://example.org/a");
    assert_str(url_of_page(&a, STR("https://example.org/a"), STR("https://elsewhere.example/a")), "https://example.org/a");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(a_response_is_an_article_with_its_address_and_when_it_was_captured),
        RUN_IN_FOLDER(each_record_may_be_packed_by_itself),
        RUN_IN_FOLDER(what_is_no_page_is_left_out_quietly),
        RUN_IN_FOLDER(a_revisit_is_of_the_page_that_it_names_by_address_record_or_digest_in_any_file_of_the_run),
        RUN_IN_FOLDER(of_the_pages_met_the_newest_are_kept),
        RUN_IN_FOLDER(a_crawl_packed_by_zstd_is_read_with_its_dictionary_and_past_extension_frames),
        RUN_IN_FOLDER(a_dictionary_that_is_none_or_too_large_is_one_problem),
        RUN_IN_FOLDER(a_coding_that_cannot_be_undone_is_one_problem),
        RUN_IN_FOLDER(chunks_and_codings_are_undone),
        RUN_IN_FOLDER(a_page_that_swells_is_taken_as_far_as_the_limits_go),
        RUN_IN_FOLDER(the_charset_is_the_server_s_where_the_page_is_silent),
        RUN_IN_FOLDER(nothing_was_published_after_it_was_captured),
        RUN_IN_FOLDER(a_crawl_cut_short_gives_its_whole_records_and_one_line),
        RUN_IN_FOLDER(what_is_no_record_costs_one_line_and_the_next_is_found),
        RUN_IN_FOLDER(a_page_too_long_costs_one_line),
        RUN_IN_FOLDER(a_wacz_gives_its_crawls_and_nothing_else),
        RUN(addresses_that_mean_one_page_are_written_alike),
    };
    return test_run(tests);
}
