/* words.c - which words speak of time, in eight languages? */
#include "words.h"

#include <pthread.h>

enum { EN = WORDS_ENGLISH, DE = 2, FR = 4, ES = 8, IT = 16, NL = 32, PT = 64, SV = 128, ALL = 255 };

typedef struct entry {
    const char *form;
    uint8_t languages, kind, flags;
    int16_t value;
} entry;

#define T WORD_TRIGGER
#define P WORD_PLURAL
#define S WORD_SHORT
#define A WORD_AMBIGUOUS

static const entry entries[] = {
    {"january", EN, WORD_MONTH, T, 1},
    {"february", EN, WORD_MONTH, T, 2},
    {"march", EN, WORD_MONTH, T | A, 3},
    {"april", EN | DE | NL | SV, WORD_MONTH, T, 4},
    {"may", EN, WORD_MONTH, T | A, 5},
    {"june", EN, WORD_MONTH, T, 6},
    {"july", EN, WORD_MONTH, T, 7},
    {"august", EN | DE, WORD_MONTH, T, 8},
    {"september", EN | DE | NL | SV, WORD_MONTH, T, 9},
    {"october", EN, WORD_MONTH, T, 10},
    {"november", EN | DE | NL | SV, WORD_MONTH, T, 11},
    {"december", EN | NL | SV, WORD_MONTH, T, 12},
    {"jan", EN | DE | NL | SV, WORD_MONTH, T | S, 1},
    {"feb", EN | DE | NL | SV, WORD_MONTH, T | S, 2},
    {"mar", EN, WORD_MONTH, T | S | A, 3},
    {"apr", EN | DE | NL | SV, WORD_MONTH, T | S, 4},
    {"jun", EN | DE | NL | SV, WORD_MONTH, T | S, 6},
    {"jul", EN | DE | NL | SV, WORD_MONTH, T | S, 7},
    {"aug", EN | DE | NL | SV, WORD_MONTH, T | S, 8},
    {"sep", EN | DE | NL | SV, WORD_MONTH, T | S, 9},
    {"sept", EN | FR | ES, WORD_MONTH, T | S, 9},
    {"oct", EN | FR | ES, WORD_MONTH, T | S, 10},
    {"nov", EN | DE | FR | NL | SV, WORD_MONTH, T | S, 11},
    {"dec", EN | FR | NL | SV, WORD_MONTH, T | S, 12},
    {"monday", EN, WORD_WEEKDAY, T, MONDAY},
    {"tuesday", EN, WORD_WEEKDAY, T, TUESDAY},
    {"wednesday", EN, WORD_WEEKDAY, T, WEDNESDAY},
    {"thursday", EN, WORD_WEEKDAY, T, THURSDAY},
    {"friday", EN, WORD_WEEKDAY, T, FRIDAY},
    {"saturday", EN, WORD_WEEKDAY, T, SATURDAY},
    {"sunday", EN, WORD_WEEKDAY, T, SUNDAY},
    {"mondays", EN, WORD_WEEKDAY, T | P, MONDAY},
    {"tuesdays", EN, WORD_WEEKDAY, T | P, TUESDAY},
    {"wednesdays", EN, WORD_WEEKDAY, T | P, WEDNESDAY},
    {"thursdays", EN, WORD_WEEKDAY, T | P, THURSDAY},
    {"fridays", EN, WORD_WEEKDAY, T | P, FRIDAY},
    {"saturdays", EN, WORD_WEEKDAY, T | P, SATURDAY},
    {"sundays", EN, WORD_WEEKDAY, T | P, SUNDAY},
    {"mon", EN, WORD_WEEKDAY, T | S | A, MONDAY},
    {"tue", EN, WORD_WEEKDAY, T | S | A, TUESDAY},
    {"tues", EN, WORD_WEEKDAY, T | S | A, TUESDAY},
    {"wed", EN, WORD_WEEKDAY, T | S | A, WEDNESDAY},
    {"thu", EN, WORD_WEEKDAY, T | S | A, THURSDAY},
    {"thur", EN, WORD_WEEKDAY, T | S | A, THURSDAY},
    {"thurs", EN, WORD_WEEKDAY, T | S | A, THURSDAY},
    {"fri", EN, WORD_WEEKDAY, T | S | A, FRIDAY},
    {"sat", EN, WORD_WEEKDAY, T | S | A, SATURDAY},
    {"sun", EN, WORD_WEEKDAY, T | S | A, SUNDAY},
    {"second", EN, WORD_ORDINAL, A, 2},
    {"seconds", EN, WORD_UNIT, T | P, UNIT_SECOND},
    {"minute", EN, WORD_UNIT, T, UNIT_MINUTE},
    {"minutes", EN, WORD_UNIT, T | P, UNIT_MINUTE},
    {"hour", EN, WORD_UNIT, T, UNIT_HOUR},
    {"hours", EN, WORD_UNIT, T | P, UNIT_HOUR},
    {"day", EN, WORD_UNIT, T, UNIT_DAY},
    {"days", EN, WORD_UNIT, T | P, UNIT_DAY},
    {"week", EN, WORD_UNIT, T, UNIT_WEEK},
    {"weeks", EN, WORD_UNIT, T | P, UNIT_WEEK},
    {"weekend", EN, WORD_UNIT, T, UNIT_WEEKEND},
    {"weekends", EN, WORD_UNIT, T | P, UNIT_WEEKEND},
    {"month", EN, WORD_UNIT, T, UNIT_MONTH},
    {"months", EN, WORD_UNIT, T | P, UNIT_MONTH},
    {"quarter", EN, WORD_UNIT, T, UNIT_QUARTER},
    {"quarters", EN, WORD_UNIT, T | P, UNIT_QUARTER},
    {"year", EN, WORD_UNIT, T, UNIT_YEAR},
    {"years", EN, WORD_UNIT, T | P, UNIT_YEAR},
    {"decade", EN, WORD_UNIT, T, UNIT_DECADE},
    {"decades", EN, WORD_UNIT, T | P, UNIT_DECADE},
    {"century", EN, WORD_UNIT, T, UNIT_CENTURY},
    {"centuries", EN, WORD_UNIT, T | P, UNIT_CENTURY},
    {"one", EN, WORD_NUMBER, 0, 1},
    {"two", EN, WORD_NUMBER, 0, 2},
    {"three", EN, WORD_NUMBER, 0, 3},
    {"four", EN, WORD_NUMBER, 0, 4},
    {"five", EN, WORD_NUMBER, 0, 5},
    {"six", EN, WORD_NUMBER, 0, 6},
    {"seven", EN, WORD_NUMBER, 0, 7},
    {"eight", EN, WORD_NUMBER, 0, 8},
    {"nine", EN, WORD_NUMBER, 0, 9},
    {"ten", EN, WORD_NUMBER, 0, 10},
    {"eleven", EN, WORD_NUMBER, 0, 11},
    {"twelve", EN, WORD_NUMBER, 0, 12},
    {"thirteen", EN, WORD_NUMBER, 0, 13},
    {"fourteen", EN, WORD_NUMBER, 0, 14},
    {"fifteen", EN, WORD_NUMBER, 0, 15},
    {"sixteen", EN, WORD_NUMBER, 0, 16},
    {"seventeen", EN, WORD_NUMBER, 0, 17},
    {"eighteen", EN, WORD_NUMBER, 0, 18},
    {"nineteen", EN, WORD_NUMBER, T, 19},
    {"twenty", EN, WORD_NUMBER, 0, 20},
    {"thirty", EN, WORD_NUMBER, 0, 30},
    {"forty", EN, WORD_NUMBER, 0, 40},
    {"fifty", EN, WORD_NUMBER, 0, 50},
    {"sixty", EN, WORD_NUMBER, 0, 60},
    {"seventy", EN, WORD_NUMBER, 0, 70},
    {"eighty", EN, WORD_NUMBER, 0, 80},
    {"ninety", EN, WORD_NUMBER, 0, 90},
    {"hundred", EN, WORD_SCALE, 0, 100},
    {"thousand", EN, WORD_SCALE, 0, 1000},
    {"few", EN, WORD_VAGUE, 0, 0},
    {"several", EN, WORD_VAGUE, 0, 0},
    {"many", EN, WORD_VAGUE, 0, 0},
    {"some", EN, WORD_VAGUE, 0, 0},
    {"dozen", EN, WORD_SCALE, 0, 12},
    {"couple", EN, WORD_VAGUE, 0, 2},
    {"half", EN, WORD_VAGUE, 0, 0},
    {"first", EN, WORD_ORDINAL, 0, 1},
    {"third", EN, WORD_ORDINAL, 0, 3},
    {"fourth", EN, WORD_ORDINAL, 0, 4},
    {"fifth", EN, WORD_ORDINAL, 0, 5},
    {"sixth", EN, WORD_ORDINAL, 0, 6},
    {"seventh", EN, WORD_ORDINAL, 0, 7},
    {"eighth", EN, WORD_ORDINAL, 0, 8},
    {"ninth", EN, WORD_ORDINAL, 0, 9},
    {"tenth", EN, WORD_ORDINAL, 0, 10},
    {"eleventh", EN, WORD_ORDINAL, 0, 11},
    {"twelfth", EN, WORD_ORDINAL, 0, 12},
    {"thirteenth", EN, WORD_ORDINAL, 0, 13},
    {"fourteenth", EN, WORD_ORDINAL, 0, 14},
    {"fifteenth", EN, WORD_ORDINAL, 0, 15},
    {"sixteenth", EN, WORD_ORDINAL, 0, 16},
    {"seventeenth", EN, WORD_ORDINAL, 0, 17},
    {"eighteenth", EN, WORD_ORDINAL, 0, 18},
    {"nineteenth", EN, WORD_ORDINAL, 0, 19},
    {"twentieth", EN, WORD_ORDINAL, 0, 20},
    {"thirtieth", EN, WORD_ORDINAL, 0, 30},
    {"eighties", EN, WORD_DECADE, T, 80},
    {"nineties", EN, WORD_DECADE, T, 90},
    {"seventies", EN, WORD_DECADE, T, 70},
    {"sixties", EN, WORD_DECADE, T, 60},
    {"fifties", EN, WORD_DECADE, T, 50},
    {"spring", EN, WORD_SEASON, T, SEASON_SPRING},
    {"summer", EN, WORD_SEASON, T, SEASON_SUMMER},
    {"summers", EN, WORD_SEASON, T | P, SEASON_SUMMER},
    {"winters", EN, WORD_SEASON, T | P, SEASON_WINTER},
    {"fall", EN, WORD_SEASON, T | A, SEASON_FALL},
    {"autumn", EN, WORD_SEASON, T, SEASON_FALL},
    {"winter", EN, WORD_SEASON, T, SEASON_WINTER},
    {"morning", EN, WORD_DAY_PART, T, PART_MORNING},
    {"afternoon", EN, WORD_DAY_PART, T, PART_AFTERNOON},
    {"evening", EN, WORD_DAY_PART, T, PART_EVENING},
    {"night", EN, WORD_DAY_PART, T, PART_NIGHT},
    {"overnight", EN, WORD_DAY_PART, T, PART_NIGHT},
    {"noon", EN, WORD_DAY_PART, T, PART_NOON},
    {"midday", EN, WORD_DAY_PART, T, PART_NOON},
    {"midnight", EN, WORD_DAY_PART, T, PART_MIDNIGHT},
    {"dawn", EN, WORD_DAY_PART, T | A, PART_MORNING},
    {"today", EN, WORD_DAY_REF, T, 0},
    {"yesterday", EN, WORD_DAY_REF, T, -1},
    {"tomorrow", EN, WORD_DAY_REF, T, 1},
    {"tonight", EN, WORD_DAY_REF, T | S, 0},
    {"now", EN, WORD_NOW, T, REF_PRESENT},
    {"nowadays", EN, WORD_NOW, T, REF_PRESENT},
    {"currently", EN, WORD_NOW, T, REF_PRESENT},
    {"current", EN, WORD_NOW, T, REF_PRESENT},
    {"presently", EN, WORD_NOW, T, REF_PRESENT},
    {"recently", EN, WORD_NOW, T, REF_PAST},
    {"recent", EN, WORD_NOW, T, REF_PAST},
    {"lately", EN, WORD_NOW, T, REF_PAST},
    {"soon", EN, WORD_NOW, T | A, REF_FUTURE},
    {"past", EN, WORD_DIRECTION, T, -1},
    {"future", EN, WORD_NOW, T, REF_FUTURE},
    {"last", EN, WORD_DIRECTION, 0, -1},
    {"this", EN, WORD_DIRECTION, 0, 0},
    {"next", EN, WORD_DIRECTION, 0, 1},
    {"coming", EN, WORD_DIRECTION, 0, 1},
    {"upcoming", EN, WORD_DIRECTION, 0, 1},
    {"that", EN, WORD_SAME, 0, 0},
    {"same", EN, WORD_SAME, 0, 0},
    {"latest", EN, WORD_SAME, 0, 0},
    {"following", EN, WORD_SAME, 0, 1},
    {"previous", EN, WORD_SAME, 0, -1},
    {"prior", EN, WORD_SAME, 0, -1},
    {"preceding", EN, WORD_SAME, 0, -1},
    {"early", EN, WORD_EDGE, 0, 0},
    {"late", EN, WORD_EDGE, 0, 2},
    {"mid", EN, WORD_EDGE, 0, 1},
    {"earlier", EN, WORD_AGO, 0, -2},
    {"later", EN, WORD_AGO, 0, 2},
    {"ago", EN, WORD_AGO, 0, -1},
    {"end", EN, WORD_END, 0, 2},
    {"beginning", EN, WORD_END, 0, 0},
    {"start", EN, WORD_END, 0, 0},
    {"middle", EN, WORD_END, 0, 1},
    {"about", EN, WORD_ABOUT, 0, 1},
    {"around", EN, WORD_ABOUT, 0, 1},
    {"approximately", EN, WORD_ABOUT, 0, 1},
    {"roughly", EN, WORD_ABOUT, 0, 1},
    {"nearly", EN, WORD_ABOUT, 0, 0},
    {"almost", EN, WORD_ABOUT, 0, 0},
    {"daily", EN, WORD_FREQUENCY, T, UNIT_DAY},
    {"hourly", EN, WORD_FREQUENCY, T, UNIT_HOUR},
    {"weekly", EN, WORD_FREQUENCY, T, UNIT_WEEK},
    {"monthly", EN, WORD_FREQUENCY, T, UNIT_MONTH},
    {"annually", EN, WORD_FREQUENCY, T, UNIT_YEAR},
    {"yearly", EN, WORD_FREQUENCY, T, UNIT_YEAR},
    {"nightly", EN, WORD_FREQUENCY, T, UNIT_DAY},
    {"each", EN, WORD_EACH, 0, 1},
    {"every", EN, WORD_EACH, 0, 1},
    {"per", EN, WORD_EACH, 0, 0},
    {"the", EN, WORD_DETERMINER, 0, 1},
    {"a", EN, WORD_DETERMINER, 0, 0},
    {"an", EN, WORD_DETERMINER, 0, 0},
    {"fiscal", EN, WORD_FISCAL, 0, 0},
    {"est", EN, WORD_ZONE, 0, 0},
    {"edt", EN, WORD_ZONE, 0, 0},
    {"et", EN, WORD_ZONE, 0, 0},
    {"pst", EN, WORD_ZONE, 0, 0},
    {"pdt", EN, WORD_ZONE, 0, 0},
    {"cst", EN, WORD_ZONE, 0, 0},
    {"cdt", EN, WORD_ZONE, 0, 0},
    {"gmt", EN, WORD_ZONE, 0, 0},
    {"utc", EN, WORD_ZONE, 0, 0},
    {"bst", EN, WORD_ZONE, 0, 0},
    {"bc", EN, WORD_ERA, 0, -1},
    {"ad", EN, WORD_ERA, 0, 1},
    {"thanksgiving", EN, WORD_HOLIDAY, T, HOLIDAY_THANKSGIVING},
    {"christmas", EN, WORD_HOLIDAY, T, HOLIDAY_CHRISTMAS},
    {"halloween", EN, WORD_HOLIDAY, T, HOLIDAY_HALLOWEEN},
    {"easter", EN, WORD_HOLIDAY, T, HOLIDAY_EASTER},
    {"memorial", EN, WORD_HOLIDAY, T | A, HOLIDAY_MEMORIAL},
    {"labor", EN, WORD_HOLIDAY, T | A, HOLIDAY_LABOR},
    {"election", EN, WORD_HOLIDAY, T | A, HOLIDAY_ELECTION},
    {"independence", EN, WORD_HOLIDAY, T | A, HOLIDAY_INDEPENDENCE},
    {"columbus", EN, WORD_HOLIDAY, T | A, HOLIDAY_COLUMBUS},
    {"veterans", EN, WORD_HOLIDAY, T | A, HOLIDAY_VETERANS},
    {"valentine", EN, WORD_HOLIDAY, T | A, HOLIDAY_VALENTINE},
    {"boxing", EN, WORD_HOLIDAY, T | A, HOLIDAY_BOXING},
    /* Verbs and prepositions that tell past from future. */
    {"said", EN, WORD_TENSE, 0, -1},
    {"was", EN, WORD_TENSE, 0, -1},
    {"were", EN, WORD_TENSE, 0, -1},
    {"had", EN, WORD_TENSE, 0, -1},
    {"did", EN, WORD_TENSE, 0, -1},
    {"since", EN, WORD_TENSE, 0, -1},
    {"told", EN, WORD_TENSE, 0, -1},
    {"came", EN, WORD_TENSE, 0, -1},
    {"went", EN, WORD_TENSE, 0, -1},
    {"began", EN, WORD_TENSE, 0, -1},
    {"fell", EN, WORD_TENSE, 0, -1},
    {"rose", EN, WORD_TENSE, 0, -1},
    {"met", EN, WORD_TENSE, 0, -1},
    {"took", EN, WORD_TENSE, 0, -1},
    {"left", EN, WORD_TENSE, 0, -1},
    {"held", EN, WORD_TENSE, 0, -1},
    {"won", EN, WORD_TENSE, 0, -1},
    {"lost", EN, WORD_TENSE, 0, -1},
    {"made", EN, WORD_TENSE, 0, -1},
    {"got", EN, WORD_TENSE, 0, -1},
    {"gave", EN, WORD_TENSE, 0, -1},
    {"became", EN, WORD_TENSE, 0, -1},
    {"found", EN, WORD_TENSE, 0, -1},
    {"died", EN, WORD_TENSE, 0, -1},
    {"sent", EN, WORD_TENSE, 0, -1},
    {"bought", EN, WORD_TENSE, 0, -1},
    {"sold", EN, WORD_TENSE, 0, -1},
    {"has", EN, WORD_TENSE, 0, -1},
    {"have", EN, WORD_TENSE, 0, -1},
    {"been", EN, WORD_TENSE, 0, -1},
    {"hit", EN, WORD_TENSE, 0, -1},
    {"grew", EN, WORD_TENSE, 0, -1},
    {"saw", EN, WORD_TENSE, 0, -1},
    {"spoke", EN, WORD_TENSE, 0, -1},
    {"ran", EN, WORD_TENSE, 0, -1},
    {"brought", EN, WORD_TENSE, 0, -1},
    {"led", EN, WORD_TENSE, 0, -1},
    {"wrote", EN, WORD_TENSE, 0, -1},
    {"fled", EN, WORD_TENSE, 0, -1},
    {"shot", EN, WORD_TENSE, 0, -1},
    {"flew", EN, WORD_TENSE, 0, -1},
    {"struck", EN, WORD_TENSE, 0, -1},
    {"broke", EN, WORD_TENSE, 0, -1},
    {"heard", EN, WORD_TENSE, 0, -1},
    {"kept", EN, WORD_TENSE, 0, -1},
    {"paid", EN, WORD_TENSE, 0, -1},
    {"drew", EN, WORD_TENSE, 0, -1},
    {"threw", EN, WORD_TENSE, 0, -1},
    {"will", EN, WORD_TENSE, 0, 1},
    {"shall", EN, WORD_TENSE, 0, 1},
    {"would", EN, WORD_TENSE, 0, 1},
    {"until", EN, WORD_TENSE, 0, 3},
    {"till", EN, WORD_TENSE, 0, 3},
    {"should", EN, WORD_TENSE, 0, 1},
    {"must", EN, WORD_TENSE, 0, 1},
    {"won't", EN, WORD_TENSE, 0, 1},
    {"upcoming", EN, WORD_TENSE, 0, 1},
    {"begins", EN, WORD_TENSE, 0, 1},
    {"expected", EN, WORD_TENSE, 0, 1},
    {"due", EN, WORD_TENSE, 0, 1},
    {"plan", EN, WORD_TENSE, 0, 1},
    {"plans", EN, WORD_TENSE, 0, 1},
    {"scheduled", EN, WORD_TENSE, 0, 1},
    {"planned", EN, WORD_TENSE, 0, 1},
    {"payable", EN, WORD_TENSE, 0, 1},
    {"effective", EN, WORD_TENSE, 0, 1},
    {"going", EN, WORD_TENSE, 0, 1},
    {"hopes", EN, WORD_TENSE, 0, 1},
    {"expects", EN, WORD_TENSE, 0, 1},
    {"starting", EN, WORD_TENSE, 0, 1},
    {"ending", EN, WORD_TENSE, 0, 1},
    {"soonest", EN, WORD_TENSE, 0, 1},
    {"ll", EN, WORD_TENSE, 0, 1},
    {"to", EN, WORD_TENSE, 0, 2},
    {"by", EN, WORD_TENSE, 0, 3},
    /* Months, weekdays and the commonest words of the other seven. */
    {"januar", DE, WORD_MONTH, T, 1},
    {"februar", DE, WORD_MONTH, T, 2},
    {"marz", DE, WORD_MONTH, T, 3},
    {"mai", DE | FR, WORD_MONTH, T, 5},
    {"juni", DE | NL | SV, WORD_MONTH, T, 6},
    {"juli", DE | NL | SV, WORD_MONTH, T, 7},
    {"oktober", DE | NL | SV, WORD_MONTH, T, 10},
    {"okt", DE | NL | SV, WORD_MONTH, T | S, 10},
    {"dezember", DE, WORD_MONTH, T, 12},
    {"dez", DE | PT, WORD_MONTH, T | S, 12},
    {"montag", DE, WORD_WEEKDAY, T, MONDAY},
    {"dienstag", DE, WORD_WEEKDAY, T, TUESDAY},
    {"mittwoch", DE, WORD_WEEKDAY, T, WEDNESDAY},
    {"donnerstag", DE, WORD_WEEKDAY, T, THURSDAY},
    {"freitag", DE, WORD_WEEKDAY, T, FRIDAY},
    {"samstag", DE, WORD_WEEKDAY, T, SATURDAY},
    {"sonnabend", DE, WORD_WEEKDAY, T, SATURDAY},
    {"sonntag", DE, WORD_WEEKDAY, T, SUNDAY},
    {"heute", DE, WORD_DAY_REF, T, 0},
    {"gestern", DE, WORD_DAY_REF, T, -1},
    {"vorgestern", DE, WORD_DAY_REF, T, -2},
    {"ubermorgen", DE, WORD_DAY_REF, T, 2},
    {"janvier", FR, WORD_MONTH, T, 1},
    {"fevrier", FR, WORD_MONTH, T, 2},
    {"mars", FR | SV, WORD_MONTH, T, 3},
    {"avril", FR, WORD_MONTH, T, 4},
    {"juin", FR, WORD_MONTH, T, 6},
    {"juillet", FR, WORD_MONTH, T, 7},
    {"aout", FR, WORD_MONTH, T, 8},
    {"septembre", FR, WORD_MONTH, T, 9},
    {"octobre", FR, WORD_MONTH, T, 10},
    {"novembre", FR | IT, WORD_MONTH, T, 11},
    {"decembre", FR, WORD_MONTH, T, 12},
    {"lundi", FR, WORD_WEEKDAY, T, MONDAY},
    {"mardi", FR, WORD_WEEKDAY, T, TUESDAY},
    {"mercredi", FR, WORD_WEEKDAY, T, WEDNESDAY},
    {"jeudi", FR, WORD_WEEKDAY, T, THURSDAY},
    {"vendredi", FR, WORD_WEEKDAY, T, FRIDAY},
    {"samedi", FR, WORD_WEEKDAY, T, SATURDAY},
    {"dimanche", FR, WORD_WEEKDAY, T, SUNDAY},
    {"aujourd'hui", FR, WORD_DAY_REF, T, 0},
    {"hui", FR, WORD_DAY_REF, T, 0},
    {"hier", FR, WORD_DAY_REF, T, -1},
    {"demain", FR, WORD_DAY_REF, T, 1},
    {"enero", ES, WORD_MONTH, T, 1},
    {"febrero", ES, WORD_MONTH, T, 2},
    {"marzo", ES | IT, WORD_MONTH, T, 3},
    {"abril", ES | PT, WORD_MONTH, T, 4},
    {"mayo", ES, WORD_MONTH, T, 5},
    {"junio", ES, WORD_MONTH, T, 6},
    {"julio", ES, WORD_MONTH, T, 7},
    {"agosto", ES | IT | PT, WORD_MONTH, T, 8},
    {"septiembre", ES, WORD_MONTH, T, 9},
    {"setiembre", ES, WORD_MONTH, T, 9},
    {"octubre", ES, WORD_MONTH, T, 10},
    {"noviembre", ES, WORD_MONTH, T, 11},
    {"diciembre", ES, WORD_MONTH, T, 12},
    {"lunes", ES, WORD_WEEKDAY, T, MONDAY},
    {"martes", ES, WORD_WEEKDAY, T, TUESDAY},
    {"miercoles", ES, WORD_WEEKDAY, T, WEDNESDAY},
    {"jueves", ES, WORD_WEEKDAY, T, THURSDAY},
    {"viernes", ES, WORD_WEEKDAY, T, FRIDAY},
    {"sabado", ES | PT, WORD_WEEKDAY, T, SATURDAY},
    {"domingo", ES | PT, WORD_WEEKDAY, T, SUNDAY},
    {"hoy", ES, WORD_DAY_REF, T, 0},
    {"ayer", ES, WORD_DAY_REF, T, -1},
    {"anteayer", ES, WORD_DAY_REF, T, -2},
    {"gennaio", IT, WORD_MONTH, T, 1},
    {"febbraio", IT, WORD_MONTH, T, 2},
    {"aprile", IT, WORD_MONTH, T, 4},
    {"maggio", IT, WORD_MONTH, T, 5},
    {"giugno", IT, WORD_MONTH, T, 6},
    {"luglio", IT, WORD_MONTH, T, 7},
    {"settembre", IT, WORD_MONTH, T, 9},
    {"ottobre", IT, WORD_MONTH, T, 10},
    {"dicembre", IT, WORD_MONTH, T, 12},
    {"lunedi", IT, WORD_WEEKDAY, T, MONDAY},
    {"martedi", IT, WORD_WEEKDAY, T, TUESDAY},
    {"mercoledi", IT, WORD_WEEKDAY, T, WEDNESDAY},
    {"giovedi", IT, WORD_WEEKDAY, T, THURSDAY},
    {"venerdi", IT, WORD_WEEKDAY, T, FRIDAY},
    {"sabato", IT, WORD_WEEKDAY, T, SATURDAY},
    {"domenica", IT, WORD_WEEKDAY, T, SUNDAY},
    {"oggi", IT, WORD_DAY_REF, T, 0},
    {"ieri", IT, WORD_DAY_REF, T, -1},
    {"domani", IT, WORD_DAY_REF, T, 1},
    {"januari", NL | SV, WORD_MONTH, T, 1},
    {"februari", NL | SV, WORD_MONTH, T, 2},
    {"maart", NL, WORD_MONTH, T, 3},
    {"mei", NL, WORD_MONTH, T, 5},
    {"augustus", NL, WORD_MONTH, T, 8},
    {"augusti", SV, WORD_MONTH, T, 8},
    {"maandag", NL, WORD_WEEKDAY, T, MONDAY},
    {"dinsdag", NL, WORD_WEEKDAY, T, TUESDAY},
    {"woensdag", NL, WORD_WEEKDAY, T, WEDNESDAY},
    {"donderdag", NL, WORD_WEEKDAY, T, THURSDAY},
    {"vrijdag", NL, WORD_WEEKDAY, T, FRIDAY},
    {"zaterdag", NL, WORD_WEEKDAY, T, SATURDAY},
    {"zondag", NL, WORD_WEEKDAY, T, SUNDAY},
    {"vandaag", NL, WORD_DAY_REF, T, 0},
    {"gisteren", NL, WORD_DAY_REF, T, -1},
    {"eergisteren", NL, WORD_DAY_REF, T, -2},
    {"morgen", NL, WORD_DAY_REF, T, 1},
    {"janeiro", PT, WORD_MONTH, T, 1},
    {"fevereiro", PT, WORD_MONTH, T, 2},
    {"marco", PT, WORD_MONTH, T, 3},
    {"maio", PT, WORD_MONTH, T, 5},
    {"junho", PT, WORD_MONTH, T, 6},
    {"julho", PT, WORD_MONTH, T, 7},
    {"setembro", PT, WORD_MONTH, T, 9},
    {"outubro", PT, WORD_MONTH, T, 10},
    {"novembro", PT, WORD_MONTH, T, 11},
    {"dezembro", PT, WORD_MONTH, T, 12},
    {"hoje", PT, WORD_DAY_REF, T, 0},
    {"ontem", PT, WORD_DAY_REF, T, -1},
    {"anteontem", PT, WORD_DAY_REF, T, -2},
    {"amanha", PT, WORD_DAY_REF, T, 1},
    {"maj", SV, WORD_MONTH, T, 5},
    {"mandag", SV, WORD_WEEKDAY, T, MONDAY},
    {"mandagen", SV, WORD_WEEKDAY, T, MONDAY},
    {"tisdag", SV, WORD_WEEKDAY, T, TUESDAY},
    {"tisdagen", SV, WORD_WEEKDAY, T, TUESDAY},
    {"onsdag", SV, WORD_WEEKDAY, T, WEDNESDAY},
    {"onsdagen", SV, WORD_WEEKDAY, T, WEDNESDAY},
    {"torsdag", SV, WORD_WEEKDAY, T, THURSDAY},
    {"torsdagen", SV, WORD_WEEKDAY, T, THURSDAY},
    {"fredag", SV, WORD_WEEKDAY, T, FRIDAY},
    {"fredagen", SV, WORD_WEEKDAY, T, FRIDAY},
    {"lordag", SV, WORD_WEEKDAY, T, SATURDAY},
    {"lordagen", SV, WORD_WEEKDAY, T, SATURDAY},
    {"sondag", SV, WORD_WEEKDAY, T, SUNDAY},
    {"sondagen", SV, WORD_WEEKDAY, T, SUNDAY},
    {"idag", SV, WORD_DAY_REF, T, 0},
    {"igar", SV, WORD_DAY_REF, T, -1},
    {"imorgon", SV, WORD_DAY_REF, T, 1},
};

#undef T
#undef P
#undef S
#undef A

enum { ENTRY_COUNT = sizeof entries / sizeof entries[0], SLOTS = 2048, LONGEST = 12, LANGUAGES = 8, STARTS = 1 << 10 };

/* Built once, then only read. A form that no length and first two letters of the table have is refused without hashing. */
static uint16_t slots[SLOTS]; /* entry number + 1; several entries of one form follow each other in the probe */
static uint8_t entry_lengths[ENTRY_COUNT];
static uint16_t lengths_by_start[STARTS];
static struct {
    language number;
    uint8_t bit;
} language_bits[LANGUAGES];
static pthread_once_t built = PTHREAD_ONCE_INIT;

static uint32_t slot_of(const char *form, size_t len)
{
    uint32_t hash = (uint32_t)len * 0x9e3779b1u;
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)form[i]) * 0x01000193u;
    return (hash ^ hash >> 15) % SLOTS;
}

static uint32_t start_of(const char *form, size_t len)
{
    return ((unsigned char)form[0] & 31u) << 5 | (len > 1 ? (unsigned char)form[1] & 31u : 0);
}

static void build(void)
{
    static const char *const codes[LANGUAGES] = {"en", "de", "fr", "es", "it", "nl", "pt", "sv"};
    for (int i = 0; i < LANGUAGES; i++) {
        language_bits[i].number = language_from(str_from(codes[i]));
        language_bits[i].bit = (uint8_t)(1u << i);
    }
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        size_t len = strlen(entries[i].form);
        uint32_t at = slot_of(entries[i].form, len);
        while (slots[at])
            at = (at + 1) % SLOTS;
        slots[at] = (uint16_t)(i + 1);
        entry_lengths[i] = (uint8_t)len;
        lengths_by_start[start_of(entries[i].form, len)] |= (uint16_t)(1u << len);
    }
}

word_languages words_of_language(language lang)
{
    pthread_once(&built, build);
    for (int i = 0; i < LANGUAGES; i++)
        if (lang != LANGUAGE_UNKNOWN && language_bits[i].number == lang)
            return language_bits[i].bit;
    return lang == LANGUAGE_UNKNOWN || lang == LANGUAGE_ENGLISH ? EN : 0;
}

/* "8", "1998", "8th", "1990s", "90s" */
static word word_of_digits(const char *form, size_t len)
{
    int32_t value = 0;
    size_t digits = 0;
    while (digits < len && digits < 6 && form[digits] >= '0' && form[digits] <= '9')
        value = value * 10 + (form[digits++] - '0');
    str rest = {form + digits, len - digits};
    if (rest.len == 0)
        return (word){WORD_NUMBER, WORD_IN_DIGITS | (digits <= 4 ? WORD_TRIGGER : 0), value};
    if (digits <= 3 &&
        (str_equal(rest, STR("st")) || str_equal(rest, STR("nd")) || str_equal(rest, STR("rd")) || str_equal(rest, STR("th"))))
        return (word){WORD_ORDINAL, WORD_IN_DIGITS, value};
    if (value % 10 == 0 && str_equal(rest, STR("s")) &&
        ((digits == 4 && value >= 1000 && value < 2100) || (digits == 2 && value >= 20)))
        return (word){WORD_DECADE, WORD_IN_DIGITS | WORD_TRIGGER, value};
    if (digits <= 2 && (str_equal(rest, STR("am")) || str_equal(rest, STR("pm"))))
        return (word){WORD_NUMBER, WORD_IN_DIGITS | WORD_TRIGGER, value}; /* "3pm": the clock rule reads the rest */
    return (word){0};
}

word word_of_form(str form, word_languages languages)
{
    unsigned char first = (unsigned char)form.data[0];
    if (first >= '0' && first <= '9')
        return word_of_digits(form.data, form.len);
    if (form.len > LONGEST || !(lengths_by_start[start_of(form.data, form.len)] >> form.len & 1))
        return (word){0};
    for (uint32_t at = slot_of(form.data, form.len); slots[at]; at = (at + 1) % SLOTS) {
        const entry *e = &entries[slots[at] - 1];
        if ((e->languages & languages) && entry_lengths[slots[at] - 1] == form.len && memcmp(e->form, form.data, form.len) == 0)
            return (word){e->kind, e->flags, e->value};
    }
    return (word){0};
}

void date_know(str form, known_word *out)
{
    const word w = word_of_form(form, words_of_language(LANGUAGE_ENGLISH));
    out->date_kind = w.kind;
    out->date_flags = w.flags;
    out->date_value = w.value;
}

/* The n-th (1..5) given weekday of a month; -1: the last one. */
static day nth_weekday(int year, int month, weekday w, int n)
{
    day_range m = day_range_of_month(year, month);
    if (m.first == NO_DAY)
        return NO_DAY;
    if (n < 0)
        return m.last - ((int)day_weekday(m.last) - (int)w + 7) % 7;
    return m.first + ((int)w - (int)day_weekday(m.first) + 7) % 7 + (n - 1) * 7;
}

/* Easter Sunday by the Gregorian rule of J. Meeus (Astronomical Algorithms, chapter 8). */
static day easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return day_from_civil((civil_date){year, n / 31, n % 31 + 1});
}

day holiday_day(holiday h, int year)
{
    switch (h) {
    case HOLIDAY_NEW_YEAR: return day_from_civil((civil_date){year, 1, 1});
    case HOLIDAY_NEW_YEAR_EVE: return day_from_civil((civil_date){year, 12, 31});
    case HOLIDAY_KING: return nth_weekday(year, 1, MONDAY, 3);
    case HOLIDAY_VALENTINE: return day_from_civil((civil_date){year, 2, 14});
    case HOLIDAY_PATRICK: return day_from_civil((civil_date){year, 3, 17});
    case HOLIDAY_GOOD_FRIDAY: return easter(year) == NO_DAY ? NO_DAY : easter(year) - 2;
    case HOLIDAY_EASTER: return easter(year);
    case HOLIDAY_MEMORIAL: return nth_weekday(year, 5, MONDAY, -1);
    case HOLIDAY_INDEPENDENCE: return day_from_civil((civil_date){year, 7, 4});
    case HOLIDAY_LABOR: return nth_weekday(year, 9, MONDAY, 1);
    case HOLIDAY_COLUMBUS: return nth_weekday(year, 10, MONDAY, 2);
    case HOLIDAY_HALLOWEEN: return day_from_civil((civil_date){year, 10, 31});
    case HOLIDAY_VETERANS: return day_from_civil((civil_date){year, 11, 11});
    case HOLIDAY_ELECTION: return nth_weekday(year, 11, MONDAY, 1) == NO_DAY ? NO_DAY : nth_weekday(year, 11, MONDAY, 1) + 1;
    case HOLIDAY_THANKSGIVING: return nth_weekday(year, 11, THURSDAY, 4);
    case HOLIDAY_CHRISTMAS_EVE: return day_from_civil((civil_date){year, 12, 24});
    case HOLIDAY_CHRISTMAS: return day_from_civil((civil_date){year, 12, 25});
    case HOLIDAY_BOXING: return day_from_civil((civil_date){year, 12, 26});
    }
    return NO_DAY;
}
