/* articles.c - the articles that the oracle asks about: invented ones, pages of a crawl, and samples of a folder */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "oracle.h"

/* --- inventing --- */

#define SOME_OF(table) (table)[random_below(sizeof(table) / sizeof *(table))]

static const char *const vocabulary[] = {
    "truce",    "truces",  "minister", "ministers", "Minister",  "pause", "Pause",    "humanitarian", "hostage",  "hostages",
    "the",      "the",     "a",        "of",        "said",      "says",  "Gallant",  "Gallant's",    "al-Qanou", "Qanou",
    "F-16",     "F-16s",   "16",       "U.S.",      "US",        "AIDS",  "aids",     "Apple",        "apple",    "talks",
    "talk",     "talking", "e-mail",   "O'Brien",   "brien",     "AT&T",  "$1.2bn",   "1.2bn",        "7/7",      "in",
    "Paris",    "Berlin",  "on",       "Monday",    "and",       "not",   "hospital", "hospitals",    "aid",      "\"aid",
    "tunnels.", "tunnel.", "war.",     "peace.",    "yesterday."};

/* Some of these are one person's names by the evidence, some by a rule, some are two people's. */
static const char *const people[] = {"Yoav Gallant", "Mara Ilves",    "Lena Fort",    "Gallant",      "Yoav Galant",
                                     "William Holt", "Bill Holt",     "W. Holt",      "Mary Holt",    "Ana B. Ruiz",
                                     "Ana Ruiz",     "Gov. Ana Ruiz", "Tarek Qasimi", "Tareq Kassimi"};

static void put_words(buf *out, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        buf_put_str(out, str_from(SOME_OF(vocabulary)));
        buf_put_str(out, random_below(12) == 0 ? STR(". ") : random_below(25) == 0 ? STR(".\n\n") : STR(" "));
    }
}

static void put_quotation(buf *out)
{
    buf_put_str(out, STR("\""));
    put_words(out, 3 + random_below(6));
    buf_printf(out, "tunnels,\" %s said.\n\n", SOME_OF(people));
}

static void put_text(buf *out)
{
    for (unsigned parts = 1 + random_below(3); parts > 0; parts--) {
        put_words(out, 2 + random_below(30));
        if (random_below(3) == 0)
            put_quotation(out);
    }
}

static const char *some_url(arena *a, unsigned number)
{
    static const char *const hosts[] = {"www.harbour.example", "news.harbour.example", "harbour.example:8080",
                                        "Post.example.org"};
    static const char *const folders[] = {"/2023/11", "/2023/12", "/2024", "", "/News/2023"};
    return arena_printf(a, "%s://%s%s/story-%u%s", random_below(3) ? "https" : "http", SOME_OF(hosts), SOME_OF(folders),
                        number % 7, random_below(4) ? "" : "?page=2")
        .data;
}

static const char *some_date(arena *a)
{
    return arena_printf(a, "202%u-%02u-%02u", 2 + random_below(3), 1 + random_below(12), 1 + random_below(28)).data;
}

/* The article's own fields, some of them equal but for case. */
static void put_fields(quoth_article_input *in)
{
    static const quoth_field_value own[] = {
        {"tags", "Grain"}, {"tags", "Sea Freight"}, {"desk", "Farm"}, {"tags", "Ä"}, {"tags", "grain"}};
    unsigned first = random_below(5), count = random_below(6 - first);
    in->fields = own + first;
    in->field_count = count;
}

static void add_article(quoth_writer *w, const quoth_article_input *in, uint64_t *id)
{
    quoth_error err;
    must(quoth_writer_add(w, in, id, &err), &err, "adding an article");
}

static void invent(arena *a, quoth_writer *w, unsigned number)
{
    static const char *const bylines[] = {NULL,
                                          "",
                                          "Jane Doe",
                                          "JANE DOE, John Roe",
                                          "By John Roe and Ann Poe in Paris",
                                          "\"Ann Poe\"; Roe, John",
                                          "Ann \"Annie\" Poe, Staff Writer"};
    static const char *const sources[] = {"Harbour Wire", "Harbour Wire (Online)", "The Évening Post", ""};
    static const char *const languages[] = {"en", "en", "de", "fr", NULL};
    DEFER(buf_release) buf title = {0};
    DEFER(buf_release) buf body = {0};
    put_words(&title, random_below(7));
    put_text(&body);
    buf_put_byte(&title, '\0');
    buf_put_byte(&body, '\0');
    quoth_article_input in = {.id = arena_printf(a, "invented-%u", number).data,
                              .title = title.data,
                              .text = body.data,
                              .published = random_below(8) ? some_date(a) : NULL,
                              .url = random_below(2) ? some_url(a, number) : NULL,
                              .source = SOME_OF(sources),
                              .author = SOME_OF(bylines),
                              .language = SOME_OF(languages)};
    put_fields(&in);
    add_article(w, &in, NULL);
}

/* --- pages of a crawl, which alone have captured: --- */

static void put_capture(arena *a, buf *out, const char *url, str page)
{
    buf_printf(out,
               "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: %s\r\nWARC-Date: %sT10:00:00Z\r\nContent-Type: text/html\r\n"
               "Content-Length: %zu\r\n\r\n%.*s\r\n\r\n",
               url, some_date(a), page.len, STR_ARG(page));
}

static void put_revisit(arena *a, buf *out, const char *url)
{
    buf_printf(
        out,
        "WARC/1.0\r\nWARC-Type: revisit\r\nWARC-Target-URI: %s\r\nWARC-Date: %sT10:00:00Z\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
        url, some_date(a));
}

static void put_page(arena *a, buf *out, const char *url, unsigned number)
{
    DEFER(buf_release) buf text = {0};
    DEFER(buf_release) buf page = {0};
    put_text(&text);
    buf_printf(&page, "<html><head><title>Talks %u</title></head><body><article>", number);
    for (str rest = buf_str(&text); rest.len;) {
        str line = str_cut(&rest, '\n');
        buf_printf(&page, "<p>%.*s</p>", STR_ARG(line));
    }
    buf_put_str(&page, STR("</article></body></html>"));
    for (unsigned i = 0; i <= random_below(2); i++) /* before, after and between what it said at other times */
        put_capture(a, out, url, buf_str(&page));
    if (random_below(2))
        put_revisit(a, out, url);
}

static void add_pages(arena *a, quoth_writer *w, const char *dir, unsigned count)
{
    DEFER(buf_release) buf crawl = {0};
    quoth_error err;
    const char *path = arena_printf(a, "%s.warc", dir).data;
    for (unsigned i = 0; i < count; i++) {
        unsigned number = random_below(1000);
        const char *url = some_url(a, number);
        for (unsigned changes = random_below(3) + 1; changes > 0; changes--)
            put_page(a, &crawl, url, number);
    }
    must(file_replace(path, buf_str(&crawl), &err), &err, path);
    must(quoth_writer_index(w, &path, 1, NULL, NULL, &err), &err, path);
    remove(path);
}

/* --- samples --- */

struct quarry {
    world w;
    const char *dir;
    uint32_t *order; /* of its articles, by chance */
};

static void index_folder(const char *dir, const char *folder)
{
    quoth_writer *w;
    quoth_error err;
    must(quoth_writer_open(dir, QUOTH_CREATE, &w, &err), &err, "making the archive");
    must(quoth_writer_index(w, &folder, 1, NULL, NULL, &err), &err, folder);
    quoth_writer_close(w);
}

quarry *quarry_open(const char *articles_folder, const char *scratch_dir)
{
    quoth_error err;
    if (!articles_folder)
        return NULL;
    quarry *q = mem_zalloc(sizeof *q);
    must(folder_remove(scratch_dir, &err), &err, scratch_dir);
    index_folder(scratch_dir, articles_folder);
    world_read(&q->w, scratch_dir);
    q->dir = arena_zero_terminated(&q->w.a, str_from(scratch_dir));
    uint32_t count = (uint32_t)q->w.articles.count;
    q->order = ARENA_ARRAY(&q->w.a, uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++)
        q->order[i] = i;
    for (uint32_t i = count; i > 1; i--) {
        uint32_t other = random_below(i), kept = q->order[i - 1];
        q->order[i - 1] = q->order[other];
        q->order[other] = kept;
    }
    return q;
}

void quarry_free(quarry **q)
{
    if (!*q)
        return;
    (void)folder_remove((*q)->dir, NULL);
    world_release(&(*q)->w);
    free(*q);
    *q = NULL;
}

static void add_again(arena *a, quoth_writer *w, const world *from, uint64_t id, unsigned number)
{
    const quoth_article *art;
    quoth_error err;
    must(quoth_article_get(from->archive, id, &art, &err), &err, "an article of the sample");
    quoth_article_input in = {.id = art->external_id,
                              .title = art->title,
                              .text = art->text,
                              .text_bytes = art->text_bytes,
                              .published = art->date[0] ? art->date : NULL,
                              .url = art->url[0]       ? art->url
                                     : random_below(2) ? some_url(a, number)
                                                       : NULL,
                              .author = art->author,
                              .source = art->source,
                              .language = art->language};
    put_fields(&in);
    add_article(w, &in, NULL);
    quoth_article_free(art);
}

static void add_sample(arena *a, quoth_writer *w, const quarry *q, unsigned size, unsigned number)
{
    size_t all = q->w.articles.count;
    if (size == 0 || size > all)
        size = (unsigned)all;
    for (unsigned i = 0; i < size; i++) {
        size_t at = ((size_t)number * size + i) % all;
        add_again(a, w, &q->w, q->w.articles.items[q->order[at]]->id, i);
    }
}

/* --- rules about names --- */

typedef struct naming {
    arena *a;
    VEC(const char *) names;
} naming;

static int take_name(void *context, const quoth_speaker *speaker)
{
    naming *n = context;
    vec_push(n->a, &n->names, arena_zero_terminated(n->a, str_from(speaker->name)));
    return 1;
}

/* Rules that contradict each other are refused, and then not there. */
static void add_rules(arena *a, const char *archive_dir)
{
    static const char *const verbs[] = {"merge", "merge", "split", "rename"};
    quoth_archive *archive;
    quoth_error err;
    naming n = {.a = a};
    must(quoth_archive_open(archive_dir, &archive, &err), &err, "opening the archive");
    must(quoth_each_speaker(archive, NULL, take_name, &n, &err), &err, "names");
    quoth_archive_close(archive);
    const char *places[] = {"281133", "Zubrow City"};
    must(quoth_alias_add(archive_dir, "place", places, 2, &err), &err, "a rule");
    for (unsigned i = random_below(4); i > 0 && n.names.count > 3; i--) {
        const char *pair[] = {n.names.items[random_below((uint32_t)n.names.count)],
                              n.names.items[random_below((uint32_t)n.names.count)]};
        (void)quoth_alias_add(archive_dir, SOME_OF(verbs), pair, 2, &err);
    }
    if (random_below(3) == 0 && n.names.count)
        (void)quoth_alias_add(archive_dir, "hide", &n.names.items[random_below((uint32_t)n.names.count)], 1, &err);
}

void archive_make(const char *archive_dir, quarry *q, unsigned count, unsigned sample, unsigned number)
{
    arena a = {0};
    quoth_writer *w;
    quoth_error err;
    uint64_t short_lived;
    must(folder_remove(archive_dir, &err), &err, archive_dir);
    must(quoth_writer_open(archive_dir, QUOTH_CREATE, &w, &err), &err, "making the archive");
    add_article(w, &(quoth_article_input){.id = "removed", .text = "The truce talks of the minister, Yoav Gallant said."},
                &short_lived);
    for (unsigned i = 0; i < count; i++) {
        invent(&a, w, i);
        if (i == count / 3) /* several shards */
            must(quoth_writer_commit(w, &err), &err, "commit");
    }
    if (q)
        add_sample(&a, w, q, sample, number);
    must(quoth_writer_commit(w, &err), &err, "commit");
    add_pages(&a, w, archive_dir, 4);
    must(quoth_writer_remove(w, short_lived, &err), &err, "removing");
    must(quoth_writer_commit(w, &err), &err, "commit");
    changes_make(w, archive_dir, count);
    quoth_writer_close(w);
    add_rules(&a, archive_dir);
    arena_release(&a);
}
