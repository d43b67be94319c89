"""Reads the cases of statements and events, and runs the linking on them with the actors that they give.

A block is a passage, then lines `person: name, office, country, title` (`-` for none), `organisation: name`, and the
lines of what is expected. States are found by the pipeline.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language

from diplo_extract.linking.actors import ActorDraft, index_actors
from diplo_extract.linking.agreements import link_agreements
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.mentions import read_mentions, settle
from diplo_extract.linking.sentences import frame_of
from diplo_extract.linking.statements import link_statements
from diplo_extract.linking.states import link_states
from diplo_extract.record import Person, State

CASES = Path(__file__).parent.parent / "cases"


@dataclass(frozen=True)
class Case:
    """A passage, the lines under it by their key, and where it stands."""

    text: str
    lines: tuple[tuple[str, str], ...]
    where: str

    def told(self, key: str) -> list[str]:
        return [value for name, value in self.lines if name == key]


def read_cases(folder: str) -> list[Case]:
    """The cases of all the files of a folder."""
    cases = []
    for file in sorted((CASES / folder).glob("*.txt")):
        for block in file.read_text("utf-8").split("\n\n"):
            lines = [line for line in block.strip().split("\n") if not line.startswith("#")]
            if lines and lines[0]:
                keyed = tuple((key, value.strip(" ")) for key, _, value in (line.partition(":") for line in lines[1:]))
                cases.append(Case(lines[0].replace("\\n", "\n"), keyed, f"{file.stem}: {lines[0][:50]}"))
    assert cases, f"no cases in {folder}"
    return cases


def draft_of(nlp: Language, case: Case) -> Draft:
    """The draft of a case, its agreements and statements linked."""
    doc = nlp(case.text)
    mentions = settle(replace(read_mentions(doc), persons=(), organisations=(), places=()))
    drafts = [*link_states(mentions)]
    for line in case.told("person"):
        name, office, country, title = (None if part == "-" else part for part in line.split(", "))
        assert name is not None
        drafts.append(
            ActorDraft(
                kind="person",
                name=name,
                spans=_spans(case.text, [name, name.split()[-1]]),
                country=country,
                office=office,  # type: ignore[arg-type]
                title=title,
            )
        )
    for name in case.told("organisation"):
        drafts.append(ActorDraft(kind="organisation", name=name, spans=_spans(case.text, [name])))
    draft = Draft(doc=doc, mentions=mentions, actors=index_actors(doc, drafts), genre="other", frame=frame_of(doc))
    draft = replace(draft, agreements=link_agreements(draft))
    return replace(draft, statements=link_statements(draft))


def _spans(text: str, names: list[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            span = start, start + len(name)
            if not any(a < span[1] and span[0] < b for a, b in spans):
                spans.append(span)
            start = text.find(name, start + 1)
    return spans


def shown(draft: Draft, ids: tuple[str, ...]) -> str:
    """The actors as the cases write them: persons and organisations by name, states by code."""
    actors = [draft.actors[id] for id in ids]
    return ", ".join(
        a.country if isinstance(a, State) else a.name for a in actors if isinstance(a, Person | State) or a
    )
