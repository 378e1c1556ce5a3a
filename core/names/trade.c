/* trade.c - of what walk of life is an office? */
#include "names/trade.h"

#include "text/fold.h"

static const char *const nouns_of[TRADES] = {
    [TRADE_POLITICS] = "minister senator mayor governor lawmaker councillor councilor councilman councilwoman ambassador "
                       "chancellor congressman congresswoman premier legislator alderman diplomat",
    [TRADE_LAW] = "judge prosecutor sheriff detective inspector constable magistrate lawyer solicitor barrister superintendent",
    [TRADE_ARMS] = "colonel admiral sergeant lieutenant brigadier corporal",
    [TRADE_BUSINESS] = "banker trader broker retailer entrepreneur",
    [TRADE_SCIENCE] =
        "professor scientist biologist geologist seismologist epidemiologist economist historian astronomer physicist "
        "chemist botanist archaeologist mathematician meteorologist hydrologist sociologist psychologist",
    [TRADE_MEDICINE] = "surgeon nurse midwife physician dentist paediatrician pediatrician veterinarian",
    [TRADE_CHURCH] = "bishop priest pastor imam rabbi archbishop vicar cardinal deacon abbot monk nun reverend",
    [TRADE_SPORT] =
        "coach striker midfielder goalkeeper quarterback pitcher batsman defender winger sprinter golfer boxer cyclist "
        "footballer swimmer skipper referee jockey",
    [TRADE_ARTS] =
        "actor actress singer musician painter novelist poet sculptor composer comedian guitarist drummer dancer filmmaker "
        "trumpeter pianist",
    [TRADE_CRAFT] =
        "farmer plumber fisherman baker electrician carpenter miner driver shopkeeper barber butcher gardener mechanic "
        "waiter cook beekeeper shepherd tailor"};

static bool is_among_words(str word, const char *words)
{
    for (str rest = str_from(words); rest.len;)
        if (str_equal(str_cut(&rest, ' '), word))
            return true;
    return false;
}

/* By its noun: "head coach of the team" is a coach. */
trade trade_of_office(arena *a, str office)
{
    str rest = fold(a, office), noun = STR("");
    while (rest.len) {
        str word = str_cut(&rest, ' ');
        if (str_equal(word, STR("of")) || str_equal(word, STR("for")) || str_equal(word, STR("at")))
            break;
        noun = word.len ? word : noun;
    }
    for (trade t = TRADE_UNTOLD + 1; t < TRADES; t++)
        if (is_among_words(noun, nouns_of[t]))
            return t;
    return TRADE_UNTOLD;
}

/* Between these people move. */
static const trade neighbours[][2] = {
    {TRADE_POLITICS, TRADE_LAW},     {TRADE_POLITICS, TRADE_ARMS},    {TRADE_POLITICS, TRADE_BUSINESS},
    {TRADE_POLITICS, TRADE_SCIENCE}, {TRADE_LAW, TRADE_ARMS},         {TRADE_LAW, TRADE_BUSINESS},
    {TRADE_LAW, TRADE_SCIENCE},      {TRADE_BUSINESS, TRADE_SCIENCE}, {TRADE_SCIENCE, TRADE_MEDICINE},
    {TRADE_BUSINESS, TRADE_CRAFT},   {TRADE_SCIENCE, TRADE_CHURCH},   {TRADE_BUSINESS, TRADE_MEDICINE}};

bool trades_of_one(trade x, trade y)
{
    if (x == y || x == TRADE_UNTOLD || y == TRADE_UNTOLD)
        return true;
    for (size_t i = 0; i < sizeof neighbours / sizeof *neighbours; i++)
        if ((neighbours[i][0] == x && neighbours[i][1] == y) || (neighbours[i][0] == y && neighbours[i][1] == x))
            return true;
    return false;
}
