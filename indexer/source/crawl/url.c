/* url.c - which addresses mean the same page? */
#include "indexer/source/crawl/url.h"

#include "base/buf.h"

/* Past "https://", and whether it is that; 0 when it is neither. */
static size_t after_scheme(str url, bool *is_secure)
{
    *is_secure = str_equal_ascii_nocase(str_slice(url, 0, 8), STR("https://"));
    return *is_secure ? 8 : str_equal_ascii_nocase(str_slice(url, 0, 7), STR("http://")) ? 7 : 0;
}

/* "user@host:port" at the start of what follows the scheme. */
static str authority_of(str rest)
{
    size_t end = 0;
    while (end < rest.len && !strchr("/?#\\", rest.data[end]))
        end++;
    return str_slice(rest, 0, end);
}

static void split_authority(str authority, str *host, str *port)
{
    const char *at = authority.len ? memrchr(authority.data, '@', authority.len) : NULL;
    if (at)
        authority = str_slice(authority, (size_t)(at - authority.data) + 1, authority.len);
    const char *colon = authority.len && authority.data[0] != '[' ? memchr(authority.data, ':', authority.len) : NULL;
    *host = colon ? str_slice(authority, 0, (size_t)(colon - authority.data)) : authority;
    *port = colon ? str_slice(authority, host->len + 1, authority.len) : STR("");
}

str url_host(str url)
{
    bool is_secure;
    size_t start = after_scheme(url, &is_secure);
    str host, port;
    split_authority(start > 0 ? authority_of(str_slice(url, start, url.len)) : STR(""), &host, &port);
    return host;
}

/* Parameters that say where the reader came from, not what is read. */
static bool is_tracking(str parameter)
{
    static const char *const names[] = {"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "yclid", "_ga"};
    str name = str_cut(&parameter, '=');
    if (str_equal_ascii_nocase(str_slice(name, 0, 4), STR("utm_")))
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_equal_ascii_nocase(name, str_from(names[i])))
            return true;
    return false;
}

static void put_query(buf *out, str query)
{
    char before = '?';
    while (query.len > 0) {
        str parameter = str_cut(&query, '&');
        if (parameter.len == 0 || is_tracking(parameter))
            continue;
        buf_put_byte(out, (unsigned char)before);
        buf_put_str(out, parameter);
        before = '&';
    }
}

str url_canonical(arena *a, str url)
{
    bool is_secure;
    url = str_trim(url);
    size_t start = after_scheme(url, &is_secure);
    str rest = str_slice(url, start, url.len), authority = authority_of(rest), host, port;
    split_authority(authority, &host, &port);
    if (start == 0 || host.len == 0)
        return STR("");
    buf out = {0};
    buf_put_str(&out, is_secure ? STR("https://") : STR("http://"));
    for (size_t i = 0; i < host.len; i++)
        buf_put_byte(&out, (unsigned char)(host.data[i] >= 'A' && host.data[i] <= 'Z' ? host.data[i] | 32 : host.data[i]));
    if (port.len > 0 && !str_equal(port, is_secure ? STR("443") : STR("80"))) {
        buf_put_byte(&out, ':');
        buf_put_str(&out, port);
    }
    rest = str_slice(rest, authority.len, rest.len);
    str before_fragment = str_cut(&rest, '#');
    str path = str_cut(&before_fragment, '?');
    buf_put_str(&out, path.len > 0 ? path : STR("/"));
    put_query(&out, before_fragment);
    str copy = arena_copy(a, buf_str(&out));
    buf_release(&out);
    return copy;
}

static str bare_host(str canonical)
{
    str host = url_host(canonical);
    return str_starts_with(host, STR("www.")) ? str_slice(host, 4, host.len) : host;
}

static bool is_front_page(str canonical)
{
    const char *slash = memchr(canonical.data + 8, '/', canonical.len - 8); /* no host is shorter */
    return !slash || slash + 1 == canonical.data + canonical.len;
}

str url_of_page(arena *a, str asked, str told)
{
    str own = url_canonical(a, asked), said = url_canonical(a, told);
    bool is_credible = said.len > 8 && !is_front_page(said) && str_equal(bare_host(own), bare_host(said));
    return is_credible || own.len == 0 ? said : own;
}
