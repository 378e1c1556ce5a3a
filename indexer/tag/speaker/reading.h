/* reading.h - one text with all that is known about it before anyone is taken to speak, and the choices to be made */
#ifndef TAG_SPEAKER_READING_H
#define TAG_SPEAKER_READING_H

#include "indexer/tag/speaker/model.h"
#include "indexer/tag/speaker/people.h"

typedef struct reading {
    arena *a;
    scan s;
    passages q;
    people *p;
    const model_weights *weights;
    uint32_t *mentions_before; /* for each piece: how many mentions end before it */
    bool foreign;              /* not in English, of which alone the judge has learned */
} reading;

/* A few pieces before the first and after the last may be asked for: see scan.h. */
static inline const piece *at(const reading *r, uint32_t i)
{
    return &r->s.pieces[(int32_t)i];
}

/* On which side of its cue speech stands. The numbers are the classes of MODEL_CUE. */
typedef enum side { SIDE_NONE, SIDE_RIGHT, SIDE_LEFT, SIDE_BOTH } side;

enum { CHOICES = 24, SIDES = 4 };

/* Places among which one is chosen: pieces, in the order of the text; of mentions: their number + 1, 0 for nobody. */
typedef struct choices {
    uint32_t count;
    uint32_t items[CHOICES];
} choices;

/* A found quotation, in pieces, inclusive. */
typedef struct attribution {
    uint32_t cue;
    side where;
    uint32_t first, last; /* of what is said */
    uint32_t speaker;     /* number of the mention + 1, or 0 */
    float probability;
    float share;                      /* of this side, among all sides on which there may be speech */
    float sure_content, sure_speaker; /* shares of the choices that were made */
} attribution;

/* As far as one word tells. */
static inline bool is_finite_verb(const piece *p)
{
    return p->kind == PIECE_WORD && (p->bits & (WORD_AUXILIARY | WORD_MODAL) ||
                                     (p->bits & (WORD_CUE | WORD_VERB) && (p->form == FORM_PAST || p->form == FORM_S)));
}

void reading_make(arena *a, const struct analysis *text, language lang, people *p, reading *out);

/* Could this piece bring speech at all? Most are silent, and no more is asked of them. */
bool is_audible_cue(const reading *r, uint32_t piece_number);
static inline bool is_cue_candidate(const reading *r, uint32_t piece_number)
{
    const piece *p = at(r, piece_number);
    return (!(p->flags & PIECE_SILENT) || p->bits & WORD_CUE) && is_audible_cue(r, piece_number);
}
/* First piece of the verb group that the cue ends: "has" in "has also said". */
uint32_t cue_group_start(const reading *r, uint32_t cue);
/* The first few features of a cue, cheap to find; then all others, added to them. */
void cue_first_features(const reading *r, uint32_t cue, feature_set *out);
void cue_more_features(const reading *r, uint32_t cue, feature_set *out);

void right_start_choices(const reading *r, uint32_t cue, choices *out);
void right_start_features(const reading *r, uint32_t cue, side where, uint32_t choice, uint32_t rank, feature_set *out);
void right_end_choices(const reading *r, uint32_t cue, uint32_t first, choices *out);
void right_end_features(const reading *r, uint32_t cue, uint32_t first, uint32_t choice, uint32_t rank, uint32_t of,
                        feature_set *out);
void left_end_choices(const reading *r, uint32_t cue, choices *out);
void left_end_features(const reading *r, uint32_t cue, uint32_t choice, uint32_t rank, feature_set *out);
void left_start_choices(const reading *r, uint32_t cue, uint32_t last, choices *out);
void left_start_features(const reading *r, uint32_t cue, uint32_t last, uint32_t choice, uint32_t rank, uint32_t of,
                         feature_set *out);
void speaker_choices(const reading *r, const attribution *at, choices *out);
void speaker_features(const reading *r, const attribution *at, uint32_t choice, const choices *all, feature_set *out);

/* What kind of word stands here, for features: closed classes by the word itself, the others by class. A few pieces before the
 * first and after the last may be asked for: see scan.h. */
static inline uint32_t symbol_of(const reading *r, uint32_t piece_number)
{
    return r->s.pieces[(int32_t)piece_number].symbol;
}

#endif
