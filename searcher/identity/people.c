/* people.c - who is who in an archive: names, grouped by evidence and by what somebody said */
#include "searcher/identity/people.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "store/field.h"

#include <stdlib.h>
#include <sys/stat.h>

/* --- the file of aliases --- */

typedef struct alias_cache {
    arena a;
    alias_book book;
    struct stat seen; /* of the file that was read; all zero: there was none */
    bool read;
} alias_cache;

static bool is_unchanged(const struct stat *x, const struct stat *y)
{
    return x->st_ino == y->st_ino && x->st_size == y->st_size && x->st_mtim.tv_sec == y->st_mtim.tv_sec &&
           x->st_mtim.tv_nsec == y->st_mtim.tv_nsec;
}

static quoth_status read_aliases(alias_cache *cache, const char *path, quoth_error *err)
{
    str text = STR("");
    arena_reset(&cache->a);
    cache->book = (alias_book){.entries = NULL};
    quoth_status status = file_read(&cache->a, path, LIMIT_ALIAS_BYTES, &text, err);
    if (status == QUOTH_NOT_FOUND)
        return QUOTH_OK;
    return status == QUOTH_OK ? alias_parse(&cache->a, path, text, &cache->book, err) : status;
}

quoth_status people_aliases(quoth_archive *archive, const alias_book **out, quoth_error *err)
{
    arena scratch = {0};
    struct stat now = {0};
    if (!archive->aliases)
        archive->aliases = mem_zalloc(sizeof *archive->aliases);
    alias_cache *cache = archive->aliases;
    const char *path = path_join(&scratch, archive->dir, ALIAS_FILE);
    quoth_status status = QUOTH_OK;
    if (stat(path, &now) != 0)
        now = (struct stat){0};
    if (!cache->read || !is_unchanged(&now, &cache->seen)) {
        status = read_aliases(cache, path, err);
        cache->read = status == QUOTH_OK;
        cache->seen = now;
    }
    arena_release(&scratch);
    *out = &cache->book;
    return status;
}

void people_aliases_free(alias_cache **cache)
{
    if (*cache)
        arena_release(&(*cache)->a);
    free(*cache);
    *cache = NULL;
}

/* --- evidence --- */

typedef struct evidence_source {
    quoth_archive *archive;
    arena *a;
    const alias_book *book;
} evidence_source;

typedef VEC(uint32_t) article_list;

typedef struct posting_walk {
    quoth_archive *archive;
    arena *a;
    article_list *out;
} posting_walk;

/* Postings of removed articles stay for a while: they have no slot any more. */
static int take_posting(void *context, xc_docid docid, uint32_t wdf, uint32_t length)
{
    posting_walk *w = context;
    uint32_t article = inverted_article_of(w->archive->inverted, docid);
    (void)wdf;
    (void)length;
    if (forward_reader_slot(w->archive->forward, article))
        vec_push(w->a, w->out, article);
    return 1;
}

static quoth_status articles_of(quoth_archive *archive, arena *a, uint32_t speaker, article_list *out, quoth_error *err)
{
    DEFER(buf_release) buf term = {0};
    posting_walk w = {archive, a, out};
    xc_error why;
    term_speaker(&term, speaker);
    if (xc_each_posting(inverted_reader_database(archive->inverted), term.data, term.len, take_posting, &w, &why) != XC_OK)
        return inverted_failure(&why, "cannot read the index", err);
    return QUOTH_OK;
}

static int compare_articles(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static quoth_status together(void *context, const known_name *x, const known_name *y, uint64_t *out, quoth_error *err)
{
    evidence_source *e = context;
    article_list of_x = {0}, of_y = {0};
    TRY(articles_of(e->archive, e->a, x->number, &of_x, err));
    TRY(articles_of(e->archive, e->a, y->number, &of_y, err));
    *out = 0;
    if (of_y.count)
        qsort(of_y.items, of_y.count, sizeof *of_y.items, compare_articles);
    for (size_t i = 0; i < of_x.count && of_y.count; i++)
        *out += bsearch(&of_x.items[i], of_y.items, of_y.count, sizeof *of_y.items, compare_articles) != NULL;
    return QUOTH_OK;
}

static bool is_apart(void *context, const known_name *x, const known_name *y)
{
    const evidence_source *e = context;
    return e->book->rules.count && alias_is_apart(e->book, x->folded, y->folded);
}

static void note_day(known_name *n, day published)
{
    if (published == NO_DAY)
        return;
    if (n->first == NO_DAY || published < n->first)
        n->first = published;
    if (n->last == NO_DAY || published > n->last)
        n->last = published;
}

/* --- finding a few --- */

typedef struct finder {
    evidence_source evidence; /* first: also the context of group_evidence */
    known_name **slots;       /* by number, open addressing */
    size_t slot_count, used;
    VEC(known_name *) found; /* in the order met; those before `done` have been followed */
    size_t done;
    quoth_error *err;
} finder;

static known_name **slot_of(known_name **slots, size_t slot_count, uint32_t number)
{
    size_t at = (size_t)hash_u64(number) & (slot_count - 1);
    while (slots[at] && slots[at]->number != number)
        at = (at + 1) & (slot_count - 1);
    return &slots[at];
}

static void make_room(finder *f)
{
    if (f->used * 2 < f->slot_count)
        return;
    size_t larger = f->slot_count ? f->slot_count * 4 : 256;
    known_name **slots = ARENA_ARRAY(f->evidence.a, known_name *, larger);
    for (size_t i = 0; i < f->slot_count; i++)
        if (f->slots[i])
            *slot_of(slots, larger, f->slots[i]->number) = f->slots[i];
    f->slots = slots;
    f->slot_count = larger;
}

/* The name with this number, read when it is first asked for. */
static quoth_status load(finder *f, uint32_t number, known_name **out)
{
    make_room(f);
    known_name **slot = slot_of(f->slots, f->slot_count, number);
    if (!*slot) {
        known_name *n = ARENA_NEW(f->evidence.a, known_name);
        *n = (known_name){.number = number, .first = NO_DAY, .last = NO_DAY};
        TRY(catalogue_speaker_name(f->evidence.archive->catalogue, f->evidence.a, number, &n->name, f->err));
        known_name_prepare(f->evidence.a, n);
        *slot = n;
        f->used++;
    }
    *out = *slot;
    return QUOTH_OK;
}

static quoth_status add(finder *f, uint32_t number)
{
    known_name *n;
    TRY(load(f, number, &n));
    if (!n->is_found)
        vec_push(f->evidence.a, &f->found, n);
    n->is_found = true;
    return QUOTH_OK;
}

static quoth_status count_articles(finder *f, known_name *n)
{
    article_list articles = {0};
    quoth_archive *archive = f->evidence.archive;
    TRY(articles_of(archive, f->evidence.a, n->number, &articles, f->err));
    n->articles = articles.count;
    for (size_t i = 0; i < articles.count; i++)
        note_day(n, forward_reader_slot(archive->forward, articles.items[i])->published_day);
    return QUOTH_OK;
}

static quoth_status group_sound(finder *f, const known_name *n)
{
    uint32_t *numbers;
    size_t count, kept = 0;
    TRY(catalogue_speakers_sounding(f->evidence.archive->catalogue, f->evidence.a, n->sound, &numbers, &count, f->err));
    known_name **names = ARENA_ARRAY(f->evidence.a, known_name *, count + 1);
    for (size_t i = 0; i < count; i++) {
        TRY(load(f, numbers[i], &names[kept]));
        if (!str_equal(names[kept]->sound, n->sound) || names[kept]->is_grouped)
            continue;
        TRY(count_articles(f, names[kept]));
        names[kept]->is_grouped = true;
        kept += names[kept]->articles > 0; /* nobody of that name is left */
    }
    group_evidence evidence = {&f->evidence, is_apart, together};
    return group_names(f->evidence.a, names, (uint32_t)kept, &evidence, f->err);
}

/* Everyone of the same group. */
static quoth_status follow_group(finder *f, known_name *n)
{
    if (n->parts.kind == NAME_OTHER)
        return QUOTH_OK;
    if (!n->is_grouped)
        TRY(group_sound(f, n));
    for (size_t i = 0; i < f->slot_count; i++)
        if (f->slots[i] && !f->slots[i]->is_found && f->slots[i]->same_as == n->same_as)
            TRY(add(f, f->slots[i]->number));
    return QUOTH_OK;
}

static quoth_status add_named(finder *f, str folded)
{
    uint32_t number;
    quoth_status status = catalogue_speaker_number(f->evidence.archive->catalogue, folded, &number, f->err);
    return status == QUOTH_OK ? add(f, number) : status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
}

static quoth_status follow_merge(finder *f, str folded)
{
    const alias_rule *merge = alias_find(f->evidence.book, ALIAS_MERGE, folded);
    for (uint32_t i = 0; merge && i < merge->count; i++)
        TRY(add_named(f, merge->folded[i]));
    return QUOTH_OK;
}

static bool has_words(str folded, const str *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool met = false;
        for (str rest = folded; rest.len && !met;)
            met = str_equal(str_cut(&rest, ' '), words[i]);
        if (!met)
            return false;
    }
    return true;
}

/* Names that somebody gave: of a merge any leads to all, a new name to whoever was called otherwise. (Somebody else may bear the
 * new name: the old one does not lead to him.) */
static quoth_status add_aliases(finder *f, const str *words, size_t word_count)
{
    for (size_t i = 0; i < f->evidence.book->rules.count; i++) {
        const alias_rule *rule = &f->evidence.book->rules.items[i];
        uint32_t leading = rule->verb == ALIAS_MERGE || rule->verb == ALIAS_RENAME ? rule->count : 0;
        uint32_t meant = rule->verb == ALIAS_RENAME ? 1 : rule->count;
        bool named = false;
        for (uint32_t j = 0; j < leading; j++)
            named |= has_words(rule->folded[j], words, word_count);
        for (uint32_t j = 0; named && j < meant; j++)
            TRY(add_named(f, rule->folded[j]));
    }
    return QUOTH_OK;
}

static quoth_status follow_all(finder *f)
{
    for (; f->done < f->found.count; f->done++) {
        known_name *n = f->found.items[f->done];
        TRY(follow_group(f, n));
        TRY(follow_merge(f, n->folded));
    }
    return QUOTH_OK;
}

static void give(finder *f, uint32_t **numbers, size_t *count)
{
    *numbers = ARENA_ARRAY(f->evidence.a, uint32_t, f->found.count + 1);
    *count = 0;
    for (size_t i = 0; i < f->found.count; i++)
        if (!alias_is_hidden(f->evidence.book, f->found.items[i]->folded))
            (*numbers)[(*count)++] = f->found.items[i]->number;
    if (*count)
        qsort(*numbers, *count, sizeof **numbers, compare_articles);
}

quoth_status people_find(quoth_archive *archive, arena *a, const str *words, size_t word_count, uint32_t **numbers, size_t *count,
                         quoth_error *err)
{
    finder f = {.evidence = {.archive = archive, .a = a}, .err = err};
    uint32_t *named;
    size_t named_count;
    TRY(people_aliases(archive, &f.evidence.book, err));
    TRY(catalogue_speakers_with(archive->catalogue, a, words, word_count, &named, &named_count, err));
    for (size_t i = 0; i < named_count; i++)
        TRY(add(&f, named[i]));
    TRY(add_aliases(&f, words, word_count));
    if (named_count <= PEOPLE_MOST)
        TRY(follow_all(&f));
    give(&f, numbers, count);
    return QUOTH_OK;
}

/* --- grouping all --- */

static int by_sound(const void *x, const void *y)
{
    const known_name *a = *(known_name *const *)x, *b = *(known_name *const *)y;
    int order = str_compare(a->sound, b->sound);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static quoth_status group_sounds(evidence_source *source, known_name **list, uint32_t count, quoth_error *err)
{
    arena scratch = {0};
    evidence_source in_scratch = *source;
    group_evidence evidence = {&in_scratch, is_apart, together};
    quoth_status status = QUOTH_OK;
    in_scratch.a = &scratch;
    for (uint32_t from = 0, to; from < count && status == QUOTH_OK; from = to) {
        for (to = from + 1; to < count && str_equal(list[to]->sound, list[from]->sound); to++) {
        }
        arena_reset(&scratch);
        status = group_names(&scratch, list + from, to - from, &evidence, err);
    }
    arena_release(&scratch);
    return status;
}

/* The number of a name, by binary search in the names sorted by their folded form. */
static int by_folded(const void *x, const void *y)
{
    return str_compare((*(known_name *const *)x)->folded, (*(known_name *const *)y)->folded);
}

static known_name *named(known_name **sorted, uint32_t count, str folded)
{
    known_name wanted = {.folded = folded}, *key = &wanted;
    known_name **at = count ? bsearch(&key, sorted, count, sizeof *sorted, by_folded) : NULL;
    return at ? *at : NULL;
}

static known_name *leader_of(known_name *n)
{
    while (n->same_as != n)
        n = n->same_as;
    return n;
}

/* Of each merge all go by the leader of the first name that is there. */
static void apply_merges(const alias_book *book, known_name **sorted, uint32_t count)
{
    for (size_t i = 0; i < book->rules.count; i++) {
        const alias_rule *rule = &book->rules.items[i];
        known_name *first = NULL;
        for (uint32_t j = 0; rule->verb == ALIAS_MERGE && j < rule->count; j++) {
            known_name *n = named(sorted, count, rule->folded[j]);
            if (n && first)
                leader_of(n)->same_as = leader_of(first);
            else if (n)
                first = n;
        }
    }
}

quoth_status people_group(quoth_archive *archive, arena *a, known_name *names, uint32_t count, quoth_error *err)
{
    evidence_source source = {.archive = archive, .a = a};
    known_name **list = ARENA_ARRAY(a, known_name *, count + 1);
    uint32_t used = 0, people = 0;
    TRY(people_aliases(archive, &source.book, err));
    for (uint32_t i = 1; i < count; i++) {
        if (names[i].name.len == 0)
            continue;
        known_name_prepare(a, &names[i]);
        if (names[i].sound.len && names[i].articles)
            list[people++] = &names[i];
    }
    qsort(list, people, sizeof *list, by_sound);
    TRY(group_sounds(&source, list, people, err));
    if (source.book->rules.count == 0)
        return QUOTH_OK;
    for (uint32_t i = 1; i < count; i++)
        if (names[i].name.len)
            list[used++] = &names[i];
    qsort(list, used, sizeof *list, by_folded);
    apply_merges(source.book, list, used);
    for (uint32_t i = 0; i < used; i++)
        list[i]->same_as = leader_of(list[i]);
    for (uint32_t i = 0; i < used; i++)
        if (alias_is_hidden(source.book, list[i]->folded))
            list[i]->same_as = NULL;
    return QUOTH_OK;
}
