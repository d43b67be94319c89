"""Typography: what levelling does, and that every offset leads back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplo_extract.document.typography import level


@pytest.mark.parametrize(
    ("given_text", "levelled"),
    [
        ("l’Égypte", "l'Égypte"),
        ("M.\u00a0Diop", "M. Diop"),
        ("E\u0301gypte", "Égypte"),
        ("deux\r\nlignes", "deux \nlignes"),
        ("coopé\u00adration", "coopération"),
        ("\ufeffParis", "Paris"),
        ("l´Égypte et l`Iran", "l'Égypte et l'Iran"),
        ("\u2066M. Diop\u200f, ministre\u2069", "M. Diop, ministre"),
        ("l’eﬃcacité déﬁnie", "l'efficacité définie"),
        ("la  République   du \u00a0Mali", "la République du Mali"),
        ("Mali    Niger\n  Togo", "Mali    Niger\n  Togo"),
    ],
)
def test_levelling(given_text: str, levelled: str) -> None:
    assert level(given_text).text == levelled


def test_a_composed_letter_leads_back_to_all_its_characters() -> None:
    text = "La Re\u0301publique de\u00ad Come\u0301 nia"
    levelled = level(text)
    start = levelled.text.index("République")
    a, b = levelled.original(start, start + len("République"))
    assert text[a:b] == "Re\u0301publique"
    assert levelled.original(0, 2) == (0, 2)


def test_letters_of_a_ligature_and_words_spaced_out_lead_back() -> None:
    text = "un  déﬁ  pour la  Fédération  russe"
    levelled = level(text)
    for given_words, words in (("déﬁ", "défi"), ("pour", "pour"), ("Fédération  russe", "Fédération russe")):
        start = levelled.text.index(words)
        a, b = levelled.original(start, start + len(words))
        assert text[a:b] == given_words


def test_characters_dropped_after_a_word_do_not_belong_to_it() -> None:
    text = "Chine\u200b, Japon"
    a, b = level(text).original(0, 5)
    assert text[a:b] == "Chine"


DIFFICULT = st.text(
    alphabet=st.sampled_from("ae ÉÀœ'’`\u00a0\u202f\u0301\u0327\u00ad\u200b\u200f\r\n\t«»🇫🇷각\u1100\u1161.-ﬁﬃ")
)


@given(st.one_of(st.text(), DIFFICULT))
def test_every_span_leads_back_to_characters_that_stand_for_it(text: str) -> None:
    levelled = level(text)
    previous = 0
    for at, character in enumerate(levelled.text):
        start, end = levelled.original(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert start >= previous
        previous = start
        if character.isalnum() and levelled.marks == ():
            assert unicodedata.normalize("NFC", text[start:end]) == character
