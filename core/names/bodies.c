/* bodies.c - which names are one land's or body's? Common knowledge, gathered by hand */
#include "names/bodies.h"

#include <assert.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

const char *const body_rows[] = {
    "u.s.|us|united states|usa|u.s.a.|united states of america",
    "uk|u.k.|united kingdom|britain|great britain",
    "uae|u.a.e.|united arab emirates",
    "ussr|u.s.s.r.|soviet union",
    "united nations|u.n.|un",
    "european union|eu|e.u.",
    "nato|n.a.t.o.|north atlantic treaty organization|north atlantic treaty organisation",
    "world health organization|world health organisation|w.h.o.",
    "international monetary fund|imf|i.m.f.",
    "world trade organization|wto|w.t.o.|world trade organisation",
    "international atomic energy agency|iaea|i.a.e.a.",
    "organization of the petroleum exporting countries|opec|o.p.e.c.",
    "international committee of the red cross|icrc",
    "isis|isil|islamic state of iraq and syria|islamic state of iraq and the levant",
    "associated press|ap|a.p.",
    "agence france-presse|agence france presse|afp",
    "british broadcasting corporation|bbc|b.b.c.",
    "national public radio|npr",
    "fbi|f.b.i.|federal bureau of investigation",
    "cia|c.i.a.|central intelligence agency",
    "nsa|n.s.a.|national security agency",
    "cbo|c.b.o.|congressional budget office",
    "gao|g.a.o.|government accountability office",
    "cdc|c.d.c.|centers for disease control and prevention|centers for disease control|center for disease control",
    "nih|n.i.h.|national institutes of health",
    "fda|f.d.a.|food and drug administration",
    "epa|e.p.a.|environmental protection agency",
    "irs|i.r.s.|internal revenue service",
    "sec|s.e.c.|securities and exchange commission",
    "ftc|f.t.c.|federal trade commission",
    "fcc|f.c.c.|federal communications commission",
    "faa|f.a.a.|federal aviation administration",
    "fema|f.e.m.a.|federal emergency management agency",
    "ntsb|n.t.s.b.|national transportation safety board",
    "tsa|t.s.a.|transportation security administration",
    "dea|d.e.a.|drug enforcement administration",
    "cbp|c.b.p.|customs and border protection|u.s. customs and border protection",
    "ice|i.c.e.|immigration and customs enforcement|u.s. immigration and customs enforcement",
    "hhs|h.h.s.|department of health and human services|health and human services department",
    "dhs|d.h.s.|department of homeland security|homeland security department",
    "usda|u.s.d.a.|u.s. department of agriculture",
    "nasa|n.a.s.a.|national aeronautics and space administration",
    "omb|o.m.b.|office of management and budget",
    "bls|b.l.s.|bureau of labor statistics",
    "rnc|r.n.c.|republican national committee",
    "dnc|d.n.c.|democratic national committee",
    "gop|g.o.p.",
    "nra|n.r.a.|national rifle association",
    "aclu|a.c.l.u.|american civil liberties union",
    "naacp|n.a.a.c.p.|national association for the advancement of colored people",
    "nypd|n.y.p.d.|new york police department|new york city police department",
    "lapd|l.a.p.d.|los angeles police department",
    "new york times|nyt",
    "wall street journal|wsj",
    "kcna|korean central news agency",
    NULL,
};

static str sorted[512];
static size_t count;

static int compare_strs(const void *x, const void *y)
{
    return str_compare(*(const str *)x, *(const str *)y);
}

static void sort_names(void)
{
    for (size_t i = 0; body_rows[i]; i++)
        for (str rest = str_from(body_rows[i]); rest.len;) {
            assert(count < sizeof sorted / sizeof *sorted);
            sorted[count++] = str_cut(&rest, '|');
        }
    qsort(sorted, count, sizeof *sorted, compare_strs);
}

bool body_is_listed(str folded)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, sort_names);
    return bsearch(&folded, sorted, count, sizeof *sorted, compare_strs) != NULL;
}
