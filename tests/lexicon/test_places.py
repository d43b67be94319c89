from __future__ import annotations

import pytest

from diplo_extract.lexicon import Row, forms, read_rows
from diplo_extract.lexicon.places import candidates, place_gazetteer

from .test_countries import marked

CITIES = """
Astana KAZ|Alger DZA|Londres GBR|Le Caire EGY|La Haye NLD|Pékin CHN|Beijing CHN|Saint-Pétersbourg RUS|Aktaou KAZ
Bakou AZE|Achgabat TKM|Noursoultan KAZ|Kinshasa COD|N'Djamena TCD|Ouagadougou BFA|Hô Chi Minh-Ville VNM|Canberra AUS
Évian FRA|Batoumi GEO|Poti GEO|Khorgos KAZ|Walvis Bay NAM|Goma COD|Idlib SYR|Marioupol UKR|Kharkiv UKR|Boutcha UKR
Louhansk UKR|Tripoli LBY|Genève CHE|Nouadhibou MRT|Soumgaït AZE|Haiphong VNM|Alat AZE|Douchanbé TJK
"""


@pytest.mark.parametrize("city", CITIES.replace("\n", "|").strip("|").split("|"))
def test_cities_are_known_under_their_french_names(city: str) -> None:
    name, country = city.rsplit(" ", 1)
    place = candidates(name)[0]
    assert (place.kind, place.country) == ("city", country)


@pytest.mark.parametrize("row", read_rows("areas"), ids=lambda row: row["code"])
def test_each_area_is_found_in_its_example(row: Row) -> None:
    start, end, text = marked(row["example"])
    (hit,) = [hit for hit in place_gazetteer().find(text) if (hit.start, hit.end) == (start, end)]
    assert row["code"] in {place.code for place in candidates(hit.key)}


def test_candidates_come_by_likelihood_with_coordinates() -> None:
    tripoli = candidates("Tripoli")
    assert [place.country for place in tripoli][:2] == ["LBY", "LBN"]
    astana = candidates("Astana")[0]
    assert (astana.geonames, astana.latitude, astana.longitude) == (1526273, 51.18, 71.45)
    assert candidates("Nulle part") == ()


def test_every_exonym_reaches_the_city_file() -> None:
    missing = [
        row["name"]
        for row in read_rows("exonyms")
        for form in (row["name"], *forms(row["variants"]))
        if row["code"] not in {place.code for place in candidates(form)}
    ]
    assert missing == []
