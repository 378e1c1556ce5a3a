/* mail.h - the two halves of the mail reader: cutting messages and their items off, and reading one */
#ifndef INDEXER_SOURCE_MAIL_H
#define INDEXER_SOURCE_MAIL_H

#ifdef QUOTH_GMIME

#include "indexer/source/format.h"

/* What a message says, decoded: UTF-8 in the arena, empty where it says nothing. */
typedef struct mail_facts {
    str subject, author, source, published, id, url, language;
    str plain, html; /* of its text parts that are not attached, the first of each */
} mail_facts;

/* Reads RFC 5322 and MIME, whatever the bytes are. Parts deeper than 32 are left out. Any thread. `fields` (may be NULL) are
 * taken from the headers of these names. */
void mail_read(arena *a, str message, const source_options *fields, mail_facts *out, article *fields_into);

/* source_format.cut: a message a file, or an mbox; digests (RFC 1153, multipart/digest) and newsletters of linked headings are
 * cut into their items. An item of a newsletter is handed out as the JSON object of its properties. */
quoth_status mail_cut(cutter *c, arena *a, raw_record *out, quoth_error *err);
void mail_close(cutter *c);

typedef VEC(str) mail_items;
/* The items of a newsletter whose page has headings with links, each as a JSON record; none when it has no such structure. */
void newsletter_items(arena *a, const mail_facts *mail, mail_items *out);
/* The inner messages of a digest; none when it is not one. Slices of `message`. */
void digest_items(arena *a, str message, mail_items *out);

#endif
#endif
