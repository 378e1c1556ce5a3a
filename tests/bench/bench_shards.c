/* bench_shards.c - how fast do articles' terms become shards, in bulk and by Xapian's interface, and shards one shard?
 *
 *     bench_shards FILE FOLDER SIZE…    texts in FILE are separated by 0x1E: jq -j '.text,"\u001e"' < articles.jsonl
 *
 * For each SIZE (articles a shard) prints CPU time of one thread, given the terms: stems with their counts, as the writer passes
 * them. FOLDER is made and removed. Not part of the tests: figures depend on the machine. */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "store/inverted/inverted.h"
#include "text/analysis.h"
#include "text/stem.h"

enum { MOST_BYTES = 1 << 30, STEM_SLOTS = 1 << 22 };

typedef struct stem_slot {
    str stem;
    uint32_t article, place; /* where the article counts it */
} stem_slot;

typedef struct article_terms {
    inverted_term *terms;
    size_t count;
} article_terms;

typedef struct corpus {
    arena a;
    VEC(article_terms) articles;
    uint64_t bytes, terms;
    stem_slot *slots;
} corpus;

static stem_slot *slot_of(corpus *c, str stem)
{
    for (size_t i = hash_bytes(stem, 0) & (STEM_SLOTS - 1);; i = (i + 1) & (STEM_SLOTS - 1)) {
        if (c->slots[i].stem.len == 0)
            c->slots[i].stem = arena_copy(&c->a, stem);
        if (str_equal(c->slots[i].stem, stem))
            return &c->slots[i];
    }
}

static void add_article(corpus *c, arena *scratch, stemmers *s, str text)
{
    analysis an;
    uint32_t number = (uint32_t)c->articles.count + 1;
    analyse(scratch, text, language_from(STR("en")), &an);
    VEC(inverted_term) terms = {0};
    for (uint32_t i = 0; i < an.token_count; i++) {
        stem_slot *slot = slot_of(c, stem_word(s, language_from(STR("en")), token_form(&an.tokens[i])));
        if (slot->article != number) {
            slot->article = number;
            slot->place = (uint32_t)terms.count;
            vec_push(scratch, &terms, (inverted_term){slot->stem, 0, NULL});
        }
        terms.items[slot->place].wdf++;
    }
    article_terms art = {arena_alloc(&c->a, terms.count * sizeof *art.terms + 1), terms.count};
    if (terms.count > 0)
        memcpy(art.terms, terms.items, terms.count * sizeof *art.terms);
    vec_push(&c->a, &c->articles, art);
    c->bytes += text.len;
    c->terms += terms.count;
}

static void read_corpus(corpus *c, str texts)
{
    arena scratch = {0};
    stemmers *s = stemmers_new();
    c->slots = mem_zalloc(STEM_SLOTS * sizeof *c->slots);
    while (texts.len > 0) {
        add_article(c, &scratch, s, str_cut(&texts, '\x1e'));
        arena_reset(&scratch);
    }
    free(c->slots);
    stemmers_free(&s);
    arena_release(&scratch);
    printf("%zu articles, %.1f MB, %.0f different terms an article\n", c->articles.count, (double)c->bytes / 1e6,
           (double)c->terms / (double)c->articles.count);
}

static void stop_at(const quoth_error *err)
{
    fprintf(stderr, "bench_shards: %s\n", err->message);
    exit(1);
}

static double rate(const corpus *c, uint64_t ns)
{
    return ns ? (double)c->bytes * 1000 / (double)ns : 0;
}

static shard_info build_shard(const corpus *c, const char *dir, size_t from, size_t to, uint64_t *add_ns, uint64_t *finish_ns,
                              size_t *memory)
{
    shard_builder *b;
    shard_info info;
    quoth_error err;
    char name[32];
    snprintf(name, sizeof name, "s%u", (unsigned)from);
    uint64_t start = clock_thread_cpu_ns();
    if (shard_builder_new(dir, name, &b, &err) != QUOTH_OK)
        stop_at(&err);
    for (size_t i = from; i < to; i++)
        if (shard_builder_add(b, (uint32_t)i + 1, c->articles.items[i].terms, c->articles.items[i].count, &err) != QUOTH_OK)
            stop_at(&err);
    uint64_t added = clock_thread_cpu_ns();
    if (shard_builder_memory(b) > *memory)
        *memory = shard_builder_memory(b);
    if (shard_builder_finish(&b, &info, &err) != QUOTH_OK)
        stop_at(&err);
    *add_ns += added - start;
    *finish_ns += clock_thread_cpu_ns() - added;
    return info;
}

static void measure(const corpus *c, const char *dir, size_t size, bool by_interface, const char *merge_way)
{
    arena a = {0};
    quoth_error err;
    inverted_manifest m = {.generation = 1};
    uint64_t add_ns = 0, finish_ns = 0;
    size_t memory = 0;
    setenv("QUOTH_SHARDS", by_interface ? "api" : "bulk", 1);
    for (size_t i = 0; i < c->articles.count; i += size) {
        size_t to = i + size < c->articles.count ? i + size : c->articles.count;
        shard_info info = build_shard(c, dir, i, to, &add_ns, &finish_ns, &memory);
        vec_push(&a, &m.shards, info);
    }
    char *inverted = path_join(&a, dir, "inverted");
    double before = (double)folder_size(inverted) / 1e6;
    printf("%-5s %6zu a shard: %6.1f MB/s (add %6.1f, finish %6.1f), builder %5.1f MB, %zu shards %6.2f MB",
           by_interface ? "api" : "bulk", size, rate(c, add_ns + finish_ns), rate(c, add_ns), rate(c, finish_ns),
           (double)memory / 1e6, m.shards.count, before);
    setenv("QUOTH_SHARDS", merge_way, 1);
    uint64_t start = clock_thread_cpu_ns();
    if (m.shards.count > 1) {
        if (inverted_merge(dir, &a, &m, 0, m.shards.count, "merged", &err) != QUOTH_OK)
            stop_at(&err);
        uint64_t ns = clock_thread_cpu_ns() - start;
        printf("; merge (%s) %6.1f MB/s, %6.2f MB", merge_way, rate(c, ns), (double)folder_size(inverted) / 1e6 - before);
    }
    printf("\n");
    fflush(stdout);
    (void)folder_remove(dir, NULL);
    arena_release(&a);
}

int main(int argc, char **argv)
{
    arena file = {0};
    corpus c = {0};
    quoth_error err = {0};
    str texts;
    if (argc < 4 || file_read(&file, argv[1], MOST_BYTES, &texts, &err) != QUOTH_OK) {
        fprintf(stderr, "usage: bench_shards FILE FOLDER SIZE...\n%s\n", err.message);
        return 2;
    }
    read_corpus(&c, texts);
    arena_release(&file);
    for (int i = 3; i < argc; i++) {
        measure(&c, argv[2], strtoul(argv[i], NULL, 10), false, "bulk");
        measure(&c, argv[2], strtoul(argv[i], NULL, 10), false, "api");
        if (i == 3)
            measure(&c, argv[2], strtoul(argv[i], NULL, 10), true, "api");
    }
    arena_release(&c.a);
    return 0;
}
