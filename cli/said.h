/* said.h - how a quotation looks, in JSON and on a terminal: for the commands quotes and verify */
#ifndef CLI_SAID_H
#define CLI_SAID_H

#include "answer.h"

json_t *json_of_said(const quoth_said *said);
/* Speaker, quotation with its matches set off, article. `number` 0: none in front. */
void print_said(const quoth_said *said, size_t number);
/* Of quoth_said, in a list. */
extern const answer_kind kind_of_quotations;

#endif
