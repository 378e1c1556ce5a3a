/* json_ld.c - what does a page's schema.org description say? */
#include <yajl/yajl_tree.h>

#include "indexer/source/html/html.h"

enum {
    /* The tree is built, walked and freed by recursion; descriptions are a dozen deep at most. */
    MAX_JSON_LD_DEPTH = 48
};

static bool is_shallow(str json)
{
    size_t depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < json.len; i++) {
        char c = json.data[i];
        if (c == '\\')
            i++;
        else if (c == '"')
            in_string = !in_string;
        else if (!in_string && (c == '{' || c == '['))
            if (++depth > MAX_JSON_LD_DEPTH)
                return false;
        if (!in_string && (c == '}' || c == ']') && depth > 0)
            depth--;
    }
    return true;
}

static yajl_val member(yajl_val object, const char *name)
{
    if (!YAJL_IS_OBJECT(object))
        return NULL;
    for (size_t i = 0; i < object->u.object.len; i++)
        if (strcmp(object->u.object.keys[i], name) == 0)
            return object->u.object.values[i];
    return NULL;
}

static str text_of(yajl_val value)
{
    return YAJL_IS_STRING(value) ? str_trim(str_from(value->u.string)) : STR("");
}

/* A string, the name of an object, or those of a list, joined. */
static str names_of(arena *a, yajl_val value)
{
    if (YAJL_IS_STRING(value))
        return text_of(value);
    if (YAJL_IS_OBJECT(value))
        return names_of(a, member(value, "name"));
    str joined = STR("");
    for (size_t i = 0; YAJL_IS_ARRAY(value) && i < value->u.array.len && i < 20; i++) {
        str one = names_of(a, value->u.array.values[i]);
        if (one.len > 0 && joined.len < 500)
            joined = joined.len > 0 ? arena_printf(a, "%.*s, %.*s", STR_ARG(joined), STR_ARG(one)) : one;
    }
    return joined;
}

static bool type_is(yajl_val type, bool (*is)(str))
{
    if (YAJL_IS_STRING(type))
        return is(text_of(type));
    for (size_t i = 0; YAJL_IS_ARRAY(type) && i < type->u.array.len; i++)
        if (is(text_of(type->u.array.values[i])))
            return true;
    return false;
}

static bool is_article(str type)
{
    return str_ends_with(type, STR("Article")) || str_ends_with(type, STR("Posting")) || str_equal(type, STR("Report"));
}

static bool is_page(str type)
{
    return str_ends_with(type, STR("WebPage")) || str_ends_with(type, STR("ItemPage"));
}

static void fill(arena *a, str *place, str value)
{
    if (place->len == 0 && value.len > 0)
        *place = arena_copy(a, value);
}

static void take_object(arena *a, yajl_val object, page_facts *out)
{
    yajl_val type = member(object, "@type");
    if (type_is(type, is_article)) {
        fill(a, &out->published[CLAIM_JSON_LD], text_of(member(object, "datePublished")));
        fill(a, &out->published[CLAIM_JSON_LD], text_of(member(object, "dateCreated")));
        fill(a, &out->published[CLAIM_JSON_LD_OTHER], text_of(member(object, "dateModified")));
        fill(a, &out->title, text_of(member(object, "headline")));
        fill(a, &out->author, names_of(a, member(object, "author")));
        fill(a, &out->publisher, names_of(a, member(object, "publisher")));
        fill(a, &out->body, text_of(member(object, "articleBody")));
    } else if (type_is(type, is_page))
        fill(a, &out->published[CLAIM_JSON_LD_PAGE], text_of(member(object, "datePublished")));
}

/* The depth of `value` is known to be bounded. */
static void take_value(arena *a, yajl_val value, page_facts *out)
{
    for (size_t i = 0; YAJL_IS_ARRAY(value) && i < value->u.array.len; i++)
        take_value(a, value->u.array.values[i], out);
    if (!YAJL_IS_OBJECT(value))
        return;
    take_object(a, value, out);
    for (size_t i = 0; i < value->u.object.len; i++)
        if (strcmp(value->u.object.keys[i], "@graph") == 0 || strcmp(value->u.object.keys[i], "mainEntity") == 0)
            take_value(a, value->u.object.values[i], out);
}

void json_ld_facts(arena *a, str script, page_facts *out)
{
    if (!is_shallow(script))
        return;
    /* Pages often hold raw line ends inside strings, which JSON forbids; between values a space means the same. */
    char *mended = arena_zero_terminated(a, script);
    for (size_t i = 0; i < script.len; i++)
        if ((unsigned char)mended[i] < ' ')
            mended[i] = ' ';
    char why[64];
    yajl_val tree = yajl_tree_parse(mended, why, sizeof why);
    take_value(a, tree, out);
    yajl_tree_free(tree);
}
