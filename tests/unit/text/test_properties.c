/* test_properties.c - what holds for the analysis of any text at all? */
#include "unit/test.h"

#include "base/clock.h"
#include "base/limits.h"
#include "text/analysis.h"
#include "text/fold.h"
#include "text/utf8.h"

enum { ROUNDS = 4000, LONGEST = 300 };

static uint64_t state = 88172645463325252u; /* fixed: a failure comes back */

static uint32_t any(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 33) % below;
}

static const char *const pieces[] = {
    "a",
    "B",
    "said",
    "The",
    "U.S.",
    "7",
    "1.2",
    "'",
    "\xE2\x80\x99",
    "-",
    ".",
    "...",
    "\n",
    "\n\n",
    "   ",
    "&",
    "/",
    "$",
    "@",
    "\"",
    "!",
    "?",
    ",",
    "\xC3\xA9",
    "\xCC\x81",
    "\xD0\xB9",
    "\xD0\xB8",
    "\xCC\x86",
    "\xE6\x9D\xB1",
    "\xE3\x81\x8B",
    "\xE3\x82\x99",
    "\xE0\xA4\x95",
    "\xE0\xA4\xBC",
    "\xE1\x84\x92",
    "\xE1\x85\xA1",
    "\xEF\xB7\xBA",
    "\xD7\xA9",
    "\xE2\x80\x8D",
    "\xC2\xAD",
    "\xE3\x80\x82",
    "\xE2\x80\x9C",
    "\xC2\xBD",
    "s",
    "t",
    "J. K. ",
    " ",
    " ",
    " ",
    "\xFF",
};

static str any_text(arena *a)
{
    size_t len = 0, wanted = any(LONGEST);
    bool bytes = any(4) == 0;
    char *text = arena_alloc(a, LONGEST + 16);
    while (len < wanted) {
        const char *piece = pieces[any(sizeof pieces / sizeof *pieces)];
        if (bytes) {
            text[len++] = (char)any(256);
            continue;
        }
        memcpy(text + len, piece, strlen(piece));
        len += strlen(piece);
    }
    return utf8_repair(a, (str){text, len});
}

static void check_tokens(arena *a, const analysis *an)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < an->token_count; i++) {
        const token *t = &an->tokens[i];
        assert_true(t->start >= end && t->start < t->end && t->end <= an->text.len);
        assert_true(t->form_len >= 1 && t->form_len <= LIMIT_WORD_BYTES);
        assert_true(str_equal(fold(a, token_form(t)), token_form(t)));
        end = t->end;
    }
}

static void check_compounds(arena *a, const analysis *an)
{
    for (uint32_t i = 0; i < an->compound_count; i++) {
        const compound *c = &an->compounds[i];
        assert_true(i == 0 || c->first >= c[-1].first);
        assert_true(c->count >= 1 && c->first + c->count <= an->token_count);
        assert_true(c->form_len >= 1 && c->form_len <= LIMIT_WORD_BYTES);
        assert_true(c->start <= an->tokens[c->first].start && c->end >= an->tokens[c->first + c->count - 1].end);
        assert_true(str_equal(fold(a, compound_form(c)), compound_form(c)));
    }
}

static void check_sentences(const analysis *an)
{
    uint32_t tokens = 0, end = 0;
    for (uint32_t i = 0; i < an->sentence_count; i++) {
        const sentence *s = &an->sentences[i];
        assert_true(s->start >= end && s->start < s->end && s->end <= an->text.len);
        assert_true(s->first_token == tokens && s->token_count >= 1 && s->paragraph < an->paragraph_count);
        assert_true(an->tokens[tokens].start >= s->start);
        tokens += s->token_count;
        assert_true(an->tokens[tokens - 1].end <= s->end);
        end = s->end;
    }
    assert_int_equal(tokens, an->token_count);
}

TEST(any_text_is_cut_into_ordered_words_and_sentences)
{
    arena a = {0};
    for (int i = 0; i < ROUNDS; i++) {
        analysis an;
        analyse(&a, any_text(&a), (language)any(language_count()), &an);
        check_tokens(&a, &an);
        check_compounds(&a, &an);
        check_sentences(&an);
        arena_reset(&a);
    }
    arena_release(&a);
}

TEST(folding_twice_is_folding_once)
{
    arena a = {0};
    for (int i = 0; i < ROUNDS; i++) {
        str once = fold(&a, any_text(&a));
        assert_true(utf8_is_valid(once));
        assert_true(str_equal(fold(&a, once), once));
        arena_reset(&a);
    }
    arena_release(&a);
}

TEST(folding_one_code_point_twice_is_folding_it_once)
{
    arena a = {0};
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        char bytes[4];
        str once = fold(&a, (str){bytes, utf8_put(c, bytes)});
        if (!str_equal(fold(&a, once), once) || once.len > LIMIT_WORD_BYTES)
            fail_msg("U+%04X is folded to %.*s, that to %.*s", (unsigned)c, STR_ARG(once), STR_ARG(fold(&a, once)));
        arena_reset(&a);
    }
    arena_release(&a);
}

TEST(the_same_text_is_always_cut_the_same_way)
{
    arena a = {0}, b = {0};
    for (int i = 0; i < ROUNDS / 4; i++) {
        analysis first, second;
        str text = any_text(&a);
        language lang = (language)any(language_count());
        analyse(&a, text, lang, &first);
        analyse(&b, arena_copy(&b, text), lang, &second);
        assert_int_equal(first.token_count, second.token_count);
        assert_int_equal(first.compound_count, second.compound_count);
        for (uint32_t t = 0; t < first.token_count; t++)
            assert_true(str_equal(token_form(&first.tokens[t]), token_form(&second.tokens[t])));
        for (uint32_t c = 0; c < first.compound_count; c++)
            assert_true(str_equal(compound_form(&first.compounds[c]), compound_form(&second.compounds[c])));
        assert_int_equal(first.sentence_count, second.sentence_count);
        if (first.sentence_count)
            assert_memory_equal(first.sentences, second.sentences, first.sentence_count * sizeof(sentence));
        arena_reset(&a);
        arena_reset(&b);
    }
    arena_release(&a);
    arena_release(&b);
}

static double time_of(const char *piece, size_t bytes)
{
    arena a = {0};
    size_t len = strlen(piece);
    char *text = arena_alloc(&a, bytes + len);
    for (size_t at = 0; at < bytes; at += len)
        memcpy(text + at, piece, len);
    analysis an;
    uint64_t start = clock_thread_cpu_ns();
    analyse(&a, (str){text, bytes / len * len}, LANGUAGE_ENGLISH, &an);
    str folded = fold(&a, (str){text, bytes / len * len});
    language_detect(folded, NULL);
    double ms = (double)(clock_thread_cpu_ns() - start) / 1e6;
    arena_release(&a);
    return ms;
}

/* A figure, not a promise kept by assertion: machines differ. Linear means about 4. */
TEST(time_grows_with_the_text)
{
    static const char *const inputs[] = {
        "a",   "a.b-",  "a.",  "'s", "...", "\" ", "\xCC\x81",     "e\xCC\x81",    "\xE0\xA4\xBC\xE0\xA5\x8D",
        "x\n", "  x\n", "A. ", "$",  "1.",  "\n",  "\xE6\x9D\xB1", "\xEF\xB7\xBA", "Smith ",
        "-",   "U.S. "};
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        double small = time_of(inputs[i], 1 << 20), large = time_of(inputs[i], 4 << 20);
        print_message("%-8s 1 MB %7.1f ms, 4 MB %7.1f ms\n", inputs[i][0] == '\n' ? "newline" : inputs[i], small, large);
        assert_true(small >= 0 && large >= 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(any_text_is_cut_into_ordered_words_and_sentences),
        RUN(folding_twice_is_folding_once),
        RUN(folding_one_code_point_twice_is_folding_it_once),
        RUN(the_same_text_is_always_cut_the_same_way),
        RUN(time_grows_with_the_text),
    };
    return test_run(tests);
}
