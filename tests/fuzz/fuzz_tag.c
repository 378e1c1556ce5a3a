/* fuzz_tag.c - can any words in any language make the taggers crash or hang, or tag what does not stand there? */
#undef NDEBUG
#include <assert.h>
#include <quoth.h>
#include <string.h>

#include "base/arena.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_span(const quoth_span *span, int in_title, const size_t bytes[2])
{
    assert(span->start <= span->end && span->end <= bytes[in_title != 0]);
    assert(span->start_cp <= span->start && span->end_cp - span->start_cp <= span->end - span->start);
}

/* `bytes`: of the text, of the title. */
static void check_tags(const quoth_tags *tags, const size_t bytes[2])
{
    const quoth_quotation *quotations;
    const quoth_place *places;
    const quoth_timex *timexes;
    for (size_t i = 0, n = quoth_tags_quotations(tags, &quotations); i < n; i++) {
        check_span(&quotations[i].span, quotations[i].in_title, bytes);
        check_span(&quotations[i].speaker, quotations[i].in_title, bytes);
    }
    for (size_t i = 0, n = quoth_tags_places(tags, &places); i < n; i++)
        check_span(&places[i].span, places[i].in_title, bytes);
    for (size_t i = 0, n = quoth_tags_timexes(tags, &timexes); i < n; i++)
        check_span(&timexes[i].span, timexes[i].in_title, bytes);
}

/* The first byte says which language and whether a day of publication, the first line is the title. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const languages[] = {NULL, "en", "de", "fr", "es", "it", "pt", "nl", "ru", "ar", "zh"};
    enum { COUNT = sizeof languages / sizeof *languages, MOST = 20000 };
    if (size == 0 || size > MOST)
        return 0;
    arena a = {0};
    str in = utf8_repair(&a, (str){(const char *)data + 1, size - 1});
    const char *title = arena_zero_terminated(&a, str_cut(&in, '\n')), *text = arena_zero_terminated(&a, in);
    quoth_article_input article = {.title = title,
                                   .text = text,
                                   .language = languages[data[0] % COUNT],
                                   .published = data[0] / COUNT % 2 ? "2024-02-29" : NULL};
    quoth_tags *tags;
    quoth_error err;
    if (quoth_tag(&article, &tags, &err) == QUOTH_OK) {
        check_tags(tags, (const size_t[]){strlen(text), strlen(title)});
        quoth_tags_free(tags);
    } else
        assert(err.message[0]);
    arena_release(&a);
    return 0;
}
