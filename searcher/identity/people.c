/* people.c - who is who in an archive: names, joined by evidence and by what somebody said */
#include "searcher/identity/people.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "searcher/identity/make.h"
#include "text/fold.h"

#include <stdlib.h>
#include <sys/stat.h>

/* --- the file of aliases --- */

typedef struct alias_cache {
    arena a;
    alias_book book;
    uint64_t hash;    /* of the text; 0: there was no file */
    struct stat seen; /* of the file that was read; all zero: there was none */
    bool read;
} alias_cache;

static bool is_unchanged(const struct stat *x, const struct stat *y)
{
    return x->st_ino == y->st_ino && x->st_size == y->st_size && x->st_mtim.tv_sec == y->st_mtim.tv_sec &&
           x->st_mtim.tv_nsec == y->st_mtim.tv_nsec;
}

enum { MOST_WARNINGS = 10 /* of one file: one that is no text has a line of them a line */ };

static void warn_of(const quoth_archive *archive, arena *a, const alias_problems *problems, const char *path)
{
    if (!archive->warn)
        return;
    for (size_t i = 0; i < problems->count && i < MOST_WARNINGS; i++)
        archive->warn(archive->warn_context, arena_printf(a, "%s:%u: %.*s; the line is passed over", path,
                                                          problems->items[i].line, STR_ARG(problems->items[i].what))
                                                 .data);
    if (problems->count > MOST_WARNINGS)
        archive->warn(archive->warn_context,
                      arena_printf(a, "%s: %zu more lines are passed over", path, problems->count - MOST_WARNINGS).data);
}

/* A file that cannot be read at all is as good as none, but for the warning. */
static void read_aliases(const quoth_archive *archive, alias_cache *cache, const char *path)
{
    str text = STR("");
    quoth_error err;
    alias_problems problems = {0};
    arena_reset(&cache->a);
    cache->book = (alias_book){.entries = NULL};
    cache->hash = 0;
    quoth_status status = file_read(&cache->a, path, LIMIT_ALIAS_BYTES, &text, &err);
    if (status == QUOTH_OK) {
        cache->hash = hash_bytes(text, 1);
        alias_parse_usable(&cache->a, text, &cache->book, &problems);
    } else if (status != QUOTH_NOT_FOUND && archive->warn)
        archive->warn(archive->warn_context, err.message);
    warn_of(archive, &cache->a, &problems, path);
}

const alias_book *people_aliases(quoth_archive *archive)
{
    arena scratch = {0};
    struct stat now = {0};
    if (!archive->aliases)
        archive->aliases = mem_zalloc(sizeof *archive->aliases);
    alias_cache *cache = archive->aliases;
    const char *path = path_join(&scratch, archive->dir, ALIAS_FILE);
    if (stat(path, &now) != 0)
        now = (struct stat){0};
    if (!cache->read || !is_unchanged(&now, &cache->seen))
        read_aliases(archive, cache, path);
    cache->read = true;
    cache->seen = now;
    arena_release(&scratch);
    return &cache->book;
}

/* --- the table --- */

static people_state state_of(const quoth_archive *archive)
{
    return (people_state){.catalogue = archive->entered,
                          .forward = forward_reader_generation(archive->forward),
                          .inverted = inverted_reader_generation(archive->inverted),
                          .aliases = archive->aliases->hash,
                          .slots_file = forward_reader_file(archive->forward),
                          .end = forward_reader_end(archive->forward)};
}

static bool is_of(const people_table *t, const people_state *now)
{
    const people_state *made = &t->state;
    return t->count > 0 && made->catalogue == now->catalogue && made->forward == now->forward &&
           made->inverted == now->inverted && made->aliases == now->aliases && made->slots_file == now->slots_file &&
           made->end == now->end;
}

/* The catalogue knows, unless it and the slots are of two states: a walk over all slots for each article that comes would be
 * dear. */
static quoth_status count_articles(quoth_archive *archive, people_state *now, quoth_error *err)
{
    uint64_t articles = 0;
    if (now->catalogue == now->forward)
        TRY(catalogue_article_count(archive->catalogue, &articles, err));
    else
        for (uint32_t article = 1; article < now->end; article++)
            articles += forward_reader_slot(archive->forward, article) != NULL;
    now->articles = (uint32_t)articles;
    return QUOTH_OK;
}

/* A table that a few articles make newer is found again from the file in less time than the file takes to be written. */
static bool is_worth_saving(const people_state *saved, const people_state *now)
{
    enum { FEW = 100, SHARE = 256 };
    uint32_t few = saved->end / SHARE > FEW ? saved->end / SHARE : FEW;
    return saved->end == 0 || saved->aliases != now->aliases || saved->slots_file != now->slots_file || now->end < saved->end ||
           now->end - saved->end > few || now->articles < saved->articles;
}

static quoth_status make_table(quoth_archive *archive, const alias_book *book, people_state *now, const people_state *saved,
                               people_table *t, quoth_error *err)
{
    people_table before = *t;
    TRY(count_articles(archive, now, err));
    *t = (people_table){.count = 0};
    quoth_status status = people_make(archive, book, now, &before, t, err);
    people_table_close(&before);
    if (status == QUOTH_OK && is_worth_saving(saved, now))
        people_table_save(t, archive->dir);
    return status;
}

quoth_status people_of(quoth_archive *archive, const people_table **out, quoth_error *err)
{
    const alias_book *book = people_aliases(archive);
    people_state now = state_of(archive);
    if (!archive->people)
        archive->people = mem_zalloc(sizeof *archive->people);
    people_table *t = archive->people;
    *out = t;
    if (is_of(t, &now))
        return QUOTH_OK;
    people_table kept;
    people_state saved = {0};
    if (people_table_open(archive->dir, &kept)) {
        saved = kept.state;
        bool is_newer =
            t->count == 0 || kept.state.catalogue > t->state.catalogue || kept.state.slots_file != t->state.slots_file;
        people_table older = is_newer ? *t : kept;
        *t = is_newer ? kept : *t;
        people_table_close(&older);
    }
    return is_of(t, &now) ? QUOTH_OK : make_table(archive, book, &now, &saved, t, err);
}

void people_free(quoth_archive *archive)
{
    if (archive->people)
        people_table_close(archive->people);
    if (archive->aliases)
        arena_release(&archive->aliases->a);
    free(archive->people);
    free(archive->aliases);
}

static int compare_heads(const void *x, const void *y)
{
    uint32_t a = ((const shown_as *)x)->head, b = ((const shown_as *)y)->head;
    return (a > b) - (a < b);
}

quoth_status people_name(quoth_archive *archive, arena *a, const people_table *t, uint32_t head, str *out, quoth_error *err)
{
    *out = STR("");
    if (head == 0)
        return QUOTH_OK;
    const shown_as wanted = {.head = head};
    const shown_as *given = t->shown_count ? bsearch(&wanted, t->shown, t->shown_count, sizeof *t->shown, compare_heads) : NULL;
    if (!given || given->start > t->text.len || given->len > t->text.len - given->start)
        return catalogue_speaker_name(archive->catalogue, a, head, out, err);
    *out = arena_copy(a, str_slice(t->text, given->start, given->start + given->len));
    return QUOTH_OK;
}

/* --- finding some --- */

enum { MOST_NAME_WORDS = 16 };

typedef struct finder {
    quoth_archive *archive;
    arena *a;
    const people_table *t;
    const alias_book *book;
    uint64_t *seen; /* a bit a speaker */
    VEC(uint32_t) found;
    quoth_error *err;
} finder;

static bool is_new(finder *f, uint32_t number)
{
    uint64_t bit = 1ull << number % 64;
    if (number == 0 || number >= f->t->count || (f->seen[number / 64] & bit))
        return false;
    f->seen[number / 64] |= bit;
    return true;
}

/* The name and all others of the person; a hidden name is nobody's and leads to none. */
static void add(finder *f, uint32_t number)
{
    if (people_head(f->t, number) == 0)
        return;
    for (; is_new(f, number); number = f->t->next[number])
        if (f->t->head[number])
            vec_push(f->a, &f->found, number);
}

static quoth_status add_named(finder *f, str folded)
{
    uint32_t number;
    quoth_status status = catalogue_speaker_number(f->archive->catalogue, folded, &number, f->err);
    if (status == QUOTH_OK)
        add(f, number);
    return status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
}

/* As the words of names that were found are told: "Smith-Jones" is found by smith, by jones, and whole. */
static bool has_word(str folded, str word)
{
    for (size_t at = 0, start = 0; at <= folded.len; at++) {
        if (at < folded.len && !catalogue_separates_words(folded.data[at]))
            continue;
        if (str_equal(str_slice(folded, start, at), word))
            return true;
        start = at + 1;
    }
    for (str rest = folded; rest.len;)
        if (str_equal(str_cut(&rest, ' '), word))
            return true;
    return false;
}

static bool has_words(str folded, const str *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!has_word(folded, words[i]))
            return false;
    return true;
}

/* Names that somebody gave: of a merge any leads to all, a new name to whoever was called otherwise. (Somebody else may bear the
 * new name: the old one does not lead to him.) */
static quoth_status add_rule(finder *f, const alias_rule *rule)
{
    uint32_t meant = rule->verb == ALIAS_RENAME ? 1 : rule->verb == ALIAS_MERGE ? rule->count : 0;
    for (uint32_t i = 0; i < meant; i++)
        TRY(add_named(f, rule->folded[i]));
    return QUOTH_OK;
}

static quoth_status add_aliases(finder *f, const str *words, size_t word_count)
{
    for (size_t i = 0; i < f->book->rules.count; i++) {
        const alias_rule *rule = &f->book->rules.items[i];
        bool named = false;
        for (uint32_t j = 0; j < rule->count; j++)
            named |= has_words(rule->folded[j], words, word_count);
        if (named)
            TRY(add_rule(f, rule));
    }
    return QUOTH_OK;
}

static size_t cut_words(str folded, str words[MOST_NAME_WORDS])
{
    size_t count = 0;
    while (folded.len && count < MOST_NAME_WORDS) {
        str word = str_trim(str_cut(&folded, ' '));
        if (word.len)
            words[count++] = word;
    }
    return count;
}

static quoth_status find_by_words(finder *f, str folded)
{
    str words[MOST_NAME_WORDS];
    size_t word_count = cut_words(folded, words), count;
    uint32_t *numbers;
    TRY(catalogue_speakers_with(f->archive->catalogue, f->a, words, word_count, &numbers, &count, f->err));
    for (size_t i = 0; i < count; i++)
        add(f, numbers[i]);
    return word_count ? add_aliases(f, words, word_count) : QUOTH_OK;
}

/* A name without quotation marks, which a query cannot write between its own: Bertram "Bert" Holt. */
static str unmarked(arena *a, str folded)
{
    char *plain = arena_zero_terminated(a, folded);
    for (size_t i = 0; i < folded.len; i++)
        if (plain[i] == '"')
            plain[i] = ' ';
    return alias_fold(a, (str){plain, folded.len});
}

static quoth_status add_unmarked(finder *f, str folded)
{
    uint32_t *numbers;
    str plain = unmarked(f->a, folded), words[MOST_NAME_WORDS];
    size_t word_count = cut_words(plain, words), count;
    TRY(catalogue_speakers_with(f->archive->catalogue, f->a, words, word_count, &numbers, &count, f->err));
    for (size_t i = 0; i < count; i++) {
        str name;
        TRY(catalogue_speaker_name(f->archive->catalogue, f->a, numbers[i], &name, f->err));
        if (str_equal(unmarked(f->a, alias_fold(f->a, name)), plain))
            add(f, numbers[i]);
    }
    return QUOTH_OK;
}

static bool is_in_rule(const alias_rule *rule, str folded)
{
    for (uint32_t i = 0; i < rule->count; i++)
        if (str_equal(rule->folded[i], folded))
            return true;
    return false;
}

static quoth_status find_by_name(finder *f, str folded)
{
    if (folded.len == 0)
        return QUOTH_OK;
    TRY(add_named(f, folded));
    if (f->found.count == 0)
        TRY(add_unmarked(f, folded));
    for (size_t i = 0; i < f->book->rules.count; i++)
        if (is_in_rule(&f->book->rules.items[i], folded))
            TRY(add_rule(f, &f->book->rules.items[i]));
    return QUOTH_OK;
}

static int compare_u32(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* --- one of several people of one name --- */

uint32_t people_names_of(const people_table *t, uint32_t person)
{
    if (person < t->count)
        return person;
    for (uint32_t i = 0; i < t->namesake_count; i++)
        if (t->namesakes[i].person == person)
            return people_head(t, t->namesakes[i].head);
    return 0;
}

static bool has_namesake(const people_table *t, uint32_t head)
{
    for (uint32_t i = 0; i < t->namesake_count; i++)
        if (t->namesakes[i].head == head)
            return true;
    return false;
}

/* The person who is told apart by this name; 0 when there is none. */
static uint32_t named_apart(const finder *f, str folded)
{
    const people_table *t = f->t;
    for (uint32_t i = 0; i < t->shown_count && t->namesake_count; i++) {
        const shown_as *s = &t->shown[i];
        if (s->start > t->text.len || s->len > t->text.len - s->start)
            continue;
        str name = alias_fold(f->a, str_slice(t->text, s->start, s->start + s->len));
        if (str_equal(name, folded) && (s->head >= t->count || has_namesake(t, s->head)))
            return s->head;
    }
    return 0;
}

static void find_apart(finder *f, uint32_t person, people_found *out)
{
    const people_table *t = f->t;
    VEC(uint32_t) articles = {0};
    uint32_t head = people_names_of(t, person);
    add(f, head);
    for (uint32_t i = 0; i < t->namesake_count; i++)
        if (t->namesakes[i].head == head && (person < t->count || t->namesakes[i].person == person))
            vec_push(f->a, &articles, t->namesakes[i].article);
    out->articles = articles.items;
    out->article_count = articles.count;
    out->but = person < t->count;
}

quoth_status people_find(quoth_archive *archive, arena *a, str value, people_found *out, quoth_error *err)
{
    finder f = {.archive = archive, .a = a, .book = people_aliases(archive), .err = err};
    *out = (people_found){.numbers = NULL};
    TRY(people_of(archive, &f.t, err));
    f.seen = ARENA_ARRAY(a, uint64_t, f.t->count / 64 + 1);
    value = str_trim(value);
    bool exact = str_starts_with(value, STR("="));
    str name = alias_fold(a, str_slice(value, exact, value.len));
    uint32_t apart = named_apart(&f, name);
    if (apart)
        find_apart(&f, apart, out);
    else if (exact)
        TRY(find_by_name(&f, name));
    else
        TRY(find_by_words(&f, fold(a, value)));
    if (f.found.count > 1)
        qsort(f.found.items, f.found.count, sizeof *f.found.items, compare_u32);
    out->numbers = f.found.items;
    out->count = f.found.count;
    return QUOTH_OK;
}
