/* when.c - which day does this piece of text name? */
#include "indexer/source/when.h"

enum {
    /* A place, a date, an agency and a dash fit this. */
    LONGEST_DATELINE = 120,
    /* A line that is only a date fits this, and stands among the first few. */
    LONGEST_DATE_LINE = 40,
    DATE_LINES = 5
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Where the dash that ends a dateline starts, or 0. */
static size_t dateline_dash(str text)
{
    static const char *const dashes[] = {" - ", " -- ", "--", "\xE2\x80\x94", " \xE2\x80\x93 "};
    str head = str_slice(text, 0, LONGEST_DATELINE);
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t at = str_find(head, str_from(dashes[i]));
        first = at < first ? at : first;
    }
    return first == SIZE_MAX ? 0 : first;
}

day dateline_day(str text)
{
    size_t end = dateline_dash(text);
    if (end == 0 || !(text.data[0] >= 'A' && text.data[0] <= 'Z'))
        return NO_DAY;
    str dateline = str_slice(text, 0, end);
    for (size_t i = 1; i < dateline.len; i++) {
        char before = dateline.data[i - 1];
        if (before != ' ' && before != ',' && before != '(')
            continue;
        day found = day_parse(str_slice(dateline, i, dateline.len));
        if (found != NO_DAY)
            return found;
    }
    return NO_DAY;
}

day day_at_top(str text, day_claims *claims)
{
    for (int lines = 0; lines < DATE_LINES && text.len > 0;) {
        str line = str_trim(str_cut(&text, '\n'));
        if (line.len == 0)
            continue;
        lines++;
        day found = line.len <= LONGEST_DATE_LINE ? day_parse(line) : NO_DAY;
        claim_origin origin = found == NO_DAY ? CLAIM_DATELINE : CLAIM_LINE;
        if (found == NO_DAY)
            found = dateline_day(line);
        if (found == NO_DAY)
            continue;
        claims_add(claims, (day_claim){origin, found, false});
        return found;
    }
    return NO_DAY;
}

/* `digits` digits at `at` as a number, or -1; one fewer is allowed where `loose`. `*at` moves past them. */
static int number_at(str s, size_t *at, int digits, bool loose)
{
    int value = 0, count = 0;
    while (*at < s.len && is_digit(s.data[*at]) && count < digits) {
        value = value * 10 + (s.data[(*at)++] - '0');
        count++;
    }
    return count == digits || (loose && count > 0) ? value : -1;
}

/* "2023/11/08", "2023-11-08", "2023_11_08" or "20231108" at `at`, not inside a longer number. */
static day url_day_at(str url, size_t at)
{
    size_t start = at;
    if (start > 0 && is_digit(url.data[start - 1]))
        return NO_DAY;
    int year = number_at(url, &at, 4, false);
    if (year < 1900 || year > 2100 || at >= url.len)
        return NO_DAY;
    char separator = url.data[at];
    bool separated = separator == '/' || separator == '-' || separator == '_';
    at += separated;
    int month = number_at(url, &at, 2, separated);
    if (separated && (at >= url.len || url.data[at++] != separator))
        return NO_DAY;
    size_t first_digit = at;
    int date = number_at(url, &at, 2, separated);
    if (month < 1 || date < 1 || (at < url.len && is_digit(url.data[at])))
        return NO_DAY;
    /* "/2023/10/3-questions" names no day. */
    if (at - first_digit == 1 && at < url.len && url.data[at] != '/')
        return NO_DAY;
    return day_from_civil((civil_date){year, month, date});
}

day url_day(str url)
{
    size_t scheme = str_find(url, STR("://"));
    for (size_t i = scheme == SIZE_MAX ? 0 : scheme + 3; i < url.len; i++)
        if (is_digit(url.data[i])) {
            day found = url_day_at(url, i);
            if (found != NO_DAY)
                return found;
        }
    return NO_DAY;
}

/* Month names and their usual short forms: English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish,
 * Norwegian, Polish, Czech, Turkish, Russian, Indonesian, Arabic. Lower case, between spaces. */
static const char *const month_words[12] = {
    " january يناير januar jänner jan janvier janv enero ene gennaio gen janeiro januari stycznia sty ledna ocak января янв ",
    " february فبراير februar feb febr feber février fevrier févr febrero febbraio fevereiro fev februari lutego lut února şubat "
    "февраля фев ",
    " march مارس mar märz mrz mär maerz mars marzo março maart mrt marts marca března mart марта maret ",
    " april أبريل apr avril avr abril abr aprile aprilie kwietnia dubna nisan апреля апр ",
    " may مايو mai mayo maggio mag maio mei maj maja května mayıs мая ",
    " june يونيو jun juni juin junio giugno giu junho czerwca června haziran июня июн ",
    " july يوليو jul juli juillet juil julio luglio lug julho lipca července temmuz июля июл ",
    " august أغسطس aug août aout agosto ago augustus augusti sierpnia srpna ağustos августа авг agustus ",
    " september سبتمبر sep sept septembre septiembre setiembre settembre set setembro września září eylül сентября сен ",
    " october أكتوبر oct oktober okt octobre octubre ottobre ott outubro out października října ekim октября окт ",
    " november نوفمبر nov novembre noviembre novembro listopada listopadu kasım ноября ноя ",
    " december ديسمبر dec dezember dez décembre decembre déc diciembre dic dicembre dezembro desember grudnia prosince aralık "
    "декабря "
    "дек desember ",
};

enum { FIRST_YEAR = 1990, LAST_YEAR = 2040, LONGEST_MONTH = 24 };

static bool is_word_byte(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static void skip_bytes(str s, size_t *at, const char *which)
{
    while (*at < s.len && s.data[*at] && strchr(which, s.data[*at]))
        ++*at;
}

/* The month named at s[*at], 1 to 12, and *at past it; 0 when there is none. */
static int month_at(str s, size_t *at)
{
    char word[LONGEST_MONTH + 3] = " ";
    size_t len = 1, i = *at;
    while (i < s.len && is_word_byte(s.data[i]) && !is_digit(s.data[i]) && len < LONGEST_MONTH) {
        char c = s.data[i++];
        word[len++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    if (len < 4)
        return 0;
    word[len++] = ' ';
    word[len] = '\0';
    for (int m = 0; m < 12; m++)
        if (strstr(month_words[m], word)) {
            *at = i;
            return m + 1;
        }
    return 0;
}

/* A year of four digits, or two after an apostrophe; 0 when there is none. */
static int year_at(str s, size_t *at)
{
    size_t start = *at, i = start;
    int year = number_at(s, &i, 4, false);
    if (year < FIRST_YEAR || year > LAST_YEAR || (i < s.len && is_digit(s.data[i])))
        return 0;
    *at = i;
    return year;
}

/* "8. November 2023", "8 de noviembre de 2023", "8th of November, 2023"; *at stands after the 8. */
static day day_before_month(str s, size_t *at, int date)
{
    static const char *const suffixes[] = {"st", "nd", "rd", "th", "er", "º", "°"};
    static const char *const links[] = {"de ", "of ", "d'"};
    size_t i = *at;
    for (size_t k = 0; k < sizeof suffixes / sizeof *suffixes; k++)
        if (str_starts_with(str_slice(s, i, s.len), str_from(suffixes[k]))) {
            i += strlen(suffixes[k]);
            break;
        }
    skip_bytes(s, &i, " .-/");
    for (size_t k = 0; k < sizeof links / sizeof *links; k++)
        if (str_starts_with(str_slice(s, i, s.len), str_from(links[k])))
            i += strlen(links[k]);
    int month = month_at(s, &i);
    if (month == 0)
        return NO_DAY;
    skip_bytes(s, &i, " .,-/");
    if (str_starts_with(str_slice(s, i, s.len), STR("de ")))
        i += 3;
    else if (str_starts_with(str_slice(s, i, s.len), STR("del ")))
        i += 4;
    int year = year_at(s, &i);
    if (year == 0)
        return NO_DAY;
    *at = i;
    return day_from_civil((civil_date){year, month, date});
}

/* "8.11.2023", "8/11/23", "11-8-2023"; *at stands after the first number. */
static day day_in_figures(str s, size_t *at, int first, bool month_first)
{
    size_t i = *at;
    if (i >= s.len || !strchr("./-", s.data[i]))
        return NO_DAY;
    char separator = s.data[i++];
    skip_bytes(s, &i, " ");
    int second = number_at(s, &i, 2, true);
    if (second < 1 || i >= s.len || s.data[i] != separator)
        return NO_DAY;
    i++;
    skip_bytes(s, &i, " ");
    size_t start = i;
    int year = year_at(s, &i);
    if (year == 0) {
        i = start;
        year = number_at(s, &i, 2, false);
        if (year < 0 || year > 40 || (i < s.len && is_word_byte(s.data[i])))
            return NO_DAY;
        year += 2000;
    }
    bool swap = separator == '/' ? (month_first && first <= 12) || second > 12 : second > 12;
    *at = i;
    return day_from_civil(swap ? (civil_date){year, first, second} : (civil_date){year, second, first});
}

/* "2023年11月8日", `*at` after the year. */
static day day_in_kanji(str s, size_t *at, int year)
{
    static const char year_sign[] = "年", month_sign[] = "月";
    size_t i = *at;
    if (!str_starts_with(str_slice(s, i, s.len), str_from(year_sign)))
        return NO_DAY;
    i += sizeof year_sign - 1;
    skip_bytes(s, &i, " ");
    int month = number_at(s, &i, 2, true);
    if (month < 1 || !str_starts_with(str_slice(s, i, s.len), str_from(month_sign)))
        return NO_DAY;
    i += sizeof month_sign - 1;
    skip_bytes(s, &i, " ");
    int date = number_at(s, &i, 2, true);
    *at = i;
    return date < 1 ? NO_DAY : day_from_civil((civil_date){year, month, date});
}

/* "2023-11-08", "2023/11/8", "2023. 11. 8", "20231108" at `*at`. */
static day day_from_year(str s, size_t *at)
{
    size_t i = *at;
    int year = number_at(s, &i, 4, false);
    if (year < FIRST_YEAR || year > LAST_YEAR || i >= s.len)
        return NO_DAY;
    day in_kanji = day_in_kanji(s, &i, year);
    if (in_kanji != NO_DAY) {
        *at = i;
        return in_kanji;
    }
    bool separated = strchr("-/._", s.data[i]) != NULL && s.data[i];
    char separator = s.data[i];
    i += separated;
    skip_bytes(s, &i, separated ? " " : "");
    int month = number_at(s, &i, 2, separated);
    if (separated && (i >= s.len || s.data[i++] != separator))
        return NO_DAY;
    skip_bytes(s, &i, separated ? " " : "");
    int date = number_at(s, &i, 2, separated);
    if (month < 1 || date < 1 || (i < s.len && is_digit(s.data[i])))
        return NO_DAY;
    *at = i;
    return day_from_civil((civil_date){year, month, date});
}

static day day_from_number(str s, size_t *at, bool month_first)
{
    day found = day_from_year(s, at);
    if (found != NO_DAY)
        return found;
    size_t i = *at;
    int first = number_at(s, &i, 2, true);
    if (first < 1 || first > 31 || (i < s.len && is_digit(s.data[i])))
        return NO_DAY;
    found = day_in_figures(s, &i, first, month_first);
    if (found == NO_DAY)
        found = day_before_month(s, &i, first);
    *at = i;
    return found;
}

/* "November 8, 2023", "Nov. 8th 2023" at `*at`. */
static day day_from_month(str s, size_t *at)
{
    size_t i = *at;
    int month = month_at(s, &i);
    if (month == 0)
        return NO_DAY;
    skip_bytes(s, &i, " .,");
    int date = number_at(s, &i, 2, true);
    if (date < 1)
        return NO_DAY;
    static const char *const suffixes[] = {"st", "nd", "rd", "th"};
    for (size_t k = 0; k < sizeof suffixes / sizeof *suffixes; k++)
        if (str_starts_with(str_slice(s, i, s.len), str_from(suffixes[k])))
            i += 2;
    skip_bytes(s, &i, " .,");
    int year = year_at(s, &i);
    if (year == 0)
        return NO_DAY;
    *at = i;
    return day_from_civil((civil_date){year, month, date});
}

day text_day(str text, bool month_first, size_t *start, size_t *end)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!is_word_byte(text.data[i]) || (i > 0 && is_word_byte(text.data[i - 1])))
            continue;
        size_t after = i;
        day found = is_digit(text.data[i]) ? day_from_number(text, &after, month_first) : day_from_month(text, &after);
        if (found == NO_DAY)
            continue;
        if (start)
            *start = i;
        if (end)
            *end = after;
        return found;
    }
    return NO_DAY;
}

/* --- moments --- */

static int two_digits(str s, size_t at)
{
    bool digits = at + 1 < s.len && s.data[at] >= '0' && s.data[at] <= '9' && s.data[at + 1] >= '0' && s.data[at + 1] <= '9';
    return digits ? (s.data[at] - '0') * 10 + s.data[at + 1] - '0' : -1;
}

/* "10:15:00+02:00" or "101500Z" in seconds of the day in UTC; the day's end when it is no time. */
static int64_t seconds_of(str time_text)
{
    bool colons = time_text.len > 2 && time_text.data[2] == ':';
    int hours = two_digits(time_text, 0), minutes = two_digits(time_text, colons ? 3 : 2);
    if (hours < 0 || minutes < 0)
        return 86400;
    int within = two_digits(time_text, colons ? 6 : 4);
    int64_t seconds = hours * 3600 + minutes * 60 + (within < 0 ? 0 : within);
    size_t at = 0;
    while (at < time_text.len && time_text.data[at] != '+' && time_text.data[at] != '-')
        at++;
    int hours_off = two_digits(time_text, at + 1);
    bool colon_off = at + 3 < time_text.len && time_text.data[at + 3] == ':';
    int minutes_off = two_digits(time_text, at + (colon_off ? 4 : 3));
    int64_t offset = hours_off < 0 ? 0 : hours_off * 3600 + (minutes_off < 0 ? 0 : minutes_off) * 60;
    return at < time_text.len && time_text.data[at] == '-' ? seconds + offset : seconds - offset;
}

static str time_of(str text)
{
    const char *t = memchr(text.data, 'T', text.len);
    bool is_iso = t && text.data[0] >= '0' && text.data[0] <= '9';
    return is_iso ? str_slice(text, (size_t)(t - text.data) + 1, text.len) : STR("");
}

int64_t seconds_at(str text)
{
    day d = text.len > 0 ? day_parse(text) : NO_DAY;
    return d == NO_DAY ? INT64_MIN : (int64_t)d * 86400 + seconds_of(time_of(text));
}

moment_order moment_compare(str a, str b)
{
    int64_t x = seconds_at(a), y = seconds_at(b);
    if (x == INT64_MIN || y == INT64_MIN)
        return MOMENT_UNKNOWN;
    if (time_of(a).len == 0 || time_of(b).len == 0) {
        x = day_parse(a);
        y = day_parse(b);
    }
    return x <= y ? MOMENT_NOT_LATER : MOMENT_LATER;
}
