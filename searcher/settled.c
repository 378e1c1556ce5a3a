/* settled.c - one answer from one state of the archive */
#include "searcher/settled.h"

enum { MOST_TRIES = 3 };

quoth_status settled(quoth_archive *archive, quoth_status (*answer)(quoth_archive *archive, void *context, quoth_error *err),
                     void *context, quoth_error *err)
{
    for (int tries = 1;; tries++) {
        TRY(archive_enter(archive, err));
        quoth_status status = answer(archive, context, err);
        archive_leave(archive);
        if (status != QUOTH_OK || tries == MOST_TRIES || !archive_has_moved(archive))
            return status;
    }
}
