"""What has become of an instrument, from the cues that govern it and those that stand behind it.

Three places tell: the verb or noun that governs the mention (`ont signé`, `la mise en œuvre de`), the participles and
relative clauses behind it (`signé en 2024`, `dont la négociation se poursuit`), and the verb whose subject it is
(`devrait être signé`). What is negated, to come, wished or conditional never counts as done.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from diplo_extract.linking.agreements.before import governing
from diplo_extract.linking.agreements.behind import following
from diplo_extract.linking.agreements.candidates import Candidate
from diplo_extract.linking.agreements.cues import Cue
from diplo_extract.linking.sentences import Frame
from diplo_extract.record import AgreementStatus

__all__ = ["add_cues", "status_of"]

REACH = 400
"""A cue stands at most so many tokens from the mention that it governs: longer than any sentence of a communiqué."""


def add_cues(doc: Doc, frame: Frame, cues: Sequence[Cue], candidates: Sequence[Candidate]) -> None:
    """Fills the `cues` of every candidate from those of `cues`, in textual order, that stand near it."""
    spans = [(candidate.start, candidate.end) for candidate in candidates]
    named = {i for start, end in spans for i in range(start, end)}
    free = [cue for cue in cues if cue.start not in named]
    starts = [cue.start for cue in free]
    for candidate in candidates:
        near = free[bisect_left(starts, candidate.start - REACH) : bisect_left(starts, candidate.right + REACH)]
        inside = [cue for cue in near if cue.fits(candidate.row["code"])]
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
    if "force" in stages or any(_is_applied(c) for c in told):
        return "in_force"
    if ("ratify", "ratified") in done:
        return "ratified"
    if any(c.row["code"] == "parapher" for c in told) and any(_is_to_be_signed(c) for c in told):
        return "planned"
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


def _is_to_be_signed(cue: Cue) -> bool:
    """Whether the signing is still to come, so that an instrument that was initialled is not signed yet."""
    return cue.row["code"] == "signer" and not cue.real


def _is_applied(cue: Cue) -> bool:
    """Whether the text says of the instrument itself that it is applied (`a été appliquée`, `est mis en œuvre`)."""
    return cue.real and cue.passive and cue.kind == "verb" and cue.row["code"] in {"appliquer", "mettre en œuvre"}
