/* mail_items.c - a digest or a newsletter: where does one item end and the next begin? */
#include "indexer/source/document/mail.h"

#ifdef QUOTH_GMIME

#include "base/json.h"
#include "base/limits.h"
#include "indexer/source/document/flow.h"
#include "indexer/source/html/html.h"

enum {
    MAX_ITEMS = 1000,
    /* Fewer headings with links are a letter's own structure. */
    LEAST_HEADINGS = 3,
    /* A text below its heading, in bytes; shorter ones are buttons and captions. */
    LEAST_TEXT = 60,
    LEVELS = 4,
    DIGEST_RULE = 30 /* hyphens between a digest's messages (RFC 1153, 2.3) */
};

/* --- digests --- */

static bool starts_with_header(str s)
{
    str line = str_cut(&s, '\n');
    str name = str_cut(&line, ':');
    return name.len > 0 && name.len < 40 && line.len > 0 && memchr(name.data, ' ', name.len) == NULL;
}

static bool is_rule(str line)
{
    line = str_trim(line);
    if (line.len != DIGEST_RULE)
        return false;
    for (size_t i = 0; i < line.len; i++)
        if (line.data[i] != '-')
            return false;
    return true;
}

static void add_message(arena *a, str message, mail_items *out)
{
    message = str_trim(message);
    if (starts_with_header(message) && out->count < MAX_ITEMS)
        vec_push(a, out, message);
}

/* Messages with headers of their own between lines of 30 hyphens; what stands before the first and after the last is not one. */
static void plain_digest(arena *a, str text, mail_items *out)
{
    const char *start = NULL;
    for (str rest = text; rest.len > 0;) {
        str line = str_cut(&rest, '\n');
        if (!is_rule(line))
            continue;
        if (start)
            add_message(a, (str){start, (size_t)(line.data - start)}, out);
        start = line.data + line.len;
        if (start < text.data + text.len)
            start++;
    }
}

/* The value of boundary= in a header that may go on in the next lines. */
static str boundary_of(str head, size_t at)
{
    size_t found = SIZE_MAX;
    str after = str_slice(head, at, at + 1000);
    for (size_t i = 0; i + 9 < after.len && found == SIZE_MAX; i++)
        if (str_equal_ascii_nocase(str_slice(after, i, i + 9), STR("boundary=")))
            found = i + 9;
    str value = found == SIZE_MAX ? STR("") : str_slice(after, found, after.len);
    if (str_starts_with(value, STR("\""))) {
        value = str_slice(value, 1, value.len);
        return str_cut(&value, '"');
    }
    size_t len = 0;
    while (len < value.len && !strchr("; \t\r\n", value.data[len]))
        len++;
    return str_slice(value, 0, len);
}

/* The part's own headers end with an empty line; the message follows. Without Content-Type it is message/rfc822 (RFC
 * 2046, 5.1.5). */
static str after_part_headers(str part)
{
    while (part.len > 0) {
        str line = str_cut(&part, '\n');
        if (str_trim(line).len == 0)
            break;
    }
    return part;
}

static void mime_digest(arena *a, str text, str boundary, mail_items *out)
{
    const char *start = NULL;
    for (str rest = text; rest.len > 0;) {
        str line = str_cut(&rest, '\n');
        if (!str_starts_with(line, STR("--")) || !str_starts_with(str_slice(line, 2, line.len), boundary))
            continue;
        if (start)
            add_message(a, after_part_headers((str){start, (size_t)(line.data - start)}), out);
        start = line.data + line.len + (rest.len > 0);
    }
}

void digest_items(arena *a, str message, mail_items *out)
{
    size_t at = str_find(message, STR("multipart/digest"));
    str boundary = at == SIZE_MAX ? STR("") : boundary_of(message, at);
    if (boundary.len > 0)
        mime_digest(a, message, boundary, out);
    else if (str_find(message, STR("\n------------------------------")) != SIZE_MAX)
        plain_digest(a, message, out);
    if (out->count < 2)
        out->count = 0;
}

/* --- newsletters --- */

typedef struct heading {
    xmlNode *node;
    str title, url;
} heading;
typedef VEC(heading) heading_list;

static str link_of(xmlNode *n)
{
    for (const xmlNode *up = n; up; up = up->parent)
        if (node_is(up, "a"))
            return node_attribute(up, "href");
    const xmlNode *inner = node_find(n, NULL, "a");
    return inner ? node_attribute(inner, "href") : STR("");
}

/* Headings of one level that lead to a page. */
static void linked_headings(arena *a, xmlNode *root, const char *level, heading_list *out)
{
    for (xmlNode *n = node_find(root, NULL, level); n && out->count < MAX_ITEMS; n = node_find(root, n, level)) {
        str url = str_trim(link_of(n)), title = node_text(a, n, LIMIT_TITLE_BYTES);
        bool leads = str_equal_ascii_nocase(str_slice(url, 0, 7), STR("http://")) ||
                     str_equal_ascii_nocase(str_slice(url, 0, 8), STR("https://"));
        if (leads && title.len > 0)
            vec_push(a, out, (heading){n, title, arena_copy(a, url)});
    }
}

/* What is written for the reader of the letter, not of the news, stands at its end. */
static str without_footer(str text)
{
    static const str marks[] = {{"unsubscribe", 11}, {"you are receiving this", 22}, {"you received this", 17}};
    for (size_t start = 0; start < text.len;) {
        size_t end = str_find(str_slice(text, start, text.len), STR("\n\n"));
        end = end == SIZE_MAX ? text.len : start + end;
        for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
            for (size_t i = start; i + marks[m].len <= end; i++)
                if (str_equal_ascii_nocase(str_slice(text, i, i + marks[m].len), marks[m]))
                    return str_trim(str_slice(text, 0, start));
        start = end + 2;
    }
    return text;
}

static str item_record(arena *a, const mail_facts *mail, str title, str url, str text, size_t number)
{
    buf json = {0};
    json_writer w = {.out = &json};
    json_object(&w);
    json_put_string(&w, "title", title);
    json_put_string(&w, "text", text);
    json_put_string(&w, "url", url);
    json_put_string(&w, "date", mail->published);
    json_put_string(&w, "source", mail->source);
    json_put_string(&w, "author", mail->author);
    json_put_string(&w, "language", mail->language);
    if (mail->id.len > 0)
        json_put_string(&w, "id", number ? arena_printf(a, "%.*s/%zu", STR_ARG(mail->id), number) : mail->id);
    json_object_end(&w);
    str record = arena_copy(a, buf_str(&json));
    buf_release(&json);
    return record;
}

static bool is_inside(const xmlNode *node, const xmlNode *outer)
{
    while (node && node != outer)
        node = node->parent;
    return node != NULL;
}

static void add_items(arena *a, const mail_facts *mail, xmlNode *root, const heading_list *found, mail_items *out)
{
    size_t with_text = 0, room = LIMIT_ARTICLE_BYTES; /* of all together: headings may lie in each other */
    str intro = flow_text(a, root, root, found->items[0].node, LIMIT_ARTICLE_BYTES);
    if (intro.len >= LEAST_TEXT)
        vec_push(a, out, item_record(a, mail, mail->subject, mail->url, intro, 0));
    for (size_t i = 0; i < found->count; i++) {
        const heading *h = &found->items[i];
        xmlNode *after = node_next(root, h->node, true);
        const xmlNode *until = i + 1 < found->count ? found->items[i + 1].node : NULL;
        bool holds_next = until && is_inside(until, h->node); /* then its text is the next one's */
        str text = after && !holds_next && room > 0 ? without_footer(flow_text(a, root, after, until, room)) : STR("");
        room -= text.len < room ? text.len : room;
        with_text += text.len >= LEAST_TEXT;
        vec_push(a, out, item_record(a, mail, h->title, h->url, text, i + 1));
    }
    if (with_text * 2 < found->count)
        out->count = 0; /* a list of links, not of news */
}

void newsletter_items(arena *a, const mail_facts *mail, mail_items *out)
{
    static const char *const levels[LEVELS] = {"h1", "h2", "h3", "h4"};
    xmlDoc *doc = mail->html.len > 0 ? html_read(html_guard(a, mail->html)) : NULL;
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    for (int i = 0; root && i < LEVELS && out->count == 0; i++) {
        heading_list found = {0};
        linked_headings(a, root, levels[i], &found);
        if (found.count >= LEAST_HEADINGS)
            add_items(a, mail, root, &found, out);
    }
    if (doc)
        xmlFreeDoc(doc);
}

#endif
