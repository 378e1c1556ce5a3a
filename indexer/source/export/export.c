/* export.c - a database's export: which database is it from, and where does each article start? */
#include "indexer/source/export/export.h"

#include "base/limits.h"
#include "indexer/source/document/flow.h"
#include "indexer/source/html/html.h"
#include "indexer/source/late/late.h"
#include "text/utf8.h"

/* None of these databases publishes its export format: these readers follow descriptions by those who parse them, and say so in
 * the manual. */
static const export_kind *const kinds[] = {&export_factiva, &export_nexis, &export_proquest};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds, HEAD_BYTES = 64 << 10 };

bool export_label(str line, const char *label, str *value)
{
    str name = str_from(label);
    line = str_trim(line);
    if (line.len <= name.len || line.data[name.len] != ':' || !str_equal_ascii_nocase(str_slice(line, 0, name.len), name))
        return false;
    *value = str_trim(str_slice(line, name.len + 1, line.len));
    return true;
}

str export_paragraphs(arena *a, str text)
{
    char *out = arena_alloc(a, 2 * text.len + 2);
    size_t len = 0;
    bool paragraph = false;
    while (text.len > 0) {
        str line = str_trim(str_cut(&text, '\n'));
        if (line.len == 0) {
            paragraph = true;
            continue;
        }
        if (len > 0) {
            memcpy(out + len, paragraph ? "\n\n" : " ", 2);
            len += paragraph ? 2 : 1;
        }
        memcpy(out + len, line.data, line.len);
        len += line.len;
        paragraph = false;
    }
    return (str){out, len};
}

/* Any of the three wrappings as text in UTF-8. */
static str text_of(arena *a, str bytes)
{
    if (str_starts_with(bytes, STR("{\\rtf")))
        return rtf_text(a, bytes);
    str utf8 = html_to_utf8(a, bytes, STR(""));
    bool is_page = str_starts_with(str_trim(str_slice(utf8, 0, 1000)), STR("<"));
    return is_page && late_need(LATE_XML, NULL) == QUOTH_OK ? flow_text_of_page(a, utf8) : utf8;
}

static const export_kind *kind_of(str text)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (kinds[i]->sniff(str_slice(text, 0, HEAD_BYTES)))
            return kinds[i];
    return NULL;
}

static bool sniff_export(str head)
{
    arena scratch = {0};
    head = str_slice(head, 0, HEAD_BYTES);
    bool found = looks_like_text(head) && kind_of(text_of(&scratch, head)) != NULL;
    arena_release(&scratch);
    return found;
}

/* What is left of the file after its first records, and whose it is. */
typedef struct export_state {
    const export_kind *kind; /* NULL: no database's, one article */
    str rest;
    uint32_t line;
} export_state;

static quoth_status read_whole(cutter *c, raw_record *out, quoth_error *err)
{
    /* The caller's arena lives as long as one record, and `rest` may be the very bytes. */
    TRY(cut_whole_file(c, &c->memory, out, err));
    export_state *state = c->state = ARENA_NEW(&c->memory, export_state);
    state->rest = text_of(&c->memory, out->bytes);
    if (str_starts_with(state->rest, STR("\xEF\xBB\xBF")))
        state->rest = str_slice(state->rest, 3, state->rest.len);
    state->kind = kind_of(state->rest);
    state->line = 1;
    c->number = 0;
    return QUOTH_OK;
}

/* Bytes up to where the next record starts. */
static size_t record_length(const export_state *s)
{
    str rest = s->rest;
    bool is_begun = false;
    int memo = 0;
    while (s->kind && rest.len > 0) {
        size_t line_start = (size_t)(rest.data - s->rest.data);
        str line = str_cut(&rest, '\n');
        bool ends = false;
        if (s->kind->starts(line, &memo, &ends) && is_begun)
            return ends ? (size_t)(rest.data - s->rest.data) : line_start;
        is_begun |= str_trim(line).len > 0;
    }
    return s->rest.len;
}

static uint32_t lines_in(str s)
{
    uint32_t lines = 0;
    while (s.len > 0) {
        lines += memchr(s.data, '\n', s.len) != NULL;
        str_cut(&s, '\n');
    }
    return lines;
}

static bool holds_article(const export_kind *kind, str record)
{
    arena scratch = {0};
    article found = {0};
    kind->parse(&scratch, record, &found);
    arena_release(&scratch);
    return found.title.len > 0 || found.body.len > 0;
}

static quoth_status cut_export(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    if (!c->state)
        TRY(read_whole(c, out, err));
    export_state *s = c->state;
    out->single = s->kind == NULL;
    for (;;) {
        if (str_trim(s->rest).len == 0)
            return c->number > 0 ? QUOTH_NOT_FOUND : (c->number++, fail(err, QUOTH_BAD_INPUT, "no text in it"));
        size_t len = record_length(s);
        str record = str_slice(s->rest, 0, len);
        out->line = s->line;
        s->line += lines_in(record);
        s->rest = str_slice(s->rest, len, s->rest.len);
        if (s->kind && !holds_article(s->kind, record))
            continue;
        c->number++;
        out->bytes = arena_copy(a, record);
        out->context = str_from(s->kind ? s->kind->name : "");
        return QUOTH_OK;
    }
}

static quoth_status parse_export(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (str_equal(r->context, str_from(kinds[i]->name))) {
            kinds[i]->parse(a, r->bytes, out);
            return QUOTH_OK;
        }
    return format_text.parse(a, r, out, err);
}

const source_format format_export = {
    .info = {"export", ".rtf", "exports of Factiva, Nexis, ProQuest as text, RTF, HTML (second-hand); other RTF as text"},
    .sniff = sniff_export,
    .cut = cut_export,
    .parse = parse_export,
    .needs = LATE_XML,
};
