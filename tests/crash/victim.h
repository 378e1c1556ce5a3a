/* victim.h - the work during which the kill test kills */
#ifndef CRASH_VICTIM_H
#define CRASH_VICTIM_H

/* One kind of work. Each prints a line "done N" whenever N more steps have been committed. */
typedef enum scenario {
    INITIAL,     /* indexes version 1, file by file */
    INCREMENTAL, /* indexes version 2 over version 1, with pruning */
    ONE_BY_ONE,  /* adds version 1 of the given group article by article, then version 2 over it */
    REINDEX,     /* builds the derived stores again */
    RETAG,
    SCENARIOS
} scenario;

const char *scenario_name(scenario s);
/* The steps it prints when nothing disturbs it. */
int scenario_steps(scenario s);
/* In the process that will be killed. 0 when it came to its end. */
int victim_main(scenario s, const char *archive, const char *files);

#endif
