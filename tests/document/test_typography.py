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


WRAPPED = """\
Le ministre des Affaires étrangères du Togo a reçu mardi à Lomé la
présidente de la Commission de la Communauté économique des États de
l'Afrique de l'Ouest, venue présenter ses lettres de créance.

Participaient à la rencontre :
M. Koffi Mensah, directeur du protocole
Mme Afi Lawson, conseillère
"""


def test_the_lines_of_a_wrapped_text_are_joined() -> None:
    first, second, third, *rest = WRAPPED.split("\n")
    assert level(WRAPPED).text == "\n".join([f"{first} {second} {third}", *rest])
    crlf = level(WRAPPED.replace("\n", "\r\n"))
    assert crlf.text.split(" \n")[0] == f"{first} {second} {third}"
    at = crlf.text.index("présidente")
    a, b = crlf.original(at, at + 10)
    assert crlf.given[a:b] == "présidente"


@pytest.mark.parametrize(
    "lines",
    [
        ("M. Koffi Mensah, directeur du protocole d'État", "Mme Afi Lawson, conseillère technique principale"),
        ("Mali | accord de pêche avec la France | 3 mars", "Niger | accord minier avec la Chine | 4 avril 25"),
        ("Le ministre a reçu " + "longuement " * 12, "puis a reçu " + "encore " * 12),
        ("Lomé", "le 3 mars"),
    ],
)
def test_lines_that_are_no_wrapped_text_stay(lines: tuple[str, ...]) -> None:
    assert level("\n".join(lines)).text == "\n".join(lines)


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
