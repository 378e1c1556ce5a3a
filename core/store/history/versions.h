/* versions.h - what an article said before it was changed */
#ifndef STORE_HISTORY_VERSIONS_H
#define STORE_HISTORY_VERSIONS_H

#include "store/catalogue/catalogue.h"
#include "text/word_diff.h"

/* A changed article gets a new number (catalogue.h); what it said before goes to the new number's history, oldest first. A
 * version is packed by itself, with the text that replaced it as zstd's prefix: some dozen bytes where a sentence was changed. So
 * the newest is read with the article's own text, and each other with the one after it. At most LIMIT_VERSIONS are kept, then the
 * oldest goes. */
typedef struct version_text {
    str title, body;
} version_text;

typedef struct past_version {
    int64_t number;      /* of its row: rises with time */
    int64_t replaced_at; /* seconds since 1970, UTC: when the archive learned of the change */
    str published;       /* as it said */
    str captured;        /* when a crawl met it: "2023-11-08T12:30:00Z"; "" for other articles */
    str packed;
    version_text text; /* filled in by versions_get */
} past_version;

/* Whether they differ in more than white space. */
bool version_texts_differ(version_text x, version_text y);
/* `before` packed by means of `after`; clears `out`. */
void version_pack(version_text before, version_text after, buf *out);
/* QUOTH_CORRUPT for a damaged frame, or another `after`. The text is in `a`. */
quoth_status version_unpack(arena *a, str packed, version_text after, version_text *out, quoth_error *err);

/* The versions before the present one, oldest first, with their texts, in `a`; `present` is what the article says now. */
quoth_status versions_get(catalogue *c, arena *a, uint32_t article, version_text present, past_version **out, size_t *count,
                          quoth_error *err);
/* How many there are. */
quoth_status versions_count(catalogue *c, uint32_t article, size_t *out, quoth_error *err);
/* Within a transaction. Puts a packed one after those that are there and sets its number. */
quoth_status versions_put(catalogue *c, uint32_t article, past_version *v, quoth_error *err);
quoth_status versions_repack(catalogue *c, int64_t number, str packed, quoth_error *err);
/* The article `to` has taken the place of `from`. */
quoth_status versions_move(catalogue *c, uint32_t from, uint32_t to, quoth_error *err);
quoth_status versions_remove_oldest(catalogue *c, uint32_t article, quoth_error *err);
quoth_status versions_remove_all(catalogue *c, uint32_t article, quoth_error *err);

/* Terms of a change, by the version that it ended: term_edit_word of field.h. edits_put_all replaces what was there. */
quoth_status edits_put_all(catalogue *c, int64_t number, const str *terms, size_t count, quoth_error *err);
/* Of a version, in byte order, in `a`. */
quoth_status edits_get_all(catalogue *c, arena *a, int64_t number, str **terms, size_t *count, quoth_error *err);
/* Articles with a change that has the term, or for "" any change, in `a`; rising. */
quoth_status edits_find(catalogue *c, arena *a, str term, uint32_t **articles, size_t *count, quoth_error *err);

/* One change: what was taken out of `before`, and what was put in after it. The texts are cut into words as those of articles. */
typedef struct version_change {
    analysis before_title, before_body, after_title, after_body;
    text_units gone_title, gone_body, came_title, came_body;
} version_change;
void version_compare(arena *a, version_text before, version_text after, language lang, version_change *out);

#endif
