"""What has become of an instrument, from the cues that govern it and those that stand behind it.

Three places tell: the verb or noun that governs the mention (`ont signé`, `la mise en œuvre de`), the participles and
relative clauses behind it (`signé en 2024`, `dont la négociation se poursuit`), and the verb whose subject it is
(`devrait être signé`). What is negated, to come, wished or conditional never counts as done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from diplo_extract.linking.agreements.before import governing
from diplo_extract.linking.agreements.behind import following
from diplo_extract.linking.agreements.candidates import Candidate
from diplo_extract.linking.agreements.cues import Cue
from diplo_extract.linking.clauses import Frame
from diplo_extract.record import AgreementStatus

__all__ = ["add_cues", "status_of"]


def add_cues(doc: Doc, frame: Frame, cues: Sequence[Cue], candidates: Sequence[Candidate]) -> None:
    """Fills the `cues` of every candidate."""
    spans = [(candidate.start, candidate.end) for candidate in candidates]
    for candidate in candidates:
        inside = [c for c in cues if c.fits(candidate.row["code"]) and not any(a <= c.start < b for a, b in spans)]
        cue = governing(doc, frame, inside, candidate, spans)
        if cue is not None:
            candidate.cues.append(cue)
        candidate.cues.extend(following(doc, frame, inside, candidate, spans, governed=cue is not None))


def status_of(cues: Iterable[Cue], default: AgreementStatus) -> AgreementStatus:
    """The status that the cues of all the mentions of an instrument give together.

    What is done counts before what is wanted, the later stage before the earlier one; that an instrument is applied
    shows only that it exists, so that an explicit `signé` or `adopté` says more.
    """
    told = list(cues)
    done = {(cue.stage, cue.row["status"]) for cue in told if cue.real}
    stages = {stage for stage, _ in done}
    undone = {cue.stage for cue in told if not cue.real}
    if "end" in stages:
        return "terminated"
    if "force" in stages:
        return "in_force"
    if ("ratify", "ratified") in done:
        return "ratified"
    statuses: tuple[AgreementStatus, ...] = ("signed", "adopted", "in_force")
    for status in statuses:
        if ("text", status) in done or ("ratify", status) in done:
            return status
    if "talk" in stages or any(c.row["code"] == "finaliser" for c in told):
        return "under_negotiation"
    if stages & {"draft"} or (undone & {"draft", "text", "talk"} and "use" not in stages):
        return "planned"
    if stages & {"use"} or undone & {"use", "end", "force"}:
        return "in_force"
    if any(cue.stage == "wish" for cue in told):
        return "planned"
    return "mentioned" if "ratify" in undone else default
