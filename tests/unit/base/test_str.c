/* test_str.c - slices */
#include "unit/test.h"

#include "base/buf.h"
#include "base/str.h"

TEST(cutting_gives_every_part_once)
{
    str rest = STR("a,,b");
    assert_true(str_equal(str_cut(&rest, ','), STR("a")));
    assert_true(str_equal(str_cut(&rest, ','), STR("")));
    assert_true(str_equal(str_cut(&rest, ','), STR("b")));
    assert_int_equal(rest.len, 0);
}

TEST(words_are_equal_when_all_their_bytes_are)
{
    char a[40], b[40];
    for (size_t len = 0; len <= sizeof a; len++) {
        for (size_t i = 0; i < len; i++)
            a[i] = b[i] = (char)('a' + i % 26);
        assert_true(str_equal_words((str){a, len}, (str){b, len}));
        assert_false(len > 0 && str_equal_words((str){a, len}, (str){b, len - 1}));
        for (size_t i = 0; i < len; i++) {
            b[i] ^= 1;
            assert_false(str_equal_words((str){a, len}, (str){b, len}));
            b[i] ^= 1;
        }
    }
}

TEST(numbers_that_do_not_fit_are_refused)
{
    uint64_t u;
    int64_t i;
    assert_true(str_to_u64(STR("18446744073709551615"), &u) && u == UINT64_MAX);
    assert_false(str_to_u64(STR("18446744073709551616"), &u));
    assert_false(str_to_u64(STR("12x"), &u));
    assert_true(str_to_i64(STR("-9223372036854775807"), &i) && i == -INT64_MAX);
    assert_false(str_to_i64(STR("-"), &i));
}

TEST(varints_come_back_as_written)
{
    buf b = {0};
    const int64_t values[] = {0, 1, -1, 127, 128, -128, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        buf_put_signed_varint(&b, values[i]);
    byte_reader r = byte_reader_of(buf_str(&b));
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_int_equal(read_signed_varint(&r), values[i]);
    assert_false(r.bad);
    read_varint(&r);
    assert_true(r.bad);
    buf_release(&b);
}

TEST(room_for_nothing_is_a_place_all_the_same)
{
    buf b = {0};
    assert_non_null(buf_reserve(&b, 0));
    assert_int_equal(b.len, 0);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN(cutting_gives_every_part_once), RUN(words_are_equal_when_all_their_bytes_are),
                                       RUN(numbers_that_do_not_fit_are_refused), RUN(varints_come_back_as_written),
                                       RUN(room_for_nothing_is_a_place_all_the_same)};
    return test_run(tests);
}
