/* url.c - which terms make "an address at this host, or in this folder of it" an exact look-up? */
#include "base/limits.h"
#include "store/fields/field.h"

enum {
    /* Folders of a path that can be asked for: news stands at /section/year/month/day/name. */
    MOST_SEGMENTS = 8,
    KEY_ROOM = LIMIT_TERM_BYTES - 1
};

static char small(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
}

/* Past "https://" and "www.". */
static str without_scheme(str url)
{
    size_t at = str_find(url, STR("://"));
    url = at == SIZE_MAX ? url : str_slice(url, at + 3, url.len);
    return str_equal_ascii_nocase(str_slice(url, 0, 4), STR("www.")) ? str_slice(url, 4, url.len) : url;
}

static size_t host_length(str rest)
{
    size_t len = 0;
    while (len < rest.len && !strchr("/?#:", rest.data[len]))
        len++;
    return len;
}

/* The host, and what it is part of: "news.example.org", "example.org". */
static void give_hosts(str host, term_sink sink, void *context)
{
    while (memchr(host.data, '.', host.len)) {
        sink(context, host);
        str_cut(&host, '.');
    }
}

void url_keys(str url, term_sink sink, void *context)
{
    char key[KEY_ROOM];
    str rest = str_find(url, STR("://")) == SIZE_MAX ? STR("") : without_scheme(url);
    size_t len = host_length(rest), segments = 0;
    if (len == 0 || len > KEY_ROOM)
        return;
    for (size_t i = 0; i < len; i++)
        key[i] = small(rest.data[i]);
    give_hosts((str){key, len}, sink, context);
    size_t at = len;
    while (at < rest.len && rest.data[at] == ':') /* the port */
        do
            at++;
        while (at < rest.len && !strchr("/?#:", rest.data[at]));
    while (at + 1 < rest.len && rest.data[at] == '/' && segments++ < MOST_SEGMENTS) {
        size_t end = at + 1;
        while (end < rest.len && !strchr("/?#", rest.data[end]))
            end++;
        if (end == at + 1 || len + (end - at) > KEY_ROOM)
            return;
        memcpy(key + len, rest.data + at, end - at);
        len += end - at;
        sink(context, (str){key, len});
        at = end;
    }
}

str url_key(arena *a, str value)
{
    if (memchr(value.data, ':', value.len))
        return value; /* a whole address */
    if (str_ends_with(value, STR("/*")))
        value.len -= 2;
    while (value.len > 1 && value.data[value.len - 1] == '/')
        value.len--;
    str key = arena_copy(a, without_scheme(value));
    for (size_t i = 0; i < host_length(key); i++)
        ((char *)key.data)[i] = small(key.data[i]);
    return key;
}

typedef struct wanted_key {
    str key;
    bool found;
} wanted_key;

static void compare_key(void *context, str key)
{
    wanted_key *w = context;
    w->found |= str_equal(key, w->key);
}

bool url_lies_in(str url, str key)
{
    wanted_key w = {.key = key};
    url_keys(url, compare_key, &w);
    return w.found;
}
