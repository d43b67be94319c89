"""Layout: title, date line and furniture, on pages laid out as ministries lay them out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from diplo_extract.document.furniture import is_letterhead, is_page_note, is_series, mark_furniture
from diplo_extract.document.layout import lay_out
from diplo_extract.lexicon import read_rows

CASES = Path(__file__).parent.parent / "cases" / "layout"


def pages() -> list[Path]:
    found = sorted(CASES.glob("*.txt"))
    assert len(found) >= 8
    return found


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_page(page: Path) -> None:
    """A page is marked up line by line: `F ` furniture, `T ` title, `P date ` the line that dates it, `  ` the rest."""
    lines, furniture, title, published = [], [], None, None
    for line in page.read_text("utf-8").splitlines():
        mark, text = line[:1], line[2:]
        if mark == "P":
            published, _, text = text.partition(" ")
        lines.append(text)
        if mark == "F":
            furniture.append(text)
        if mark == "T":
            title = text.strip()
    layout = lay_out("\n".join(lines))
    blanked = ["\n".join(lines)[start:end] for start, end in layout.furniture]
    assert [line for line in blanked if line.strip()] == [line for line in furniture if line.strip()]
    assert layout.title == title
    assert layout.published == published
    assert len(layout.analysed) == len("\n".join(lines))


def test_every_row_of_furniture_marks_its_example() -> None:
    rows = read_rows("furniture")
    assert rows
    for row in rows:
        line = row["example"].removeprefix("[").removesuffix("]")
        assert mark_furniture([line])[0] or is_letterhead(line) or is_page_note(line) or is_series(line), row["code"]


def test_a_link_list_takes_its_short_lines_along_and_stops_at_prose() -> None:
    lines = ["Lire aussi", "Le ministre à Rabat", "Un accord signé", "Le ministre a ensuite reçu la presse."]
    assert mark_furniture(lines) == [True, True, True, False]


@pytest.mark.parametrize(
    "opening",
    [
        "ALGER — L'Algérie a condamné avec vigueur l'attentat perpétré lundi contre un convoi humanitaire.",
        "Hanoï (VNA) – Le Premier ministre a reçu le 9 octobre l'ambassadeur du Laos, au terme de son mandat.",
        "Lors d'un entretien téléphonique avec le ministre du Qatar, la ministre a rappelé son amitié.",
    ],
)
def test_a_text_that_opens_with_a_sentence_has_no_title(opening: str) -> None:
    assert lay_out(f"{opening}\n\nIl a ensuite été raccompagné à l'aéroport.\n").title is None


def test_a_heading_with_its_date_in_brackets_is_a_title() -> None:
    layout = lay_out(
        "Retrait du Niger de la Commission (12 octobre 2017)\n\n"
        "Nous regrettons cette décision du Niger, pays fondateur de la Commission, et restons ouverts au dialogue.\n"
    )
    assert layout.title == "Retrait du Niger de la Commission (12 octobre 2017)"
    assert layout.published == "2017-10-12"


@pytest.mark.parametrize("unit", ["a", "a.", "a@", "01 ", " \t", "Genève, le 3 mai 2025 – "])
def test_time_grows_with_the_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        begin = time.process_time()
        lay_out(unit * (length // len(unit)))
        return time.process_time() - begin

    assert min(seconds(50_000) for _ in range(2)) < 40 * min(seconds(5_000) for _ in range(3)) + 0.2
