"""Our own communiqués, annotated by hand, against what is extracted from them: no figure may fall below its floor.

The texts and their annotations were written without a look at the output; `docs/gold.md` tells their form. A floor is
set about two points below the figure of its day, F1 for what is found and accuracy for the values of what is found, so
that a loss shows and a change of one item does not.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from diplo_extract import extract_many
from diplo_extract.evaluate import Evaluation, evaluate

HERE = Path(__file__).parent / "gold"
FLOORS: dict[str, float] = json.loads((HERE / "floors.json").read_text("utf-8"))
GUIDE = Path(__file__).parent.parent / "docs" / "gold.md"
FEWEST = 20
"""Fewer communiqués than this are too few house styles for the figures to mean much."""


@pytest.fixture(scope="session")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The figures of all texts, extracted once."""
    texts = ((file.stem, file.read_bytes().decode("utf-8")) for file in sorted((HERE / "texts").glob("*.txt")))
    records = tmp_path_factory.mktemp("gold") / "records.jsonl"
    records.write_text("".join(f"{record.model_dump_json()}\n" for record in extract_many(texts)), "utf-8")
    return evaluate(HERE / "gold", records)


def test_every_text_has_its_gold_and_none_is_missing() -> None:
    texts, gold = ({file.stem for file in (HERE / kind).iterdir()} for kind in ("texts", "gold"))
    assert texts == gold
    assert len(texts) >= FEWEST


def test_every_text_is_scored(evaluation: Evaluation) -> None:
    assert evaluation.documents >= FEWEST
    assert not [error for error in evaluation.errors if "no record" in error]


@pytest.mark.parametrize("field", sorted(FLOORS))
def test_no_figure_falls_below_its_floor(field: str, evaluation: Evaluation) -> None:
    figures = evaluation.figures()[field]
    figure = figures["f1"] if "f1" in figures else figures["accuracy"]
    errors = [error for error in evaluation.errors if error.split("\t")[1].split(".")[0] == field.split(".")[0]]
    assert figure >= FLOORS[field], "\n".join(errors)


def test_the_example_of_the_guide_is_sound_gold(tmp_path: Path) -> None:
    guide = GUIDE.read_text("utf-8")
    text = " ".join(line.removeprefix("> ") for line in guide.splitlines() if line.startswith("> "))
    example = re.search(r"```json\n(.+?)```", guide, re.DOTALL)
    assert example is not None
    for folder, name, content in (("texts", "lome-2025.txt", text), ("gold", "lome-2025.json", example[1])):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(content, "utf-8")
    (record,) = extract_many([("lome-2025", text)])
    records = tmp_path / "records.jsonl"
    records.write_text(record.model_dump_json() + "\n", "utf-8")
    assert evaluate(tmp_path / "gold", records).figures()["reference_date"]["accuracy"] == 100
