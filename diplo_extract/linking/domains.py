"""Links mentions of cooperation domains into domains with their evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import islice

from diplo_extract.lexicon import read_rows
from diplo_extract.lexicon.cover import Cover
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.mentions import Found, Span, mention
from diplo_extract.record import Domain

__all__ = ["link_domains"]


def link_domains(draft: Draft) -> tuple[Domain, ...]:
    """The domains of the document, numbered in order of first mention.

    Words inside the name of an organisation, a person, a place or inside a title are no evidence for a sector; the
    name of an organisation is evidence for a framework except inside the name of a place (`Cité de l'Union africaine`)
    and in a list of participants.
    """
    mentions = draft.mentions
    places = _cover(mentions.places, mentions.persons)
    names = _cover(mentions.places, mentions.persons, mentions.organisations, mentions.titles, mentions.states)
    evidence: dict[str, list[Span]] = {}
    for found in mentions.domains:
        framework = found.label == "framework"
        covered = {"framework": places, "sector": names}.get(found.label)
        if covered is not None and covered.holds(found.start, found.end):
            continue
        if not framework or not _is_one_of_many(draft, found):
            evidence.setdefault(found.id, []).append((found.start, found.end))
    rows = {row["code"]: row for row in read_rows("domains")}
    ordered = sorted(evidence, key=lambda code: (evidence[code][0], code))
    return tuple(
        Domain.model_validate(
            {
                "id": f"C{number}",
                "rule": "domain.form",
                "confidence": "high" if len(evidence[code]) > 1 else "medium",
                "code": code,
                "group": rows[code]["group"],
                "label": rows[code]["label"],
                "mentions": tuple(mention(draft.doc, span) for span in _outermost(evidence[code])),
            }
        )
        for number, code in enumerate(ordered, start=1)
    )


def _cover(*groups: Iterable[Found]) -> Cover:
    return Cover((found.start, found.end) for group in groups for found in group)


PARTICIPANTS = 12
"""From how many states and organisations in one sentence on it is a list of who took part, not of what was treated."""

SENTENCE = 1500
"""The longest stretch, in characters to either side, in which the bounds of a sentence are looked for."""


def _is_one_of_many(draft: Draft, found: Found) -> bool:
    """Whether the mention stands in a sentence that lists many states and organisations."""
    text = draft.text
    left, right = max(0, found.start - SENTENCE), min(len(text), found.end + SENTENCE)
    start = max(text.rfind(". ", left, found.start), left)
    stop = text.find(". ", found.end, right)
    end = right if stop < 0 else stop
    named = set()
    for group in (draft.mentions.states, draft.mentions.organisations):
        first = bisect_left(group, start, key=lambda one: one.start)
        for one in islice(group, first, None):
            if one.start >= end:
                break
            named.add(one.id)
    return len(named) >= PARTICIPANTS


def _outermost(spans: list[Span]) -> list[Span]:
    """The spans without those inside another (`Nations unies` in `Assemblée générale des Nations unies`)."""
    kept: list[Span] = []
    reach = -1
    for span in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if span[1] > reach:
            kept.append(span)
            reach = span[1]
    return kept
