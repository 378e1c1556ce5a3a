/* custom.c - how are a source's own fields named, kept and indexed? */
#include "store/fields/custom.h"

#include "base/limits.h"
#include "store/fields/field.h"
#include "text/fold.h"

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

bool custom_name_is_good(str name)
{
    if (name.len == 0 || name.len > CUSTOM_NAME_BYTES || !is_small(name.data[0]) || field_named(name))
        return false;
    for (size_t i = 1; i < name.len; i++)
        if (!is_small(name.data[i]) && !(name.data[i] >= '0' && name.data[i] <= '9') && name.data[i] != '_' &&
            name.data[i] != '-')
            return false;
    return true;
}

/* --- values --- */

static str cut_value(str value)
{
    value = str_trim(value);
    if (value.len <= LIMIT_FIELD_VALUE_BYTES)
        return value;
    size_t len = LIMIT_FIELD_VALUE_BYTES;
    while (len > 0 && ((unsigned char)value.data[len] & 0xC0) == 0x80)
        len--;
    return str_trim(str_slice(value, 0, len));
}

/* Control characters are blanks, runs of blanks one. Returns the bytes written, at most those of `value`. */
static size_t write_value(char *out, str value)
{
    size_t len = 0;
    for (size_t i = 0; i < value.len; i++) {
        bool blank = (unsigned char)value.data[i] <= ' ' || value.data[i] == 0x7F;
        if (!blank)
            out[len++] = value.data[i];
        else if (len > 0 && out[len - 1] != ' ')
            out[len++] = ' ';
    }
    return len > 0 && out[len - 1] == ' ' ? len - 1 : len;
}

str custom_folded(arena *a, str value)
{
    str folded = arena_copy(a, fold(a, value));
    folded.len = write_value((char *)folded.data, folded);
    return folded;
}

static size_t write_line(char *out, str name, str value)
{
    memcpy(out, name.data, name.len);
    out[name.len] = '\t';
    size_t len = write_value(out + name.len + 1, value);
    out[name.len + 1 + len] = '\n';
    return len > 0 ? name.len + len + 2 : 0;
}

static bool has_line(str text, str line)
{
    for (size_t from = 0, at; (at = str_find(str_slice(text, from, text.len), line)) != SIZE_MAX; from += at + 1)
        if (from + at == 0 || text.data[from + at - 1] == '\n')
            return true;
    return false;
}

bool custom_add(arena *a, custom_values *v, str name, str value)
{
    value = cut_value(value);
    if (value.len == 0)
        return true;
    size_t need = v->text.len + name.len + value.len + 2;
    if (v->count == LIMIT_FIELD_VALUES || need > LIMIT_FIELDS_BYTES)
        return false;
    if (need > v->room) {
        size_t room = 2 * need + 64;
        v->text.data = arena_grow(a, (char *)v->text.data, v->room, room);
        v->room = room;
    }
    str line = {v->text.data + v->text.len, 0};
    line.len = write_line((char *)v->text.data + v->text.len, name, value);
    if (line.len == 0 || has_line(v->text, line))
        return true;
    v->text.len += line.len;
    v->count++;
    return true;
}

bool custom_next(str *rest, str *name, str *value)
{
    if (rest->len == 0)
        return false;
    *value = str_cut(rest, '\n');
    *name = str_cut(value, '\t');
    return true;
}

bool custom_has(str fields, str name, str value)
{
    str has_name, has_value;
    while (custom_next(&fields, &has_name, &has_value))
        if (str_equal(has_name, name) && (value.len == 0 || str_equal(str_trim(has_value), value)))
            return true;
    return false;
}

str custom_value(str fields, str name)
{
    str rest = fields, found, value;
    while (custom_next(&rest, &found, &value))
        if (str_equal(found, name))
            return value;
    return STR("");
}

day custom_captured(str fields)
{
    str value = custom_value(fields, STR("captured"));
    return value.len ? day_parse(str_slice(value, 0, 10)) : NO_DAY;
}
