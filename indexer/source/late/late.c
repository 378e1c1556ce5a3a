/* late.c - where do functions come from that are loaded only when they are needed? */
#include "indexer/source/late/late.h"

#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

void *(*late_open)(const char *file, int flags) = dlopen;

static bool refuse(late_library *library)
{
    const char *why = dlerror();
    snprintf(library->problem, sizeof library->problem, "%s", why ? why : "it cannot be loaded");
    return false;
}

bool late_load(late_library *library, const char *const *names, void **functions, size_t count)
{
    void *handle = late_open(library->file, RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        return refuse(library);
    for (size_t i = 0; i < count; i++) {
        functions[i] = dlsym(handle, names[i]); /* in what it needs, too */
        if (!functions[i])
            return refuse(library);
    }
    return true;
}

void late_give_up(const late_library *library)
{
    enum { NOT_LOADED = 127 };
    fprintf(stderr, "quoth: %s: %s\n", library->file, library->problem);
    _exit(NOT_LOADED);
}

static quoth_status need(const late_library *library, quoth_error *err)
{
    if (!library->problem[0])
        return QUOTH_OK;
    fail(err, QUOTH_IO, "not read, for want of %s (%s)", library->file, library->problem);
    fail_hint(err, "install it (on Debian: apt install %s) and index again", library->package);
    return QUOTH_IO;
}

quoth_status late_need(unsigned libraries, quoth_error *err)
{
#ifdef QUOTH_GMIME
    if (libraries & LATE_MAIL)
        TRY(need(late_mail(), err));
#endif
    if (libraries & LATE_XML)
        TRY(need(late_xml(), err));
    if (libraries & LATE_ARCHIVE)
        TRY(need(late_archive(), err));
    return QUOTH_OK;
}
