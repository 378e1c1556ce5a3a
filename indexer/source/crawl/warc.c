/* warc.c - the web pages of a crawl as articles */
#include "base/limits.h"
#include "indexer/source/crawl/http.h"
#include "indexer/source/crawl/met.h"
#include "indexer/source/crawl/url.h"
#include "indexer/source/crawl/warc_record.h"
#include "indexer/source/format.h"
#include "indexer/source/html/html.h"
#include "indexer/source/late/late.h"
#include "indexer/source/record.h"
#include "text/utf8.h"

/* A record's header, and an answer's: servers themselves refuse more than some 8 to 64 KB. */
enum { MOST_HEAD_BYTES = 256 << 10 };

/* --- cutting --- */

/* Makes the window hold `bytes`; false where the file ends before. */
static bool have(cutter *c, size_t bytes)
{
    while (stream_window(c->in).len < bytes)
        if (!stream_more(c->in))
            return false;
    return true;
}

/* False where the file ends before. */
static bool skip(cutter *c, uint64_t bytes)
{
    for (;;) {
        size_t here = stream_window(c->in).len < bytes ? stream_window(c->in).len : (size_t)bytes;
        stream_skip(c->in, here);
        bytes -= here;
        if (bytes == 0 || !stream_more(c->in))
            return bytes == 0;
    }
}

/* Two ends of line follow each record; some writers leave them out, or write more. */
static bool skip_to_record(cutter *c)
{
    for (;;) {
        str window = stream_window(c->in);
        size_t blank = 0;
        while (blank < window.len && strchr("\r\n", window.data[blank]) && window.data[blank])
            blank++;
        stream_skip(c->in, blank);
        if (blank < window.len)
            return true;
        if (!stream_more(c->in))
            return false;
    }
}

/* Past what is no record, to a line that begins like one. */
static void find_record(cutter *c)
{
    const str mark = STR("\nWARC/1.");
    for (;;) {
        str window = stream_window(c->in);
        size_t at = str_find(window, mark);
        if (at != SIZE_MAX) {
            stream_skip(c->in, at + 1);
            return;
        }
        stream_skip(c->in, window.len > mark.len ? window.len - mark.len : 0);
        if (!stream_more(c->in)) {
            stream_skip(c->in, stream_window(c->in).len);
            return;
        }
    }
}

static quoth_status no_record(cutter *c, quoth_error *err)
{
    find_record(c);
    return fail(err, QUOTH_BAD_INPUT, "no record of a crawl where one should begin; went on with the next");
}

static quoth_status ends_too_early(cutter *c, quoth_error *err)
{
    stream_skip(c->in, stream_window(c->in).len);
    quoth_status status = stream_failure(c->in, err);
    return status != QUOTH_OK ? (c->mode = -1, status) : fail(err, QUOTH_BAD_INPUT, "the file ends inside a record");
}

/* The header of the record that begins here. QUOTH_NOT_FOUND at the file's end. */
static quoth_status read_head(cutter *c, warc_record *record, quoth_error *err)
{
    warc_head got;
    while ((got = warc_read_head(stream_window(c->in), record)) == WARC_HEAD_UNFINISHED)
        if (stream_window(c->in).len > MOST_HEAD_BYTES)
            return no_record(c, err);
        else if (!stream_more(c->in))
            return ends_too_early(c, err);
    return got == WARC_HEAD_WHOLE ? QUOTH_OK : no_record(c, err);
}

/* What is there of the record behind its header. */
static str block_at_hand(const cutter *c, const warc_record *record)
{
    str rest = str_slice(stream_window(c->in), record->head_bytes, stream_window(c->in).len);
    return record->block_bytes < rest.len ? str_slice(rest, 0, (size_t)record->block_bytes) : rest;
}

/* Reads on until an answer's own header is there. */
static bool is_wanted(cutter *c, warc_record *record)
{
    if (!warc_may_be_page(record))
        return false;
    size_t wanted = record->head_bytes + (record->block_bytes < MOST_HEAD_BYTES ? (size_t)record->block_bytes : MOST_HEAD_BYTES);
    while (header_length(block_at_hand(c, record)) == 0 && stream_window(c->in).len < wanted && stream_more(c->in))
        ;
    warc_read_head(stream_window(c->in), record); /* the window may have moved */
    return warc_is_page(record, block_at_hand(c, record)) || warc_is_revisit(record, block_at_hand(c, record));
}

/* Later ones may call it by its names. What a revisit is the same as is known while its crawl is read, in this thread. */
static void note_names(cutter *c, arena *a, const warc_record *record, raw_record *out)
{
    if (!warc_is_revisit(record, block_at_hand(c, record)))
        pages_met_add(c->met, record->id, record->digest, record->url);
    else if (record->refers_to.len > 0)
        out->context = arena_copy(a, record->refers_to);
    else
        out->context = arena_copy(a, pages_met_find(*c->met, record->refers_to_id, record->digest));
}

static quoth_status take(cutter *c, arena *a, const warc_record *record, raw_record *out, quoth_error *err)
{
    size_t head = record->head_bytes;
    if (record->block_bytes > LIMIT_RECORD_BYTES - MOST_HEAD_BYTES) {
        skip(c, head + record->block_bytes);
        return fail(err, QUOTH_LIMIT, "a page longer than %d MB, the most that one article's file may have",
                    LIMIT_RECORD_BYTES >> 20);
    }
    day captured = day_parse(str_slice(record->date, 0, 10));
    size_t whole = head + (size_t)record->block_bytes;
    if (!have(c, whole))
        return ends_too_early(c, err);
    warc_record all;
    warc_read_head(stream_window(c->in), &all); /* the window may have moved */
    note_names(c, a, &all, out);
    out->bytes = arena_copy(a, str_slice(stream_window(c->in), 0, whole));
    if (captured != NO_DAY)
        out->captured = captured;
    stream_skip(c->in, whole);
    c->number++;
    return QUOTH_OK;
}

static quoth_status cut_warc(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    while (skip_to_record(c)) {
        warc_record record;
        out->line = stream_line(c->in);
        TRY(read_head(c, &record, err));
        if (is_wanted(c, &record))
            return take(c, a, &record, out, err);
        if (!skip(c, record.head_bytes + record.block_bytes))
            return ends_too_early(c, err);
    }
    return cut_end(c, err);
}

/* --- parsing --- */

/* The page was as before, and is not sent again. Only addresses tell which: what a page says of its own is not here. It may be
 * the same as that of another address, too. */
static quoth_status parse_revisit(arena *a, const warc_record *record, str same_as, article *out, quoth_error *err)
{
    out->id = utf8_repair(a, url_canonical(a, record->url));
    if (out->id.len == 0)
        return fail(err, QUOTH_BAD_INPUT, "a page met again without its address");
    out->is_revisit = true;
    out->url = utf8_repair(a, url_canonical(a, same_as));
    article_add_value(a, out, STR("captured"), utf8_repair(a, record->date));
    return QUOTH_NOT_FOUND;
}

static quoth_status parse_warc(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    warc_record record;
    if (warc_read_head(r->bytes, &record) != WARC_HEAD_WHOLE)
        return fail(err, QUOTH_BAD_INPUT, "not a record of a crawl");
    if (warc_is_revisit(&record, str_slice(r->bytes, record.head_bytes, r->bytes.len)))
        return parse_revisit(a, &record, r->context, out, err);
    str block = str_slice(r->bytes, record.head_bytes, r->bytes.len), content_type = record.content_type, page = block;
    if (str_equal_ascii_nocase(record.type, STR("response"))) {
        content_type = header_value(block, STR("Content-Type"));
        page = http_body(a, block);
        str coding = http_unknown_coding(block);
        if (coding.len > 0 && !looks_like_text(page)) /* some crawlers store it decoded */
            return fail(err, QUOTH_BAD_INPUT, "sent as \"%.*s\", which this build cannot unpack",
                        STR_ARG(utf8_repair(a, str_slice(coding, 0, 40))));
    }
    raw_record within = *r;
    within.bytes = page;
    within.context = record.url;
    TRY(html_article(a, &within, media_parameter(content_type, STR("charset")), out, err));
    out->url = utf8_repair(a, url_of_page(a, record.url, out->url));
    out->id = out->url;
    article_add_value(a, out, STR("captured"), utf8_repair(a, record.date));
    return QUOTH_OK;
}

static bool sniff_warc(str head)
{
    return str_starts_with(head, STR("WARC/1."));
}

const source_format format_warc = {
    .info = {"warc", ".warc",
             "web crawls (WARC 1.0 and 1.1, also .warc.gz, .warc.zst and those in a .wacz): each page is an article, with url: "
             "and captured:"},
    .sniff = sniff_warc,
    .cut = cut_warc,
    .parse = parse_warc,
    .needs = LATE_XML,
};
