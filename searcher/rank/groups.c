/* groups.c - which are the best groups of copies, and which copy stands for each?
 *
 * The best articles are folded; where that leaves too few groups, four times as many are, and so on: the groups are exactly the
 * best, in the order of the same articles unfolded. */
#include "searcher/rank/groups.h"

#include "base/limits.h"
#include "store/copies.h"
#include "text/fold.h"

typedef struct folding {
    session *s;
    const char *lead;
    str lead_source;      /* folded; empty: none is named */
    VEC(ranked_hit) best; /* of each group */
    VEC(hit_group) groups;
    arena scratch;
} folding;

/* --- finding the groups --- */

static bool has_group(const folding *f, uint32_t group)
{
    for (size_t i = f->groups.count; i > 0 && group != 0; i--)
        if (f->groups.items[i - 1].group == group)
            return true;
    return false;
}

static quoth_status fold_hits(folding *f, const ranking *r, size_t needed, quoth_error *err)
{
    f->best.count = f->groups.count = 0;
    for (size_t i = 0; i < r->count && f->groups.count < needed; i++) {
        hit_group g = {0};
        TRY(copies_group_of(f->s->archive->catalogue, r->hits[i].article, &g.group, err));
        if (has_group(f, g.group))
            continue;
        vec_push(f->s->a, &f->best, r->hits[i]);
        vec_push(f->s->a, &f->groups, g);
    }
    return QUOTH_OK;
}

static quoth_status find_groups(folding *f, const ranking_wanted *wanted, ranking *out, quoth_error *err)
{
    size_t needed = wanted->offset + wanted->limit;
    ranking_wanted deep = *wanted;
    deep.offset = 0;
    for (deep.limit = needed;; deep.limit = deep.limit * 4 < LIMIT_TOP_HITS ? deep.limit * 4 : LIMIT_TOP_HITS) {
        TRY(rank_articles(f->s->archive, f->s->a, &f->s->plan, f->s->m, &deep, out, err));
        TRY(fold_hits(f, out, needed, err));
        if (f->groups.count >= needed || out->count < deep.limit || deep.limit == LIMIT_TOP_HITS)
            return QUOTH_OK;
    }
}

/* --- what stands behind a hit --- */

static quoth_status does_match(folding *f, uint32_t article, bool *out, quoth_error *err)
{
    forward_record record = {.article = article};
    spans unused;
    quoth_archive *archive = f->s->archive;
    const forward_slot *slot = forward_reader_slot(archive->forward, article);
    unsigned sections = matcher_sections(f->s->m, true);
    *out = false;
    if (!slot)
        return QUOTH_OK;
    arena_reset(&f->scratch);
    record.lang = slot->lang;
    if (sections)
        TRY(forward_reader_get(archive->forward, &f->scratch, article, sections, &record, err));
    row_reader row = {.archive = archive, .a = &f->scratch, .article = article, .err = err};
    article_facts facts = {
        .record = &record, .slot = slot, .context = &row, .value = row_reader_value, .changes = row_reader_changes};
    *out = matcher_highlights(f->s->m, &facts, &unused);
    return row.status == QUOTH_NOT_FOUND ? QUOTH_OK : row.status;
}

/* The members that match; the best one is known to. Of a group of thousands the first are told. */
static quoth_status keep_matching(folding *f, hit_group *g, uint32_t best, quoth_error *err)
{
    size_t kept = 0;
    TRY(copies_of_group(f->s->archive->catalogue, f->s->a, g->group, &g->copies, &g->copy_count, err));
    for (size_t i = 0; i < g->copy_count && i < LIMIT_COPIES_TOLD; i++) {
        bool matches = g->copies[i] == best;
        if (!matches)
            TRY(does_match(f, g->copies[i], &matches, err));
        if (matches)
            g->copies[kept++] = g->copies[i];
    }
    g->copy_count = kept;
    return QUOTH_OK;
}

/* --- the lead --- */

static quoth_status read_lead(folding *f, quoth_error *err)
{
    const char *lead = f->lead ? f->lead : "best";
    if (strncmp(lead, "source:", 7) == 0 && lead[7])
        f->lead_source = fold(f->s->a, str_from(lead + 7));
    else if (strcmp(lead, "best") != 0 && strcmp(lead, "first") != 0 && strcmp(lead, "longest") != 0) {
        quoth_status status = fail(err, QUOTH_BAD_USAGE, "no copy is called \"%.60s\"", lead);
        fail_hint(err, "best, first, longest or source:NAME");
        return status;
    }
    f->lead = lead;
    return QUOTH_OK;
}

static bool is_of_source(folding *f, const forward_slot *slot)
{
    str name;
    arena_reset(&f->scratch);
    return slot->source != 0 &&
           catalogue_source_name(f->s->archive->catalogue, &f->scratch, slot->source, &name, NULL) == QUOTH_OK &&
           str_equal(fold(&f->scratch, name), f->lead_source);
}

/* The smaller, the sooner it leads: of the source or not, then by day or by length. */
static int64_t rank_as_lead(folding *f, uint32_t article)
{
    const int64_t last = (int64_t)1 << 40;
    const forward_slot *slot = forward_reader_slot(f->s->archive->forward, article);
    if (!slot)
        return 4 * last;
    if (strcmp(f->lead, "longest") == 0)
        return -(int64_t)slot->words;
    int64_t day_rank = slot->published_day == NO_DAY ? last : slot->published_day;
    return f->lead_source.len > 0 && !is_of_source(f, slot) ? 2 * last + day_rank : day_rank;
}

static void choose_lead(folding *f, hit_group *g, ranked_hit *hit)
{
    int64_t best = INT64_MAX;
    if (strcmp(f->lead, "best") != 0)
        for (size_t i = 0; i < g->copy_count; i++) {
            int64_t rank = rank_as_lead(f, g->copies[i]);
            if (rank < best) {
                best = rank;
                hit->article = g->copies[i];
            }
        }
    size_t kept = 0;
    for (size_t i = 0; i < g->copy_count; i++)
        if (g->copies[i] != hit->article)
            g->copies[kept++] = g->copies[i];
    g->copy_count = kept;
}

/* --- the whole --- */

static quoth_status fill_page(folding *f, const ranking_wanted *wanted, ranking *out, hit_group **groups, quoth_error *err)
{
    size_t skip = wanted->offset < f->groups.count ? wanted->offset : f->groups.count;
    out->hits = f->best.items + skip;
    out->count = f->groups.count - skip;
    *groups = f->groups.items + skip;
    for (size_t i = 0; i < out->count; i++) {
        if ((*groups)[i].group == 0)
            continue;
        TRY(keep_matching(f, &(*groups)[i], out->hits[i].article, err));
        choose_lead(f, &(*groups)[i], &out->hits[i]);
    }
    return QUOTH_OK;
}

quoth_status rank_groups(session *s, const ranking_wanted *wanted, const char *lead, ranking *out, hit_group **groups,
                         quoth_error *err)
{
    folding f = {.s = s, .lead = lead};
    if (wanted->offset > LIMIT_FOLDED_HITS || wanted->limit > LIMIT_FOLDED_HITS - wanted->offset)
        return fail(err, QUOTH_LIMIT, "copies are folded among the first %d hits at most", LIMIT_FOLDED_HITS);
    quoth_status status = read_lead(&f, err);
    if (status == QUOTH_OK)
        status = find_groups(&f, wanted, out, err);
    if (status == QUOTH_OK)
        status = fill_page(&f, wanted, out, groups, err);
    arena_release(&f.scratch);
    return status;
}
