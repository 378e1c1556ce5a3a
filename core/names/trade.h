/* trade.h - of what walk of life is an office? */
#ifndef NAMES_TRADE_H
#define NAMES_TRADE_H

#include "base/arena.h"

/* On disk in forward values: numbers stay. */
typedef enum trade {
    TRADE_UNTOLD, /* or an office that people of any walk have: "president", "chairman" */
    TRADE_POLITICS,
    TRADE_LAW,
    TRADE_ARMS,
    TRADE_BUSINESS,
    TRADE_SCIENCE,
    TRADE_MEDICINE,
    TRADE_CHURCH,
    TRADE_SPORT,
    TRADE_ARTS,
    TRADE_CRAFT,
    TRADES
} trade;

/* By its noun: "head coach of the team" is a coach's. */
trade trade_of_office(arena *a, str office);
/* Whether one person may well have both: people move between politics and law, but hardly from the church to sport. */
bool trades_of_one(trade x, trade y);

#endif
