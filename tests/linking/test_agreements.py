"""Agreements: every passage with its items, and nothing denied, wished or to come told as signed."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from diplo_extract.document import Document
from diplo_extract.extraction import record_of, reference_of
from diplo_extract.lexicon import Row, read_rows
from diplo_extract.linking.agreements.cues import find_cues
from diplo_extract.linking.sentences import frame_of
from diplo_extract.pipeline import analyse
from diplo_extract.record import Record, State

CASES = Path(__file__).parent.parent / "cases" / "agreements"


def read_lines(name: str) -> list[str]:
    lines = [line for line in (CASES / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines, f"no cases in {name}"
    return lines


def read_passages() -> list[tuple[str, list[str]]]:
    """The passages of passages.txt and sets.txt, each with the lines of what is expected in it."""
    files = [(CASES / name).read_text("utf-8").strip() for name in ("passages.txt", "sets.txt")]
    blocks = "\n====\n".join(files).split("\n====\n")
    passages = [block.split("\n----\n") for block in blocks]
    assert passages
    return [(text, expected.strip().split("\n")) for text, expected in passages]


def record(nlp: Language, text: str, *, given: str | None = None) -> Record:
    document = Document.from_text(text)
    reference = reference_of(document, given)
    (doc,) = analyse(nlp, [(document.analysed, reference)])
    return record_of(doc, document, nlp, reference_date=reference)


def shown(found: Record) -> list[str]:
    """One line an agreement: type, status, parties, date, place, title."""
    actors = {a.id: a.country if isinstance(a, State) else a.name for a in found.actors}
    places = {p.id: p.name for p in found.places}
    return [
        " | ".join(
            [
                a.type,
                a.status,
                ", ".join(actors[id] for id in a.parties) or "-",
                a.date or "-",
                places[a.place] if a.place else "-",
                a.title or "-",
            ]
        )
        for a in found.agreements
    ]


@pytest.mark.parametrize(("text", "expected"), read_passages(), ids=lambda value: value[:40] if value else "")
def test_passage(nlp: Language, text: str, expected: list[str]) -> None:
    assert shown(record(nlp, text)) == expected


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Le Togo et le Ghana ont signé à Lomé un accord sur la pêche.", None),
        ("Le 8 juillet 2025, le Togo et le Ghana ont signé à Lomé un accord sur la pêche.", "2025-07-08"),
        ("Le Togo et le Ghana avaient signé la veille un accord sur la pêche.", "2026-05-03"),
        ("Hier, le Togo et le Ghana ont signé à Lomé un accord sur la pêche.", "2026-05-03"),
        ("Lomé, le 2 mai 2026\n\nLe Togo et le Ghana ont signé à Lomé un accord sur la pêche.", "2026-05-02"),
    ],
)
def test_the_day_on_which_a_caller_reads_is_no_day_of_signing(nlp: Language, text: str, date: str | None) -> None:
    assert [agreement.date for agreement in record(nlp, text, given="2026-05-04").agreements] == [date]


def test_there_are_forty_unsigned_sentences() -> None:
    assert len(read_lines("unsigned.txt")) >= 40


@pytest.mark.parametrize("sentence", read_lines("unsigned.txt"))
def test_what_is_denied_or_to_come_is_not_signed(nlp: Language, sentence: str) -> None:
    statuses = {agreement.status for agreement in record(nlp, sentence).agreements}
    assert not statuses & {"signed", "adopted", "ratified"}


@pytest.mark.parametrize("sentence", read_lines("signed.txt"))
def test_what_is_done_is_signed(nlp: Language, sentence: str) -> None:
    assert {agreement.status for agreement in record(nlp, sentence).agreements} == {"signed"}


@pytest.mark.parametrize("row", read_rows("agreement_status"), ids=lambda row: row["code"])
def test_every_cue_is_found_in_its_example(nlp: Language, row: Row) -> None:
    before, marked = row["example"].split("[")
    words, after = marked.split("]")
    doc = nlp(before + words + after)
    found = [(doc[c.start : c.end].text, c.row["code"]) for c in find_cues(doc, frame_of(doc))]
    assert (words, row["code"]) in found
