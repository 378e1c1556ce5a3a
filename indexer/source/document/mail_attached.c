/* mail_attached.c - which files attached to a message are articles, and what does the message say of them? */
#include "indexer/source/document/mail.h"

#ifdef QUOTH_GMIME

#include "indexer/source/record.h"

/* Formats of one article a file, by the ending that its sender gave it; for a sure sign in its bytes, by that. */
static const source_format *format_of(str name, str bytes)
{
    const source_format *by_content = format_by_content(bytes);
    const source_format *format = by_content && by_content->is_sure ? by_content : format_by_ending(name);
    return format && format->cut == cut_whole_file ? format : NULL;
}

/* Without folders, which are its sender's. */
static str plain_name(arena *a, str name)
{
    for (size_t i = name.len; i > 0; i--)
        if (name.data[i - 1] == '/' || name.data[i - 1] == '\\')
            name = str_slice(name, i, name.len);
    name = arena_copy(a, str_trim(name));
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.data[i] < ' ')
            ((char *)name.data)[i] = ' ';
    return name.len > 0 ? name : STR("attached");
}

static bool has_name(const mail_attachments *list, str name)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].name, name))
            return true;
    return false;
}

void mail_attach(arena *a, str name, str bytes, mail_attachments *out)
{
    name = plain_name(a, name);
    if (bytes.len == 0 || out->count == MOST_ATTACHMENTS || !format_of(name, bytes))
        return;
    if (has_name(out, name))
        name = arena_printf(a, "%zu/%.*s", out->count + 1, STR_ARG(name));
    vec_push(a, out, (mail_attachment){name, bytes});
}

/* One line each: a line's end in a header is a blank by now, or it is cut there. */
str mail_attached_context(arena *a, const mail_attachment *x, const mail_facts *mail)
{
    return arena_printf(a, "%.*s\n%.*s\n%.*s", STR_ARG(x->name), STR_ARG(mail->published), STR_ARG(mail->source));
}

static void fill(str *place, str value)
{
    if (place->len == 0)
        *place = value;
}

quoth_status mail_parse_attached(arena *a, const raw_record *r, article *out, quoth_error *err)
{
    raw_record within = *r;
    str rest = r->context, name = str_cut(&rest, '\n'), published = str_cut(&rest, '\n'), sender = rest;
    within.context = STR("");
    within.format = format_of(name, r->bytes);
    quoth_status status =
        within.format ? within.format->parse(a, &within, out, err) : fail(err, QUOTH_BAD_INPUT, "no attached article");
    TRY(status);
    if (out->published_day == NO_DAY)
        fill(&out->published, published);
    fill(&out->source, sender);
    return QUOTH_OK;
}

#endif
