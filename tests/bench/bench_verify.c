/* bench_verify.c - how fast and how right is quoth_verify? bench_verify ARCHIVE [TEXTS]
 *
 * Draws quotations of at least eight words from all over the archive and asks about each as it is, with one word changed, with
 * two dropped, and as a text made up of words of several quotations. Prints median, 99th percentile and maximum of the CPU time,
 * and how often each verdict was given. Deterministic but for the times. */
#include <quoth.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_TEXTS = 2000, MOST_WORDS = 40, LEAST_WORDS = 8, LONGEST = 2000 };

typedef enum alteration { AS_IT_IS, ONE_CHANGED, TWO_DROPPED, MADE_UP, ALTERATIONS } alteration;
static const char *const names[] = {"as it is", "one word changed", "two words dropped", "made up"};
static const quoth_verdict right[] = {QUOTH_SAID_EXACTLY, QUOTH_SAID_ALTERED, QUOTH_SAID_ALTERED, QUOTH_NO_RECORD};

typedef struct sample {
    char *texts[MOST_TEXTS], *speakers[MOST_TEXTS];
    uint64_t articles[MOST_TEXTS];
    size_t count, wanted;
    uint64_t seen, step;
} sample;

static uint32_t random_number(uint32_t below)
{
    static uint64_t state = 42;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((state >> 33) % below);
}

static size_t split(char *text, char **words)
{
    size_t count = 0;
    for (char *word = strtok(text, " \t\n"); word && count < MOST_WORDS; word = strtok(NULL, " \t\n"))
        words[count++] = word;
    return count;
}

static int take(void *context, const quoth_said *said)
{
    sample *s = context;
    size_t spaces = 0;
    for (const char *c = said->text; *c; c++)
        spaces += *c == ' ';
    if (said->in_title || spaces < LEAST_WORDS || spaces > MOST_WORDS - 2 || strlen(said->text) > LONGEST / 2 ||
        strcmp(said->kind, "direct") != 0 || s->seen++ % s->step != 0)
        return 1;
    s->texts[s->count] = strdup(said->text);
    s->speakers[s->count] = strdup(said->speaker);
    s->articles[s->count++] = said->article;
    return s->count < s->wanted;
}

static const char *word_of(const sample *s, char *copy)
{
    char *words[MOST_WORDS];
    strcpy(copy, s->texts[random_number((uint32_t)s->count)]);
    size_t count = split(copy, words);
    return words[1 + random_number((uint32_t)count - 2)];
}

static void join(char *out, char **words, size_t count)
{
    *out = '\0';
    for (size_t i = 0; i < count; i++)
        strcat(strcat(out, i ? " " : ""), words[i]);
}

static void alter(const sample *s, size_t i, alteration how, char *out)
{
    char text[LONGEST], other[LONGEST];
    char *words[MOST_WORDS];
    strcpy(text, s->texts[i]);
    size_t count = split(text, words);
    switch (how) {
    case AS_IT_IS: break;
    case ONE_CHANGED: words[1 + random_number((uint32_t)count - 2)] = (char *)"grandfatherly"; break;
    case TWO_DROPPED:
        for (int k = 0; k < 2; k++) {
            size_t at = 1 + random_number((uint32_t)count - 2);
            memmove(words + at, words + at + 1, (count - at - 1) * sizeof *words);
            count--;
        }
        break;
    case MADE_UP:
        *out = '\0';
        for (size_t k = 0; k < 12; k++)
            strcat(strcat(out, k ? " " : ""), word_of(s, other));
        return;
    case ALTERATIONS: break;
    }
    join(out, words, count);
}

static int rising(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static int ask(quoth_archive *archive, const sample *s, alteration how, int by_speaker, int verbose)
{
    double *times = calloc(s->count, sizeof *times);
    size_t verdicts[4] = {0}, found = 0;
    for (size_t i = 0; i < s->count; i++) {
        char text[2 * LONGEST];
        quoth_verification *v;
        quoth_error err;
        alter(s, i, how, text);
        clock_t start = clock(); /* of the CPU: others may be at work here */
        if (quoth_verify(archive, text, by_speaker ? s->speakers[i] : NULL, &v, &err) != QUOTH_OK) {
            fprintf(stderr, "%s: %s\n", text, err.message);
            return 1;
        }
        times[i] = (double)(clock() - start) * 1000 / CLOCKS_PER_SEC;
        verdicts[v->verdict]++;
        int here = 0;
        for (size_t k = 0; k < v->source_count; k++)
            here |= v->sources[k].article == s->articles[i];
        found += (size_t)here;
        if (verbose && v->verdict != right[how])
            fprintf(stderr, "%s (%s) %.2f: %s\n      %s\n", names[how], quoth_verdict_name(v->verdict), v->similarity, text,
                    v->closest ? v->closest->text : "-");
        quoth_verification_free(v);
    }
    qsort(times, s->count, sizeof *times, rising);
    printf("%-18s %-4s median %6.1f ms  p99 %6.1f ms  most %6.1f ms  right %5.1f %%  (exact %zu, altered %zu, other %zu, none "
           "%zu; its article "
           "among the sources %zu)\n",
           names[how], by_speaker ? "--by" : "", times[s->count / 2], times[s->count * 99 / 100], times[s->count - 1],
           100.0 * (double)verdicts[right[how]] / (double)s->count, verdicts[0], verdicts[1], verdicts[2], verdicts[3], found);
    free(times);
    return 0;
}

int main(int argc, char **argv)
{
    sample s = {.wanted = argc > 2 ? (size_t)atol(argv[2]) : 200};
    quoth_archive *archive;
    quoth_stats stats;
    quoth_error err;
    if (argc < 2 || s.wanted == 0 || s.wanted > MOST_TEXTS) {
        fprintf(stderr, "usage: bench_verify ARCHIVE [TEXTS (at most %d)]\n", MOST_TEXTS);
        return 2;
    }
    if (quoth_archive_open(argv[1], &archive, &err) != QUOTH_OK || quoth_stats_get(archive, &stats, &err) != QUOTH_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 3;
    }
    /* About one quotation in twelve is direct and of a fitting length. */
    s.step = stats.quotations / 12 / s.wanted + 1;
    quoth_quotes_options options = {.context = &s, .visit = take};
    if (quoth_quotes(archive, "kind:direct", &options, NULL, &err) != QUOTH_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 3;
    }
    printf("%zu quotations of %llu articles\n", s.count, (unsigned long long)stats.articles);
    int failed = 0;
    for (int how = 0; how < ALTERATIONS && !failed && s.count; how++)
        failed = ask(archive, &s, (alteration)how, 0, argc > 3) || (how < MADE_UP && ask(archive, &s, (alteration)how, 1, 0));
    quoth_archive_close(archive);
    return failed ? 3 : 0;
}
