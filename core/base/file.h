/* file.h - files and folders, with errors that name them */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "arena.h"
#include "buf.h"
#include "fail.h"

/* "dir/name" in the arena, NUL-terminated. */
char *path_join(arena *a, const char *dir, const char *name);

/* The path without what makes two spellings of one: "./" before a name, doubled slashes, slashes at the end. "-", which is
 * standard input, is nothing that another path becomes. NUL-terminated. */
char *path_clean(arena *a, const char *path);

/* The whole file into `a`, at most `limit` bytes (QUOTH_LIMIT beyond). */
quoth_status file_read(arena *a, const char *path, size_t limit, str *out, quoth_error *err);

/* Read-only memory map of a file's first `bytes.len` bytes. An empty file maps to an empty slice. */
typedef struct file_map {
    str bytes;
} file_map;
quoth_status file_map_open(const char *path, file_map *out, quoth_error *err);
void file_map_close(file_map *m);

/* Writes beside the file, syncs, renames over it, syncs the folder: after a crash either the old or the new is there. */
quoth_status file_replace(const char *path, str content, quoth_error *err);

/* The same without waiting for the disk: another process sees either the old or the new; after a crash of the machine there may
 * be neither. */
quoth_status file_exchange(const char *path, str content, quoth_error *err);
bool file_exists(const char *path);
quoth_status file_size(const char *path, uint64_t *bytes, quoth_error *err);
/* Bytes of all files below a folder (0 if there is none). */
uint64_t folder_size(const char *path);
/* Makes the folder and its missing parents; no error if it is there. */
quoth_status folder_make(const char *path, quoth_error *err);
/* Removes a folder and all below it; no error if it is not there. Never follows symbolic links. */
quoth_status folder_remove(const char *path, quoth_error *err);
/* Removes what is in it. */
quoth_status folder_empty(const char *path, quoth_error *err);
quoth_status folder_sync(const char *path, quoth_error *err);
/* All of `data` to `fd`, however often write() is interrupted. */
quoth_status fd_write_all(int fd, const char *path, str data, quoth_error *err);
/* The same at an offset, which the next write() does not move. */
quoth_status fd_write_at(int fd, const char *path, const void *data, size_t len, uint64_t offset, quoth_error *err);

#endif
