/* url.h - which addresses mean the same page? */
#ifndef SOURCE_CRAWL_URL_H
#define SOURCE_CRAWL_URL_H

#include "base/arena.h"

/* The host of "https://www.Example.org:443/a": "www.Example.org", borrowed; "" when it is no address of the web. */
str url_host(str url);
/* One way to write it, in `a`: scheme and host in small letters, no default port, no user, no fragment, none of the parameters
 * that only tell where a reader came from (utm_source, fbclid …), RFC 3986 6.2; "" when it is no address of the web. */
str url_canonical(arena *a, str url);
/* What a page says of its own address, if it can be believed: of the same host (www. aside) and not its front page; else the one
 * that was asked for. Both canonical, in `a`. */
str url_of_page(arena *a, str asked, str told);

#endif
