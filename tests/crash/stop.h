/* stop.h - what a machine that stops leaves of files for which nobody waited */
#ifndef CRASH_STOP_H
#define CRASH_STOP_H

#include <stdint.h>

/* `before` is a copy of the archive when all of it was on the disk; since then only small commits were made, and the machine is
 * said to have been started again (QUOTH_START). What these wrote without waiting is kept, cut, zeroed, or as it was before, as
 * `seed` will have it: each file for itself, slots by sectors. The journal, the catalogue's main file and what the manifest names
 * are kept: those were waited for. */
void machine_stops(const char *before, const char *archive, uint64_t seed);

#endif
