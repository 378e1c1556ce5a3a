/* align.c - where in a row of words does a text lie, and what differs? */
#include "searcher/quote/align.h"

/* Edit distance with a free beginning and end of the row (Sellers 1980), by columns of the text. */
enum { DIAGONAL, ADDED, SKIPPED };

typedef struct cell {
    uint32_t cost, first; /* where in the row the alignment begins */
} cell;

static uint32_t pair_cost(const sought_word *s, row_word r)
{
    if (s->form && s->form == r.form)
        return 0;
    if (s->group && s->group == r.group)
        return ALIGN_INFLECTED;
    return (uint32_t)s->weight + ALIGN_REPLACED;
}

/* What it costs to pass over a word of the row behind the first `done` words of the text. */
static uint32_t skip_cost(const sought_word *sought, uint32_t done)
{
    return sought[done].gap_before ? 0 : ALIGN_REMOVED;
}

/* The cell of (done words of the text, j words of the row) from its neighbours. */
static cell next_cell(const sought_word *sought, uint32_t done, uint32_t count, cell diagonal, cell above, cell left, row_word r,
                      int *from)
{
    cell best = {diagonal.cost + pair_cost(&sought[done - 1], r), diagonal.first};
    *from = DIAGONAL;
    uint32_t added = above.cost + sought[done - 1].weight;
    if (added < best.cost) {
        best = (cell){added, above.first};
        *from = ADDED;
    }
    if (done < count) { /* behind the last word of the text nothing need be passed over */
        uint32_t skipped = left.cost + skip_cost(sought, done);
        if (skipped < best.cost) {
            best = (cell){skipped, left.first};
            *from = SKIPPED;
        }
    }
    return best;
}

bool align_best(arena *scratch, const sought_word *sought, uint32_t sought_count, const row_word *row, uint32_t row_count,
                alignment *out)
{
    if (sought_count == 0 || row_count == 0)
        return false;
    cell *column = arena_alloc(scratch, (sought_count + 1) * sizeof *column);
    column[0] = (cell){0, 0};
    for (uint32_t i = 1; i <= sought_count; i++)
        column[i] = (cell){column[i - 1].cost + sought[i - 1].weight, 0};
    *out = (alignment){column[sought_count].cost, 0, 0};
    for (uint32_t j = 0; j < row_count; j++) {
        cell diagonal = column[0];
        column[0] = (cell){0, j + 1};
        for (uint32_t i = 1; i <= sought_count; i++) {
            int ignored;
            cell left = column[i];
            column[i] = next_cell(sought, i, sought_count, diagonal, column[i - 1], left, row[j], &ignored);
            diagonal = left;
        }
        if (column[sought_count].cost < out->cost)
            *out = (alignment){column[sought_count].cost, column[sought_count].first, j + 1};
    }
    return out->end > out->first;
}

/* --- what differs --- */

static uint8_t *directions(arena *a, const sought_word *sought, uint32_t count, const row_word *row, uint32_t columns)
{
    uint8_t *from = arena_alloc(a, (size_t)(count + 1) * (columns + 1));
    cell *column = arena_alloc(a, (count + 1) * sizeof *column);
    column[0] = (cell){0, 0};
    for (uint32_t i = 1; i <= count; i++) {
        column[i].cost = column[i - 1].cost + sought[i - 1].weight;
        from[i] = ADDED;
    }
    for (uint32_t j = 1; j <= columns; j++) {
        cell diagonal = column[0];
        column[0].cost += ALIGN_REMOVED; /* here the beginning is given: it is not free to begin later */
        from[(size_t)j * (count + 1)] = SKIPPED;
        for (uint32_t i = 1; i <= count; i++) {
            int way;
            cell left = column[i];
            column[i] = next_cell(sought, i, count, diagonal, column[i - 1], left, row[j - 1], &way);
            diagonal = left;
            from[(size_t)j * (count + 1) + i] = (uint8_t)way;
        }
    }
    return from;
}

typedef VEC(align_step) step_list;

static void add_pair(arena *a, step_list *list, const sought_word *sought, uint32_t i, row_word r, uint32_t j)
{
    if (pair_cost(&sought[i], r) == 0) {
        vec_push(a, list, (align_step){ALIGN_SAME, i, j});
        return;
    }
    /* The list is made from its end: the row's word comes first in it when it is turned. */
    vec_push(a, list, (align_step){ALIGN_IN_TEXT, i, j});
    vec_push(a, list, (align_step){ALIGN_IN_ROW, i, j});
}

size_t align_steps(arena *a, const sought_word *sought, uint32_t sought_count, const row_word *row, const alignment *at,
                   align_step **out)
{
    uint32_t i = sought_count, j = at->end - at->first;
    const uint8_t *from = directions(a, sought, sought_count, row + at->first, j);
    step_list list = {0};
    while (i > 0 || j > 0) {
        int way = from[(size_t)j * (sought_count + 1) + i];
        if (i == 0)
            way = SKIPPED;
        if (way == DIAGONAL && j > 0) {
            i--;
            j--;
            add_pair(a, &list, sought, i, row[at->first + j], at->first + j);
        } else if (way == ADDED || j == 0) {
            i--;
            vec_push(a, &list, (align_step){ALIGN_IN_TEXT, i, at->first + j});
        } else {
            j--;
            bool gap = i > 0 && i < sought_count && sought[i].gap_before;
            vec_push(a, &list, (align_step){gap ? ALIGN_LEFT_OUT : ALIGN_IN_ROW, i, at->first + j});
        }
    }
    for (size_t k = 0; k < list.count / 2; k++) {
        align_step swap = list.items[k];
        list.items[k] = list.items[list.count - 1 - k];
        list.items[list.count - 1 - k] = swap;
    }
    *out = list.items;
    return list.count;
}
