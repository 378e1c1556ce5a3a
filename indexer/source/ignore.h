/* ignore.h - which of a folder's files does its .quothignore leave out? */
#ifndef INDEXER_SOURCE_IGNORE_H
#define INDEXER_SOURCE_IGNORE_H

#include "base/arena.h"
#include "base/fail.h"

/* The rules are those of gitignore(5): a blank line or # is nothing, "!" takes back, "/" at the end means folders alone, a "/"
 * before the end ties the rule to this folder; "*", "?" and "[a-z]" stay within a name, "**" crosses folders. tests/tables/
 * ignore.tsv holds them against git itself. (libgit2 knows these rules within a git repository only.) */
typedef struct ignore_rule ignore_rule;
typedef struct ignore_rules {
    ignore_rule *items; /* in the order of the file */
    size_t count;
} ignore_rules;

typedef enum ignore_verdict { IGNORE_SILENT, IGNORE_OUT, IGNORE_KEEP } ignore_verdict;

/* The rules in the text of an ignore file, in `a`. Any bytes are some rules. QUOTH_LIMIT, with the line, for a rule longer than
 * LIMIT_IGNORE_RULE_BYTES: `out` then holds those before it. */
quoth_status ignore_parse(arena *a, str text, ignore_rules *out, quoth_error *err);
/* What the last rule that fits says about `path`, written from the folder of the rules ("sub/a.html"). The caller asks about each
 * folder before what is in it, deeper rules before higher ones. At most path times rule steps for each rule. Any thread. */
ignore_verdict ignore_judge(const ignore_rules *rules, str path, bool is_folder);

#endif
