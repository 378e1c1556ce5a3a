/* stages.h - where does the CPU of an indexing thread go? */
#ifndef WRITE_STAGES_H
#define WRITE_STAGES_H

#include <stdint.h>

/* In the order of quoth_index_report.stages. */
typedef enum stage {
    STAGE_READ,
    STAGE_PARSE,
    STAGE_ANALYSE,
    STAGE_TAG,
    STAGE_DERIVE,
    STAGE_FORWARD,
    STAGE_INVERTED,
    STAGE_PACK,
    STAGE_CATALOGUE,
    STAGE_COPIES,
    STAGE_COMMIT,
    STAGE_MERGE,
    STAGE_COUNT
} stage;
const char *stage_name(stage s);

/* CPU of one thread by stage. Reading a thread's CPU is a system call, dear when made a dozen times an article (1.5 % of all
 * indexing): so it is read when a stretch of work starts and ends, and shared out by the laps between, told by the wall clock. */
typedef struct stage_clock {
    uint64_t started_cpu_ns, lapped_ns, lap_ns[STAGE_COUNT];
    uint64_t spent_ns[STAGE_COUNT];
} stage_clock;
/* Laps since the last start that no stage_end followed are forgotten. */
void stage_start(stage_clock *c);
/* What was used since the start or the last lap goes to this stage. */
void stage_done(stage_clock *c, stage s);
/* Enters the laps into spent_ns. */
void stage_end(stage_clock *c);

#endif
