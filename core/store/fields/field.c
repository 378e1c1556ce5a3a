/* field.c - which fields are there, and what are the terms of the inverted index called? */
#include "store/fields/field.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/limits.h"
#include "store/fields/custom.h"

static const field FIELDS[FIELD_COUNT] = {
    [FIELD_TITLE] = {FIELD_TITLE, "title", FIELD_WORDS, "T", "structure", "words in the title", "title:ceasefire"},
    [FIELD_LEAD] = {FIELD_LEAD, "lead", FIELD_WORDS, "", "structure", "words in the first paragraph",
                    "lead:(ceasefire OR truce)"},
    [FIELD_BODY] = {FIELD_BODY, "body", FIELD_WORDS, "", "structure", "words in the text below the title", "body:hostages"},
    [FIELD_SPEAKER] = {FIELD_SPEAKER, "speaker", FIELD_TAG, "S", "quotation tagger", "articles that quote this person or body",
                       "speaker:\"yoav gallant\""},
    [FIELD_PLACE] = {FIELD_PLACE, "place", FIELD_TAG, "P", "place tagger", "articles that name the place or any place inside it",
                     "place:lebanon"},
    [FIELD_ON] = {FIELD_ON, "on", FIELD_DAYS, "O", "date tagger", "articles that name a day, month or year in this range",
                  "on:2023-10-07"},
    [FIELD_DATE] = {FIELD_DATE, "date", FIELD_DAYS, "", "publication date", "articles published in this range",
                    "date:2023-10-07..2023-11-09"},
    [FIELD_SINCE] = {FIELD_SINCE, "since", FIELD_DAYS, "", "publication date", "articles published on this day or later",
                     "since:2023-11"},
    [FIELD_UNTIL] = {FIELD_UNTIL, "until", FIELD_DAYS, "", "publication date", "articles published on this day or earlier",
                     "until:2020"},
    [FIELD_SOURCE] = {FIELD_SOURCE, "source", FIELD_VALUE, "Q", "metadata",
                      "articles of this publication: its name or words of it, =\"the whole name\"", "source:reuters"},
    [FIELD_AUTHOR] = {FIELD_AUTHOR, "author", FIELD_VALUE, "A", "metadata",
                      "articles by this author: some words of the name, =\"the whole name\"", "author:\"jane doe\""},
    [FIELD_LANG] = {FIELD_LANG, "lang", FIELD_VALUE, "L", "metadata, else detected", "articles in this language", "lang:en"},
    [FIELD_ID] = {FIELD_ID, "id", FIELD_VALUE, "I", "metadata", "the article with the source's own number", "id:20231108-17"},
    [FIELD_URL] = {FIELD_URL, "url", FIELD_VALUE, "U", "metadata",
                   "the article at this address; all of a host, or of a folder of it", "url:example.org/2023"},
    [FIELD_CAPTURED] = {FIELD_CAPTURED, "captured", FIELD_DAYS, "C", "crawl", "pages captured in this range, once or again",
                        "captured:2023-11"},
    [FIELD_HAS] = {FIELD_HAS, "has", FIELD_LATER, "", "all of these", "articles that have such a tag or value", "has:speaker"},
    [FIELD_LENGTH] = {FIELD_LENGTH, "length", FIELD_LATER, "", "structure", "articles with so many words", "length:>1200"},
    [FIELD_QUOTES] = {FIELD_QUOTES, "quotes", FIELD_LATER, "", "quotation tagger", "articles with so many quotations",
                      "quotes:3.."},
    [FIELD_NEAR] = {FIELD_NEAR, "near", FIELD_LATER, "", "place tagger", "articles that name a place within a distance",
                    "near:31.5,34.46,50km or near:\"tel aviv,30mi\""},
    [FIELD_LIKE] = {FIELD_LIKE, "like", FIELD_LATER, "", "words", "articles with many of this article's significant words",
                    "like:42"},
    [FIELD_QUOTE] = {FIELD_QUOTE, "quote", FIELD_LATER, "", "quotation tagger", "all clauses inside one and the same quotation",
                     "quote:(by:gallant tunnels)"},
    [FIELD_BY] = {FIELD_BY, "by", FIELD_LATER, "", "quotation tagger",
                  "quotations of this speaker, inside quote:", "quote:(by:gallant)"},
    [FIELD_ABOUT] = {FIELD_ABOUT, "about", FIELD_LATER, "", "taggers",
                     "quotations that name this person or place, inside quote:", "quote:(about:gaza)"},
    [FIELD_CUSTOM] = {FIELD_CUSTOM, "", FIELD_VALUE, "X", "metadata", "articles with this value of a custom field",
                      "topics:\"money-fx\""},
    [FIELD_KIND] = {FIELD_KIND, "kind", FIELD_LATER, "", "quotation tagger",
                    "direct, indirect or mixed, inside quote:", "quote:(kind:direct)"},
    [FIELD_EDIT] = {FIELD_EDIT, "edit", FIELD_LATER, "", "earlier versions",
                    "all clauses inside one and the same change of an article", "edit:(removed:killed added:died)"},
    [FIELD_REMOVED] = {FIELD_REMOVED, "removed", FIELD_LATER, "", "earlier versions",
                       "words that the change took out, inside edit:", "edit:(removed:\"no casualties\")"},
    [FIELD_ADDED] = {FIELD_ADDED, "added", FIELD_LATER, "", "earlier versions",
                     "words that the change put in, inside edit:", "edit:(added:correction)"},
};

const field *field_at(field_id id)
{
    return id > FIELD_NONE && id < FIELD_COUNT ? &FIELDS[id] : NULL;
}

const field *field_named(str name)
{
    for (field_id id = FIELD_NONE + 1; id < FIELD_COUNT; id++)
        if (id != FIELD_CUSTOM && str_equal_ascii_nocase(name, str_from(FIELDS[id].name)))
            return &FIELDS[id];
    return NULL;
}

/* Edits (insert, delete, change) between two short words, case ignored; a longer one is cut. */
static unsigned edits_between(str a, str b)
{
    enum { MOST = 16 };
    unsigned row[MOST + 1];
    if (a.len > MOST)
        a.len = MOST;
    if (b.len > MOST)
        b.len = MOST;
    for (unsigned j = 0; j <= b.len; j++)
        row[j] = j;
    for (unsigned i = 1; i <= a.len; i++) {
        unsigned diagonal = row[0];
        row[0] = i;
        for (unsigned j = 1; j <= b.len; j++) {
            bool same = str_equal_ascii_nocase(str_slice(a, i - 1, i), str_slice(b, j - 1, j));
            unsigned change = diagonal + !same, gap = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            diagonal = row[j];
            row[j] = change < gap ? change : gap;
        }
    }
    return row[b.len];
}

const field *field_nearest(str name)
{
    const field *best = &FIELDS[FIELD_NONE + 1];
    unsigned fewest = UINT32_MAX;
    for (field_id id = FIELD_NONE + 1; id < FIELD_COUNT; id++) {
        if (id == FIELD_CUSTOM)
            continue;
        unsigned edits = edits_between(name, str_from(FIELDS[id].name));
        if (edits < fewest) {
            fewest = edits;
            best = &FIELDS[id];
        }
    }
    return best;
}

/* --- terms --- */

/* A value too long for a term keeps its start and ends in a hash of the whole. */
static void put_value(buf *out, str value)
{
    enum { HASH_DIGITS = 17 };
    if (out->len + value.len <= LIMIT_TERM_BYTES) {
        buf_put_str(out, value);
        return;
    }
    buf_put_str(out, str_slice(value, 0, LIMIT_TERM_BYTES - HASH_DIGITS - out->len));
    buf_printf(out, "#%016llx", (unsigned long long)hash_bytes(value, 0));
}

static void put_stem(buf *out, char prefix, language lang, str stem)
{
    buf_clear(out);
    buf_put_byte(out, (unsigned char)prefix);
    buf_put_str(out, language_code(lang));
    buf_put_byte(out, ':');
    put_value(out, stem);
}

void term_word(buf *out, language lang, str stem)
{
    put_stem(out, 'W', lang, stem);
}

void term_title_word(buf *out, language lang, str stem)
{
    put_stem(out, 'T', lang, stem);
}

void term_edit_word(buf *out, edit_side side, str term_of_word)
{
    buf_clear(out);
    buf_put_byte(out, side == EDIT_REMOVED ? 'R' : 'N');
    buf_put_str(out, str_slice(term_of_word, 1, term_of_word.len));
}

static void put_number(buf *out, char prefix, uint32_t number)
{
    char digits[10];
    size_t count = 0;
    do
        digits[count++] = (char)('0' + number % 10);
    while (number /= 10);
    buf_clear(out);
    buf_put_byte(out, (unsigned char)prefix);
    while (count > 0)
        buf_put_byte(out, (unsigned char)digits[--count]);
}

void term_speaker(buf *out, uint32_t speaker_number)
{
    put_number(out, 'S', speaker_number);
}

void term_place(buf *out, uint32_t place)
{
    put_number(out, 'P', place);
}

void term_custom(buf *out, str name, str folded_value)
{
    buf_clear(out);
    buf_put_byte(out, 'X');
    buf_put_str(out, name);
    buf_put_byte(out, ':');
    put_value(out, folded_value);
}

void term_custom_field(buf *out, str name)
{
    buf_clear(out);
    buf_put_byte(out, 'F');
    buf_put_str(out, name);
}

void term_value(buf *out, field_id id, str value)
{
    buf_clear(out);
    buf_put_str(out, str_from(FIELDS[id].prefix));
    put_value(out, value);
}
