/* test_word_code.c - does every text come back from its word code, and is what is no code refused? */
#include "store/word_code.h"

#include "unit/test.h"

static const char *const reports[] = {
    "The council said on Monday that the harbour would be closed. The mayor said the council had no choice.",
    "The harbour was closed, the Council said; THE MAYOR said nothing. \xE2\x80\x9CNo choice,\xE2\x80\x9D he said.",
    "\xD0\x9C\xD1\x8D\xD1\x80 \xD1\x81\xD0\xBA\xD0\xB0\xD0\xB7\xD0\xB0\xD0\xBB \xD0\x9C\xD1\x8D\xD1\x80",
};

static word_code *learned_from_reports(bool encodes)
{
    str texts[sizeof reports / sizeof *reports];
    buf learned = {0};
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        texts[i] = str_from(reports[i]);
    word_code_learn(texts, sizeof reports / sizeof *reports, &learned);
    word_code *c = word_code_new(buf_str(&learned), encodes);
    buf_release(&learned);
    return c;
}

static size_t coded_size(const word_code *c, str text)
{
    buf coded = {0};
    char *back = mem_alloc(text.len + 1);
    word_code_encode(c, text, &coded);
    assert_true(coded.len <= 3 * text.len);
    assert_true(word_code_decode(c, buf_str(&coded), back, text.len));
    assert_true(str_equal((str){back, text.len}, text));
    if (text.len > 0)
        assert_false(word_code_decode(c, buf_str(&coded), back, text.len - 1));
    size_t size = coded.len;
    free(back);
    buf_release(&coded);
    return size;
}

TEST(a_frequent_word_is_one_byte_whatever_its_capitals_need)
{
    word_code *c = learned_from_reports(true);
    assert_int_equal(coded_size(c, STR("said")), 1);
    assert_int_equal(coded_size(c, STR("the council said")), 3);
    assert_int_equal(coded_size(c, STR("The council said")), 4);
    assert_int_equal(coded_size(c, STR("THE council said")), 4);
    assert_int_equal(coded_size(c, STR("said-said")), 3);
    assert_int_equal(coded_size(c, STR("said  said")), 3 + 1); /* a space more, and one that is not usual after a space */
    word_code_free(&c);
}

TEST(every_text_comes_back)
{
    static const str odd[] = {
        {"", 0},
        {"\0\1\2\3\4\5\6", 7},
        {" ", 1},
        {"  said ", 7},
        {"sAid said. Said", 15},
        {"\xE2\x80\x99s", 4},
        {"\xE2\x80", 2},
        {"\xE2", 1},
        {"\xC2", 1},
        {"\xC2\xA3 4", 4},
        {"caf\xC3\xA9 said", 10},
        {"\xFF\xFE\x80", 3},
        {"said\nsaid\tsaid,said", 19},
        {"averyverylongwordthatnobodyeversaid said", 40},
        {"sixteenlettersin", 16},
        {"sixteenlettersinn", 17},
    };
    word_code *c = learned_from_reports(true);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        coded_size(c, odd[i]);
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        assert_true(coded_size(c, str_from(reports[i])) < strlen(reports[i]));
    word_code_free(&c);
}

TEST(random_bytes_come_back_too)
{
    static const char alphabet[] = "said the Mayor. \1\3\5\xE2\x80\xC2\xC3\xA9THE,\n9";
    word_code *c = learned_from_reports(true);
    uint32_t random = 7;
    char text[200];
    for (int round = 0; round < 2000; round++) {
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = alphabet[((random = random * 1664525 + 1013904223) >> 8) % (sizeof alphabet - 1)];
        coded_size(c, (str){text, (size_t)round % sizeof text});
    }
    word_code_free(&c);
}

TEST(one_that_only_decodes_understands_what_the_other_wrote)
{
    word_code *writes = learned_from_reports(true), *reads = learned_from_reports(false);
    buf coded = {0};
    str text = str_from(reports[1]);
    char back[200];
    word_code_encode(writes, text, &coded);
    assert_true(word_code_decode(reads, buf_str(&coded), back, text.len));
    assert_memory_equal(back, text.data, text.len);
    buf_release(&coded);
    word_code_free(&writes);
    word_code_free(&reads);
}

TEST(what_is_no_code_is_refused)
{
    static const struct {
        const char *coded;
        size_t size;
    } cases[] = {
        {"\1", 0},       /* a capital of nothing */
        {"\3", 0},       /* a space before nothing */
        {"\4", 3},       /* half a mark */
        {"\5\3ab", 3},   /* fewer bytes than promised */
        {"\5", 0},       /* no count */
        {"\xFF\xFF", 5}, /* no such word */
        {"\xC0", 5},     /* half a number */
        {"abc", 2},      /* more than asked for */
        {"abc", 4},      /* less */
    };
    word_code *c = learned_from_reports(false);
    char to[8];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_false(word_code_decode(c, str_from(cases[i].coded), to, cases[i].size));
    word_code_free(&c);
}

TEST(what_is_no_list_of_words_is_refused)
{
    assert_null(word_code_new(STR("\5said"), true));               /* cut off */
    assert_null(word_code_new(STR("\4Said"), true));               /* a capital */
    assert_null(word_code_new(STR("\4sa d"), true));               /* not a word */
    assert_null(word_code_new(STR("\4said\4said"), true));         /* twice */
    assert_null(word_code_new((str){"\0", 1}, true));              /* empty */
    assert_null(word_code_new(STR("\21aaaaaaaaaaaaaaaaa"), true)); /* too long */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_frequent_word_is_one_byte_whatever_its_capitals_need),
        RUN(every_text_comes_back),
        RUN(random_bytes_come_back_too),
        RUN(one_that_only_decodes_understands_what_the_other_wrote),
        RUN(what_is_no_code_is_refused),
        RUN(what_is_no_list_of_words_is_refused),
    };
    return test_run(tests);
}
