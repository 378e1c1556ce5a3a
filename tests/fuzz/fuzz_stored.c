/* fuzz_stored.c - what rows and records hold in bytes of our own: is what is none refused, and is what is one written again as it
 * was? */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>

#include "store/claim.h"
#include "store/fields/custom.h"
#include "store/forward/values.h"
#include "store/history/versions.h"
#include "store/home.h"
#include "store/tags/tags.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_values(arena *a, str bytes, buf *again)
{
    forward_values values;
    if (forward_values_decode(a, bytes, &values, NULL) != QUOTH_OK)
        return;
    forward_values_encode(&values, again);
    assert(str_equal(buf_str(again), bytes));
}

static void check_tags(arena *a, str bytes, buf *again)
{
    tags found, back;
    buf third = {0};
    if (tags_decode(a, bytes, &found, NULL) != QUOTH_OK)
        return;
    tags_encode(&found, again);
    assert(tags_decode(a, buf_str(again), &back, NULL) == QUOTH_OK);
    tags_encode(&back, &third);
    assert(str_equal(buf_str(again), buf_str(&third)));
    buf_release(&third);
}

static void check_claims(arena *a, str bytes, buf *again)
{
    (void)a;
    day_claims claims, back;
    const day taken = 19000;
    if (claims_decode(bytes, taken, &claims, NULL) != QUOTH_OK)
        return;
    (void)claims_disagree(&claims, taken);
    claims_encode(&claims, taken, again);
    assert(claims_decode(buf_str(again), taken, &back, NULL) == QUOTH_OK && back.count == claims.count);
}

static void check_votes(arena *a, str bytes, buf *again)
{
    (void)a;
    home_votes votes, back;
    if (home_votes_decode(bytes, &votes, NULL) != QUOTH_OK)
        return;
    (void)home_of(&votes);
    home_votes_encode(&votes, again);
    assert(home_votes_decode(buf_str(again), &back, NULL) == QUOTH_OK && back.count == votes.count);
}

static void check_custom(arena *a, str bytes, buf *again)
{
    str name, value, rest = bytes;
    custom_values values = {0};
    (void)again;
    (void)custom_captured(bytes);
    (void)custom_has(bytes, STR("desk"), STR("news"));
    while (custom_next(&rest, &name, &value))
        if (custom_name_is_good(name))
            (void)custom_add(a, &values, name, value);
}

/* What came after is the first half. */
static void check_version(arena *a, str bytes, buf *again)
{
    version_text after = {STR("Tide early"), str_slice(bytes, 0, bytes.len / 2)}, before = {STR(""), bytes}, got;
    (void)version_unpack(a, str_slice(bytes, bytes.len / 2, bytes.len), after, &got, NULL);
    version_pack(before, after, again);
    assert(version_unpack(a, buf_str(again), after, &got, NULL) == QUOTH_OK && str_equal(got.body, bytes));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const checks[])(arena *, str, buf *) = {check_values, check_tags,   check_claims,
                                                          check_votes,  check_custom, check_version};
    arena a = {0};
    buf again = {0};
    if (size == 0)
        return 0;
    checks[data[0] % (sizeof checks / sizeof *checks)](&a, (str){(const char *)data + 1, size - 1}, &again);
    buf_release(&again);
    arena_release(&a);
    return 0;
}
