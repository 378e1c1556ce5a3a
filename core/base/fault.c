/* fault.c - ends or stops the process where a test asked for it */
#include "fault.h"

#ifdef QUOTH_FAULTS
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_POINTS = 64 };
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static const char *seen[MAX_POINTS];
static long passed[MAX_POINTS];

static int point_number(const char *name)
{
    for (int i = 0; i < MAX_POINTS; i++) {
        if (!seen[i])
            seen[i] = name;
        if (strcmp(seen[i], name) == 0)
            return i;
    }
    fprintf(stderr, "fault: more than %d points\n", MAX_POINTS);
    abort();
}

/* name or name:n */
static bool is_meant(const char *wanted, const char *name, long times)
{
    size_t len = strlen(name);
    if (!wanted || strncmp(wanted, name, len) != 0 || (wanted[len] != '\0' && wanted[len] != ':'))
        return false;
    return times == (wanted[len] == ':' ? atol(wanted + len + 1) : 1);
}

void fault_point(const char *name)
{
    const char *fault = getenv("QUOTH_FAULT"), *pause_at = getenv("QUOTH_PAUSE");
    if (!fault && !pause_at)
        return;
    pthread_mutex_lock(&guard);
    int i = point_number(name);
    long times = ++passed[i];
    pthread_mutex_unlock(&guard);
    if (fault && strcmp(fault, "list") == 0 && times == 1)
        fprintf(stderr, "fault: %s\n", name);
    if (is_meant(fault, name, times))
        kill(getpid(), SIGKILL);
    if (is_meant(pause_at, name, times))
        kill(getpid(), SIGSTOP);
}
#else
typedef int fault_points_are_compiled_out; /* ISO C wants at least one declaration */
#endif
