/* http.c - what does a stored answer of a web server hold, without the ways it was sent? */
#include "indexer/source/crawl/http.h"

#ifdef QUOTH_BROTLI
#include <brotli/decode.h>
#endif
#include <zlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "indexer/source/unpack.h"

static str next_line(str *rest)
{
    str line = str_cut(rest, '\n');
    return str_ends_with(line, STR("\r")) ? str_slice(line, 0, line.len - 1) : line;
}

str header_value(str lines, str name)
{
    while (lines.len > 0) {
        str line = next_line(&lines);
        if (line.len == 0)
            break;
        if (line.len > name.len && line.data[name.len] == ':' && str_equal_ascii_nocase(str_slice(line, 0, name.len), name))
            return str_trim(str_slice(line, name.len + 1, line.len));
    }
    return STR("");
}

size_t header_length(str s)
{
    for (size_t at = 0; at < s.len;) {
        const char *end = memchr(s.data + at, '\n', s.len - at);
        if (!end)
            return 0;
        size_t after = (size_t)(end - s.data) + 1;
        if (after - at == 1 || (after - at == 2 && s.data[at] == '\r'))
            return after;
        at = after;
    }
    return 0;
}

str media_type(str content_type)
{
    return str_trim(str_cut(&content_type, ';'));
}

str media_parameter(str content_type, str name)
{
    str_cut(&content_type, ';');
    while (content_type.len > 0) {
        str value = str_cut(&content_type, ';');
        if (!str_equal_ascii_nocase(str_trim(str_cut(&value, '=')), name))
            continue;
        value = str_trim(value);
        while (value.len > 0 && strchr("\"'", value.data[0]))
            value = str_slice(value, 1, value.len);
        while (value.len > 0 && strchr("\"'", value.data[value.len - 1]))
            value.len--;
        return value;
    }
    return STR("");
}

unsigned http_status(str response)
{
    str line = str_slice(response, 0, 64);
    line = next_line(&line);
    uint64_t status = 0;
    if (!str_starts_with(line, STR("HTTP/")))
        return 0;
    str_cut(&line, ' ');
    line = str_trim(line);
    return str_to_u64(str_cut(&line, ' '), &status) && status < 1000 ? (unsigned)status : 0;
}

/* --- chunks --- */

/* "1a; extension": 26. False when it is no such line, or too much to be true. */
static bool chunk_size(str line, size_t *out)
{
    line = str_trim(str_cut(&line, ';'));
    *out = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.data[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (digit < 0 || *out > LIMIT_RECORD_BYTES)
            return false;
        *out = 16 * *out + (size_t)digit;
    }
    return line.len > 0;
}

static str without_chunks(arena *a, str body)
{
    size_t size, made = 0;
    str rest = body;
    if (!chunk_size(next_line(&rest), &size))
        return body;
    char *out = arena_alloc(a, body.len);
    for (rest = body; rest.len > 0 && chunk_size(next_line(&rest), &size) && size > 0;) {
        str chunk = str_slice(rest, 0, size);
        memcpy(out + made, chunk.data, chunk.len);
        made += chunk.len;
        rest = str_slice(rest, size, rest.len);
        next_line(&rest); /* the end of line behind the chunk */
    }
    return (str){out, made};
}

/* --- packings --- */

static size_t most_unpacked(str packed)
{
    size_t most = LIMIT_UNPACKED_RATIO * packed.len + (1 << 20);
    return most < LIMIT_RECORD_BYTES ? most : LIMIT_RECORD_BYTES;
}

/* By its magic number: gzip or zstd. As it is when it has none. */
static str unpacked(arena *a, str body)
{
    unpacker *u = unpacker_new(body);
    if (!u)
        return body;
    buf out = {0};
    size_t made, most = most_unpacked(body);
    unpack_state state;
    do {
        char *to = buf_reserve(&out, 64 << 10);
        state = unpacker_run(u, &body, true, to, 64 << 10, &made, NULL);
        out.len += made;
    } while (state == UNPACK_WANTS_ROOM && out.len < most);
    unpacker_free(&u);
    str copy = arena_copy(a, buf_str(&out));
    buf_release(&out);
    return copy;
}

/* With zlib's header, as the standard has it, or without, as some servers send it. */
static bool inflate_as(str body, int window_bits, buf *out)
{
    z_stream z = {.next_in = (Bytef *)body.data, .avail_in = (uInt)body.len};
    size_t most = most_unpacked(body);
    int got;
    if (inflateInit2(&z, window_bits) != Z_OK)
        return false;
    do {
        z.next_out = (Bytef *)buf_reserve(out, 64 << 10);
        z.avail_out = 64 << 10;
        got = inflate(&z, Z_NO_FLUSH);
        out->len += (64 << 10) - z.avail_out;
    } while (got == Z_OK && z.avail_out == 0 && out->len < most);
    inflateEnd(&z);
    return out->len > 0;
}

static str inflated(arena *a, str body)
{
    buf out = {0};
    bool good = inflate_as(body, MAX_WBITS, &out) || inflate_as(body, -MAX_WBITS, &out);
    str copy = good ? arena_copy(a, buf_str(&out)) : body;
    buf_release(&out);
    return copy;
}

#ifdef QUOTH_BROTLI
static str from_brotli(arena *a, str body)
{
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    buf out = {0};
    const uint8_t *in = (const uint8_t *)body.data;
    size_t in_left = body.len, most = most_unpacked(body);
    BrotliDecoderResult got;
    do {
        size_t room = 64 << 10;
        uint8_t *to = (uint8_t *)buf_reserve(&out, room);
        got = BrotliDecoderDecompressStream(state, &in_left, &in, &room, &to, NULL);
        out.len += (64 << 10) - room;
    } while (got == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out.len < most);
    BrotliDecoderDestroyInstance(state);
    str copy = got == BROTLI_DECODER_RESULT_ERROR && out.len == 0 ? body : arena_copy(a, buf_str(&out));
    buf_release(&out);
    return copy;
}
#endif

static const struct {
    str name;
    str (*decode)(arena *a, str body);
} codings[] = {
    {{"gzip", 4}, unpacked},  {{"x-gzip", 6}, unpacked}, {{"zstd", 4}, unpacked}, {{"deflate", 7}, inflated},
#ifdef QUOTH_BROTLI
    {{"br", 2}, from_brotli},
#endif
};

/* The codings are listed in the order they were applied; more than one is rare, more than a few a bomb. */
static str without_codings(arena *a, str body, str listed)
{
    enum { MOST_CODINGS = 4 };
    for (int n = 0; listed.len > 0 && n < MOST_CODINGS; n++) {
        size_t last = listed.len;
        while (last > 0 && listed.data[last - 1] != ',')
            last--;
        str name = str_trim(str_slice(listed, last, listed.len));
        listed = str_slice(listed, 0, last > 0 ? last - 1 : 0);
        for (size_t i = 0; i < sizeof codings / sizeof *codings; i++)
            if (str_equal_ascii_nocase(name, codings[i].name))
                body = codings[i].decode(a, body);
    }
    return body;
}

str http_unknown_coding(str response)
{
    str listed = header_value(str_slice(response, 0, header_length(response)), STR("Content-Encoding"));
    while (listed.len > 0) {
        str name = str_trim(str_cut(&listed, ','));
        bool known = name.len == 0 || str_equal_ascii_nocase(name, STR("identity"));
        for (size_t i = 0; i < sizeof codings / sizeof *codings; i++)
            known |= str_equal_ascii_nocase(name, codings[i].name);
        if (!known)
            return name;
    }
    return STR("");
}

str http_body(arena *a, str response)
{
    str head = str_slice(response, 0, header_length(response)), body = str_slice(response, head.len, response.len);
    str transfer = header_value(head, STR("Transfer-Encoding"));
    if (str_ends_with(transfer, STR("chunked")) || str_equal_ascii_nocase(transfer, STR("chunked")))
        body = without_chunks(a, body);
    return without_codings(a, body, header_value(head, STR("Content-Encoding")));
}
