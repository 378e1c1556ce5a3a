/* template.h - a line as the user wants it: "{date}\t{title}" */
#ifndef CLI_TEMPLATE_H
#define CLI_TEMPLATE_H

#include "cli.h"

/* Text and places for values: {name}; {{ and }} are braces, \t \n \\ what they are in C. */
typedef struct template
{
    char *text; /* all of it that is no value */
    struct template_piece *pieces;
    size_t count;
}
template;

enum { TEMPLATE_PROBLEM = 700 /* holds whatever is said of a template and all names */ };

/* `names` end with NULL. False for an unknown name, a brace without partner and an escape that is none; `problem` says which. */
bool template_read(template *t, const char *text, const char *const *names, char problem[TEMPLATE_PROBLEM]);
/* One line: values[i] stands for {names[i]}; line breaks in them become blanks. */
void template_print(const template *t, const char *const *values);
void template_release(template *t);

#endif
