/* test_sentences.c - do sentences and paragraphs end where tests/tables/sentences.tsv says? */
#include "unit/test.h"

#include "base/buf.h"
#include "text/analysis.h"

static int wrong;

/* Sentences with | between, paragraphs with || between. */
static void put_sentences(buf *b, const analysis *an)
{
    for (uint32_t i = 0; i < an->sentence_count; i++) {
        const sentence *s = &an->sentences[i];
        if (i > 0)
            buf_put_str(b, s->paragraph != an->sentences[i - 1].paragraph ? STR(" || ") : STR(" | "));
        buf_put_str(b, str_slice(an->text, s->start, s->end));
    }
    buf_put_byte(b, 0);
}

/* Fields: language, text, its sentences as put_sentences writes them. */
static void check_row(const test_row *row)
{
    arena a = {0};
    analysis an;
    buf found = {0};
    if (row->count != 3)
        fail_msg("%s:%d: 3 fields expected", row->file, row->line);
    analyse(&a, str_from(row->fields[1]), language_from(str_from(row->fields[0])), &an);
    put_sentences(&found, &an);
    if (strcmp(found.data, row->fields[2]) != 0) {
        print_message("%s:%d: [%s]\n    not [%s]\n", row->file, row->line, found.data, row->fields[2]);
        wrong++;
    }
    buf_release(&found);
    arena_release(&a);
}

TEST(sentences_end_where_the_table_says)
{
    wrong = 0;
    test_each_row("sentences.tsv", 200, check_row);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(sentences_end_where_the_table_says)};
    return test_run(tests);
}
