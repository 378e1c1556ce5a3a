/* source.c - which publications does the value of source: name? */
#include "searcher/plan/source.h"

#include "base/limits.h"
#include "store/fields/field.h"
#include "text/fold.h"

#include <stdlib.h>

static bool is_of_a_word(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* "cnn" in "cnn (web news)", not in "cnnmoney". */
static bool holds_words(str name, str wanted)
{
    for (size_t at = 0; at + wanted.len <= name.len; at++) {
        size_t end = at + wanted.len;
        bool begins = at == 0 || !is_of_a_word(name.data[at - 1]), ends = end == name.len || !is_of_a_word(name.data[end]);
        if (begins && ends && str_equal(str_slice(name, at, end), wanted))
            return true;
    }
    return false;
}

typedef struct holding {
    arena *a;
    str wanted;
    source_list *out;
} holding;

/* Of a name too long for a term the term has only the beginning, so it is found by its whole self alone. */
static int visit_term(void *context, const char *term, size_t len, uint32_t documents)
{
    holding *h = context;
    DEFER(buf_release) buf whole = {0};
    str name = str_slice((str){term, len}, 1, len);
    if (documents == 0 || name.len == h->wanted.len || !holds_words(name, h->wanted))
        return 1;
    term_value(&whole, FIELD_SOURCE, name);
    if (len < LIMIT_TERM_BYTES && str_equal(buf_str(&whole), (str){term, len}))
        vec_push(h->a, h->out, arena_copy(h->a, name));
    return 1;
}

quoth_status source_each_holding(quoth_archive *archive, arena *a, str wanted, source_list *out, quoth_error *err)
{
    holding h = {a, wanted, out};
    xc_error why;
    const char *prefix = field_at(FIELD_SOURCE)->prefix;
    *out = (source_list){0};
    if (wanted.len == 0)
        return QUOTH_OK;
    if (xc_each_term(inverted_reader_database(archive->inverted), prefix, strlen(prefix), visit_term, &h, &why) != XC_OK)
        return inverted_failure(&why, "cannot list the sources", err);
    return QUOTH_OK;
}

quoth_status source_resolve(quoth_archive *archive, arena *a, node *n, quoth_error *err)
{
    DEFER(buf_release) buf term = {0};
    source_list found = {0};
    uint32_t documents = 0;
    n->exactly = str_starts_with(n->value, STR("="));
    n->value = fold(a, n->exactly ? str_trim(str_slice(n->value, 1, n->value.len)) : n->value);
    term_value(&term, FIELD_SOURCE, n->value);
    TRY(inverted_term_documents(archive->inverted, buf_str(&term), &documents, err));
    if (documents == 0 && !n->exactly)
        TRY(source_each_holding(archive, a, n->value, &found, err));
    if (found.count == 0)
        vec_push(a, &found, n->value);
    n->values = found.items;
    n->value_count = found.count;
    return QUOTH_OK;
}

static int compare_names(const void *left, const void *right)
{
    return str_compare(*(const str *)left, *(const str *)right);
}

bool source_is_meant(const node *n, str name)
{
    return bsearch(&name, n->values, n->value_count, sizeof name, compare_names) != NULL;
}
