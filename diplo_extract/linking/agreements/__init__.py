"""Links mentions of instruments into agreements with type, status, parties, date and place.

Mentions become candidates (`candidates`), cues of status are read around them (`cues`, `status`), candidates that name
one instrument are joined (`merge`), and each instrument that the text really speaks of is an item.
"""

from __future__ import annotations

import re
from typing import cast

from diplo_extract.linking.agreements.candidates import Candidate, read_candidates
from diplo_extract.linking.agreements.counting import counts, is_document, may_count
from diplo_extract.linking.agreements.cues import Cue, find_cues
from diplo_extract.linking.agreements.details import date_of, domains_of, place_of
from diplo_extract.linking.agreements.merge import Instrument, group
from diplo_extract.linking.agreements.parties import parties_of
from diplo_extract.linking.agreements.sides import sides_of
from diplo_extract.linking.agreements.status import add_cues, status_of
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
    frame = draft.frame
    candidates = read_candidates(draft, frame)
    if not candidates:
        return ()
    add_cues(draft.doc, frame, find_cues(draft.doc, frame), candidates)
    instruments = [i for i in group(draft, [c for c in candidates if may_count(draft, c)]) if counts(draft, i)]
    sides = sides_of(draft)
    items = []
    for number, instrument in enumerate(instruments, start=1):
        status = _status(draft, instrument)
        best = instrument.best
        spans = sorted({(c.found.start, c.found.end) for c in instrument.mentions})
        rule = _rule(draft, instrument)
        items.append(
            Agreement(
                id=f"G{number}",
                rule=rule,
                confidence=_confidence(best, rule),
                type=cast(AgreementType, instrument.type),
                title=" ".join(draft.text[best.found.start : best.found.end].split()),
                status=status,
                parties=parties_of(draft, frame, instrument, sides),
                date=date_of(draft, frame, instrument, status),
                place=place_of(draft, instrument),
                domains=domains_of(draft, instrument),
                mentions=tuple(mention(draft.doc, span) for span in spans),
            )
        )
    return tuple(items)


def _status(draft: Draft, instrument: Instrument) -> AgreementStatus:
    cues = [cue for candidate in instrument.all for cue in candidate.cues if not _recalls(candidate, cue)]
    if instrument.best.named:
        cues = [cue for cue in cues if cue.row["status"] != "adopted" or cue.stage != "ratify"]  # endorsed by others
    if is_document(draft, instrument):
        return "signed" if _SIGNATURES.search(draft.text[-1500:]) else "adopted"
    return status_of(cues, _default(instrument))


def _recalls(candidate: Candidate, cue: Cue) -> bool:
    """Whether a participle only says which existing instruments are meant (`les accords conclus lors de la visite`).

    So too of one that was drawn up (`la feuille de route élaborée en mai prévoit`).
    """
    if cue.kind != "participle" or cue.start < candidate.end or candidate.determiner != "definite":
        return False
    made = cue.row["status"] == "signed" and candidate.plural and not candidate.quantified
    return made or cue.row["code"] in {"élaborer", "rédiger"}


_SIGNATURES = re.compile(r"\n[ \t]*Pour (?:le|la|l'|les)\b[^\n]*(?:\n|[ \t]{2,})[^\n]*Pour (?:le|la|l'|les)\b")


def _default(instrument: Instrument) -> AgreementStatus:
    """What an instrument is when only referred to."""
    best = instrument.best
    if best.row["status"]:
        return cast(AgreementStatus, best.row["status"])
    if instrument.type == "joint_declaration":
        return "adopted"
    return "mentioned" if best.determiner == "indefinite" else "in_force"


def _rule(draft: Draft, instrument: Instrument) -> str:
    """Which evidence gave the status: the strongest that there is."""
    best = instrument.best
    if is_document(draft, instrument):
        return "agreement.title"
    if best.listed and best.left != best.start:
        return "agreement.list"
    kinds = {cue.kind for c in instrument.all for cue in c.cues}
    for kind in ("verb", "participle", "noun"):
        if kind in kinds:
            return f"agreement.{kind}"
    return "agreement.known" if best.named else "agreement.reference"


def _confidence(best: Candidate, rule: str) -> Confidence:
    if best.bare and not best.named and rule != "agreement.title":
        return "low"
    return "medium" if rule in {"agreement.reference", "agreement.noun"} else "high"
