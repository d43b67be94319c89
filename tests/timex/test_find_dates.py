"""The public functions: references, spans, date lines, and what holds for any text."""

from __future__ import annotations

import re
import time
import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplo_extract.lexicon import Row, read_rows
from diplo_extract.timex import Tense, TimeExpression, find_date_line, find_dates
from diplo_extract.timex.fold import words

PIECES = words(
    "le 1er 2 31 mai juin 2024 2024-07-03 10:30 à midi du au et , . ; ( ) - / il y a trois deux jours mois ans semaine "
    "dernier prochain lundi soir été hiver chaque fin début 3e siècle premier trimestre de la l' d' en depuis 17/09 \n"
)


@pytest.mark.parametrize("reference", ["2024-07-03", "2024-07-03T22:55:00", date(2024, 7, 3), datetime(2024, 7, 3, 22)])
def test_a_reference_in_any_form(reference: str | date | datetime) -> None:
    assert [found.value for found in find_dates("Il viendra demain.", reference=reference)] == ["2024-07-04"]


def test_decomposed_accents_change_nothing_but_the_offsets() -> None:
    text = "Genève, le 3 février 2024. L'été dernier, le 15 août, un décret a été signé."
    apart = unicodedata.normalize("NFD", text)
    found = find_dates(apart, reference="2025-01-02")
    assert [apart[each.start : each.end] for each in found] == [each.text for each in found]
    assert [(unicodedata.normalize("NFC", each.text), each.value) for each in found] == [
        (each.text, each.value) for each in find_dates(text, reference="2025-01-02")
    ]
    assert len(found) == 3


def test_a_wrong_reference_is_an_error() -> None:
    with pytest.raises(ValueError, match="demain"):
        find_dates("Il viendra.", reference="demain")


def test_the_caller_may_tell_the_tense() -> None:
    text = "Réunion du Conseil, jeudi"
    values = [
        find_dates(text, reference="2024-07-03", tense=lambda start, end, told=tense: told)[0].value  # type: ignore[misc]
        for tense in (Tense.PAST, Tense.FUTURE)
    ]
    assert values == ["2024-06-27", "2024-07-04"]


def test_bounds_are_inclusive_and_hold_the_value() -> None:
    text = "En février 2024, au premier semestre 2023, début mars 2025, dans les années 1990, au XXe siècle."
    assert [(found.earliest, found.latest) for found in find_dates(text)] == [
        ("2024-02-01", "2024-02-29"),
        ("2023-01-01", "2023-06-30"),
        ("2025-03-01", "2025-03-10"),
        ("1990-01-01", "1999-12-31"),
        ("1901-01-01", "2000-12-31"),
    ]


def test_durations_and_sets_have_no_bounds() -> None:
    found = find_dates("Pendant trois ans, chaque mois.", reference="2024-07-03")
    assert [(each.type, each.earliest, each.latest) for each in found] == [
        ("DURATION", None, None),
        ("SET", None, None),
    ]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("2024-07-03 22:55", "2024-07-03T22:55"),
        ("Paris, le 9 mars 2016", "2016-03-09"),
        ("mercredi, 08 janvier 2025 / 04:12", "2025-01-08T04:12"),
        ("Publié le 12.03.2025", "2025-03-12"),
        ("Le 5 mars 2025 – Ottawa (Ontario) –", "2025-03-05"),
        ("24 avril 2025 13:05", "2025-04-24T13:05"),
        ("French.news.cn | 2025-05-14 21:30 | Asie-Pacifique", "2025-05-14T21:30"),
        ("GENÈVE (14 janvier 2026) – Des experts ont appelé mercredi les parties au calme.", "2026-01-14"),
        ("RABAT, LE 23 FEVRIER 2025", "2025-02-23"),
        ("Addis-Abeba, le 1er février 2026", "2026-02-01"),
        ("Hanoi (AVI) – samedi 4 octobre 2025", "2025-10-04"),
    ],
)
def test_date_lines(line: str, value: str) -> None:
    found = find_date_line(line)
    assert found is not None
    assert found.value == value
    assert line[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "line", ["BEIJING, 12 septembre (Xinhua) --", "", "Communiqué n° 2024/07", "Mardi", "En 2024", "Le 31 juin 2024"]
)
def test_lines_without_a_full_date(line: str) -> None:
    assert find_date_line(line) is None


@pytest.mark.parametrize("row", read_rows("holidays"))
def test_every_feast_on_its_own_example(row: Row) -> None:
    expected = re.search(r"\[(.+?)\]", row["example"])
    assert expected
    found = find_dates(re.sub(r"[\[\]]", "", row["example"]), reference="2024-07-03")
    assert [each.text for each in found] == [expected[1]]
    if row["month"]:
        assert found[0].value.endswith(f"-{int(row['month']):02}-{int(row['day']):02}")


def sound(text: str, found: tuple[TimeExpression, ...]) -> bool:
    """Spans in order, not overlapping, true to the text; bounds in order."""
    ends = [0, *(each.end for each in found)]
    return all(
        end <= each.start < each.end
        and text[each.start : each.end] == each.text
        and (each.earliest is None or each.latest is None or each.earliest <= each.latest)
        for end, each in zip(ends, found, strict=False)
    )


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from([None, "2024-02-29", "0001-01-01", "9999-12-31"])
)
def test_any_mixture_of_words_of_time_is_read_soundly(pieces: list[str], reference: str | None) -> None:
    text = " ".join(pieces)
    found = find_dates(text, reference=reference)
    assert sound(text, found)
    assert found == find_dates(text, reference=reference)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert sound(text, find_dates(text, reference="2024-07-03"))


@pytest.mark.parametrize("unit", ["1", "le ", "1er ", "3, ", "2020-", "mai et ", "lundi, ", "vingt "])
def test_time_grows_with_the_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begin = time.process_time()
        find_dates(text, reference="2024-07-03")
        return time.process_time() - begin

    assert min(seconds(40_000) for _ in range(2)) < 40 * min(seconds(4_000) for _ in range(3)) + 0.2
