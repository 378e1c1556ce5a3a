/* language_detect.c - which language is this text in? The commonest words tell; where they do not, libexttextcat */
#include "language.h"

#include <libexttextcat/textcat.h>
#include <pthread.h>

#include "text/classes.h"
#include "text/fold.h"
#include "text/words.h"

#ifndef TEXTCAT_MODELS
#define TEXTCAT_MODELS "/usr/share/libexttextcat/"
#endif

enum {
    MOST_LANGUAGES = 64,
    READ_BYTES = 4096,    /* what is looked at */
    ENOUGH_WORDS = 60,    /* after so many a clear winner is not waited for any longer */
    FEWEST_WORDS = 3,     /* fewer say nothing */
    LONGEST_COMMON = 24,  /* bytes of a common word, folded */
    FEWEST_BYTES = 60,    /* for libexttextcat, which answers wildly below */
    TEXTCAT_BYTES = 1200, /* it takes .4 ms at 100 bytes, .9 ms at 3,200 */
};

/* Scripts that belong to one language here, and those to none. */
typedef enum script { SCRIPT_SHARED, SCRIPT_GREEK, SCRIPT_ARMENIAN, SCRIPT_TAMIL, SCRIPT_FOREIGN, SCRIPTS } script;

typedef struct tally {
    uint32_t words;
    uint32_t hits[MOST_LANGUAGES];
    uint32_t scripts[SCRIPTS];
} tally;

static script script_of(uint32_t c)
{
    static const struct {
        uint32_t first, last;
        uint8_t script;
    } ranges[] = {
        {0, 0x36F, SCRIPT_SHARED},       {0x370, 0x3FF, SCRIPT_GREEK},    {0x400, 0x52F, SCRIPT_SHARED},
        {0x530, 0x58F, SCRIPT_ARMENIAN}, {0x590, 0x6FF, SCRIPT_SHARED},   {0x700, 0x8FF, SCRIPT_FOREIGN},
        {0x900, 0x97F, SCRIPT_SHARED},   {0x980, 0xB7F, SCRIPT_FOREIGN},  {0xB80, 0xBFF, SCRIPT_TAMIL},
        {0xC00, 0x1DFF, SCRIPT_FOREIGN}, {0x1E00, 0x1EFF, SCRIPT_SHARED}, {0x1F00, 0x1FFF, SCRIPT_GREEK},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c <= ranges[i].last)
            return (script)ranges[i].script;
    return (c >= 0xFB00 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFF) || c >= 0xFF21 ? SCRIPT_SHARED : SCRIPT_FOREIGN;
}

typedef struct standing {
    unsigned best;
    uint32_t hits, second; /* of the best, of the one after it */
    double share;          /* of the words */
} standing;

static standing standing_of(const tally *t)
{
    standing s = {0};
    for (unsigned lang = 1; lang < MOST_LANGUAGES; lang++) {
        if (t->hits[lang] > s.hits) {
            s.second = s.hits;
            s.hits = t->hits[lang];
            s.best = lang;
        } else if (t->hits[lang] > s.second) {
            s.second = t->hits[lang];
        }
    }
    s.share = t->words ? (double)s.hits / t->words : 0;
    return s;
}

/* Far ahead by ratio; or by some words, as between neighbours (Danish, Norwegian) it is the few that differ which count. */
static bool is_clear(const tally *t, const standing *s)
{
    if (t->words < 6 || s->share < .15)
        return false;
    uint32_t ahead = s->hits - s->second;
    return s->hits * 2 > s->second * 3 || (ahead >= 8 && s->share >= .25) || (ahead >= 3 && s->share >= .5);
}

/* The word that starts at `start`, folded; its end in `*end`. */
static str read_word(arena *scratch, str text, size_t start, size_t *end, char buffer[LONGEST_COMMON])
{
    size_t at = start, len = 0;
    bool ascii = true;
    for (glyph g = glyph_at(text, at); is_letter(g.class) || (at > start && g.class == CLASS_EXTEND); g = glyph_at(text, at)) {
        ascii = ascii && g.code_point < 0x80;
        if (len < LONGEST_COMMON)
            buffer[len++] = (char)(g.code_point | 0x20);
        at += g.size;
    }
    *end = at;
    if (ascii)
        return (str){buffer, len};
    return fold(scratch, str_slice(text, start, at < start + 64 ? at : start + 64));
}

/* A single Latin letter is as often what OCR makes of a speck as it is an article. */
static void count_word(tally *t, str form, uint32_t first_letter)
{
    if (form.len <= 1)
        return;
    t->words++;
    t->scripts[script_of(first_letter)]++;
    for (uint64_t in = word_common_in(form); in != 0; in &= in - 1)
        t->hits[__builtin_ctzll(in)]++;
}

/* Counts the common words of each language until it is clear, or the text ends. */
static void tally_words(str text, tally *t)
{
    char buffer[LONGEST_COMMON];
    arena scratch = {0};
    for (size_t at = 0; at < text.len;) {
        glyph g = glyph_at(text, at);
        if (g.class == CLASS_SINGLE)
            t->scripts[SCRIPT_FOREIGN]++;
        if (!is_letter(g.class)) {
            at += g.size;
            continue;
        }
        str form = read_word(&scratch, text, at, &at, buffer);
        count_word(t, form, g.code_point);
        if (t->words % ENOUGH_WORDS == 0) {
            standing s = standing_of(t);
            if (s.share > .3 && is_clear(t, &s))
                break;
        }
    }
    arena_release(&scratch);
}

/* libexttextcat's handle is for one thread at a time. NULL where its models are not installed. */
static void *textcat;
static pthread_once_t textcat_once = PTHREAD_ONCE_INIT;
static pthread_mutex_t textcat_lock = PTHREAD_MUTEX_INITIALIZER;

static void textcat_open(void)
{
    textcat = special_textcat_Init(TEXTCAT_MODELS "fpdb.conf", TEXTCAT_MODELS);
}

/* "nb--utf8" -> Norwegian. What it takes for Scots is English with names in it. */
static language language_of_model(str name)
{
    str code = str_cut(&name, '-');
    if (str_equal(code, STR("sco")))
        return LANGUAGE_ENGLISH;
    return language_from(code);
}

/* What libexttextcat holds for likeliest; false where it cannot say. */
static bool ask_textcat(str text, language *out)
{
    pthread_once(&textcat_once, textcat_open);
    if (!textcat || text.len < FEWEST_BYTES)
        return false;
    text = str_slice(text, 0, TEXTCAT_BYTES);
    while (text.len > 0 && !utf8_is_valid(text))
        text.len--; /* a character cut in two */
    pthread_mutex_lock(&textcat_lock);
    candidate_t *candidates = textcat_GetClassifyFullOutput(textcat);
    int count = textcat_ClassifyFull(textcat, text.data, text.len, candidates);
    bool knows = count > 0;
    if (knows)
        *out = language_of_model(str_from(candidates[0].name));
    textcat_ReleaseClassifyFullOutput(textcat, candidates);
    pthread_mutex_unlock(&textcat_lock);
    return knows;
}

/* A script that only one known language uses, or none. */
static bool decide_by_script(const tally *t, language *out)
{
    static const char *const codes[SCRIPTS] = {"und", "el", "hy", "ta", "und"};
    uint32_t all = 0;
    for (int i = 0; i < SCRIPTS; i++)
        all += t->scripts[i];
    for (int i = SCRIPT_GREEK; i < SCRIPTS; i++)
        if (t->scripts[i] * 2 > all) {
            *out = language_from(str_from(codes[i]));
            return true;
        }
    return false;
}

/* Lists of names and figures look like any language to libexttextcat: then the few common words there are decide. */
static language decide_when_unclear(str text, const tally *t, const standing *s)
{
    language best = s->best < language_count() ? (language)s->best : LANGUAGE_UNKNOWN, guess = LANGUAGE_UNKNOWN;
    bool asked = t->words >= 8 && ask_textcat(text, &guess);
    bool has_words = t->hits[guess] * 2 >= s->hits && t->hits[guess] * 10 > t->words;
    if (asked && guess != LANGUAGE_UNKNOWN && has_words)
        return guess;
    bool leads = s->hits > s->second && (s->hits >= 3 ? s->share >= .08 : s->share >= .2);
    return leads ? best : LANGUAGE_UNKNOWN;
}

static language decide(str text, const tally *t, double *confidence)
{
    standing s = standing_of(t);
    language lang;
    *confidence = 1;
    if (decide_by_script(t, &lang))
        return lang;
    *confidence = s.hits ? (double)(s.hits - s.second) / s.hits : 0;
    if (is_clear(t, &s))
        return s.best < language_count() ? (language)s.best : LANGUAGE_UNKNOWN;
    *confidence /= 2;
    return t->words < FEWEST_WORDS ? LANGUAGE_UNKNOWN : decide_when_unclear(text, t, &s);
}

language language_detect(str text, double *confidence)
{
    tally t = {0};
    double sure;
    text = str_slice(text, 0, READ_BYTES);
    while (text.len > 0 && ((unsigned char)text.data[text.len - 1] & 0xC0) == 0x80)
        text.len--; /* never half a character at the end: it would be a word of another script */
    tally_words(text, &t);
    language lang = decide(text, &t, &sure);
    if (confidence)
        *confidence = lang == LANGUAGE_UNKNOWN ? 0 : sure;
    return lang;
}
