#!/usr/bin/env python3
"""tool_words.py - which names of places are mostly ordinary words, and which ones mostly people's?

usage: tool_words.py GEONAMES_FOLDER articles.jsonl.zst ... > everyday.inc

Counts, for every one-word name of the gazetteer, how often running text writes it small and how often as a capital within a
sentence. Printed are words written small at least four times as often (EVERYDAY) and half as often (OFTEN). Of the others: those
that stand behind a given name or a title twelve times as often as behind "in" or "near" (PEOPLE)."""
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
SEEN_AS_PERSON, TIMES_A_PLACE = 30, 12
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


def count_people(text, names, given, person, place):
    words = WORD_OR_MARK.findall(text)
    for i in range(1, len(words) - 1):
        word, before, behind = words[i], words[i - 1], words[i + 1]
        key = re.sub("['’]s$", '', word).lower()
        if key not in names or not word[0].isupper() or word.isupper():
            continue
        title = words[i - 2] if before == '.' and i > 1 else before
        if before[0].isupper() and (title.lower() in TITLES or (before.lower() in given and before.lower() not in names)):
            person[key] += 1
        elif title != before and title.lower() in TITLES:
            person[key] += 1
        elif before in ('in', 'at', 'near', 'outside') and word.lower() == key and not behind[0].isupper():
            place[key] += 1


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
    names, given = one_word_names(sys.argv[1]), given_names()
    small, capital, person, place = (collections.Counter() for _ in range(4))
    for path in sys.argv[2:]:
        unpack = subprocess.Popen(['zstd', '-dc', path], stdout=subprocess.PIPE)
        for number, line in enumerate(unpack.stdout):
            if number >= ARTICLES:
                break
            text = json.loads(line)['text']
            count(text, names, small, capital)
            count_people(text, names, given, person, place)
        unpack.kill()
    often = [w for w in small if small[w] >= 4 and small[w] * 2 >= capital[w]]
    people = [w for w in person if person[w] >= SEEN_AS_PERSON and person[w] >= TIMES_A_PLACE * place[w] and w not in often]
    print("/* everyday.inc - names of places that are mostly ordinary words, or people's (written by tool_words.py) */")
    print_list('EVERYDAY_WORDS', [w for w in often if small[w] >= 4 * capital[w]])
    print_list('OFTEN_SMALL_WORDS', [w for w in often if small[w] < 4 * capital[w]])
    print_list('PEOPLE_WORDS', people)


main()
