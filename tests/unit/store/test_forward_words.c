/* test_forward_words.c - do word numbers come back, whatever their sizes and their number? */
#include "store/forward/words.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"
#include "unit/test.h"

enum { SLACK = 40 };

static void assert_back(const uint32_t *numbers, size_t count)
{
    buf bytes = {0};
    uint32_t *back = mem_alloc((count + WORDS_SLACK) * sizeof *back);
    forward_words_encode(numbers, count, &bytes);
    memset(buf_reserve(&bytes, SLACK), 0x55, SLACK);
    /* At the very end of its memory, so that a sanitizer sees what reads behind it. */
    char *exact = mem_alloc(bytes.len + 1);
    memcpy(exact + 1, bytes.data ? bytes.data : "", bytes.len);
    for (int slack = 0; slack < 2; slack++) {
        str in = slack ? buf_str(&bytes) : (str){exact + 1, bytes.len};
        memset(back, 7, count * sizeof *back);
        assert_true(forward_words_decode(in, slack ? SLACK : 0, back, count));
        for (size_t i = 0; i < count; i++)
            assert_int_equal(back[i], numbers[i] & 0xFFFF);
        if (bytes.len > 0)
            assert_false(forward_words_decode(str_slice(in, 0, in.len - 1), slack ? SLACK : 0, back, count));
        if (slack)
            assert_false(forward_words_decode((str){in.data, in.len + 1}, SLACK - 1, back, count));
    }
    free(exact);
    free(back);
    buf_release(&bytes);
}

TEST(numbers_of_all_sizes_come_back)
{
    static const uint32_t sizes[] = {0, 1, 255, 256, 257, 65535, 65536, 65537, 70000, 4000000000u};
    uint32_t numbers[300];
    uint64_t random = 5;
    for (size_t count = 0; count < 300; count++) {
        for (size_t i = 0; i < count; i++)
            numbers[i] = sizes[(random = hash_u64(random + 1)) % (count % 3 ? 10 : 3)];
        assert_back(numbers, count);
    }
}

TEST(frequent_words_take_a_byte_and_a_bit)
{
    uint32_t numbers[64];
    buf bytes = {0};
    for (uint32_t i = 0; i < 64; i++)
        numbers[i] = i * 4;
    forward_words_encode(numbers, 64, &bytes);
    assert_int_equal(bytes.len, 8 + 64);
    buf_release(&bytes);
}

TEST(each_row_of_numbers_has_one_form_only)
{
    uint32_t numbers[40], back[40 + WORDS_SLACK];
    buf bytes = {0};
    for (uint32_t i = 0; i < 40; i++)
        numbers[i] = 300 + i;
    forward_words_encode(numbers, 40, &bytes);
    for (size_t token = 0; token < 40; token++) { /* two bytes for what needs one */
        bytes.data[5 + 2 * token + 1] = 0;
        assert_false(forward_words_decode(buf_str(&bytes), 0, back, 40));
        bytes.data[5 + 2 * token + 1] = 1;
    }
    assert_true(forward_words_decode(buf_str(&bytes), 0, back, 40));
    buf_clear(&bytes);
    forward_words_encode(numbers, 39, &bytes);
    bytes.data[4] = (char)(bytes.data[4] | 0x80); /* a bit behind the last token */
    assert_false(forward_words_decode(buf_str(&bytes), 0, back, 39));
    buf_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(numbers_of_all_sizes_come_back),
        RUN(frequent_words_take_a_byte_and_a_bit),
        RUN(each_row_of_numbers_has_one_form_only),
    };
    return test_run(tests);
}
