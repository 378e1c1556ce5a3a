/* base_folder.h - which file is "in/1.html", from whatever folder it is indexed? */
#ifndef WRITE_BASE_FOLDER_H
#define WRITE_BASE_FOLDER_H

#include "base/arena.h"
#include "base/buf.h"
#include "store/catalogue/catalogue.h"

/* An archive has one base folder: where it was when it first met a file by a path from there. Files below it are known by that
 * path, all others by their whole path; so one file has one name, and two files never have the same. Links are not looked
 * through. */
typedef struct base_folder {
    str base, here; /* whole paths; here: the working folder. "" where the system does not tell */
    bool is_stored; /* base is the archive's; else `here`, until base_folder_store */
} base_folder;

/* From the archive's settings. A base that is no folder any more has moved, with the archive, or was moved away from it: then
 * `here` takes its place. In `a`. */
quoth_status base_folder_load(catalogue *c, arena *a, base_folder *out, quoth_error *err);
/* Within a transaction: from now on it is the archive's. */
quoth_status base_folder_store(catalogue *c, base_folder *f, quoth_error *err);

/* A path as the user gives it: path_clean, and without "..": the whole path where there is one. In `a`. */
char *path_given(arena *a, const char *path);
/* The name by which the archive knows the file or folder with this path, as it leads there from the working folder ("." for the
 * base itself, "-" for standard input). Borrowed, or in `room`; zero-terminated. */
str base_folder_name(const base_folder *f, str path, buf *room);
/* The path by which a name leads to its file from anywhere. In `room`; zero-terminated. */
str base_folder_path(const base_folder *f, str name, buf *room);

#endif
