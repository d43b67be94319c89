"""Which mentions name an instrument, and which instruments the text really speaks of."""

from __future__ import annotations

import re

from diplo_extract.linking.agreements.candidates import Candidate
from diplo_extract.linking.agreements.merge import Instrument
from diplo_extract.linking.draft import Draft

__all__ = ["counts", "is_document", "may_count"]

CERTAIN = frozenset({"les", "ces", "aux", "nos"})
"""Articles of a plural that stands for certain instruments (`les accords de …`)."""
MADE = frozenset({"text", "ratify", "force", "draft", "talk"})
"""Stages of a deed by which an instrument comes to be, or comes into force."""


def may_count(draft: Draft, candidate: Candidate) -> bool:
    """Whether the mention names an instrument at all: loose nouns and sets need a verb or a title that says so."""
    kind = candidate.row["kind"]
    if candidate.announcing and (candidate.bare or kind == "set"):
        return False
    signed = any(c.row["status"] in {"signed", "adopted"} and c.stage == "text" for c in candidate.cues)
    if kind == "set":
        approved = candidate.quantified and any(c.real and c.row["code"] == "approuver" for c in candidate.cues)
        between = " entre " in draft.text[candidate.found.start : candidate.found.end]
        return approved or (signed and (candidate.quantified or between or _governed_by_verb(candidate)))
    if candidate.plural and not _is_certain(candidate):
        return any(c.stage in {"text", "talk", "ratify"} and c.kind != "participle" for c in candidate.cues)
    if kind == "loose":
        return _loose_counts(draft, candidate, signed=signed)
    return True


def _governed_by_verb(candidate: Candidate) -> bool:
    return any(c.kind == "verb" and c.end <= candidate.start for c in candidate.cues)


def _is_certain(candidate: Candidate) -> bool:
    """Whether a plural stands for certain instruments, and not for such things in general (`des accords solides`)."""
    listed = candidate.headline or candidate.listed or candidate.named
    return listed or candidate.quantified or candidate.article in CERTAIN


_OF_LEADERS = re.compile(r"[^.;]{0,60}\bpar les\b")
_SPEAKING = re.compile(r"déclarations? (?:de (?:principes|cessation)|politique|finale)\b", re.IGNORECASE)
_PLACED = re.compile(r"déclaration (?:de |d')\w+ sur\b", re.IGNORECASE)


def _loose_counts(draft: Draft, candidate: Candidate, *, signed: bool) -> bool:
    """Whether a noun that names an instrument only at times (`programme`, `déclaration`) does so here."""
    text, code = draft.text, candidate.row["code"]
    words = text[candidate.found.start : candidate.found.end]
    proper = words[0].isupper() and not words.isupper() and not candidate.bare
    dealt = any(c.stage in MADE and c.row["code"] != "instaurer" for c in candidate.cues)
    if code == "cadre":
        return proper and dealt
    if code in {"plan", "programme"}:
        done = candidate.listed or any(c.real and c.stage == "text" and c.kind != "participle" for c in candidate.cues)
        return signed and done and not candidate.bare and not candidate.plural
    if code == "partenariat":
        concluded = any(c.stage == "text" and c.row["code"] != "instaurer" for c in candidate.cues)
        named = proper and candidate.article in {"du", "le", "son", "leur", "notre"}
        return (concluded and (" entre " in words or "stratégique" not in words)) or (named and "stratégique" in words)
    if code != "declaration":
        return signed or dealt or proper
    if candidate.headline:
        return _PLACED.match(words) is not None
    if proper or _SPEAKING.match(words):
        return True
    uttered = all(c.row["instruments"] for c in candidate.cues if c.stage == "text")
    return signed and (not uttered or _OF_LEADERS.match(text, candidate.found.end) is not None)


def counts(draft: Draft, instrument: Instrument) -> bool:
    """Whether the text speaks of an instrument, and not of an accord in general or of none (`pas d'accord`)."""
    best = instrument.best
    cues = [cue for c in instrument.all for cue in c.cues]
    if best.named or best.row["type"] == "resolution" or is_document(draft, instrument):
        return True
    if not any(cue.real for cue in cues) and _is_denied(draft, best):
        return not best.bare and bool(cues)
    if not best.bare:
        return True
    told = any(c.stage == "text" and (c.kind != "participle" or (c.real and _is_definite(best))) for c in cues)
    general = best.article in CERTAIN and not any(cue.real for cue in cues)  # `le pouvoir de ratifier les traités`
    if best.plural and not best.quantified and (general or not told):
        return False
    deeds = [cue for cue in cues if cue.stage in {"text", "talk", "force", "end", "ratify"}]
    return (bool(deeds) and best.row["code"] not in {"partenariat", "plan", "programme"}) or any(c.real for c in cues)


def _is_definite(candidate: Candidate) -> bool:
    """Whether certain instruments are meant (`les accords conclus lors de la visite`)."""
    return candidate.determiner == "definite" and candidate.article in CERTAIN


def _is_denied(draft: Draft, candidate: Candidate) -> bool:
    """Whether the mention stands right behind a negation: there is no instrument then."""
    before = {draft.doc[i].lower_ for i in range(max(0, candidate.start - 3), candidate.start)}
    return candidate.determiner == "negative" or bool({"pas", "aucun", "aucune", "sans"} & before)


def is_document(draft: Draft, instrument: Instrument) -> bool:
    """Whether the instrument is the document itself: its title begins with it, or a line at its head is no more."""
    if instrument.type not in {"joint_declaration", "declaration"}:
        return False
    free = [c for c in instrument.mentions if not c.cues]
    if draft.genre == "joint_text" and any(c.headline and len(_line(draft, c)[0]) < 4 for c in free):
        return True
    return instrument.type == "joint_declaration" and any(
        c.found.start < HEAD and (_line(draft, c) == ("", "") or _closes_heading(draft, c)) for c in free
    )


def _closes_heading(draft: Draft, candidate: Candidate) -> bool:
    """Whether the mention says behind a colon what the text is (`Visite du roi à Oslo : communiqué conjoint`)."""
    before, behind = _line(draft, candidate)
    return candidate.headline and before.endswith((":", "–", "—", " -")) and not behind


HEAD = 600
"""Characters within which a text names itself."""


def _line(draft: Draft, candidate: Candidate) -> tuple[str, str]:
    """What stands on its line before the mention, and behind it."""
    text, found = draft.text, candidate.found
    end = text.find("\n", found.end)
    before = text[text.rfind("\n", 0, found.start) + 1 : found.start]
    return before.strip(), text[found.end : end if end >= 0 else len(text)].strip()
