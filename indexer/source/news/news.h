/* news.h - what the readers of feeds and agency formats share */
#ifndef INDEXER_SOURCE_NEWS_H
#define INDEXER_SOURCE_NEWS_H

#include <libxml/tree.h>

#include "indexer/source/format.h"
#include "indexer/source/html/dom.h"

/* --- cutting XML into records: xml_cut.c --- */

/* Elements that hold one article each. Names are local names: any prefix may stand before them. */
typedef struct xml_records {
    const char *const *roots;   /* of the file; NULL ends each list */
    const char *const *records; /* may be the root itself */
    const char *mark;           /* must stand near the file's beginning where the root's name says too little; or NULL */
    const char *sought;         /* for messages: "<item> or <entry>" */
    bool nests;                 /* a record may lie in another one, whose part it is */
} xml_records;

/* Does an XML file that starts with these bytes have such a root? */
bool xml_has_root(str head, const xml_records *kind);
/* source_format.cut. Comments, CDATA and instructions are looked through, not into. A document type declaration is read over: no
 * entity of its own ever reaches a parser. The record's context is what stood before the first record and, after a NUL, the tags
 * that close it. Memory: one record (LIMIT_RECORD_BYTES). */
quoth_status xml_cut(cutter *c, const xml_records *kind, arena *a, raw_record *out, quoth_error *err);

/* --- one record as a tree: xml_tree.c --- */

typedef struct news_item {
    arena *a;
    const raw_record *raw;
    article *out;
    xmlDoc *doc;
    xmlNode *record;   /* the element that holds the article */
    size_t *body_room; /* of out->body, where that is being added to (news_content) */
} news_item;

/* Parses the record inside what stood around it, and has its article filled in from the tree, which is freed afterwards. libxml2
 * without network, document type, entities or huge texts; bare "&", names of HTML's characters and control characters are mended
 * before. QUOTH_BAD_INPUT when it is not well-formed, or what `fill_in` says. Any thread. */
typedef quoth_status (*news_fill_in)(const news_item *item, quoth_error *err);
quoth_status news_parse(arena *a, const raw_record *r, const xml_records *kind, news_fill_in fill_in, article *out,
                        quoth_error *err);

/* The first child element of this local name (after `after`, unless that is NULL), or NULL; `parent` may be NULL. A prefix, as in
 * "dc:creator", stands for the usual namespace; without one the child's namespace must be its parent's. */
xmlNode *news_child(const xmlNode *parent, const char *name, const xmlNode *after);
/* The first element of this name anywhere below `root`, or NULL; `root` may be NULL. */
xmlNode *news_below(const xmlNode *root, const char *name);
/* Its text in one line, in the arena; "" for NULL. */
str news_text(const news_item *item, xmlNode *node);
/* An attribute's value in the arena; "" for NULL. */
str news_attribute(const news_item *item, const xmlNode *node, const char *name);
/* *place becomes `value` unless it has one. */
void news_fill(str *place, str value);
/* A value of what the format calls `key`: kept where the user has asked for it (--field NAME=.KEY). */
void news_key(const news_item *item, const char *key, str value);

/* --- texts: blocks.c --- */

/* The text below the node: paragraphs, headings, list items and table rows separated by empty lines; pictures, their captions,
 * scripts and rights left out. In `a`. */
str blocks_of_tree(arena *a, xmlNode *root);
/* The same of mark-up in HTML, be it only text with entities. */
str blocks_of_html(arena *a, str markup);
/* One line of text that may hold mark-up. */
str line_of_html(arena *a, str markup);
/* Of plain text: an empty line or an indentation starts a paragraph, lines are joined; lines longer than any wire's are
 * paragraphs themselves. */
str blocks_of_plain(arena *a, str text);
/* "PORT ALMA, Nov. 8" before a text that does not start with it, or with its first word, in whatever case. A dateline that starts
 * with a digit is a time, and none. */
str with_dateline(arena *a, str dateline, str body);
/* Without paragraphs at its end that only say whose rights they are. */
str without_copyright(str body);

/* --- what its sender says about publication: release.c --- */

/* `status`: "usable", "stat:withheld", "Canceled" …, "" unknown; `until`: the end of an embargo, "" when there is none.
 * QUOTH_WITHHELD, with the reason and out->id, when it must not be read now; out->is_recalled when it was cancelled, killed or
 * withheld, and so what bears its id too and was sent before (out->published). An end that cannot be read has not come yet. A
 * time without an offset is UTC. */
quoth_status news_release(str status, bool has_embargo, str until, article *out, quoth_error *err);

/* --- parts of one format inside another --- */

/* The text of a <nitf> element with its dateline, and whatever else of the article is still empty. */
void nitf_fill(const news_item *item, xmlNode *nitf);
/* Adds to the article's text what an element of NewsML carries: <nitf>, a web page, or text; `type` as it is declared there, or
 * "". */
void news_content(const news_item *item, xmlNode *node, str type);

#endif
