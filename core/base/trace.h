/* trace.h - what is each stage doing? QUOTH_TRACE=stage,stage (or all) prints it to stderr */
#ifndef BASE_TRACE_H
#define BASE_TRACE_H

#include <stdbool.h>

/* True when QUOTH_TRACE names `stage` or "all". Cheap: the environment is read once. */
bool trace_on(const char *stage);
/* "stage: ..." as one line on stderr, if trace_on(stage). */
__attribute__((format(printf, 2, 3))) void trace(const char *stage, const char *format, ...);

#endif
