/* test_page_days.c - which of the days that a page gives is believed? Rows of tables/page_days.tsv */
#include "source_test.h"

/* Where each of them stands in a page, with @@ for the day of November. */
static const struct {
    claim_origin origin;
    const char *head, *heading, *text;
} places[] = {
    {CLAIM_URL, "<link rel=canonical href='https://c.example/2023/11/@@/ferry'>", NULL, NULL},
    {CLAIM_JSON_LD, "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2023-11-@@\"}</script>",
     NULL, NULL},
    {CLAIM_META, "<meta property='article:published_time' content='2023-11-@@'>", NULL, NULL},
    {CLAIM_TIME, NULL, "<time datetime='2023-11-@@'></time>", NULL},
    {CLAIM_SCRIPT, "<script>state = {publishDate: '2023-11-@@'}</script>", NULL, NULL},
    {CLAIM_VISIBLE, NULL, "<p class=date>@@ November 2023</p>", NULL},
    {CLAIM_TEXT, NULL, "<p>@@ November 2023</p>", NULL},
    {CLAIM_JSON_LD_OTHER,
     "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"dateModified\":\"2023-11-@@\"}</script>", NULL, NULL},
    {CLAIM_META_OTHER, "<meta property='article:modified_time' content='2023-11-@@'>", NULL, NULL},
    {CLAIM_DATELINE, NULL, NULL, "PORT ALMA, Nov @@, 2023 (Agency) - "},
};
enum { PLACES = sizeof places / sizeof *places };

static void put(buf *out, const char *where, unsigned day_of_month)
{
    char number[3];
    snprintf(number, sizeof number, "%02u", day_of_month % 100);
    for (const char *c = where; c && *c; c++) {
        bool here = c[0] == '@' && c[1] == '@';
        buf_put_str(out, here ? str_from(number) : (str){c, 1});
        c += here;
    }
}

/* "url=15 meta=17": the day of each origin, 0 where it says nothing. */
static void read_days(str said, unsigned days[CLAIM_ORIGINS])
{
    memset(days, 0, CLAIM_ORIGINS * sizeof *days);
    while (said.len) {
        str word = str_cut(&said, ' '), name = str_cut(&word, '=');
        uint64_t number = 0;
        assert_true(str_to_u64(word, &number));
        for (int i = 0; i < CLAIM_ORIGINS; i++)
            if (str_equal(name, str_from(claim_origin_name((claim_origin)i))))
                days[i] = (unsigned)number;
    }
}

static void put_page(buf *page, const unsigned days[CLAIM_ORIGINS])
{
    buf_put_str(page, STR("<html lang=en-GB><head><title>Ferry</title>"));
    for (int i = 0; i < PLACES; i++)
        if (days[places[i].origin])
            put(page, places[i].head, days[places[i].origin]);
    buf_put_str(page, STR("</head><body><article><h1>The ferry sails again</h1>"));
    for (int i = 0; i < PLACES; i++)
        if (days[places[i].origin])
            put(page, places[i].heading, days[places[i].origin]);
    buf_put_str(page, STR("<p>"));
    for (int i = 0; i < PLACES; i++)
        if (days[places[i].origin])
            put(page, places[i].text, days[places[i].origin]);
    buf_put_str(page,
                STR("The ferry to the island sailed again, after a storm had closed the harbour of Port Alma for a while.</p>"
                    "<p>The captain had waited for the wind to turn, and had slept on board since the storm.</p>"
                    "</article></body></html>"));
    buf_put(page, "", 1);
}

static void check_row(const test_row *row)
{
    unsigned days[CLAIM_ORIGINS];
    reading r = {0};
    DEFER(buf_release) buf page = {0};
    read_days(str_from(row->fields[0]), days);
    put_page(&page, days);
    read_text(&r, "page.html", page.data);
    assert_int_equal(r.count, 1);
    assert_int_equal(row->count, 2);
    const day_claims *c = &r.articles[0].claims;
    const char *believed = c->count ? claim_origin_name(c->items[0].origin) : "none";
    if (strcmp(believed, row->fields[1]) != 0)
        fail_msg("%s:%d: %s is believed, not %s", row->file, row->line, believed, row->fields[1]);
    unsigned day_of_month = days[c->items[0].origin];
    assert_int_equal(r.articles[0].published_day, day_from_civil((civil_date){2023, 11, day_of_month}));
    reading_release(&r);
}

TEST(the_day_that_is_believed_is_the_first_of_the_order_of_trust)
{
    test_each_row("page_days.tsv", 20, check_row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {RUN_IN_FOLDER(the_day_that_is_believed_is_the_first_of_the_order_of_trust)};
    return test_run(tests);
}
