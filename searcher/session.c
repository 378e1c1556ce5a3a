/* session.c - one query from its text to its plan */
#include "searcher/session.h"

#include "base/clock.h"
#include "searcher/custom.h"

static quoth_status parse_and_plan(session *s, str text, bool any, session_use use, quoth_error *err)
{
    parse_options options = {.any = any, .today = day_today(), .custom = custom_fields_of(s->archive)};
    uint64_t start = clock_ns();
    TRY(query_parse(s->a, text, &options, &s->q, err));
    s->parse_ns = clock_ns() - start;
    if (use == SESSION_RANKS)
        TRY(plan_make(s->archive, s->a, &s->q, &s->plan, err));
    else
        TRY(plan_resolve(s->archive, s->a, &s->q, use == SESSION_COUNTS, &s->plan, err));
    s->m = matcher_new(s->a, &s->q);
    s->plan_ns = clock_ns() - start - s->parse_ns;
    return QUOTH_OK;
}

quoth_status session_open_for(session *s, quoth_archive *archive, arena *a, const char *query_text, bool any, session_use use,
                              quoth_error *err)
{
    *s = (session){.archive = archive, .a = a};
    quoth_status status = parse_and_plan(s, arena_copy(a, str_from(query_text)), any, use, err);
    if (status != QUOTH_OK)
        session_close(s);
    return status;
}

quoth_status session_open(session *s, quoth_archive *archive, arena *a, const char *query_text, bool any, quoth_error *err)
{
    return session_open_for(s, archive, a, query_text, any, SESSION_RANKS, err);
}

void session_close(session *s)
{
    plan_release(&s->plan);
    matcher_release(s->m);
}

quoth_status session_begin_for(session *s, quoth_archive *archive, arena *a, const char *query_text, bool any, session_use use,
                               quoth_error *err)
{
    TRY(archive_enter(archive, err));
    quoth_status status = session_open_for(s, archive, a, query_text, any, use, err);
    if (status != QUOTH_OK)
        archive_leave(archive);
    return status;
}

quoth_status session_begin(session *s, quoth_archive *archive, arena *a, const char *query_text, bool any, quoth_error *err)
{
    return session_begin_for(s, archive, a, query_text, any, SESSION_RANKS, err);
}

void session_end(session *s)
{
    session_close(s);
    archive_leave(s->archive);
}
