/* test_match.c - are spans, satisfaction and highlights what match/README.md says? Small records, told word by word */
#include "unit/test.h"

#include "searcher/match/match.h"
#include "searcher/query/parser.h"

/* A record of one-letter words: "ab | cd. ef / gh" has the title "ab", sentences "cd" and "ef", and a paragraph "gh". */
typedef struct letters {
    arena a;
    forward_record record;
    forward_slot slot;
} letters;

static void make_record(letters *l, const char *text)
{
    uint32_t *words = ARENA_ARRAY(&l->a, uint32_t, strlen(text) + 1);
    forward_sentence *sentences = ARENA_ARRAY(&l->a, forward_sentence, strlen(text) + 1);
    uint32_t paragraph = strchr(text, '|') ? 0 : 1;
    bool new_sentence = true;
    for (const char *c = text; *c; c++) {
        if (*c >= 'a' && *c <= 'z') {
            if (new_sentence)
                sentences[l->record.sentence_count++] = (forward_sentence){l->record.token_count, paragraph};
            words[l->record.token_count++] = (uint32_t)*c;
            new_sentence = false;
        }
        new_sentence = new_sentence || strchr(".|/", *c) != NULL;
        paragraph += *c == '|' || *c == '/';
        if (*c == '|')
            l->record.title_tokens = l->record.token_count;
    }
    l->record.words = words;
    l->record.sentences = sentences;
    l->record.lead_end = l->record.token_count;
    l->slot.words = l->record.token_count;
}

/* "1-2 4-5": the highlights of the query; "no" when the record does not satisfy it. */
static char *highlights_of(const char *text, const char *query_text)
{
    letters l = {0};
    make_record(&l, text);
    buf out = {0};
    query q;
    quoth_error err;
    parse_options options = {0};
    if (query_parse(&l.a, str_from(query_text), &options, &q, &err) != QUOTH_OK)
        fail_msg("%s: %s", query_text, err.message);
    for (uint32_t i = 0; i < q.leaf_count; i++) {
        uint32_t *number = ARENA_ARRAY(&l.a, uint32_t, q.leaves[i].word_count);
        for (uint32_t w = 0; w < q.leaves[i].word_count; w++)
            number[w] = (uint32_t)q.leaves[i].words[w].form.data[0];
        vec_push(&l.a, &q.leaves[i].forms, (leaf_forms){.lang = LANGUAGE_ANY, .words = number, .count = q.leaves[i].word_count});
    }
    matcher *m = matcher_new(&l.a, &q);
    article_facts facts = {.record = &l.record, .slot = &l.slot};
    spans found;
    bool satisfied = matcher_highlights(m, &facts, &found);
    assert_int_equal(satisfied, matcher_accepts(m, &facts));
    satisfied = matcher_highlights(m, &facts, &found);
    for (size_t i = 0; satisfied && i < found.count; i++)
        buf_printf(&out, "%s%u-%u", i ? " " : "", found.items[i].first, found.items[i].end);
    if (!satisfied)
        buf_put_str(&out, STR("no"));
    buf_put_byte(&out, '\0');
    matcher_release(m);
    arena_release(&l.a);
    return out.data;
}

static void check_row(const test_row *row)
{
    char *found = highlights_of(row->fields[0], row->fields[1]);
    if (strcmp(found, row->fields[2]) != 0)
        fail_msg("%s:%d: %s in %s: %s", row->file, row->line, row->fields[1], row->fields[0], found);
    free(found);
}

TEST(each_query_marks_exactly_the_words_that_satisfy_it)
{
    test_each_row("query_spans.tsv", 60, check_row);
}

TEST(a_text_of_one_word_costs_no_more_than_its_length)
{
    /* 100,000 times the same word: pairs within a paragraph would be ten thousand million. */
    size_t count = 100000;
    char *text = malloc(count + 1);
    memset(text, 'a', count);
    text[count] = '\0';
    char *found = highlights_of(text, "((a W/P a) W/P (a NOT W/5 b)) AND NOT (a W/50 (b OR \"a a b\"))");
    assert_true(strlen(found) > count);
    free(found);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(each_query_marks_exactly_the_words_that_satisfy_it),
        RUN(a_text_of_one_word_costs_no_more_than_its_length),
    };
    return test_run(tests);
}
