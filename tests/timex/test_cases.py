"""Marked-up sentences of the cases: every expression with its value, its mod and its range, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy

from diplo_extract.pipes.dates import read_dates
from diplo_extract.timex import TimeExpression, find_dates

CASES = Path(__file__).parent.parent / "cases" / "dates"
MARK = re.compile(r"\[([^\[\]=]+)=([^\[\]]+)\]")
FILES = ("absolute", "ranges", "relative", "times", "measures", "houses")

Case = tuple[str | None, str, list[tuple[str, str]]]


def read_cases(name: str) -> list[Case]:
    """Reference date, text, and the words and marks expected, of each sentence of a file."""
    reference: str | None = None
    cases: list[Case] = []
    for line in (CASES / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("@"):
            given = line[1:].strip()
            reference = None if given == "-" else given
        elif line and not line.startswith("#"):
            cases.append((reference, MARK.sub(r"\1", line), MARK.findall(line)))
    assert cases, f"no cases in {name}"
    return cases


def mark(found: TimeExpression) -> str:
    """What stands after the words of an expression in the cases."""
    kind = "SET " if found.type == "SET" else ""
    mod = f" {found.mod}" if found.mod else ""
    return f"{kind}{found.value}{mod}" + (f" ~{found.range[1:]}" if found.range else "")


CASES_OF_ALL = [case for name in FILES for case in read_cases(name)]
TRAPS = [text for _, text, _ in read_cases("traps")]


@pytest.mark.parametrize(
    ("reference", "text", "expected"), CASES_OF_ALL, ids=[text[:60] for _, text, _ in CASES_OF_ALL]
)
def test_expressions_and_their_values(reference: str | None, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.text, mark(found)) for found in find_dates(text, reference=reference)] == expected


@pytest.mark.parametrize("text", TRAPS)
def test_nothing_is_found_where_nothing_is(text: str) -> None:
    assert find_dates(text, reference="2024-07-03") == ()


def test_there_are_enough_traps() -> None:
    assert len(TRAPS) >= 120


@pytest.mark.parametrize("typography", ["’", "\u00a0", "\u202f"])
def test_typography_changes_nothing(typography: str) -> None:
    """Curly apostrophes and no-break spaces: the same values at the same places."""
    plain = "'" if typography == "’" else " "
    for reference, text, _ in CASES_OF_ALL:
        straight = find_dates(text, reference=reference)
        typeset = find_dates(text.replace(plain, typography), reference=reference)
        assert [(f.start, f.end, f.value, f.mod) for f in typeset] == [
            (f.start, f.end, f.value, f.mod) for f in straight
        ]


def test_the_component_alone_finds_the_same() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("diplo_dates")
    for reference, text, _ in CASES_OF_ALL:
        doc = nlp.make_doc(text)
        if reference is not None:
            doc.user_data["diplo_reference_date"] = reference
        assert read_dates(nlp.get_pipe("diplo_dates")(doc)) == find_dates(text, reference=reference)
