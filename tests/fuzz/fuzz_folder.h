/* fuzz_folder.h - a folder in memory for stores that are read from files; gone when the process ends */
#ifndef FUZZ_FOLDER_H
#define FUZZ_FOLDER_H

#undef NDEBUG
#include <assert.h>
#include <stdlib.h>

#include "base/file.h"

static char folder[] = "/dev/shm/quoth-fuzz-XXXXXX";

static void remove_folder(void)
{
    folder_remove(folder, NULL);
}

static void make_folder(void)
{
    assert(mkdtemp(folder));
    atexit(remove_folder);
}

#endif
