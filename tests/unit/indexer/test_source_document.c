/* test_source_document.c - EPUB, OpenDocument, Word, and files through programs: text, metadata, limits */
#include "source_test.h"

#include <archive.h>
#include <archive_entry.h>

typedef struct part {
    const char *name, *text;
} part;

/* A zip of these parts, in `r`'s memory. */
static str zipped(reading *r, const part *parts, size_t count)
{
    size_t room = 1 << 20, used = 0;
    char *out = arena_alloc(&r->memory, room);
    struct archive *a = archive_write_new();
    archive_write_set_format_zip(a);
    archive_write_set_bytes_per_block(a, 0);
    archive_write_open_memory(a, out, room, &used);
    for (size_t i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, parts[i].name);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0600);
        archive_entry_set_size(entry, (la_int64_t)strlen(parts[i].text));
        assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
        assert_int_equal(archive_write_data(a, parts[i].text, strlen(parts[i].text)), (int)strlen(parts[i].text));
        archive_entry_free(entry);
    }
    archive_write_close(a);
    archive_write_free(a);
    return (str){out, used};
}

#define READ_ZIP(r, file, parts)                                         \
    do {                                                                 \
        str zip_ = zipped(&(r), parts, sizeof(parts) / sizeof *(parts)); \
        read_path(&(r), write_bytes(file, zip_.data, zip_.len));         \
    } while (0)

#define META                                                                                           \
    "<dc:title>Harbour opens</dc:title><dc:creator>Ann Reed</dc:creator><dc:language>en</dc:language>" \
    "<dc:publisher>Quay Post</dc:publisher>"
#define NAMES "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'"

static const part word[] = {{"docProps/core.xml", "<?xml version='1.0'?><cp xmlns='x' " NAMES ">" META
                                                  "<dcterms:created>2021-03-04T10:00:00Z</dcterms:created></cp>"},
                            {"word/document.xml", "<?xml version='1.0'?><w:document xmlns:w='w'><w:body><w:p><w:r><w:t>The "
                                                  "har</w:t></w:r><w:r><w:t>bour opened.</w:t></w:r></w:p>"
                                                  "<w:p><w:r><w:delText>gone</w:delText><w:t xml:space='preserve'>Nobody "
                                                  "</w:t><w:t>came.</w:t></w:r></w:p></w:body></w:document>"}};

static const part open_document[] = {
    {"mimetype", "application/vnd.oasis.opendocument.text"},
    {"content.xml", "<o:document-content xmlns:o='o' "
                    "xmlns:t='t'><o:automatic-styles><x>style</x></o:automatic-styles><o:body><o:text><t:h>Harbour "
                    "opens</t:h><t:p>The harbour "
                    "<t:span>opened.</t:span></t:p><t:p>Nobody<t:s/>came.</t:p></o:text></o:body></o:document-content>"},
    {"meta.xml", "<m xmlns:meta='m' " NAMES
                 "><dc:creator>Ann Reed</dc:creator><meta:creation-date>2021-03-04T10:00:00</meta:creation-date></m>"}};

static const part book[] = {
    {"mimetype", "application/epub+zip"},
    {"META-INF/container.xml", "<container><rootfiles><rootfile full-path='OPS/p.opf'/></rootfiles></container>"},
    {"OPS/p.opf", "<package " NAMES "><metadata>" META
                  "<dc:date>2021-03-04</dc:date></metadata><manifest><item id='b' href='two.xhtml'/><item id='a' "
                  "href='one.xhtml'/></manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>"},
    {"OPS/two.xhtml", "<html><head><title>x</title></head><body><p>Nobody came.</p></body></html>"},
    {"OPS/one.xhtml", "<html><body><p>The harbour opened.</p></body></html>"}};

static void assert_harbour(const reading *r)
{
    assert_int_equal(r->count, 1);
    assert_str(r->articles[0].title, "Harbour opens");
    assert_str(r->articles[0].author, "Ann Reed");
    assert_int_equal(r->articles[0].published_day, day_parse(STR("2021-03-04")));
    assert_str(r->articles[0].body, "The harbour opened.\n\nNobody came.");
}

TEST(documents_give_their_paragraphs_and_who_wrote_them_when)
{
    reading w = {0}, o = {0}, e = {0};
    READ_ZIP(w, "a.docx", word);
    assert_harbour(&w);
    READ_ZIP(o, "a.odt", open_document);
    assert_harbour(&o);
    READ_ZIP(e, "a.epub", book);
    assert_harbour(&e);
    assert_str(e.articles[0].source, "Quay Post");
    reading_release(&w);
    reading_release(&o);
    reading_release(&e);
}

TEST(a_document_without_text_or_torn_is_one_problem)
{
    static const part empty[] = {{"word/a.xml", "<a/>"}};
    reading none = {0}, torn = {0}, no_zip = {0};
    READ_ZIP(none, "a.docx", empty);
    assert_int_equal(none.count, 0);
    assert_int_equal(none.problem_count, 1);
    str whole = zipped(&torn, word, 2);
    read_path(&torn, write_bytes("t.docx", whole.data, whole.len / 3));
    assert_int_equal(torn.count, 0);
    assert_int_equal(torn.problem_count, 1);
    read_text(&no_zip, "n.odt", "hello");
    assert_int_equal(no_zip.problem_count, 1);
    reading_release(&none);
    reading_release(&torn);
    reading_release(&no_zip);
}

TEST(bombs_of_zeros_and_of_entities_end_at_once)
{
    reading zeros = {0}, entities = {0};
    size_t len = (size_t)80 << 20;
    char *zero = mem_alloc(len + 1);
    memset(zero, ' ', len);
    zero[len] = '\0';
    part big[] = {{"content.xml", zero}};
    READ_ZIP(zeros, "z.odt", big);
    free(zero);
    assert_int_equal(zeros.count, 0);
    assert_contains(str_from(zeros.problems[0].why.message), "unpacked");
    static const part laughs[] = {
        {"content.xml",
         "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d "
         "'&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;'>]><a><body><p>Real "
         "text.</p><p>&e;&e;</p></body></a>"}};
    READ_ZIP(entities, "e.odt", laughs);
    assert_true(entities.count == 0 || entities.articles[0].body.len < 100);
    reading_release(&zeros);
    reading_release(&entities);
}

static void read_converted(reading *r, const char *program, const char *bytes)
{
    static source_mapping converters[1];
    converters[0] = (source_mapping){{".xyz", 4}, str_from(program)};
    r->options.converters = converters;
    r->options.converter_count = 1;
    read_text(r, "file.xyz", bytes);
}

TEST(other_files_are_read_through_a_program)
{
    static const char *const programs[] = {"cat", "cat {}", "sh -c 'cat <{}; echo so  much >&2'", "sed \"s/Q/Q/\""};
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        reading r = {0}, page = {0};
        read_converted(&r, programs[i], "Quay late\n\nThe quay is late.\n");
        assert_int_equal(r.problem_count, 0);
        assert_str(r.articles[0].title, "Quay late");
        assert_contains(r.articles[0].body, "The quay is late.");
        assert_ends_with(r.articles[0].locator, "/file.xyz");
        read_converted(&page, programs[i], "<html><title>Quay</title><body><h1>Quay</h1><p>It is late.</p></body></html>");
        assert_str(page.articles[0].title, "Quay");
        reading_release(&r);
        reading_release(&page);
    }
}

TEST(a_program_that_fails_is_one_line)
{
    static const char *const cases[][2] = {{"false", "status 1"},
                                           {"no-such-program-here", "installed"},
                                           {"sh -c 'echo bad page >&2; echo more >&2; exit 3'", "status 3: bad page"},
                                           {"sh -c 'kill -9 $$'", "signal 9"},
                                           {"true", "no text"},
                                           {"cat /dev/zero", "more than 64 MB"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reading r = {0};
        read_converted(&r, cases[i][0], "x");
        assert_int_equal(r.count, 0);
        assert_int_equal(r.problem_count, 1);
        assert_contains(str_from(r.problems[0].why.message), cases[i][1]);
        assert_null(strchr(r.problems[0].why.message, '\n'));
        reading_release(&r);
    }
}

TEST(what_a_program_leaves_running_is_ended_with_it)
{
    reading r = {0};
    char program[300], mark[64];
    snprintf(program, sizeof program, "sh -c 'sleep 300 & echo $! >%s; echo Quay late'", path_of("pid"));
    read_converted(&r, program, "x");
    assert_int_equal(r.count, 1);
    str pid;
    uint64_t number;
    assert_int_equal(file_read(&r.memory, path_of("pid"), 100, &pid, NULL), QUOTH_OK);
    assert_true(str_to_u64(str_trim(pid), &number));
    snprintf(mark, sizeof mark, "/proc/%llu/stat", (unsigned long long)number);
    str state = STR("gone Z");
    for (int i = 0;
         i < 100 && file_read(&r.memory, mark, 4096, &state, NULL) == QUOTH_OK && str_find(state, STR(") Z")) == SIZE_MAX; i++)
        usleep(10000);
    assert_true(!file_exists(mark) || str_find(state, STR(") Z")) != SIZE_MAX);
    reading_release(&r);
}

TEST(a_converter_without_ending_or_with_an_open_quote_is_refused)
{
    static const source_mapping bad[][1] = {
        {{{"pdf", 3}, {"cat", 3}}}, {{{".pdf", 4}, {"cat 'x", 6}}}, {{{".pdf", 4}, {"  ", 2}}}};
    for (size_t i = 0; i < 3; i++) {
        source_options options = {.converters = bad[i], .converter_count = 1};
        const char *paths[] = {"x"};
        source *s;
        quoth_error err;
        assert_int_equal(source_open(paths, 1, &options, (source_callbacks){0}, &s, &err), QUOTH_BAD_USAGE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(documents_give_their_paragraphs_and_who_wrote_them_when),
        RUN_IN_FOLDER(a_document_without_text_or_torn_is_one_problem),
        RUN_IN_FOLDER(bombs_of_zeros_and_of_entities_end_at_once),
        RUN_IN_FOLDER(other_files_are_read_through_a_program),
        RUN_IN_FOLDER(a_program_that_fails_is_one_line),
        RUN_IN_FOLDER(what_a_program_leaves_running_is_ended_with_it),
        RUN_IN_FOLDER(a_converter_without_ending_or_with_an_open_quote_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
