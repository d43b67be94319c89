"""The date and the place of signing, and the domains that a title names."""

from __future__ import annotations

import re

from diplo_extract.lexicon.agreements import agreement_gazetteer
from diplo_extract.linking.agreements.candidates import Candidate
from diplo_extract.linking.agreements.counting import is_document
from diplo_extract.linking.agreements.merge import Instrument
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.sentences import Frame

__all__ = ["date_of", "domains_of", "place_of"]

NEAR = 70
"""Characters behind a participle within which its date and place stand (`signé à Moscou le 15 juin 2023`)."""
OPENING = 24
"""Characters within which the date stands that opens a sentence (`Le 8 juillet 2025, le Kenya et …`)."""
DAY = 10
_VALUE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=T|$)")


def date_of(draft: Draft, frame: Frame, instrument: Instrument, status: str) -> str | None:
    """The day, month or year of signing or adoption; the day the document was issued where it tells of the deed.

    None where the text tells no date and was issued on none: when a caller reads it says nothing of the signing.
    """
    for candidate in instrument.all:
        for number, (start, end) in enumerate(_windows(draft, candidate)):
            value = _date_in(draft, start, end, titled=number == 0)
            if value is not None:
                return value
    if instrument.type == "resolution" or status not in {"signed", "adopted"}:
        return None
    for candidate in filter(_is_fresh, instrument.mentions):
        start = draft.doc[frame.sentences[frame.sentence(candidate.start)][0]].idx
        value = _date_in(draft, start, start + OPENING, titled=False)
        if value is not None:
            return value
    if draft.genre in {"speech", "statement"} or draft.published is None:
        return None
    if is_document(draft, instrument) or any(c.headline or _is_fresh(c) for c in instrument.mentions):
        return draft.published[:DAY]
    return None


def _is_fresh(candidate: Candidate) -> bool:
    """Whether the text tells the deed itself, or lists what was signed: no participle that only recalls it."""
    made = [cue for cue in candidate.cues if cue.real and (cue.stage == "text" or cue.row["status"] == "adopted")]
    return any(cue.kind != "participle" or cue.start < candidate.start for cue in made)


def _windows(draft: Draft, candidate: Candidate) -> list[tuple[int, int]]:
    """The title, and where the date and place of each cue of signing stand."""
    doc = draft.doc
    inner = agreement_gazetteer().find(draft.text[candidate.found.start : candidate.found.end])
    second = inner[1].start if len(inner) > 1 else candidate.found.end - candidate.found.start
    windows = [(candidate.found.start, candidate.found.start + second)]
    for cue in candidate.cues:
        if cue.stage not in {"text"} or (cue.kind == "noun" and cue.start >= candidate.end):
            continue
        start = doc[cue.start].idx
        if cue.start >= candidate.end:
            tail = draft.text[start : start + NEAR]
            stop = re.search(r"[;.]\s|\set\s+(?:en\s+vigueur|ratifi|entr)", tail)
            windows.append((start, start + (stop.start() if stop else NEAR)))
        else:
            windows.append((start, candidate.found.start))
    return windows


_DATED = re.compile(r"\b(?:du|de|le|d'|en\s+date\s+du|en\s+date\s+de)\s*$", re.IGNORECASE)
_BOUND = re.compile(
    r"(?:depuis|jusqu'|avant|d'ici|dès|à partir|pour|horizon|couvrant)\s*(?:\w+\s*){0,2}$", re.IGNORECASE
)


def _date_in(draft: Draft, start: int, end: int, *, titled: bool) -> str | None:
    """The first date in `start`..`end`; in a title only one that dates it (`du 4 septembre 2024`, `de 1998`)."""
    for item in draft.dates:
        for mention in item.mentions:
            if (
                item.type not in {"DATE", "TIME"}
                or item.range is not None
                or not start <= mention.start < mention.end <= end
            ):
                continue
            before = draft.text[max(start, mention.start - 24) : mention.start]
            value = _VALUE.match(item.value)
            if value and (_DATED.search(before) if titled else not _BOUND.search(before)):
                return value[0]
    return None


def place_of(draft: Draft, instrument: Instrument) -> str | None:
    """The id of the place of signing: `à` a city beside the verb or participle of signing."""
    text = draft.text
    for candidate in instrument.all:
        for start, end in _windows(draft, candidate)[1:]:
            for place in draft.places:
                for mention in place.mentions:
                    inside = start <= mention.start and mention.end <= end
                    if (
                        inside
                        and place.kind in {"city", "site"}
                        and re.search(
                            r"\b(?:à|au|aux)\s+(?:la\s+|l')?$", text[max(0, mention.start - 6) : mention.start]
                        )
                    ):
                        return place.id
    return None


def domains_of(draft: Draft, instrument: Instrument) -> tuple[str, ...]:
    """The codes of the domains that the titles name, in the order of the document's list."""
    spans = [(c.found.start, c.found.end) for c in instrument.mentions]
    return tuple(
        domain.code
        for domain in draft.domains
        if any(a <= m.start and m.end <= b for m in domain.mentions for a, b in spans)
    )
