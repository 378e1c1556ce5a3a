/* fault.h - where may a test end the process, to see what survives? */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

/* A named instant between two steps that must not be torn apart. With -DQUOTH_FAULTS (dev, asan) and the environment
 * QUOTH_FAULT=name or name:n the process ends at the n-th time it comes by, as if killed, with QUOTH_PAUSE=name or name:n it
 * stops until it gets SIGCONT; otherwise it is nothing. QUOTH_FAULT=list prints each name once to stderr as it is first reached.
 */
#ifdef QUOTH_FAULTS
void fault_point(const char *name);
#else
#define fault_point(name) ((void)0)
#endif

#endif
