"""Which mentions name one individual: short forms, initials, transliteration variants."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from diplo_extract.lexicon.naming import name_key
from diplo_extract.linking.actors import ActorDraft
from diplo_extract.linking.mentions import Span

__all__ = ["Individual", "gather"]

ALIKE = 0.72
"""From this likeness on two spellings are taken for transliterations of one name (`Pachinian`, `Pashinyan`: 0.78)."""


@dataclass(slots=True, eq=False)
class Individual:
    """A person in the making: mentions and references in offsets of the text, and what is known so far.

    `heads` holds the codes and families of all the titles that the text gives; `gender` is `masculine`, `feminine` or
    None; `international` is set for those who act for a body that is no organ of a state. `bare` counts the titles that
    leave the state out, as a house does for its own people, less those that name it; `superior` is the one for whom
    somebody acts.
    """

    keys: list[tuple[str, ...]]
    spans: list[Span]
    references: list[Span] = field(default_factory=list)
    fullest: Span = (0, 0)
    gender: str | None = None
    title: str | None = None
    office: str | None = None
    country: str | None = None
    organisation: ActorDraft | None = None
    former: bool = False
    international: bool = False
    bare: int = 0
    superior: Individual | None = None
    heads: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)


def gather(text: str, spans: list[Span]) -> list[Individual]:
    """The individuals that the mentions name, in order of first mention; `text` has plain spaces and apostrophes."""
    people: list[Individual] = []
    named = [(name_key(text[start:end]), (start, end)) for start, end in spans]
    genders = {span: _gender(text, span) for _, span in named}
    for key, span in sorted(named, key=lambda item: (-_full_words(item[0]), item[1])):
        known = [person for person in people if any(_same(key, other) for other in person.keys)]
        known = [p for p in known if not (p.gender and genders[span] and p.gender != genders[span])] or known[:0]
        person = _nearest(known, span)
        if person is None:
            person = Individual([], [], fullest=span)
            people.append(person)
        if key not in person.keys:
            person.keys.append(key)
        person.spans.append(span)
        person.gender = person.gender or genders[span]
    for person in people:
        person.spans.sort()
        person.fullest = max(
            person.spans, key=lambda s: (_full_words(name_key(text[s[0] : s[1]])), _cased(text, s), -s[0])
        )
    return sorted(people, key=lambda person: person.spans[0])


def _cased(text: str, span: Span) -> bool:
    return not text[span[0] : span[1]].isupper()


def _full_words(key: tuple[str, ...]) -> int:
    return sum(len(word) > 1 for word in key)


def _gender(text: str, span: Span) -> str | None:
    before = text[max(0, span[0] - 12) : span[0]].split()
    if not before:
        return None
    word = before[-1].strip("(,").rstrip(".")
    if word in ("M", "MM", "Mr", "Monsieur", "S.E.M", "SEM", "Messieurs") or word.endswith(".M"):
        return "masculine"
    return "feminine" if re.fullmatch(r"(?:S\.E\.)?(?:Mme|Mlle|Mmes|Madame|Mesdames)", word) else None


def _same(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a name may be a form of another one that is at least as full."""
    if key == other or (set(key) <= set(other)):
        return True
    if len(key) == 1 or len(other) == 1:
        surname = other[-1]
        return len(key) == 1 and len(key[0]) > 4 and len(other) > 1 and _alike(key[0], surname)
    rest = list(other)
    for word in key:
        match = next((o for o in rest if o == word or _initial(word, o)), None)
        match = match or next((o for o in rest if len(word) > 3 and _alike(word, o)), None)
        if match is None:
            return False
        rest.remove(match)
    return key[-1] == other[-1] or len(key[-1]) > 1


def _initial(a: str, b: str) -> bool:
    return (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))


def _alike(a: str, b: str) -> bool:
    return a[0] == b[0] and SequenceMatcher(None, a, b).ratio() >= ALIKE


def _nearest(known: list[Individual], span: Span) -> Individual | None:
    """The one of several individuals that was named last before the span, or first after it."""
    if not known:
        return None
    before = [(s[0], i) for i, person in enumerate(known) for s in person.spans if s[0] < span[0]]
    if before:
        return known[max(before)[1]]
    return min(known, key=lambda person: min(person.spans))
