/* recalls.h - which records did their senders take back? */
#ifndef STORE_RECALLS_H
#define STORE_RECALLS_H

#include "store/catalogue/catalogue.h"

/* What a cancelled, killed or withheld item had been when it left the archive: its id and the hash of its record, by which it is
 * known when its old file is read again. Another record with the same id is another thing: its sender may release the item anew.
 */
quoth_status recalls_put(catalogue *c, str external_id, uint64_t content_hash, quoth_error *err); /* in a transaction */
quoth_status recalls_has(catalogue *c, str external_id, uint64_t content_hash, bool *out, quoth_error *err);

#endif
