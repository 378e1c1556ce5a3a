/* trace.c - which stages were asked for, and how is their line printed? */
#include "trace.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "str.h"

static str wanted;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void read_environment(void)
{
    wanted = str_from(getenv("QUOTH_TRACE"));
}

bool trace_on(const char *stage)
{
    pthread_once(&once, read_environment);
    if (wanted.len == 0)
        return false;
    for (str rest = wanted; rest.len > 0;) {
        str name = str_cut(&rest, ',');
        if (str_equal(name, str_from(stage)) || str_equal(name, STR("all")))
            return true;
    }
    return false;
}

void trace(const char *stage, const char *format, ...)
{
    if (!trace_on(stage))
        return;
    char line[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    fprintf(stderr, "%s: %s\n", stage, line);
}
