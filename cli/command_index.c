/* command_index.c - files in, articles indexed: quoth index, quoth reindex */
#include <signal.h>

#include "dry_run.h"
#include "reading.h"

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

static int show_or_stop(void *context, const quoth_index_progress *p)
{
    (void)context;
    progress_show(p);
    return interrupted;
}

/* The first Ctrl-C stops after committing what was read; the second one ends the process, which is safe as well. */
static void catch_interrupts(void)
{
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

static void print_report_json(const quoth_index_report *r)
{
    json_t *stages = json_object();
    for (size_t i = 0; i < r->stage_count; i++)
        json_object_set_new(stages, r->stages[i].stage, json_real(r->stages[i].cpu_seconds));
    json_t *object =
        json_pack("{s:i,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:f}", "schema", JSON_SCHEMA, "added", (json_int_t)r->added,
                  "replaced", (json_int_t)r->replaced, "removed", (json_int_t)r->removed, "unchanged", (json_int_t)r->unchanged,
                  "withheld", (json_int_t)r->withheld, "failed", (json_int_t)r->failed, "files", (json_int_t)r->files,
                  "files_unchanged", (json_int_t)r->files_unchanged, "files_moved", (json_int_t)r->files_moved, "bytes_of_text",
                  (json_int_t)r->bytes_of_text, "seconds", r->seconds);
    json_object_set_new(object, "cpu_seconds", stages);
    print_json(object);
}

static void print_report(const quoth_index_report *r)
{
    double rate = r->seconds > 0 ? (double)r->bytes_of_text / r->seconds : 0;
    fprintf(stderr, "%s added", counted(r->added, "article", "articles"));
    const struct {
        uint64_t count;
        const char *what;
    } others[] = {{r->replaced, "replaced"},
                  {r->removed, "removed"},
                  {r->unchanged, "unchanged"},
                  {r->withheld, "withheld"},
                  {r->failed, "failed"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].count)
            fprintf(stderr, ", %s %s", in_groups(others[i].count), others[i].what);
    if (r->files_unchanged)
        fprintf(stderr, " (%s unchanged, not opened)", counted(r->files_unchanged, "file", "files"));
    fprintf(stderr, "; %s of text in %.1f s, %s/s\n", in_bytes(r->bytes_of_text), r->seconds, in_bytes((uint64_t)rate));
}

static int finish(quoth_status status, const quoth_index_report *report, const quoth_error *err, bool json, bool quiet)
{
    progress_clear();
    if (status != QUOTH_OK && status != QUOTH_CANCELLED)
        return report_error(err);
    if (json)
        print_report_json(report);
    if (!quiet)
        print_report(report);
    if (status == QUOTH_CANCELLED || interrupted) {
        fputs("quoth: interrupted; what was read so far is indexed, the rest will be next time\n", stderr);
        return EXIT_PARTIAL;
    }
    return report->failed ? EXIT_PARTIAL : EXIT_FOUND;
}

/* Who says anew how files are read means also those that are known; and titles alone are rarely what was meant. */
static void hint_how_to_read(const quoth_index_options *o, const quoth_index_report *report)
{
    const char *said = o->mapping_count      ? "--map"
                       : o->field_count      ? "--field"
                       : o->converter_count  ? "--converter"
                       : o->sql && o->sql[0] ? "--sql"
                                             : NULL;
    if (said && report->files_unchanged && !o->reread)
        fprintf(stderr, "hint: what %s says counts when a file is read: --reread opens unchanged ones, too\n", said);
    if (report->added && report->bytes_of_text == 0)
        fputs("hint: none of them has text; --dry-run shows how they are read, --map text=.NAME says where it is\n", stderr);
}

/* What a search would otherwise do first; it tells better what is wrong. */
static void prepare_for_searches(const common_options *common)
{
    quoth_archive *archive = NULL;
    if (quoth_archive_open(archive_path(common), &archive, NULL) == QUOTH_OK)
        (void)quoth_archive_prepare(archive, NULL);
    quoth_archive_close(archive);
}

int command_index(int argc, char **argv)
{
    common_options common = {0};
    text_list paths = {0};
    reading r = {0};
    long threads = 0, memory = 0;
    const char *since = NULL;
    bool no_tags = false, prune = false, reread = false, json = false, dry = false, watch = false;
    const option_row rows[] = {
        READING_ROWS(r),
        {"field", 0, OPTION_LIST, &r.fields, "NAME=.PATH,…",
         "keys that become fields of their own to search by; <ELEMENT> in SGML, <meta> in HTML"},
        {"threads", 'j', OPTION_NUMBER, &threads, "N", "worker threads (default: one a core)"},
        {"memory", 0, OPTION_NUMBER, &memory, "MB", "stay below this much memory (default: 512)"},
        {"no-tags", 0, OPTION_FLAG, &no_tags, NULL, "leave out speakers, places and dates"},
        {"prune", 0, OPTION_FLAG, &prune, NULL, "remove articles whose file or record has vanished"},
        {"since", 0, OPTION_TEXT, &since, "DATE", "only files written and articles published since then"},
        {"reread", 0, OPTION_FLAG, &reread, NULL,
         "open unchanged files again, as after a change of --map, --field, --sql or --converter"},
        {"watch", 0, OPTION_FLAG, &watch, NULL, "go on: index what is written or moved there, until interrupted"},
        {"dry-run", 0, OPTION_FLAG, &dry, NULL, "show how the first articles would be read, and index nothing"},
        {"json", 0, OPTION_FLAG, &json, NULL, "a report as one JSON object on standard output"},
        {0},
    };
    options_read(argc, argv, rows, &common, &paths);
    if (paths.count == 0)
        usage_error(argv[0], "index wants files or folders, or - for standard input");
    quoth_index_options options = {.threads = (unsigned)threads,
                                   .memory_mb = (unsigned)memory,
                                   .no_tags = no_tags,
                                   .prune = prune,
                                   .reread = reread,
                                   .since = since,
                                   .progress = show_or_stop};
    reading_finish(argv[0], &r, &options);

    int status = EXIT_FOUND;
    if (dry) {
        status = dry_run(paths.items, paths.count, &options, json);
        reading_release(&r);
        return (status == EXIT_FOUND || status == EXIT_NOTHING) && r.problems ? EXIT_PARTIAL : status;
    }
    quoth_writer *writer = archive_for_writing(&common, QUOTH_CREATE, &status);
    if (!writer)
        return status;
    catch_interrupts();
    quoth_index_report report = {0};
    quoth_error err;
    quoth_status done = watch ? quoth_writer_watch(writer, paths.items, paths.count, &options, &report, &err)
                              : quoth_writer_index(writer, paths.items, paths.count, &options, &report, &err);
    quoth_writer_close(writer);
    prepare_for_searches(&common);
    interrupted &= !watch; /* that is how it ends */
    status = finish(done, &report, &err, json, common.quiet);
    if (!common.quiet)
        hint_how_to_read(&options, &report);
    reading_release(&r);
    return status == EXIT_FOUND && r.problems ? EXIT_PARTIAL : status;
}

int command_reindex(int argc, char **argv)
{
    common_options common = {0};
    text_list arguments = {0};
    long threads = 0;
    bool retag = false, json = false;
    const option_row rows[] = {
        {"retag", 0, OPTION_FLAG, &retag, NULL, "find speakers, places and dates anew"},
        {"threads", 'j', OPTION_NUMBER, &threads, "N", "worker threads (default: one a core)"},
        {"json", 0, OPTION_FLAG, &json, NULL, "a report as one JSON object on standard output"},
        {0},
    };
    options_read(argc, argv, rows, &common, &arguments);
    if (arguments.count)
        usage_error(argv[0], "reindex takes no arguments");
    int status = EXIT_FOUND;
    quoth_writer *writer = archive_for_writing(&common, 0, &status);
    if (!writer)
        return status;
    catch_interrupts();
    quoth_index_options options = {.threads = (unsigned)threads, .progress = show_or_stop};
    quoth_index_report report = {0};
    quoth_error err;
    quoth_status done = quoth_writer_reindex(writer, retag, &options, &report, &err);
    quoth_writer_close(writer);
    prepare_for_searches(&common);
    status = finish(done, &report, &err, json, true);
    if (status == EXIT_FOUND && !common.quiet)
        fprintf(stderr, "both indexes built anew from %s of text in %.1f s\n", in_bytes(report.bytes_of_text), report.seconds);
    return status;
}
