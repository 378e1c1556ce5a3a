/* child.h - a program that is fed strangers' bytes: how is it kept from doing harm? */
#ifndef INDEXER_SOURCE_CHILD_H
#define INDEXER_SOURCE_CHILD_H

#include "base/arena.h"
#include "base/fail.h"

/* What a program and all that it starts may use. Of any file it writes: LIMIT_RECORD_BYTES; no core files. */
typedef struct child_limits {
    int wall_seconds, cpu_seconds, memory_mb;
    size_t output_bytes;
} child_limits;

typedef enum child_end {
    CHILD_EXITED,    /* `code` is its status; 127: it could not be started */
    CHILD_SIGNALLED, /* `code` is the signal: SIGXCPU and SIGKILL for time, often SIGSEGV or SIGABRT for memory */
    CHILD_TOO_SLOW,  /* killed: wall_seconds */
    CHILD_TOO_LONG,  /* killed: output_bytes */
    CHILD_LOST       /* killed: it could not be followed */
} child_end;

typedef struct child_result {
    child_end end;
    int code;
    str output;    /* standard output */
    str complaint; /* standard error, its first 4 kB: any bytes */
} child_result;

/* Runs words[0] (found as execvp does; the last word is NULL) with standard input `in` until it ends or has used up its limits;
 * then it and what it left behind are killed. No other file of ours is open in it. Results are in `a`. QUOTH_IO when no process
 * can be made. Any thread. */
quoth_status child_run(arena *a, char *const words[], int in, child_limits limits, child_result *out, quoth_error *err);
/* `bytes` as something to read from, in memory; the caller closes it. */
quoth_status child_input(str bytes, int *fd, quoth_error *err);

enum { HELPER_PATH_BYTES = 4096 };
/* The file of one of quoth's own programs: in the folder that $QUOTH_HELPERS names, in libexec/quoth beside the program that runs
 * or beside its folder, or where quoth was installed. QUOTH_UNSUPPORTED when it is nowhere. */
quoth_status helper_find(const char *name, char path[HELPER_PATH_BYTES], quoth_error *err);

#endif
