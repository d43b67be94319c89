"""Codes who did what to whom, in PLOVER.

Confidence: `high` where a verb in the indicative is the trigger and its own sentence names all who take part; `medium`
where a pronoun, a description or the sides of the talk stand for some of them; `low` where the trigger is a noun, or
where nobody is known to act.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from diplo_extract.linking.clauses import frame_of
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.events.arguments import actors_of, recipients_of
from diplo_extract.linking.events.triggers import Trigger, triggers
from diplo_extract.linking.mentions import Span, covers, mention
from diplo_extract.linking.reference import Act, Discourse, Ids
from diplo_extract.record import Confidence, Event, EventStatus, EventType

__all__ = ["link_events"]

MOST = 10
"""Events that a record holds at most: the main ones."""


@dataclass(slots=True)
class Happening:
    """An event in the making, with all its mentions; participants are those of its fullest mention."""

    row_code: str
    type: EventType
    mode: str
    cameo: str
    status: EventStatus
    actors: Ids
    recipients: Ids
    spans: list[Span]
    sentence: int
    is_noun: bool
    rule: str
    confidence: Confidence
    domains: tuple[str, ...] = field(default=())
    date: str | None = None
    place: str | None = None
    agreement: str | None = None

    @property
    def participants(self) -> frozenset[str]:
        return frozenset((*self.actors, *self.recipients))


def link_events(draft: Draft) -> tuple[Event, ...]:
    """The main events of the document, numbered in order of first mention."""
    frame = frame_of(draft.doc)
    discourse = Discourse(draft.doc, frame=frame, actors=draft.actors, titles=draft.mentions.titles)
    acts = _reported(draft, discourse)
    happenings: list[Happening] = []
    wished = _wished(draft)
    for trigger in triggers(draft.doc, frame):
        if covers(wished, (draft.doc[trigger.start].idx, draft.doc[trigger.start].idx + 1)):
            continue
        actors = actors_of(draft, discourse, trigger, acts)
        recipients = recipients_of(draft, discourse, trigger, actors)
        if trigger.verb is not None and actors:
            acts.append((trigger.start, trigger.end, actors))
            acts.sort(key=lambda act: act[0])
            discourse.remember(trigger.start, actors)
        if (actors or recipients) and _is_complete(discourse, trigger, recipients):
            _add(happenings, _happening(draft, discourse, trigger, actors, recipients))
    return tuple(_event(draft, number, happening) for number, happening in enumerate(happenings[:MOST], start=1))


def _reported(draft: Draft, discourse: Discourse) -> list[Act]:
    """The statements as acts told before; each speaker is noted for the pronouns that follow."""
    acts: list[Act] = []
    for statement in draft.statements:
        cue = draft.doc.char_span(statement.mentions[0].start, statement.mentions[0].end, alignment_mode="expand")
        if cue is None:
            continue
        discourse.note(cue.start, statement.speaker)
        acts.append((cue.start, cue.end, statement.speaker))
    return acts


def _is_complete(discourse: Discourse, trigger: Trigger, recipients: Ids) -> bool:
    """Whether the participants are there that the row requires: a person met, for one."""
    if trigger.row["requires"] != "person" or (trigger.verb is not None and trigger.verb.kind == "participle"):
        return True
    return any(discourse.names.is_person(id) or discourse.names.is_state(id) for id in recipients)


def _wished(draft: Draft) -> list[Span]:
    """The contents of requests and hopes: what they tell of has not happened."""
    return [(s.content.start, s.content.end) for s in draft.statements if s.act in {"request", "hope"}]


def _happening(draft: Draft, discourse: Discourse, trigger: Trigger, actors: Ids, recipients: Ids) -> Happening:
    doc, row = draft.doc, trigger.row
    span = doc[trigger.start : trigger.end]
    type_: EventType = row["type"]  # type: ignore[assignment]
    if trigger.status == "planned" and row["planned_type"]:
        type_ = row["planned_type"]  # type: ignore[assignment]
    start, end = discourse.frame.sentences[discourse.frame.sentence(trigger.start)]
    named = set(discourse.names.within(start, end))
    certain = trigger.verb is not None and bool(actors) and {*actors, *recipients} <= named
    confidence: Confidence = "high" if certain else "low" if trigger.verb is None or not actors else "medium"
    return Happening(
        row_code=row["code"],
        type=type_,
        mode=row["mode"],
        cameo="03" if type_ == "AGREE" else row["cameo"],
        status=trigger.status,
        actors=actors,
        recipients=recipients,
        spans=[(span.start_char, span.end_char)],
        sentence=discourse.frame.sentence(trigger.start),
        is_noun=trigger.verb is None,
        rule="event.noun" if trigger.verb is None else "event.verb",
        confidence=confidence,
    )


def _add(happenings: list[Happening], new: Happening) -> None:
    """Joins a mention to the event it tells again, or opens a new event."""
    for known in happenings:
        if _is_same(known, new):
            known.spans += new.spans
            if len(new.participants) > len(known.participants):
                known.actors, known.recipients = new.actors, new.recipients
            return
    happenings.append(new)


def _is_same(one: Happening, other: Happening) -> bool:
    """Whether two mentions tell of one happening: of one type and kind, between the same participants."""
    if one.type != other.type:
        return False
    a, b = one.participants, other.participants
    if one.type == "CONSULT":
        return (one.mode == "visit") == (other.mode == "visit") and (a <= b or b <= a or len(a & b) > 1)
    return one.row_code == other.row_code and a == b and (one.sentence == other.sentence or one.type != "SUPPORT")


def _event(draft: Draft, number: int, happening: Happening) -> Event:
    return Event(
        id=f"E{number}",
        rule=happening.rule,
        confidence=happening.confidence,
        type=happening.type,
        mode=happening.mode or None,
        cameo=happening.cameo or None,
        status=happening.status,
        actors=happening.actors,
        recipients=happening.recipients,
        date=happening.date,
        place=happening.place,
        domains=happening.domains,
        agreement=happening.agreement,
        mentions=tuple(mention(draft.doc, span) for span in happening.spans),
    )
