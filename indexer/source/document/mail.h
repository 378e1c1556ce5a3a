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

/* A file that came with a message. */
typedef struct mail_attachment {
    str name; /* unlike that of any other of the message; as UTF-8, without line ends */
    str bytes;
} mail_attachment;
typedef VEC(mail_attachment) mail_attachments;
enum { MOST_ATTACHMENTS = 100 };

/* Reads RFC 5322 and MIME, whatever the bytes are. Parts deeper than 32 are left out. Any thread. `fields` (may be NULL) are
 * taken from the headers of these names. `attached` (may be NULL) becomes the attached files that are articles. */
void mail_read(arena *a, str message, const source_options *fields, mail_facts *out, article *fields_into,
               mail_attachments *attached);

/* Adds the file if it is in a format of one article a file. */
void mail_attach(arena *a, str name, str bytes, mail_attachments *out);
/* The record's context by which mail_parse_attached reads it: what the message says of it. In `a`. */
str mail_attached_context(arena *a, const mail_attachment *x, const mail_facts *mail);
/* source_format.parse for a record with such a context: by its own format. Its date and source are the message's where it has
 * none. */
quoth_status mail_parse_attached(arena *a, const raw_record *r, article *out, quoth_error *err);

/* source_format.cut: a message a file, or an mbox; digests (RFC 1153, multipart/digest) and newsletters of linked headings are
 * cut into their items; attached articles follow their message. An item of a newsletter is handed out as the JSON object of its
 * properties. */
quoth_status mail_cut(cutter *c, arena *a, raw_record *out, quoth_error *err);
void mail_close(cutter *c);

typedef VEC(str) mail_items;
/* The items of a newsletter whose page has headings with links, each as a JSON record; none when it has no such structure. */
void newsletter_items(arena *a, const mail_facts *mail, mail_items *out);
/* The inner messages of a digest; none when it is not one. Slices of `message`. */
void digest_items(arena *a, str message, mail_items *out);

#endif
#endif
