/* command_tag.c - a filter: articles in, who said what, where and when out, one JSON object a line */
#include <string.h>

#include "reading.h"

static bool tag_one(const quoth_article_input *article, quoth_error *err)
{
    quoth_tags *tags;
    if (quoth_tag(article, &tags, err) != QUOTH_OK)
        return false;
    json_t *object = json_pack("{s:o}", "id", json_text(article->id && *article->id ? article->id : article->locator));
    print_json(json_of_tags(tags, object));
    quoth_tags_free(tags);
    return true;
}

int command_tag(int argc, char **argv)
{
    common_options common = {0};
    text_list paths = {0};
    reading r = {0};
    const option_row rows[] = {READING_ROWS(r), {0}};
    options_read(argc, argv, rows, &common, &paths);
    const char *standard_input[] = {"-"};
    quoth_index_options options = {0};
    reading_finish(argv[0], &r, &options);

    quoth_reader *reader;
    quoth_error err;
    quoth_status status =
        quoth_reader_open(paths.count ? paths.items : standard_input, paths.count ? paths.count : 1, &options, &reader, &err);
    if (status != QUOTH_OK)
        return report_error(&err);
    size_t tagged = 0;
    quoth_article_input article;
    while ((status = quoth_reader_next(reader, &article, &err)) == QUOTH_OK && tag_one(&article, &err))
        tagged++;
    quoth_reader_close(reader);
    uint64_t problems = r.problems;
    reading_release(&r);
    if (status != QUOTH_NOT_FOUND)
        return report_error(&err);
    return problems ? EXIT_PARTIAL : tagged ? EXIT_FOUND : EXIT_NOTHING;
}
