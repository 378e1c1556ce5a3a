/* nest.c - a file on the disk, and the files in it if it is a container, and the files in those */
#include "indexer/source/nest.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "indexer/source/container.h"
#include "indexer/source/late/late.h"

typedef struct layer {
    stream *in;
    container *box; /* NULL: not a container, or not known yet */
    size_t path_len;
    int64_t mtime_ns;
} layer;

struct nest {
    layer layers[LIMIT_CONTAINER_DEPTH + 1];
    size_t depth; /* layers in use; 0: nothing is open */
    buf path;     /* of the one on top, or of the member that could not be opened */
    nest_limits limits;
    unpack_budget budget;
    uint64_t members;
};

nest *nest_new(nest_limits limits)
{
    nest *n = mem_zalloc(sizeof *n);
    n->limits = limits;
    if (n->limits.most_members == 0)
        n->limits.most_members = LIMIT_CONTAINER_MEMBERS;
    return n;
}

static void leave(nest *n)
{
    layer *top = &n->layers[--n->depth];
    container_close(&top->box);
    stream_close(&top->in);
    *top = (layer){0};
}

void nest_abandon(nest *n)
{
    while (n->depth > 0)
        leave(n);
}

void nest_free(nest **held)
{
    if (!*held)
        return;
    nest_abandon(*held);
    buf_release(&(*held)->path);
    free(*held);
    *held = NULL;
}

/* The path of the layer below, and the member's name. */
static void set_path(nest *n, size_t keep, str name)
{
    n->path.len = keep;
    if (keep > 0 && name.len > 0)
        buf_put_byte(&n->path, '!');
    buf_put_str(&n->path, name);
    *buf_reserve(&n->path, 1) = '\0';
}

quoth_status nest_open(nest *n, const char *path, str name, int64_t mtime_ns, quoth_error *err)
{
    nest_abandon(n);
    n->budget = (unpack_budget){
        .most_total = n->limits.most_total, .most_ratio = n->limits.most_ratio, .free_bytes = n->limits.free_bytes};
    n->members = 0;
    set_path(n, 0, name);
    stream *in;
    TRY(stream_open(path, &n->budget, &in, err));
    n->layers[n->depth++] = (layer){.in = in, .path_len = n->path.len, .mtime_ns = mtime_ns};
    return QUOTH_OK;
}

quoth_status nest_descend(nest *n, str only, quoth_error *err)
{
    if (n->depth > LIMIT_CONTAINER_DEPTH)
        return fail(err, QUOTH_LIMIT, "containers lie more than %d deep; not opened", LIMIT_CONTAINER_DEPTH);
    TRY(late_need(LATE_ARCHIVE, err));
    layer *top = &n->layers[n->depth - 1];
    top->box = container_open(top->in, only);
    return QUOTH_OK;
}

/* Zip's times begin with 1980, and archivers that know no time write that day, or 1970: neither says when. */
static int64_t member_time(int64_t own_ns, int64_t container_ns)
{
    const int64_t first_ns = (int64_t)3654 * 86400 * 1000000000; /* 1980-01-03 */
    return own_ns > first_ns && (container_ns == 0 || own_ns < container_ns) ? own_ns : container_ns;
}

static quoth_status open_member(nest *n, quoth_error *err)
{
    layer *box = &n->layers[n->depth - 1];
    container_member member;
    quoth_status status = container_next(box->box, &member, err);
    if (status == QUOTH_NOT_FOUND)
        return status;
    set_path(n, box->path_len, member.name);
    if (status != QUOTH_OK)
        return status;
    if (++n->members > n->limits.most_members) {
        n->budget.is_spent = true;
        set_path(n, n->layers[0].path_len, STR(""));
        return fail(err, QUOTH_LIMIT, "more than %llu files in it; the rest is left out",
                    (unsigned long long)n->limits.most_members);
    }
    n->layers[n->depth] = (layer){.in = stream_open_on(container_bytes(box->box), &n->budget),
                                  .path_len = n->path.len,
                                  .mtime_ns = member_time(member.mtime_ns, box->mtime_ns)};
    n->depth++;
    return QUOTH_OK;
}

quoth_status nest_next(nest *n, quoth_error *err)
{
    if (n->depth > 0 && !n->layers[n->depth - 1].box)
        leave(n);
    while (n->depth > 0) {
        quoth_status status = open_member(n, err);
        if (status != QUOTH_NOT_FOUND)
            return status;
        leave(n);
    }
    return QUOTH_NOT_FOUND;
}

bool nest_is_open(const nest *n)
{
    return n->depth > 0;
}

stream *nest_stream(const nest *n)
{
    return n->depth > 0 && !n->layers[n->depth - 1].box ? n->layers[n->depth - 1].in : NULL;
}

str nest_path(const nest *n)
{
    return buf_str(&n->path);
}

int64_t nest_mtime(const nest *n)
{
    return n->depth > 0 ? n->layers[n->depth - 1].mtime_ns : 0;
}

uint64_t nest_consumed(const nest *n)
{
    return n->depth > 0 ? stream_consumed(n->layers[0].in) : 0;
}

bool nest_is_spent(const nest *n)
{
    return n->budget.is_spent;
}
