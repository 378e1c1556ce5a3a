/* test_source_pdf.c - PDF: columns, heads, cut words, what the file says of itself; hostile files */
#include "source_test.h"

#include <zlib.h>

#ifdef QUOTH_POPPLER

#include "indexer/source/document/pdf.h"

/* --- a writer of small PDFs (ISO 32000-1, 7.5) --- */

typedef struct pdf_writer {
    buf out;
    size_t at[64]; /* where the objects start */
    int objects;
} pdf_writer;

static int put_object(pdf_writer *w, const char *format, ...)
{
    char text[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    w->at[++w->objects] = w->out.len;
    buf_printf(&w->out, "%d 0 obj\n%s\nendobj\n", w->objects, text);
    return w->objects;
}

static void put_stream(pdf_writer *w, const char *entries, str bytes)
{
    w->at[++w->objects] = w->out.len;
    buf_printf(&w->out, "%d 0 obj\n<< /Length %zu %s >>\nstream\n", w->objects, bytes.len, entries);
    buf_put_str(&w->out, bytes);
    buf_printf(&w->out, "\nendstream\nendobj\n");
}

static void put_end(pdf_writer *w, const char *entries)
{
    size_t start = w->out.len;
    buf_printf(&w->out, "xref\n0 %d\n0000000000 65535 f \n", w->objects + 1);
    for (int i = 1; i <= w->objects; i++)
        buf_printf(&w->out, "%010zu 00000 n \n", w->at[i]);
    buf_printf(&w->out, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%zu\n%%%%EOF\n", w->objects + 1, entries, start);
}

/* A page is lines "x y size text", from the lower left corner of 600 by 800 points; "!" before the text: bold. */
static void put_page(pdf_writer *w, str lines)
{
    buf content = {0};
    while (lines.len > 0) {
        str line = str_cut(&lines, '\n'), x = str_cut(&line, ' '), y = str_cut(&line, ' '), size = str_cut(&line, ' ');
        bool bold = str_starts_with(line, STR("!"));
        buf_printf(&content, "BT /F%d %.*s Tf %.*s %.*s Td (%.*s) Tj ET\n", bold + 1, STR_ARG(size), STR_ARG(x), STR_ARG(y),
                   STR_ARG(str_slice(line, bold, line.len)));
    }
    put_object(w,
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R "
               ">> >> >>",
               w->objects + 2);
    put_stream(w, "", buf_str(&content));
    buf_release(&content);
}

enum { FIRST_PAGE = 5 };

/* Objects 1 to 4 of a PDF of so many pages, each of two objects. */
static void put_start(pdf_writer *w, int pages)
{
    char kids[1024] = "";
    *w = (pdf_writer){0};
    for (int i = 0; i < pages; i++)
        snprintf(kids + strlen(kids), sizeof kids - strlen(kids), "%d 0 R ", FIRST_PAGE + 2 * i);
    buf_printf(&w->out, "%%PDF-1.4\n");
    put_object(w, "<< /Type /Catalog /Pages 2 0 R >>");
    put_object(w, "<< /Type /Pages /Count %d /Kids [%s] >>", pages, kids);
    put_object(w, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    put_object(w, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>");
}

static void write_pdf(pdf_writer *w, const char *info, const char *const pages[])
{
    int count = 0;
    while (pages[count])
        count++;
    put_start(w, count);
    for (int i = 0; i < count; i++)
        put_page(w, str_from(pages[i]));
    int number = put_object(w, "<< %s >>", info);
    char entries[64];
    snprintf(entries, sizeof entries, "/Info %d 0 R", number);
    put_end(w, entries);
}

static void read_written(reading *r, const char *name, pdf_writer *w)
{
    read_path(r, write_bytes(name, w->out.data, w->out.len));
    buf_release(&w->out);
}

/* --- what is read from them --- */

#define HEAD(page) "60 770 9 The Quay Post\n500 770 9 Harbour\n300 20 9 " page "\n"

typedef struct pdf_case {
    const char *what, *info;
    const char *pages[4];
    const char *title, *author, *date, *text;
} pdf_case;

static const pdf_case cases[] = {
    {"a plain page with all its facts",
     "/Title (Ferry late) /Author (Ann Reed) /CreationDate (D:20210304101500+01'00')",
     {"60 700 11 Ferry late\n60 670 11 The ferry was late on Thursday because nobody had told the crew\n60 656 11 that the tide "
      "came "
      "early.\n60 628 11 Nobody came, said Ada Quist.\n"},
     "Ferry late",
     "Ann Reed",
     "2021-03-04",
     "The ferry was late on Thursday because nobody had told the crew that the tide came early.\n\nNobody came, "
     "said "
     "Ada Quist."},
    {"headline, byline and date from the page, where the file is named after a program's file",
     "/Title (Microsoft Word - draft7.doc) /Author (areed) /CreationDate (D:20210309)",
     {"60 700 24 Harbour opens again\n60 672 24 after the storm\n60 640 10 By Ann Reed\n60 620 10 4 March 2021\n60 596 10 The "
      "harbour "
      "opened on Thursday, two weeks after the storm.\n"},
     "Harbour opens again after the storm",
     "Ann Reed",
     "2021-03-04",
     "4 March 2021\n\nThe harbour opened on Thursday, two weeks after the storm."},
    {"two columns one after the other, a word cut at a line's end, another with a hyphen of its own",
     "",
     {"60 740 22 Two piers\n60 700 10 The first pier is so old that no-\n60 688 10 body knows who built it, and the har-\n60 676 "
      "10 bour "
      "master does not care. A well-known\n60 664 10 painter drew it. Everybody is a well-\n60 652 10 known painter there.\n330 "
      "700 10 "
      "The second pier is new and the Anglo-\n330 688 10 Saxon names on it are older than it is\n330 676 10 by far, people "
      "say.\n"},
     "Two piers",
     "",
     "",
     "The first pier is so old that nobody knows who built it, and the harbour master does not care. A well-known painter drew "
     "it. "
     "Everybody is a well-known painter there.\n\nThe second pier is new and the Anglo-Saxon names on it are older than it is by "
     "far, "
     "people say."},
    {"running heads and page numbers left out, a sentence that goes over a page",
     "",
     {HEAD("1") "60 700 20 !Long report\n60 660 10 This report is so long that its first sentence goes on\n60 648 10 and on "
                "until the page is "
                "full of it, and the next one takes\n",
      HEAD("2") "60 700 10 what is left of it. Then there is a second sentence, which is\n60 688 10 rather short.\n",
      HEAD("3") "60 700 10 The last page has this.\n"},
     "Long report",
     "",
     "",
     "This report is so long that its first sentence goes on and on until the page is full of it, and the next one takes\fwhat "
     "is "
     "left of "
     "it. Then there is a second sentence, which is rather short.\n\n\fThe last page has this."},
    {"paragraphs told by indents, ligatures spelled, points of a list apart",
     "/Title (Notes)",
     {"60 700 10 The of\\256ce of the harbour master is where it was before the storm, and\n60 688 10 nobody has moved it.\n72 "
      "676 10 An "
      "indent tells that another paragraph begins here, which the space\n60 664 10 between lines does not.\n60 652 10 1. Piers "
      "are "
      "shut.\n60 640 10 2. Ferries are late.\n"},
     "Notes",
     "",
     "",
     "The office of the harbour master is where it was before the storm, and nobody has moved it.\n\nAn indent tells that "
     "another "
     "paragraph begins here, which the space between lines does not.\n\n1. Piers are shut.\n\n2. Ferries are late."},
    {"a bold line above the text is its headline",
     "/Producer (a printer) /ModDate (D:20220101)",
     {"60 700 11 !Bridge shut\n60 680 11 The bridge is shut until the summer, the town said.\n60 666 11 Nobody knows which "
      "summer.\n"},
     "Bridge shut",
     "",
     "2022-01-01",
     "The bridge is shut until the summer, the town said. Nobody knows which summer."},
};

TEST(pages_become_paragraphs_in_reading_order)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reading r = {0};
        pdf_writer w;
        const pdf_case *c = &cases[i];
        write_pdf(&w, c->info, c->pages);
        read_written(&r, "a.pdf", &w);
        if (r.count != 1)
            fail_msg("%s: %s", c->what, r.problems[0].why.message);
        assert_str(r.articles[0].title, c->title);
        assert_str(r.articles[0].author, c->author);
        assert_str(str_slice(r.articles[0].published, 0, 10), c->date);
        assert_str(r.articles[0].body, c->text);
        assert_ends_with(r.articles[0].locator, "/a.pdf");
        reading_release(&r);
    }
}

TEST(a_day_on_the_page_wins_and_the_files_own_stays_as_evidence)
{
    reading r = {0};
    pdf_writer w;
    write_pdf(&w, cases[1].info, cases[1].pages);
    read_written(&r, "a.pdf", &w);
    assert_int_equal(r.articles[0].claims.count, 2);
    assert_int_equal(r.articles[0].claims.items[0].origin, CLAIM_LINE);
    assert_int_equal(r.articles[0].claims.items[1].day, day_parse(STR("2021-03-09")));
    reading_release(&r);
}

/* --- hostile files --- */

static void assert_one_problem(const reading *r, const char *says)
{
    assert_int_equal(r->count, 0);
    assert_int_equal(r->problem_count, 1);
    assert_contains(str_from(r->problems[0].why.message), says);
}

TEST(what_is_no_pdf_or_opens_only_with_a_password_is_one_problem)
{
    reading junk = {0}, locked = {0}, empty = {0}, none = {0};
    pdf_writer w;
    read_text(&junk, "a.pdf", "%PDF-1.4\nhello, I am no PDF\n");
    assert_one_problem(&junk, "no PDF that can be read");
    put_start(&w, 1);
    put_page(&w, STR("60 700 10 secret\n"));
    put_end(&w, "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (01234567890123456789012345678901) /U "
                "(01234567890123456789012345678901) >> /ID [(a) (a)]");
    read_written(&locked, "b.pdf", &w);
    assert_one_problem(&locked, "password");
    write_pdf(&w, "", (const char *const[]){"", NULL});
    read_written(&empty, "c.pdf", &w);
    assert_one_problem(&empty, "no text in it");
    read_text(&none, "d.pdf", "");
    assert_one_problem(&none, "the file is empty");
    reading_release(&junk);
    reading_release(&locked);
    reading_release(&empty);
    reading_release(&none);
}

TEST(a_torn_pdf_gives_what_is_left_of_it_or_one_problem)
{
    for (size_t percent = 5; percent < 100; percent += 19) {
        reading r = {0};
        pdf_writer w;
        write_pdf(&w, cases[3].info, cases[3].pages);
        w.out.len = w.out.len * percent / 100;
        read_written(&r, "torn.pdf", &w);
        assert_int_equal(r.count + r.problem_count, 1);
        reading_release(&r);
    }
}

/* A content stream that unpacks to a hundred times the file, a form that draws itself, pages without end. */
TEST(bombs_in_a_pdf_end)
{
    enum { UNPACKED = 60 << 20 };
    reading zeros = {0}, loop = {0}, many = {0};
    pdf_writer w;
    uLongf packed = compressBound(UNPACKED);
    char *blanks = mem_alloc(UNPACKED);
    unsigned char *to = mem_alloc(packed);
    memset(blanks, ' ', UNPACKED);
    assert_int_equal(compress2(to, &packed, (unsigned char *)blanks, UNPACKED, 9), Z_OK);
    put_start(&w, 1);
    put_object(&w, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 6 0 R >>");
    put_stream(&w, "/Filter /FlateDecode", (str){(char *)to, packed});
    put_end(&w, "");
    read_written(&zeros, "zeros.pdf", &w);
    assert_one_problem(&zeros, "no text in it");
    free(blanks);
    free(to);

    put_start(&w, 1);
    put_object(
        &w, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 6 0 R /Resources << /XObject << /X 7 0 R >> >> >>");
    put_stream(&w, "", STR("/X Do"));
    put_stream(&w, "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 7 0 R >> >>",
               STR("/X Do /X Do /X Do"));
    put_end(&w, "");
    read_written(&loop, "loop.pdf", &w);
    assert_int_equal(loop.problem_count, 1);

    w = (pdf_writer){0};
    buf_printf(&w.out, "%%PDF-1.4\n");
    put_object(&w, "<< /Type /Catalog /Pages 2 0 R >>");
    put_object(&w, "<< /Type /Pages /Count 2000000000 /Kids [2 0 R 2 0 R] >>");
    put_end(&w, "");
    read_written(&many, "many.pdf", &w);
    assert_int_equal(many.problem_count, 1);
    reading_release(&zeros);
    reading_release(&loop);
    reading_release(&many);
}

TEST(lines_of_any_measure_are_read)
{
    static const char *const odd[] = {
        "",
        "P\n",
        "L\t1\t1\t1\t1\t1\t0\tno page yet\n",
        "P\t1\t600\t800\nL\tx\ty\n",
        "P\t1\t0\t0\nL\t-9\t99999999999999999999\t1\t1\t-5\t0\ta\n",
        "P\t1\t9\t9\nL\t20000\t20000\t-20000\t-20000\t20000\t1\tb\nL\t-20000\t-20000\t20000\t20000\t1\t0\tc\n",
        "T\t\xFF\xFE\n\t\n\n"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        arena a = {0};
        article out = {.published_day = NO_DAY, .url = {"", 0}};
        quoth_error err = {0};
        quoth_status status = pdf_article(&a, str_from(odd[i]), &out, &err);
        assert_true(status == QUOTH_OK || (status == QUOTH_BAD_INPUT && err.message[0]));
        arena_release(&a);
    }
}

TEST(real_documents_of_this_machine_are_read)
{
    static const char *const paths[] = {"/usr/share/doc/shared-mime-info/shared-mime-info-spec.pdf",
                                        "/usr/share/doc/libtasn1-doc/libtasn1.pdf"};
    size_t found = 0;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        reading r = {0};
        if (access(paths[i], R_OK) != 0) {
            print_message("no %s here: nothing to read\n", paths[i]);
            continue;
        }
        read_path(&r, paths[i]);
        assert_int_equal(r.count, 1);
        assert_true(r.articles[0].body.len > 20000 && r.articles[0].title.len > 4 && r.articles[0].published_day != NO_DAY);
        found++;
        reading_release(&r);
    }
    print_message("%zu real documents read\n", found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(pages_become_paragraphs_in_reading_order),
        RUN_IN_FOLDER(a_day_on_the_page_wins_and_the_files_own_stays_as_evidence),
        RUN_IN_FOLDER(what_is_no_pdf_or_opens_only_with_a_password_is_one_problem),
        RUN_IN_FOLDER(a_torn_pdf_gives_what_is_left_of_it_or_one_problem),
        RUN_IN_FOLDER(bombs_in_a_pdf_end),
        RUN_IN_FOLDER(lines_of_any_measure_are_read),
        RUN_IN_FOLDER(real_documents_of_this_machine_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

int main(void)
{
    puts("built without poppler: no PDF to test");
    return 0;
}

#endif
