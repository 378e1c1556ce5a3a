/* contraction.c - "we're" and "we are": which words are the same ones, written as one or as two? */
#include "searcher/quote/contraction.h"

#include "base/buf.h"

/* Tails of English words, what each stands for, and behind which words; of other words "'s" makes a genitive. */
typedef struct tail {
    const char *end, *full[2], *heads;
} tail;

static const tail tails[] = {
    {"'re", {"are", NULL}, " we you they there what who these those "},
    {"'m", {"am", NULL}, " i "},
    {"'ve", {"have", NULL}, " i we you they who would could should might must these those "},
    {"'ll", {"will", "shall"}, " i we you he she it they that there this who "},
    {"'s",
     {"is", "has"},
     " he she it that this there here what who where when how why one everyone everybody everything someone somebody something "
     "nobody nothing "},
    {"'d", {"would", "had"}, " i we you he she it they that there who "},
    {"n't",
     {"not", NULL},
     " is are was were do does did has have had can could would should must need might will shall ought dare "},
};

/* What no rule makes of its parts. */
typedef struct irregular {
    const char *whole, *head, *end;
} irregular;

static const irregular irregulars[] = {{"can't", "can", "not"},
                                       {"cannot", "can", "not"},
                                       {"won't", "will", "not"},
                                       {"shan't", "shall", "not"},
                                       {"let's", "let", "us"}};

enum { TAILS = sizeof tails / sizeof *tails, IRREGULARS = sizeof irregulars / sizeof *irregulars };

/* A word, or a tail that may be one of two. */
typedef struct sense {
    str is, or_is;
} sense;

static bool is_head(const tail *t, str word)
{
    str list = str_from(t->heads);
    for (size_t at = 0; word.len && at + word.len + 2 <= list.len; at++)
        if (list.data[at] == ' ' && list.data[at + word.len + 1] == ' ' &&
            str_equal(str_slice(list, at + 1, at + 1 + word.len), word))
            return true;
    return false;
}

/* One sense, or two: of the head and of the tail. */
static size_t senses_of(str word, sense out[2])
{
    for (size_t i = 0; i < IRREGULARS; i++)
        if (str_equal(word, str_from(irregulars[i].whole))) {
            out[0] = (sense){str_from(irregulars[i].head), STR("")};
            out[1] = (sense){str_from(irregulars[i].end), STR("")};
            return 2;
        }
    for (size_t i = 0; i < TAILS; i++) {
        str end = str_from(tails[i].end);
        if (!str_ends_with(word, end))
            continue;
        str head = str_slice(word, 0, word.len - end.len);
        if (!is_head(&tails[i], head))
            continue;
        out[0] = (sense){head, STR("")};
        out[1] = (sense){str_from(tails[i].full[0]), tails[i].full[1] ? str_from(tails[i].full[1]) : STR("")};
        return 2;
    }
    out[0] = (sense){word, STR("")};
    return 1;
}

static bool is_one_of(str word, const sense *s)
{
    return word.len && (str_equal(word, s->is) || str_equal(word, s->or_is));
}

static bool agree(const sense *x, const sense *y)
{
    return is_one_of(x->is, y) || is_one_of(x->or_is, y);
}

/* A row of words, read sense by sense. */
typedef struct sense_row {
    const str *words;
    size_t count, next;
    sense now[2];
    size_t have, used;
} sense_row;

static const sense *next_sense(sense_row *r)
{
    if (r->used == r->have) {
        if (r->next == r->count)
            return NULL;
        r->have = senses_of(r->words[r->next++], r->now);
        r->used = 0;
    }
    return &r->now[r->used++];
}

bool contraction_same(const str *x, size_t x_count, const str *y, size_t y_count)
{
    sense_row a = {.words = x, .count = x_count}, b = {.words = y, .count = y_count};
    for (;;) {
        const sense *of_a = next_sense(&a), *of_b = next_sense(&b);
        if (!of_a || !of_b)
            return !of_a && !of_b;
        if (!agree(of_a, of_b))
            return false;
    }
}

/* --- a text, written otherwise --- */

typedef enum manner { FULL, SHORT, SHORT_NOT } manner;

/* Tokens, and the compound "it's" over "it": where each ends in the text, and its form. */
static void read_forms(const analysis *words, str *forms, uint32_t *ends)
{
    for (uint32_t i = 0; i < words->token_count; i++) {
        forms[i] = token_form(&words->tokens[i]);
        ends[i] = words->tokens[i].end;
    }
    for (uint32_t i = 0; i < words->compound_count; i++) {
        const compound *c = &words->compounds[i];
        if (c->count != 1 || !str_ends_with(compound_form(c), STR("'s")))
            continue;
        forms[c->first] = compound_form(c);
        ends[c->first] = c->end;
    }
}

str *contraction_forms(arena *a, const analysis *words)
{
    str *forms = ARENA_ARRAY(a, str, words->token_count + 1);
    read_forms(words, forms, ARENA_ARRAY(a, uint32_t, words->token_count + 1));
    return forms;
}

typedef struct writing {
    const analysis *words;
    str *forms;
    uint32_t *ends;
    manner how;
    buf out;
} writing;

/* "he's been" is "he has been", "he'd been" "he had been". */
static bool is_perfect(str next)
{
    static const char *const words[] = {"been", "got", "gotten", "had", "become", "done", "gone", "come", "made", "better"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(next, str_from(words[i])))
            return true;
    return false;
}

static void put_full(buf *out, const sense s[2], str next)
{
    str end = s[1].or_is.len && is_perfect(next) ? s[1].or_is : s[1].is;
    if (str_equal(s[0].is, STR("can")) && str_equal(end, STR("not")))
        buf_put_str(out, STR("cannot"));
    else
        buf_printf(out, "%.*s %.*s", STR_ARG(s[0].is), STR_ARG(end));
}

/* "we", "are": writes "we're". */
static bool put_short(buf *out, str head, str end)
{
    for (size_t i = 0; i < IRREGULARS; i++)
        if (str_equal(head, str_from(irregulars[i].head)) && str_equal(end, str_from(irregulars[i].end))) {
            buf_put_str(out, str_from(irregulars[i].whole));
            return true;
        }
    for (size_t i = 0; i < TAILS; i++) {
        bool stands_for =
            str_equal(end, str_from(tails[i].full[0])) || (tails[i].full[1] && str_equal(end, str_from(tails[i].full[1])));
        if (!stands_for || !is_head(&tails[i], head))
            continue;
        buf_printf(out, "%.*s%s", STR_ARG(head), tails[i].end);
        return true;
    }
    return false;
}

/* The word behind this one, "" where more than a space stands between. */
static str next_form(const writing *w, uint32_t i)
{
    if (i + 1 >= w->words->token_count)
        return STR("");
    str between = str_slice(w->words->text, w->ends[i], w->words->tokens[i + 1].start);
    return str_trim(between).len == 0 ? w->forms[i + 1] : STR("");
}

/* Writes the word at `i`, and what is contracted with it: how many words that were, 0 if there is nothing to change. */
static uint32_t put_changed(writing *w, uint32_t i)
{
    sense s[2];
    bool is_pair = senses_of(w->forms[i], s) == 2;
    if (w->how == FULL) {
        if (is_pair)
            put_full(&w->out, s, next_form(w, i));
        return is_pair;
    }
    if (str_equal(w->forms[i], STR("cannot"))) {
        buf_put_str(&w->out, STR("can't"));
        return 1;
    }
    str next = next_form(w, i);
    bool not_follows = w->how == SHORT_NOT && next.len && str_equal(next_form(w, i + 1), STR("not"));
    return next.len && !is_pair && !not_follows && put_short(&w->out, w->forms[i], next) ? 2 : 0;
}

str contraction_rewrite(arena *a, const analysis *words, int way, uint32_t *changes)
{
    writing w = {.words = words, .how = (manner)way};
    w.forms = ARENA_ARRAY(a, str, words->token_count + 1);
    w.ends = ARENA_ARRAY(a, uint32_t, words->token_count + 1);
    read_forms(words, w.forms, w.ends);
    uint32_t copied = 0;
    *changes = 0;
    for (uint32_t i = 0, taken; i < words->token_count; i += taken ? taken : 1) {
        buf_put_str(&w.out, str_slice(words->text, copied, words->tokens[i].start));
        taken = put_changed(&w, i);
        *changes += taken > 0;
        if (taken == 0)
            buf_put_str(&w.out, str_slice(words->text, words->tokens[i].start, w.ends[i]));
        copied = w.ends[taken ? i + taken - 1 : i];
    }
    buf_put_str(&w.out, str_slice(words->text, copied, words->text.len));
    str text = *changes ? arena_copy(a, buf_str(&w.out)) : STR("");
    buf_release(&w.out);
    return text;
}
