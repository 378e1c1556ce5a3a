/* session.h - one query from its text to its plan: what searching, explaining and matching have in common */
#ifndef SEARCHER_SESSION_H
#define SEARCHER_SESSION_H

#include "searcher/match/match.h"
#include "searcher/plan/plan.h"
#include "searcher/query/parser.h"

typedef struct session {
    quoth_archive *archive;
    arena *a;
    query q;
    plan plan;
    matcher *m;
    uint64_t parse_ns, plan_ns;
    bool timed;                /* set after session_begin to have verifying timed too */
    struct shown_names *names; /* hit.c: of people and places that hits have named before */
} session;

/* Enters the archive, parses and plans. session_end is due after success only. */
quoth_status session_begin(session *s, quoth_archive *archive, arena *a, const char *query_text, bool any, quoth_error *err);
void session_end(session *s);
/* The same for an archive that has been entered: several queries see one and the same state. */
quoth_status session_open(session *s, quoth_archive *archive, arena *a, const char *query_text, bool any, quoth_error *err);
void session_close(session *s);

/* What is wanted of the matches: the best of them, all in no order, or how many they are. The latter two do without Xapian, and a
 * session that counts may not know the forms of its words, so that it can show no match. */
typedef enum session_use { SESSION_RANKS, SESSION_LISTS, SESSION_COUNTS } session_use;
quoth_status session_begin_for(session *s, quoth_archive *archive, arena *a, const char *query_text, bool any, session_use use,
                               quoth_error *err);
quoth_status session_open_for(session *s, quoth_archive *archive, arena *a, const char *query_text, bool any, session_use use,
                              quoth_error *err);

#endif
