/* expression.c - random queries: made of what the articles say, and written as a person would */
#include "oracle.h"

#include <stdio.h>

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

typedef struct making {
    arena *a;
    const article_list *articles;
    char scope, casing;
    bool in_quote;
} making;

static const oracle_article *some_article(const making *m)
{
    return m->articles->items[random_below((uint32_t)m->articles->count)];
}

static bool is_plain(str s)
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

static word_choice some_choice(const making *m, bool stemmed)
{
    const written *w = some_unit(m);
    uint32_t dice = random_below(20);
    str form = w->form;
    if (dice == 0 && is_plain(form) && form.len > 3)
        return (word_choice){arena_printf(m->a, "%.*s*", STR_ARG(str_slice(form, 0, 2 + random_below(2)))), WILD};
    if (dice == 1 && is_plain(form) && form.len > 3)
        return (word_choice){arena_printf(m->a, "*%.*s", STR_ARG(str_slice(form, 2, form.len))), WILD};
    if (dice == 2 && is_plain(form) && form.len > 2)
        return (word_choice){arena_printf(m->a, "%c?%.*s", form.data[0], STR_ARG(str_slice(form, 2, form.len))), WILD};
    return (word_choice){form, stemmed ? STEMMED : EXACT};
}

static expression *new_expression(const making *m, shape s, size_t parts)
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

static expression *some_word(const making *m)
{
    expression *e = new_expression(m, IS_WORD, 0);
    word_choice c = some_choice(m, random_below(3) > 0);
    if (c.how == STEMMED && is_plain(c.text) && c.text.len > 3 && random_below(15) == 0)
        c.how = FUZZY;
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
        word_choice c = {w->form, stemmed ? STEMMED : EXACT};
        if (random_below(10) == 0 || !is_plain(w->form))
            c = some_choice(m, stemmed);
        add_step(m, e, c, gap);
        gap = 0;
        if (random_below(8) == 0)
            vec_push(m->a, &e->steps.items[e->steps.count - 1].choices, some_choice(m, stemmed));
    }
    return e->steps.count > 1 ? e : some_word(m);
}

static expression *some_mention(const making *m)
{
    expression *e = new_expression(m, IS_MENTION, 0);
    const oracle_article *art = some_article(m);
    e->value = STR("");
    e->field = random_below(2) ? "@place" : "@date";
    if (random_below(2) && e->field[1] == 'p' && art->places.count) {
        e->place = art->places.items[random_below((uint32_t)art->places.count)].place;
        e->value = arena_printf(m->a, "%u", e->place);
    }
    return e;
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

static expression *some_positional(making *m, unsigned depth)
{
    uint32_t dice = random_below(12);
    if (depth == 0 || dice < 4) {
        if (random_below(12) == 0 && !m->scope && !m->casing)
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
    if (m->scope || m->casing)
        return some_word(m);
    making inner = *m;
    if (random_below(2))
        inner.scope = "tlb"[random_below(3)];
    else
        inner.casing = "CAN"[random_below(3)];
    return random_below(2) ? some_word(&inner) : some_phrase(&inner);
}

/* --- fields --- */

static void set_days(const making *m, expression *e, day d)
{
    char first[11], last[11];
    e->first_day = d - (day)random_below(20);
    e->last_day = d + (day)random_below(40);
    e->value = arena_printf(m->a, "%s..%s", day_format(e->first_day, first), day_format(e->last_day, last));
}

/* A word of a name that stands between blanks. */
static str word_of_name(str name)
{
    str last = STR("");
    while (name.len) {
        str word = str_cut(&name, ' ');
        if (is_plain(word))
            last = word;
    }
    return last;
}

/* Half of all take any tag. */
static unsigned some_surety(void)
{
    return random_below(2) ? 0 : 50 + random_below(51);
}

static expression *some_field(making *m, unsigned depth)
{
    const oracle_article *art = some_article(m);
    expression *e = new_expression(m, IS_FIELD, 0);
    uint32_t tag = random_below(64);
    (void)depth;
    switch (random_below(12)) {
    case 0:
        e->field = "date";
        set_days(m, e, art->published != NO_DAY ? art->published : 19600);
        return e;
    case 1: e->field = "source", e->value = art->source; break;
    case 2: e->field = "author", e->value = art->author; break;
    case 3: e->field = "lang", e->value = language_code(art->lang); break;
    case 4: e->field = "id", e->value = art->external_id; break;
    case 5:
        e->field = "length";
        e->least = random_below(100);
        e->most = e->least + random_below(400);
        e->value = arena_printf(m->a, "%u..%u", (unsigned)e->least, (unsigned)e->most);
        return e;
    case 6:
        e->field = "quotes";
        e->least = random_below(4);
        e->most = UINT64_MAX;
        e->value = arena_printf(m->a, "%u..", (unsigned)e->least);
        return e;
    case 7:
        e->field = "speaker";
        e->surety = some_surety();
        if (art->quotations.count)
            e->value = word_of_name(art->quotations.items[tag % art->quotations.count].name);
        break;
    case 8:
        e->field = "place";
        e->surety = some_surety();
        if (art->places.count) {
            e->place = art->places.items[tag % art->places.count].place;
            e->value = arena_printf(m->a, "%u", e->place);
        }
        break;
    case 9:
        e->field = "tags";
        if (art->tags.count)
            e->value = art->tags.items[tag % art->tags.count];
        break;
    case 10:
        e->field = "has";
        e->value = STR("tags");
        break;
    default:
        e->field = "on";
        if (art->dates.count && art->dates.items[tag % art->dates.count].first_day != NO_DAY) {
            set_days(m, e, art->dates.items[tag % art->dates.count].first_day);
            return e;
        }
    }
    return e->value.len ? e : some_word(m);
}

static expression *some_expression(making *m, unsigned depth);

static expression *some_clause(making *m, unsigned depth)
{
    if (random_below(4) == 0) {
        expression *e = new_expression(m, IS_FIELD, 0);
        const oracle_article *art = some_article(m);
        e->field = "by";
        e->surety = some_surety();
        e->value = art->quotations.count ? word_of_name(art->quotations.items[0].name) : STR("");
        if (e->value.len)
            return e;
    }
    if (random_below(6) == 0) {
        expression *e = new_expression(m, IS_NOT, 1);
        e->parts[0] = some_word(m);
        return e;
    }
    return some_positional(m, depth);
}

static expression *some_quote(making *m, unsigned depth)
{
    expression *e = new_expression(m, IS_QUOTE, 1);
    e->parts[0] = some_joined(m, random_below(3) ? IS_AND : IS_OR, depth, some_clause);
    return e;
}

static expression *some_expression(making *m, unsigned depth)
{
    uint32_t dice = random_below(20);
    if (depth == 0 || dice < 7)
        return random_below(7) ? some_positional(m, depth) : some_field(m, depth);
    if (dice < 12)
        return some_joined(m, IS_AND, depth, some_expression);
    if (dice < 15)
        return some_joined(m, IS_OR, depth, some_expression);
    if (dice < 17) {
        expression *e = new_expression(m, IS_NOT, 1);
        e->parts[0] = some_expression(m, depth - 1);
        return e;
    }
    if (dice < 18)
        return some_joined(m, IS_QUORUM, depth, some_expression);
    if (dice < 19)
        return some_quote(m, depth);
    return some_near(m, depth);
}

expression *expression_random(arena *a, const article_list *articles, unsigned depth)
{
    making m = {.a = a, .articles = articles};
    return some_expression(&m, depth);
}

/* --- writing --- */

static void write_choice(const word_choice *c, bool in_phrase, buf *out)
{
    if (!in_phrase && c->how == EXACT)
        buf_put_byte(out, '=');
    buf_put_str(out, c->text);
    if (c->how == FUZZY)
        buf_put_byte(out, '~');
}

/* A wildcard says nothing about how the other words are meant. */
static bool is_stemmed(const expression *e)
{
    for (size_t i = 0; i < e->steps.count; i++)
        for (size_t c = 0; c < e->steps.items[i].choices.count; c++)
            if (e->steps.items[i].choices.items[c].how == STEMMED)
                return true;
    return false;
}

static void write_phrase(const expression *e, buf *out)
{
    if (is_stemmed(e))
        buf_put_byte(out, '~');
    buf_put_byte(out, '"');
    for (size_t i = 0; i < e->steps.count; i++) {
        const step *s = &e->steps.items[i];
        for (unsigned g = 0; g < s->gap; g++)
            buf_put_str(out, STR(" *"));
        buf_put_str(out, i ? STR(" ") : STR(""));
        buf_put_str(out, s->choices.count > 1 ? STR("(") : STR(""));
        for (size_t c = 0; c < s->choices.count; c++) {
            buf_put_str(out, c ? STR("|") : STR(""));
            write_choice(&s->choices.items[c], true, out);
        }
        buf_put_str(out, s->choices.count > 1 ? STR(")") : STR(""));
    }
    buf_put_byte(out, '"');
}

static void write_operator(const expression *e, buf *out)
{
    switch (e->shape) {
    case IS_AND: buf_put_str(out, random_below(2) ? STR(" AND ") : STR(" ")); break;
    case IS_OR: buf_put_str(out, STR(" OR ")); break;
    case IS_NEAR:
    case IS_NOT_NEAR:
        buf_printf(out, " %s%s/", e->shape == IS_NOT_NEAR ? "NOT " : "", e->ordered ? "PRE" : random_below(4) ? "W" : "NEAR");
        if (e->reach == 'n')
            buf_printf(out, "%u ", e->n);
        else
            buf_printf(out, "%c ", e->reach);
        break;
    case IS_WORD:
    case IS_PHRASE:
    case IS_NOT:
    case IS_ATLEAST:
    case IS_QUORUM:
    case IS_FIELD:
    case IS_MENTION:
    case IS_QUOTE: buf_put_byte(out, ' '); break;
    }
}

static void write_words(const expression *e, buf *out)
{
    const char *scope = e->scope == 't' ? "title:" : e->scope == 'l' ? "lead:" : e->scope == 'b' ? "body:" : "";
    const char *casing = e->casing == 'C' ? "CAPS(" : e->casing == 'A' ? "ALLCAPS(" : e->casing == 'N' ? "NOCAPS(" : "";
    buf_printf(out, "%s%s", scope, casing);
    if (e->shape == IS_WORD)
        write_choice(&e->steps.items[0].choices.items[0], false, out);
    else
        write_phrase(e, out);
    if (e->casing)
        buf_put_byte(out, ')');
}

void expression_write(const expression *e, buf *out)
{
    if (e->shape == IS_WORD || e->shape == IS_PHRASE) {
        write_words(e, out);
        return;
    }
    if (e->shape == IS_FIELD || e->shape == IS_MENTION) {
        buf_put_str(out, str_from(e->field));
        if (e->value.len)
            buf_printf(out, ":\"%.*s\"", STR_ARG(e->value));
        if (e->surety)
            buf_printf(out, "@%u.%02u", e->surety / 100, e->surety % 100);
        return;
    }
    if (e->shape == IS_NOT)
        buf_put_str(out, random_below(2) ? STR("NOT ") : STR("-"));
    if (e->shape == IS_ATLEAST)
        buf_printf(out, "ATLEAST/%u", e->n);
    if (e->shape == IS_QUORUM)
        buf_printf(out, "%uOF", e->n);
    if (e->shape == IS_QUOTE)
        buf_put_str(out, STR("quote:"));
    buf_put_byte(out, '(');
    for (size_t i = 0; i < e->part_count; i++) {
        if (i > 0)
            write_operator(e, out);
        bool member = e->shape == IS_QUORUM && (e->parts[i]->shape == IS_NOT);
        buf_put_str(out, member ? STR("(") : STR(""));
        expression_write(e->parts[i], out);
        buf_put_str(out, member ? STR(")") : STR(""));
    }
    buf_put_byte(out, ')');
}
