"""The gazetteer: boundaries, case, accents, typography."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplo_extract.lexicon.gazetteer import Gazetteer, fold

GAZETTEER = Gazetteer(
    [
        ("Égypte", "EGY"),
        ("République arabe d'Égypte", "EGY"),
        ("États-Unis", "USA"),
        ("OMS", "who"),
        ("énergie", "energy"),
        ("Chine", "CHN"),
        ("Chine-Asie centrale", "china_central_asia"),
        ("Côte d'Ivoire", "CIV"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("la République arabe d’Égypte", ["République arabe d’Égypte"]),
        ("l'Egypte et les ETATS-UNIS", ["Egypte", "ETATS-UNIS"]),
        ("les Etats\u00a0Unis", ["Etats\u00a0Unis"]),
        ("l'oms et l'OMS", ["OMS"]),
        ("L'Énergie, l'énergie, l'ENERGIE, l'energie", ["Énergie", "énergie", "ENERGIE"]),
        ("la chine, la Chine, la Chinechine", ["Chine"]),
        ("mécanisme Chine-Asie centrale", ["Chine-Asie centrale"]),
        ("la Côte\nd'Ivoire", ["Côte\nd'Ivoire"]),
        ("la Cote d'Ivoire, la Côte-d'Ivoire, une cote d'ivoire", ["Cote d'Ivoire", "Côte-d'Ivoire"]),
    ],
)
def test_find(text: str, found: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in GAZETTEER.find(text)] == found


def test_the_form_whose_accents_agree_goes_first() -> None:
    towns = Gazetteer([("Mendéz", "a"), ("Mendez", "b")])
    assert [hit.key for hit in towns.find("Mendez et Mendéz, Méndez")] == ["b", "a", "a"]


@pytest.mark.parametrize(
    ("form", "words"), [("Nam Định", "Nam Dinh"), ("Diyarbakır", "Diyarbakir"), ("Łańcut", "Lancut")]
)
def test_a_stroke_is_an_accent(form: str, words: str) -> None:
    towns = Gazetteer([(form, form)])
    assert [hit.key for hit in towns.find(f"à {words}, à {form}")] == [form, form]


def test_a_form_with_two_keys_is_refused() -> None:
    with pytest.raises(ValueError, match="two keys"):
        Gazetteer([("Congo", "COG"), ("Congo", "COD")])


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="ÉEgypte Unis-États’'OMS\n"))
def test_hits_never_overlap_and_stand_as_whole_words(text: str) -> None:
    end = 0
    for hit in GAZETTEER.find(text):
        assert hit.start >= end
        assert not text[hit.start - 1 : hit.start].isalnum()
        assert not text[hit.end : hit.end + 1].isalnum()
        end = hit.end
