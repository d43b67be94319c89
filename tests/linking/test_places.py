from __future__ import annotations

from diplo_extract.lexicon.places import candidates
from diplo_extract.linking.places import choose


def country(name: str, **states: int) -> str | None:
    place = choose(candidates(name), kind="city", states=states)
    return place.country if place else None


def test_the_states_of_the_document_decide_between_places_of_one_name() -> None:
    assert country("Tripoli") == "LBY"
    assert country("Tripoli", LBN=2) == "LBN"
    assert country("Tripoli", LBN=2, LBY=1) == "LBY"
    assert country("Valence", FRA=1) == "FRA"
    assert country("Georgetown", GUY=1) == "GUY"


def test_another_kind_is_no_candidate() -> None:
    assert choose(candidates("mer Noire"), kind="city", states={}) is None
