/* late.c - where do functions come from that are loaded only when they are needed? */
#include "indexer/source/late/late.h"

#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

static void give_up(void)
{
    enum { NOT_LOADED = 127 };
    fprintf(stderr, "quoth: %s\n", dlerror());
    _exit(NOT_LOADED);
}

void late_load(const char *library, const char *const *names, void **functions, size_t count)
{
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        give_up();
    for (size_t i = 0; i < count; i++) {
        functions[i] = dlsym(handle, names[i]);
        if (!functions[i])
            give_up();
    }
}
