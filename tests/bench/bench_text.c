/* bench_text.c - how many megabytes a second does each step of text analysis read?
 *
 *     bench_text FILE      texts in FILE are separated by a record separator (0x1E): jq -j '.text,"\u001e"' < articles.jsonl
 *
 * Prints CPU time of one thread. Not part of the tests: figures depend on the machine. */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "text/analysis.h"
#include "text/stem.h"
#include "text/utf8.h"

enum { MOST_BYTES = 1 << 30 };

typedef struct totals {
    uint64_t bytes, texts, tokens, compounds, sentences, paragraphs, stem_bytes;
    uint64_t repair_ns, detect_ns, analyse_ns, stem_ns;
    uint64_t languages[256];
} totals;

static void stem_all(stemmers *s, language lang, const analysis *an, totals *t)
{
    for (uint32_t i = 0; i < an->token_count; i++)
        t->stem_bytes += stem_word(s, lang, token_form(&an->tokens[i])).len;
}

static void measure(arena *a, stemmers *s, str text, totals *t)
{
    analysis an;
    uint64_t start = clock_thread_cpu_ns();
    text = utf8_repair(a, text);
    uint64_t repaired = clock_thread_cpu_ns();
    language lang = language_detect(text, NULL);
    uint64_t detected = clock_thread_cpu_ns();
    analyse(a, text, lang, &an);
    uint64_t analysed = clock_thread_cpu_ns();
    stem_all(s, lang, &an, t);
    uint64_t stemmed = clock_thread_cpu_ns();
    t->repair_ns += repaired - start;
    t->detect_ns += detected - repaired;
    t->analyse_ns += analysed - detected;
    t->stem_ns += stemmed - analysed;
    t->bytes += text.len;
    t->texts++;
    t->tokens += an.token_count;
    t->compounds += an.compound_count;
    t->sentences += an.sentence_count;
    t->paragraphs += an.paragraph_count;
    t->languages[lang]++;
}

static void print_step(const char *name, uint64_t ns, const totals *t)
{
    printf("%-10s %8.1f MB/s %8.2f us a text\n", name, ns ? (double)t->bytes * 1000 / (double)ns : 0,
           t->texts ? (double)ns / 1000 / (double)t->texts : 0);
}

static void print_totals(const totals *t)
{
    printf("%llu texts, %llu bytes, %llu tokens, %llu compounds, %llu sentences, %llu paragraphs\n", (unsigned long long)t->texts,
           (unsigned long long)t->bytes, (unsigned long long)t->tokens, (unsigned long long)t->compounds,
           (unsigned long long)t->sentences, (unsigned long long)t->paragraphs);
    print_step("repair", t->repair_ns, t);
    print_step("language", t->detect_ns, t);
    print_step("analyse", t->analyse_ns, t);
    print_step("stem", t->stem_ns, t);
    for (language lang = 0; lang < language_count(); lang++)
        if (t->languages[lang])
            printf("%.*s %llu  ", STR_ARG(language_code(lang)), (unsigned long long)t->languages[lang]);
    printf("\n");
}

int main(int argc, char **argv)
{
    arena file = {0}, scratch = {0};
    quoth_error err = {0};
    str texts;
    if (argc != 2 || file_read(&file, argv[1], MOST_BYTES, &texts, &err) != QUOTH_OK) {
        fprintf(stderr, "usage: bench_text FILE\n");
        return 2;
    }
    totals t = {0};
    stemmers *s = stemmers_new();
    while (texts.len > 0) {
        measure(&scratch, s, str_cut(&texts, '\x1e'), &t);
        arena_reset(&scratch);
    }
    print_totals(&t);
    stemmers_free(&s);
    arena_release(&scratch);
    arena_release(&file);
    return 0;
}
