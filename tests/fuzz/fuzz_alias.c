/* fuzz_alias.c - can any bytes make the parser of alias files crash, hang, or keep rules that it would not read again? */
#include <stdlib.h>

#include "base/buf.h"
#include "searcher/identity/alias.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whoever is named is found, shown as somebody, and apart from nobody when he is himself. */
static void look_up(const alias_book *book, const alias_rule *rule)
{
    for (uint32_t i = 0; i < rule->count; i++) {
        str name = rule->folded[i];
        if (!alias_find(book, rule->verb, name) || alias_shown(book, name, rule->names[i]).len == 0 ||
            alias_is_hidden(book, name) != (alias_find(book, ALIAS_HIDE, name) != NULL))
            abort();
    }
}

/* The rules as alias_write writes them are the same rules. */
static void read_again(arena *a, const alias_book *book)
{
    DEFER(buf_release) buf text = {0};
    alias_book again;
    for (size_t i = 0; i < book->rules.count; i++) {
        buf_put_str(&text, alias_write(a, &book->rules.items[i]));
        buf_put_byte(&text, '\n');
    }
    if (alias_parse(a, "again", buf_str(&text), &again, NULL) != QUOTH_OK || again.rules.count != book->rules.count)
        abort();
    for (size_t i = 0; i < book->rules.count; i++)
        if (alias_compare(&book->rules.items[i], &again.rules.items[i]) != 0)
            abort();
}

static void use(arena *a, const alias_book *book)
{
    for (size_t i = 0; i < book->rules.count; i++)
        look_up(book, &book->rules.items[i]);
    read_again(a, book);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a = {0};
    alias_book book, usable;
    alias_problems problems = {0};
    quoth_error err = {0};
    str text = {(const char *)data, size};
    bool refused = alias_parse(&a, "aliases", text, &book, &err) != QUOTH_OK;
    alias_parse_usable(&a, text, &usable, &problems);
    if (refused ? err.message[0] == '\0' || problems.count == 0 : problems.count > 0 || usable.rules.count != book.rules.count)
        abort();
    if (!refused)
        use(&a, &book);
    use(&a, &usable);
    arena_release(&a);
    return 0;
}
