/* stop.c - which bytes does a machine forget that stops while an archive is written to? */
#include "crash/stop.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "store/inverted/inverted.h"
#include "store/journal/journal.h"

enum { SECTOR = 512, MOST = 1 << 28 };

typedef struct stop {
    arena a;
    uint64_t seed;
} stop;

static uint64_t draw(stop *s, uint64_t below)
{
    s->seed = hash_u64(s->seed + 1);
    return below ? s->seed % below : 0;
}

static str content(stop *s, const char *path)
{
    str text = STR("");
    return file_read(&s->a, path, MOST, &text, NULL) == QUOTH_OK ? text : STR("");
}

static void put(const char *path, str text)
{
    if (file_exchange(path, text, NULL) != QUOTH_OK) {
        perror(path);
        exit(2);
    }
}

/* What grew at its end by more than the first `kept` bytes. */
static void forget_end(stop *s, const char *path, size_t kept)
{
    str now = content(s, path);
    if (now.len <= kept)
        return;
    size_t from = kept + (size_t)draw(s, now.len - kept + 1);
    char *changed = arena_alloc(&s->a, now.len + 1);
    memcpy(changed, now.data, now.len);
    switch (draw(s, 4)) {
    case 0: return;
    case 1: put(path, str_slice(now, 0, from)); return;
    case 2: memset(changed + from, 0, now.len - from); break;
    default: /* a hole, with what came later behind it */
        memset(changed + from, 0, (now.len - from) < 4096 ? now.len - from : 4096);
    }
    put(path, (str){changed, now.len});
}

/* What is written in place: each sector is the old one or the new one; the file has its old or its new size. */
static void forget_sectors(stop *s, const char *path, str old)
{
    str now = content(s, path);
    char *mixed = arena_zalloc(&s->a, now.len + 1);
    for (size_t at = 0; at < now.len; at += SECTOR) {
        str from = draw(s, 2) ? now : old;
        size_t end = at + SECTOR < from.len ? at + SECTOR : from.len;
        if (at < end)
            memcpy(mixed + at, from.data + at, end - at);
    }
    put(path, (str){mixed, draw(s, 2) && old.len < now.len ? old.len : now.len});
}

static void forget_shard(stop *s, const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            forget_end(s, path_join(&s->a, path, entry->d_name), 0);
    if (folder)
        closedir(folder);
}

static void forget_shards(stop *s, const char *archive)
{
    const char *inverted = path_join(&s->a, archive, "inverted");
    DIR *folder = opendir(inverted);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        bool is_settled = true;
        if (!inverted_is_shard_name(str_from(entry->d_name)) ||
            inverted_is_settled(archive, entry->d_name, &is_settled, NULL) != QUOTH_OK || is_settled)
            continue;
        const char *shard = path_join(&s->a, inverted, entry->d_name);
        if (draw(s, 3) == 0)
            (void)folder_remove(shard, NULL);
        else
            forget_shard(s, shard);
    }
    if (folder)
        closedir(folder);
    forget_end(s, path_join(&s->a, inverted, "tip0"), 0);
    forget_end(s, path_join(&s->a, inverted, "tip1"), 0);
}

void machine_stops(const char *before, const char *archive, uint64_t seed)
{
    static const char *const growing[] = {"forward/records", "forward/values", "catalogue.sqlite-wal"};
    stop s = {.seed = seed};
    bool is_settled = !journal_is_left_over(archive); /* then all but shards was waited for */
    for (size_t i = 0; !is_settled && i < sizeof growing / sizeof *growing; i++)
        forget_end(&s, path_join(&s.a, archive, growing[i]), content(&s, path_join(&s.a, before, growing[i])).len);
    if (!is_settled)
        forget_sectors(&s, path_join(&s.a, archive, "forward/slots"), content(&s, path_join(&s.a, before, "forward/slots")));
    (void)unlink(path_join(&s.a, archive, "catalogue.sqlite-shm"));
    forget_shards(&s, archive);
    arena_release(&s.a);
}
