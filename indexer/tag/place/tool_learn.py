#!/usr/bin/env python3
"""tool_learn.py - how much does each feature of a name, and of a reading of it, count?

usage: tool_learn.py [--write weights.h [--only TABLE]] GOLD.jsonl FEATURES ...
       (pairs: annotated articles, what tool_features printed of them; TABLE: place_weights, reading_weights or unlisted_weights, the
       others stay as they are)

Is it a place? Logistic regression over the features of features.h; a spot is right when it overlaps a place that people marked.
Demonyms count for learning only in corpora that mark them. Names that the gazetteer lacks have features and weights of their own.
Which place? Conditional logistic regression over the readings; right are those within 161 km of the marked one, or with its number.
Prints the quality by cross-validation over articles (five folds), and writes the weights learned from all of them. Standard library
only."""
import json
import math
import random
import re
import sys

# What is known before anything is learned: where the annotated articles say little, this stays.
GUESSES = {'PREV_MR': -5, 'PRESS_NAME': -4, 'LANDMARK_WORDS': 1.3, 'IS_OTHER': -.3, 'DISTINCT': 1, 'SEAT_OF_POWER': -1, 'CITY_WORDS': 1, 'GIVEN_THEN_NAME': -2, 'PERSON_ELSEWHERE': -1, 'ONLY_A_PERSON': -1.5, 'TITLED_ELSEWHERE': -2, 'PART_OF_PERSON': -2, 'DATELINE': 3, 'HAS_CONTAINER': 3,
           'IS_CONTAINER': 2, 'IS_COUNTRY': 2, 'PREV_OF_BODY': -2, 'HAS_CAPITAL_NAMESAKE': -4, 'HAS_CITY_NAMESAKE': -1.5, 'HAS_LANDMARK_NAMESAKE': -2, 'CAPITAL': 1,
           'CITY_PEOPLE': .6, 'OTHER': 2, 'CAPITAL_UNVOTED': -1.2, 'LAND_PEOPLE': .4, 'WEAK': -2, 'HOME_DIVISION': 2, 'HOME_COUNTY': 1,
           'LESSER_IN_LAND': -4, 'LESSER_ABROAD': -3, 'MOSTLY_OTHER': -2}

HELD = {'CAPITAL_UNVOTED', 'FIRST_OFFICIAL', 'LAST_EVENT', 'HOME_DIVISION', 'HOME_COUNTY', 'HAS_CITY_NAMESAKE', 'LESSER_IN_LAND', 'LESSER_ABROAD', 'MOSTLY_OTHER', 'LANDMARK_WORDS', 'IS_OTHER', 'PREV_MR', 'PRESS_NAME'}  # not learned: too few to learn from and certain, or special to the articles (LGL was made of towns called as capitals)

# The same of names that the gazetteer lacks.
UNLISTED_GUESSES = {'ALWAYS': -2, 'PERSON': -2, 'HEADLINE': -1, 'NEXT_DISEASE': -2, 'FIRST_TITLE': -1, 'FIRST_OFFICIAL': -2, 'LAST_EVENT': -2}

# What the tagger decides without weighing: these features veto, unless these say otherwise.
VETOES, PARDONS, SURE = {'NO_NAME', 'PRESS_NAME', 'PREV_MR'}, {'HAS_CONTAINER', 'DATELINE'}, .97

FOLDS, THRESHOLDS = 5, (.35, .4, .45, .5, .55)


class Spot:
    def __init__(self, corpus, line, gold, demonym):
        ident, _, start, end, _, self.state, features, readings = line.rstrip('\n').split('\t')
        self.ident, self.corpus = ident, corpus
        self.features = [int(f) for f in features.split()]
        self.start, self.end, self.is_listed = int(start), int(end), self.state != 'U'
        self.is_demonym = self.is_listed and demonym in self.features
        marked = [p for p in gold.get(ident, []) if p['start'] < int(end) and int(start) < p['end']]
        self.readings = [reading.split(':') for reading in readings.split()]
        self.overlaps = bool(marked)
        self.is_marked = any(self.may_be(p, int(start), int(end)) for p in marked)
        self.vectors, self.right = [], []
        exact = [p for p in marked if p.get('lat') is not None and p['start'] <= int(start) and int(end) <= p['end'] + 1]
        if exact and len(self.readings) > 1 and self.state == '-' and not self.is_demonym:
            self.vectors = [[(i, float(x)) for i, x in enumerate(r[4:]) if float(x)] for r in self.readings]
            self.right = [is_right(r, exact[0]) for r in self.readings]
            if not any(self.right) or all(self.right):
                self.vectors = []


    def may_be(self, place, start, end):
        """"Wing" in "West Wing" is no place: it overlaps a marked one, but nothing called so lies there."""
        if not self.is_listed or place.get('lat') is None or (place['start'] == start and place['end'] == end) or self.is_demonym:
            return True
        return any(distance_km(float(r[1]), float(r[2]), place['lat'], place['lon']) <= 600 for r in self.readings)


def is_right(reading, place):
    if str(place.get('geonameid')) == reading[0]:
        return True
    return distance_km(float(reading[1]), float(reading[2]), place['lat'], place['lon']) <= 161


def distance_km(lat, lon, lat2, lon2):
    radian = math.pi / 180
    x = math.sin((lat2 - lat) * radian / 2) ** 2 + \
        math.cos(lat * radian) * math.cos(lat2 * radian) * math.sin((lon2 - lon) * radian / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(x)))


class Names:
    """Of the features, in the order of their numbers."""

    def __init__(self, lines):
        self.places, self.readings, self.unlisted = (line[2:].split() for line in lines)
        self.vetoes = {i for i, name in enumerate(self.places) if name in VETOES}
        self.pardons = {i for i, name in enumerate(self.places) if name in PARDONS}


def read_corpus(corpus, gold_path, feature_path):
    gold = {}
    for line in open(gold_path, encoding='utf-8'):
        article = json.loads(line)
        gold[article['id']] = article['places']
    lines = open(feature_path, encoding='utf-8').read().split('\n')
    names = Names(lines[:3])
    demonym = names.places.index('IS_DEMONYM')
    spots = [Spot(corpus, line, gold, demonym) for line in lines[3:] if line and line.split('\t')[1] == 'B']
    people = [s.is_marked for s in spots if s.is_demonym]
    marks_demonyms = sum(people) * 2 > len(people)
    for s in spots:
        s.teaches = s.state != 'A' and (marks_demonyms or not s.is_demonym)
    return names, spots, gold


def logistic(x):
    return 1 / (1 + math.exp(-max(-30, min(30, x))))


class Learner:
    """AdaGrad; `penalty` pulls every weight towards its guess."""

    def __init__(self, names, penalty, guesses=GUESSES):
        self.held = {i for i, name in enumerate(names) if name in HELD}
        self.guesses = [float(guesses.get(name, 0)) for name in names]
        self.weights, self.squares, self.penalty = list(self.guesses), [1.0] * len(names), penalty

    def move(self, feature, slope):
        if feature in self.held:
            return
        slope += self.penalty * (self.weights[feature] - self.guesses[feature])
        self.squares[feature] += slope * slope
        self.weights[feature] -= .1 * slope / math.sqrt(self.squares[feature])


def learn_places(spots, names, rounds, guesses=GUESSES):
    learner, order, spots = Learner(names, .002, guesses), random.Random(1), [s for s in spots if s.teaches]
    size = {corpus: sum(s.corpus == corpus for s in spots) for corpus in {s.corpus for s in spots}}
    for _ in range(rounds):
        order.shuffle(spots)
        for s in spots:
            slope = logistic(sum(learner.weights[f] for f in s.features)) - s.is_marked
            for f in s.features:
                learner.move(f, slope * math.sqrt(2000 / size[s.corpus]))
    return learner.weights


def shares(weights, vectors):
    scores = [sum(weights[i] * x for i, x in v) for v in vectors]
    best = max(scores)
    odds = [math.exp(max(-50, s - best)) for s in scores]
    return [o / sum(odds) for o in odds]


def learn_readings(spots, names, rounds):
    learner, order, spots = Learner(names, .005), random.Random(1), [s for s in spots if s.vectors]
    size = {corpus: sum(s.corpus == corpus for s in spots) for corpus in {s.corpus for s in spots}}
    for _ in range(rounds):
        order.shuffle(spots)
        for s in spots:
            share = shares(learner.weights, s.vectors)
            right = sum(p for p, good in zip(share, s.right) if good) or 1e-12
            slopes = {}
            for p, good, vector in zip(share, s.right, s.vectors):
                wanted = p / right if good else 0
                for i, x in vector:
                    slopes[i] = slopes.get(i, 0) + (p - wanted) * x * math.sqrt(200 / size[s.corpus])
            for i, slope in slopes.items():
                learner.move(i, slope)
    return learner.weights


class Weights:
    def __init__(self, spots, names, rounds):
        self.names = names
        self.places = learn_places([s for s in spots if s.is_listed], names.places, rounds)
        self.readings = learn_readings([s for s in spots if s.is_listed], names.readings, rounds)
        self.unlisted = learn_places([s for s in spots if not s.is_listed], names.unlisted, rounds, UNLISTED_GUESSES)

    def chance(self, s):
        """As the tagger sees it."""
        if s.state == 'A':
            return SURE
        if s.is_listed and self.names.vetoes.intersection(s.features) and not self.names.pardons.intersection(s.features):
            return 0
        weights = self.places if s.is_listed else self.unlisted
        return logistic(sum(weights[f] for f in s.features))


def precision_recall(taken, gold):
    """Of the spots taken in one corpus, by overlap with the marked places."""
    in_article = {}
    for s in taken:
        in_article.setdefault(s.ident, []).append(s)
    found = sum(any(p['start'] < s.end and s.start < p['end'] for s in in_article.get(ident, [])) for ident, places in gold.items()
                for p in places)
    return sum(s.overlaps for s in taken) / max(1, len(taken)), found / max(1, sum(map(len, gold.values())))


def print_quality(label, chances, golds):
    for threshold in THRESHOLDS:
        line = f'{label}, threshold {threshold}:'
        for people in (True, False):
            for corpus, gold in enumerate(golds):
                taken = [s for c, s in chances if s.corpus == corpus and c >= threshold and (people or not s.is_demonym)]
                precision, recall = precision_recall(taken, gold)
                line += f'  P {precision:.3f} R {recall:.3f} F {2 * precision * recall / max(1e-9, precision + recall):.4f}'
            line += ';' if people else ''
        print(line)


def cross_validate(spots, golds, names):
    ids = sorted({s.ident for s in spots})
    random.Random(7).shuffle(ids)
    fold_of = {ident: i % FOLDS for i, ident in enumerate(ids)}
    chances, chosen = [], [[0, 0] for _ in golds]
    for fold in range(FOLDS):
        weights = Weights([s for s in spots if fold_of[s.ident] != fold], names, 15)
        for s in spots:
            if fold_of[s.ident] != fold:
                continue
            chances.append((weights.chance(s), s))
            if s.vectors:
                share = shares(weights.readings, s.vectors)
                chosen[s.corpus][0] += s.right[share.index(max(share))]
                chosen[s.corpus][1] += 1
    print_quality('listed', [(c, s) for c, s in chances if s.is_listed], golds)
    print_quality('all', chances, golds)
    print('(each corpus with, then without demonyms) readings right:', ' '.join(f'{a / max(1, b):.3f} ({b})' for a, b in chosen))


def write(path, names, weights, only):
    tables = (('place_weights', 'F', names.places, weights.places), ('reading_weights', 'R', names.readings, weights.readings),
              ('unlisted_weights', 'U', names.unlisted, weights.unlisted))
    text = open(path, encoding='utf-8').read()
    for table, letter, features, numbers in tables:
        if only in (None, table):
            rows = ''.join(f'    [{letter}_{name}] = {number:.2f}f,\n' for name, number in zip(features, numbers))
            text = re.sub(rf'({table}\[\w+\] = {{\n).*?(}};)', lambda found: found.group(1) + rows + found.group(2), text, flags=re.DOTALL)
    open(path, 'w', encoding='utf-8').write(text)


def main():
    arguments = sys.argv[1:]
    if len(arguments) < 2:
        sys.exit(__doc__)
    target, only, pairs = None, None, arguments
    if pairs[0] == '--write':
        target, pairs = pairs[1], pairs[2:]
    if pairs[0] == '--only':
        only, pairs = pairs[1], pairs[2:]
    spots, golds = [], []
    for corpus in range(len(pairs) // 2):
        names, more, gold = read_corpus(corpus, pairs[2 * corpus], pairs[2 * corpus + 1])
        spots += more
        golds.append(gold)
    cross_validate(spots, golds, names)
    if target:
        weights = Weights(spots, names, 30)
        write(target, names, weights, only)
        for name, weight in sorted(zip(names.unlisted, weights.unlisted), key=lambda row: row[1]):
            print(f'{weight:7.2f} {name}')


if __name__ == '__main__':
    main()
