from __future__ import annotations

import re

import pytest

from diplo_extract.document import Document
from diplo_extract.lexicon import read_rows
from diplo_extract.lexicon.countries import state_forms
from diplo_extract.lexicon.organisations import organisation
from diplo_extract.linking.issuer import issuer_of

BODY = "Le ministre a reçu son homologue et lui a souhaité un bon séjour dans la capitale, où il restera deux jours."
CASES = [
    (f"AMBASSADE DU JAPON EN MAURITANIE\n\nDon de riz à Kiffa\n\n{BODY}\n\nhttps://www.diplomatie.gouv.fr", "JPN"),
    (f"Visite à Oslo\n\n{BODY}\n\nSource https://www.diplomatie.gouv.fr, le 8 octobre 2020", "FRA"),
    (f"Visite à Oslo\n\n{BODY}\n\nwww.mfa.gov.az", "AZE"),
    (f"Visite à Oslo\n\n{BODY}\n\nhttps://www.mfa.gov.az https://www.gov.kz", None),
    (f"Visite à Oslo\n\n{BODY}\n\nhttps://www.exemple.fr", None),
    (f"Vientiane (VNA) – {BODY}", "VNM"),
    (f"Bakou, 9 mai, AZERTAC\n\n{BODY}", "AZE"),
    (f"Bakou, 9 mai (AZERTAG)\n\n{BODY}", "AZE"),
    (f"Chisinau, 9 mai (MOLDPRES) – {BODY}", "MDA"),
    (f"AKP Phnom Penh, le 28 avril 2017 –\n\n{BODY}", "KHM"),
    (f"Visite à Oslo\n\n{BODY} MAP", "MAR"),
    (f"Rabat, 3 mai (APS) - {BODY}", None),
    (f"Dakar, 3 mai (APS) - {BODY}", "SEN"),
    (f"Dakar, 3 mai (APS) - Le Sénégal a salué la décision. {BODY}", "SEN"),
    (f"Le gazoduc TAP a rouvert. {BODY}", None),
]


@pytest.mark.parametrize(("text", "issuer"), CASES)
def test_issuer(text: str, issuer: str | None) -> None:
    assert issuer_of(Document.from_text(text)) == issuer


def test_every_site_has_a_state_and_is_found_in_its_example() -> None:
    states = {form.default for form in state_forms().values()}
    for row in read_rows("government_sites"):
        assert row["country"] in states
        assert issuer_of(Document.from_text(re.sub(r"[\[\]]", "", row["example"]))) == row["country"]


def test_every_agency_has_a_state_and_is_found_in_its_example() -> None:
    states = {form.default for form in state_forms().values()}
    rows = read_rows("news_agencies")
    assert rows
    for row in rows:
        assert organisation(row["code"])["kind"] == "media"
        assert row["country"] in states
        assert issuer_of(Document.from_text(re.sub(r"[\[\]]", "", row["example"]))) == row["country"]
