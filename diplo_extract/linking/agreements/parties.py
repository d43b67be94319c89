"""Who is bound by an instrument."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplo_extract.linking.agreements.candidates import Candidate
from diplo_extract.linking.agreements.merge import Instrument
from diplo_extract.linking.clauses import Frame
from diplo_extract.linking.draft import Draft
from diplo_extract.record import Organisation, Person, State

__all__ = ["parties_of", "sides_of"]

LEAD = 900
"""Characters of the text within which the two sides of a meeting are introduced."""
MOST_SIDES = 4

FOREIGN = re.compile(r"\b(?:cessez-le-feu|paix|armistice|trêve|réconciliation)\b", re.IGNORECASE)
"""Instruments of conflicts: in a read-out they bind the parties to the conflict, not those who talk about it."""


def sides_of(draft: Draft) -> tuple[str, ...]:
    """The actors (states) between which the document's meeting or text takes place; none when they cannot be told."""
    text = draft.doc.text
    if draft.title and draft.genre == "joint_text":
        at = max(0, text.find(draft.title))
        titled = _states(draft, at, at + len(draft.title))
        if len(titled) >= 2:
            return titled
    signed = _signature_block(draft)
    if len(signed) >= 2:
        return signed
    at = max(0, text.find(draft.title)) if draft.title else 0
    end = at + LEAD
    persons = _of_persons(draft, at, end)
    states = _states(draft, at, end)
    if 2 <= len(persons) <= MOST_SIDES:
        return persons
    if len(persons) == 1 and len(states) > 1:
        return (persons[0], next(s for s in states if s != persons[0])) if len(states) == 2 else ()
    if 2 <= len(states) <= 3:
        return states
    body = _of_persons(draft, 0, len(text))
    if len(body) == 2:
        return body
    return _speaker(draft) if draft.genre in {"joint_text", "statement"} else ()


def _speaker(draft: Draft) -> tuple[str, ...]:
    """The organisation that the document is of: the one its title or its opening names."""
    text = draft.doc.text
    at = max(0, text.find(draft.title)) if draft.title else 0
    for start, end in ((at, at + len(draft.title or "")), (at, at + LEAD)):
        found = [id for id in draft.actors.within(start, end) if isinstance(draft.actors[id], Organisation)]
        if found:
            return (found[0],)
    return ()


def _of_persons(draft: Draft, start: int, end: int) -> tuple[str, ...]:
    """The states for which the persons named in `start`..`end` act."""
    return _distinct(
        _acting_for(draft, id) for id in draft.actors.within(start, end) if isinstance(draft.actors[id], Person)
    )


def _states(draft: Draft, start: int, end: int) -> tuple[str, ...]:
    return tuple(id for id in draft.actors.within(start, end) if isinstance(draft.actors[id], State))


def _distinct(ids: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for id in ids if id is not None))


def _acting_for(draft: Draft, id: str) -> str | None:
    """The party that an actor binds: a person its state or organisation, others themselves."""
    actor = draft.actors[id]
    if isinstance(actor, Person):
        return draft.actors.state(actor.country) if actor.country else actor.organisation
    return id


_FOR = re.compile(r"(?:^|\n|\s{2,})[ \t]*Pour (?:le gouvernement |la République |le |la |l'|les )?", re.IGNORECASE)


def _signature_block(draft: Draft) -> tuple[str, ...]:
    """The states in whose names a text is signed at its end (`Pour le Niger`)."""
    text = draft.doc.text
    start = max(0, len(text) - 1500)
    found = (draft.actors.within(match.start(), match.end() + 60)[:1] for match in _FOR.finditer(text, start))
    return _distinct(id for ids in found for id in ids if isinstance(draft.actors[id], State))


def parties_of(draft: Draft, frame: Frame, instrument: Instrument, sides: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of the actors bound, in textual order; none where the text neither says nor implies them."""
    if instrument.type == "resolution":
        return ()
    for read in (_explicit, _signing):
        for candidate in instrument.all:
            found = read(draft, frame, candidate, sides)
            if found:
                return found
    best = instrument.best
    words = draft.doc.text[best.found.start : best.found.end]
    if best.named or FOREIGN.search(words) or not sides:
        return ()
    if any(c.headline for c in instrument.mentions) or best.cues or len(sides) == 2:
        return sides
    return ()


_BETWEEN = re.compile(r"\bentre\s")
_WITH = re.compile(r"\bavec\s")
_BILATERAL = re.compile(
    r"\b(?:deux|trois|quatre)\s+(?:pays|parties|états|gouvernements|voisins|capitales|ministères|nations|peuples)\b|\bbilatéra|\btrilatéra",
    re.IGNORECASE,
)
_OWN = re.compile(r"\s(?:du|de\s+la|de\s+l'|des|de)\s*$")


def _explicit(draft: Draft, frame: Frame, candidate: Candidate, sides: tuple[str, ...]) -> tuple[str, ...]:
    """The parties that the title or the words right behind it name."""
    text = draft.doc.text
    start = candidate.found.start
    sentence = frame.sentences[frame.sentence(candidate.start)]
    sentence_end = draft.doc[sentence[1] - 1].idx + 1
    end = _modifier_end(draft, candidate, sentence_end)
    between = _BETWEEN.search(text, start, end)
    if between:
        found = _listed(draft, between.end(), end)
        if len(found) >= 2:
            return found
        if _BILATERAL.search(text, between.end(), min(end, between.end() + 40)):
            return sides
    compound = [
        f
        for f in draft.mentions.states
        if start <= f.start < candidate.found.end and _is_compound(text, f.start, f.end)
    ]
    joined = _distinct(draft.actors.at(f.start, f.end) for f in compound)
    if len(joined) >= 2:
        return joined
    with_ = _WITH.search(text, start, end)
    by = re.compile(r"\bpar\s").search(text, candidate.found.end, end)
    partners = _listed(draft, with_.end(), end) if with_ else ()
    doers = _listed(draft, by.end(), end) if by else ()
    if partners and sides and set(partners) & set(sides) and not doers:
        return sides if len(sides) == 2 else _distinct([*sides])
    if partners and doers:
        return _distinct([*doers, *partners])
    if partners:
        subject = _subject(draft, frame, candidate) or (sides if len(sides) <= 2 or draft.genre == "joint_text" else ())
        return _distinct([*subject, *partners]) if subject else partners
    if len(doers) >= 2:
        return doers
    return _owner(draft, candidate)


def _owner(draft: Draft, candidate: Candidate) -> tuple[str, ...]:
    """The organisation or the persons whose plan, charter, declaration it is (`Plan d'action du FCSA`)."""
    if candidate.row["type"] not in {"action_plan", "charter", "declaration", "joint_declaration", "roadmap"}:
        return ()
    text, head = draft.doc.text, candidate.found.start
    ids = draft.actors.within(candidate.found.start, candidate.found.end)
    if candidate.row["type"] == "joint_declaration":
        states = _distinct(_acting_for(draft, id) for id in ids if isinstance(draft.actors[id], State | Person))
        if len(states) >= 2:
            return states
    for actor in (draft.actors[id] for id in ids if isinstance(draft.actors[id], Organisation)):
        for mention in actor.mentions:
            if (
                head < mention.start < candidate.found.end
                and mention.start - head < 40
                and _OWN.search(text, head, mention.start)
            ):
                return (actor.id,)
    return ()


def _is_compound(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] in "-–" or text[start - 1 : start] in "-–"


LONGEST_LIST = 320


def _listed(draft: Draft, start: int, end: int) -> tuple[str, ...]:
    """The parties named from `start` on, as long as the list goes on: names joined by commas and `et`."""
    text = draft.doc.text
    end = min(end, start + LONGEST_LIST)
    spans = sorted(
        {
            (m.start, m.end, actor.id)
            for actor in draft.actors.actors
            for m in actor.mentions
            if start <= m.start and m.end <= end
        }
    )
    found: list[str | None] = []
    at = start
    joined = False
    for a, b, id in spans:
        if a < at:
            if a >= start and found and b > at:
                at = b
            continue
        between = text[at:a]
        if found and not joined and not _GOES_ON.fullmatch(between):
            break
        if not found and len(between) > 60:
            break
        found.append(_acting_for(draft, id))
        at = b
    return _distinct(found)


_BODY = (
    r"gouvernement|ministère|ministre|république|royaume|président|présidente|premier ministre|secrétaire d'état|états?"
    r"|société|groupe|compagnie|entreprise|banque|université"
)
_OF = r"(?:(?:de\s+la|de\s+l'|du|des|de|d')\s*)?"
_GOES_ON = re.compile(
    r"\s*(?:\([^()]{1,40}\)?)?\)?\s*"
    r"(?:,|,?\s*et|,?\s*ainsi\s+que|\bou)?\s*(?:d'une\s+part,?|d'autre\s+part,?)?\s*(?:et\s+)?"
    r"(?:avec\s+|entre\s+|par\s+)?(?:le |la |l'|les |du |de la |de l'|des |d')?\s*"
    rf"(?:(?:{_BODY})\s*){{0,2}}(?:\w+\s+){{0,2}}{_OF}(?:l'|la |le |les )?(?:république |royaume |état )?{_OF}",
    re.IGNORECASE,
)
"""What may stand between two names of a list of parties: a conjunction, an article, an office or body."""


def _modifier_end(draft: Draft, candidate: Candidate, sentence_end: int) -> int:
    """Where the words that belong to the mention end: at its predicate, at the next mention or at the sentence's end."""
    text = draft.doc.text
    stop = min([sentence_end, *(f.start for f in draft.mentions.agreements if f.start >= candidate.found.end)])
    cut = re.compile(r"[;.]\s|\s(?:dont|que|qui|où|lequel|laquelle|afin|en\s+présence|tandis)\s|\squ'").search(
        text, candidate.found.end, stop
    )
    return cut.start() if cut else stop


def _signing(draft: Draft, frame: Frame, candidate: Candidate, sides: tuple[str, ...]) -> tuple[str, ...]:
    """The subjects of the verb that governs the mention, or of the relative clause behind it."""
    found = _subject(draft, frame, candidate)
    if len(found) >= 2:
        return found
    if len(found) == 1 and isinstance(draft.actors[found[0]], Organisation) and not sides:
        return found
    return ()


def _subject(draft: Draft, frame: Frame, candidate: Candidate) -> tuple[str, ...]:
    cue = next(
        (
            c
            for c in candidate.cues
            if c.kind == "verb" and not c.passive and c.stage in {"text", "draft", "talk", "ratify"}
        ),
        None,
    )
    if cue is None:
        return ()
    doc = draft.doc
    start, _end = frame.sentences[frame.sentence(cue.start)]
    left = doc[candidate.end].idx if cue.start >= candidate.end and candidate.end < len(doc) else doc[start].idx
    right = doc[cue.start].idx
    ids = draft.actors.within(left, right)
    named = [id for id in ids if isinstance(draft.actors[id], Person | Organisation)]
    if len(named) >= 2:
        return _distinct(_acting_for(draft, id) for id in named)
    return _distinct(_acting_for(draft, id) for id in ids)
