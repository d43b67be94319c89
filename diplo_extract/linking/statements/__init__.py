"""Finds reported and quoted speech, and whose it is.

Confidence: `high` where the cue stands right beside its content and its own sentence names the speakers; `medium`
where a pronoun or a description leads to them from elsewhere, or words stand between cue and content; `low` where no
speaker is settled.
"""

from __future__ import annotations

from diplo_extract.linking.clauses import Verb
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.mentions import mention
from diplo_extract.linking.reference import Discourse
from diplo_extract.linking.statements.signed import signed_quotations
from diplo_extract.linking.statements.sources import Source, sources_in
from diplo_extract.linking.statements.speech import Reader, Speech
from diplo_extract.record import Confidence, Statement

__all__ = ["link_statements"]


def link_statements(draft: Draft) -> tuple[Statement, ...]:
    """The statements of the document, numbered in order of their cues."""
    frame = draft.frame
    discourse = Discourse(draft.doc, frame=frame, actors=draft.actors, titles=draft.mentions.titles)
    reader = Reader(draft.doc, frame=frame, discourse=discourse)
    cues: list[Verb | Source] = [*reader.verbs, *sources_in(draft.doc, frame)]
    for cue in sorted(cues, key=lambda cue: (cue.start, -cue.end)):
        reader.add(reader.read_source(cue) if isinstance(cue, Source) else reader.read_verb(cue))
    for signed in signed_quotations(draft.doc, frame):
        reader.add_signed(signed)
    found = sorted(reader.found, key=lambda speech: min(speech.cue[0], speech.content[0]))
    return tuple(_statement(draft, discourse, number, speech) for number, speech in enumerate(found, start=1))


def _statement(draft: Draft, discourse: Discourse, number: int, speech: Speech) -> Statement:
    doc = draft.doc
    cue = doc[speech.cue[0] : speech.cue[1]]
    content = doc[speech.content[0] : speech.content[1]]
    return Statement(
        id=f"S{number}",
        rule=speech.rule,
        confidence=_confidence(discourse, speech),
        speaker=speech.speakers,
        verb=speech.verb,
        act=speech.act,
        quoted=speech.quoted,
        content=mention(doc, (content.start_char, content.end_char)),
        mentions=(mention(doc, (cue.start_char, cue.end_char)),),
    )


def _confidence(discourse: Discourse, speech: Speech) -> Confidence:
    if not speech.speakers:
        return "low"
    start, end = discourse.frame.sentences[discourse.frame.sentence(speech.cue[0])]
    named = discourse.names.within(start, end)
    return "high" if speech.adjacent and set(speech.speakers) <= set(named) else "medium"
