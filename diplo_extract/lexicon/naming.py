"""How names of persons are written: the words of a name, and the runs of such words in a text.

The rows of name_words.csv: `inner` particles stand inside names (`bin`, `van der`), `noble` ones only after a first
name, `suffix` closes a name; `opener` words begin sentences and no names; `common` and `foreign` are words of other
names; `reach` words tell which part of the world an organisation is for, `legal` forms and `english` nouns close
names of companies and bodies, `company_end` letters end such words; `firm` nouns open them, with `sector` adjectives
between, `medium` nouns those of media, `club` initials those of sports clubs, `club_town` initials those that bear the
name of a town; `polity` words are nouns for states, bodies and instruments, whose names are no places, `direction` and
`nowhere` words name none alone, and `thing` words tell that the name behind them is one of a thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.lexicon.gazetteer import fold

__all__ = ["MAX_WORDS", "NAME_WORD", "is_particle", "joined", "name_key", "runs", "words_of_kind"]

MAX_WORDS = 18
NAME_WORD = re.compile(
    r"(?:[^\W\d_]\.(?:-?[^\W\d_]\.){0,3})"  # A.-K.
    r"|(?<![\w'])(?:[Aa]l|[Ee]l|[Aa]s|[Aa]n|[Ee]d|[Ee]ch|[Aa]d|[Aa]r)[-‐‑][^\W\d_]+(?:[-'‐‑][^\W\d_]+)*"  # al-Sissi
    r"|[^\W\d_]+(?:[-'‐‑][^\W\d_]+)*"
)
_ELISION = re.compile(r"(?:[ldqjsntcm]|qu|jusqu|lorsqu|puisqu|quoiqu)'", re.IGNORECASE)
_ARTICLES = re.compile(r"(?:al|el|as|an|ad|ar|ech|ed)[- ]")


@cache
def words_of_kind(kind: str) -> frozenset[str]:
    """The forms of the rows of a kind, as they are written there; raises `KeyError` for a kind that no row has."""
    rows = [row for row in read_rows("name_words") if row["kind"] == kind]
    if not rows:
        raise KeyError(kind)
    return frozenset(form for row in rows for form in forms(row["forms"]))


def is_particle(word: str) -> bool:
    """Whether a word in lower case may stand inside a name."""
    return word in words_of_kind("inner")


def name_key(name: str) -> tuple[str, ...]:
    """The words of a name for comparison: folded, without particles, articles and full stops."""
    folded = fold(name).replace("'", "").replace(".", " ")
    words = [word for word in folded.split() if not is_particle(word) and word not in ("de", "du", "des", "d")]
    return tuple(words) or tuple(folded.split())


def runs(text: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """The runs of words between `start` and `end` that may be names: each a list of the offsets of its words.

    A run holds words with a capital, initials and the particles between them, on one line or across a single break of
    a hard-wrapped one.
    """
    run: list[tuple[int, int]] = []
    pending: list[tuple[int, int]] = []
    at = start
    while at < end and (match := NAME_WORD.search(text, at, end)):
        first = match.start()
        elision = _ELISION.match(match[0])
        if elision and _elided(match[0], elision.end()):
            first += elision.end()
        word = text[first : match.end()]
        follows = bool(run) and joined(text, (pending or run)[-1][1], first)
        if not follows or len(run) + len(pending) >= MAX_WORDS:
            if run:
                yield run
            run, pending = [], []
        if word[0].isupper() or ("-" in word and _ARTICLES.match(fold(word[:3])) and word[3:4].isupper()):
            run += [*pending, (first, match.end())]
            pending = []
        elif run and (is_particle(word) or word in ("de", "d", "du")):
            pending.append((first, match.end()))
        elif run:
            yield run
            run, pending = [], []
        at = match.end()
    if run:
        yield run


def _elided(word: str, end: int) -> bool:
    """Whether what stands up to the apostrophe is an article or the like, and no part of a name (`D'Almeida`)."""
    if end == len(word):
        return False
    return word[0].islower() or word[end].islower() or word[:end].lower() in ("l'", "qu'", "jusqu'")


def joined(text: str, end: int, start: int) -> bool:
    """Whether the words that end and start at two offsets stand side by side, across a wrapped line at the most."""
    gap = text[end:start]
    if gap == "'":
        return True
    if not gap or gap.strip() or len(gap) > 3:
        return False
    return "\n" not in gap or (gap.count("\n") == 1 and end - (text.rfind("\n", 0, end) + 1) > 45)
