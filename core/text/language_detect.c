/* language_detect.c - which language is this text in? */
#include "language.h"

#include "text/classes.h"
#include "text/fold.h"
#include "text/words.h"

enum {
    LANGUAGES_MAX = 32,
    READ_BYTES = 4096,   /* what is looked at */
    ENOUGH_WORDS = 60,   /* after so many a clear winner is not waited for any longer */
    FEWEST_WORDS = 3,    /* fewer say nothing */
    LONGEST_COMMON = 24, /* bytes of a common word, folded */
};

typedef struct tally {
    uint32_t words, hits[LANGUAGES_MAX];
} tally;

static void count_word(tally *t, str form)
{
    t->words++;
    for (uint32_t in = word_common_in(form); in != 0; in &= in - 1)
        t->hits[__builtin_ctz(in)]++;
}

typedef struct standing {
    language best;
    double share, second; /* of the words */
} standing;

static standing standing_of(const tally *t)
{
    standing s = {0};
    for (language lang = 1; lang < language_count(); lang++) {
        double share = t->words ? (double)t->hits[lang] / t->words : 0;
        if (share > s.share) {
            s.second = s.share;
            s.share = share;
            s.best = lang;
        } else if (share > s.second) {
            s.second = share;
        }
    }
    return s;
}

static bool is_clear(const tally *t, standing s)
{
    return t->words >= ENOUGH_WORDS && s.share > .3 && s.share > 2 * s.second;
}

/* Counts the common words of each language until it is clear, or the text ends. */
static void tally_words(str text, tally *t)
{
    arena scratch = {0};
    char word[LONGEST_COMMON + 4];
    for (size_t at = 0; at < text.len;) {
        size_t len = 0;
        bool plain = true;
        glyph g = glyph_at(text, at);
        size_t start = at;
        while (at < text.len && (is_letter(g.class) || (at > start && g.class == CLASS_EXTEND))) {
            if (len < LONGEST_COMMON)
                word[len++] = (char)(g.code_point < 0x80 ? g.code_point | 0x20 : 0);
            plain = plain && g.code_point < 0x80;
            at += g.size;
            g = glyph_at(text, at);
        }
        if (at == start) {
            at += g.size;
            continue;
        }
        count_word(t, plain ? (str){word, len} : fold(&scratch, str_slice(text, start, at)));
        if (t->words % ENOUGH_WORDS == 0 && is_clear(t, standing_of(t)))
            break;
    }
    arena_release(&scratch);
}

language language_detect(str text, double *confidence)
{
    tally t = {0};
    text = str_slice(text, 0, READ_BYTES);
    tally_words(text, &t);
    standing s = standing_of(&t);
    bool known = t.words >= FEWEST_WORDS && s.share >= .1;
    if (confidence)
        *confidence = known ? 1 - s.second / (s.share + .001) : 0;
    return known ? s.best : LANGUAGE_UNKNOWN;
}
