#!/usr/bin/env python3
"""tool_learn.py - how much does each feature of a name count?

usage: tool_learn.py [--write weights.h] GOLD.jsonl FEATURES ...   (pairs: annotated articles, what tool_features printed of them)

Logistic regression over the features of features.h. A spot is right when it overlaps a place that people marked. Prints the
quality by cross-validation over articles (five folds), and writes the weights learned from all of them. Adjectives and demonyms
count for learning only in corpora that mark them. Standard library only."""
import json
import math
import random
import sys


def read_gold(path):
    gold = {}
    for line in open(path, encoding='utf-8'):
        article = json.loads(line)
        gold[article['id']] = [(p['start'], p['end']) for p in article['places']]
    return gold


def read_features(path):
    names, spots = [], []
    for line in open(path, encoding='utf-8'):
        if line.startswith('#'):
            names = line[2:].split()
            continue
        ident, part, start, end, chance, fixed, features, _ = line.rstrip('\n').split('\t')
        if part == 'B':
            spots.append((ident, int(start), int(end), fixed == '1', [int(f) for f in features.split()]))
    return names, spots


def is_marked(gold, spot):
    return any(spot[1] < end and start < spot[2] for start, end in gold.get(spot[0], []))


def learn(rows, count, weight_of, rounds=30, penalty=0.02):
    """Averaged AdaGrad over logistic loss; `penalty` pulls every weight towards nothing."""
    weights, squares = [0.0] * count, [1e-6] * count
    order = random.Random(1)
    rows = list(rows)
    for _ in range(rounds):
        order.shuffle(rows)
        for features, label, corpus in rows:
            chance = 1 / (1 + math.exp(-max(-30, min(30, sum(weights[f] for f in features)))))
            slope = (chance - label) * weight_of[corpus]
            for f in features:
                step = slope + penalty * weights[f] * .01
                squares[f] += step * step
                weights[f] -= .1 * step / math.sqrt(squares[f])
    return weights


def chance_of(weights, features):
    return 1 / (1 + math.exp(-max(-30, min(30, sum(weights[f] for f in features)))))


def main():
    arguments = sys.argv[1:]
    target = arguments[1] if arguments and arguments[0] == '--write' else None
    pairs = arguments[2:] if target else arguments
    rows, names, totals = [], [], []
    for corpus in range(len(pairs) // 2):
        gold = read_gold(pairs[2 * corpus])
        names, spots = read_features(pairs[2 * corpus + 1])
        demonym = names.index('IS_DEMONYM')
        marks = [s for s in spots if demonym in s[4] and is_marked(gold, s)]
        marks_demonyms = len(marks) * 2 > sum(demonym in s[4] for s in spots)
        totals.append(sum(map(len, gold.values())))
        for s in spots:
            rows.append((s[0], s[4], is_marked(gold, s), corpus, s[3], demonym in s[4] and not marks_demonyms))
    weight_of = {c: 1.0 for c in range(len(totals))}
    folds = 5
    ids = sorted({r[0] for r in rows})
    random.Random(7).shuffle(ids)
    fold_of = {ident: i % folds for i, ident in enumerate(ids)}
    found = [[0, 0] for _ in totals]
    chances = []
    for fold in range(folds):
        training = [(r[1], r[2], r[3]) for r in rows if fold_of[r[0]] != fold and not r[4] and not r[5]]
        weights = learn(training, len(names), weight_of, 15)
        for r in rows:
            if fold_of[r[0]] == fold:
                chances.append((.97 if r[4] else chance_of(weights, r[1]), r[2], r[3]))
    for threshold in (.3, .35, .4, .45, .5, .55, .6):
        print('threshold', threshold, end=': ')
        for corpus, total in enumerate(totals):
            taken = [label for chance, label, c in chances if c == corpus and chance >= threshold]
            precision, recall = sum(taken) / max(1, len(taken)), sum(taken) / total
            print(f'P {precision:.3f} R {recall:.3f} F {2 * precision * recall / max(1e-9, precision + recall):.3f}', end='   ')
        print()
    ceiling = [sum(1 for _, label, c in chances if c == corpus and label) / total for corpus, total in enumerate(totals)]
    print('recall if all were right:', ' '.join(f'{c:.3f}' for c in ceiling))
    if target:
        weights = learn([(r[1], r[2], r[3]) for r in rows if not r[4] and not r[5]], len(names), weight_of)
        write(target, names, weights)
        for name, weight in sorted(zip(names, weights), key=lambda row: row[1]):
            print(f'{weight:7.2f} {name}')


def write(path, names, weights):
    with open(path, 'w', encoding='utf-8') as out:
        out.write('''/* weights.h - how much does each feature count? Logarithms of odds (written by tool_learn.py) */
#ifndef TAG_PLACE_WEIGHTS_H
#define TAG_PLACE_WEIGHTS_H

#include "indexer/tag/place/features.h"

static const float place_weights[F_COUNT] = {
''')
        for name, weight in zip(names, weights):
            out.write(f'    [F_{name}] = {weight:.2f}f,\n')
        out.write('};\n\n#endif\n')


if __name__ == '__main__':
    main()
