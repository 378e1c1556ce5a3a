/* outside.c - a program that embeds quoth: one article in, one question asked. C99 and C++ alike */
#include <quoth.h>

#include <stdio.h>

static int fail_with(const quoth_error *err)
{
    fprintf(stderr, "%s\n", err->message);
    return 1;
}

int main(int argc, char **argv)
{
    quoth_error err;
    quoth_writer *writer;
    quoth_archive *archive;
    quoth_result *result;
    quoth_article_input article = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    const quoth_hit *hit;
    if (argc != 2)
        return 2;
    article.id = "a1";
    article.title = "The bridge at Ashdown opens";
    article.text = "Engineer Mara Ilves led the work for three years.\n\n\"We built it in half the time,\" Ilves said on Monday.";
    article.published = "2024-03-05";
    if (quoth_writer_open(argv[1], QUOTH_CREATE, &writer, &err) != QUOTH_OK)
        return fail_with(&err);
    if (quoth_writer_add(writer, &article, NULL, &err) != QUOTH_OK || quoth_writer_commit(writer, &err) != QUOTH_OK)
        return fail_with(&err);
    quoth_writer_close(writer);
    if (quoth_archive_open(argv[1], &archive, &err) != QUOTH_OK)
        return fail_with(&err);
    if (quoth_search(archive, "speaker:ilves \"half the time\" date:2024-03", NULL, &result, &err) != QUOTH_OK)
        return fail_with(&err);
    if (quoth_result_count(result) != 1)
        return 1;
    hit = quoth_result_hit(result, 0);
    printf("found: %s | said: %s\n", hit->title, hit->speaker_count ? hit->speakers[0] : "nobody");
    quoth_result_free(result);
    quoth_archive_close(archive);
    return 0;
}
