/* stored.c - an article as the archive keeps it, read back and cut into words again */
#include "searcher/stored.h"

#include "searcher/rank/search.h"
#include "store/text/reader.h"

quoth_status stored_read(quoth_archive *archive, arena *a, uint32_t article, bool cut, stored_article *out, quoth_error *err)
{
    stored_text text;
    *out = (stored_article){.is_cut = cut};
    TRY(catalogue_get_article(archive->catalogue, a, article, &out->row, err));
    TRY(text_reader_find(archive->texts, a, &out->row, archive->forward, &text, err));
    out->body = text.body;
    out->found = text.found;
    if (!cut)
        return QUOTH_OK;
    /* As the indexer does it: the words' numbers are the same. */
    analyse(a, out->row.title, out->row.lang, &out->title_words);
    analyse(a, out->body, out->row.lang, &out->body_words);
    return QUOTH_OK;
}

quoth_status stored_highlights(quoth_archive *archive, arena *a, const stored_article *s, matcher *m, spans *out,
                               quoth_error *err)
{
    forward_record record;
    const forward_slot *slot = forward_reader_slot(archive->forward, s->row.id);
    *out = (spans){0};
    if (!slot)
        return fail(err, QUOTH_NOT_FOUND, "article %u has been removed", s->row.id);
    TRY(forward_reader_get(archive->forward, a, s->row.id, matcher_sections(m, true), &record, err));
    if (record.token_count != s->title_words.token_count + s->body_words.token_count && matcher_sections(m, true) & FORWARD_WORDS)
        return fail(err, QUOTH_CORRUPT, "article %u has %u words in the forward index and %u in its text", s->row.id,
                    record.token_count, s->title_words.token_count + s->body_words.token_count);
    row_reader row = {.archive = archive, .a = a, .article = s->row.id, .loaded = true, .row = s->row, .err = err};
    article_facts facts = {
        .record = &record, .slot = slot, .context = &row, .value = row_reader_value, .changes = row_reader_changes};
    matcher_highlights(m, &facts, out);
    return QUOTH_OK;
}
