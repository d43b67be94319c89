"""The real extractor: a batch gives what single calls give, and keeps nothing of its documents."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest

from diplo_extract.corpus.task import BUNDLE_BYTES, Backlog, Extractor, Task, bundles
from diplo_extract.corpus.worker import Extraction, load_extractor
from diplo_extract.extraction import extract, pipeline

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))[:4]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor(Extraction())


def task(id: str, text: str, reference_date: str | None = None) -> Task:
    return Task(id, id, f"{id}.txt", "text", text.encode(), reference_date)


def short_notes() -> list[Task]:
    """The paragraphs of the samples, as notes of their own."""
    paragraphs = [p for path in SAMPLES for p in path.read_text("utf-8").split("\n") if len(p) > 80]
    return [task(f"note-{number}", paragraph) for number, paragraph in enumerate(paragraphs)]


def test_a_record_is_the_one_that_extract_gives(extractor: Extractor) -> None:
    text = SAMPLES[0].read_text("utf-8")
    (outcome,) = extractor([task("a", text, "2024-07-03")])
    assert outcome.record is not None
    record = json.loads(zlib.decompress(outcome.record))
    expected = extract(text, id="a", reference_date="2024-07-03").model_dump(mode="json")
    expected["document"]["source"] = "a.txt"
    assert record == expected


def test_neighbours_in_a_batch_change_nothing(extractor: Extractor) -> None:
    notes = short_notes()
    alone = [extractor([note])[0].record for note in notes]
    assert [outcome.record for outcome in extractor(notes)] == alone
    shuffled = dict(zip([note.key for note in notes[::-1]], extractor(notes[::-1]), strict=True))
    assert [shuffled[note.key].record for note in notes] == alone


def test_a_bad_neighbour_changes_nothing(extractor: Extractor) -> None:
    notes = short_notes()[:4]
    bad = [task("empty", ""), task("date", "Le ministre est parti hier.", "le trois juillet")]
    outcomes = extractor([notes[0], bad[0], notes[1], bad[1], *notes[2:]])
    assert [o.key for o in outcomes if o.record is None] == ["empty", "date"]
    assert [o.problem.error for o in outcomes if o.problem] == ["EmptyDocument", "ReferenceDateError"]
    assert [o.record for o in outcomes if o.record] == [o.record for o in extractor(notes)]


def test_the_vocabulary_does_not_grow(extractor: Extractor) -> None:
    strings = pipeline(None).vocab.strings
    size = len(strings)
    for number in range(3):
        extractor([task("a", f"Le ministre Zorglub{number} a visité Brikabrak{number} à Trucville{number}.")])
    assert len(strings) == size


def test_bundles_are_filled_by_size_and_keep_the_order() -> None:
    tasks = [task(str(number), "a" * size) for number, size in enumerate((10, 20, 90, 5, 5, 5, 200, 1))]
    found = [[t.id for t in bundle] for bundle in bundles(iter(tasks), size=100, most=3)]
    assert found == [["0", "1"], ["2", "3", "4"], ["5"], ["6"], ["7"]]


def test_the_last_bundles_are_small_so_that_no_worker_waits_long_for_another() -> None:
    tasks = [task(str(number), "a" * 2000) for number in range(60)]
    backlog = Backlog(iter(tasks), workers=2)
    found = list(iter(backlog.next, None))
    assert [t.id for bundle in found for t in bundle] == [str(number) for number in range(60)]
    sizes = [sum(len(t.data) for t in bundle) for bundle in found]
    assert sizes[0] > BUNDLE_BYTES - 2000
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-4:] == [2000] * 4
