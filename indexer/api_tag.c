/* api_tag.c - who said what, where and when, in one text: no archive needed */
#include <quoth/tag.h>

#include "base/limits.h"
#include "indexer/tag/tag.h"
#include "indexer/tag/vocabulary.h"
#include "store/tags/public.h"
#include "text/utf8.h"

static str text_of(const quoth_article_input *in)
{
    return in->text && in->text_bytes ? (str){in->text, in->text_bytes} : str_from(in->text);
}

/* The text is taken as it is, so that offsets point into what the caller has; so it must be valid. */
static quoth_status check_text(str title, str body, quoth_error *err)
{
    if (title.len > LIMIT_TITLE_BYTES)
        return fail(err, QUOTH_LIMIT, "the title has %zu bytes, at most %d are read", title.len, LIMIT_TITLE_BYTES);
    if (body.len > LIMIT_ARTICLE_BYTES)
        return fail(err, QUOTH_LIMIT, "the text has %zu bytes, at most %d are read", body.len, LIMIT_ARTICLE_BYTES);
    if (!utf8_is_valid(title) || !utf8_is_valid(body))
        return fail(err, QUOTH_BAD_INPUT, "the article is not valid UTF-8");
    return QUOTH_OK;
}

static language language_of(const article *art)
{
    language given = language_from(art->language);
    return given != LANGUAGE_UNKNOWN ? given : language_detect(art->body.len > 0 ? art->body : art->title, NULL);
}

quoth_status quoth_tag(const quoth_article_input *in, quoth_tags **out, quoth_error *err)
{
    static const tags_lookup lookup = {speaker_rule_name, place_rule_name, date_rule_name, NULL};
    article art = {.id = str_from(in->id),
                   .locator = str_from(in->locator),
                   .title = str_from(in->title),
                   .body = text_of(in),
                   .published = str_from(in->published),
                   .published_day = day_parse(str_from(in->published)),
                   .url = str_from(in->url),
                   .author = str_from(in->author),
                   .source = str_from(in->source),
                   .language = str_from(in->language)};
    TRY(check_text(art.title, art.body, err));
    arena a = {0};
    analysis title, body;
    language lang = language_of(&art);
    analyse(&a, art.title, lang, &title);
    analyse(&a, art.body, lang, &body);
    vocabulary *known = vocabulary_new();
    vocabulary_look_up(known, &a, &title, &body);
    tag_input input = {.art = &art, .title = &title, .body = &body, .lang = lang};
    tags found;
    tag_article(&a, &input, &found);
    focus_list places;
    focus_of_tags(&a, &found, &body, &places);
    vocabulary_free(&known);
    *out = tags_public_new(&found, &places, art.title, art.body, &lookup);
    arena_release(&a);
    return QUOTH_OK;
}
