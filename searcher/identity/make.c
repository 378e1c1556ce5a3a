/* make.c - whom does each name of an archive mean? All of them at once */
#include "searcher/identity/make.h"

#include <stdlib.h>

#include "names/bodies.h"
#include "names/names.h"
#include "searcher/identity/group.h"
#include "searcher/identity/making.h"
#include "store/fields/field.h"
#include "store/forward/values.h"

/* --- evidence --- */

typedef struct posting_walk {
    const making *m;
    arena *a;
    article_list *out;
} posting_walk;

/* Postings of removed articles stay for a while: they have no slot any more. */
static int take_posting(void *context, xc_docid docid, uint32_t wdf, uint32_t length)
{
    posting_walk *w = context;
    uint32_t article = inverted_article_of(w->m->archive->inverted, docid);
    (void)wdf;
    (void)length;
    if (forward_reader_slot(w->m->archive->forward, article))
        vec_push(w->a, w->out, article);
    return 1;
}

static int compare_u32(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

quoth_status making_articles_of(making *m, uint32_t speaker, article_list *out)
{
    DEFER(buf_release) buf term = {0};
    posting_walk w = {m, &m->scratch, out};
    xc_error why;
    term_speaker(&term, speaker);
    if (xc_each_posting(inverted_reader_database(m->archive->inverted), term.data, term.len, take_posting, &w, &why) != XC_OK)
        return inverted_failure(&why, "cannot read the index", m->err);
    if (out->count > 1)
        qsort(out->items, out->count, sizeof *out->items, compare_u32);
    return QUOTH_OK;
}

static quoth_status together(void *context, const known_name *x, const known_name *y, uint64_t *out, quoth_error *err)
{
    making *m = context;
    article_list of_x = {0}, of_y = {0};
    (void)err; /* the same as m->err */
    TRY(making_articles_of(m, x->number, &of_x));
    TRY(making_articles_of(m, y->number, &of_y));
    *out = 0;
    for (size_t i = 0, j = 0; i < of_x.count && j < of_y.count; i++) {
        while (j < of_y.count && of_y.items[j] < of_x.items[i])
            j++;
        *out += j < of_y.count && of_y.items[j] == of_x.items[i];
    }
    return QUOTH_OK;
}

static bool is_apart(void *context, const known_name *x, const known_name *y)
{
    const making *m = context;
    return m->book->rules.count && alias_is_apart(m->book, x->folded, y->folded);
}

/* The number of a folded name; 0 when nobody is quoted under it. */
static quoth_status number_of(const making *m, str folded, uint32_t *out)
{
    *out = 0;
    quoth_status status = catalogue_speaker_number(m->archive->catalogue, folded, out, m->err);
    if (status == QUOTH_NOT_FOUND || *out >= m->count)
        *out = 0;
    return status == QUOTH_NOT_FOUND ? QUOTH_OK : status;
}

/* --- how often is each name quoted? --- */

static void count_name(making *m, uint32_t number, unsigned its_trade, day published)
{
    if (number >= m->count)
        return;
    times_said *n = &m->lists.said[number];
    if (n->articles++ == 0)
        n->first = n->last = NO_DAY;
    n->trades |= its_trade ? 1u << its_trade : 0;
    if (published != NO_DAY && (n->first == NO_DAY || published < n->first))
        n->first = published;
    if (published != NO_DAY && (n->last == NO_DAY || published > n->last))
        n->last = published;
    if (!m->is_met[number])
        vec_push(&m->a, &m->met, number);
    m->is_met[number] = true;
}

static quoth_status count_articles(making *m, uint32_t from)
{
    const forward_reader *forward = m->archive->forward;
    for (uint32_t article = from; article < forward_reader_end(forward); article++) {
        const forward_slot *slot = forward_reader_slot(forward, article);
        forward_values values;
        str bytes;
        if (!slot)
            continue;
        arena_reset(&m->scratch);
        TRY(forward_reader_values(forward, &m->scratch, article, &bytes, m->err));
        TRY(forward_values_decode(&m->scratch, bytes, &values, m->err));
        for (uint32_t i = 0; i < values.speaker_count; i++)
            count_name(m, values.speakers[i], values.trades ? values.trades[i] : 0, slot->published_day);
    }
    return QUOTH_OK;
}

/* --- names of one sound --- */

static void prepare(making *m, arena *a, known_name *n, uint32_t number, str name)
{
    const times_said *said = &m->lists.said[number];
    *n = (known_name){
        .number = number, .name = arena_copy(a, name), .articles = said->articles, .first = said->first, .last = said->last};
    known_name_prepare(a, n);
}

/* `names` are all of one sound. */
static quoth_status group_sound(making *m, known_name **names, uint32_t count)
{
    group_evidence evidence = {m, is_apart, together};
    TRY(group_names(&m->scratch, names, count, &evidence, m->err));
    for (uint32_t i = 0; i < count; i++)
        m->lists.alike[names[i]->number] = names[i]->same_as->number;
    return QUOTH_OK;
}

/* --- all sounds --- */

typedef struct name_list {
    making *m;
    VEC(known_name *) names;
} name_list;

static bool take_name(void *context, uint32_t number, str name)
{
    name_list *l = context;
    if (number >= l->m->count || l->m->lists.said[number].articles == 0)
        return true;
    known_name *n = ARENA_NEW(&l->m->a, known_name);
    prepare(l->m, &l->m->a, n, number, name);
    if (n->sound.len)
        vec_push(&l->m->a, &l->names, n);
    return true;
}

static int by_sound(const void *x, const void *y)
{
    const known_name *a = *(known_name *const *)x, *b = *(known_name *const *)y;
    int order = str_compare(a->sound, b->sound);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static quoth_status group_all(making *m)
{
    name_list l = {.m = m};
    TRY(catalogue_each_speaker(m->archive->catalogue, take_name, &l, m->err));
    if (l.names.count > 1)
        qsort(l.names.items, l.names.count, sizeof *l.names.items, by_sound);
    for (size_t from = 0, to; from < l.names.count; from = to) {
        for (to = from + 1; to < l.names.count && str_equal(l.names.items[to]->sound, l.names.items[from]->sound); to++) {
        }
        arena_reset(&m->scratch);
        TRY(group_sound(m, l.names.items + from, (uint32_t)(to - from)));
    }
    return QUOTH_OK;
}

/* --- only the sounds of names that were met --- */

static quoth_status read_names(making *m, str sound, known_name ***names, uint32_t *kept)
{
    uint32_t *numbers;
    size_t count;
    *kept = 0;
    TRY(catalogue_speakers_sounding(m->archive->catalogue, &m->scratch, sound, &numbers, &count, m->err));
    *names = ARENA_ARRAY(&m->scratch, known_name *, count + 1);
    for (size_t i = 0; i < count; i++) {
        str name;
        if (numbers[i] >= m->count || m->lists.said[numbers[i]].articles == 0)
            continue;
        TRY(catalogue_speaker_name(m->archive->catalogue, &m->scratch, numbers[i], &name, m->err));
        known_name *n = ARENA_NEW(&m->scratch, known_name);
        prepare(m, &m->scratch, n, numbers[i], name);
        if (str_equal(n->sound, sound))
            (*names)[(*kept)++] = n;
    }
    return QUOTH_OK;
}

static int compare_strs(const void *x, const void *y)
{
    return str_compare(*(const str *)x, *(const str *)y);
}

static quoth_status group_met(making *m)
{
    str *sounds = ARENA_ARRAY(&m->a, str, m->met.count + 1);
    for (size_t i = 0; i < m->met.count; i++) {
        str name;
        known_name n;
        arena_reset(&m->scratch);
        TRY(catalogue_speaker_name(m->archive->catalogue, &m->scratch, m->met.items[i], &name, m->err));
        prepare(m, &m->scratch, &n, m->met.items[i], name);
        sounds[i] = arena_copy(&m->a, n.sound);
    }
    if (m->met.count > 1)
        qsort(sounds, m->met.count, sizeof *sounds, compare_strs);
    for (size_t i = 0; i < m->met.count; i++) {
        known_name **names;
        uint32_t count;
        if (sounds[i].len == 0 || (i > 0 && str_equal(sounds[i], sounds[i - 1])))
            continue;
        arena_reset(&m->scratch);
        TRY(read_names(m, sounds[i], &names, &count));
        TRY(group_sound(m, names, count));
    }
    return QUOTH_OK;
}

/* --- rounds: all names of one person --- */

/* Puts the round of y's person into that of x's: two rounds become one where their next ones are exchanged. */
static void join_rounds(making *m, uint32_t x, uint32_t y)
{
    uint32_t *head = m->lists.head, *next = m->lists.next, to = head[x], at = y;
    if (head[x] == head[y])
        return;
    do {
        head[at] = to;
        at = next[at];
    } while (at != y);
    uint32_t behind = next[x];
    next[x] = next[y];
    next[y] = behind;
}

static void make_rounds(making *m)
{
    uint32_t *head = m->lists.head, *next = m->lists.next;
    for (uint32_t n = 0; n < m->count; n++) {
        head[n] = n;
        next[n] = n;
    }
    for (uint32_t n = 1; n < m->count; n++)
        if (m->lists.alike[n] != n)
            join_rounds(m, m->lists.alike[n], n);
}

times_said making_said_by(const making *m, uint32_t number)
{
    times_said sum = {0, NO_DAY, NO_DAY, 0};
    uint32_t n = number;
    do {
        const times_said *one = &m->lists.said[n];
        if (one->articles > 0 && one->first != NO_DAY) {
            sum.first = sum.first == NO_DAY || one->first < sum.first ? one->first : sum.first;
            sum.last = sum.last == NO_DAY || one->last > sum.last ? one->last : sum.last;
        }
        sum.articles += one->articles;
        sum.trades |= one->trades;
        n = m->lists.next[n];
    } while (n != number);
    return sum;
}

/* --- nicknames alone: Bert is Bertram "Bert" Holm --- */

typedef struct bearer {
    str nickname;
    uint32_t number;
} bearer;

typedef struct bearer_list {
    making *m;
    VEC(bearer) items;
} bearer_list;

static bool take_bearer(void *context, uint32_t number, str nickname)
{
    bearer_list *l = context;
    if (number < l->m->count && l->m->lists.said[number].articles > 0)
        vec_push(&l->m->a, &l->items, (bearer){arena_copy(&l->m->a, nickname), number});
    return true;
}

/* The person among those who are called so in their names who is hardly ever rivalled; 0 when there is none. */
static uint32_t best_bearer(const making *m, const bearer *list, size_t count)
{
    enum { LEAST_SHARE = 90 };
    uint64_t all = 0, most = 0;
    uint32_t best = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t head = m->lists.head[list[i].number];
        bool is_known = false;
        for (size_t j = 0; j < i; j++)
            is_known |= m->lists.head[list[j].number] == head;
        uint64_t articles = is_known ? 0 : making_said_by(m, head).articles;
        all += articles;
        if (articles > most || (articles == most && articles > 0 && head < best)) {
            most = articles;
            best = head;
        }
    }
    return most * 100 >= all * LEAST_SHARE ? best : 0;
}

/* The same rules as for surnames alone: the fuller name is quoted a third as often, in the same years, and not side by side. */
static quoth_status may_be_called(making *m, uint32_t number, uint32_t person, bool *out)
{
    times_said brief = making_said_by(m, number), full = making_said_by(m, person);
    known_name x = {.number = number}, y = {.number = person};
    uint64_t both = 0;
    bool far = brief.first != NO_DAY && full.first != NO_DAY &&
               (brief.first > full.last + GROUP_LONGEST_GAP || full.first > brief.last + GROUP_LONGEST_GAP);
    *out = false;
    if (far || full.articles * 3ull < brief.articles)
        return QUOTH_OK;
    arena_reset(&m->scratch);
    TRY(catalogue_speaker_name(m->archive->catalogue, &m->scratch, number, &x.name, m->err));
    TRY(catalogue_speaker_name(m->archive->catalogue, &m->scratch, person, &y.name, m->err));
    known_name_prepare(&m->scratch, &x);
    known_name_prepare(&m->scratch, &y);
    if (x.parts.kind != NAME_SINGLE || is_apart(m, &x, &y))
        return QUOTH_OK;
    TRY(together(m, &x, &y, &both, m->err));
    *out = both < 3 || both * 3 <= brief.articles;
    return QUOTH_OK;
}

/* A given name that everybody may have tells nothing; who goes by a fuller name already is somebody else. */
static quoth_status join_nickname(making *m, const bearer *list, size_t count)
{
    uint32_t number, person;
    bool joins = false;
    if (count > GROUP_MOST_NAMES || (names_of(list->nickname) & NAME_GIVEN) || !(person = best_bearer(m, list, count)))
        return QUOTH_OK;
    TRY(number_of(m, list->nickname, &number));
    if (number == 0 || m->lists.said[number].articles == 0 || m->lists.head[number] != number || number == person)
        return QUOTH_OK;
    TRY(may_be_called(m, number, person, &joins));
    if (joins)
        join_rounds(m, person, number);
    return QUOTH_OK;
}

static quoth_status join_nicknames(making *m)
{
    bearer_list l = {.m = m};
    TRY(catalogue_each_nickname(m->archive->catalogue, take_bearer, &l, m->err));
    for (size_t from = 0, to; from < l.items.count; from = to) {
        for (to = from + 1; to < l.items.count && str_equal(l.items.items[to].nickname, l.items.items[from].nickname); to++) {
        }
        TRY(join_nickname(m, l.items.items + from, to - from));
    }
    return QUOTH_OK;
}

/* --- bodies of several names: the FBI --- */

/* All names of a row go by the one that is quoted most. */
static quoth_status join_body(making *m, str row)
{
    enum { MOST = 8 };
    uint32_t numbers[MOST], count = 0, best = 0;
    str folded[MOST];
    while (row.len && count < MOST) {
        folded[count] = str_cut(&row, '|');
        TRY(number_of(m, folded[count], &numbers[count]));
        if (!numbers[count] || m->lists.said[numbers[count]].articles == 0 || m->lists.head[numbers[count]] != numbers[count])
            continue;
        if (m->lists.said[numbers[count]].articles > m->lists.said[numbers[best]].articles)
            best = count;
        count++;
    }
    for (uint32_t i = 0; i < count; i++)
        if (i != best && !(m->book->rules.count && alias_is_apart(m->book, folded[best], folded[i])))
            join_rounds(m, numbers[best], numbers[i]);
    return QUOTH_OK;
}

static quoth_status join_bodies(making *m)
{
    for (size_t i = 0; body_rows[i]; i++)
        TRY(join_body(m, str_from(body_rows[i])));
    return QUOTH_OK;
}

/* --- what somebody said --- */

/* Of each merge all go by whom the first name that is there goes by. */
static quoth_status apply_merges(making *m)
{
    for (size_t i = 0; i < m->book->rules.count; i++) {
        const alias_rule *rule = &m->book->rules.items[i];
        uint32_t first = 0, number;
        for (uint32_t j = 0; rule->verb == ALIAS_MERGE && j < rule->count; j++) {
            TRY(number_of(m, rule->folded[j], &number));
            if (number && first)
                join_rounds(m, first, number);
            else if (number)
                first = number;
        }
    }
    return QUOTH_OK;
}

/* A hidden name stands for nobody; who goes by it goes by the most quoted of his other names. */
static void hide(making *m, uint32_t number)
{
    uint32_t *head = m->lists.head, best = 0;
    if (head[number] == number) {
        for (uint32_t n = m->lists.next[number]; n != number; n = m->lists.next[n])
            if (head[n] && (best == 0 || m->lists.said[n].articles > m->lists.said[best].articles ||
                            (m->lists.said[n].articles == m->lists.said[best].articles && n < best)))
                best = n;
        for (uint32_t n = m->lists.next[number]; n != number; n = m->lists.next[n])
            head[n] = head[n] ? best : 0;
    }
    head[number] = 0;
}

static quoth_status apply_hides(making *m)
{
    for (size_t i = 0; i < m->book->rules.count; i++) {
        const alias_rule *rule = &m->book->rules.items[i];
        for (uint32_t j = 0; rule->verb == ALIAS_HIDE && j < rule->count; j++) {
            uint32_t number;
            TRY(number_of(m, rule->folded[j], &number));
            if (number)
                hide(m, number);
        }
    }
    return QUOTH_OK;
}

/* --- names that somebody gave --- */

typedef struct given_name {
    uint32_t head;
    bool is_own; /* said of the head, not of another name of the person */
    size_t order;
    str name;
} given_name;

static int by_head(const void *x, const void *y)
{
    const given_name *a = x, *b = y;
    if (a->head != b->head)
        return a->head < b->head ? -1 : 1;
    if (a->is_own != b->is_own)
        return a->is_own ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static bool is_told_apart(const making *m, uint32_t head)
{
    for (size_t i = 0; i < m->told.count; i++)
        if (m->told.items[i].person == head)
            return true;
    return false;
}

static int by_person(const void *x, const void *y)
{
    uint32_t a = ((const shown_as *)x)->head, b = ((const shown_as *)y)->head;
    return (a > b) - (a < b);
}

/* What is said of the head comes first, then what the file says first. */
static quoth_status show_given(making *m, people_table *out)
{
    VEC(given_name) given = {0};
    buf text = {0};
    for (size_t i = 0; i < m->book->rules.count; i++) {
        const alias_rule *rule = &m->book->rules.items[i];
        for (uint32_t j = 0; (rule->verb == ALIAS_MERGE || rule->verb == ALIAS_RENAME) && j < rule->count; j++) {
            uint32_t number;
            TRY(number_of(m, rule->folded[j], &number));
            if (number && m->lists.head[number])
                vec_push(&m->a, &given,
                         (given_name){m->lists.head[number], m->lists.head[number] == number, given.count,
                                      alias_shown(m->book, rule->folded[j], rule->names[j])});
        }
    }
    if (given.count > 1)
        qsort(given.items, given.count, sizeof *given.items, by_head);
    shown_as *shown = ARENA_ARRAY(&m->a, shown_as, given.count + m->told.count + 1);
    uint32_t count = 0;
    for (size_t i = 0; i < given.count; i++) {
        if ((i > 0 && given.items[i].head == given.items[i - 1].head) || is_told_apart(m, given.items[i].head))
            continue;
        shown[count++] = (shown_as){given.items[i].head, (uint32_t)text.len, (uint32_t)given.items[i].name.len};
        buf_put_str(&text, given.items[i].name);
    }
    for (size_t i = 0; i < m->told.count; i++) {
        const told_apart *one = &m->told.items[i];
        shown[count++] = (shown_as){one->person, (uint32_t)text.len, (uint32_t)one->name.len};
        buf_put_str(&text, one->name);
    }
    if (count > 1)
        qsort(shown, count, sizeof *shown, by_person);
    people_table_show(out, shown, count, buf_str(&text), m->namesakes.items, (uint32_t)m->namesakes.count);
    buf_release(&text);
    return QUOTH_OK;
}

/* --- the whole --- */

/* Whether nothing but articles behind the last one came since `before`. */
static bool has_only_grown(const quoth_archive *archive, const people_state *now, const people_table *before, uint32_t count)
{
    uint32_t came = 0;
    if (before->count == 0 || before->count > count || before->state.aliases != now->aliases ||
        before->state.slots_file != now->slots_file || before->state.end > now->end)
        return false;
    for (uint32_t article = before->state.end; article < now->end; article++)
        came += forward_reader_slot(archive->forward, article) != NULL;
    return now->articles - came == before->state.articles;
}

static void take_over(making *m, const people_table *before)
{
    memcpy(m->lists.said, before->said, before->count * sizeof *before->said);
    for (uint32_t n = 1; n < before->count; n++)
        m->lists.alike[n] = before->alike[n] < m->count ? before->alike[n] : n;
}

static quoth_status find_alike(making *m, const people_state *state, const people_table *before)
{
    enum { MANY = 8 }; /* names of so large a part are quicker read all together */
    bool grown = has_only_grown(m->archive, state, before, m->count);
    for (uint32_t n = 0; n < m->count; n++)
        m->lists.alike[n] = n;
    if (grown)
        take_over(m, before);
    m->before = grown ? before : NULL;
    TRY(count_articles(m, grown ? before->state.end : 1));
    return grown && m->met.count < m->count / MANY ? group_met(m) : group_all(m);
}

static quoth_status make(making *m, const people_state *state, const people_table *before, people_table *out)
{
    TRY(find_alike(m, state, before));
    make_rounds(m);
    TRY(join_nicknames(m));
    TRY(join_bodies(m));
    TRY(apply_merges(m));
    TRY(apply_hides(m));
    TRY(making_part_namesakes(m));
    out->state = *state;
    return show_given(m, out);
}

quoth_status people_make(quoth_archive *archive, const alias_book *book, const people_state *state, const people_table *before,
                         people_table *out, quoth_error *err)
{
    uint64_t speakers;
    TRY(catalogue_speaker_count(archive->catalogue, &speakers, err));
    making m = {.archive = archive, .book = book, .count = (uint32_t)speakers + 1, .err = err};
    m.lists = people_table_new(out, m.count);
    m.is_met = mem_zalloc(m.count);
    quoth_status status = make(&m, state, before, out);
    free(m.is_met);
    arena_release(&m.a);
    arena_release(&m.scratch);
    if (status != QUOTH_OK)
        people_table_close(out);
    return status;
}
