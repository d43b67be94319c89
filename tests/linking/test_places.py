from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from spacy.language import Language
from spacy.tokens import Span

from diplo_extract import extract
from diplo_extract.lexicon.places import candidates
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.mentions import read_mentions, settle
from diplo_extract.linking.places import choose, link_places


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


def countries(text: str) -> dict[str, str | None]:
    return {place.name: place.country for place in extract(text).places}


def test_a_site_lies_in_the_city_of_its_paragraph_or_of_the_document() -> None:
    text = (
        "Berne, le 3 mai 2025. Le Conseil fédéral a réagi.\n\nLa famine touche El-Fasher.\n\n"
        "La terrasse voisine du Palais fédéral sera fermée."
    )
    assert countries(text)["Palais fédéral"] == "CHE"
    assert countries(text.replace("La terrasse", "À Khartoum, la terrasse"))["Palais fédéral"] == "SDN"


def test_no_other_city_lies_in_a_state_that_is_one_city() -> None:
    text = (
        "Le Saint-Siège et le Vatican aideront les sinistrés. Une équipe du Saint-Siège a gagné la ville de Corvello."
    )
    assert countries(text)["Corvello"] is None


def test_a_monument_of_many_capitals_lies_in_the_state_that_is_named() -> None:
    assert countries("La Roumanie a fêté ce jour. Une gerbe a été déposée à l’Arc de Triomphe.") == {
        "Arc de Triomphe": "ROU"
    }


def test_the_state_behind_an_unknown_place_is_its_own() -> None:
    text = (
        "La France a salué la France. Une équipe a gagné le village de Soulo, au Haut-Karabakh, puis la ville "
        "de Kirna, en Namibie."
    )
    assert countries(text)["Soulo"] == "AZE"
    assert countries(text)["Kirna"] == "NAM"
    assert countries(text.replace(", en Namibie", " (Namibie)"))["Kirna"] == "NAM"


def test_one_word_that_only_the_recogniser_knows_lies_anywhere(nlp: Language) -> None:
    doc = nlp("La France a salué ce geste. La France, dit la France, ira à Koriva.")
    doc.spans["diplo_places"] = [Span(doc, len(doc) - 2, len(doc) - 1, label="city")]
    mentions = settle(read_mentions(doc))
    draft = cast(Draft, SimpleNamespace(doc=doc, text=doc.text, mentions=mentions))
    assert [(place.name, place.country) for place in link_places(draft)] == [("Koriva", None)]


def test_a_place_lies_in_the_state_of_the_people_named_before_it() -> None:
    text = "La Namibie et le Ghana ont aidé la Namibie. La province vietnamienne de Dorang Ha a été touchée."
    assert countries(text)["Dorang Ha"] == "VNM"
    assert countries(text.replace("vietnamienne de Dorang", "ghanéenne d’Odorang"))["Odorang Ha"] == "GHA"


def test_a_small_town_lies_in_the_only_state_of_the_document_that_has_one_of_its_name() -> None:
    text = "Le Canada et le Pérou ont signé. La cérémonie a eu lieu dans la ville de Wendake."
    assert countries(text)["Wendake"] == "CAN"
    assert countries(text.replace("Canada", "Chili"))["Wendake"] is None


def test_quotation_marks_do_not_part_a_place_from_where_it_lies() -> None:
    text = "Le Rwanda est cité. L’armée tient le « village de Kirna », dans la province du Nord-Kivu, dit le Rwanda."
    assert countries(text)["Kirna"] == "COD"


def test_a_place_told_by_a_noun_tells_where_the_one_before_it_lies() -> None:
    text = "Le Rwanda est cité. Le village de Kirna, dans le territoire de Rutshuru, est calme, dit la RDC au Rwanda."
    assert countries(text)["Kirna"] == "COD"


def test_places_count_for_the_state_that_a_document_is_about() -> None:
    text = "Ottawa, Toronto et Montréal suivront. La région des Lacs-Bleus aidera l’Ukraine."
    assert countries(text)["région des Lacs-Bleus"] == "CAN"


def test_a_small_city_of_a_state_that_nobody_names_is_not_meant() -> None:
    assert countries("La Chine aide. Le maire de la ville de Boli est venu.")["Boli"] == "CHN"
    assert countries("Le Gabon aide. Le maire de la ville de Boli est venu.")["Boli"] == "GAB"


def test_a_place_of_a_list_lies_where_the_others_do() -> None:
    text = "La Norvège aide les villes de Bouaké, Kirnadou et Korhogo."
    assert countries(text)["Kirnadou"] == "CIV"
    assert countries(text.replace("Korhogo", "Bergen"))["Kirnadou"] == "NOR"
