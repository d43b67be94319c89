"""Who is bound by an instrument."""

from __future__ import annotations

import re

from diplo_extract.lexicon.agreements import agreement_gazetteer, agreement_row, agreement_words
from diplo_extract.linking.agreements.candidates import Candidate
from diplo_extract.linking.agreements.counting import is_document
from diplo_extract.linking.agreements.cues import is_finite
from diplo_extract.linking.agreements.lists import acting_for, distinct, listed, named
from diplo_extract.linking.agreements.merge import Instrument, modifier_end
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.sentences import Frame, over_dateline
from diplo_extract.record import Organisation, Person, State

__all__ = ["parties_of"]

FOREIGN = re.compile(r"\b(?:cessez-le-feu|armistice|trêve|de\s+paix|réconciliation)\b", re.IGNORECASE)
"""Instruments of conflicts: in a read-out they bind the parties to the conflict, not those who talk about it."""


MANY = re.compile(
    r"(?:conventions?|trait[ée]s?|pactes?|chartes?|accords?)\s+(?:multilatéral|européen|international|africain|mondial|universel|interaméricain|arabe)",
    re.IGNORECASE,
)
"""Instruments of many parties, by the adjective of their names."""


def parties_of(draft: Draft, frame: Frame, instrument: Instrument, sides: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of the actors bound, in textual order; none where the text neither says nor implies them."""
    best = instrument.best
    if instrument.type == "resolution" or best.named or _completes_named(draft, best):
        return ()
    for candidate in sorted(instrument.mentions, key=lambda c: (c.headline, c is not best)):
        found = _explicit(draft, frame, candidate, sides)
        if found is not None:
            return found
    if is_document(draft, instrument):
        return sides
    for candidate in instrument.all:
        found = _signing(draft, frame, candidate, sides)
        if found:
            return found
    words = draft.text[best.found.start : best.found.end]
    if FOREIGN.search(words) or MANY.match(words) or _is_of_organisation(draft, best):
        return ()
    if instrument.type in {"declaration", "joint_declaration"} and (found := _gathered(draft, best)):
        return found
    if len(sides) == 1 and _speaks_for_itself(draft, frame, best):
        return sides
    told = any(c.stage != "wish" for c in best.cues)
    return sides if len(sides) in {2, 3} or (told and len(sides) > 1) else ()


def _completes_named(draft: Draft, candidate: Candidate) -> bool:
    """Whether the title holds a known instrument (`Protocole facultatif se rapportant à la Convention …`)."""
    title = draft.text[candidate.found.start : candidate.found.end]
    return any(agreement_row(hit.key)["kind"] == "named" for hit in agreement_gazetteer().find(title))


def _speaks_for_itself(draft: Draft, frame: Frame, candidate: Candidate) -> bool:
    """Whether the only side of a document does it itself (`Nous adoptons`), or recalls a declaration as its own."""
    if draft.genre == "statement":
        return candidate.row["type"] in {"declaration", "joint_declaration", "charter"}
    active = [c for c in candidate.cues if c.kind == "verb" and not c.passive]
    deeds = [c for c in active if c.stage in {"text", "draft"} or (c.real and c.row["status"] == "adopted")]
    return bool(deeds) and not _subject(draft, frame, candidate)


def _is_of_organisation(draft: Draft, candidate: Candidate) -> bool:
    """Whether the title says that an organisation's members made it (`Convention du Conseil de l'Europe`)."""
    text = draft.text
    return any(
        candidate.found.start < m.start < candidate.found.end and _OWN.search(text, candidate.found.start, m.start)
        for actor in draft.actors.actors
        if isinstance(actor, Organisation)
        for m in actor.mentions
    )


_BETWEEN = re.compile(r"\bentre\s")
_WITH = re.compile(r"\bavec\s")
_BY = re.compile(r"\bpar\s")
_BILATERAL = re.compile(
    r"\b(?:les|ces|nos)\s+(?:deux|trois|quatre)\s+\w+|\bles\s+(?:parties|ministères|gouvernements)\b", re.IGNORECASE
)
_OWN = re.compile(r"\s(?:du|de\s+la|de\s+l'|des|de)\s*$")
_ABOUT = re.compile(r"\s(?:sur|relati\w+|concernant|portant)\s")
UNMAKING = frozenset({"annuler", "suspendre", "rompre", "expirer"})
"""What others than the parties may do to an instrument."""


NEAR = 25
"""Characters behind `les deux parties` within which adjectives or names say which ones are meant."""


def _explicit(draft: Draft, frame: Frame, candidate: Candidate, sides: tuple[str, ...]) -> tuple[str, ...] | None:
    """The parties that the title or the words around it name; None where they name none."""
    text, start = draft.text, candidate.found.start
    end = modifier_end(draft, candidate)
    lead = start
    if candidate.left == candidate.start:
        lead = next(
            (draft.doc[c.end].idx for c in candidate.cues if c.kind == "noun" and c.end <= candidate.left), start
        )
    between = _BETWEEN.search(text, min(lead, start), end)
    if between:
        found = listed(draft, between.end(), end)
        both = _BILATERAL.match(text, between.end())
        if both and FOREIGN.search(text, start, candidate.found.end):
            return listed(draft, between.end(), min(end, both.end() + NEAR)) or None
        if _BILATERAL.match(text, between.end()) and len(sides) > 1:
            return sides if not found or len(sides) == 2 else found
        if len(found) < 2 == len(sides) and set(found) <= set(sides) and _names_pair(draft, between.end(), end):
            return sides  # `entre M. A, ministre des Finances, et M. B`, whose states the text tells elsewhere
        if found or re.match(r"(?:le |la |l'|les )?[A-ZÀ-Þ]", text[between.end() : between.end() + 8]):
            return found
    told = _compound(draft, candidate) or _bracketed(draft, candidate)
    if told:
        return told
    with_ = _with_before(draft, candidate) or _WITH.search(text, min(lead, start), end)
    by = None if any(c.row["code"] in UNMAKING for c in candidate.cues) else _BY.search(text, candidate.found.end, end)
    partners = listed(draft, with_.end(), end) if with_ else ()
    if with_ and partners and candidate.plural:
        partners = distinct([*partners, *_told_one_by_one(draft, frame, candidate, with_.end())])
    doers = _signatories(draft, by.end(), end) if by else ()
    if partners and not set(partners) <= set(sides):
        subject = doers or _subject(draft, frame, candidate) or _host(draft, sides)
        return distinct([*subject, *partners])
    if partners and len(sides) == 2:
        return sides
    if doers and not set(doers) <= set(sides) and (len(doers) > 1 or not sides):
        return doers
    if by and not partners and len(doers) == 1 and _adopts(draft, candidate, doers[0], by.end()):
        return doers
    if doers and partners:
        return distinct([*doers, *partners])
    if len(doers) > 1 and not any(c.stage == "ratify" for c in candidate.cues):
        return doers
    return _owner(draft, candidate) or None


_ONE_OF_THEM = re.compile(
    r"\b(?:l'un|l'une|l'autre|un\s+autre|une\s+autre|(?:un|une|le|la)\s+(?:second|deuxième|troisième|dernier)e?)\s+avec\s"
)


def _told_one_by_one(draft: Draft, frame: Frame, candidate: Candidate, start: int) -> tuple[str, ...]:
    """The partners of the further ones of a set (`deux accords, l'un avec le Mali, l'autre avec le Niger`)."""
    last = draft.doc[frame.sentences[frame.sentence(candidate.start)][1] - 1]
    end = last.idx + len(last)
    each = (listed(draft, m.end(), end)[:1] for m in _ONE_OF_THEM.finditer(draft.text, start, end))
    return tuple(id for ids in each for id in ids)


def _names_pair(draft: Draft, start: int, end: int) -> bool:
    """Whether two persons are named there."""
    return sum(isinstance(draft.actors[id], Person) for id in draft.actors.within(start, end)) > 1


def _host(draft: Draft, sides: tuple[str, ...]) -> tuple[str, ...]:
    """The sides whom an instrument binds with an outsider: those who meet or write, else the one that is told most."""
    countries = {actor.country for actor in draft.actors.actors if isinstance(actor, Person)}
    meet = all(getattr(draft.actors[id], "country", None) in countries for id in sides)
    if draft.genre == "joint_text" or meet or len(sides) != 2:
        return sides
    told = [len(draft.actors[id].mentions) for id in sides]
    return () if told[0] == told[1] else (sides[told.index(max(told))],)


def _with_before(draft: Draft, candidate: Candidate) -> re.Match[str] | None:
    """`avec` and a name between the verb and what is signed (`a signé avec la ministre X une convention`)."""
    doc = draft.doc
    made = (c for c in candidate.cues if c.kind == "verb" and not c.passive and c.stage in {"text", "draft"})
    verb = next((c for c in made if c.end <= candidate.left), None)
    if verb is None or verb.end == candidate.left:
        return None
    start, end = doc[verb.end].idx, doc[candidate.left].idx
    with_ = _WITH.search(draft.text, start, end)
    partners = listed(draft, with_.end(), end) if with_ else ()
    opening = re.findall(r"\w+", draft.text[with_.end() : end])[:2] if with_ else []
    return with_ if partners and agreement_words("help").isdisjoint(opening) else None


def _adopts(draft: Draft, candidate: Candidate, id: str, start: int) -> bool:
    """Whether an organisation, named right behind `par`, adopted the instrument alone."""
    actor = draft.actors[id]
    near = any(start <= m.start <= start + 4 for m in actor.mentions)
    return near and isinstance(actor, Organisation) and any(c.row["status"] == "adopted" for c in candidate.cues)


def _signatories(draft: Draft, start: int, end: int) -> tuple[str, ...]:
    """The parties behind `par`: a list of names, or the persons named there with their offices between them."""
    persons = [id for id in draft.actors.within(start, end) if isinstance(draft.actors[id], Person)]
    if len(persons) > 1:
        return distinct(acting_for(draft, id) for id in persons)
    return listed(draft, start, end)


def _compound(draft: Draft, candidate: Candidate) -> tuple[str, ...]:
    """The actors joined by a hyphen in the title (`accord franco-marocain`, `accord UE-Mercosur`)."""
    text = draft.text
    states = {(f.start, f.end) for f in draft.mentions.states}
    bodies = {(m.start, m.end) for a in draft.actors.actors if isinstance(a, Organisation) for m in a.mentions}
    inside = [span for span in sorted(states | bodies) if candidate.found.start <= span[0] < candidate.found.end]
    joined = distinct(
        draft.actors.at(start, end)
        for start, end in inside
        if text[end : end + 1] in {"-", "–"} or text[start - 1 : start] in {"-", "–"}
    )
    return joined if len(joined) >= 2 else ()


def _bracketed(draft: Draft, candidate: Candidate) -> tuple[str, ...]:
    """The actors that brackets in the title list (`accord tripartite (Haïti, Cuba, Mexique)`)."""
    opening = draft.text.find("(", candidate.found.start, candidate.found.end)
    if opening < 0:
        return ()
    close = draft.text.find(")", opening, candidate.found.end)
    found = distinct(acting_for(draft, id) for id in draft.actors.within(opening, max(opening, close)))
    return found if len(found) > 1 else ()


def _gathered(draft: Draft, candidate: Candidate) -> tuple[str, ...]:
    """The organisation whose summit a final communiqué closes: the first known one that the text names."""
    if not re.search(r"\bfinale?\b", draft.text[candidate.found.start : candidate.found.end]):
        return ()
    bodies = (a for a in draft.actors.actors if isinstance(a, Organisation) and a.code)
    return tuple(body.id for body in bodies)[:1]


def _owner(draft: Draft, candidate: Candidate) -> tuple[str, ...]:
    """The organisation or the persons whose plan, charter, declaration it is (`Plan d'action du FCSA`)."""
    if candidate.row["type"] not in {"action_plan", "charter", "declaration", "joint_declaration", "roadmap"}:
        return ()
    text, head = draft.text, candidate.found.start
    about = _ABOUT.search(text, head, candidate.found.end)
    ids = draft.actors.within(head, about.start() if about else candidate.found.end)
    if candidate.row["type"] == "joint_declaration":
        states = distinct(acting_for(draft, id) for id in ids if isinstance(draft.actors[id], State | Person))
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


def _signing(draft: Draft, frame: Frame, candidate: Candidate, sides: tuple[str, ...]) -> tuple[str, ...]:
    """The subjects of the verb that governs the mention, or of the relative clause behind it."""
    found = _subject(draft, frame, candidate)
    if len(found) >= 2:
        return found
    if len(found) == 1 and not isinstance(draft.actors[found[0]], Person) and len(sides) < 2:
        return found
    return ()


def _behind_circumstance(draft: Draft, start: int, verb: int) -> int:
    """Where the subject begins behind a circumstance in front of it (`Sous la présidence de M. X, les ministres …`)."""
    doc = draft.doc
    if start >= verb or doc[start].pos_ != "ADP":
        return start
    commas = [i + 1 for i in range(start, verb) if doc[i].text == "," and i + 1 < verb]
    named = (i for i in reversed(commas) if draft.actors.within(doc[i].idx, doc[verb].idx))
    return next(named, start)


def _subject(draft: Draft, frame: Frame, candidate: Candidate) -> tuple[str, ...]:
    """The parties that the subject of the governing verb names; none for a pronoun or a subject left out."""
    cue = next(
        (c for c in candidate.cues if not c.passive and c.stage in {"text", "draft", "talk", "ratify", "end"}), None
    )
    if cue is None:
        return ()
    doc = draft.doc
    floor = frame.sentences[frame.sentence(cue.start)][0]
    if cue.start >= candidate.end:
        floor = candidate.end
    verb = next((i for i in range(cue.start, floor - 1, -1) if is_finite(doc[i])), cue.start)
    left = next((i + 1 for i in range(verb - 1, floor - 1, -1) if is_finite(doc[i]) or doc[i].text == ";"), None)
    left = over_dateline(doc, floor, verb) if left is None and floor < verb else left or floor
    start = doc[_behind_circumstance(draft, left, verb)].idx
    between = _BETWEEN.search(draft.text, start, doc[verb].idx)
    talks = listed(draft, between.end(), doc[verb].idx) if between else ()
    if len(talks) > 1:
        return talks  # `Les pourparlers entre l'Inde et le Népal ont abouti à un accord`
    ids = named(draft, start, doc[verb].idx)
    of_kind = ([id for id in ids if isinstance(draft.actors[id], kind)] for kind in (Person, Organisation))
    acting = next((found for found in of_kind if found), [])
    return distinct(acting_for(draft, id) for id in (acting if len(acting) > 1 else ids))
