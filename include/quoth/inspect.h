/* inspect.h - look at what an archive holds: articles, totals, fields, its own consistency */
#ifndef QUOTH_INSPECT_H
#define QUOTH_INSPECT_H

#include <quoth/search.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Something that says when an article was published. */
typedef struct quoth_date_claim {
    const char *origin; /* of a web page, most trusted first: "url", "json-ld", "meta", "time", "script", "visible",
                         * "json-ld-page", "text", "json-ld-modified", "meta-modified"; "dateline"; of others: "record", "line" */
    const char *words;  /* the same for people: "the page's address" */
    const char *date;   /* "2023-11-08" */
    int is_believed;    /* this one decided; quoth_article.date may be the day beside it, where it gives a time in UTC */
    int is_conflict;    /* speaks of the publication, and of another day */
} quoth_date_claim;

/* An article with its text and its tags, as stored. */
typedef struct quoth_article {
    uint64_t id;
    const char *external_id, *locator, *title, *text, *url, *author, *source, *language;
    const char *const *authors; /* each of `author`, told apart as the field author: does */
    size_t author_count;
    const char *published; /* as found, ISO where it could be read */
    const char *date;      /* "2023-11-08", "" unknown */
    size_t text_bytes;
    const quoth_tags *tags;
    const quoth_field_value *fields; /* of the source's own (quoth index --field), in its order */
    size_t field_count;
    const quoth_date_claim *claims; /* the believed one first; none where the record's own date is all there is */
    size_t claim_count;
} quoth_article;
quoth_status quoth_article_get(quoth_archive *archive, uint64_t id, const quoth_article **article, quoth_error *err);
void quoth_article_free(const quoth_article *article);
/* The number of the article with this number, source's own id, or locator (also that of a page of it,
 * "a.pdf#page=3"). QUOTH_BAD_USAGE when several bear it. */
quoth_status quoth_article_find(quoth_archive *archive, const char *key, uint64_t *id, quoth_error *err);

/* The copies of an article that are in the archive; freed with quoth_copies_free. QUOTH_NOT_FOUND when there is no such article,
 * QUOTH_UNSUPPORTED for an archive that was made before copies were looked for, until it is reindexed. */
typedef struct quoth_copies {
    uint64_t group;          /* the smallest number among them; 0: the article has no copies */
    uint64_t members;        /* with the article itself */
    const quoth_copy *items; /* without it, at most 1,000 */
    size_t count;
} quoth_copies;
quoth_status quoth_copies_get(quoth_archive *archive, uint64_t id, const quoth_copies **copies, quoth_error *err);
void quoth_copies_free(const quoth_copies *copies);

typedef struct quoth_stats {
    uint64_t articles, text_bytes, words, distinct_words, quotations, speakers, files, generation;
    char first_date[11], last_date[11];
    uint64_t catalogue_bytes, inverted_bytes, forward_bytes;
    uint64_t copy_groups, copies; /* groups of copies, and the articles in them */
} quoth_stats;
quoth_status quoth_stats_get(quoth_archive *archive, quoth_stats *stats, quoth_error *err);
/* Sources and languages with their article counts, most first. Return 0 from `visit` to stop. */
typedef int (*quoth_value_visitor)(void *context, const char *value, uint64_t articles);
quoth_status quoth_each_source(quoth_archive *archive, quoth_value_visitor visit, void *context, quoth_error *err);
quoth_status quoth_each_language(quoth_archive *archive, quoth_value_visitor visit, void *context, quoth_error *err);

/* Where a publication is at home, learned from the places in its own articles that leave no doubt. It decides, in later articles
 * and when all are tagged anew, which of several places of a name is meant. */
typedef struct quoth_home {
    const char *source;  /* its folded name, or the host of its articles' addresses */
    const char *place;   /* in full: "Ohio, United States" */
    const char *country; /* ISO 3166-1 alpha-2 */
    uint32_t geonameid;
    double share;      /* of its articles with such a place, those that have one there */
    uint64_t articles; /* with such a place */
} quoth_home;
/* By source; those whose home is not known are left out. The strings live as long as the visit. Return 0 from `visit` to stop. */
quoth_status quoth_each_home(quoth_archive *archive, int (*visit)(void *context, const quoth_home *home), void *context,
                             quoth_error *err);
/* Fields of the source's own, and the values of one, with their article counts, in alphabetical order; values as they are
 * matched: case and accents taken away. QUOTH_NOT_FOUND for a field that no article has. */
quoth_status quoth_each_custom_field(quoth_archive *archive, quoth_value_visitor visit, void *context, quoth_error *err);
quoth_status quoth_each_field_value(quoth_archive *archive, const char *field_name, quoth_value_visitor visit, void *context,
                                    quoth_error *err);

/* Reads every store and holds them against each other. `found` is called once for each fault; QUOTH_CORRUPT if there was one.
 * QUOTH_BUSY, and none is told, when a writer may have made the differences while the stores were read. `progress` may be NULL.
 */
typedef struct quoth_check_callbacks {
    void *context;
    void (*found)(void *context, const char *fault);
    void (*progress)(void *context, uint64_t done, uint64_t total);
} quoth_check_callbacks;
quoth_status quoth_check(const char *archive_dir, const quoth_check_callbacks *callbacks, quoth_error *err);

typedef struct quoth_field_info {
    const char *name, *from, *matches, *example;
    int evaluated; /* 0: parses, not evaluated yet */
} quoth_field_info;
/* The i-th field, NULL beyond the last. Static. */
const quoth_field_info *quoth_field_list(size_t i);
typedef struct quoth_format_info {
    const char *name, *endings, *description;
} quoth_format_info;
const quoth_format_info *quoth_format_list(size_t i);

#ifdef __cplusplus
}
#endif
#endif
