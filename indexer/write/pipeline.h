/* pipeline.h - batches through worker threads and back in order */
#ifndef WRITE_PIPELINE_H
#define WRITE_PIPELINE_H

#include "indexer/write/batch.h"
#include "indexer/write/writer.h"

/* What the calling thread does with the two ends. All are called in the calling thread. */
typedef struct pipeline_ends {
    void *context;
    /* Fills an empty batch. A batch that stays empty and without finished files says that there is no more. */
    quoth_status (*fill)(void *context, batch *b, quoth_error *err);
    /* True: nothing is filled until all that was filled has been taken, and every worker rests. NULL: never. */
    bool (*waits)(void *context);
    /* A finished batch, in the order they were filled. */
    quoth_status (*take)(void *context, batch *b, quoth_error *err);
    /* Between steps and while waiting, at least ten times a second. False: fill no more, take what is on its way. */
    bool (*tick)(void *context);
} pipeline_ends;

typedef struct pipeline_config {
    worker_config worker;
    unsigned threads;
    unsigned most_batches; /* in memory at once */
} pipeline_config;

/* Threads, batches and caches for these options (threads, memory_mb, no_tags). */
pipeline_config pipeline_config_for(const quoth_writer *w, const quoth_index_options *o, const char *shard_dir);
/* Runs until all is taken. `clock` gets the workers' times added. A failure of an end stops everything. */
quoth_status pipeline_run(const pipeline_config *config, const pipeline_ends *ends, stage_clock *clock, quoth_error *err);

#endif
