/* test_speaker.c - are the right words given to the right speaker? */
#include "unit/test.h"

#include "unit/indexer/tagging.h"

static tags tag_text(arena *a, const char *text)
{
    article art = {.title = STR(""), .body = str_from(text), .published_day = NO_DAY};
    return tags_of(a, &art, LANGUAGE_ENGLISH, tag_speakers);
}

static str text_at(const char *text, text_span span)
{
    return str_slice(str_from(text), span.start, span.end);
}

static const char *const kinds[] = {"direct", "mixed", "indirect"};

static void describe(buf *out, const char *text, const tags *found)
{
    for (size_t i = 0; i < found->quotations.count; i++) {
        const quotation *q = &found->quotations.items[i];
        buf_printf(out, "\n    %s {%.*s} by {%.*s} named {%.*s}", kinds[q->kind], STR_ARG(text_at(text, q->span)),
                   STR_ARG(text_at(text, q->speaker)), STR_ARG(q->name));
    }
}

static bool is_expected(const test_row *row, const quotation *q)
{
    const char *text = row->fields[0];
    return strcmp(kinds[q->kind], row->fields[1]) == 0 && str_equal(text_at(text, q->span), str_from(row->fields[2])) &&
           str_equal(text_at(text, q->speaker), str_from(row->fields[3])) && str_equal(q->name, str_from(row->fields[4]));
}

static void check_row(const test_row *row)
{
    arena a = {0};
    buf seen = {0};
    tags found = tag_text(&a, row->fields[0]);
    bool none = strcmp(row->fields[1], "none") == 0, ok = none && found.quotations.count == 0;
    assert_true(none || row->count == 5);
    for (size_t i = 0; i < found.quotations.count && !none; i++)
        ok |= is_expected(row, &found.quotations.items[i]);
    describe(&seen, row->fields[0], &found);
    if (!ok)
        fail_msg("%s:%d: %s: found%.*s", row->file, row->line, row->fields[0], STR_ARG(buf_str(&seen)));
    buf_release(&seen);
    arena_release(&a);
}

TEST(the_right_words_are_given_to_the_right_speaker)
{
    test_each_row("quotes.tsv", 150, check_row);
}

TEST(spans_lie_inside_the_text_and_are_in_order)
{
    arena a = {0};
    const char *text = "“One,” said Ann Lee. “Two.” She said three was enough, and Tom Reed added: “Four.”\n\n“Five,” he said.";
    tags found = tag_text(&a, text);
    assert_true(found.quotations.count >= 3);
    uint32_t last = 0;
    for (size_t i = 0; i < found.quotations.count; i++) {
        const quotation *q = &found.quotations.items[i];
        assert_true(q->span.start < q->span.end && q->span.end <= strlen(text));
        assert_true(q->speaker.start <= q->speaker.end && q->speaker.end <= strlen(text));
        assert_true(q->span.start >= last);
        assert_in_range(q->confidence, 1, 100);
        assert_true(speaker_rule_name(q->rule)[0] != '\0');
        last = q->span.start;
    }
    arena_release(&a);
}

TEST(a_dash_alone_is_no_quotation)
{
    static const char *const text = "En älg steg i onsdags på spårvagnen i Göteborg och åkte tre hållplatser.\n\n"
                                    "– Han visade inget kort, men jag bad inte heller om det, säger föraren Leila Ahmadi.\n\n"
                                    "Enligt Västtrafik får djur åka med om de är kopplade.\n";
    arena a = {0};
    tags found = tag_text(&a, text);
    assert_true(found.quotations.count > 0);
    for (size_t i = 0; i < found.quotations.count; i++)
        assert_true(text_at(text, found.quotations.items[i].span).len > 10);
    arena_release(&a);
}

TEST(a_heading_ends_a_turn_and_has_none)
{
    static const char *const text =
        "A look at the claims of Anna Kowal.\n\nKOWAL: “The bridge is safe.”\n\n"
        "THE FACTS: It is not. It sways.\n\nKOWAL: “It cost nothing.”\n\nTHE FACTS: Taxes paid for it.";
    arena a = {0};
    tags found = tag_text(&a, text);
    assert_int_equal(found.quotations.count, 2);
    for (size_t i = 0; i < found.quotations.count; i++) {
        assert_true(str_equal(found.quotations.items[i].name, STR("Anna Kowal")));
        assert_int_equal(str_find(text_at(text, found.quotations.items[i].span), STR("sways")), SIZE_MAX);
    }
    arena_release(&a);
}

TEST(persons_are_listed_with_their_full_names)
{
    arena a = {0};
    tags found = tag_text(&a, "Tom Reed sold his boat. Reed had built it with Dr Ann Lee.");
    assert_int_equal(found.persons.count, 3);
    assert_true(str_equal(found.persons.items[1].name, STR("Tom Reed")));
    assert_true(str_equal(found.persons.items[2].name, STR("Ann Lee")));
    arena_release(&a);
}

TEST(a_title_shares_its_people_with_the_body)
{
    arena a = {0};
    const char *body = "“It is sold,” Reed said.";
    article art = {.title = STR("Tom Reed sells boat"), .body = str_from(body), .published_day = NO_DAY};
    tags found = tags_of(&a, &art, LANGUAGE_ENGLISH, tag_speakers);
    assert_int_equal(found.quotations.count, 1);
    assert_false(found.quotations.items[0].in_title);
    assert_true(str_equal(found.quotations.items[0].name, STR("Tom Reed")));
    arena_release(&a);
}

TEST(rule_names_beyond_the_last_are_empty)
{
    assert_string_equal(speaker_rule_name(255), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(the_right_words_are_given_to_the_right_speaker),
                                       RUN(spans_lie_inside_the_text_and_are_in_order),
                                       RUN(persons_are_listed_with_their_full_names),
                                       RUN(a_dash_alone_is_no_quotation),
                                       RUN(a_heading_ends_a_turn_and_has_none),
                                       RUN(a_title_shares_its_people_with_the_body),
                                       RUN(rule_names_beyond_the_last_are_empty)};
    return test_run(tests);
}
