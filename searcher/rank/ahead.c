/* ahead.c - what do the bytes of many records say of a query? */
#include "searcher/rank/ahead.h"

#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* A record takes about .6 us, a thread 30 until it is at work. */
enum { WORTH = 500, PORTION = 64 };

bool ahead_is_worth(const matcher *m, size_t count)
{
    return count >= WORTH && matcher_has_runs(m);
}

typedef struct looking {
    const forward_reader *forward;
    const uint32_t *list;
    size_t count;
    int8_t *verdicts;
    atomic_size_t next; /* the first that nobody has taken */
} looking;

/* One thread's part in it. */
typedef struct looker {
    looking *at;
    matcher *m;
    arena scratch;
    size_t known;
} looker;

static matcher_verdict verdict_of(looker *l, uint32_t article)
{
    forward_record record;
    arena_reset(&l->scratch);
    if (forward_reader_get(l->at->forward, &l->scratch, article, FORWARD_CODED, &record, NULL) != QUOTH_OK)
        return MATCHER_UNSURE;
    return matcher_judge(l->m, &record);
}

static void look_at(looker *l, size_t from, size_t end)
{
    enum { SLOT_AHEAD = 4, RECORD_AHEAD = 2 };
    const looking *at = l->at;
    for (size_t i = from; i < end; i++) {
        forward_reader_expect_slot(at->forward, at->list[i + SLOT_AHEAD < end ? i + SLOT_AHEAD : i]);
        if (i + RECORD_AHEAD < end)
            forward_reader_expect(at->forward, at->list[i + RECORD_AHEAD]);
        matcher_verdict verdict = verdict_of(l, at->list[i]);
        at->verdicts[i] = verdict == MATCHER_UNSURE ? -1 : verdict == MATCHER_ACCEPTS;
        l->known += verdict != MATCHER_UNSURE;
    }
}

static void *look(void *context)
{
    looker *l = context;
    for (;;) {
        size_t from = atomic_fetch_add(&l->at->next, PORTION), left = from < l->at->count ? l->at->count - from : 0;
        if (left == 0)
            break;
        look_at(l, from, from + (left < PORTION ? left : PORTION));
    }
    arena_release(&l->scratch);
    return NULL;
}

/* Threads of the machine that run or wait for a processor: "0.20 0.18 0.12 1/80 11206" of proc(5). */
static unsigned long runnable_now(void)
{
    char text[128] = "", *from;
    int fd = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);
    ssize_t length = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        close(fd);
    text[length > 0 ? length : 0] = '\0';
    from = strchr(text, '/');
    while (from && from > text && from[-1] != ' ')
        from--;
    return from ? strtoul(from, NULL, 10) : ULONG_MAX;
}

bool ahead_has_idle_processor(void)
{
    cpu_set_t mine;
    return sched_getaffinity(0, sizeof mine, &mine) == 0 && CPU_COUNT(&mine) > 1 &&
           runnable_now() < (unsigned long)CPU_COUNT(&mine);
}

/* Signals are for the threads of whoever calls us. */
static bool start(pthread_t *thread, looker *l)
{
    sigset_t all, before;
    sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
        return false;
    bool started = pthread_create(thread, NULL, look, l) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

size_t ahead_judge(const forward_reader *forward, matcher *m, const uint32_t *list, size_t count, int8_t *verdicts, bool by_two)
{
    arena a = {0};
    looking at = {.forward = forward, .list = list, .count = count, .verdicts = verdicts};
    looker own = {.at = &at, .m = m}, other = {.at = &at, .m = matcher_twin(&a, m)};
    pthread_t thread;
    bool has_thread = by_two && start(&thread, &other);
    look(&own);
    if (has_thread)
        pthread_join(thread, NULL);
    matcher_release(other.m);
    arena_release(&a);
    return own.known + other.known;
}
