"""Links mentions of cooperation domains into domains with their evidence."""

from __future__ import annotations

from diplo_extract.lexicon import read_rows
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.mentions import Found, Mentions, Span, covers, mention
from diplo_extract.record import Domain

__all__ = ["link_domains"]


def link_domains(draft: Draft) -> tuple[Domain, ...]:
    """The domains of the document, numbered in order of first mention.

    Words inside the name of an organisation, a person, a place or inside a title are no evidence for a sector; the
    name of an organisation is evidence for a framework except inside the name of a place (`Cité de l'Union africaine`).
    """
    names, sites = _names(draft.mentions)
    evidence: dict[str, list[Span]] = {}
    for found in draft.mentions.domains:
        span = (found.start, found.end)
        if not covers(sites if found.label == "framework" else names, span):
            evidence.setdefault(found.id, []).append(span)
    rows = {row["code"]: row for row in read_rows("domains")}
    ordered = sorted(evidence, key=lambda code: (evidence[code][0], code))
    return tuple(
        Domain.model_validate(
            {
                "id": f"C{number}",
                "code": code,
                "group": rows[code]["group"],
                "label": rows[code]["label"],
                "mentions": tuple(mention(draft.doc, span) for span in _outermost(evidence[code])),
            }
        )
        for number, code in enumerate(ordered, start=1)
    )


def _names(mentions: Mentions) -> tuple[list[Span], list[Span]]:
    """The spans in which no sector is told, and those in which no framework is."""
    sites = [_span(found) for group in (mentions.places, mentions.persons) for found in group]
    others = [_span(found) for group in (mentions.organisations, mentions.titles, mentions.states) for found in group]
    return [*sites, *others], sites


def _span(found: Found) -> Span:
    return found.start, found.end


def _outermost(spans: list[Span]) -> list[Span]:
    """The spans without those inside another (`Nations unies` in `Assemblée générale des Nations unies`)."""
    return [span for span in spans if not covers([other for other in spans if other != span], span)]
