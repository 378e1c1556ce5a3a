/* folder.h - a folder of its own for each test that writes files: IN_FOLDER(name) instead of RUN(name) */
#ifndef TEST_FOLDER_H
#define TEST_FOLDER_H

#include <unistd.h>

#include "base/file.h"
#include "unit/test.h"

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/quoth-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return folder_remove(folder, NULL) == QUOTH_OK ? 0 : -1;
}

#define IN_FOLDER(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

#endif
