"""Codes who did what to whom, in PLOVER.

Confidence: `high` where a verb in the indicative is the trigger, its own clause names all who take part and nobody
else, and nothing speaks of another year; `medium` where a pronoun, a description or the sides of the talk stand for
some of them, or the clause leaves a choice; `low` where the trigger is a noun, or where nobody is known to act.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplo_extract.lexicon.gazetteer import fold
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.events.arguments import actors_of, is_first_person, recipients_of
from diplo_extract.linking.events.circumstances import (
    date_of,
    domains_of,
    instrument_of,
    is_background,
    is_dated_back,
    is_to_come,
    place_of,
)
from diplo_extract.linking.events.happenings import Happening, join, main_ones
from diplo_extract.linking.events.objects import acts_for_body
from diplo_extract.linking.events.triggers import Trigger, clause_stop, triggers
from diplo_extract.linking.mentions import Span, covers, mention
from diplo_extract.linking.reference import Act, Discourse, Ids
from diplo_extract.linking.sentences import Frame
from diplo_extract.linking.words import words
from diplo_extract.record import Confidence, Event, EventStatus, EventType, Statement

__all__ = ["link_events"]

FORETELLING = frozenset({"announce", "assert", "commit", "reaffirm"})
"""Acts of speech in whose content the conditional stands for a future."""
TELLING = frozenset({"assert", "believe", "recall", "announce", "reaffirm", "deny", "agree"})
"""Acts of speech that are no event beside the statement: `a-t-il soutenu` is not support."""


def link_events(draft: Draft) -> tuple[Event, ...]:
    """The main events of the document, numbered in order of first mention."""
    frame = draft.frame
    discourse = Discourse(draft.doc, frame=frame, actors=draft.actors, titles=draft.mentions.titles)
    speakers = _cues(draft, discourse)
    acts: list[Act] = [(start, end, statement.speaker) for (start, end), statement in speakers.items()]
    happenings: list[Happening] = []
    for trigger in triggers(draft.doc, frame):
        statement = next((s for (a, b), s in speakers.items() if a < trigger.end and trigger.start < b), None)
        if _is_only_said(draft, trigger, statement) or _comes_back(draft, discourse, trigger):
            continue
        actors = _quoted_speaker(draft, trigger) or (statement.speaker if statement else ())
        actors = actors or actors_of(draft, discourse, trigger, acts)
        recipients = recipients_of(draft, discourse, trigger, actors) or _blamed(discourse, trigger, statement, actors)
        subject = recipients if _suffers(trigger) else actors
        if trigger.verb is not None and subject:
            acts.append((trigger.start, trigger.end, subject))
            acts.sort(key=lambda act: act[0])
            discourse.remember(trigger.start, subject)
        if (actors or recipients) and _is_complete(draft, discourse, trigger, actors, recipients):
            happening = _happening(draft, discourse, trigger, actors, recipients)
            happening.agreement = happening.agreement or _signed_before(draft, discourse, trigger, happenings)
            alone = happening.type == "CONSULT" and not any(told.type == "CONSULT" for told in happenings)
            join(happenings, happening, discourse, opens=alone or _is_told(draft, trigger))
            if happening.type == "CONSULT" and len(happening.participants) > 2:
                discourse.assemble((*actors, *recipients))
    return tuple(_event(draft, number, event) for number, event in enumerate(main_ones(happenings), start=1))


def _suffers(trigger: Trigger) -> bool:
    """Whether the subject of the verb is who is received (`a été reçu par X, avant de rencontrer Y`)."""
    return trigger.verb is not None and trigger.verb.passive and trigger.row["type"] == "CONSULT"


def _cues(draft: Draft, discourse: Discourse) -> dict[tuple[int, int], Statement]:
    """The statements by the tokens of their cues; each speaker is noted for the pronouns that follow."""
    found = {}
    for statement in draft.statements:
        cue = draft.doc.char_span(statement.mentions[0].start, statement.mentions[0].end, alignment_mode="expand")
        if cue is not None:
            discourse.note(cue.start, statement.speaker)
            found[(cue.start, cue.end)] = statement
    return found


def _is_only_said(draft: Draft, trigger: Trigger, statement: Statement | None) -> bool:
    """Whether the trigger tells of no event: a question, a cue of speech, words of a wish or title, another year's."""
    _, end = draft.frame.sentences[draft.frame.sentence(trigger.start)]
    if draft.doc[end - 1].text == "?":
        return True  # a journalist asks
    if statement is not None and statement.act in TELLING and trigger.row["type"] == "SUPPORT":
        return True
    if statement is not None and statement.rule == "statement.incise" and trigger.row["type"] == "AGREE":
        return True  # `conclut le communiqué`
    if trigger.row["planned_type"] and _quoted_speaker(draft, trigger):
        return True  # who says that he signed signed for others: the signing itself is told elsewhere
    at = draft.doc[trigger.start].idx
    if any(found.start < at < found.end for found in draft.mentions.agreements):
        return True  # `accord sur le statut des forces en visite`, `accord de libre-échange avec le Pérou`
    wished: list[Span] = [(s.content.start, s.content.end) for s in draft.statements if s.act in {"request", "hope"}]
    return covers(wished, (at, at + 1)) or (trigger.status == "actual" and is_background(draft, trigger))


def _status(draft: Draft, frame: Frame, trigger: Trigger) -> EventStatus:
    """The trigger's status: planned too for a present with a day to come (`se rend prochainement à Oslo`).

    The conditional of reported speech is the future of what was said (`a annoncé qu'il …`).
    """
    if trigger.status == "actual" and trigger.verb is not None and is_to_come(draft, frame, trigger):
        return "planned"
    if trigger.status != "hypothetical" or trigger.verb is None or trigger.verb.tense != "conditional":
        return trigger.status
    if trigger.row["polarity"] == "negative":
        return trigger.status
    at = draft.doc[trigger.start].idx
    contents = [s.content for s in draft.statements if s.rule == "statement.que" and s.act in FORETELLING]
    around = next((c for c in contents if c.start <= at < c.end), None)
    conditional = around is not None and any(f" {word}" in around.text for word in ("si ", "s'il", "pour peu"))
    return "planned" if around is not None and not conditional else trigger.status


def _comes_back(draft: Draft, discourse: Discourse, trigger: Trigger) -> bool:
    """Whether the signing told is that of instruments told before (`ces accords ont été paraphés par …`)."""
    return _signed_subject(draft, discourse, trigger) in words("demonstrative")


def _signed_subject(draft: Draft, discourse: Discourse, trigger: Trigger, at: int = 0) -> str:
    """The word at `at` of the phrase of what is signed in the passive; empty for other triggers."""
    if trigger.verb is None or not trigger.row["planned_type"]:
        return ""
    if trigger.verb.kind == "participle":  # `Les documents signés à Oslo comprennent …`
        noun = draft.doc[trigger.verb.head].head
        determiner = next((child.lower_ for child in noun.children if child.pos_ == "DET"), "")
        return (determiner, noun.lower_)[at] if noun.pos_ == "NOUN" else ""
    if not trigger.verb.passive:
        return ""
    span = discourse.subject_span(trigger.verb.head)
    if draft.doc[trigger.start - 1].lower_ == "qui":  # `L'accord, qui a été paraphé par X, prévoit …`
        span = discourse.frame.sentences[discourse.frame.sentence(trigger.start)]
    return "" if span is None else draft.doc[span[0] + at].lower_


def _signed_before(draft: Draft, discourse: Discourse, trigger: Trigger, told: Sequence[Happening]) -> str | None:
    """The instrument told last, where its signing is told again (`l'accord a été paraphé par …`)."""
    last = next((happening.agreement for happening in reversed(told) if happening.signs), None)
    title = next((agreement.title for agreement in draft.agreements if agreement.id == last), "")
    noun = _signed_subject(draft, discourse, trigger, 1)
    again = _signed_subject(draft, discourse, trigger) in words("definite") and fold(noun).rstrip("s ") in fold(
        title or ""
    )
    return last if noun and again else None


def _blamed(discourse: Discourse, trigger: Trigger, statement: Statement | None, actors: Ids) -> Ids:
    """The state that a complaint in words is about: the first one of its content, if not the speaker's own."""
    if statement is None or trigger.row["type"] != "ACCUSE":
        return ()
    own = {getattr(discourse.names.actors[id], "country", None) for id in actors}
    found = discourse.names.actors.within(statement.content.start, statement.content.end)
    states = [id for id in found if discourse.names.is_state(id)]
    return tuple(id for id in states[:1] if getattr(discourse.names.actors[id], "country", None) not in own)


def _quoted_speaker(draft: Draft, trigger: Trigger) -> Ids:
    """The speaker of the quotation in which the trigger is told in the first person, else nobody."""
    if trigger.verb is None or not is_first_person(draft.doc, trigger):
        return ()
    at = draft.doc[trigger.start].idx
    return next((s.speaker for s in draft.statements if s.quoted and s.content.start <= at < s.content.end), ())


def _is_told(draft: Draft, trigger: Trigger) -> bool:
    """Whether the trigger tells the event itself, and does not only come back to it (`cette visite`)."""
    before = draft.doc[trigger.start - 1].lower_ if trigger.start else ""
    return trigger.verb is not None or before not in {"cette", "ce", "cet", "leur"}


def _is_complete(draft: Draft, discourse: Discourse, trigger: Trigger, actors: Ids, recipients: Ids) -> bool:
    """Whether all is there that the row requires: a person met, giver and given, an instrument signed or published."""
    if trigger.row["requires"] == "both":
        return bool(actors and recipients)
    if trigger.row["requires"] == "agreement":
        concluded = instrument_of(draft, discourse.frame, trigger)
        return concluded is not None and (trigger.verb is not None or concluded.status == "signed")
    if trigger.verb is None and trigger.row["type"] == "ASSAULT":
        return bool(recipients)
    if trigger.row["type"] == "THREATEN" and not actors:
        return False
    if trigger.row["requires"] != "person" or (trigger.verb is not None and trigger.verb.kind == "participle"):
        return True
    if any(discourse.names.is_person(id) or discourse.names.is_state(id) for id in recipients):
        return True
    return bool(recipients) and acts_for_body(discourse, trigger)


def _happening(draft: Draft, discourse: Discourse, trigger: Trigger, actors: Ids, recipients: Ids) -> Happening:
    doc, row, status = draft.doc, trigger.row, _status(draft, discourse.frame, trigger)
    span = doc[trigger.start : trigger.end]
    planned = status != "actual" and row["planned_type"]
    instrument = instrument_of(draft, discourse.frame, trigger)
    type_: EventType = planned or row["type"]  # type: ignore[assignment]
    return Happening(
        row=row,
        type=type_,
        cameo="03" if type_ == "AGREE" else row["cameo"],
        status=status,
        actors=actors,
        recipients=recipients,
        spans=[(span.start_char, span.end_char)],
        sentence=discourse.frame.sentence(trigger.start),
        headline=_is_headline(discourse, trigger),
        rule="event.noun" if trigger.verb is None else f"event.{trigger.verb.kind}",
        confidence=_confidence(draft, discourse, trigger, actors, recipients, status),
        date=date_of(draft, discourse.frame, trigger),
        place=place_of(draft, discourse, trigger),
        domains=domains_of(draft, discourse.frame, trigger),
        agreement=instrument.id if instrument else None,
    )


def _is_headline(discourse: Discourse, trigger: Trigger) -> bool:
    """Whether the trigger stands in a line without a full stop."""
    _, end = discourse.frame.sentences[discourse.frame.sentence(trigger.start)]
    return discourse.doc[end - 1].text not in {".", "!", "?", "»", ";", ":", ","}


def _confidence(
    draft: Draft, discourse: Discourse, trigger: Trigger, actors: Ids, recipients: Ids, status: EventStatus
) -> Confidence:
    row, verb = trigger.row, trigger.verb
    if verb is None or not actors:
        return "low"
    tells = verb.kind in {"finite", "compound"} and verb.tense != "pluperfect" and status != "hypothetical"
    plain = not row["fallback"] and row["polarity"] != "negative" and not is_dated_back(draft, discourse.frame, trigger)
    together = row["type"] == "CONSULT" and len(actors) > 1
    filled = bool(recipients) or not row["recipient"] or together
    alike = len({type(discourse.names.actors[id]) for id in recipients}) < 2
    sure = tells and plain and filled and alike and _is_settled(discourse, trigger, (*actors, *recipients))
    return "high" if sure else "medium"


def _is_settled(discourse: Discourse, trigger: Trigger, participants: Ids) -> bool:
    """Whether the clause names all who take part, and nobody else but those whom they act for."""
    start, _ = discourse.frame.sentences[discourse.frame.sentence(trigger.start)]
    if any(token.lower_ in {"il", "elle", "ils", "elles", "on"} for token in discourse.doc[start : trigger.start]):
        return False
    named = discourse.names.within(start, clause_stop(discourse.doc, discourse.frame, trigger.end))
    known = [discourse.names.actors[id] for id in participants]
    countries = {getattr(actor, "country", None) for actor in known}
    bodies = {getattr(actor, "organisation", None) for actor in known}
    others = [discourse.names.actors[id] for id in named if id not in participants]
    return set(participants) <= set(named) and all(
        other.id in bodies or (discourse.names.is_state(other.id) and getattr(other, "country", None) in countries)
        for other in others
    )


def _event(draft: Draft, number: int, happening: Happening) -> Event:
    return Event(
        id=f"E{number}",
        rule=happening.rule,
        confidence=happening.confidence,
        type=happening.type,
        mode=happening.row["mode"] or None,
        cameo=happening.cameo or None,
        status=happening.status,
        actors=happening.actors,
        recipients=happening.recipients,
        date=happening.date,
        place=happening.place,
        domains=happening.domains,
        agreement=happening.agreement,
        mentions=tuple(mention(draft.doc, span) for span in sorted(happening.spans)),
    )
