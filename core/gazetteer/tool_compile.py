#!/usr/bin/env python3
"""tool_compile.py - how does gazetteer.bin come about?

usage: tool_compile.py GEONAMES_FOLDER [gazetteer.bin]

Reads GeoNames' cities1000.txt.zst, admin1CodesASCII.txt, admin2Codes.txt, the English names en_names.tsv, the identifiers
of countries in country-codes.csv (public domain), and this project's own facts/*.tsv. Writes the file that format.h
describes. Standard library only; `zstd` is called to unpack. The same input always gives the same bytes.
"""
import collections
import csv
import math
import os
import struct
import subprocess
import sys
import unicodedata

CONTINENT, COUNTRY, ADMIN1, ADMIN2, CITY, OTHER = range(6)
CAPITAL, SEAT, SECTION = 1, 2, 4  # flags of a place: capital of a country, seat of a division, part of a city
STRONG, WEAK = 0, 1  # is the name the usual one, or one of GeoNames' many spellings?
LETTERS = {'ß': 'ss', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'æ': 'ae', 'œ': 'oe', 'ı': 'i', 'ð': 'd', 'þ': 'th', 'ħ': 'h', 'ŧ': 't', 'ƀ': 'b', 'ǥ': 'g'}
# What a division is called besides its name, before and behind it.
KIND_BEFORE = ('Province of ', 'Provincia de ', 'Departamento de ', 'Département de ', 'Département du ', 'Province de ', 'Province du ', 'Kabupaten ')
NO_NAMES = ('Capital', 'Central', 'Eastern', 'Federal', 'National', 'North', 'Northern', 'South', 'Southern', 'Western')
KIND_BEHIND = (' Oblast', ' Republic', ' Krai', ' Governorate', ' Province', ' Region', ' State', ' Prefecture', ' District', ' Department', ' Division', ' County')
APOSTROPHES = "'’‘ʼʻ`´"


class Place:
    def __init__(self, ident, kind, name, lat, lon, population=0, flags=0):
        self.ident, self.kind, self.name, self.lat, self.lon = ident, kind, name, lat, lon
        self.population, self.flags, self.parent, self.code = population, flags, None, ''
        self.names = {}  # key -> STRONG or WEAK
        self.bonus = 0.0

    def call(self, name, strength=STRONG):
        key = key_of(name)
        if key and len(key) <= 100 and is_latin(name):
            self.names[key] = min(strength, self.names.get(key, WEAK))

    def country(self):
        place = self
        while place and place.kind != COUNTRY:
            place = place.parent
        return place.code if place else ''

    def call_short(self):
        """Mount and Mt., Fort and Ft., Saint and St.: where English is spoken one may be written as the other."""
        if self.kind in (CITY, ADMIN1, ADMIN2) and self.country() not in ('US', 'GB', 'CA', 'AU', 'IE', 'NZ', 'JE', 'GG', 'ZA'):
            return
        for key, strength in list(self.names.items()):
            first, _, rest = key.partition(' ')
            for long, short in (('mount', 'mt'), ('fort', 'ft'), ('saint', 'st')):
                if rest and first in (long, short):
                    self.names.setdefault((short if first == long else long) + ' ' + rest, strength)

    def prominence(self, strength):
        by_kind = {CONTINENT: 6, COUNTRY: 4, ADMIN1: -1, ADMIN2: -3, CITY: 0, OTHER: 0}[self.kind]
        people = {CONTINENT: 10**8, OTHER: 60000}.get(self.kind, max(self.population, 500))
        by_flag = 2 * bool(self.flags & CAPITAL) + .7 * bool(self.flags & SEAT) - 1.5 * bool(self.flags & SECTION)
        return math.log(people) + by_kind + by_flag + self.bonus - 2 * strength


def fold(text):
    """As core/text/fold.h does for Latin letters: a unit test holds the two together."""
    text = unicodedata.normalize('NFKD', text.casefold())
    return ''.join(LETTERS.get(c, c) for c in text if not unicodedata.combining(c))


def key_of(name):
    """A name as its folded words, one space between them; a possessive 's is left out, as the tokenizer does."""
    words, word, text = [], '', fold(name) + ' '
    i = 0
    while i < len(text):
        c = text[i]
        if c.isalnum() and c not in APOSTROPHES:
            word += c
        else:
            if c in APOSTROPHES and word and text[i + 1:i + 2] == 's' and not text[i + 2:i + 3].isalnum():
                i += 1
            if word:
                words.append(word)
                word = ''
        i += 1
    return ' '.join(words)


def hash64(key):
    """FNV-1a, then scrambled so that the high bits are as good as the low ones."""
    h = 0xcbf29ce484222325
    for byte in key.encode():
        h = ((h ^ byte) * 0x100000001b3) & 0xffffffffffffffff
    h ^= h >> 32
    h = (h * 0xd6e8feb86659fd93) & 0xffffffffffffffff
    return h ^ (h >> 32)


def without_kind(name):
    """"Pangasinan" of "Province of Pangasinan"; None where there is nothing to leave out, or nothing left ("Federal District")."""
    short = next((name[len(word):] for word in KIND_BEFORE if name.startswith(word)), None) or \
        next((name[:-len(word)] for word in KIND_BEHIND if name.endswith(word)), None)
    return None if short in NO_NAMES else short


def own_id(name):
    return 4000000001 + hash64('own ' + name) % 290000000


def facts(name, columns):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'facts', name)
    for line in open(path, encoding='utf-8'):
        if not line.startswith('#') and line.strip():
            row = line.rstrip('\n').split('\t')
            yield (row + [''] * columns)[:columns]


def lines(folder, name):
    path = os.path.join(folder, name)
    if name.endswith('.zst'):
        text = subprocess.run(['zstd', '-dc', path], check=True, stdout=subprocess.PIPE).stdout.decode()
        return [line.split('\t') for line in text.split('\n') if line]
    return [line.rstrip('\n').split('\t') for line in open(path, encoding='utf-8')]


def is_latin(name):
    return name != '' and all(ord(c) < 0x2b0 or 0x1e00 <= ord(c) < 0x1f00 or 0x300 <= ord(c) < 0x370 or c in APOSTROPHES + '”"–' for c in name)


class World:
    def __init__(self, folder):
        self.folder = folder
        self.places, self.countries, self.admin1, self.admin2 = [], {}, {}, {}
        self.demonyms, self.abbreviations, self.members, self.continents = {}, {}, [], {}
        self.english = {row[0]: row[1] for row in lines(folder, 'en_names.tsv')}

    def add(self, place):
        self.places.append(place)
        place.call(place.name)
        return place

    def describe(self, place, others, demonyms, strength=STRONG):
        for other in filter(None, others.split('|')):
            place.call(other, strength)
        for demonym in filter(None, demonyms.split('|')):
            self.demonyms.setdefault(key_of(demonym), place)

    def read_countries(self):
        rows = {row['ISO3166-1-Alpha-2']: row for row in
                csv.DictReader(open(os.path.join(self.folder, 'country-codes.csv'), encoding='utf-8'))}
        self.rows = rows
        for code, name, lat, lon, thousands, others, demonyms in facts('countries.tsv', 7):
            ident = 831053 if code == 'XK' else int(rows[code]['Geoname ID'])
            country = self.add(Place(ident, COUNTRY, name, float(lat), float(lon), int(thousands) * 1000))
            country.code = code
            self.describe(country, others, demonyms)
            if code in rows and '&' not in rows[code]['CLDR display name']:
                country.call(rows[code]['CLDR display name'])
            self.countries[code] = country

    def read_cities(self):
        self.cities = []
        for row in lines(self.folder, 'cities1000.txt.zst'):
            ident, name, ascii_name, others, code, country = row[0], row[1], row[2], row[3], row[7], row[8]
            if code in ('PPLH', 'PPLW', 'PPLQ', 'PPLCH') or country not in self.countries:
                continue
            flags = CAPITAL if code == 'PPLC' else SEAT if code == 'PPLA' else SECTION if code == 'PPLX' else 0
            name = name if is_latin(name) else ascii_name if is_latin(ascii_name) else ''
            if not name:
                continue
            shown = self.english.get(ident, name)
            shown = shown if is_latin(shown) else name
            city = self.add(Place(int(ident), CITY, shown, float(row[4]), float(row[5]), int(row[14]), flags))
            city.call(name)
            city.call(ascii_name)
            city.bonus = .3 if ident in self.english else 0
            if city.population >= 100000 or flags & (CAPITAL | SEAT):
                for other in others.split(','):
                    if len(other) >= 4 and is_latin(other) and not other.isupper() and not any(c.isdigit() for c in other):
                        city.call(other, WEAK)
            city.path = (country, row[10], row[11])
            city.geonames = name
            self.cities.append(city)

    def middle(self, cities):
        """The middle of the cells of half a degree in which there are cities: nearer to the middle of the land."""
        cells = sorted({(round(c.lat * 2) / 2, round(c.lon * 2) / 2) for c in cities})
        west = min(lon for _, lon in cells)
        lons = [lon - 360 if lon - west > 180 else lon for _, lon in cells]
        if len(cells) < 4:
            return sum(c.lat for c in cities) / len(cities), sum(c.lon for c in cities) / len(cities)
        return sum(lat for lat, _ in cells) / len(cells), sum(lons) / len(lons)

    def call_without_kind(self, place, name, country, kind):
        """Its usual name where no town of the country is called so, else one that may also mean the division. Of the small divisions
        it is never more than that: "Sense District" is hardly called Sense abroad."""
        short = without_kind(name)
        if not short:
            return
        is_free = key_of(short) not in self.town_names[country]
        if kind == ADMIN1 or is_free:
            place.call(short, STRONG if is_free and kind == ADMIN1 else WEAK)

    def read_divisions(self):
        in_first, in_second = collections.defaultdict(list), collections.defaultdict(list)
        self.town_names = collections.defaultdict(set)
        for city in self.cities:
            in_first[city.path[:2]].append(city)
            in_second[city.path].append(city)
            self.town_names[city.path[0]].update(key for key, strength in city.names.items() if strength == STRONG)
        for full, name, ascii_name, ident in lines(self.folder, 'admin1CodesASCII.txt'):
            code, first = full.split('.', 1)
            if code not in self.countries:
                continue
            inside, country = in_first[(code, first)], self.countries[code]
            lat, lon = self.middle(inside) if inside else (country.lat, country.lon)
            place = self.add(Place(int(ident), ADMIN1, self.english.get(ident, name), lat, lon, sum(c.population for c in inside)))
            place.geonames, place.code, place.parent = name, first, country
            place.call(name)
            place.call(ascii_name)
            self.call_without_kind(place, name, code, ADMIN1)
            self.admin1[(code, first)] = place
        for full, name, ascii_name, ident in lines(self.folder, 'admin2Codes.txt'):
            path = tuple(full.split('.', 2))
            inside = in_second.get(path)
            if not inside or path[:2] not in self.admin1:
                continue
            lat, lon = self.middle(inside)
            place = self.add(Place(int(ident), ADMIN2, self.english.get(ident, name), lat, lon, sum(c.population for c in inside)))
            place.call(name)
            place.call(ascii_name)
            place.parent = self.admin1[path[:2]]
            for suffix in (' County', ' Parish', ' Borough', ' District'):
                if path[0] in ('US', 'GB', 'IN', 'NZ') and name.endswith(suffix):
                    place.call(name[:-len(suffix)], WEAK)
            if path[0] not in ('US', 'GB', 'IN', 'NZ'):
                self.call_without_kind(place, name, path[0], ADMIN2)
            if name.startswith('County '):
                place.call(name[7:], WEAK)
            self.admin2[path] = place
        for city in self.cities:
            city.parent = self.admin2.get(city.path) or self.admin1.get(city.path[:2]) or self.countries[city.path[0]]

    def read_own(self):
        by_name = {(p.parent.code, p.geonames): p for p in self.admin1.values()}
        by_name.update({(p.parent.code, p.name): p for p in self.admin1.values()})
        for code, name, lat, lon, thousands, others, short, demonyms, bonus in facts('states.tsv', 9):
            place = by_name.get((code, name))
            if not place:
                print('no such division:', code, name, file=sys.stderr)
                continue
            place.lat, place.lon, place.population = float(lat), float(lon), int(thousands) * 1000
            place.bonus = float(bonus or 0)
            self.describe(place, others, demonyms)
            for form in filter(None, short.split('|')):
                self.abbreviations.setdefault(abbreviation_key(form), place)
                if '.' in form and ' ' not in form:
                    self.abbreviations.setdefault(abbreviation_key(form.upper()), place)
        self.states = by_name
        cities = collections.defaultdict(list)
        for city in self.cities:
            cities[(city.path[0], city.path[1])].append(city)
            cities[(city.path[0], '')].append(city)
        for name, code, first, others, demonyms in facts('cities.tsv', 5):
            near = cities[(code, first)] or cities[(code, '')]
            found = [c for c in near if key_of(name) in (key_of(c.geonames), key_of(c.name))] or \
                    [c for c in cities[(code, '')] if key_of(name) in c.names]
            if not found:
                print('no such city:', code, first, name, file=sys.stderr)
                continue
            city = max(found, key=lambda c: c.prominence(STRONG))
            if any(ord(c) >= 0x100 for c in city.name):
                city.name = others.split('|')[0] or city.name
            self.describe(city, others, demonyms)

    def read_regions(self):
        named = {}
        for name, ident, lat, lon, parts, others, demonyms in facts('regions.tsv', 7):
            region = self.add(Place(int(ident) or own_id(name), CONTINENT, name, float(lat), float(lon)))
            inside = self.parts(name, parts)
            region.bonus = 0 if parts.startswith('continent:') else -2
            self.describe(region, others, demonyms)
            named[name] = region
            if parts.startswith('continent:') and int(ident):
                for part in inside:
                    part.parent = region
                continue
            within = {self.country_of(p) for p in inside}
            around = {c.parent for c in within}
            region.parent = within.pop() if len(within) == 1 else around.pop() if len(around) == 1 else None
            self.members += [(part, region) for part in inside]
        for name, lat, lon, code, state, others, demonyms in facts('places.tsv', 7):
            place = self.add(Place(own_id(name), OTHER, name, float(lat), float(lon)))
            place.parent = (self.states[(code, state)] if state else self.countries[code]) if code else None
            self.describe(place, others, demonyms)

    def parts(self, region, text):
        found = []
        codes = text.split(' ')
        while codes:
            word = codes.pop(0)
            while codes and '/' in word and not (codes[0][:3].isupper() or '/' in codes[0] or codes[0].isupper()):
                word += ' ' + codes.pop(0)
            if word.startswith('continent:'):
                found += [c for code, c in self.countries.items() if self.continent(code) == word[10:]]
            elif '/' in word:
                place = self.states.get(tuple(word.split('/')))
                found += [place] if place else print('no such part:', region, word, file=sys.stderr) or []
            elif word in self.countries:
                found.append(self.countries[word])
            elif word:
                print('no such part:', region, word, file=sys.stderr)
        return found

    def continent(self, code):
        return 'EU' if code == 'XK' else self.rows[code]['Continent']

    def country_of(self, place):
        while place.kind != COUNTRY:
            place = place.parent
        return place


def abbreviation_key(form):
    return form.replace(' ', '').lower()


def number(value, size):
    return (value & ((1 << 8 * size) - 1)).to_bytes(size, 'little')


def packed_population(people):
    shift = 0
    while people >> shift > 0x7ff:
        shift += 1
    return (people >> shift) | shift << 11


class Writer:
    def __init__(self, world):
        self.world = world
        unique = {}
        for place in world.places:
            if unique.setdefault(place.ident, place) is not place:
                print('twice the id', place.ident, place.name, file=sys.stderr)
        self.places = sorted(unique.values(), key=lambda p: p.ident)
        self.index = {id(p): i for i, p in enumerate(self.places)}
        self.texts, self.offsets = bytearray(b'\0'), {'': 0}

    def text(self, text):
        if text not in self.offsets:
            data = text.encode()[:255]
            self.offsets[text] = len(self.texts)
            self.texts += bytes([len(data)]) + data
        return self.offsets[text]

    def of(self, place):
        return self.index[id(place)] if place and id(place) in self.index else 0x3ffff

    def records(self):
        out = bytearray()
        for p in self.places:
            lon = (p.lon + 540) % 360 - 180
            out += number(p.ident, 4) + number(self.text(p.name), 3)
            out += number(round(p.lat * 1e4), 3) + number(round(lon * 1e4), 3)
            out += number(packed_population(p.population), 2) + number(self.of(p.parent) | p.kind << 18 | p.flags << 21, 3)
        return bytes(out)

    def weaken_divisions(self, bearers):
        """The Red Sea is better known than the province of Sudan: what our own table names goes before divisions."""
        if any(self.places[value & 0x3ffff].kind == OTHER for _, _, value in bearers):
            for i, (prominence, ident, value) in enumerate(bearers):
                if self.places[value & 0x3ffff].kind in (ADMIN1, ADMIN2) and not value >> 22:
                    bearers[i] = (prominence + 2, ident, value | 1 << 22)

    def names(self):
        called = collections.defaultdict(list)
        for place in self.places:
            place.call_short()
            for key, strength in place.names.items():
                called[key].append((-place.prominence(strength), place.ident, self.of(place) | strength << 22))
        for bearers in called.values():
            self.weaken_divisions(bearers)
        longest = bytearray(1 << 17)
        rows, lists = [], bytearray(b'\0\0')
        for key, bearers in sorted(called.items()):
            words = key.split(' ')
            slot = hash64(words[0]) >> 47
            longest[slot] = max(longest[slot], min(len(words), 15))
            values = [value for _, _, value in sorted(bearers)]
            if len(values) == 1:
                rows.append((hash64(key), values[0]))
            else:
                rows.append((hash64(key), 1 << 23 | len(lists)))
                lists += number(len(values), 2) + b''.join(number(v, 3) for v in values)
        for key in self.world.demonyms:
            words = key.split(' ')
            slot = hash64(words[0]) >> 47
            longest[slot] = max(longest[slot] & 15, min(len(words), 15)) | 16
        rows.sort()
        starts, entries, row = bytearray(), bytearray(), 0
        for bucket in range(1 << 16):
            starts += number(row, 4)
            while row < len(rows) and rows[row][0] >> 48 == bucket:
                entries += number(rows[row][0] >> 16, 4) + number(rows[row][1], 3)
                row += 1
        starts += number(row, 4)
        assert len(lists) < 1 << 23
        return bytes(starts), bytes(entries), bytes(lists), bytes(longest)

    def words(self, table):
        return b''.join(number(h, 8) + number(i, 4) for h, i in sorted((hash64(k), self.of(p)) for k, p in table.items()))

    def write(self, path):
        w = self.world
        records = self.records()
        codes = sorted((self.of(p), self.text(p.code)) for p in self.places if p.code)
        starts, entries, lists, longest = self.names()
        sections = [records, starts, entries, lists, longest,
                    b''.join(number(i, 3) + number(code, 3) for i, code in codes), self.words(w.demonyms), self.words(w.abbreviations),
                    b''.join(number(a, 3) + number(b, 3) for a, b in sorted((self.of(a), self.of(b)) for a, b in w.members)),
                    bytes(self.texts)]
        head = b'quothgz1' + struct.pack('<II', len(self.places), len(sections))
        at = len(head) + 8 * len(sections)
        for section in sections:
            head += struct.pack('<II', at, len(section))
            at += len(section)
        with open(path, 'wb') as out:
            out.write(head + b''.join(sections))
        sizes = ' '.join(str(len(s)) for s in sections)
        print(f'{len(self.places)} places, {len(entries) // 7} names, {at} bytes: {sizes}')


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    world = World(sys.argv[1])
    world.read_countries()
    world.read_cities()
    world.read_divisions()
    world.read_own()
    world.read_regions()
    here = os.path.dirname(os.path.abspath(__file__))
    Writer(world).write(sys.argv[2] if len(sys.argv) > 2 else os.path.join(here, 'gazetteer.bin'))


if __name__ == '__main__':
    main()
