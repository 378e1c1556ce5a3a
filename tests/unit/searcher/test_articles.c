/* test_articles.c - are sets of articles joined as their members say, however they are kept? */
#include "searcher/plan/articles.h"
#include "unit/test.h"

enum { MOST = 700 };

/* A set and, beside it, a byte for each of its members. */
typedef struct known {
    articles set;
    bool has[MOST];
} known;

static uint64_t state = 4711;

static uint32_t draw(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 11) % below);
}

/* Of `end` numbers about one in `sparse`. */
static known draw_set(const article_space *s, uint32_t sparse)
{
    known k = {.set = {0}};
    uint32_t *items = ARENA_ARRAY(s->a, uint32_t, MOST);
    size_t count = 0;
    for (uint32_t i = 1; i < s->end; i++) {
        if (draw(sparse) > 0)
            continue;
        k.has[i] = true;
        items[count++] = i;
    }
    k.set = articles_of(s, items, count);
    if (draw(4) == 0) {
        k.set = articles_not(k.set);
        for (uint32_t i = 0; i < s->end; i++)
            k.has[i] = !k.has[i];
    }
    return k;
}

typedef struct walk {
    bool has[MOST];
    uint32_t last, count;
} walk;

static bool note(void *context, uint32_t article)
{
    walk *w = context;
    assert_true(w->count == 0 || article > w->last);
    w->has[article] = true;
    w->last = article;
    w->count++;
    return true;
}

static void check(const article_space *s, const known *k)
{
    walk w = {.count = 0};
    uint32_t count = 0;
    for (uint32_t i = 1; i < s->end; i++) {
        assert_int_equal(articles_have(k->set, i), k->has[i]);
        count += k->has[i];
    }
    assert_int_equal(articles_count(s, k->set), count);
    if (!k->set.all_but)
        assert_int_equal(articles_are_none(s, k->set), count == 0);
    articles_each(s, k->set, note, &w);
    assert_int_equal(w.count, count);
    for (uint32_t i = 1; i < s->end; i++)
        assert_int_equal(w.has[i], k->has[i]);
}

static bool is_odd(void *context, uint32_t article)
{
    (void)context;
    return article % 2;
}

static void check_pair(const article_space *s, const known *x, const known *y)
{
    known both = {.set = articles_both(s, x->set, y->set)}, either = {.set = articles_either(s, x->set, y->set)};
    known without = {.set = articles_without(s, x->set, y->set)}, odd = {.set = articles_kept(s, x->set, is_odd, NULL)};
    for (uint32_t i = 0; i < s->end; i++) {
        both.has[i] = x->has[i] && y->has[i];
        either.has[i] = x->has[i] || y->has[i];
        without.has[i] = x->has[i] && !y->has[i];
        odd.has[i] = x->has[i] && i % 2;
    }
    check(s, &both);
    check(s, &either);
    check(s, &without);
    check(s, &odd);
    check(s, x); /* sets are not changed by what is made of them */
    check(s, y);
}

TEST(sets_have_the_members_that_and_or_and_not_give_them)
{
    static const uint32_t sparse[] = {1, 2, 20, 40, 300};
    enum { KINDS = sizeof sparse / sizeof *sparse };
    arena a = {0};
    for (int round = 0; round < 200; round++) {
        article_space s = {&a, 1 + draw(MOST - 1)};
        arena_reset(&a);
        known x = draw_set(&s, sparse[draw(KINDS)]), y = draw_set(&s, sparse[draw(KINDS)]);
        check(&s, &x);
        check_pair(&s, &x, &y);
    }
    arena_release(&a);
}

TEST(many_lists_become_one_set_without_what_lies_beyond_the_space)
{
    arena a = {0};
    article_space s = {&a, 100};
    static const uint32_t one[] = {3, 50, 99, 100, 2000}, two[] = {50}, three[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    const article_list few[] = {{one, 5}, {two, 1}, {NULL, 0}}, many[] = {{one, 5}, {two, 1}, {three, 10}};
    assert_int_equal(articles_count(&s, articles_of_any(&s, few, 3)), 3);
    assert_int_equal(articles_count(&s, articles_of_any(&s, many, 3)), 12);
    assert_int_equal(articles_count(&s, articles_of_any(&s, NULL, 0)), 0);
    assert_int_equal(articles_count(&s, all_articles), 99);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(sets_have_the_members_that_and_or_and_not_give_them),
        RUN(many_lists_become_one_set_without_what_lies_beyond_the_space),
    };
    return test_run(tests);
}
