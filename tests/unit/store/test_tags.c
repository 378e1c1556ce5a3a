/* test_tags.c - tags come back as they went in, and damaged ones are refused */
#include "unit/test.h"

#include "base/hash.h"
#include "store/tags/tags.h"

static uint64_t random_state = 7;
static uint32_t random_below(uint32_t n)
{
    random_state = hash_u64(random_state + 1);
    return (uint32_t)(random_state % n);
}

static text_span random_span(void)
{
    uint32_t start = random_below(random_below(2) ? 100000 : 300);
    return (text_span){start, start + random_below(500)};
}

static str random_name(arena *a)
{
    return random_below(4) == 0 ? STR("") : arena_printf(a, "Name %u", random_below(6));
}

static tags random_tags(arena *a)
{
    tags t = {0};
    for (uint32_t i = random_below(12); i > 0; i--) {
        quotation q = {.span = random_span(), .name = random_name(a), .kind = (uint8_t)random_below(3)};
        q.speaker = random_below(2) ? random_span() : (text_span){0, 0};
        q.cue = random_below(2) ? random_span() : (text_span){0, 0};
        q.role = random_below(2) ? random_name(a) : STR("");
        q.confidence = (uint8_t)random_below(101);
        q.rule = (uint8_t)random_below(256);
        q.in_title = random_below(2);
        vec_push(a, &t.quotations, q);
        place_mention p = {random_span(),
                           random_below(2) ? 4000000001u : random_below(1000000),
                           (uint8_t)random_below(3),
                           (uint8_t)random_below(101),
                           (uint8_t)random_below(30),
                           random_below(2)};
        vec_push(a, &t.places, p);
        date_mention d = {.span = random_span(), .value = random_name(a), .type = (uint8_t)random_below(4)};
        d.days.first = random_below(3) ? (day)random_below(40000) - 20000 : NO_DAY;
        d.days.last = random_below(3) ? d.days.first / 2 + (day)random_below(400) : random_below(2) ? NO_DAY : DAY_OPEN_LAST;
        vec_push(a, &t.dates, d);
        person_mention m = {random_span(), random_name(a), random_below(2)};
        vec_push(a, &t.persons, m);
    }
    return t;
}

static void assert_span(text_span a, text_span b)
{
    assert_int_equal(a.start, b.start);
    assert_int_equal(a.end, b.end);
}

static void assert_same_tags(const tags *a, const tags *b)
{
    assert_int_equal(a->quotations.count, b->quotations.count);
    assert_int_equal(a->places.count, b->places.count);
    assert_int_equal(a->dates.count, b->dates.count);
    assert_int_equal(a->persons.count, b->persons.count);
    for (size_t i = 0; i < a->quotations.count; i++) {
        const quotation *x = &a->quotations.items[i], *y = &b->quotations.items[i];
        assert_span(x->span, y->span);
        assert_span(x->speaker, y->speaker);
        assert_span(x->cue, y->cue);
        assert_true(str_equal(x->name, y->name) && str_equal(x->role, y->role));
        assert_true(x->kind == y->kind && x->confidence == y->confidence && x->rule == y->rule && x->in_title == y->in_title);
    }
    for (size_t i = 0; i < a->places.count; i++) {
        const place_mention *x = &a->places.items[i], *y = &b->places.items[i];
        assert_span(x->span, y->span);
        assert_true(x->place == y->place && x->kind == y->kind && x->confidence == y->confidence && x->rule == y->rule &&
                    x->in_title == y->in_title);
    }
    for (size_t i = 0; i < a->dates.count; i++) {
        const date_mention *x = &a->dates.items[i], *y = &b->dates.items[i];
        assert_span(x->span, y->span);
        assert_true(str_equal(x->value, y->value) && x->days.first == y->days.first && x->days.last == y->days.last);
        assert_true(x->type == y->type && x->confidence == y->confidence && x->rule == y->rule && x->in_title == y->in_title);
    }
    for (size_t i = 0; i < a->persons.count; i++) {
        assert_span(a->persons.items[i].span, b->persons.items[i].span);
        assert_true(str_equal(a->persons.items[i].name, b->persons.items[i].name));
        assert_int_equal(a->persons.items[i].in_title, b->persons.items[i].in_title);
    }
}

TEST(tags_come_back_as_they_went_in)
{
    buf b = {0};
    for (int i = 0; i < 2000; i++) {
        arena a = {0};
        tags t = random_tags(&a), back;
        quoth_error err;
        tags_encode(&t, &b);
        assert_int_equal(tags_decode(&a, buf_str(&b), &back, &err), QUOTH_OK);
        assert_same_tags(&t, &back);
        arena_release(&a);
    }
    buf_release(&b);
}

TEST(cut_tags_are_refused)
{
    arena a = {0};
    buf b = {0};
    tags t = {0}, back;
    while (t.quotations.count < 3)
        t = random_tags(&a);
    tags_encode(&t, &b);
    for (size_t len = 0; len < b.len; len++) {
        char *exact = malloc(len ? len : 1); /* so that the sanitizer sees a read past the end */
        memcpy(exact, b.data, len);
        assert_int_equal(tags_decode(&a, (str){exact, len}, &back, NULL), QUOTH_CORRUPT);
        free(exact);
    }
    arena_release(&a);
    buf_release(&b);
}

TEST(damaged_tags_never_crash)
{
    buf b = {0};
    int refused = 0;
    for (int i = 0; i < 20000; i++) {
        arena a = {0};
        tags t = random_tags(&a), back;
        tags_encode(&t, &b);
        for (uint32_t n = 1 + random_below(3); n > 0; n--)
            b.data[random_below((uint32_t)b.len)] = (char)random_below(256);
        quoth_error err;
        refused += tags_decode(&a, buf_str(&b), &back, &err) != QUOTH_OK;
        assert_true(arena_size(&a) < 4000000);
        arena_release(&a);
    }
    assert_in_range(refused, 100, 20000);
    buf_release(&b);
}

TEST(an_article_without_tags_needs_few_bytes)
{
    buf b = {0};
    tags_encode(&(tags){0}, &b);
    assert_in_range(b.len, 1, 16);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(tags_come_back_as_they_went_in), RUN(cut_tags_are_refused),
                                       RUN(damaged_tags_never_crash), RUN(an_article_without_tags_needs_few_bytes)};
    return test_run(tests);
}
