/* test_home.c - do a publication's certain places tell where it is at home? */
#include "store/home.h"
#include "unit/test.h"

enum { OHIO = 5165418, COLUMBUS = 4509177, AKRON = 5145476, TEXAS = 4736286, PARIS = 2988507, CAIRO = 360630 };

static home_votes *votes;

static void articles_about(place_id somewhere, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        home_votes_add(votes, &somewhere, 1);
}

static int set_up(void **state)
{
    (void)state;
    votes = calloc(1, sizeof *votes);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(votes);
    return 0;
}

TEST(half_of_the_articles_make_a_division_home)
{
    articles_about(COLUMBUS, 4);
    articles_about(AKRON, 2);
    articles_about(TEXAS, 3);
    source_home h = home_of(votes);
    assert_int_equal(h.division, OHIO);
    assert_true(gazetteer_contains(OHIO, h.county));
    assert_true(gazetteer_contains(h.county, COLUMBUS));
    assert_int_equal(h.articles, 9);
    assert_int_equal(h.share, 44);
}

TEST(three_articles_are_not_enough)
{
    articles_about(COLUMBUS, 3);
    assert_int_equal(home_of(votes).country, NO_PLACE);
}

TEST(a_paper_of_the_world_has_no_home)
{
    articles_about(COLUMBUS, 10);
    articles_about(PARIS, 10);
    articles_about(CAIRO, 10);
    assert_int_equal(home_of(votes).country, NO_PLACE);
}

TEST(an_article_votes_once_for_what_contains_its_places)
{
    const place_id both[] = {COLUMBUS, AKRON, OHIO};
    home_votes_add(votes, both, 3);
    for (uint32_t i = 0; i < votes->count; i++)
        assert_int_equal(votes->votes[i].articles, 1);
    assert_int_equal(votes->articles, 1);
}

TEST(however_many_places_are_met_the_home_stays)
{
    for (size_t i = 0; i < 20000; i++) {
        place_id some = gazetteer_at(i * 11 % gazetteer_count());
        home_votes_add(votes, &some, 1);
        articles_about(COLUMBUS, 2);
    }
    assert_true(votes->count <= HOME_MOST_PLACES);
    assert_int_equal(home_of(votes).division, OHIO);
}

TEST(votes_come_back_as_they_were_stored_and_damaged_ones_are_refused)
{
    buf bytes = {0};
    home_votes *back = calloc(1, sizeof *back);
    articles_about(COLUMBUS, 5);
    articles_about(PARIS, 2);
    home_votes_encode(votes, &bytes);
    assert_int_equal(home_votes_decode(buf_str(&bytes), back, NULL), QUOTH_OK);
    assert_memory_equal(back, votes, sizeof *back);
    for (size_t cut = 0; cut < bytes.len; cut++)
        assert_int_equal(home_votes_decode((str){bytes.data, cut}, back, NULL), QUOTH_CORRUPT);
    buf_put_byte(&bytes, 0);
    assert_int_equal(home_votes_decode(buf_str(&bytes), back, NULL), QUOTH_CORRUPT);
    buf_release(&bytes);
    free(back);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH(half_of_the_articles_make_a_division_home),
        FRESH(three_articles_are_not_enough),
        FRESH(a_paper_of_the_world_has_no_home),
        FRESH(an_article_votes_once_for_what_contains_its_places),
        FRESH(however_many_places_are_met_the_home_stays),
        FRESH(votes_come_back_as_they_were_stored_and_damaged_ones_are_refused),
    };
    return test_run(tests);
}
