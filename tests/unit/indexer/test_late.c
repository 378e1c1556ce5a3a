/* test_late.c - what becomes of files whose library is not installed? */
#include "unit/folder.h"

#include <dlfcn.h>
#include <quoth/index.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "indexer/source/late/late.h"

typedef struct told {
    unsigned of_xml, of_archive, of_mail, others;
} told;

static bool names(const quoth_error *why, const char *library, const char *package)
{
    return strstr(why->message, library) && strstr(why->message, "libnot-installed.so.7: cannot open") &&
           strstr(why->hint, package);
}

static void on_problem(void *context, const char *path, uint64_t line, const quoth_error *why)
{
    told *t = context;
    if (line == 0 && strstr(path, "/page.html") && names(why, "libxml2.so", "apt install libxml2)"))
        t->of_xml++;
    else if (line == 0 && strstr(path, "/wire.tar") && names(why, "libarchive.so", "apt install libarchive13)"))
        t->of_archive++;
    else if (line == 0 && strstr(path, "/letter.eml") && names(why, "libgmime-3.0.so", "apt install libgmime-3.0-0)"))
        t->of_mail++;
    else
        t->others++;
}

static void put(const char *name, const char *bytes, size_t len)
{
    char path[128];
    snprintf(path, sizeof path, "%s/in/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_true(file && fwrite(bytes, 1, len, file) == len && fclose(file) == 0);
}

/* One text in a file of tar. */
static void put_tar(const char *name, const char *text)
{
    enum { BLOCK = 512, BLOCKS = 4, SUM_AT = 148 };
    char bytes[BLOCK * BLOCKS] = "wire.txt";
    unsigned sum = 0;
    snprintf(bytes + 100, 8, "%07o", 0644U);
    snprintf(bytes + 124, 12, "%011zo", strlen(text));
    memcpy(bytes + 257, "ustar\00000", 8);
    memset(bytes + SUM_AT, ' ', 8);
    bytes[156] = '0';
    for (size_t i = 0; i < BLOCK; i++)
        sum += (unsigned char)bytes[i];
    snprintf(bytes + SUM_AT, 7, "%06o", sum);
    memcpy(bytes + BLOCK, text, strlen(text));
    put(name, bytes, sizeof bytes);
}

static void put_files(void)
{
    static const char page[] =
        "<html><head><title>Ferry</title></head><body><p>The ferry was late on Monday, and later on Tuesday.</p></body></html>",
                      letter[] =
                          "From: Ada Quist <ada@quay.example>\nSubject: Toll\nMessage-ID: <1@quay.example>\n\nThe toll stays.\n";
    char path[128];
    snprintf(path, sizeof path, "%s/in", folder);
    assert_int_equal(mkdir(path, 0777), 0);
    put("page.html", page, sizeof page - 1);
    put("letter.eml", letter, sizeof letter - 1);
    put("plain.txt", "The bridge opens.\n", 18);
    put_tar("wire.tar", "The bell rang.\n");
}

static void index_all(told *t, quoth_index_report *report)
{
    char in[128], archive[128];
    const char *paths[] = {in};
    quoth_error err;
    quoth_writer *w;
    quoth_index_options options = {.context = t, .problem = on_problem};
    snprintf(in, sizeof in, "%s/in", folder);
    snprintf(archive, sizeof archive, "%s/archive", folder);
    assert_int_equal(quoth_writer_open(archive, QUOTH_CREATE, &w, &err), QUOTH_OK);
    assert_int_equal(quoth_writer_index(w, paths, 1, &options, report, &err), QUOTH_OK);
    quoth_writer_close(w);
}

static void *none_is_installed(const char *file, int flags)
{
    (void)file;
    return dlopen("libnot-installed.so.7", flags);
}

#ifdef QUOTH_GMIME
enum { LETTERS = 1 };
#else
enum { LETTERS = 0 }; /* this build reads none */
#endif

/* In a process of its own: a library is loaded, or not, once in one. */
static bool is_told_of_each(void)
{
    told t = {0};
    quoth_index_report report = {0};
    late_open = none_is_installed;
    index_all(&t, &report);
    return t.of_xml == 1 && t.of_archive == 1 && t.of_mail == LETTERS && t.others == 1 - LETTERS && report.added == 1;
}

TEST(a_file_whose_library_is_missing_is_told_of_and_read_when_it_is_there)
{
    quoth_index_report report = {0};
    told t = {0};
    int status;
    put_files();
    pid_t child = fork();
    if (child == 0)
        _exit(is_told_of_each() ? 0 : 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    index_all(&t, &report);
    assert_int_equal(report.added, 2 + LETTERS);
    assert_int_equal(report.unchanged, 1);
    assert_int_equal(t.of_xml + t.of_archive + t.of_mail + t.others, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {IN_FOLDER(a_file_whose_library_is_missing_is_told_of_and_read_when_it_is_there)};
    return test_run(tests);
}
