from __future__ import annotations

import pytest

from diplo_extract.timex.numbers import ORDINALS, number_of, roman


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("un", 1),
        ("seize", 16),
        ("dix sept", 17),
        ("vingt et un", 21),
        ("soixante et onze", 71),
        ("soixante dix neuf", 79),
        ("quatre vingts", 80),
        ("quatre vingt un", 81),
        ("quatre vingt dix neuf", 99),
        ("septante deux", 72),
        ("nonante", 90),
        ("cent", 100),
        ("deux cents", 200),
        ("trois cent quatre vingt quinze", 395),
        ("mille", 1000),
        ("mil neuf cent quatre vingt quatre", 1984),
        ("deux mille vingt cinq", 2025),
        ("neuf mille neuf cent quatre vingt dix neuf", 9999),
    ],
)
def test_numbers_in_words(words: str, value: int) -> None:
    assert number_of(words.split()) == (value, len(words.split()))


@pytest.mark.parametrize(
    ("words", "value", "taken"), [("deux trois", 2, 1), ("vingt quarante", 20, 1), ("trente et", 30, 1)]
)
def test_a_number_ends_where_the_next_begins(words: str, value: int, taken: int) -> None:
    assert number_of(words.split()) == (value, taken)


def test_other_words_are_no_number() -> None:
    assert number_of(["la", "paix"]) is None
    assert number_of([]) is None


def test_ordinals() -> None:
    assert [ORDINALS[word] for word in ("premier", "seconde", "troisième", "vingt-cinquième", "trente et unième")] == [
        1,
        2,
        3,
        25,
        31,
    ]


@pytest.mark.parametrize(
    ("word", "value"), [("iv", 4), ("ix", 9), ("xix", 19), ("xxi", 21), ("iiii", None), ("", None)]
)
def test_roman_numerals(word: str, value: int | None) -> None:
    assert roman(word) == value
