/* fuzz_people.c - does an archive answer, or say why not, whatever its table of people says, from before or of now? */
#include "fuzz_folder.h"

#include <fcntl.h>
#include <quoth.h>
#include <unistd.h>

#include "searcher/identity/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const quoth_article_input articles[] = {
    {.id = "t1",
     .published = "2024-03-01",
     .text = "ASHDOWN, England - Tom Holt, the mayor of Ashdown, said on Friday that the toll would stay. \"A bridge "
             "wants paint,\" he said. Lena Fort, who runs the ferry, said the toll was too high."},
    {.id = "t2",
     .published = "2024-04-01",
     .text = "\"The toll pays for the paint,\" said Tom Holt in Ashdown. Lena Fort said she would sail on."},
    {.id = "t3",
     .published = "2024-03-09",
     .text = "LEEDS, England - Goalkeeper Tom Holt said on Saturday that the ball was wet. \"I had it, and then I "
             "did not,\" Holt said. His coach, Roy Sedgwick, said nothing was lost."},
    {.id = "t4",
     .published = "2024-05-09",
     .text = "\"Nobody asks a goalkeeper about paint,\" Tom Holt said on Thursday. Coach Roy Sedgwick said he would play."},
    {.id = "t5", .text = "\"The ferry is late,\" said Fort. \"It always was,\" said Mayor Holt."},
};

static people_state now;

/* An archive in which two people have one name; who is who there, its searcher has said once. */
static void prepare(void)
{
    static const char *const parted[] = {"Lena Fort", "Roy Sedgwick"};
    quoth_writer *w;
    quoth_archive *archive;
    people_table t;
    if (now.end > 0)
        return;
    make_folder();
    assert(quoth_writer_open(folder, QUOTH_CREATE, &w, NULL) == QUOTH_OK);
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        assert(quoth_writer_add(w, &articles[i], NULL, NULL) == QUOTH_OK);
    assert(quoth_writer_commit(w, NULL) == QUOTH_OK);
    quoth_writer_close(w);
    assert(quoth_alias_add(folder, "split", parted, 2, NULL) == QUOTH_OK);
    assert(quoth_archive_open(folder, &archive, NULL) == QUOTH_OK && quoth_archive_prepare(archive, NULL) == QUOTH_OK);
    quoth_archive_close(archive);
    assert(people_table_open(folder, &t));
    now = t.state;
    people_table_close(&t);
}

/* --- tables of any numbers --- */

static uint32_t take_byte(str *in)
{
    uint32_t byte = in->len > 0 ? (uint8_t)in->data[0] : 0;
    *in = str_slice(*in, 1, in->len);
    return byte;
}

/* Small ones mostly, and those behind which numbers turn over. */
static uint32_t take_number(str *in)
{
    uint32_t byte = take_byte(in);
    return byte == 255 ? UINT32_MAX : byte == 254 ? 1u << 31 : byte;
}

static void fill(people_lists lists, uint32_t count, str *in)
{
    for (uint32_t i = 0; i < count; i++) {
        lists.head[i] = take_number(in);
        lists.next[i] = take_number(in);
        lists.alike[i] = take_number(in);
        lists.said[i] = (times_said){take_number(in), (day)take_number(in), (day)take_number(in), take_number(in)};
    }
}

static void save_lists(str in, bool is_older)
{
    enum { MOST = 8 };
    shown_as shown[MOST];
    namesake namesakes[MOST];
    people_table t;
    uint32_t count = take_byte(&in) % 16 + 1, shown_count = take_byte(&in) % MOST, namesake_count = take_byte(&in) % MOST;
    fill(people_table_new(&t, count), count, &in);
    t.state = now;
    t.state.catalogue -= is_older;
    t.state.end -= is_older;
    t.state.articles -= is_older;
    for (uint32_t i = 0; i < shown_count; i++)
        shown[i] = (shown_as){take_number(&in), take_number(&in), take_number(&in)};
    for (uint32_t i = 0; i < namesake_count; i++)
        namesakes[i] = (namesake){take_number(&in), take_number(&in), take_number(&in)};
    people_table_show(&t, shown, shown_count, in, namesakes, namesake_count);
    people_table_save(&t, folder);
    people_table_close(&t);
}

static void save_bytes(str bytes)
{
    arena a = {0};
    int fd = open(path_join(&a, folder, PEOPLE_FILE), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    assert(fd >= 0 && write(fd, bytes.data, bytes.len) == (ssize_t)bytes.len);
    close(fd);
    arena_release(&a);
}

/* --- what asks who is who --- */

static int see_speaker(void *context, const quoth_speaker *speaker)
{
    size_t bytes = strlen(speaker->name);
    for (size_t i = 0; i < speaker->variant_count; i++)
        bytes += strlen(speaker->variants[i]);
    *(size_t *)context += bytes;
    return 1;
}

static int see_completion(void *context, const quoth_completion *completion)
{
    *(size_t *)context += strlen(completion->text);
    return 1;
}

static int see_quotation(void *context, const quoth_said *said)
{
    *(size_t *)context += strlen(said->speaker);
    return 1;
}

static void see_line(void *context, unsigned line, const char *what)
{
    *(size_t *)context += line + strlen(what);
}

/* A name that the catalogue lacks is a failure with a reason. */
static bool is_answer(quoth_status status, const quoth_error *err)
{
    assert(status == QUOTH_OK || (status == err->status && err->message[0]));
    return status == QUOTH_OK;
}

static void search(quoth_archive *archive)
{
    static const char *const queries[] = {"speaker:holt", "speaker:\"=Tom Holt\"", "speaker:\"Tom Holt (goalkeeper)\"",
                                          "NOT speaker:fort"};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        quoth_error err;
        quoth_result *result;
        if (!is_answer(quoth_search(archive, queries[i], NULL, &result, &err), &err))
            continue;
        assert(quoth_result_count(result) <= sizeof articles / sizeof *articles);
        quoth_result_free(result);
    }
}

static void count(quoth_archive *archive)
{
    const quoth_facet_wanted wanted = {QUOTH_FACET_SPEAKER, 0};
    quoth_error err;
    quoth_facets *facets;
    if (is_answer(quoth_facets_count(archive, NULL, 0, &wanted, 1, &facets, &err), &err))
        quoth_facets_free(facets);
}

static void ask_of_quotations(quoth_archive *archive, size_t *seen)
{
    quoth_verification *verification;
    quoth_quotes_totals totals;
    quoth_quotes_options options = {.limit = 10, .context = seen, .visit = see_quotation};
    quoth_error err;
    is_answer(quoth_quotes(archive, "by:holt paint", &options, &totals, &err), &err);
    if (!is_answer(quoth_verify(archive, "a bridge wants paint", "Holt", &verification, &err), &err))
        return;
    *seen += verification->source_count;
    quoth_verification_free(verification);
}

static void ask(void)
{
    size_t seen = 0;
    quoth_error err;
    quoth_archive *archive;
    assert(quoth_archive_open(folder, &archive, NULL) == QUOTH_OK);
    is_answer(quoth_each_speaker(archive, NULL, see_speaker, &seen, &err), &err);
    is_answer(quoth_complete(archive, "speaker:h", 0, see_completion, &seen, &err), &err);
    is_answer(quoth_alias_check(archive, see_line, &seen, &err), &err);
    search(archive);
    count(archive);
    ask_of_quotations(archive, &seen);
    quoth_archive_close(archive);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { OF_NOW, OLDER, BYTES, WAYS };
    str in = {(const char *)data, size};
    prepare();
    uint32_t way = take_byte(&in) % WAYS;
    if (way == BYTES)
        save_bytes(in);
    else
        save_lists(in, way == OLDER);
    ask();
    return 0;
}
