"""When two names, spans or sets of actors count as the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["bare_name", "normalise", "overlap", "pair", "same_actors", "same_person", "trim"]

Span = tuple[int, int]
Names = frozenset[str]
Gold = TypeVar("Gold")
Found = TypeVar("Found")

ARTICLES = re.compile(r"le|la|les|l|un|une|des|du|de|d|au|aux|en")
CIVILITIES = re.compile(
    r"m|mm|mme|s|e|se|sem|monsieur|madame|dr|general|son|excellence|president|docteur|pr|professeur|colonel|capitaine"
    r"|sa|majeste|roi|pape|prince|ministre"
)
LEADING = re.compile(
    r"[\s«»\"“”(]+|(?:(?:le|la|les|un|une|des|du|de|au|aux|en|depuis)\s+|(?:l|d|jusqu)['’](?:à\s+)?)", re.IGNORECASE
)
TRAILING = ' \u00a0\n\t«»"“”).,;'


def normalise(name: str) -> str:
    """The words of a name, case-folded, without accents, typography and leading articles or prepositions."""
    return " ".join(_without(ARTICLES, _words(name)))


def bare_name(name: str) -> str:
    """A person's name, normalised, without civilities and titles of one word before it."""
    return " ".join(_without(CIVILITIES, _without(ARTICLES, _words(name))))


def _words(name: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()
    return re.findall(r"[^\W_]+", plain.replace("œ", "oe"))


def _without(leading: re.Pattern[str], words: Sequence[str]) -> Sequence[str]:
    start = next((i for i, word in enumerate(words) if not leading.fullmatch(word)), len(words))
    return words[start:]


def same_person(a: Names, b: Names) -> bool:
    """Whether two sets of names share one, or a full name of one holds all words, two at least, of one of the other."""
    if a & b:
        return True
    return any(_holds(set(x.split()), set(y.split())) for x in a for y in b)


def _holds(x: set[str], y: set[str]) -> bool:
    return bool(x) and bool(y) and (x == y or (min(len(x), len(y)) >= 2 and (x <= y or y <= x)))


def same_actors(a: Sequence[Names], b: Sequence[Names]) -> bool:
    """Whether two lists hold the same actors, each given as the set of its names."""
    return len(a) == len(b) and all(any(same_person(x, y) for y in b) for x in a)


def overlap(a: Span, b: Span) -> int:
    """The number of characters that two half-open spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def trim(text: str, span: Span) -> Span:
    """The span without leading articles, prepositions and quotation marks, and without trailing punctuation."""
    start, end = span
    while (leading := LEADING.match(text, start, end)) and leading.end() > start:
        start = leading.end()
    while end > start and text[end - 1] in TRAILING:
        end -= 1
    return start, end


def pair(
    gold: Sequence[Gold], found: Sequence[Found], likeness: Callable[[Gold, Found], float]
) -> list[tuple[int, int]]:
    """One-to-one pairs of indices, the most alike first; what has a likeness of zero is never paired."""
    ranked = sorted(((likeness(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    pairs: list[tuple[int, int]] = []
    gold_left, found_left = set(range(len(gold))), set(range(len(found)))
    for alike, minus_i, minus_j in ranked:
        if alike > 0 and -minus_i in gold_left and -minus_j in found_left:
            gold_left.remove(-minus_i)
            found_left.remove(-minus_j)
            pairs.append((-minus_i, -minus_j))
    return pairs
