/* test_speaker_names.c - who is meant by a surname, a pronoun, an office? */
#include "unit/test.h"

#include "unit/indexer/tagging.h"

static tags tag_text(arena *a, const char *text, language lang)
{
    article art = {.title = STR(""), .body = str_from(text), .published_day = NO_DAY};
    return tags_of(a, &art, lang, tag_speakers);
}

static void check_row(const test_row *row)
{
    arena a = {0};
    language lang = row->count == 4 ? language_from(str_from(row->fields[3])) : LANGUAGE_ENGLISH;
    tags found = tag_text(&a, row->fields[0], lang);
    const quotation *holds = NULL;
    assert_in_range(row->count, 3, 4);
    for (size_t i = 0; i < found.quotations.count; i++) {
        const quotation *q = &found.quotations.items[i];
        if (str_find(str_slice(str_from(row->fields[0]), q->span.start, q->span.end), str_from(row->fields[1])) != SIZE_MAX)
            holds = q;
    }
    if (!holds)
        fail_msg("%s:%d: %s: nobody says “%s”", row->file, row->line, row->fields[0], row->fields[1]);
    if (!str_equal(holds->name, str_from(row->fields[2])))
        fail_msg("%s:%d: %s: “%.*s” says “%s”", row->file, row->line, row->fields[0], STR_ARG(holds->name), row->fields[1]);
    arena_release(&a);
}

TEST(a_mention_is_given_the_fullest_name_of_whom_it_means)
{
    test_each_row("quotes_names.tsv", 30, check_row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(a_mention_is_given_the_fullest_name_of_whom_it_means)};
    return test_run(tests);
}
