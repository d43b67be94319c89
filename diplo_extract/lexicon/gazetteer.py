"""A gazetteer: finds the surface forms of a lexicon in running text, whatever the typography.

Matching runs on a folded copy of the text in which every character stands for exactly one of the original, so that
offsets need no translation. The case and accent rules then look at the original:

- a form whose first letter is a capital matches words whose first letter is a capital (`Chine`, `CHINE`; not `chine`);
- a form of at most six capitals or digits is an acronym and matches only as it stands (`OMS`; not `oms`);
- a form in lower case matches in any case;
- accents must agree, except in capitals, which are often written without (`ETATS-UNIS`, `Etat`), and in forms of
  `LOOSE_LETTERS` and more that open with a capital, which are written both ways (`Addis Abéba`, `Senegal`); a form that
  agrees goes first.

A hyphen, a space and a line break are one and the same inside a form.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

__all__ = ["Gazetteer", "Hit", "fold", "level"]

ACRONYM_LETTERS = 6
LOOSE_LETTERS = 6
LONGEST_WORD = 40
"""Characters up to which what is folded is taken for a word, which will come again."""
_LEVELLED = {
    "’": "'",
    "ʼ": "'",
    "‘": "'",
    "`": "'",
    "-": " ",
    "‐": " ",
    "‑": " ",
    "\n": " ",
    "\u00a0": " ",
    "\u202f": " ",
}
_WITHOUT_STROKE = str.maketrans("đðħıłøŧ", "ddhilot")
"""Letters whose stroke or missing dot Unicode does not take for an accent (`Nam Định`, `Łódź`, `Diyarbakır`)."""


def _fold_character(character: str) -> str:
    if character in _LEVELLED:
        return _LEVELLED[character]
    base = unicodedata.normalize("NFD", character)[0].lower().translate(_WITHOUT_STROKE)
    return base if len(base) == 1 else character


class _FoldTable(dict[int, str]):
    """A translation table that fills itself, so that each character of a language is folded once."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TABLE = _FoldTable()


_TYPOGRAPHY = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " "})


def level(text: str) -> str:
    """`text` with straight apostrophes and plain spaces, of the same length."""
    return text.translate(_TYPOGRAPHY)


def fold(text: str) -> str:
    """`text` in lower case without accents, hyphens and line breaks as spaces; of the same length."""
    return _fold_word(text) if len(text) <= LONGEST_WORD else _fold_text(text)


@lru_cache(maxsize=1 << 14)
def _fold_word(word: str) -> str:
    return word.translate(_TABLE)


@lru_cache(maxsize=2)  # one gazetteer after the other folds the same document
def _fold_text(text: str) -> str:
    return text.translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A form found: half-open offsets in code points, and the key it was entered under."""

    start: int
    end: int
    key: str


class Gazetteer:
    """The forms of a lexicon, ready to be searched for.

    Entries are pairs of a form and the key it stands for. A form entered under two keys is an error of the caller's
    rows and raises `ValueError`.
    """

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._keys: dict[str, list[tuple[str, str]]] = {}
        for form, key in entries:
            variants = self._keys.setdefault(fold(form), [])
            if form in (taken := dict(variants)):
                raise ValueError(f"the form {form!r} stands for two keys, {taken[form]!r} and {key!r}")
            variants.append((form, key))
        self._patterns = list(self._keys)
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.Standard)

    def find(self, text: str) -> list[Hit]:
        """The longest forms from left to right, without overlaps."""
        found: list[Hit] = []
        end = 0
        for hit in self.find_all(text):
            if hit.start >= end:
                found.append(hit)
                end = hit.end
        return found

    def find_all(self, text: str) -> list[Hit]:
        """Every form that stands as whole words, overlaps included; by start, the longest first."""
        folded = fold(text)
        hits = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if (start and folded[start - 1].isalnum()) or (end < len(folded) and folded[end].isalnum()):
                continue
            words = text[start:end]
            key = _meant(words, self._keys[self._patterns[pattern]])
            if key is not None:
                hits.append(Hit(start, end, key))
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return hits


def _meant(words: str, entries: Iterable[tuple[str, str]]) -> str | None:
    """The key of the first form that the words spell, by its accents or else without; None where they spell none."""
    loose = None
    for form, key in entries:
        if _spelt(form, words):
            return key
        loose = key if loose is None and _spelt_loosely(form, words) else loose
    return loose


def _spelt(form: str, words: str) -> bool:
    """Whether `words` are an acceptable spelling of `form`, which they equal when folded."""
    if words == form:
        return True
    if form.isupper() and len(form) <= ACRONYM_LETTERS:
        return False
    if form[0].isupper() and not words[0].isupper():
        return False
    if words.isupper():
        return True
    return all(
        a == b or a.lower() == b.lower() or not a.isalpha() or (b.isupper() and b == _fold_character(a).upper())
        for a, b in zip(form, words, strict=True)
    )


def _spelt_loosely(form: str, words: str) -> bool:
    """The same for a form that opens with a capital and is no acronym, whose accents do not agree."""
    return form[0].isupper() and words[0].isupper() and len(form) >= LOOSE_LETTERS and not form.isupper()
