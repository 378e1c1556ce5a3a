/* asking.h - a query put to an archive: what search, count and explain share */
#ifndef CLI_ASKING_H
#define CLI_ASKING_H

#include "cli.h"

typedef struct asking {
    common_options common;
    char *query;
    quoth_archive *archive;
    int status; /* what the command ends with */
} asking;

/* Reads the options and the query: usage errors end the process. */
void asking_read(asking *q, int argc, char **argv, const option_row *rows);
/* The same where no query means all there is: it is then "". */
void asking_read_any(asking *q, int argc, char **argv, const option_row *rows);
/* False after having said why there is no archive. */
bool asking_open(asking *q);
/* Says what the library said against the query. */
void asking_failed(asking *q, const quoth_error *err);
/* Closes all, in any state; the status to end with. */
int asking_end(asking *q);

#endif
