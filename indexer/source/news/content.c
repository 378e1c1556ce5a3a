/* content.c - what does the element of a news envelope carry: NITF, a web page, text? */
#include "base/limits.h"
#include "indexer/source/news/news.h"

/* Grows by doubling: items of many parts stay linear. */
static void add_text(const news_item *item, str text)
{
    str *body = &item->out->body;
    if (text.len == 0 || body->len > LIMIT_ARTICLE_BYTES)
        return;
    size_t wanted = body->len + 2 + text.len;
    if (wanted > *item->body_room) {
        char *room = arena_alloc(item->a, 2 * wanted);
        memcpy(room, body->data, body->len);
        *body = (str){room, body->len};
        *item->body_room = 2 * wanted;
    }
    char *end = (char *)body->data + body->len;
    size_t gap = body->len > 0 ? 2 : 0;
    memcpy(end, "\n\n", gap);
    memcpy(end + gap, text.data, text.len);
    body->len += gap + text.len;
}

void news_content(const news_item *item, xmlNode *node, str type)
{
    xmlNode *nitf = news_below(node, "nitf");
    str text;
    if (nitf) {
        str before = item->out->body;
        item->out->body = STR("");
        nitf_fill(item, nitf);
        text = item->out->body;
        item->out->body = before;
    } else if (xmlFirstElementChild(node)) {
        xmlNode *page = news_below(node, "body"), *wire = news_below(node, "body.content");
        text = blocks_of_tree(item->a, wire ? wire : page ? page : node);
    } else {
        xmlChar *content = xmlNodeGetContent(node);
        str bytes = str_trim(arena_copy(item->a, str_from((const char *)content)));
        bool is_markup = str_find(type, STR("html")) != SIZE_MAX || str_starts_with(bytes, STR("<"));
        text = is_markup ? blocks_of_html(item->a, bytes) : blocks_of_plain(item->a, bytes);
        xmlFree(content);
    }
    add_text(item, without_copyright(text));
}
