/* stages.c - where does the CPU of an indexing thread go? */
#include "indexer/write/stages.h"

#include <string.h>

#include "base/clock.h"

const char *stage_name(stage s)
{
    switch (s) {
    case STAGE_READ: return "read";
    case STAGE_PARSE: return "parse";
    case STAGE_ANALYSE: return "analyse";
    case STAGE_TAG: return "tag";
    case STAGE_DERIVE: return "derive";
    case STAGE_FORWARD: return "forward";
    case STAGE_INVERTED: return "inverted";
    case STAGE_PACK: return "pack";
    case STAGE_CATALOGUE: return "catalogue";
    case STAGE_COPIES: return "copies";
    case STAGE_COMMIT: return "commit";
    case STAGE_MERGE: return "merge";
    case STAGE_COUNT: break;
    }
    return "";
}

void stage_start(stage_clock *c)
{
    memset(c->lap_ns, 0, sizeof c->lap_ns);
    c->started_cpu_ns = clock_thread_cpu_ns();
    c->lapped_ns = clock_ns();
}

void stage_done(stage_clock *c, stage s)
{
    uint64_t now = clock_ns();
    c->lap_ns[s] += now - c->lapped_ns;
    c->lapped_ns = now;
}

void stage_end(stage_clock *c)
{
    uint64_t all_ns = 0, cpu_ns = clock_thread_cpu_ns() - c->started_cpu_ns;
    for (int s = 0; s < STAGE_COUNT; s++)
        all_ns += c->lap_ns[s];
    double share = all_ns ? (double)cpu_ns / (double)all_ns : 0;
    for (int s = 0; s < STAGE_COUNT; s++)
        c->spent_ns[s] += (uint64_t)((double)c->lap_ns[s] * share);
    memset(c->lap_ns, 0, sizeof c->lap_ns);
}
