/* json.c - which members of a JSON object are the article's title, text, date …? */
#include "indexer/source/json.h"

#include <yajl/yajl_parse.h>

#include "indexer/source/record.h"
#include "text/utf8.h"

/* The members that crawlers and archives use, each property's best first. Letter case does not matter. */
static const struct usual_key {
    str key;
    property property;
    unsigned char rank; /* 1 is best */
} usual_keys[] = {
#define USUAL(key, property, rank)                       \
    {                                                    \
        {key, sizeof key - 1}, PROPERTY_##property, rank \
    }
    USUAL("title", TITLE, 1),
    USUAL("headline", TITLE, 2),
    USUAL("hed", TITLE, 3),
    USUAL("text", TEXT, 1),
    USUAL("body", TEXT, 2),
    USUAL("articleBody", TEXT, 3),
    USUAL("maintext", TEXT, 4),
    USUAL("content", TEXT, 5),
    USUAL("article", TEXT, 6),
    USUAL("full_text", TEXT, 7),
    USUAL("article_text", TEXT, 8),
    USUAL("contents", TEXT, 9),
    USUAL("plain_text", TEXT, 10),
    USUAL("date", DATE, 1),
    USUAL("published", DATE, 2),
    USUAL("datePublished", DATE, 3),
    USUAL("date_published", DATE, 4),
    USUAL("published_at", DATE, 5),
    USUAL("publishedAt", DATE, 6),
    USUAL("publish_date", DATE, 7),
    USUAL("date_publish", DATE, 8),
    USUAL("pubdate", DATE, 9),
    USUAL("pub_date", DATE, 10),
    USUAL("publication_date", DATE, 11),
    USUAL("dct", DATE, 12),
    USUAL("dateCreated", DATE, 13),
    USUAL("created_at", DATE, 14),
    USUAL("timestamp", DATE, 15),
    USUAL("id", ID, 1),
    USUAL("_id", ID, 2),
    USUAL("guid", ID, 3),
    USUAL("uuid", ID, 4),
    USUAL("docid", ID, 5),
    USUAL("doc_id", ID, 6),
    USUAL("docno", ID, 7),
    USUAL("url", URL, 1),
    USUAL("link", URL, 2),
    USUAL("canonical_url", URL, 3),
    USUAL("source_url", URL, 4),
    USUAL("source", SOURCE, 1),
    USUAL("publisher", SOURCE, 2),
    USUAL("publication", SOURCE, 3),
    USUAL("outlet", SOURCE, 4),
    USUAL("source_domain", SOURCE, 5),
    USUAL("newspaper", SOURCE, 6),
    USUAL("domain", SOURCE, 7),
    USUAL("author", AUTHOR, 1),
    USUAL("authors", AUTHOR, 2),
    USUAL("byline", AUTHOR, 3),
    USUAL("creator", AUTHOR, 4),
    USUAL("language", LANGUAGE, 1),
    USUAL("lang", LANGUAGE, 2),
    USUAL("inLanguage", LANGUAGE, 3),
    USUAL("locator", LOCATOR, 1),
#undef USUAL
};

/* A mapping taken apart. */
typedef struct mapped_path {
    property property;
    unsigned char rank;
    int count;
    path_step steps[MAX_PATH_STEPS];
} mapped_path;

/* What was found for one property so far. */
typedef struct finding {
    str value;
    size_t room;        /* bytes that `value` owns; 0 when it is borrowed */
    unsigned char rank; /* 0: nothing yet */
    uint64_t member;    /* the top-level member it came from: elements of one list are joined */
} finding;

typedef struct json_reading {
    arena *arena;
    str record;
    path_step at[MAX_PATH_STEPS]; /* where the parser stands; deeper than that, values are passed over */
    bool in_array[MAX_PATH_STEPS];
    size_t depth;
    uint64_t member; /* counts top-level members */
    const struct usual_key *usual;
    mapped_path *mapped;
    size_t mapped_count;
    bool is_mapped[PROPERTY_COUNT];
    const source_mapping *fields; /* custom, with their paths below */
    mapped_path *field_paths;
    size_t field_count;
    article *out;
    bool has_text; /* a member for the text was there, be it empty */
    finding found[PROPERTY_COUNT];
} json_reading;

static bool is_same_name(str key, str usual)
{
    if (key.len != usual.len)
        return false;
    for (size_t i = 0; i < key.len; i++)
        if (!(usual.data[i] == '_' && (key.data[i] == ' ' || key.data[i] == '-')) &&
            !str_equal_ascii_nocase(str_slice(key, i, i + 1), str_slice(usual, i, i + 1)))
            return false;
    return true;
}

static const struct usual_key *usual_key_named(str key)
{
    for (size_t i = 0; i < sizeof usual_keys / sizeof *usual_keys; i++)
        if (is_same_name(key, usual_keys[i].key))
            return &usual_keys[i];
    return NULL;
}

bool json_is_usual_key(str name)
{
    return usual_key_named(name) != NULL;
}

bool json_names_text(str name)
{
    const struct usual_key *key = usual_key_named(name);
    return key && (key->property == PROPERTY_TEXT || key->property == PROPERTY_TITLE);
}

static const struct usual_key *usual_key_of(const json_reading *j, str key)
{
    const struct usual_key *found = usual_key_named(key);
    return found && !j->is_mapped[found->property] ? found : NULL;
}

/* Elements of a list become one value: paragraphs of a text, names of authors. Other properties keep the first. */
static str separator_of(property p)
{
    return p == PROPERTY_TEXT ? STR("\n\n") : p == PROPERTY_AUTHOR ? STR(", ") : STR("");
}

static void append(arena *a, finding *f, str separator, str more)
{
    size_t need = f->value.len + separator.len + more.len;
    if (need > f->room) {
        char *grown = arena_alloc(a, 2 * need);
        memcpy(grown, f->value.data, f->value.len);
        f->value.data = grown;
        f->room = 2 * need;
    }
    char *end = (char *)f->value.data + f->value.len;
    memcpy(end, separator.data, separator.len);
    memcpy(end + separator.len, more.data, more.len);
    f->value.len = need;
}

/* The parser's strings live until its next step, save those that lie in the record itself. */
static str keep(json_reading *j, str value)
{
    bool borrowed = value.data >= j->record.data && value.data < j->record.data + j->record.len;
    if (!memchr(value.data, '\0', value.len))
        return borrowed ? value : arena_copy(j->arena, value);
    value = arena_copy(j->arena, value);
    for (char *p = (char *)value.data; (p = memchr(p, '\0', (size_t)(value.data + value.len - p)));)
        *p = ' ';
    return value;
}

static void note(json_reading *j, property p, unsigned char rank, str value)
{
    finding *f = &j->found[p];
    j->has_text |= p == PROPERTY_TEXT;
    if (value.len == 0 || (f->rank != 0 && rank > f->rank))
        return;
    if (f->rank == rank && f->member == j->member) {
        str separator = separator_of(p);
        if (separator.len > 0)
            append(j->arena, f, separator, keep(j, value));
        return;
    }
    *f = (finding){.value = keep(j, value), .rank = rank, .member = j->member};
}

/* May a value that lies these steps below the member be its value? The member itself, an element of its list, the name of
 * the object it is or lists. */
static bool is_value_of_member(const json_reading *j, size_t depth_of_member)
{
    size_t below = j->depth - depth_of_member;
    const path_step *step = &j->at[depth_of_member];
    if (below > 0 && !step->key.data) {
        step++;
        below--;
    }
    return below == 0 || (below == 1 && step->key.data && str_equal(step->key, STR("name")));
}

static bool path_leads_here(const json_reading *j, const mapped_path *m)
{
    if (j->depth < (size_t)m->count)
        return false;
    for (int i = 0; i < m->count; i++) {
        const path_step *want = &m->steps[i], *have = &j->at[i];
        if (!want->key.data != !have->key.data)
            return false;
        if (want->key.data ? !str_equal(want->key, have->key) : want->index >= 0 && want->index != have->index)
            return false;
    }
    return is_value_of_member(j, (size_t)m->count);
}

/* A field's value may be in a list, and in the object's "name"; a list of values gives each. */
static void note_fields(json_reading *j, str value)
{
    for (size_t i = 0; i < j->field_count; i++)
        if (path_leads_here(j, &j->field_paths[i]))
            article_add_value(j->arena, j->out, j->fields[i].key, keep(j, value));
}

static void enter_value(json_reading *j)
{
    if (j->depth > 0 && j->depth <= MAX_PATH_STEPS && j->in_array[j->depth - 1])
        j->at[j->depth - 1].index++;
}

static int on_value(json_reading *j, str value, bool is_number)
{
    enter_value(j);
    if (j->depth == 0 || j->depth > MAX_PATH_STEPS)
        return 1;
    if (j->usual && is_value_of_member(j, 1) && !(is_number && j->usual->property == PROPERTY_TEXT))
        note(j, j->usual->property, j->usual->rank, value);
    for (size_t i = 0; i < j->mapped_count; i++)
        if (path_leads_here(j, &j->mapped[i]))
            note(j, j->mapped[i].property, j->mapped[i].rank, value);
    note_fields(j, value);
    return 1;
}

static int on_string(void *context, const unsigned char *text, size_t len)
{
    return on_value(context, (str){(const char *)text, len}, false);
}

static int on_number(void *context, const char *digits, size_t len)
{
    return on_value(context, (str){digits, len}, true);
}

static int on_nothing(void *context)
{
    enter_value(context);
    return 1;
}

static int on_bool(void *context, int value)
{
    json_reading *j = context;
    enter_value(j);
    if (j->depth > 0 && j->depth <= MAX_PATH_STEPS)
        note_fields(j, value ? STR("true") : STR("false"));
    return 1;
}

static int on_start(json_reading *j, bool array)
{
    enter_value(j);
    if (j->depth < MAX_PATH_STEPS) {
        j->at[j->depth] = (path_step){.key = {NULL, 0}, .index = -1};
        j->in_array[j->depth] = array;
    }
    j->depth++;
    return 1;
}

static int on_object(void *context)
{
    return on_start(context, false);
}

static int on_array(void *context)
{
    return on_start(context, true);
}

static int on_end(void *context)
{
    ((json_reading *)context)->depth--;
    return 1;
}

static int on_key(void *context, const unsigned char *text, size_t len)
{
    json_reading *j = context;
    str key = {(const char *)text, len};
    if (j->depth == 1) {
        j->member++;
        j->usual = usual_key_of(j, key);
    }
    if (j->depth <= MAX_PATH_STEPS)
        j->at[j->depth - 1].key = keep(j, key);
    return 1;
}

static const yajl_callbacks callbacks = {.yajl_null = on_nothing,
                                         .yajl_boolean = on_bool,
                                         .yajl_number = on_number,
                                         .yajl_string = on_string,
                                         .yajl_start_map = on_object,
                                         .yajl_map_key = on_key,
                                         .yajl_end_map = on_end,
                                         .yajl_start_array = on_array,
                                         .yajl_end_array = on_end};

/* Four hex digits at `at`, or -1. */
static int hex4(str s, size_t at)
{
    int value = 0;
    if (at + 4 > s.len)
        return -1;
    for (size_t i = at; i < at + 4; i++) {
        char c = s.data[i] | 0x20;
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* Half a surrogate pair stands for no character: its escape becomes that of U+FFFD, so that one code point stays one. */
static str mend_surrogates(arena *a, str record)
{
    char *mended = NULL;
    for (size_t i = 0; i < record.len; i++) {
        const char *escape = memchr(record.data + i, '\\', record.len - i);
        if (!escape || record.data + record.len - escape < 6)
            break;
        i = (size_t)(escape - record.data);
        int first = record.data[i + 1] == 'u' ? hex4(record, i + 2) : 0;
        bool high = first >= 0xD800 && first <= 0xDBFF, low = first >= 0xDC00 && first <= 0xDFFF;
        if (high && i + 12 <= record.len && record.data[i + 6] == '\\' && record.data[i + 7] == 'u') {
            int second = hex4(record, i + 8);
            if (second >= 0xDC00 && second <= 0xDFFF) {
                i += 11;
                continue;
            }
        }
        if (high || low) {
            if (!mended)
                mended = (char *)arena_copy(a, record).data;
            memcpy(mended + i + 2, "fffd", 4);
        }
        i++;
    }
    return mended ? (str){mended, record.len} : record;
}

static void take_mappings(json_reading *j, const source_options *options)
{
    if (options->mapping_count == 0)
        return;
    j->mapped = ARENA_ARRAY(j->arena, mapped_path, options->mapping_count);
    for (size_t i = 0; i < options->mapping_count; i++) {
        mapped_path *m = &j->mapped[j->mapped_count];
        m->property = property_by_name(options->mappings[i].key);
        m->count = path_parse(options->mappings[i].path, m->steps);
        if (m->property == PROPERTY_COUNT || m->count < 0)
            continue;
        m->rank = i < 250 ? (unsigned char)(i + 1) : 250;
        j->is_mapped[m->property] = true;
        j->mapped_count++;
    }
}

static void take_fields(json_reading *j, const source_options *options)
{
    j->fields = options->fields;
    j->field_count = options->field_count;
    j->field_paths = ARENA_ARRAY(j->arena, mapped_path, options->field_count + 1);
    for (size_t i = 0; i < options->field_count; i++) /* checked when the source was opened */
        j->field_paths[i].count = path_parse(options->fields[i].path, j->field_paths[i].steps);
}

/* "1700000000" and "1700000000000" are seconds and milliseconds since 1970; shorter numbers are dates as they are written. */
static day day_of_number(str digits)
{
    uint64_t number;
    digits = str_cut(&digits, '.');
    if (digits.len < 9 || !str_to_u64(digits, &number))
        return NO_DAY;
    if (number >= 100000000000u && number < 100000000000000u)
        number /= 1000;
    return number >= 100000000u && number < 100000000000u ? (day)(number / 86400) : NO_DAY;
}

static quoth_status run_parser(json_reading *j, quoth_error *err)
{
    yajl_handle parser = yajl_alloc(&callbacks, NULL, j);
    if (!parser)
        memory_exhausted(0);
    yajl_config(parser, yajl_dont_validate_strings, 1); /* repaired before */
    const unsigned char *bytes = (const unsigned char *)j->record.data;
    yajl_status status = yajl_parse(parser, bytes, j->record.len);
    size_t at = yajl_get_bytes_consumed(parser);
    if (status == yajl_status_ok)
        status = yajl_complete_parse(parser);
    if (status != yajl_status_ok) {
        unsigned char *words = yajl_get_error(parser, 0, bytes, j->record.len);
        fail(err, QUOTH_BAD_INPUT, "broken JSON at byte %zu: %.*s", at, words ? (int)strcspn((char *)words, "\n") : 0,
             words ? (char *)words : "");
        yajl_free_error(parser, words);
    }
    yajl_free(parser);
    return status == yajl_status_ok ? QUOTH_OK : QUOTH_BAD_INPUT;
}

static quoth_status parse_json(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    json_reading j = {.arena = a, .record = mend_surrogates(a, utf8_repair(a, r->bytes))};
    str trimmed = str_trim(j.record);
    if (trimmed.len == 0 || trimmed.data[0] != '{')
        return fail(err, QUOTH_BAD_INPUT, "not a JSON object");
    take_mappings(&j, r->options);
    take_fields(&j, r->options);
    j.out = out;
    TRY(run_parser(&j, err));
    for (property p = 0; p < PROPERTY_COUNT; p++)
        if (j.found[p].rank)
            *property_of(out, p) = j.found[p].value;
    out->published_day = day_of_number(out->published);
    if (out->body.len == 0 && out->title.len == 0) {
        if (j.has_text && out->id.len > 0)
            return QUOTH_OK; /* an item without words, such as a withdrawn one: its id and date are still worth keeping */
        if (j.has_text)
            return fail(err, QUOTH_BAD_INPUT, "an empty article: its text and title are empty, and it has no id");
        fail(err, QUOTH_BAD_INPUT, "no text: none of its members has one of the usual names");
        fail_hint(err, "say which holds it, as in --map text=.story.full,title=.head");
        return QUOTH_BAD_INPUT;
    }
    return QUOTH_OK;
}

static bool sniff_json(str head)
{
    if (str_starts_with(head, STR("\xEF\xBB\xBF")))
        head = str_slice(head, 3, head.len);
    head = str_trim(head);
    if (head.len < 2 || (head.data[0] != '{' && head.data[0] != '['))
        return false;
    str rest = str_trim(str_slice(head, 1, head.len));
    return rest.len > 0 && strchr(head.data[0] == '{' ? "\"}" : "{]", rest.data[0]);
}

const source_format format_jsonl = {
    .info = {"jsonl", ".jsonl .ndjson .jl .json", "JSON: one object a line, one after the other, or one array of them"},
    .sniff = sniff_json,
    .cut = json_cut,
    .parse = parse_json,
};
