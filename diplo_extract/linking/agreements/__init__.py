"""Links mentions of instruments into agreements with type, status, parties, date and place.

Mentions become candidates (`candidates`), cues of status are read around them (`cues`, `status`), candidates that name
one instrument are joined (`merge`), and each instrument that the text really speaks of is an item.
"""

from __future__ import annotations

import re
from typing import cast

from diplo_extract.linking.agreements.candidates import Candidate, read_candidates
from diplo_extract.linking.agreements.cues import find_cues
from diplo_extract.linking.agreements.details import date_of, domains_of, place_of
from diplo_extract.linking.agreements.merge import Instrument, group
from diplo_extract.linking.agreements.parties import parties_of
from diplo_extract.linking.agreements.sides import sides_of
from diplo_extract.linking.agreements.status import add_cues, status_of
from diplo_extract.linking.clauses import frame_of
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.mentions import mention
from diplo_extract.record import Agreement, AgreementStatus, AgreementType, Confidence

__all__ = ["link_agreements"]


def link_agreements(draft: Draft) -> tuple[Agreement, ...]:
    """The agreements of the document, numbered in order of first mention.

    `confidence` is high where a verb, participle or list says what was done to an instrument with a title, or the
    lexicon knows it by name; medium where the status is the usual one of an instrument only referred to; low where no
    title but a bare noun names it.
    """
    frame = frame_of(draft.doc)
    candidates = read_candidates(draft, frame)
    if not candidates:
        return ()
    add_cues(draft.doc, frame, find_cues(draft.doc, frame), candidates)
    instruments = [i for i in group(draft, [c for c in candidates if _may_count(draft, c)]) if _counts(draft, i)]
    sides = sides_of(draft)
    items = []
    for number, instrument in enumerate(instruments, start=1):
        status = _status(draft, instrument)
        best = instrument.best
        spans = sorted({(c.found.start, c.found.end) for c in instrument.mentions})
        items.append(
            Agreement(
                id=f"G{number}",
                rule=_rule(instrument),
                confidence=_confidence(instrument),
                type=cast(AgreementType, instrument.type),
                title=" ".join(draft.doc.text[best.found.start : best.found.end].split()),
                status=status,
                parties=parties_of(draft, frame, instrument, sides),
                date=date_of(draft, frame, instrument, status),
                place=place_of(draft, frame, instrument, status),
                domains=domains_of(draft, instrument),
                mentions=tuple(mention(draft.doc, span) for span in spans),
            )
        )
    return tuple(items)


def _may_count(draft: Draft, candidate: Candidate) -> bool:
    """Whether the mention names an instrument at all: loose nouns and sets need a verb or a title that says so."""
    deeds = [
        c
        for c in candidate.cues
        if c.stage in {"text", "ratify", "force", "draft", "talk"} and c.row["code"] not in {"instaurer", "élaborer"}
    ]
    signed = any(c.row["status"] in {"signed", "adopted"} and c.stage == "text" for c in deeds)
    kind, code = candidate.row["kind"], candidate.row["code"]
    if candidate.announcing and (candidate.bare or kind == "set"):
        return False
    words = draft.doc.text[candidate.found.start : candidate.found.end]
    if kind == "set":
        governed = any(c.kind == "verb" and c.end <= candidate.start for c in candidate.cues)
        return signed and (candidate.quantified or governed)
    if (
        candidate.plural
        and not candidate.quantified
        and not candidate.headline
        and candidate.article in {"des", "de", "d'", ""}
    ):
        return any(c.stage in {"text", "talk", "ratify"} and c.kind != "participle" for c in candidate.cues)
    if kind == "loose":
        return _loose_counts(candidate, code, words, signed=signed, dealt=bool(deeds))
    return True


def _loose_counts(candidate: Candidate, code: str, words: str, *, signed: bool, dealt: bool) -> bool:
    capital = words[0].isupper() and not words.isupper()
    if code == "cadre":
        return capital and dealt
    if code in {"plan", "programme"}:
        done = any(c.real and c.stage == "text" and c.kind == "verb" for c in candidate.cues) or candidate.listed
        return signed and done and not candidate.bare and not candidate.plural
    if code == "partenariat":
        concluded = signed or any(c.row["code"] in {"déboucher", "sceller", "formaliser"} for c in candidate.cues)
        return (concluded and not re.search(r"\bstratégique\b", words)) or (concluded and " entre " in words)
    if code == "declaration":
        dated = any(c.stage == "text" for c in candidate.cues)
        return (
            candidate.headline
            and not candidate.bare
            and re.match(r"déclaration (?:de|d') ?\w+ sur", words, re.IGNORECASE) is not None
        ) or (
            not candidate.headline
            and (
                dated
                or (capital and not candidate.bare)
                or re.match(r"déclarations? (?:de principes|politique|finale)", words, re.IGNORECASE) is not None
            )
        )
    return signed or dealt or (capital and not candidate.bare)


def _counts(draft: Draft, instrument: Instrument) -> bool:
    """Whether the text speaks of an instrument, and not of an accord in general."""
    best = instrument.best
    cues = [cue for c in instrument.all for cue in c.cues]
    if best.named or best.row["type"] == "resolution" or _is_document(draft, instrument):
        return True
    if not any(cue.real for cue in cues) and _is_denied(draft, best):
        return not best.bare and bool(cues)
    if not best.bare:
        return True
    if best.plural and not best.quantified and not any(c.kind != "participle" and c.stage == "text" for c in cues):
        return False
    deeds = [cue for cue in cues if cue.stage in {"text", "talk", "force", "end", "ratify"}]
    return (bool(deeds) and best.row["code"] not in {"partenariat", "plan", "programme"}) or any(c.real for c in cues)


def _is_denied(draft: Draft, candidate: Candidate) -> bool:
    """Whether a bare noun stands under a negation (`pas d'accord`): there is no instrument then."""
    before = [draft.doc[i].lower_ for i in range(max(0, candidate.start - 3), candidate.start)]
    return candidate.determiner == "negative" or bool({"pas", "aucun", "aucune", "sans"} & set(before))


def _status(draft: Draft, instrument: Instrument) -> AgreementStatus:
    cues = [cue for candidate in instrument.all for cue in candidate.cues]
    if _is_document(draft, instrument):
        return "signed" if _SIGNATURES.search(draft.doc.text[-1500:]) else "adopted"
    return status_of(cues, _default(instrument))


def _is_document(draft: Draft, instrument: Instrument) -> bool:
    """Whether the instrument is the document itself: its title begins with it."""
    if instrument.type not in {"joint_declaration", "declaration"} or draft.genre != "joint_text":
        return False
    return any(c.headline and not c.cues and _begins_line(draft, c) for c in instrument.mentions)


def _begins_line(draft: Draft, candidate: Candidate) -> bool:
    line = draft.doc.text[: candidate.found.start].rsplit("\n", 1)[-1]
    return len(line.strip()) < 4


_SIGNATURES = re.compile(r"\n[ \t]*Pour (?:le|la|l'|les)\b[^\n]*(?:\n|[ \t]{2,})[^\n]*Pour (?:le|la|l'|les)\b")


def _default(instrument: Instrument) -> AgreementStatus:
    """What an instrument is when only referred to."""
    best = instrument.best
    if best.row["status"]:
        return cast(AgreementStatus, best.row["status"])
    if instrument.type == "joint_declaration":
        return "adopted"
    return "mentioned" if best.determiner == "indefinite" else "in_force"


def _rule(instrument: Instrument) -> str:
    best = instrument.best
    if any(c.headline and not c.cues for c in instrument.mentions) and instrument.type == "joint_declaration":
        return "title"
    if best.listed and best.left != best.start:
        return "list"
    kinds = {cue.kind for c in instrument.all for cue in c.cues}
    for kind in ("verb", "participle", "noun"):
        if kind in kinds:
            return kind
    return "known" if best.named else "reference"


def _confidence(instrument: Instrument) -> Confidence:
    best = instrument.best
    if best.bare and not best.named and _rule(instrument) != "title":
        return "low"
    return "medium" if _rule(instrument) in {"reference", "noun"} else "high"
