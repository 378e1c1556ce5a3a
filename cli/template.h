/* template.h - a line as the user wants it: "{date}\t{title}" */
#ifndef CLI_TEMPLATE_H
#define CLI_TEMPLATE_H

#include "cli.h"

/* Text and places for values: {name}; {{ and }} are braces, \t \n \\ what they are in C. */
typedef struct template
{
    struct template_piece *pieces;
    size_t count;
}
template;

/* `names` end with NULL. An unknown name, or a brace without partner, ends the process with a usage error that lists them. */
void template_read(template *t, const char *of_command, const char *text, const char *const *names);
/* One line: values[i] stands for {names[i]}; line breaks in them become blanks. */
void template_print(const template *t, const char *const *values);
void template_release(template *t);

#endif
