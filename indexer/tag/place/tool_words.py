#!/usr/bin/env python3
"""tool_words.py - which names of places are mostly ordinary words?

usage: tool_words.py GEONAMES_FOLDER articles.jsonl.zst ... > everyday.inc

Counts, for every one-word name of the gazetteer, how often running text writes it small and how often as a capital within a
sentence. Printed are words written small at least four times as often (EVERYDAY) and half as often (OFTEN)."""
import collections
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..', 'core', 'gazetteer'))
import tool_compile  # noqa: E402

WORD = re.compile(r"(?<![\w'’-])([A-Za-z]+)(?![\w-])")
ARTICLES = 9000


def one_word_names(folder):
    world = tool_compile.World(folder)
    world.read_countries()
    world.read_cities()
    world.read_divisions()
    world.read_own()
    world.read_regions()
    return {key for place in world.places for key in place.names if ' ' not in key}


def count(text, names, small, capital):
    for match in WORD.finditer(text):
        word = match.group(1)
        if word.lower() not in names:
            continue
        before = text[max(0, match.start() - 2):match.start()]
        if word.islower():
            small[word] += 1
        elif before[-1:] == ' ' and before[:1].isalpha() and not word.isupper():
            capital[word.lower()] += 1


def print_list(name, words):
    print(f'#define {name} \\')
    line = ''
    for word in sorted(words):
        if len(line) + len(word) > 110:
            print(f'    "{line} " \\')
            line = ''
        line += (' ' if line else '') + word
    print(f'    "{line}"')


def main():
    names, small, capital = one_word_names(sys.argv[1]), collections.Counter(), collections.Counter()
    for path in sys.argv[2:]:
        unpack = subprocess.Popen(['zstd', '-dc', path], stdout=subprocess.PIPE)
        for number, line in enumerate(unpack.stdout):
            if number >= ARTICLES:
                break
            count(json.loads(line)['text'], names, small, capital)
        unpack.kill()
    often = [w for w in small if small[w] >= 4 and small[w] * 2 >= capital[w]]
    print('/* everyday.inc - names of places that are mostly ordinary words (written by tool_words.py) */')
    print_list('EVERYDAY_WORDS', [w for w in often if small[w] >= 4 * capital[w]])
    print_list('OFTEN_SMALL_WORDS', [w for w in often if small[w] < 4 * capital[w]])


main()
