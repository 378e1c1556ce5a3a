/* articles.c - the articles that the oracle asks about: invented ones, and a folder's */
#include <stdio.h>
#include <stdlib.h>

#include "oracle.h"
#include "text/fold.h"

static void must(quoth_status status, const quoth_error *err, const char *what)
{
    if (status == QUOTH_OK)
        return;
    fprintf(stderr, "oracle: %s: %s\n", what, err->message);
    exit(2);
}

/* --- inventing --- */

static const char *const vocabulary[] = {
    "truce",    "truces",  "minister", "ministers", "Minister",  "pause", "Pause",    "humanitarian", "hostage",  "hostages",
    "the",      "the",     "a",        "of",        "said",      "says",  "Gallant",  "Gallant's",    "al-Qanou", "Qanou",
    "F-16",     "F-16s",   "16",       "U.S.",      "US",        "AIDS",  "aids",     "Apple",        "apple",    "talks",
    "talk",     "talking", "e-mail",   "O'Brien",   "brien",     "AT&T",  "$1.2bn",   "1.2bn",        "7/7",      "in",
    "Paris",    "Berlin",  "on",       "Monday",    "and",       "not",   "hospital", "hospitals",    "aid",      "\"aid",
    "tunnels.", "tunnel.", "war.",     "peace.",    "yesterday."};

static void put_words(buf *out, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        buf_put_str(out, str_from(vocabulary[random_below(sizeof vocabulary / sizeof *vocabulary)]));
        buf_put_str(out, random_below(12) == 0 ? STR(". ") : random_below(25) == 0 ? STR(".\n\n") : STR(" "));
    }
}

static void put_quotation(buf *out)
{
    static const char *const people[] = {"Yoav Gallant", "Mara Ilves", "Lena Fort"};
    buf_put_str(out, STR("\""));
    put_words(out, 3 + random_below(6));
    buf_printf(out, "tunnels,\" %s said.\n\n", people[random_below(3)]);
}

static void invent(quoth_writer *w, unsigned number)
{
    static const char *const sources[] = {"Harbour Wire", "The Évening Post", ""}, *const languages[] = {"en", "en", "de", "fr"};
    DEFER(buf_release) buf title = {0};
    DEFER(buf_release) buf body = {0};
    quoth_error err;
    char id[32], date[16];
    put_words(&title, random_below(7));
    for (unsigned parts = 1 + random_below(3); parts > 0; parts--) {
        put_words(&body, 2 + random_below(30));
        if (random_below(3) == 0)
            put_quotation(&body);
    }
    buf_put_byte(&title, '\0');
    buf_put_byte(&body, '\0');
    snprintf(id, sizeof id, "invented-%u", number);
    snprintf(date, sizeof date, "2023-%02u-%02u", 1 + random_below(12), 1 + random_below(28));
    static const quoth_field_value tags[] = {
        {"tags", "Grain"}, {"tags", "Sea Freight"}, {"desk", "Farm"}, {"tags", "Ä"}, {"tags", "grain"}};
    unsigned first_tag = random_below(5), tag_count = random_below(6 - first_tag);
    quoth_article_input in = {.fields = tags + first_tag,
                              .field_count = tag_count,
                              .id = id,
                              .title = title.data,
                              .text = body.data,
                              .published = random_below(8) ? date : NULL,
                              .source = sources[random_below(3)],
                              .author = random_below(2) ? "Jane Doe" : NULL,
                              .language = languages[random_below(4)]};
    must(quoth_writer_add(w, &in, NULL, &err), &err, "adding an article");
}

/* --- reading back --- */

static uint32_t word_from(const oracle_article *art, uint32_t from, uint32_t to, uint32_t byte, bool by_end)
{
    while (from < to && (by_end ? art->end[from] <= byte : art->start[from] < byte))
        from++;
    return from;
}

static bounds words_of(const oracle_article *art, quoth_span span, int in_title)
{
    uint32_t from = in_title ? 0 : art->title_words, to = in_title ? art->title_words : art->word_count;
    if (span.end <= span.start)
        return (bounds){0, 0};
    return (bounds){word_from(art, from, to, span.start, true), word_from(art, from, to, span.end, false)};
}

static void take_text(arena *a, stemmers *s, oracle_article *art, const analysis *text, uint32_t from, uint32_t paragraph)
{
    static uint32_t sentence_number;
    for (uint32_t i = 0; i < text->token_count; i++) {
        str form = token_form(&text->tokens[i]);
        art->units[art->unit_count++] = (written){{from + i, from + i + 1}, form, arena_copy(a, stem_word(s, art->lang, form))};
        art->flags[from + i] = text->tokens[i].flags;
        art->start[from + i] = text->tokens[i].start;
        art->end[from + i] = text->tokens[i].end;
    }
    for (uint32_t i = 0; i < text->compound_count; i++) {
        const compound *c = &text->compounds[i];
        str form = compound_form(c);
        art->units[art->unit_count++] =
            (written){{from + c->first, from + c->first + c->count}, form, arena_copy(a, stem_word(s, art->lang, form))};
    }
    for (uint32_t i = 0; i < text->sentence_count; i++, sentence_number++)
        for (uint32_t t = 0; t < text->sentences[i].token_count; t++) {
            uint32_t word = from + text->sentences[i].first_token + t;
            art->sentences[word] = sentence_number;
            art->paragraphs[word] = paragraph ? paragraph + text->sentences[i].paragraph : 0; /* a title is one */
            if (paragraph > 0 && text->sentences[i].paragraph == 0)
                art->lead_end = word + 1;
        }
}

static void take_words(arena *a, stemmers *s, oracle_article *art)
{
    analysis title, body;
    analyse(a, art->title, art->lang, &title);
    analyse(a, art->body, art->lang, &body);
    uint32_t words = art->word_count = title.token_count + body.token_count;
    art->title_words = art->lead_end = title.token_count;
    art->units = ARENA_ARRAY(a, written, words + title.compound_count + body.compound_count + 1);
    art->flags = ARENA_ARRAY(a, uint8_t, words + 1);
    art->sentences = ARENA_ARRAY(a, uint32_t, words + 1);
    art->paragraphs = ARENA_ARRAY(a, uint32_t, words + 1);
    art->start = ARENA_ARRAY(a, uint32_t, words + 1);
    art->end = ARENA_ARRAY(a, uint32_t, words + 1);
    take_text(a, s, art, &title, 0, 0);
    take_text(a, s, art, &body, title.token_count, 1);
}

static unsigned percent_of(double confidence)
{
    return (unsigned)(confidence * 100 + 0.5);
}

static void take_tags(arena *a, oracle_article *art, const quoth_tags *tags)
{
    const quoth_quotation *q;
    const quoth_place *p;
    const quoth_timex *t;
    size_t count = quoth_tags_quotations(tags, &q);
    for (size_t i = 0; i < count; i++) {
        int kind = strcmp(q[i].kind, "direct") == 0 ? 0 : strcmp(q[i].kind, "mixed") == 0 ? 1 : 2;
        str name = arena_copy(a, fold(a, str_from(q[i].name)));
        vec_push(a, &art->quotations,
                 (tagged){.at = words_of(art, q[i].span, q[i].in_title),
                          .name = name,
                          .kind = kind,
                          .confidence = percent_of(q[i].confidence)});
    }
    count = quoth_tags_places(tags, &p);
    for (size_t i = 0; i < count; i++)
        vec_push(a, &art->places,
                 (tagged){.at = words_of(art, p[i].span, p[i].in_title),
                          .place = p[i].geonameid,
                          .confidence = percent_of(p[i].confidence)});
    count = quoth_tags_timexes(tags, &t);
    for (size_t i = 0; i < count; i++)
        vec_push(a, &art->dates,
                 (tagged){.at = words_of(art, t[i].span, t[i].in_title),
                          .first_day = t[i].first_day[0] ? day_parse(str_from(t[i].first_day)) : NO_DAY,
                          .last_day = t[i].last_day[0] ? day_parse(str_from(t[i].last_day)) : NO_DAY});
}

static str folded_copy(arena *a, const char *text)
{
    return arena_copy(a, fold(a, str_from(text)));
}

static oracle_article *take(arena *a, stemmers *s, const quoth_article *from)
{
    oracle_article *art = ARENA_NEW(a, oracle_article);
    art->id = from->id;
    art->external_id = arena_copy(a, str_from(from->external_id));
    art->title = arena_copy(a, str_from(from->title));
    art->body = arena_copy(a, (str){from->text, from->text_bytes});
    art->source = folded_copy(a, from->source);
    art->author = folded_copy(a, from->author);
    art->lang = language_from(str_from(from->language));
    art->published = from->date[0] ? day_parse(str_from(from->date)) : NO_DAY;
    for (size_t i = 0; i < from->field_count; i++)
        if (strcmp(from->fields[i].name, "tags") == 0)
            vec_push(a, &art->tags, folded_copy(a, from->fields[i].value));
    take_words(a, s, art);
    take_tags(a, art, from->tags);
    return art;
}

static void read_back(arena *a, const char *archive_dir, article_list *out)
{
    quoth_archive *archive;
    quoth_stats stats;
    quoth_error err;
    stemmers *s = stemmers_new();
    must(quoth_archive_open(archive_dir, &archive, &err), &err, "opening the archive");
    must(quoth_stats_get(archive, &stats, &err), &err, "statistics");
    for (uint64_t id = 1; out->count < stats.articles && id < 1000000; id++) {
        const quoth_article *article;
        if (quoth_article_get(archive, id, &article, &err) != QUOTH_OK)
            continue;
        vec_push(a, out, take(a, s, article));
        quoth_article_free(article);
    }
    quoth_archive_close(archive);
    stemmers_free(&s);
}

void articles_make(arena *a, const char *archive_dir, const char *folder, unsigned count, article_list *out)
{
    quoth_writer *w;
    quoth_error err;
    must(quoth_writer_open(archive_dir, QUOTH_CREATE, &w, &err), &err, "making the archive");
    for (unsigned i = 0; i < count; i++) {
        invent(w, i);
        if (i == count / 3) /* several shards */
            must(quoth_writer_commit(w, &err), &err, "commit");
    }
    must(quoth_writer_commit(w, &err), &err, "commit");
    if (folder)
        must(quoth_writer_index(w, &folder, 1, NULL, NULL, &err), &err, folder);
    quoth_writer_close(w);
    read_back(a, archive_dir, out);
}
