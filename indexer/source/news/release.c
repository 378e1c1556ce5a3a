/* release.c - may this news item be read yet, or any more? */
#include <time.h>

#include "indexer/source/news/news.h"

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

static int two_digits(str s, size_t at)
{
    bool digits = at + 1 < s.len && s.data[at] >= '0' && s.data[at] <= '9' && s.data[at + 1] >= '0' && s.data[at + 1] <= '9';
    return digits ? (s.data[at] - '0') * 10 + s.data[at + 1] - '0' : -1;
}

/* "10:15:00+02:00" or "101500Z" in seconds of the day in UTC; the day's end when it is no time. */
static int64_t seconds_of(str time_text)
{
    bool colons = time_text.len > 2 && time_text.data[2] == ':';
    int hours = two_digits(time_text, 0), minutes = two_digits(time_text, colons ? 3 : 2);
    if (hours < 0 || minutes < 0)
        return 86400;
    int64_t seconds = hours * 3600 + minutes * 60;
    size_t at = 0;
    while (at < time_text.len && time_text.data[at] != '+' && time_text.data[at] != '-')
        at++;
    int hours_off = two_digits(time_text, at + 1);
    bool colon_off = at + 3 < time_text.len && time_text.data[at + 3] == ':';
    int minutes_off = two_digits(time_text, at + (colon_off ? 4 : 3));
    int64_t offset = hours_off < 0 ? 0 : hours_off * 3600 + (minutes_off < 0 ? 0 : minutes_off) * 60;
    return at < time_text.len && time_text.data[at] == '-' ? seconds + offset : seconds - offset;
}

static bool is_over(str until)
{
    day last = day_parse(until);
    if (last == NO_DAY)
        return false;
    const char *t = memchr(until.data, 'T', until.len);
    bool is_iso = t && until.data[0] >= '0' && until.data[0] <= '9';
    str time_text = is_iso ? str_slice(until, (size_t)(t - until.data) + 1, until.len) : STR("");
    return (int64_t)last * 86400 + seconds_of(time_text) <= (int64_t)time(NULL);
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
