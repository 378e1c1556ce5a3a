/* api_inspect.c - look at what an archive holds: articles, totals, fields */
#include <quoth/inspect.h>

#include "base/file.h"
#include "names/byline.h"
#include "searcher/archive.h"
#include "searcher/custom.h"
#include "searcher/page.h"
#include "searcher/stored.h"
#include "store/claim.h"
#include "store/copies.h"
#include "store/fields/custom.h"
#include "store/fields/field.h"
#include "store/home.h"
#include "store/tags/public.h"

#include <pthread.h>
#include <stdlib.h>

/* --- one article --- */

typedef struct whole_article {
    quoth_article shown; /* first: what the caller holds */
    arena a;
    quoth_tags *tags;
} whole_article;

static void show_fields(whole_article *w, str lines)
{
    str rest = lines, name, value;
    while (custom_next(&rest, &name, &value))
        w->shown.field_count++;
    quoth_field_value *list = ARENA_ARRAY(&w->a, quoth_field_value, w->shown.field_count + 1), *to = list;
    while (custom_next(&lines, &name, &value))
        *to++ = (quoth_field_value){arena_zero_terminated(&w->a, name), arena_zero_terminated(&w->a, value)};
    w->shown.fields = list;
}

static void show_claims(whole_article *w, const day_claims *found, day published)
{
    char date[11];
    quoth_date_claim *list = ARENA_ARRAY(&w->a, quoth_date_claim, found->count + 1);
    for (size_t i = 0; i < found->count; i++)
        list[i] = (quoth_date_claim){.origin = claim_origin_name(found->items[i].origin),
                                     .words = claim_origin_words(found->items[i].origin),
                                     .date = arena_zero_terminated(&w->a, str_from(day_format(found->items[i].day, date))),
                                     .is_believed = i == 0,
                                     .is_conflict = claim_disagrees(&found->items[i], published)};
    w->shown.claims = list;
    w->shown.claim_count = found->count;
}

static quoth_status read_claims(quoth_archive *archive, arena *a, const catalogue_article *row, day_claims *out, quoth_error *err)
{
    str encoded;
    TRY(catalogue_get_claims(archive->catalogue, a, row->id, &encoded, err));
    return claims_decode(encoded, row->published_day, out, err);
}

static void show_article(whole_article *w, const stored_article *s, const focus_list *places, const rule_names *rules)
{
    char date[11] = "";
    const tags_lookup lookup = {.stored = rules};
    if (s->row.published_day != NO_DAY)
        day_format(s->row.published_day, date);
    w->tags = tags_public_new(&s->found, places, s->row.title, s->body, &lookup);
    w->shown = (quoth_article){.id = s->row.id,
                               .external_id = arena_zero_terminated(&w->a, s->row.external_id),
                               .locator = arena_zero_terminated(&w->a, s->row.locator),
                               .title = arena_zero_terminated(&w->a, s->row.title),
                               .text = arena_zero_terminated(&w->a, s->body),
                               .url = arena_zero_terminated(&w->a, s->row.url),
                               .author = arena_zero_terminated(&w->a, s->row.author),
                               .source = arena_zero_terminated(&w->a, s->row.source),
                               .language = language_code(s->row.lang).data,
                               .published = arena_zero_terminated(&w->a, s->row.published),
                               .date = arena_zero_terminated(&w->a, str_from(date)),
                               .text_bytes = s->body.len,
                               .tags = w->tags};
    w->shown.authors = byline_list(&w->a, s->row.author, &w->shown.author_count);
    show_fields(w, s->row.fields);
}

quoth_status quoth_article_get(quoth_archive *archive, uint64_t id, const quoth_article **article, quoth_error *err)
{
    arena scratch = {0};
    stored_article s = {0};
    rule_names rules = {.speaker = STR("")};
    focus_list places;
    day_claims claims;
    TRY(archive_enter(archive, err));
    quoth_status status = id > UINT32_MAX ? fail(err, QUOTH_NOT_FOUND, "no article %llu", (unsigned long long)id)
                                          : stored_read(archive, &scratch, (uint32_t)id, true, &s, err);
    if (status == QUOTH_OK)
        status = rule_names_load(archive->catalogue, &scratch, &rules, err);
    if (status == QUOTH_OK)
        status = read_claims(archive, &scratch, &s.row, &claims, err);
    archive_leave(archive);
    if (status == QUOTH_OK) {
        whole_article *w = mem_zalloc(sizeof *w);
        focus_of_tags(&scratch, &s.found, &s.body_words, &places);
        show_article(w, &s, &places, &rules);
        show_claims(w, &claims, s.row.published_day);
        *article = &w->shown;
    }
    arena_release(&scratch);
    return status;
}

void quoth_article_free(const quoth_article *article)
{
    whole_article *w = (whole_article *)article;
    if (!w)
        return;
    quoth_tags_free(w->tags);
    arena_release(&w->a);
    free(w);
}

static bool is_article(quoth_archive *archive, str key, uint64_t *id)
{
    return str_to_u64(key, id) && *id > 0 && *id <= UINT32_MAX && forward_reader_slot(archive->forward, (uint32_t)*id) != NULL;
}

static quoth_status find_article(quoth_archive *archive, arena *a, str key, uint64_t *id, quoth_error *err)
{
    uint32_t *ids;
    size_t count;
    TRY(catalogue_find(archive->catalogue, a, key, &ids, &count, err));
    if (count == 1) {
        *id = ids[0];
        return QUOTH_OK;
    }
    if (count > 1) {
        quoth_status status = fail(err, QUOTH_BAD_USAGE, "%zu articles are called %.*s", count, STR_ARG(key));
        fail_hint(err, "take one by its number: %u, %u%s", ids[0], ids[1], count > 2 ? ", …" : "");
        return status;
    }
    if (is_article(archive, key, id))
        return QUOTH_OK;
    return fail(err, QUOTH_NOT_FOUND, "no article is called %.*s", STR_ARG(key));
}

quoth_status quoth_article_find(quoth_archive *archive, const char *key, uint64_t *id, quoth_error *err)
{
    arena a = {0};
    TRY(archive_enter(archive, err));
    /* A number of the archive comes first: it is what answers show. */
    str name = str_from(key), base = page_locator_base(name);
    quoth_status status = is_article(archive, name, id) ? QUOTH_OK : find_article(archive, &a, name, id, err);
    if (status == QUOTH_NOT_FOUND && base.len < name.len)
        status = find_article(archive, &a, base, id, err);
    archive_leave(archive);
    arena_release(&a);
    return status;
}

/* --- totals --- */

static void write_day(day d, char out[11])
{
    out[0] = '\0';
    if (d != NO_DAY && d != DAY_OPEN_LAST)
        day_format(d, out);
}

static uint64_t bytes_below(const char *dir, const char *name)
{
    arena a = {0};
    uint64_t bytes = folder_size(path_join(&a, dir, name));
    arena_release(&a);
    return bytes;
}

static uint64_t bytes_of(const char *dir, const char *name)
{
    arena a = {0};
    uint64_t bytes = 0;
    if (file_size(path_join(&a, dir, name), &bytes, NULL) != QUOTH_OK)
        bytes = 0;
    arena_release(&a);
    return bytes;
}

quoth_status quoth_stats_get(quoth_archive *archive, quoth_stats *stats, quoth_error *err)
{
    catalogue_totals t;
    copies_totals copies = {0};
    uint64_t generation = 0;
    TRY(archive_enter(archive, err));
    quoth_status status = catalogue_totals_get(archive->catalogue, &t, err);
    if (status == QUOTH_OK)
        status = catalogue_generation(archive->catalogue, &generation, err);
    if (status == QUOTH_OK)
        status = copies_totals_get(archive->catalogue, &copies, err);
    archive_leave(archive);
    TRY(status);
    *stats = (quoth_stats){.articles = t.articles,
                           .text_bytes = t.body_bytes,
                           .words = t.words,
                           .distinct_words = t.distinct_words,
                           .quotations = t.quotations,
                           .speakers = t.speakers,
                           .files = t.files,
                           .generation = generation,
                           .copy_groups = copies.groups,
                           .copies = copies.articles,
                           .catalogue_bytes =
                               bytes_of(archive->dir, "catalogue.sqlite") + bytes_of(archive->dir, "catalogue.sqlite-wal"),
                           .inverted_bytes = bytes_below(archive->dir, "inverted"),
                           .forward_bytes = bytes_below(archive->dir, "forward")};
    write_day(t.first_published, stats->first_date);
    write_day(t.last_published, stats->last_date);
    return QUOTH_OK;
}

typedef struct value_pass {
    quoth_value_visitor visit;
    void *context;
    arena a;
} value_pass;

static bool pass_value(void *context, str value, uint64_t articles)
{
    value_pass *p = context;
    return p->visit(p->context, arena_zero_terminated(&p->a, value), articles) != 0;
}

static quoth_status each_value(quoth_archive *archive, quoth_status (*walk)(catalogue *, value_visitor, void *, quoth_error *),
                               quoth_value_visitor visit, void *context, quoth_error *err)
{
    value_pass p = {.visit = visit, .context = context};
    TRY(archive_enter(archive, err));
    quoth_status status = walk(archive->catalogue, pass_value, &p, err);
    archive_leave(archive);
    arena_release(&p.a);
    return status;
}

quoth_status quoth_each_source(quoth_archive *archive, quoth_value_visitor visit, void *context, quoth_error *err)
{
    return each_value(archive, catalogue_each_source, visit, context, err);
}

quoth_status quoth_each_language(quoth_archive *archive, quoth_value_visitor visit, void *context, quoth_error *err)
{
    return each_value(archive, catalogue_each_language, visit, context, err);
}

typedef struct home_pass {
    int (*visit)(void *context, const quoth_home *home);
    void *context;
    arena a;
} home_pass;

static bool pass_home(void *context, str source, str encoded, quoth_error *err, quoth_status *status)
{
    home_pass *p = context;
    home_votes votes;
    place shown;
    *status = home_votes_decode(encoded, &votes, err);
    if (*status != QUOTH_OK)
        return false;
    source_home at = home_of(&votes);
    place_id narrowest = at.county ? at.county : at.division ? at.division : at.country;
    if (narrowest == NO_PLACE || !gazetteer_get(narrowest, &shown))
        return true;
    quoth_home home = {.source = arena_zero_terminated(&p->a, source),
                       .place = arena_zero_terminated(&p->a, gazetteer_full_name(&p->a, narrowest)),
                       .country = arena_zero_terminated(&p->a, str_from(shown.country)),
                       .geonameid = narrowest,
                       .share = at.share / 100.0,
                       .articles = at.articles};
    return p->visit(p->context, &home) != 0;
}

quoth_status quoth_each_home(quoth_archive *archive, int (*visit)(void *context, const quoth_home *home), void *context,
                             quoth_error *err)
{
    home_pass p = {.visit = visit, .context = context};
    TRY(archive_enter(archive, err));
    quoth_status status = catalogue_each_home(archive->catalogue, pass_home, &p, err);
    archive_leave(archive);
    arena_release(&p.a);
    return status;
}

/* --- fields --- */

static quoth_status each_in_index(quoth_archive *archive, const char *field_name, value_pass *p, quoth_error *err)
{
    str name = str_from(field_name ? field_name : "");
    custom_fields known = custom_fields_of(archive);
    if (!field_name)
        return custom_each_field(archive, pass_value, p, err);
    if (!known.has(known.context, name))
        return fail(err, QUOTH_NOT_FOUND, "no article has a field %.*s of its own", STR_ARG(name));
    return custom_each_value(archive, name, pass_value, p, err);
}

static quoth_status each_custom(quoth_archive *archive, const char *field_name, quoth_value_visitor visit, void *context,
                                quoth_error *err)
{
    value_pass p = {.visit = visit, .context = context};
    TRY(archive_enter(archive, err));
    quoth_status status = each_in_index(archive, field_name, &p, err);
    archive_leave(archive);
    arena_release(&p.a);
    return status;
}

quoth_status quoth_each_custom_field(quoth_archive *archive, quoth_value_visitor visit, void *context, quoth_error *err)
{
    return each_custom(archive, NULL, visit, context, err);
}

quoth_status quoth_each_field_value(quoth_archive *archive, const char *field_name, quoth_value_visitor visit, void *context,
                                    quoth_error *err)
{
    return each_custom(archive, field_name, visit, context, err);
}

static quoth_field_info field_list[FIELD_COUNT];
static size_t field_list_count;

static void fill_field_list(void)
{
    for (field_id id = FIELD_NONE + 1; id < FIELD_COUNT; id++) {
        const field *f = field_at(id);
        if (id == FIELD_CUSTOM)
            continue;
        field_list[field_list_count++] = (quoth_field_info){f->name, f->from, f->matches, f->example, 1};
    }
}

const quoth_field_info *quoth_field_list(size_t i)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, fill_field_list);
    return i < field_list_count ? &field_list[i] : NULL;
}
