/* expression.c - random queries, made of what the articles say */
#include "oracle.h"

#include "searcher/archive.h"
#include "searcher/plan/like.h"
#include "searcher/plan/significant.h"
#include "text/utf8.h"
#include "text/words.h"

static uint64_t state = 1;

void random_seed(uint64_t seed)
{
    state = seed * 0x9E3779B97F4A7C15ull + 1;
}

/* splitmix64 */
uint32_t random_below(uint32_t limit)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return (uint32_t)((z ^ (z >> 31)) >> 32) % limit;
}

const oracle_article *some_article(const making *m)
{
    const oracle_change *c = m->in_edit ? some_change(m) : NULL;
    if (c)
        return random_below(2) ? c->before : c->after;
    return m->w->articles.items[random_below((uint32_t)m->w->articles.count)];
}

bool is_plain(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!((s.data[i] >= 'a' && s.data[i] <= 'z') || (s.data[i] >= '0' && s.data[i] <= '9')))
            return false;
    return s.len > 0;
}

/* A word or compound that reads back as itself: a compound that is the longest where it begins. */
static const written *some_unit(const making *m)
{
    for (int tries = 0; tries < 50; tries++) {
        const oracle_article *art = some_article(m);
        if (art->unit_count == 0)
            continue;
        const written *w = &art->units[random_below((uint32_t)art->unit_count)];
        arena scratch = {0};
        analysis an;
        analyse(&scratch, w->form, LANGUAGE_UNKNOWN, &an);
        bool itself = an.token_count == 1 && an.compound_count == 0 && str_equal(token_form(&an.tokens[0]), w->form);
        itself = itself || (an.compound_count == 1 && an.compounds[0].count == an.token_count &&
                            str_equal(compound_form(&an.compounds[0]), w->form));
        arena_release(&scratch);
        if (itself)
            return w;
    }
    static const written usual = {.form = {"the", 3}};
    return &usual;
}

/* Letters and digits of any script. */
static bool is_letters(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_plain(str_slice(s, i, i + 1)) && (unsigned char)s.data[i] < 0x80)
            return false;
    return s.len > 0;
}

/* Where the n-th letter begins. */
static size_t letter_at(str s, size_t n)
{
    size_t at = 0;
    while (n-- > 0 && at < s.len)
        utf8_next(s, &at);
    return at;
}

/* abc* *bc a?c a*c *b* with some of the word's letters. */
static str some_pattern(const making *m, str form)
{
    size_t letters = 0, half, one;
    for (size_t at = 0; at < form.len; letters++)
        utf8_next(form, &at);
    half = letter_at(form, 2 + random_below(2));
    one = letter_at(form, 1 + random_below((uint32_t)letters - 1));
    switch (random_below(6)) {
    case 0: return arena_printf(m->a, "%.*s*", STR_ARG(str_slice(form, 0, half)));
    case 1: return arena_printf(m->a, "*%.*s", STR_ARG(str_slice(form, half, form.len)));
    case 2: {
        size_t next = one;
        utf8_next(form, &next);
        str rest = str_slice(form, next, form.len);
        return arena_printf(m->a, "%.*s?%.*s%s", STR_ARG(str_slice(form, 0, one)), STR_ARG(rest),
                            rest.len && random_below(3) ? "" : "*");
    }
    case 3: return arena_printf(m->a, "%.*s*%.*s", STR_ARG(str_slice(form, 0, one)), STR_ARG(str_slice(form, half, form.len)));
    case 4: return arena_printf(m->a, "*%.*s*", STR_ARG(str_slice(form, letter_at(form, 1), letter_at(form, 3))));
    default: return arena_printf(m->a, "%.*s*", STR_ARG(str_slice(form, 0, one)));
    }
}

static word_choice some_choice(const making *m, bool stemmed)
{
    const written *w = some_unit(m);
    if (random_below(7) == 0 && is_letters(w->form) && letter_at(w->form, 3) < w->form.len)
        return (word_choice){.text = some_pattern(m, w->form), .how = WILD};
    return (word_choice){.text = w->form, .how = stemmed ? STEMMED : EXACT};
}

expression *new_expression(const making *m, shape s, size_t parts)
{
    expression *e = ARENA_NEW(m->a, expression);
    e->shape = s;
    e->scope = m->scope;
    e->casing = m->casing;
    e->parts = ARENA_ARRAY(m->a, expression *, parts + 1);
    e->part_count = parts;
    return e;
}

static void add_step(const making *m, expression *e, word_choice c, unsigned gap)
{
    step s = {.gap = gap};
    vec_push(m->a, &s.choices, c);
    vec_push(m->a, &e->steps, s);
}

expression *some_word(const making *m)
{
    expression *e = new_expression(m, IS_WORD, 0);
    word_choice c = some_choice(m, random_below(3) > 0);
    if (c.how == STEMMED && is_letters(c.text) && letter_at(c.text, 3) < c.text.len && random_below(15) == 0) {
        c.how = FUZZY;
        c.edits = 1 + random_below(2);
    }
    add_step(m, e, c, 0);
    return e;
}

/* Words that stand side by side somewhere, sometimes with one changed, left out or given an alternative. */
static expression *some_phrase(const making *m)
{
    const oracle_article *art = some_article(m);
    if (art->word_count < 5)
        return some_word(m);
    expression *e = new_expression(m, IS_PHRASE, 0);
    bool stemmed = random_below(3) == 0;
    uint32_t from = random_below(art->word_count - 3), count = 2 + random_below(3), gap = 0;
    for (uint32_t i = 0; i < count && from + i < art->word_count; i++) {
        const written *w = &art->units[0];
        for (size_t u = 0; u < art->unit_count; u++)
            if (art->units[u].at.first == from + i && art->units[u].at.end == from + i + 1) {
                w = &art->units[u];
                break;
            }
        if (i > 0 && i + 1 < count && random_below(6) == 0 && e->steps.count) {
            gap++;
            continue;
        }
        word_choice c = {.text = w->form, .how = stemmed ? STEMMED : EXACT};
        if (random_below(10) == 0 || !is_plain(w->form))
            c = some_choice(m, stemmed);
        add_step(m, e, c, gap);
        gap = 0;
        if (random_below(8) == 0)
            vec_push(m->a, &e->steps.items[e->steps.count - 1].choices, some_choice(m, stemmed));
    }
    return e->steps.count > 1 ? e : some_word(m);
}

static expression *some_positional(making *m, unsigned depth);

static expression *some_near(making *m, unsigned depth)
{
    static const char reaches[] = "nnnnSSP";
    bool negated = random_below(5) == 0;
    expression *e = new_expression(m, negated ? IS_NOT_NEAR : IS_NEAR, 2);
    e->n = 1 + random_below(random_below(2) ? 4 : 25);
    e->reach = reaches[random_below(7)];
    e->ordered = !negated && random_below(3) == 0;
    e->parts[0] = some_positional(m, depth - 1);
    e->parts[1] = some_positional(m, depth - 1);
    return e;
}

static expression *some_joined(making *m, shape s, unsigned depth, expression *(*part)(making *, unsigned))
{
    size_t count = 2 + random_below(3);
    expression *e = new_expression(m, s, count);
    for (size_t i = 0; i < count; i++)
        e->parts[i] = part(m, depth - 1);
    e->n = 1 + random_below((uint32_t)count);
    return e;
}

/* title:( … ), CAPS( … ) */
static expression *some_within(making *m, unsigned depth, expression *(*part)(making *, unsigned))
{
    making inner = *m;
    if (m->scope && m->casing)
        return some_word(m);
    if (m->casing || (!m->scope && random_below(2)))
        inner.scope = "tlb"[random_below(3)];
    else
        inner.casing = "CAN"[random_below(3)];
    expression *e = new_expression(m, IS_WITHIN, 1);
    e->scope = inner.scope == m->scope ? 0 : inner.scope;
    e->casing = inner.casing == m->casing ? 0 : inner.casing;
    e->parts[0] = part(&inner, depth - 1);
    return e;
}

static expression *some_positional(making *m, unsigned depth)
{
    uint32_t dice = random_below(12);
    if (depth == 0 || dice < 4) {
        if (random_below(12) == 0 && m->scope != 'l' && !m->casing && !m->in_edit)
            return some_mention(m);
        return random_below(3) ? some_word(m) : some_phrase(m);
    }
    if (dice < 8)
        return some_near(m, depth);
    if (dice < 10)
        return some_joined(m, IS_OR, depth, some_positional);
    if (dice == 10) {
        expression *e = new_expression(m, IS_ATLEAST, 1);
        e->n = 1 + random_below(4);
        e->parts[0] = some_positional(m, depth - 1);
        return e;
    }
    return some_within(m, depth, some_positional);
}

/* --- the rest --- */

static expression *some_expression(making *m, unsigned depth);

static expression *some_not(making *m, unsigned depth, expression *(*part)(making *, unsigned))
{
    expression *e = new_expression(m, IS_NOT, 1);
    e->parts[0] = part(m, depth - 1);
    return e;
}

/* like: is nOF over the words that set the article apart. Which these are has tests of its own. */
static expression *some_like(making *m)
{
    static const double one = 1;
    const significant_word *words;
    size_t count = 0;
    uint32_t article = (uint32_t)some_article(m)->id;
    quoth_error err;
    must(archive_enter(m->w->archive, &err), &err, "like:");
    must(significant_words(m->w->archive, m->a, &article, &one, 1, LIKE_WORDS, &words, &count, &err), &err, "like:");
    archive_leave(m->w->archive);
    expression *e = new_expression(m, IS_QUORUM, count);
    e->like = article;
    e->n = (unsigned)((count * 3 + 9) / 10);
    for (size_t i = 0; i < count; i++) {
        e->parts[i] = new_expression(m, IS_WORD, 0);
        add_step(m, e->parts[i], (word_choice){.text = words[i].form, .how = STEMMED}, 0);
    }
    return count ? e : some_word(m);
}

static expression *field_or_word(making *m)
{
    if (random_below(25) == 0 && !m->in_quote)
        return some_like(m);
    expression *e = some_field(m);
    return e ? e : some_word(m);
}

static expression *some_clause(making *m, unsigned depth)
{
    if (random_below(3) == 0)
        return field_or_word(m);
    if (random_below(6) == 0)
        return some_not(m, 1, some_positional);
    return some_positional(m, depth);
}

static expression *some_quote(making *m, unsigned depth)
{
    static const shape shapes[] = {IS_AND, IS_AND, IS_OR, IS_QUORUM};
    making inner = *m;
    inner.in_quote = true;
    expression *e = new_expression(m, IS_QUOTE, 1);
    e->parts[0] = some_joined(&inner, shapes[random_below(4)], depth, some_clause);
    return e;
}

static expression *some_clause_of_edit(making *m, unsigned depth)
{
    return some_side(m, depth, some_positional);
}

static expression *some_edit(making *m, unsigned depth)
{
    static const shape shapes[] = {IS_AND, IS_AND, IS_OR, IS_QUORUM};
    making inner = {.a = m->a, .w = m->w, .in_edit = true};
    expression *e = new_expression(&inner, IS_EDIT, 1);
    if (random_below(2))
        e->parts[0] = some_clause_of_edit(&inner, depth - 1);
    else
        e->parts[0] = some_joined(&inner, shapes[random_below(4)], depth, some_clause_of_edit);
    return e;
}

/* Words, and how they are joined; no fields, for they cannot stand inside title:( … ). */
static expression *some_words(making *m, unsigned depth)
{
    static const shape shapes[] = {IS_AND, IS_OR, IS_QUORUM};
    uint32_t dice = random_below(8);
    if (depth == 0 || dice < 4)
        return some_positional(m, depth);
    return dice == 4 ? some_not(m, depth, some_words) : some_joined(m, shapes[random_below(3)], depth, some_words);
}

/* So many words that most of them weigh nothing; some stand there twice. */
static expression *some_wide_either(making *m)
{
    expression *e = new_expression(m, IS_OR, 400 + random_below(60));
    for (size_t i = 0; i < e->part_count; i++)
        e->parts[i] = some_word(m);
    return e;
}

static expression *some_expression(making *m, unsigned depth)
{
    uint32_t dice = random_below(22);
    if (depth > 0 && random_below(4000) == 0)
        return some_wide_either(m);
    if (depth == 0 || dice < 7)
        return random_below(5) ? some_positional(m, depth) : field_or_word(m);
    if (dice < 12)
        return some_joined(m, IS_AND, depth, some_expression);
    if (dice < 15)
        return some_joined(m, IS_OR, depth, some_expression);
    if (dice < 17)
        return some_not(m, depth, some_expression);
    if (dice < 18)
        return some_joined(m, IS_QUORUM, depth, some_expression);
    if (dice < 19)
        return some_quote(m, depth);
    if (dice == 21)
        return some_edit(m, depth);
    return dice < 20 ? some_near(m, depth) : some_within(m, depth, some_words);
}

/* --- with --any --- */

/* A word that no language's questions have for grammar alone: those are left out of a question. */
static expression *some_telling_word(making *m)
{
    for (int tries = 0; tries < 50; tries++) {
        expression *e = some_word(m);
        str form = e->steps.items[0].choices.items[0].text;
        bool telling = e->steps.items[0].choices.items[0].how == STEMMED && is_plain(form);
        for (language lang = LANGUAGE_ENGLISH; lang < language_count(); lang++)
            telling = telling && !word_is_empty(lang, form);
        if (telling)
            return e;
    }
    expression *e = new_expression(m, IS_WORD, 0);
    add_step(m, e, (word_choice){.text = STR("harbour"), .how = STEMMED}, 0);
    return e;
}

static expression *some_excluded(making *m)
{
    expression *e = new_expression(m, IS_NOT, 1);
    e->parts[0] = random_below(2) ? some_telling_word(m) : field_or_word(m);
    return e;
}

/* A question may have ? at its words' ends, and the parts of "$1.2bn" and "7/7" count in it as well as the whole. */
static bool is_read_otherwise(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (strchr("?$&'.-", text.data[i]) ||
            (text.data[i] == '/' && i > 0 && text.data[i - 1] >= '0' && text.data[i - 1] <= '9') ||
            (unsigned char)text.data[i] >= 0x80)
            return true;
    return false;
}

static expression *some_part_of_any(making *m)
{
    DEFER(buf_release) buf text = {0};
    expression *e = NULL;
    switch (random_below(8)) {
    case 0: e = some_field(m); break;
    case 1: e = some_excluded(m); break;
    case 2: e = some_near(m, 1); break;
    case 3: e = some_quote(m, 1); break;
    default: break;
    }
    if (e)
        expression_write(e, &text);
    return e && !is_read_otherwise(buf_str(&text)) ? e : some_telling_word(m);
}

expression *expression_random_any(arena *a, const world *w)
{
    making m = {.a = a, .w = w};
    expression *e = new_expression(&m, IS_ANY, 1 + random_below(5));
    for (size_t i = 0; i < e->part_count; i++)
        e->parts[i] = some_part_of_any(&m);
    return e;
}

expression *expression_random(arena *a, const world *w, unsigned depth)
{
    making m = {.a = a, .w = w};
    return some_expression(&m, depth);
}
