/* json.c - how does a value look in JSON? */
#include "json.h"

#include <math.h>

static void before_value(json_writer *w)
{
    if (w->after_key) {
        w->after_key = false;
        return;
    }
    if (w->has_member & (1u << w->depth))
        buf_put_byte(w->out, ',');
    w->has_member |= 1u << w->depth;
}

static void open_level(json_writer *w, char bracket)
{
    before_value(w);
    buf_put_byte(w->out, (unsigned char)bracket);
    w->depth++;
    w->has_member &= ~(1u << w->depth);
}

static void close_level(json_writer *w, char bracket)
{
    w->depth--;
    buf_put_byte(w->out, (unsigned char)bracket);
}

void json_object(json_writer *w)
{
    open_level(w, '{');
}

void json_object_end(json_writer *w)
{
    close_level(w, '}');
}

void json_array(json_writer *w)
{
    open_level(w, '[');
}

void json_array_end(json_writer *w)
{
    close_level(w, ']');
}

/* Length of the valid UTF-8 sequence at `at`, or 0 (Unicode 15, table 3-7). */
static size_t sequence_length(const unsigned char *at, size_t left)
{
    unsigned char a = at[0];
    if (a < 0x80)
        return 1;
    if (a < 0xC2 || a > 0xF4)
        return 0;
    size_t need = a < 0xE0 ? 2 : a < 0xF0 ? 3 : 4;
    if (left < need)
        return 0;
    unsigned char low = a == 0xE0 ? 0xA0 : a == 0xF0 ? 0x90 : 0x80;
    unsigned char high = a == 0xED ? 0x9F : a == 0xF4 ? 0x8F : 0xBF;
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < need; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return need;
}

static void put_escaped(buf *out, unsigned char c)
{
    switch (c) {
    case '"': buf_put(out, "\\\"", 2); return;
    case '\\': buf_put(out, "\\\\", 2); return;
    case '\n': buf_put(out, "\\n", 2); return;
    case '\r': buf_put(out, "\\r", 2); return;
    case '\t': buf_put(out, "\\t", 2); return;
    default: buf_printf(out, "\\u%04x", c);
    }
}

static void put_quoted(buf *out, str s)
{
    const unsigned char *at = (const unsigned char *)s.data;
    size_t plain = 0;
    buf_put_byte(out, '"');
    for (size_t i = 0; i < s.len;) {
        size_t n = sequence_length(at + i, s.len - i);
        bool escape = n == 1 && (at[i] < 0x20 || at[i] == '"' || at[i] == '\\' || at[i] == 0x7F);
        if (n > 0 && !escape) {
            i += n;
            continue;
        }
        buf_put(out, at + plain, i - plain);
        if (n == 0)
            buf_put(out, "\xEF\xBF\xBD", 3);
        else
            put_escaped(out, at[i]);
        plain = ++i;
    }
    buf_put(out, at + plain, s.len - plain);
    buf_put_byte(out, '"');
}

void json_key(json_writer *w, const char *key)
{
    before_value(w);
    put_quoted(w->out, str_from(key));
    buf_put_byte(w->out, ':');
    w->after_key = true;
}

void json_string(json_writer *w, str s)
{
    before_value(w);
    put_quoted(w->out, s);
}

void json_int(json_writer *w, int64_t value)
{
    before_value(w);
    buf_printf(w->out, "%lld", (long long)value);
}

void json_double(json_writer *w, double value, int decimals)
{
    if (!isfinite(value)) {
        json_null(w);
        return;
    }
    before_value(w);
    buf_printf(w->out, "%.*f", decimals, value);
}

void json_bool(json_writer *w, bool value)
{
    before_value(w);
    buf_put_str(w->out, value ? STR("true") : STR("false"));
}

void json_null(json_writer *w)
{
    before_value(w);
    buf_put_str(w->out, STR("null"));
}

void json_put_string(json_writer *w, const char *key, str value)
{
    json_key(w, key);
    json_string(w, value);
}

void json_put_int(json_writer *w, const char *key, int64_t value)
{
    json_key(w, key);
    json_int(w, value);
}

void json_put_double(json_writer *w, const char *key, double value, int decimals)
{
    json_key(w, key);
    json_double(w, value, decimals);
}

void json_put_bool(json_writer *w, const char *key, bool value)
{
    json_key(w, key);
    json_bool(w, value);
}
