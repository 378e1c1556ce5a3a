/* pending.c - which files have changed, and since when has each been quiet? */
#include "indexer/watch/pending.h"

#include <stdlib.h>

#include "base/arena.h"

void pending_release(pending *p)
{
    for (size_t i = 0; i < p->count; i++)
        free(p->items[i].path);
    free(p->items);
    *p = (pending){0};
}

/* Where the path stands or would stand. */
static size_t place_of(const pending *p, str path)
{
    size_t low = 0, high = p->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(str_from(p->items[middle].path), path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static char *copy_of(str path)
{
    char *text = mem_alloc(path.len + 1);
    memcpy(text, path.data, path.len);
    text[path.len] = '\0';
    return text;
}

static void insert(pending *p, size_t at, pending_file file)
{
    if (p->count == p->room) {
        p->room = p->room ? 2 * p->room : 64;
        p->items = mem_realloc(p->items, p->room * sizeof *p->items);
    }
    memmove(p->items + at + 1, p->items + at, (p->count - at) * sizeof *p->items);
    p->items[at] = file;
    p->count++;
}

void pending_note(pending *p, str path, uint64_t now_ms, uint64_t wait_ms)
{
    size_t at = place_of(p, path);
    if (at < p->count && str_equal(str_from(p->items[at].path), path))
        p->items[at].due_ms = now_ms + wait_ms;
    else if (p->count == PENDING_MOST)
        p->is_lost = true;
    else
        insert(p, at, (pending_file){copy_of(path), now_ms + wait_ms});
}

uint64_t pending_first_due(const pending *p)
{
    uint64_t first = UINT64_MAX;
    for (size_t i = 0; i < p->count; i++)
        if (p->items[i].due_ms < first)
            first = p->items[i].due_ms;
    return first;
}

void pending_take(pending *p, uint64_t now_ms, pending *due)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->count; i++)
        if (p->items[i].due_ms <= now_ms)
            insert(due, due->count, p->items[i]);
        else
            p->items[kept++] = p->items[i];
    p->count = kept;
}

bool pending_leads_to(const pending *p, str path)
{
    while (path.len > 1 && path.data[path.len - 1] == '/')
        path.len--;
    /* What begins with the path stands behind it; between them may stand "path-2" and its like, but not behind "path/". */
    size_t at = place_of(p, path);
    if (at < p->count && str_equal(str_from(p->items[at].path), path))
        return true;
    char *folder = mem_alloc(path.len + 2);
    memcpy(folder, path.data, path.len);
    folder[path.len] = '/';
    str below = {folder, path.len + (path.data[path.len - 1] != '/')};
    at = place_of(p, below);
    bool leads = at < p->count && str_starts_with(str_from(p->items[at].path), below);
    free(folder);
    return leads;
}
