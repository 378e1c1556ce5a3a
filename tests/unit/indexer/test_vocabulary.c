/* test_vocabulary.c - does a token know of its word what the lists say, whatever else was looked up before? */
#include "unit/test.h"

#include "base/buf.h"
#include "indexer/tag/place/words.h"
#include "indexer/tag/vocabulary.h"
#include "names/names.h"
#include "text/day.h"

typedef struct texts {
    analysis title, body;
} texts;

static texts look_up(vocabulary *v, arena *a, str title, str body)
{
    texts t;
    analyse(a, title, LANGUAGE_ENGLISH, &t.title);
    analyse(a, body, LANGUAGE_ENGLISH, &t.body);
    vocabulary_look_up(v, a, &t.title, &t.body);
    return t;
}

/* What the lists say, asked again. */
static void check_token(const token *t)
{
    const str form = token_form(t);
    known_word k = {0};
    speaker_know(form, &k);
    place_know(form, &k);
    date_know(form, &k);
    const known_word *w = t->known;
    enum { NAMES = 2 * NAME_COMMON - 1 };
    if ((w->bits & NAMES) != (names_of(form) & NAMES) || w->bits != k.bits || w->key != k.key || w->symbol != k.symbol ||
        w->place_bits != k.place_bits || w->name_words != k.name_words || w->is_name != k.is_name ||
        w->date_kind != k.date_kind || w->date_value != k.date_value)
        fail_msg("%.*s is taken for another word", (int)form.len, form.data);
}

static void check_all(const texts *t)
{
    for (uint32_t i = 0; i < t->title.token_count; i++)
        check_token(&t->title.tokens[i]);
    for (uint32_t i = 0; i < t->body.token_count; i++)
        check_token(&t->body.tokens[i]);
}

TEST(every_list_is_asked)
{
    arena a = {0};
    vocabulary *v = vocabulary_new();
    const texts t = look_up(v, &a, STR("Minister Paris"), STR("spokesmen near tuesday"));
    assert_true(t.title.tokens[0].known->bits & NAME_ROLE);
    assert_true(t.title.tokens[1].known->is_name);
    assert_true(t.body.tokens[0].known->is_plain);
    assert_true(place_word(&t.body.tokens[1]) & WORD_NEAR);
    assert_int_equal(t.body.tokens[2].known->date_value, TUESDAY);
    check_all(&t);
    vocabulary_free(&v);
    arena_release(&a);
}

TEST(a_word_is_looked_up_once)
{
    arena a = {0};
    vocabulary *v = vocabulary_new();
    const texts first = look_up(v, &a, STR("Paris"), STR("PARIS paris Lyon")), second = look_up(v, &a, STR(""), STR("paris"));
    assert_ptr_equal(first.title.tokens[0].known, first.body.tokens[0].known);
    assert_ptr_equal(first.title.tokens[0].known, first.body.tokens[1].known);
    assert_ptr_not_equal(first.title.tokens[0].known, first.body.tokens[2].known);
    assert_ptr_equal(first.title.tokens[0].known, second.body.tokens[0].known);
    vocabulary_free(&v);
    arena_release(&a);
}

/* Equal in their first 16 bytes, the first 32, but for their length, or but for what is behind a short word in the text. */
TEST(words_that_look_alike_are_told_apart)
{
    arena a = {0};
    vocabulary *v = vocabulary_new();
    static const char *const alike[] = {"internationalizations",
                                        "internationalizatiom",
                                        "internationalization",
                                        "llanfairpwllgwyngyllgogerychwyrnxa",
                                        "llanfairpwllgwyngyllgogerychwyrnxb",
                                        "llanfairpwllgwyngyllgogerychwyrn",
                                        "mayo",
                                        "may",
                                        "ma",
                                        "m"};
    enum { COUNT = sizeof alike / sizeof *alike };
    buf text = {0};
    for (size_t i = 0; i < COUNT; i++)
        buf_printf(&text, "%s ", alike[i]);
    const texts t = look_up(v, &a, STR("may in"), buf_str(&text));
    assert_int_equal(t.body.token_count, COUNT);
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < i; k++)
            assert_ptr_not_equal(t.body.tokens[i].known, t.body.tokens[k].known);
    assert_ptr_equal(t.title.tokens[0].known, t.body.tokens[7].known);
    check_all(&t);
    buf_release(&text);
    vocabulary_free(&v);
    arena_release(&a);
}

static str many_words(buf *out, unsigned from, unsigned count)
{
    buf_clear(out);
    for (unsigned i = from; i < from + count; i++)
        buf_printf(out, "z%uq monday Paris ", i);
    return buf_str(out);
}

/* More words than it has room for, in one article and in many. */
TEST(a_full_vocabulary_still_knows_every_word)
{
    arena a = {0};
    vocabulary *v = vocabulary_new();
    buf text = {0};
    for (unsigned round = 0; round < 4; round++) {
        texts t = look_up(v, &a, STR("Minister"), many_words(&text, round * 60000, round == 2 ? 100 : 60000));
        assert_true(t.title.tokens[0].known->bits & NAME_ROLE);
        check_all(&t);
        const token *last = &t.body.tokens[t.body.token_count - 3];
        assert_true(str_starts_with(token_form(last), STR("z")));
        assert_ptr_not_equal(last->known, t.body.tokens[0].known);
        assert_ptr_equal(last[1].known, t.body.tokens[1].known);
        arena_reset(&a);
    }
    buf_release(&text);
    vocabulary_free(&v);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(every_list_is_asked), RUN(a_word_is_looked_up_once),
                                       RUN(words_that_look_alike_are_told_apart), RUN(a_full_vocabulary_still_knows_every_word)};
    return test_run(tests);
}
