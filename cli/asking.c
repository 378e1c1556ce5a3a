/* asking.c - a query put to an archive: what do search, count and explain share? */
#include <stdlib.h>

#include "asking.h"

void asking_read(asking *q, int argc, char **argv, const option_row *rows)
{
    text_list words = {0};
    *q = (asking){.status = EXIT_FOUND};
    options_read(argc, argv, rows, &q->common, &words);
    q->query = query_of_arguments(argv[0], &words);
}

void asking_read_any(asking *q, int argc, char **argv, const option_row *rows)
{
    text_list words = {0};
    *q = (asking){.status = EXIT_FOUND};
    options_read(argc, argv, rows, &q->common, &words);
    q->query = words.count ? query_of_arguments(argv[0], &words) : calloc(1, 1);
}

bool asking_open(asking *q)
{
    q->archive = archive_for_reading(&q->common, &q->status);
    return q->archive != NULL;
}

void asking_failed(asking *q, const quoth_error *err)
{
    q->status = report_query_error(err, q->query);
}

int asking_end(asking *q)
{
    quoth_archive_close(q->archive);
    free(q->query);
    return q->status;
}
