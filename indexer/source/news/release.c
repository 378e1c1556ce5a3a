/* release.c - may this news item be read yet, or any more? */
#include <time.h>

#include "indexer/source/news/news.h"
#include "indexer/source/when.h"

/* What its sender says of it, in any letter case: NITF's management-status, NewsML's Status, G2's pubStatus, ninjs. */
static const struct {
    str status;
    const char *reason; /* NULL: it may be read */
    bool recalls;       /* also what was sent before */
} statuses[] = {{{"usable", 6}, NULL, false},
                {{"withheld", 8}, "withheld by its sender", true},
                {{"embargoed", 9}, "embargoed by its sender", false},
                {{"canceled", 8}, "cancelled by its sender", true},
                {{"cancelled", 9}, "cancelled by its sender", true},
                {{"killed", 6}, "killed by its sender", true},
                {{"draft", 5}, "a draft", false}};

static bool is_over(str until)
{
    int64_t end = seconds_at(until);
    return end != INT64_MIN && end <= (int64_t)time(NULL);
}

static quoth_status withhold(const char *reason, str until, str id, quoth_error *err)
{
    return fail(err, QUOTH_WITHHELD, "left out: %s%s%.*s%s%.*s%s", reason, until.len > 0 ? " until " : "",
                STR_ARG(str_slice(until, 0, 40)), id.len > 0 ? " (" : "", STR_ARG(str_slice(id, 0, 200)), id.len > 0 ? ")" : "");
}

quoth_status news_release(str status, bool has_embargo, str until, article *out, quoth_error *err)
{
    for (size_t i = status.len; i > 0; i--)
        if (status.data[i - 1] == ':') { /* "stat:usable" */
            status = str_slice(status, i, status.len);
            break;
        }
    bool embargoed = str_equal_ascii_nocase(status, STR("embargoed"));
    if ((embargoed || has_embargo) && !is_over(until))
        return withhold("embargoed by its sender", until, out->id, err);
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (statuses[i].reason && !embargoed && str_equal_ascii_nocase(status, statuses[i].status)) {
            out->is_recalled = statuses[i].recalls;
            return withhold(statuses[i].reason, STR(""), out->id, err);
        }
    return QUOTH_OK;
}
