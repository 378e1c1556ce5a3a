/* progress.c - how far is it, how fast, how long will it take? */
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

enum { BAR_CELLS = 24 };
static bool wanted, shown;
static struct timespec last;

void progress_setup(bool quiet)
{
    wanted = !quiet && isatty(STDERR_FILENO);
}

void progress_clear(void)
{
    if (shown)
        fputs("\r\033[K", stderr);
    shown = false;
}

static bool too_soon(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double passed = (double)(now.tv_sec - last.tv_sec) + (double)(now.tv_nsec - last.tv_nsec) / 1e9;
    if (shown && passed < 0.1)
        return true;
    last = now;
    return false;
}

void progress_show(const quoth_index_progress *p)
{
    if (!wanted || too_soon())
        return;
    double share = p->input_total ? (double)p->input_done / (double)p->input_total : 0;
    double rate = p->seconds > 0 ? (double)p->bytes_of_text / p->seconds : 0;
    if (share > 1)
        share = 1;
    fputs("\r\033[K", stderr);
    if (p->input_total) {
        char bar[BAR_CELLS + 1];
        int full = (int)(share * BAR_CELLS);
        memset(bar, '#', (size_t)full);
        memset(bar + full, '.', (size_t)(BAR_CELLS - full));
        bar[BAR_CELLS] = '\0';
        fprintf(stderr, "[%s] %3.0f %%  ", bar, share * 100);
    }
    fprintf(stderr, "%s articles  %s/s", in_groups(p->articles), in_bytes((uint64_t)rate));
    if (share > 0.01 && share < 1)
        fprintf(stderr, "  %.0f s left", p->seconds / share * (1 - share));
    fflush(stderr);
    shown = true;
}
