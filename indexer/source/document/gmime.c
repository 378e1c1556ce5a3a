/* gmime.c - where does libgmime come from? */
#ifdef QUOTH_GMIME

#include "indexer/source/document/gmime.h"

#include <pthread.h>
#include <stddef.h>
#include <string.h>

#include "indexer/source/late/late.h"

static const char *const names[] = {
#define GMIME_CALL(name) #name,
    GMIME_CALLS(GMIME_CALL)
#undef GMIME_CALL
};

static const size_t places[] = {
#define GMIME_CALL(name) offsetof(gmime_library, name),
    GMIME_CALLS(GMIME_CALL)
#undef GMIME_CALL
};

static gmime_library calls;
static late_library library = {.file = "libgmime-3.0.so.0", .package = "libgmime-3.0-0"};

static void load(void)
{
    enum { COUNT = sizeof places / sizeof *places };
    void *functions[COUNT];
    if (!late_load(&library, names, functions, COUNT))
        return;
    for (size_t i = 0; i < COUNT; i++)
        memcpy((char *)&calls + places[i], &functions[i], sizeof functions[i]);
    calls.g_mime_init();
}

const late_library *late_mail(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return &library;
}

const gmime_library *gmime(void)
{
    if (late_mail()->problem[0])
        late_give_up(&library);
    return &calls;
}

#endif
