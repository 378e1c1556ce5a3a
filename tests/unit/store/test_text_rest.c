/* test_text_rest.c - does every text come back from its words and what they do not say, and is what is no rest refused? */
#include "store/text/rest.h"

#include <stdlib.h>

#include "text/analysis.h"
#include "unit/test.h"

/* A body cut into words, with its record. */
typedef struct cut_body {
    analysis text;
    forward_record record;
    text_words words;
    text_place *places;
} cut_body;

static void cut(arena *a, str body, cut_body *out)
{
    *out = (cut_body){0};
    analyse(a, body, LANGUAGE_UNKNOWN, &out->text);
    const analysis *t = &out->text;
    uint8_t *cases = arena_alloc(a, t->token_count + 1);
    str *forms = arena_alloc(a, (t->token_count + 1) * sizeof *forms);
    forward_compound *compounds = arena_alloc(a, (t->compound_count + 1) * sizeof *compounds);
    forward_sentence *sentences = arena_alloc(a, (t->sentence_count + 1) * sizeof *sentences);
    out->places = arena_alloc(a, (t->token_count + 1) * sizeof *out->places);
    for (uint32_t i = 0; i < t->token_count; i++) {
        cases[i] = t->tokens[i].flags & (TOKEN_CAPITAL | TOKEN_ALL_CAPITALS);
        forms[i] = token_form(&t->tokens[i]);
        out->places[i] = (text_place){t->tokens[i].start, t->tokens[i].end};
    }
    for (uint32_t i = 0; i < t->compound_count; i++)
        compounds[i] = (forward_compound){t->compounds[i].first, t->compounds[i].count, 0};
    for (uint32_t i = 0; i < t->sentence_count; i++)
        if (t->sentences[i].token_count > 0)
            sentences[out->record.sentence_count++] =
                (forward_sentence){t->sentences[i].first_token, t->sentences[i].paragraph + 1};
    out->record.token_count = t->token_count;
    out->record.cases = cases;
    out->record.compounds = compounds;
    out->record.compound_count = t->compound_count;
    out->record.sentences = sentences;
    out->words = (text_words){&out->record, forms, false};
}

static size_t rest_size(str body)
{
    arena a = {0};
    buf rest = {0};
    cut_body c;
    char *back = mem_alloc(body.len + 1);
    cut(&a, body, &c);
    text_rest_encode(&c.words, c.places, body, &rest);
    assert_true(rest.len <= 4 * (body.len + c.text.token_count) + 8);
    for (int readable = 0; readable < 2; readable++) {
        c.words.are_readable = readable;
        memset(back, 'x', body.len + 1);
        assert_true(text_rest_decode(&c.words, buf_str(&rest), back, body.len, NULL));
        assert_true(str_equal((str){back, body.len}, body) && back[body.len] == 'x');
        if (body.len > 0)
            assert_false(text_rest_decode(&c.words, buf_str(&rest), back, body.len - 1, NULL));
    }
    size_t size = rest.len;
    free(back);
    buf_release(&rest);
    arena_release(&a);
    return size;
}

TEST(plain_prose_leaves_next_to_nothing)
{
    assert_int_equal(rest_size(STR("The council closed the harbour on Monday. The mayor of Lisbon said nothing.")), 3);
    assert_int_equal(rest_size(STR("The council closed the harbour, said the mayor.")), 3 + 1);
    assert_true(rest_size(STR("Bela Novak's well-known ferry")) < 3 + 3);
}

TEST(apostrophes_are_told_once_for_all)
{
    size_t one = rest_size(STR("We don\xE2\x80\x99t go."));
    assert_int_equal(rest_size(STR("We don\xE2\x80\x99t go and they don\xE2\x80\x99t stay and it doesn\xE2\x80\x99t matter.")),
                     one);
}

TEST(every_text_comes_back)
{
    static const str odd[] = {
        {"", 0},
        {"\0\1\2\3\4\5\6", 7},
        {" ", 1},
        {"\r\n\r\n", 4},
        {"  said \t\t", 9},
        {"one\r\ntwo\r\n\r\nthree\r\n", 19},
        {"sAid said. McDonald iPHONE Said", 31},
        {"caf\xC3\xA9 said \xC3\x89t\xC3\xA9 \xC3\x9C", 18},
        {"\xEF\xAC\x81nal \xEF\xBD\x81\xEF\xBD\x82", 13},
        {"e\xCC\x81 e\xCC\x81\xCC\x81\xCC\x81\xCC\x81", 13},
        {"\xD0\x9C\xD1\x8D\xD1\x80 \xD1\x81\xD0\xBA\xD0\xB0\xD0\xB7\xD0\xB0\xD0\xBB", 19},
        {"\xE4\xB8\xAD\xE6\x96\x87\xE3\x80\x82\xE4\xB8\xAD\xE6\x96\x87", 15},
        {"U.S.-led $1.2bn AT&T @idf F-16 1/2 \xC2\xBD", 38},
        {"the dogs' and the dog's and d'Angelo's", 38},
        {"\xE2\x80\x8B\xE2\x80\x8Bword\xE2\x80\x8B \xF0\x9F\x98\x80", 18},
        {"a\0b a\0b", 7},
        {"              a", 15},
    };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        rest_size(odd[i]);
    arena a = {0};
    buf long_one = {0};
    for (int i = 0; i < 5000; i++)
        buf_printf(&long_one, "word%d%s", i % 700, i % 300 == 7 ? "\t-\t" : i % 400 == 3 ? " OddWord " : " ");
    rest_size(buf_str(&long_one));
    buf_clear(&long_one);
    for (int i = 0; i < 3000; i++)
        buf_put_byte(&long_one, i % 64 == 63 ? '-' : 'a');
    rest_size(buf_str(&long_one));
    buf_release(&long_one);
    arena_release(&a);
}

TEST(random_texts_come_back_too)
{
    static const char *const parts[] = {"the",
                                        "Mayor",
                                        "SAID",
                                        "don't",
                                        "\xE2\x80\x99",
                                        "\xE2\x80\x9C",
                                        "\xE2\x80\x9D",
                                        ". ",
                                        ".\n\n",
                                        "\r\n",
                                        "\t",
                                        " ",
                                        " ",
                                        " ",
                                        "  ",
                                        "-",
                                        "McCoy",
                                        "\xC3\xA9t\xC3\xA9",
                                        "\xD0\x9C\xD1\x8D",
                                        "U.S.",
                                        "1.2bn",
                                        "'s",
                                        "s' ",
                                        "\"",
                                        ",",
                                        "\f",
                                        "\xC2\xA0",
                                        "$",
                                        "@x",
                                        "\xEF\xBB\xBF"};
    uint32_t random = 7;
    buf text = {0};
    for (int round = 0; round < 3000; round++) {
        buf_clear(&text);
        for (int i = 0; i < round % 90; i++) {
            random = random * 1664525 + 1013904223;
            buf_put_str(&text, str_from(parts[(random >> 8) % (sizeof parts / sizeof *parts)]));
            if (random >> 28 == 3)
                buf_put_byte(&text, '\0');
        }
        rest_size(buf_str(&text));
    }
    buf_release(&text);
}

TEST(what_is_no_rest_is_refused_and_nothing_is_written_behind_the_text)
{
    arena a = {0};
    buf rest = {0};
    cut_body c;
    str body = STR("\"The McCoy ferry,\" he said -- and laughed; it's  late.\n\nNobody answered.");
    char back[200];
    cut(&a, body, &c);
    text_rest_encode(&c.words, c.places, body, &rest);
    for (size_t len = 0; len < rest.len; len++) {
        back[body.len] = 'x';
        assert_false(text_rest_decode(&c.words, str_slice(buf_str(&rest), 0, len), back, body.len, NULL));
        assert_int_equal(back[body.len], 'x');
    }
    for (size_t i = 0; i < rest.len; i++)
        for (int flip = 1; flip < 256; flip *= 2) {
            rest.data[i] = (char)(rest.data[i] ^ flip);
            back[body.len] = 'x';
            (void)text_rest_decode(&c.words, buf_str(&rest), back, body.len, NULL);
            assert_int_equal(back[body.len], 'x');
            rest.data[i] = (char)(rest.data[i] ^ flip);
        }
    buf_put_byte(&rest, 'x');
    assert_false(text_rest_decode(&c.words, buf_str(&rest), back, body.len, NULL));
    buf_release(&rest);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(plain_prose_leaves_next_to_nothing),
        RUN(apostrophes_are_told_once_for_all),
        RUN(every_text_comes_back),
        RUN(random_texts_come_back_too),
        RUN(what_is_no_rest_is_refused_and_nothing_is_written_behind_the_text),
    };
    return test_run(tests);
}
