/* hash.h - a number that stands for some bytes (XXH3, libxxhash) */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "str.h"

/* 64 bits, the same on every machine and in every version: it is stored on disk. Not against malice. */
uint64_t hash_bytes(str bytes, uint64_t seed);
/* A fixed scrambling of a number, for hash tables keyed by numbers. */
static inline uint64_t hash_u64(uint64_t x)
{
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93ULL; /* Jenkins/"Rrmxmx"-style multiply-xorshift */
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93ULL;
    return x ^ (x >> 32);
}

#endif
