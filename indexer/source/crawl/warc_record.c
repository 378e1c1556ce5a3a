/* warc_record.c - what does a record of a web crawl say about itself? */
#include "indexer/source/crawl/warc_record.h"

#include "indexer/source/crawl/http.h"

static const str version = {"WARC/1.", 7};

/* No file is longer; with the header's own length it stays a number of 64 bits. */
#define MOST_BLOCK_BYTES ((uint64_t)1 << 62)

/* "<http://…>" is how the grammar of 1.0 had addresses; ids still are so, for most. */
static str in_brackets(str value)
{
    bool has_them = str_starts_with(value, STR("<")) && str_ends_with(value, STR(">"));
    return has_them ? str_slice(value, 1, value.len - 1) : value;
}

warc_head warc_read_head(str bytes, warc_record *out)
{
    *out = (warc_record){0};
    if (!str_starts_with(bytes, str_slice(version, 0, bytes.len)))
        return WARC_HEAD_BAD;
    out->head_bytes = header_length(bytes);
    if (out->head_bytes == 0)
        return WARC_HEAD_UNFINISHED;
    str head = str_slice(bytes, 0, out->head_bytes);
    str_cut(&head, '\n');
    out->type = header_value(head, STR("WARC-Type"));
    out->date = header_value(head, STR("WARC-Date"));
    out->content_type = header_value(head, STR("Content-Type"));
    out->url = in_brackets(header_value(head, STR("WARC-Target-URI")));
    out->id = in_brackets(header_value(head, STR("WARC-Record-ID")));
    out->digest = header_value(head, STR("WARC-Payload-Digest"));
    out->refers_to = in_brackets(header_value(head, STR("WARC-Refers-To-Target-URI")));
    out->refers_to_id = in_brackets(header_value(head, STR("WARC-Refers-To")));
    bool has_length = str_to_u64(header_value(head, STR("Content-Length")), &out->block_bytes);
    return has_length && out->block_bytes <= MOST_BLOCK_BYTES ? WARC_HEAD_WHOLE : WARC_HEAD_BAD;
}

static bool is_page_type(str content_type)
{
    str type = media_type(content_type);
    return str_equal_ascii_nocase(type, STR("text/html")) || str_equal_ascii_nocase(type, STR("application/xhtml+xml"));
}

static bool is_of_the_web(str url)
{
    return str_equal_ascii_nocase(str_slice(url, 0, 4), STR("http"));
}

bool warc_may_be_page(const warc_record *r)
{
    return str_equal_ascii_nocase(r->type, STR("response")) || str_equal_ascii_nocase(r->type, STR("resource")) ||
           str_equal_ascii_nocase(r->type, STR("revisit"));
}

bool warc_is_page(const warc_record *r, str block)
{
    if (str_equal_ascii_nocase(r->type, STR("resource")))
        return is_page_type(r->content_type);
    return str_equal_ascii_nocase(r->type, STR("response")) && is_of_the_web(r->url) && http_status(block) == 200 &&
           is_page_type(header_value(block, STR("Content-Type")));
}

bool warc_is_revisit(const warc_record *r, str block)
{
    if (!str_equal_ascii_nocase(r->type, STR("revisit")) || !is_of_the_web(r->url))
        return false;
    str type = header_value(block, STR("Content-Type"));
    unsigned status = block.len > 0 ? http_status(block) : 200;
    return (status == 200 && (type.len == 0 || is_page_type(type))) || status == 304;
}
