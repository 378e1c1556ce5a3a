/* recalls.h - which records did their senders take back? */
#ifndef STORE_HISTORY_RECALLS_H
#define STORE_HISTORY_RECALLS_H

#include "store/catalogue/catalogue.h"

/* What a cancelled, killed or withheld item had been when it left the archive: its id and the hash of its record, by which it is
 * known when its old file is read again. Another record with the same id is another thing: its sender may release the item anew.
 */
quoth_status recalls_put(catalogue *c, str external_id, uint64_t content_hash, quoth_error *err); /* in a transaction */
quoth_status recalls_has(catalogue *c, str external_id, uint64_t content_hash, bool *out, quoth_error *err);

/* One that was taken back before the archive had it, and when its sender did so ("" for unknown): what comes with this id from
 * then on is the same late item, unless its sender released it after that. */
quoth_status recalls_await(catalogue *c, str external_id, str at, quoth_error *err); /* in a transaction */
quoth_status recalls_forget(catalogue *c, str external_id, quoth_error *err);        /* in a transaction */
/* Sets `*at` in `a`. QUOTH_NOT_FOUND when none is awaited. */
quoth_status recalls_awaited(catalogue *c, arena *a, str external_id, str *at, quoth_error *err);
/* Whether any is; whether something with this id was taken back. */
quoth_status recalls_await_any(catalogue *c, bool *out, quoth_error *err);
quoth_status recalls_has_id(catalogue *c, str external_id, bool *out, quoth_error *err);

#endif
