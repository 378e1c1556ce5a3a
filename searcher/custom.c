/* custom.c - which fields of its own has this archive, and which values? */
#include "searcher/custom.h"

#include "store/fields/custom.h"

typedef struct looking {
    quoth_archive *archive;
    bool found;
} looking;

static int stop_at_live(void *context, xc_docid docid, uint32_t wdf, uint32_t length)
{
    looking *l = context;
    (void)wdf;
    (void)length;
    l->found = forward_reader_slot(l->archive->forward, inverted_article_of(l->archive->inverted, docid)) != NULL;
    return !l->found;
}

/* Postings of removed articles stay until their shard is rebuilt. */
static bool is_live(quoth_archive *archive, str term)
{
    looking l = {archive, false};
    xc_error why;
    if (!archive->has_removed)
        return true;
    xc_each_posting(inverted_reader_database(archive->inverted), term.data, term.len, stop_at_live, &l, &why);
    return l.found;
}

static bool is_known(void *context, str name)
{
    quoth_archive *archive = context;
    char small[CUSTOM_NAME_BYTES];
    buf term = {0};
    uint32_t documents = 0;
    if (name.len == 0 || name.len > sizeof small)
        return false;
    for (size_t i = 0; i < name.len; i++)
        small[i] = (char)(name.data[i] >= 'A' && name.data[i] <= 'Z' ? name.data[i] + 32 : name.data[i]);
    term_custom_field(&term, (str){small, name.len});
    quoth_status status = inverted_term_documents(archive->inverted, buf_str(&term), &documents, NULL);
    bool known = status == QUOTH_OK && documents > 0 && is_live(archive, buf_str(&term));
    buf_release(&term);
    return known;
}

custom_fields custom_fields_of(quoth_archive *archive)
{
    return (custom_fields){archive, is_known};
}

/* --- walks --- */

typedef struct walk {
    quoth_archive *archive;
    size_t prefix;
    custom_visitor visit;
    void *context;
    uint64_t live;
    xc_error why;
    bool failed;
} walk;

static int count_live(void *context, xc_docid docid, uint32_t wdf, uint32_t length)
{
    walk *w = context;
    (void)wdf;
    (void)length;
    w->live += forward_reader_slot(w->archive->forward, inverted_article_of(w->archive->inverted, docid)) != NULL;
    return 1;
}

/* Postings of removed articles stay until their shard is rebuilt. */
static int visit_term(void *context, const char *term, size_t len, uint32_t documents)
{
    walk *w = context;
    w->live = documents;
    if (w->archive->has_removed) {
        w->live = 0;
        w->failed = xc_each_posting(inverted_reader_database(w->archive->inverted), term, len, count_live, w, &w->why) != XC_OK;
    }
    if (w->failed)
        return 0;
    return w->live == 0 || w->visit(w->context, (str){term + w->prefix, len - w->prefix}, w->live);
}

static quoth_status each_term(quoth_archive *archive, str prefix, custom_visitor visit, void *context, quoth_error *err)
{
    walk w = {.archive = archive, .prefix = prefix.len, .visit = visit, .context = context};
    xc_database *db = inverted_reader_database(archive->inverted);
    xc_status status = db ? xc_each_term(db, prefix.data, prefix.len, visit_term, &w, &w.why) : XC_OK;
    return status == XC_OK && !w.failed ? QUOTH_OK : inverted_failure(&w.why, "cannot list fields", err);
}

quoth_status custom_each_field(quoth_archive *archive, custom_visitor visit, void *context, quoth_error *err)
{
    return each_term(archive, STR("F"), visit, context, err);
}

quoth_status custom_each_value(quoth_archive *archive, str name, custom_visitor visit, void *context, quoth_error *err)
{
    buf prefix = {0};
    term_custom(&prefix, name, STR(""));
    quoth_status status = each_term(archive, buf_str(&prefix), visit, context, err);
    buf_release(&prefix);
    return status;
}

typedef struct naming {
    arena *a;
    str list;
} naming;

static bool add_name(void *context, str name, uint64_t articles)
{
    naming *n = context;
    (void)articles;
    n->list = arena_printf(n->a, "%.*s%s%.*s", STR_ARG(n->list), n->list.len ? ", " : "", STR_ARG(name));
    return n->list.len < 200;
}

str custom_field_names(quoth_archive *archive, arena *a)
{
    naming n = {a, STR("")};
    return custom_each_field(archive, add_name, &n, NULL) == QUOTH_OK ? n.list : STR("");
}
