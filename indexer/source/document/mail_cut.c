/* mail_cut.c - where does a message end in an mbox, and which messages are several articles? */
#include "indexer/source/document/mail.h"

#ifdef QUOTH_GMIME

#include <stdlib.h>

#include "base/limits.h"
#include "indexer/source/document/gmime.h"

enum { MODE_UNKNOWN, MODE_MBOX, MODE_SINGLE };

/* Items of the last message, and articles attached to it, that are still to be handed out. */
typedef struct mail_queue {
    arena memory;
    mail_items items;
    size_t next;
    mail_facts mail;
    mail_attachments attached;
    size_t next_attached;
    uint32_t number; /* of the message */
} mail_queue;

static bool is_blank_line_before(str s, size_t at)
{
    return at == 0 || (at >= 2 && s.data[at - 1] == '\n' &&
                       (s.data[at - 2] == '\n' || (at >= 3 && s.data[at - 2] == '\r' && s.data[at - 3] == '\n')));
}

/* "Received: ": printable characters without blanks, then a colon (RFC 5322, 3.6.8). */
static bool is_header_at(str s, size_t at)
{
    size_t i = at;
    while (i < s.len && s.data[i] > ' ' && s.data[i] < 127 && s.data[i] != ':')
        i++;
    return i > at && i < s.len && s.data[i] == ':';
}

/* RFC 4155 and its looser kin: "From " after an empty line, with a header in the line below (which tells it from prose). */
static bool is_separator(str s, size_t at)
{
    if (!str_starts_with(str_slice(s, at, s.len), STR("From ")) || !is_blank_line_before(s, at))
        return false;
    const char *end = memchr(s.data + at, '\n', s.len - at);
    if (!end)
        return false;
    size_t next = (size_t)(end - s.data) + 1;
    return is_header_at(s, next) || str_starts_with(str_slice(s, next, s.len), STR(">From "));
}

enum { SEPARATOR_ROOM = 1024 }; /* the separator and the name of the header below it */

/* Bytes up to the next separator or the input's end. */
static size_t message_length(stream *in)
{
    size_t at = 1;
    for (;;) {
        str s = stream_window(in);
        size_t safe = s.len > SEPARATOR_ROOM ? s.len - SEPARATOR_ROOM : 0;
        for (; at < safe; at++) {
            const char *line_end = memchr(s.data + at - 1, '\n', safe - at + 1);
            at = line_end ? (size_t)(line_end - s.data) + 1 : safe;
            if (at < safe && is_separator(s, at))
                return at;
        }
        if (stream_more(in))
            continue;
        s = stream_window(in);
        for (at = at > 1 ? at - 1 : 1; at < s.len; at++)
            if (s.data[at - 1] == '\n' && is_separator(s, at))
                return at;
        return s.len;
    }
}

/* Without the separator's line; ">From " in the text as it was before it was quoted. */
static str unquote(arena *a, str message)
{
    str_cut(&message, '\n');
    str copy = arena_copy(a, message);
    char *to = (char *)copy.data;
    for (size_t i = 0; i < message.len;) {
        const char *end = memchr(message.data + i, '\n', message.len - i);
        str line = str_slice(message, i, end ? (size_t)(end - message.data) + 1 : message.len);
        i += line.len;
        size_t marks = 0;
        while (marks < line.len && line.data[marks] == '>')
            marks++;
        if (marks > 0 && str_starts_with(str_slice(line, marks, line.len), STR("From ")))
            line = str_slice(line, 1, line.len);
        memcpy(to, line.data, line.len);
        to += line.len;
    }
    return (str){copy.data, (size_t)(to - copy.data)};
}

static bool has_header(str message, str name)
{
    while (message.len > 0) {
        str line = str_cut(&message, '\n');
        if (line.len <= 1)
            return false;
        if (str_equal_ascii_nocase(str_slice(line, 0, name.len), name))
            return true;
    }
    return false;
}

/* Newsletters bear these (RFC 2369, RFC 2919, RFC 3834); letters between people do not, and stay whole. */
static bool is_bulk(str message)
{
    return has_header(message, STR("List-Unsubscribe:")) || has_header(message, STR("List-Id:")) ||
           has_header(message, STR("Precedence: bulk")) || has_header(message, STR("Precedence: list"));
}

/* Whether to look for attached files at all, in the letter case of mail programs. */
static bool names_files(str message)
{
    return str_find(message, STR("ilename")) != SIZE_MAX || str_find(message, STR("ttachment")) != SIZE_MAX;
}

static void find_items(mail_queue *q, str message)
{
    arena_reset(&q->memory);
    q->items = (mail_items){0};
    q->attached = (mail_attachments){0};
    q->next = q->next_attached = 0;
    message = arena_copy(&q->memory, message); /* items are parts of it, and outlive the caller's arena */
    digest_items(&q->memory, message, &q->items);
    bool may_be_newsletter = q->items.count == 0 && is_bulk(message), may_bring_files = names_files(message);
    if (!may_be_newsletter && !may_bring_files)
        return;
    mail_read(&q->memory, message, NULL, &q->mail, NULL, may_bring_files ? &q->attached : NULL);
    if (may_be_newsletter)
        newsletter_items(&q->memory, &q->mail, &q->items);
}

static bool hand_out_item(mail_queue *q, cutter *c, arena *a, raw_record *out)
{
    if (q->next == q->items.count)
        return false;
    out->bytes = arena_copy(a, q->items.items[q->next++]);
    c->number++;
    return true;
}

/* "letter.eml!report.pdf", "box.mbox!3/report.pdf" */
static bool hand_out_attached(mail_queue *q, cutter *c, arena *a, raw_record *out)
{
    if (q->next_attached == q->attached.count)
        return false;
    const mail_attachment *x = &q->attached.items[q->next_attached++];
    out->bytes = arena_copy(a, x->bytes);
    out->context = mail_attached_context(a, x, &q->mail);
    out->path = c->mode == MODE_SINGLE ? arena_printf(a, "%.*s!%.*s", STR_ARG(c->path), STR_ARG(x->name))
                                       : arena_printf(a, "%.*s!%u/%.*s", STR_ARG(c->path), q->number, STR_ARG(x->name));
    out->single = true;
    return true;
}

static quoth_status give_up(cutter *c, quoth_error *err)
{
    stream_skip(c->in, stream_window(c->in).len);
    while (stream_more(c->in) && c->mode == MODE_SINGLE)
        stream_skip(c->in, stream_window(c->in).len);
    c->number++;
    return fail(err, QUOTH_LIMIT, "message longer than %d MB, the most that one record may have", LIMIT_RECORD_BYTES >> 20);
}

quoth_status mail_cut(cutter *c, arena *a, raw_record *out, quoth_error *err)
{
    mail_queue *q = c->state;
    if (!q)
        c->state = q = mem_zalloc(sizeof *q);
    out->line = stream_line(c->in);
    if (hand_out_item(q, c, a, out) || hand_out_attached(q, c, a, out))
        return QUOTH_OK;
    while (stream_window(c->in).len < SEPARATOR_ROOM && stream_more(c->in))
        ;
    str window = stream_window(c->in);
    if (window.len == 0)
        return cut_end(c, err);
    if (c->mode == MODE_UNKNOWN)
        c->mode = str_starts_with(window, STR("From ")) ? MODE_MBOX : MODE_SINGLE;
    if (c->mode == MODE_SINGLE)
        while (stream_more(c->in))
            ;
    size_t len = c->mode == MODE_MBOX ? message_length(c->in) : stream_window(c->in).len;
    if (len == stream_window(c->in).len && stream_is_full(c->in))
        return give_up(c, err);
    str message = str_slice(stream_window(c->in), 0, len);
    out->single = c->mode == MODE_SINGLE;
    out->bytes = out->single ? arena_copy(a, message) : unquote(a, message);
    stream_skip(c->in, len);
    find_items(q, out->bytes);
    out->single &= q->items.count == 0;
    if (!hand_out_item(q, c, a, out))
        c->number++;
    q->number = c->number;
    return QUOTH_OK;
}

void mail_close(cutter *c)
{
    mail_queue *q = c->state;
    if (q)
        arena_release(&q->memory);
    free(q);
    c->state = NULL;
}

#endif
