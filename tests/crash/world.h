/* world.h - the articles of the kill test: made up, the same each time, in two versions */
#ifndef CRASH_WORLD_H
#define CRASH_WORLD_H

#include "base/arena.h"
#include "base/fail.h"

enum { FILES = 4, GIVEN = FILES, GROUPS = FILES + 1, ARTICLES = 40, FIRST_ADDED = 34 };

/* Version 1 has articles 0 to FIRST_ADDED - 1 of each group; version 2 has them without every seventh, with every fifth
 * rewritten, and those from FIRST_ADDED on. */
bool world_has(int article, int version);
str world_text(arena *a, int group, int article, int version);
str world_id(arena *a, int group, int article);
str world_title(arena *a, int group, int article);

/* Writes file `group` of a version below `dir`, beside and then renamed, with a time of its own. */
quoth_status world_write(const char *dir, int group, int version, quoth_error *err);
char *world_path(arena *a, const char *dir, int group);

/* What an archive must hold: which versions of an article may be there, and whether one must. */
typedef struct expectation {
    bool may[3], must; /* may[1], may[2] */
} expectation;
typedef expectation world_state[GROUPS][ARTICLES];

/* What is wanted of a group that stands exactly at `version` (0: empty), or is anywhere between two. */
void world_expect(world_state state, int group, int version);
void world_expect_between(world_state state, int group, int from, int to);
/* Holds every stored article against the state; says on stderr what is wrong. */
bool world_holds(const char *archive, world_state state);

#endif
