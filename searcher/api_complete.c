/* api_complete.c - how can the last word of a query go on? */
#include <quoth/complete.h>

#include "gazetteer/gazetteer.h"
#include "searcher/archive.h"
#include "searcher/custom.h"
#include "store/fields/field.h"
#include "text/fold.h"

#include <stdlib.h>

enum { USUAL_LIMIT = 20, MOST_LOOKED_AT = 4000, MOST_WORDS = 300, MOST_LIMIT = 200 };

typedef struct candidate {
    str value;
    uint64_t articles;
} candidate;

typedef struct completing {
    quoth_archive *archive;
    arena *a;
    str field;  /* name of the field before the colon; "" none */
    str prefix; /* folded beginning of the value or word */
    VEC(candidate) found;
    size_t looked_at, limit;
    quoth_completion_visitor visit;
    void *context;
    bool stopped;
    quoth_error *err;
    quoth_status status;
} completing;

/* --- giving --- */

static void give(completing *c, quoth_completion_kind kind, str text, const char *about, uint64_t articles)
{
    const quoth_completion completion = {kind, arena_zero_terminated(c->a, text), about, articles};
    c->stopped = c->stopped || !c->visit(c->context, &completion);
}

static bool needs_quotes(str value)
{
    for (size_t i = 0; i < value.len; i++) {
        unsigned char byte = (unsigned char)value.data[i];
        if (byte <= ' ' || byte == '(' || byte == ')' || byte == '@')
            return true;
    }
    return false;
}

static int compare_candidates(const void *x, const void *y)
{
    const candidate *a = x, *b = y;
    if (a->articles != b->articles)
        return a->articles > b->articles ? -1 : 1;
    return str_compare(a->value, b->value);
}

static void give_found(completing *c, quoth_completion_kind kind)
{
    if (c->found.count > 1)
        qsort(c->found.items, c->found.count, sizeof *c->found.items, compare_candidates);
    for (size_t i = 0; i < c->found.count && i < c->limit && !c->stopped; i++) {
        str value = c->found.items[i].value, text = value;
        const char *mark = needs_quotes(value) ? "\"" : "";
        if (c->field.len)
            text = arena_printf(c->a, "%.*s:%s%.*s%s", STR_ARG(c->field), mark, STR_ARG(value), mark);
        give(c, kind, text, "", c->found.items[i].articles);
    }
}

/* --- values --- */

static bool add(completing *c, str value, uint64_t articles)
{
    if (articles > 0)
        vec_push(c->a, &c->found, (candidate){arena_copy(c->a, value), articles});
    return ++c->looked_at < MOST_LOOKED_AT;
}

static uint32_t documents_of(completing *c, str term)
{
    uint32_t documents = 0;
    if (c->status == QUOTH_OK)
        c->status = inverted_term_documents(c->archive->inverted, term, &documents, c->err);
    return documents;
}

/* --- speakers without a beginning: those whom most articles quote --- */

typedef struct top_speakers {
    struct {
        uint32_t number, articles;
    } best[MOST_LIMIT]; /* most articles first */
    size_t count, room;
} top_speakers;

static int visit_speaker_term(void *context, const char *term, size_t len, uint32_t documents)
{
    top_speakers *t = context;
    uint64_t number;
    size_t at = t->count;
    if (!str_to_u64(str_slice((str){term, len}, 1, len), &number))
        return 1;
    while (at > 0 && t->best[at - 1].articles < documents)
        at--;
    if (at == t->room)
        return 1;
    t->count += t->count < t->room;
    memmove(&t->best[at + 1], &t->best[at], (t->count - 1 - at) * sizeof *t->best);
    t->best[at].number = (uint32_t)number;
    t->best[at].articles = documents;
    return 1;
}

static quoth_status find_top_speakers(completing *c)
{
    top_speakers top = {.room = c->limit};
    xc_error why;
    xc_database *db = inverted_reader_database(c->archive->inverted);
    if (db && xc_each_term(db, "S", 1, visit_speaker_term, &top, &why) != XC_OK)
        return inverted_failure(&why, "cannot list the speakers", c->err);
    for (size_t i = 0; i < top.count; i++) {
        str name;
        quoth_status status = catalogue_speaker_name(c->archive->catalogue, c->a, top.best[i].number, &name, c->err);
        if (status == QUOTH_NOT_FOUND)
            continue;
        TRY(status);
        add(c, name, top.best[i].articles);
    }
    return QUOTH_OK;
}

static bool visit_speaker(void *context, uint32_t number, str name)
{
    completing *c = context;
    buf term = {0};
    term_speaker(&term, number);
    bool more = add(c, name, documents_of(c, buf_str(&term)));
    buf_release(&term);
    return more && c->status == QUOTH_OK;
}

static int visit_place(void *context, const char *term, size_t len, uint32_t documents)
{
    completing *c = context;
    uint64_t id;
    place p;
    if (!str_to_u64(str_slice((str){term, len}, 1, len), &id) || !gazetteer_get((place_id)id, &p) ||
        !str_starts_with(fold(c->a, p.name), c->prefix))
        return 1;
    return add(c, p.name, documents);
}

static int visit_term(void *context, const char *term, size_t len, uint32_t documents)
{
    return add(context, str_slice((str){term, len}, 1, len), documents);
}

static quoth_status each_term(completing *c, const char *kind, str prefix, xc_term_visitor visit)
{
    xc_error why;
    str whole = arena_printf(c->a, "%s%.*s", kind, STR_ARG(prefix));
    xc_database *db = inverted_reader_database(c->archive->inverted);
    if (db && xc_each_term(db, whole.data, whole.len, visit, c, &why) != XC_OK)
        return inverted_failure(&why, "cannot list the values of a field", c->err);
    return QUOTH_OK;
}

static bool visit_custom(void *context, str value, uint64_t articles)
{
    completing *c = context;
    return !str_starts_with(value, c->prefix) || add(c, value, articles);
}

/* Values that are the same in every archive. */
static void add_fixed(completing *c, const char *const *values)
{
    for (; *values; values++)
        if (str_starts_with(str_from(*values + (**values == '"')), c->prefix))
            give(c, QUOTH_COMPLETE_VALUE, arena_printf(c->a, "%.*s:%s", STR_ARG(c->field), *values), "", 0);
}

static quoth_status find_values(completing *c)
{
    static const char *const days[] = {"today",         "yesterday",      "\"this week\"",
                                       "\"last week\"", "\"this month\"", "\"last month\"",
                                       "\"this year\"", "\"last year\"",  NULL};
    static const char *const has[] = {"speaker", "quote", "place", "on", "date", "title", "source", "author", "url", NULL};
    static const char *const kinds[] = {"direct", "mixed", "indirect", NULL};
    const field *f = field_named(c->field);
    if (str_equal(c->field, STR("@person")) || str_equal(c->field, STR("@speaker")))
        f = field_at(FIELD_SPEAKER);
    if (str_equal(c->field, STR("@place")))
        f = field_at(FIELD_PLACE);
    if (!f)
        return custom_each_value(c->archive, fold(c->a, c->field), visit_custom, c, c->err);
    if (f->id == FIELD_SPEAKER || f->id == FIELD_BY || f->id == FIELD_ABOUT)
        TRY(c->prefix.len ? catalogue_speakers_beginning(c->archive->catalogue, c->prefix, visit_speaker, c, c->err)
                          : find_top_speakers(c));
    if (f->id == FIELD_PLACE || f->id == FIELD_ABOUT)
        TRY(each_term(c, "P", STR(""), visit_place));
    if (f->type == FIELD_VALUE)
        TRY(each_term(c, f->prefix, c->prefix, visit_term));
    if (f->type == FIELD_DAYS)
        add_fixed(c, days);
    if (f->id == FIELD_HAS)
        add_fixed(c, has);
    if (f->id == FIELD_KIND)
        add_fixed(c, kinds);
    return c->status;
}

/* --- fields, operators, words --- */

static bool begins_alike(const char *text, str written)
{
    str whole = str_from(text);
    return whole.len >= written.len && str_equal_ascii_nocase(str_slice(whole, 0, written.len), written);
}

static bool visit_custom_field(void *context, str name, uint64_t articles)
{
    completing *c = context;
    if (str_starts_with(name, c->prefix))
        give(c, QUOTH_COMPLETE_FIELD, arena_printf(c->a, "%.*s:", STR_ARG(name)), "a field of this archive", articles);
    return !c->stopped;
}

static quoth_status give_fields(completing *c, str written)
{
    for (field_id id = FIELD_NONE + 1; id < FIELD_COUNT && !c->stopped; id++) {
        const field *f = field_at(id);
        if (id != FIELD_CUSTOM && begins_alike(f->name, written))
            give(c, QUOTH_COMPLETE_FIELD, arena_printf(c->a, "%s:", f->name), f->matches, 0);
    }
    return custom_each_field(c->archive, visit_custom_field, c, c->err);
}

static void give_operators(completing *c, str written)
{
    static const char *const operators[] = {"AND",      "OR",         "NOT",   "W/5",      "W/S",     "W/P",
                                            "PRE/5",    "ATLEAST/2(", "CAPS(", "ALLCAPS(", "NOCAPS(", "@person",
                                            "@speaker", "@place",     "@date", NULL};
    for (size_t i = 0; operators[i] && !c->stopped; i++)
        if (begins_alike(operators[i], written))
            give(c, QUOTH_COMPLETE_OPERATOR, str_from(operators[i]), "", 0);
}

static bool visit_word(void *context, str form, uint32_t number)
{
    completing *c = context;
    word_stem *stems;
    size_t count;
    uint64_t documents = 0;
    buf term = {0};
    c->status = catalogue_stems_of_word(c->archive->catalogue, c->a, number, &stems, &count, c->err);
    for (size_t i = 0; c->status == QUOTH_OK && i < count; i++) {
        term_word(&term, stems[i].lang, stems[i].stem);
        documents += documents_of(c, buf_str(&term));
    }
    buf_release(&term);
    add(c, form, documents);
    return c->status == QUOTH_OK && c->looked_at < MOST_WORDS;
}

static quoth_status give_words(completing *c)
{
    if (c->prefix.len < 2)
        return QUOTH_OK;
    TRY(catalogue_each_word(c->archive->catalogue, c->prefix, visit_word, c, c->err));
    TRY(c->status);
    give_found(c, QUOTH_COMPLETE_WORD);
    return QUOTH_OK;
}

/* --- the whole --- */

/* What stands after the last blank or bracket outside of quotation marks. */
static str last_word(str text)
{
    size_t start = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.data[i];
        quoted ^= byte == '"';
        if (!quoted && byte != '"' && (byte == ' ' || byte == '(' || byte == '\t' || byte == '\n' || byte == ')'))
            start = i + 1;
    }
    str word = str_slice(text, start, text.len);
    return word.len && (word.data[0] == '-' || word.data[0] == '=' || word.data[0] == '~') ? str_slice(word, 1, word.len) : word;
}

static quoth_status complete(completing *c, str text)
{
    str written = last_word(text), value = written, name = str_cut(&value, ':');
    bool has_field = name.len < written.len && name.len > 0;
    if (!has_field && written.len && written.data[0] == '"')
        return QUOTH_OK;
    c->field = has_field ? name : STR("");
    str beginning = has_field ? value : written;
    while (beginning.len && beginning.data[0] == '"')
        beginning = str_slice(beginning, 1, beginning.len);
    c->prefix = fold(c->a, beginning);
    if (has_field) {
        TRY(find_values(c));
        give_found(c, QUOTH_COMPLETE_VALUE);
        return QUOTH_OK;
    }
    TRY(give_fields(c, written));
    give_operators(c, written);
    return give_words(c);
}

quoth_status quoth_complete(quoth_archive *archive, const char *query_text, size_t limit, quoth_completion_visitor visit,
                            void *context, quoth_error *err)
{
    arena a = {0};
    completing c = {.archive = archive,
                    .a = &a,
                    .limit = limit ? (limit < MOST_LIMIT ? limit : MOST_LIMIT) : USUAL_LIMIT,
                    .visit = visit,
                    .context = context,
                    .err = err};
    TRY(archive_enter(archive, err));
    quoth_status status = complete(&c, str_from(query_text));
    archive_leave(archive);
    arena_release(&a);
    return status;
}
