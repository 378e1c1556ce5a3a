/* gmime.c - where does libgmime come from? */
#ifdef QUOTH_GMIME

#include "indexer/source/document/gmime.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const struct call {
    const char *name;
    size_t at;
} calls[] = {
#define GMIME_CALL(name) {#name, offsetof(gmime_library, name)},
    GMIME_CALLS(GMIME_CALL)
#undef GMIME_CALL
};

static gmime_library library;
static bool is_there;

static void load(void)
{
    void *handle = dlopen("libgmime-3.0.so.0", RTLD_NOW | RTLD_LOCAL);
    for (size_t i = 0; handle && i < sizeof calls / sizeof *calls; i++) {
        void *found = dlsym(handle, calls[i].name); /* in what it needs, too */
        if (!found)
            return;
        memcpy((char *)&library + calls[i].at, &found, sizeof found);
    }
    if (!handle)
        return;
    library.g_mime_init();
    is_there = true;
}

const gmime_library *gmime(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return is_there ? &library : NULL;
}

#endif
