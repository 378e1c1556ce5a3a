/* test_contrast.c - is what is commoner in one group scored as it should be? */
#include "unit/test.h"

#include "searcher/facet/contrast.h"

#include <math.h>

/* G2 of a 2x2 table as textbooks write it: 2 sum O ln(O/E). */
TEST(the_score_is_the_root_of_the_log_likelihood_ratio)
{
    double expected = 2 * (30 * log(30 / 20.0) + 10 * log(10 / 20.0) + 70 * log(70 / 80.0) + 90 * log(90 / 80.0));
    assert_true(fabs(contrast_score(30, 100, 10, 100) - sqrt(expected)) < 1e-9);
}

TEST(the_score_changes_its_sign_with_the_groups)
{
    assert_true(contrast_score(30, 100, 10, 200) > 0);
    assert_true(contrast_score(30, 100, 10, 200) == -contrast_score(10, 200, 30, 100));
}

TEST(the_same_share_scores_nothing_whatever_the_sizes)
{
    assert_true(fabs(contrast_score(10, 100, 1000, 10000)) < 1e-6);
}

TEST(what_only_one_group_has_scores_most)
{
    assert_true(contrast_score(50, 50, 0, 1000) > contrast_score(50, 50, 10, 1000));
    assert_true(contrast_score(50, 50, 10, 1000) > contrast_score(40, 50, 10, 1000));
}

TEST(the_same_shares_are_surer_with_more_articles)
{
    assert_true(contrast_score(400, 1000, 200, 1000) > contrast_score(4, 10, 2, 10));
}

TEST(nothing_to_compare_scores_nothing)
{
    assert_true(contrast_score(0, 10, 0, 20) == 0);
    assert_true(contrast_score(10, 10, 20, 20) == 0);
    assert_true(contrast_score(3, 10, 0, 0) == 0);
    assert_true(contrast_score(0, 0, 3, 10) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(the_score_is_the_root_of_the_log_likelihood_ratio), RUN(the_score_changes_its_sign_with_the_groups),
        RUN(the_same_share_scores_nothing_whatever_the_sizes),  RUN(what_only_one_group_has_scores_most),
        RUN(the_same_shares_are_surer_with_more_articles),      RUN(nothing_to_compare_scores_nothing),
    };
    return test_run(tests);
}
