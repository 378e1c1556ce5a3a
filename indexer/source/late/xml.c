/* xml.c - what of libxml2 does quoth call? */
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <pthread.h>

#include "indexer/source/late/late.h"

#define CALLS(X)            \
    X(xmlInitParser)        \
    X(xmlNewParserCtxt)     \
    X(xmlFreeParserCtxt)    \
    X(xmlCtxtReadMemory)    \
    X(xmlReadMemory)        \
    X(xmlFreeDoc)           \
    X(xmlDocGetRootElement) \
    X(xmlFirstElementChild) \
    X(xmlHasProp)           \
    X(xmlNodeGetContent)    \
    X(xmlStrEqual)          \
    X(xmlStrcasecmp)        \
    X(htmlNewParserCtxt)    \
    X(htmlFreeParserCtxt)   \
    X(htmlCtxtReadMemory)   \
    X(htmlEntityLookup)

enum {
#define CALL(name) AT_##name,
    CALLS(CALL)
#undef CALL
        CALL_COUNT
};

static void *functions[CALL_COUNT + 1];
static late_library library = {.file = QUOTH_LIBXML, .package = "libxml2"};

static void load(void)
{
    static const char *const names[] = {
#define CALL(name) #name,
        CALLS(CALL)
#undef CALL
            "xmlFree" /* a variable */
    };
    (void)late_load(&library, names, functions, CALL_COUNT + 1);
}

const late_library *late_xml(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return &library;
}

static void *loaded(size_t at)
{
    if (late_xml()->problem[0])
        late_give_up(&library);
    return functions[at];
}

#define LATE(name) ((__typeof__(name) *)loaded(AT_##name))

#pragma GCC visibility push(hidden)

void xmlInitParser(void)
{
    LATE(xmlInitParser)();
}

xmlParserCtxt *xmlNewParserCtxt(void)
{
    return LATE(xmlNewParserCtxt)();
}

void xmlFreeParserCtxt(xmlParserCtxt *parser)
{
    LATE(xmlFreeParserCtxt)(parser);
}

xmlDoc *xmlCtxtReadMemory(xmlParserCtxt *parser, const char *bytes, int len, const char *url, const char *encoding, int options)
{
    return LATE(xmlCtxtReadMemory)(parser, bytes, len, url, encoding, options);
}

xmlDoc *xmlReadMemory(const char *bytes, int len, const char *url, const char *encoding, int options)
{
    return LATE(xmlReadMemory)(bytes, len, url, encoding, options);
}

void xmlFreeDoc(xmlDoc *doc)
{
    LATE(xmlFreeDoc)(doc);
}

xmlNode *xmlDocGetRootElement(const xmlDoc *doc)
{
    return LATE(xmlDocGetRootElement)(doc);
}

xmlNode *xmlFirstElementChild(xmlNode *parent)
{
    return LATE(xmlFirstElementChild)(parent);
}

xmlAttr *xmlHasProp(const xmlNode *node, const xmlChar *name)
{
    return LATE(xmlHasProp)(node, name);
}

xmlChar *xmlNodeGetContent(const xmlNode *node)
{
    return LATE(xmlNodeGetContent)(node);
}

int xmlStrEqual(const xmlChar *a, const xmlChar *b)
{
    return LATE(xmlStrEqual)(a, b);
}

int xmlStrcasecmp(const xmlChar *a, const xmlChar *b)
{
    return LATE(xmlStrcasecmp)(a, b);
}

htmlParserCtxt *htmlNewParserCtxt(void)
{
    return LATE(htmlNewParserCtxt)();
}

void htmlFreeParserCtxt(htmlParserCtxt *parser)
{
    LATE(htmlFreeParserCtxt)(parser);
}

htmlDocPtr htmlCtxtReadMemory(xmlParserCtxt *parser, const char *bytes, int len, const char *url, const char *encoding,
                              int options)
{
    return LATE(htmlCtxtReadMemory)(parser, bytes, len, url, encoding, options);
}

const htmlEntityDesc *htmlEntityLookup(const xmlChar *name)
{
    return LATE(htmlEntityLookup)(name);
}

static void free_late(void *memory)
{
    (*(xmlFreeFunc *)loaded(CALL_COUNT))(memory);
}

xmlFreeFunc xmlFree = free_late;

#pragma GCC visibility pop
