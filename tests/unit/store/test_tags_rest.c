/* test_tags_rest.c - do tags come back from the marks of their record and what those do not say, whatever they are? */
#include "store/tags/rest.h"

#include <stdlib.h>

#include "base/hash.h"
#include "text/analysis.h"
#include "unit/test.h"

static const char TITLE[] = "Ferry to Lisbon returns";
static const char BODY[] =
    "\"The ferry is back,\" said Ada Korhonen on Tuesday in Lisbon. Korhonen said that tickets were sold out "
    "until 8 March 2021.\n\n\xE2\x80\x9CWe wait,\xE2\x80\x9D Bela Novak told reporters. He left on Tuesday.";

static uint64_t random_state = 7;
static uint32_t random_below(uint32_t n)
{
    random_state = hash_u64(random_state + 1);
    return (uint32_t)(random_state % n);
}

typedef struct example {
    arena a;
    tags found;
    forward_record record;
    tag_ground ground;
    VEC(forward_mark) marks;
} example;

static text_place *places_in(arena *a, str text, uint32_t *count)
{
    analysis words;
    analyse(a, text, LANGUAGE_UNKNOWN, &words);
    text_place *places = arena_alloc(a, (words.token_count + 1) * sizeof *places);
    for (uint32_t i = 0; i < words.token_count; i++)
        places[i] = (text_place){words.tokens[i].start, words.tokens[i].end};
    *count = words.token_count;
    return places;
}

static void start(example *e)
{
    uint32_t body;
    *e = (example){.ground = {.title = str_from(TITLE), .body = str_from(BODY)}};
    e->ground.title_places = places_in(&e->a, e->ground.title, &e->record.title_tokens);
    e->ground.body_places = places_in(&e->a, e->ground.body, &body);
    e->record.token_count = e->record.title_tokens + body;
    e->ground.record = &e->record;
}

/* A mark over tokens [first, end) of a text, and the span of their words with `quotes` bytes around. */
static text_span mark(example *e, forward_mark m, bool in_title, uint32_t first, uint32_t end, uint32_t quotes)
{
    const text_place *places = in_title ? e->ground.title_places : e->ground.body_places;
    uint32_t from = in_title ? 0 : e->record.title_tokens;
    m.first = from + first;
    m.end = from + end;
    vec_push(&e->a, &e->marks, m);
    e->record.marks = e->marks.items;
    e->record.mark_count = (uint32_t)e->marks.count;
    return (text_span){places[first].start - quotes, places[end - 1].end + quotes};
}

static void add_person(example *e, uint32_t first, uint32_t end, str name, uint32_t value)
{
    person_mention p = {.name = name};
    p.span = mark(e, (forward_mark){.kind = MARK_PERSON, .confidence = 100, .value = value}, false, first, end, 0);
    vec_push(&e->a, &e->found.persons, p);
}

static void add_date(example *e, uint32_t first, str value, day_range days)
{
    forward_mark m = {.kind = MARK_DATE, .confidence = 90, .value = (uint32_t)days.first, .value2 = (uint32_t)days.last};
    date_mention d = {.value = value, .days = days, .confidence = 90, .rule = 3};
    d.span = mark(e, m, false, first, first + 1, 0);
    vec_push(&e->a, &e->found.dates, d);
}

static void assert_back(example *e, const buf *rest)
{
    arena a = {0};
    tags back;
    buf was = {0}, is = {0};
    assert_int_equal(tags_rest_decode(&a, &e->ground, buf_str(rest), &back, NULL), QUOTH_OK);
    tags_encode(&e->found, &was);
    tags_encode(&back, &is);
    assert_true(str_equal(buf_str(&was), buf_str(&is)));
    buf_release(&was);
    buf_release(&is);
    arena_release(&a);
}

static size_t rest_size(example *e)
{
    buf rest = {0};
    tags_rest_encode(&e->found, &e->ground, &rest);
    assert_back(e, &rest);
    size_t size = rest.len;
    buf_release(&rest);
    return size;
}

TEST(what_the_text_says_of_a_name_is_not_said_again)
{
    example e;
    start(&e);
    size_t none = rest_size(&e);
    add_person(&e, 5, 7, STR("Ada Korhonen"), 1);
    size_t one = rest_size(&e);
    assert_int_equal(one, none + 2); /* no edges, and the guess was right */
    add_person(&e, 11, 12, STR("Ada Korhonen"), 1);
    assert_int_equal(rest_size(&e), one + 2);
    add_person(&e, 21, 22, STR("Someone Else"), 0);
    assert_int_equal(rest_size(&e), one + 2 + 3 + 12);
    arena_release(&e.a);
}

TEST(days_say_their_value)
{
    example e;
    start(&e);
    day d = day_parse(STR("2021-03-08"));
    add_date(&e, 8, STR("2021-03-08"), (day_range){d, d});
    size_t one = rest_size(&e);
    add_date(&e, 19, STR("2021-03"), day_range_of_month(2021, 3));
    add_date(&e, 21, STR("2021"), day_range_of_year(2021));
    assert_int_equal(rest_size(&e), one + 6);
    add_date(&e, 24, STR("2021-03-08TNI"), (day_range){d, d});
    assert_true(rest_size(&e) < one + 6 + 3 + 5);
    add_date(&e, 26, STR("P3D"), (day_range){NO_DAY, NO_DAY});
    add_date(&e, 27, STR("2021-W45"), (day_range){d, DAY_OPEN_LAST});
    rest_size(&e);
    arena_release(&e.a);
}

static void add_quotation(example *e, uint32_t first, uint32_t end, uint32_t speaker, text_span cue, str name, uint32_t value)
{
    uint32_t number = (uint32_t)e->marks.count;
    quotation q = {.name = name, .cue = cue, .kind = QUOTE_MIXED, .confidence = 70, .rule = 12};
    q.span = mark(e, (forward_mark){.kind = MARK_QUOTATION, .detail = QUOTE_MIXED, .confidence = 70, .value = value}, false,
                  first, end, first == 0);
    forward_mark m = {.kind = MARK_SPEAKER, .detail = QUOTE_MIXED, .confidence = 70, .value = value, .value2 = number};
    if (speaker > 0)
        q.speaker = mark(e, m, false, speaker, speaker + 2, 0);
    q.role = name.len > 3 && value < 2 ? STR("harbour master") : STR("");
    if (random_below(4) == 0)
        q.role = random_below(2) ? STR("") : arena_printf(&e->a, "office %u", random_below(4));
    vec_push(&e->a, &e->found.quotations, q);
}

TEST(quotations_come_back_with_their_marks_and_cues)
{
    example e;
    start(&e);
    add_quotation(&e, 0, 4, 5, (text_span){22, 26}, STR("Ada Korhonen"), 1);
    add_quotation(&e, 12, 18, 0, (text_span){0, 0}, STR(""), 0);
    add_quotation(&e, 22, 24, 24, (text_span){23, 25}, STR("Bela Novak"), 2);
    add_quotation(&e, 26, 28, 24, (text_span){1, 150}, STR("ada korhonen"), 1);
    rest_size(&e);
    arena_release(&e.a);
}

TEST(tags_without_marks_are_kept_as_they_are)
{
    example e;
    start(&e);
    add_person(&e, 5, 7, STR("Ada Korhonen"), 1);
    person_mention other = {.span = {3, 4}, .name = STR("Nobody")};
    vec_push(&e.a, &e.found.persons, other);
    buf rest = {0};
    tags_rest_encode(&e.found, &e.ground, &rest);
    assert_int_equal(rest.data[0], 1);
    assert_back(&e, &rest);
    buf_release(&rest);
    arena_release(&e.a);
}

static str any_name(example *e)
{
    static const char *const names[] = {"", "Korhonen", "Ada Korhonen", "Novak", "Bela Novak", "2021-03-08"};
    return random_below(5) ? str_from(names[random_below(6)]) : arena_printf(&e->a, "Name %u", random_below(9));
}

static void any_tags(example *e)
{
    start(e);
    uint32_t body = e->record.token_count - e->record.title_tokens;
    for (uint32_t i = random_below(40); i > 0; i--) {
        uint32_t first = random_below(body), end = first + 1 + random_below(body - first);
        day d = (day)random_below(40000) - 20000;
        switch (random_below(5)) {
        case 0: add_person(e, first, end, any_name(e), random_below(3)); break;
        case 1: add_date(e, first, any_name(e), (day_range){d, random_below(2) ? d : DAY_OPEN_LAST}); break;
        case 2: add_date(e, first, any_name(e), (day_range){NO_DAY, NO_DAY}); break;
        default:
            add_quotation(e, first, end, random_below(2) ? 1 + random_below(body - 2) : 0,
                          random_below(2) ? (text_span){random_below(300), random_below(300)} : (text_span){0, 0}, any_name(e),
                          random_below(3));
        }
    }
}

TEST(whatever_the_tags_are_they_come_back)
{
    for (int round = 0; round < 3000; round++) {
        example e;
        any_tags(&e);
        rest_size(&e);
        arena_release(&e.a);
    }
}

TEST(damaged_rests_are_refused_or_read_as_other_tags)
{
    for (int round = 0; round < 300; round++) {
        example e;
        arena a = {0};
        buf rest = {0};
        tags back;
        any_tags(&e);
        tags_rest_encode(&e.found, &e.ground, &rest);
        for (size_t len = 0; len < rest.len; len++)
            assert_int_equal(tags_rest_decode(&a, &e.ground, str_slice(buf_str(&rest), 0, len), &back, NULL), QUOTH_CORRUPT);
        for (int i = 0; i < 100; i++) {
            size_t at = random_below((uint32_t)rest.len);
            char kept = rest.data[at];
            rest.data[at] = (char)random_below(256);
            (void)tags_rest_decode(&a, &e.ground, buf_str(&rest), &back, NULL);
            rest.data[at] = kept;
            arena_reset(&a);
        }
        buf_release(&rest);
        arena_release(&a);
        arena_release(&e.a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(what_the_text_says_of_a_name_is_not_said_again), RUN(days_say_their_value),
        RUN(quotations_come_back_with_their_marks_and_cues), RUN(tags_without_marks_are_kept_as_they_are),
        RUN(whatever_the_tags_are_they_come_back),           RUN(damaged_rests_are_refused_or_read_as_other_tags),
    };
    return test_run(tests);
}
