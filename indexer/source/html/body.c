/* body.c - which of a page's text is the article? */
#include <stdlib.h>

#include "indexer/source/html/html.h"

/* Elements that never hold an article's text. */
static const char *const dropped_elements[] = {
    "script", "style",      "noscript", "template", "svg",   "iframe", "object",  "embed",  "nav",     "aside",    "footer",
    "figure", "figcaption", "menu",     "dialog",   "audio", "video",  "canvas",  "map",    "select",  "textarea", "button",
    "head",   "input",      "datalist", "option",   "time",  "label",  "picture", "amp-ad", "fieldset"};

static const char *const block_elements[] = {"p",     "div", "h1",     "h2",      "h3",      "h4",      "h5",         "h6",
                                             "li",    "ul",  "ol",     "dl",      "dt",      "dd",      "blockquote", "pre",
                                             "table", "tr",  "td",     "th",      "section", "article", "main",       "header",
                                             "body",  "hr",  "center", "address", "tbody",   "form",    "details",    "summary"};

/* Words in class and id that mark what stands around an article. */
static const char *const around_words[] = {
    "comment",      "comments",    "disqus",        "respond",     "share",      "sharing",    "social",      "sharebar",
    "related",      "recommend",   "recommended",   "promo",       "promotion",  "newsletter", "newsletters", "subscribe",
    "subscription", "signup",      "cookie",        "cookies",     "gdpr",       "consent",    "breadcrumb",  "breadcrumbs",
    "sidebar",      "advert",      "advertisement", "advertising", "ad",         "ads",        "sponsor",     "sponsored",
    "outbrain",     "taboola",     "caption",       "credit",      "credits",    "byline",     "tags",        "tag",
    "topics",       "toolbar",     "nav",           "navigation",  "menu",       "footer",     "popup",       "modal",
    "overlay",      "trending",    "popular",       "teaser",      "teasers",    "gallery",    "slideshow",   "hidden",
    "readmore",     "morestories", "dateline",      "timestamp",   "bio",        "authorbox",  "meta",        "copyright",
    "disclaimer",   "login",       "register",      "widget",      "pagination", "pager",      "print",       "donate",
    "donation",     "banner",      "infobox",       "author",      "correction"};

/* A block of text: what stands between two boundaries of block elements. */
typedef struct block {
    str text;
    size_t link_bytes;
    xmlNode *element; /* the nearest block element around it */
    bool dropped;
} block;

typedef struct body_reading {
    arena *arena;
    VEC(block) blocks;
    buf text; /* of the block being read */
    size_t link_bytes;
    bool space;
} body_reading;

static bool is_one_of(const xmlNode *node, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (node_is(node, names[i]))
            return true;
    return false;
}
#define IS_ONE_OF(node, names) is_one_of(node, names, sizeof names / sizeof *names)

/* Words in class, id and itemprop of the element that holds an article's paragraphs. */
static const char *const holder_words[] = {
    "articlebody",   "article-body",     "article_body", "entry-content", "entry_content",   "post-content",
    "post-body",     "story-body",       "storybody",    "story-content", "article-content", "articlecontent",
    "article__body", "article__content", "story__body",  "body-text",     "article-text"};

/* What is known of an element; in node->_private. */
typedef struct element_facts {
    size_t good; /* bytes of prose below it */
    bool around; /* its class says that it stands beside the article */
    bool holder;
} element_facts;

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

/* Is one of the words of `names` ("article__share-bar relatedStories") in the table? A word ends at anything but a letter and
 * before a capital. */
static bool has_around_word(str names)
{
    char word[24];
    size_t len = 0;
    for (size_t i = 0; i <= names.len; i++) {
        char c = i < names.len ? names.data[i] : ' ';
        bool capital = c >= 'A' && c <= 'Z' && i > 0 && names.data[i - 1] >= 'a' && names.data[i - 1] <= 'z';
        if ((!is_letter(c) || capital) && len > 0) {
            word[len < sizeof word ? len : sizeof word - 1] = '\0';
            for (size_t w = 0; w < sizeof around_words / sizeof *around_words; w++)
                if (strcmp(word, around_words[w]) == 0)
                    return true;
            len = 0;
        }
        if (is_letter(c) && len + 1 < sizeof word)
            word[len++] = lower(c);
    }
    return false;
}

static bool contains_nocase(str s, str needle)
{
    for (size_t i = 0; i + needle.len <= s.len; i++)
        if (str_equal_ascii_nocase(str_slice(s, i, i + needle.len), needle))
            return true;
    return false;
}

static bool is_holder(const xmlNode *node)
{
    static const char *const attributes[] = {"itemprop", "class", "id"};
    for (size_t a = 0; a < sizeof attributes / sizeof *attributes; a++) {
        str value = str_slice(node_attribute(node, attributes[a]), 0, 300);
        for (size_t i = 0; value.len > 0 && i < sizeof holder_words / sizeof *holder_words; i++)
            if (contains_nocase(value, str_from(holder_words[i])))
                return true;
    }
    return false;
}

static bool is_hidden(const xmlNode *node)
{
    str style = str_slice(node_attribute(node, "style"), 0, 300);
    return contains_nocase(style, STR("display:none")) || contains_nocase(style, STR("display: none")) ||
           str_equal(node_attribute(node, "aria-hidden"), STR("true"));
}

static element_facts *facts_of(const xmlNode *node)
{
    return node->_private;
}

static void note_element(body_reading *b, xmlNode *node)
{
    element_facts *f = ARENA_NEW(b->arena, element_facts);
    str role = node_attribute(node, "role");
    f->around = has_around_word(str_slice(node_attribute(node, "class"), 0, 500)) || is_hidden(node) ||
                has_around_word(str_slice(node_attribute(node, "id"), 0, 500)) || str_equal(role, STR("navigation")) ||
                str_equal(role, STR("complementary")) || str_equal(role, STR("contentinfo")) || str_equal(role, STR("dialog"));
    f->holder = is_holder(node);
    node->_private = f;
}

static void end_block(body_reading *b, xmlNode *element)
{
    while (b->text.len > 0 && b->text.data[b->text.len - 1] == '\n')
        b->text.len--;
    if (b->text.len > 0)
        vec_push(b->arena, &b->blocks, (block){arena_copy(b->arena, buf_str(&b->text)), b->link_bytes, element, false});
    buf_clear(&b->text);
    b->link_bytes = 0;
    b->space = false;
}

static bool in_link(const xmlNode *node)
{
    for (int i = 0; node && i < 8; i++, node = node->parent)
        if (node_is(node, "a"))
            return true;
    return false;
}

static void add_text(body_reading *b, const xmlNode *node)
{
    str s = str_from((const char *)node->content);
    size_t before = b->text.len;
    for (size_t i = 0; i < s.len;) {
        size_t blank = html_space_at(s, i);
        if (blank > 0) {
            b->space = true;
            i += blank;
            continue;
        }
        if (b->space && b->text.len > 0 && b->text.data[b->text.len - 1] != '\n')
            buf_put_byte(&b->text, ' ');
        b->space = false;
        buf_put_byte(&b->text, (unsigned char)s.data[i++]);
    }
    if (in_link(node->parent))
        b->link_bytes += b->text.len - before;
}

/* Two line breaks in a row part paragraphs. */
static void add_line_break(body_reading *b, xmlNode *element)
{
    if (b->text.len > 0 && b->text.data[b->text.len - 1] == '\n')
        end_block(b, element);
    else if (b->text.len > 0)
        buf_put_byte(&b->text, '\n');
    b->space = false;
}

static xmlNode *block_around(xmlNode *node)
{
    while (node->parent && node->parent->type == XML_ELEMENT_NODE && !IS_ONE_OF(node, block_elements))
        node = node->parent;
    return node;
}

/* Leaves the elements that end between `from` and `to` in document order, which ends blocks. */
static void leave_elements(body_reading *b, const xmlNode *root, xmlNode *from, const xmlNode *to)
{
    xmlNode *stop = to ? to->parent : root->parent;
    for (xmlNode *n = from; n && n != stop; n = n->parent)
        if (IS_ONE_OF(n, block_elements))
            end_block(b, block_around(n));
}

static void read_blocks(body_reading *b, xmlNode *root)
{
    note_element(b, root);
    for (xmlNode *n = root, *next; n; n = next) {
        bool dropped = n->type == XML_ELEMENT_NODE && n != root && IS_ONE_OF(n, dropped_elements);
        if (n->type == XML_TEXT_NODE && n->content)
            add_text(b, n);
        else if (node_is(n, "br"))
            add_line_break(b, block_around(n));
        else if (n->type == XML_ELEMENT_NODE && !dropped) {
            note_element(b, n);
            if (IS_ONE_OF(n, block_elements))
                end_block(b, block_around(n->parent ? n->parent : n));
        }
        next = node_next(root, n, dropped);
        bool went_down = next && next->parent == n;
        if (!went_down)
            leave_elements(b, root, n, next);
    }
    end_block(b, root);
}

static bool is_prose(const block *b)
{
    bool paragraph = node_is(b->element, "p") || node_is(b->element, "blockquote");
    return b->text.len >= (paragraph ? 40 : 80) && b->link_bytes * 3 < b->text.len;
}

static void count_prose(body_reading *b, const xmlNode *root)
{
    for (size_t i = 0; i < b->blocks.count; i++)
        for (xmlNode *n = b->blocks.items[i].element; n && n != root->parent; n = n->parent)
            if (facts_of(n))
                facts_of(n)->good = 0;
    for (size_t i = 0; i < b->blocks.count; i++) {
        const block *k = &b->blocks.items[i];
        if (k->dropped || !is_prose(k))
            continue;
        for (xmlNode *n = k->element; n && n != root->parent; n = n->parent)
            if (facts_of(n))
                facts_of(n)->good += k->text.len;
    }
}

/* Drops the blocks below elements whose class says "beside the article", unless most of `root`'s prose is there. */
static void drop_around(body_reading *b, const xmlNode *root)
{
    size_t all = facts_of(root)->good;
    for (size_t i = 0; i < b->blocks.count; i++) {
        block *k = &b->blocks.items[i];
        for (xmlNode *n = k->element; n && n != root && !k->dropped; n = n->parent)
            k->dropped = facts_of(n) && facts_of(n)->around && facts_of(n)->good * 10 < all * 4;
    }
    count_prose(b, root);
}

static bool is_within(const xmlNode *node, const xmlNode *root)
{
    while (node && node != root)
        node = node->parent;
    return node == root;
}

/* The element that holds the article: from the top down into the child that has most of the prose. */
static xmlNode *find_holder(xmlNode *root)
{
    for (;;) {
        xmlNode *best = NULL;
        for (xmlNode *n = root->children; n; n = n->next)
            if (n->type == XML_ELEMENT_NODE && facts_of(n) && (!best || facts_of(n)->good > facts_of(best)->good))
                best = n;
        if (!best || node_is(best, "p"))
            return root;
        size_t have = facts_of(best)->good, all = facts_of(root)->good;
        bool marked = facts_of(best)->holder || node_is(best, "article") || node_is(best, "main");
        if (have == 0 || have * 10 < all * (marked ? 5 : 8))
            return root;
        root = best;
    }
}

/* Short blocks that begin so introduce what follows an article: nothing after them is its text. */
static const char *const end_phrases[] = {"related articles",
                                          "related stories",
                                          "related posts",
                                          "related content",
                                          "related news",
                                          "related topics",
                                          "related:",
                                          "related roundup",
                                          "related links",
                                          "more from",
                                          "more on",
                                          "more stories",
                                          "more news",
                                          "read more",
                                          "read next",
                                          "read also",
                                          "also read",
                                          "comments",
                                          "leave a comment",
                                          "leave a reply",
                                          "post a comment",
                                          "top comments",
                                          "view comments",
                                          "you may also like",
                                          "you might also like",
                                          "you may like",
                                          "recommended",
                                          "most read",
                                          "most popular",
                                          "trending",
                                          "popular posts",
                                          "latest news",
                                          "sponsored",
                                          "about the author",
                                          "share this",
                                          "privacy overview",
                                          "sign up for",
                                          "subscribe to",
                                          "want more stories",
                                          "want more like",
                                          "tell us what you think",
                                          "filed under",
                                          "what to read next",
                                          "editor's picks",
                                          "up next",
                                          "mehr zum thema",
                                          "lesen sie auch",
                                          "das könnte sie",
                                          "kommentare",
                                          "lire aussi",
                                          "à lire aussi",
                                          "commentaires",
                                          "sur le même sujet",
                                          "te puede interesar",
                                          "comentarios",
                                          "leia também",
                                          "você pode gostar",
                                          "leggi anche",
                                          "commenti",
                                          "lees ook",
                                          "reacties"};

/* Whole short blocks that stand between paragraphs and belong to no article. */
static const char *const filler_phrases[] = {"advertisement",
                                             "advert",
                                             "sponsored content",
                                             "story continues below",
                                             "article continues below",
                                             "continue reading",
                                             "click here",
                                             "follow us",
                                             "share",
                                             "tweet",
                                             "print",
                                             "email",
                                             "loading",
                                             "watch:",
                                             "read more",
                                             "see also",
                                             "related:",
                                             "also read",
                                             "photo:",
                                             "image:",
                                             "credit:",
                                             "anzeige",
                                             "publicité",
                                             "sign up",
                                             "subscribe",
                                             "newsletter"};

enum { LONGEST_PHRASE_BLOCK = 60 };

static bool starts_with_phrase(str text, const char *const *phrases, size_t count)
{
    for (size_t i = 0; i < count && text.len <= LONGEST_PHRASE_BLOCK; i++) {
        str phrase = str_from(phrases[i]);
        if (str_equal_ascii_nocase(str_slice(text, 0, phrase.len), phrase))
            return true;
    }
    return false;
}
#define STARTS_WITH_ANY(text, phrases) starts_with_phrase(text, phrases, sizeof phrases / sizeof *phrases)

static bool is_heading(const xmlNode *n)
{
    return n->name[0] == 'h' && n->name[1] >= '1' && n->name[1] <= '6' && !n->name[2];
}

static bool is_wanted(const block *k, const page_facts *facts)
{
    char last = k->text.data[k->text.len - 1];
    bool sentence =
        node_is(k->element, "p") && k->text.len > 60 && (last == '.' || last == '"') && k->link_bytes * 10 < k->text.len * 9;
    if (k->dropped || (k->link_bytes * 2 > k->text.len && !sentence) || k->text.data[0] == '<')
        return false;
    if (str_equal_ascii_nocase(k->text, facts->title))
        return false;
    return !STARTS_WITH_ANY(k->text, filler_phrases);
}

/* A run of the blocks: those of the article. */
typedef struct block_range {
    size_t start, end;
} block_range;

/* Cuts what stands before the article's own heading, unless most of the prose does. */
static void cut_before_heading(const body_reading *b, const page_facts *facts, block_range *range)
{
    size_t prose = 0, before = 0, heading = SIZE_MAX;
    for (size_t i = range->start; i < range->end; i++) {
        const block *k = &b->blocks.items[i];
        bool titled = node_is(k->element, "h1") || (is_heading(k->element) && str_equal_ascii_nocase(k->text, facts->title));
        if (heading == SIZE_MAX && titled) {
            heading = i;
            before = prose;
        }
        prose += !k->dropped && is_prose(k) ? k->text.len : 0;
    }
    if (heading != SIZE_MAX && before * 2 < prose)
        range->start = heading;
}

/* A heading of what readers say: "Top rated comments", "12 Comments", "Alle Kommentare". */
static bool heads_comments(str text)
{
    static const str words[] = {{"comments", 8}, {"kommentare", 10}, {"commentaires", 12}, {"comentarios", 11}};
    for (size_t i = 0; i < sizeof words / sizeof *words && text.len < LONGEST_PHRASE_BLOCK; i++)
        if (contains_nocase(text, words[i]))
            return true;
    return false;
}

static size_t prose_in(const body_reading *b, block_range range)
{
    size_t prose = 0;
    for (size_t i = range.start; i < range.end; i++)
        prose += !b->blocks.items[i].dropped && is_prose(&b->blocks.items[i]) ? b->blocks.items[i].text.len : 0;
    return prose;
}

/* Cuts what stands after a block that introduces other things: a heading once three tenths of the prose have been, any other
 * block once seven have. */
static void cut_after_article(const body_reading *b, block_range *range)
{
    size_t prose = 0, all = prose_in(b, *range);
    for (size_t i = range->start; i < range->end; i++) {
        const block *k = &b->blocks.items[i];
        if (k->dropped)
            continue;
        bool heading = is_heading(k->element);
        bool more = heading &&
                    ((str_starts_with(k->text, STR("More ")) && k->text.len < LONGEST_PHRASE_BLOCK) || heads_comments(k->text));
        bool enough = prose > 200 && prose * 10 >= all * (heading ? 3 : 7);
        if (enough && (more || STARTS_WITH_ANY(k->text, end_phrases))) {
            range->end = i;
            return;
        }
        prose += is_prose(k) ? k->text.len : 0;
    }
}

static block_range blocks_within(const body_reading *b, const xmlNode *holder)
{
    block_range range = {b->blocks.count, 0};
    for (size_t i = 0; i < b->blocks.count; i++)
        if (is_within(b->blocks.items[i].element, holder)) {
            range.start = range.start < i ? range.start : i;
            range.end = i + 1;
        }
    return range;
}

str html_body(arena *a, const xmlDoc *doc, const page_facts *facts)
{
    xmlNode *root = xmlDocGetRootElement(doc);
    xmlNode *page = node_find(root, NULL, "body");
    body_reading b = {.arena = a};
    buf out = {0};
    page = page ? page : root;
    read_blocks(&b, page);
    count_prose(&b, page);
    drop_around(&b, page);
    block_range range = blocks_within(&b, find_holder(page));
    cut_before_heading(&b, facts, &range);
    cut_after_article(&b, &range);
    for (size_t i = range.start; i < range.end; i++) {
        if (!is_wanted(&b.blocks.items[i], facts))
            continue;
        buf_put_str(&out, out.len > 0 ? STR("\n\n") : STR(""));
        buf_put_str(&out, b.blocks.items[i].text);
    }
    str body = arena_copy(a, buf_str(&out));
    buf_release(&out);
    buf_release(&b.text);
    return body;
}
