/* mail.c - a message as an article: who sent it, when, and which of its parts is the text? */
#include "indexer/source/document/mail.h"

#ifdef QUOTH_GMIME

#include <assert.h>

#include "indexer/source/document/flow.h"
#include "indexer/source/document/gmime.h"
#include "indexer/source/html/html.h"
#include "indexer/source/late/late.h"
#include "indexer/source/record.h"
#include "text/utf8.h"

enum {
    MAX_PART_DEPTH = 32,
    /* Of a header of addresses: hundreds of them. */
    MOST_ADDRESS_BYTES = 16 << 10,
    /* A text part beside a page that has this share of its text says the same in better order. */
    PLAIN_WINS_BY = 2
};

/* mail_cut has seen that it is there. */
static const gmime_library *library(void)
{
    const gmime_library *gm = gmime();
    assert(gm);
    return gm;
}

/* Headers of addresses, in which libgmime follows groups inside groups ("a:b:c:…") by recursion. */
static bool names_addresses(str line)
{
    static const char *const names[] = {"from",
                                        "to",
                                        "cc",
                                        "bcc",
                                        "sender",
                                        "reply-to",
                                        "resent-from",
                                        "resent-to",
                                        "resent-cc",
                                        "resent-bcc",
                                        "resent-sender",
                                        "resent-reply-to",
                                        "disposition-notification-to"};
    str name = str_trim(str_cut(&line, ':'));
    for (size_t i = 0; name.len < 40 && i < sizeof names / sizeof *names; i++)
        if (str_equal_ascii_nocase(name, str_from(names[i])))
            return true;
    return false;
}

/* The message with what is longer than such a header may be blanked out, wherever it stands: messages lie in messages. Linear. */
static str guarded(arena *a, str message)
{
    char *copy = NULL;
    for (size_t at = 0; at < message.len;) {
        const char *end = memchr(message.data + at, '\n', message.len - at);
        size_t next = end ? (size_t)(end - message.data) + 1 : message.len, start = at;
        bool is_header = names_addresses(str_slice(message, at, next < at + 64 ? next : at + 64));
        while (is_header && next < message.len && (message.data[next] == ' ' || message.data[next] == '\t')) {
            end = memchr(message.data + next, '\n', message.len - next); /* it goes on */
            next = end ? (size_t)(end - message.data) + 1 : message.len;
        }
        at = next;
        if (!is_header || next - start <= MOST_ADDRESS_BYTES)
            continue;
        copy = copy ? copy : (char *)arena_copy(a, message).data;
        for (size_t i = start + MOST_ADDRESS_BYTES; i < next; i++)
            if (copy[i] != '\n' && copy[i] != '\r')
                copy[i] = ' ';
    }
    return copy ? (str){copy, message.len} : message;
}

static GMimeMessage *message_parse(str bytes)
{
    const gmime_library *gm = library();
    GMimeStream *held = gm->g_mime_stream_mem_new_with_buffer(bytes.data, bytes.len);
    GMimeParser *parser = gm->g_mime_parser_new_with_stream(held);
    GMimeMessage *message = gm->g_mime_parser_construct_message(parser, NULL);
    gm->g_object_unref(parser);
    gm->g_object_unref(held);
    return message;
}

static bool is_a(const void *object, GType type)
{
    return library()->g_type_check_instance_is_a((GTypeInstance *)object, type);
}

static str copy_text(arena *a, const char *text)
{
    return str_trim(utf8_repair(a, arena_copy(a, str_from(text))));
}

/* The part's bytes without their transfer encoding. */
static str part_bytes(arena *a, GMimePart *part)
{
    const gmime_library *gm = library();
    GMimeDataWrapper *content = gm->g_mime_part_get_content(part);
    if (!content)
        return STR("");
    GMimeStream *memory = gm->g_mime_stream_mem_new();
    gm->g_mime_data_wrapper_write_to_stream(content, memory);
    GByteArray *bytes = gm->g_mime_stream_mem_get_byte_array((GMimeStreamMem *)memory);
    str raw = arena_copy(a, (str){bytes->data ? (const char *)bytes->data : "", bytes->len});
    gm->g_object_unref(memory);
    return raw;
}

/* As UTF-8: its own charset is believed where it is not UTF-8 anyway. */
static str part_text(arena *a, GMimePart *part)
{
    return charset_to_utf8(a, part_bytes(a, part),
                           library()->g_mime_object_get_content_type_parameter((GMimeObject *)part, "charset"));
}

static void take_part(arena *a, GMimePart *part, mail_facts *out, mail_attachments *attached)
{
    const gmime_library *gm = library();
    GMimeContentType *type = gm->g_mime_object_get_content_type((GMimeObject *)part);
    GMimeContentDisposition *disposition = gm->g_mime_object_get_content_disposition((GMimeObject *)part);
    bool is_attached = disposition && gm->g_mime_content_disposition_is_attachment(disposition);
    if (is_attached || !gm->g_mime_content_type_is_type(type, "text", "*")) {
        if (attached)
            mail_attach(a, utf8_repair(a, arena_copy(a, str_from(gm->g_mime_part_get_filename(part)))), part_bytes(a, part),
                        attached);
        return;
    }
    bool is_html =
        gm->g_mime_content_type_is_type(type, "text", "html") || gm->g_mime_content_type_is_type(type, "text", "xhtml");
    str *place = is_html ? &out->html : &out->plain;
    if (place->len == 0 && (is_html || gm->g_mime_content_type_is_type(type, "text", "plain")))
        *place = part_text(a, part);
}

static void take_parts(arena *a, GMimeObject *object, int depth, mail_facts *out, mail_attachments *attached)
{
    const gmime_library *gm = library();
    if (!object || depth > MAX_PART_DEPTH)
        return;
    if (is_a(object, gm->g_mime_multipart_get_type())) {
        int count = gm->g_mime_multipart_get_count((GMimeMultipart *)object);
        for (int i = 0; i < count && (attached || out->plain.len == 0 || out->html.len == 0); i++)
            take_parts(a, gm->g_mime_multipart_get_part((GMimeMultipart *)object, i), depth + 1, out, attached);
    } else if (is_a(object, gm->g_mime_message_part_get_type())) {
        GMimeMessage *inner = gm->g_mime_message_part_get_message((GMimeMessagePart *)object);
        if (inner && out->plain.len == 0 && out->html.len == 0) /* forwarded as it was */
            take_parts(a, gm->g_mime_message_get_mime_part(inner), depth + 1, out, attached);
    } else if (is_a(object, gm->g_mime_part_get_type()))
        take_part(a, (GMimePart *)object, out, attached);
}

static str header(arena *a, GMimeMessage *message, const char *name)
{
    const gmime_library *gm = library();
    const char *raw = gm->g_mime_object_get_header((GMimeObject *)message, name);
    char *decoded = raw ? gm->g_mime_utils_header_decode_text(NULL, raw) : NULL;
    str value = copy_text(a, decoded);
    gm->g_free(decoded);
    return value;
}

/* "Quay Post Morning <morning.quaypost.example>": the words before the brackets. */
static str list_name(str list_id)
{
    str name = str_trim(str_cut(&list_id, '<'));
    if (name.len > 1 && name.data[0] == '"' && name.data[name.len - 1] == '"')
        name = str_slice(name, 1, name.len - 1);
    return name;
}

static void take_sender(arena *a, GMimeMessage *message, mail_facts *out)
{
    const gmime_library *gm = library();
    InternetAddressList *from = gm->g_mime_message_get_from(message);
    InternetAddress *first =
        from && gm->internet_address_list_length(from) > 0 ? gm->internet_address_list_get_address(from, 0) : NULL;
    str address = STR("");
    if (first && is_a(first, gm->internet_address_mailbox_get_type()))
        address = copy_text(a, gm->internet_address_mailbox_get_addr((InternetAddressMailbox *)first));
    out->author = first ? copy_text(a, gm->internet_address_get_name(first)) : STR("");
    if (out->author.len == 0)
        out->author = address;
    out->source = list_name(header(a, message, "List-Id"));
    str domain = address;
    str_cut(&domain, '@');
    if (out->source.len == 0)
        out->source = out->author.len > 0 && !str_equal(out->author, address) ? out->author : domain;
}

static str date_of(arena *a, GMimeMessage *message)
{
    const gmime_library *gm = library();
    GDateTime *date = gm->g_mime_message_get_date(message);
    char *iso = date ? gm->g_date_time_format(date, "%Y-%m-%dT%H:%M:%S%:z") : NULL;
    str value = iso ? copy_text(a, iso) : header(a, message, "Date");
    gm->g_free(iso);
    return value;
}

static str without_brackets(str url)
{
    url = str_trim(url);
    return url.len > 1 && url.data[0] == '<' ? str_cut(&(str){url.data + 1, url.len - 1}, '>') : url;
}

void mail_read(arena *a, str message, const source_options *fields, mail_facts *out, article *fields_into,
               mail_attachments *attached)
{
    const gmime_library *gm = library();
    static const str empty = {"", 0};
    *out = (mail_facts){empty, empty, empty, empty, empty, empty, empty, empty, empty};
    GMimeMessage *m = message_parse(guarded(a, message));
    if (!m)
        return;
    out->subject = copy_text(a, gm->g_mime_message_get_subject(m));
    take_sender(a, m, out);
    out->published = date_of(a, m);
    out->id = copy_text(a, gm->g_mime_message_get_message_id(m));
    out->url = without_brackets(header(a, m, "Archived-At"));
    str languages = header(a, m, "Content-Language");
    out->language = str_trim(str_cut(&languages, ','));
    take_parts(a, gm->g_mime_message_get_mime_part(m), 0, out, attached);
    for (size_t i = 0; fields && i < fields->field_count; i++) {
        str value = header(a, m, arena_zero_terminated(a, path_as_name(fields->fields[i].path)));
        if (value.len > 0)
            article_add_value(a, fields_into, fields->fields[i].key, value);
    }
    gm->g_object_unref(m);
}

/* The page's article by the reader of web pages; all its text where that finds nothing or much less than stands in the plain
 * part. */
static str body_of(arena *a, const raw_record *r, const mail_facts *mail)
{
    if (mail->html.len == 0)
        return mail->plain;
    raw_record page = *r;
    source_options none = *r->options;
    none.field_count = 0;
    page.options = &none;
    page.bytes = arena_printf(a, "\xEF\xBB\xBF%.*s", STR_ARG(mail->html));
    article found = {.published_day = NO_DAY};
    for (property p = 0; p < PROPERTY_COUNT; p++)
        *property_of(&found, p) = STR("");
    str text = format_html.parse(a, &page, &found, NULL) == QUOTH_OK ? str_trim(found.body) : STR("");
    if (text.len * PLAIN_WINS_BY < mail->plain.len)
        return mail->plain;
    return text.len > 0 ? text : flow_text_of_page(a, mail->html);
}

static quoth_status parse_mail(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    mail_facts mail;
    if (r->context.len > 0)
        return mail_parse_attached(a, r, out, err);
    if (str_starts_with(r->bytes, STR("{")))
        return format_jsonl.parse(a, r, out, err);
    mail_read(a, r->bytes, r->options, &mail, out, NULL);
    out->title = mail.subject;
    out->author = mail.author;
    out->source = mail.source;
    out->published = mail.published;
    out->id = mail.id;
    out->url = mail.url;
    out->language = mail.language;
    out->body = utf8_repair(a, body_of(a, r, &mail));
    if (out->body.len == 0 && out->author.len == 0 && out->published.len == 0)
        return fail(err, QUOTH_BAD_INPUT, "not a message: neither sender nor date nor text");
    return QUOTH_OK;
}

/* A header that messages begin with, or the line that starts one in an mbox. */
static bool sniff_mail(str head)
{
    static const str starts[] = {{"Return-Path: ", 13},   {"Received: ", 10},     {"Delivered-To: ", 14},  {"Message-ID: ", 12},
                                 {"X-Original-To: ", 15}, {"MIME-Version: ", 14}, {"DKIM-Signature: ", 16}};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_equal_ascii_nocase(str_slice(head, 0, starts[i].len), starts[i]))
            return true;
    str line = str_cut(&head, '\n');
    return str_starts_with(line, STR("From ")) && str_find(line, STR(":")) != SIZE_MAX && head.len > 0 &&
           str_find(str_slice(head, 0, 80), STR(": ")) != SIZE_MAX;
}

const source_format format_mail = {
    .info = {"mail", ".eml .mbox .mbx",
             "messages, one a file or an mbox; sender, date and Message-ID; digests and newsletters are cut into their items, "
             "attached articles read"},
    .sniff = sniff_mail,
    .cut = mail_cut,
    .parse = parse_mail,
    .needs = LATE_MAIL | LATE_XML | LATE_ARCHIVE,
    .close = mail_close,
};

#endif
