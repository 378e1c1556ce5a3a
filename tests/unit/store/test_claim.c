/* test_claim.c - what says when an article was published: is it kept as it was? */
#include "store/claim.h"

#include "unit/test.h"

static day_claims three(void)
{
    day_claims c = {.count = 0};
    claims_add(&c, (day_claim){CLAIM_URL, 19000, false});
    claims_add(&c, (day_claim){CLAIM_META, 19003, false});
    claims_add(&c, (day_claim){CLAIM_META, 18000, false}); /* the second of its origin */
    claims_add(&c, (day_claim){CLAIM_VISIBLE, -7, true});
    return c;
}

TEST(claims_come_back_as_they_were_kept)
{
    day_claims kept = three(), got;
    buf bytes = {0};
    quoth_error err;
    claims_encode(&kept, 19000, &bytes);
    assert_int_equal(claims_decode(buf_str(&bytes), 19000, &got, &err), QUOTH_OK);
    assert_int_equal(got.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(got.items[i].origin, kept.items[i].origin);
        assert_int_equal(got.items[i].day, kept.items[i].day);
        assert_int_equal(got.items[i].is_doubtful, kept.items[i].is_doubtful);
    }
    buf_release(&bytes);
}

TEST(only_what_speaks_of_the_publication_can_disagree)
{
    day_claims c = three();
    assert_false(claim_disagrees(&c.items[0], 19000));
    assert_true(claim_disagrees(&c.items[1], 19000));
    assert_false(claim_disagrees(&c.items[2], 19000)); /* doubtful */
    assert_false(claim_disagrees(&(day_claim){CLAIM_META_OTHER, 1, false}, 19000));
    assert_true(claims_disagree(&c, 19000));
    c.count = 1;
    assert_false(claims_disagree(&c, 19000));
}

TEST(damaged_claims_are_refused)
{
    static const char *const damaged[] = {"\x02",                                 /* no day */
                                          "\x02\x80",                             /* a day that does not end */
                                          "\xFE\x02",                             /* no such origin */
                                          "\x02\x02\x02\x02",                     /* one origin twice */
                                          "\x02\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", /* far beyond the calendar */
                                          "\x02\xFE\xFF\xFF\xFF\x0F"};
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        day_claims got;
        quoth_error err;
        assert_int_equal(claims_decode(str_from(damaged[i]), 19000, &got, &err), QUOTH_CORRUPT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(claims_come_back_as_they_were_kept),
        RUN(only_what_speaks_of_the_publication_can_disagree),
        RUN(damaged_claims_are_refused),
    };
    return test_run(tests);
}
