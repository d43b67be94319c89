"""Actors: drafts while their mentions are gathered, then numbered, with an index from the text to the actor."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from diplo_extract.linking.mentions import Span, mention
from diplo_extract.record import Actor, Confidence, Office, Organisation, Person, State

__all__ = ["ActorDraft", "ActorIndex", "index_actors"]


@dataclass(slots=True, eq=False)
class ActorDraft:
    """An actor in the making. Two drafts are one only when they are the same object.

    `spans` are its mentions by name; `references` are words that mean it without naming it (`le président kazakh`,
    `son homologue`): they lead to the actor, and are no mentions of the record.
    """

    kind: str
    name: str
    spans: list[Span]
    references: list[Span] = field(default_factory=list)
    country: str | None = None
    title: str | None = None
    office: Office | None = None
    organisation: ActorDraft | None = None
    acronym: str | None = None
    code: str | None = None
    rule: str | None = None
    confidence: Confidence | None = None


class ActorIndex:
    """The actors of a document, and which of them a stretch of text means."""

    def __init__(self, actors: tuple[Actor, ...], spans: Iterable[tuple[Span, str]]) -> None:
        self.actors = actors
        self._by_id = {actor.id: actor for actor in actors}
        self._spans = sorted(spans)
        self._starts = [start for (start, _), _ in self._spans]
        self._longest = max((end - start for (start, end), _ in self._spans), default=0)

    def __getitem__(self, id: str) -> Actor:
        return self._by_id[id]

    def at(self, start: int, end: int) -> str | None:
        """The id of the actor that the words `start`..`end` name or mean: the one sharing most of them, or None."""
        best, most = None, 0
        for (a, b), id in self._starting(start - self._longest, end):
            shared = min(b, end) - max(a, start)
            if shared > most:
                best, most = id, shared
        return best

    def within(self, start: int, end: int) -> tuple[str, ...]:
        """The ids of the actors named or meant inside `start`..`end`, each once, in textual order."""
        return tuple(dict.fromkeys(id for (_, b), id in self._starting(start, end) if b <= end))

    def _starting(self, start: int, end: int) -> list[tuple[Span, str]]:
        """The spans that begin in `start`..`end`."""
        return self._spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def state(self, country: str | None) -> str | None:
        """The id of the actor that is the state of this alpha-3 code, or None where the document has none."""
        return next((a.id for a in self.actors if isinstance(a, State) and a.country == country), None)


def index_actors(doc: Doc, drafts: Iterable[ActorDraft]) -> ActorIndex:
    """The drafts numbered in order of first mention, and the index over their mentions and references."""
    ordered = sorted(drafts, key=lambda draft: (min(draft.spans), draft.kind))
    ids = {id(draft): f"A{number}" for number, draft in enumerate(ordered, start=1)}
    actors = tuple(_actor(doc, draft, ids) for draft in ordered)
    spans = [(span, ids[id(draft)]) for draft in ordered for span in (*draft.spans, *draft.references)]
    return ActorIndex(actors, spans)


def _actor(doc: Doc, draft: ActorDraft, ids: dict[int, str]) -> Actor:
    number, rule, confidence = ids[id(draft)], draft.rule, draft.confidence
    mentions = tuple(mention(doc, span) for span in sorted(set(draft.spans)))
    if draft.kind == "person":
        return Person(
            id=number,
            rule=rule,
            confidence=confidence,
            name=draft.name,
            title=draft.title,
            office=draft.office,
            country=draft.country,
            organisation=ids[id(draft.organisation)] if draft.organisation else None,
            mentions=mentions,
        )
    if draft.kind == "state":
        assert draft.country is not None
        return State(
            id=number, rule=rule, confidence=confidence, name=draft.name, country=draft.country, mentions=mentions
        )
    return Organisation(
        id=number,
        rule=rule,
        confidence=confidence,
        name=draft.name,
        acronym=draft.acronym,
        code=draft.code,
        mentions=mentions,
    )
