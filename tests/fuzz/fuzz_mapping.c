/* fuzz_mapping.c - are --map and --field of any bytes refused, or do they find the same in a record each time? */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>

#include "indexer/source/format.h"
#include "indexer/source/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_steps(str path)
{
    path_step steps[MAX_PATH_STEPS];
    int count = path_parse(path, steps);
    assert(count == -1 || (count > 0 && count <= MAX_PATH_STEPS));
    for (int i = 0; i < count; i++)
        assert(steps[i].key.data ? steps[i].key.len > 0 && steps[i].key.len <= path.len : steps[i].index >= -1);
}

static void read_record(const source_options *options, str json)
{
    arena a = {0};
    article x, again;
    quoth_error err = {.status = QUOTH_OK};
    raw_record r = {.bytes = json,
                    .path = STR("a.jsonl"),
                    .number = 1,
                    .line = 1,
                    .format = &format_jsonl,
                    .options = options,
                    .context = STR(""),
                    .captured = NO_DAY};
    quoth_status status = record_parse(&a, &r, &x, &err);
    assert(status == QUOTH_OK || err.message[0]);
    if (status == QUOTH_OK)
        assert(record_parse(&a, &r, &again, &err) == QUOTH_OK && str_equal(x.title, again.title) &&
               str_equal(x.body, again.body) && str_equal(x.fields.text, again.fields.text));
    arena_release(&a);
}

/* Three lines: the key and the path of a mapping, and the path of a field; the record behind them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str rest = {(const char *)data, size};
    source_mapping map = {.key = str_cut(&rest, '\n')}, field = {.key = STR("desk")};
    map.path = str_cut(&rest, '\n');
    field.path = str_cut(&rest, '\n');
    source_options options = {.mappings = &map, .mapping_count = 1, .fields = &field, .field_count = 1};
    quoth_error err = {.status = QUOTH_OK};
    check_steps(map.path);
    check_steps(field.path);
    if (mappings_check(&options, &err) == QUOTH_OK)
        read_record(&options, rest);
    else
        assert(err.status == QUOTH_BAD_USAGE && err.message[0]);
    return 0;
}
