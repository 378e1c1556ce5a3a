#!/usr/bin/env python3
"""tool_learn.py - how much does each feature of a name, and of a reading of it, count?

usage: tool_learn.py [--write weights.h] GOLD.jsonl FEATURES ...   (pairs: annotated articles, what tool_features printed of them)

Is it a place? Logistic regression over the features of features.h; a spot is right when it overlaps a place that people marked.
Demonyms count for learning only in corpora that mark them. Which place? Conditional logistic regression over the readings; right
are those within 161 km of the marked one, or with its number. Prints the quality by cross-validation over articles (five folds),
and writes the weights learned from all of them. Standard library only."""
import json
import math
import random
import sys

# What is known before anything is learned: where the annotated articles say little, this stays.
GUESSES = {'PREV_MR': -5, 'PRESS_NAME': -4, 'LANDMARK_WORDS': 1.3, 'IS_OTHER': -.3, 'DISTINCT': 1, 'SEAT_OF_POWER': -1, 'CITY_WORDS': 1, 'GIVEN_THEN_NAME': -2, 'PERSON_ELSEWHERE': -1, 'ONLY_A_PERSON': -1.5, 'TITLED_ELSEWHERE': -2, 'PART_OF_PERSON': -2, 'DATELINE': 3, 'HAS_CONTAINER': 3,
           'IS_CONTAINER': 2, 'IS_COUNTRY': 2, 'PREV_OF_BODY': -2, 'HAS_CAPITAL_NAMESAKE': -4, 'HAS_CITY_NAMESAKE': -1.5, 'HAS_LANDMARK_NAMESAKE': -2, 'CAPITAL': 1,
           'CITY_PEOPLE': .6, 'OTHER': 2, 'CAPITAL_UNVOTED': -.5, 'LAND_PEOPLE': .4, 'WEAK': -2, 'HOME_DIVISION': 2, 'HOME_COUNTY': 1}

HELD = {'HOME_DIVISION', 'HOME_COUNTY', 'HAS_CITY_NAMESAKE', 'LANDMARK_WORDS', 'IS_OTHER', 'PREV_MR', 'PRESS_NAME'}  # not learned: too few to learn from, and certain

FOLDS, THRESHOLDS = 5, (.35, .4, .45, .5, .55)


class Spot:
    def __init__(self, corpus, line, gold, demonym):
        ident, _, start, end, _, self.state, features, readings = line.rstrip('\n').split('\t')
        self.ident, self.corpus = ident, corpus
        self.features = [int(f) for f in features.split()]
        self.is_demonym = demonym in self.features
        marked = [p for p in gold.get(ident, []) if p['start'] < int(end) and int(start) < p['end']]
        self.readings = [reading.split(':') for reading in readings.split()]
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
        if place.get('lat') is None or (place['start'] == start and place['end'] == end) or self.is_demonym:
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


def read_corpus(corpus, gold_path, feature_path):
    gold = {}
    for line in open(gold_path, encoding='utf-8'):
        article = json.loads(line)
        gold[article['id']] = article['places']
    lines = open(feature_path, encoding='utf-8').read().split('\n')
    names, reading_names = lines[0][2:].split(), lines[1][2:].split()
    demonym = names.index('IS_DEMONYM')
    spots = [Spot(corpus, line, gold, demonym) for line in lines[2:] if line and line.split('\t')[1] == 'B']
    people = [s.is_marked for s in spots if s.is_demonym]
    marks_demonyms = sum(people) * 2 > len(people)
    for s in spots:
        s.teaches = s.state != 'A' and (marks_demonyms or not s.is_demonym)
    return names, reading_names, spots, sum(map(len, gold.values()))


def logistic(x):
    return 1 / (1 + math.exp(-max(-30, min(30, x))))


class Learner:
    """AdaGrad; `penalty` pulls every weight towards its guess."""

    def __init__(self, names, penalty):
        self.held = {i for i, name in enumerate(names) if name in HELD}
        self.guesses = [float(GUESSES.get(name, 0)) for name in names]
        self.weights, self.squares, self.penalty = list(self.guesses), [1.0] * len(names), penalty

    def move(self, feature, slope):
        if feature in self.held:
            return
        slope += self.penalty * (self.weights[feature] - self.guesses[feature])
        self.squares[feature] += slope * slope
        self.weights[feature] -= .1 * slope / math.sqrt(self.squares[feature])


def learn_places(spots, names, rounds):
    learner, order, spots = Learner(names, .002), random.Random(1), [s for s in spots if s.teaches]
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


def cross_validate(spots, totals, names, reading_names):
    ids = sorted({s.ident for s in spots})
    random.Random(7).shuffle(ids)
    fold_of = {ident: i % FOLDS for i, ident in enumerate(ids)}
    chances, chosen = [], [[0, 0] for _ in totals]
    for fold in range(FOLDS):
        training = [s for s in spots if fold_of[s.ident] != fold]
        weights, reading_weights = learn_places(training, names, 15), learn_readings(training, reading_names, 15)
        for s in spots:
            if fold_of[s.ident] != fold:
                continue
            chances.append((.97 if s.state == 'A' else logistic(sum(weights[f] for f in s.features)), s))
            if s.vectors:
                share = shares(reading_weights, s.vectors)
                chosen[s.corpus][0] += s.right[share.index(max(share))]
                chosen[s.corpus][1] += 1
    for threshold in THRESHOLDS:
        line = f'threshold {threshold}: '
        for corpus, total in enumerate(totals):
            for people in (True, False):
                taken = [s.is_marked for c, s in chances if s.corpus == corpus and c >= threshold and (people or not s.is_demonym)]
                precision, recall = sum(taken) / max(1, len(taken)), sum(taken) / total
                line += f'P {precision:.3f} R {recall:.3f} F {2 * precision * recall / max(1e-9, precision + recall):.3f}  '
        print(line)
    print('(each corpus with and without demonyms) readings right:', ' '.join(f'{a / max(1, b):.3f} ({b})' for a, b in chosen))


def write(path, names, weights, reading_names, reading_weights):
    with open(path, 'w', encoding='utf-8') as out:
        out.write('''/* weights.h - how much does each feature count? Logarithms of odds (written by tool_learn.py) */
#ifndef TAG_PLACE_WEIGHTS_H
#define TAG_PLACE_WEIGHTS_H

#include "indexer/tag/place/features.h"

static const float place_weights[F_COUNT] = {
''')
        out.writelines(f'    [F_{name}] = {weight:.2f}f,\n' for name, weight in zip(names, weights))
        out.write('};\n\nstatic const float reading_weights[R_COUNT] = {\n')
        out.writelines(f'    [R_{name}] = {weight:.2f}f,\n' for name, weight in zip(reading_names, reading_weights))
        out.write('};\n\n#endif\n')


def main():
    arguments = sys.argv[1:]
    if len(arguments) < 2:
        sys.exit(__doc__)
    target = arguments[1] if arguments[0] == '--write' else None
    pairs = arguments[2:] if target else arguments
    spots, totals = [], []
    for corpus in range(len(pairs) // 2):
        names, reading_names, more, total = read_corpus(corpus, pairs[2 * corpus], pairs[2 * corpus + 1])
        spots += more
        totals.append(total)
    cross_validate(spots, totals, names, reading_names)
    if target:
        weights, reading_weights = learn_places(spots, names, 30), learn_readings(spots, reading_names, 30)
        write(target, names, weights, reading_names, reading_weights)
        for name, weight in sorted(zip(reading_names, reading_weights), key=lambda row: row[1]):
            print(f'{weight:7.2f} {name}')


if __name__ == '__main__':
    main()
