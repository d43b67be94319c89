"""Every organisation row on its own example, and what shared and guarded forms mean."""

from __future__ import annotations

import re

import pytest

from diplo_extract.errors import LexiconError
from diplo_extract.lexicon import organisations, read_rows
from diplo_extract.lexicon.organisations import organisation_forms, organisation_gazetteer, resolve

KINDS = {
    "io",
    "forum",
    "organ",
    "agency",
    "bank",
    "company",
    "university",
    "party",
    "armed_group",
    "ngo",
    "court",
    "media",
    "mission",
}
ROWS = read_rows("organisations")


def meant(text: str) -> list[tuple[str, str | None]]:
    known = organisation_forms()
    hits = organisation_gazetteer().find(text)
    named = {known[hit.key].default or "" for hit in hits if not known[hit.key].guarded}
    return [(text[hit.start : hit.end], resolve(hit.key, named)) for hit in hits]


def test_every_row_on_its_own_example() -> None:
    for row in ROWS:
        text = re.sub(r"[\[\]]", "", row["example"])
        marked = re.findall(r"\[(.+?)\]", row["example"])
        assert meant(text) == [(words, row["code"]) for words in marked], row["code"]


def test_kinds_frameworks_are_known() -> None:
    frameworks = {row["code"] for row in read_rows("domains") if row["group"] == "framework"}
    codes = {row["code"] for row in ROWS}
    assert frameworks <= codes
    for row in ROWS:
        assert row["kind"] in KINDS, row["code"]
        assert row["framework"] in frameworks | {""}, row["code"]


def test_there_are_many() -> None:
    assert len(ROWS) >= 600


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La BAD financera la route.", [("BAD", "afdb")]),
        ("La Banque asiatique de développement (BAD) financera la route.", ["adb", "adb"]),
        ("Le PS a réagi.", [None]),
        ("Le Parti socialiste (PS) a réagi.", ["socialist_party_france"] * 2),
        ("la communauté économique des Etats de l’Afrique de l’Ouest", ["ecowas"]),
        ("L'UNION AFRICAINE ET LA CEDEAO", ["au", "ecowas"]),
        ("l'agence nationale d'information", []),
        ("la cour pénale internationale et l’union africaine", ["icc", "au"]),
        ("le Conseil de sécurité de l'ONU", ["un_security_council"]),
        ("l’Organisation de coopération de\nShanghai", ["sco"]),
    ],
)
def test_forms(text: str, expected: list[object]) -> None:
    found = meant(text)
    assert [pair if isinstance(e, tuple) else pair[1] for pair, e in zip(found, expected, strict=True)] == expected


def test_a_form_of_two_rows_is_named_by_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(organisations, "read_rows", lambda _name: (ROWS[0], {**ROWS[1], "name": ROWS[0]["name"]}))
    with pytest.raises(LexiconError, match=rf"^organisations\.csv, line 3: .* stands for {ROWS[0]['code']} already"):
        organisation_forms.__wrapped__()
