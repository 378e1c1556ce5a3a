/* test_tokens.c - are words, and what is written as one, cut as tests/tables/tokens.tsv says? */
#include "unit/test.h"

#include "base/buf.h"
#include "text/analysis.h"

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorts the words of a line, which may be "-" for none. */
static char *sorted(char *line)
{
    static char out[2][4096];
    static int turn;
    char *words[256], *copy = strdup(line), *rest = copy, *word;
    size_t count = 0, len = 0;
    while ((word = strsep(&rest, " ")) && count < 256)
        if (*word && strcmp(word, "-") != 0)
            words[count++] = word;
    qsort(words, count, sizeof *words, by_bytes);
    turn = !turn;
    out[turn][0] = '\0';
    for (size_t i = 0; i < count; i++)
        len += (size_t)snprintf(out[turn] + len, sizeof out[turn] - len, "%s%s", i ? " " : "", words[i]);
    free(copy);
    return out[turn];
}

static void put_tokens(buf *b, const analysis *an)
{
    for (uint32_t i = 0; i < an->token_count; i++)
        buf_printf(b, "%s%.*s", i ? " " : "", STR_ARG(token_form(&an->tokens[i])));
    buf_put_byte(b, 0);
}

static void put_compounds(buf *b, const analysis *an)
{
    for (uint32_t i = 0; i < an->compound_count; i++) {
        const compound *c = &an->compounds[i];
        buf_printf(b, "%.*s@%u+%u ", STR_ARG(compound_form(c)), c->first, c->count);
    }
    buf_put_byte(b, 0);
}

static int wrong;

static void check_row(const test_row *row)
{
    arena a = {0};
    analysis an;
    buf tokens = {0}, compounds = {0};
    if (row->count != 4)
        fail_msg("%s:%d: 4 fields expected", row->file, row->line);
    analyse(&a, str_from(row->fields[1]), language_from(str_from(row->fields[0])), &an);
    put_tokens(&tokens, &an);
    put_compounds(&compounds, &an);
    if (strcmp(tokens.data, row->fields[2]) != 0 || strcmp(sorted(compounds.data), sorted(row->fields[3])) != 0) {
        print_message("%s:%d: \"%s\" is [%s] [%s], not [%s] [%s]\n", row->file, row->line, row->fields[1], tokens.data,
                      compounds.data, row->fields[2], row->fields[3]);
        wrong++;
    }
    buf_release(&tokens);
    buf_release(&compounds);
    arena_release(&a);
}

TEST(words_are_cut_as_the_table_says)
{
    wrong = 0;
    test_each_row("tokens.tsv", 500, check_row);
    assert_int_equal(wrong, 0);
}

static uint8_t flags_of(arena *a, const char *word)
{
    analysis an;
    analyse(a, str_from(word), LANGUAGE_ENGLISH, &an);
    assert_int_equal(an.token_count, 1);
    return an.tokens[0].flags;
}

TEST(a_token_knows_how_it_is_written)
{
    static const struct {
        const char *word;
        uint8_t flags;
    } rows[] = {
        {"apple", 0},
        {"Apple", TOKEN_CAPITAL},
        {"AIDS", TOKEN_CAPITAL | TOKEN_ALL_CAPITALS},
        {"I", TOKEN_CAPITAL},
        {"iPhone", 0},
        {"McDonald", TOKEN_CAPITAL},
        {"2023", TOKEN_DIGIT},
        {"G20", TOKEN_CAPITAL | TOKEN_DIGIT},
        {"MI6", TOKEN_CAPITAL | TOKEN_ALL_CAPITALS | TOKEN_DIGIT},
        {"1990s", TOKEN_DIGIT},
        {"Don't", TOKEN_CAPITAL},
        {"DON'T", TOKEN_CAPITAL | TOKEN_ALL_CAPITALS},
        {"\xC3\x89"
         "cole",
         TOKEN_CAPITAL | TOKEN_BEYOND_ASCII},
        {"\xC3\x89"
         "COLE",
         TOKEN_CAPITAL | TOKEN_ALL_CAPITALS | TOKEN_BEYOND_ASCII},
        {"\xD0\x9C\xD0\xB8\xD1\x80", TOKEN_CAPITAL | TOKEN_BEYOND_ASCII},
        {"\xD0\xA1\xD0\xA8\xD0\x90", TOKEN_CAPITAL | TOKEN_ALL_CAPITALS | TOKEN_BEYOND_ASCII},
        {"\xD9\x82\xD8\xAF\xD8\xB3", TOKEN_BEYOND_ASCII},
    };
    arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (flags_of(&a, rows[i].word) != rows[i].flags)
            fail_msg("%s has flags %d, not %d", rows[i].word, flags_of(&a, rows[i].word), rows[i].flags);
    arena_release(&a);
}

TEST(offsets_are_those_of_the_text_as_written)
{
    arena a = {0};
    analysis an;
    str text = STR("The U.S.\xE2\x80\x99s F-16");
    analyse(&a, text, LANGUAGE_ENGLISH, &an);
    assert_int_equal(an.token_count, 5);
    assert_int_equal(an.tokens[1].start, 4);
    assert_int_equal(an.tokens[2].start, 6);
    assert_int_equal(an.tokens[2].end, 7);
    assert_int_equal(an.compound_count, 3);
    assert_int_equal(an.compounds[0].start, 4);
    assert_true(str_equal(str_slice(text, an.compounds[2].start, an.compounds[2].end), STR("F-16")));
    arena_release(&a);
}

TEST(a_folded_form_is_borrowed_from_the_text)
{
    arena a = {0};
    analysis an;
    str text = STR("folded already, before the text ends");
    analyse(&a, text, LANGUAGE_ENGLISH, &an);
    assert_ptr_equal(an.tokens[1].form, text.data + 7);
    arena_release(&a);
}

/* The sanitizers see whether they may. */
TEST(behind_a_short_form_more_bytes_may_be_read)
{
    arena a = {0};
    analysis an;
    const str text = STR("At \xC3\x89ze we go at ten");
    char *exact = mem_alloc(text.len), seen[FORM_READABLE];
    memcpy(exact, text.data, text.len);
    analyse(&a, (str){exact, text.len}, LANGUAGE_ENGLISH, &an);
    for (uint32_t i = 0; i < an.token_count; i++) {
        memcpy(seen, an.tokens[i].form, sizeof seen);
        assert_memory_equal(seen, an.tokens[i].form, an.tokens[i].form_len);
    }
    free(exact);
    arena_release(&a);
}

TEST(an_empty_text_has_nothing)
{
    arena a = {0};
    analysis an;
    analyse(&a, STR(""), LANGUAGE_ENGLISH, &an);
    assert_int_equal(an.token_count + an.compound_count + an.sentence_count + an.paragraph_count, 0);
    analyse(&a, STR(" \n\n ... \n"), LANGUAGE_ENGLISH, &an);
    assert_int_equal(an.token_count + an.compound_count + an.sentence_count + an.paragraph_count, 0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(words_are_cut_as_the_table_says),
        RUN(a_token_knows_how_it_is_written),
        RUN(offsets_are_those_of_the_text_as_written),
        RUN(a_folded_form_is_borrowed_from_the_text),
        RUN(behind_a_short_form_more_bytes_may_be_read),
        RUN(an_empty_text_has_nothing),
    };
    return test_run(tests);
}
