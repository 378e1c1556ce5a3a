/* pipeline.c - how do several threads work on batches, in bounded memory, and the results come back in order? */
#include "indexer/write/pipeline.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

/* A ring of batches by running number: [taken, given) are on their way, of which [started, given) wait for a worker. */
typedef struct pipeline {
    const pipeline_config *config;
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    batch **ring;
    bool *is_done;
    uint64_t taken, started, given;
    bool is_closed; /* no more work: threads end when nothing waits */
    stage_clock *clock;
} pipeline;

static batch **slot(pipeline *p, uint64_t number)
{
    return &p->ring[number % p->config->most_batches];
}

static bool next_work(pipeline *p, uint64_t *number)
{
    pthread_mutex_lock(&p->lock);
    while (p->started == p->given && !p->is_closed)
        pthread_cond_wait(&p->work, &p->lock);
    bool some = p->started < p->given;
    *number = p->started;
    p->started += some;
    pthread_mutex_unlock(&p->lock);
    return some;
}

static void *work(void *context)
{
    pipeline *p = context;
    worker *w = worker_new(&p->config->worker);
    for (uint64_t number; next_work(p, &number);) {
        worker_process(w, *slot(p, number));
        pthread_mutex_lock(&p->lock);
        p->is_done[number % p->config->most_batches] = true;
        pthread_cond_signal(&p->done);
        pthread_mutex_unlock(&p->lock);
    }
    pthread_mutex_lock(&p->lock);
    for (int s = 0; s < STAGE_COUNT; s++)
        p->clock->spent_ns[s] += worker_clock(w)->spent_ns[s];
    pthread_mutex_unlock(&p->lock);
    worker_free(&w);
    return NULL;
}

static void give(pipeline *p, batch *b)
{
    pthread_mutex_lock(&p->lock);
    p->is_done[p->given % p->config->most_batches] = false;
    *slot(p, p->given++) = b;
    pthread_cond_signal(&p->work);
    pthread_mutex_unlock(&p->lock);
}

/* The next batch in order, if it is ready; waits a little for it when `wait` is set. */
static batch *next_done(pipeline *p, bool wait)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 50000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    batch *b = NULL;
    pthread_mutex_lock(&p->lock);
    bool *is_done = &p->is_done[p->taken % p->config->most_batches];
    if (wait && p->taken < p->given && !*is_done)
        pthread_cond_timedwait(&p->done, &p->lock, &until);
    if (p->taken < p->given && *is_done)
        b = *slot(p, p->taken++);
    pthread_mutex_unlock(&p->lock);
    return b;
}

static quoth_status take(const pipeline_ends *ends, batch *b, quoth_error *err)
{
    if (b->status == QUOTH_OK)
        return ends->take(ends->context, b, err);
    if (err)
        *err = b->err;
    return b->status;
}

/* Fills and gives one batch; *more false when there was nothing. */
static quoth_status feed(pipeline *p, const pipeline_ends *ends, bool *more, quoth_error *err)
{
    batch *b = batch_new();
    quoth_status status = ends->fill(ends->context, b, err);
    *more = b->count > 0 || b->finished.count > 0;
    if (status == QUOTH_OK && *more)
        give(p, b);
    else
        batch_free(&b);
    return status;
}

/* Taking goes before filling: what is done makes room. */
static quoth_status run(pipeline *p, const pipeline_ends *ends, quoth_error *err)
{
    for (bool more = true;;) {
        more = ends->tick(ends->context) && more;
        bool must_wait = more && ends->waits && ends->waits(ends->context);
        bool has_room = must_wait ? p->given == p->taken : p->given - p->taken < p->config->most_batches;
        batch *b = next_done(p, !(more && has_room));
        if (b) {
            quoth_status status = take(ends, b, err);
            batch_free(&b);
            TRY(status);
        } else if (more && has_room)
            TRY(feed(p, ends, &more, err));
        else if (p->taken == p->given)
            return QUOTH_OK;
    }
}

/* Lets the threads finish what they are at, and drops what nobody took. */
static void shut(pipeline *p, pthread_t *threads, unsigned count)
{
    pthread_mutex_lock(&p->lock);
    p->is_closed = true;
    for (uint64_t i = p->started; i < p->given; i++)
        (*slot(p, i))->count = 0;
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
    for (; p->taken < p->given; p->taken++)
        batch_free(slot(p, p->taken));
}

quoth_status pipeline_run(const pipeline_config *config, const pipeline_ends *ends, stage_clock *clock, quoth_error *err)
{
    pipeline p = {.config = config, .clock = clock};
    pthread_t *threads = mem_zalloc(config->threads * sizeof *threads);
    unsigned started = 0;
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.work, NULL);
    pthread_cond_init(&p.done, NULL);
    p.ring = mem_zalloc(config->most_batches * sizeof *p.ring);
    p.is_done = mem_zalloc(config->most_batches * sizeof *p.is_done);
    while (started < config->threads && pthread_create(&threads[started], NULL, work, &p) == 0)
        started++;
    quoth_status status = started > 0 ? run(&p, ends, err) : fail(err, QUOTH_LIMIT, "the system starts no thread");
    shut(&p, threads, started);
    pthread_cond_destroy(&p.work);
    pthread_cond_destroy(&p.done);
    pthread_mutex_destroy(&p.lock);
    free(p.ring);
    free(p.is_done);
    free(threads);
    return status;
}
