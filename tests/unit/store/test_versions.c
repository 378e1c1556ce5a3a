/* test_versions.c - what an article said before is kept in few bytes, and read again */
#include "unit/folder.h"

#include "base/limits.h"
#include "store/history/versions.h"

#define OK(call) assert_int_equal((call), QUOTH_OK)

static const version_text FIRST = {{"One", 3}, {"The old bridge opened.", 22}};

static version_text text_of(arena *a, const char *title, const char *body)
{
    return (version_text){arena_copy(a, str_from(title)), arena_copy(a, str_from(body))};
}

/* A report of some 5 KB, every word another. */
static version_text report(arena *a, const char *about)
{
    str body = STR("");
    for (unsigned i = 0; i < 500; i++)
        body = arena_printf(a, "%.*sw%u%s", STR_ARG(body), i * 7919 % 100003, i % 9 == 8 ? ". " : " ");
    body = arena_printf(a, "%.*s%s", STR_ARG(body), about);
    return (version_text){arena_copy(a, str_from("A report")), body};
}

TEST(a_version_packed_beside_a_text_like_it_takes_some_dozen_bytes)
{
    arena a = {0};
    DEFER(buf_release) buf packed = {0};
    version_text before = report(&a, "No one was hurt."), after = report(&a, "One man was hurt."), back;
    version_pack(before, after, &packed);
    assert_true(before.body.len > 3000 && packed.len < 80);
    OK(version_unpack(&a, buf_str(&packed), after, &back, NULL));
    assert_true(str_equal(back.title, before.title) && str_equal(back.body, before.body));
    arena_release(&a);
}

TEST(a_damaged_version_and_one_of_another_text_are_corrupt)
{
    arena a = {0};
    DEFER(buf_release) buf packed = {0};
    version_text before = report(&a, "No one was hurt."), after = report(&a, "One man was hurt."), back;
    version_pack(before, after, &packed);
    assert_int_equal(version_unpack(&a, buf_str(&packed), report(&a, "Another."), &back, NULL), QUOTH_CORRUPT);
    for (size_t i = 0; i < packed.len; i++) {
        str cut = {packed.data, i};
        assert_int_equal(version_unpack(&a, cut, after, &back, NULL), QUOTH_CORRUPT);
        packed.data[i] ^= 0x55;
        (void)version_unpack(&a, buf_str(&packed), after, &back, NULL); /* whatever it says, it comes back */
        packed.data[i] ^= 0x55;
    }
    arena_release(&a);
}

TEST(texts_differ_in_more_than_white_space)
{
    version_text x = {STR("a b"), STR("c\n\nd")}, y = {STR(" a  b"), STR("c d ")}, z = {STR("a b"), STR("cd")};
    assert_false(version_texts_differ(x, y));
    assert_true(version_texts_differ(x, z));
    assert_false(version_texts_differ((version_text){STR(""), STR(" ")}, (version_text){STR("\n"), STR("")}));
}

static catalogue *fresh(void)
{
    catalogue *c = NULL;
    quoth_error err;
    if (catalogue_open(folder, OPEN_CREATE, &c, &err) != QUOTH_OK)
        fail_msg("%s", err.message);
    OK(catalogue_begin(c, NULL));
    for (uint32_t id = 1; id <= 2; id++) {
        catalogue_article row = {.id = id, .external_id = STR("x"), .published_day = NO_DAY};
        OK(catalogue_put_article(c, &row, NULL));
    }
    return c;
}

static void put(catalogue *c, uint32_t article, version_text before, version_text after, str term)
{
    DEFER(buf_release) buf packed = {0};
    version_pack(before, after, &packed);
    past_version v = {.replaced_at = 1700000000, .published = STR("2024"), .packed = buf_str(&packed)};
    OK(versions_put(c, article, &v, NULL));
    OK(edits_put_all(c, v.number, &term, 1, NULL));
}

static size_t articles_with(catalogue *c, const char *term)
{
    arena a = {0};
    uint32_t *ids;
    size_t count;
    OK(edits_find(c, &a, str_from(term), &ids, &count, NULL));
    arena_release(&a);
    return count;
}

TEST(versions_are_read_from_the_newest_back_and_move_and_go_with_their_words)
{
    arena a = {0};
    past_version *list;
    size_t count;
    catalogue *c = fresh();
    version_text second = text_of(&a, "One", "The new bridge opened."), third = text_of(&a, "Two", "The new bridge closed.");
    put(c, 1, FIRST, second, STR("Ren:old"));
    put(c, 1, second, third, STR("Nen:close"));
    OK(versions_move(c, 1, 2, NULL));
    OK(versions_get(c, &a, 2, third, &list, &count, NULL));
    assert_int_equal(count, 2);
    assert_true(str_equal(list[0].text.body, FIRST.body) && str_equal(list[1].text.body, second.body));
    assert_true(articles_with(c, "Ren:old") == 1 && articles_with(c, "Ren:new") == 0 && articles_with(c, "") == 1);
    OK(versions_remove_oldest(c, 2, NULL));
    assert_true(articles_with(c, "Ren:old") == 0 && articles_with(c, "Nen:close") == 1);
    OK(catalogue_remove_article(c, 2, NULL));
    assert_true(articles_with(c, "") == 0 && articles_with(c, "Nen:close") == 0);
    OK(catalogue_commit(c, NULL));
    OK(catalogue_check(c, NULL));
    catalogue_close(&c);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(a_version_packed_beside_a_text_like_it_takes_some_dozen_bytes),
                                       RUN(a_damaged_version_and_one_of_another_text_are_corrupt),
                                       RUN(texts_differ_in_more_than_white_space),
                                       IN_FOLDER(versions_are_read_from_the_newest_back_and_move_and_go_with_their_words)};
    return test_run(tests);
}
