#!/usr/bin/env python3
"""tool_words.py - which names of places are mostly ordinary words, and which ones mostly names of people, firms and bodies?

usage: tool_words.py GEONAMES_FOLDER articles.jsonl.zst ... > everyday.inc

Counts, for every one-word name of the gazetteer, how often running text writes it small and how often as a capital within a
sentence. Printed are words written small at least four times as often (EVERYDAY) and half as often (OFTEN). Of the others (ELSE) those
that stand behind a given name or a title twelve times as often as behind "in" or "near", and those that stand alone but behind such a
word less than once in thirty times."""
import collections
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..', 'core', 'gazetteer'))
import tool_compile  # noqa: E402

WORD = re.compile(r"(?<![\w'’-])([A-Za-z]+)(?![\w-])")
WORD_OR_MARK = re.compile(r"[A-Za-z]+(?:['’]s)?|[^\sA-Za-z]")
ARTICLES = 9000
SEEN, TIMES_A_PLACE, SELDOM = 30, 12, .03
AT_PLACES = ('in', 'near', 'outside')
TITLES = set('mr mrs ms dr president sen senator rep representative gov governor judge justice chancellor ambassador king queen prince '
             'pope sheriff congressman congresswoman mayor'.split())


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


def given_names():
    """Those that are no everyday words, as the name tagger has them."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..', 'core', 'names', 'name_lists.c')
    lists = dict(re.findall(r'names_(\w+)\[\] =(.*?);', open(path, encoding='utf-8').read(), re.S))
    words = {name: set(re.sub('["\\s]+', ' ', text).split()) for name, text in lists.items()}
    return (words['given_female'] | words['given_male'] | words['given_other']) - words['common']


class Uses:
    """How running text uses the names with a capital."""

    def __init__(self, names):
        self.names, self.given = names, given_names()
        self.person, self.place, self.alone, self.alone_place = (collections.Counter() for _ in range(4))

    def count(self, text):
        words = WORD_OR_MARK.findall(text)
        for i in range(2, len(words) - 1):
            key = re.sub("['’]s$", '', words[i]).lower()
            if key in self.names and words[i][0].isupper() and not words[i].isupper():
                self.count_one(key, words, i)

    def count_one(self, key, words, i):
        before, behind, is_whole = words[i - 1], words[i + 1], words[i].lower() == key
        title = words[i - 2] if before == '.' else before
        if title.lower() in TITLES and (title != before or before[0].isupper()) or \
                before[0].isupper() and before.lower() in self.given and before.lower() not in self.names:
            self.person[key] += 1
        elif before in AT_PLACES and is_whole and not behind[0].isupper():
            self.place[key] += 1
        before = words[i - 2] if before == 'the' else before
        if before.islower() and not behind[0].isupper() and behind not in "-'’":
            self.alone[key] += 1
            self.alone_place[key] += before in AT_PLACES and is_whole

    def other_than_places(self):
        yield from (w for w, n in self.person.items() if n >= max(SEEN, TIMES_A_PLACE * self.place[w]))
        yield from (w for w, n in self.alone.items() if n >= SEEN and self.alone_place[w] <= SELDOM * n)


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
    names = one_word_names(sys.argv[1])
    small, capital, uses = collections.Counter(), collections.Counter(), Uses(names)
    for path in sys.argv[2:]:
        unpack = subprocess.Popen(['zstd', '-dc', path], stdout=subprocess.PIPE)
        for number, line in enumerate(unpack.stdout):
            if number >= ARTICLES:
                break
            text = json.loads(line)['text']
            count(text, names, small, capital)
            uses.count(text)
        unpack.kill()
    often = [w for w in small if small[w] >= 4 and small[w] * 2 >= capital[w]]
    print("/* everyday.inc - names of places that are mostly ordinary words, or else of people, firms and bodies (written by tool_words.py) */")
    print_list('EVERYDAY_WORDS', [w for w in often if small[w] >= 4 * capital[w]])
    print_list('OFTEN_SMALL_WORDS', [w for w in often if small[w] < 4 * capital[w]])
    print_list('OTHER_WORDS', set(uses.other_than_places()) - set(often))


main()
