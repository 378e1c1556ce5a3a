/* language.c - which languages are known, and by which numbers, codes and names? */
#include "language.h"

/* Stable on disk: new rows at the end. These are the languages of libstemmer (its "porter" is English once more). */
static const struct {
    const char *code, *name;
    const char *other_codes; /* ISO 639-2 and 639-3, and codes of what the same stemmer serves */
} languages[] = {
    {"und", "unknown", ""},        {"en", "english", "eng"},
    {"de", "german", "deu ger"},   {"fr", "french", "fra fre"},
    {"es", "spanish", "spa"},      {"it", "italian", "ita"},
    {"nl", "dutch", "nld dut"},    {"pt", "portuguese", "por"},
    {"sv", "swedish", "swe"},      {"no", "norwegian", "nor nb nn nob nno"},
    {"da", "danish", "dan"},       {"fi", "finnish", "fin"},
    {"ru", "russian", "rus"},      {"ar", "arabic", "ara"},
    {"hy", "armenian", "hye arm"}, {"eu", "basque", "eus baq"},
    {"ca", "catalan", "cat"},      {"el", "greek", "ell gre"},
    {"hi", "hindi", "hin"},        {"hu", "hungarian", "hun"},
    {"id", "indonesian", "ind"},   {"ga", "irish", "gle"},
    {"lt", "lithuanian", "lit"},   {"ne", "nepali", "nep"},
    {"ro", "romanian", "ron rum"}, {"sr", "serbian", "srp sh"},
    {"ta", "tamil", "tam"},        {"tr", "turkish", "tur"},
    {"yi", "yiddish", "yid"},
};

enum { LANGUAGES = sizeof languages / sizeof *languages };

language language_count(void)
{
    return LANGUAGES;
}

str language_code(language lang)
{
    return str_from(languages[lang < LANGUAGES ? lang : 0].code);
}

str language_name(language lang)
{
    return str_from(languages[lang < LANGUAGES ? lang : 0].name);
}

static bool is_called(size_t lang, str code)
{
    if (str_equal_ascii_nocase(code, str_from(languages[lang].code)))
        return true;
    for (str rest = str_from(languages[lang].other_codes); rest.len > 0;)
        if (str_equal_ascii_nocase(code, str_cut(&rest, ' ')))
            return true;
    return false;
}

language language_from(str code_or_name)
{
    str name = str_trim(code_or_name);
    size_t region = 0;
    while (region < name.len && name.data[region] != '-' && name.data[region] != '_')
        region++;
    str code = str_slice(name, 0, region);
    for (size_t lang = 1; lang < LANGUAGES && code.len > 0; lang++)
        if (is_called(lang, code) || str_equal_ascii_nocase(name, str_from(languages[lang].name)))
            return (language)lang;
    return LANGUAGE_UNKNOWN;
}
