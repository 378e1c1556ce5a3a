/* main.c - do a real archive and the naive evaluator give the same answers and the same highlights?
 *
 * oracle [--sample=N] [--each=M] [--from=K] FOLDER-FOR-ARCHIVE ARTICLES-FOLDER|- TREES SEED [INVENTED-ARTICLES]
 *
 * --sample  articles of the folder in an archive; all of them take part, archive by archive (all at once)
 * --each    trees asked of one archive (all)
 * --from    begins at this tree, to look at it again */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "compare.h"

typedef struct wanted {
    const char *dir, *folder;
    unsigned long trees, seed, each, from;
    unsigned sample, invented;
} wanted;

/* One of so many is a question. */
enum { EACH_ANY = 12 };

static bool try_one(trial *t, unsigned long number)
{
    DEFER(buf_release) buf text = {0};
    unsigned depth = (unsigned)(number % 5);
    arena_reset(&t->a);
    t->any = number % EACH_ANY == EACH_ANY - 1;
    expression *e = t->any ? expression_random_any(&t->a, t->w) : expression_random(&t->a, t->w, depth);
    expression_write(e, &text);
    buf_put_byte(&text, '\0');
    t->query = text.data;
    choices_find(&t->a, t->w, e);
    return compare_all(t, e, number, depth == 2);
}

/* Asks trees [from, to) of the archive that belongs to them; how many agree before the first that does not. */
static unsigned long try_archive(const wanted *o, quarry *q, trial *t, unsigned long from, unsigned long to)
{
    world w = {.archive = NULL};
    unsigned long done = from;
    random_seed(o->seed + 7919 * (from / o->each));
    archive_make(o->dir, q, o->invented, o->sample, (unsigned)(from / o->each));
    world_read(&w, o->dir);
    t->w = &w;
    for (bool same = true; done < to && same; done += same) {
        random_seed(o->seed + done * 1000003u);
        same = done < o->from || try_one(t, done);
    }
    if (done < to)
        printf("tree %lu of seed %lu; the archive is %s\n", done, o->seed, o->dir);
    else
        (void)folder_remove(o->dir, NULL);
    world_release(&w);
    return done;
}

static bool try_all(const wanted *o, quarry *q)
{
    uint64_t start = clock_ns();
    trial t = {.query = ""};
    unsigned long done = o->from - o->from % o->each, to;
    bool same = true;
    for (; done < o->trees && same; done = same ? to : done) {
        to = done + o->each < o->trees ? done + o->each : o->trees;
        unsigned long reached = try_archive(o, q, &t, done, to);
        same = reached == to;
        if (!same)
            done = reached;
        printf("%lu trees, %llu answers, %llu highlighted spans, %llu whys agree, seed %lu, %.1f s\n", same ? to : done,
               (unsigned long long)t.answers, (unsigned long long)t.spans, (unsigned long long)t.whys, o->seed,
               (double)(clock_ns() - start) / 1e9);
        fflush(stdout);
    }
    arena_release(&t.a);
    return same;
}

static bool read_option(const char *arg, wanted *o)
{
    if (strncmp(arg, "--sample=", 9) == 0)
        o->sample = (unsigned)strtoul(arg + 9, NULL, 10);
    else if (strncmp(arg, "--each=", 7) == 0)
        o->each = strtoul(arg + 7, NULL, 10);
    else if (strncmp(arg, "--from=", 7) == 0)
        o->from = strtoul(arg + 7, NULL, 10);
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    wanted o = {.invented = 60};
    int at = 1;
    while (at < argc && read_option(argv[at], &o))
        at++;
    if (argc - at < 4) {
        fprintf(stderr, "usage: oracle [--sample=N] [--each=M] [--from=K] FOLDER-FOR-ARCHIVE ARTICLES-FOLDER|- TREES SEED "
                        "[INVENTED-ARTICLES]\n");
        return 2;
    }
    arena a = {0};
    o.dir = argv[at];
    o.folder = strcmp(argv[at + 1], "-") == 0 ? NULL : argv[at + 1];
    o.trees = strtoul(argv[at + 2], NULL, 10);
    o.seed = strtoul(argv[at + 3], NULL, 10);
    o.invented = argc - at > 4 ? (unsigned)atoi(argv[at + 4]) : o.invented;
    o.each = o.each ? o.each : o.trees;
    random_seed(o.seed);
    quarry *q = quarry_open(o.folder, arena_printf(&a, "%s.all", o.dir).data);
    bool same = try_all(&o, q);
    quarry_free(&q);
    arena_release(&a);
    return same ? 0 : 1;
}
