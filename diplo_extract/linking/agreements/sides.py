"""Between whom the meeting or the text of a document takes place."""

from __future__ import annotations

import re

from diplo_extract.linking.agreements.lists import acting_for, distinct, listed
from diplo_extract.linking.draft import Draft
from diplo_extract.record import Organisation, Person, State

__all__ = ["sides_of"]

MOST_SIDES = 4
FEWEST_GATHERED = 5
OPENING = 3000
"""Characters within which a conference names those who took part."""
PARAGRAPH = 100
"""Characters that a paragraph of running text has at least."""


def sides_of(draft: Draft) -> tuple[str, ...]:
    """The actors between which the document's meeting or text takes place; none where that cannot be told.

    A joint text tells them in its title, under its signatures, or where it says who gathered; any document in the
    persons whom its first paragraphs introduce, by the states that they act for.
    """
    signed = _signatures(draft)
    if signed and draft.genre != "joint_text":
        return signed
    if draft.genre == "joint_text":
        for read in (_titled, _signatures, _gathered, _owner):
            found = read(draft)
            if found:
                return found
    return () if draft.genre == "speech" else _assembled(draft) or _introduced(draft)


_ABOUT = re.compile(r"\s(?:sur|relati\w+|concernant|portant|condamnant|appelant|à\s+propos|suite\s+à)\b")


def _title_span(draft: Draft) -> tuple[int, int]:
    at = draft.text.find(draft.title) if draft.title else -1
    return (at, at + len(draft.title or "")) if at >= 0 else (0, 0)


def _titled(draft: Draft) -> tuple[str, ...]:
    """The states named in the title before it says what the text is about."""
    start, end = _title_span(draft)
    about = _ABOUT.search(draft.text, start, end)
    states = _states(draft, start, about.start() if about else end)
    return states if len(states) >= 2 else ()


_FOR = re.compile(r"(?:\n|\s{2})[ \t]*Pour (?:le gouvernement |la République |le |la |l'|les )?", re.IGNORECASE)


def _signatures(draft: Draft) -> tuple[str, ...]:
    """The states in whose names a text is signed at its end (`Pour le Niger`)."""
    text = draft.text
    found = [draft.actors.within(m.end() - 3, m.end() + 60)[:1] for m in _FOR.finditer(text, max(0, len(text) - 1500))]
    signed = distinct(id for ids in found for id in ids if isinstance(draft.actors[id], State))
    return signed if len(signed) >= 2 else ()


_GATHERED = re.compile(r"\b(?:rassembl|réuni|pris\s+part|participé|participant)", re.IGNORECASE)


def _gathered(draft: Draft) -> tuple[str, ...]:
    """The states and organisations of a conference, where one sentence lists them."""
    text = draft.text
    for match in _GATHERED.finditer(text, 0, OPENING):
        stop = re.compile(r"[.;]\s").search(text, match.end())
        end = stop.start() if stop else len(text)
        found = distinct(acting_for(draft, id) for id in draft.actors.within(match.end(), end))
        if len(found) >= FEWEST_GATHERED:
            return found
    return ()


def _owner(draft: Draft) -> tuple[str, ...]:
    """The organisation that the title or the first words name."""
    start, end = _title_span(draft)
    for a, b in ((start, end), (0, start), (end, end + 300)):
        found = [id for id in draft.actors.within(a, b) if isinstance(draft.actors[id], Organisation)]
        if found:
            return (found[0],)
    return ()


_ASSEMBLED = re.compile(
    r"\bles\s+(?:\w+\s+)?(?:ministres|présidents|dirigeants|chefs\s+d'[ÉE]tat|chefs\s+de\s+la\s+diplomatie|leaders|délégations)\b",
    re.IGNORECASE,
)


def _assembled(draft: Draft) -> tuple[str, ...]:
    """The states whose ministers or leaders the opening names together (`les ministres du Laos, du Vietnam et …`)."""
    start, title_end = _title_span(draft)
    end = [title_end, *_paragraph_ends(draft.text, title_end)][:2][-1]
    for match in _ASSEMBLED.finditer(draft.text, start, end):
        found = listed(draft, match.end(), end)
        if len(found) >= 3 and all(isinstance(draft.actors[id], State) for id in found):
            return found
    return ()


def _introduced(draft: Draft) -> tuple[str, ...]:
    """The states of the persons in the title and the first paragraphs, completed by the states named there."""
    start, title_end = _title_span(draft)
    ends = [title_end, *_paragraph_ends(draft.text, title_end)][:3]
    for end in ends[1:] or ends:
        persons = distinct(
            acting_for(draft, id) for id in draft.actors.within(start, end) if isinstance(draft.actors[id], Person)
        )
        if len(persons) >= 2:
            return persons if len(persons) <= MOST_SIDES else ()
        if persons and draft.genre == "statement":
            return persons
        states = _states(draft, start, end)
        named = distinct([*persons, *states])
        if len(named) == 2 or (len(named) == 3 and not persons and _ASSEMBLED.search(draft.text, start, end)):
            return named
    opening = [draft.actors[id] for id in draft.actors.within(start, ends[-1])]
    if any(isinstance(actor, Person) and not (actor.country or actor.organisation) for actor in opening):
        return ()  # whose state is not told: it may be a side
    return _counted(draft, start, ends[-1])


def _counted(draft: Draft, start: int, end: int) -> tuple[str, ...]:
    """The two states that the opening names most often, if it names no other as often."""
    counts = {
        actor.id: sum(start <= m.start < end for m in actor.mentions)
        for actor in draft.actors.actors
        if isinstance(actor, State)
    }
    ranked = sorted((id for id, count in counts.items() if count), key=lambda id: -counts[id])
    if len(ranked) > 2 and counts[ranked[1]] == counts[ranked[2]]:
        return ()
    return tuple(sorted(ranked[:2], key=lambda id: int(id[1:]))) if len(ranked) >= 2 else ()


def _paragraph_ends(text: str, start: int) -> list[int]:
    """The ends of the paragraphs of running text behind `start`."""
    ends = []
    at = start
    for line in text[start:].split("\n\n"):
        at += len(line) + 2
        if len(line.strip()) >= PARAGRAPH:
            ends.append(min(len(text), at))
    return ends


def _states(draft: Draft, start: int, end: int) -> tuple[str, ...]:
    return tuple(id for id in draft.actors.within(start, end) if isinstance(draft.actors[id], State))
