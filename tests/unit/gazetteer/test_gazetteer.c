/* test_gazetteer.c - are the places of the world found by their names, and does each lie where it should? */
#include "gazetteer/gazetteer.h"

#include "text/fold.h"
#include "unit/test.h"

static arena memory;
static int wrong_rows;

static str joined_names(const place_id *ids, size_t count)
{
    str all = STR("");
    for (size_t i = 0; i < count; i++) {
        str name = gazetteer_full_name(&memory, ids[i]);
        all = i ? arena_printf(&memory, "%.*s | %.*s", STR_ARG(all), STR_ARG(name)) : name;
    }
    return all;
}

static str yes_or_no(bool answer)
{
    return answer ? STR("yes") : STR("no");
}

static place_id only(str name)
{
    place_id id = NO_PLACE;
    gazetteer_resolve_query(name, &id, 1, NULL);
    return id;
}

static str ask_longest(str text)
{
    str words[16];
    size_t count = 0;
    while (text.len > 0 && count < 16)
        words[count++] = str_cut(&text, ' ');
    return arena_printf(&memory, "%zu", gazetteer_longest(words, count));
}

static str ask_pair(const char *what, str pair)
{
    size_t slash = str_find(pair, STR(" / "));
    place_id first = only(str_slice(pair, 0, slash)), second = only(str_slice(pair, slash + 3, pair.len));
    if (strcmp(what, "contains") == 0)
        return yes_or_no(gazetteer_contains(first, second));
    place a, b;
    if (!gazetteer_get(first, &a) || !gazetteer_get(second, &b))
        return STR("unknown");
    return arena_printf(&memory, "%.0f", gazetteer_km(a.lat, a.lon, b.lat, b.lon));
}

static str ask(const char *what, str value)
{
    place_id ids[8];
    if (strcmp(what, "named") == 0)
        return joined_names(ids, gazetteer_named(value, ids, 1) > 0);
    if (strcmp(what, "abbreviation") == 0 || strcmp(what, "demonym") == 0) {
        ids[0] = *what == 'a' ? gazetteer_abbreviation(value) : gazetteer_demonym(value);
        return joined_names(ids, ids[0] != NO_PLACE);
    }
    if (strcmp(what, "query") == 0)
        return joined_names(ids, gazetteer_resolve_query(value, ids, 8, NULL));
    return strcmp(what, "longest") == 0 ? ask_longest(value) : ask_pair(what, value);
}

static void check_row(const test_row *row)
{
    str found = ask(row->fields[0], str_from(row->fields[1])), expected = str_from(row->count > 2 ? row->fields[2] : "");
    if (!str_equal(found, expected)) {
        print_error("%s:%d: %s \"%s\" gives \"%.*s\"\n", row->file, row->line, row->fields[0], row->fields[1], STR_ARG(found));
        wrong_rows++;
    }
    arena_reset(&memory);
}

TEST(each_question_of_the_table_gets_its_answer)
{
    test_each_row("places_gazetteer.tsv", 70, check_row);
    assert_int_equal(wrong_rows, 0);
}

TEST(every_place_is_found_by_its_own_folded_name)
{
    place_id bearers[4096];
    for (size_t i = 0; i < gazetteer_count(); i++) {
        place p;
        assert_true(gazetteer_get(gazetteer_at(i), &p));
        size_t count = gazetteer_named(fold(&memory, p.name), bearers, 4096), at = 0;
        while (at < count && bearers[at] != p.id)
            at++;
        if (at == count)
            fail_msg("%u is not found as \"%.*s\"", p.id, STR_ARG(p.name));
        if (i % 1024 == 0)
            arena_reset(&memory);
    }
}

TEST(every_place_has_coordinates_on_the_globe_and_a_country_it_lies_in)
{
    for (size_t i = 0; i < gazetteer_count(); i++) {
        place p, above;
        assert_true(gazetteer_get(gazetteer_at(i), &p));
        assert_true(p.lat >= -90 && p.lat <= 90 && p.lon >= -180 && p.lon <= 180);
        assert_true(p.name.len > 0);
        if (p.parent == NO_PLACE)
            continue;
        assert_true(gazetteer_get(p.parent, &above));
        assert_true(gazetteer_contains(p.parent, p.id));
        assert_true(p.kind != PLACE_CITY || strlen(p.country) == 2);
    }
}

TEST(ancestors_go_from_the_parent_upward_and_name_the_regions_too)
{
    place_id up[8];
    size_t count = gazetteer_ancestors(only(STR("chicago")), up, 8);
    assert_true(str_equal(joined_names(up, count),
                          STR("Cook County, Illinois, United States | Illinois, United States | United States | North America | "
                              "Midwest, United States | Americas")));
    assert_int_equal(gazetteer_ancestors(only(STR("chicago")), up, 2), 2);
    assert_int_equal(gazetteer_ancestors(NO_PLACE, up, 8), 0);
}

TEST(a_query_says_how_many_other_places_bear_the_name)
{
    place_id id;
    size_t others = 0;
    assert_int_equal(gazetteer_resolve_query(STR("springfield"), &id, 1, &others), 1);
    assert_true(others > 10);
    assert_int_equal(gazetteer_resolve_query(STR("reykjavik"), &id, 1, &others), 1);
    assert_int_equal(others, 0);
}

TEST(a_place_tells_its_country_division_and_people)
{
    place p;
    assert_true(gazetteer_get(only(STR("los angeles")), &p));
    assert_string_equal(p.country, "US");
    assert_true(str_equal(p.admin1_code, STR("CA")));
    assert_int_equal(p.kind, PLACE_CITY);
    assert_true(p.population > 3000000 && p.population < 5000000);
    assert_false(gazetteer_get(NO_PLACE, &p));
    assert_false(gazetteer_get(UINT32_MAX, &p));
}

TEST(any_bytes_may_be_asked_for)
{
    char junk[300];
    place_id ids[4];
    for (unsigned round = 0; round < 2000; round++) {
        size_t len = round % sizeof junk;
        for (size_t i = 0; i < len; i++)
            junk[i] = (char)(1 + (round * 7919u + (unsigned)i * 104729u) % 126);
        str text = {junk, len};
        gazetteer_named(text, ids, 4);
        gazetteer_abbreviation(text);
        gazetteer_demonym(text);
        assert_true(gazetteer_resolve_query(text, ids, 4, NULL) <= 4);
        assert_true(gazetteer_longest(&text, 1) <= 1);
    }
    assert_int_equal(gazetteer_longest(NULL, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(each_question_of_the_table_gets_its_answer),
        RUN(every_place_is_found_by_its_own_folded_name),
        RUN(every_place_has_coordinates_on_the_globe_and_a_country_it_lies_in),
        RUN(ancestors_go_from_the_parent_upward_and_name_the_regions_too),
        RUN(a_query_says_how_many_other_places_bear_the_name),
        RUN(a_place_tells_its_country_division_and_people),
        RUN(any_bytes_may_be_asked_for),
    };
    int failed = test_run(tests);
    arena_release(&memory);
    return failed;
}
