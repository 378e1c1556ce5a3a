/* claim.c - what says when an article was published? */
#include "store/claim.h"

static const struct {
    const char *name, *words;
    bool is_weak; /* may rightly name another day */
} origins[CLAIM_ORIGINS] = {
    [CLAIM_URL] = {"url", "the page's address", false},
    [CLAIM_JSON_LD] = {"json-ld", "JSON-LD", false},
    [CLAIM_META] = {"meta", "<meta>", false},
    [CLAIM_TIME] = {"time", "<time>", false},
    [CLAIM_SCRIPT] = {"script", "a script", false},
    [CLAIM_VISIBLE] = {"visible", "the visible date", false},
    [CLAIM_JSON_LD_PAGE] = {"json-ld-page", "JSON-LD of the page", true},
    [CLAIM_TEXT] = {"text", "a date in the text", true},
    [CLAIM_JSON_LD_OTHER] = {"json-ld-modified", "JSON-LD, of a change", true},
    [CLAIM_META_OTHER] = {"meta-modified", "<meta>, of a change", true},
    [CLAIM_RECORD] = {"record", "the record", false},
    [CLAIM_DATELINE] = {"dateline", "the dateline", false},
    [CLAIM_LINE] = {"line", "a line at the top", false},
};

const char *claim_origin_name(claim_origin origin)
{
    return origins[origin].name;
}

const char *claim_origin_words(claim_origin origin)
{
    return origins[origin].words;
}

void claims_add(day_claims *c, day_claim claim)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->items[i].origin == claim.origin)
            return;
    c->items[c->count++] = claim;
}

bool claim_disagrees(const day_claim *claim, day taken)
{
    return !claim->is_doubtful && !origins[claim->origin].is_weak && claim->day != taken;
}

bool claims_disagree(const day_claims *c, day taken)
{
    for (size_t i = 0; i < c->count; i++)
        if (claim_disagrees(&c->items[i], taken))
            return true;
    return false;
}

/* --- on disk: a byte for origin and doubt, then days from the one taken --- */

void claims_encode(const day_claims *c, day taken, buf *out)
{
    for (size_t i = 0; i < c->count; i++) {
        const day_claim *claim = &c->items[i];
        buf_put_byte(out, (unsigned char)((unsigned)claim->origin << 1 | (unsigned)claim->is_doubtful));
        buf_put_signed_varint(out, (int64_t)claim->day - taken);
    }
}

quoth_status claims_decode(str bytes, day taken, day_claims *out, quoth_error *err)
{
    byte_reader r = byte_reader_of(bytes);
    *out = (day_claims){.count = 0};
    while (!r.bad && r.at != r.end) {
        unsigned char head = read_byte(&r);
        int64_t apart = read_signed_varint(&r);
        size_t before = out->count;
        int64_t found = apart > -INT32_MAX && apart < INT32_MAX ? taken + apart : INT64_MAX;
        if (r.bad || head >> 1 >= CLAIM_ORIGINS || found <= NO_DAY || found > INT32_MAX)
            return fail(err, QUOTH_CORRUPT, "a damaged row about a day of publication");
        claims_add(out, (day_claim){(claim_origin)(head >> 1), (day)found, head & 1});
        if (out->count == before)
            return fail(err, QUOTH_CORRUPT, "a damaged row about a day of publication");
    }
    return QUOTH_OK;
}
