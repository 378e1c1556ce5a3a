/* fuzz_manifest.c - which shards count, as a file of any bytes says: is it read, or refused, whatever stands under its checksum?
 */
#include "fuzz_folder.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/hash.h"
#include "store/glass/version.h"
#include "store/inverted/inverted.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *manifest_path, *glass_path;

static void prepare(void)
{
    static arena a;
    if (manifest_path)
        return;
    make_folder();
    assert(folder_make(path_join(&a, folder, "inverted"), NULL) == QUOTH_OK);
    manifest_path = path_join(&a, path_join(&a, folder, "inverted"), "manifest");
    glass_path = path_join(&a, folder, "iamglass");
}

static void put_file(const char *path, str bytes)
{
    FILE *f = fopen(path, "wb");
    assert(f && (bytes.len == 0 || fwrite(bytes.data, bytes.len, 1, f) == 1));
    fclose(f);
}

static void read_manifest(arena *a, str bytes)
{
    inverted_manifest m;
    quoth_error err = {.status = QUOTH_OK};
    put_file(manifest_path, bytes);
    if (inverted_manifest_read(folder, a, &m, &err) != QUOTH_OK) {
        assert((err.status == QUOTH_CORRUPT || err.status == QUOTH_UNSUPPORTED) && err.message[0]);
        return;
    }
    for (size_t i = 0; i < m.shards.count; i++) {
        const shard_info *s = &m.shards.items[i];
        assert(inverted_is_shard_name(str_from(s->name)) && s->first_id > 0 && s->first_id <= s->last_id);
        assert(i == 0 || s[-1].last_id < s->first_id);
    }
}

static void read_signed(arena *a, str lines)
{
    buf text = {0};
    buf_put_str(&text, STR("quoth-inverted 1\n"));
    buf_put_str(&text, lines);
    buf_put_byte(&text, '\n');
    buf_printf(&text, "checksum %016" PRIx64 "\n", hash_bytes(buf_str(&text), 0));
    read_manifest(a, buf_str(&text));
    buf_release(&text);
}

static void read_glass(str bytes)
{
    bool usable;
    glass_root root = {0};
    glass_totals totals = {0};
    put_file(glass_path, bytes);
    (void)glass_version_read(glass_path, &usable, &root, &totals, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a = {0};
    if (size == 0)
        return 0;
    prepare();
    str rest = {(const char *)data + 1, size - 1};
    if (data[0] % 3 == 0)
        read_manifest(&a, rest);
    else if (data[0] % 3 == 1)
        read_signed(&a, rest);
    else
        read_glass(rest);
    arena_release(&a);
    return 0;
}
