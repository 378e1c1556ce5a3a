/* part.c - who of an archive is several people of one name? Everyone who may be is asked about, or taken over from before */
#include "names/person_name.h"
#include "names/trade.h"
#include "searcher/identity/making.h"
#include "searcher/identity/namesakes.h"

typedef struct all_names {
    uint32_t *numbers;
    str *folded;
    size_t count;
    bool merged; /* somebody said that they are one person's */
    str shown;
} all_names;

static quoth_status read_all_names(making *m, arena *a, uint32_t head, all_names *out)
{
    uint32_t n = head;
    *out = (all_names){.count = 0};
    do {
        out->count++;
        n = m->lists.next[n];
    } while (n != head);
    out->numbers = ARENA_ARRAY(a, uint32_t, out->count);
    out->folded = ARENA_ARRAY(a, str, out->count);
    for (size_t i = 0; i < out->count; i++, n = m->lists.next[n]) {
        str name;
        TRY(catalogue_speaker_name(m->archive->catalogue, a, n, &name, m->err));
        out->numbers[i] = n;
        out->folded[i] = alias_fold(a, name);
        out->merged |= m->book->rules.count && alias_find(m->book, ALIAS_MERGE, out->folded[i]);
        if (n == head)
            out->shown = alias_shown(m->book, out->folded[i], name);
    }
    return QUOTH_OK;
}

/* Whether the person has the same names and articles as in the table before. */
static bool is_as_before(const making *m, uint32_t head)
{
    uint32_t n = head, now = 0, then = 0;
    if (!m->before || head >= m->before->count || m->before->head[head] != head)
        return false;
    do {
        if (m->is_met[n] || n >= m->before->count || m->before->head[n] != m->lists.head[n])
            return false;
        now++;
        n = m->lists.next[n];
    } while (n != head);
    do {
        then++;
        n = m->before->next[n];
    } while (n != head && n < m->before->count && then <= now);
    return now == then;
}

static void tell(making *m, uint32_t person, str name)
{
    vec_push(&m->a, &m->told, (told_apart){person, arena_copy(&m->a, name)});
}

static str shown_before(const people_table *t, uint32_t person)
{
    for (uint32_t i = 0; i < t->shown_count; i++)
        if (t->shown[i].head == person && t->shown[i].start <= t->text.len && t->shown[i].len <= t->text.len - t->shown[i].start)
            return str_slice(t->text, t->shown[i].start, t->shown[i].start + t->shown[i].len);
    return STR("");
}

/* The first namesake of a head that is not less than this one. */
static uint32_t namesakes_from(const people_table *t, uint32_t head)
{
    uint32_t low = 0, high = t->namesake_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (t->namesakes[middle].head < head)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The namesakes of one head have numbers beside each other. False where the file says something else: it is not believed. */
static bool keep_namesakes(making *m, uint32_t head)
{
    const people_table *t = m->before;
    uint32_t start = namesakes_from(t, head), end = start, first = UINT32_MAX, last = 0;
    for (; end < t->namesake_count && t->namesakes[end].head == head; end++) {
        if (t->namesakes[end].person < t->count || t->namesakes[end].person >= t->end)
            return false;
        first = t->namesakes[end].person < first ? t->namesakes[end].person : first;
        last = t->namesakes[end].person > last ? t->namesakes[end].person : last;
    }
    if (start == end)
        return true;
    for (uint32_t i = start; i < end; i++)
        vec_push(&m->a, &m->namesakes, (namesake){head, t->namesakes[i].article, m->end + t->namesakes[i].person - first});
    tell(m, head, shown_before(t, head));
    for (uint32_t person = first; person <= last; person++)
        tell(m, m->end++, shown_before(t, person));
    return true;
}

static void add_namesakes(making *m, uint32_t head, const namesake_question *q, const namesake_answer *answer, str shown)
{
    for (uint32_t i = 0; i < answer->person_count; i++)
        tell(m, i ? m->end + i - 1 : head, arena_printf(&m->scratch, "%.*s (%.*s)", STR_ARG(shown), STR_ARG(answer->offices[i])));
    for (size_t i = 0; i < q->article_count; i++)
        if (answer->person_of[i])
            vec_push(&m->a, &m->namesakes, (namesake){head, q->articles[i], m->end + answer->person_of[i] - 1});
    m->end += answer->person_count - 1;
}

static quoth_status all_articles(making *m, const all_names *names, article_list *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < names->count; i++)
        TRY(making_articles_of(m, names->numbers[i], out));
    for (size_t i = 0; i < out->count; i++)
        if (i == 0 || out->items[i] != out->items[i - 1])
            out->items[kept++] = out->items[i];
    out->count = kept;
    return QUOTH_OK;
}

static bool has_trades_of_two(uint32_t trades)
{
    for (trade x = TRADE_UNTOLD + 1; x < TRADES; x++)
        for (trade y = x + 1; y < TRADES; y++)
            if (trades >> x & trades >> y & 1 && !trades_of_one(x, y))
                return true;
    return false;
}

static quoth_status part_namesakes(making *m, uint32_t head)
{
    all_names names;
    person_name parts;
    article_list articles = {0};
    namesake_answer answer;
    times_said said = making_said_by(m, head);
    if (said.articles < 2 || said.articles > NAMESAKES_MOST_ARTICLES || !has_trades_of_two(said.trades))
        return QUOTH_OK;
    arena_reset(&m->scratch);
    TRY(read_all_names(m, &m->scratch, head, &names));
    person_name_parse(&m->scratch, names.shown, &parts);
    if (parts.kind != NAME_OF_PERSON || parts.count < 2 || names.merged)
        return QUOTH_OK;
    TRY(all_articles(m, &names, &articles));
    namesake_question q = {articles.items, articles.count, names.numbers, names.folded, names.count};
    TRY(namesakes_find(m->archive, &m->scratch, &q, &answer, m->err));
    if (answer.person_count > 1)
        add_namesakes(m, head, &q, &answer, names.shown);
    return QUOTH_OK;
}

quoth_status making_part_namesakes(making *m)
{
    m->end = m->count;
    for (uint32_t head = 1; head < m->count; head++) {
        if (m->lists.head[head] != head)
            continue;
        if (!is_as_before(m, head) || !keep_namesakes(m, head))
            TRY(part_namesakes(m, head));
    }
    return QUOTH_OK;
}
